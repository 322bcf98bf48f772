package kit

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
)

// Fit shortens text to width with … at its end. The second result says whether
// it had to. A width that holds not even one letter gives "…".
func Fit(text string, width, size float32, style fyne.TextStyle) (string, bool) {
	if text == "" || fyne.MeasureText(text, size, style).Width <= width+0.5 {
		return text, false
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool {
		return fyne.MeasureText(string(runes[:n+1])+"…", size, style).Width > width
	})
	return strings.TrimRight(string(runes[:n]), " ") + "…", true
}

// Wrap breaks text into lines no wider than width, at spaces where possible.
// Line breaks in the text are kept.
func Wrap(text string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, wrapParagraph(paragraph, width, size, style)...)
	}
	return lines
}

func wrapParagraph(text string, width, size float32, style fyne.TextStyle) []string {
	wide := func(s string) bool { return fyne.MeasureText(s, size, style).Width > width }
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if !wide(next) {
			line = next
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		// A word that is too long by itself is cut.
		for wide(word) {
			runes := []rune(word)
			n := sort.Search(len(runes), func(n int) bool { return wide(string(runes[:n+1])) })
			n = max(n, 1)
			if n >= len(runes) {
				break
			}
			lines = append(lines, string(runes[:n]))
			word = string(runes[n:])
		}
		line = word
	}
	return append(lines, line)
}

// lineHeight returns the height of one line of text.
func lineHeight(size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText("Ag", size, style).Height
}
