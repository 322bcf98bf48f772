package xerosync

import (
	"context"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/shopspring/decimal"
)

// What people set in Xero survives an update from here: accounts, items,
// tracking, rate, branding, and the persons of the contact.
func TestUpdateKeepsWhatWasSetInXero(t *testing.T) {
	for _, inserted := range []bool{false, true} {
		w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
		c := w.sim.Control()
		invoice := w.recordsInXeroByNumber()[0]
		tracking := trackingOf(t, w)
		if err := c.EditInvoice(invoice, func(v *xerofake.Invoice) {
			v.Lines[0].AccountCode, v.Lines[0].ItemCode, v.Lines[0].Tracking = "201", "SKYPANEL", tracking
			v.Lines[3].Tracking = tracking
			v.CurrencyRate = dec("1")
		}); err != nil {
			t.Fatal(err)
		}
		if err := c.EditContact(c.Contacts()[0].ContactID, func(n *xerofake.Contact) {
			n.ContactPersons = []xerofake.ContactPerson{{FirstName: "Mere", LastName: "Tane"}}
		}); err != nil {
			t.Fatal(err)
		}
		w.change(id, func(d *document.Document) {
			d.Sections[0].Lines[0].Quantity = some("7")
			if inserted {
				d.Sections[0].Lines = append([]document.Line{{ID: "44444444-4444-4444-8444-444444444444", Description: "First", Quantity: some("1"), UnitPrice: some("1"), Tax: gst}}, d.Sections[0].Lines...)
			}
		})
		w.post(id, "")
		w.rest()
		if doc := w.doc(id); doc.State != document.Synced {
			t.Fatalf("inserted %v: %s %+v", inserted, doc.State, doc.Op)
		}
		v, _ := c.Invoice(invoice)
		first, last := v.Lines[0], v.Lines[len(v.Lines)-1]
		if inserted {
			first = v.Lines[1]
			if v.Lines[0].Description != "First" {
				t.Errorf("order: %q first", v.Lines[0].Description)
			}
		}
		if first.AccountCode != "201" || first.ItemCode != "SKYPANEL" || len(first.Tracking) != 1 || len(last.Tracking) != 1 {
			t.Errorf("inserted %v: %+v %+v", inserted, first, last)
		}
		if !first.Quantity.Equal(dec("21")) || last.AccountCode != "205" {
			t.Errorf("inserted %v: %s × on account %s", inserted, first.Quantity, last.AccountCode)
		}
		if n := c.Contacts()[0]; len(n.ContactPersons) != 1 {
			t.Errorf("persons gone: %+v", n)
		}
	}
}

func trackingOf(t *testing.T, w *world) []xerofake.Tracking {
	t.Helper()
	list, err := w.svc.reach(w.connection()).client.TrackingCategories(context.Background())
	if err != nil || len(list) == 0 || len(list[0].Options) == 0 {
		t.Fatal(err, list)
	}
	o := list[0].Options[0]
	return []xerofake.Tracking{{TrackingCategoryID: list[0].TrackingCategoryID, TrackingOptionID: o.TrackingOptionID, Name: list[0].Name, Option: o.Name}}
}

// An account changed on both sides is a conflict; one changed here alone is
// sent.
func TestAccountChangedHere(t *testing.T) {
	for _, there := range []string{"", "201"} {
		w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
		invoice := w.recordsInXeroByNumber()[0]
		if there != "" {
			if err := w.sim.Control().ChangeLine(invoice, 0, func(l *xerofake.Line) { l.AccountCode = there }); err != nil {
				t.Fatal(err)
			}
		}
		w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].Account = "260" })
		w.post(id, "")
		w.rest()
		v, _ := w.sim.Control().Invoice(invoice)
		state, account := document.Synced, "260"
		if there != "" {
			state, account = document.Conflict, there
		}
		if doc := w.doc(id); doc.State != state || v.Lines[0].AccountCode != account {
			t.Errorf("%q: %s, account %s, %+v", there, doc.State, v.Lines[0].AccountCode, doc.Op)
		}
	}
}

