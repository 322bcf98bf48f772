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
