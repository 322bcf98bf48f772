package xerosync

import (
	"slices"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// aftermath is what a check comes to, without the ids that are made on the way.
type aftermath struct {
	Docs    []document.Document
	States  []document.SyncState
	Facts   []document.Remote
	Banners [][]store.BannerKind
	History [][]string
	Pulled  []int
	Marks   []string
	Unknown int
}

func (w *world) aftermath(ids ...string) (o aftermath) {
	w.t.Helper()
	for _, id := range ids {
		doc := w.doc(id)
		o.Docs, o.States, o.Facts = append(o.Docs, doc.Document), append(o.States, doc.State), append(o.Facts, *doc.Remote)
		var kinds []store.BannerKind
		for _, b := range doc.Banners {
			kinds = append(kinds, b.Kind)
		}
		o.Banners, o.History = append(o.Banners, kinds), append(o.History, w.historyOf(id))
		revisions, err := w.file.Revisions(w.t.Context(), id)
		mustDo(w.t, err)
		o.Pulled = append(o.Pulled, len(revisions))
	}
	o.Marks = []string{w.mark(markSince(store.RecordInvoice)), w.mark(markSince(store.RecordQuote))}
	o.Unknown = w.svc.State().Unknown
	return o
}

// TestCheckCrash ends the program at every point of a check, and lets every of
// its transactions fail: what comes of it in the end is always the same.
func TestCheckCrash(t *testing.T) {
	t.Parallel()
	w := newWorld(t, xerofake.Switches{})
	invoice, there := w.shared(document.Invoice, "AUTHORISED")
	c := w.contactNamed("Kauri Point Films Ltd")
	d := sample(document.Quote, "Q-1", document.Client{ContactID: c.ID, Name: c.Name})
	w.save(d, 0)
	w.post(d.ID, "SENT")
	w.rest()
	w.checkNow()
	w.clock.Advance(600e9)
	control := w.sim.Control()
	mustDo(t, control.SetInvoiceDueDate(there, "2026-12-24"))
	mustDo(t, control.RemoveLine(there, 0))
	mustDo(t, control.Pay(there, dec("10"), "2026-11-20"))
	mustDo(t, control.ChangeLine(w.xeroID(d.ID), 0, func(l *xerofake.Line) { l.Quantity = dec("11") }))
	mustDo(t, control.SetQuoteStatus(w.xeroID(d.ID), "ACCEPTED"))
	_, err := control.AddInvoice(xerofake.Invoice{ContactID: w.contactID(c.Name), Lines: []xerofake.Line{aLine("Lamp", "1", "1")}})
	mustDo(t, err)
	snap := w.freeze()
	run := func(crashAt int, goesOn bool) (aftermath, []string) {
		w := snap.thaw(t)
		defer w.close()
		w.points, w.crashAt, w.goesOn = nil, crashAt, goesOn
		w.checkNow()
		w.crashAt = -1
		points := slices.Clone(w.points)
		w.checkNow()
		return w.aftermath(invoice, d.ID), points
	}
	want, points := run(-1, false)
	if !slices.Contains(want.Banners[0], store.BannerLineRemoved) || !slices.Contains(want.Banners[1], store.BannerDurationCleared) || want.Unknown != 1 || len(points) < 20 {
		t.Fatalf("the undisturbed check came to %+v at %v", want, points)
	}
	for i, point := range points {
		if i%min(oneOf, 4) != 0 {
			continue
		}
		got, _ := run(i, false)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the end %s (%d): %s", point, i, diff)
		}
		if !strings.HasPrefix(point, "within") {
			continue
		}
		got, _ = run(i, true)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("a failure %s (%d): %s", point, i, diff)
		}
	}
}
