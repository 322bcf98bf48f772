package document

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func messageDocument() *Document {
	s := DefaultSettings("NZ", "Harbour Light Ltd")
	n := 0
	d := New(Invoice, s, &Contact{ID: "c", Name: "Kauri Point Films Ltd", FirstName: "Ana", LastName: "Kauri"},
		NewDate(2026, 11, 10), func() string { n++; return string(rune('a' + n)) })
	d.Number, d.Reference, d.Due = "INV-0146", "PO {number}", NewDate(2026, 12, 10)
	d.Sections[0].Lines[0].Description = "Gaffer"
	d.Sections[0].Lines[0].UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(3500))
	return &d
}

func TestFillTemplate(t *testing.T) {
	d := messageDocument()
	for _, test := range []struct{ name, template, link, want string }{
		{"words alone", "Hello", "", "Hello"},
		{"nothing", "", "", ""},
		{"every one", "{number}|{client}|{person}|{company}|{total}|{due}|{date}", "",
			"INV-0146|Kauri Point Films Ltd|Ana Kauri|Harbour Light Ltd|NZD 4,025.00|10 Dec 2026|10 Nov 2026"},
		{"capitals", "{Number} {TOTAL}", "", "INV-0146 NZD 4,025.00"},
		{"a value is no template", "{reference}", "", "PO {number}"},
		{"unknown stays", "Dear {name}, {number}", "", "Dear {name}, INV-0146"},
		{"an unknown alone stays", "{name}", "", "{name}"},
		{"no placeholders", "{} { number } {12} {number", "", "{} { number } {12} {number"},
		{"braces in braces", "{{number}}", "", "{INV-0146}"},
		{"what says nothing is left out", "One\nSee it: {link}\nTwo", "", "One\nTwo"},
		{"with the gap it leaves", "One\n\nSee it: {link}\n\nTwo", "", "One\n\nTwo"},
		{"with a link it stays", "One\nSee it: {link}\nTwo", "https://in.xero.com/x", "One\nSee it: https://in.xero.com/x\nTwo"},
		{"half of it says something", "{link} {number}", "", " INV-0146"},
		{"gaps that were written stay", "One\n\n\nTwo", "", "One\n\n\nTwo"},
	} {
		if got := FillTemplate(test.template, MessageValues(d, test.link)); got != test.want {
			t.Errorf("%s: %q became %q, want %q", test.name, test.template, got, test.want)
		}
	}
}

func TestUnknownPlaceholders(t *testing.T) {
	for template, want := range map[string]string{
		"":                                "",
		"Invoice {number} from {COMPANY}": "",
		"{name}, {Sum} and {name}":        "{name} {Sum}",
		"{ } {1} {":                       "",
	} {
		if got := strings.Join(UnknownPlaceholders(template), " "); got != want {
			t.Errorf("in %q %q are unknown, want %q", template, got, want)
		}
	}
}

// The usual words hold no placeholder that stands for nothing, and say
// something of every document.
func TestUsualTemplates(t *testing.T) {
	for _, kind := range []Kind{Invoice, Quote} {
		subject, text := EmailSettings{InvoiceText: " ", QuoteSubject: "\n"}.Template(kind)
		wantSubject, wantText := UsualTemplate(kind)
		if subject != wantSubject || text != wantText {
			t.Errorf("what is blank is the usual: %q, %q", subject, text)
		}
		if u := UnknownPlaceholders(subject + text); len(u) > 0 {
			t.Errorf("%s: unknown %v", kind, u)
		}
		filled := FillTemplate(text, MessageValues(&Document{Kind: kind, Currency: "NZD"}, ""))
		if strings.Contains(filled, "{") || strings.Contains(filled, "online") {
			t.Errorf("an empty %s: %q", kind, filled)
		}
	}
	own := EmailSettings{QuoteSubject: "Yours", QuoteText: "Text"}
	if subject, text := own.Template(Quote); subject != "Yours" || text != "Text" {
		t.Errorf("the user's own: %q, %q", subject, text)
	}
	if subject, _ := own.Template(Invoice); subject == "Yours" {
		t.Error("an invoice takes the words of a quote")
	}
}

func FuzzFillTemplate(f *testing.F) {
	f.Add("Hello {person},\n{link}\n\n{nobody}", "{number}")
	f.Add("{{{}}}", "}")
	f.Add("{é} {\n}", "\n")
	f.Fuzz(func(t *testing.T, template, value string) {
		var joined strings.Builder
		for _, p := range parts(template) {
			joined.WriteString(p.text)
		}
		if joined.String() != template {
			t.Fatalf("the parts of %q are %q", template, joined.String())
		}
		values := map[string]string{}
		for _, p := range Placeholders() {
			values[p.Name] = value
		}
		filled := FillTemplate(template, values)
		for _, unknown := range UnknownPlaceholders(template) {
			if !strings.Contains(filled, unknown) {
				t.Fatalf("%q lost %q: %q", template, unknown, filled)
			}
		}
		if value == "" {
			return
		}
		for _, p := range parts(template) {
			if _, known := values[p.name]; known && !strings.Contains(filled, strings.Trim(value, " \n")) {
				t.Fatalf("%q does not say %q: %q", template, value, filled)
			}
		}
	})
}
