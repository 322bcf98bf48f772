package xerosync

import (
	"litework/document"
	"litework/xerosync/xeroapi"

	"github.com/shopspring/decimal"
)

// noTaxCode is the tax code that lines have where the document knows no tax.
const noTaxCode = "NONE"

// newInvoice is the body that creates an invoice. Sums are never sent; what is
// empty is left out, for Xero to fill in.
func newInvoice(p document.Projection, contact, status string) xeroapi.Invoice {
	v := xeroapi.Invoice{
		Type: xeroapi.TypeSales, InvoiceNumber: p.Number,
		Contact: &xeroapi.ContactRef{ContactID: contact},
		Date:    xeroapi.Date(p.Date), DueDate: xeroapi.Date(p.Due),
		Status:          xeroapi.InvoiceStatus(status),
		LineAmountTypes: invoiceTaxMode(p.TaxMode), CurrencyCode: p.Currency,
		LineItems: newLines(p),
	}
	if p.Reference != "" {
		v.Reference = &p.Reference
	}
	return v
}

// newQuote is the body that creates a quote, as a draft or as sent: each further
// status is a step of its own.
func newQuote(p document.Projection, contact, status string) xeroapi.Quote {
	v := quoteHead(p, contact)
	v.Status = xeroapi.QuoteStatus(status)
	v.LineItems = newLines(p)
	return v
}

// quoteHead holds every field of the head, the empty ones too: a quote loses
// what an update leaves out (xero.md section 7.2).
func quoteHead(p document.Projection, contact string) xeroapi.Quote {
	return xeroapi.Quote{
		QuoteNumber: p.Number, Contact: &xeroapi.ContactRef{ContactID: contact},
		Date: xeroapi.Date(p.Date), ExpiryDate: xeroapi.Date(p.Due),
		Reference: &p.Reference, Title: &p.Title, Summary: &p.Summary, Terms: &p.Terms,
		LineAmountTypes: quoteTaxMode(p.TaxMode), CurrencyCode: p.Currency,
	}
}

// updatedInvoice is the body that updates an invoice from what was just read.
// With something paid or credited only the fields that Xero still allows are
// in it; else all fields and all lines are.
func updatedInvoice(p document.Projection, base *baseline, pre *xeroapi.Invoice, contact, status string) xeroapi.Invoice {
	v := xeroapi.Invoice{
		Type: xeroapi.TypeSales, InvoiceID: pre.InvoiceID, InvoiceNumber: p.Number,
		Reference: &p.Reference, DueDate: xeroapi.Date(p.Due), BrandingThemeID: pre.BrandingThemeID,
		Contact: &xeroapi.ContactRef{ContactID: contact},
		Status:  xeroapi.InvoiceStatus(status),
	}
	if applied(pre) {
		if pre.Status == xeroapi.InvoicePaid {
			v.Status = ""
		}
		if linesDiffer(p, base.sent) {
			v.LineItems = wordsOfLines(p, base, pre.LineItems)
		}
		return v
	}
	v.Date = xeroapi.Date(p.Date)
	v.LineAmountTypes, v.CurrencyCode, v.CurrencyRate = invoiceTaxMode(p.TaxMode), p.Currency, pre.CurrencyRate
	if p.Currency != pre.CurrencyCode {
		v.CurrencyRate = nil
	}
	v.LineItems = updatedLines(p, base, pre.LineItems)
	return v
}

// updatedQuote is the body that updates a quote, or takes it a step further in
// status: the whole head and our own prices each time.
func updatedQuote(p document.Projection, base *baseline, pre *xeroapi.Quote, contact, status string) xeroapi.Quote {
	v := quoteHead(p, contact)
	v.QuoteID, v.Status = pre.QuoteID, xeroapi.QuoteStatus(status)
	v.BrandingThemeID = pre.BrandingThemeID
	if p.Currency == pre.CurrencyCode {
		v.CurrencyRate = pre.CurrencyRate
	}
	v.LineItems = updatedLines(p, base, pre.LineItems)
	return v
}

// applied reports whether a payment or a credit lies on the invoice.
func applied(v *xeroapi.Invoice) bool {
	return !amount(v.AmountPaid).Add(amount(v.AmountCredited)).IsZero() ||
		len(v.Payments)+len(v.CreditNotes)+len(v.Prepayments)+len(v.Overpayments) > 0
}

func newLines(p document.Projection) []xeroapi.LineItem {
	out := make([]xeroapi.LineItem, len(p.Lines))
	for i, l := range p.Lines {
		out[i] = newLine(l, p.TaxMode)
	}
	return out
}

