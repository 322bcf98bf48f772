package xerosync

import (
	"slices"
	"strings"

	"litework/document"
	"litework/xerosync/xeroapi"

	"github.com/shopspring/decimal"
)

// Seen is the canonical form of an invoice or a quote of Xero's: what has to
// be compared to learn whether somebody changed it there. Text is trimmed,
// null, blank and absent are the same, decimals have no trailing zeros, dates
// are YYYY-MM-DD. Ids of lines, names of tracking options, statuses, payments
// and sums are not in it (xero.md section 10).
type Seen struct {
	Kind         document.Kind `json:"kind"`
	Number       string        `json:"number"`
	ContactID    string        `json:"contactId"`
	Date         string        `json:"date"`
	Due          string        `json:"due"`
	Reference    string        `json:"reference"`
	Currency     string        `json:"currency"`
	CurrencyRate string        `json:"currencyRate"`
	TaxMode      string        `json:"taxMode"`
	Branding     string        `json:"branding"`
	Title        string        `json:"title"`
	Summary      string        `json:"summary"`
	Terms        string        `json:"terms"`
	Lines        []SeenLine    `json:"lines"`
}

// SeenLine is the canonical form of a line. A text line has a description
// only. UnitAmount is empty on an inclusive quote, whose unit amounts Xero
// reads back without tax while it prices with it: there Amount, tax included,
// takes its place.
type SeenLine struct {
	Description    string   `json:"description"`
	Quantity       string   `json:"quantity"`
	UnitAmount     string   `json:"unitAmount"`
	Amount         string   `json:"amount"`
	DiscountRate   string   `json:"discountRate"`
	DiscountAmount string   `json:"discountAmount"`
	TaxType        string   `json:"taxType"`
	TaxAmount      string   `json:"taxAmount"`
	Account        string   `json:"account"`
	Item           string   `json:"item"`
	Tracking       []string `json:"tracking"`
}

// seenInvoice is the canonical form of an invoice.
func seenInvoice(v *xeroapi.Invoice) Seen {
	s := Seen{
		Kind: document.Invoice, Number: clean(v.InvoiceNumber), ContactID: contactOf(v.Contact),
		Date: v.Date.String(), Due: v.DueDate.String(), Reference: cleanPointer(v.Reference),
		Currency: strings.ToUpper(clean(v.CurrencyCode)), CurrencyRate: number(v.CurrencyRate, 6),
		TaxMode: strings.ToLower(v.LineAmountTypes), Branding: strings.ToLower(clean(v.BrandingThemeID)),
	}
	for i := range v.LineItems {
		s.Lines = append(s.Lines, seenLine(&v.LineItems[i], s.TaxMode == "notax"))
	}
	return s
}

