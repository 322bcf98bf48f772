package xerosync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// operation is one kind of thing the outbox does, set up and started.
type operation struct {
	name string
	kind document.Kind
	// prepare makes the document and whatever has to be in Xero before, and
	// gives the document's id.
	prepare func(w *world) string
	// target is the status chosen on the sheet; empty for the default. ends is
	// the one Xero has at the end.
	target, ends string
	// update: the record is in Xero before.
	update bool
	// contacts is how many contacts Xero has at the end.
	contacts int
}

func (w *world) linked(kind document.Kind, status string) string {
	w.connect()
	c := w.contactInXero("Kauri Point Films Ltd")
	d := sample(kind, "D-0146", document.Client{ContactID: c.ID, Name: c.Name})
	w.save(d, 0)
	if status != "" {
		w.post(d.ID, status)
		w.rest()
	}
	return d.ID
}

// edited is a document in Xero with changes of every sort here: a value, a
// line in between, a line gone.
func (w *world) edited(kind document.Kind, status string) string {
	id := w.linked(kind, status)
	w.change(id, func(d *document.Document) {
		d.Reference = "PO 8000"
		lines := d.Sections[0].Lines
		lines[0].Quantity = some("5")
		extra := document.Line{ID: "11111111-1111-4111-8111-111111111111", Description: "Haze machine", Quantity: some("1"), UnitPrice: some("90"), Tax: gst}
		d.Sections[0].Lines = []document.Line{lines[0], extra, lines[2]}
	})
	return id
}

var operations = []operation{
	{name: "invoice draft", kind: document.Invoice, ends: "DRAFT", contacts: 1,
		prepare: func(w *world) string { return w.linked(document.Invoice, "") }},
	{name: "invoice approved, new contact", kind: document.Invoice, target: "AUTHORISED", ends: "AUTHORISED", contacts: 1,
		prepare: func(w *world) string {
			w.connect()
			c := document.Contact{ID: "22222222-2222-4222-8222-222222222222", Name: "Tui Studio", Email: "ana@tui.example.nz",
				Postal: document.Address{Lines: [4]string{"PO Box 9"}, City: "Nelson", Country: "New Zealand"}}
			if _, err := w.file.SaveContact(context.Background(), c, 0); err != nil {
				w.t.Fatal(err)
			}
			d := sample(document.Invoice, "D-0146", document.Client{ContactID: c.ID, Name: c.Name})
			w.save(d, 0)
			return d.ID
		}},
	{name: "invoice draft, client typed on it only", kind: document.Invoice, ends: "DRAFT", contacts: 1,
		prepare: func(w *world) string {
			w.connect()
			d := sample(document.Invoice, "D-0146", document.Client{Name: "Rata  Films", Person: "Ana Bell", Email: "ana@rata.example.nz"})
			w.save(d, 0)
			return d.ID
		}},
	{name: "invoice update", kind: document.Invoice, ends: "DRAFT", update: true, contacts: 1,
		prepare: func(w *world) string { return w.edited(document.Invoice, "DRAFT") }},
	{name: "invoice update and approval", kind: document.Invoice, target: "AUTHORISED", ends: "AUTHORISED", update: true, contacts: 1,
		prepare: func(w *world) string { return w.edited(document.Invoice, "DRAFT") }},
	{name: "approved invoice update", kind: document.Invoice, ends: "AUTHORISED", update: true, contacts: 1,
		prepare: func(w *world) string { return w.edited(document.Invoice, "AUTHORISED") }},
	{name: "quote draft", kind: document.Quote, ends: "DRAFT", contacts: 1,
		prepare: func(w *world) string { return w.linked(document.Quote, "") }},
	{name: "quote accepted, client typed on it only", kind: document.Quote, target: "ACCEPTED", ends: "ACCEPTED", contacts: 1,
		prepare: func(w *world) string {
			w.connect()
			d := sample(document.Quote, "D-0146", document.Client{Name: "Rata Films"})
			w.save(d, 0)
			return d.ID
		}},
	{name: "quote update and acceptance", kind: document.Quote, target: "ACCEPTED", ends: "ACCEPTED", update: true, contacts: 1,
		prepare: func(w *world) string { return w.edited(document.Quote, "SENT") }},
	{name: "quote status alone", kind: document.Quote, target: "ACCEPTED", ends: "ACCEPTED", update: true, contacts: 1,
		prepare: func(w *world) string { return w.linked(document.Quote, "DRAFT") }},
	{name: "quote reopened and changed", kind: document.Quote, target: "SENT", ends: "SENT", update: true, contacts: 1,
		prepare: func(w *world) string { return w.edited(document.Quote, "ACCEPTED") }},
}

