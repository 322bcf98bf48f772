package merge

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"litework/document"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// dice give the random cases: a seeded generator for many of them, rapid where
// a failing one is to be made small.
type dice interface {
	// n is a number from 0 to below k.
	n(k int) int
}

type seeded struct{ *rand.Rand }

func (s seeded) n(k int) int { return s.IntN(k) }

type drawn struct{ t *rapid.T }

func (d drawn) n(k int) int { return rapid.IntRange(0, k-1).Draw(d.t, "n") }

func one[T any](d dice, of ...T) T { return of[d.n(len(of))] }

// sometimes is true once in k times.
func sometimes(d dice, k int) bool { return d.n(k) == k-1 }

// gen makes a case: a document, what became of it here, and in Xero.
type gen struct {
	dice
	next int
}

func (g *gen) id(prefix string) string { g.next++; return fmt.Sprintf("%s%d", prefix, g.next) }

var taxes = map[string]document.Tax{
	"OUTPUT2": {Code: "OUTPUT2", Name: "15% GST on Income", Rate: decimal.NewFromInt(15), Chosen: true},
	"OUTPUT":  {Code: "OUTPUT", Name: "GST on Income", Rate: decimal.NewFromInt(10), Chosen: true},
	"NONE":    {Code: "NONE", Name: "No GST", Chosen: true},
}

var clients = map[string]document.Client{
	"c1": {ContactID: "c1", Name: "Ana"}, "c2": {ContactID: "c2", Name: "Bea", Address: "1 Road"}, "c3": {ContactID: "c3", Name: "Cy"},
}

func (g *gen) decimal(places int32, values ...int64) decimal.Decimal {
	return decimal.New(one(g, values...), -int32(g.n(int(places)+1)))
}

func (g *gen) quantity() decimal.Decimal {
	return g.decimal(4, 0, 1, 2, 3, 4, 12, 14, 100, 333, 12345, -3)
}

func (g *gen) price() decimal.Decimal { return g.decimal(4, 0, 1, 5, 100, 120, 99999, 12345, -50) }

func (g *gen) duration() document.Duration {
	if g.n(2) == 0 {
		return document.Duration{}
	}
	return document.Duration{Number: g.decimal(2, 1, 2, 3, 7, 15, 25), Unit: one(g, document.Days, document.Weeks)}
}

func (g *gen) words() string {
	return one(g, "Lamp", "Stand", "Truck\nand driver", "Gel", "Lamp", "é")
}

func (g *gen) line() document.Line {
	l := document.Line{ID: g.id("l"), Description: g.words()}
	switch g.n(8) {
	case 0: // words alone
	case 1:
		l.Quantity = decimal.NewNullDecimal(g.quantity())
	case 2:
		l.UnitPrice = decimal.NewNullDecimal(g.price())
	case 3: // enhanced alone: Xero does not see it
		l.Description = ""
	default:
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(g.quantity()), decimal.NewNullDecimal(g.price())
	}
	l.Enhanced = one(g, "", "**bold**")
	if l.Description == "" {
		l.Enhanced = "*only here*"
	}
	l.Duration = g.duration()
	l.Tax = g.tax()
	l.Account = one(g, "", "200", "260")
	if sometimes(g, 3) {
		l.Discount = g.decimal(2, 5, 10, 100)
	}
	if sometimes(g, 5) {
		l.AsRead = &document.AsRead{TaxAmount: g.money(), DiscountAmount: g.money()}
	}
	return l
}

func (g *gen) tax() document.Tax {
	switch g.n(6) {
	case 0:
		return document.Tax{}
	case 1:
		return document.Tax{Code: "OUTPUT2", Name: "old name", Rate: decimal.New(125, -1), Chosen: true}
	case 2:
		return taxes["OUTPUT"]
	}
	return taxes["OUTPUT2"]
}

func (g *gen) money() decimal.NullDecimal {
	if g.n(2) == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.New(int64(g.n(500)), -2))
}

func (g *gen) date() document.Date { return document.NewDate(2026, 11, 1+g.n(5)) }

func (g *gen) mode() document.TaxMode {
	return one(g, document.TaxExclusive, document.TaxExclusive, document.TaxInclusive, document.NoTax)
}

