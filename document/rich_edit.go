package document

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// TextEdit is a text with its selection, in characters (not bytes) from its
// start. Start equals End where there is only a caret.
type TextEdit struct {
	Text       string
	Start, End int
}

// EnterInList is what Enter does in enhanced text at a list item: it goes on
// with a new item, or ends the list on an empty one. ok is false outside a
// list, where Enter is an ordinary line break.
func EnterInList(e TextEdit) (out TextEdit, ok bool) {
	text, start, end := e.runes()
	lines := strings.Split(string(text[:start]), "\n")
	line := len(lines) - 1
	before := lines[line] // of the caret's line
	rest, _, _ := strings.Cut(string(text[end:]), "\n")
	kind, marker := lineKind(strings.Split(string(text), "\n"), line)
	if kind == Paragraph || len(before) < len(marker) {
		return e, false
	}
	if start == end && before+rest == marker { // an empty item: its marker goes
		at := start - len([]rune(before))
		left := string(text[:at]) + string(text[at+len([]rune(marker)):])
		return renumber(TextEdit{left, at, at}), true
	}
	next := "\n- "
	if kind == Numbered {
		n, _ := strconv.Atoi(strings.TrimSuffix(marker, ". "))
		next = "\n" + strconv.Itoa(n+1) + ". "
	}
	caret := start + len([]rune(next))
	return renumber(TextEdit{string(text[:start]) + next + string(text[end:]), caret, caret}), true
}

// ToggleBold sets or takes away bold over the selection, or over the word at
// the caret. Each line is marked by itself; where all are bold already, the
// marks go.
func ToggleBold(e TextEdit) TextEdit { return toggleMark(e, "**") }

// ToggleItalic does for italic what [ToggleBold] does for bold.
func ToggleItalic(e TextEdit) TextEdit { return toggleMark(e, "_") }

// ToggleBullets makes the lines of the selection items of a bullet list, or
// paragraphs where all are already.
func ToggleBullets(e TextEdit) TextEdit { return toggleList(e, Bullet) }

// ToggleNumbers makes the lines of the selection items of a numbered list, or
// paragraphs where all are already.
func ToggleNumbers(e TextEdit) TextEdit { return toggleList(e, Numbered) }

// runes gives the text's characters and the selection within them.
func (e TextEdit) runes() (text []rune, start, end int) {
	text = []rune(e.Text)
	start = min(max(min(e.Start, e.End), 0), len(text))
	end = min(max(e.Start, e.End, 0), len(text))
	return text, start, end
}

// lineKind is the kind of one of the lines, which for a numbered item depends
// on those before it.
func lineKind(lines []string, line int) (BlockKind, string) {
	number := 0
	for i := 0; ; i++ {
		kind, marker := blockKind(lines[i], number)
		if i == line {
			return kind, marker
		}
		if number++; kind != Numbered {
			number = 0
		}
	}
}

// replacement puts text in the place of some characters.
type replacement struct {
	start, end int
	text       string
}

// replace makes replacements, which are in order and apart, and takes the
// selection along: what is put where it begins or ends stays outside of it.
func (e TextEdit) replace(all []replacement) TextEdit {
	text, start, end := e.runes()
	var out []rune
	newStart, newEnd, at := start, end, 0
	for _, r := range all {
		out = append(append(out, text[at:r.start]...), []rune(r.text)...)
		at = r.end
		grown := len([]rune(r.text)) - (r.end - r.start)
		if r.end <= start {
			newStart += grown
		} else if r.start < start {
			newStart += r.start - start
		}
		if r.end < end || r.end == end && (r.start < r.end || start == end) {
			newEnd += grown
		} else if r.start < end {
			newEnd += r.start - end
		}
	}
	out = append(out, text[at:]...)
	return TextEdit{string(out), min(newStart, len(out)), min(max(newEnd, newStart), len(out))}
}

