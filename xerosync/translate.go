package xerosync

import (
	"errors"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
	"litework/xerosync/xeroapi"

	"github.com/google/uuid"
)

// translator reads Xero's records in our terms. It is made for one transaction
// with [newTranslator], or by hand where many records are read at once and the
// look-ups are worth keeping.
type translator struct {
	// taxes are the tax settings by Xero's code, currency and company what a
	// document gets that says nothing else.
	taxes    map[string]document.Tax
	currency string
	company  document.Company
	// contact finds the contact here by Xero's ContactID, merges followed;
	// empty where there is none.
	contact func(xeroID string) (id string, err error)
	// client is a contact as a document keeps it.
	client func(id string) (document.Client, error)
}

// newTranslator is a translator over what the file knows now.
func newTranslator(tx *store.SyncTx) (*translator, error) {
	ref, err := tx.Reference()
	if err != nil {
		return nil, err
	}
	settings, err := tx.Settings()
	if err != nil {
		return nil, err
	}
	return &translator{
		taxes: taxesByCode(ref.TaxRates), currency: ref.Organisation.BaseCurrency, company: settings.Company,
		contact: func(xeroID string) (string, error) { return contactHere(tx, xeroID) },
		client:  func(id string) (document.Client, error) { return clientHere(tx, id) },
	}, nil
}

func taxesByCode(rates []document.TaxRate) map[string]document.Tax {
	out := make(map[string]document.Tax, len(rates))
	for _, r := range rates {
		out[r.Code] = document.Tax{Code: r.Code, Name: r.Name, Rate: r.Rate, Chosen: true}
	}
	return out
}

// contactHere is the contact here of one of Xero's, after all merges; empty
// where it is not known.
func contactHere(tx *store.SyncTx, xeroID string) (string, error) {
	found := ""
	for range 20 { // merges of merges, and no endless ring of them
		link, ok, err := tx.LinkByXeroID(store.RecordContact, xeroID)
		if err != nil || !ok {
			return found, err
		}
		found, xeroID = link.RecordID, link.MergedInto
		if xeroID == "" {
			break
		}
	}
	return found, nil
}

func clientHere(tx *store.SyncTx, id string) (document.Client, error) {
	c, err := tx.Contact(id)
	if errors.Is(err, store.ErrNotFound) {
		return document.Client{ContactID: id}, nil
	}
	return document.ClientOf(c.Contact), err
}

// comparison is a linked document with what is needed to decide about it. It
// is used so:
//
//	c, err := t.compare(doc.Document, base, there)
//	switch merge.Compare(c.Versions) {
//	case merge.ChangedThere:
//		d, losses := merge.Pull(c.Versions)
//		// SaveRevision if there are losses, PutDocument(d), SaveRevision(pulled)
//	}
//	pair, err := c.pair(merge.Advance(c.Versions), rev)
//	// PutBase(pair), PutRemote(there.remote()), RecordState with HeadOnly = t.agrees(&d, there) != nil
//
// The pair is put with every verdict but Conflict, see [merge.Compare].
type comparison struct {
	merge.Versions
	there record
	// items are the LineItemIDs of the lines of Now.
	items []string
}

// compare translates the last meeting and the record just read, and finds
// which line is which.
func (t *translator) compare(local document.Document, base *baseline, there record) (comparison, error) {
	kind := store.RecordKind(local.Kind)
	c := comparison{there: there}
	x := t.begin()
	before, err := recordOf(kind, base.raw)
	if err != nil {
		return c, err
	}
	was, wasItems, err := x.projection(before)
	if err != nil {
		return c, err
	}
	if sameContent(before.seen(), base.seen) {
		ours := map[string]string{}
		for id, item := range base.lines {
			ours[item] = id
		}
		for i := range was.Lines {
			if was.Lines[i].LineID = ours[wasItems[i]]; was.Lines[i].LineID == "" {
				was.Lines[i].LineID = freshLine(local.ID, wasItems[i])
			}
		}
	} else {
		// The record was looked up after a lost answer and somebody had changed it
		// since: what was sent is what was seen of it.
		mark := was.Mark
		was = base.sent
		was.Mark, wasItems = mark, nil
		for _, l := range was.Lines {
			wasItems = append(wasItems, base.lines[l.LineID])
		}
	}
	now, nowItems, err := x.projection(there)
	if err != nil {
		return c, err
	}
	matched := merge.MatchLines(itemsOf(was, wasItems), itemsOf(now, nowItems))
	for i := range now.Lines {
		if now.Lines[i].LineID = matched[i]; matched[i] == "" {
			now.Lines[i].LineID = freshLine(local.ID, nowItems[i])
		}
	}
	c.items = nowItems
	c.Versions = merge.Align(merge.Versions{Local: local, Sent: base.sent, Was: was, Now: now, Taxes: x.taxes})
	c.Clients = map[string]document.Client{}
	for _, id := range []string{base.sent.ContactID, now.ContactID, local.Client.ContactID} {
		if id == "" {
			continue
		}
		if c.Clients[id], err = t.client(id); err != nil {
			return c, err
		}
	}
	return c, nil
}

