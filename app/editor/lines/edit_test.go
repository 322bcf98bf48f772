package lines

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/app/editor/session"
	"litework/document"
)

func (g *grid) line(id string) document.Line {
	l, _, _ := g.Doc().Line(id)
	if l == nil {
		return document.Line{}
	}
	return *l
}

func TestANumberCountsAsSoonAsItCanBeRead(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.price")
	g.press("3 * 1 0")
	if got := g.line("a").UnitPrice.Decimal.String(); got != "30" {
		t.Errorf("while typing 3*10 the price is %s", got)
	}
	g.press("Escape")
	if got := g.line("a").UnitPrice.Decimal.String(); got != "120" {
		t.Errorf("Esc brings back 120, not %s", got)
	}
	if _, ok := g.s.CanUndo(); ok {
		t.Error("an edit left by Esc is a step")
	}
}

func TestWhatCannotBeReadStaysInItsCell(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.price")
	g.press("1 , 5 Tab")
	cell := Cell{"a", Price}
	b, ok := g.Bad(cell)
	if !ok || b.Text != "1,5" || !strings.Contains(b.Reason, "1.5") {
		t.Fatalf("bad %+v", b)
	}
	if got := g.line("a").UnitPrice.Decimal.String(); got != "120" {
		t.Errorf("the document holds %s, not the last good value", got)
	}
	if g.Text(cell) != "1,5" {
		t.Errorf("the cell shows %q", g.Text(cell))
	}
	g.Choose(Cell{"d", Tax})
	if g.EndEdit() {
		t.Error("EndEdit says everything can be read")
	}
	if !g.GoToBad() || g.Cell() != cell {
		t.Errorf("goes to %+v", g.Cell())
	}
	g.press("Enter Backspace Backspace . 5 Enter")
	if _, still := g.Bad(cell); still || !g.EndEdit() {
		t.Error("right again, but still bad")
	}
	if got := g.line("a").UnitPrice.Decimal.String(); got != "1.5" {
		t.Errorf("price %s", got)
	}
}

func TestUndoTakesBackWhatCannotBeRead(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.qty")
	g.press("1 , 5 Tab x Tab 7 0 Tab")
	undo := func() {
		if !g.Undo() {
			p, _ := g.s.Undo()
			g.Show(p)
		}
	}
	for _, want := range []struct{ qty, dur, price, at string }{
		{"1,5", "x", "120.00", "a.price"}, {"1,5", "", "120.00", "a.dur"}, {"2", "", "120.00", "a.qty"}} {
		if !g.CanUndo() && want.at != "a.price" {
			t.Error("nothing to undo")
		}
		undo()
		if q, d, p := g.Text(Cell{"a", Quantity}), g.Text(Cell{"a", Duration}), g.Text(Cell{"a", Price}); q != want.qty || d != want.dur || p != want.price || g.show() != want.at {
			t.Errorf("%s: quantity %q, duration %q, price %q at %s", want.at, q, d, p, g.show())
		}
	}
	if !g.EndEdit() {
		t.Error("something is unreadable still")
	}
}

func TestBareDurationTakesTheUnitAbove(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.dur")
	g.press("1 0 h Enter")
	g.press("3 Enter")
	if got := g.line("b").Duration.String(); got != "3 hours" {
		t.Errorf("duration %q", got)
	}
}

func TestNewLinesLeaveNoTraceUnlessWritten(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "d.desc|")
	g.press("Enter")
	g.press("Up")
	if g.content() != whole {
		t.Fatalf("left: %s", g.content())
	}
	if label, ok := g.s.CanUndo(); ok {
		t.Errorf("there is a step to undo: %s", label)
	}
	g.press("Enter Enter G a f f e r Tab")
	if got := g.content(); got != ":a,b / Crew:c,n2,d" && got != ":a,b / Crew:c,d,n2" {
		t.Fatalf("written: %s", got)
	}
	if _, ok := g.s.Undo(); !ok {
		t.Fatal("nothing to undo")
	}
	g.Settle()
	if g.content() != whole {
		t.Errorf("one undo takes the new line back: %s", g.content())
	}
}

