package merge

import (
	"litework/document"
)

// Choices are the decided sides by the keys of [Rows]. What is not in them, or
// undecided, keeps the side preselected.
type Choices map[string]Side

// Resolve gives the document that a decision comes to, with what had no place
// in it any more. What Xero does not see stays in any case. The error is a
// [*document.Problem] of the code "undecided" while a row that both sides
// changed has no side; the document is then what it comes to with those as they
// are here.
func Resolve(v Versions, choices Choices) (document.Document, []Loss, error) {
	s := v.sides()
	chosen, open := s.decide(choices)
	d, losses := s.apply(s.target(chosen))
	if chosen[keyOrder] == There {
		reorder(&d, s.orderThere())
	}
	if open > 0 {
		return d, losses, &document.Problem{Code: "undecided", Sentence: "Not everything is decided yet.", Fix: "Choose a side in every row."}
	}
	return d, losses, nil
}

// Sent is what counts as sent after a decision: what Xero has. Another order of
// lines here is a change to be sent only where it was chosen; else both sides
// keep their own.
func Sent(v Versions, choices Choices, result document.Document) document.Projection {
	s := v.sides()
	chosen, _ := s.decide(choices)
	if chosen[keyOrder] != Here {
		return InOrder(s.there, document.Project(&result))
	}
	return s.there
}

// decide fills in what is preselected, and counts what is open.
func (s *sides) decide(choices Choices) (chosen choice, open int) {
	chosen = choice{}
	for _, c := range s.changes() {
		side := choices[c.key]
		switch {
		case side == Here || side == There:
		case c.here && !c.there:
			side = Here
		case c.there && !c.here:
			side = There
		default:
			open++
		}
		chosen[c.key] = side
	}
	return chosen, open
}
