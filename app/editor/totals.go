package editor

import (
	"strconv"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
)

// totals is the card of sums.
type totals struct {
	e    *Editor
	root *kit.Panel
	rows *fyne.Container
	mode *kit.Link
	now  document.Totals
	sum  string // the total as the strip at the foot shows it
	what string // what is shown: nothing is built anew for the same sums
}

func (t *totals) init(e *Editor) {
	t.e = e
	t.rows = kit.VBox(5)
	t.mode = kit.Named("totals.taxmode", kit.NewLink("", e.fields.toggleDetails))
	t.root = kit.NewCardPadded(13, 16, 13, 16, t.rows)
}

// pair is a row of the card: what, and how much at the right.
func pair(what, sum string, look kit.Look) fyne.CanvasObject {
	left := look
	if left.Size == 0 {
		left.Color = theme.ColorMuted
	}
	return kit.HBox(8, kit.NewText(what, left), kit.Spacer(), kit.NewText(sum, look))
}

func (t *totals) show() {
	d := t.e.session.Doc()
	t.now = t.e.model.Totals()
	rows := [][2]string{{"Subtotal", document.FormatMoney(t.now.SubTotal)}}
	for _, x := range t.now.Taxes {
		name := x.Tax.Brief()
		if name == "" {
			name = "Tax not chosen"
		}
		rows = append(rows, [2]string{name, document.FormatMoney(x.Amount)})
	}
	total := [2]string{"Total " + d.Currency, document.FormatMoney(t.now.Total)}
	paid, due := t.payments()
	optional := ""
	if !t.now.Optional.IsZero() {
		optional = document.FormatMoney(t.now.Optional)
	}
	mode := map[document.TaxMode]string{document.TaxInclusive: "Prices include tax", document.NoTax: "No tax"}[d.TaxMode]
	if mode == "" {
		mode = "Prices exclude tax"
	}
	if r := t.e.l.stored.Remote; t.e.l.stored.HeadOnly && r != nil {
		// Xero's total counts, and our sums of its lines are not its parts.
		rows = [][2]string{{"Lines as LiteWork adds them up", total[1]}}
		total = [2]string{"Total " + d.Currency + " in Xero", document.FormatMoney(r.Total)}
	}
	t.sum = "Total " + d.Currency + " " + total[1]
	what := total[0] + total[1] + optional + mode + paid + "/" + due
	for _, r := range rows {
		what += r[0] + r[1]
	}
	if what == t.what {
		return
	}
	t.what = what
	objs := make([]fyne.CanvasObject, 0, len(rows)+4)
	for _, r := range rows {
		objs = append(objs, pair(r[0], r[1], kit.Look{}))
	}
	big := kit.Look{Size: 15.5, Style: fyne.TextStyle{Bold: true}}
	objs = append(objs, kit.Rule(), pair(total[0], total[1], big))
	if paid != "" {
		objs = append(objs, pair("Paid", paid, kit.Look{}), pair("Due "+d.Currency, due, kit.Look{Size: theme.TextSize, Style: fyne.TextStyle{Bold: true}}))
	}
	if optional != "" {
		objs = append(objs, pair("Optional, not in the total", optional, kit.Look{}))
	}
	t.mode.SetLabel(mode)
	objs = append(objs, kit.HBox(0, t.mode, kit.Spacer()), t.e.light.root)
	t.rows.Objects = objs
	t.rows.Refresh()
}

// payments are what Xero has of an invoice that something was paid or credited
// of, both "" before.
func (t *totals) payments() (paid, due string) {
	r := t.e.l.stored.Remote
	if r == nil || t.e.session.Doc().Kind != document.Invoice {
		return "", ""
	}
	sum := r.AmountPaid.Add(r.AmountCredited)
	if sum.IsZero() {
		return "", ""
	}
	return document.FormatMoney(sum.Neg()), document.FormatMoney(r.AmountDue)
}

// line is the sum as the strip at the foot shows it.
func (t *totals) line() string { return t.sum }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