func TestTheOnlyLineStays(t *testing.T) {
	g := open(t, empty())
	for _, keys := range []string{"Enter", "Enter", "Escape", "Ctrl+Shift+Backspace"} {
		g.press(keys)
		if n := len(g.Doc().Lines()); n != 1 {
			t.Fatalf("after %s: %d lines", keys, n)
		}
	}
	g.Choose(Cell{g.Rows()[0].ID, Tax})
	if e := g.press("Tab"); e.Leave != LeaveDown {
		t.Error("Tab does not lead out of an empty document")
	}
}

func TestTax(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.tax")
	g.press("n o")
	options, mark := g.Options()
	if len(options) != 1 || mark != 0 || options[0].Label != "No tax" {
		t.Fatalf("offers %v, marked %d", options, mark)
	}
	g.press("Tab")
	if got := g.line("a").Tax; got.Code != "NONE" || !got.Chosen || g.show() != "b.desc" {
		t.Errorf("took %+v, at %s", got, g.show())
	}
	g.at(t, "b.tax|")
	g.press("Down Down Enter")
	if got := g.line("b").Tax.Code; got != "ZERO" {
		t.Errorf("↓ ↓ Enter took %q", got)
	}
	g.at(t, "c.tax")
	g.press("Delete")
	if got := g.line("c").Tax; got.Chosen {
		t.Errorf("Delete leaves %+v", got)
	}
	g.at(t, "d.tax")
	g.press("q q Tab")
	if b, ok := g.Bad(Cell{"d", Tax}); !ok || b.Text != "qq" || !g.line("d").Tax.Equal(gst) {
		t.Errorf("unknown tax: %+v, %+v", b, g.line("d").Tax)
	}
	g.at(t, "d.tax|")
	g.press("Escape")
	if b, ok := g.Bad(Cell{"d", Tax}); !ok {
		t.Errorf("Esc on unreadable text leaves %+v", b)
	}
}

func TestClickEditsAndSelectsNumbers(t *testing.T) {
	g := open(t, fixture())
	g.Click(Cell{"a", Price})
	if got := g.show(); got != "a.price|[120.00]" {
		t.Error(got)
	}
	g.Click(Cell{"a", Description})
	if got := g.show(); got != "a.desc|alpha^" {
		t.Error(got)
	}
}

func TestFillDown(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.price")
	g.press("7 Enter Ctrl+Shift+D")
	if got := g.line("b").UnitPrice.Decimal; !got.Equal(decimal.NewFromInt(7)) {
		t.Errorf("b is %s", got)
	}
	g.at(t, "b.price")
	g.press("Shift+Down Shift+Down Ctrl+Shift+D")
	if got := g.line("c").UnitPrice.Decimal; !got.Equal(decimal.NewFromInt(7)) {
		t.Errorf("c is %s", got)
	}
}

