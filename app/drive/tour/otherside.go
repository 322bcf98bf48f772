package main

import (
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
	"litework/xerosync/xerofake"
)

// otherSide is the accountant, who works in Xero on the invoice of the tour.
type otherSide struct {
	a    *actor
	xero *xerofake.Control
	id   string
}

// reference is that of the invoice the tour writes.
const reference = "PO 7731"

func meet(a *actor, xero *xerofake.Server) *otherSide {
	o := &otherSide{a: a, xero: xero.Control()}
	a.do("the posted invoice in Xero", func() error {
		for _, v := range o.xero.Invoices() {
			if v.Reference == reference {
				o.id = v.InvoiceID
				return nil
			}
		}
		return errors.New("it is not there")
	})
	return o
}

// does lets the accountant do something.
func (o *otherSide) does(what string, f func() error) { o.a.do(what+" in Xero", f) }

func (o *otherSide) due(days int) {
	o.does("another due date", func() error {
		return o.xero.SetInvoiceDueDate(o.id, xerofake.Date(document.DateOf(time.Now()).AddDays(days).String()))
	})
}

// sync asks for a check from the indicator.
func (a *actor) sync() {
	a.click("sidebar/indicator")
	a.see("indicator.sync")
	a.click("indicator.sync")
	a.gone("dialog")
}

// changedThere is what an open document does about changes made in Xero: it
// takes them in, and gives back what they took away.
func changedThere(a *actor, xero *xerofake.Server) {
	o := meet(a, xero)
	o.due(45)
	a.sync()
	a.read("banner", "Updated from Xero")
	a.shot("updated-from-xero")
	a.click("banner.changes")
	a.see("changes.close")
	a.shot("what-changed")
	a.keys("Escape")
	a.gone("dialog")
	a.click("banner.seen")

	o.does("a line less", func() error { return o.xero.RemoveLine(o.id, 1) })
	a.sync()
	a.see("banner.restore")
	a.shot("line-removed")
	a.click("banner.restore")
	a.gone("banner.restore")
	a.read("chip.sync", "Updated locally")
	a.shot("line-restored")
}

// waits lets a change made in Xero wait while the document is edited.
func (o *otherSide) waits() {
	a := o.a
	a.click("tab.internal")
	a.typed("Rang them about the dates.")
	o.due(75)
	a.sync()
	a.read("banner", "It waits while you edit")
	a.shot("waits")
	a.click("banner.apply")
	a.read("banner", "Updated from Xero")
	a.click("banner.seen")
	a.gone("banner")
}

// pays locks the open document by a payment and opens it again.
func (o *otherSide) pays() {
	a := o.a
	o.does("a payment", func() error {
		if err := o.xero.ApproveInvoice(o.id); err != nil {
			return err
		}
		return o.xero.Pay(o.id, decimal.NewFromInt(500), xerofake.DateOf(time.Now()))
	})
	a.sync()
	a.read("banner", "has a payment")
	a.shot("locked")
	o.does("no payment", func() error { return o.xero.Unpay(o.id) })
	a.sync()
	a.gone("banner")
	a.shot("unlocked")
}
