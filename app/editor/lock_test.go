package editor

import (
	"testing"

	"github.com/shopspring/decimal"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
	"litework/store"
)

func TestOnlyTheHeadOfWhatCannotBeAddedUp(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	e.l.stored.HeadOnly = true
	e.l.stored.Remote = &document.Remote{XeroID: "x", Status: "AUTHORISED", Total: decimal.RequireFromString("828.01")}
	e.l.stored.Banners = []store.Banner{{ID: "b", Kind: store.BannerHeadOnly, Text: "Xero's total is 828.01. Change its lines in Xero."}}
	e.showStored()
	e.show()
	banner, _ := kit.WalkNamed(k.window.Canvas()).Find("banner")
	if banner.Text != "Xero's total is 828.01. Change its lines in Xero." || len(e.heads.Objects) != 1 {
		t.Errorf("on top stands %q", banner.Text)
	}
	k.edit("l1", lines.Price)
	k.typed("5")
	if l, _, _ := e.session.Doc().Line("l1"); !l.UnitPrice.Decimal.Equal(number("120").Decimal) || len(k.toasts) == 0 {
		t.Error("a line changed, or nothing says why it does not")
	}
	k.focus(e.fields.reference)
	k.typed("PO 1")
	if e.session.Doc().Reference != "PO 1" {
		t.Error("the head cannot be changed")
	}
	if !e.fields.taxMode.Disabled() || e.totals.line() != "Total NZD 828.01" {
		t.Errorf("tax mode can be changed, or the total is %q", e.totals.line())
	}
}

func TestEveryReasonOfALockHasItsWayOut(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   document.Kind
		remote document.Remote
		locks  document.Date
		button string
	}{
		{"paid", document.Invoice, document.Remote{Status: "PAID"}, document.Date{}, "banner.view"},
		{"part paid", document.Invoice, document.Remote{Status: "AUTHORISED", AmountPaid: decimal.NewFromInt(1)}, document.Date{}, "banner.view"},
		{"voided", document.Invoice, document.Remote{Status: "VOIDED"}, document.Date{}, "banner.reissue"},
		{"deleted", document.Invoice, document.Remote{Status: "DELETED"}, document.Date{}, "banner.reissue"},
		{"period", document.Invoice, document.Remote{Status: "AUTHORISED", Date: today}, today.AddDays(5), "banner.view"},
		{"accepted", document.Quote, document.Remote{Status: "ACCEPTED"}, document.Date{}, "banner.reopen"},
		{"declined", document.Quote, document.Remote{Status: "DECLINED"}, document.Date{}, "banner.reopen"},
		{"invoiced", document.Quote, document.Remote{Status: "INVOICED"}, document.Date{}, "banner.reopen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newDesk(t)
			e := k.open(Open(k.write(c.kind, 2)))
			c.remote.XeroID = "x"
			e.l.stored.Remote = &c.remote
			e.l.reference.Organisation.PeriodLock = c.locks
			e.showStored()
			if _, ok := kit.WalkNamed(k.window.Canvas()).Find(c.button); !ok {
				t.Fatalf("there is no way out: %v", kit.WalkNamed(k.window.Canvas()))
			}
			if !e.fields.reference.ReadOnly || !e.fields.taxMode.Disabled() || e.linesLocked() == "" {
				t.Error("what Xero would refuse can be changed")
			}
			if c.button == "banner.reopen" {
				e.reopen()
				if e.lock != nil || e.fields.reference.ReadOnly {
					t.Error("reopened, it stays locked")
				}
				e.Undo()
				if e.lock == nil || !e.fields.reference.ReadOnly {
					t.Error("the reopening was taken back, and it stays open")
				}
				return
			}
			e.l.stored.Remote = &document.Remote{XeroID: "x", Status: "DRAFT"}
			e.showStored()
			if e.lock != nil || e.fields.reference.ReadOnly || e.fields.taxMode.Disabled() || e.linesLocked() != "" {
				t.Error("what was changed in Xero did not open it")
			}
		})
	}
}
