package xerosync

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

func TestContactChangedHereIsUpdated(t *testing.T) {
	for _, kept := range []bool{false, true} {
		w := newWorld(t, xerofake.Switches{AddressFieldsKept: kept})
		w.matched(rich())
		id := w.contactNamed("Kowhai Cafe Ltd").ID
		want := w.there("Kowhai Cafe Ltd")
		calls := len(w.net.calls)
		w.changeContact(id, func(c *document.Contact) {
			c.Name, c.Email, c.CompanyNumber = "Kowhai  Kitchen", "new@kowhai.example", ""
			c.Phone.Number = "7777"
			c.Postal.City, c.Postal.Lines[1] = "Picton", ""
			c.Notes = "mine"
		})
		w.state(id, document.UpdatedLocally)
		w.contactsRest()
		w.state(id, document.Synced)
		if n := len(w.net.calls) - calls; n != 2 {
			t.Errorf("%d calls: %v", n, w.net.calls[calls:])
		}
		got := w.there("Kowhai Kitchen")
		want.Name, want.EmailAddress, want.CompanyNumber, want.Updated = "Kowhai Kitchen", "new@kowhai.example", "", got.Updated
		want.Phones["DEFAULT"] = xerofake.Phone{PhoneCountryCode: "64", PhoneAreaCode: "3", PhoneNumber: "7777"}
		want.Addresses["POBOX"] = xerofake.Address{AddressLine1: "PO Box 9", City: "Picton", AttentionTo: "Accounts"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		w.checkContacts()
		w.unmoved(w.checkContacts)

		w.changeContact(id, func(c *document.Contact) {
			c.Terms, c.Phone = document.PaymentTerms{Kind: document.DaysAfterDate, Days: 14}, document.Phone{}
		})
		w.contactsRest()
		got = w.there("Kowhai Kitchen")
		if got.SalesTerms != (xerofake.Terms{Day: 14, Type: "DAYSAFTERBILLDATE"}) || got.BillsTerms != want.BillsTerms || got.Phones["DEFAULT"].PhoneNumber != "" ||
			got.Phones["FAX"].PhoneNumber != "999" {
			t.Errorf("terms %+v, %+v, phones %+v", got.SalesTerms, got.BillsTerms, got.Phones)
		}
	}
}

func TestContactArchivedHereAndBack(t *testing.T) {
	for _, refused := range []bool{false, true} {
		w := newWorld(t, xerofake.Switches{UnarchiveRefused: refused})
		w.matched(rich())
		id := w.contactNamed("Kowhai Cafe Ltd").ID
		w.changeContact(id, func(c *document.Contact) { c.Archived = true })
		w.contactsRest()
		w.state(id, document.Synced)
		if s := w.there("Kowhai Cafe Ltd").ContactStatus; s != "ARCHIVED" {
			t.Fatalf("%s in Xero", s)
		}
		w.checkContacts()
		w.unmoved(w.checkContacts)
		w.changeContact(id, func(c *document.Contact) { c.Archived = false })
		w.contactsRest()
		if !refused {
			w.state(id, document.Synced)
			continue
		}
		w.state(id, document.SyncFailed)
		if p := w.stored(id).Op.Problem; p.Code != "contact-restore" {
			t.Errorf("%+v", p)
		}
		w.unmoved(w.checkContacts) // it is not tried again and again
	}
}

func TestNewContactsAreSentOnceTheMatchWasSeen(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	ctx := context.Background()
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: "Mirobo Ltd", EmailAddress: "ap@miro.example", TaxNumber: "11 222 333"}); err != nil {
		t.Fatal(err)
	}
	old, confirmed := w.addContact(document.Contact{Name: "Old one"}), w.addContact(document.Contact{Name: "Confirmed"})
	near := w.addContact(document.Contact{Name: "Somebody", TaxNumber: "11222333"})
	w.connect()
	w.contactsRest()
	asks, _ := w.svc.Asks(ctx)
	if len(asks) != 1 || asks[0].Kind != AskFirstMatch || w.writes() != 0 {
		t.Fatalf("asks %+v, %d writes", asks, w.writes())
	}
	m, ready, err := w.svc.FirstMatch(ctx)
	if err != nil || !ready {
		t.Fatal(ready, err)
	}
	want := FirstMatch{Organisation: m.Organisation, OnlyThere: 1,
		Probable: []ContactPair{{HereID: near, ThereID: w.contactNamed("Mirobo Ltd").ID, HereName: "Somebody", ThereName: "Mirobo Ltd", Why: sameTaxNumber}},
		New:      []ContactRef{{old, "Old one"}, {confirmed, "Confirmed"}}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Fatal(diff)
	}
	if err := w.svc.ConfirmFirstMatch(ctx, nil, []string{confirmed}); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(old, document.NotSynced)
	w.state(near, document.NotSynced)
	w.state(confirmed, document.Synced)
	if asks, _ := w.svc.Asks(ctx); len(asks) != 0 {
		t.Errorf("still asked: %+v", asks)
	}

	fresh, mail, typo := w.addContact(document.Contact{Name: "Fresh"}), w.addContact(document.Contact{Name: "X", Email: "AP@miro.example"}), w.addContact(document.Contact{Name: "Mirrobo Limited"})
	w.contactsRest()
	w.state(fresh, document.Synced)
	w.state(mail, document.NotSynced)
	w.state(typo, document.NotSynced)
	if err := w.svc.KeepApart(ctx, ContactPair{HereID: typo, ThereID: w.contactNamed("Mirobo Ltd").ID}); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(typo, document.Synced)
	// What the user asks for is sent though it may be another.
	if err := w.svc.PushContact(ctx, mail); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(mail, document.Synced)
	w.checkContacts()
	w.unmoved(func() { w.restart(); w.contactsRest() })
}