func TestClipboard(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "c.enh")
	g.press("* *")
	g.at(t, "c.dur")
	g.press("3 d Enter")
	g.at(t, "b.desc")
	g.press("Shift+Down Shift+Down Shift+Down")
	s, ok := g.Copy()
	want := "beta\t2\t\t120.00\t\tGST 15%\t240.00\nCrew\ngamma\t2\t3 days\t120.00\t\tGST 15%\t720.00\ndelta\t2\t\t120.00\t\tGST 15%\t240.00"
	if !ok || s != want {
		t.Fatalf("copied %q", s)
	}
	g.at(t, "a.desc")
	g.Paste(s)
	if got := g.content(); got != ":a,n1,b / Crew:n2,n3 / Crew:c,d" {
		t.Fatalf("pasted: %s", got)
	}
	if l := g.line("n2"); l.Enhanced != "**" || l.Duration.String() != "3 days" || !l.Tax.Equal(gst) {
		t.Errorf("pasted in LiteWork, a line lost something: %+v", l)
	}
	g.s.Undo()
	g.Settle()
	if g.content() != whole {
		t.Errorf("one paste is one step: %s", g.content())
	}

	// From elsewhere.
	g.at(t, "d.desc")
	g.Paste("Gaffer\t1\t10 h\t80.00\nBest boy\t1\t3h\t1,5\r\n")
	l := g.line("n5")
	if l.Description != "Gaffer" || l.Duration.String() != "10 hours" || l.UnitPrice.Decimal.String() != "80" || !l.Tax.Equal(gst) {
		t.Errorf("first line %+v", l)
	}
	if l := g.line("n6"); l.Description != "Best boy\nPrice: 1,5" || l.UnitPrice.Valid || len(g.told) != 1 {
		t.Errorf("what cannot be read stands in the description, and is told: %+v, %q", l, g.told)
	}

	// A cell.
	g.at(t, "a.price")
	s, _ = g.Copy()
	g.at(t, "b.price")
	g.press("7 Enter")
	g.at(t, "b.price")
	g.Paste(s)
	if got := g.Text(Cell{"b", Price}); got != "120.00" || g.Editing() {
		t.Errorf("cell pasted: %q", got)
	}
}

func TestCut(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.desc")
	g.press("Shift+Down")
	s, _, _ := g.Cut()
	if g.content() != ": / Crew:c,d" {
		t.Fatalf("cut: %s", g.content())
	}
	g.at(t, "c.desc")
	g.Paste(s)
	if g.content() != ": / Crew:c,n1,n2,d" {
		t.Fatalf("pasted: %s", g.content())
	}
}

func TestLocked(t *testing.T) {
	g := open(t, fixture())
	g.locked = "Paid in Xero."
	for _, c := range []struct{ from, keys string }{
		{"a.price", "5"}, {"a.desc", "Enter"}, {"a.desc", "Delete"}, {"a.desc", "Ctrl+D"}, {"a.desc", "Ctrl+Enter"},
		{"a.desc", "Alt+Down"}, {"a.desc", "Ctrl+Shift+Backspace"}, {"b.price", "Ctrl+Shift+D"},
	} {
		before := *g.Doc()
		g.at(t, c.from)
		if e := g.press(c.keys); e.Refused != g.locked {
			t.Errorf("%s in %s is not refused", c.keys, c.from)
		}
		if diff := cmp.Diff(before, *g.Doc()); diff != "" {
			t.Errorf("%s in %s changed something:\n%s", c.keys, c.from, diff)
		}
	}
	// What never leaves LiteWork stays editable.
	g.at(t, "T.name")
	g.press("G Enter")
	g.at(t, "a.enh")
	g.press("x Escape")
	g.at(t, "c.desc")
	g.press("Ctrl+G R Enter")
	if g.content() != ":a,b / G:c / R:d" || g.line("a").Enhanced != "x" {
		t.Errorf("sections and enhanced text: %s, %q", g.content(), g.line("a").Enhanced)
	}
}

func TestAChangeUnderAnEdit(t *testing.T) {
	g := open(t, fixture())
	elsewhere := func(fn func(*document.Line)) {
		g.s.Set(session.Edit{}, func(d *document.Document) { l, _, _ := d.Line("a"); fn(l) })
		g.Settle()
	}
	g.at(t, "a.desc|")
	g.press("!")
	elsewhere(func(l *document.Line) { l.Account = "200"; l.Quantity = number("9") })
	g.press("! Tab")
	if l := g.line("a"); l.Description != "alpha!!" || l.Account != "200" || l.Quantity.Decimal.String() != "9" {
		t.Errorf("typing on took back what changed elsewhere: %+v", l)
	}
	// The very field, not touched yet: it is shown anew.
	g.at(t, "a.desc|")
	elsewhere(func(l *document.Line) { l.Description = "from Xero" })
	if got := g.show(); got != "a.desc|from Xero^" {
		t.Error(got)
	}
	g.press("Tab")
	if got := g.line("a").Description; got != "from Xero" {
		t.Errorf("leaving it wrote %q", got)
	}
}

