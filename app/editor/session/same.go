package session

import (
	"slices"

	"github.com/shopspring/decimal"

	"litework/document"
)

// sameHead compares everything of two documents but their sections.
func sameHead(a, b *document.Document) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Number == b.Number &&
		a.Client == b.Client && a.Company == b.Company &&
		a.Date == b.Date && a.Due == b.Due && a.Reference == b.Reference &&
		a.Currency == b.Currency && a.TaxMode == b.TaxMode &&
		a.Title == b.Title && a.Summary == b.Summary &&
		a.ClientNotes == b.ClientNotes && a.Terms == b.Terms && a.InternalNotes == b.InternalNotes &&
		slices.Equal(a.Tags, b.Tags) && a.ShippingAddress == b.ShippingAddress &&
		a.Mark == b.Mark && a.SourceID == b.SourceID
}

func sameAsRead(a, b *document.AsRead) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameNull(a.TaxAmount, b.TaxAmount) && sameNull(a.DiscountAmount, b.DiscountAmount)
}

func sameNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
