package palette

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// desk is a window with a field, over which palettes open.
type desk struct {
	t      testing.TB
	queue  kit.QueueDispatcher
	timer  kit.ManualTimer
	window fyne.Window
	field  *kit.Entry
	reader *page.Reader
	reads  []func() // not run yet
	done   []string
}

func newDesk(t testing.TB) *desk {
	k := &desk{t: t, field: kit.NewEntry("")}
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	env := kit.Env{Do: k.queue.Do, After: k.timer.After}
	k.window = test.NewTempWindow(t, kit.NewFloatLayer(k.field, env))
	k.window.Resize(fyne.NewSize(1024, 680))
	k.window.Canvas().Focus(k.field)
	k.reader = page.NewReader(env, func(f func()) { k.reads = append(k.reads, f) })
	t.Cleanup(func() { k.settle(); k.reader.Close() })
	return k
}

func (k *desk) item(label, detail, why string) Item {
	return Item{Label: label, Detail: detail, Why: why, Do: func() { k.done = append(k.done, label) }}
}

func (k *desk) open(items []Item, find func(context.Context, string) ([]Item, error)) *Palette {
	env := kit.Env{Do: k.queue.Do, After: k.timer.After}
	return Open(Config{Host: page.Host{Env: env, Canvas: k.window.Canvas()}, Items: items, Find: find, Reader: k.reader})
}

// settle lets what is being read come.
func (k *desk) settle() {
	for len(k.reads) > 0 {
		f := k.reads[0]
		k.reads = k.reads[1:]
		f()
	}
	k.queue.Drain()
}

func (k *desk) typed(s string) { test.Type(k.window.Canvas().Focused(), s) }

