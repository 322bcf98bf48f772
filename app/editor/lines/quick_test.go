package lines

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"litework/document"
)

func quickItems() []document.QuickItem {
	return []document.QuickItem{
		{ID: "1", Name: "Best boy", Line: document.Line{Description: "Best boy electric", Quantity: number("1"), UnitPrice: number("65"), Tax: gst}},
		{ID: "2", Name: "Gaffer", Line: document.Line{Description: "Gaffer, per day", Enhanced: "- 10 hours", Quantity: number("1"),
			Duration: document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}, UnitPrice: number("800"),
			Discount: decimal.NewFromInt(5), Tax: document.Tax{Code: "ZERO", Name: "Zero rated", Chosen: true}, Account: "260"}},
		{ID: "3", Name: "Lighting package", Line: document.Line{Description: "SkyPanel, HMI, best of all", UnitPrice: number("1450"), Tax: gst}},
		{ID: "4", Name: "Imported", Line: document.Line{Description: "Imported lamp", UnitPrice: number("10"),
			Tax: document.Tax{Code: "GONE", Name: "GST on Imports", Rate: decimal.NewFromInt(15), Chosen: true}, Account: "999"}},
		{ID: "5", Name: "Before Xero", Line: document.Line{Description: "Old", Tax: document.Tax{Name: "GST", Rate: decimal.NewFromInt(15), Chosen: true}}},
	}
}

func openQuick(t *testing.T) *grid {
	g := open(t, empty())
	g.quick = quickItems()
	return g
}

func labels(g *grid) (out []string) {
	options, _ := g.Options()
	for _, o := range options {
		out = append(out, o.Label)
	}
	return out
}

func TestASlashOffersQuickItems(t *testing.T) {
	for _, c := range []struct{ from, keys, offers, want string }{
		{"a.desc", "/", "Best boy, Gaffer, Lighting package, Imported, Before Xero", "a.desc|/^"},
		{"a.desc|", "/", "Best boy, Gaffer, Lighting package, Imported, Before Xero", "a.desc|/^"},
		{"a.desc", "/ b", "Best boy, Before Xero, Lighting package", "a.desc|/b^"},
		{"a.desc", "/ s k", "Lighting package", "a.desc|/sk^"},
		{"a.desc", "/ z", "", "a.desc|/z^"},
		{"a.desc", "/ Escape", "", "a.desc|/^"},
		{"a.desc", "/ g Escape a", "", "a.desc|/ga^"},
		{"a.desc", "/ Escape Escape", "", "a.desc"},
		{"a.desc", "/ Backspace", "", "a.desc|^"},
		{"a.desc", "/ Backspace /", "Best boy, Gaffer, Lighting package, Imported, Before Xero", "a.desc|/^"},
		{"a.desc", "x /", "", "a.desc|x/^"},
		{"a.qty", "/", "", "a.qty|/^"},
	} {
		g := openQuick(t)
		g.at(t, c.from)
		g.press(c.keys)
		if got := strings.Join(labels(g), ", "); got != c.offers || g.show() != c.want {
			t.Errorf("%s, %s: offers %q at %s; want %q at %s", c.from, c.keys, got, g.show(), c.offers, c.want)
		}
	}
	// A slash over a description that has words is a slash.
	g := open(t, fixture())
	g.quick = quickItems()
	g.at(t, "a.desc")
	g.press("/")
	if len(labels(g)) > 0 {
		t.Error("offers quick items over a description")
	}
	// Nothing saved yet: it says how, and stands in no key's way.
	g = open(t, empty())
	g.at(t, "a.desc")
	if g.press("/"); strings.Join(labels(g), "") != "No quick items yet" {
		t.Errorf("offers %q", labels(g))
	}
	if g.press("Tab"); g.show() != "a.qty" || g.line("a").Description != "/" {
		t.Errorf("Tab leads to %s, description %q", g.show(), g.line("a").Description)
	}
	// At most eight.
	for i := range 20 {
		g.quick = append(g.quick, document.QuickItem{ID: fmt.Sprint(i), Name: fmt.Sprint("Item ", i)})
	}
	g = func() *grid { n := open(t, empty()); n.quick = g.quick; return n }()
	g.at(t, "a.desc")
	if g.press("/"); len(labels(g)) != 8 {
		t.Errorf("offers %d", len(labels(g)))
	}
}

