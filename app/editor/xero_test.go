package editor

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
	"litework/xerosync"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

// office is a desk connected to a simulated Xero, in which somebody else works.
type office struct {
	*desk
	other *xerofake.Control
}

func newOffice(t *testing.T) *office {
	t.Helper()
	k := newDesk(t)
	clock := func() time.Time { return k.now }
	xero, err := xerofake.Start("127.0.0.1:0", xerofake.Config{Demo: true, Clock: clock})
	k.must(err)
	t.Cleanup(func() { _ = xero.Close() })
	const client = "DEMO0000000000000000000000000000"
	access, refresh := xero.Server.Grant(client)
	k.sync = xerosync.New(xerosync.Config{File: k.file, Endpoints: xeroapi.EndpointsAt(xero.URL), Server: "demo", ClientID: client,
		Secrets: xeroapi.NewSessionStore(), Clock: clock})
	k.must(k.sync.ConnectDemo(t.Context(), xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)}))
	o := &office{k, xero.Server.Control()}
	o.work()
	return o
}

// work lets the worker do what there is to do.
func (o *office) work() {
	o.t.Helper()
	for range 1000 {
		did, err := o.sync.Step(o.t.Context())
		o.must(err)
		if !did {
			return
		}
	}
	o.t.Fatal("the worker does not come to rest")
}

// hear lets the open page read what was committed, as an event makes it do.
func (o *office) hear(what string, shown func() bool) {
	o.t.Helper()
	o.editor.reloadNow(o.t.Context())
	o.must(o.editor.Flush(o.t.Context()))
	o.queue.Drain()
	if !shown() {
		o.t.Fatalf("the page does not show %s; on top stands %q", what, o.banners())
	}
}

// check lets the worker look what changed in Xero.
func (o *office) check() {
	o.t.Helper()
	o.must(o.sync.SyncNow(o.t.Context()))
	o.work()
}

// pass lets time pass.
func (o *office) pass(d time.Duration) {
	o.now = o.now.Add(d)
	o.timer.Advance(d)
	o.queue.Drain()
}

// post writes an invoice and posts it; it is in Xero then.
func (o *office) post(kind document.Kind, n int, change ...func(*document.Document)) (id, xeroID string) {
	o.t.Helper()
	id = o.write(kind, n)
	d := o.stored(id)
	reference, err := o.file.Reference(o.t.Context())
	o.must(err)
	i := slices.IndexFunc(reference.TaxRates, func(r document.TaxRate) bool { return r.AppliesToRevenue && r.Rate.Equal(gst.Rate) })
	for _, l := range d.Lines() {
		l.Tax = document.Tax{Code: reference.TaxRates[i].Code, Name: reference.TaxRates[i].Name, Rate: gst.Rate, Chosen: true}
		l.Account = "200"
	}
	for _, f := range change {
		f(&d.Document)
	}
	_, err = o.file.SaveDocument(o.t.Context(), d.Document, d.Rev)
	o.must(err)
	o.send(id)
	return id, o.stored(id).Remote.XeroID
}

// send posts a document as it is.
func (o *office) send(id string) {
	o.t.Helper()
	s, err := o.sync.Sheet(o.t.Context(), id)
	o.must(err)
	if !s.Ready {
		o.t.Fatalf("cannot be posted: %+v", s.Checks)
	}
	_, err = o.sync.Post(o.t.Context(), s.Confirm)
	o.must(err)
	o.work()
	if d := o.stored(id); d.State != document.Synced {
		o.t.Fatalf("posted, but it is %s: %+v", d.State, d.Op)
	}
}

// banners are the lines on top.
func (o *office) banners() string {
	var out []string
	for _, b := range o.editor.heads.Objects {
		out = append(out, b.(*kit.Banner).ControlText())
	}
	return strings.Join(out, " | ")
}

func (o *office) says(text string) func() bool {
	return func() bool { return strings.Contains(o.banners(), text) }
}

