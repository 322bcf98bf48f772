package xerosync

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// A contact whose creation has no known outcome yet is met by a check: it is the
// creation that says what it is, and the check meets it again afterwards.
func TestContactOnItsWayIsNotAddedTwice(t *testing.T) {
	w := contactWorld(t)
	id := w.addContact(document.Contact{Name: "Made here", Email: "a@made.example"})
	w.clock.Advance(2 * contactQuiet)
	at := len(w.net.calls)
	w.net.fail = map[int]failure{at: replyLost, at + 1: error500, at + 2: error500}
	w.net.after = func() {
		w.editThere(w.there("Made here").ContactID, func(n *xerofake.Contact) { n.TaxNumber = "123" })
	}
	for range 8 { // some steps only: the look-up has to wait
		if _, err := w.svc.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.svc.session.contactsNow = true
		w.svc.session.pausedUntil = w.clock.Now()
	}
	w.net.fail = nil
	w.checkContacts()
	w.checkContacts()
	c := w.contactNamed("Made here") // the only one
	if c.ID != id || c.TaxNumber != "123" || len(w.sim.Control().Contacts()) != 1 {
		t.Errorf("%+v, %d in Xero", c, len(w.sim.Control().Contacts()))
	}
	w.state(id, document.Synced)
	w.unmoved(w.checkContacts)
}

// An update reads the contact first: what somebody changed there meanwhile, and
// no check has met, is not overwritten.
func TestContactUpdateMeetsAChangeInXero(t *testing.T) {
	w := contactWorld(t, rich())
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	w.changeContact(id, func(c *document.Contact) { c.Email = "here@kowhai.example" })
	w.editThere(w.there("Kowhai Cafe Ltd").ContactID, func(n *xerofake.Contact) { n.EmailAddress = "there@kowhai.example" })
	w.contactsRest()
	w.state(id, document.Conflict)
	if got := w.there("Kowhai Cafe Ltd").EmailAddress; got != "there@kowhai.example" {
		t.Errorf("overwritten by %s", got)
	}
	// The user goes back to what Xero has: nothing is left to decide.
	w.changeContact(id, func(c *document.Contact) { c.Email = "there@kowhai.example" })
	w.checkContacts()
	w.state(id, document.Synced)
}

// misspelt replaces something in what Xero answers.
type misspelt struct {
	next     http.RoundTripper
	old, new string
}

func (s *misspelt) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.next.RoundTrip(r)
	if err != nil || s.old == "" {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	body = bytes.ReplaceAll(body, []byte(s.old), []byte(s.new))
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res.Header.Del("Content-Length")
	return res, err
}

func TestContactThatMakesNoSense(t *testing.T) {
	w := contactWorld(t, rich(), xerofake.Contact{Name: "Alpha"})
	kowhai, alpha := w.contactNamed("Kowhai Cafe Ltd"), w.contactNamed("Alpha")
	wire := &misspelt{next: w.net, old: `"Kowhai Cafe Ltd"`, new: `{"no":["name"]}`}
	w.svc.closeRemotes()
	w.svc.cfg.HTTP = &http.Client{Transport: wire}
	for _, name := range []string{"Kowhai Cafe Ltd", "Alpha"} {
		w.editThere(w.there(name).ContactID, func(n *xerofake.Contact) { n.EmailAddress = "new@x.example" })
	}
	w.checkContacts()
	if c := w.stored(alpha.ID); c.Email != "new@x.example" {
		t.Errorf("the other one was not taken over: %+v", c.Contact)
	}
	if c := w.stored(kowhai.ID); c.Email != kowhai.Email || c.Name != kowhai.Name {
		t.Errorf("harmed: %+v", c.Contact)
	}
	list, err := w.file.History(context.Background(), store.HistoryQuery{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	told := false
	for _, h := range list {
		told = told || h.Code == "unreadable" && strings.HasPrefix(h.Details, "Xero sent 1 contact")
	}
	if !told {
		t.Errorf("nothing is told: %+v", list)
	}
}

func TestContactMergedIntoOneThatIsDeletedHere(t *testing.T) {
	w := contactWorld(t, xerofake.Contact{Name: "Alpha"}, xerofake.Contact{Name: "Beta"})
	alpha, beta := w.contactNamed("Alpha").ID, w.contactNamed("Beta").ID
	if err := w.file.DeleteContact(context.Background(), beta); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(1e9)
	if err := w.sim.Control().MergeContacts(w.there("Alpha").ContactID, w.there("Beta").ContactID); err != nil {
		t.Fatal(err)
	}
	w.checkContacts()
	if c := w.stored(alpha); !c.DeletedAt.IsZero() || !c.Archived || w.stored(beta).DeletedAt.IsZero() {
		t.Errorf("%+v", c)
	}
	w.unmoved(w.checkContacts)
}

// What was changed here and never sent of a contact that another takes the place
// of is kept in the notes.
func TestUnsentChangeOfAMergedContact(t *testing.T) {
	w := contactWorld(t, xerofake.Contact{Name: "Alpha"}, xerofake.Contact{Name: "Beta"})
	alpha := w.contactNamed("Alpha").ID
	w.changeContact(alpha, func(c *document.Contact) { c.Email = "typed@alpha.example" })
	w.clock.Advance(1e9)
	if err := w.sim.Control().MergeContacts(w.there("Alpha").ContactID, w.there("Beta").ContactID); err != nil {
		t.Fatal(err)
	}
	w.svc.session.contactsNow = true // before it is sent
	w.rest()
	w.checkContacts()
	if b := w.contactNamed("Beta"); !strings.Contains(b.Notes, "typed@alpha.example") {
		t.Errorf("notes %q", b.Notes)
	}
	if w.stored(alpha).DeletedAt.IsZero() {
		t.Error("Alpha is still here")
	}
}
