// Package text is the text under a caret: what is typed, selected, undone and
// copied in one entry, without drawing it. It knows no toolkit, so that every
// key of the line grid can be tested without a window.
package text

import (
	"slices"
	"unicode"
)

// Buffer is a text with a caret and a selection. Positions are counted in
// runes. Make one with New.
type Buffer struct {
	runes  []rune
	caret  int
	anchor int // other end of the selection; equal to caret when none

	// Multiline lets line breaks in; without it they become spaces.
	Multiline bool
	// Starts gives the place in the text where each visual row begins, the
	// first always 0. It is set by whoever draws the text; without it a row
	// ends only at a line break.
	Starts func(runes []rune) []int

	wish   int // column that ↑ and ↓ try to keep, or -1
	undo   []state
	redo   []state
	typing bool // the last change was a typed rune: the next one joins it
}

type state struct {
	runes         []rune
	caret, anchor int
}

// New returns a buffer holding s with the caret at its end and nothing to
// undo.
func New(s string, multiline bool) *Buffer {
	b := &Buffer{Multiline: multiline, wish: -1}
	b.runes = b.clean([]rune(s))
	b.caret, b.anchor = len(b.runes), len(b.runes)
	return b
}

// String is the whole text.
func (b *Buffer) String() string { return string(b.runes) }

// Runes is the whole text; the caller must not change it.
func (b *Buffer) Runes() []rune { return b.runes }

// Caret is the place of the caret.
func (b *Buffer) Caret() int { return b.caret }

// Selection gives the selected range; from equals to when nothing is.
func (b *Buffer) Selection() (from, to int) {
	return min(b.caret, b.anchor), max(b.caret, b.anchor)
}

// Selected is the selected text.
func (b *Buffer) Selected() string {
	from, to := b.Selection()
	return string(b.runes[from:to])
}

// SelectAll selects the whole text, the caret at its end.
func (b *Buffer) SelectAll() { b.selectRange(0, len(b.runes)) }

// SelectWord selects the word around a place.
func (b *Buffer) SelectWord(at int) {
	at = b.within(at)
	from, to := at, at
	for from > 0 && isWord(b.runes[from-1]) {
		from--
	}
	for to < len(b.runes) && isWord(b.runes[to]) {
		to++
	}
	b.selectRange(from, to)
}

// SetCaret puts the caret at a place; extend keeps the other end of the
// selection.
func (b *Buffer) SetCaret(at int, extend bool) {
	b.caret = b.within(at)
	if !extend {
		b.anchor = b.caret
	}
	b.typing, b.wish = false, -1
}

func (b *Buffer) selectRange(from, to int) {
	b.anchor, b.caret = from, to
	b.typing, b.wish = false, -1
}

// Type enters one rune in place of the selection.
func (b *Buffer) Type(r rune) {
	joins := b.typing && !unicode.IsSpace(r)
	b.replace([]rune{r}, joins)
	b.typing = true
}

// Insert enters a text in place of the selection.
func (b *Buffer) Insert(s string) {
	b.replace([]rune(s), false)
	b.typing = false
}

// Replace puts s in place of the whole text and selects the given range, as
// one change.
func (b *Buffer) Replace(s string, from, to int) {
	b.push(state{slices.Clone(b.runes), b.caret, b.anchor})
	b.runes = b.clean([]rune(s))
	b.selectRange(b.within(from), b.within(to))
}

// Backspace deletes the selection, or the rune or word before the caret.
func (b *Buffer) Backspace(word bool) {
	if b.caret == b.anchor {
		b.anchor = b.left(word)
	}
	b.deleteSelection()
}

// Delete deletes the selection, or the rune or word after the caret.
func (b *Buffer) Delete(word bool) {
	if b.caret == b.anchor {
		b.anchor = b.right(word)
	}
	b.deleteSelection()
}

// Cut deletes the selection and returns it.
func (b *Buffer) Cut() string {
	s := b.Selected()
	b.deleteSelection()
	return s
}

func (b *Buffer) deleteSelection() {
	if b.caret != b.anchor {
		b.replace(nil, false)
	}
	b.typing = false
}

// Left moves the caret one rune or word back; a selection that is not extended
// collapses to its start.
func (b *Buffer) Left(word, extend bool) {
	to := b.left(word)
	if !extend && !word && b.caret != b.anchor {
		to, _ = b.Selection()
	}
	b.SetCaret(to, extend)
}

// Right moves the caret one rune or word on.
func (b *Buffer) Right(word, extend bool) {
	to := b.right(word)
	if !extend && !word && b.caret != b.anchor {
		_, to = b.Selection()
	}
	b.SetCaret(to, extend)
}

func (b *Buffer) left(word bool) int {
	at := b.caret
	if !word {
		return max(at-1, 0)
	}
	for at > 0 && !isWord(b.runes[at-1]) {
		at--
	}
	for at > 0 && isWord(b.runes[at-1]) {
		at--
	}
	return at
}

func (b *Buffer) right(word bool) int {
	at := b.caret
	if !word {
		return min(at+1, len(b.runes))
	}
	for at < len(b.runes) && !isWord(b.runes[at]) {
		at++
	}
	for at < len(b.runes) && isWord(b.runes[at]) {
		at++
	}
	return at
}

// Undo takes back the last change and reports whether there was one.
func (b *Buffer) Undo() bool { return b.swap(&b.undo, &b.redo) }

// Redo does again what was undone and reports whether there was something.
func (b *Buffer) Redo() bool { return b.swap(&b.redo, &b.undo) }

// CanUndo reports whether Undo would change something.
func (b *Buffer) CanUndo() bool { return len(b.undo) > 0 }

// CanRedo reports whether Redo would change something.
func (b *Buffer) CanRedo() bool { return len(b.redo) > 0 }

func (b *Buffer) swap(from, to *[]state) bool {
	if len(*from) == 0 {
		return false
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, state{b.runes, b.caret, b.anchor})
	b.runes, b.caret, b.anchor = last.runes, last.caret, last.anchor
	b.typing, b.wish = false, -1
	return true
}

// replace puts runes in place of the selection. A joined change belongs to the
// one before and is undone with it.
func (b *Buffer) replace(with []rune, joins bool) {
	if !joins {
		b.push(state{slices.Clone(b.runes), b.caret, b.anchor})
	}
	b.put(with)
}

func (b *Buffer) put(with []rune) {
	with = b.clean(with)
	from, to := b.Selection()
	b.runes = slices.Concat(b.runes[:from], with, b.runes[to:])
	b.caret = from + len(with)
	b.anchor = b.caret
	b.wish = -1
}

func (b *Buffer) push(s state) {
	b.undo = append(b.undo, s)
	b.redo = nil
}

// clean makes every line break \n and, in a single-line buffer, a space.
func (b *Buffer) clean(in []rune) []rune {
	out := make([]rune, 0, len(in))
	for i, r := range in {
		switch {
		case r == '\r' && i+1 < len(in) && in[i+1] == '\n':
			continue
		case r == '\r' || r == '\n':
			r = '\n'
			if !b.Multiline {
				r = ' '
			}
		case r == '\t':
			r = ' '
		case r != '\u200d' && unicode.IsControl(r):
			continue
		}
		out = append(out, r)
	}
	return out
}

func (b *Buffer) within(at int) int { return max(0, min(at, len(b.runes))) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
