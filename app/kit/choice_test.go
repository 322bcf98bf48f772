package kit_test

import (
	"errors"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

var altDown = &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}

func newClient() (*kit.Completer, *[]kit.Option) {
	c := kit.NewCompleter("Kauri Point")
	c.Entry.Name = "client"
	var chosen []kit.Option
	c.OnChosen = func(o kit.Option) { chosen = append(chosen, o) }
	c.OnQuery = func(text string) {
		var out []kit.Option
		for _, n := range []string{"Kauri Point Films", "Kauri Lodge", "Aro Street"} {
			if kit.MatchesWords(n, text) {
				out = append(out, kit.Option{ID: n, Label: n})
			}
		}
		c.SetSuggestions(text, out, []kit.Option{{ID: "add", Label: "Add contact"}})
	}
	return c, &chosen
}

func TestCompleterKeepsTheKeyboardInTheEntry(t *testing.T) {
	c, chosen := newClient()
	w := kittest.NewWindow(t, kit.VBox(4, c, kit.NewEntry("next")), 400, 400)
	w.Focus(c.Entry)
	w.Type("kau")
	if !c.ListOpen() {
		t.Fatal("typing opens no list")
	}
	if _, ok := w.Map().Find("client/option:Aro Street"); ok {
		t.Error("a name that does not match is offered")
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if c.Entry.Text != "Kauri Lodge" || len(*chosen) != 1 || c.ListOpen() {
		t.Errorf("text %q, chosen %v, open %v", c.Entry.Text, *chosen, c.ListOpen())
	}
	if w.Canvas().Focused() != fyne.Focusable(c.Entry) {
		t.Error("the keyboard left the entry")
	}
}

// Who empties a field and goes on has chosen nobody.
func TestAnEmptiedCompleterTakesNobody(t *testing.T) {
	c, chosen := newClient()
	w := kittest.NewWindow(t, kit.VBox(4, c, kit.NewEntry("next")), 400, 400)
	w.Focus(c.Entry)
	w.Type("k")
	w.Key(fyne.KeyBackspace, fyne.KeyTab)
	if len(*chosen) != 0 || c.Entry.Text != "" || c.ListOpen() {
		t.Errorf("chosen %v, text %q, open %v", *chosen, c.Entry.Text, c.ListOpen())
	}
	w.Focus(c.Entry)
	kit.OpenList(c.Entry)
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if len(*chosen) != 1 {
		t.Errorf("chosen by the arrow: %v", *chosen)
	}
}

func TestTheMenuGivesAltDownBackToAFieldWithAList(t *testing.T) {
	c, _ := newClient()
	plain := kit.NewEntry("next")
	w := kittest.NewWindow(t, kit.VBox(4, c, plain), 400, 400)
	w.Focus(c.Entry)
	if !kit.OpenList(c.Entry) || !c.ListOpen() {
		t.Error("the list does not open")
	}
	if kit.OpenList(plain) || kit.OpenList(nil) {
		t.Error("a field without a list has taken the key")
	}
}

func TestClickingASuggestionIsNotLeavingTheEntry(t *testing.T) {
	c, chosen := newClient()
	left := 0
	enter := c.Entry.OnLeave
	c.Entry.OnLeave = func() { left++; enter() }
	w := kittest.NewWindow(t, kit.VBox(4, c, kit.NewEntry("next")), 400, 400)
	w.Focus(c.Entry)
	w.Type("kau")
	w.ClickName("client/option:Kauri Lodge")
	if len(*chosen) != 1 || c.Entry.Text != "Kauri Lodge" {
		t.Errorf("chosen %v, text %q", *chosen, c.Entry.Text)
	}
	if left != 0 || w.Canvas().Focused() != fyne.Focusable(c.Entry) {
		t.Errorf("left %d times, focused %T", left, w.Canvas().Focused())
	}
}

func TestTabTakesTheMarkedSuggestionAndGoesOn(t *testing.T) {
	c, chosen := newClient()
	next := kit.NewEntry("next")
	w := kittest.NewWindow(t, kit.VBox(4, c, next), 400, 400)
	w.Focus(c.Entry)
	w.Type("aro")
	w.Key(fyne.KeyTab)
	if len(*chosen) != 1 || w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("chosen %v, focused %T", *chosen, w.Canvas().Focused())
	}
}

