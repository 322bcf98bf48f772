package grid

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
)

var gst = document.Tax{Code: "OUTPUT2", Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}

func number(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }

// long is a document of n lines in sections of fifty.
func long(n int) document.Document {
	d := document.Document{ID: "doc", Kind: document.Invoice, Currency: "NZD", TaxMode: document.TaxExclusive}
	for i := range n {
		if i%50 == 0 {
			d.Sections = append(d.Sections, document.Section{ID: fmt.Sprint("s", i), Name: fmt.Sprint("Section ", i/50+1)})
		}
		s := &d.Sections[len(d.Sections)-1]
		l := document.Line{ID: fmt.Sprint("l", i), Description: fmt.Sprint("Line ", i), Quantity: number(2), UnitPrice: number(120), Tax: gst}
		if i%7 == 3 {
			l.Enhanced = "**Includes** yoke, _soft box_\n- one\n- two"
		}
		if i%5 == 2 {
			l.Duration = document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}
		}
		s.Lines = append(s.Lines, l)
	}
	return d
}

// page is a window with a grid that scrolls, and a field above it.
type page struct {
	grid    *Grid
	model   *lines.Model
	s       *session.Session
	queue   kit.QueueDispatcher
	timer   kit.ManualTimer
	window  fyne.Window
	scroll  *container.Scroll
	above   *kit.Entry
	left    lines.Leave
	refused string
	quick   []document.QuickItem
}

func show(t testing.TB, d document.Document) *page {
	t.Helper()
	p := &page{above: kit.NewEntry("")}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	p.s = session.New(session.Config{
		Save: func(_ context.Context, _ document.Document, base int64) (session.Saved, error) {
			return session.Saved{Rev: base + 1}, nil
		},
		Dispatch: func(func()) {},
		Now:      time.Now,
	}, d, 1)
	t.Cleanup(func() { p.s.Close(context.Background()) })
	n := 0
	p.model = lines.New(p.s, lines.Config{
		NewID:    func() string { n++; return fmt.Sprint("n", n) },
		NewLine:  func(id string) document.Line { return document.Line{ID: id, Tax: gst} },
		Taxes:    func() []document.Tax { return []document.Tax{gst, {Code: "NONE", Name: "No tax", Chosen: true}} },
		Accounts: func() []document.Account { return nil },

		QuickItems: func() []document.QuickItem { return p.quick },
		Page:       func(row string, by int) string { return p.grid.RowNear(row, by) },
	})
	env := kit.Env{Do: p.queue.Do, After: p.timer.After}
	p.grid = New(p.model, env, Hooks{
		Leave:   func(l lines.Leave) { p.left = l },
		Left:    func() {},
		Refused: func(s string) { p.refused = s },
		Reveal: func(top, bottom float32) {
			at, h := p.scroll.Offset.Y, p.scroll.Size().Height
			if top < at {
				at = top
			} else if bottom > at+h {
				at = bottom - h
			}
			p.to(max(0, at))
		},
		Changed: func() {},
		Undo:    func() {},
		Redo:    func() {},
		Menu:    func(fyne.Position) {},
	})
	p.scroll = container.NewVScroll(p.grid)
	p.scroll.OnScrolled = func(at fyne.Position) { p.grid.SetView(at.Y, p.scroll.Size().Height) }
	p.window = test.NewTempWindow(t, kit.NewFloatLayer(container.NewBorder(p.above, nil, nil, nil, p.scroll), env))
	p.window.Resize(fyne.NewSize(1084, 700))
	p.grid.SetView(0, p.scroll.Size().Height)
	p.grid.Update()
	return p
}

// to scrolls; a program has to tell the grid itself.
func (p *page) to(y float32) {
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	p.grid.SetView(p.scroll.Offset.Y, p.scroll.Size().Height)
}

