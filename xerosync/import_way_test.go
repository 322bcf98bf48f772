package xerosync

import (
	"context"
	"testing"
	"time"

	"litework/document"
	"litework/xerosync/xerofake"
)

// What was just posted, and nobody knows yet that it arrived, is not imported
// as another document.
func TestImportOfWhatIsOnItsWay(t *testing.T) {
	ctx := context.Background()
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(kind, "")
		w.post(id, "DRAFT")
		w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
		for w.doc(id).State != document.Checking {
			w.stepOnce()
		}
		w.clock.Advance(time.Minute)
		w.svc.session.notBefore[w.openOps()[0].ID] = w.clock.Now().Add(time.Hour)
		_, err := w.svc.BeginImport(ctx, everything)
		mustDo(t, err)
		phase := func(want ImportPhase) (st ImportState) {
			for range 50 {
				if st, _, err = w.svc.Import(ctx); err != nil || st.Phase == want {
					return st
				}
				w.stepOnce()
			}
			t.Fatalf("%s: the import is %s, %v", kind, st.Phase, err)
			return st
		}
		st := phase(ImportReady)
		mustDo(t, w.svc.ApplyImport(ctx, st.Run, importKinds))
		phase(ImportDone)
		w.rest()
		if doc := w.doc(id); doc.State != document.Synced || doc.Number != "D-0146" {
			t.Errorf("%s %s: %s %+v", kind, doc.Number, doc.State, doc.Op)
		}
		w.settled(id)
	}
}

// The question about many changes is over when an import has taken them over.
func TestImportAnswersManyPulls(t *testing.T) {
	manyRecords(t)
	t.Parallel()
	w := importWorld(t, 3, manyPulls+1, 0)
	w.apply(w.download(everything))
	w.clock.Advance(time.Hour)
	for i := range manyPulls + 1 {
		mustDo(t, w.sim.Control().EditInvoice(importID('a', i), func(v *xerofake.Invoice) { v.Reference = "theirs" }))
	}
	w.checkNow()
	if n := len(w.pullsAsked()); n != 1 {
		t.Fatalf("asked %d times", n)
	}
	w.apply(w.download(everything))
	if n := len(w.pullsAsked()); n != 0 {
		t.Error("still asked")
	}
}

// What was queued of a document that turns out to be in Xero, or gives its number
// to one that is, is taken back with the contact that was to be made for it.
func TestImportTakesBackWhatWaits(t *testing.T) {
	for _, link := range []bool{true, false} {
		w := importWorld(t, 3, 3, 0)
		d := sample(document.Invoice, "XR-00001", document.Client{Name: "Somebody else"})
		w.save(d, 0)
		choices := everything
		choices.LinkNumbers = link
		st := w.download(choices)
		w.post(d.ID, "DRAFT")
		for _, op := range w.openOps() {
			w.svc.session.notBefore[op.ID] = w.clock.Now().Add(time.Hour)
		}
		mustDo(t, w.svc.ApplyImport(context.Background(), st.Run, importKinds))
		w.rest()
		if n := len(w.sim.Control().Contacts()); n != 3 || len(w.openOps()) != 0 {
			t.Errorf("linked %v: %d contacts in Xero, %+v", link, n, w.openOps())
		}
	}
}
