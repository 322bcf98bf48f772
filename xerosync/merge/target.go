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
	base := here
	if chosen[lineKey(id)] == There {
		base = there
	}
	if base == nil {
		return nil
	}
	out := *base
	for _, f := range lineFields {
		if chosen[lineKey(id)+":"+f.key] == There {
			f.take(&out, there)
		}
	}
	if out.TaxAmount.Valid && !belongs(out, here, s.here.TaxMode, mode) && !belongs(out, there, s.there.TaxMode, mode) {
		out.TaxAmount.Valid = false
	}
	return &out
}

// belongs reports whether a tax amount of Xero's own stands with the price that
// one side has it with: with another price or another tax mode it would be
// wrong.
func belongs(l document.ProjectedLine, side *document.ProjectedLine, read, mode document.TaxMode) bool {
	return side != nil && read == mode && equal(l.TaxAmount, side.TaxAmount) && sameAmount(l, *side)
}

// sameAmount compares what a line comes to before tax.
func sameAmount(a, b document.ProjectedLine) bool {
	return equal(a.Quantity, b.Quantity) && equal(a.UnitPrice, b.UnitPrice) &&
		a.Discount.Equal(b.Discount) && equal(a.DiscountAmount, b.DiscountAmount)
}
