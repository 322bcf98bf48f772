package pdf

import (
	"fmt"
	"slices"
	"strings"

	"litework/document"
)

// Lay lays a document out on A4 pages. It is pure: the same input gives the
// same pages. Lines without content are not printed.
func Lay(in Input) *Paper {
	d := in.Document.WithoutEmptyLines()
	l := &layout{
		in: in, d: &d, set: newSetter(), country: document.CountryOf(d.Company.Country),
		totals: d.Totals(), accent: accentOf(d.Company.Accent),
	}
	l.kind = d.PrintedKind()
	l.flow = newFlow()
	l.title()
	l.flow.follow = l.followHead()
	l.flow.place(l.letterhead())
	l.flow.place(l.parties())
	l.introduction()
	l.table()
	l.feet()
	return &Paper{
		Title: strings.TrimSpace(l.kind + " " + d.Number), Author: d.Company.Name, Date: d.Date,
		Pages: l.flow.pages, Missing: l.set.missing,
	}
}

// layout is a document being laid out.
type layout struct {
	in      Input
	d       *document.Document
	country document.Country
	totals  document.Totals
	kind    string // the word at the top
	number  string
	accent  Color

	set  *setter
	flow *flow
	// footTerms are terms short enough for the foot of the last page.
	footTerms setLine
}

func (l *layout) title() {
	l.set.at("", "number")
	l.number = l.set.oneLine(l.d.Number)
}

// Looks of text.
func ink(text string) span    { return span{text, regular, textSize, inkColor} }
func strong(text string) span { return span{text, bold, textSize, inkColor} }
func small(text string) span  { return span{text, regular, smallSize, mutedColor} }

// lines sets a text of several paragraphs in one look.
func (l *layout) lines(text string, look span, width float64) []setLine {
	return slices.Concat(l.parts(text, look, width)...)
}

// parts are the lines of each paragraph.
func (l *layout) parts(text string, look span, width float64) [][]setLine {
	var out [][]setLine
	for _, p := range l.set.paragraphs(text) {
		look.text = p
		out = append(out, l.set.wrap([]span{look}, width))
	}
	return out
}

// followHead is the head of the pages after the first: what document it is.
func (l *layout) followHead() marks {
	line := l.set.elided(small(strings.TrimSpace(l.kind+" "+l.number)), right-left)
	return marks{
		texts: line.texts(right-line.width, 8, ""),
		fills: []Fill{{X: left, Y: 13, Width: right - left, Height: hairline, Color: borderColor}},
	}
}

// elided is a text on one line, shortened where it is wider than the room. It
// is for repetitions only.
func (s *setter) elided(sp span, width float64) setLine {
	runes := []rune(sp.text)
	if len(runes) > longestLine {
		runes = runes[:longestLine]
		sp.text = string(runes) + "…"
	}
	line := s.set(sp)
	for !fits(line.width, width) && len(runes) > 0 {
		runes = runes[:len(runes)*9/10]
		sp.text = string(runes) + "…"
		line = s.set(sp)
	}
	return line
}

// feet numbers the pages, which is possible when their number is known.
func (l *layout) feet() {
	n := len(l.flow.pages)
	for i := range l.flow.pages {
		p := &l.flow.pages[i]
		p.Fills = append(p.Fills, Fill{X: left, Y: footRule, Width: right - left, Height: hairline, Color: borderColor})
		if i == n-1 {
			p.Texts = append(p.Texts, l.footTerms.texts(left, footBaseline, "")...)
		}
		line := l.set.figures(small(fmt.Sprintf("Page %d of %d", i+1, n)))
		p.Texts = append(p.Texts, line.texts(right-line.width, footBaseline, "")...)
	}
}
