package lines

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"litework/document"
)

// holds says what the cells of a spreadsheet's column hold.
type holds int

// What a column can hold. A text column has no place of its own in a line.
const (
	isText holds = iota
	isDescription
	isQuantity
	isDuration
	isPrice
	isDiscount
	isTax
	isAccount
	isAmount
	isRowNumber
)

// sheetColumn is a column of what is pasted.
type sheetColumn struct {
	holds holds
	name  string                // as its head has it
	unit  document.DurationUnit // of bare numbers in a column of durations
}

// labelled is a cell of the column as it stands in a description.
func (c sheetColumn) labelled(cell string) string {
	name := c.name
	if name == "" {
		name = map[holds]string{isQuantity: "Qty", isDuration: "Duration", isPrice: "Price", isDiscount: "Disc", isTax: "Tax",
			isAccount: "Account", isAmount: "Amount"}[c.holds]
	}
	if name == "" {
		return cell
	}
	return name + ": " + cell
}

// columnsOf tells what the columns hold, and drops the row that names them.
func (s *sheet) columnsOf(rows [][]string) ([]sheetColumn, [][]string) {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	if width == 1 {
		if h, _ := named(rows[0][0]); h == isDescription && len(rows) > 1 {
			rows = rows[1:]
		}
		return []sheetColumn{{holds: isDescription}}, rows
	}
	if s.ours(rows, width) {
		return ourColumns, rows
	}
	if columns, ok := headed(rows[0], width); ok && len(rows) > 1 {
		return columns, rows[1:]
	}
	return s.guessed(rows, width), rows
}

// ourColumns are those that Tabbed writes.
var ourColumns = []sheetColumn{{holds: isDescription}, {holds: isQuantity}, {holds: isDuration}, {holds: isPrice},
	{holds: isDiscount}, {holds: isTax}, {holds: isAmount}}

// ours reports whether the rows are as Tabbed writes them: every cell is empty
// or can be read as what stands at its place.
func (s *sheet) ours(rows [][]string, width int) bool {
	if width != len(ourColumns) {
		return false
	}
	var l document.Line
	for _, row := range rows {
		for i, cell := range row[1:] {
			cell = strings.TrimSpace(cell)
			if cell == "" || ourColumns[i+1].holds == isTax {
				continue
			}
			if ourColumns[i+1].holds == isAmount {
				if _, ok := figure(cell); !ok {
					return false
				}
			} else if !s.set(&l, ourColumns[i+1], cell) {
				return false
			}
		}
	}
	return true
}

// heads are the names of columns in spreadsheets.
var heads = map[string]holds{
	"description": isDescription, "item": isDescription, "item description": isDescription, "details": isDescription,
	"product": isDescription, "service": isDescription, "product service": isDescription, "line item": isDescription,
	"qty": isQuantity, "quantity": isQuantity, "count": isQuantity, "units": isQuantity, "no of units": isQuantity,
	"duration": isDuration, "days": isDuration, "hours": isDuration, "hrs": isDuration, "weeks": isDuration, "months": isDuration,
	"price": isPrice, "unit price": isPrice, "unit amount": isPrice, "rate": isPrice, "day rate": isPrice, "hourly rate": isPrice,
	"unit cost": isPrice, "price each": isPrice, "each": isPrice, "unitamount": isPrice,
	"disc": isDiscount, "discount": isDiscount, "disc %": isDiscount, "discount %": isDiscount, "% discount": isDiscount,
	"tax": isTax, "tax rate": isTax, "tax type": isTax, "gst": isTax, "vat": isTax, "gst rate": isTax, "vat rate": isTax, "taxtype": isTax,
	"account": isAccount, "account code": isAccount, "accountcode": isAccount,
	"amount": isAmount, "total": isAmount, "line total": isAmount, "line amount": isAmount, "subtotal": isAmount,
	"#": isRowNumber, "no": isRowNumber, "line": isRowNumber, "row": isRowNumber,
}

// named is what a column of that name holds: "Unit price (NZD)" a price.
func named(head string) (holds, document.DurationUnit) {
	name, _, _ := strings.Cut(strings.ToLower(head), "(")
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '%' && r != '#'
	}), " ")
	for _, tail := range []string{" ex gst", " excl gst", " ex tax", " excl tax", " ex vat", " nzd", " aud", " gbp", " usd"} {
		name = strings.TrimSuffix(name, tail)
	}
	units := map[string]document.DurationUnit{"days": document.Days, "hours": document.Hours, "hrs": document.Hours,
		"weeks": document.Weeks, "months": document.Months}
	unit := units[name]
	if name == "duration" {
		unit = document.Days
	}
	return heads[name], unit
}

