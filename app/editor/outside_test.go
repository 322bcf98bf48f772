package editor

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/document"
)

func TestAFixLeadsToItsCell(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 100)))
	first := e.firstPriced()
	for _, test := range []struct {
		field, line string
		want        lines.Cell
	}{
		{"line.tax", "l3", lines.Cell{Row: "l3", Col: lines.Tax}},
		{"line.account", "l3", lines.Cell{Row: "l3", Col: lines.Account}}, // a column that was hidden
		{"line.account", "", lines.Cell{Row: first, Col: lines.Account}},
		{"line.price", "", lines.Cell{Row: first, Col: lines.Price}},
	} {
		e.GoTo(test.field, test.line)
		k.queue.Drain()
		if got := e.model.Cell(); got != test.want || k.window.Canvas().Focused() != fyne.Focusable(e.grid) {
			t.Errorf("%s of %q: at %+v, want %+v", test.field, test.line, got, test.want)
		}
	}
	e.GoTo("number", "")
	k.queue.Drain()
	if k.window.Canvas().Focused() != fyne.Focusable(e.fields.number) {
		t.Error("a field of the head has the keyboard")
	}
}
