package documents

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
)

// warnInvoiced asks before a quote becomes a second invoice.
func (p *Page) warnInvoiced(q quoteAtHand, words string) {
	m := kit.NewModal("Convert "+q.quote.Number+" again?", kit.NewParagraph(words, kit.Look{}))
	m.Width = 460
	var left []fyne.CanvasObject
	cancel := kit.Named("convert.cancel", kit.NewButton("Cancel", m.Close))
	again := kit.Named("convert.again", kit.NewButton("Convert again", func() {
		m.Close()
		p.chooseOptional(q)
	}))
	right := []fyne.CanvasObject{cancel, again}
	m.Default = cancel
	if len(q.earlier) > 0 {
		open := kit.Named("convert.open", kit.NewPrimary("Open "+q.earlier[0].Number, func() {
			m.Close()
			p.d.OpenDocument(q.earlier[0].ID)
		}))
		right = append(right, open)
		m.Default, m.First = open, open
	}
	m.SetButtons(left, right)
	p.d.Show(m)
}

// chooseOptional asks which optional lines the invoice takes; without any it
// goes on at once.
func (p *Page) chooseOptional(q quoteAtHand) {
	lines := q.optional()
	if len(lines) == 0 {
		p.convert(q, nil)
		return
	}
	taken := map[string]bool{}
	body := kit.VBox(8, kit.NewParagraph("These lines are optional on the quote. Take those that the client ordered.", kit.Look{Color: theme.ColorMuted}))
	for _, l := range lines {
		id := l.ID
		box := kit.Named("convert.line", kit.NewCheckbox(l.Description, kit.Unchecked, func(s kit.CheckState) { taken[id] = s == kit.Checked }))
		body.Add(kit.HBox(10, kit.Flex(box), kit.NewText(document.FormatMoney(l.Amounts(q.quote.TaxMode).Amount), kit.Look{Align: fyne.TextAlignTrailing})))
	}
	m := kit.NewModal("Convert "+q.quote.Number+" to an invoice", body)
	cancel := kit.Named("convert.cancel", kit.NewButton("Cancel", m.Close))
	do := kit.Named("convert.confirm", kit.NewPrimary("Convert", func() {
		m.Close()
		var take []string
		for _, l := range lines {
			if taken[l.ID] {
				take = append(take, l.ID)
			}
		}
		p.convert(q, take)
	}))
	m.Default = do
	m.SetButtons(nil, []fyne.CanvasObject{cancel, do})
	p.d.Show(m)
}
