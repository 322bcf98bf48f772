package xerosync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// BulkSheet checks documents of one kind for a post, from the local copy
// alone. An empty status takes the default of each. The error is a
// [*document.Problem] over more than [MaxBulk] documents.
func (s *Service) BulkSheet(ctx context.Context, docIDs []string, status string) (BulkSheet, error) {
	if err := checkBulk(len(docIDs)); err != nil {
		return BulkSheet{}, err
	}
	var list bulkList
	err := s.view(ctx, func(tx *store.SyncTx) error {
		common, err := readSheets(tx)
		if err != nil {
			return err
		}
		c, ok, err := tx.Connection()
		if err != nil {
			return err
		}
		list.sheet.Organisation, list.sheet.Demo = common.reference.Organisation.Name, ok && c.Demo
		for _, id := range docIDs {
			if err := ctx.Err(); err != nil {
				return err
			}
			in, err := common.of(tx, id)
			if errors.Is(err, store.ErrNotFound) {
				continue // gone since it was selected
			}
			if err != nil {
				return err
			}
			in.choice = status
			list.add(in)
		}
		return nil
	})
	return list.done(), err
}

func checkBulk(n int) error {
	if n <= MaxBulk {
		return nil
	}
	return problem("too-many", fmt.Sprintf("%d documents are selected, and %d can be posted at once.", n, MaxBulk), "Select fewer.")
}

// bulkList puts the sheet of several documents together.
type bulkList struct {
	sheet BulkSheet
	// added are the names of clients that will be added to Xero, with whom: the
	// id of a contact here, empty for one that is only typed on documents.
	added  map[string]ContactRef
	totals map[string]decimal.Decimal
}

// add adds a document.
func (l *bulkList) add(in sheetInput) {
	if len(l.sheet.Documents) == 0 {
		l.sheet.Kind = in.doc.Kind
		blank := sheetInput{doc: document.Document{Kind: in.doc.Kind}, settings: in.settings, choice: in.choice}
		l.sheet.Choices = choose(choices(in.doc.Kind, nil), &blank)
		l.added, l.totals = map[string]ContactRef{}, map[string]decimal.Decimal{}
	}
	d := BulkDocument{DocID: in.doc.ID, Number: in.doc.Number, Client: clientName(&in)}
	switch {
	case in.deleted:
		d.Problem = problem("deleted-here", in.doc.Number+" was deleted.", "Restore it first.")
	case in.doc.Kind != l.sheet.Kind:
		d.Problem = problem("other-kind", in.doc.Number+" is "+article(in.doc.Kind)+".", "Post invoices and quotes each by themselves.")
	case in.elsewhere:
		d.Skipped = "It was posted to another organisation. Post it by itself if it is to be in this one too."
	case in.busy:
		d.Skipped = "It is on its way to Xero already."
	default:
		l.check(&d, &in)
	}
	l.sheet.Documents = append(l.sheet.Documents, d)
}

// check asks whether the document is ready, and sums up what is.
func (l *bulkList) check(d *BulkDocument, in *sheetInput) {
	sh := buildSheet(*in)
	d.Action, d.Confirm = sh.Action, sh.Confirm
	switch {
	case in.remote != nil && in.state == document.Synced && gone(in.remote.Status):
		d.Skipped = "It is " + strings.ToLower(in.remote.Status) + " in Xero."
		return
	case sh.Action == Update && in.state == document.Synced && len(sh.Changes) == 0:
		d.Skipped = "Nothing has changed since the last sync."
		return
	}
	if !sh.Ready {
		i := slices.IndexFunc(sh.Checks, func(c Check) bool { return !c.OK })
		d.Problem, d.Fix = sh.Checks[i].Problem, sh.Checks[i].Fix
		return
	}
	if name, id, adds := addedContact(in, sh.Confirm.Contact); adds {
		key := normalName(name)
		if other, ok := l.added[key]; ok && other.ID != id {
			d.Problem, d.Fix = at(problem("contact-name-twice", "Two contacts here are named "+tidyName(name)+", and in Xero names are unique.",
				"Use one of them for both documents, or rename one."), "client"), FixChooseClient
			return
		}
		l.added[key] = ContactRef{ID: id, Name: tidyName(name)}
	}
	l.sheet.Ready++
	l.totals[sh.Confirm.Projection.Currency] = l.totals[sh.Confirm.Projection.Currency].Add(sh.Confirm.Totals.Total)
}

// addedContact is the client that a post adds to Xero, if it adds one.
func addedContact(in *sheetInput, decision ContactDecision) (name, id string, adds bool) {
	switch decision.Action {
	case ContactCreate:
		return clientName(in), decision.ContactID, true
	case ContactSaveNew:
		return clientName(in), "", true
	case ContactLink:
		for _, c := range in.candidates {
			if c.ContactID == decision.ContactID && c.XeroID == "" {
				return c.Name, c.ContactID, true
			}
		}
	}
	return "", "", false
}

// done is the finished sheet.
func (l *bulkList) done() BulkSheet {
	for _, c := range l.added {
		l.sheet.Contacts = append(l.sheet.Contacts, c.Name)
	}
	slices.Sort(l.sheet.Contacts)
	for currency, total := range l.totals {
		l.sheet.Totals = append(l.sheet.Totals, CurrencyTotal{currency, total})
	}
	slices.SortFunc(l.sheet.Totals, func(a, b CurrencyTotal) int { return cmp.Compare(a.Currency, b.Currency) })
	return l.sheet
}
