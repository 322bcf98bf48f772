package xerosync

import (
	"encoding/json"
	"fmt"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"

	"github.com/shopspring/decimal"
)

// newcomer is a record of Xero's that is met for the first time, as it is to be
// written: PutDocument(doc, 0), PutLink, PutBase(base), PutRemote(remote),
// RecordState with HeadOnly where headOnly is set, and a banner each for
// headOnly and note.
type newcomer struct {
	doc    document.Document
	base   store.BasePair
	remote document.Remote
	// headOnly says why our arithmetic does not give Xero's totals; nil where it
	// does.
	headOnly *document.Problem
	// note says what was taken over otherwise than Xero has it; empty for
	// nothing.
	note string
}

// newDocument makes a document of a record met for the first time, with one
// unnamed section. The base holds for revision 1. refused says in plain words
// why the record cannot be taken over: a bill, a client that is not here, lines
// that Xero left out.
func (t *translator) newDocument(r record, newID func() string) (n newcomer, refused *document.Problem, err error) {
	if v := r.invoice; v != nil && v.Type != "" && v.Type != xeroapi.TypeSales {
		return n, problem("bill", recordName(r)+" is a bill, not an invoice of yours.", "Bills stay in Xero."), nil
	}
	d, items, note, err := t.begin().document(r)
	if err != nil {
		return n, nil, err
	}
	switch {
	case d.Client.ContactID == "":
		return n, problem("client-missing", "The client of "+recordName(r)+" is not among your contacts.", "Import contacts as well."), nil
	case len(d.Sections[0].Lines) == 0 && !r.totals().Total.IsZero():
		return n, problem("lines-missing", "Xero gave "+recordName(r)+" without its lines.", "Import it again."), nil
	}
	if d.Client, err = t.client(d.Client.ContactID); err != nil {
		return n, nil, err
	}
	d.ID, d.Company, d.Mark = newID(), t.company, ""
	d.Sections[0].ID = newID()
	lines := map[string]string{}
	for i := range d.Sections[0].Lines {
		id := newID()
		d.Sections[0].Lines[i].ID = id
		lines[id] = items[i]
	}
	n = newcomer{doc: d, remote: r.remote(), note: note, headOnly: t.agrees(&d, r)}
	n.base, err = pairOf(document.Project(&d), r, lines, 1)
	return n, nil, err
}

// agrees says why a document does not come to the totals that Xero has; nil
// where it does, to the cent. It is to be asked after a pull too: then Xero's
// totals are shown, and only the head can be updated.
func (t *translator) agrees(d *document.Document, r record) *document.Problem {
	if totalsAgree(d, r) {
		return nil
	}
	ours, theirs := d.Totals(), r.totals()
	what, here, there := "total", ours.Total, theirs.Total
	if here.Equal(there) {
		what, here, there = "tax", ours.TotalTax, theirs.TotalTax
	}
	return problem("head-only",
		fmt.Sprintf("The %s of %s is %s %s in Xero and cannot be computed here, where its lines come to %s.",
			what, recordName(r), d.Currency, document.FormatMoney(there), document.FormatMoney(here)),
		"Xero's totals are shown. Change its lines in Xero.")
}

// totalsAgree compares the totals that Xero tells with ours.
func totalsAgree(d *document.Document, r record) bool {
	ours := d.Totals()
	same := func(theirs *xeroapi.Decimal, ours decimal.Decimal) bool { return theirs == nil || theirs.Equal(ours) }
	if q := r.quote; q != nil {
		return same(q.SubTotal, ours.SubTotal) && same(q.TotalTax, ours.TotalTax) && same(q.Total, ours.Total)
	}
	v := r.invoice
	return same(v.SubTotal, ours.SubTotal) && same(v.TotalTax, ours.TotalTax) && same(v.Total, ours.Total)
}

// recordName is what messages call a record of Xero's.
func recordName(r record) string {
	switch {
	case clean(r.number()) != "":
		return clean(r.number())
	case r.quote != nil:
		return "A quote without a number"
	}
	return "An invoice without a number"
}

func marshal(v any) (json.RawMessage, error) { return json.Marshal(v) }
