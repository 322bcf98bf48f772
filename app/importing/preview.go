package importing

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
	"litework/xerosync"
)

// showPreview says what an import would change, before anything is written.
func (w *Wizard) showPreview() {
	rows := w.state.Preview
	for _, r := range rows {
		if _, known := w.take[r.Kind]; !known {
			w.take[r.Kind] = true
		}
	}
	var confirm *kit.Button
	var table *kit.DataTable
	changed := func() {
		table.RefreshRows()
		n := w.records()
		confirm.SetLabel("Import " + page.Plural(n, "record"))
		if n == 0 {
			confirm.DisableBecause("Nothing of this has to be imported.")
		} else {
			confirm.Enable()
		}
	}
	toggle := func(i int) { w.take[rows[i].Kind] = !w.take[rows[i].Kind]; changed() }
	right := fyne.TextAlignTrailing
	table = named("preview", kit.NewDataTable([]kit.Column{
		{Title: "Kind", Width: 110, Flex: 1}, {Title: "In Xero", Width: 90, Align: right}, {Title: "New", Width: 80, Align: right},
		{Title: "Update", Width: 80, Align: right}, {Title: "Unchanged", Width: 100, Align: right}, {Title: "Conflict", Width: 90, Align: right},
	}, kit.TableModel{
		Len:        func() int { return len(rows) },
		Row:        func(i int) kit.RowView { return previewRow(rows[i]) },
		IndexOf:    func(id string) int { return indexOf(rows, id) },
		IsSelected: func(i int) bool { return w.take[rows[i].Kind] },
		HeadState:  func() kit.CheckState { return headState(rows, w.take) },
		OnToggle:   toggle,
		OnExtend:   func(_, to int) { toggle(to) },
		OnOpen:     toggle,
		OnSelectAll: func(on bool) {
			for _, r := range rows {
				w.take[r.Kind] = on
			}
			changed()
		},
	}))
	table.Hug, table.Backdrop = true, theme.ColorSurface
	body := kit.VBox(10, kit.Sized(0, float32(42+38*len(rows)), table))
	for _, words := range previewWords(w.state) {
		body.Add(kit.NewParagraph(words, kit.Look{Color: theme.ColorMuted}))
	}
	back := named("back", kit.NewButton("Back", w.stop))
	later := named("later", kit.NewButton("Later", w.modal.Close))
	confirm = named("confirm", kit.NewPrimary("Import", w.apply).WithHint("Ctrl ⏎"))
	w.draw(2, body, table, []fyne.CanvasObject{back}, later, confirm)
	changed()
}

// records are how many would be written.
func (w *Wizard) records() (n int) {
	for _, r := range w.state.Preview {
		if w.take[r.Kind] {
			n += r.New + r.Update + r.Conflict
		}
	}
	return n
}

func previewRow(r xerosync.ImportCount) kit.RowView {
	number := func(n int) kit.Cell { return kit.Cell{Text: page.Count(n)} }
	conflict := number(r.Conflict)
	if r.Conflict > 0 {
		conflict = kit.Cell{Chips: []kit.ChipSpec{{Label: page.Count(r.Conflict), Tint: kit.Red, Tip: "Changed on both sides: nothing is overwritten, you decide later"}}}
	}
	return kit.RowView{ID: string(r.Kind), Cells: []kit.Cell{
		{Text: title(r.Kind)}, number(r.InXero), number(r.New), number(r.Update), number(r.Unchanged), conflict,
	}}
}

func indexOf(rows []xerosync.ImportCount, id string) int {
	for i, r := range rows {
		if string(r.Kind) == id {
			return i
		}
	}
	return -1
}

func headState(rows []xerosync.ImportCount, take map[store.RecordKind]bool) kit.CheckState {
	n := 0
	for _, r := range rows {
		if take[r.Kind] {
			n++
		}
	}
	switch n {
	case 0:
		return kit.Unchecked
	case len(rows):
		return kit.Checked
	}
	return kit.Mixed
}

// previewWords say what the figures do not.
func previewWords(s xerosync.ImportState) []string {
	out := []string{fmt.Sprintf("Read with %s to Xero; importing makes no more. Nothing in Xero changes. Tracking, attachments and payments stay in Xero.", page.Plural(s.Calls, "call"))}
	for _, r := range s.Preview {
		if r.Number > 0 {
			what := "are kept beside the ones here"
			if s.Choices.LinkNumbers {
				what = "are linked to the ones here"
			}
			out = append(out, fmt.Sprintf("%s have a number that stands here too; they %s.", page.Count(r.Number)+" "+plural(r.Kind), what))
		}
		if r.Skipped > 0 {
			out = append(out, fmt.Sprintf("%s are here already and are skipped.", page.Count(r.Skipped)+" "+plural(r.Kind)))
		}
		if r.Refused > 0 {
			out = append(out, fmt.Sprintf("%s cannot be imported; the result says why of each.", page.Count(r.Refused)+" "+plural(r.Kind)))
		}
	}
	return out
}

// apply starts to write.
func (w *Wizard) apply() {
	if w.records() == 0 {
		return
	}
	var kinds []store.RecordKind
	for _, r := range w.state.Preview {
		if w.take[r.Kind] {
			kinds = append(kinds, r.Kind)
		}
	}
	run := w.state.Run
	w.ask("Nothing was imported", func(ctx context.Context) error { return w.d.Sync.ApplyImport(ctx, run, kinds) })
}
