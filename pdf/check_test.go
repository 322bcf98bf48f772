package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"litework/document"
)

// reporter is what a test, a property and a fuzz target have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// check looks at what holds of every paper.
func check(t reporter, in Input, p *Paper) {
	t.Helper()
	checkPages(t, p)
	checkLines(t, in, p)
	checkHeadings(t, in, p)
	checkTotals(t, in, p)
}

// box is what a text covers: from above its capitals to below its baseline.
type box struct{ x0, y0, x1, y1 float64 }

func boxOf(t Text) box {
	return box{t.X, t.Y - 0.76*t.Size, t.X + t.Width, t.Y + 0.22*t.Size}
}

func (b box) overlaps(o box) bool {
	const touch = 0.02
	return b.x0 < o.x1-touch && o.x0 < b.x1-touch && b.y0 < o.y1-touch && o.y0 < b.y1-touch
}

// checkPages: nothing outside the margins, nothing over anything else, pages
// numbered, and pieces that make up their text.
func checkPages(t reporter, p *Paper) {
	t.Helper()
	if len(p.Pages) == 0 {
		t.Errorf("no page")
	}
	inside := func(what string, x0, y0, x1, y1 float64) {
		t.Helper()
		const hair = 0.05
		if x0 < left-hair || x1 > right+hair || y0 < top-hair || y1 > pageHeight-margin+hair {
			t.Errorf("%s stands outside the margins: %.1f %.1f to %.1f %.1f", what, x0, y0, x1, y1)
		}
	}
	for n, page := range p.Pages {
		boxes := make([]box, len(page.Texts))
		for i, text := range page.Texts {
			boxes[i] = boxOf(text)
			b := boxes[i]
			inside(fmt.Sprintf("page %d: %q", n+1, text.Text), b.x0, b.y0, b.x1, b.y1)
			joined := ""
			for _, piece := range text.Pieces {
				joined += piece.Text
			}
			if joined != text.Text || text.Text == "" {
				t.Errorf("the pieces of %q are %q", text.Text, joined)
			}
			for j, o := range boxes[:i] {
				if b.overlaps(o) {
					t.Errorf("page %d: %q %v stands over %q %v", n+1, text.Text, b, page.Texts[j].Text, o)
				}
			}
		}
		for _, f := range page.Fills {
			inside("a fill", f.X, f.Y, f.X+f.Width, f.Y+f.Height)
			for i, b := range boxes {
				if b.overlaps(box{f.X, f.Y, f.X + f.Width, f.Y + f.Height}) {
					t.Errorf("page %d: a rule goes through %q", n+1, page.Texts[i].Text)
				}
			}
		}
		for _, i := range page.Images {
			inside("an image", i.X, i.Y, i.X+i.Width, i.Y+i.Height)
		}
		if foot := fmt.Sprintf("Page %d of %d", n+1, len(p.Pages)); page.Texts[len(page.Texts)-1].Text != foot {
			t.Errorf("page %d does not end with %q", n+1, foot)
		}
	}
}

// placed is a text with its page.
type placed struct {
	Text
	page int
}

func ofLine(p *Paper, id string) []placed { return byLine(p)[id] }

// byLine are the texts of each line.
func byLine(p *Paper) map[string][]placed {
	out := map[string][]placed{}
	for n, page := range p.Pages {
		for _, t := range page.Texts {
			out[t.Line] = append(out[t.Line], placed{t, n})
		}
	}
	return out
}

