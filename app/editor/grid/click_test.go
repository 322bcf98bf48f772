package grid

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
)

// state is the text of the edit with its caret as ^ and its selection in
// brackets.
func (p *page) state() string {
	b := p.model.Buffer()
	if b == nil {
		return ""
	}
	from, to := b.Selection()
	r := b.Runes()
	if from == to {
		return string(r[:from]) + "^" + string(r[from:])
	}
	return string(r[:from]) + "[" + string(r[from:to]) + "]" + string(r[to:])
}

func TestAClickPutsTheCaretWhereItWas(t *testing.T) {
	p := show(t, long(5))
	desc := lines.Cell{Row: "l2", Col: lines.Description}
	box := func() textBox {
		p.grid.measure()
		b, ok := p.grid.textBox()
		if !ok {
			t.Fatal("no cell")
		}
		return b
	}
	p.click(desc, 0)
	b := box()
	x := b.x + width("Lin", b.size, b.style) + 1
	p.click(lines.Cell{Row: "l3", Col: lines.Quantity}, 0) // somewhere else first
	p.press(fyne.NewPos(x, b.y+5), 0)
	if got := p.state(); got != "Lin^e 2" || p.model.Cell() != desc {
		t.Errorf("clicked behind Lin: %q in %+v", got, p.model.Cell())
	}
	p.press(fyne.NewPos(b.x+2, b.y+5), 0)
	if got := p.state(); got != "^Line 2" {
		t.Errorf("clicked at the start: %q", got)
	}
	for range 2 { // the second click is the first of a double click there
		p.press(fyne.NewPos(x, b.y+5), 0)
	}
	if got := p.state(); got != "[Line] 2" {
		t.Errorf("a double click: %q", got)
	}
	for _, col := range []lines.Column{lines.Quantity, lines.Price} {
		p.click(lines.Cell{Row: "l2", Col: col}, 0)
		if got := p.state(); !strings.HasPrefix(got, "[") || !strings.HasSuffix(got, "]") {
			t.Errorf("a click on a number: %q", got)
		}
	}
}

func TestTheHandleSelectsLines(t *testing.T) {
	p := show(t, long(6))
	handle := func(id string, mods fyne.KeyModifier) {
		p.grid.measure()
		_, top, _ := p.grid.rowPlace(id)
		p.press(fyne.NewPos(10, top+10), mods)
		p.grid.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	}
	for _, c := range []struct {
		id   string
		mods fyne.KeyModifier
		want string
	}{
		{"l1", 0, "l1"}, {"l3", fyne.KeyModifierShift, "l1 l2 l3"}, {"l5", fyne.KeyModifierShortcutDefault, "l1 l2 l3 l5"},
		{"l2", fyne.KeyModifierShortcutDefault, "l1 l3 l5"}, {"l3", 0, "l3"}, {"l4", 0, "l4"},
	} {
		handle(c.id, c.mods)
		if got := strings.Join(p.model.Selection(), " "); got != c.want || p.model.Editing() {
			t.Errorf("handle of %s with %v: %s, want %s", c.id, c.mods, got, c.want)
		}
	}
}

func TestAQuickItemByTheMouse(t *testing.T) {
	p := show(t, long(2))
	p.quick = []document.QuickItem{{ID: "1", Name: "Best boy", Line: document.Line{Description: "Best boy"}},
		{ID: "2", Name: "Gaffer", Line: document.Line{Description: "Gaffer", Quantity: number(1), UnitPrice: number(80), Tax: gst}}}
	word := func(name string) fyne.Position {
		for _, part := range p.grid.ControlParts() {
			if part.Name == name {
				return part.Pos.AddXY(3, 10)
			}
		}
		t.Fatalf("the foot has no %s", name)
		return fyne.Position{}
	}
	p.press(word("line:quick"), 0)
	layer := kit.FloatsFor(p.grid)
	if !layer.IsOpen(p.grid.options.float) || p.state() != "/^" {
		t.Fatalf("no list at %q", p.state())
	}
	p.grid.options.MouseDown(&desktop.MouseEvent{})
	p.window.Canvas().Unfocus() // as Fyne does on a click elsewhere
	p.queue.Drain()
	p.grid.options.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, optionH+5)}})
	p.queue.Drain()
	all := p.s.Doc().Lines()
	if got := all[len(all)-1].Description; got != "Gaffer" || p.state() != "[1]" || p.model.Cell().Col != lines.Quantity {
		t.Errorf("took %q, then %q", got, p.state())
	}
	if layer.IsOpen(p.grid.options.float) || p.window.Canvas().Focused() != fyne.Focusable(p.grid) {
		t.Error("the list stays, or the grid does not have the keyboard back")
	}
	p.press(word("section:add"), 0)
	if p.model.Cell().Col != lines.Name {
		t.Error("+ Section begins none")
	}
	p.press(word("line:add"), 0)
	if !p.model.Editing() || p.model.Cell().Col != lines.Description {
		t.Error("+ Line begins none")
	}
}
