package bulk

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/xerosync"
)

// problemsFirst orders the documents: what has to be put right stands on top.
func (s *Sheet) problemsFirst() []xerosync.BulkDocument {
	var wrong, ready, skipped []xerosync.BulkDocument
	for _, d := range s.sheet.Documents {
		switch {
		case d.Problem != nil:
			wrong = append(wrong, d)
		case d.Skipped != "":
			skipped = append(skipped, d)
		default:
			ready = append(ready, d)
		}
	}
	return append(append(wrong, ready...), skipped...)
}

// draw makes the form. The rows follow the sheet as it is read again.
func (s *Sheet) draw() {
	s.modal.SetSubtitle(s.subtitle())
	s.table = named("table", kit.NewDataTable([]kit.Column{
		{Title: "Number", Width: 96}, {Title: "Client", Width: 150, Flex: 1}, {Title: "", Width: 330, Flex: 2},
	}, kit.TableModel{
		Len:     func() int { return len(s.rows) },
		Row:     func(i int) kit.RowView { return formRow(s.rows[i]) },
		IndexOf: func(id string) int { return indexOf(s.rows, id) },
		OnOpen:  func(i int) { s.goTo(s.rows[i]) },
		OnLink:  func(i int, _ kit.CellLink) { s.goTo(s.rows[i]) },
	}))
	s.table.Hug, s.table.Backdrop = true, theme.ColorSurface
	body := kit.VBox(12)
	var first fyne.Focusable
	if len(s.sheet.Choices) > 1 {
		var options []kit.RadioOption
		for _, c := range s.sheet.Choices {
			options = append(options, kit.RadioOption{ID: c.Target, Title: c.Label, Detail: c.Detail})
		}
		cards := named("status", kit.NewRadioCards(options, chosen(s.sheet.Choices), func(target string) {
			s.status = target
			s.load()
		}))
		body.Add(cards)
		first = cards
	}
	s.summary = kit.NewParagraph("", kit.Look{})
	s.wrong.Hide()
	body.Add(s.summary)
	body.Add(kit.Sized(0, min(300, float32(42+38*len(s.sheet.Documents))), s.table))
	body.Add(s.wrong)
	s.confirm = named("confirm", kit.NewPrimary("Post", s.confirmed).WithHint("Ctrl ⏎"))
	cancel := named("cancel", kit.NewButton("Cancel", s.modal.Close))
	s.modal.SetBody(body)
	s.modal.Default, s.modal.IrreversibleDefault, s.modal.First = s.confirm, true, first
	if first == nil {
		s.modal.First = cancel
	}
	s.modal.SetButtons(nil, []fyne.CanvasObject{cancel, s.confirm})
	s.update()
}

// update brings words and buttons to what was read last.
func (s *Sheet) update() {
	s.rows = s.problemsFirst()
	s.summary.SetText(summaryWords(s.sheet, s.kind))
	s.table.Reload()
	n := len(s.sheet.Documents)
	switch {
	case s.sheet.Ready == 0:
		s.confirm.SetLabel("Post")
		s.confirm.DisableBecause("None of these can be posted now.")
	case s.sheet.Ready == n:
		s.confirm.SetLabel("Post " + page.Count(n))
		s.confirm.Enable()
	default:
		s.confirm.SetLabel(fmt.Sprintf("Post %s of %s", page.Count(s.sheet.Ready), page.Count(n)))
		s.confirm.Enable()
	}
	s.modal.Refresh()
}

func chosen(list []xerosync.StatusChoice) string {
	for _, c := range list {
		if c.Chosen {
			return c.Target
		}
	}
	return ""
}

// summaryWords say how many are ready, what they come to, and whose clients are
// added on the way.
func summaryWords(sh xerosync.BulkSheet, kind document.Kind) string {
	wrong, skipped := 0, 0
	for _, d := range sh.Documents {
		switch {
		case d.Problem != nil:
			wrong++
		case d.Skipped != "":
			skipped++
		}
	}
	out := page.Plural(sh.Ready, kind.Noun()) + " ready"
	var sums []string
	for _, t := range sh.Totals {
		sums = append(sums, t.Currency+" "+document.FormatMoney(t.Total))
	}
	if len(sums) > 0 {
		out += ", " + strings.Join(sums, " and ")
	}
	if wrong > 0 {
		out += fmt.Sprintf(" · %s with a problem", page.Count(wrong))
	}
	if skipped > 0 {
		out += fmt.Sprintf(" · %s with nothing to post", page.Count(skipped))
	}
	out += "."
	switch names := sh.Contacts; {
	case len(names) == 1:
		out += " " + names[0] + " is added to Xero as a contact."
	case len(names) > 1:
		out += fmt.Sprintf(" %s clients are added to Xero as contacts: %s.", page.Count(len(names)), strings.Join(names[:min(len(names), 5)], ", "))
	}
	return out
}

func formRow(d xerosync.BulkDocument) kit.RowView {
	last := kit.Cell{Text: "Creates a new one", Muted: true}
	if d.Action == xerosync.Update {
		last.Text = "Updates the one in Xero"
	}
	switch {
	case d.Problem != nil:
		last = kit.Cell{Text: d.Problem.Sentence, Tip: d.Problem.Error(), Color: theme.ColorRed, Links: []kit.CellLink{{ID: "fix", Label: "Put right"}}}
	case d.Skipped != "":
		last.Text = d.Skipped
	}
	return kit.RowView{ID: d.DocID, Cells: []kit.Cell{{Text: d.Number, Bold: true, Opens: true}, {Text: d.Client}, last}}
}

func indexOf(rows []xerosync.BulkDocument, id string) int {
	for i, d := range rows {
		if d.DocID == id {
			return i
		}
	}
	return -1
}

// goTo leads to the place where something is to be put right.
func (s *Sheet) goTo(d xerosync.BulkDocument) {
	field, line := "", ""
	if d.Problem != nil {
		field, line = d.Problem.Field, d.Problem.Line
	}
	s.modal.Close()
	s.d.GoTo(d.DocID, field, line)
}
