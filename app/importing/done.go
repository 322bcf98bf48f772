package importing

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// showDone reads the result and shows it with its proof.
func (w *Wizard) showDone() {
	run := w.state.Run
	w.draw(4, kit.Muted("Comparing what is here with what Xero has…"), nil, nil, named("close", kit.NewPrimary("Close", w.modal.Close)))
	page.Read(w.reader, "result", func(ctx context.Context) (xerosync.ImportResult, error) {
		return w.d.Sync.ImportResult(ctx, run)
	}, func(r xerosync.ImportResult, err error) {
		if err != nil {
			w.d.Tell("The result cannot be read", err)
			return
		}
		w.showResult(r)
	})
}

func (w *Wizard) showResult(r xerosync.ImportResult) {
	body := kit.VBox(12)
	for _, c := range r.Counts {
		body.Add(kit.Plain(countWords(c)))
	}
	if len(r.Proof) > 0 {
		body.Add(w.proof(r.Proof))
	}
	if len(r.Problems) > 0 {
		body.Add(kit.Bold(page.Plural(len(r.Problems), "record") + " to look at"))
		body.Add(kit.Sized(0, min(160, float32(38*len(r.Problems)+40)), problems(r.Problems)))
	}
	conflicts := 0
	for _, c := range r.Counts {
		conflicts += c.Conflict
	}
	done := named("done", kit.NewPrimary("Done", w.finish))
	buttons := []*kit.Button{done}
	if conflicts > 0 && w.d.ShowConflicts != nil {
		buttons = []*kit.Button{named("conflicts", kit.NewButton("Resolve "+page.Plural(conflicts, "conflict")+"…", func() {
			w.finish()
			w.d.ShowConflicts()
		})), done}
	}
	w.draw(4, body, nil, nil, buttons...)
}

// finish forgets the import: it is done and was looked at.
func (w *Wizard) finish() {
	run := w.state.Run
	page.Write(w.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.d.Sync.CancelImport(ctx, run)
	}, func(struct{}, error) { w.modal.Close() })
}

func countWords(c xerosync.ImportCount) string {
	out := fmt.Sprintf("%s: %s new, %s updated, %s unchanged", title(c.Kind), page.Count(c.New), page.Count(c.Update), page.Count(c.Unchanged))
	if c.Conflict > 0 {
		out += ", " + page.Plural(c.Conflict, "conflict")
	}
	if c.Skipped > 0 {
		out += fmt.Sprintf(", %s skipped", page.Count(c.Skipped))
	}
	if c.Refused > 0 {
		out += fmt.Sprintf(", %s not imported", page.Count(c.Refused))
	}
	return out
}

// proof compares counts and totals, by kind, status and currency.
func (w *Wizard) proof(lines []xerosync.ImportProof) fyne.CanvasObject {
	right := fyne.TextAlignTrailing
	t := named("proof", kit.NewDataTable([]kit.Column{
		{Title: "Kind", Width: 80}, {Title: "Status", Width: 122, Flex: 1}, {Title: "In Xero", Width: 60, Align: right},
		{Title: "Here", Width: 60, Align: right}, {Title: "Total in Xero", Width: 125, Align: right},
		{Title: "Total here", Width: 125, Align: right}, {Title: "", Width: 88},
	}, kit.TableModel{
		Len: func() int { return len(lines) },
		Row: func(i int) kit.RowView { return proofRow(i, lines[i]) },
	}))
	t.Hug, t.Backdrop = true, theme.ColorSurface
	return kit.Sized(0, min(240, float32(42+38*len(lines))), t)
}

func proofRow(i int, p xerosync.ImportProof) kit.RowView {
	kind := document.Invoice
	if p.Kind == store.RecordQuote {
		kind = document.Quote
	}
	status := document.ShownStatus(&document.Document{Kind: kind}, &document.Remote{Status: p.Status}, document.Date{}).Label()
	there, here := p.Currency+" "+document.FormatMoney(p.TotalThere), p.Currency+" "+document.FormatMoney(p.TotalHere)
	if p.Kind == store.RecordContact {
		status, there, here = "In use", "", ""
		if p.Status != "ACTIVE" {
			status = "Archived"
		}
	}
	chip := kit.ChipSpec{Label: "Agree", Tint: kit.Green, Check: true}
	if p.CountHere != p.CountThere || !p.TotalHere.Equal(p.TotalThere) {
		chip = kit.ChipSpec{Label: "Differ", Tint: kit.Red}
	}
	return kit.RowView{ID: fmt.Sprint(i), Cells: []kit.Cell{
		{Text: title(p.Kind)}, {Text: status}, {Text: page.Count(p.CountThere)}, {Text: page.Count(p.CountHere)},
		{Text: there}, {Text: here},
		{Chips: []kit.ChipSpec{chip}},
	}}
}

// problems lists what was not imported, or not in full, with the reason.
func problems(list []xerosync.ImportProblem) fyne.CanvasObject {
	t := named("problems", kit.NewDataTable([]kit.Column{{Title: "Record", Width: 140}, {Title: "Why", Width: 300, Flex: 1}}, kit.TableModel{
		Len: func() int { return len(list) },
		Row: func(i int) kit.RowView {
			p := list[i]
			return kit.RowView{ID: fmt.Sprint(i), Cells: []kit.Cell{{Text: p.Label, Bold: true}, {Text: p.Problem.Sentence + " " + p.Problem.Fix, Muted: true}}}
		},
	}))
	t.Hug, t.Backdrop = true, theme.ColorSurface
	return t
}