// toggleMark marks or unmarks each part of the selection.
func toggleMark(e TextEdit, mark string) TextEdit {
	text, _, _ := e.runes()
	parts := markable(e)
	if len(parts) == 0 { // nothing to mark: the marks, with the caret between
		_, start, _ := e.runes()
		out := e.replace([]replacement{{start, start, mark + mark}})
		out.Start = start + len(mark)
		out.End = out.Start
		return out
	}
	marked := !slices.ContainsFunc(parts, func(p replacement) bool { return !hasMark(text, p, mark) })
	var all []replacement
	for _, p := range parts {
		left, right := marksAround(text, p)
		if marked {
			all = append(all, replacement{left, p.start, strings.Replace(string(text[left:p.start]), mark, "", 1)},
				replacement{p.end, right, strings.Replace(string(text[p.end:right]), mark, "", 1)})
		} else if !hasMark(text, p, mark) {
			all = append(all, replacement{p.start, p.start, mark}, replacement{p.end, p.end, mark})
		}
	}
	return e.replace(all)
}

// markable are the stretches of the selection that a mark can go around: one
// in each line, whole words, without list marker and without spaces and marks
// at its ends.
func markable(e TextEdit) []replacement {
	text, start, end := e.runes()
	var out []replacement
	lines := strings.Split(string(text), "\n")
	at := 0
	for i, line := range lines {
		_, marker := lineKind(lines, i)
		first, last := at+len(marker), at+len([]rune(line))
		at = last + 1
		from, to := max(start, first), min(end, last)
		if from > to {
			continue
		}
		from, to = wholeWords(text, from, to, first, last)
		for from < to && (unicode.IsSpace(text[from]) || isMark(text[from])) {
			from++
		}
		for from < to && (unicode.IsSpace(text[to-1]) || isMark(text[to-1])) {
			to--
		}
		if from < to {
			out = append(out, replacement{start: from, end: to})
		}
	}
	return out
}

func wholeWords(text []rune, from, to, first, last int) (int, int) {
	for from > first && from < last && wordRune(text[from-1]) && wordRune(text[from]) {
		from--
	}
	if from == to && from > first && wordRune(text[from-1]) { // the caret behind a word
		for from > first && wordRune(text[from-1]) {
			from--
		}
	}
	for to > first && to < last && wordRune(text[to-1]) && wordRune(text[to]) {
		to++
	}
	if from == to {
		for to < last && wordRune(text[to]) {
			to++
		}
	}
	return from, to
}

func isMark(r rune) bool { return r == '*' || r == '_' }

// marksAround is how far the marks reach on both sides of a part.
func marksAround(text []rune, p replacement) (left, right int) {
	left, right = p.start, p.end
	for left > 0 && isMark(text[left-1]) {
		left--
	}
	for right < len(text) && isMark(text[right]) {
		right++
	}
	return left, right
}

func hasMark(text []rune, p replacement, mark string) bool {
	left, right := marksAround(text, p)
	return slices.Contains(marksOf(string(text[left:p.start])), mark) &&
		slices.Contains(marksOf(string(text[p.end:right])), mark)
}

// toggleList sets the kind of all lines that the selection touches.
func toggleList(e TextEdit, kind BlockKind) TextEdit {
	text, start, end := e.runes()
	lines := strings.Split(string(text), "\n")
	type touched struct {
		at     int
		kind   BlockKind
		marker string
	}
	var all []touched
	at := 0
	for i, line := range lines {
		last := at + len([]rune(line))
		if last >= start && at <= end {
			k, m := lineKind(lines, i)
			all = append(all, touched{at, k, m})
		}
		at = last + 1
	}
	marker := map[BlockKind]string{Bullet: "- ", Numbered: "1. "}[kind]
	if !slices.ContainsFunc(all, func(t touched) bool { return t.kind != kind }) {
		marker = ""
	}
	var changes []replacement
	for _, t := range all {
		changes = append(changes, replacement{t.at, t.at + len(t.marker), marker})
	}
	return renumber(e.replace(changes))
}

// renumber counts the items of numbered lists afresh.
func renumber(e TextEdit) TextEdit {
	var changes []replacement
	at, number := 0, 0
	for line := range strings.SplitSeq(e.Text, "\n") {
		kind, marker := blockKind(line, number)
		if number++; kind != Numbered {
			number = 0
		} else if want := strconv.Itoa(number) + ". "; want != marker {
			changes = append(changes, replacement{at, at + len(marker), want})
		}
		at += len([]rune(line)) + 1
	}
	return e.replace(changes)
}
