package contacts

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// side is the panel with the details of the contact chosen.
type side struct {
	root  *fyne.Container
	words *page.Scroll
	body  *fyne.Container
	shown details
}

// details are what the panel tells.
type details struct {
	contact store.StoredContact
	figures store.ContactFigures
	// linked reports whether the organisation is connected.
	connected bool
}

// sideWidth is the width of the panel.
const sideWidth float32 = 320

func (p *Page) buildSide() {
	p.side.body = kit.VBox(10)
	p.side.words = page.NewScroll(kit.Inset(18, theme.PagePadding, 18, theme.PagePadding, p.side.body), 0)
	p.side.root = kit.Sized(sideWidth, 0, kit.NewSheet(theme.ColorSurface, false, false, false, true, p.side.words))
	p.side.root.Hide()
}

// readSide reads the contact that is current now.
func (p *Page) readSide() {
	id := p.Current()
	if id == "" {
		p.hideSide()
		return
	}
	page.Read(p.reader, "side", func(ctx context.Context) (d details, err error) {
		if d.contact, err = p.d.File.Contact(ctx, id); err != nil {
			return d, err
		}
		c, ok, err := p.d.File.Connection(ctx)
		if err != nil {
			return d, err
		}
		d.connected = ok && !c.Disconnected
		d.figures, err = p.d.File.ContactFigures(ctx, id)
		return d, err
	}, func(d details, err error) {
		if err != nil {
			p.hideSide() // it was deleted in between; the list tells what is there
			return
		}
		p.showSide(d)
	})
}

func (p *Page) hideSide() {
	p.side.shown = details{}
	if p.side.root.Visible() {
		p.side.root.Hide()
		p.view.body.Refresh()
	}
}

func (p *Page) showSide(d details) {
	p.side.shown = d
	c := d.contact
	body := []fyne.CanvasObject{
		kit.NewText(c.Name, kit.Look{Size: 16, Style: fyne.TextStyle{Bold: true}}).Shrinks(),
		kit.HBox(8, kit.NewChip(page.ContactChip(c.State))),
	}
	if c.Op != nil && c.Op.Problem != nil {
		body = append(body, kit.NewParagraph(c.Op.Problem.Error(), kit.Look{Color: theme.ColorDanger}))
	}
	add := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			body = append(body, kit.VBox(2, kit.Caption(label), kit.NewParagraph(text, kit.Look{})))
		}
	}
	add("Person", c.PersonName())
	add("E-mail", c.Email)
	add("Phone", c.Phone.String())
	add("Mobile", c.Mobile.String())
	add("Billing address", c.Postal.String())
	add("Street address", c.Street.String())
	add("Tax number", c.TaxNumber)
	add("Company number", c.CompanyNumber)
	add("Payment terms", c.Terms.Describe())
	add("Documents", p.documentsOf(d.figures))
	add("Notes · LiteWork only", c.Notes)
	add("Tags · LiteWork only", strings.Join(c.Tags, ", "))
	body = append(body, kit.Inset(8, 0, 0, 0, kit.HBox(8, p.sideButtons(d)...)))
	p.side.body.Objects = body
	was := p.side.root.Visible()
	p.side.root.Show()
	p.side.words.Relayout()
	if !was {
		p.view.body.Refresh()
	}
}

// documentsOf tells how many documents there are and what is owed.
func (p *Page) documentsOf(f store.ContactFigures) string {
	owed := "nothing outstanding"
	if sums := p.outstanding(f.Outstanding); sums != "0.00" {
		owed = sums + " outstanding"
	}
	return fmt.Sprintf("%s · %s · %s", page.Plural(f.Invoices, "invoice"), page.Plural(f.Quotes, "quote"), owed)
}

func (p *Page) sideButtons(d details) []fyne.CanvasObject {
	id := d.contact.ID
	var out []fyne.CanvasObject
	if d.contact.State == document.Conflict && p.d.OpenConflict != nil {
		out = append(out, kit.Named("contacts.resolve", kit.NewButton("Resolve…", func() { p.d.OpenConflict(store.RecordContact, id) })))
	}
	out = append(out,
		kit.Named("contacts.invoice", kit.NewPrimary("New invoice", func() { p.d.NewDocument(document.Invoice, id) })),
		kit.Named("contacts.edit", kit.NewButton("Edit", p.Edit)),
	)
	if d.contact.XeroID != "" && d.connected && p.d.Sync != nil {
		out = append(out, kit.Named("contacts.view", kit.NewButton("View in Xero", func() { p.viewInXero(id) })))
	}
	return out
}

// decide goes to where a contact that was changed on both sides is decided.
func (p *Page) decide(row int) {
	if r, ok := p.rows.At(row); ok && r.State == document.Conflict && p.d.OpenConflict != nil {
		p.d.OpenConflict(store.RecordContact, r.ID)
	}
}

func (p *Page) viewInXero(id string) {
	page.Read(p.reader, "view", func(ctx context.Context) (string, error) {
		return p.d.Sync.ContactViewURL(ctx, id)
	}, func(address string, err error) {
		if err != nil {
			p.d.Tell("Not opened in Xero", err)
			return
		}
		p.d.OpenURL(address)
	})
}
