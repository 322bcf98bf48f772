package merge

import (
	"fmt"
	"slices"
	"strings"

	"litework/document"
)

// Align gives the same versions with the ids of lines as the document has them
// now. An undo, a restored revision or a line written anew may have put a line
// of the same content under another id in its place: that is no change, and
// what Xero does to the line is done to the one that is there. Lines of words
// alone without a word are nobody's and are left out. Aligning twice changes
// nothing; what is remembered of a decision has to be taken from the aligned
// versions.
func Align(v Versions) Versions {
	v, _ = align(v)
	return v
}

func align(v Versions) (Versions, document.Projection) {
	here := document.Project(&v.Local)
	v.Was.Lines, v.Now.Lines = visible(v.Was.Lines), visible(v.Now.Lines)
	names := renamed(here, v.Sent)
	v.Sent.Lines = rename(v.Sent.Lines, names)
	v.Was.Lines = rename(v.Was.Lines, names)
	v.Now.Lines = rename(v.Now.Lines, names)
	v.ownFresh(here)
	addedAlike(here, &v)
	return v, here
}

// visible leaves out what is no line here.
func visible(lines []document.ProjectedLine) []document.ProjectedLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l document.ProjectedLine) bool {
		return l.IsText() && strings.TrimSpace(l.Description) == ""
	})
}

// renamed leads from the ids of lines as sent to those they have here now.
func renamed(here, sent document.Projection) map[string]string {
	names := map[string]string{}
	if len(here.Lines) == len(sent.Lines) && equalLines(here.Lines, sent.Lines) {
		for i := range sent.Lines {
			if a, b := sent.Lines[i].LineID, here.Lines[i].LineID; a != b {
				names[a] = b
			}
		}
		return names
	}
	was, is := index(sent.Lines), index(here.Lines)
	taken := map[string]bool{}
	for _, s := range sent.Lines {
		if _, ok := is[s.LineID]; ok {
			continue
		}
		for _, h := range here.Lines {
			if _, old := was[h.LineID]; !old && !taken[h.LineID] && h.Equal(s) {
				names[s.LineID], taken[h.LineID] = h.LineID, true
				break
			}
		}
	}
	return names
}

func equalLines(a, b []document.ProjectedLine) bool {
	for i := range a {
		if !a[i].Equal(b[i]) {
			return false
		}
	}
	return true
}

func rename(lines []document.ProjectedLine, names map[string]string) []document.ProjectedLine {
	if len(names) == 0 {
		return lines
	}
	lines = slices.Clone(lines)
	for i := range lines {
		if to, ok := names[lines[i].LineID]; ok {
			lines[i].LineID = to
		}
	}
	return lines
}

// addedAlike finds the lines that were written the same on both sides since the
// last meeting, and gives those of Xero's the ids they have here.
func addedAlike(here document.Projection, v *Versions) {
	sent, was, is := index(v.Sent.Lines), index(v.Was.Lines), index(v.Now.Lines)
	names := map[string]string{}
	for _, h := range here.Lines {
		_, known := sent[h.LineID]
		if _, named := is[h.LineID]; known || named {
			continue
		}
		for _, n := range v.Now.Lines {
			_, ours := sent[n.LineID]
			_, old := was[n.LineID]
			if _, taken := names[n.LineID]; !ours && !old && !taken && n.Equal(h) && !has(here.Lines, n.LineID) {
				names[n.LineID] = h.LineID
				break
			}
		}
	}
	v.Now.Lines = rename(v.Now.Lines, names)
}

func has(lines []document.ProjectedLine, id string) bool { return find(lines, id) != nil }

// ownFresh sees to it that each line of Xero's has an id of its own, and that
// one which is none of ours has none of ours, but for one that was written the
// same here.
func (v *Versions) ownFresh(here document.Projection) {
	ours := map[string]bool{}
	for _, l := range v.Local.Lines() {
		ours[l.ID] = true
	}
	for _, l := range v.Sent.Lines {
		ours[l.LineID] = false
	}
	v.Was.Lines = unique(v.Was.Lines, v.Local.ID, func(id string, _ document.ProjectedLine) bool { return ours[id] })
	v.Now.Lines = unique(v.Now.Lines, v.Local.ID, func(id string, l document.ProjectedLine) bool {
		h := find(here.Lines, id)
		return ours[id] && (h == nil || !h.Equal(l))
	})
}

func unique(lines []document.ProjectedLine, prefix string, taken func(id string, l document.ProjectedLine) bool) []document.ProjectedLine {
	seen := map[string]bool{}
	for i := range lines {
		id := lines[i].LineID
		if id == "" {
			id = fmt.Sprintf("%s+%d", prefix, i+1)
		}
		for seen[id] || taken(id, lines[i]) {
			id += "+"
		}
		seen[id] = true
		lines[i].LineID = id
	}
	return lines
}