func TestManyContactsAreAskedAbout(t *testing.T) {
	w := contactWorld(t)
	ctx := context.Background()
	for i := range manyPushes + 5 {
		w.addContact(document.Contact{Name: fmt.Sprintf("Client %d", i)})
	}
	w.contactsRest()
	asks, _ := w.svc.Asks(ctx)
	if len(asks) != 1 || asks[0].Kind != AskManyPushes || asks[0].Count != manyPushes+5 || len(asks[0].Records) != manyPushes+5 {
		t.Fatalf("%+v", asks)
	}
	if n := len(w.sim.Control().Contacts()); n != 0 {
		t.Fatalf("%d sent unasked", n)
	}
	if err := w.svc.AnswerAsk(ctx, asks[0].ID, false); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	if asks, _ := w.svc.Asks(ctx); len(asks) != 0 || w.writes() != 0 {
		t.Fatalf("asked again: %+v", asks)
	}
	w.addContact(document.Contact{Name: "One more"})
	w.contactsRest()
	asks, _ = w.svc.Asks(ctx)
	if len(asks) != 1 || asks[0].Count != manyPushes+6 {
		t.Fatalf("%+v", asks)
	}
	if err := w.svc.AnswerAsk(ctx, asks[0].ID, true); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	if n := len(w.sim.Control().Contacts()); n != manyPushes+6 {
		t.Fatalf("%d sent", n)
	}
	if n := w.sim.Control().Calls()["PUT /Contacts"]; n != 1 {
		t.Errorf("in %d requests", n)
	}
}

func TestNameTakenInXero(t *testing.T) {
	w := contactWorld(t)
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: "Tui Studio", EmailAddress: "tui@xero.example"}); err != nil {
		t.Fatal(err)
	}
	id := w.addContact(document.Contact{Name: "tui  studio", Notes: "mine"})
	w.contactsRest()
	w.state(id, document.SyncFailed)
	if p := w.stored(id).Op.Problem; p.Code != "contact-name-taken" || !strings.HasPrefix(p.Fix, "Link") {
		t.Fatalf("%+v", p)
	}
	if n := w.there("Tui Studio"); n.EmailAddress != "tui@xero.example" || n.ContactNumber != "" {
		t.Fatalf("overwritten: %+v", n)
	}
	w.checkContacts() // now it is known, and the only one of that name
	w.state(id, document.Synced)
	if c := w.stored(id); c.Email != "tui@xero.example" || c.Notes != "mine" {
		t.Errorf("%+v", c.Contact)
	}
}

func TestLostReplyOfAContactUpdate(t *testing.T) {
	for _, fail := range []failure{replyLost, dropped, garbled, error500, error500ok} {
		t.Run(string(fail), func(t *testing.T) {
			w := contactWorld(t, rich())
			id := w.contactNamed("Kowhai Cafe Ltd").ID
			xero := w.there("Kowhai Cafe Ltd").ContactID
			w.net.fail = map[int]failure{len(w.net.calls) + 1: fail}
			w.net.after = func() {
				w.editThere(xero, func(n *xerofake.Contact) { n.TaxNumber = "123" })
			}
			w.changeContact(id, func(c *document.Contact) { c.Email = "new@kowhai.example" })
			w.contactsRest()
			w.state(id, document.Synced)
			n := w.there("Kowhai Cafe Ltd")
			if c := w.stored(id); n.EmailAddress != "new@kowhai.example" || c.Email != n.EmailAddress || c.TaxNumber != n.TaxNumber {
				t.Errorf("%s here, %+v there", c.Email, n)
			}
			wrote := map[failure]int{replyLost: 1, garbled: 1, error500ok: 1, dropped: 1, error500: 1}[fail]
			if got := w.sim.Control().Calls()["POST /Contacts/{id}"]; got != wrote {
				t.Errorf("%d updates arrived", got)
			}
			w.checkContacts()
			w.unmoved(w.checkContacts)
		})
	}
}

