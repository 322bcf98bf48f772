package xerosync

import (
	"encoding/json"

	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
	"litework/xerosync/xeroapi"
)

// linkDocument ties a document here to the one in Xero that has its number.
// They never met, so that the base holds what both have alike and nothing else:
// whatever differs was changed on both sides, and the user decides. Neither is
// changed.
func (in *importer) linkDocument(kind store.RecordKind, p planned) (planned, error) {
	stored, err := in.tx.Document(p.recordID)
	if err != nil {
		return p, err
	}
	if op, open, err := in.tx.OpenOp(p.recordID); err != nil {
		return p, err
	} else if open { // it was never sent, and would now be a second record
		if err := withdraw(in.tx, op); err != nil {
			return p, err
		}
	}
	if ref := p.record.contact(); ref != nil && ref.ContactID != "" {
		if _, err := in.contactOf(ref.ContactID); err != nil {
			return p, err
		}
	}
	if stored, err = in.takeAccounts(stored, p.record); err != nil {
		return p, err
	}
	base, err := in.commonBase(&stored.Document, p.record)
	if err != nil {
		return p, err
	}
	base.SentRev = stored.Rev
	link := store.Link{Kind: kind, RecordID: p.recordID, XeroID: p.xeroID, RemoteUpdated: p.record.updated().Time(), LinkedAt: in.s.wallNow()}
	if err := in.tx.PutLink(link); err != nil {
		return p, err
	}
	if err := in.tx.PutBase(kind, p.recordID, base); err != nil {
		return p, err
	}
	if err := in.tx.PutRemote(kind, p.recordID, p.record.remote()); err != nil {
		return p, err
	}
	if err := in.tx.NoteNumber(document.Kind(kind), p.label); err != nil {
		return p, err
	}
	return p, in.settleLinked(link, p.record)
}

// takeAccounts gives lines that have no account yet the one of the line in Xero
// that is otherwise the same: settings supplied it when that was posted.
func (in *importer) takeAccounts(stored store.StoredDocument, r record) (store.StoredDocument, error) {
	there, _, err := in.words.begin().projection(r)
	if err != nil {
		return stored, err
	}
	given := map[string]store.LineDefaults{}
	taken := make([]bool, len(there.Lines))
	for _, l := range document.Project(&stored.Document).Lines {
		for i, t := range there.Lines {
			if l.Account != "" || taken[i] || t.Account == "" {
				continue
			}
			l.Account = t.Account
			if taken[i] = l.Equal(t); taken[i] {
				given[l.LineID] = store.LineDefaults{Account: t.Account}
				break
			}
			l.Account = ""
		}
	}
	if len(given) == 0 {
		return stored, nil
	}
	if _, err := in.tx.SupplyDefaults(stored.ID, "", given); err != nil {
		return stored, err
	}
	return in.tx.Document(stored.ID)
}

// settleLinked marks what has to be decided about a document just linked.
func (in *importer) settleLinked(link store.Link, r record) error {
	k, ok, err := readKnown(in.tx, link)
	if err != nil || !ok {
		return err
	}
	c, err := in.s.decide(in.tx, k, r)
	if err != nil {
		return err
	}
	switch c.verdict {
	case "":
		return nil
	case merge.Unchanged, merge.Converged, merge.ChangedHere:
		return in.s.adoptContent(in.tx, k, r, c)
	}
	return in.s.markConflict(in.tx, k, r, c)
}

// noCurrency is the code that stands for no currency at all (ISO 4217).
const noCurrency = "XXX"

// commonBase is the base of two documents that never met: Xero's record with only
// what the document here has too.
func (in *importer) commonBase(ours *document.Document, theirs record) (store.BasePair, error) {
	x := in.words.begin()
	there, items, err := x.projection(theirs)
	if err != nil {
		return store.BasePair{}, err
	}
	here := document.Project(ours)
	head := common{here: here, there: there}
	rest, lines := commonLines(here, there, items, theirs.lines())
	var met record
	if v := theirs.invoice; v != nil {
		w := *v
		w.LineItems = rest
		head.blank(&w.Contact, &w.Date, &w.DueDate, &w.Reference, &w.CurrencyCode, &w.LineAmountTypes, []string{"Exclusive", "Inclusive", "NoTax"})
		met.invoice = &w
	} else {
		w := *theirs.quote
		w.LineItems = rest
		head.blank(&w.Contact, &w.Date, &w.ExpiryDate, &w.Reference, &w.CurrencyCode, &w.LineAmountTypes, []string{"EXCLUSIVE", "INCLUSIVE", "NOTAX"})
		head.text(&w.Title, here.Title, there.Title)
		head.text(&w.Summary, here.Summary, there.Summary)
		head.text(&w.Terms, here.Terms, there.Terms)
		met.quote = &w
	}
	var raw []byte
	if met.invoice != nil {
		raw, err = json.Marshal(met.invoice)
	} else {
		raw, err = json.Marshal(met.quote)
	}
	if err != nil {
		return store.BasePair{}, err
	}
	met, err = recordOf(store.RecordKind(ours.Kind), raw)
	if err != nil {
		return store.BasePair{}, err
	}
	sent, metItems, err := x.projection(met)
	if err != nil {
		return store.BasePair{}, err
	}
	if here.Mark == "" {
		sent.Mark = ""
	}
	for i, item := range metItems {
		for id, its := range lines {
			if its == item {
				sent.Lines[i].LineID = id
			}
		}
	}
	pair, err := pairOf(sent, met, lines, 0)
	pair.Raw = raw
	return pair, err
}

// commonLines are Xero's lines that are here too, in the same order, and which
// of ours each is.
func commonLines(here, there document.Projection, items []string, all []xeroapi.LineItem) (rest []xeroapi.LineItem, lines map[string]string) {
	lines = map[string]string{}
	kept := map[string]bool{}
	from := 0
	for i := range there.Lines {
		for j := from; j < len(here.Lines); j++ {
			if here.Lines[j].Equal(there.Lines[i]) {
				lines[here.Lines[j].LineID], kept[items[i]], from = items[i], true, j+1
				break
			}
		}
	}
	for _, l := range all {
		if kept[l.LineItemID] {
			rest = append(rest, l)
		}
	}
	return rest, lines
}

// common takes out of a head what two documents do not have alike.
type common struct{ here, there document.Projection }

func (a common) blank(contact **xeroapi.ContactRef, date, due *xeroapi.Date, reference **string, currency, mode *string, modes []string) {
	if a.here.ContactID != a.there.ContactID {
		*contact = nil
	}
	if a.here.Date != a.there.Date {
		*date = xeroapi.Date{}
	}
	if a.here.Due != a.there.Due {
		*due = xeroapi.Date{}
	}
	a.text(reference, a.here.Reference, a.there.Reference)
	if a.here.Currency != a.there.Currency {
		*currency = noCurrency
	}
	if a.here.TaxMode != a.there.TaxMode { // the one that neither has
		for i, m := range []document.TaxMode{document.TaxExclusive, document.TaxInclusive, document.NoTax} {
			if m != a.here.TaxMode && m != a.there.TaxMode {
				*mode = modes[i]
			}
		}
	}
}

func (a common) text(field **string, here, there string) {
	if here != there {
		*field = nil
	}
}