func (g *gen) document() document.Document {
	d := document.Document{
		ID: "doc", Kind: one(g, document.Invoice, document.Quote), Number: "INV-1", Client: clients[one(g, "c1", "c2")],
		Date: g.date(), Due: g.date(), Reference: one(g, "", "PO 1"), Currency: "NZD", TaxMode: g.mode(),
		Title: one(g, "", "Shoot"), Summary: one(g, "", "Two days"), Terms: one(g, "", "Pay soon"),
		ClientNotes: "thanks", InternalNotes: "margin", Tags: []string{"film"}, ShippingAddress: "Stage 2",
		Mark: one(g, "", document.Draft, document.Sent, document.Accepted),
	}
	for range 1 + g.n(3) {
		s := document.Section{ID: g.id("s"), Name: one(g, "", "Crew"), Folded: g.n(2) == 0, Print: document.PrintOneLine}
		for range g.n(4) {
			l := g.line()
			l.Optional = d.Kind == document.Quote && sometimes(g, 5)
			s.Lines = append(s.Lines, l)
		}
		d.Sections = append(d.Sections, s)
	}
	return d
}

// edit is what a person does to the document here.
func (g *gen) edit(d document.Document) document.Document {
	lines := d.Lines()
	pick := func() string {
		if len(lines) == 0 {
			return ""
		}
		return lines[g.n(len(lines))].ID
	}
	switch g.n(12) {
	case 0:
		d.Due = g.date()
	case 1:
		d.Reference = one(g, "", "PO 2")
	case 2:
		d, _ = document.SetTaxMode(d, g.mode())
	case 3:
		d.Client = clients[one(g, "c1", "c2")]
	case 4:
		d.Mark = one(g, "", document.Sent, document.Accepted)
	case 5:
		d = document.RemoveLines(d, []string{pick()})
	case 6:
		d = document.InsertLine(d, pick(), g.line())
	case 7:
		d = document.MoveLines(d, []string{pick()}, document.Down)
	case 8:
		d = document.SetOptional(d, []string{pick()}, g.n(2) == 0)
	case 9: // the same again under another id, as an undo or a restore may
		id := pick()
		if l, _, _ := d.Line(id); l != nil {
			again := l.Clone()
			again.ID = g.id("r")
			d = document.InsertLine(d, id, again)
			d = document.RemoveLines(d, []string{id})
		}
	default:
		other := g.line()
		d, _ = document.EditLine(d, pick(), func(l *document.Line) {
			switch g.n(6) {
			case 0:
				l.Description = other.Description
			case 1:
				l.Quantity = other.Quantity
			case 2:
				l.UnitPrice = other.UnitPrice
			case 3:
				l.Discount, l.Tax = other.Discount, other.Tax
			case 4:
				l.Account = other.Account
			case 5:
				l.Duration = other.Duration
			}
		})
	}
	return d
}

// noise is what Xero makes of what it was told.
func (g *gen) noise(p document.Projection) document.Projection {
	p.Lines = slices.Clone(p.Lines)
	for i := range p.Lines {
		l := &p.Lines[i]
		switch {
		case l.IsText():
		case sometimes(g, 4):
			l.Account = "200"
		case sometimes(g, 8):
			l.TaxAmount = decimal.NewNullDecimal(decimal.New(149, -2))
		}
		if p.TaxMode == document.NoTax {
			l.TaxCode, l.TaxAmount = "", decimal.NullDecimal{}
		}
	}
	if sometimes(g, 10) {
		p.Reference, p.Summary = "", ""
	}
	if sometimes(g, 30) && len(p.Lines) > 0 {
		p.Lines = p.Lines[1:]
	}
	if sometimes(g, 30) {
		p.Lines = append(p.Lines, g.remoteLine(p.TaxMode))
	}
	if sometimes(g, 30) {
		p.TaxMode = document.TaxExclusive // an inclusive quote that is read back without tax
	}
	p.Mark = document.Sent
	return p
}

func (g *gen) remoteLine(mode document.TaxMode) document.ProjectedLine {
	l := g.line()
	l.Description, l.Optional, l.Duration = g.words(), false, document.Duration{}
	p := l.Projected(mode)
	p.LineID = ""
	if mode == document.NoTax {
		p.TaxCode, p.TaxAmount = "", decimal.NullDecimal{}
	}
	return p
}

// item is a line of Xero's with its id there.
type items []Item

func (g *gen) items(p document.Projection) items {
	var out items
	for _, l := range p.Lines {
		out = append(out, Item{ItemID: g.id("x"), Line: l})
	}
	return out
}

