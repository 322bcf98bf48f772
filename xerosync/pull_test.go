package xerosync

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// remoteChange is something that somebody does to a document in Xero.
type remoteChange struct {
	name string
	do   func(c *xerofake.Control, id string) error
	// kind is empty where it can be done to both.
	kind document.Kind
	// look is asked about the document afterwards; was is how it was.
	look func(d, was document.Document) bool
	// lost are the banners it leaves.
	lost []store.BannerKind
	// silent: nothing of it shows here.
	silent bool
}

func lines(f func([]xerofake.Line) []xerofake.Line) func(c *xerofake.Control, id string) error {
	return func(c *xerofake.Control, id string) error {
		err := c.EditInvoice(id, func(v *xerofake.Invoice) { v.Lines = f(v.Lines) })
		if err != nil {
			err = c.EditQuote(id, func(v *xerofake.Quote) { v.Lines = f(v.Lines) })
		}
		return err
	}
}

func oneLine(i int, f func(*xerofake.Line)) func(c *xerofake.Control, id string) error {
	return func(c *xerofake.Control, id string) error { return c.ChangeLine(id, i, f) }
}

func line(d document.Document, i int) document.Line { return *d.Lines()[i] }

var remoteChanges = []remoteChange{
	{name: "line reworded", do: oneLine(0, func(l *xerofake.Line) { l.Description = "SkyPanel S60" }),
		look: func(d, was document.Document) bool { return line(d, 0).Description == "SkyPanel S60" }},
	{name: "line re-priced", do: oneLine(0, func(l *xerofake.Line) { l.UnitAmount = dec("130.5") }),
		look: func(d, was document.Document) bool { return line(d, 0).UnitPrice.Decimal.Equal(dec("130.5")) }},
	{name: "quantity that the duration divides", do: oneLine(0, func(l *xerofake.Line) { l.Quantity = dec("18") }),
		look: func(d, was document.Document) bool {
			return line(d, 0).Quantity.Decimal.Equal(dec("6")) && line(d, 0).Duration.Number.Equal(dec("3"))
		}},
	{name: "quantity that the duration does not divide", do: oneLine(0, func(l *xerofake.Line) { l.Quantity = dec("10") }),
		look: func(d, was document.Document) bool {
			return line(d, 0).Quantity.Decimal.Equal(dec("10")) && line(d, 0).Duration.IsZero()
		}, lost: []store.BannerKind{store.BannerDurationCleared}},
	{name: "discount", do: oneLine(1, func(l *xerofake.Line) { l.DiscountRate = dec("12.5") }),
		look: func(d, was document.Document) bool { return line(d, 1).Discount.Equal(dec("12.5")) }},
	{name: "tax", do: oneLine(3, func(l *xerofake.Line) { l.TaxType = "ZERORATED" }),
		look: func(d, was document.Document) bool {
			return line(d, 3).Tax.Code == "ZERORATED" && line(d, 3).Tax.Rate.IsZero()
		}},
	{name: "account", do: oneLine(0, func(l *xerofake.Line) { l.AccountCode = "260" }),
		look: func(d, was document.Document) bool { return line(d, 0).Account == "260" }},
	{name: "reordered", silent: true, do: lines(func(l []xerofake.Line) []xerofake.Line { l[0], l[1] = l[1], l[0]; return l }),
		look: func(d, was document.Document) bool { return line(d, 0).Description == line(was, 0).Description }},
	{name: "line added", do: func(c *xerofake.Control, id string) error { return c.AddLine(id, aLine("Haze machine", "2", "45.5")) },
		look: func(d, was document.Document) bool {
			l := line(d, 4)
			return l.Description == "Haze machine" && l.Quantity.Decimal.Equal(dec("2")) && len(d.Sections[0].Lines) == 3
		}},
	{name: "line removed", do: func(c *xerofake.Control, id string) error { return c.RemoveLine(id, 0) },
		look: func(d, was document.Document) bool {
			return len(d.Lines()) == len(was.Lines())-1 && line(d, 0).Description == line(was, 1).Description
		}, lost: []store.BannerKind{store.BannerLineRemoved}},
	{name: "all line ids replaced", silent: true, do: func(c *xerofake.Control, id string) error { return c.ReplaceLineIDs(id) }},
	{name: "all re-saved, one re-priced", do: lines(func(l []xerofake.Line) []xerofake.Line {
		for i := range l {
			l[i].LineItemID = ""
		}
		l[1].UnitAmount = dec("499")
		return l
	}), look: func(d, was document.Document) bool { return line(d, 1).UnitPrice.Decimal.Equal(dec("499")) }},
	{name: "due date", kind: document.Invoice, do: func(c *xerofake.Control, id string) error { return c.SetInvoiceDueDate(id, "2026-12-24") },
		look: func(d, was document.Document) bool { return d.Due == document.NewDate(2026, 12, 24) }},
	{name: "reference", kind: document.Invoice, do: func(c *xerofake.Control, id string) error {
		return c.EditInvoice(id, func(v *xerofake.Invoice) { v.Reference = "PO 1" })
	}, look: func(d, was document.Document) bool { return d.Reference == "PO 1" }},
	{name: "renumbered", kind: document.Invoice, do: func(c *xerofake.Control, id string) error {
		return c.EditInvoice(id, func(v *xerofake.Invoice) { v.InvoiceNumber = "X-9" })
	}, look: func(d, was document.Document) bool { return d.Number == "X-9" }},
	{name: "title, summary, terms", kind: document.Quote, do: func(c *xerofake.Control, id string) error {
		return c.EditQuote(id, func(v *xerofake.Quote) { v.Title, v.Summary, v.Terms = "Light", "", "30 days" })
	}, look: func(d, was document.Document) bool {
		return d.Title == "Light" && d.Summary == "" && d.Terms == "30 days"
	}},
	{name: "tax mode", do: func(c *xerofake.Control, id string) error {
		err := c.EditInvoice(id, func(v *xerofake.Invoice) { v.LineAmountTypes = "Inclusive" })
		if err != nil {
			err = c.EditQuote(id, func(v *xerofake.Quote) { v.LineAmountTypes = "INCLUSIVE" })
		}
		return err
	}, look: func(d, was document.Document) bool { return d.TaxMode == document.TaxInclusive }},
}

