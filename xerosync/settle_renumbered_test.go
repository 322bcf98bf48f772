package xerosync

import (
	"context"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// lostAndEdited posts a document whose answer is lost, lets somebody change the
// record in Xero before it is looked up, and goes on when the key is forgotten.
func lostAndEdited(t *testing.T, kind document.Kind, edit func(number *string, lines *[]xerofake.Line)) (*world, string) {
	t.Helper()
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(kind, "")
	w.post(id, "DRAFT")
	w.loseAndEdit(id, edit)
	w.rest()
	return w, id
}

// loseAndEdit carries out what waits, with its answer lost.
func (w *world) loseAndEdit(id string, edit func(number *string, lines *[]xerofake.Line)) {
	w.t.Helper()
	x := w.sim.Control()
	w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
	w.net.after = func() {
		for _, v := range x.InvoicesByNumber("D-0146") {
			mustDo(w.t, x.EditInvoice(v.InvoiceID, func(v *xerofake.Invoice) { edit(&v.InvoiceNumber, &v.Lines) }))
		}
		for _, q := range x.QuotesByNumber("D-0146") {
			mustDo(w.t, x.EditQuote(q.QuoteID, func(q *xerofake.Quote) { edit(&q.QuoteNumber, &q.Lines) }))
		}
	}
	for w.doc(id).State != document.Checking {
		w.stepOnce()
	}
	w.net.calls, w.net.fail, w.net.after = nil, nil, nil
	w.clock.Advance(10 * time.Minute)
}

func renumber(number *string, _ *[]xerofake.Line) { *number = "2026/77" }

// askedAbout looks that the user is asked about the record of another number.
func (w *world) askedAbout(id, number string) {
	w.t.Helper()
	doc := w.doc(id)
	if doc.State != document.Checking || doc.Op == nil || doc.Op.Problem == nil || doc.Op.Problem.Code != CodeIsItYours ||
		!strings.Contains(doc.Op.Problem.Sentence, number) || !doc.NumberLocked {
		w.t.Fatalf("%s %+v, locked %v", doc.State, doc.Op, doc.NumberLocked)
	}
}

func (w *world) answerIt(id string, mine bool) {
	w.t.Helper()
	if err := w.svc.Answer(context.Background(), id, mine); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) madeThere() int {
	return len(w.sim.Control().Invoices()) + len(w.sim.Control().Quotes())
}

// A new record that was given another number in Xero before its lost answer was
// looked up is not made a second time: the user is asked, and then it is linked
// and the number is Xero's.
func TestRenumberedBeforeTheLookUp(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		t.Run(string(kind), func(t *testing.T) {
			w, id := lostAndEdited(t, kind, renumber)
			w.askedAbout(id, "2026/77")
			if n := w.madeThere(); n != 1 {
				t.Fatalf("%d records", n)
			}
			w.answerIt(id, true)
			w.rest()
			w.checkNow()
			if doc := w.doc(id); doc.State != document.Synced || doc.Number != "2026/77" || w.madeThere() != 1 {
				t.Errorf("%s is %s: %+v; %d records", doc.Number, doc.State, doc.Op, w.madeThere())
			}
			w.settled(id)
		})
	}
}

// If it is another one, the document is sent; the record is not asked about
// again, even if that answer is lost too.
func TestRenumberedIsAnotherOne(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		t.Run(string(kind), func(t *testing.T) {
			w, id := lostAndEdited(t, kind, renumber)
			w.askedAbout(id, "2026/77")
			w.answerIt(id, false)
			w.net.calls, w.net.fail = nil, map[int]failure{0: dropped}
			for w.doc(id).State != document.Checking || w.doc(id).Op.Problem != nil || len(w.net.calls) == 0 {
				w.stepOnce()
			}
			w.clock.Advance(10 * time.Minute)
			w.rest()
			if doc := w.doc(id); doc.State != document.Synced || doc.Number != "D-0146" || w.madeThere() != 2 {
				t.Errorf("%s is %s: %+v; %d records", doc.Number, doc.State, doc.Op, w.madeThere())
			}
		})
	}
}

// One that was changed besides is asked about as long as it is like what was
// sent; one that is not does not keep the document from being sent.
func TestRenumberedAndChanged(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w, id := lostAndEdited(t, kind, func(number *string, lines *[]xerofake.Line) {
			*number = "2026/78"
			(*lines)[0].Description, (*lines)[0].UnitAmount = "Something else", dec("99")
		})
		w.askedAbout(id, "2026/78")
		w.answerIt(id, true)
		w.rest()
		w.checkNow()
		if doc := w.doc(id); doc.State != document.Synced || doc.Number != "2026/78" || doc.Lines()[0].Description != "Something else" || w.madeThere() != 1 {
			t.Errorf("%s %s is %s: %+v", kind, doc.Number, doc.State, doc.Op)
		}
	}
}