func TestEscClosesTheListAndKeepsTheText(t *testing.T) {
	c, chosen := newClient()
	w := kittest.NewWindow(t, c, 400, 400)
	w.Focus(c.Entry)
	w.Type("kau")
	w.Key(fyne.KeyEscape)
	if c.ListOpen() || c.Entry.Text != "kau" || len(*chosen) != 0 {
		t.Errorf("open %v, text %q, chosen %v", c.ListOpen(), c.Entry.Text, *chosen)
	}
	w.Shortcut(altDown)
	if !c.ListOpen() {
		t.Error("Alt+Down does not open it again")
	}
}

func TestLateSuggestionsAreDropped(t *testing.T) {
	c := kit.NewCompleter("")
	c.OnQuery = func(string) {}
	w := kittest.NewWindow(t, c, 400, 400)
	w.Focus(c.Entry)
	w.Type("ka")
	c.SetSuggestions("k", []kit.Option{{Label: "old"}}, nil)
	if c.ListOpen() {
		t.Error("suggestions for other text are shown")
	}
	many := make([]kit.Option, 20)
	for i := range many {
		many[i].ID = strconv.Itoa(i)
		many[i].Label = "x"
	}
	c.Entry.Name = "c"
	c.SetSuggestions("ka", many, nil)
	if _, ok := w.Map().Find("c/option:8"); ok || !c.ListOpen() {
		t.Error("more than 8 suggestions are shown, or none")
	}
}

func TestChoiceFiltersWhileTyping(t *testing.T) {
	got := ""
	c := kit.Named("account", kit.NewChoice([]kit.Option{{ID: "200", Label: "200 – Sales"}, {ID: "240", Label: "240 – Old sales"}, {ID: "400", Label: "400 – Advertising"}}, "200", func(id string) { got = id }))
	other := kit.NewEntry("")
	w := kittest.NewWindow(t, kit.VBox(4, c, other), 400, 400)
	w.Focus(c)
	w.Type("adv")
	if _, ok := w.Map().Find("account/option:200"); ok {
		t.Error("the filter lets everything through")
	}
	w.Key(fyne.KeyReturn)
	if got != "400" || c.Selected() != "400" {
		t.Errorf("got %q, holds %q", got, c.Selected())
	}
	w.Key(fyne.KeyDown)
	w.Key(fyne.KeyUp, fyne.KeyReturn)
	if c.Selected() != "240" {
		t.Errorf("up from the value gives %q", c.Selected())
	}
	w.Key(fyne.KeySpace)
	w.Focus(other)
	if _, ok := w.Map().Find("account/option:200"); ok {
		t.Error("the list stays open when the keyboard goes elsewhere")
	}
	w.Focus(c)
	w.Type("nobody")
	w.Focus(other)
	w.Focus(c)
	w.Key(fyne.KeySpace)
	if _, ok := w.Map().Find("account/option:200"); !ok {
		t.Error("what was typed and matched nothing is still there after the keyboard went elsewhere")
	}
	w.Key(fyne.KeyEscape)
	w.Click(c, fyne.NewPos(10, 10))
	w.ClickName("account/option:200")
	if c.Selected() != "200" {
		t.Errorf("a click chose %q", c.Selected())
	}
}

func TestMatchesWords(t *testing.T) {
	for _, tc := range []struct {
		text, query string
		want        bool
	}{{"Kauri Point Films", "fi ka", true}, {"Kauri Point Films", "oint", false}, {"Anō", "anō", true}, {"x", "", true}} {
		if got := kit.MatchesWords(tc.text, tc.query); got != tc.want {
			t.Errorf("MatchesWords(%q, %q) = %v", tc.text, tc.query, got)
		}
	}
}

func newDate() *kit.DateEntry {
	d := kit.NewDateEntry(func(text string) (kit.Day, error) {
		switch text {
		case "":
			return kit.Day{}, nil
		case "14/3":
			return kit.Day{Year: 2026, Month: 3, Day: 14}, nil
		}
		return kit.Day{}, errors.New("not a date")
	}, func(d kit.Day) string {
		if d.IsZero() {
			return ""
		}
		return d.Long()[4:]
	}, func() kit.Day { return kit.Day{Year: 2026, Month: 11, Day: 22} })
	d.Entry.Name = "date"
	return d
}

