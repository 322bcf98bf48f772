package documents

import (
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// explanation is what a click on a state chip tells: what the state means, and
// what can be done.
type explanation struct {
	Title, Sentence, Fix string
	// Details are technical and shown on demand.
	Details string
	Deed    deed
	// Other is a second way to answer; most states have one.
	Other deed
	// View offers to open the record in Xero.
	View bool
}

// deed is what the button of an explanation does.
type deed string

const (
	noDeed   deed = ""
	deedPost deed = "post"
	deedTry  deed = "retry"
	deedTake deed = "withdraw"
	deedOpen deed = "open"
	// Answers to the question whether a record found in Xero is this one.
	deedMine    deed = "mine"
	deedNotMine deed = "not-mine"
)

// label is the verb on the button.
func (d deed) label(linked bool) string {
	switch d {
	case deedPost:
		if linked {
			return "Update in Xero…"
		}
		return "Post to Xero…"
	case deedTry:
		return "Retry"
	case deedTake:
		return "Take back"
	case deedOpen:
		return "Open"
	case deedMine:
		return "It is this one"
	case deedNotMine:
		return "It is another one"
	}
	return ""
}

// explain says in plain words how a document stands towards Xero.
func explain(d store.StoredDocument) explanation {
	n := d.Number
	linked := d.Remote != nil
	e := explanation{View: linked}
	switch d.State {
	case document.Synced:
		e.Title = n + " is in step"
		e.Sentence = "What Xero holds is what stands here. Sections, enhanced descriptions, durations, notes and tags are kept in LiteWork alone."
	case document.UpdatedLocally:
		e.Title = n + " was changed here"
		e.Sentence = "Xero still holds what was sent last. Update it when the changes are ready."
		e.Deed = deedPost
	case document.SyncFailed:
		e.Title = n + " could not be sent"
		e.Sentence = "Xero did not take it."
		e.Deed = deedTry
		if d.Op != nil {
			if d.Op.Problem != nil {
				e.Sentence, e.Fix = d.Op.Problem.Sentence, d.Op.Problem.Fix
			}
			e.Details = d.Op.Details
		}
	case document.WaitingToPost:
		e.Title = n + " waits to be posted"
		e.Sentence = "It is sent as soon as Xero can be reached and what stands before it is done. Until then it can be taken back."
		e.Deed = deedTake
	case document.Posting:
		e.Title = n + " is being posted"
		e.Sentence = "It is on its way to Xero now. What you confirmed is what is sent; you can go on writing."
	case document.Checking:
		if d.Op != nil && d.Op.Problem != nil && d.Op.Problem.Code == xerosync.CodeIsItYours {
			e.Title = n + " may be in Xero already"
			e.Sentence, e.Fix = d.Op.Problem.Sentence, d.Op.Problem.Fix
			e.Deed, e.Other, e.View = deedMine, deedNotMine, true
			break
		}
		e.Title = n + " is being checked with Xero"
		e.Sentence = "The answer was lost on the way. LiteWork looks whether it arrived before anything is sent again, so there is never a second one."
	case document.Conflict:
		e.Title = n + " was changed on both sides"
		e.Sentence = "It was changed here and in Xero since they last agreed. Nothing was overwritten, and nothing is sent until you decide."
		e.Deed = deedOpen
	default:
		e.Title = n + " is not in Xero yet"
		e.Sentence = "It stands in LiteWork alone. Post it when it is ready."
		e.Deed = deedPost
	}
	return e
}
