package document

import (
	"slices"
	"strings"
)

// Placeholder is a word in braces that stands for what a document says.
type Placeholder struct {
	// Name without the braces, Means what it stands for, in a few words.
	Name, Means string
}

// Placeholders are those that a template may hold, in the order they are
// explained.
func Placeholders() []Placeholder {
	return []Placeholder{
		{"number", "its number"},
		{"client", "the client's name"},
		{"person", "the person there, or the client's name"},
		{"company", "your company's name"},
		{"total", "the total with its currency"},
		{"due", "the due date of an invoice, the last day of a quote"},
		{"date", "its date"},
		{"reference", "its reference"},
		{"title", "the title of a quote"},
		{"link", "where the client sees the invoice in Xero"},
	}
}

// MessageValues is what the placeholders stand for in a document. link is where
// the client sees it online; empty where there is nothing.
func MessageValues(d *Document, link string) map[string]string {
	person := d.Client.Person
	if person == "" {
		person = d.Client.Name
	}
	due := ""
	if !d.Due.IsZero() {
		due = d.Due.Display()
	}
	return map[string]string{
		"number": d.Number, "client": d.Client.Name, "person": person, "company": d.Company.Name,
		"total": strings.TrimSpace(d.Currency + " " + FormatMoney(d.Totals().Total)),
		"due":   due, "date": d.Date.Display(), "reference": d.Reference, "title": d.Title, "link": link,
	}
}

// Template is the subject and the text of messages with documents of a kind:
// the user's own, or the usual ones where nothing was written.
func (s EmailSettings) Template(k Kind) (subject, text string) {
	subject, text = s.InvoiceSubject, s.InvoiceText
	if k == Quote {
		subject, text = s.QuoteSubject, s.QuoteText
	}
	usualSubject, usualText := UsualTemplate(k)
	if strings.TrimSpace(subject) == "" {
		subject = usualSubject
	}
	if strings.TrimSpace(text) == "" {
		text = usualText
	}
	return subject, text
}

// UsualTemplate is what messages with documents of a kind say until the user
// writes something else.
func UsualTemplate(k Kind) (subject, text string) {
	if k == Quote {
		return "Quote {number} from {company}", "Hello {person},\n\n" +
			"Here is our quote {number} for {total}.\n" +
			"It stands until {due}.\n\n" +
			"Kind regards\n{company}"
	}
	return "Invoice {number} from {company}", "Hello {person},\n\n" +
		"Here is invoice {number} for {total}.\n" +
		"It is due on {due}.\n" +
		"You can see it online: {link}\n\n" +
		"Kind regards\n{company}"
}

// FillTemplate puts values in place of the placeholders; one that is not in
// values stays as it is. A line whose placeholders are all empty is left out: it
// would say nothing. What a value holds is never taken for a placeholder.
func FillTemplate(template string, values map[string]string) string {
	var out []string
	for _, line := range strings.Split(template, "\n") {
		filled, asked, said := fillLine(line, values)
		if asked && !said {
			continue
		}
		out = append(out, strings.TrimRight(filled, " "))
	}
	// What was left out leaves no gap behind.
	if len(out) < strings.Count(template, "\n")+1 {
		out = slices.CompactFunc(out, func(a, b string) bool { return a == "" && b == "" })
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}

// fillLine reports whether the line has placeholders, and whether one of them
// says something.
func fillLine(line string, values map[string]string) (filled string, asked, said bool) {
	var b strings.Builder
	for _, p := range parts(line) {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		asked = true
		value, known := values[p.name]
		if !known {
			value = p.text
		}
		said = said || value != ""
		b.WriteString(value)
	}
	return b.String(), asked, said
}

// UnknownPlaceholders are the words in braces of a template that stand for
// nothing, braces and all, each once.
func UnknownPlaceholders(template string) []string {
	var out []string
	for _, p := range parts(template) {
		known := slices.ContainsFunc(Placeholders(), func(k Placeholder) bool { return k.Name == p.name })
		if p.name != "" && !known && !slices.Contains(out, p.text) {
			out = append(out, p.text)
		}
	}
	return out
}

// part is a stretch of a template: a placeholder where it has a name.
type part struct{ text, name string }

// parts splits a template at its placeholders: letters in braces. Together their
// texts are the template.
func parts(template string) []part {
	var out []part
	for {
		from, to := placeholderIn(template)
		if from < 0 {
			return append(out, part{text: template})
		}
		out = append(out, part{text: template[:from]}, part{template[from:to], strings.ToLower(template[from+1 : to-1])})
		template = template[to:]
	}
}

// placeholderIn is where the first placeholder lies, -1 where there is none.
func placeholderIn(s string) (from, to int) {
	from = -1
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '{':
			from = i
		case from < 0:
		case c == '}' && i > from+1:
			return from, i + 1
		case (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'):
			from = -1
		}
	}
	return -1, 0
}
