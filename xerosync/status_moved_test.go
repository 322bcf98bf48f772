package xerosync

import (
	"context"
	"strings"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

func (w *world) setStatus(id string, s document.Status) {
	w.t.Helper()
	w.change(id, func(d *document.Document) { d.Mark = s })
}

func (w *world) shown(id string) document.Status {
	doc := w.doc(id)
	return document.ShownStatus(&doc.Document, doc.Remote, doc.Date)
}

// A status set here that has not been posted ends where Xero has come to one
// from which no step leads there but by reopening the quote: Xero's is shown
// then, and the document says so. Where steps lead there it goes on waiting.
func TestStatusSetHereMeetsXeros(t *testing.T) {
	for _, c := range []struct {
		posted string
		mark   document.Status
		steps  []string // in Xero
		state  document.SyncState
		shown  document.Status
	}{
		{"SENT", document.Accepted, []string{"DECLINED"}, document.Synced, document.Declined},
		{"SENT", document.Declined, []string{"ACCEPTED"}, document.Synced, document.Accepted},
		{"DRAFT", document.Sent, []string{"SENT", "ACCEPTED"}, document.Synced, document.Accepted},
		{"DRAFT", document.Accepted, []string{"SENT"}, document.UpdatedLocally, document.Accepted},
		{"DRAFT", document.Accepted, []string{"SENT", "ACCEPTED"}, document.Synced, document.Accepted},
		{"SENT", document.Accepted, []string{"DELETED"}, document.Synced, document.DeletedInXero},
	} {
		t.Run(c.posted+" "+string(c.mark)+" "+strings.Join(c.steps, " "), func(t *testing.T) {
			w, id := posted(t, document.Quote, c.posted, xerofake.Switches{})
			w.setStatus(id, c.mark)
			for _, to := range c.steps {
				mustDo(t, w.sim.Control().SetQuoteStatus(w.doc(id).Remote.XeroID, to))
			}
			w.checkNow()
			if got := w.doc(id); got.State != c.state || w.shown(id) != c.shown {
				t.Errorf("it is %s and %s", got.State, w.shown(id))
			}
			given := c.state == document.Synced && c.shown != c.mark
			if banners := w.doc(id).Banners; given != (len(banners) == 1 && strings.Contains(banners[0].Text, c.mark.Label())) {
				t.Errorf("banners: %+v", banners)
			}
			if told := strings.Join(w.historyOf(id), "\n"); given != strings.Contains(told, "not posted") {
				t.Errorf("told: %s", told)
			}
			w.still(id)
		})
	}
}

// Reopening a quote is a status set here like others: a check leaves it alone.
func TestReopeningWaits(t *testing.T) {
	w, id := posted(t, document.Quote, "SENT", xerofake.Switches{})
	x := w.sim.Control()
	mustDo(t, x.SetQuoteStatus(w.doc(id).Remote.XeroID, "DECLINED"))
	w.checkNow()
	w.setStatus(id, document.Sent)
	mustDo(t, x.EditQuote(w.doc(id).Remote.XeroID, func(q *xerofake.Quote) { q.Reference = "ACC" }))
	w.checkNow()
	if w.shown(id) != document.Sent {
		t.Errorf("it is %s", w.shown(id))
	}
}

// A status that Xero would not go to any more fails once, with the reason, and
// trying again ends with Xero's.
func TestStatusPostedTooLate(t *testing.T) {
	w, id := posted(t, document.Quote, "SENT", xerofake.Switches{})
	w.setStatus(id, document.Accepted)
	w.post(id, "ACCEPTED")
	mustDo(t, w.sim.Control().SetQuoteStatus(w.doc(id).Remote.XeroID, "DECLINED"))
	w.rest()
	if doc := w.doc(id); doc.State != document.SyncFailed || doc.Op.Problem.Code != "quote-moved" || w.shown(id) != document.Declined {
		t.Fatalf("%s %s: %+v", doc.State, w.shown(id), doc.Op)
	}
	w.checkNow()
	writes := w.writes()
	mustDo(t, w.svc.Retry(context.Background(), id))
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || w.shown(id) != document.Declined || w.writes() != writes {
		t.Errorf("%s %s: %+v, %d writes", doc.State, w.shown(id), doc.Op, w.writes()-writes)
	}
}