func TestCrashWhileContactsAreKeptInStep(t *testing.T) {
	t.Parallel()
	w := contactWorld(t, rich(), xerofake.Contact{Name: "Alpha"}, xerofake.Contact{Name: "Beta", EmailAddress: "b@b.example"})
	base := w.freeze()
	run := func(at int) (points int) {
		w := base.thaw(t)
		id := w.contactNamed("Kowhai Cafe Ltd").ID
		alpha := w.contactNamed("Alpha").ID
		w.changeContact(id, func(c *document.Contact) { c.Email = "new@kowhai.example" })
		w.changeContact(alpha, func(c *document.Contact) { c.Notes = "note of alpha" })
		made := w.addContact(document.Contact{Name: "Made here"})
		w.editThere(w.there("Beta").ContactID, func(n *xerofake.Contact) { n.EmailAddress = "new@b.example" })
		if err := w.sim.Control().MergeContacts(w.there("Alpha").ContactID, w.there("Beta").ContactID); err != nil {
			t.Fatal(err)
		}
		w.points, w.crashAt = nil, at
		w.checkContacts()
		points = len(w.points)
		w.crashAt = -1
		w.checkContacts()
		w.contactsRest()
		w.state(id, document.Synced)
		w.state(made, document.Synced)
		beta := w.contactNamed("Beta")
		if beta.Email != "new@b.example" || beta.Notes != "note of alpha" || w.stored(alpha).DeletedAt.IsZero() {
			t.Errorf("crash at %d: %+v", at, beta)
		}
		if n := len(w.sim.Control().Contacts()); n != 4 || w.there("Kowhai Cafe Ltd").EmailAddress != "new@kowhai.example" {
			t.Errorf("crash at %d: %d contacts in Xero", at, n)
		}
		w.unmoved(w.checkContacts)
		return points
	}
	points := run(-1)
	if points < 20 {
		t.Fatalf("only %d points", points)
	}
	for at := 0; at < points; at += min(oneOf, 4) {
		run(at)
	}
}

func TestContactsKeptInStepIsOff(t *testing.T) {
	w := contactWorld(t, rich())
	ctx := context.Background()
	set, err := w.file.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	set.Sync.ContactsOff = true
	if err := w.file.SaveSettings(ctx, set); err != nil {
		t.Fatal(err)
	}
	calls := len(w.net.calls)
	id := w.contactNamed("Kowhai Cafe Ltd").ID
	w.changeContact(id, func(c *document.Contact) { c.Email = "new@kowhai.example" })
	w.clock.Advance(2 * time.Hour)
	w.contactsRest()
	if len(w.net.calls) != calls {
		t.Errorf("calls: %v", w.net.calls[calls:])
	}
	if err := w.svc.PushContact(ctx, id); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(id, document.Synced)
}

func TestContactsHaveTheirOwnTimer(t *testing.T) {
	w := contactWorld(t, rich())
	calls := len(w.net.calls)
	w.clock.Advance(14 * time.Minute)
	w.rest()
	if len(w.net.calls) != calls {
		t.Fatalf("too early: %v", w.net.calls[calls:])
	}
	if due := w.svc.State().Next.Sub(w.clock.Now()); due <= 0 || due > time.Minute {
		t.Errorf("next in %s", due)
	}
	w.clock.Advance(2 * time.Minute)
	w.rest()
	if n := len(w.net.calls) - calls; n != 1 {
		t.Errorf("%d calls: %v", n, w.net.calls[calls:])
	}
}

