package pdf

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"litework/document"
)

const (
	totalsWidth = 177.0
	totalsMost  = 270.0
	asideGap    = 24.0

	onlineField = "online link"
)

func number(n int) string { return strconv.Itoa(n) }

// end prints what stands under the lines: the totals, which come with the
// last line, and the notes beside or below them.
func (l *layout) end(last block) {
	sums, x := l.sums()
	if sums.height < l.flow.full()/2 {
		sums.solid()
	}
	l.set.at("", "terms")
	l.footTerms = l.shortTerms()

	alone := last.clone()
	alone.below(sums, true)
	with := sums.clone()
	with.beside(l.remarks(x - asideGap - left))
	both := last.clone()
	both.below(with, true)

	switch {
	case l.flow.fits(both):
		l.flow.row(both)
		return
	case !l.flow.fits(alone) && both.height <= l.flow.full()-l.flow.head.height:
		l.flow.row(both)
		return
	}
	l.flow.row(alone)
	below := l.remarks(right - left)
	if len(below.atoms) > 0 {
		l.flow.place(below)
	}
}

// sum is a row of the totals.
type sum struct {
	label, amount string
	look          span
	rule          bool    // above it
	after         float64 // air below it
}

// sums are the totals at the right, and where they begin.
func (l *layout) sums() (block, float64) {
	rows := l.sumRows()
	amounts := make([]setLine, len(rows))
	width := totalsWidth
	for i, r := range rows {
		look := r.look
		look.text = r.amount
		amounts[i] = l.set.figures(look)
		if most := totalsMost * 0.7; amounts[i].width > most {
			look.size *= most / amounts[i].width
			amounts[i] = l.set.figures(look)
		}
		look = r.look
		look.text = strings.ToValidUTF8(r.label[:min(len(r.label), longestLine)], "")
		width = max(width, l.set.set(look).width+12+amounts[i].width)
	}
	width = min(width, totalsMost)
	x := right - width
	var b block
	y := 17.0
	for i, r := range rows {
		if r.rule {
			b.fill(Fill{X: x, Y: y + 5, Width: width, Height: ruleLine, Color: inkColor})
			y += 10
		}
		leading := textLeading
		if r.look.size > textSize {
			leading = 18
		}
		r.look.text = r.label
		at := len(b.atoms)
		end := b.text(l.set.wrap([]span{r.look}, width-12-amounts[i].width), x, y, leading, "")
		base := baseline(y, leading, setLine{runs: []run{{span: r.look}}})
		b.atoms[at].texts = append(b.atoms[at].texts, amounts[i].texts(right-amounts[i].width, base, "")...)
		y = end + r.after
	}
	for _, remark := range l.totalRemarks() {
		for _, line := range l.set.wrap([]span{small(remark)}, width) {
			b.add(atom{y, y + noteLeading, marks{texts: line.texts(right-line.width, baseline(y, noteLeading, line), "")}})
			y += noteLeading
		}
	}
	return b, x
}

// sumRows are the rows of the totals, from the first sum to what is due.
func (l *layout) sumRows() []sum {
	t := l.totals
	money := document.FormatMoney
	var out []sum
	row := func(label string, amount decimal.Decimal, look span) {
		out = append(out, sum{label: label, amount: money(amount), look: look})
	}
	inclusive := l.d.TaxMode == document.TaxInclusive
	shown := t.SubTotal // the sum of the amounts as the lines show them
	if inclusive {
		shown = t.Total
	}
	if !t.Discount.IsZero() {
		row("Before discount", shown.Add(t.Discount), ink(""))
		row("Discount", t.Discount.Neg(), ink(""))
	}
	if !inclusive {
		if len(l.taxRows()) > 0 || !t.Discount.IsZero() {
			row("Subtotal", t.SubTotal, ink(""))
		}
		for _, tax := range l.taxRows() {
			row(tax.words+" on "+money(tax.net), tax.amount, ink(""))
		}
	}
	l.set.at("", "currency")
	color := l.accent.legible()
	total := sum{label: strings.TrimSpace("Total " + l.set.oneLine(l.d.Currency)), amount: money(t.Total),
		look: span{style: bold, size: titleSize, color: color}, rule: len(out) > 0}
	out = append(out, total)
	if inclusive {
		for _, tax := range l.taxRows() {
			words := tax.words + " on " + money(tax.net)
			if !tax.amount.IsZero() {
				words = "Includes " + words
			}
			row(words, tax.amount, small(""))
		}
	}
	if !l.in.Paid.IsZero() {
		out[len(out)-1].after = 3
		row("Paid", l.in.Paid.Neg(), ink(""))
		due := total
		due.label, due.amount = strings.TrimSpace("Due "+l.set.oneLine(l.d.Currency)), money(t.Total.Sub(l.in.Paid))
		due.rule = true
		out = append(out, due)
	}
	return out
}

