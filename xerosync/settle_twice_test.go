package xerosync

import (
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// Where several quotes have the number of one whose answer was lost, the one
// that says what was sent is it: asking about another would end in a second one.
func TestSeveralQuotesOfOneNumber(t *testing.T) {
	for _, n := range []int{1, 2} {
		w := newWorld(t, xerofake.Switches{})
		ids := w.several(document.Quote, n, w.kauri())
		x := w.sim.Control()
		w.bulk(ids, "DRAFT")
		w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost}
		w.net.after = func() {
			for range 8 { // so that one of them comes before ours in the order of ids
				other, err := x.AddQuote(xerofake.Quote{ContactID: x.Contacts()[0].ContactID, QuoteNumber: w.svc.cfg.NewID(), Lines: []xerofake.Line{aLine("Else", "1", "1")}})
				mustDo(t, err)
				mustDo(t, x.EditQuote(other, func(q *xerofake.Quote) { q.QuoteNumber = "B-0001" }))
			}
		}
		w.rest()
		w.allSynced(ids)
		if all := x.Quotes(); len(all) != n+8 {
			t.Errorf("%d quotes in Xero", len(all))
		}
	}
}

// Where several quotes have the number and none says what was sent, the one that
// is most like it is asked about; if it is not that one, the number is taken.
func TestSeveralQuotesAskedAboutOnce(t *testing.T) {
	for _, mine := range []bool{true, false} {
		w := newWorld(t, xerofake.Switches{})
		id := w.linked(document.Quote, "")
		x := w.sim.Control()
		w.post(id, "DRAFT")
		w.loseAndEdit(id, func(_ *string, lines *[]xerofake.Line) { (*lines)[0].UnitAmount = dec("1") })
		ours := x.QuotesByNumber("D-0146")[0].QuoteID
		for range 8 {
			other, err := x.AddQuote(xerofake.Quote{ContactID: x.Contacts()[0].ContactID, QuoteNumber: w.svc.cfg.NewID(), Lines: []xerofake.Line{aLine("Else", "1", "1")}})
			mustDo(t, err)
			mustDo(t, x.EditQuote(other, func(q *xerofake.Quote) { q.QuoteNumber = "D-0146" }))
		}
		w.rest()
		w.askedAbout(id, "9 quotes")
		if got := w.doc(id).Op.Details; got != ours {
			t.Fatalf("asked about %s and not about %s", got, ours)
		}
		w.answerIt(id, mine)
		w.rest()
		doc := w.doc(id)
		if mine && doc.Remote.XeroID != ours || !mine && (doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || doc.NumberLocked) {
			t.Errorf("mine %v: %s %+v", mine, doc.State, doc.Op)
		}
		if n := len(x.Quotes()); n != 9 {
			t.Errorf("%d quotes in Xero", n)
		}
	}
}
