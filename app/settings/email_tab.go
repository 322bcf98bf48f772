package settings

import (
	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/paper"
	"litework/app/theme"
	"litework/document"
)

// emailTab is what messages say when a document is handed to the mail program.
func (p *Page) emailTab() fyne.CanvasObject {
	return kit.VBox(14,
		page.Card("Invoices", p.messageFields(document.Invoice)),
		page.Card("Quotes", p.messageFields(document.Quote)),
		page.Card("What stands in braces", placeholders()),
	)
}

// messageOf is where the words for a kind lie in the settings.
func messageOf(kind document.Kind, s *document.EmailSettings) (subject, text *string) {
	if kind == document.Quote {
		return &s.QuoteSubject, &s.QuoteText
	}
	return &s.InvoiceSubject, &s.InvoiceText
}

// messageFields are the subject and the text of a kind, and how they would
// arrive.
func (p *Page) messageFields(kind document.Kind) fyne.CanvasObject {
	name := kind.Noun() + ".email"
	sampleSubject := kit.NewParagraph("", kit.Look{Style: fyne.TextStyle{Bold: true}})
	sampleText := kit.NewParagraph("", kit.Look{})
	var usual *kit.Link
	show := func() {
		s := &p.facts.settings
		subject, text := s.Email.Template(kind)
		values := document.MessageValues(sampleDocument(kind, s, p.d.Today()), sampleLink(kind))
		before := sampleText.HeightFor(600) + sampleSubject.HeightFor(600)
		sampleSubject.SetText(document.FillTemplate(subject, values))
		sampleText.SetText(document.FillTemplate(text, values))
		ownSubject, ownText := messageOf(kind, &s.Email)
		hide := *ownSubject == "" && *ownText == ""
		if hide != usual.Hidden || before != sampleText.HeightFor(600)+sampleSubject.HeightFor(600) {
			usual.Hidden = hide
			p.form.relayout()
		}
	}
	subject, subjectEntry := p.form.text(textSpec{
		name: name + ".subject", label: "Subject", hint: paper.Unknown, also: show,
		get: func(s document.Settings) string { subject, _ := s.Email.Template(kind); return subject },
		put: func(s *document.Settings, text string) {
			subject, _ := messageOf(kind, &s.Email)
			*subject = own(text, first(document.UsualTemplate(kind)))
		},
	})
	text, textEntry := p.form.text(textSpec{
		name: name + ".text", label: "Text", rows: 9, hint: paper.Unknown, also: show,
		help: "A line whose words in braces all stand for nothing is left out.",
		get:  func(s document.Settings) string { _, text := s.Email.Template(kind); return text },
		put: func(s *document.Settings, words string) {
			_, text := messageOf(kind, &s.Email)
			*text = own(words, second(document.UsualTemplate(kind)))
		},
	})
	usual = kit.Named("settings."+name+".usual", kit.NewLink("Use the usual text", func() {
		subject, text := document.UsualTemplate(kind)
		subjectEntry.SetText(subject)
		textEntry.SetText(text)
	}))
	p.form.onFill(func(document.Settings) { show() })
	sample := kit.NewCardPadded(12, 14, 12, 14, kit.VBox(8, sampleSubject, sampleText))
	return kit.VBox(14, subject, text, kit.HBox(0, usual, kit.Spacer()),
		kit.VBox(6, kit.Caption("As it would arrive, for example"), sample))
}

// own is what the settings keep of a template: nothing where it is the usual
// one, which may become better.
func own(text, usual string) string {
	if text == usual {
		return ""
	}
	return text
}

func first(a, _ string) string  { return a }
func second(_, b string) string { return b }

// sampleDocument is a document as this company would make it.
func sampleDocument(kind document.Kind, s *document.Settings, today document.Date) *document.Document {
	d := document.New(kind, *s, nil, today, func() string { return "" })
	d.Client = document.Client{Name: "Kauri Point Films Ltd", Person: "Ana Tūhoe"}
	sequence := sequenceOf(kind, s)
	d.Number, d.Reference, d.Title = sequence.Format(sequence.Next), "PO 7731", "Lighting for two shooting days"
	d.Sections[0].Lines[0].UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(3500))
	return &d
}

// sampleLink is an address as Xero gives them; quotes have none.
func sampleLink(kind document.Kind) string {
	if kind == document.Quote {
		return ""
	}
	return "https://in.xero.com/aBcD1234"
}

// placeholders explains what may stand in braces.
func placeholders() fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewParagraph("These words are replaced by what the document says.", kit.Look{Color: theme.ColorMuted})}
	for _, p := range document.Placeholders() {
		rows = append(rows, kit.HBox(14, kit.Sized(110, 0, kit.Bold("{"+p.Name+"}")), kit.Flex(kit.NewParagraph(p.Means, kit.Look{}))))
	}
	return kit.VBox(7, rows...)
}
