package xerosync

import (
	"context"
	"slices"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// contactWorld is a world connected, whose user has seen how contacts match.
func contactWorld(t *testing.T, inXero ...xerofake.Contact) *world {
	t.Helper()
	w := newWorld(t, xerofake.Switches{NewLinesFirst: true})
	w.matched(inXero...)
	return w
}

func (w *world) matched(inXero ...xerofake.Contact) {
	w.t.Helper()
	for _, n := range inXero {
		if _, err := w.sim.Control().AddContact(n); err != nil {
			w.t.Fatal(err)
		}
	}
	w.connect()
	w.rest()
	if err := w.svc.ConfirmFirstMatch(context.Background(), nil, nil); err != nil {
		w.t.Fatal(err)
	}
	w.contactsRest()
}

// contactsRest lets everything rest that is to be sent.
func (w *world) contactsRest() {
	w.t.Helper()
	w.rest()
	w.clock.Advance(2 * contactQuiet)
	w.rest()
}

// checkContacts asks Xero for changes, as the user can.
func (w *world) checkContacts() {
	w.t.Helper()
	w.clock.Advance(time.Second)
	w.svc.session.contactsNow = true
	w.contactsRest()
}

func (w *world) stored(id string) store.StoredContact {
	w.t.Helper()
	c, err := w.file.Contact(context.Background(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// changeContact edits a contact as the user does.
func (w *world) changeContact(id string, edit func(*document.Contact)) {
	w.t.Helper()
	c := w.stored(id)
	edit(&c.Contact)
	if _, err := w.file.SaveContact(context.Background(), c.Contact, c.Rev); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) addContact(c document.Contact) string {
	w.t.Helper()
	saved, err := w.file.SaveContact(context.Background(), c, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return saved.ID
}

// there is the contact in Xero.
func (w *world) there(name string) xerofake.Contact {
	w.t.Helper()
	all := w.sim.Control().Contacts()
	i := slices.IndexFunc(all, func(n xerofake.Contact) bool { return n.Name == name })
	if i < 0 {
		w.t.Fatalf("Xero has no %s", name)
	}
	return all[i]
}

func (w *world) editThere(id string, edit func(*xerofake.Contact)) {
	w.t.Helper()
	w.clock.Advance(time.Second)
	if err := w.sim.Control().EditContact(id, edit); err != nil {
		w.t.Fatal(err)
	}
}

// state fails the test when the contact is in another state.
func (w *world) state(id string, want document.SyncState) {
	w.t.Helper()
	if c := w.stored(id); c.State != want {
		w.t.Fatalf("%s is %s, not %s; operation %+v", c.Name, c.State, want, c.Op)
	}
}

// unmoved runs f and fails the test when it changes anything here or there.
func (w *world) unmoved(f func()) {
	w.t.Helper()
	counter, writes := w.file.SyncCounter(), w.writes()
	f()
	if w.file.SyncCounter() != counter || w.writes() != writes {
		w.t.Fatalf("it changed something: %d transactions, %d writes", w.file.SyncCounter()-counter, w.writes()-writes)
	}
}

// rich is a contact in Xero with everything that LiteWork does not know.
func rich() xerofake.Contact {
	return xerofake.Contact{
		Name: "Kowhai Cafe Ltd", ContactNumber: "CRM-77", EmailAddress: "ap@kowhai.example", FirstName: "Mere", CompanyNumber: "94290",
		ContactPersons: []xerofake.ContactPerson{{FirstName: "Ana", LastName: "Rua", EmailAddress: "ana@kowhai.example", IncludeInEmails: true}},
		Addresses: map[string]xerofake.Address{
			"POBOX":  {AddressLine1: "PO Box 9", AddressLine2: "Back door", City: "Nelson", AttentionTo: "Accounts"},
			"STREET": {AddressLine1: "1 Quay", City: "Nelson"},
		},
		Phones: map[string]xerofake.Phone{
			"DEFAULT": {PhoneCountryCode: "64", PhoneAreaCode: "3", PhoneNumber: "5551234"},
			"FAX":     {PhoneNumber: "999"}, "DDI": {PhoneNumber: "888"},
		},
		SalesTerms: xerofake.Terms{Day: 20, Type: "OFFOLLOWINGMONTH"}, BillsTerms: xerofake.Terms{Day: 7, Type: "DAYSAFTERBILLDATE"},
	}
}
