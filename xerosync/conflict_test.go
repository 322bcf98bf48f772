package xerosync

import (
	"context"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// disputed is a document that was changed here and in Xero, and both know.
func disputed(t *testing.T, kind document.Kind, status string, here func(*document.Document), there func(c *xerofake.Control, id string) error) (*world, string) {
	t.Helper()
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(kind, status)
	w.change(id, here)
	mustDo(t, there(w.sim.Control(), xeroID))
	w.clock.Advance(10 * 60e9)
	w.checkNow()
	if state := w.doc(id).State; state != document.Conflict {
		t.Fatalf("it is %s", state)
	}
	return w, id
}

func (w *world) conflict(id string) Conflict {
	w.t.Helper()
	doc := w.doc(id)
	c, err := w.svc.Conflict(context.Background(), store.RecordKind(doc.Kind), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// decide saves a decision: side for all rows, but for those named.
func (w *world) decide(c Conflict, side Side, but Choices) Merged {
	w.t.Helper()
	choices := Choices{}
	for _, r := range c.Rows {
		choices[r.Key] = side
	}
	for key, side := range but {
		choices[key] = side
	}
	m, err := w.svc.MergeOf(context.Background(), c, choices)
	if err != nil {
		w.t.Fatal(err)
	}
	if m.Undecided > 0 || m.Problem != nil {
		w.t.Fatalf("%+v %v", m, m.Problem)
	}
	if err := w.svc.Resolve(context.Background(), c, choices); err != nil {
		w.t.Fatal(err)
	}
	return m
}

func xeroDate(d document.Date) xerofake.Date { return xerofake.Date(d.String()) }

func (w *world) total(id string) decimal.Decimal {
	d := w.doc(id).Document
	return d.Totals().Total
}

func keys(c Conflict) (out []string) {
	for _, r := range c.Rows {
		key := r.Key
		if strings.HasPrefix(key, "line:") {
			key = r.Label
		}
		out = append(out, key+" "+string(r.Chosen))
	}
	return out
}

func dueHere(days int) func(*document.Document) {
	return func(d *document.Document) { d.Due = d.Due.AddDays(days) }
}

func dueThere(date document.Date) func(c *xerofake.Control, id string) error {
	return func(c *xerofake.Control, id string) error { return c.SetInvoiceDueDate(id, xeroDate(date)) }
}

func TestConflictOfTheDueDate(t *testing.T) {
	theirs := document.NewDate(2026, 12, 24)
	for _, side := range []Side{Here, There} {
		t.Run(string(side), func(t *testing.T) {
			w, id := disputed(t, document.Invoice, "AUTHORISED", dueHere(3), dueThere(theirs))
			ours, kept := w.doc(id).Due, onlyHere(w.doc(id).Document)
			c := w.conflict(id)
			if diff := cmp.Diff([]string{"due "}, keys(c)); diff != "" {
				t.Fatal(diff)
			}
			r := c.Rows[0]
			if r.Here != ours.Display() || r.There != theirs.Display() || r.Before != ours.AddDays(-3).Display() || r.Note != "both changed" ||
				!r.HereChanged || !r.ThereChanged || c.KeepHere != nil || c.KeepThere != nil {
				t.Errorf("%+v", c)
			}
			if !c.TotalBefore.Equal(w.total(id)) || c.HereAt.IsZero() || c.ThereAt.IsZero() {
				t.Errorf("%+v", c)
			}
			m, err := w.svc.MergeOf(context.Background(), c, Choices{})
			if err != nil || m.Undecided != 1 {
				t.Errorf("%+v %v", m, err)
			}
			if p := document.ProblemOf(w.svc.Resolve(context.Background(), c, Choices{})); p == nil || p.Code != "undecided" {
				t.Errorf("%v", p)
			}
			writes := w.writes()
			m = w.decide(c, side, nil)
			w.rest()
			want, sent := theirs, 0
			if side == Here {
				want, sent = ours, 1
			}
			v, _ := w.sim.Control().Invoice(w.xeroID(id))
			if w.doc(id).Due != want || v.DueDate != xeroDate(want) {
				t.Errorf("due %s here, %s there, want %s", w.doc(id).Due, v.DueDate, want)
			}
			if m.Updates != (sent == 1) || w.writes()-writes != sent {
				t.Errorf("updates %v, %d writes", m.Updates, w.writes()-writes)
			}
			if diff := cmp.Diff(kept, onlyHere(w.doc(id).Document)); diff != "" {
				t.Error(diff)
			}
			w.settled(id)
		})
	}
}

// A line changed on both sides is decided field by field, and what only one
// side changed is chosen already.
func TestConflictOfALine(t *testing.T) {
	price := func(p string) func(d *document.Document) {
		return func(d *document.Document) {
			d.Lines()[0].UnitPrice, d.Lines()[0].Description = some(p), "SkyPanels"
			d.Reference = "PO 9"
		}
	}
	there := func(c *xerofake.Control, id string) error {
		if err := c.ChangeLine(id, 0, func(l *xerofake.Line) { l.UnitAmount, l.Quantity = dec("99"), dec("9") }); err != nil {
			return err
		}
		return c.RemoveLine(id, 1)
	}
	w, id := disputed(t, document.Invoice, "DRAFT", price("130"), there)
	kept := onlyHere(w.doc(id).Document)
	c := w.conflict(id)
	want := []string{"reference here", "Line 1, description here", "Line 1, quantity there", "Line 1, price ", "Line 2 there"}
	if diff := cmp.Diff(want, keys(c)); diff != "" {
		t.Fatal(diff)
	}
	line := c.Rows[4]
	if line.There != "" || line.Here == "" || line.Note != "removed in Xero" {
		t.Errorf("%+v", line)
	}
	choices := Choices{c.Rows[0].Key: Here, c.Rows[1].Key: There, c.Rows[2].Key: There, c.Rows[3].Key: Here, line.Key: Here}
	m := w.decide(c, Undecided, choices)
	w.rest()
	d := w.doc(id)
	l := d.Lines()[0]
	if l.Description != "ARRI SkyPanel S60-C" || !l.EffectiveQuantity().Equal(dec("9")) || !l.UnitPrice.Decimal.Equal(dec("130")) ||
		!l.Quantity.Decimal.Equal(dec("3")) || d.Reference != "PO 9" || len(d.Lines()) != 4 {
		t.Errorf("%+v", d.Document)
	}
	if !m.Updates || !m.Total.Equal(w.total(id)) {
		t.Errorf("%+v, total %s", m, w.total(id))
	}
	if diff := cmp.Diff(kept, onlyHere(d.Document)); diff != "" {
		t.Error(diff)
	}
	v, _ := w.sim.Control().Invoice(w.xeroID(id))
	if len(v.Lines) != 4 || !v.Lines[0].UnitAmount.Equal(dec("130")) || v.Lines[1].Description != "HMI 1.2 kW" || v.Reference != "PO 9" {
		t.Errorf("%+v", v.Lines)
	}
	w.settled(id)
	revisions, err := w.file.Revisions(context.Background(), id)
	if err != nil || revisions[0].Why != store.WhyMerged && revisions[0].Why != store.WhyPosted || revisions[1].Document.Lines()[0].Description != "SkyPanels" && revisions[2].Document.Lines()[0].Description != "SkyPanels" {
		t.Errorf("what was given up is in no revision: %+v %v", revisions, err)
	}
}

// A line that is given up for its removal in Xero can be brought back.
func TestConflictGivesUpALine(t *testing.T) {
	w, id := disputed(t, document.Invoice, "DRAFT", func(d *document.Document) { d.Lines()[0].Description = "SkyPanels" },
		func(c *xerofake.Control, id string) error { return c.RemoveLine(id, 0) })
	was := line(w.doc(id).Document, 0)
	c := w.conflict(id)
	if len(c.Rows) != 1 || c.Rows[0].Note != "changed here, removed in Xero" || c.Rows[0].Chosen != Undecided {
		t.Fatalf("%+v", c.Rows)
	}
	w.decide(c, There, nil)
	w.rest()
	w.settled(id)
	d := w.doc(id)
	if len(d.Lines()) != 3 || len(d.Banners) != 1 || d.Banners[0].Kind != store.BannerLineRemoved {
		t.Fatalf("%+v", d)
	}
	mustDo(t, w.svc.RestoreLost(context.Background(), id, d.Banners[0].ID))
	if diff := cmp.Diff(was, line(w.doc(id).Document, 0)); diff != "" {
		t.Error(diff)
	}
}

// A decision can wait. What changes meanwhile is looked at again, and a
// decision made on what is no longer so is refused.
func TestConflictDecidedLater(t *testing.T) {
	w, id := disputed(t, document.Invoice, "AUTHORISED", dueHere(3), dueThere(document.NewDate(2026, 12, 24)))
	first := w.conflict(id)
	w.still(id)
	mustDo(t, dueThere(document.NewDate(2026, 12, 31))(w.sim.Control(), w.xeroID(id)))
	w.clock.Advance(10 * 60e9)
	w.checkNow()
	second := w.conflict(id)
	if first.Version == second.Version || second.Rows[0].There != document.NewDate(2026, 12, 31).Display() {
		t.Errorf("%+v", second)
	}
	refusedAs(t, w, first, "conflict-changed")
	w.change(id, dueHere(1))
	refusedAs(t, w, second, "conflict-changed")
	w.decide(w.conflict(id), Here, nil)
	w.rest()
	w.settled(id)
	if p := document.ProblemOf(w.svc.Resolve(context.Background(), second, Choices{"due": Here})); p == nil || p.Code != "no-conflict" {
		t.Errorf("%v", p)
	}
}

func refusedAs(t *testing.T, w *world, c Conflict, code string) {
	t.Helper()
	choices := Choices{}
	for _, r := range c.Rows {
		choices[r.Key] = Here
	}
	before := w.picture(c.RecordID)
	if p := document.ProblemOf(w.svc.Resolve(context.Background(), c, choices)); p == nil || p.Code != code {
		t.Errorf("%v, want %s", p, code)
	}
	m, err := w.svc.MergeOf(context.Background(), c, choices)
	if err != nil || m.Problem == nil || m.Problem.Code != code {
		t.Errorf("%+v %v", m, err)
	}
	if diff := cmp.Diff(before, w.picture(c.RecordID)); diff != "" {
		t.Error(diff)
	}
}

// Xero moves again after the decision, before the update: it is asked again and
// nothing is overwritten.
func TestConflictChangedInBetween(t *testing.T) {
	w, id := disputed(t, document.Invoice, "AUTHORISED", dueHere(3), dueThere(document.NewDate(2026, 12, 24)))
	w.decide(w.conflict(id), Here, nil)
	mustDo(t, dueThere(document.NewDate(2026, 12, 31))(w.sim.Control(), w.xeroID(id)))
	w.rest()
	if v, _ := w.sim.Control().Invoice(w.xeroID(id)); v.DueDate != xeroDate(document.NewDate(2026, 12, 31)) {
		t.Errorf("due %s in Xero", v.DueDate)
	}
	c := w.conflict(id)
	if c.Rows[0].Before != document.NewDate(2026, 12, 24).Display() {
		t.Errorf("%+v", c.Rows[0])
	}
	w.decide(c, There, nil)
	w.rest()
	w.settled(id)
}

// What Xero would refuse cannot be chosen, and says why.
func TestConflictRefusals(t *testing.T) {
	amountHere := func(d *document.Document) { d.Lines()[0].UnitPrice = some("130"); d.Reference = "PO 9" }
	tests := map[string]struct {
		kind   document.Kind
		status string
		here   func(*document.Document)
		there  func(c *xerofake.Control, id string) error
		// refused are the rows that cannot be kept here, by code.
		refused map[string]string
	}{
		"part paid": {document.Invoice, "AUTHORISED", amountHere, func(c *xerofake.Control, id string) error {
			if err := c.Pay(id, dec("10"), xeroDate(document.NewDate(2026, 11, 20))); err != nil {
				return err
			}
			return c.SetInvoiceDueDate(id, xeroDate(document.NewDate(2026, 12, 24)))
		}, map[string]string{"Line 1": "has-payments"}},
		"period locked": {document.Invoice, "AUTHORISED", amountHere, func(c *xerofake.Control, id string) error {
			if err := c.SetInvoiceDueDate(id, xeroDate(document.NewDate(2026, 12, 24))); err != nil {
				return err
			}
			return c.SetLockDates("", xeroDate(document.NewDate(2026, 11, 30)))
		}, map[string]string{"Line 1": "period-locked", "Reference": "period-locked"}},
		"accepted quote": {document.Quote, "SENT", amountHere, func(c *xerofake.Control, id string) error {
			if err := c.EditQuote(id, func(q *xerofake.Quote) { q.Title = "Shoot" }); err != nil {
				return err
			}
			return c.SetQuoteStatus(id, "ACCEPTED")
		}, map[string]string{"Line 1": "quote-closed", "Reference": "quote-closed"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w, id := disputed(t, tt.kind, tt.status, tt.here, tt.there)
			mustDo(t, w.file.Sync(context.Background(), func(tx *store.SyncTx) error { return tx.PutMark(markReference, "") }))
			w.rest()
			c := w.conflict(id)
			got := map[string]string{}
			for _, r := range c.Rows {
				if r.RefuseThere != nil {
					t.Errorf("%+v", r)
				}
				if r.RefuseHere != nil && r.HereChanged {
					got[r.Label] = r.RefuseHere.Code
					if r.Chosen != Undecided {
						t.Errorf("%s is preselected though refused", r.Label)
					}
				}
			}
			if diff := cmp.Diff(tt.refused, got); diff != "" {
				t.Error(diff)
			}
			if c.KeepHere == nil || c.KeepThere != nil {
				t.Errorf("%v %v", c.KeepHere, c.KeepThere)
			}
			for _, code := range tt.refused {
				refusedAs(t, w, c, code)
				break
			}
			w.decide(c, There, nil)
			w.rest()
			w.settled(id)
		})
	}
}

// The program may end between any two statements of a decision: it was made, or
// it was not.
func TestConflictCrashes(t *testing.T) {
	w, id := disputed(t, document.Invoice, "AUTHORISED", dueHere(3), dueThere(document.NewDate(2026, 12, 24)))
	frozen := w.freeze()
	for at := range 3 {
		w := frozen.thaw(t)
		c := w.conflict(id)
		w.crashAt = len(w.points) + at
		if !w.crashing(func() { _ = w.svc.Resolve(context.Background(), c, Choices{"due": Here}) }) {
			t.Fatalf("no crash at %d", at)
		}
		w.crashAt = -1
		w.restart()
		if made := w.doc(id).State != document.Conflict; made != (at == 2) {
			t.Errorf("after a crash at %s it is %s", w.points[len(w.points)-1], w.doc(id).State)
		} else if !made {
			w.decide(w.conflict(id), Here, nil)
		}
		w.rest()
		w.settled(id)
	}
}

// A conflict that is found by an update ends the update; keeping Xero's version
// leaves nothing that failed.
func TestConflictFoundByAnUpdate(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, xeroID := w.shared(document.Invoice, "AUTHORISED")
	w.change(id, dueHere(3))
	mustDo(t, dueThere(document.NewDate(2026, 12, 24))(w.sim.Control(), xeroID))
	w.post(id, "")
	w.rest()
	if state := w.doc(id).State; state != document.Conflict {
		t.Fatalf("it is %s", state)
	}
	w.decide(w.conflict(id), There, nil)
	w.rest()
	w.settled(id)
}

func TestConflictOfAContact(t *testing.T) {
	for _, side := range []Side{Here, There} {
		t.Run(string(side), func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{})
			w.connect()
			id := w.contactInXero("Kauri Point Films Ltd").ID
			ctx := context.Background()
			edit := func(f func(*document.Contact)) {
				c, err := w.file.Contact(ctx, id)
				mustDo(t, err)
				f(&c.Contact)
				_, err = w.file.SaveContact(ctx, c.Contact, c.Rev)
				mustDo(t, err)
			}
			edit(func(c *document.Contact) { c.Email, c.FirstName, c.Notes = "here@example.com", "Ana", "pays late" })
			stored, err := w.file.Contact(ctx, id)
			mustDo(t, err)
			w.clock.Advance(10 * 60e9)
			mustDo(t, w.sim.Control().EditContact(stored.XeroID, func(c *xerofake.Contact) { c.EmailAddress, c.TaxNumber = "there@example.com", "12-345" }))
			w.clock.Advance(10 * 60e9)
			w.checkNow()
			c, err := w.svc.Conflict(ctx, store.RecordContact, id)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"firstName here", "email ", "taxNumber there"}, keys(c)); diff != "" {
				t.Fatal(diff)
			}
			w.decide(c, side, nil)
			w.rest()
			now, err := w.file.Contact(ctx, id)
			mustDo(t, err)
			there, _ := w.sim.Control().Contact(stored.XeroID)
			want := map[Side]string{Here: "here@example.com Ana ", There: "there@example.com  12-345"}[side]
			if got := now.Email + " " + now.FirstName + " " + now.TaxNumber; got != want {
				t.Errorf("here %q, want %q", got, want)
			}
			if got := there.EmailAddress + " " + there.FirstName + " " + there.TaxNumber; got != want {
				t.Errorf("there %q, want %q", got, want)
			}
			if now.Notes != "pays late" || now.State != document.Synced {
				t.Errorf("%+v", now)
			}
		})
	}
}