func TestDateIsTakenWhenLeftOrAfterAPause(t *testing.T) {
	d := newDate()
	var got []kit.Day
	d.OnChanged = func(day kit.Day) { got = append(got, day) }
	other := kit.NewEntry("")
	w := kittest.NewWindow(t, kit.VBox(4, d, other), 400, 400)
	w.Focus(d.Entry)
	w.Type("14/3")
	if len(got) != 0 {
		t.Fatal("taken while typing")
	}
	w.Advance(kit.Pause)
	if len(got) != 1 || d.Entry.Text != "14/3" {
		t.Errorf("after a pause: %v, text %q", got, d.Entry.Text)
	}
	w.Focus(other)
	if d.Entry.Text != "14 Mar 2026" || len(got) != 1 {
		t.Errorf("left: text %q, %v", d.Entry.Text, got)
	}
}

func TestGoingOnTypingDropsTheDateOfThePause(t *testing.T) {
	d := newDate()
	d.OnChanged = func(day kit.Day) { t.Errorf("took %v, which was typed over", day) }
	w := kittest.NewWindow(t, kit.VBox(4, d), 400, 400)
	w.Focus(d.Entry)
	w.Type("14/3")
	w.Advance(kit.Pause / 2)
	w.Type("x")
	w.Advance(kit.Pause)
}

func TestAfterEscapeTheDateIsTypedOver(t *testing.T) {
	d := newDate()
	d.SetDay(kit.Day{Year: 2026, Month: 11, Day: 22})
	w := kittest.NewWindow(t, kit.VBox(4, d), 400, 400)
	w.Focus(d.Entry)
	w.Type("31/2")
	w.Key(fyne.KeyEscape)
	if d.Entry.Text != "22 Nov 2026" {
		t.Fatalf("text %q", d.Entry.Text)
	}
	w.Type("14/3")
	if d.Entry.Text != "14/3" {
		t.Errorf("typed into the old date: %q", d.Entry.Text)
	}
}

func TestADateThatCannotBeReadStaysAndIsWrong(t *testing.T) {
	d := newDate()
	d.SetDay(kit.Day{Year: 2026, Month: 3, Day: 14})
	var last error
	d.OnError = func(err error) { last = err }
	other := kit.NewEntry("")
	w := kittest.NewWindow(t, kit.VBox(4, d, other), 400, 400)
	w.Focus(d.Entry)
	d.Entry.SelectAll()
	w.Type("soon")
	if last != nil {
		t.Error("an error while typing")
	}
	w.Focus(other)
	if last == nil || d.Entry.Text != "soon" || d.Day().Day != 14 {
		t.Errorf("error %v, text %q, day %v", last, d.Entry.Text, d.Day())
	}
	w.Focus(d.Entry)
	d.Entry.SelectAll()
	w.Type("14/3")
	if last != nil {
		t.Error("the error stays although the text is right")
	}
}

func TestArrowsMoveADateByDays(t *testing.T) {
	d := newDate()
	d.SetDay(kit.Day{Year: 2026, Month: 2, Day: 28})
	w := kittest.NewWindow(t, d, 400, 400)
	w.Focus(d.Entry)
	w.Key(fyne.KeyUp)
	if d.Day() != (kit.Day{Year: 2026, Month: 3, Day: 1}) {
		t.Errorf("up gives %v", d.Day())
	}
	w.Key(fyne.KeyDown, fyne.KeyDown)
	if d.Day() != (kit.Day{Year: 2026, Month: 2, Day: 27}) {
		t.Errorf("down gives %v", d.Day())
	}
}

func TestCalendarByKeyboardAndPointer(t *testing.T) {
	d := newDate()
	d.SetDay(kit.Day{Year: 2026, Month: 1, Day: 31})
	w := kittest.NewWindow(t, kit.VBox(4, d), 400, 400)
	w.Focus(d.Entry)
	w.Shortcut(altDown)
	w.Key(fyne.KeyPageDown, fyne.KeyReturn)
	if d.Day() != (kit.Day{Year: 2026, Month: 2, Day: 28}) {
		t.Errorf("a month after 31 Jan is %v", d.Day())
	}
	w.Shortcut(altDown)
	w.ClickName("date/day:3")
	if d.Day() != (kit.Day{Year: 2026, Month: 2, Day: 3}) || w.Canvas().Focused() != fyne.Focusable(d.Entry) {
		t.Errorf("a click gives %v, focused %T", d.Day(), w.Canvas().Focused())
	}
	if _, open := w.Map().Find("date/day:3"); open {
		t.Error("the calendar stays open")
	}
	w.Shortcut(altDown)
	w.Key(fyne.KeyEscape)
	if _, open := w.Map().Find("date/day:3"); open {
		t.Error("Esc leaves the calendar open")
	}
}
