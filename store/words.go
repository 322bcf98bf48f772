package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one word of a text: its folded form, and where it stands in bytes.
type word struct {
	folded   string
	from, to int
}

// wordsOf splits a text as the search index does: runs of letters, digits and
// their marks.
func wordsOf(text string) []word {
	var out []word
	start := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, word{foldWord(text[start:i]), start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, word{foldWord(text[start:]), start, len(text)})
	}
	return out
}

// foldWord is a word without case and accents, as the index compares it.
func foldWord(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.IsMark(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// foldedWords are the words of a text in folded form.
func foldedWords(text string) []string {
	var out []string
	for _, w := range wordsOf(text) {
		out = append(out, w.folded)
	}
	return out
}

// startsAll reports whether every one of the words typed starts a word.
func startsAll(words, typed []string) bool {
	for _, t := range typed {
		if !startsOne(words, t) {
			return false
		}
	}
	return true
}

func startsOne(words []string, typed string) bool {
	for _, w := range words {
		if strings.HasPrefix(w, typed) {
			return true
		}
	}
	return false
}
