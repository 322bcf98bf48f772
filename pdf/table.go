package pdf

import (
	"strings"

	"litework/document"
)

// column is one of the table's columns of figures.
type column struct {
	label string
	least float64
	text  func(document.Line) string
	// price columns are empty in sections printed without prices.
	price bool
	// set by size: its right edge
	right float64
}

// table is the table of lines with what its columns turned out to be.
type table struct {
	*layout
	columns []column
	mark    marking
	usual   string
	// size of the figures: smaller where they would leave no room for words
	size float64
	// wide is the room for words beside the figures.
	wide float64
}

const (
	columnPad = 14.0
	leastWide = 130.0
)

// table prints the lines and the totals under them.
func (l *layout) table() {
	t := &table{layout: l}
	t.mark, t.usual = l.taxMarking()
	t.choose()
	t.measure()
	l.flow.head = t.head()

	rows := t.rows()
	for i := 0; i+1 < len(rows); i++ {
		l.flow.row(rows[i])
	}
	var last block
	if len(rows) > 0 {
		last = rows[len(rows)-1]
	}
	l.end(last)
}

// choose takes the columns that are needed for the lines that are printed.
func (t *table) choose() {
	var count, price, duration, discount bool
	for _, s := range t.d.Sections {
		for _, line := range s.Lines {
			if line.IsText() || hidden(s, line) {
				continue
			}
			full := printOf(s) == document.PrintFull
			count = true
			price = price || full
			duration = duration || !line.Duration.IsZero()
			discount = discount || full && !line.Discount.IsZero()
		}
	}
	if count {
		t.columns = append(t.columns, column{label: "Qty", least: 42, text: quantity})
	}
	if duration {
		t.columns = append(t.columns, column{label: "Duration", least: 72, text: func(l document.Line) string { return l.Duration.String() }})
	}
	if price {
		t.columns = append(t.columns, column{label: "Price", least: 58, price: true, text: func(l document.Line) string {
			return document.FormatPrice(l.UnitPrice.Decimal)
		}})
	}
	if discount {
		t.columns = append(t.columns, column{label: "Disc", least: 44, price: true, text: func(l document.Line) string {
			return percent(l.Discount)
		}})
	}
	if t.mark == markLines {
		t.columns = append(t.columns, column{label: t.country.TaxName, least: 44, text: func(l document.Line) string {
			_, brief := t.taxWords(l.Tax)
			return brief
		}})
	}
	t.columns = append(t.columns, column{label: "Amount", least: 70, price: true, text: func(l document.Line) string {
		return document.FormatMoney(l.Amounts(t.d.TaxMode).Amount)
	}})
}

// printOf is how a section is printed: one without a name has none for a line
// that stands for it.
func printOf(s document.Section) document.SectionPrint {
	if s.Print == document.PrintOneLine && strings.TrimSpace(s.Name) == "" {
		return document.PrintNoPrices
	}
	return s.Print
}

// hidden reports whether a line is not printed, for one line stands for its
// section. An optional line is no part of that and always printed.
func hidden(s document.Section, l document.Line) bool {
	return printOf(s) == document.PrintOneLine && !l.Optional
}

// quantity is a line's; one that was left out counts as 1 and is printed so.
func quantity(l document.Line) string {
	if !l.Quantity.Valid {
		return "1"
	}
	return document.FormatQuantity(l.Quantity.Decimal)
}

// measure gives each column the width its figures need, and the rest to the
// words. Where that leaves them too little, the figures are set smaller.
func (t *table) measure() {
	widths := make([]float64, len(t.columns))
	total := 0.0
	for i, c := range t.columns {
		w := t.set.set(small(c.label)).width
		for _, line := range t.d.Lines() {
			if !line.IsText() {
				w = max(w, t.set.figures(ink(c.text(*line))).width)
			}
		}
		for j, s := range t.d.Sections {
			switch {
			case i == len(t.columns)-1:
				w = max(w, t.set.figures(strong(document.FormatMoney(t.totals.Sections[j]))).width)
			case i == len(t.columns)-2 && t.mark == markLines && printOf(s) == document.PrintOneLine:
				w = max(w, t.set.figures(ink(t.sectionRates(s))).width)
			}
		}
		widths[i] = max(c.least, w+columnPad)
		total += widths[i]
	}
	shrink := min(1, (right-left-leastWide)/total)
	t.size = textSize * shrink
	t.wide = right - left - total*shrink - columnPad/2
	x := right - total*shrink
	for i := range t.columns {
		x += widths[i] * shrink
		t.columns[i].right = x
	}
}

// figure sets a figure at the right edge of a column.
func (t *table) figure(c column, text string, look span, y float64, line string) []Text {
	look.text, look.size = text, min(look.size, t.size)
	l := t.set.figures(look)
	return l.texts(c.right-l.width, y, line)
}

func (t *table) last() column { return t.columns[len(t.columns)-1] }

// head is the row of labels, repeated on each page.
func (t *table) head() block {
	const base = 13.0
	texts := t.set.set(small("Description")).texts(left, base, "")
	for _, c := range t.columns {
		look := small(c.label)
		look.size = min(look.size, t.size)
		l := t.set.set(look)
		texts = append(texts, l.texts(c.right-l.width, base, "")...)
	}
	var b block
	b.add(atom{0, 22, marks{texts: texts, fills: []Fill{{X: left, Y: base + 8, Width: right - left, Height: ruleLine, Color: inkColor}}}})
	return b
}

