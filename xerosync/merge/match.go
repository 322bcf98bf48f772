package merge

import (
	"litework/document"
)

// Item is a line of Xero's record as far as it tells which of our lines it is.
type Item struct {
	// ItemID is Xero's LineItemID. It is unique in a record, but a save in Xero
	// may replace any or all of them.
	ItemID string
	// Line is the line in our terms. Of a known line its LineID is ours.
	Line document.ProjectedLine
}

// MatchLines finds for each line of a record as just read which of the lines
// of the last meeting it is, and gives that one's LineID, empty for a new line:
// by LineItemID, else by words and price, by words, or by price and place.
// Where no id is known any more, as after the whole document was saved anew,
// the place alone decides about what is left. No line is given twice.
func MatchLines(was, now []Item) []string {
	m := matcher{was: was, now: now, of: make([]int, len(now)), taken: make([]bool, len(was))}
	for j := range m.of {
		m.of[j] = -1
	}
	byID := m.pass(anywhere, func(a, b *Item) bool { return a.ItemID != "" && a.ItemID == b.ItemID })
	m.pass(anywhere, func(a, b *Item) bool {
		return a.Line.Description == b.Line.Description && sameFigures(&a.Line, &b.Line)
	})
	m.pass(anywhere, func(a, b *Item) bool {
		return a.Line.Description == b.Line.Description && a.Line.Description != ""
	})
	m.pass(sameGap, func(a, b *Item) bool { return sameFigures(&a.Line, &b.Line) && !a.Line.IsText() })
	if byID == 0 {
		m.pass(sameGap, func(a, b *Item) bool { return a.Line.IsText() == b.Line.IsText() })
		m.pass(sameGap, func(a, b *Item) bool { return true })
	}
	out := make([]string, len(now))
	for j, i := range m.of {
		if i >= 0 {
			out[j] = was[i].Line.LineID
		}
	}
	return out
}

type matcher struct {
	was, now []Item
	of       []int // for each of now the place in was, or -1
	taken    []bool
}

// pass matches what is left where two lines are alike, each with the nearest by
// place, and tells how many it matched.
func (m *matcher) pass(where func(m *matcher, i, j int) bool, alike func(a, b *Item) bool) (matched int) {
	for j := range m.now {
		if m.of[j] >= 0 {
			continue
		}
		best := -1
		for i := range m.was {
			if m.taken[i] || !alike(&m.was[i], &m.now[j]) || !where(m, i, j) {
				continue
			}
			if best < 0 || distance(i, j) < distance(best, j) {
				best = i
			}
		}
		if best >= 0 {
			m.of[j], m.taken[best] = best, true
			matched++
		}
	}
	return matched
}

func anywhere(*matcher, int, int) bool { return true }

// sameGap reports whether both stand between the same matched neighbours.
func sameGap(m *matcher, i, j int) bool {
	for k, at := range m.of {
		if at >= 0 && (k < j) != (at < i) {
			return false
		}
	}
	return true
}

func sameFigures(a, b *document.ProjectedLine) bool {
	return equal(a.Quantity, b.Quantity) && equal(a.UnitPrice, b.UnitPrice)
}

func distance(i, j int) int { return max(i-j, j-i) }