func newLine(l document.ProjectedLine, mode document.TaxMode) xeroapi.LineItem {
	out := xeroapi.LineItem{Description: &l.Description}
	if isText(l) {
		return out
	}
	out.Quantity = xeroapi.NewDecimal(l.Quantity.Decimal)
	out.UnitAmount = xeroapi.NewDecimal(l.UnitPrice.Decimal)
	switch {
	case l.DiscountAmount.Valid && !l.DiscountAmount.Decimal.IsZero():
		out.DiscountAmount = xeroapi.NewDecimal(l.DiscountAmount.Decimal)
	case !l.Discount.IsZero():
		out.DiscountRate = xeroapi.NewDecimal(l.Discount)
	}
	if l.Account != "" {
		out.AccountCode = &l.Account
	}
	if mode == document.NoTax {
		code := noTaxCode
		out.TaxType = &code
		return out
	}
	if l.TaxCode != "" {
		out.TaxType = &l.TaxCode
	}
	if l.TaxAmount.Valid {
		out.TaxAmount = xeroapi.NewDecimal(l.TaxAmount.Decimal)
	}
	return out
}

// updatedLines is all lines in Xero's order (see [baseline.inOrder]), each with
// what people set on it in Xero. They
// carry their ids as long as no line is new or elsewhere; if one is, Xero
// would put it before the others, and so all are made anew (xero.md section
// 6.4).
func updatedLines(p document.Projection, base *baseline, pre []xeroapi.LineItem) []xeroapi.LineItem {
	p = base.inOrder(p)
	out := make([]xeroapi.LineItem, len(p.Lines))
	inOrder, last := true, -1
	for i, l := range p.Lines {
		out[i] = newLine(l, p.TaxMode)
		at, ok := base.place(l.LineID)
		was, sent := base.sentLine(l.LineID)
		if !ok || !sent || at >= len(pre) || isText(was) != isText(l) {
			inOrder = false
			continue
		}
		inOrder = inOrder && at > last
		last = at
		taxed := p.TaxMode != document.NoTax && base.sent.TaxMode != document.NoTax
		keepFromXero(&out[i], l, was, &pre[at], taxed)
		out[i].LineItemID = pre[at].LineItemID
	}
	if !inOrder {
		for i := range out {
			out[i].LineItemID = ""
		}
	}
	return out
}

// keepFromXero takes over what somebody may have set in Xero: the item, the
// tracking, and the account and tax code unless they were changed here. taxed
// is false where the document knew no tax or knows none now: then its lines
// have no tax code of anybody's choosing.
func keepFromXero(out *xeroapi.LineItem, now, was document.ProjectedLine, pre *xeroapi.LineItem, taxed bool) {
	out.ItemCode = nonEmpty(pre.ItemCode)
	out.Tracking = trackingIDs(pre.Tracking)
	if isText(now) {
		return
	}
	if now.Account == was.Account {
		out.AccountCode = nonEmpty(pre.AccountCode)
	}
	if now.TaxCode == was.TaxCode && taxed && nonEmpty(pre.TaxType) != nil {
		out.TaxType = pre.TaxType
	}
	if out.DiscountRate == nil && out.DiscountAmount == nil &&
		(!amount(pre.DiscountRate).IsZero() || !amount(pre.DiscountAmount).IsZero()) {
		out.DiscountRate = xeroapi.NewDecimal(decimal.Zero) // left out, it would stay
	}
}

// wordsOfLines is what may still be changed on the lines of an invoice with
// something applied: descriptions, accounts and tracking.
func wordsOfLines(p document.Projection, base *baseline, pre []xeroapi.LineItem) []xeroapi.LineItem {
	full := updatedLines(p, base, pre)
	out := make([]xeroapi.LineItem, len(full))
	for i, l := range full {
		out[i] = xeroapi.LineItem{
			LineItemID: l.LineItemID, Description: l.Description,
			AccountCode: l.AccountCode, Tracking: l.Tracking,
		}
	}
	return out
}

// trackingIDs sends the ids alone: how Xero matches names is not documented.
func trackingIDs(tracking []xeroapi.LineTracking) []xeroapi.LineTracking {
	var out []xeroapi.LineTracking
	for _, t := range tracking {
		if t.TrackingOptionID == "" {
			out = append(out, t)
			continue
		}
		out = append(out, xeroapi.LineTracking{
			TrackingCategoryID: t.TrackingCategoryID, TrackingOptionID: t.TrackingOptionID,
		})
	}
	return out
}

func isText(l document.ProjectedLine) bool { return !l.Quantity.Valid && !l.UnitPrice.Valid }

func linesDiffer(a, b document.Projection) bool {
	if len(a.Lines) != len(b.Lines) {
		return true
	}
	for i := range a.Lines {
		if a.Lines[i].LineID != b.Lines[i].LineID || !a.Lines[i].Equal(b.Lines[i]) {
			return true
		}
	}
	return false
}

func nonEmpty(p *string) *string {
	if p == nil || *p == "" {
		return nil
	}
	return p
}

func invoiceTaxMode(m document.TaxMode) string {
	switch m {
	case document.TaxInclusive:
		return xeroapi.InvoiceInclusive
	case document.NoTax:
		return xeroapi.InvoiceNoTax
	}
	return xeroapi.InvoiceExclusive
}

func quoteTaxMode(m document.TaxMode) string {
	switch m {
	case document.TaxInclusive:
		return xeroapi.QuoteInclusive
	case document.NoTax:
		return xeroapi.QuoteNoTax
	}
	return xeroapi.QuoteExclusive
}