// remote is what a person does in Xero to the record.
func (g *gen) remote(p document.Projection, list items) (document.Projection, items) {
	list = slices.Clone(list)
	at := func() int { return g.n(max(len(list), 1)) }
	switch g.n(15) {
	case 0:
		p.Due = g.date()
	case 1:
		p.Date = g.date()
	case 2:
		p.Reference = one(g, "", "PO 3")
	case 3:
		p.ContactID = one(g, "c1", "c3", "")
	case 4:
		p.Number = "INV-9"
	case 5:
		p.TaxMode = g.mode()
		for i := range list {
			if l := &list[i].Line; p.TaxMode == document.NoTax {
				l.TaxCode, l.TaxAmount = "", decimal.NullDecimal{}
			} else if !l.IsText() {
				l.TaxCode = "OUTPUT"
			}
		}
	case 6:
		if len(list) > 0 {
			list = slices.Delete(list, 0, 1)
		}
	case 7:
		if i := at(); len(list) > 0 {
			list = slices.Delete(list, i, i+1)
		}
	case 8:
		list = slices.Insert(list, g.n(len(list)+1), Item{ItemID: g.id("x"), Line: g.remoteLine(p.TaxMode)})
	case 9: // saved anew: no id stays
		for i := range list {
			list[i].ItemID = g.id("x")
		}
	case 10:
		if len(list) > 1 {
			i := g.n(len(list) - 1)
			list[i], list[i+1] = list[i+1], list[i]
		}
	case 11:
		p.Mark = one(g, "", document.Sent, document.Accepted, document.Declined)
	case 12:
		p.Currency = one(g, "NZD", "AUD")
		if p.Kind == document.Quote {
			p.Title, p.Summary, p.Terms = one(g, "", "Shoot 2"), one(g, "", "Two days"), one(g, "", "Pay later")
		}
	default:
		if len(list) > 0 {
			l, other := &list[at()].Line, g.remoteLine(p.TaxMode)
			switch g.n(7) {
			case 0:
				l.Description = other.Description
			case 1, 2, 3:
				if !l.IsText() && !other.IsText() {
					l.Quantity, l.UnitPrice = one(g, other.Quantity, l.Quantity), one(g, other.UnitPrice, l.UnitPrice)
					l.TaxAmount = other.TaxAmount
				}
			case 4:
				if !l.IsText() && !other.IsText() {
					l.Discount, l.DiscountAmount, l.TaxCode = other.Discount, other.DiscountAmount, other.TaxCode
				}
			case 5:
				if !l.IsText() {
					l.Account = other.Account
				}
			case 6:
				other.LineID = l.LineID
				*l = other
			}
		}
	}
	return p, list
}

// versions makes a whole case.
func (g *gen) versions() Versions {
	before := g.document()
	sent := document.Project(&before)
	was := g.noise(sent)
	wasItems := g.items(was)
	local := before.Clone()
	for range max(0, g.n(6)-2) {
		local = g.edit(local)
	}
	now, nowItems := was, wasItems
	for range max(0, g.n(6)-2) {
		now, nowItems = g.remote(now, nowItems)
	}
	if sometimes(g, 6) && len(sent.Lines) > 0 { // the same here as there
		i := g.n(len(sent.Lines))
		id, words := sent.Lines[i].LineID, g.words()
		local, _ = document.EditLine(local, id, func(l *document.Line) { l.Description = words })
		nowItems = slices.Clone(nowItems)
		for j := range nowItems {
			if nowItems[j].Line.LineID == id {
				nowItems[j].Line.Description = words
			}
		}
	}
	fresh := map[string]string{}
	name := func(list items) (lines []document.ProjectedLine) {
		for _, it := range list {
			l := it.Line
			if l.LineID == "" {
				if fresh[it.ItemID] == "" {
					fresh[it.ItemID] = "new-" + it.ItemID
				}
				l.LineID = fresh[it.ItemID]
			}
			lines = append(lines, l)
		}
		return lines
	}
	was.Lines = name(wasItems)
	for i := range wasItems {
		wasItems[i].Line.LineID = was.Lines[i].LineID
	}
	for j, id := range MatchLines(wasItems, nowItems) {
		nowItems = slices.Clone(nowItems)
		nowItems[j].Line.LineID = id
	}
	now.Lines = name(nowItems)
	return Versions{Local: local, Sent: sent, Was: was, Now: now, Taxes: taxes, Clients: clients}
}