// press presses a button or link by its name.
func (o *office) press(name string) {
	o.t.Helper()
	for _, b := range o.editor.heads.Objects {
		for _, a := range b.(*kit.Banner).ControlChildren() {
			if n, ok := a.(kit.Nameable); ok && n.ControlName() == name {
				f := a.(fyne.Focusable)
				o.focus(f)
				o.key(fyne.KeySpace)
				return
			}
		}
	}
	o.t.Fatalf("there is no %s on top: %q", name, o.banners())
}

func TestAChangeInXeroComesIntoTheOpenDocumentAsOneStep(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 3)
	e := o.open(Open(id))
	o.pass(time.Minute)
	o.must(o.other.SetInvoiceDueDate(xeroID, "2026-12-29"))
	o.must(o.other.ChangeLine(xeroID, 1, func(l *xerofake.Line) { l.UnitAmount = decimal.NewFromInt(130) }))
	o.check()
	o.hear("the change", o.says("Updated from Xero 09:01: due date, line 2, price"))
	d := e.session.Doc()
	if d.Due != document.NewDate(2026, 12, 29) || d.Lines()[1].Text(document.FieldPrice) != "130.00" || e.session.Steps() != 1 {
		t.Fatalf("due %s, price %s, %d steps", d.Due, d.Lines()[1].Text(document.FieldPrice), e.session.Steps())
	}
	if s := o.stored(id); s.State != document.Synced {
		t.Errorf("taken over, it is %s", s.State)
	}

	// What was taken over can be taken back: a change here, on the base that
	// Xero has now.
	e.Undo()
	o.must(e.Flush(t.Context()))
	o.queue.Drain()
	if d = e.session.Doc(); d.Due != today.AddDays(30) || d.Lines()[1].Text(document.FieldPrice) != "120.00" {
		t.Errorf("undone: due %s, price %s", d.Due, d.Lines()[1].Text(document.FieldPrice))
	}
	if s := o.stored(id); s.State != document.UpdatedLocally {
		t.Errorf("undone, it is %s", s.State)
	}
	o.send(id)
	if v, _ := o.other.Invoice(xeroID); v.DueDate != "2026-12-22" {
		t.Errorf("Xero was told %s", v.DueDate)
	}
}

func TestAChangeInXeroWaitsForTyping(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 3)
	e := o.open(Open(id))
	e.notes.open(tabInternal) // what Xero never sees is edited too
	o.typed("rang them")
	o.must(e.Flush(t.Context()))
	o.must(o.other.SetInvoiceDueDate(xeroID, "2026-12-29"))
	o.check()
	o.hear("that a change waits", o.says("Changed in Xero. It waits while you edit"))
	if e.session.Doc().Due != today.AddDays(30) || !e.Waits() {
		t.Fatal("it came in while the document was edited")
	}

	// Left alone for a while it comes in by itself.
	o.pass(rest)
	o.work()
	o.hear("the change", o.says("Updated from Xero"))
	if d := e.session.Doc(); d.Due != document.NewDate(2026, 12, 29) || d.InternalNotes != "rang them" {
		t.Errorf("due %s, notes %q", d.Due, d.InternalNotes)
	}
	if strings.Contains(o.banners(), "waits") {
		t.Errorf("still on top: %q", o.banners())
	}
}

func TestApplyTakesItInAtOnce(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 3)
	e := o.open(Open(id))
	e.notes.open(tabInternal)
	o.typed("x")
	o.must(o.other.SetInvoiceDueDate(xeroID, "2026-12-29"))
	o.check()
	o.hear("that a change waits", o.says("It waits while you edit"))
	o.press("banner.apply")
	o.hear("the change", func() bool { return e.session.Doc().Due == document.NewDate(2026, 12, 29) })
	if len(o.decided) > 0 {
		t.Error("there is nothing to decide")
	}
	o.work()
	if held := o.sync.State().Held; held != "" {
		t.Errorf("applied, %s is said to wait", held)
	}
}

