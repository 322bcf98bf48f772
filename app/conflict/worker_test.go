package conflict

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/xerosync"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

// office is a page over the real worker and a simulated Xero.
type office struct {
	*pagetest.Bench
	t     *testing.T
	other *xerofake.Control
	left  int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Bench: pagetest.New(t), t: t}
	xero, err := xerofake.Start("127.0.0.1:0", xerofake.Config{Demo: true})
	o.must(err)
	t.Cleanup(func() { _ = xero.Close() })
	o.other = xero.Server.Control()
	const client = "DEMO0000000000000000000000000000"
	access, refresh := xero.Server.Grant(client)
	o.Sync = xerosync.New(xerosync.Config{File: o.File, Endpoints: xeroapi.EndpointsAt(xero.URL), Server: "demo", ClientID: client, Secrets: xeroapi.NewSessionStore()})
	o.must(o.Sync.ConnectDemo(t.Context(), xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)}))
	o.work()
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) work() {
	o.t.Helper()
	for range 1000 {
		did, err := o.Sync.Step(o.t.Context())
		o.must(err)
		if !did {
			return
		}
	}
	o.t.Fatal("the worker does not come to rest")
}

func (o *office) check() {
	o.t.Helper()
	o.must(o.Sync.SyncNow(o.t.Context()))
	o.work()
}

func (o *office) open(kind store.RecordKind, id string) *Page {
	o.t.Helper()
	p := New(Deps{Host: o.Host, Sync: o.Sync, Now: time.Now, Subscribe: o.File.Subscribe, BackLabel: "Sync", Back: func() { o.left++ }}, kind, id)
	o.t.Cleanup(p.Close)
	p.Focus()
	o.Show(p.Content())
	return p
}

func TestADocumentIsDecidedAndXeroUpdated(t *testing.T) {
	o := newOffice(t)
	reference, err := o.File.Reference(t.Context())
	o.must(err)
	i := slices.IndexFunc(reference.TaxRates, func(r document.TaxRate) bool { return r.AppliesToRevenue && r.Rate.IsPositive() })
	rate := reference.TaxRates[i]
	d := o.Document(document.Invoice, o.Contact("Wharf Street Pictures"), "120", 0, func(d *document.Document) {
		d.Reference = "PO 77"
		l := d.Lines()[0]
		l.Account, l.Tax = "200", document.Tax{Code: rate.Code, Name: rate.Name, Rate: rate.Rate, Chosen: true}
		l.Duration, l.Enhanced = document.Duration{Number: decimal.NewFromInt(2), Unit: document.Days}, "**kept**"
	})
	s, err := o.Sync.Sheet(t.Context(), d.ID)
	o.must(err)
	_, err = o.Sync.Post(t.Context(), s.Confirm)
	o.must(err)
	o.work()
	xeroID := o.Stored(d.ID).Remote.XeroID

	mine := o.Stored(d.ID)
	mine.Reference, mine.Lines()[0].UnitPrice = "PO 7731", decimal.NewNullDecimal(decimal.NewFromInt(150))
	_, err = o.File.SaveDocument(t.Context(), mine.Document, mine.Rev)
	o.must(err)
	o.must(o.other.EditInvoice(xeroID, func(v *xerofake.Invoice) { v.Reference = "PO 7713" }))
	o.must(o.other.SetInvoiceDueDate(xeroID, "2027-01-20"))
	o.check()
	o.open(store.RecordInvoice, d.ID)
	if !o.Says(d.Number+" changed on both sides") || !o.Says("2 of 3 decided") {
		t.Fatalf("the page shows %v", o.Map())
	}
	o.Key(fyne.KeyRight) // the reference as in Xero
	o.Ctrl(fyne.KeyReturn)
	o.Rest()
	if o.left != 1 {
		t.Fatalf("not saved: %v", o.Map())
	}
	o.work()
	now := o.Stored(d.ID)
	v, _ := o.other.Invoice(xeroID)
	if now.State != document.Synced || now.Reference != "PO 7713" || now.Due != document.NewDate(2027, time.January, 20) ||
		v.Reference != "PO 7713" || v.DueDate != "2027-01-20" || !v.Lines[0].UnitAmount.Equal(decimal.NewFromInt(150)) {
		t.Errorf("decided: %s here %q due %s, in Xero %q due %s for %s", now.State, now.Reference, now.Due, v.Reference, v.DueDate, v.Lines[0].UnitAmount)
	}
	if l := now.Lines()[0]; l.Enhanced != "**kept**" || !l.Duration.Number.Equal(decimal.NewFromInt(2)) {
		t.Errorf("what stays here is gone: %q, %v", l.Enhanced, l.Duration)
	}
}

func TestAContactIsDecided(t *testing.T) {
	o := newOffice(t)
	keys, err := o.File.ContactKeys(t.Context(), store.ContactQuery{})
	o.must(err)
	rows, err := o.File.ContactRows(t.Context(), keys[:1])
	o.must(err)
	c, err := o.File.Contact(t.Context(), rows[0].ID)
	o.must(err)
	mine := c.Contact
	mine.Email, mine.Notes = "here@example.co.nz", "rings on Fridays"
	_, err = o.File.SaveContact(t.Context(), mine, c.Rev)
	o.must(err)
	o.must(o.other.EditContact(c.XeroID, func(x *xerofake.Contact) { x.EmailAddress = "there@example.co.nz" }))
	o.check()
	if now, err := o.File.Contact(t.Context(), c.ID); err != nil || now.State != document.Conflict {
		t.Fatalf("it is %s, %v", now.State, err)
	}
	o.open(store.RecordContact, c.ID)
	if !o.Says(c.Name+" changed on both sides") || !o.Says("0 of 1 decided") {
		t.Fatalf("the page shows %v", o.Map())
	}
	o.ClickName("conflict.keep/there")
	if got := o.Text("conflict.save"); got != "Save" {
		t.Errorf("Xero has it already, and the button reads %q", got)
	}
	o.ClickName("conflict.save")
	o.Rest()
	o.work()
	now, err := o.File.Contact(t.Context(), c.ID)
	o.must(err)
	if o.left != 1 || now.Email != "there@example.co.nz" || now.Notes != "rings on Fridays" || now.State != document.Synced {
		t.Errorf("decided: %q, notes %q, %s", now.Email, now.Notes, now.State)
	}
}
