package session

import (
	"slices"

	"litework/document"
)

// The fields of a page by name, as in Place.
const (
	FieldClient    = "client"
	FieldDate      = "date"
	FieldDue       = "due"
	FieldReference = "reference"
	FieldTitle     = "title"
	FieldSummary   = "summary"
	FieldNumber    = "number"
	FieldTaxMode   = "tax mode"
	FieldCurrency  = "currency"
	FieldNotes     = "notes"
	FieldTerms     = "terms"
	FieldInternal  = "internal"
	FieldTags      = "tags"
	FieldShipping  = "shipping"
)

// place is where a step can be seen, in the document as it is after undoing or
// redoing it: where it was made, or where that is not known or gone, the first
// thing that it changed.
func (st *step) place(now *document.Document) Place {
	p, d := st.edit.Place, &st.delta
	if p.Field != "" {
		return p
	}
	rows := flatten(now)
	at := slices.IndexFunc(rows, func(r row) bool { return r.id() == p.Row })
	if at > 0 || at == 0 && rows[0].section.Name != "" {
		return p
	}
	if len(d.removed) == 0 && len(d.inserted) == 0 {
		return Place{Field: changedField(&d.before, &d.after)}
	}
	if len(rows) == 0 {
		return Place{}
	}
	at = min(d.at, len(rows)-1)
	switch {
	case rows[at].heading && at > 0 && !rows[at-1].heading:
		at-- // what stood at the end of a section
	case at == 0 && len(rows) > 1 && rows[0].section.Name == "":
		at = 1 // the heading above is not drawn
	}
	return Place{Row: rows[at].id(), Column: p.Column}
}

// changedField is the first field of the head that differs, or "".
func changedField(a, b *document.Document) string {
	switch {
	case a.Client != b.Client:
		return FieldClient
	case a.Date != b.Date:
		return FieldDate
	case a.Due != b.Due:
		return FieldDue
	case a.Reference != b.Reference:
		return FieldReference
	case a.Title != b.Title:
		return FieldTitle
	case a.Summary != b.Summary:
		return FieldSummary
	case a.Number != b.Number:
		return FieldNumber
	case a.TaxMode != b.TaxMode:
		return FieldTaxMode
	case a.Currency != b.Currency:
		return FieldCurrency
	case a.ClientNotes != b.ClientNotes:
		return FieldNotes
	case a.Terms != b.Terms:
		return FieldTerms
	case a.InternalNotes != b.InternalNotes:
		return FieldInternal
	case !slices.Equal(a.Tags, b.Tags):
		return FieldTags
	case a.ShippingAddress != b.ShippingAddress:
		return FieldShipping
	}
	return ""
}