func TestBothSidesChanged(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 3)
	e := o.open(Open(id))
	o.focus(e.fields.reference)
	o.typed("PO 7731")
	o.must(e.Flush(t.Context()))
	o.must(o.other.EditInvoice(xeroID, func(v *xerofake.Invoice) { v.Reference = "PO 7713" }))
	o.check()
	o.hear("that both sides changed", o.says("Changed on both sides"))
	o.pass(rest) // what was changed here is never overwritten, however long it rests
	o.work()
	if e.session.Doc().Reference != "PO 7731" {
		t.Fatal("overwritten")
	}
	o.press("banner.resolve")
	o.queue.Drain()
	if !slices.Equal(o.decided, []string{id}) {
		t.Fatalf("Resolve leads to %v", o.decided)
	}
	o.hear("the conflict", func() bool { return e.l.stored.State == document.Conflict })
	if e.WhyNotPost() == "" {
		t.Error("it can be posted before it is decided")
	}
	o.decided = nil
	e.bar.sync.OnTapped()
	o.queue.Drain()
	if len(o.decided) != 1 {
		t.Error("the chip does not lead to where it is decided")
	}
}

func TestALastChangeIsWrittenBeforeXerosComesIn(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 2)
	e := o.open(Open(id))
	o.focus(e.fields.reference)
	o.typed("PO 7731")
	o.must(o.other.EditInvoice(xeroID, func(v *xerofake.Invoice) { v.Reference = "PO 7713" }))
	o.check()
	e.Release()
	o.work() // before the change is written
	e.Close(t.Context())
	o.work()
	if d := o.stored(id); d.State != document.Conflict || d.Reference != "PO 7731" {
		t.Errorf("left with %q, %s", d.Reference, d.State)
	}
}

func TestWhatAChangeInXeroTakesAwayComesBackWithOneClick(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 4, func(d *document.Document) {
		d.Lines()[0].Duration = document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}
	})
	e := o.open(Open(id))
	enhanced := e.session.Doc().Lines()[3].Enhanced
	o.must(o.other.RemoveLine(xeroID, 3))
	o.check()
	o.hear("the line that was removed", o.says("removed in Xero"))
	if enhanced == "" || len(e.session.Doc().Lines()) != 3 {
		t.Fatalf("%d lines", len(e.session.Doc().Lines()))
	}
	o.press("banner.restore")
	o.hear("the line again", func() bool { return len(e.session.Doc().Lines()) == 4 })
	if got := e.session.Doc().Lines()[3]; got.Enhanced != enhanced || strings.Contains(o.banners(), "removed in Xero") {
		t.Errorf("restored %q; on top %q", got.Enhanced, o.banners())
	}
	o.hear("a local change", func() bool { return e.l.stored.State == document.UpdatedLocally })
	e.Undo() // of the restoring alone
	if len(e.session.Doc().Lines()) != 3 {
		t.Error("restoring is no step of its own")
	}
}

func TestUndoLeavesWhatPostingSupplied(t *testing.T) {
	o := newOffice(t)
	id := o.write(document.Invoice, 2)
	d := o.stored(id)
	reference, err := o.file.Reference(t.Context())
	o.must(err)
	i := slices.IndexFunc(reference.TaxRates, func(r document.TaxRate) bool { return r.AppliesToRevenue && r.Rate.Equal(gst.Rate) })
	for _, l := range d.Lines() {
		l.Tax = document.Tax{Code: reference.TaxRates[i].Code, Name: reference.TaxRates[i].Name, Rate: gst.Rate, Chosen: true}
	}
	_, err = o.file.SaveDocument(t.Context(), d.Document, d.Rev)
	o.must(err)
	settings, err := o.file.Settings(t.Context())
	o.must(err)
	settings.SalesAccount = "200"
	o.must(o.file.SaveSettings(t.Context(), settings))
	e := o.open(Open(id))
	o.edit("l1", lines.Description)
	o.typed(" mine")
	o.must(e.Flush(t.Context()))
	o.queue.Drain()
	o.send(id)
	o.hear("the account", func() bool { return e.session.Doc().Lines()[1].Account == "200" })
	steps := e.session.Steps()
	e.grid.EndEdit()
	e.Undo()
	doc := e.session.Doc()
	if doc.Lines()[1].Description != "Line 1" || steps != 1 {
		t.Errorf("after %d steps the last one undone leaves %q", steps, doc.Lines()[1].Description)
	}
	if doc.Lines()[0].Account != "200" || doc.Lines()[1].Account != "200" || doc.Client.ContactID == "" {
		t.Errorf("undo took what posting supplied: %q, %q, client %q", doc.Lines()[0].Account, doc.Lines()[1].Account, doc.Client.ContactID)
	}
}