// interference is what somebody does meanwhile.
type interference string

const (
	nobody     interference = ""
	user       interference = "the user goes on editing"
	accountant interference = "the accountant edits"
)

// scenario is one way for one operation to go wrong.
type scenario struct {
	op      operation
	from    snapshot
	id      string
	crashAt int // the index of the point; -1 for none
	call    int // the index of the call to Xero; -1 for none
	failure failure
	by      interference
	// goesOn: the program does not end at the point, but a transaction fails
	// there, as on a full disk.
	goesOn bool
}

func (s scenario) String() string {
	out := s.op.name
	if s.crashAt >= 0 {
		out += fmt.Sprintf(", crash at point %d", s.crashAt)
	}
	if s.goesOn {
		out += " that fails"
	}
	if s.call >= 0 {
		out += fmt.Sprintf(", call %d: %s", s.call, s.failure)
	}
	if s.by != nobody {
		out += ", " + string(s.by)
	}
	return out
}

// run carries an operation out with what goes wrong, and looks at the end.
// It returns the points and how many calls the operation has.
func (s scenario) run(t *testing.T) (points []string, calls int) {
	w := s.from.thaw(t)
	defer w.close()
	id := s.id
	wanted := w.doc(id).Document
	confirmed := document.Project(&wanted)

	w.points, w.crashAt, w.goesOn = nil, s.crashAt, s.goesOn
	w.net.calls, w.net.fail = nil, map[int]failure{s.call: s.failure}
	if s.by == accountant {
		w.net.after = func() { w.accountantEdits() }
	}
	s.confirm(w, id)
	if s.by == user {
		w.change(id, func(d *document.Document) {
			d.Reference, d.InternalNotes = "PO 9999", "written while it was on its way"
			d.Sections[0].Lines[0].Enhanced = "- typed meanwhile"
		})
		wanted = w.doc(id).Document
	}
	w.restWithEdit(s)
	points, calls = w.points, len(w.net.calls)
	w.crashAt, w.net.fail, w.net.after = -1, nil, nil
	s.answerQuestion(w, id)

	s.look(w, id, wanted, confirmed)
	before := w.writes()
	if s.crashAt < 0 { // else it was started again already
		w.restart()
	}
	w.rest()
	if after := w.writes(); after != before {
		t.Errorf("%v: a second run wrote %d times", s, after-before)
	}
	s.look(w, id, wanted, confirmed)
	return points, calls
}

// confirm presses the button; should the program crash at that, the user does
// it again if nothing waits yet.
func (s scenario) confirm(w *world, id string) {
	if w.crashing(func() { w.post(id, s.op.target) }) {
		w.restart()
		if len(w.openOps()) == 0 {
			w.post(id, s.op.target)
		}
	}
}

// restWithEdit runs the engine; a crash right after the request was carried
// out is when an accountant may be quick.
func (w *world) restWithEdit(s scenario) {
	if s.by == accountant && s.crashAt >= 0 {
		crashed := w.svc.cfg.at
		w.svc.cfg.at = func(point string) {
			if len(w.points) == s.crashAt && point == "after send" {
				w.accountantEdits()
			}
			crashed(point)
		}
	}
	w.rest()
}

