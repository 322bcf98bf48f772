package documents

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// explainRow answers a click on the state chip of a row.
func (p *Page) explainRow(i int) {
	if row, ok := p.rows.At(i); ok {
		p.Explain(row.ID)
	}
}

// Explain tells how a document stands towards Xero and what can be done. Where
// there is something to decide, it goes there.
func (p *Page) Explain(id string) {
	page.Read(p.reader, "explain", func(ctx context.Context) (store.StoredDocument, error) {
		return p.d.File.Document(ctx, id)
	}, func(d store.StoredDocument, err error) {
		if err != nil {
			p.d.Tell("Not found", err)
			return
		}
		if d.State == document.Conflict && p.d.OpenConflict != nil {
			p.d.OpenConflict(store.RecordKind(d.Kind), d.ID)
			return
		}
		p.showExplanation(d)
	})
}

func (p *Page) showExplanation(d store.StoredDocument) {
	e := explain(d)
	body := kit.VBox(8, kit.NewParagraph(e.Sentence, kit.Look{}))
	if e.Fix != "" {
		body.Add(kit.NewParagraph(e.Fix, kit.Look{Style: fyne.TextStyle{Bold: true}}))
	}
	m := kit.NewModal(e.Title, body)
	m.Width = 460
	if e.Details != "" {
		body.Add(p.details(m, body, e.Details))
	}
	var left, right []fyne.CanvasObject
	if e.View {
		left = append(left, kit.Named("explain.view", kit.NewQuiet("View in Xero", func() {
			m.Close()
			p.viewInXero(d.ID)
		}).WithIcon(theme.IconLinkOut)))
	}
	closing := kit.Named("explain.close", kit.NewButton("Close", m.Close))
	m.Default = closing
	right = append(right, closing)
	if label := e.Other.label(false); label != "" {
		right = append(right, kit.Named("explain.other", kit.NewButton(label, func() {
			m.Close()
			p.do(e.Other, d.ID)
		})))
	}
	if label := e.Deed.label(d.Remote != nil); label != "" {
		do := kit.Named("explain.do", kit.NewPrimary(label, func() {
			m.Close()
			p.do(e.Deed, d.ID)
		}))
		m.Default, m.First = do, do
		right = append(right, do)
	}
	m.SetButtons(left, right)
	p.d.Show(m)
}

// details shows technical words on demand, with a way to copy them.
func (p *Page) details(m *kit.Modal, body *fyne.Container, text string) fyne.CanvasObject {
	var link *kit.Link
	link = kit.Named("explain.details", kit.NewLink("Details", func() {
		link.Hide()
		body.Add(kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted, Size: theme.SmallSize}))
		body.Add(kit.HBox(0, kit.Named("explain.copy", kit.NewButton("Copy", func() {
			fyne.CurrentApp().Clipboard().SetContent(text)
		}).WithIcon(theme.IconCopy))))
		m.Refresh()
	}))
	return kit.HBox(0, link)
}

func (p *Page) do(what deed, id string) {
	switch what {
	case deedPost:
		p.d.OpenPostSheet(id)
	case deedOpen:
		p.d.OpenDocument(id)
	case deedTry:
		p.ask("Not retried", func(ctx context.Context) error { return p.d.Sync.Retry(ctx, id) })
	case deedMine, deedNotMine:
		p.ask("Not answered", func(ctx context.Context) error { return p.d.Sync.Answer(ctx, id, what == deedMine) })
	case deedTake:
		p.ask("Not taken back", func(ctx context.Context) error { return p.d.Sync.Withdraw(ctx, id) })
	}
}

// ask hands something to the worker's outbox; only a refusal is told, the rest
// is seen on the chip.
func (p *Page) ask(refused string, do func(context.Context) error) {
	page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.d.Tell(refused, err)
		}
	})
}

// viewInXero opens the record in the browser.
func (p *Page) viewInXero(id string) {
	page.Read(p.reader, "view", func(ctx context.Context) (string, error) {
		return p.d.Sync.ViewURL(ctx, id)
	}, func(address string, err error) {
		if err != nil {
			p.d.Tell("Not opened in Xero", err)
			return
		}
		p.d.OpenURL(address)
	})
}
