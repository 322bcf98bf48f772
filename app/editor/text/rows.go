package text

// rowStarts are the places where visual rows begin.
func (b *Buffer) rowStarts() []int {
	if b.Starts != nil {
		if s := b.Starts(b.runes); len(s) > 0 {
			return s
		}
	}
	starts := []int{0}
	for i, r := range b.runes {
		if r == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// row finds the visual row of the caret.
func (b *Buffer) row(starts []int) int {
	row := 0
	for i, s := range starts {
		if s <= b.caret {
			row = i
		}
	}
	return row
}

// rowEnd is the last place of the caret in a row: before its line break, or
// before the first rune of the next row where the text only wraps.
func (b *Buffer) rowEnd(starts []int, row int) int {
	if row+1 >= len(starts) {
		return len(b.runes)
	}
	return max(starts[row], starts[row+1]-1)
}

// AtFirstRow reports whether ↑ would leave the text.
func (b *Buffer) AtFirstRow() bool { return b.row(b.rowStarts()) == 0 }

// AtLastRow reports whether ↓ would leave the text.
func (b *Buffer) AtLastRow() bool {
	starts := b.rowStarts()
	return b.row(starts) == len(starts)-1
}

// Up moves the caret to the row above, or to the start in the first one.
func (b *Buffer) Up(extend bool) { b.vertical(-1, extend) }

// Down moves the caret to the row below, or to the end in the last one.
func (b *Buffer) Down(extend bool) { b.vertical(1, extend) }

func (b *Buffer) vertical(by int, extend bool) {
	starts := b.rowStarts()
	row := b.row(starts)
	wish := b.wish
	if wish < 0 {
		wish = b.caret - starts[row]
	}
	to := row + by
	switch {
	case to < 0:
		b.SetCaret(0, extend)
	case to >= len(starts):
		b.SetCaret(len(b.runes), extend)
	default:
		b.SetCaret(min(starts[to]+wish, b.rowEnd(starts, to)), extend)
	}
	b.wish = wish
}

// Home moves the caret to the start of its row, or of the whole text.
func (b *Buffer) Home(all, extend bool) {
	if all {
		b.SetCaret(0, extend)
		return
	}
	starts := b.rowStarts()
	b.SetCaret(starts[b.row(starts)], extend)
}

// End moves the caret to the end of its row, or of the whole text.
func (b *Buffer) End(all, extend bool) {
	if all {
		b.SetCaret(len(b.runes), extend)
		return
	}
	starts := b.rowStarts()
	b.SetCaret(b.rowEnd(starts, b.row(starts)), extend)
}