// accountantEdits changes the record in Xero, if it is there.
func (w *world) accountantEdits() {
	c := w.sim.Control()
	for _, v := range c.InvoicesByNumber("D-0146") {
		if err := c.EditInvoice(v.InvoiceID, func(v *xerofake.Invoice) { v.Reference = "ACC" }); err != nil {
			w.t.Error(err)
		}
	}
	for _, q := range c.QuotesByNumber("D-0146") {
		if err := c.EditQuote(q.QuoteID, func(q *xerofake.Quote) { q.Reference = "ACC" }); err != nil {
			w.t.Error(err)
		}
	}
}

// answerQuestion says that the quote found in Xero is this one.
func (s scenario) answerQuestion(w *world, id string) {
	for _, op := range w.openOps() {
		if asksUser(op) {
			if err := w.svc.Answer(context.Background(), id, true); err != nil {
				w.t.Fatalf("%v: %v", s, err)
			}
			w.rest()
		}
	}
}

// look is what has to hold however it went: one record there, the right link
// and base here, nothing the user wrote lost.
func (s scenario) look(w *world, id string, wanted document.Document, confirmed document.Projection) {
	t := w.t
	t.Helper()
	doc := w.doc(id)
	if ops := w.openOps(); len(ops) > 0 {
		t.Errorf("%v: still open: %+v", s, ops)
	}
	if s.by == accountant && doc.Reference == "ACC" {
		wanted.Reference = "ACC" // nothing was changed here, so it was taken over
	}
	if got, want := ownContent(doc.Document), ownContent(wanted); got != want {
		t.Errorf("%v: lost what was written:\n%s\n%s", s, got, want)
	}
	there := w.recordsInXero()
	if len(there) != 1 {
		t.Fatalf("%v: %d records in Xero (0 lost, more doubled)", s, len(there))
	}
	if n := len(w.sim.Control().Contacts()); n != s.op.contacts {
		t.Errorf("%v: %d contacts in Xero", s, n)
	}
	link, base := w.linkAndBase(id)
	if link.XeroID != there[0].id() {
		t.Errorf("%v: linked to %s, not to %s", s, link.XeroID, there[0].id())
	}
	edited := there[0].seen().Reference == "ACC"
	if edited != (s.by == accountant && edited) {
		t.Errorf("%v: who edited this?", s)
	}
	if edited {
		s.lookEdited(w, doc, there[0], base)
		return
	}
	if there[0].status() != s.op.ends {
		t.Errorf("%v: status %s in Xero", s, there[0].status())
	}
	if got, want := there[0].seen().Reference, confirmed.Reference; got != want {
		t.Errorf("%v: reference %q in Xero, confirmed was %q", s, got, want)
	}
	if got := there[0].totals().Total; s.by != user && !got.Equal(wanted.Totals().Total) {
		t.Errorf("%v: total %s in Xero", s, got)
	}
	if d := differences(base.seen, there[0].seen()); len(d) > 0 {
		t.Errorf("%v: seen differs from what is there: %+v", s, d)
	}
	s.lookLines(w, base, there[0])
	state := document.Synced
	if s.by == user {
		state = document.UpdatedLocally
	}
	if doc.State != state {
		t.Errorf("%v: state %s (%+v)", s, doc.State, doc.Op)
	}
}

// lookEdited: the accountant's edit is still there, and it is known here that
// there is one: the document says Conflict, or has it too, or what was last seen
// differs from what is there.
func (s scenario) lookEdited(w *world, doc store.StoredDocument, there record, base *baseline) {
	if doc.State != document.Conflict && doc.Reference != "ACC" && sameContent(base.seen, there.seen()) {
		w.t.Errorf("%v: the accountant's edit was taken for our own", s)
	}
}

// lookLines: every line of ours leads to the line of Xero's that says the same.
func (s scenario) lookLines(w *world, base *baseline, there record) {
	for _, l := range base.sent.Lines {
		at := -1
		for i, item := range there.lines() {
			if item.LineItemID == base.lines[l.LineID] {
				at = i
			}
		}
		if at < 0 || cleanPointer(there.lines()[at].Description) != clean(l.Description) {
			w.t.Errorf("%v: line %q leads to the wrong line in Xero", s, l.Description)
		}
	}
}