// rows are the table's blocks from top to bottom: a section's heading is one
// with the first line under it.
func (t *table) rows() []block {
	var out []block
	for i, s := range t.d.Sections {
		if len(s.Lines) == 0 {
			continue
		}
		var heading block
		if strings.TrimSpace(s.Name) != "" {
			heading = t.heading(s, i)
		}
		for _, line := range s.Lines {
			if hidden(s, line) {
				continue
			}
			row := t.row(line, printOf(s))
			if len(heading.atoms) > 0 {
				heading.below(row, true)
				row, heading = heading, block{}
			}
			out = append(out, row)
		}
		if len(heading.atoms) > 0 {
			out = append(out, heading)
		}
	}
	return out
}

// heading is a section's name with its sum.
func (t *table) heading(s document.Section, i int) block {
	t.set.at("", "section "+strings.TrimSpace(s.Name))
	spans := []span{strong(t.set.oneLine(strings.TrimSpace(s.Name)))}
	if t.mark == markSections {
		if word, _ := t.sectionTax(s); word != "" && word != t.usual {
			spans = append(spans, small(" · "+lowerFirst(word)))
		}
	}
	var b block
	y := b.text(t.set.wrap(spans, t.wide), left, 12.5, textLeading, "")
	base := baseline(12.5, textLeading, setLine{runs: []run{{span: strong("")}}})
	if priced(s) {
		b.put(t.figure(t.last(), document.FormatMoney(t.totals.Sections[i]), strong(""), base, ""))
		if printOf(s) == document.PrintOneLine && t.mark == markLines {
			b.put(t.figure(t.columns[len(t.columns)-2], t.sectionRates(s), ink(""), base, ""))
		}
	}
	b.fill(Fill{X: left, Y: y + 4, Width: right - left, Height: hairline, Color: borderColor})
	b.height = y + 4 + hairline
	return b
}

// priced reports whether a section has a sum.
func priced(s document.Section) bool {
	for _, l := range s.Lines {
		if !l.IsText() && !l.Optional {
			return true
		}
	}
	return false
}

// row is a line with its enhanced description.
func (t *table) row(line document.Line, how document.SectionPrint) block {
	t.set.at(line.ID, "")
	width := t.wide
	if line.IsText() {
		width = right - left
	}
	var b block
	y := t.description(&b, line, width)
	if line.Enhanced != "" {
		y = t.enhanced(&b, line, y, width)
	}
	if !line.IsText() {
		t.figures(&b, line, how)
	}
	b.fill(Fill{X: left, Y: y + 4, Width: right - left, Height: hairline, Color: borderColor})
	b.height = y + 4 + hairline
	return b
}

const rowPad = 5.0

func (t *table) description(b *block, line document.Line, width float64) float64 {
	y := rowPad
	for i, p := range t.set.paragraphs(strings.TrimRight(line.Description, " \n\t\r")) {
		spans := []span{ink(p)}
		if i == 0 && line.Optional {
			spans = []span{small("Optional: "), ink(p)}
		}
		y = b.paragraph(t.set.wrap(spans, width), left, y, textLeading, line.ID)
	}
	return y
}

// figures sets the figures of a line beside its first words.
func (t *table) figures(b *block, line document.Line, how document.SectionPrint) {
	base := baseline(rowPad, textLeading, setLine{runs: []run{{span: ink("")}}})
	for i, c := range t.columns {
		amount := i == len(t.columns)-1
		look := ink("")
		if line.Optional && amount {
			look = small("")
		}
		if c.price && how != document.PrintFull && !(amount && line.Optional) {
			continue
		}
		if text := c.text(line); text != "" {
			b.put(t.figure(c, text, look, base, line.ID))
		}
	}
}

// markGap is the space behind the mark of a list's item.
const markGap = 2.6

// enhanced sets the enhanced description under the words of its line.
func (t *table) enhanced(b *block, line document.Line, y, width float64) float64 {
	look := span{size: noteSize, color: mutedColor}
	for _, block := range document.ParseRich(strings.TrimRight(line.Enhanced, "\n\r")) {
		mark := look
		switch block.Kind {
		case document.Bullet:
			mark.text = "•"
		case document.Numbered:
			mark.text = number(block.Number) + "."
		}
		x := left
		if mark.text != "" {
			m := t.set.set(mark)
			b.add(atom{y, y + noteLeading, marks{texts: m.texts(x, baseline(y, noteLeading, m), line.ID)}})
			x += m.width + markGap
		}
		at := len(b.atoms)
		end := b.paragraph(t.set.wrap(t.spans(block, look), width-(x-left)), x, y, noteLeading, line.ID)
		if mark.text != "" {
			b.join(at - 1) // the mark stays with its first line
		}
		y = end
	}
	return y
}

func (t *table) spans(b document.Block, look span) []span {
	out := []span{look}
	for _, s := range b.Spans {
		sp := look
		sp.text = t.set.oneLine(s.Text)
		if s.Bold {
			sp.style |= bold
		}
		if s.Italic {
			sp.style |= italic
		}
		out = append(out, sp)
	}
	return out
}
