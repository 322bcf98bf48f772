package merge

import (
	"slices"

	"litework/document"

	"github.com/shopspring/decimal"
)

// there applies what differs between two readings of Xero's record to what
// Xero was last told. v is aligned.
func there(v Versions) document.Projection {
	out := v.Sent
	for _, f := range headFields {
		if !f.same(&v.Was, &v.Now) {
			f.take(&out, &v.Now)
		}
	}
	// A client is never rewritten by Xero: who it is now counts, even if that was
	// not known here at the last meeting. Nobody known here leaves the one of then.
	if out.ContactID = v.Now.ContactID; out.ContactID == "" {
		out.ContactID = v.Sent.ContactID
	}
	if v.Now.Number == "" {
		out.Number = v.Sent.Number
	}
	if out.Mark != "" { // a status once set here follows the one it reached
		out.Mark = v.Now.Mark
	}
	out.Lines = thereLines(v, &out)
	return out
}

// orderThere is the document as Xero has it now, in Xero's own order: what an
// order of lines is given up for.
func (s *sides) orderThere() document.Projection { return InOrder(s.there, s.v.Now) }

func thereLines(v Versions, out *document.Projection) []document.ProjectedLine {
	was, now := index(v.Was.Lines), index(v.Now.Lines)
	// Prices before tax and prices with tax do not mix: where the two sides
	// count differently, a change of one price takes all of them over.
	all := v.Was.TaxMode != v.Now.TaxMode
	if v.Was.TaxMode != v.Sent.TaxMode && !all && anyPriceChanged(v.Was, v.Now) {
		all, out.TaxMode = true, v.Now.TaxMode
	}
	noTax := v.Now.TaxMode == document.NoTax
	lines := make([]document.ProjectedLine, 0, len(v.Sent.Lines)+1)
	for _, s := range v.Sent.Lines {
		i, known := was[s.LineID]
		j, stays := now[s.LineID]
		switch {
		case known && !stays:
			continue
		case stays && known:
			s = changeLine(s, v.Was.Lines[i], v.Now.Lines[j], all, noTax)
		case stays:
			s = changeLine(s, s, v.Now.Lines[j], all, noTax)
		case all: // its tax amount was read with prices of another kind
			s.TaxAmount.Valid = false
		}
		lines = append(lines, s)
	}
	return insertMissing(lines, v.Now.Lines, func(id string) bool {
		_, known := was[id]
		return !known
	})
}

// insertMissing puts the wanted lines of another order that are missing behind
// the nearest one before them that is there, or first.
func insertMissing(lines, other []document.ProjectedLine, wanted func(id string) bool) []document.ProjectedLine {
	place := index(lines)
	at := 0 // behind the line met last
	for _, l := range other {
		if _, ok := place[l.LineID]; ok {
			at = slices.IndexFunc(lines, func(x document.ProjectedLine) bool { return x.LineID == l.LineID }) + 1
		} else if wanted(l.LineID) {
			lines = slices.Insert(lines, at, l)
			at++
		}
	}
	return lines
}

func anyPriceChanged(was, now document.Projection) bool {
	old := index(was.Lines)
	if len(was.Lines) != len(now.Lines) {
		return true
	}
	for i := range now.Lines {
		if j, ok := old[now.Lines[i].LineID]; !ok || !samePrice(was.Lines[j], now.Lines[i]) {
			return true
		}
	}
	return false
}

// changeLine applies to a line as sent what differs between two readings of
// it. Amounts of Xero's own belong to the price they were read with, so all of
// the price counts as changed when one part is. all takes the price over
// without a difference; noTax leaves the tax code, which Xero then has none of.
func changeLine(s, was, now document.ProjectedLine, all, noTax bool) document.ProjectedLine {
	if was.Description != now.Description {
		s.Description = now.Description
	}
	if was.IsText() != now.IsText() || s.IsText() != was.IsText() && !samePrice(was, now) {
		now.LineID, now.Description = s.LineID, s.Description
		if noTax && !now.IsText() {
			now.TaxCode = s.TaxCode
		}
		return now
	}
	if s.IsText() {
		return s
	}
	if was.Account != now.Account {
		s.Account = now.Account
	}
	if !all && samePrice(was, now) || now.IsText() {
		return s
	}
	if all || !equal(was.Quantity, now.Quantity) {
		s.Quantity = now.Quantity
	}
	if all || !equal(was.UnitPrice, now.UnitPrice) {
		s.UnitPrice = now.UnitPrice
	}
	if !noTax && (all || was.TaxCode != now.TaxCode) {
		s.TaxCode = now.TaxCode
	}
	s.Discount, s.DiscountAmount, s.TaxAmount = now.Discount, now.DiscountAmount, now.TaxAmount
	return s
}

// samePrice compares what a line is priced by.
func samePrice(a, b document.ProjectedLine) bool {
	a.Description, a.Account = b.Description, b.Account
	return a.Equal(b)
}

func equal(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
