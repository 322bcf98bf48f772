package pdf

import (
	"strings"

	"litework/document"
)

const (
	logoHeight = 34.5
	logoWidth  = 120.0
	logoGap    = 9.0
	// kindWidth is the most that kind and number take of the page.
	kindWidth = 210.0
)

// letterhead is the logo, the company, and at the right what it is; a rule in
// the company's colour ends it.
func (l *layout) letterhead() block {
	var b block
	x := left
	if w, h, ok := l.logo(); ok {
		b.add(atom{0, logoHeight, marks{images: []Image{{X: left, Y: 0, Width: w, Height: h, Data: l.in.Logo}}}})
		x += w + logoGap
	}
	kind := l.set.set(span{l.kind, regular, kindSize, inkColor})
	l.set.at("", "number")
	number := l.set.wrap([]span{ink(l.number)}, kindWidth)
	wide := kind.width
	for _, n := range number {
		wide = max(wide, n.width)
	}
	width := right - x - wide - 20

	l.set.at("", "company")
	name := l.lines(l.d.Company.Name, span{style: bold, size: nameSize, color: inkColor}, width)
	if l.d.Company.Name == "" {
		name = nil
	}
	y := b.text(name, x, 2.5, 16, "")
	b.text(l.joined(l.companyDetails(), small(""), width), x, y+1, noteLeading, "")

	var aside block
	aside.add(atom{0, 27, marks{texts: kind.texts(right-kind.width, 20.25, "")}})
	for i, n := range number {
		if n.width > 0 {
			y := 27 + float64(i)*textLeading
			aside.add(atom{y, y + textLeading, marks{texts: n.texts(right-n.width, baseline(y, textLeading, n)-3, "")}})
		}
	}
	b.beside(aside)
	b.height = max(b.height, logoHeight+6) + 13.5
	b.fill(Fill{X: left, Y: b.height, Width: right - left, Height: 2.25, Color: l.accent})
	b.gap(13)
	return b
}

// logo is the size the logo is printed in: as large as its box allows.
func (l *layout) logo() (w, h float64, ok bool) {
	pw, ph, ok := imageSize(l.in.Logo)
	if !ok {
		return 0, 0, false
	}
	w, h = logoHeight*float64(pw)/float64(ph), logoHeight
	if w > logoWidth {
		w, h = logoWidth, logoWidth*float64(ph)/float64(pw)
	}
	return w, h, true
}

// companyDetails are the address and the numbers of the company.
func (l *layout) companyDetails() []string {
	c := l.d.Company
	out := []string{strings.Join(nonEmpty(l.set.paragraphs(c.Address)), ", ")}
	if c.TaxNumber != "" {
		out = append(out, shortLabel(l.country.TaxNumberLabel)+" "+l.set.oneLine(c.TaxNumber))
	}
	if c.RegistrationNumber != "" {
		out = append(out, l.country.RegistrationLabel+" "+l.set.oneLine(c.RegistrationNumber))
	}
	for _, s := range []string{c.Phone, c.Email, c.Website} {
		out = append(out, l.set.oneLine(s))
	}
	return nonEmpty(out)
}

// shortLabel is "GST" for "GST number".
func shortLabel(label string) string {
	if s, ok := strings.CutSuffix(label, " number"); ok && len(s) == 3 && s == strings.ToUpper(s) {
		return s
	}
	return label
}

func nonEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// joined sets parts behind each other with dots between them, and begins a
// line rather than parting one.
func (l *layout) joined(parts []string, look span, width float64) []setLine {
	var out []setLine
	text := ""
	flush := func() {
		if text != "" {
			look.text = text
			out = append(out, l.set.wrap([]span{look}, width)...)
		}
	}
	for _, p := range parts {
		next := look
		if next.text = text + " · " + p; text == "" {
			next.text = p
		}
		if text != "" && (len(next.text) > longestLine || !fits(l.set.set(next).width, width)) {
			flush()
			text = p
			continue
		}
		text = next.text
	}
	flush()
	return out
}

// Where the columns below the rule begin, and what they have of width.
const (
	clientWidth = 171.0
	factWidth   = 111.0
	columnGap   = 12.0
)

// parties is who it is for, the dates and the reference, and where to deliver.
func (l *layout) parties() block {
	var b, client block
	l.set.at("", "client")
	l.client(&client)
	x, deepest := left+clientWidth, 0.0
	for _, f := range l.facts() {
		if f.text == "" {
			continue
		}
		l.set.at("", f.field)
		y := b.text([]setLine{l.set.set(small(f.label))}, x, 0, textLeading, "")
		width := min(factWidth, right-x) - columnGap
		if f.field == "reference" {
			width = right - x
		}
		deepest = max(deepest, b.text(l.lines(f.text, ink(""), width), x, y, textLeading, ""))
		x += factWidth
	}
	if address := strings.TrimSpace(l.d.ShippingAddress); address != "" {
		l.set.at("", "shipping address")
		if deepest > 0 {
			deepest += 6
		}
		x := left + clientWidth
		y := b.text([]setLine{l.set.set(small("Deliver to"))}, x, deepest, textLeading, "")
		b.text(l.lines(address, ink(""), right-x), x, y, textLeading, "")
	}
	b.beside(client)
	b.gap(20)
	return b
}

type fact struct{ label, text, field string }

func (l *layout) facts() []fact {
	due := "Due"
	if l.d.Kind == document.Quote {
		due = "Valid until"
	}
	return []fact{
		{"Date", l.d.Date.Display(), "date"}, {due, l.d.Due.Display(), "due"},
		{"Reference", strings.TrimSpace(l.d.Reference), "reference"},
	}
}

// client sets who it is for. Phone and e-mail stand in for an address that is
// not known.
func (l *layout) client(b *block) {
	c := l.d.Client
	width := clientWidth - columnGap
	y := textLeading
	write := func(text string, look span) {
		if text = strings.TrimSpace(text); text != "" {
			y = b.text(l.lines(text, look, width), left, y, textLeading, "")
		}
	}
	write(c.Name, strong(""))
	if c.Person != c.Name {
		write(c.Person, ink(""))
	}
	write(c.Address, ink(""))
	if strings.TrimSpace(c.Address) == "" {
		write(c.Phone, ink(""))
		write(c.Email, ink(""))
	}
	if c.TaxNumber != "" {
		write(shortLabel(l.country.TaxNumberLabel)+" "+c.TaxNumber, ink(""))
	}
	if len(b.atoms) > 0 {
		var label block
		label.text([]setLine{l.set.set(small("For"))}, left, 0, textLeading, "")
		b.beside(label)
	}
}

// introduction is a quote's title and summary.
func (l *layout) introduction() {
	if l.d.Kind != document.Quote {
		return
	}
	var b block
	if t := strings.TrimSpace(l.d.Title); t != "" {
		l.set.at("", "title")
		y := b.text(l.lines(t, span{style: bold, size: titleSize, color: inkColor}, right-left), left, 0, 17, "")
		b.height = y + 2
	}
	if s := strings.TrimSpace(l.d.Summary); s != "" {
		l.set.at("", "summary")
		b.text(l.lines(s, ink(""), right-left), left, b.height, textLeading, "")
	}
	if len(b.atoms) > 0 {
		b.gap(16)
		l.flow.place(b)
	}
}
