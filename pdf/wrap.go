package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is text of one look, without line ends.
type span struct {
	text  string
	style style
	size  float64
	color Color
}

// run is a span's part on one line, from x on.
type run struct {
	span
	x, width float64
	pieces   []Piece // from the run's begin
	units    int     // width in thousandths of the size
}

// setLine is one line of text, from 0 on. It may be empty.
type setLine struct {
	runs  []run
	width float64
}

// wrap sets a paragraph on lines of a width. Lines end where Unicode allows
// it; a word longer than a line is broken where the line is full. Spaces at
// the end of a line are dropped.
func (s *setter) wrap(spans []span, width float64) []setLine {
	w := wrapping{s: s, width: width, lines: make([]setLine, 1)}
	var text []rune
	owner := make([]int, 0, 64)
	for i, sp := range spans {
		for _, r := range sp.text {
			text = append(text, r)
			owner = append(owner, i)
		}
	}
	s.breaks.Init(text)
	for it := s.breaks.LineIterator(); it.Next(); {
		l := it.Line()
		w.segment(spans, text[l.Offset:l.Offset+len(l.Text)], owner[l.Offset:])
	}
	return w.lines
}

// set is a text of one look on a single line, however long.
func (s *setter) set(sp span) setLine {
	var l setLine
	for len(sp.text) > 0 {
		n := strings.IndexByte(sp.text, ' ') + 1
		if n == 0 {
			n = len(sp.text)
		}
		core := strings.TrimSuffix(sp.text[:n], " ")
		s.append(&l, sp, core)
		s.append(&l, sp, sp.text[len(core):n])
		sp.text = sp.text[n:]
	}
	return l
}

// figures is a text set on one line without kerning, so that the digits of a
// column stand below each other.
func (s *setter) figures(sp span) setLine {
	if sp.text == "" {
		return setLine{}
	}
	units := 0
	for _, r := range sp.text {
		units += nominal(s.face(sp.style), r)
	}
	r := run{span: sp, units: units, width: scaled(units, sp.size), pieces: []Piece{{Text: sp.text}}}
	return setLine{runs: []run{r}, width: r.width}
}

// wrapping is a paragraph being set.
type wrapping struct {
	s     *setter
	width float64
	lines []setLine
	// spaces that follow what stands on the last line, if more follows
	pending []part
}

// part is a stretch of a segment that has one look.
type part struct {
	span span
	text string
}

func (w *wrapping) line() *setLine { return &w.lines[len(w.lines)-1] }

// segment sets what stands between two places where a line may end.
func (w *wrapping) segment(spans []span, text []rune, owner []int) {
	core := len(text)
	for core > 0 && text[core-1] == ' ' {
		core--
	}
	parts := partsOf(spans, text[:core], owner)
	width := w.measure(parts)
	used := w.line().width + w.measure(w.pending)
	switch {
	case core == 0 || fits(used+width, w.width):
		w.add(w.pending)
		w.add(parts)
	case fits(width, w.width):
		w.newLine()
		w.add(parts)
	default:
		w.pieces(parts)
	}
	w.pending = partsOf(spans, text[core:], owner[core:])
	if len(w.line().runs) == 0 && core == 0 {
		w.add(w.pending) // an indent the writer made
		w.pending = nil
	}
}

// pieces breaks a word that is longer than a line.
func (w *wrapping) pieces(parts []part) {
	if len(w.line().runs) > 0 {
		w.newLine()
	}
	for _, p := range parts {
		rest := p.text
		for rest != "" {
			n := w.fitting(p.span, rest)
			if n == 0 {
				if len(w.line().runs) > 0 {
					w.newLine()
					continue
				}
				n = cluster(rest)
			}
			w.s.append(w.line(), p.span, rest[:n])
			rest = rest[n:]
		}
	}
}

// fitting is how much of a text fits on the rest of the line, in bytes.
func (w *wrapping) fitting(sp span, text string) int {
	room := w.width - w.line().width
	n, units := 0, 0
	face := w.s.face(sp.style)
	for n < len(text) {
		c := cluster(text[n:])
		for _, r := range text[n : n+c] {
			units += nominal(face, r)
		}
		if !fits(scaled(units, sp.size), room) {
			break
		}
		n += c
	}
	for n > 0 && !fits(scaled(w.s.word(sp.style, visible(text[:n])).advance, sp.size), room) {
		_, last := utf8.DecodeLastRuneInString(text[:n])
		n -= last
	}
	return n
}

// cluster is the length of a character with the marks upon it.
func cluster(text string) int {
	_, n := utf8.DecodeRuneInString(text)
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		n += size
	}
	return n
}

func (w *wrapping) newLine() {
	w.lines = append(w.lines, setLine{})
	w.pending = nil
}

func (w *wrapping) add(parts []part) {
	for _, p := range parts {
		w.s.append(w.line(), p.span, p.text)
	}
}

func (w *wrapping) measure(parts []part) float64 {
	total := 0.0
	for _, p := range parts {
		total += scaled(w.s.word(p.span.style, visible(p.text)).advance, p.span.size)
	}
	return total
}

// append sets a text behind what stands on a line.
func (s *setter) append(l *setLine, sp span, text string) {
	if text = visible(text); text == "" {
		return
	}
	w := s.word(sp.style, text)
	n := len(l.runs)
	if n == 0 || l.runs[n-1].style != sp.style || l.runs[n-1].size != sp.size || l.runs[n-1].color != sp.color {
		l.runs = append(l.runs, run{span: span{style: sp.style, size: sp.size, color: sp.color}, x: l.width, pieces: []Piece{{}}})
		n++
	}
	r := &l.runs[n-1]
	from := 0
	for _, c := range w.cuts {
		r.pieces[len(r.pieces)-1].Text += text[from:c.at]
		r.pieces = append(r.pieces, Piece{X: scaled(r.units+c.x, sp.size)})
		from = c.at
	}
	r.pieces[len(r.pieces)-1].Text += text[from:]
	r.text += text
	r.units += w.advance
	r.width = scaled(r.units, sp.size)
	l.width = r.x + r.width
}

func partsOf(spans []span, text []rune, owner []int) []part {
	var out []part
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && owner[to] == owner[from] {
			to++
		}
		out = append(out, part{spans[owner[from]], string(text[from:to])})
		from = to
	}
	return out
}

// visible is a text without the characters that only tell where lines end.
func visible(text string) string {
	if !strings.ContainsAny(text, "\u200B\u2060") {
		return text
	}
	return strings.NewReplacer("\u200B", "", "\u2060", "").Replace(text)
}

// fits allows for the last digit of a float.
func fits(width, room float64) bool { return width <= room+1e-6 }

// scaled is a measure in thousandths of a size, in points.
func scaled(units int, size float64) float64 { return float64(units) * size / 1000 }
