package lines

import (
	"encoding/csv"
	"strconv"
	"strings"

	"litework/document"
)

// Tabbed writes lines as tab-separated text, the form spreadsheets paste:
// description, quantity, duration, price, discount, tax, amount. The name of a
// section stands on a row of its own.
func Tabbed(parts []document.Section, mode document.TaxMode) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = '\t'
	for _, p := range parts {
		if p.Name != "" {
			_ = w.Write([]string{p.Name}) // a Builder does not fail
		}
		for _, l := range p.Lines {
			amount := ""
			if !l.IsText() {
				amount = document.FormatMoney(l.Amounts(mode).Amount)
			}
			_ = w.Write([]string{l.Description, l.Text(document.FieldQuantity), l.Text(document.FieldDuration),
				l.Text(document.FieldPrice), l.Text(document.FieldDiscount), l.Text(document.FieldTax), amount})
		}
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// ParseTabbed reads lines from tab-separated text. The columns are told from
// what is in them: the first is the description; two are description and
// price, three description, quantity and price; more are in the grid's order,
// without the duration when no row has one. What cannot be read is told by the
// line's id and column.
func ParseTabbed(s string, newLine func(id string) document.Line) ([]document.Section, map[string]map[Column]Bad) {
	r := csv.NewReader(strings.NewReader(strings.TrimRight(s, "\r\n")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = '\t', -1, true
	records, err := r.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, nil
	}
	columns := columnsOf(records)
	d := document.Document{Sections: []document.Section{{ID: "pasted"}}}
	bad := map[string]map[Column]Bad{}
	for i, rec := range records {
		id := "pasted-" + strconv.Itoa(i)
		line := newLine(id)
		blank := true
		for _, cell := range rec {
			blank = blank && strings.TrimSpace(cell) == ""
		}
		if blank {
			continue
		}
		line.Description = strings.TrimSpace(rec[0])
		d = document.InsertLine(d, "", line)
		for j, c := range columns {
			if j == 0 || j >= len(rec) || c == Tax || strings.TrimSpace(rec[j]) == "" {
				continue
			}
			next, _, err := document.SetField(d, id, c.Field(), rec[j])
			if err != nil {
				if bad[id] == nil {
					bad[id] = map[Column]Bad{}
				}
				bad[id][c] = Bad{Text: rec[j], Reason: document.ProblemOf(err).Error()}
				continue
			}
			d = next
		}
	}
	if len(d.Sections[0].Lines) == 0 {
		return nil, nil
	}
	return d.Sections, bad
}

func columnsOf(records [][]string) []Column {
	width, durations := 0, false
	for _, rec := range records {
		width = max(width, len(rec))
		if len(rec) > 2 && strings.TrimSpace(rec[2]) != "" {
			_, notNumber := document.ParsePrice(rec[2])
			_, notDuration := document.ParseDuration(rec[2], document.Days)
			durations = durations || (notNumber != nil && notDuration == nil)
		}
	}
	switch {
	case width == 2:
		return []Column{Description, Price}
	case width >= 6 || durations:
		return []Column{Description, Quantity, Duration, Price, Discount, Tax}
	}
	return []Column{Description, Quantity, Price}
}
