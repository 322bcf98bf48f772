package document

import "github.com/shopspring/decimal"

var hundred = decimal.NewFromInt(100)

// LineAmount is what one line comes to.
type LineAmount struct {
	// Amount is the line's amount as shown: tax-inclusive where the document
	// is, else before tax. Discount is what was taken off to get there.
	Amount   decimal.Decimal
	Discount decimal.Decimal
	// Tax is the part of the amount that is tax (inclusive) or comes on top.
	Tax decimal.Decimal
}

// TaxTotal is the tax of all lines at one setting.
type TaxTotal struct {
	Tax Tax
	// Net is the amount before tax, Amount the tax itself.
	Net    decimal.Decimal
	Amount decimal.Decimal
}

// Totals are the sums of a document in its currency. Optional lines are not
// in them, but for their own sum.
type Totals struct {
	SubTotal decimal.Decimal
	TotalTax decimal.Decimal
	Total    decimal.Decimal
	Discount decimal.Decimal
	// Optional is what the optional lines would add, as amounts are shown.
	Optional decimal.Decimal
	// Taxes are per setting, in order of first appearance.
	Taxes []TaxTotal
	// Sections are the sums of amounts of each section, by index.
	Sections []decimal.Decimal
}

// EffectiveQuantity is quantity times duration, to 4 decimals: what is priced,
// shown and sent to Xero as the quantity.
func (l Line) EffectiveQuantity() decimal.Decimal {
	q := decimal.NewFromInt(1)
	if l.Quantity.Valid {
		q = l.Quantity.Decimal
	}
	return round(q.Mul(l.Duration.Factor()), QuantityPlaces)
}

// Amounts prices one line by Xero's rule: the effective quantity times the
// unit price less discount, rounded once; tax of the rounded amount, rounded.
func (l Line) Amounts(mode TaxMode) LineAmount {
	if l.IsText() {
		return LineAmount{}
	}
	gross := l.EffectiveQuantity().Mul(l.UnitPrice.Decimal)
	full := RoundMoney(gross)
	amount := full
	switch {
	case l.AsRead != nil && l.AsRead.DiscountAmount.Valid:
		amount = RoundMoney(gross.Sub(l.AsRead.DiscountAmount.Decimal))
	case !l.Discount.IsZero():
		amount = RoundMoney(gross.Mul(hundred.Sub(l.Discount)).Shift(-2))
	}
	out := LineAmount{Amount: amount, Discount: full.Sub(amount)}
	switch {
	case mode == NoTax:
	case l.AsRead != nil && l.AsRead.TaxAmount.Valid:
		out.Tax = l.AsRead.TaxAmount.Decimal
	case mode == TaxInclusive:
		out.Tax = taxWithin(amount, l.Tax.Rate)
	default:
		out.Tax = RoundMoney(amount.Mul(l.Tax.Rate).Shift(-2))
	}
	return out
}

// taxWithin is the tax contained in an inclusive amount at a rate in percent.
// The quotient is rounded exactly: half a cent is decided on the remainder,
// not on a truncated decimal.
func taxWithin(amount, rate decimal.Decimal) decimal.Decimal {
	if hundred.Add(rate).Sign() <= 0 { // no such rate; nothing to divide by
		return decimal.Decimal{}
	}
	return amount.Mul(rate).DivRound(hundred.Add(rate), MoneyPlaces)
}

// Totals sums the document as Xero does: tax is rounded per line, then summed.
func (d *Document) Totals() Totals {
	var t Totals
	t.Sections = make([]decimal.Decimal, len(d.Sections))
	var amounts decimal.Decimal
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			line := &d.Sections[i].Lines[j]
			a := line.Amounts(d.TaxMode)
			if line.Optional {
				t.Optional = t.Optional.Add(a.Amount)
				continue
			}
			t.Sections[i] = t.Sections[i].Add(a.Amount)
			amounts = amounts.Add(a.Amount)
			t.Discount = t.Discount.Add(a.Discount)
			t.TotalTax = t.TotalTax.Add(a.Tax)
			if d.TaxMode != NoTax && !line.IsText() {
				t.addTax(line.Tax, a, d.TaxMode)
			}
		}
	}
	if d.TaxMode == TaxInclusive {
		t.Total = amounts
		t.SubTotal = amounts.Sub(t.TotalTax)
	} else {
		t.SubTotal = amounts
		t.Total = amounts.Add(t.TotalTax)
	}
	return t
}

// SamePricing reports whether two states of a document have the same totals
// because their lines are priced the same, line by line: as after typing a
// description. Documents that are not may still have the same totals.
func (d *Document) SamePricing(o *Document) bool {
	if d.TaxMode != o.TaxMode || len(d.Sections) != len(o.Sections) {
		return false
	}
	for i := range d.Sections {
		a, b := d.Sections[i].Lines, o.Sections[i].Lines
		if len(a) != len(b) {
			return false
		}
		for j := range a {
			if a[j].Optional != b[j].Optional || !a[j].samePricing(b[j]) || !a[j].AsRead.equal(b[j].AsRead) {
				return false
			}
		}
	}
	return true
}

func (t *Totals) addTax(tax Tax, a LineAmount, mode TaxMode) {
	net := a.Amount
	if mode == TaxInclusive {
		net = net.Sub(a.Tax)
	}
	for i := range t.Taxes {
		if t.Taxes[i].Tax.Equal(tax) {
			t.Taxes[i].Net = t.Taxes[i].Net.Add(net)
			t.Taxes[i].Amount = t.Taxes[i].Amount.Add(a.Tax)
			return
		}
	}
	t.Taxes = append(t.Taxes, TaxTotal{Tax: tax, Net: net, Amount: a.Tax})
}
