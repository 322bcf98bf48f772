package settings

import (
	"strconv"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// termsTab is when documents are due and what is printed below them.
func (p *Page) termsTab() fyne.CanvasObject {
	return kit.VBox(14,
		page.Card("Dates", p.termsFields()),
		page.Card("Texts", p.termsTexts()),
	)
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
	example := kit.Named("settings.terms.sample", kit.NewText("", kit.Look{Style: fyne.TextStyle{Bold: true}}).Shrinks())
	var days *kit.Field
	show := func() {
		s, today := p.facts.settings, p.d.Today()
		text := "An invoice of today has no due date of its own."
		if due := s.DueFor(document.Invoice, today, nil); !due.IsZero() {
			text = "An invoice of today is due " + due.Display() + "."
		}
		if expires := s.DueFor(document.Quote, today, nil); !expires.IsZero() {
			text += " A quote of today stands until " + expires.Display() + "."
		}
		example.SetText(text)
		if hidden := s.InvoiceTerms.IsZero(); days != nil && days.Hidden != hidden {
			days.Hidden = hidden
			p.relayout()
		}
	}
	kind, _ := p.form.choice(choiceSpec{
		name: "terms.kind", label: "Invoices are due", help: "A contact's own terms win over these.", options: termKinds(),
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
		also: func() { p.form.fill(p.facts.settings) },
	})
	days, _ = p.form.text(textSpec{
		name: "terms.days", label: "Days, or the day of the month", help: "As the choice beside it says.", also: show,
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
			terms.Days = int(min(n, 1000))
			return problem(terms.Check())
		},
	})
	quote, _ := p.form.text(textSpec{
		name: "quote.days", label: "Quotes stand for days", help: "0 for no end.", also: show,
		get: func(s document.Settings) string { return strconv.Itoa(s.QuoteDays) },
		put: func(s *document.Settings, text string) {
			n, _ := whole(text)
			s.QuoteDays = int(n)
		},
		check: func(text string) string {
			if n, ok := whole(text); !ok || n < 0 || n > 365 {
				return "Write a number of days from 0 to 365."
			}
			return ""
		},
	})
	p.form.onFill(func(document.Settings) { show() })
	return kit.VBox(10, kit.HBoxTop(14, kit.FlexN(3, kind), kit.FlexN(2, days), kit.FlexN(2, quote)), example)
}

func (p *Page) termsTexts() fyne.CanvasObject {
	invoice, _ := p.form.text(textSpec{
		name: "invoice.terms", label: "Terms on invoices", rows: 4, example: "Payment to 01-0123-0456789-00.",
		help: "Printed on new invoices; Xero has terms of its own there.",
		get:  func(s document.Settings) string { return s.InvoiceText },
		put:  func(s *document.Settings, text string) { s.InvoiceText = text },
	})
	quote, _ := p.form.text(textSpec{
		name: "quote.terms", label: "Terms on quotes", rows: 4, example: "Valid for 30 days. A 50 % deposit secures the dates.",
		help:  "Printed on new quotes, and sent to Xero with them.",
		get:   func(s document.Settings) string { return s.QuoteText },
		put:   func(s *document.Settings, text string) { s.QuoteText = text },
		check: func(text string) string { return problem(document.CheckDefaultText("terms", text)) },
	})
	return kit.VBox(14, invoice, quote)
}
