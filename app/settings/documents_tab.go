package settings

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// documentsTab is how documents are numbered, when they are due and what is
// printed on them.
func (p *Page) documentsTab() fyne.CanvasObject {
	return kit.VBox(14,
		page.Card("Numbers", kit.VBox(18, p.sequence(document.Invoice), p.sequence(document.Quote))),
		page.Card("Dates", p.termsFields()),
		page.Card("Texts", p.textFields()),
	)
}

// sequenceOf is where a kind's sequence lies in the settings.
func sequenceOf(kind document.Kind, s *document.Settings) *document.Sequence {
	if kind == document.Quote {
		return &s.QuoteNumbers
	}
	return &s.InvoiceNumbers
}

// sequence is the three fields that make the numbers of a kind, and an example.
func (p *Page) sequence(kind document.Kind) fyne.CanvasObject {
	name := kind.Noun()
	example := kit.NewParagraph("", kit.Look{Color: "lwMuted"})
	show := func() {
		s := *sequenceOf(kind, &p.facts.settings)
		example.SetText(fmt.Sprintf("The next %s is %s, then %s. A number already used here or in Xero is stepped over.",
			name, s.Format(s.Next), s.Format(s.Next+1)))
	}
	p.form.onFill(func(document.Settings) { show() })
	// checked tries a change on the sequence as it is, so that what three
	// fields say together is looked at.
	checked := func(change func(*document.Sequence)) string {
		s := *sequenceOf(kind, &p.facts.settings)
		change(&s)
		return problem(s.Check())
	}
	prefix, _ := p.form.text(textSpec{
		name: name + ".prefix", label: kind.Title() + " prefix", also: show,
		get: func(s document.Settings) string { return sequenceOf(kind, &s).Prefix },
		put: func(s *document.Settings, text string) { sequenceOf(kind, s).Prefix = text },
		check: func(text string) string {
			return checked(func(s *document.Sequence) { s.Prefix = text })
		},
	})
	next, _ := p.form.text(textSpec{
		name: name + ".next", label: "Next number", also: show,
		get: func(s document.Settings) string { return strconv.FormatInt(sequenceOf(kind, &s).Next, 10) },
		put: func(s *document.Settings, text string) { sequenceOf(kind, s).Next, _ = whole(text) },
		check: func(text string) string {
			n, ok := whole(text)
			if !ok {
				return "Write a whole number."
			}
			return checked(func(s *document.Sequence) { s.Next = n })
		},
	})
	digits, _ := p.form.text(textSpec{
		name: name + ".digits", label: "Digits", also: show,
		get: func(s document.Settings) string { return strconv.Itoa(sequenceOf(kind, &s).Padding) },
		put: func(s *document.Settings, text string) {
			n, _ := whole(text)
			sequenceOf(kind, s).Padding = int(n)
		},
		check: func(text string) string {
			n, ok := whole(text)
			if !ok {
				return "Write a whole number."
			}
			return checked(func(s *document.Sequence) { s.Padding = int(n) })
		},
	})
	return kit.VBox(6, kit.Columns(14, prefix, next, digits), example)
}

// whole reads a number without a fraction.
func whole(text string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return n, err == nil
}

// termKinds are the ways to count a due date, in the order people meet them.
func termKinds() []kit.Option {
	return []kit.Option{
		{ID: string(document.DaysAfterDate), Label: "Days after the invoice date"},
		{ID: string(document.DayOfNextMonth), Label: "A day of the following month"},
		{ID: string(document.DaysAfterMonth), Label: "Days after the end of the month"},
		{ID: string(document.DayOfMonth), Label: "A day of this month"},
		{ID: "", Label: "No due date"},
	}
}

func (p *Page) termsFields() fyne.CanvasObject {
	example := kit.NewParagraph("", kit.Look{Color: "lwMuted"})
	show := func() {
		s, today := p.facts.settings, p.d.Today()
		text := "An invoice made today has no due date of its own."
		if due := s.DueFor(document.Invoice, today, nil); !due.IsZero() {
			text = "An invoice made today is due on " + due.Display() + "."
		}
		if expires := s.DueFor(document.Quote, today, nil); !expires.IsZero() {
			text += " A quote made today stands until " + expires.Display() + "."
		}
		example.SetText(text + " A contact's own terms win over these.")
	}
	p.form.onFill(func(document.Settings) { show() })
	kind, _ := p.form.choice(choiceSpec{
		name: "terms.kind", label: "Invoices are due", options: termKinds(), also: show,
		get: func(s document.Settings) string { return string(s.InvoiceTerms.Kind) },
		put: func(s *document.Settings, id string) {
			s.InvoiceTerms.Kind = document.TermsKind(id)
			if s.InvoiceTerms.Check() != nil { // 0 or 45 days is no day of a month
				s.InvoiceTerms.Days = 20
			}
			if id == "" {
				s.InvoiceTerms.Days = 0
			}
		},
	})
	days, _ := p.form.text(textSpec{
		name: "terms.days", label: "Days, or the day of the month", also: show,
		get: func(s document.Settings) string { return strconv.Itoa(s.InvoiceTerms.Days) },
		put: func(s *document.Settings, text string) {
			n, _ := whole(text)
			s.InvoiceTerms.Days = int(n)
		},
		check: func(text string) string {
			n, ok := whole(text)
			if !ok {
				return "Write a whole number."
			}
			terms := p.facts.settings.InvoiceTerms
			terms.Days = int(n)
			return problem(terms.Check())
		},
	})
	quote, _ := p.form.text(textSpec{
		name: "quote.days", label: "Quotes stand for days", also: show,
		get: func(s document.Settings) string { return strconv.Itoa(s.QuoteDays) },
		put: func(s *document.Settings, text string) {
			n, _ := whole(text)
			s.QuoteDays = int(n)
		},
		check: func(text string) string {
			if n, ok := whole(text); !ok || n < 0 || n > 365 {
				return "Write a number of days from 0 to 365; 0 for no end."
			}
			return ""
		},
	})
	return kit.VBox(6, kit.HBoxTop(14, kit.FlexN(3, kind), kit.FlexN(2, days), kit.FlexN(2, quote)), example)
}

func (p *Page) textFields() fyne.CanvasObject {
	notes, _ := p.form.text(textSpec{
		name: "notes", label: "Client notes", rows: 3, example: "Thank you for your business.",
		help: "Stands on every new invoice and quote. Stays in LiteWork; Xero never sees it.",
		get:  func(s document.Settings) string { return s.ClientNotes },
		put:  func(s *document.Settings, text string) { s.ClientNotes = text },
	})
	invoice, _ := p.form.text(textSpec{
		name: "invoice.terms", label: "Terms on invoices", rows: 3, example: "Payment to 01-0123-0456789-00.",
		help: "Printed on invoices; Xero has terms of its own there.",
		get:  func(s document.Settings) string { return s.InvoiceText },
		put:  func(s *document.Settings, text string) { s.InvoiceText = text },
	})
	quote, _ := p.form.text(textSpec{
		name: "quote.terms", label: "Terms on quotes", rows: 3, example: "Valid for 30 days. A 50 % deposit secures the dates.",
		help: "Printed on quotes, and sent to Xero with them.",
		get:  func(s document.Settings) string { return s.QuoteText },
		put:  func(s *document.Settings, text string) { s.QuoteText = text },
	})
	return kit.VBox(14, notes, invoice, quote)
}
