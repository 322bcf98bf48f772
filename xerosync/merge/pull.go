package merge

import (
	"litework/document"
)

// Pull takes over into the document exactly what changed in Xero, with what
// had no place in it any more. It is for the verdict ChangedThere, and does
// nothing but good with any other: what was changed here stays, and what both
// sides changed too. [Advance] is what counts as sent from then on; a document with
// losses is to be kept in a revision first.
func Pull(v Versions) (document.Document, []Loss) {
	s := v.sides()
	chosen := choice{}
	if s.verdict() == Converged { // perhaps by other lines
		return s.apply(s.target(chosen))
	}
	for _, c := range s.changes() {
		if c.there && !c.here {
			chosen[c.key] = There
		}
	}
	return s.apply(s.target(chosen))
}

// AdoptStatus follows the status that Xero has now, in the mark of the document
// and in what was sent, where a status was once set here and is not waiting to
// be posted: an accepted quote must not go on being shown as sent. Nothing else
// changes. Status is empty for a draft.
func AdoptStatus(d document.Document, sent document.Projection, status document.Status) (document.Document, document.Projection) {
	mark := document.Project(&d).Mark
	if d.Kind != document.Quote || sent.Mark == "" || sent.Mark == status {
		return d, sent
	}
	if mark == sent.Mark {
		d.Mark = status
	}
	sent.Mark = status
	return d, sent
}
