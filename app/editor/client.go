package editor

import (
	"context"
	"slices"
	"strings"

	"litework/app/editor/session"
	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

const (
	addContact = "add"
	useOnce    = "once"

	clientStep = "Client"
)

// makeClient makes the client's field: suggestions from the address book, a
// new contact, or a name for this document alone.
func (f *fields) makeClient() {
	f.client = kit.NewCompleter("Kauri Point Films Ltd")
	kit.Named("field.client", f.client.Entry)
	f.client.Entry.SelectOnFocus = true
	f.clientField = kit.NewField("Client", f.client)
	f.client.OnQuery = f.findClients
	f.client.OnChosen = f.chooseClient
	leave := f.client.Entry.OnLeave
	f.client.Entry.OnLeave = func() {
		leave()
		f.takeClient()
	}
	f.undoKeys(f.client.Entry)
}

// findClients asks the address book for what is typed.
func (f *fields) findClients(text string) {
	typed := strings.TrimSpace(text)
	if typed == "" {
		f.client.CloseList()
		return
	}
	page.Read(f.e.reader, "clients", func(ctx context.Context) ([]store.ContactHit, error) {
		return f.e.d.File.FindContacts(ctx, typed, kit.MaxSuggestions)
	}, func(hits []store.ContactHit, err error) {
		if err != nil {
			return // the actions below work without suggestions
		}
		var found []kit.Option
		known := false
		for _, h := range hits {
			detail := h.Person
			if detail == "" {
				detail = h.Email
			}
			found = append(found, kit.Option{ID: h.ID, Label: h.Name, Detail: detail})
			known = known || strings.EqualFold(h.Name, typed)
		}
		var actions []kit.Option
		if !known {
			actions = []kit.Option{
				{ID: addContact, Label: "Add contact “" + typed + "”"},
				{ID: useOnce, Label: "Use “" + typed + "” on this document only"},
			}
		}
		f.client.SetSuggestions(text, found, actions)
	})
}

func (f *fields) chooseClient(o kit.Option) {
	typed := strings.TrimSpace(f.client.Entry.Text)
	switch {
	case !o.Action:
		f.takeContact(o.ID)
	case o.ID == useOnce:
		f.setClient(document.Client{Name: typed})
	case o.ID == addContact:
		page.Write(f.e.reader, func(ctx context.Context) (document.Contact, error) {
			c := document.Contact{ID: f.e.d.NewID(), Name: typed}
			_, err := f.e.d.File.SaveContact(ctx, c, 0)
			return c, err
		}, func(c document.Contact, err error) {
			if err != nil {
				f.e.d.Tell("The contact was not added", err)
				return
			}
			f.useContact(&c)
			f.e.d.Say(c.Name + " is in your contacts")
		})
	}
}

func (f *fields) takeContact(id string) {
	page.Read(f.e.reader, "contact", func(ctx context.Context) (store.StoredContact, error) {
		return f.e.d.File.Contact(ctx, id)
	}, func(c store.StoredContact, err error) {
		if err != nil {
			f.e.d.Tell("The contact could not be read", err)
			return
		}
		f.useContact(&c.Contact)
	})
}

// useContact makes a document out to a contact. The due date follows the
// contact's terms where it stood as the terms had it.
func (f *fields) useContact(c *document.Contact) {
	e := f.e
	before := e.l.contact
	e.l.contact = c
	e.session.EndStep()
	edit := session.Edit{Label: clientStep, Place: session.Place{Field: atClient}}
	if label, ok := e.session.CanUndo(); ok && label == clientStep && e.session.Doc().Client.ContactID == "" && strings.EqualFold(e.session.Doc().Client.Name, c.Name) {
		edit.Follow = true // the name just typed was that of a contact
	}
	e.session.Set(edit, func(d *document.Document) {
		d.Client = document.ClientOf(*c)
		if d.Due.IsZero() || d.Due == e.l.settings.DueFor(d.Kind, d.Date, before) {
			d.Due = e.l.settings.DueFor(d.Kind, d.Date, c)
		}
		if c.Currency != "" && !written(d) {
			d.Currency = c.Currency
		}
	})
	e.session.EndStep()
}

// written reports whether a document has a line with something in it.
func written(d *document.Document) bool {
	return slices.ContainsFunc(d.Lines(), func(l *document.Line) bool { return !l.IsEmpty() })
}

func (f *fields) setClient(c document.Client) {
	f.e.l.contact = nil
	f.e.session.EndStep()
	f.e.session.Set(session.Edit{Label: clientStep, Place: session.Place{Field: atClient}}, func(d *document.Document) { d.Client = c })
	f.e.session.EndStep()
}

// takeClient keeps what is typed when the field is left: a name that is not in
// the address book is a client of this document alone.
func (f *fields) takeClient() {
	typed := strings.TrimSpace(f.client.Entry.Text)
	if f.client.Entry.ReadOnly || typed == f.e.session.Doc().Client.Name {
		return
	}
	f.setClient(document.Client{Name: typed})
	if typed == "" {
		return
	}
	// The name may be known after all, typed without choosing it.
	page.Read(f.e.reader, "contact", func(ctx context.Context) (string, error) {
		hits, err := f.e.d.File.FindContacts(ctx, typed, kit.MaxSuggestions)
		for _, h := range hits {
			if strings.EqualFold(h.Name, typed) {
				return h.ID, err
			}
		}
		return "", err
	}, func(id string, err error) {
		if err == nil && id != "" && f.e.session.Doc().Client.Name == typed {
			f.takeContact(id)
		}
	})
}

func (f *fields) showClient(d *document.Document) {
	if !f.client.Entry.Focused() || f.client.Entry.Text == "" {
		f.client.Entry.SetValue(d.Client.Name)
	}
	help := ""
	if d.Client.Name != "" && d.Client.ContactID == "" {
		help = "On this document only"
	}
	f.clientField.SetHelp(help)
}