// Of an invoice with something paid only a part is sent. What was changed in
// Xero in the rest is not taken for seen because that part agrees.
func TestUpdateOfPaidInvoiceSeesWhatItDoesNotSend(t *testing.T) {
	for _, changed := range []bool{false, true} {
		w, id := posted(t, document.Invoice, "AUTHORISED", xerofake.Switches{})
		c := w.sim.Control()
		invoice := w.recordsInXeroByNumber()[0]
		mustDo(t, c.Pay(invoice, dec("10"), "2026-11-20"))
		mustDo(t, c.EditInvoice(invoice, func(v *xerofake.Invoice) {
			v.Lines[0].Description = "Reworded in Xero"
			if changed {
				v.Reference = "PO 7"
			}
		}))
		if changed {
			w.change(id, func(d *document.Document) { d.Reference = "PO 7" })
		}
		sheet, err := w.svc.Sheet(context.Background(), id)
		mustDo(t, err)
		_, err = w.svc.Post(context.Background(), sheet.Confirm)
		mustDo(t, err)
		w.rest()
		mustDo(t, w.svc.SyncNow(context.Background()))
		w.rest()
		doc := w.doc(id)
		if doc.State == document.Synced && doc.Sections[0].Lines[0].Description != "Reworded in Xero" {
			t.Errorf("changed here %v: it is %s and says %q", changed, doc.State, doc.Sections[0].Lines[0].Description)
		}
	}
}

// If Xero's record is not what was last seen, nothing is sent. If both moved
// to the same values, there is nothing to ask.
func TestConflict(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w, id := posted(t, kind, "DRAFT", xerofake.Switches{})
		w.accountantEdits()
		w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].Quantity = some("9") })
		before := w.writes()
		w.post(id, "")
		w.rest()
		doc := w.doc(id)
		if doc.State != document.Conflict || w.writes() != before || doc.Op.Problem.Code != "conflict" {
			t.Fatalf("%s: %s %+v, %d writes", kind, doc.State, doc.Op, w.writes()-before)
		}
		if !strings.Contains(doc.Op.Problem.Sentence, "reference") {
			t.Errorf("%q", doc.Op.Problem.Sentence)
		}
		if sh, err := w.svc.Sheet(context.Background(), id); err != nil || sh.Ready || sh.Checks[0].Fix != FixViewInXero {
			t.Errorf("%+v %v", sh.Checks, err)
		}
		w.change(id, func(d *document.Document) {
			d.Sections[0].Lines[0].Quantity = some("4")
			d.Reference = "ACC"
		})
		if err := w.svc.Retry(context.Background(), id); err != nil {
			t.Fatal(err)
		}
		w.rest()
		if doc := w.doc(id); doc.State != document.Synced || w.writes() != before {
			t.Errorf("%s, both the same: %s %+v", kind, doc.State, doc.Op)
		}
	}
}

// With a payment on it only what Xero allows is sent.
func TestPaidInvoice(t *testing.T) {
	w, id := posted(t, document.Invoice, "AUTHORISED", xerofake.Switches{StatusRequired: true})
	invoice := w.recordsInXeroByNumber()[0]
	pay := func(amount decimal.Decimal) {
		if err := w.sim.Control().Pay(invoice, amount, "2026-11-20"); err != nil {
			t.Fatal(err)
		}
	}
	for _, amount := range []string{"100", "rest"} {
		v, _ := w.sim.Control().Invoice(invoice)
		if amount == "rest" {
			pay(v.AmountDue)
		} else {
			pay(dec(amount))
		}
		w.change(id, func(d *document.Document) {
			d.Reference, d.Due = "PO "+amount, d.Due.AddDays(1)
			d.Sections[0].Lines[0].Description = "SkyPanel, " + amount
			d.Sections[0].Lines[1].Account = "201"
		})
		w.post(id, "")
		w.rest()
		doc := w.doc(id)
		v, _ = w.sim.Control().Invoice(invoice)
		if doc.State != document.Synced || v.Reference != "PO "+amount || v.Lines[0].Description != "SkyPanel, "+amount || v.Lines[1].AccountCode != "201" {
			t.Fatalf("%s: %s %+v %+v", amount, doc.State, doc.Op, v)
		}
	}
	w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].Quantity = some("5") })
	sh, err := w.svc.Sheet(context.Background(), id)
	if err != nil || sh.Ready || sh.FirstProblem().Code != "has-payments" {
		t.Errorf("%v %v", sh.FirstProblem(), err)
	}
}

