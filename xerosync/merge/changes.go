package merge

import (
	"slices"

	"litework/document"
)

// Side is one of the two sides of a conflict.
type Side string

// The sides.
const (
	Undecided Side = ""
	Here      Side = "here"
	There     Side = "there"
)

// change is one thing that differs and is decided as one: a field of the head,
// a line, or a field of a line that was changed on both sides.
type change struct {
	key string
	// field is its name: of the head, "line" for a whole line, or a field of
	// one; "order" for the order of lines.
	field, line string
	here, there bool
}

// Keys of what is no field of the head and no line.
const (
	keyOrder  = "order"
	keyStatus = "status"
	fieldLine = "line"
	fieldTax  = "tax"
)

// changes lists what differs, the head first, then the lines in the order they
// have here.
func (s *sides) changes() []change {
	var out []change
	for _, f := range headFields {
		if !f.same(&s.here, &s.there) {
			out = append(out, change{key: f.key, field: f.key, here: !f.same(&s.here, &s.sent), there: !f.same(&s.there, &s.sent)})
		}
	}
	if s.here.Mark != s.sent.Mark && s.here.Mark != s.there.Mark {
		out = append(out, change{key: keyStatus, field: keyStatus, here: true})
	}
	for _, id := range s.lineIDs() {
		out = append(out, s.lineChanges(id)...)
	}
	if !sameOrder(s.sent.Lines, s.here.Lines) {
		out = append(out, change{key: keyOrder, field: keyOrder, here: true})
	}
	return out
}

// lineIDs are the lines that either side has, in the order they have here.
func (s *sides) lineIDs() []string {
	all := insertMissing(slices.Clone(s.here.Lines), s.there.Lines, func(string) bool { return true })
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].LineID
	}
	return ids
}

// lineChanges are the decisions about one line: none where both sides agree,
// one where only one side changed it or it is gone on one of them, else one for
// each of its fields that differs.
func (s *sides) lineChanges(id string) []change {
	here, was, there := find(s.here.Lines, id), find(s.sent.Lines, id), find(s.there.Lines, id)
	c := change{key: lineKey(id), field: fieldLine, line: id, here: !same(here, was), there: !same(there, was)}
	switch {
	case same(here, there):
		return nil
	case !c.here || !c.there, here == nil, was == nil, there == nil,
		here.IsText() != was.IsText(), there.IsText() != was.IsText():
		return []change{c}
	}
	var out []change
	for _, f := range lineFields {
		if !f.same(here, there) {
			out = append(out, change{key: lineKey(id) + ":" + f.key, field: f.key, line: id, here: !f.same(here, was), there: !f.same(there, was)})
		}
	}
	return out
}

func lineKey(id string) string { return "line:" + id }

func find(lines []document.ProjectedLine, id string) *document.ProjectedLine {
	for i := range lines {
		if lines[i].LineID == id {
			return &lines[i]
		}
	}
	return nil
}

func same(a, b *document.ProjectedLine) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