func TestEditingALineDropsWhatXeroSaidOfIt(t *testing.T) {
	d := fixture()
	d.Sections[0].Lines[0].AsRead = &document.AsRead{TaxAmount: number("36.01")}
	g := open(t, d)
	g.at(t, "a.price")
	g.press("9 Escape")
	if g.line("a").AsRead == nil {
		t.Error("an edit left by Esc dropped it")
	}
	g.press("9 Enter")
	if g.line("a").AsRead != nil {
		t.Error("a new price keeps Xero's old tax")
	}
}

// Whatever keys are pressed: the current cell exists, no line is lost or
// doubled but by deleting and duplicating, and undo leads all the way back.
func TestAnyKeys(t *testing.T) {
	keys := strings.Fields(`Up Down Left Right Home End PageUp PageDown Enter Tab Shift+Tab Escape F2 Backspace Delete
		Ctrl+Enter Shift+Enter Ctrl+D Ctrl+Shift+D Alt+Up Alt+Down Alt+Shift+Up Alt+Shift+Down Ctrl+G Ctrl+E Ctrl+A
		Shift+Up Shift+Down Ctrl+Shift+Backspace Ctrl+Home Ctrl+End Ctrl+B x 5 , - / / b g`)
	rapid.Check(t, func(rt *rapid.T) {
		g := open(t, fixture())
		g.quick = quickItems()
		first := *g.Doc()
		for range rapid.IntRange(1, 60).Draw(rt, "n") {
			k := rapid.SampledFrom(append(keys, "undo", "redo", "copy", "cut", "paste", "sheet", "quick")).Draw(rt, "key")
			before := g.Cell()
			text := ""
			if b := g.Buffer(); b != nil {
				text = b.String()
			}
			switch k {
			case "undo":
				if !g.Undo() {
					g.EndEdit()
					if p, ok := g.s.Undo(); ok {
						g.Show(p)
					}
				}
			case "redo":
				if !g.Redo() {
					g.EndEdit()
					if p, ok := g.s.Redo(); ok {
						g.Show(p)
					}
				}
			case "sheet":
				g.Paste("Grip\t2\t70\nBest boy\t\tTBC")
			case "quick":
				g.InsertQuick()
			case "copy":
				g.Copy()
			case "cut":
				g.Cut()
			case "paste":
				g.Paste(g.cfg.Memory.text)
			default:
				g.press(k)
			}
			i := g.RowIndex(g.Cell().Row)
			if i < 0 && len(g.Rows()) > 0 {
				rt.Fatalf("%s in %+v leads to %+v, which is no row of %s", k, before, g.Cell(), g.content())
			}
			if i >= 0 && g.Rows()[i].Heading != (g.Cell().Col == Name) {
				rt.Fatalf("%s leads to %+v", k, g.Cell())
			}
			if b := g.Buffer(); b != nil && len(k) == 1 && text != "" && g.Cell() != before {
				rt.Fatalf("%s typed in %+v went to %+v", k, before, g.Cell())
			}
			seen := map[string]bool{}
			for _, l := range g.Doc().Lines() {
				if seen[l.ID] {
					rt.Fatalf("%s doubled line %s: %s", k, l.ID, g.content())
				}
				seen[l.ID] = true
			}
		}
		g.EndEdit()
		for {
			if _, ok := g.s.Undo(); !ok {
				break
			}
		}
		if diff := cmp.Diff(first, *g.Doc(), cmp.Comparer(document.Line.Equal)); diff != "" {
			rt.Fatalf("all undone: %s", diff)
		}
	})
}
