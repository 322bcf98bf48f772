package grid

import (
	"sort"
	"unicode"

	"fyne.io/fyne/v2"

	"litework/document"
)

var plain = fyne.TextStyle{}

// width is the width of a text on one line.
func width(s string, size float32, style fyne.TextStyle) float32 {
	if s == "" {
		return 0
	}
	return fyne.MeasureText(s, size, style).Width
}

// rowStarts breaks a text into visual rows no wider than room and gives the
// place where each begins. It breaks at spaces where it can, and always at a
// line break. What is drawn and what is edited breaks at the same places.
func rowStarts(text []rune, room, size float32, style fyne.TextStyle) []int {
	starts := []int{0}
	at := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			continue
		}
		for _, s := range paragraphStarts(text[at:i], room, size, style) {
			starts = append(starts, at+s)
		}
		if i < len(text) {
			starts = append(starts, i+1)
		}
		at = i + 1
	}
	return starts
}

// paragraphStarts gives the starts of the second and further rows.
func paragraphStarts(text []rune, room, size float32, style fyne.TextStyle) []int {
	// No letter is wider than the size by much: short text needs no measuring.
	if float32(len(text))*size < room {
		return nil
	}
	var starts []int
	at := 0
	for at < len(text) {
		rest := text[at:]
		if width(string(rest), size, style) <= room {
			break
		}
		n := sort.Search(len(rest), func(n int) bool {
			return width(string(rest[:n+1]), size, style) > room
		})
		cut := max(n, 1)
		for i := cut; i > 0; i-- {
			if i < len(rest) && unicode.IsSpace(rest[i]) {
				cut = i + 1
				break
			}
			if unicode.IsSpace(rest[i-1]) {
				cut = i
				break
			}
		}
		for cut < len(rest) && unicode.IsSpace(rest[cut]) {
			cut++
		}
		if cut >= len(rest) {
			break
		}
		at += cut
		starts = append(starts, at)
	}
	return starts
}

// rowText is the text of one visual row, without the break that ends it.
func rowText(text []rune, starts []int, row int) []rune {
	end := len(text)
	if row+1 < len(starts) {
		end = starts[row+1]
		if end > starts[row] && text[end-1] == '\n' {
			end--
		}
	}
	return text[starts[row]:end]
}

// indexAt is the place in a row that is nearest to x.
func indexAt(row []rune, x, size float32, style fyne.TextStyle) int {
	n := sort.Search(len(row), func(n int) bool { return width(string(row[:n+1]), size, style) > x })
	if n < len(row) {
		left, right := width(string(row[:n]), size, style), width(string(row[:n+1]), size, style)
		if x-left > right-x {
			n++
		}
	}
	return n
}

// piece is a run of one style in a row of enhanced text.
type piece struct {
	text  string
	style fyne.TextStyle
	x     float32
}

// richRows lays out enhanced text as it is read: marks shown as their effect,
// each list item on its own row.
func richRows(source string, room, size float32) [][]piece {
	var rows [][]piece
	number := 0
	for _, b := range document.ParseRich(source) {
		lead := ""
		number++
		switch b.Kind {
		case document.Bullet:
			lead = "• "
		case document.Numbered:
			lead = itemNumber(b.Number)
		}
		indent := width(lead, size, plain)
		rows = append(rows, nil)
		x := indent
		if lead != "" {
			rows[len(rows)-1] = append(rows[len(rows)-1], piece{text: lead})
		}
		for _, s := range b.Spans {
			style := fyne.TextStyle{Bold: s.Bold, Italic: s.Italic}
			text := []rune(s.Text)
			for len(text) > 0 {
				fit := fitting(text, room-x, size, style)
				if fit == 0 && x > indent {
					rows, x = append(rows, nil), indent
					continue
				}
				fit = max(fit, 1)
				rows[len(rows)-1] = append(rows[len(rows)-1], piece{string(text[:fit]), style, x})
				x += width(string(text[:fit]), size, style)
				text = text[fit:]
				if len(text) > 0 {
					rows, x = append(rows, nil), indent
				}
			}
		}
	}
	return rows
}

// fitting is how many runes fit into room, ending at a word where possible; 0
// when not even the first word does.
func fitting(text []rune, room, size float32, style fyne.TextStyle) int {
	if width(string(text), size, style) <= room {
		return len(text)
	}
	n := sort.Search(len(text), func(n int) bool { return width(string(text[:n+1]), size, style) > room })
	for i := n; i > 0; i-- {
		if unicode.IsSpace(text[i-1]) {
			return i
		}
	}
	if n < len(text) && !unicode.IsSpace(text[0]) && room < 200 {
		return 0
	}
	return n
}
