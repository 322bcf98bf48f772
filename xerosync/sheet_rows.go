package xerosync

import (
	"fmt"
	"slices"
	"strings"

	"litework/document"

	"github.com/shopspring/decimal"
)

// maxFoldedRows is how many folded durations are listed one by one.
const maxFoldedRows = 5

const (
	stays   = "stays in LiteWork"
	nothing = "—"
)

// rows says what becomes of the document in Xero: what is folded, what stays,
// and what was checked.
func rows(in *sheetInput, d *document.Document, checks []Check, decision ContactDecision) []SheetRow {
	out := foldedRows(d)
	out = append(out, stayingRows(d)...)
	if !in.connected {
		return out
	}
	find := func(kind CheckKind) Check {
		i := slices.IndexFunc(checks, func(c Check) bool { return c.Kind == kind })
		return checks[i]
	}
	if in.elsewhere {
		out = append(out, SheetRow{Here: "Posted to another organisation before", There: "new in " + in.reference.Organisation.Name,
			Note: "the other one is not touched", Tone: ToneNeutral})
	}
	out = append(out,
		clientRow(in, find(CheckContact), decision),
		numberRow(in, d, find(CheckNumber), find(CheckDate)),
		totalRow(d, find(CheckTotals)))
	out = append(out, taxRows(in, d, find(CheckTax))...)
	out = append(out, accountRows(in, d, find(CheckAccount))...)
	for _, c := range checks {
		if !c.OK && !slices.Contains([]CheckKind{CheckContact, CheckNumber, CheckDate, CheckTotals, CheckTax, CheckAccount}, c.Kind) {
			out = append(out, SheetRow{Here: checkName(c.Kind), There: nothing, Note: c.Problem.Sentence, Tone: ToneBad, Fix: c.Fix, Line: c.Problem.Line})
		}
	}
	return out
}

// foldedRows lists the lines whose duration is multiplied into the quantity,
// and beyond a handful sums up the rest.
func foldedRows(d *document.Document) []SheetRow {
	var out []SheetRow
	more := 0
	for i, l := range sentLines(d) {
		if l.IsText() || l.Duration.IsZero() {
			continue
		}
		if len(out) == maxFoldedRows {
			more++
			continue
		}
		q := decimal.NewFromInt(1)
		if l.Quantity.Valid {
			q = l.Quantity.Decimal
		}
		out = append(out, SheetRow{
			Here:  fmt.Sprintf("%s × %s, %s", document.FormatQuantity(q), strings.Trim(lineName(l, i), "“”"), l.Duration),
			There: document.FormatQuantity(l.EffectiveQuantity()) + " × " + document.FormatPrice(l.UnitPrice.Decimal),
			Note:  "duration folded into quantity", Tone: ToneNeutral, Line: l.ID,
		})
	}
	if more > 0 {
		out = append(out, SheetRow{Here: "and " + count(more, "more line", "more lines"), There: nothing, Note: "duration folded into quantity", Tone: ToneNeutral})
	}
	return out
}

// stayingRows names what is here only.
func stayingRows(d *document.Document) []SheetRow {
	var out []SheetRow
	stay := func(what string) {
		out = append(out, SheetRow{Here: what, There: nothing, Note: stays, Tone: ToneNeutral})
	}
	var names []string
	enhanced, optional := 0, 0
	for _, s := range d.Sections {
		if s.Name != "" {
			names = append(names, s.Name)
		}
		for _, l := range s.Lines {
			if l.Enhanced != "" {
				enhanced++
			}
			if l.Optional {
				optional++
			}
		}
	}
	if len(names) > 0 {
		stay("Sections: " + strings.Join(names, ", "))
	}
	if enhanced > 0 {
		stay(count(enhanced, "enhanced description", "enhanced descriptions"))
	}
	if optional > 0 {
		stay(count(optional, "optional line", "optional lines"))
	}
	var notes []string
	for _, n := range []struct{ name, text string }{
		{"internal notes", d.InternalNotes}, {"client notes", d.ClientNotes},
		{"tags", strings.Join(d.Tags, "")}, {"shipping address", d.ShippingAddress},
	} {
		if n.text != "" {
			notes = append(notes, n.name)
		}
	}
	if d.Kind == document.Invoice && d.Terms != "" {
		notes = append(notes, "terms")
	}
	if len(notes) > 0 {
		words := strings.Join(notes, ", ")
		stay(strings.ToUpper(words[:1]) + words[1:])
	}
	return out
}