// While Xero knows the request by its key nobody is asked: repeating it tells.
func TestRenumberedWhileTheKeyIsAlive(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(kind, "")
		w.post(id, "DRAFT")
		w.loseAndEdit(id, renumber)
		w.clock.Advance(-10 * time.Minute)
		w.rest()
		w.checkNow()
		if doc := w.doc(id); doc.State != document.Synced || doc.Number != "2026/77" || w.madeThere() != 1 {
			t.Errorf("%s %s is %s: %+v", kind, doc.Number, doc.State, doc.Op)
		}
	}
}

// Somebody else may have taken the number that ours had.
func TestRenumberedAndTheNumberTaken(t *testing.T) {
	w, id := lostAndEdited(t, document.Invoice, renumber)
	w.askedAbout(id, "2026/77")
	w = newWorld(t, xerofake.Switches{})
	id = w.linked(document.Invoice, "")
	w.post(id, "DRAFT")
	w.loseAndEdit(id, renumber)
	if _, err := w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: w.sim.Control().Contacts()[0].ContactID, InvoiceNumber: "D-0146"}); err != nil {
		t.Fatal(err)
	}
	w.rest()
	w.askedAbout(id, "2026/77")
	w.answerIt(id, false)
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || doc.NumberLocked {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}

// What is like it by chance only is not asked about, and the look for it is one
// call more. What is linked to another document never is.
func TestNothingIsLikeIt(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(kind, "")
		twin := document.Duplicate(w.doc(id).Document, w.doc(id).Date, w.svc.cfg.NewID)
		twin.Number = "D-0147"
		w.save(twin, 0)
		w.post(twin.ID, "DRAFT")
		w.rest()
		x := w.sim.Control()
		kauri := x.Contacts()[0].ContactID
		if kind == document.Quote {
			_, err := x.AddQuote(xerofake.Quote{ContactID: kauri, QuoteNumber: "Q", Lines: []xerofake.Line{aLine("Else", "1", "1")}})
			mustDo(t, err)
		} else {
			_, err := x.AddInvoice(xerofake.Invoice{ContactID: kauri, InvoiceNumber: "I", AppID: testClientID, Lines: []xerofake.Line{aLine("Else", "1", "1")}})
			mustDo(t, err)
		}
		w.post(id, "DRAFT")
		w.net.calls, w.net.fail = nil, map[int]failure{0: dropped}
		for w.doc(id).State != document.Checking {
			w.stepOnce()
		}
		w.clock.Advance(10 * time.Minute)
		w.net.calls, w.net.fail = nil, nil
		w.rest()
		if doc := w.doc(id); doc.State != document.Synced || w.madeThere() != 3 {
			t.Errorf("%s %s: %+v; %d records", kind, doc.State, doc.Op, w.madeThere())
		}
		reads := 0
		for _, call := range w.net.calls {
			if strings.HasPrefix(call, "GET") {
				reads++
			}
		}
		if reads != 2 {
			t.Errorf("%s: %d calls to look for it: %v", kind, reads, w.net.calls)
		}
	}
}

// Wherever the program ends between the question and what follows the answer, a
// renumbered record is linked once, or another is made once.
func TestRenumberedCrash(t *testing.T) {
	t.Parallel()
	for _, mine := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(document.Invoice, "")
		w.post(id, "DRAFT")
		w.loseAndEdit(id, renumber)
		from := w.freeze()
		try := func(at int) (points int) {
			w := from.thaw(t)
			defer w.close()
			w.points, w.crashAt = nil, at
			w.rest()
			for range 3 {
				if doc := w.doc(id); doc.Op == nil || doc.Op.Problem == nil || doc.Op.Problem.Code != CodeIsItYours {
					break
				}
				if w.crashing(func() { w.answerIt(id, mine) }) {
					w.restart()
				}
				w.rest()
			}
			points, w.crashAt = len(w.points), -1
			w.checkNow()
			number, records := "2026/77", 1
			if !mine {
				number, records = "D-0146", 2
			}
			if doc := w.doc(id); doc.State != document.Synced || doc.Number != number || w.madeThere() != records {
				t.Errorf("mine %v, crash at %d: %s is %s %+v; %d records", mine, at, doc.Number, doc.State, doc.Op, w.madeThere())
			}
			return points
		}
		for at := range try(-1) {
			if at%oneOf == 0 {
				try(at)
			}
		}
	}
}

// The key may be forgotten between the look-up, when repeating the request would
// have told, and the next attempt: then it is searched for first.
func TestRenumberedWhenTheKeyEnds(t *testing.T) {
	for _, restart := range []bool{false, true} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(document.Quote, "")
		w.post(id, "DRAFT")
		w.loseAndEdit(id, renumber)
		w.clock.Advance(settleQuiet + 30*time.Second - 10*time.Minute)
		for w.openOps()[0].State != store.OpQueued {
			w.stepOnce()
		}
		if restart {
			w.restart()
		} else {
			w.clock.Advance(keyLife)
		}
		w.rest()
		w.askedAbout(id, "2026/77")
		if n := w.madeThere(); n != 1 {
			t.Errorf("%d records", n)
		}
	}
}
