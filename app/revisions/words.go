package revisions

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// firstWords stand where there is no revision before.
const firstWords = "The first revision"

// whyWords is why a revision was made. The first of a document that came from
// Xero says that.
func whyWords(w store.Why, first bool) string {
	switch w {
	case store.WhyPosted:
		return "Posted to Xero"
	case store.WhyPulled:
		if first {
			return "From Xero"
		}
		return "Changed in Xero"
	case store.WhyMerged:
		return "Merged"
	case store.WhyRestored:
		return "Restored"
	}
	return "Saved"
}

func whyChip(w store.Why, first bool) kit.ChipSpec {
	tint := kit.Grey
	switch w {
	case store.WhyPosted:
		tint = kit.Green
	case store.WhyPulled:
		tint = kit.Blue
	case store.WhyMerged, store.WhyRestored:
		tint = kit.Amber
	}
	return kit.ChipSpec{Label: whyWords(w, first), Tint: tint}
}

// mostWords is how many things are named of what changed.
const mostWords = 4

// inWords is what changed in few words: "3 lines, due date".
func inWords(differences []document.Difference, kind document.Kind) string {
	var parts []string
	lines := map[document.DifferenceKind]map[string]bool{}
	sections := false
	for _, d := range differences {
		switch {
		case d.Kind == document.Same:
		case strings.HasPrefix(d.Field, "section."):
			sections = true
		case d.LineID != "":
			of := d.Kind
			if of == document.Moved {
				of = document.Changed
			}
			if lines[of] == nil {
				lines[of] = map[string]bool{}
			}
			lines[of][d.LineID] = true
		default:
			parts = append(parts, fieldWords(d, kind))
		}
	}
	if sections {
		parts = append([]string{"sections"}, parts...)
	}
	for _, k := range []document.DifferenceKind{document.Removed, document.Added, document.Changed} {
		if n := len(lines[k]); n > 0 {
			words := page.Plural(n, "line")
			if k != document.Changed {
				words += " " + string(k)
			}
			parts = append([]string{words}, parts...)
		}
	}
	switch {
	case len(parts) == 0:
		return "No change"
	case len(parts) > mostWords:
		parts = append(parts[:mostWords-1], fmt.Sprintf("%d more", len(parts)-mostWords+1))
	}
	return strings.Join(parts, ", ")
}

// fieldWords is a field within a sentence.
func fieldWords(d document.Difference, kind document.Kind) string {
	if d.Field == "due" {
		if kind == document.Quote {
			return "expiry date"
		}
		return "due date"
	}
	return lowerFirst(d.Label)
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func money(currency string, total decimal.Decimal) string {
	return currency + " " + document.FormatMoney(total)
}
