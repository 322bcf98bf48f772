package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rich is enhanced text: paragraphs and list items with bold and italic in
// them. Its source is plain text in which only **bold**, _italic_, "- " and
// "1. " at the start of a line mean something; a mark inside a word, or one
// without its other half, is literal.
//
// [ParseRich] and [Rich.String] are inverse: what was parsed prints to a
// source that parses to the same.
type Rich []Block

// Block is one line of the source: a paragraph or an item of a list. Items of
// one kind in a row are one list.
type Block struct {
	Kind BlockKind
	// Number of a numbered item, counted from 1 in its list; else 0.
	Number int
	// Spans hold the text; none in an empty block. Neighbours differ in style.
	Spans []Span
}

// BlockKind is what a block is.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph"
	Bullet    BlockKind = "bullet"
	Numbered  BlockKind = "numbered"
)

// Span is text of one style.
type Span struct {
	Text   string
	Bold   bool
	Italic bool
}

// ParseRich reads the source of enhanced text. Every text is one; nothing is
// refused. Lines may end in any of the three ways.
func ParseRich(source string) Rich {
	source = strings.ReplaceAll(strings.ReplaceAll(source, "\r\n", "\n"), "\r", "\n")
	if source == "" {
		return nil
	}
	var out Rich
	number := 0
	for line := range strings.SplitSeq(source, "\n") {
		kind, marker := blockKind(line, number)
		if number = number + 1; kind != Numbered {
			number = 0
		}
		out = append(out, Block{Kind: kind, Number: number, Spans: parseSpans(line[len(marker):])})
	}
	return out
}

// blockKind tells a list item by its marker. A numbered list begins with
// "1. "; behind an item (after is its number, else 0) any short number goes on.
func blockKind(line string, after int) (kind BlockKind, marker string) {
	if strings.HasPrefix(line, "- ") {
		return Bullet, "- "
	}
	digits := line[:len(line)-len(strings.TrimLeft(line, "0123456789"))]
	if digits == "" || !strings.HasPrefix(line[len(digits):], ". ") {
		return Paragraph, ""
	}
	if digits == "1" || after > 0 && (len(digits) <= 3 || digits == strconv.Itoa(after+1)) {
		return Numbered, digits + ". "
	}
	return Paragraph, ""
}

// String prints the source. Items of numbered lists are counted afresh.
func (r Rich) String() string {
	return r.join(func(b Block) string { return printSpans(b.Spans) })
}

// Plain is the text without bold and italic, one block on each line, list
// items with their markers.
func (r Rich) Plain() string { return r.join(Block.Text) }

func (r Rich) join(text func(Block) string) string {
	lines := make([]string, len(r))
	for i, b := range r {
		lines[i] = b.marker() + text(b)
	}
	return strings.Join(lines, "\n")
}

// Text is the text of the block without marker and style.
func (b Block) Text() string {
	var out strings.Builder
	for _, s := range b.Spans {
		out.WriteString(s.Text)
	}
	return out.String()
}

func (b Block) marker() string {
	switch b.Kind {
	case Bullet:
		return "- "
	case Numbered:
		return fmt.Sprintf("%d. ", b.Number)
	}
	return ""
}

// markRun is a stretch of * and _ between two other characters. Only the four
// stretches that marks can stand in mean something.
type markRun struct {
	start, end  int
	opens       bool // something that is no space follows, no word goes before
	closes      bool // something that is no space goes before, no word follows
	marks       []string
	usedAsOpen  []string // the marks that found their other half, in order
	usedAsClose []string
}

func marksOf(run string) []string {
	switch run {
	case "**", "_":
		return []string{run}
	case "**_":
		return []string{"**", "_"}
	case "_**":
		return []string{"_", "**"}
	}
	return nil
}

