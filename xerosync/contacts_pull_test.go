package xerosync

import (
	"context"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

func TestChangeOfAContactInXeroIsTakenOver(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	w.changeContact(id, func(c *document.Contact) { c.Notes, c.Tags = "pays late", []string{"film"} })
	w.state(id, document.Synced) // notes and tags are ours
	before := w.stored(id).Contact

	w.editThere(w.there("Kowhai Cafe Ltd").ContactID, func(n *xerofake.Contact) {
		n.Name, n.EmailAddress = "Kowhai Kitchen", "new@kowhai.example"
		n.Phones["MOBILE"] = xerofake.Phone{PhoneNumber: "021 1"}
	})
	w.checkContacts()
	want := before
	want.Name, want.Email, want.Mobile.Number = "Kowhai Kitchen", "new@kowhai.example", "021 1"
	if diff := cmp.Diff(want, w.stored(id).Contact); diff != "" {
		t.Fatal(diff)
	}
	w.state(id, document.Synced)
	w.unmoved(w.checkContacts)
}

func TestContactArchivedInXeroAndBack(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	xero := w.there("Kowhai Cafe Ltd").ContactID
	for _, archived := range []bool{true, false} {
		w.editThere(xero, func(n *xerofake.Contact) {
			n.ContactStatus = map[bool]string{true: "ARCHIVED", false: "ACTIVE"}[archived]
		})
		w.checkContacts()
		if c := w.stored(id); c.Archived != archived || c.State != document.Synced {
			t.Fatalf("archived %v, state %s, after archived %v in Xero", c.Archived, c.State, archived)
		}
		w.unmoved(w.checkContacts)
	}
}

func TestPersonalDataToBeForgottenIsLeftAlone(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	before := w.stored(id).Contact
	w.editThere(w.there("Kowhai Cafe Ltd").ContactID, func(n *xerofake.Contact) {
		n.ContactStatus, n.EmailAddress, n.FirstName = "GDPRREQUEST", "", "Redacted"
	})
	w.checkContacts()
	before.Archived = true
	if diff := cmp.Diff(before, w.stored(id).Contact); diff != "" {
		t.Fatal(diff)
	}
	w.unmoved(func() {
		w.changeContact(id, func(c *document.Contact) { c.Email = "other@kowhai.example" })
		w.checkContacts()
	})
	w.state(id, document.Synced)
	wantProblem(t, w.svc.PushContact(context.Background(), id), "contact-gdpr")
}

func TestContactChangedOnBothSides(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	xero := w.there("Kowhai Cafe Ltd").ContactID
	both := func(here, there string) {
		w.changeContact(id, func(c *document.Contact) { c.Email = here })
		w.editThere(xero, func(n *xerofake.Contact) { n.EmailAddress = there })
		w.checkContacts()
	}
	both("same@kowhai.example", "same@kowhai.example")
	w.state(id, document.Synced)

	both("here@kowhai.example", "there@kowhai.example")
	w.state(id, document.Conflict)
	if c := w.stored(id); c.Email != "here@kowhai.example" || w.there("Kowhai Cafe Ltd").EmailAddress != "there@kowhai.example" {
		t.Fatalf("overwritten: %s here, %s there", c.Email, w.there("Kowhai Cafe Ltd").EmailAddress)
	}
	w.unmoved(w.checkContacts)
	wantProblem(t, w.svc.PushContact(context.Background(), id), "conflict")
	err := w.file.View(context.Background(), func(tx *store.SyncTx) error {
		state, err := tx.RecordState(store.RecordContact, id)
		if err == nil && !strings.Contains(string(state.Remote), "there@kowhai.example") {
			t.Errorf("the conflict does not keep Xero's version: %s", state.Remote)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// Xero goes back to what was last seen: what changed here is sent.
	w.editThere(xero, func(n *xerofake.Contact) { n.EmailAddress = "same@kowhai.example" })
	w.checkContacts()
	w.state(id, document.Synced)
	if got := w.there("Kowhai Cafe Ltd").EmailAddress; got != "here@kowhai.example" {
		t.Fatalf("Xero has %s", got)
	}
}

func TestContactsMergedInXeroBecomeOne(t *testing.T) {
	w := contactWorld(t, xerofake.Contact{Name: "Alpha"}, xerofake.Contact{Name: "Beta"}, xerofake.Contact{Name: "Gamma"})
	c := w.sim.Control()
	a, b, g := w.contactNamed("Alpha").ID, w.contactNamed("Beta").ID, w.contactNamed("Gamma").ID
	for id, notes := range map[string]string{a: "note of alpha", b: "note of beta", g: "note of gamma"} {
		w.changeContact(id, func(c *document.Contact) { c.Notes = notes })
	}
	d := sample(document.Invoice, "D-1", document.Client{ContactID: a, Name: "Alpha"})
	w.save(d, 0)
	// A chain, whose middle and end come in any order, to a contact that was made
	// meanwhile and is met by its id.
	w.clock.Advance(1e9)
	delta, err := c.AddContact(xerofake.Contact{Name: "Delta"})
	if err != nil {
		t.Fatal(err)
	}
	err = w.file.Sync(context.Background(), func(tx *store.SyncTx) error {
		return tx.PutMark(markSince(store.RecordContact), writeMark(w.clock.Now().Add(1e9)))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(5e9)
	ids := map[string]string{}
	for _, n := range c.Contacts() {
		ids[n.Name] = n.ContactID
	}
	for _, m := range [][2]string{{ids["Alpha"], ids["Beta"]}, {ids["Beta"], ids["Gamma"]}, {ids["Gamma"], delta}} {
		if err := c.MergeContacts(m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	w.checkContacts()
	left := w.contactNamed("Delta")
	for _, words := range []string{"alpha", "beta", "gamma"} {
		if !strings.Contains(left.Notes, "note of "+words) {
			t.Errorf("notes %q", left.Notes)
		}
	}
	for _, id := range []string{a, b, g} {
		if w.stored(id).DeletedAt.IsZero() {
			t.Errorf("%s is still here", id)
		}
	}
	if got := w.doc(d.ID).Client.ContactID; got != left.ID {
		t.Errorf("the document is for %s", got)
	}
	w.unmoved(w.checkContacts)
	w.post(d.ID, "")
	w.rest()
	if v := c.Invoices(); len(v) != 1 || v[0].ContactID != delta {
		t.Errorf("in Xero: %+v", v)
	}
}

func TestContactsMergedInARing(t *testing.T) {
	w := contactWorld(t, xerofake.Contact{Name: "Alpha"}, xerofake.Contact{Name: "Beta"})
	a, b := w.there("Alpha").ContactID, w.there("Beta").ContactID
	w.editThere(a, func(n *xerofake.Contact) { n.ContactStatus, n.MergedToContactID = "ARCHIVED", b })
	w.editThere(b, func(n *xerofake.Contact) { n.ContactStatus, n.MergedToContactID = "ARCHIVED", a })
	w.checkContacts()
	for _, name := range []string{"Alpha", "Beta"} {
		if c := w.contactNamed(name); !c.Archived {
			t.Errorf("%+v", c)
		}
	}
	w.unmoved(w.checkContacts)
}

func TestDeletedContactStaysDeleted(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	if err := w.file.DeleteContact(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	mine := w.addContact(document.Contact{Name: "Made here"})
	w.contactsRest()
	if err := w.file.DeleteContact(context.Background(), mine); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Kowhai Cafe Ltd", "Made here"} {
		w.editThere(w.there(name).ContactID, func(n *xerofake.Contact) { n.EmailAddress = "x@y.example" })
	}
	w.checkContacts()
	list, err := w.file.ContactKeys(context.Background(), store.ContactQuery{})
	if err != nil || len(list) != 0 {
		t.Fatalf("%d contacts came back: %v", len(list), err)
	}
	if n := len(w.sim.Control().Contacts()); n != 2 {
		t.Fatalf("%d contacts in Xero", n)
	}
}

func TestLinkedByNameNothingIsFlattened(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	empty := w.addContact(document.Contact{Name: "kowhai  cafe ltd", Notes: "mine", TaxNumber: "12-345-678"})
	other := w.addContact(document.Contact{Name: "Rimu", Email: "here@rimu.example"})
	w.matched(rich(), xerofake.Contact{Name: "Rimu", EmailAddress: "there@rimu.example"})
	w.contactsRest()
	c, n := w.stored(empty), w.there("Kowhai Cafe Ltd")
	if c.Email != "ap@kowhai.example" || c.Phone.Number != "5551234" || c.Notes != "mine" || c.State != document.Synced {
		t.Errorf("here: %+v, %s", c.Contact, c.State)
	}
	if n.TaxNumber != "12-345-678" || n.EmailAddress != "ap@kowhai.example" || n.Phones["DEFAULT"].PhoneNumber != "5551234" {
		t.Errorf("there: %+v", n)
	}
	w.state(other, document.Conflict)
	if got := w.there("Rimu").EmailAddress; got != "there@rimu.example" {
		t.Errorf("overwritten by %s", got)
	}
	w.checkContacts()
	w.unmoved(w.checkContacts)
}

func wantProblem(t *testing.T, err error, code string) {
	t.Helper()
	if p := document.ProblemOf(err); p == nil || p.Code != code {
		t.Fatalf("error %v, not the problem %s", err, code)
	}
}
