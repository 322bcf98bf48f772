package editor

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/editor/session"
	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
	"litework/pdf"
)

// light says whether the document is what the law asks for, and whether all of
// it can be printed. The dot never stands alone: the words say it.
type light struct {
	e     *Editor
	found found
	known bool
	words *kit.Paragraph
	show  *kit.Link
	root  *fyne.Container
}

func (l *light) init(e *Editor) {
	l.e = e
	l.words = kit.NewParagraph("", kit.Look{Size: theme.SmallSize})
	l.show = lightButton("What is missing", l.open)
	l.root = kit.VBox(3, l.words, kit.HBox(0, l.show, kit.Spacer()))
	l.root.Hide()
}

// set takes what was found in the document.
func (l *light) set(f found) {
	if l.e.released || l.known && f.of == l.found.of {
		return
	}
	l.found, l.known = f, true
	l.draw()
}

// problems are what is missing, and what cannot be printed.
func (l *light) problems() []document.Problem {
	return append(append([]document.Problem(nil), l.found.law.Missing...), unprintable(l.found.paper)...)
}

func (l *light) draw() {
	text, color := l.sentence(), theme.ColorGreen
	if len(l.problems()) > 0 {
		color = theme.ColorAmber
	}
	hide, link := text == "" || l.e.session.IsNew(), len(l.problems()) == 0
	changed := hide != l.root.Hidden || link != l.show.Hidden || text != l.words.ControlText()
	l.words.SetText(text)
	l.words.SetColor(color)
	l.show.Hidden = link
	l.root.Hidden = hide
	if changed {
		l.e.totals.root.Refresh()
		l.e.body.relayout()
	}
}

// sentence is what the card says, "" where nothing is asked for.
func (l *light) sentence() string {
	law, cut := l.found.law, len(unprintable(l.found.paper))
	switch n := len(law.Missing); {
	case law.Rule == "" && cut == 0:
		return ""
	case law.Rule == "":
		return "● " + plural(cut, "place") + " cannot be printed in full"
	case n+cut == 0:
		return "● Complete for " + withArticle(law.Rule)
	case n == 0:
		return "● " + plural(cut, "place") + " cannot be printed in full"
	default:
		return "● " + plural(n+cut, "thing") + " missing for " + withArticle(law.Rule)
	}
}

// brief is what the strip at the foot says.
func (l *light) brief() (words string, color fyne.ThemeColorName) {
	if !l.known || l.root.Hidden {
		return "", theme.ColorGreen
	}
	if n := len(l.problems()); n > 0 {
		return "● " + strconv.Itoa(n) + " missing", theme.ColorAmber
	}
	return "● Complete", theme.ColorGreen
}

func withArticle(rule string) string {
	if strings.HasPrefix(rule, "A") {
		return "an " + rule
	}
	return "a " + rule
}

// unprintable names the places with characters that no font of the page has.
func unprintable(p *pdf.Paper) []document.Problem {
	var out []document.Problem
	type place struct{ line, field string }
	at := map[place]int{}
	if p == nil {
		return nil
	}
	for _, m := range p.Missing {
		where := place{m.Line, m.Field}
		i, known := at[where]
		if !known {
			i = len(out)
			at[where] = i
			out = append(out, document.Problem{Code: "glyph", Line: m.Line, Field: m.Field, Fix: "It is printed as □. Write it otherwise."})
			if m.Line != "" {
				out[i].Field = "line.description"
			}
		}
		chars := out[i].Sentence
		if !strings.ContainsRune(chars, m.Char) {
			out[i].Sentence = strings.TrimSpace(chars + " " + string(m.Char))
		}
	}
	for i := range out {
		where := "the " + out[i].Field
		if out[i].Line != "" {
			where = "a line"
		}
		out[i].Sentence = out[i].Sentence + " in " + where + " cannot be printed."
	}
	return out
}

// open lists what is missing; each leads to its place.
func (l *light) open() {
	problems := l.problems()
	if len(problems) == 0 {
		return
	}
	title := "What cannot be printed"
	if len(l.found.law.Missing) > 0 {
		title = "Missing for " + withArticle(l.found.law.Rule)
	}
	m := kit.NewModal(title, nil)
	var rows []fyne.CanvasObject
	for i, p := range problems {
		if i > 0 {
			rows = append(rows, kit.Rule())
		}
		words := []fyne.CanvasObject{kit.NewParagraph(l.where(&p), kit.Look{})}
		label, do := l.way(&p)
		if p.Fix != "" {
			words = append(words, kit.NewParagraph(p.Fix, kit.Look{Color: theme.ColorMuted}))
		}
		link := kit.Named("light.go"+strconv.Itoa(i), kit.NewBoldLink(label, func() {
			m.Close()
			do()
		}))
		rows = append(rows, kit.HBox(14, kit.Flex(kit.VBox(2, words...)), link))
	}
	m.SetBody(kit.VBox(10, rows...))
	m.Width = 600
	closing := kit.Named("light.close", kit.NewPrimary("Close", m.Close))
	m.Default = closing
	m.SetButtons(nil, []fyne.CanvasObject{closing})
	l.e.d.Show(m)
}

// where names the line of a character that cannot be printed.
func (l *light) where(p *document.Problem) string {
	if p.Code != "glyph" || p.Line == "" {
		return p.Sentence
	}
	line, _, _ := l.e.session.Doc().Line(p.Line)
	if line == nil || line.Description == "" {
		return p.Sentence
	}
	words := []rune(strings.SplitN(line.Description, "\n", 2)[0])
	if len(words) > 40 {
		words = append(words[:39], '…')
	}
	return strings.Replace(p.Sentence, "in a line", "in “"+string(words)+"”", 1)
}

// way is how a missing thing is put right. Details of the company and of the
// client are those the document was made with: where the settings or the address
// book know more by now, they are taken from there, and the fix says so.
func (l *light) way(p *document.Problem) (label string, do func()) {
	e := l.e
	switch part, _, _ := strings.Cut(p.Field, "."); part {
	case "company":
		take := func(d *document.Document) { d.Company = e.l.settings.Company }
		if l.helps(take) {
			p.Fix = "The settings have it by now."
			return "Take it from the settings", func() { e.setDetails("Company details", take) }
		}
		return "Open settings", func() { e.d.OpenSettings("company") }
	case "client":
		if e.l.contact == nil {
			return "Go there", func() { e.GoTo(atClient, "") }
		}
		take := func(d *document.Document) { d.Client = document.ClientOf(*e.l.contact) }
		if l.helps(take) {
			p.Fix = "The contact has it by now."
			return "Take it from the contact", func() { e.setDetails("Client details", take) }
		}
		id := e.l.contact.ID
		return "Open the contact", func() { e.d.OpenContact(id) }
	case "lines":
		return "Go there", func() {
			e.paper.uncover()
			e.d.Canvas.Focus(e.grid)
		}
	}
	field := p.Field
	switch field {
	case "client notes":
		field = tabClient
	case "shipping address":
		field = tabShipping
	case "taxMode":
		field = atTaxMode
	}
	return "Go there", func() { e.GoTo(field, p.Line) }
}

// helps reports whether less is missing after a change.
func (l *light) helps(change func(*document.Document)) bool {
	d := l.e.session.Doc().Clone()
	before := len(document.Comply(&d).Missing)
	change(&d)
	return len(document.Comply(&d).Missing) < before
}

// setDetails takes over details that the document was not made with.
func (e *Editor) setDetails(label string, change func(*document.Document)) {
	e.session.EndStep()
	e.session.Set(session.Edit{Label: label, Place: session.Place{Field: atClient}}, change)
	e.session.EndStep()
}
