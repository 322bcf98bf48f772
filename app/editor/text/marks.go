package text

import (
	"strconv"
	"strings"
)

// Wrap puts a mark on both sides of the selection, or of the word at the
// caret; where it stands there already it is taken away. With nothing to mark
// the caret stands between the two marks.
func (b *Buffer) Wrap(mark string) {
	if b.caret == b.anchor {
		at := b.caret
		b.SelectWord(at)
		if b.caret == b.anchor {
			n := len([]rune(mark))
			b.ReplaceRange(at, at, mark+mark, at+n, at+n)
			return
		}
	}
	from, to := b.Selection()
	n := len([]rune(mark))
	inner := string(b.runes[from:to])
	if from >= n && to+n <= len(b.runes) &&
		string(b.runes[from-n:from]) == mark && string(b.runes[to:to+n]) == mark {
		b.ReplaceRange(from-n, to+n, inner, from-n, to-n)
		return
	}
	if strings.HasPrefix(inner, mark) && strings.HasSuffix(inner, mark) && len(inner) >= 2*len(mark) {
		bare := strings.TrimSuffix(strings.TrimPrefix(inner, mark), mark)
		b.ReplaceRange(from, to, bare, from, from+len([]rune(bare)))
		return
	}
	b.ReplaceRange(from, to, mark+inner+mark, from+n, to+n)
}

// List makes the lines of the selection a list, bulleted or numbered, or plain
// lines again where they are such a list already.
func (b *Buffer) List(numbered bool) {
	from, to := b.Selection()
	for from > 0 && b.runes[from-1] != '\n' {
		from--
	}
	for to < len(b.runes) && b.runes[to] != '\n' {
		to++
	}
	lines := strings.Split(string(b.runes[from:to]), "\n")
	all := true
	for _, l := range lines {
		mark, _ := item(l)
		if mark == "" || (mark != "- ") != numbered {
			all = false
		}
	}
	for i, l := range lines {
		mark, rest := item(l)
		if mark == "" {
			rest = l
		}
		switch {
		case all:
			lines[i] = rest
		case numbered:
			lines[i] = strconv.Itoa(i+1) + ". " + rest
		default:
			lines[i] = "- " + rest
		}
	}
	s := strings.Join(lines, "\n")
	end := from + len([]rune(s))
	b.ReplaceRange(from, to, s, end, end)
}

// NewLine breaks the line. In a list it begins the next item; on an empty item
// it ends the list instead.
func (b *Buffer) NewLine() {
	start := b.caret
	for start > 0 && b.runes[start-1] != '\n' {
		start--
	}
	mark, rest := item(string(b.runes[start:b.caret]))
	switch {
	case mark == "" || b.caret != b.anchor:
		b.Insert("\n")
	case rest == "" && (b.caret == len(b.runes) || b.runes[b.caret] == '\n'):
		b.ReplaceRange(start, b.caret, "", start, start)
	case mark == "- ":
		b.Insert("\n- ")
	default:
		n, _ := strconv.Atoi(strings.TrimSuffix(mark, ". "))
		b.Insert("\n" + strconv.Itoa(n+1) + ". ")
	}
}

// item splits a line into the mark of a list item and the rest; no mark, no
// item.
func item(line string) (mark, rest string) {
	if strings.HasPrefix(line, "- ") {
		return "- ", line[2:]
	}
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits <= 4 && strings.HasPrefix(line[digits:], ". ") {
		return line[:digits+2], line[digits+2:]
	}
	return "", line
}
