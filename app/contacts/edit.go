package contacts

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// New opens the form of a new contact.
func (p *Page) New() { p.open("", "", nil) }

// AddNamed opens the form of a new contact with its name filled in; saved hears
// of the contact when it was added.
func (p *Page) AddNamed(name string, saved func(id string)) { p.open("", name, saved) }

// WhyNotEdit is the reason Edit is not possible, or "".
func (p *Page) WhyNotEdit() string {
	if p.Current() == "" {
		return "Choose a contact first."
	}
	return ""
}

// Edit opens the form of the contact chosen.
func (p *Page) Edit() {
	if id := p.Current(); id != "" {
		p.open(id, "", nil)
	}
}

// begin is what a form begins with.
type begin struct {
	contact store.StoredContact
	country document.Country
}

func (p *Page) open(id, name string, saved func(string)) {
	page.Read(p.reader, "form", func(ctx context.Context) (b begin, err error) {
		s, err := p.d.File.Settings(ctx)
		if err != nil {
			return b, err
		}
		b.country = document.CountryOf(s.Company.Country)
		if id == "" {
			b.contact.Contact = document.Contact{ID: p.d.NewID(), Name: name}
			return b, nil
		}
		b.contact, err = p.d.File.Contact(ctx, id)
		return b, err
	}, func(b begin, err error) {
		if err != nil {
			p.d.Tell("Not found", err)
			return
		}
		p.showForm(b, saved)
	})
}

func (p *Page) showForm(b begin, saved func(string)) {
	f := newForm(b.contact.Contact, b.country)
	title, verb := "Edit "+b.contact.Name, "Save"
	if b.contact.Rev == 0 {
		title, verb = "Add contact", "Add contact"
	}
	m := kit.NewModal(title, f.root)
	m.Width = 660
	f.relayout = m.Refresh
	cancel := kit.Named("contact.cancel", kit.NewButton("Cancel", m.Close))
	var save *kit.Button
	save = kit.Named("contact.save", kit.NewPrimary(verb, func() {
		c, ok := f.check(p.d.Canvas.Focus)
		if !ok {
			return
		}
		save.Disable()
		p.save(c, b.contact.Rev, func(id string, err error) {
			save.Enable()
			if err != nil {
				p.tellNotSaved(m, f, err)
				return
			}
			m.Close()
			if saved != nil {
				saved(id)
			}
		})
	}).WithHint("Ctrl ⏎"))
	m.Default, m.First = save, f.name
	m.SetButtons(nil, []fyne.CanvasObject{cancel, save})
	p.d.Show(m)
}

// save writes a contact and makes it current when it was added.
func (p *Page) save(c document.Contact, base int64, done func(id string, err error)) {
	page.Write(p.reader, func(ctx context.Context) (store.Saved, error) {
		return p.d.File.SaveContact(ctx, c, base)
	}, func(s store.Saved, err error) {
		if err == nil && base == 0 {
			p.goTo = c.ID
			p.reload()
		}
		done(c.ID, err)
	})
}

// tellNotSaved keeps the form open: what was typed stays.
func (p *Page) tellNotSaved(m *kit.Modal, f *form, err error) {
	var stale *store.StaleError
	if errors.As(err, &stale) {
		f.setError("name", "This contact was changed elsewhere in the meantime. Copy what you need, cancel and open it again.")
		return
	}
	sentence, fix := page.Trouble(err)
	f.setError("name", sentence+" "+fix)
	m.Refresh()
}
