package merge

import (
	"litework/document"
)

// headField is a field of the head, as it is compared and taken over.
type headField struct {
	key, label string
	text       func(p *document.Projection) string
	take       func(to, from *document.Projection)
}

// headFields are all fields of the head but the kind, which never changes, and
// the status, which is Xero's.
var headFields = []headField{
	{"number", "Number", func(p *document.Projection) string { return p.Number }, func(to, from *document.Projection) { to.Number = from.Number }},
	{"client", "Client", func(p *document.Projection) string { return p.ContactID }, func(to, from *document.Projection) { to.ContactID = from.ContactID }},
	{"date", "Date", func(p *document.Projection) string { return p.Date.Display() }, func(to, from *document.Projection) { to.Date = from.Date }},
	{"due", "Due", func(p *document.Projection) string { return p.Due.Display() }, func(to, from *document.Projection) { to.Due = from.Due }},
	{"reference", "Reference", func(p *document.Projection) string { return p.Reference }, func(to, from *document.Projection) { to.Reference = from.Reference }},
	{"currency", "Currency", func(p *document.Projection) string { return p.Currency }, func(to, from *document.Projection) { to.Currency = from.Currency }},
	{"taxMode", "Tax mode", func(p *document.Projection) string { return p.TaxMode.Label() }, func(to, from *document.Projection) { to.TaxMode = from.TaxMode }},
	{"title", "Title", func(p *document.Projection) string { return p.Title }, func(to, from *document.Projection) { to.Title = from.Title }},
	{"summary", "Summary", func(p *document.Projection) string { return p.Summary }, func(to, from *document.Projection) { to.Summary = from.Summary }},
	{"terms", "Terms", func(p *document.Projection) string { return p.Terms }, func(to, from *document.Projection) { to.Terms = from.Terms }},
}

// lineField is a field of a line. What Xero says in two fields and nobody
// decides apart is one: the discount in percent or in money, the tax code with
// a tax amount of Xero's own.
type lineField struct {
	key, label string
	same       func(a, b *document.ProjectedLine) bool
	take       func(to, from *document.ProjectedLine)
}

var lineFields = []lineField{
	{"description", "description",
		func(a, b *document.ProjectedLine) bool { return a.Description == b.Description },
		func(to, from *document.ProjectedLine) { to.Description = from.Description }},
	{"quantity", "quantity",
		func(a, b *document.ProjectedLine) bool { return equal(a.Quantity, b.Quantity) },
		func(to, from *document.ProjectedLine) { to.Quantity = from.Quantity }},
	{"price", "price",
		func(a, b *document.ProjectedLine) bool { return equal(a.UnitPrice, b.UnitPrice) },
		func(to, from *document.ProjectedLine) { to.UnitPrice = from.UnitPrice }},
	{"discount", "discount",
		func(a, b *document.ProjectedLine) bool {
			return a.Discount.Equal(b.Discount) && equal(a.DiscountAmount, b.DiscountAmount)
		},
		func(to, from *document.ProjectedLine) {
			to.Discount, to.DiscountAmount = from.Discount, from.DiscountAmount
		}},
	{fieldTax, "tax",
		func(a, b *document.ProjectedLine) bool {
			return a.TaxCode == b.TaxCode && equal(a.TaxAmount, b.TaxAmount)
		},
		func(to, from *document.ProjectedLine) { to.TaxCode, to.TaxAmount = from.TaxCode, from.TaxAmount }},
	{"account", "account",
		func(a, b *document.ProjectedLine) bool { return a.Account == b.Account },
		func(to, from *document.ProjectedLine) { to.Account = from.Account }},
}
