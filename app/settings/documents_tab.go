package settings

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// documentsTab is how documents are numbered and what new ones begin with.
func (p *Page) documentsTab() fyne.CanvasObject {
	return kit.VBox(14,
		page.Card("Numbers", kit.VBox(18, p.sequence(document.Invoice), p.sequence(document.Quote))),
		page.Card("Money", p.moneyFields()),
		page.Card("What new documents begin with", p.partsFields()),
		page.Card("Columns of the lines", kit.VBox(14,
			p.form.toggle("columns.discount", "Show the discount column", "Without it the column appears in a wide window, and where a line has a discount.",
				func(s document.Settings) bool { return s.ShowDiscounts }, func(s *document.Settings, on bool) { s.ShowDiscounts = on }),
			p.form.toggle("columns.account", "Show the account column", "Without it an account is chosen when a line is first posted: the default one of Xero Integration.",
				func(s document.Settings) bool { return s.ShowAccounts }, func(s *document.Settings, on bool) { s.ShowAccounts = on }))),
	)
}

// sequenceOf is where a kind's sequence lies in the settings.
func sequenceOf(kind document.Kind, s *document.Settings) *document.Sequence {
	if kind == document.Quote {
		return &s.QuoteNumbers
	}
	return &s.InvoiceNumbers
}

// sequence is the three fields that make the numbers of a kind, and the number
// that comes next.
func (p *Page) sequence(kind document.Kind) fyne.CanvasObject {
	name := kind.Noun()
	next := kit.Named("settings."+name+".sample", kit.NewText("", kit.Look{Style: fyne.TextStyle{Bold: true}}).Shrinks())
	note := kit.NewParagraph("", kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted})
	show := func() {
		sample, words, clash := p.nextNumber(kind)
		next.SetText(sample)
		note.SetText(words)
		note.SetColor(map[bool]fyne.ThemeColorName{true: theme.ColorAmber, false: theme.ColorMuted}[clash])
		p.relayout()
	}
	p.form.onFill(func(document.Settings) { show() })
	// checked tries a change on the sequence as it is, so that what three
	// fields say together is looked at.
	checked := func(change func(*document.Sequence)) string {
		s := *sequenceOf(kind, &p.facts.settings)
		change(&s)
		return problem(s.Check())
	}
	number := func(field, label, help string, get func(document.Sequence) int64, put func(*document.Sequence, int64)) *kit.Field {
		f, _ := p.form.text(textSpec{
			name: name + "." + field, label: label, help: help, also: show,
			get: func(s document.Settings) string { return strconv.FormatInt(get(*sequenceOf(kind, &s)), 10) },
			put: func(s *document.Settings, text string) {
				n, _ := whole(text)
				put(sequenceOf(kind, s), n)
			},
			check: func(text string) string {
				n, ok := whole(text)
				if !ok {
					return "Write a whole number."
				}
				return checked(func(s *document.Sequence) { put(s, n) })
			},
		})
		return f
	}
	prefix, _ := p.form.text(textSpec{
		name: name + ".prefix", label: kind.Title() + " prefix", help: "Stands before the number.", also: show,
		get:   func(s document.Settings) string { return sequenceOf(kind, &s).Prefix },
		put:   func(s *document.Settings, text string) { sequenceOf(kind, s).Prefix = text },
		check: func(text string) string { return checked(func(s *document.Sequence) { s.Prefix = text }) },
	})
	return kit.VBox(6, kit.Columns(14, prefix,
		number("next", "Next number", "Goes up by itself.",
			func(s document.Sequence) int64 { return s.Next }, func(s *document.Sequence, n int64) { s.Next = n }),
		number("digits", "Digits", "Filled up with zeros.",
			func(s document.Sequence) int64 { return int64(s.Padding) }, func(s *document.Sequence, n int64) { s.Padding = int(min(n, 99)) })),
		next, note)
}