func (k *desk) keys(names ...fyne.KeyName) {
	for _, n := range names {
		k.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func shown(p *Palette) string {
	var out []string
	for i, item := range p.list.items {
		s := item.Label
		if item.Why != "" {
			s = "(" + s + ")"
		}
		if i == p.list.mark {
			s = ">" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (k *desk) commands() []Item {
	return []Item{k.item("New invoice", "File", ""), k.item("Post to Xero…", "Xero", "Open a document first."),
		k.item("Move line up", "Lines", ""), k.item("Sync now", "Xero", ""), k.item("Invoices", "View", "")}
}

func TestWordsMatchInAnyOrder(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ">New invoice (Post to Xero…) Move line up Sync now Invoices"},
		{"in", ">Invoices New invoice"},
		{"inv new", ">New invoice"},
		{"xero", ">(Post to Xero…) Sync now"},
		{"XERO now", ">Sync now"},
		{"up move", ">Move line up"},
		{"nvoice", ""},
		{"new new", ""},
	} {
		k := newDesk(t)
		p := k.open(k.commands(), nil)
		k.typed(c.typed)
		if got := shown(p); got != c.want {
			t.Errorf("%q shows %q, want %q", c.typed, got, c.want)
		}
		p.Close()
	}
}

func TestThePaletteByKeyboard(t *testing.T) {
	k := newDesk(t)
	p := k.open(k.commands(), nil)
	if k.window.Canvas().Focused() != fyne.Focusable(p.entry) {
		t.Fatal("the field does not have the keyboard")
	}
	k.keys(fyne.KeyDown, fyne.KeyReturn)
	if len(k.done) > 0 || !p.modal.IsOpen() {
		t.Fatal("took what is not possible")
	}
	k.keys(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyDown)
	if got := shown(p); !strings.HasSuffix(got, ">Invoices") {
		t.Errorf("at the end: %s", got)
	}
	k.keys(fyne.KeyTab, fyne.KeyUp, fyne.KeyReturn)
	if strings.Join(k.done, " ") != "Sync now" || p.modal.IsOpen() {
		t.Errorf("took %v", k.done)
	}
	if k.window.Canvas().Focused() != fyne.Focusable(k.field) {
		t.Error("the keyboard did not go back")
	}
	p = k.open(k.commands(), nil)
	k.typed("new")
	k.keys(fyne.KeyEscape)
	if p.modal.IsOpen() || len(k.done) != 1 {
		t.Error("Esc does not close")
	}
}

func TestWhatIsReadStandsBelowAndMovesNothing(t *testing.T) {
	k := newDesk(t)
	asked := []string{}
	p := k.open(k.commands(), func(_ context.Context, typed string) ([]Item, error) {
		asked = append(asked, typed)
		if typed == "fail" {
			return nil, errors.New("the disk is gone")
		}
		if typed == "zzz" {
			return nil, nil
		}
		return []Item{{ID: "1", Label: "INV-0146", Detail: "Invincible Films"}, {ID: "2", Label: "INV-0145", Detail: "Kea"}}, nil
	})
	k.typed("i")
	k.keys(fyne.KeyDown)
	k.settle()
	if got := shown(p); got != "Invoices >New invoice INV-0146 INV-0145" {
		t.Errorf("shows %s", got)
	}
	k.typed("nv")
	if got := shown(p); got != ">Invoices New invoice INV-0146 INV-0145" {
		t.Errorf("what was found for fewer letters flickers away: %s", got)
	}
	k.typed("inc")
	if got := shown(p); got != ">INV-0146" {
		t.Errorf("before the rest is known: %s", got)
	}
	if strings.Join(asked, " ") != "i" {
		t.Errorf("read %v while typing", asked)
	}
	k.settle()
	if got := asked[len(asked)-1]; got != "invinc" {
		t.Errorf("last read %q", got)
	}
	p.entry.SetText("zzz")
	k.settle()
	if got := shown(p); got != "" {
		t.Errorf("shows %s", got)
	}
	p.entry.SetText("fail")
	k.settle()
	// One that is found and among the items too stands once.
	p.Close()
	p = k.open([]Item{{ID: "1", Label: "INV-0146"}}, func(context.Context, string) ([]Item, error) {
		return []Item{{ID: "1", Label: "INV-0146"}, {ID: "2", Label: "INV-0145"}}, nil
	})
	k.typed("inv")
	p.Close()
	k.settle() // comes late: the palette is gone
	p = k.open([]Item{{ID: "1", Label: "INV-0146"}}, p.c.Find)
	k.typed("inv")
	k.settle()
	if got := shown(p); got != ">INV-0146 INV-0145" {
		t.Errorf("shows %s", got)
	}
}

func TestALongListScrollsWithTheMark(t *testing.T) {
	k := newDesk(t)
	var items []Item
	for i := range 40 {
		items = append(items, k.item(fmt.Sprint("Item ", i), "", ""))
	}
	p := k.open(items, nil)
	for range 20 {
		k.keys(fyne.KeyDown)
	}
	marked, ok := kit.WalkNamed(k.window.Canvas()).Find("palette.marked")
	if !ok || marked.Text != "Item 20" {
		t.Errorf("marked is %+v", marked)
	}
	p.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	if first, _ := kit.WalkNamed(k.window.Canvas()).Find("palette.item:1"); first.Text != "Item 12" {
		t.Errorf("scrolled to %q", first.Text)
	}
	dialog, _ := kit.WalkNamed(k.window.Canvas()).Find("dialog")
	if dialog.H > 680 {
		t.Errorf("it is %d tall", dialog.H)
	}
}

func BenchmarkOpen(b *testing.B) {
	k := newDesk(b)
	var items []Item
	for i := range 90 {
		items = append(items, k.item(fmt.Sprint("Command ", i), "Lines", ""))
	}
	for b.Loop() {
		p := k.open(items, nil)
		p.Close()
	}
}

func BenchmarkKey(b *testing.B) {
	k := newDesk(b)
	var items []Item
	for i := range 90 {
		items = append(items, k.item(fmt.Sprint("Command ", i), "Lines", ""))
	}
	p := k.open(items, nil)
	for b.Loop() {
		p.entry.SetText("comm 7")
		p.entry.SetText("comm")
	}
}
