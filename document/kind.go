package document

// Kind tells an invoice from a quote.
type Kind string

// The two kinds of document.
const (
	Invoice Kind = "invoice"
	Quote   Kind = "quote"
)

// Noun is the word in a sentence: "invoice" or "quote".
func (k Kind) Noun() string { return string(k) }

// Title is the word at the start of one: "Invoice" or "Quote".
func (k Kind) Title() string {
	if k == Quote {
		return "Quote"
	}
	return "Invoice"
}

// DueLabel names the second date: an invoice is due, a quote expires.
func (k Kind) DueLabel() string {
	if k == Quote {
		return "Expires"
	}
	return "Due"
}
