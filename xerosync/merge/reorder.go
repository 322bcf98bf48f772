package merge

import (
	"slices"

	"litework/document"
)

// reorder puts the lines that Xero can see into the order of a projection. As
// few as possible are moved, each behind the line before it, into that line's
// section; all others stay where they are.
func reorder(d *document.Document, like document.Projection) {
	at := index(document.Project(d).Lines)
	var ids []string
	for _, l := range like.Lines {
		if _, ok := at[l.LineID]; ok {
			ids = append(ids, l.LineID)
		}
	}
	stay := ascending(ids, at)
	before := ""
	for _, id := range ids {
		if !stay[id] {
			line, section, place := d.Line(id)
			moved := *line
			d.Sections[section].Lines = slices.Delete(d.Sections[section].Lines, place, place+1)
			insertAfter(d, before, moved)
		}
		before = id
	}
}

// ascending are most of the ids that stand in ascending places.
func ascending(ids []string, at map[string]int) map[string]bool {
	longest := make([]int, len(ids)) // of those that end with each
	previous := make([]int, len(ids))
	end := -1
	for i := range ids {
		longest[i], previous[i] = 1, -1
		for j := range i {
			if at[ids[j]] < at[ids[i]] && longest[j] >= longest[i] {
				longest[i], previous[i] = longest[j]+1, j
			}
		}
		if end < 0 || longest[i] > longest[end] {
			end = i
		}
	}
	out := map[string]bool{}
	for ; end >= 0; end = previous[end] {
		out[ids[end]] = true
	}
	return out
}