// ownContent is a document without what posting fills in.
func ownContent(d document.Document) string {
	d = d.Clone()
	d.Client.ContactID = ""
	for _, l := range d.Lines() {
		l.Account = ""
	}
	b, err := json.Marshal(d)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// recordsInXero are the documents with our number, read as the program would.
func (w *world) recordsInXero() (out []record) {
	w.t.Helper()
	c := w.sim.Control()
	r := w.svc.reach(w.connection())
	for _, v := range c.InvoicesByNumber("D-0146") {
		out = append(out, w.read(r, store.RecordInvoice, v.InvoiceID))
	}
	for _, q := range c.QuotesByNumber("D-0146") {
		out = append(out, w.read(r, store.RecordQuote, q.QuoteID))
	}
	return out
}

func (w *world) read(r *remotes, kind store.RecordKind, id string) record {
	w.t.Helper()
	rec, err := readRecord(context.Background(), r.client, kind, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return rec
}

func (w *world) connection() store.Connection {
	w.t.Helper()
	c, ok, err := w.file.Connection(context.Background())
	if err != nil || !ok {
		w.t.Fatal(ok, err)
	}
	return c
}

func (w *world) linkAndBase(id string) (link store.Link, base *baseline) {
	w.t.Helper()
	err := w.file.View(context.Background(), func(tx *store.SyncTx) error {
		kind := store.RecordInvoice
		if doc, err := tx.Document(id); err != nil {
			return err
		} else if doc.Kind == document.Quote {
			kind = store.RecordQuote
		}
		var ok bool
		var err error
		if link, ok, err = tx.Link(kind, id); err != nil || !ok {
			return errors.Join(err, fmt.Errorf("no link to %s", id))
		}
		pair, _, err := tx.Base(kind, id)
		if err != nil {
			return err
		}
		base, err = decodeBase(kind, pair)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return link, base
}

// TestNothingIsDoubledOrLost ends the program at every point of every
// operation, and loses, garbles or refuses the answer to every call, alone and
// while the user or the accountant goes on working.
func TestNothingIsDoubledOrLost(t *testing.T) {
	start := time.Now()
	var tried atomic.Int64
	t.Run("all", func(t *testing.T) {
		for _, op := range operations {
			t.Run(op.name, func(t *testing.T) {
				t.Parallel()
				prepared := newWorld(t, xerofake.Switches{})
				first := scenario{op: op, id: op.prepare(prepared), from: prepared.freeze(), crashAt: -1, call: -1}
				points, calls := first.run(t)
				for i, s := range first.ways(points, calls) {
					if i%oneOf != 0 || testing.Short() && i%7 != 0 {
						continue
					}
					if s.run(t); t.Failed() {
						return
					}
					tried.Add(1)
				}
			})
		}
	})
	if !t.Failed() {
		fmt.Printf("%d points tried, 0 doubled, 0 lost (%s)\n", tried.Load(), time.Since(start).Round(time.Second/10))
	}
}

// ways are all ways for an operation to go wrong. While others go on working,
// it is the time around the request that matters.
func (s scenario) ways(points []string, calls int) (out []scenario) {
	for _, by := range []interference{nobody, user, accountant} {
		s.by = by
		for i, point := range points {
			if by == nobody || strings.Contains(point, "sen") || strings.Contains(point, "done") {
				crash := s
				crash.crashAt = i
				out = append(out, crash)
				if by == nobody && strings.HasPrefix(point, "within") {
					crash.goesOn = true
					out = append(out, crash)
				}
			}
		}
		for i := range calls {
			for _, f := range []failure{replyLost, dropped, garbled, error500, error500ok} {
				if by == nobody || f == replyLost || f == dropped {
					lost := s
					lost.call, lost.failure = i, f
					out = append(out, lost)
				}
			}
		}
	}
	return out
}
