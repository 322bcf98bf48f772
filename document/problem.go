package document

import "errors"

// Problem is something the user can put right: what is wrong in a plain
// sentence, and what to do. It is an error, so that parsers and checks can
// return it.
type Problem struct {
	// Code is stable and for programs, for example "number-taken".
	Code string
	// Sentence says what happened and what it means.
	Sentence string
	// Fix says what to do; may be empty where the sentence does.
	Fix string
	// Field names where it is, for example "due" or "line.price"; Line is the
	// line's id where it is about a line.
	Field string
	Line  string
}

// Error is the sentence and the fix.
func (p *Problem) Error() string {
	if p.Fix == "" {
		return p.Sentence
	}
	return p.Sentence + " " + p.Fix
}

// ProblemOf is the problem in an error's chain, or nil. The parsers of this
// package return no other errors.
func ProblemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return nil
}