// parseSpans finds the pairs of marks, the innermost first, and cuts the line
// into spans of one style.
func parseSpans(line string) []Span {
	runs := markRuns(line)
	pairMarks(runs)
	var spans []Span
	var bold, italic int
	at := 0
	for _, r := range runs {
		spans = addSpan(spans, Span{line[at:r.start], bold > 0, italic > 0})
		used := append(slices.Clone(r.usedAsOpen), r.usedAsClose...)
		for _, m := range r.marks {
			if !slices.Contains(used, m) {
				spans = addSpan(spans, Span{m, bold > 0, italic > 0})
				continue
			}
			step := 1
			if slices.Contains(r.usedAsClose, m) {
				step = -1
			}
			if m == "**" {
				bold += step
			} else {
				italic += step
			}
		}
		at = r.end
	}
	return addSpan(spans, Span{line[at:], bold > 0, italic > 0})
}

// markRuns finds the stretches that may mean something.
func markRuns(line string) []markRun {
	var out []markRun
	for at := 0; at < len(line); {
		start := strings.IndexAny(line[at:], "*_")
		if start < 0 {
			break
		}
		start += at
		at = start + len(line[start:]) - len(strings.TrimLeft(line[start:], "*_"))
		marks := marksOf(line[start:at])
		if marks == nil {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(line[:start])
		after, _ := utf8.DecodeRuneInString(line[at:])
		out = append(out, markRun{
			start: start, end: at, marks: marks,
			opens:  at < len(line) && !unicode.IsSpace(after) && (start == 0 || !wordRune(before)),
			closes: start > 0 && !unicode.IsSpace(before) && (at == len(line) || !wordRune(after)),
		})
	}
	return out
}

// pairMarks matches each closing mark with the nearest open one of its kind.
// Open marks in between stay literal. A stretch closes what it can, or opens;
// never both, so that between two pairs there is always a character.
func pairMarks(runs []markRun) {
	type open struct {
		run  int
		mark string
	}
	var stack []open
	for i := range runs {
		r := &runs[i]
		if r.closes {
			for _, m := range r.marks {
				for j := len(stack) - 1; j >= 0; j-- {
					if stack[j].mark == m {
						opener := &runs[stack[j].run]
						opener.usedAsOpen = append(opener.usedAsOpen, m)
						r.usedAsClose = append(r.usedAsClose, m)
						stack = stack[:j]
						break
					}
				}
			}
		}
		if r.opens && r.usedAsClose == nil {
			for _, m := range r.marks {
				stack = append(stack, open{i, m})
			}
		}
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// addSpan appends text, joined to the last span where the style is the same.
func addSpan(spans []Span, s Span) []Span {
	if s.Text == "" {
		return spans
	}
	if n := len(spans); n > 0 && spans[n-1].Bold == s.Bold && spans[n-1].Italic == s.Italic {
		spans[n-1].Text += s.Text
		return spans
	}
	return append(spans, s)
}

// printSpans sets the marks. Styled spans side by side are one group: of its
// two styles the one that all have stands outside. Where all have both, marks
// within the text may ask for a certain order.
func printSpans(spans []Span) string {
	var out strings.Builder
	for len(spans) > 0 {
		n := slices.IndexFunc(spans, func(s Span) bool { return !s.Bold && !s.Italic })
		switch {
		case n == 0:
			n = 1
			out.WriteString(spans[0].Text)
		default:
			if n < 0 {
				n = len(spans)
			}
			out.WriteString(printGroup(spans[:n]))
		}
		spans = spans[n:]
	}
	return out.String()
}

func printGroup(group []Span) string {
	boldOutside := markGroup(group, "**", "_", func(s Span) (bool, bool) { return s.Bold, s.Italic })
	if slices.Equal(parseSpans(boldOutside), group) {
		return boldOutside
	}
	return markGroup(group, "_", "**", func(s Span) (bool, bool) { return s.Italic, s.Bold })
}

// markGroup prints spans with one mark around all and another inside.
func markGroup(group []Span, outer, inner string, style func(Span) (hasOuter, hasInner bool)) string {
	var out strings.Builder
	out.WriteString(outer)
	for _, s := range group {
		if _, marked := style(s); marked {
			out.WriteString(inner + s.Text + inner)
		} else {
			out.WriteString(s.Text)
		}
	}
	out.WriteString(outer)
	return out.String()
}