// nextNumber is the number that a new document would have, with a word about
// one that is taken.
func (p *Page) nextNumber(kind document.Kind) (sample, words string, clash bool) {
	s := *sequenceOf(kind, &p.facts.settings)
	number := s.Format(s.Next)
	sample, words = "Next: "+number, "Numbers used here or in Xero are stepped over."
	free := p.facts.next[kind]
	if p.saver.busy() || free.number == "" || free.sequence != s || free.number == number {
		return sample, words, false
	}
	return "Next: " + free.number, fmt.Sprintf("%s is used already, so the next %s is %s.", number, kind.Noun(), free.number), true
}

// whole reads a number without a fraction.
func whole(text string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return n, err == nil
}

func (p *Page) moneyFields() fyne.CanvasObject {
	currency, _ := p.form.text(textSpec{
		name: "tax.currency", label: "Currency", help: "Three letters. A contact's own currency wins.", example: "NZD",
		get: func(s document.Settings) string { return s.Currency },
		put: func(s *document.Settings, text string) { s.Currency = strings.ToUpper(strings.TrimSpace(text)) },
		check: func(text string) string {
			text = strings.ToUpper(strings.TrimSpace(text))
			if len(text) != 3 || strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
				return "Write a currency as three letters, such as NZD."
			}
			return ""
		},
		hint: func(text string) string {
			known := p.facts.reference.Organisation.Currencies
			if text = strings.ToUpper(strings.TrimSpace(text)); !p.facts.connected || len(known) == 0 || len(text) != 3 {
				return ""
			}
			for _, c := range known {
				if c == text {
					return ""
				}
			}
			return p.facts.connection.OrganisationName + " has no " + text + " in Xero, so posting would be refused."
		},
	})
	mode, _ := p.form.choice(choiceSpec{
		name: "tax.mode", label: "Prices are", help: "Each document can differ.",
		options: []kit.Option{
			{ID: string(document.TaxExclusive), Label: "Before tax"},
			{ID: string(document.TaxInclusive), Label: "With tax included"},
			{ID: string(document.NoTax), Label: "Without tax"},
		},
		get: func(s document.Settings) string { return string(s.TaxMode) },
		put: func(s *document.Settings, id string) { s.TaxMode = document.TaxMode(id) },
	})
	return kit.Columns(14, currency, mode)
}

func (p *Page) partsFields() fyne.CanvasObject {
	sections, _ := p.form.text(textSpec{
		name: "sections", label: "Sections", rows: 3, example: "Equipment\nCrew\nTravel",
		help:  "One name a line. Empty: one section without a heading.",
		get:   func(s document.Settings) string { return strings.Join(s.Sections, "\n") },
		put:   func(s *document.Settings, text string) { s.Sections, _ = document.ParseSections(text) },
		check: func(text string) string { _, err := document.ParseSections(text); return problem(err) },
	})
	title, _ := p.form.text(textSpec{
		name: "quote.title", label: "Quote title", help: "Printed large on new quotes, and sent to Xero with them.", example: "Lighting package",
		get:   func(s document.Settings) string { return s.QuoteTitle },
		put:   func(s *document.Settings, text string) { s.QuoteTitle = strings.TrimSpace(text) },
		check: func(text string) string { return problem(document.CheckDefaultText("title", strings.TrimSpace(text))) },
	})
	summary, _ := p.form.text(textSpec{
		name: "quote.summary", label: "Quote summary", rows: 2, help: "Printed below the title, and sent to Xero with it.", example: "Package, crew and truck",
		get:   func(s document.Settings) string { return s.QuoteSummary },
		put:   func(s *document.Settings, text string) { s.QuoteSummary = text },
		check: func(text string) string { return problem(document.CheckDefaultText("summary", text)) },
	})
	notes, _ := p.form.text(textSpec{
		name: "notes", label: "Client notes", rows: 3, example: "Thank you for your business.",
		help: "On every new invoice and quote. Stays in LiteWork; Xero never sees it.",
		get:  func(s document.Settings) string { return s.ClientNotes },
		put:  func(s *document.Settings, text string) { s.ClientNotes = text },
	})
	return kit.VBox(14, sections, notes, title, summary)
}