func (p *page) key(k fyne.KeyName) { p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func (p *page) typed(s string) {
	for _, r := range s {
		p.window.Canvas().Focused().TypedRune(r)
	}
}

// click presses a cell's middle.
func (p *page) click(c lines.Cell, mods fyne.KeyModifier) {
	p.grid.measure()
	i, top, _ := p.grid.rowPlace(c.Row)
	s := p.grid.spans[c.Col]
	at := fyne.NewPos(s.x+s.w/2, top+p.grid.mainHeight(p.grid.geo.rows[i])/2)
	p.press(at, mods)
	p.grid.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
}

func (p *page) press(at fyne.Position, mods fyne.KeyModifier) {
	p.grid.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: mods})
}

func (p *page) line(id string) document.Line {
	l, _, _ := p.s.Doc().Line(id)
	if l == nil {
		return document.Line{}
	}
	return *l
}

// drawn are the texts in the picture, with where they stand.
func (p *page) drawn() map[string]fyne.Position {
	out := map[string]fyne.Position{}
	for _, o := range test.WidgetRenderer(p.grid).Objects() {
		if t, ok := o.(*canvas.Text); ok {
			x := t.Position().X
			if t.Alignment == fyne.TextAlignTrailing {
				x += t.Size().Width - fyne.MeasureText(t.Text, t.TextSize, t.TextStyle).Width
			}
			out[t.Text] = fyne.NewPos(x, t.Position().Y)
		}
	}
	return out
}

func TestTheTextOfACellDoesNotMoveWhenItIsEdited(t *testing.T) {
	d := long(3)
	l := &d.Sections[0].Lines[1]
	l.Description = "A description that is long enough to be broken into more than one row where it stands\nand a second paragraph"
	l.UnitPrice = decimal.NewNullDecimal(decimal.RequireFromString("1234.5"))
	l.Quantity, l.Tax.Name = number(7), "GST on it" // told from the other lines
	p := show(t, d)
	for _, col := range []lines.Column{lines.Description, lines.Quantity, lines.Price, lines.Tax} {
		p.window.Canvas().Focus(p.above)
		p.queue.Drain()
		before := p.drawn()
		p.click(lines.Cell{Row: "l1", Col: col}, 0)
		if !p.model.Editing() {
			t.Fatalf("column %d is not edited", col)
		}
		after := p.drawn()
		for text, at := range before {
			if got, ok := after[text]; !ok || abs(got.X-at.X) > 0.01 || abs(got.Y-at.Y) > 0.01 {
				t.Errorf("column %d: %q moved from %v to %v", col, text, at, got)
			}
		}
		p.model.EndEdit()
	}
}

func TestTheRingHoldsWhatStandsBelowADescription(t *testing.T) {
	d := long(5) // the fourth line has enhanced text
	p := show(t, d)
	p.click(lines.Cell{Row: "l3", Col: lines.Description}, 0)
	for range 2 { // edited, then chosen
		box, ok := p.grid.textBox()
		if !ok {
			t.Fatal("no ring")
		}
		for _, text := range []string{"one", "two"} {
			found := false
			for drawn, at := range p.drawn() {
				if drawn == text || strings.HasSuffix(drawn, text) {
					found = true
					if at.Y < box.ring.y || at.Y+smallRow > box.ring.y+box.ring.h+2 {
						t.Errorf("%q at %v is cut by the ring from %v, %v tall", drawn, at.Y, box.ring.y, box.ring.h)
					}
				}
			}
			if !found {
				t.Errorf("%q is not drawn; drawn are %v", text, p.drawn())
			}
		}
		p.key(fyne.KeyF2)
	}
}

func abs(f float32) float32 { return max(f, -f) }

func TestTypingReachesTheRightRowsOfALongDocument(t *testing.T) {
	p := show(t, long(500))
	for _, i := range []int{3, 260, 499, 120, 44} {
		id := fmt.Sprint("l", i)
		p.click(lines.Cell{Row: id, Col: lines.Description}, 0)
		p.key(fyne.KeyEnd)
		p.typed("!")
		// Scrolled away, typing goes on in the same line and comes back to it.
		p.to(0)
		p.typed("?")
		if got := p.line(id).Description; got != fmt.Sprintf("Line %d!?", i) {
			t.Fatalf("line %d: %q", i, got)
		}
		_, top, h := p.grid.rowPlace(id)
		if y := p.scroll.Offset.Y; top < y || top+h > y+p.scroll.Size().Height {
			t.Errorf("line %d at %v is out of view at %v", i, top, y)
		}
	}
	changed := 0
	for _, l := range p.s.Doc().Lines() {
		if strings.HasSuffix(l.Description, "!?") {
			changed++
		} else if strings.ContainsAny(l.Description, "!?") {
			t.Errorf("typed into the wrong row: %q", l.Description)
		}
	}
	if changed != 5 {
		t.Errorf("%d lines changed, not 5", changed)
	}
}

