package xerosync

import (
	"time"

	"litework/document"
	"litework/store"
)

// watch is what the engine knows in this run of the program of looking at
// Xero for changes. All of it may be lost.
type watch struct {
	// check is the run under way; checked is when the last one ended, by the
	// wall clock.
	check   *check
	checked time.Time
	// checkTrouble is why the last one could not be carried out.
	checkTrouble *document.Problem
	// waiting are the documents that a change in Xero waits for, by id; nil
	// until the file was asked. An entry too many does no harm.
	waiting map[string]bool
	// heldBack is the number of one of them that is being edited.
	heldBack string
	// pullsAsk is the question about the pulls that wait, pullYes those of which
	// the user said yes. pullsAgain: those that were not wanted are asked about
	// again.
	pullsAsk   string
	pullYes    map[string]bool
	pullsAgain bool
	// unreadable are the records already told of, by their text.
	unreadable map[string]bool
	// reconcile is when the next bit of the slow reconciliation is due.
	reconcile time.Time
	// idsMet are the ids it has met since it began with the records at hand,
	// missed the linked ones that were left out.
	idsMet map[string]bool
	missed []store.Link
	// unknown are records of Xero's that are not here, as last counted.
	unknown int
	// resting: the last step found nothing to do.
	resting bool
}

// wait notes documents that a change in Xero waits for.
func (w *watch) wait(ids ...string) {
	for _, id := range ids {
		if w.waiting != nil {
			w.waiting[id] = true
		}
	}
}