// words are the characters of a text as they are printed, without the spaces
// between them.
func words(s string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "e\u0301", "é") {
		switch {
		case unicode.IsSpace(r) || r == '\u200B' || r == '\u2060' || unicode.In(r, unicode.Cc, unicode.Cf):
		case r > 0x2FFF || r >= 0x0590 && r < 0x0700: // Chinese, emoji, Hebrew, Arabic
			b.WriteRune('□')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkLines: every line that is printed is printed exactly once, whole and in
// order, with its figures; none that is hidden.
func checkLines(t reporter, in Input, p *Paper) {
	t.Helper()
	d := in.Document.WithoutEmptyLines()
	page, y := 0, 0.0
	printed, lines, marked := d.Lines(), byLine(p), marksLines(&d)
	for _, s := range d.Sections {
		for _, l := range s.Lines {
			texts := lines[l.ID]
			if hidden(s, l) {
				if len(texts) > 0 {
					t.Errorf("%s is printed though one line stands for its section", l.ID)
				}
				continue
			}
			checkWords(t, l, figuresOf(&d, s, l, marked), texts)
			for i, x := range texts {
				if x.page < page || x.page == page && x.Y < y-0.01 && i == 0 {
					t.Errorf("%s stands before what comes before it", l.ID)
				}
				page, y = max(page, x.page), x.Y
			}
			rows := map[string]bool{}
			for _, x := range texts {
				rows[fmt.Sprint(x.page, x.Y)] = true
			}
			if last := printed[len(printed)-1].ID == l.ID; len(texts) > 0 && !last && len(rows) <= 40 && texts[0].page != texts[len(texts)-1].page {
				t.Errorf("%s is parted though a page has room for its %d rows", l.ID, len(rows))
			}
		}
	}
}

func checkWords(t reporter, l document.Line, figures []string, texts []placed) {
	t.Helper()
	want := words(l.Description)
	if l.Optional {
		want = "Optional:" + want
	}
	for _, b := range document.ParseRich(l.Enhanced) {
		switch b.Kind {
		case document.Bullet:
			want += "•"
		case document.Numbered:
			want += fmt.Sprint(b.Number, ".")
		}
		want += words(b.Text())
	}
	var got []string
	for _, x := range texts {
		got = append(got, x.Text.Text)
	}
	for i := 0; i+len(figures) <= len(got); i++ {
		if slices.Equal(got[i:i+len(figures)], figures) {
			rest := slices.Delete(slices.Clone(got), i, i+len(figures))
			if words(strings.Join(rest, "")) == want {
				return
			}
		}
	}
	t.Errorf("%s: printed %q, want %q and %q", l.ID, got, want, figures)
}

// marksLines reports whether there is a column of tax.
func marksLines(d *document.Document) bool {
	l := &layout{d: d, set: newSetter(), country: document.CountryOf(d.Company.Country)}
	how, _ := l.taxMarking()
	return how == markLines
}

// figuresOf are the figures of a line in the order of their columns.
func figuresOf(d *document.Document, s document.Section, l document.Line, marked bool) []string {
	if l.IsText() {
		return nil
	}
	full := printOf(s) == document.PrintFull
	out := []string{quantity(l)}
	if !l.Duration.IsZero() {
		out = append(out, l.Duration.String())
	}
	if full {
		out = append(out, document.FormatPrice(l.UnitPrice.Decimal))
		if !l.Discount.IsZero() {
			out = append(out, l.Discount.String()+" %")
		}
	}
	if marked {
		lay := &layout{d: d, set: newSetter(), country: document.CountryOf(d.Company.Country)}
		if _, brief := lay.taxWords(l.Tax); brief != "" {
			out = append(out, brief)
		}
	}
	if full || l.Optional {
		out = append(out, document.FormatMoney(l.Amounts(d.TaxMode).Amount))
	}
	return out
}

// checkHeadings: a heading is never the last of its page, but where a line
// stands for the section.
func checkHeadings(t reporter, in Input, p *Paper) {
	t.Helper()
	d := in.Document.WithoutEmptyLines()
	lines := byLine(p)
	for _, s := range d.Sections {
		first := slices.IndexFunc(s.Lines, func(l document.Line) bool { return !hidden(s, l) })
		if first < 0 || strings.TrimSpace(s.Name) == "" || words(s.Name) == "" {
			continue
		}
		line := lines[s.Lines[first].ID]
		if len(line) == 0 {
			continue // it has no words
		}
		found := false
		for _, x := range p.Pages[line[0].page].Texts {
			found = found || x.Bold && x.Line == "" && x.Y < line[0].Y && x.Size == textSize && strings.HasPrefix(words(s.Name), words(x.Text))
		}
		if !found {
			t.Errorf("the heading %q is not on the page of its first line", s.Name)
		}
	}
}

// checkTotals: the total is printed once, with all that belongs to it, and on
// a page with the end of the last line.
func checkTotals(t reporter, in Input, p *Paper) {
	t.Helper()
	d := in.Document.WithoutEmptyLines()
	total := strings.TrimSpace("Total " + d.Currency)
	page, found := -1, 0
	for n, pg := range p.Pages {
		for _, x := range pg.Texts {
			if x.Text == total && x.Bold {
				page, found = n, found+1
			}
		}
	}
	if found != 1 {
		t.Errorf("%q is printed %d times", total, found)
		return
	}
	amount := document.FormatMoney(d.Totals().Total)
	if !slices.ContainsFunc(p.Pages[page].Texts, func(x Text) bool { return x.Bold && x.Text == amount }) {
		t.Errorf("the total %s is not beside its label", amount)
	}
	last := -1
	for n, pg := range p.Pages {
		for _, x := range pg.Texts {
			if x.Line != "" {
				last = n
			}
		}
	}
	if last >= 0 && page < last {
		t.Errorf("the total on page %d stands before the last line on page %d", page+1, last+1)
	}
	if last >= 0 && page > last && !endsInHeading(d) {
		t.Errorf("the total on page %d stands without a line, the last is on page %d", page+1, last+1)
	}
}

// endsInHeading reports whether a section of one line is the last that is
// printed.
func endsInHeading(d document.Document) bool {
	for _, s := range slices.Backward(d.Sections) {
		if len(s.Lines) > 0 {
			return !slices.ContainsFunc(s.Lines, func(l document.Line) bool { return !hidden(s, l) })
		}
	}
	return false
}
