package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

func TestChoiceOfSeveralStaysOpen(t *testing.T) {
	var got []string
	c := kit.NewMultiChoice("Tags:", []kit.Option{{ID: "a", Label: "night shoot"}, {ID: "b", Label: "studio B"}, {ID: "c", Label: "festival"}},
		func(ids []string) { got = ids })
	c.Name = "tags"
	w := kittest.NewWindow(t, kit.VBox(4, c, kit.NewEntry("next")), 400, 400)
	w.Focus(c)
	if c.ControlText() != "any" {
		t.Errorf("without one it says %q", c.ControlText())
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if strings.Join(got, "") != "a" || c.ControlText() != "night shoot" {
		t.Errorf("took %v, says %q", got, c.ControlText())
	}
	w.Key(fyne.KeyDown, fyne.KeyReturn)
	if strings.Join(got, "") != "ab" || c.ControlText() != "2" {
		t.Errorf("took %v, says %q", got, c.ControlText())
	}
	w.Type("night")
	w.Key(fyne.KeyReturn) // out again
	if strings.Join(got, "") != "b" {
		t.Errorf("took %v", got)
	}
	if _, open := w.Map().Find("tags/option:c"); !open {
		t.Error("the list closed, or keeps what was typed")
	}
	w.Key(fyne.KeyTab)
	if _, open := w.Map().Find("tags/option:c"); open || strings.Join(got, "") != "b" {
		t.Errorf("Tab closes the list and takes none: %v", got)
	}
}

func TestRowsHaveANote(t *testing.T) {
	table := kit.NewDataTable([]kit.Column{{Title: "Number", Width: 80}, {Title: "Client", Width: 100, Flex: 1}}, kit.TableModel{
		Len: func() int { return 2 },
		Row: func(i int) kit.RowView {
			view := kit.RowView{ID: string(rune('a' + i)), Cells: []kit.Cell{{Text: "INV-1"}, {Text: "Kauri"}}}
			if i == 0 {
				view.NoteFrom, view.Note = 1, []kit.NotePart{{Text: "line: ARRI "}, {Text: "SkyPanel", Strong: true}, {Text: " S60-C"}}
			}
			return view
		},
	})
	table.Name = "rows"
	w := kittest.NewWindow(t, table, 500, 200)
	if row := w.At("rows/a").Text; !strings.HasSuffix(row, "|line: ARRI SkyPanel S60-C") {
		t.Errorf("the row reads %q", row)
	}
	if row := w.At("rows/b").Text; strings.Contains(row, "line") {
		t.Errorf("the other reads %q", row)
	}
	if !table.Shown(1) || table.Shown(2) {
		t.Error("the columns shown are others")
	}
}