func clientRow(in *sheetInput, c Check, decision ContactDecision) SheetRow {
	row := SheetRow{Here: "Client", There: clientName(in), Note: "active in Xero", Tone: ToneGood}
	switch decision.Action {
	case ContactCreate:
		row.Note = "made in Xero"
	case ContactSaveNew:
		row.Note = "saved as a new contact"
	case ContactLink:
		row.Note = "linked to the contact of that name"
	}
	return badRow(row, c)
}

func numberRow(in *sheetInput, d *document.Document, number, date Check) SheetRow {
	row := SheetRow{Here: "Number, date", There: d.Number + " · " + d.Date.Display(), Note: "free, not locked", Tone: ToneGood}
	if in.remote != nil {
		row.Note = "not locked"
	}
	if !number.OK {
		return badRow(row, number)
	}
	return badRow(row, date)
}

func totalRow(d *document.Document, c Check) SheetRow {
	return badRow(SheetRow{Here: "Total", There: d.Currency + " " + document.FormatMoney(d.Totals().Total), Note: "equal to the cent", Tone: ToneGood}, c)
}

// taxRows has one row for each tax rate in use.
func taxRows(in *sheetInput, d *document.Document, c Check) []SheetRow {
	if d.TaxMode == document.NoTax {
		return []SheetRow{{Here: "Tax rate", There: "No tax", Note: "known in Xero", Tone: ToneGood}}
	}
	var out []SheetRow
	var seen []string
	for _, l := range sentLines(d) {
		if l.IsText() || slices.Contains(seen, l.Tax.Code) {
			continue
		}
		seen = append(seen, l.Tax.Code)
		row := SheetRow{Here: "Tax rate", There: nothing, Note: "known in Xero", Tone: ToneGood, Line: l.ID}
		if r, ok := findTax(in.reference.TaxRates, l.Tax.Code); ok {
			row.There = r.Name + " (" + r.Code + ")"
		} else if l.Tax.Code != "" {
			row.There = l.Tax.Code
		} else if l.Tax.Chosen {
			row.There = l.Tax.Name
		}
		if !c.OK && lineHasTax(d, c.Problem.Line, l.Tax.Code) {
			row = badRow(row, c)
		}
		out = append(out, row)
	}
	return out
}

func lineHasTax(d *document.Document, line, code string) bool {
	l, _, _ := d.Line(line)
	return l != nil && l.Tax.Code == code
}

// accountRows has one row for each account in use.
func accountRows(in *sheetInput, d *document.Document, c Check) []SheetRow {
	var out []SheetRow
	var seen []string
	for _, l := range sentLines(d) {
		if l.IsText() || slices.Contains(seen, l.Account) {
			continue
		}
		seen = append(seen, l.Account)
		row := SheetRow{Here: "Account", There: l.Account, Note: "known in Xero", Tone: ToneGood, Line: l.ID}
		if a, ok := findAccount(in.reference.Accounts, l.Account); ok {
			row.There = a.Code + " – " + a.Name
		} else if l.Account == "" {
			row.There, row.Note, row.Tone = nothing, "left open in Xero", ToneNeutral
		}
		if !c.OK {
			if bad, _, _ := d.Line(c.Problem.Line); bad != nil && bad.Account == l.Account {
				row = badRow(row, c)
			}
		}
		out = append(out, row)
	}
	return out
}

// badRow turns a row bad where its check fails, with the short form of why.
func badRow(row SheetRow, c Check) SheetRow {
	if c.OK {
		return row
	}
	row.Tone, row.Fix, row.Note = ToneBad, c.Fix, c.Problem.Sentence
	if short, ok := shortNotes[c.Problem.Code]; ok {
		row.Note = short
	}
	if c.Problem.Line != "" {
		row.Line = c.Problem.Line
	}
	return row
}

// shortNotes fit on a chip.
var shortNotes = map[string]string{
	"account-archived": "archived in Xero", "account-unknown": "not in Xero",
	"account-missing": "none chosen", "account-system": "not for sales",
	"tax-missing": "none chosen", "tax-unknown": "not in Xero", "tax-archived": "no longer used in Xero",
	"tax-purchase": "not for sales", "tax-rate": "another rate in Xero",
	"contact-archived": "archived in Xero", "contact-name-taken": "name taken in Xero",
	"client-missing": "none chosen", "number-taken": "taken", "number-missing": "none given",
	"period-locked": "period locked", "date-missing": "none given",
}

func checkName(kind CheckKind) string {
	switch kind {
	case CheckState:
		return "Status"
	case CheckPermission:
		return "Permission"
	case CheckDue:
		return "Due"
	case CheckCurrency:
		return "Currency"
	case CheckLines:
		return "Lines"
	case CheckText:
		return "Texts"
	}
	return "Xero"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
