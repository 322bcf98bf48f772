package contacts

import (
	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/document"
)

// contextMenu opens the commands of a contact where they were asked for.
func (p *Page) contextMenu(_ int, at fyne.Position) {
	id := p.Current()
	if id == "" {
		return
	}
	items := []page.MenuItem{
		{ID: "edit", Label: "Edit", Why: p.WhyNotEdit(), Do: p.Edit},
		{ID: "invoice", Label: "New invoice", Do: func() { p.d.NewDocument(document.Invoice, id) }, Apart: true},
		{ID: "quote", Label: "New quote", Do: func() { p.d.NewDocument(document.Quote, id) }},
	}
	if d := p.side.shown; d.contact.ID == id && d.contact.XeroID != "" && d.connected && p.d.Sync != nil {
		items = append(items, page.MenuItem{ID: "view", Label: "View in Xero", Do: func() { p.viewInXero(id) }, Apart: true})
	}
	p.d.Menu(at, items)
}
