package kit

import (
	"fyne.io/fyne/v2"

	"litework/app/theme"
)

const (
	cellPad  float32 = 10 // left and right of a cell
	boxWidth float32 = 36 // the column of boxes
	boxSize  float32 = 15
)

// span is where a column lies; a hidden one has no width.
type span struct{ x, w float32 }

// spans shares the width out among the columns.
func (t *DataTable) spans(width float32) []span {
	left := width
	if t.Model.IsSelected != nil {
		left -= boxWidth
	}
	hidden := make([]bool, len(t.columns))
	for t.needed(hidden) > left {
		worst := -1
		for i, c := range t.columns {
			if !hidden[i] && c.Hide > 0 && (worst < 0 || c.Hide > t.columns[worst].Hide) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		hidden[worst] = true
	}
	extra := max(0, left-t.needed(hidden))
	flex := float32(0)
	for i, c := range t.columns {
		if !hidden[i] {
			flex += c.Flex
		}
	}
	out := make([]span, len(t.columns))
	x := width - left
	for i, c := range t.columns {
		if hidden[i] {
			continue
		}
		w := c.Width
		if flex > 0 {
			w += extra * c.Flex / flex
		}
		out[i] = span{float32(int(x)), float32(int(x+w)) - float32(int(x))}
		x += w
	}
	return out
}

func (t *DataTable) needed(hidden []bool) float32 {
	total := float32(0)
	for i, c := range t.columns {
		if !hidden[i] {
			total += c.Width
		}
	}
	return total
}

// contentHeight is how tall the table is with all its rows.
func (t *DataTable) contentHeight() float32 {
	rows := t.len()
	if rows == 0 && t.loading {
		rows = placeholderRows
	}
	return theme.HeadHeight + float32(rows)*theme.RowHeight + 2
}

// alignX returns where something w wide starts in a span.
func alignX(s span, w float32, align fyne.TextAlign) float32 {
	switch align {
	case fyne.TextAlignTrailing:
		return s.x + s.w - cellPad - w
	case fyne.TextAlignCenter:
		return s.x + middle(s.w, w)
	}
	return s.x + cellPad
}