// headed reads the row that names the columns; ok is false where the first row
// is none. Of two columns for the same the first counts; a column of items
// gives way to one of descriptions.
func headed(row []string, width int) (columns []sheetColumn, ok bool) {
	columns = make([]sheetColumn, width)
	found := map[holds]int{}
	for i, cell := range row {
		cell = strings.TrimSpace(cell)
		if _, isFigure := figure(cell); isFigure {
			return nil, false
		}
		h, unit := named(cell)
		columns[i] = sheetColumn{holds: h, name: cell, unit: unit}
		if h == isText {
			continue
		}
		other, taken := found[h]
		switch {
		case taken && h == isDescription && strings.HasPrefix(strings.ToLower(cell), "desc"):
			columns[other].holds = isText
			found[h] = i
		case taken:
			columns[i].holds = isText
		default:
			found[h] = i
		}
	}
	delete(found, isRowNumber)
	return columns, len(found) >= 2 || len(found) == 1 && width == 2
}

// guessed tells from what the cells hold: the first column of words is the
// description, percentages are discounts, numbers are in order quantity, price
// and amount, or the price alone.
func (s *sheet) guessed(rows [][]string, width int) []sheetColumn {
	columns := make([]sheetColumn, width)
	var figures []int
	described := false
	for i := range width {
		cells := column(rows, i)
		// Behind the description a word among numbers, such as "TBC", makes
		// them no words.
		all := every
		if described {
			all = most
		}
		switch {
		case len(cells) == 0:
		case all(cells, isFigure):
			figures = append(figures, i)
		case all(cells, isDurationText):
			columns[i].holds = isDuration
		case all(cells, isPercent):
			columns[i].holds = isDiscount
			if same(cells) && every(cells, s.isTax) {
				columns[i].holds = isTax
			}
		case described && every(cells, s.isTax):
			columns[i].holds = isTax
		case !described:
			columns[i].holds, described = isDescription, true
		}
	}
	if !described {
		columns[0] = sheetColumn{holds: isDescription}
		figures = slices.DeleteFunc(figures, func(i int) bool { return i == 0 })
	}
	// Rows that are numbered are in order anyway.
	if len(figures) > 1 && figures[0] == 0 && counts(column(rows, 0)) && len(rows) > 1 {
		columns[0].holds = isRowNumber
		figures = figures[1:]
	}
	wanted := []holds{isQuantity, isPrice, isAmount}
	if len(figures) == 1 {
		wanted = []holds{isPrice}
	}
	for n, i := range figures {
		if n < len(wanted) {
			columns[i].holds = wanted[n]
		}
	}
	return onlyOne(columns)
}

// onlyOne makes text of a second column that holds the same.
func onlyOne(columns []sheetColumn) []sheetColumn {
	seen := map[holds]bool{}
	for i, c := range columns {
		if c.holds != isText && seen[c.holds] {
			columns[i].holds = isText
		}
		seen[c.holds] = true
	}
	return columns
}

// column are the cells of a column that have something in them.
func column(rows [][]string, i int) []string {
	var out []string
	for _, row := range rows {
		if i < len(row) && strings.TrimSpace(row[i]) != "" {
			out = append(out, strings.TrimSpace(row[i]))
		}
	}
	return out
}

func isFigure(cell string) bool { _, ok := figure(cell); return ok }

func isDurationText(cell string) bool { _, ok := duration(cell, ""); return ok }

func (s *sheet) isTax(cell string) bool { _, ok := s.tax(cell); return ok }

func isPercent(cell string) bool {
	n, ok := strings.CutSuffix(cell, "%")
	return ok && isFigure(n)
}

func every(cells []string, is func(string) bool) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !is(c) })
}

// most reports whether half of the cells are something, or more.
func most(cells []string, is func(string) bool) bool {
	n := 0
	for _, c := range cells {
		if is(c) {
			n++
		}
	}
	return 2*n >= len(cells)
}

func same(cells []string) bool {
	return every(cells, func(c string) bool { return c == cells[0] })
}

// counts reports whether the cells are 1, 2, 3 and so on.
func counts(cells []string) bool {
	for i, c := range cells {
		if strings.TrimSuffix(c, ".") != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}
