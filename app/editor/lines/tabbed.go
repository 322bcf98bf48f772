package lines

import (
	"strconv"
	"strings"

	"litework/document"
)

// Tabbed writes lines as tab-separated text, the form spreadsheets paste:
// description, quantity, duration, price, discount, tax, amount. The name of a
// section stands on a row of its own.
func Tabbed(parts []document.Section, mode document.TaxMode) string {
	var rows [][]string
	for _, p := range parts {
		if p.Name != "" {
			rows = append(rows, []string{p.Name})
		}
		for _, l := range p.Lines {
			amount := ""
			if !l.IsText() {
				amount = document.FormatMoney(l.Amounts(mode).Amount)
			}
			rows = append(rows, []string{l.Description, l.Text(document.FieldQuantity), l.Text(document.FieldDuration),
				l.Text(document.FieldPrice), l.Text(document.FieldDiscount), l.Text(document.FieldTax), amount})
		}
	}
	return writeCells(rows)
}

// pasted is what was read from text of elsewhere.
type pasted struct {
	lines []document.Line
	// unread is how many cells could not be read as what their column holds:
	// they stand in the description. amounts is how many amounts are not what
	// quantity and price give here.
	unread, amounts int
}

// words tell what is not as it was where it was copied, or "".
func (p pasted) words() string {
	s := ""
	switch {
	case p.unread == 1:
		s = "1 cell could not be read. It stands in the description."
	case p.unread > 1:
		s = strconv.Itoa(p.unread) + " cells could not be read. They stand in the descriptions."
	}
	switch {
	case p.amounts == 1:
		s += " 1 amount is not what its quantity and price give."
	case p.amounts > 1:
		s += " " + strconv.Itoa(p.amounts) + " amounts are not what their quantity and price give."
	}
	return strings.TrimSpace(s)
}