// seenQuote is the canonical form of a quote.
func seenQuote(v *xeroapi.Quote) Seen {
	s := Seen{
		Kind: document.Quote, Number: clean(v.QuoteNumber), ContactID: contactOf(v.Contact),
		Date: v.Date.String(), Due: v.ExpiryDate.String(), Reference: cleanPointer(v.Reference),
		Currency: strings.ToUpper(clean(v.CurrencyCode)), CurrencyRate: number(v.CurrencyRate, 6),
		TaxMode: strings.ToLower(v.LineAmountTypes), Branding: strings.ToLower(clean(v.BrandingThemeID)),
		Title: cleanPointer(v.Title), Summary: cleanPointer(v.Summary), Terms: cleanPointer(v.Terms),
	}
	reduced := pricesReduced(v)
	for i := range v.LineItems {
		item := &v.LineItems[i]
		line := seenLine(item, s.TaxMode == "notax")
		if s.TaxMode == "inclusive" && line.Quantity != "" {
			gross := lineAmount(item)
			if reduced {
				gross = gross.Add(amount(item.TaxAmount))
			}
			line.UnitAmount, line.DiscountAmount, line.Amount = "", "", plain(gross, 2)
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

// lineAmount is what a line comes to: as Xero says or, in a body of our own,
// which never carries it, by Xero's rule (xero.md section 9.1).
func lineAmount(l *xeroapi.LineItem) decimal.Decimal {
	if l.LineAmount != nil {
		return l.LineAmount.Decimal
	}
	gross := amount(l.Quantity).Mul(amount(l.UnitAmount))
	if d := amount(l.DiscountAmount); !d.IsZero() {
		return document.RoundMoney(gross.Sub(d))
	}
	kept := decimal.NewFromInt(100).Sub(amount(l.DiscountRate))
	return document.RoundMoney(gross.Mul(kept).Shift(-2))
}

// pricesReduced reports whether an inclusive quote was read back with its
// amounts before tax: its lines then sum to SubTotal, not to Total (xero.md
// section 7.2).
func pricesReduced(v *xeroapi.Quote) bool {
	if v.LineAmountTypes != xeroapi.QuoteInclusive || v.SubTotal == nil || v.Total == nil {
		return false
	}
	var sum decimal.Decimal
	for _, l := range v.LineItems {
		sum = sum.Add(amount(l.LineAmount))
	}
	return sum.Equal(v.SubTotal.Decimal) && !sum.Equal(v.Total.Decimal)
}

func seenLine(l *xeroapi.LineItem, noTax bool) SeenLine {
	s := SeenLine{Description: cleanPointer(l.Description), Item: cleanPointer(l.ItemCode)}
	for _, t := range l.Tracking {
		s.Tracking = append(s.Tracking, trackingKey(t))
	}
	slices.Sort(s.Tracking)
	if amount(l.Quantity).IsZero() && amount(l.UnitAmount).IsZero() {
		return s
	}
	s.Quantity = plain(amount(l.Quantity), document.QuantityPlaces)
	s.UnitAmount = plain(amount(l.UnitAmount), document.PricePlaces)
	s.DiscountRate = number(l.DiscountRate, document.PercentPlaces)
	if s.DiscountRate == "" {
		s.DiscountAmount = number(l.DiscountAmount, document.MoneyPlaces)
	}
	s.Account = cleanPointer(l.AccountCode)
	if !noTax {
		s.TaxType = cleanPointer(l.TaxType)
		if l.TaxAmount != nil {
			s.TaxAmount = plain(l.TaxAmount.Decimal, document.MoneyPlaces)
		}
	}
	return s
}

// trackingKey is the option's id; the names only where there is no id.
func trackingKey(t xeroapi.LineTracking) string {
	if t.TrackingOptionID != "" {
		return strings.ToLower(t.TrackingOptionID)
	}
	return clean(t.Name) + ": " + clean(t.Option)
}

// expected is the canonical form that Xero's record has if it took exactly the
// given body. What the body leaves to Xero (a currency rate, a branding theme,
// the tax amounts) is taken from the record as it is.
func expected(body, remote Seen) Seen {
	e := body
	e.Lines = slices.Clone(body.Lines)
	if e.CurrencyRate == "" {
		e.CurrencyRate = remote.CurrencyRate
	}
	if e.Branding == "" {
		e.Branding = remote.Branding
	}
	if len(e.Lines) != len(remote.Lines) {
		return e
	}
	for i := range e.Lines {
		l, r := &e.Lines[i], &remote.Lines[i]
		if l.TaxAmount == "" {
			l.TaxAmount = r.TaxAmount
		}
	}
	return e
}

// clean trims and gives all line ends one form.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

func cleanPointer(p *string) string { return clean(xeroapi.Value(p)) }

func contactOf(r *xeroapi.ContactRef) string {
	if r == nil {
		return ""
	}
	return strings.ToLower(r.ContactID)
}

func amount(d *xeroapi.Decimal) decimal.Decimal { return xeroapi.Value(d).Decimal }

// plain is the shortest text of d at so many decimals.
func plain(d decimal.Decimal, places int32) string { return d.Round(places).String() }

// number is plain, and empty for zero or none.
func number(d *xeroapi.Decimal, places int32) string {
	v := amount(d).Round(places)
	if v.IsZero() {
		return ""
	}
	return v.String()
}
