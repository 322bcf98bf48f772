package xerosync

import (
	"context"
	"slices"
	"strings"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// orderThere are the first words of Xero's lines, orderHere of those here.
func (w *world) orderThere(xeroID string) (out []string) {
	v, _ := w.sim.Control().Invoice(xeroID)
	q, _ := w.sim.Control().Quote(xeroID)
	for _, l := range append(v.Lines, q.Lines...) {
		out = append(out, strings.Fields(l.Description)[0])
	}
	return out
}

func (w *world) orderHere(id string) (out []string) {
	doc := w.doc(id)
	for _, l := range doc.Lines() {
		out = append(out, strings.Fields(l.Description)[0])
	}
	return out
}

func (w *world) orders(id, here, there string) {
	w.t.Helper()
	if got := strings.Join(w.orderHere(id), " "); got != here {
		w.t.Errorf("here the lines are %s, not %s", got, here)
	}
	if got := strings.Join(w.orderThere(w.xeroID(id)), " "); got != there {
		w.t.Errorf("in Xero the lines are %s, not %s", got, there)
	}
}

// swapped puts the first two lines in Xero in each other's place.
func (w *world) swapped(id string) {
	w.t.Helper()
	mustDo(w.t, lines(func(l []xerofake.Line) []xerofake.Line { l[0], l[1] = l[1], l[0]; return l })(w.sim.Control(), w.xeroID(id)))
	w.clock.Advance(10 * 60e9)
	w.checkNow()
}

// Another order of lines in Xero stays there when the document is updated, as
// long as nobody puts its lines in another order here.
func TestXerosOrderStays(t *testing.T) {
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		t.Run(string(kind), func(t *testing.T) {
			w := newWorld(t, xerofake.Switches{NewLinesFirst: true})
			id, _ := w.shared(kind, "DRAFT")
			w.swapped(id)
			w.orders(id, "ARRI HMI Delivered Gaffer", "HMI ARRI Delivered Gaffer")
			ids := w.lineItems(w.doc(id))
			w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].UnitPrice = some("125") })
			w.post(id, "")
			w.rest()
			w.orders(id, "ARRI HMI Delivered Gaffer", "HMI ARRI Delivered Gaffer")
			for item := range w.lineItems(w.doc(id)) {
				if !ids[item] {
					t.Error("the lines were made anew")
				}
			}
			w.settled(id)
			w.change(id, func(d *document.Document) {
				d.Sections[0].Lines = slices.Insert(d.Sections[0].Lines, 1, document.Line{ID: w.svc.cfg.NewID(), Description: "Haze", Quantity: some("1"), UnitPrice: some("9"), Tax: gst})
			})
			w.post(id, "")
			w.rest()
			w.orders(id, "ARRI Haze HMI Delivered Gaffer", "HMI ARRI Haze Delivered Gaffer")
			w.settled(id)
			w.change(id, func(d *document.Document) {
				l := d.Sections[0].Lines
				l[0], l[1] = l[1], l[0]
			})
			w.post(id, "")
			w.rest()
			w.orders(id, "Haze ARRI HMI Delivered Gaffer", "Haze ARRI HMI Delivered Gaffer")
			w.settled(id)
		})
	}
}

// So it does with something paid, when the order could not be changed.
func TestXerosOrderStaysOnAPaidInvoice(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id, there := w.shared(document.Invoice, "AUTHORISED")
	w.swapped(id)
	mustDo(t, w.sim.Control().Pay(there, dec("10"), "2026-11-20"))
	w.checkNow()
	w.change(id, func(d *document.Document) { d.Sections[0].Lines[0].Description = "SkyPanel" })
	w.post(id, "")
	w.rest()
	w.orders(id, "SkyPanel HMI Delivered Gaffer", "HMI SkyPanel Delivered Gaffer")
	w.settled(id)
}

// An order of lines that is given up in a conflict is Xero's then, on both sides.
func TestOrderGivenUp(t *testing.T) {
	for _, side := range []Side{Here, There} {
		for _, there := range []bool{false, true} {
			w := newWorld(t, xerofake.Switches{})
			id, xeroID := w.shared(document.Invoice, "DRAFT")
			w.change(id, func(d *document.Document) {
				l := d.Sections[0].Lines
				l[0], l[2] = l[2], l[0]
				d.Sections[1].Lines = append(d.Sections[1].Lines, l[1])
				d.Sections[0].Lines = []document.Line{l[0], l[2]}
			})
			w.orders(id, "Delivered ARRI Gaffer HMI", "ARRI HMI Delivered Gaffer")
			mustDo(t, w.sim.Control().EditInvoice(xeroID, func(v *xerofake.Invoice) { v.Reference = "ACC" }))
			if there {
				mustDo(t, lines(func(l []xerofake.Line) []xerofake.Line { l[0], l[1] = l[1], l[0]; return l })(w.sim.Control(), xeroID))
			}
			w.clock.Advance(10 * 60e9)
			w.checkNow()
			c, err := w.svc.Conflict(context.Background(), "invoice", id)
			mustDo(t, err)
			choices := Choices{}
			for _, r := range c.Rows {
				choices[r.Key] = side
			}
			mustDo(t, w.svc.Resolve(context.Background(), c, choices))
			w.rest()
			want := "Delivered ARRI Gaffer HMI"
			if side == There {
				want = strings.Join(w.orderThere(xeroID), " ")
				if there != strings.HasPrefix(want, "HMI ARRI") {
					t.Errorf("Xero's order is %s", want)
				}
			}
			w.orders(id, want, want)
			w.settled(id)
		}
	}
}
