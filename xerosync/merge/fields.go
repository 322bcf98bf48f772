package merge

import (
	"litework/document"
)

// headField is a field of the head, as it is compared and taken over.
type headField struct {
	key, label string
	same       func(a, b *document.Projection) bool
	take       func(to, from *document.Projection)
	text       func(p *document.Projection) string
}

// headFields are all fields of the head but the kind, which never changes, and
// the status, which is Xero's.
var headFields = []headField{
	textField("number", "Number", func(p *document.Projection) *string { return &p.Number }),
	textField("client", "Client", func(p *document.Projection) *string { return &p.ContactID }),
	dateField("date", "Date", func(p *document.Projection) *document.Date { return &p.Date }),
	dateField("due", "Due", func(p *document.Projection) *document.Date { return &p.Due }),
	textField("reference", "Reference", func(p *document.Projection) *string { return &p.Reference }),
	textField("currency", "Currency", func(p *document.Projection) *string { return &p.Currency }),
	field("taxMode", "Tax mode", func(p *document.Projection) *document.TaxMode { return &p.TaxMode }, document.TaxMode.Label),
	textField("title", "Title", func(p *document.Projection) *string { return &p.Title }),
	textField("summary", "Summary", func(p *document.Projection) *string { return &p.Summary }),
	textField("terms", "Terms", func(p *document.Projection) *string { return &p.Terms }),
}

func field[T comparable](key, label string, at func(*document.Projection) *T, read func(T) string) headField {
	return headField{
		key: key, label: label,
		same: func(a, b *document.Projection) bool { return *at(a) == *at(b) },
		take: func(to, from *document.Projection) { *at(to) = *at(from) },
		text: func(p *document.Projection) string { return read(*at(p)) },
	}
}

func textField(key, label string, at func(*document.Projection) *string) headField {
	return field(key, label, at, func(s string) string { return s })
}

func dateField(key, label string, at func(*document.Projection) *document.Date) headField {
	return field(key, label, at, document.Date.Display)
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
