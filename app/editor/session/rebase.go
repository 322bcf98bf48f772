package session

import (
	"slices"

	"litework/document"
)

// rebase carries a change that is no step into the steps made before it, so
// that undoing them leaves it alone. It reports false where it cannot: rows
// came or went, by whose places the steps count.
func (s *Session) rebase(base, theirs *document.Document) bool {
	if !slices.EqualFunc(flatten(base), flatten(theirs), func(a, b row) bool { return a.id() == b.id() }) {
		return false
	}
	carry := func(steps []step) []step {
		steps = slices.Clone(steps)
		for i := range steps {
			d := &steps[i].delta
			mergeHead(base, theirs, &d.before)
			mergeHead(base, theirs, &d.after)
			d.removed, d.inserted = mergedRows(base, theirs, d.removed), mergedRows(base, theirs, d.inserted)
		}
		return steps
	}
	s.done, s.undone = carry(s.done), carry(s.undone)
	return true
}

func mergedRows(base, theirs *document.Document, rows []row) []row {
	rows = slices.Clone(rows)
	for i := range rows {
		r := &rows[i]
		if r.heading {
			continue
		}
		was, _, _ := base.Line(r.line.ID)
		is, _, _ := theirs.Line(r.line.ID)
		if was != nil && is != nil {
			r.line = r.line.Clone()
			mergeLine(was, is, &r.line)
		}
	}
	return rows
}

func (r row) id() string {
	if r.heading {
		return r.section.ID
	}
	return r.line.ID
}
