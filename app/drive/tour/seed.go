package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
)

// longNumber is the document of 300 lines.
const longNumber = "INV-0300"

// seed fills a connected company file with documents as an office has them
// after some months, in every status and most sync states: what the lists are
// looked at with. Their clients are the contacts that were read from Xero.
func seed(ctx context.Context, path string, today document.Date) error {
	f, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer f.Close()
	settings, err := f.Settings(ctx)
	if err != nil {
		return err
	}
	// An account that was archived in Xero since: the first post will say so.
	settings.SalesAccount = "240"
	if err := f.SaveSettings(ctx, settings); err != nil {
		return err
	}
	return f.Sync(ctx, func(tx *store.SyncTx) error {
		contacts, err := tx.Contacts()
		if err != nil {
			return err
		}
		if len(contacts) < 8 {
			return fmt.Errorf("only %d contacts were read from Xero", len(contacts))
		}
		for i := range 60 {
			if err := seedOne(tx, settings, contacts[(i*7)%20].Contact, i, today); err != nil {
				return err
			}
		}
		if _, err = tx.SaveDocument(longDocument(settings, contacts[3].Contact, today), 0); err != nil {
			return err
		}
		return unmatched(tx)
	})
}

// unmatched adds contacts that stand only here, with the match still to be seen,
// as when they were there before the connection.
func unmatched(tx *store.SyncTx) error {
	for _, name := range []string{"Wharf Street Studios", "Zealandia Stills"} {
		if _, err := tx.PutContact(document.Contact{ID: uuid.NewString(), Name: name}, 0); err != nil {
			return err
		}
	}
	c, _, err := tx.Connection()
	if err != nil {
		return err
	}
	c.FirstMatchSeen = false
	return tx.PutConnection(c)
}

// where is where a seeded document stands in Xero.
type where struct {
	status     string
	paid       bool
	changed    bool // here, since
	neverSent  bool
	due, tagAs string
}

func places() []where {
	return []where{
		{neverSent: true, tagAs: "night shoot"}, {status: "AUTHORISED"}, {status: "AUTHORISED", changed: true},
		{neverSent: true, tagAs: "studio B"}, {status: "AUTHORISED", paid: true, tagAs: "night shoot"},
		{status: "AUTHORISED", due: "past"}, {status: "PAID", tagAs: "commercial"}, {status: "PAID"},
		{status: "PAID", tagAs: "festival"}, {status: "VOIDED"}, {status: "PAID", tagAs: "feature"}, {status: "PAID"},
	}
}

func seedOne(tx *store.SyncTx, settings document.Settings, c document.Contact, i int, today document.Date) error {
	at := places()[i%len(places())]
	d := document.New(document.Invoice, settings, &c, today.AddDays(-3*(60-i)), uuid.NewString)
	if at.due == "past" {
		d.Due = today.AddDays(-2)
	} else if d.Due.Before(today) && at.status == "AUTHORISED" {
		d.Due = today.AddDays(9)
	}
	if at.tagAs != "" {
		d.Tags = []string{at.tagAs}
	}
	d.Reference = fmt.Sprintf("PO %d", 7700+i)
	d.Sections[0].Name = "Lighting package"
	d.Sections[0].Lines = []document.Line{
		line(settings, "ARRI SkyPanel S60-C", 2+i%4, 3, 120), line(settings, "HMI 1.2k PAR", 1+i%3, 3, 170),
		line(settings, "Gaffer", 1, 1+i%5, 640),
	}
	saved, err := tx.SaveDocument(d, 0)
	if err != nil || at.neverSent {
		return err
	}
	d.Number = saved.Number
	return link(tx, d, saved.Rev, at)
}

// link makes a document look as if it had been posted and read again.
func link(tx *store.SyncTx, d document.Document, rev int64, at where) error {
	id := uuid.NewString()
	kind := store.RecordKind(d.Kind)
	if err := tx.PutLink(store.Link{Kind: kind, RecordID: d.ID, XeroID: id}); err != nil {
		return err
	}
	sent := document.Project(&d)
	if at.changed {
		sent.Reference = "PO 1"
	}
	b, err := json.Marshal(sent)
	if err != nil {
		return err
	}
	if err := tx.PutBase(kind, d.ID, store.BasePair{Sent: b, Seen: []byte("{}"), Raw: []byte("{}"), SentRev: rev}); err != nil {
		return err
	}
	total := d.Totals().Total
	remote := document.Remote{XeroID: id, Status: at.status, Number: d.Number, Date: d.Date, Total: total, AmountDue: total}
	if at.status == "PAID" {
		remote.AmountPaid, remote.AmountDue = total, decimal.Zero
	}
	if at.paid {
		remote.AmountPaid = total.Div(decimal.NewFromInt(2)).Round(2)
		remote.AmountDue = total.Sub(remote.AmountPaid)
	}
	return tx.PutRemote(kind, d.ID, remote)
}

func line(s document.Settings, words string, quantity, days int, price int64) document.Line {
	l := document.NewLine(s, uuid.NewString())
	l.Description = words
	l.Quantity = decimal.NewNullDecimal(decimal.NewFromInt(int64(quantity)))
	l.Duration = document.Duration{Number: decimal.NewFromInt(int64(days)), Unit: document.Days}
	l.UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(price))
	return l
}

// longDocument has 300 lines in ten sections.
func longDocument(s document.Settings, c document.Contact, today document.Date) document.Document {
	d := document.New(document.Invoice, s, &c, today, uuid.NewString)
	d.Number = longNumber
	d.Sections = nil
	for i := range 10 {
		sec := document.Section{ID: uuid.NewString(), Name: fmt.Sprintf("Day %d", i+1)}
		for j := range 30 {
			l := line(s, fmt.Sprintf("Lamp head %d.%02d", i+1, j+1), 1+j%4, 1+i%3, int64(40+j))
			if j%10 == 4 {
				l.Enhanced = "**Includes** yoke, power lead, _soft box_"
			}
			sec.Lines = append(sec.Lines, l)
		}
		d.Sections = append(d.Sections, sec)
	}
	return d
}