func TestUnite(t *testing.T) {
	w := contactWorld(t, rich(), xerofake.Contact{Name: "Alpha"})
	ctx := context.Background()
	kowhai, alpha := w.contactNamed("Kowhai Cafe Ltd").ID, w.contactNamed("Alpha").ID
	wantProblem(t, w.svc.Unite(ctx, ContactPair{HereID: alpha, ThereID: kowhai}), "both-in-xero")

	mine := w.addContact(document.Contact{Name: "Kowhai Cafe", Email: "mine@kowhai.example", TaxNumber: "12-345", Notes: "mine"})
	w.contactsRest()
	pairs, err := w.svc.Duplicates(ctx)
	if err != nil || len(pairs) != 1 || pairs[0].HereID != mine || pairs[0].Why != similarName {
		t.Fatalf("%+v, %v", pairs, err)
	}
	d := sample(document.Invoice, "D-1", document.Client{ContactID: mine, Name: "Kowhai Cafe"})
	w.save(d, 0)
	if err := w.svc.Unite(ctx, pairs[0]); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	c := w.stored(kowhai)
	if c.State != document.Conflict || c.Notes != "mine" || c.TaxNumber != "12-345" || w.doc(d.ID).Client.ContactID != kowhai {
		t.Errorf("%s %+v", c.State, c.Contact)
	}
	if got := w.there("Kowhai Cafe Ltd"); got.EmailAddress != "ap@kowhai.example" {
		t.Errorf("overwritten: %s", got.EmailAddress)
	}
	// What only this side has is sent without a question.
	more := w.addContact(document.Contact{Name: "Alpha Ltd", Email: "a@alpha.example"})
	if err := w.svc.Unite(ctx, ContactPair{HereID: more, ThereID: alpha}); err != nil {
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(alpha, document.Synced)
	if got := w.there("Alpha").EmailAddress; got != "a@alpha.example" {
		t.Errorf("Xero has %q", got)
	}
}

// fewCalls tells that few of the day's calls remain.
type fewCalls struct {
	next http.RoundTripper
	left *string
}

func (f fewCalls) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := f.next.RoundTrip(r)
	if err == nil {
		res.Header.Set("X-DayLimit-Remaining", *f.left)
	}
	return res, err
}

func TestContactsWaitWhenFewCallsRemain(t *testing.T) {
	w := contactWorld(t, rich())
	left := "150"
	w.svc.closeRemotes()
	w.svc.cfg.HTTP = &http.Client{Transport: fewCalls{w.net, &left}}
	w.checkContacts()
	id, made := w.contactNamed("Kowhai Cafe Ltd").ID, w.addContact(document.Contact{Name: "Made here"})
	w.changeContact(id, func(c *document.Contact) { c.Email = "new@kowhai.example" })
	w.contactsRest()
	w.state(id, document.UpdatedLocally)
	if err := w.svc.PushContact(context.Background(), made); err != nil { // what the user asks for goes
		t.Fatal(err)
	}
	w.contactsRest()
	w.state(made, document.Synced)
	left = "900"
	w.checkContacts()
	w.state(id, document.Synced)
}

// Xero knows no way to take payment terms away: that is said, and what else was
// changed is sent. It is over when they are gone there too, or are back here.
func TestTermsThatStayInXero(t *testing.T) {
	for _, there := range []bool{true, false} {
		w := contactWorld(t, rich())
		id := w.contactNamed("Kowhai Cafe Ltd").ID
		terms := w.stored(id).Terms
		w.changeContact(id, func(c *document.Contact) { c.Terms, c.Email = document.PaymentTerms{}, "new@kowhai.example" })
		w.contactsRest()
		w.state(id, document.SyncFailed)
		p := w.stored(id).Op.Problem
		if p.Code != "contact-kept" || !strings.Contains(p.Sentence, "payment terms") || p.Fix == "" {
			t.Errorf("%+v", p)
		}
		if got := w.there("Kowhai Cafe Ltd"); got.EmailAddress != "new@kowhai.example" || got.SalesTerms.Day != 20 {
			t.Errorf("in Xero: %+v", got)
		}
		w.checkContacts()
		w.state(id, document.SyncFailed)
		w.unmoved(w.checkContacts) // it is not tried again and again
		if err := w.svc.PushContact(context.Background(), id); err != nil {
			t.Fatal(err)
		}
		writes := w.writes()
		w.contactsRest()
		w.state(id, document.SyncFailed)
		if n := w.writes() - writes; n != 0 {
			t.Errorf("%d writes", n)
		}
		if there {
			w.editThere(w.there("Kowhai Cafe Ltd").ContactID, func(n *xerofake.Contact) { n.SalesTerms = xerofake.Terms{} })
		} else {
			w.changeContact(id, func(c *document.Contact) { c.Terms = terms })
		}
		w.checkContacts()
		w.state(id, document.Synced)
		if got := w.stored(id).Contact; got.Terms.IsZero() != there || got.Email != "new@kowhai.example" {
			t.Errorf("here: %+v", got)
		}
		w.unmoved(w.checkContacts)
	}
}