// pair is the base after the decision: what counts as sent now, and the record
// that was read. rev is the revision of the document.
func (c comparison) pair(sent document.Projection, rev int64) (store.BasePair, error) {
	lines := map[string]string{}
	for i, l := range c.Now.Lines {
		lines[l.LineID] = c.items[i]
	}
	return pairOf(sent, c.there, lines, rev)
}

func pairOf(sent document.Projection, there record, lines map[string]string, rev int64) (store.BasePair, error) {
	b := store.BasePair{Raw: there.raw(), SentRev: rev, Lines: lines}
	var err error
	if b.Sent, err = marshal(sent); err != nil {
		return b, err
	}
	b.Seen, err = marshal(there.seen())
	return b, err
}

func itemsOf(p document.Projection, ids []string) []merge.Item {
	out := make([]merge.Item, len(p.Lines))
	for i := range p.Lines {
		out[i] = merge.Item{ItemID: ids[i], Line: p.Lines[i]}
	}
	return out
}

// freshLine is the id here of a line that was added in Xero. It follows from
// Xero's, so that two looks at the same record agree; it is not Xero's, for that
// may change.
func freshLine(docID, itemID string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte(docID+"/"+itemID)).String()
}

// reading is the translation of one record, or of two that are compared: tax
// codes that the organisation's list lacks get the rate that was met first.
type reading struct {
	*translator
	taxes map[string]document.Tax
}

func (t *translator) begin() *reading {
	x := &reading{translator: t, taxes: make(map[string]document.Tax, len(t.taxes))}
	for code, tax := range t.taxes {
		x.taxes[code] = tax
	}
	return x
}

// projection is a record in our terms, with the LineItemIDs of its lines. Its
// mark is the status in Xero, and its lines have no ids yet.
func (x *reading) projection(r record) (p document.Projection, items []string, err error) {
	d, items, _, err := x.document(r)
	if err != nil {
		return p, nil, err
	}
	p = document.Project(&d)
	return p, items, nil
}

// document is a record as a document: the head, and lines that have no ids yet.
// note says what was taken over otherwise than Xero has it.
func (x *reading) document(r record) (d document.Document, items []string, note string, err error) {
	var contact *xeroapi.ContactRef
	if q := r.quote; q != nil {
		contact = q.Contact
		d = document.Document{
			Kind: document.Quote, Number: clean(q.QuoteNumber), Date: document.Date(q.Date), Due: document.Date(q.ExpiryDate),
			Reference: cleanPointer(q.Reference), Currency: q.CurrencyCode, Mark: quoteStatus(r.status()),
			Title: cleanPointer(q.Title), Summary: cleanPointer(q.Summary), Terms: cleanPointer(q.Terms),
		}
	} else {
		v := r.invoice
		contact = v.Contact
		d = document.Document{
			Kind: document.Invoice, Number: clean(v.InvoiceNumber), Date: document.Date(v.Date), Due: document.Date(v.DueDate),
			Reference: cleanPointer(v.Reference), Currency: v.CurrencyCode,
		}
	}
	if d.Currency = strings.ToUpper(clean(d.Currency)); d.Currency == "" {
		d.Currency = x.currency
	}
	if contact != nil && contact.ContactID != "" {
		if d.Client.ContactID, err = x.contact(contact.ContactID); err != nil {
			return d, nil, "", err
		}
	}
	var lines []document.Line
	lines, items, d.TaxMode, note = x.lines(r)
	d.Sections = []document.Section{{Lines: lines}}
	return d, items, note, nil
}
