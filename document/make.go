package document

import "slices"

// New is a fresh document with what the settings and the contact supply, and one
// empty line in each of the settings' sections, or in one unnamed section. It has no number yet: it takes one when
// it is first saved. contact is nil when no client is chosen.
func New(kind Kind, s Settings, contact *Contact, today Date, newID func() string) Document {
	d := Document{
		ID: newID(), Kind: kind, Company: s.Company,
		Date: today, Due: s.DueFor(kind, today, contact),
		Currency: s.Currency, TaxMode: s.TaxMode,
		ClientNotes: s.ClientNotes, Terms: s.defaultText(kind),
		Sections: newSections(s, newID),
	}
	if kind == Quote {
		d.Title, d.Summary = s.QuoteTitle, s.QuoteSummary
	}
	if contact != nil {
		d.Client = ClientOf(*contact)
		if contact.Currency != "" {
			d.Currency = contact.Currency
		}
	}
	return d
}

func newSections(s Settings, newID func() string) []Section {
	names := s.Sections
	if len(names) == 0 {
		names = []string{""}
	}
	var out []Section
	for _, name := range names {
		out = append(out, Section{ID: newID(), Name: name, Lines: []Line{NewLine(s, newID())}})
	}
	return out
}

// NewLine is an empty line with the usual tax setting. Its account stays empty
// until it is chosen or the line is first posted.
func NewLine(s Settings, id string) Line { return Line{ID: id, Tax: s.DefaultTax} }

func (s Settings) defaultText(kind Kind) string {
	if kind == Quote {
		return s.QuoteText
	}
	return s.InvoiceText
}

// Duplicate is the document again, made today: everything copied under new
// ids, without number, status and link. The due date stands as many days after
// the date as it did. A voided document is re-issued by it.
func Duplicate(d Document, today Date, newID func() string) Document {
	out := d.Clone()
	if !d.Due.IsZero() && !d.Date.IsZero() {
		out.Due = today.AddDays(d.Date.DaysTo(d.Due))
	}
	out.Date, out.Number, out.Mark, out.SourceID = today, "", "", ""
	renewIDs(&out, newID)
	return out
}

// ConvertToInvoice is the invoice of a quote: everything copied under new ids,
// made today and due by the terms that count for the contact (nil for a
// one-time client). Optional lines are left out but for those taken by id. An
// invoice has no title and summary, and the settings' text stands instead of a
// quote's default terms. Without a reference it refers to the quote's number.
// The quote itself is not changed.
func ConvertToInvoice(quote Document, take []string, s Settings, contact *Contact, today Date, newID func() string) Document {
	out := quote.WithoutEmptyLines()
	out.Sections = takeOptional(out.Sections, take)
	out.Kind, out.Number, out.Mark, out.SourceID = Invoice, "", "", quote.ID
	out.Title, out.Summary = "", ""
	out.Date, out.Due = today, s.DueFor(Invoice, today, contact)
	if out.Terms == s.QuoteText {
		out.Terms = s.InvoiceText
	}
	if out.Reference == "" {
		out.Reference = quote.Number
	}
	renewIDs(&out, newID)
	return out
}

// takeOptional makes the taken optional lines ordinary ones and leaves the
// others out, with the sections that held nothing else. One section stays.
func takeOptional(sections []Section, take []string) []Section {
	var out []Section
	for _, sec := range sections {
		had := len(sec.Lines)
		sec.Lines = slices.DeleteFunc(sec.Lines, func(l Line) bool { return l.Optional && !slices.Contains(take, l.ID) })
		for j := range sec.Lines {
			sec.Lines[j].Optional = false
		}
		if had == 0 || len(sec.Lines) > 0 {
			out = append(out, sec)
		}
	}
	if len(out) == 0 && len(sections) > 0 {
		return []Section{{ID: sections[0].ID}}
	}
	return out
}

func renewIDs(d *Document, newID func() string) {
	d.ID = newID()
	for i := range d.Sections {
		d.Sections[i].ID = newID()
		for j := range d.Sections[i].Lines {
			d.Sections[i].Lines[j].ID = newID()
		}
	}
}
