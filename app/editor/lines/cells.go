package lines

import "strings"

// maxCell is how long a cell in quotes may be: as long as spreadsheets make
// them. A quote that is not closed within that is a quote, such as of inches.
const maxCell = 1 << 15

// readCells splits text as spreadsheets copy it: tabs between cells, line
// breaks between rows. A cell in quotes may hold both, its own quotes doubled.
// No character is lost but control characters, and the breaks at the end.
func readCells(s string) [][]string {
	s = strings.TrimRight(plainText(s), "\n")
	if s == "" {
		return nil
	}
	rows := [][]string{{}}
	for {
		cell, rest, end := nextCell(s)
		last := len(rows) - 1
		rows[last] = append(rows[last], cell)
		switch end {
		case 0:
			return rows
		case '\n':
			rows = append(rows, []string{})
		}
		s = rest
	}
}

// nextCell takes the first cell off a text, and tells what ended it: a tab, a
// line break, or 0 for the end of the text.
func nextCell(s string) (cell, rest string, end byte) {
	if cell, n, ok := quotedCell(s); ok {
		if n == len(s) {
			return cell, "", 0
		}
		return cell, s[n+1:], s[n]
	}
	i := strings.IndexAny(s, "\t\n")
	if i < 0 {
		return s, "", 0
	}
	return s[:i], s[i+1:], s[i]
}

// quotedCell takes a cell in quotes off a text and tells how long it was. What
// only begins with a quote is none.
func quotedCell(s string) (cell string, n int, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", 0, false
	}
	var b strings.Builder
	for i := 1; b.Len() <= maxCell; {
		j := strings.IndexByte(s[i:min(len(s), i+maxCell+1)], '"')
		if j < 0 {
			break
		}
		b.WriteString(s[i : i+j])
		i += j + 1
		switch {
		case i < len(s) && s[i] == '"':
			b.WriteByte('"')
			i++
		case i == len(s) || s[i] == '\t' || s[i] == '\n':
			return b.String(), i, true
		default:
			return "", 0, false
		}
	}
	return "", 0, false
}

// plainText is text with line breaks of one kind, valid, and without control
// characters other than tabs and breaks.
func plainText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r == 0x7f) {
			return -1
		}
		return r
	}, s)
}

// writeCells writes rows in the form that readCells and spreadsheets read.
func writeCells(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j, cell := range row {
			if j > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(cell, "\t\n\r") || strings.HasPrefix(cell, `"`) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
	}
	return b.String()
}