// A payment that is not known here yet stops an update of amounts before it
// is sent.
func TestPaidMeanwhile(t *testing.T) {
	w, id := posted(t, document.Invoice, "AUTHORISED", xerofake.Switches{})
	w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].Quantity = some("5") })
	w.post(id, "")
	if err := w.sim.Control().Pay(w.recordsInXeroByNumber()[0], dec("10"), "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	before := w.writes()
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed || doc.Op.Problem.Code != "has-payments" || w.writes() != before {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}

// Declined, Invoiced or Deleted on the way stops a quote's walk.
func TestQuoteWalkIsStopped(t *testing.T) {
	for _, status := range []string{"DECLINED", "DELETED", "INVOICED"} {
		w, id := posted(t, document.Quote, "SENT", xerofake.Switches{})
		quote := w.recordsInXeroByNumber()[0]
		w.post(id, "ACCEPTED")
		steps := []string{status}
		if status == "INVOICED" {
			steps = []string{"ACCEPTED", "INVOICED"}
		}
		for _, s := range steps {
			if err := w.sim.Control().SetQuoteStatus(quote, s); err != nil {
				t.Fatal(err)
			}
		}
		w.rest()
		doc := w.doc(id)
		q, _ := w.sim.Control().Quote(quote)
		if doc.State != document.SyncFailed || q.Status != status {
			t.Errorf("%s: %s %+v, in Xero %s", status, doc.State, doc.Op, q.Status)
		}
	}
}

// An accepted write whose totals are not ours is linked all the same, and
// trying again updates the same record.
func TestTotalsDiffer(t *testing.T) {
	w := newWorld(t, xerofake.Switches{HalfEven: true})
	id := w.linked(document.Invoice, "")
	w.change(id, func(d *document.Document) {
		d.Sections[0].Lines[0].Duration = document.Duration{}
		d.Sections[0].Lines[0].Quantity, d.Sections[0].Lines[0].UnitPrice = some("1"), some("2.165")
	})
	for range 2 {
		w.post(id, "")
		w.rest()
		doc := w.doc(id)
		if doc.State != document.SyncFailed || doc.Remote == nil || doc.Op.Problem.Code != "totals-differ" {
			t.Fatalf("%s %+v", doc.State, doc.Op)
		}
		if !strings.Contains(doc.Op.Problem.Sentence, "Totals differ by 0.02") {
			t.Errorf("%q", doc.Op.Problem.Sentence)
		}
		if n := len(w.recordsInXeroByNumber()); n != 1 {
			t.Fatalf("%d records", n)
		}
	}
	w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].UnitPrice = some("2.16") })
	if err := w.svc.Retry(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || len(w.recordsInXeroByNumber()) != 1 {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}

// What the user's role does not allow fails that document alone; a connection
// that has ended stops everything until the user signs in again.
func TestPermissionAndConnection(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	if err := w.sim.Control().SetAction("CreateApprovedInvoice", "NOT-ALLOWED"); err != nil {
		t.Fatal(err)
	}
	w.post(id, "AUTHORISED")
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed || w.svc.State().Phase != Waiting {
		t.Fatalf("%s %+v, %+v", doc.State, doc.Op, w.svc.State())
	}
	if err := w.sim.Control().Disconnect(w.connection().TenantID); err != nil {
		t.Fatal(err)
	}
	w.post(id, "DRAFT")
	w.rest()
	st := w.svc.State()
	if doc := w.doc(id); doc.State != document.WaitingToPost || st.Phase != Reconnect || st.Problem == nil || st.Waiting != 1 {
		t.Fatalf("%s, %+v", doc.State, st)
	}
	w.connect()
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || w.svc.State().Phase != Waiting {
		t.Errorf("%s %+v, %+v", doc.State, doc.Op, w.svc.State())
	}
}

// A contact refused fails what waits for it, and no other document.
func TestRefusedContactBlocksItsDocumentsAlone(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	other := w.linked(document.Invoice, "")
	d := sample(document.Invoice, "D-0200", document.Client{Name: "Rata Films"})
	w.save(d, 0)
	w.post(d.ID, "")
	w.post(other, "")
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: "RATA films"}); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if a, b := w.doc(d.ID), w.doc(other); a.State != document.SyncFailed || a.Op.Problem.Code != "contact-name-taken" || b.State != document.Synced {
		t.Fatalf("%s %+v, %s", a.State, a.Op, b.State)
	}
	err := w.file.Sync(context.Background(), func(tx *store.SyncTx) error { return tx.PutMark(markContacts, "") })
	if err != nil {
		t.Fatal(err)
	}
	w.rest() // now the contact of that name is known here
	if err := w.svc.Retry(context.Background(), d.ID); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if doc := w.doc(d.ID); doc.State != document.Synced || doc.Client.ContactID == "" {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
	if n := len(w.sim.Control().Contacts()); n != 2 {
		t.Errorf("%d contacts in Xero", n)
	}
}
