package xerosync

import (
	"strings"

	"litework/document"
	"litework/xerosync/xeroapi"

	"github.com/shopspring/decimal"
)

// noteExclusive is said of a quote whose prices with tax cannot be had back.
const noteExclusive = "Xero gave the prices of this quote without tax, and they do not come to the same total with it. They were taken over without tax."

// lines translates the lines of a record, with their LineItemIDs. A line of
// nothing is left out. A quote with tax included, whose prices Xero gave
// without it, gets them back with it where all totals then agree (xero.md
// section 7.2); else it becomes one without, and the note says so.
func (x *reading) lines(r record) (out []document.Line, items []string, mode document.TaxMode, note string) {
	mode = taxModeOf(r)
	if r.quote != nil && pricesReduced(r.quote) {
		if out, items, ok := x.grossLines(r); ok {
			return out, items, mode, ""
		}
		mode, note = document.TaxExclusive, noteExclusive
	}
	for i := range r.lines() {
		item := &r.lines()[i]
		if l := x.line(item, mode); l.Crosses() {
			out, items = append(out, l), append(items, item.LineItemID)
		}
	}
	return out, items, mode, note
}

func (x *reading) grossLines(r record) (out []document.Line, items []string, ok bool) {
	for i := range r.lines() {
		item := grossItem(&r.lines()[i])
		if l := x.line(&item, document.TaxInclusive); l.Crosses() {
			out, items = append(out, l), append(items, item.LineItemID)
		}
	}
	d := document.Document{TaxMode: document.TaxInclusive, Sections: []document.Section{{Lines: out}}}
	return out, items, totalsAgree(&d, r)
}

// grossItem is a line of Xero's with its tax put back into the price.
func grossItem(l *xeroapi.LineItem) xeroapi.LineItem {
	out := *l
	tax, net := amount(l.TaxAmount), lineAmount(l)
	gross := net.Add(tax)
	out.LineAmount = xeroapi.NewDecimal(gross)
	quantity := amount(l.Quantity)
	if quantity.IsZero() || net.IsZero() {
		return out
	}
	kept := decimal.NewFromInt(1)
	switch {
	case !amount(l.DiscountRate).IsZero():
		kept = decimal.NewFromInt(100).Sub(amount(l.DiscountRate)).Shift(-2)
		out.DiscountAmount = nil
	case !amount(l.DiscountAmount).IsZero():
		off := document.RoundMoney(amount(l.DiscountAmount).Mul(gross).DivRound(net, 8))
		out.DiscountAmount = xeroapi.NewDecimal(off)
		out.UnitAmount = xeroapi.NewDecimal(gross.Add(off).DivRound(quantity, document.PricePlaces))
		return out
	}
	if kept.IsZero() {
		return out
	}
	out.UnitAmount = xeroapi.NewDecimal(gross.DivRound(quantity.Mul(kept), document.PricePlaces))
	return out
}

// line translates one line. Xero's own amounts are kept where our arithmetic
// gives others.
func (x *reading) line(item *xeroapi.LineItem, mode document.TaxMode) document.Line {
	l := document.Line{Description: cleanPointer(item.Description)}
	quantity, price := amount(item.Quantity).Round(document.QuantityPlaces), amount(item.UnitAmount).Round(document.PricePlaces)
	told := item.LineAmount != nil
	sum := amount(item.LineAmount)
	switch {
	case quantity.IsZero() && price.IsZero() && sum.IsZero():
		return l
	case quantity.IsZero() && price.IsZero(): // an amount alone
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(1)), decimal.NewNullDecimal(sum)
		told = false
	case item.Quantity == nil:
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(1)), decimal.NewNullDecimal(price)
	default:
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(quantity), decimal.NewNullDecimal(price)
	}
	l.Account = cleanPointer(item.AccountCode)
	if !quantity.IsZero() || !price.IsZero() {
		readDiscount(&l, item, told, sum)
	}
	x.tax(&l, item, mode)
	return l
}

// readDiscount takes the discount in percent, or the one in money where there
// is no other, or only it gives the amount that Xero has.
func readDiscount(l *document.Line, item *xeroapi.LineItem, told bool, sum decimal.Decimal) {
	rate, off := amount(item.DiscountRate).Round(document.PercentPlaces), amount(item.DiscountAmount).Round(document.PricePlaces)
	if rate.IsPositive() && !rate.GreaterThan(decimal.NewFromInt(100)) {
		l.Discount = rate
	}
	if off.IsZero() {
		return
	}
	inMoney := *l
	inMoney.Discount = decimal.Decimal{}
	inMoney.AsRead = &document.AsRead{DiscountAmount: decimal.NewNullDecimal(off)}
	fits := func(l *document.Line) bool { return l.Amounts(document.NoTax).Amount.Equal(sum) }
	if l.Discount.IsZero() || told && !fits(l) && fits(&inMoney) {
		*l = inMoney
	}
}

// tax takes the tax setting by its code. Of a code that is not in the list the
// rate is worked out of the amounts.
func (x *reading) tax(l *document.Line, item *xeroapi.LineItem, mode document.TaxMode) {
	code := cleanPointer(item.TaxType)
	if code != "" {
		tax, known := x.taxes[code]
		if !known {
			tax = document.Tax{Code: code, Name: code, Chosen: true}
			if rate, ok := workedOut(*l, item, mode); ok {
				tax.Rate = rate
				x.taxes[code] = tax
			}
		}
		l.Tax = tax
	}
	if item.TaxAmount == nil || mode == document.NoTax {
		return
	}
	own := item.TaxAmount.Round(document.PricePlaces)
	if l.Amounts(mode).Tax.Equal(own) {
		return
	}
	if l.AsRead == nil {
		l.AsRead = new(document.AsRead)
	}
	l.AsRead.TaxAmount = decimal.NewNullDecimal(own)
}

// workedOut is the rate in whole hundredths that gives Xero's tax amount.
func workedOut(l document.Line, item *xeroapi.LineItem, mode document.TaxMode) (decimal.Decimal, bool) {
	net, tax := l.Amounts(document.NoTax).Amount, amount(item.TaxAmount)
	if mode == document.TaxInclusive {
		net = net.Sub(tax)
	}
	if mode == document.NoTax || net.IsZero() || item.TaxAmount == nil {
		return decimal.Decimal{}, false
	}
	for places := int32(0); places <= 2; places++ {
		l.Tax.Rate = tax.Shift(2).DivRound(net, places)
		if l.Tax.Rate.Sign() >= 0 && l.Amounts(mode).Tax.Equal(tax) {
			return l.Tax.Rate, true
		}
	}
	return decimal.Decimal{}, false
}

// taxModeOf reads what invoices and quotes spell differently.
func taxModeOf(r record) document.TaxMode {
	word := ""
	if r.quote != nil {
		word = r.quote.LineAmountTypes
	} else {
		word = r.invoice.LineAmountTypes
	}
	switch strings.ToLower(clean(word)) {
	case "inclusive":
		return document.TaxInclusive
	case "notax":
		return document.NoTax
	}
	return document.TaxExclusive
}