// taxRow is the tax of all lines with the same words.
type taxRow struct {
	words       string
	net, amount decimal.Decimal
}

func (l *layout) taxRows() []taxRow {
	var out []taxRow
next:
	for _, t := range l.totals.Taxes {
		words, _ := l.taxWords(t.Tax)
		if words == "" {
			continue
		}
		for i := range out {
			if out[i].words == words {
				out[i].net, out[i].amount = out[i].net.Add(t.Net), out[i].amount.Add(t.Amount)
				continue next
			}
		}
		out = append(out, taxRow{words, t.Net, t.Amount})
	}
	return out
}

// totalRemarks say what the total leaves out.
func (l *layout) totalRemarks() []string {
	var out []string
	optional, reverse := false, false
	for _, line := range l.d.Lines() {
		optional = optional || line.Optional
		word, _ := l.taxWords(line.Tax)
		reverse = reverse || word == "Reverse charge"
	}
	if optional {
		out = append(out, "without optional lines")
	}
	if reverse && l.d.TaxMode != document.NoTax {
		out = append(out, "Reverse charge: customer to account for "+l.country.TaxName)
	}
	return out
}

// remarks are the link, the notes and the terms.
func (l *layout) remarks(width float64) block {
	var b block
	y := 17.0
	part := func(label, text, field string, look span) {
		if text = strings.Trim(text, " \t\r\n"); text == "" {
			return
		}
		l.set.at("", field)
		var p block
		p.text([]setLine{l.set.set(small(label))}, left, y, textLeading, "")
		var body block
		end := y + textLeading
		for _, lines := range l.parts(text, look, width) {
			end = body.paragraph(lines, left, end, textLeading, "")
		}
		if field == onlineField {
			l.link(&body)
		}
		p.atoms[0] = p.atoms[0].joined(body.atoms[0])
		p.atoms = append(p.atoms, body.atoms[1:]...)
		for _, a := range p.atoms {
			b.add(a)
		}
		y = end + 9
	}
	if l.online() != "" {
		look := ink("")
		look.color = l.accent.legible()
		part("View and pay online", l.online(), onlineField, look)
	}
	part("Notes", l.d.ClientNotes, "client notes", ink(""))
	if len(l.footTerms.runs) == 0 {
		part("Terms", l.d.Terms, "terms", ink(""))
	}
	return b
}

// link makes the lines of a block open the online invoice.
func (l *layout) link(b *block) {
	for i := range b.atoms {
		a := &b.atoms[i]
		for _, t := range a.texts {
			a.links = append(a.links, Link{X: t.X, Y: a.top, Width: t.Width, Height: a.bottom - a.top, URL: l.in.OnlineURL})
		}
	}
}

// online is the address of the online invoice if it is one of the web.
func (l *layout) online() string {
	u, err := url.Parse(l.in.OnlineURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return l.in.OnlineURL
}

// shortTerms are terms that fit into the foot of the page, on one line.
func (l *layout) shortTerms() setLine {
	terms := strings.TrimSpace(l.d.Terms)
	if terms == "" || len(terms) > longestLine || strings.ContainsAny(terms, "\n\r") {
		return setLine{}
	}
	line := l.set.set(small("Terms: " + l.set.oneLine(terms)))
	if line.width > (right-left)*0.8 {
		return setLine{}
	}
	return line
}
