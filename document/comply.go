package document

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Compliance tells what the law of the company's country asks of a document
// for it to be what it says it is.
type Compliance struct {
	// Rule names the law in a few words, for example "New Zealand tax
	// invoice"; empty where LiteWork knows none, or the document is no
	// invoice.
	Rule string
	// Missing is what the law asks for and the document lacks; none means it
	// is complete.
	Missing []Problem
}

// Complete reports whether nothing is missing.
func (c Compliance) Complete() bool { return len(c.Missing) == 0 }

// Comply checks an invoice as it is printed against the law of its company's
// country: New Zealand, Australia or the United Kingdom. Quotes and invoices
// from elsewhere have no rule.
//
// A company without a tax number counts as not registered: what it sends
// without tax is an ordinary invoice, of which nothing is asked; tax without a
// number lacks the number.
func Comply(d *Document) Compliance {
	if d.Kind != Invoice {
		return Compliance{}
	}
	clean := d.WithoutEmptyLines()
	c := compliance{d: &clean, country: CountryOf(d.Company.Country), totals: clean.Totals()}
	registered := strings.TrimSpace(d.Company.TaxNumber) != ""
	taxed := !c.totals.TotalTax.IsZero() || c.anyTaxed()
	switch c.country.Code {
	case "NZ":
		if !taxed && (!registered || d.TaxMode == NoTax) {
			return Compliance{Rule: "New Zealand invoice"}
		}
		c.newZealand()
		return Compliance{"New Zealand tax invoice", c.missing}
	case "AU":
		if !taxed {
			return Compliance{Rule: "Australian invoice"}
		}
		c.australia()
		return Compliance{"Australian tax invoice", c.missing}
	case "GB":
		if !taxed && (!registered || d.TaxMode == NoTax) {
			return Compliance{Rule: "UK invoice"}
		}
		c.unitedKingdom()
		return Compliance{"UK VAT invoice", c.missing}
	}
	return Compliance{}
}

// PrintedKind is what a document calls itself on paper: "Quote", "Invoice", or
// "Tax invoice" where the law of the company's country knows that word and the
// company is registered. In New Zealand whoever has a GST number may use it;
// in Australia it is for invoices with GST, for an ABN alone is no
// registration.
func (d *Document) PrintedKind() string {
	if d.Kind == Quote || strings.TrimSpace(d.Company.TaxNumber) == "" || d.TaxMode == NoTax {
		return d.Kind.Title()
	}
	switch CountryOf(d.Company.Country).Code {
	case "NZ":
		return "Tax invoice"
	case "AU":
		c := compliance{d: d, totals: d.Totals()}
		if !c.totals.TotalTax.IsZero() || c.anyTaxed() {
			return "Tax invoice"
		}
	}
	return d.Kind.Title()
}

// compliance is a document being checked.
type compliance struct {
	d       *Document
	country Country
	totals  Totals
	missing []Problem
}

func (c *compliance) lack(code, field, sentence, fix string) {
	c.missing = append(c.missing, Problem{Code: code, Field: field, Sentence: sentence, Fix: fix})
}

// need notes a text that is empty.
func (c *compliance) need(text, code, field, sentence, fix string) {
	if strings.TrimSpace(text) == "" {
		c.lack(code, field, sentence, fix)
	}
}

// anyTaxed reports whether any line has tax, though the sum of all may be none.
func (c *compliance) anyTaxed() bool {
	for _, l := range c.d.Lines() {
		if !l.Optional && !l.Amounts(c.d.TaxMode).Tax.IsZero() {
			return true
		}
	}
	return false
}

// over reports whether the total with tax is more than an amount of the
// country's currency. What an amount of another currency comes to is not
// known; it counts as more, so that rather too much is asked for.
func (c *compliance) over(amount int64) bool {
	return c.d.Currency != c.country.Currency || c.totals.Total.Abs().GreaterThan(decimal.NewFromInt(amount))
}

// from is over, or exactly that amount.
func (c *compliance) from(amount int64) bool {
	return c.over(amount) || c.totals.Total.Abs().Equal(decimal.NewFromInt(amount))
}

const inSettings = "Write it in Settings, Company."

func (c *compliance) supplierName() {
	c.need(c.d.Company.Name, "company-name-missing", "company.name", "The company's name is missing.", inSettings)
}

func (c *compliance) supplierNumber() {
	c.need(c.d.Company.TaxNumber, "tax-number-missing", "company.taxNumber",
		fmt.Sprintf("There is %s on this invoice, and no %s of the company.", c.country.TaxName, c.country.TaxNumberLabel), inSettings)
}

func (c *compliance) date() {
	if c.d.Date.IsZero() {
		c.lack("date-missing", "date", "The date is missing.", "Choose one.")
	}
}

func (c *compliance) clientName() {
	c.need(c.d.Client.Name, "client-name-missing", "client.name", "The client's name is missing.", "Choose a client or type a name.")
}

// printsPrices reports whether a section shows the prices of its lines.
func (s Section) printsPrices() bool { return s.Print == PrintFull }

// isOneLine reports whether only the section's name and sum are printed. What
// has no name cannot be.
func (s Section) isOneLine() bool {
	return s.Print == PrintOneLine && strings.TrimSpace(s.Name) != ""
}

// eachPriced calls visit with every printed line that has a price, and its
// place on the document counted from 1.
func (c *compliance) eachPriced(visit func(n int, s Section, l Line)) {
	n := 0
	for _, s := range c.d.Sections {
		for _, l := range s.Lines {
			if n++; !l.IsText() && !l.Optional {
				visit(n, s, l)
			}
		}
	}
}

func (c *compliance) lineLacks(code, field, line, sentence, fix string) {
	c.lack(code, field, sentence, fix)
	c.missing[len(c.missing)-1].Line = line
}

// descriptions asks for words on every line that is printed, and for something
// to be on the document at all.
func (c *compliance) descriptions() {
	lines := 0
	c.eachPriced(func(n int, s Section, l Line) {
		lines++
		if !s.isOneLine() && strings.TrimSpace(l.Description) == "" && strings.TrimSpace(l.Enhanced) == "" {
			c.lineLacks("description-missing", "line.description", l.ID, fmt.Sprintf("Line %d has no description.", n), "Say what it is for.")
		}
	})
	if lines == 0 {
		c.lack("lines-missing", "lines", "Nothing with a price is on it yet.", "Write a line.")
	}
}

// taxes asks for a tax setting on every line: without one the paper cannot say
// whether it is taxable.
func (c *compliance) taxes() {
	if c.d.TaxMode == NoTax {
		return
	}
	c.eachPriced(func(n int, _ Section, l Line) {
		if !l.Tax.Chosen {
			c.lineLacks("tax-missing", "line.tax", l.ID, fmt.Sprintf("No %s is chosen on line %d.", c.country.TaxName, n), "Choose one; it may be none.")
		}
	})
}
