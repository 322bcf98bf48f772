package palette

import (
	"slices"
	"strings"
	"unicode"
)

// words are the words of a text in lower case: "INV-0146" is two.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '\''
	})
}

// begins reports whether every word typed begins a word of its own, in any
// order.
func begins(typed, of []string) bool {
	used := make([]bool, len(of))
	for _, t := range typed {
		found := false
		for i, w := range of {
			if !used[i] && strings.HasPrefix(w, t) {
				used[i], found = true, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// The ranks of a match, the better first.
const (
	rankStart  = iota // the label begins with what is typed
	rankLabel         // every word is in the label
	rankDetail        // some are in the detail
	noMatch
)

func rank(typed string, i *Item) int {
	t := words(typed)
	label := words(i.Label)
	switch {
	case strings.HasPrefix(strings.ToLower(i.Label), strings.ToLower(strings.TrimSpace(typed))):
		return rankStart
	case begins(t, label):
		return rankLabel
	case begins(t, append(label, words(i.Detail)...)):
		return rankDetail
	}
	return noMatch
}

// filter gives the items that match, the best first and otherwise in their
// order. Nothing typed matches everything.
func filter(items []Item, typed string) []Item {
	type hit struct {
		item Item
		rank int
	}
	var hits []hit
	for _, i := range items {
		if r := rank(typed, &i); r != noMatch {
			hits = append(hits, hit{i, r})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	out := make([]Item, len(hits))
	for i, h := range hits {
		out[i] = h.item
	}
	return out
}