func TestTakingAQuickItem(t *testing.T) {
	for _, keys := range []string{"/ Down Enter", "/ g a Enter", "/ p e r Tab", "/ Down Down Up Enter", "/ Up Down Enter"} {
		g := openQuick(t)
		g.at(t, "a.desc")
		g.press(keys)
		l, want := g.line("a"), quickItems()[1].Line
		want.ID = "a"
		if !l.Equal(want) || g.show() != "a.qty|[1]" {
			t.Errorf("%s: %+v, at %s", keys, l, g.show())
		}
		if g.press("4 Tab"); g.line("a").Quantity.Decimal.String() != "4" || g.show() != "a.dur" {
			t.Errorf("%s: typing on: %s at %s", keys, g.line("a").Quantity.Decimal, g.show())
		}
		g.s.Undo()
		g.s.Undo()
		g.Settle()
		if got := g.line("a"); !got.IsEmpty() {
			t.Errorf("%s: undone, it is %+v", keys, got)
		}
		if _, more := g.s.CanUndo(); more {
			t.Errorf("%s: taking is more than one step", keys)
		}
	}
}

func TestAQuickItemOfAnotherOrganisation(t *testing.T) {
	g := openQuick(t)
	g.at(t, "a.desc")
	g.press("/ i m p Enter")
	if l := g.line("a"); !l.Tax.Equal(gst) || l.Account != "" || l.Description != "Imported lamp" {
		t.Errorf("filled with %+v", l)
	}
	if len(g.told) != 1 || !strings.Contains(g.told[0], "GST on Imports") || !strings.Contains(g.told[0], "999") || !strings.Contains(g.told[0], "GST 15%") {
		t.Errorf("told %q", g.told)
	}
	// One from before the connection takes the organisation's rate of the same
	// percentage, as a new line does.
	g = openQuick(t)
	g.at(t, "a.desc")
	g.press("/ o l d Enter")
	if l := g.line("a"); !l.Tax.Equal(gst) || len(g.told) > 0 {
		t.Errorf("tax %+v, told %q", l.Tax, g.told)
	}
}

// What the line has already and the item says nothing of stays.
func TestAQuickItemKeepsWhatItSaysNothingOf(t *testing.T) {
	d := empty()
	d.Sections[0].Lines[0].Quantity, d.Sections[0].Lines[0].Account = number("7"), "200"
	g := open(t, d)
	g.quick = quickItems()
	g.at(t, "a.desc")
	g.press("/ l i g h t Tab")
	if l := g.line("a"); l.Quantity.Decimal.String() != "7" || l.Account != "200" || l.UnitPrice.Decimal.String() != "1450" {
		t.Errorf("filled with %+v", l)
	}
}

func TestQuickItemsByCommandAndClick(t *testing.T) {
	g := open(t, fixture())
	g.quick = quickItems()
	g.at(t, "a.price")
	g.InsertQuick()
	if g.show() != "n1.desc|/^" || len(labels(g)) != 5 || g.content() != ":a,n1,b / Crew:c,d" {
		t.Errorf("at %s offering %q in %s", g.show(), labels(g), g.content())
	}
	g.Take(0)
	if got := g.line("n1").Description; got != "Best boy electric" {
		t.Errorf("clicked: %q", got)
	}
	g.AppendQuick()
	if g.content() != ":a,n1,b / Crew:c,d,n2" {
		t.Errorf("appended: %s", g.content())
	}
	g.press("Escape Escape Up")
	if g.content() != ":a,n1,b / Crew:c,d" {
		t.Errorf("left empty it stays: %s", g.content())
	}
	g.locked = "Paid in Xero."
	if e := g.InsertQuick(); e.Refused != g.locked {
		t.Error("a locked document takes a quick item")
	}
}

func TestQuickLines(t *testing.T) {
	d := fixture()
	d.Sections[0].Lines[1].Description = " "
	d.Sections[1].Lines[0].AsRead, d.Sections[1].Lines[0].Optional = &document.AsRead{}, true
	g := open(t, d)
	g.at(t, "a.desc|")
	g.press("!")
	if got := g.QuickLines(); len(got) != 1 || got[0].Description != "alpha!" || got[0].ID != "" {
		t.Errorf("the current line: %+v", got)
	}
	g.press("Ctrl+A Ctrl+A")
	got := g.QuickLines()
	if len(got) != 3 || got[1].AsRead != nil || got[1].Optional {
		t.Errorf("the selected ones with words: %+v", got)
	}
}