func TestRowsOutOfViewAreNotDrawn(t *testing.T) {
	p := show(t, long(500))
	if n := len(test.WidgetRenderer(p.grid).Objects()); n > 500 {
		t.Errorf("%d objects for one view", n)
	}
	p.to(9000)
	if _, ok := p.drawn()["Line 0"]; ok {
		t.Error("the first line is drawn while it is out of view")
	}
	if at, ok := p.drawn()["Description"]; !ok || at.Y < 9000 {
		t.Errorf("the head does not stick: %v", at)
	}
}

func TestFocus(t *testing.T) {
	p := show(t, long(5))
	p.click(lines.Cell{Row: "l2", Col: lines.Description}, 0)
	p.key(fyne.KeyHome)
	p.typed("x")

	// The window loses the keyboard and gets it back.
	p.grid.FocusLost()
	p.queue.Drain()
	if !p.model.Editing() || p.model.Buffer().Caret() != 1 {
		t.Error("losing the window ended the edit or moved the caret")
	}
	p.grid.FocusGained()

	// Another field takes it.
	p.window.Canvas().Focus(p.above)
	p.queue.Drain()
	if p.model.Editing() {
		t.Error("another field has the keyboard, and the cell is still edited")
	}
	if got := p.line("l2").Description; got != "xLine 2" {
		t.Errorf("typed text is %q", got)
	}
}

func TestTabLeavesTheGridOnlyAtItsEnds(t *testing.T) {
	p := show(t, long(2))
	p.window.Canvas().Focus(p.grid)
	p.grid.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	p.key(fyne.KeyTab) // to the heading
	p.key(fyne.KeyTab)
	if p.left != lines.LeaveUp {
		t.Error("Shift+Tab in the first stop does not leave up")
	}
	p.grid.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	for range 30 {
		p.key(fyne.KeyTab)
		if p.left == lines.LeaveDown {
			break
		}
	}
	if p.left != lines.LeaveDown || len(p.s.Doc().Lines()) != 2 {
		t.Errorf("Tab through the grid: left %v with %d lines", p.left, len(p.s.Doc().Lines()))
	}
}

func TestChoosingATaxFromTheList(t *testing.T) {
	p := show(t, long(3))
	p.click(lines.Cell{Row: "l1", Col: lines.Tax}, 0)
	layer := kit.FloatsFor(p.grid)
	if !layer.IsOpen(p.grid.options.float) {
		t.Fatal("no list")
	}
	p.grid.options.MouseDown(&desktop.MouseEvent{})
	p.window.Canvas().Unfocus() // as Fyne does on a click elsewhere
	p.queue.Drain()
	p.grid.options.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, optionH+5)}})
	p.queue.Drain()
	if got := p.line("l1").Tax.Name; got != "No tax" {
		t.Errorf("took %q", got)
	}
	if p.window.Canvas().Focused() != fyne.Focusable(p.grid) || layer.IsOpen(p.grid.options.float) {
		t.Error("the grid does not have the keyboard back, or the list stays")
	}
}