// TestPull lets somebody change a document in Xero in every way: it is taken
// over here, what stays here stays, and another check changes nothing.
func TestPull(t *testing.T) {
	t.Parallel()
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		from := newWorld(t, xerofake.Switches{})
		id, _ := from.shared(kind, "DRAFT")
		from.change(id, func(d *document.Document) {
			if kind == document.Quote {
				d.Sections[1].Lines = append(d.Sections[1].Lines,
					document.Line{ID: "33333333-3333-4333-8333-333333333333", Description: "Best boy", Quantity: some("1"), UnitPrice: some("600"), Tax: gst, Optional: true})
			}
			d.ShippingAddress = "Stage 2"
		})
		snap := from.freeze()
		for _, c := range remoteChanges {
			if c.kind != "" && c.kind != kind {
				continue
			}
			t.Run(kind.Noun()+" "+c.name, func(t *testing.T) { c.run(t, snap, id) })
		}
	}
}

func (c remoteChange) run(t *testing.T, snap snapshot, id string) {
	w := snap.thaw(t)
	defer w.close()
	was := w.doc(id)
	mustDo(t, c.do(w.sim.Control(), w.xeroID(id)))
	w.checkNow()
	now := w.doc(id)
	if c.look != nil && !c.look(now.Document, was.Document) {
		t.Errorf("it was not taken over: %+v", now.Document)
	}
	if silent := was.Rev == now.Rev; silent != c.silent {
		t.Errorf("silent is %v", silent)
	}
	want, got := onlyHere(was.Document), onlyHere(now.Document)
	for key, value := range want {
		if lost := len(c.lost) > 0 && strings.HasSuffix(key, line(was.Document, 0).ID); got[key] != value && !lost {
			t.Errorf("%s was %q and is %q", key, value, got[key])
		}
	}
	var kinds []store.BannerKind
	for _, b := range now.Banners {
		kinds = append(kinds, b.Kind)
	}
	if diff := cmp.Diff(c.lost, kinds); diff != "" {
		t.Errorf("banners %s", diff)
	}
	if told := w.told(id); !c.silent && !strings.Contains(told, "was updated from Xero: ") {
		t.Errorf("the history says %q", told)
	}
	w.settled(id)
	if len(c.lost) == 0 {
		return
	}
	mustDo(t, w.svc.RestoreLost(context.Background(), id, now.Banners[0].ID))
	back := w.doc(id)
	if diff := cmp.Diff(was.Document, back.Document); diff != "" || len(back.Banners) != 0 {
		t.Errorf("not restored: %s", diff)
	}
	if back.State != document.UpdatedLocally {
		t.Errorf("restored, it is %s", back.State)
	}
	revisions, err := w.file.Revisions(context.Background(), id)
	mustDo(t, err)
	if !slices.ContainsFunc(revisions, func(r store.Revision) bool { return cmp.Equal(r.Document, was.Document) && r.Why == store.WhySaved }) {
		t.Error("the document as it was is in no revision")
	}
	if w.svc.RestoreLost(context.Background(), id, now.Banners[0].ID) == nil {
		t.Error("it can be restored twice")
	}
}

// TestPullHeadOnly: where our arithmetic does not come to Xero's totals, Xero's
// are shown, as long as that is so.
func TestPullHeadOnly(t *testing.T) {
	w := newWorld(t, xerofake.Switches{HalfEven: true})
	id, there := w.shared(document.Invoice, "DRAFT")
	set := func(quantity, price string) {
		w.clock.Advance(time.Minute)
		mustDo(t, w.sim.Control().ChangeLine(there, 3, func(l *xerofake.Line) { l.Quantity, l.UnitAmount = dec(quantity), dec(price) }))
		w.checkNow()
	}
	set("1.5", "10.95")
	doc := w.doc(id)
	if !doc.HeadOnly || len(doc.Banners) != 1 || doc.Banners[0].Kind != store.BannerHeadOnly {
		t.Fatalf("head only %v, banners %+v", doc.HeadOnly, doc.Banners)
	}
	w.settled(id)
	set("2", "10")
	if doc := w.doc(id); doc.HeadOnly || len(doc.Banners) != 0 {
		t.Errorf("head only %v, banners %+v", doc.HeadOnly, doc.Banners)
	}
	w.settled(id)
}