func TestAPaymentLocksAndItsRemovalUnlocks(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 2)
	e := o.open(Open(id))
	o.must(o.other.ApproveInvoice(xeroID))
	o.must(o.other.Pay(xeroID, decimal.NewFromInt(100), "2026-11-22"))
	o.check()
	o.hear("the lock", o.says("This invoice has a payment or credit note."))
	if !e.fields.reference.ReadOnly || e.WhyNotPost() == "" || e.bar.stat.ControlText() != "Part paid" {
		t.Error("it can be edited, or its status is not shown")
	}
	o.must(o.other.Unpay(xeroID))
	o.pass(time.Minute)
	o.check()
	o.hear("that it is open again", func() bool { return len(e.heads.Objects) == 0 })
	o.edit("l1", lines.Price)
	o.typed("5")
	if e.fields.reference.ReadOnly || !e.session.Doc().Lines()[1].UnitPrice.Decimal.Equal(decimal.NewFromInt(5)) {
		t.Error("it stays locked")
	}
}

func TestTheLineOfTheCaretStaysWhereItIs(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 40)
	e := o.open(Open(id))
	o.edit("l30", lines.Description)
	o.key(fyne.KeyEscape)
	at := func() float32 {
		top, _ := e.grid.Top("l30")
		return e.body.scroll.Position().Y + e.grid.Position().Y + top - e.body.scroll.Offset.Y
	}
	before := at()
	o.must(o.other.AddLine(xeroID, xerofake.Line{Description: "Parking", Quantity: decimal.NewFromInt(1), UnitAmount: decimal.NewFromInt(35), AccountCode: "200", TaxType: "OUTPUT2"}))
	o.must(o.other.ChangeLine(xeroID, 2, func(l *xerofake.Line) { l.Description = "Two\nrows\nof text" }))
	o.check()
	o.hear("the change", o.says("Updated from Xero"))
	if len(e.session.Doc().Lines()) != 41 || before != at() {
		t.Errorf("%d lines; the row of the caret moved from %v to %v", len(e.session.Doc().Lines()), before, at())
	}
	if _, ok := kit.WalkNamed(o.window.Canvas()).Find("banner.changes"); !ok {
		t.Error("the line that tells of it is out of view")
	}
}

func TestSavePostsOnlyDeliberatelyAndOnlyWithChanges(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 2)
	s, err := o.file.Settings(t.Context())
	o.must(err)
	s.Sync.PostOnSave = true
	o.must(o.file.SaveSettings(t.Context(), s))
	e := o.open(Open(id))
	o.focus(e.fields.reference)
	o.typed("PO 1")
	o.must(e.Flush(t.Context()))
	o.work()
	if v, _ := o.other.Invoice(xeroID); v.Reference != "" {
		t.Fatal("autosave posted")
	}
	e.Save()
	o.queue.Drain()
	o.work()
	if v, _ := o.other.Invoice(xeroID); v.Reference != "PO 1" {
		t.Fatalf("saved deliberately, Xero holds %q", v.Reference)
	}
	o.other.ResetCalls()
	e.Save()
	o.queue.Drain()
	o.work()
	if len(o.other.CallLog()) != 0 {
		t.Error("a save without a change posted again")
	}
}