func TestDragging(t *testing.T) {
	p := show(t, long(6))
	order := func() (s string) {
		for _, l := range p.s.Doc().Lines() {
			s += l.ID[1:]
		}
		return s
	}
	drag := func(from string, toRow int) {
		_, top, _ := p.grid.rowPlace(from)
		p.press(fyne.NewPos(10, top+10), 0)
		p.grid.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, p.grid.geo.tops[toRow]+3)}})
	}
	drag("l1", 5)
	if y, ok := p.grid.landing(); !ok || y != p.grid.geo.tops[5] {
		t.Errorf("landing line at %v, %v", y, ok)
	}
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	p.grid.DragEnd()
	if order() != "012345" {
		t.Errorf("Esc does not put it back: %s", order())
	}
	drag("l1", 5) // rows: heading, 0, 1, 2, 3, 4
	p.grid.DragEnd()
	if order() != "023145" {
		t.Errorf("dragged: %s", order())
	}
	drag("l5", 1)
	p.grid.DragEnd()
	if order() != "502314" {
		t.Errorf("dragged to the top: %s", order())
	}
}

func TestDraggingScrollsAtTheEdge(t *testing.T) {
	p := show(t, long(100))
	_, top, _ := p.grid.rowPlace("l1")
	p.press(fyne.NewPos(10, top+10), 0)
	p.grid.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, p.scroll.Size().Height-5)}})
	p.timer.Advance(time.Second)
	if p.scroll.Offset.Y < 200 {
		t.Errorf("scrolled to %v", p.scroll.Offset.Y)
	}
	p.grid.DragEnd()
	if p.s.Doc().Lines()[1].ID == "l1" {
		t.Error("the line did not come along")
	}
}

func TestSelectingWithTheMouse(t *testing.T) {
	p := show(t, long(6))
	desc := func(id string) lines.Cell { return lines.Cell{Row: id, Col: lines.Description} }
	p.click(desc("l1"), 0)
	p.click(desc("l3"), fyne.KeyModifierShift)
	if got := strings.Join(p.model.Selection(), " "); got != "l1 l2 l3" {
		t.Errorf("Shift+click: %s", got)
	}
	p.click(desc("l5"), fyne.KeyModifierShortcutDefault)
	p.click(desc("l2"), fyne.KeyModifierShortcutDefault)
	if got := strings.Join(p.model.Selection(), " "); got != "l1 l3 l5" {
		t.Errorf("Ctrl+click: %s", got)
	}
	p.click(desc("l0"), 0)
	if len(p.model.Selection()) != 0 || !p.model.Editing() {
		t.Error("a click does not drop the selection and edit")
	}
}

func TestUnreadableTextIsRedWithItsReason(t *testing.T) {
	p := show(t, long(2))
	p.click(lines.Cell{Row: "l0", Col: lines.Price}, 0)
	p.typed("1,5")
	p.key(fyne.KeyTab)
	bad, ok := p.model.Bad(lines.Cell{Row: "l0", Col: lines.Price})
	if !ok {
		t.Fatal("1,5 was taken")
	}
	red := map[string]bool{}
	for _, o := range test.WidgetRenderer(p.grid).Objects() {
		if x, ok := o.(*canvas.Text); ok && x.Color == kit.ColorOf(p.grid, theme.ColorDanger) {
			red[x.Text] = true
		}
	}
	if !red["1,5"] || !red[bad.Reason] {
		t.Errorf("in red: %v", red)
	}
}

func BenchmarkKeyPress500(b *testing.B) {
	p := show(b, long(500))
	p.click(lines.Cell{Row: "l250", Col: lines.Description}, 0)
	for i := 0; b.Loop(); i++ {
		if i%40 == 39 {
			p.key(fyne.KeyBackspace)
		} else {
			p.typed("x")
		}
		if i%30 == 0 {
			p.model.SelectAll()
		}
	}
}

func BenchmarkPriceKey500(b *testing.B) {
	p := show(b, long(500))
	p.click(lines.Cell{Row: "l250", Col: lines.Price}, 0)
	for i := 0; b.Loop(); i++ {
		p.typed(fmt.Sprint(i % 10))
		if i%5 == 0 {
			p.model.SelectAll()
		}
	}
}

func BenchmarkScrollStep500(b *testing.B) {
	p := show(b, long(500))
	for i := 0; b.Loop(); i++ {
		p.to(float32(i * 20 % 15000))
	}
}

func BenchmarkOpen500(b *testing.B) {
	d := long(500)
	for b.Loop() {
		show(b, d)
	}
}
