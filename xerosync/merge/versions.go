package merge

import (
	"slices"

	"litework/document"
)

// Versions are the versions of one document that a decision needs.
//
// Was and Now have to come from Xero's record through the same translation, so
// that what it cannot express cancels out. Their lines carry the id of our line
// where they are one of ours (see [MatchLines]), else a fresh one; a fresh id
// has to be the same whenever the same two readings are compared.
type Versions struct {
	// Local is the document here, with everything that Xero does not see.
	Local document.Document
	// Sent is what Xero was last told, or what was last pulled.
	Sent document.Projection
	// Was is Xero's record as it was at the last meeting, Now as it was just
	// read.
	Was, Now document.Projection
	// Taxes are the tax settings by Xero's code.
	Taxes map[string]document.Tax
	// Clients are the clients that the document may get, by the contact's id:
	// those that Sent and Now name.
	Clients map[string]document.Client
}

// Verdict is what has to be done about a document.
type Verdict string

// The verdicts.
const (
	// Unchanged: nothing was changed on either side.
	Unchanged Verdict = "unchanged"
	// ChangedHere: an update of Xero waits for the user.
	ChangedHere Verdict = "changed-here"
	// ChangedThere: [Pull] takes the change over.
	ChangedThere Verdict = "changed-there"
	// Converged: both sides were changed to the same.
	Converged Verdict = "converged"
	// Conflict: both were changed, and the user is asked; see [Rows].
	Conflict Verdict = "conflict"
)

// Compare says what has to be done. The status, what was paid, and the order
// of lines in Xero have no part in it: they are taken over always, or never.
//
// With every verdict but Conflict the base moves on: [Advance] becomes what was
// sent, and the record just read what was seen, even if nothing else is to be
// done. The order of lines, the item or the tracking may have changed, and an
// update would else take that for a change it must not overwrite.
func Compare(v Versions) Verdict {
	return v.sides().verdict()
}

func (s *sides) verdict() Verdict {
	here, there := !sameContent(s.here, s.sent), !sameContent(s.there, s.sent)
	switch {
	case here && there && s.alike():
		return Converged
	case here && there:
		return Conflict
	case there:
		return ChangedThere
	case here || s.here.Mark != s.sent.Mark:
		return ChangedHere
	}
	return Unchanged
}

// alike reports whether both sides have the same now: as it is, or at least
// with nothing to choose between.
func (s *sides) alike() bool {
	return sameContent(s.here, s.there) || !slices.ContainsFunc(s.changes(), func(c change) bool { return c.field != keyStatus })
}

// Advance is the document as Xero has it now, in our terms: what was sent, with
// exactly what changed there. It is what counts as sent after a pull, and after
// a decision.
func Advance(v Versions) document.Projection { return v.sides().there }

// Reordered reports whether the lines both readings have stand in another
// order in Xero now. That is told, not applied.
func Reordered(v Versions) bool {
	v = Align(v)
	return !sameOrder(v.Was.Lines, v.Now.Lines)
}

// SameOrder reports whether the lines that both projections have stand in the
// same order.
func SameOrder(a, b document.Projection) bool { return sameOrder(a.Lines, b.Lines) }

// InOrder is a projection with its lines in the order of another; those the
// other does not have keep their place behind the one before them.
func InOrder(p, like document.Projection) document.Projection {
	own := index(p.Lines)
	var lines []document.ProjectedLine
	for _, l := range like.Lines {
		if i, ok := own[l.LineID]; ok {
			lines = append(lines, p.Lines[i])
		}
	}
	p.Lines = insertMissing(lines, p.Lines, func(string) bool { return true })
	return p
}

// sides are the three versions in our terms that everything is decided by.
type sides struct {
	v                 Versions
	here, sent, there document.Projection
}

func (v Versions) sides() *sides {
	v, here := align(v)
	return &sides{v: v, here: here, sent: v.Sent, there: there(v)}
}

// sameContent compares everything but a status set by hand.
func sameContent(a, b document.Projection) bool {
	a.Mark, b.Mark = "", ""
	return a.Equal(b)
}

// sameOrder reports whether the lines that both have stand in the same order.
func sameOrder(a, b []document.ProjectedLine) bool {
	places, last := index(a), -1
	for _, l := range b {
		if at, ok := places[l.LineID]; ok {
			if at < last {
				return false
			}
			last = at
		}
	}
	return true
}

// index gives the place of each line by its id.
func index(lines []document.ProjectedLine) map[string]int {
	out := make(map[string]int, len(lines))
	for i := range lines {
		out[lines[i].LineID] = i
	}
	return out
}
