package revisions

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// comparison is one revision beside another state of the document.
type comparison struct {
	of, base    string // the revision, "" for what was written since; and withNow or withBefore
	left, right state
	differences []document.Difference
	// message stands instead of rows: why there are none.
	message string
	// whyNot is why the revision cannot be restored.
	whyNot string
	kind   document.Kind
	mode   document.TaxMode
}

// state is a side of a comparison: a revision, or how the document stands now.
type state struct {
	head  store.RevisionHead
	now   bool
	first bool
}

// compared reads the revision at a place, counted from the newest, and compares
// it; -1 is what was written since the newest.
func compared(ctx context.Context, file *store.File, documentID string, at int, base string, now document.Document, scope document.RestoreScope) (comparison, error) {
	some, err := file.RevisionsBetween(ctx, documentID, max(0, at), max(0, at)+2)
	if err != nil || len(some) == 0 {
		return comparison{base: base, message: "This revision is no longer in the company file."}, err
	}
	r := &some[0]
	c := comparison{of: r.ID, base: base, kind: now.Kind, mode: now.TaxMode}
	first := len(some) == 1
	switch {
	case at < 0:
		c.of, c.whyNot = "", "This is how it stands now."
		c.left, c.right = state{head: r.RevisionHead, first: first}, state{now: true}
		c.differences = document.Compare(&r.Document, &now)
	case base == withNow:
		c.left, c.right = state{head: r.RevisionHead, first: first}, state{now: true}
		c.differences = document.Compare(&r.Document, &now)
	case first:
		c.message = "This is the first revision: there is none before it."
	default:
		c.left, c.right = state{head: some[1].RevisionHead}, state{head: r.RevisionHead}
		c.differences = document.Compare(&some[1].Document, &r.Document)
	}
	if at >= 0 {
		c.whyNot = whyNot(now, r.Document, scope)
	}
	if c.message == "" && c.count() == 0 {
		c.message = "Nothing differs: it stands now as it did then."
		if base == withBefore && at >= 0 {
			c.message = "Nothing differs from the revision before."
		}
	}
	return c, nil
}

// whyNot is why a document cannot be brought back to what it was then.
func whyNot(now, then document.Document, scope document.RestoreScope) string {
	restored := document.Restored(now, then, scope)
	switch {
	case document.Differ(&now, &restored):
		return ""
	case document.Differ(&now, &then) && scope != document.RestoreAll:
		return "What differs is fixed in Xero."
	}
	return "It stands now as it did then."
}

// count is how many things differ.
func (c *comparison) count() int {
	n := 0
	for _, d := range c.differences {
		if d.Kind != document.Same {
			n++
		}
	}
	return n
}

// restored is what is told once the revision was restored.
func (c *comparison) restored(number string) string {
	s := c.right
	if c.base == withNow {
		s = c.left
	}
	return number + " is as it was " + s.asWords()
}

// asWords is a revision within a sentence.
func (s state) asWords() string {
	switch s.head.Why {
	case store.WhyPosted:
		return "when it was posted"
	case store.WhyPulled:
		return "when it came from Xero"
	case store.WhyMerged:
		return "after the merge"
	case store.WhyRestored:
		return "when it was restored"
	}
	return "when it was saved"
}

// sameID begins the ids of rows that stand for unchanged lines.
const sameID = "same:"

// folds reports whether a row stands for unchanged lines.
func (c *comparison) folds(id string) bool { return strings.HasPrefix(id, sameID) }

// rows are the differences as the table draws them. Unchanged lines are folded,
// but for those that were opened.
func (c *comparison) rows(opened map[string]bool) []kit.SideRow {
	w := rowWriter{c: c, opened: opened}
	busy := map[string]bool{}
	for _, d := range c.differences {
		if d.Kind != document.Same {
			busy[d.SectionID] = true
		}
	}
	section := ""
	for i, d := range c.differences {
		if d.SectionID != section {
			section = d.SectionID
			if busy[section] && d.Section != "" {
				w.unchanged()
				w.out = append(w.out, kit.SideRow{ID: "section:" + section + page.Count(i), Label: d.Section, Across: true, Bold: true, Chosen: kit.NoSide})
			}
		}
		if d.Kind == document.Same {
			w.same = append(w.same, d.Lines...)
			continue
		}
		w.unchanged()
		w.difference(d, page.Count(i))
	}
	w.unchanged()
	return w.out
}

type rowWriter struct {
	c      *comparison
	opened map[string]bool
	same   []document.Line // not written yet
	out    []kit.SideRow
	line   string // of the row before
}

// unchanged writes the row of unchanged lines that gathered.
func (w *rowWriter) unchanged() {
	if len(w.same) == 0 {
		return
	}
	r := kit.SideRow{ID: sameID + w.same[0].ID, Label: page.Plural(len(w.same), "line") + " unchanged", Across: true, Chosen: kit.NoSide}
	open := w.opened[r.ID]
	if open {
		r.Label += " · hide"
	} else {
		r.Label += " · show"
	}
	w.out = append(w.out, r)
	if open {
		for i := range w.same {
			l := &w.same[i]
			text := document.LineInFull(l, w.c.mode)
			w.out = append(w.out, kit.SideRow{ID: "line:" + l.ID, Chosen: kit.NoSide, Sides: [2]kit.SideCell{{Text: text}, {Text: text}}, Note: "unchanged"})
		}
	}
	w.same, w.line = nil, ""
}

func (w *rowWriter) difference(d document.Difference, id string) {
	r := kit.SideRow{ID: id, Label: d.Label, Chosen: kit.NoSide, Sides: [2]kit.SideCell{side(d.Old, theme.ColorRedTint), side(d.New, theme.ColorGreenTint)}}
	if d.Field == "due" && d.Label == document.Invoice.DueLabel() {
		r.Label = "Due date"
	}
	switch {
	case d.Kind == document.Moved:
		r.Sides[0].Ground, r.Sides[1].Ground = theme.ColorAmberTint, theme.ColorAmberTint
		r.Note = cmp.Or(d.Line, "moved")
	case d.Field == "line.description": // it says itself which line it is
	case d.LineID != "" && d.LineID != w.line && d.Kind == document.Changed:
		r.Note = d.Line
	case d.LineID == "" && d.Kind == document.Changed, d.LineID == w.line:
	default:
		r.Note = map[document.DifferenceKind]string{document.Added: "new", document.Removed: "removed"}[d.Kind]
	}
	w.line = d.LineID
	w.out = append(w.out, r)
}

func side(text string, ground fyne.ThemeColorName) kit.SideCell {
	if text == "" {
		return kit.SideCell{Text: "(none)", None: true}
	}
	return kit.SideCell{Text: text, Ground: ground}
}
