package lines

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"litework/document"
)

// sheet reads lines from the cells of a spreadsheet.
type sheet struct {
	mode     document.TaxMode
	newLine  func(id string) document.Line
	taxes    []document.Tax
	accounts []document.Account

	columns []sheetColumn
	out     pasted
}

// read reads lines from tab-separated text, or from plain text of several
// lines. What the columns hold is told from their names, else from what is in
// them. Text that cannot be read as its column wants it, and columns that are
// not known, stand in the description: nothing is lost. Every line has an id
// of its own among them.
func (s *sheet) read(text string) pasted {
	rows := slices.DeleteFunc(readCells(text), blankRow)
	if len(rows) == 0 {
		return pasted{}
	}
	s.columns, rows = s.columnsOf(rows)
	for i, row := range rows {
		s.out.lines = append(s.out.lines, s.line("pasted-"+strconv.Itoa(i), row))
	}
	return s.out
}

func blankRow(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// line reads one row.
func (s *sheet) line(id string, row []string) document.Line {
	l := s.newLine(id)
	l.ID = id
	var below []string // of the description: what has no place of its own
	amount := ""
	for i, cell := range row {
		c := s.columns[i]
		if c.holds == isDescription {
			l.Description = strings.TrimRight(cell, " \t\n")
			continue
		}
		if cell = strings.TrimSpace(cell); cell == "" || c.holds == isRowNumber {
			continue
		}
		if c.holds == isAmount {
			amount = cell
			continue
		}
		if c.holds == isText || !s.set(&l, c, cell) {
			if c.holds != isText {
				s.out.unread++
			}
			below = append(below, c.labelled(cell))
		}
	}
	if !l.Quantity.Valid && l.UnitPrice.Valid && !s.has(isQuantity) {
		l.Quantity = decimal.NewNullDecimal(decimal.NewFromInt(1)) // as typing a price does
	}
	if amount != "" && !s.setAmount(&l, amount) {
		s.out.unread++
		below = append(below, sheetColumn{holds: isAmount}.labelled(amount))
	}
	if l.Description != "" {
		below = append([]string{l.Description}, below...)
	}
	l.Description = strings.Join(below, "\n")
	return l
}

func (s *sheet) has(h holds) bool {
	return slices.ContainsFunc(s.columns, func(c sheetColumn) bool { return c.holds == h })
}

// set reads a cell into the field of its column.
func (s *sheet) set(l *document.Line, c sheetColumn, cell string) bool {
	switch c.holds {
	case isQuantity, isPrice:
		n, ok := figure(cell)
		if !ok {
			return false
		}
		value, err := document.ParseQuantity(n)
		if c.holds == isPrice {
			value, err = document.ParsePrice(n)
		}
		if err != nil {
			return false
		}
		if c.holds == isPrice {
			l.UnitPrice = value
		} else {
			l.Quantity = value
		}
	case isDiscount:
		n, ok := figure(strings.TrimSuffix(cell, "%"))
		d, err := document.ParseDiscount(n)
		if !ok || err != nil {
			return false
		}
		l.Discount = d
	case isDuration:
		d, ok := duration(cell, c.unit)
		if !ok {
			return false
		}
		l.Duration = d
	case isTax:
		tax, ok := s.tax(cell)
		if !ok {
			return false
		}
		l.Tax = tax
	case isAccount:
		if !slices.ContainsFunc(s.accounts, func(a document.Account) bool { return a.Code == cell }) {
			return false
		}
		l.Account = cell
	}
	return true
}

// setAmount is the price where the row has none; else it is only compared with
// what the line comes to.
func (s *sheet) setAmount(l *document.Line, cell string) bool {
	n, ok := figure(cell)
	if !ok {
		return false
	}
	price, err := document.ParsePrice(n)
	if p := document.ProblemOf(err); p != nil && p.Code != "too-large" {
		return false
	}
	amount, malformed := decimal.NewFromString(strings.ReplaceAll(n, ",", ""))
	if malformed != nil {
		return false
	}
	if !l.UnitPrice.Valid {
		one := !l.Quantity.Valid || l.Quantity.Decimal.Equal(decimal.NewFromInt(1))
		switch {
		case amount.IsZero():
			return true // as a line without a price comes to
		case err != nil || !one || !l.Duration.IsZero() || !l.Discount.IsZero():
			return false
		}
		l.UnitPrice = price
		l.Quantity = decimal.NewNullDecimal(decimal.NewFromInt(1))
		return true
	}
	if !l.Amounts(s.mode).Amount.Equal(document.RoundMoney(amount)) {
		s.out.amounts++
	}
	return true
}

// tax finds a tax by its name, or by its rate in percent.
func (s *sheet) tax(cell string) (document.Tax, bool) {
	for _, is := range []func(document.Tax) bool{
		func(t document.Tax) bool { return t.Name == cell },
		func(t document.Tax) bool {
			return strings.EqualFold(t.Name, cell) || strings.EqualFold(t.Brief(), cell) || t.Code != "" && strings.EqualFold(t.Code, cell)
		},
		func(t document.Tax) bool {
			n, ok := figure(strings.TrimSuffix(cell, "%"))
			rate, err := document.ParseDiscount(n)
			return ok && err == nil && strings.HasSuffix(cell, "%") && rate.Equal(t.Rate)
		},
	} {
		if i := slices.IndexFunc(s.taxes, is); i >= 0 {
			return s.taxes[i], true
		}
	}
	return document.Tax{}, false
}

// figure is a number as spreadsheets show it, in the form that is typed:
// without currency, a negative one with a minus instead of parentheses. It is
// no sum and no date.
func figure(cell string) (string, bool) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '\u2009':
			return -1
		case '−', '–':
			return '-'
		}
		return r
	}, strings.TrimSpace(cell))
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && len(s) > 2 {
		s, negative = strings.TrimSpace(s[1:len(s)-1]), true
	}
	sign := func() {
		for _, end := range []func(string, string) (string, bool){strings.CutPrefix, strings.CutSuffix} {
			if cut, ok := end(s, "-"); ok && !negative {
				s, negative = strings.TrimSpace(cut), true
			}
		}
	}
	sign()
	s = withoutCurrency(s)
	sign()
	if s == "" || strings.Trim(s, "0123456789.,") != "" || strings.Trim(s, ".,") == "" {
		return "", false
	}
	if negative {
		s = "-" + s
	}
	return s, true
}

// currencies are what stands beside an amount, the longer ones first.
var currencies = []string{"NZ$", "AU$", "US$", "A$", "$", "£", "€", "NZD", "AUD", "USD", "GBP", "EUR", "CAD"}

// withoutCurrency drops a currency from either end.
func withoutCurrency(s string) string {
	for _, c := range currencies {
		if cut, ok := strings.CutPrefix(s, c); ok {
			return strings.TrimSpace(cut)
		}
		if cut, ok := strings.CutSuffix(s, c); ok {
			return strings.TrimSpace(cut)
		}
	}
	return s
}

// duration reads 3 days, 10h, and where the column names a unit 3.
func duration(cell string, unit document.DurationUnit) (document.Duration, bool) {
	word := strings.TrimSpace(strings.TrimLeft(cell, "0123456789.,"))
	if len(word) == len(cell) || word == "" && unit == "" || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return document.Duration{}, false // a sum or a date is none
	}
	d, err := document.ParseDuration(cell, unit)
	return d, err == nil
}
