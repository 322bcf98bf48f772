package merge

import (
	"litework/document"
)

// choice are the decided sides by key.
type choice map[string]Side

// target is the flattened document that a decision comes to: as it is here,
// but for what is decided for the other side. Lines keep the order they have
// here; what comes from there goes behind the line before it there.
func (s *sides) target(chosen choice) document.Projection {
	out := s.here
	if s.here.Mark == s.sent.Mark || chosen[keyStatus] == There {
		out.Mark = s.there.Mark
	}
	for _, f := range headFields {
		if chosen[f.key] == There {
			f.take(&out, &s.there)
		}
	}
	out.Lines = nil
	for _, id := range s.lineIDs() {
		if l := s.targetLine(id, out.TaxMode, chosen); l != nil {
			out.Lines = append(out.Lines, *l)
		}
	}
	return out
}

// targetLine is what becomes of a line; nil where it is not in the result.
func (s *sides) targetLine(id string, mode document.TaxMode, chosen choice) *document.ProjectedLine {
	here, there := find(s.here.Lines, id), find(s.there.Lines, id)
	if chosen[lineKey(id)] == There {
		return s.ownAmounts(there, s.there.TaxMode, mode)
	}
	if here == nil {
		return nil
	}
	out, from, fromMode := *here, here, s.here.TaxMode
	if there != nil {
		for _, f := range lineFields {
			if chosen[lineKey(id)+":"+f.key] == There {
				f.take(&out, there)
				if f.key == fieldTax {
					from, fromMode = there, s.there.TaxMode
				}
			}
		}
	}
	if !sameAmount(out, *from) {
		out.TaxAmount.Valid = false
	}
	return s.ownAmounts(&out, fromMode, mode)
}

// ownAmounts drops a tax amount of Xero's own that was read with prices of
// another tax mode: it belongs to those.
func (s *sides) ownAmounts(l *document.ProjectedLine, read, mode document.TaxMode) *document.ProjectedLine {
	if l == nil || read == mode || !l.TaxAmount.Valid {
		return l
	}
	out := *l
	out.TaxAmount.Valid = false
	return &out
}

// sameAmount compares what a line comes to before tax.
func sameAmount(a, b document.ProjectedLine) bool {
	return equal(a.Quantity, b.Quantity) && equal(a.UnitPrice, b.UnitPrice) &&
		a.Discount.Equal(b.Discount) && equal(a.DiscountAmount, b.DiscountAmount)
}
