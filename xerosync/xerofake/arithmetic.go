package xerofake

import "github.com/shopspring/decimal"

var hundred = decimal.NewFromInt(100)

// round is the only place where amounts are rounded: half away from zero, or
// half to even where the switch asks for it.
func (s *Server) round(d decimal.Decimal, places int32) decimal.Decimal {
	if s.cfg.Switches.HalfEven {
		return d.RoundBank(places)
	}
	return d.Round(places)
}

// totals is what the lines of a document add up to.
type totals struct{ sub, tax, total, discount decimal.Decimal }

// price computes the amounts of the lines in place and adds them up. Each
// line is rounded, its tax is rounded, and only then are they added.
func (s *Server) price(t *tenant, lines []Line, types string) totals {
	var sum totals
	for i := range lines {
		l := &lines[i]
		gross := s.round(l.Quantity.Mul(l.UnitAmount), 2)
		l.LineAmount = s.lineAmount(*l)
		sum.discount = sum.discount.Add(gross.Sub(l.LineAmount))
		if !l.TaxOverridden {
			l.TaxAmount = s.lineTax(t, *l, types)
		}
		sum.sub = sum.sub.Add(l.LineAmount)
		sum.tax = sum.tax.Add(l.TaxAmount)
	}
	sum.total = sum.sub.Add(sum.tax)
	if inclusive(types) {
		sum.total = sum.sub
		sum.sub = sum.total.Sub(sum.tax)
	}
	return sum
}

func (s *Server) lineAmount(l Line) decimal.Decimal {
	gross := l.Quantity.Mul(l.UnitAmount)
	if !l.DiscountAmount.IsZero() {
		return s.round(s.round(gross, 2).Sub(l.DiscountAmount), 2)
	}
	return s.round(gross.Mul(hundred.Sub(l.DiscountRate)).Div(hundred), 2)
}

func (s *Server) lineTax(t *tenant, l Line, types string) decimal.Decimal {
	r, ok := t.taxRate(l.TaxType)
	if !ok || noTax(types) {
		return decimal.Zero
	}
	if inclusive(types) {
		return s.round(l.LineAmount.Mul(r.Rate).Div(hundred.Add(r.Rate)), 2)
	}
	return s.round(l.LineAmount.Mul(r.Rate).Div(hundred), 2)
}

func inclusive(types string) bool { return types == "Inclusive" || types == "INCLUSIVE" }
func noTax(types string) bool     { return types == "NoTax" || types == "NOTAX" }

// reckon brings an invoice's totals, what is paid and what is due up to date,
// and lets its status follow: paid when nothing is due (an approved invoice
// of nothing is paid at once), approved when a payment was taken away again.
func (s *Server) reckon(t *tenant, v *Invoice) {
	sum := s.price(t, v.Lines, v.LineAmountTypes)
	v.SubTotal, v.TotalTax, v.Total, v.TotalDiscount = sum.sub, sum.tax, sum.total, sum.discount
	v.AmountPaid, v.AmountCredited = decimal.Zero, decimal.Zero
	var last Date
	for _, p := range v.Payments {
		v.AmountPaid = v.AmountPaid.Add(p.Amount)
		last = max(last, p.Date)
	}
	for _, c := range v.Credits {
		v.AmountCredited = v.AmountCredited.Add(c.AppliedAmount)
		last = max(last, c.Date)
	}
	v.AmountDue = v.Total.Sub(v.AmountPaid).Sub(v.AmountCredited)
	v.FullyPaidOnDate = ""
	switch v.Status {
	case "VOIDED", "DELETED":
		v.AmountDue = decimal.Zero
	case "AUTHORISED", "PAID":
		v.Status = "AUTHORISED"
		if v.AmountDue.IsZero() {
			v.Status, v.FullyPaidOnDate = "PAID", max(last, v.Date)
		}
	}
}

func (s *Server) reckonQuote(t *tenant, q *Quote) {
	sum := s.price(t, q.Lines, q.LineAmountTypes)
	q.SubTotal, q.TotalTax, q.Total, q.TotalDiscount = sum.sub, sum.tax, sum.total, sum.discount
}

func (v *Invoice) applied() bool { return len(v.Payments) > 0 || len(v.Credits) > 0 }
