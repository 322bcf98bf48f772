package xerosync

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// readImportPage reads the page of Xero's that the run is at, every record as
// it came: one that cannot be read must not keep the others away. Pages are in
// the order of ids, which nobody changes while they are turned.
func readImportPage(ctx context.Context, c *xeroapi.Client, r importRun) (xeroapi.Page[json.RawMessage], error) {
	switch r.at.Kind {
	case store.RecordContact:
		return c.RawContacts(ctx, xeroapi.ContactQuery{
			IncludeArchived: true, Order: "ContactID", Page: r.at.Page, PageSize: r.at.Size,
		})
	case store.RecordInvoice:
		return c.RawInvoices(ctx, xeroapi.InvoiceQuery{
			Where: salesWhere(r.choices), Statuses: invoiceStatuses(r.choices), Order: "InvoiceID",
			Page: r.at.Page, PageSize: r.at.Size,
		})
	}
	return c.RawQuotes(ctx, xeroapi.QuoteQuery{
		DateFrom: xeroapi.Date(r.choices.From), DateTo: xeroapi.Date(r.choices.To), Order: "QuoteID",
		Page: r.at.Page, PageSize: r.at.Size,
	})
}

// salesWhere chooses sales invoices of the dates: bills are told apart by Type
// alone.
func salesWhere(c ImportChoices) string {
	where := []string{`Type=="` + xeroapi.TypeSales + `"`}
	bound := func(operator string, d document.Date) {
		if !d.IsZero() {
			where = append(where, fmt.Sprintf("Date%sDateTime(%04d,%02d,%02d)", operator, d.Year, int(d.Month), d.Day))
		}
	}
	bound(">=", c.From)
	bound("<=", c.To)
	return strings.Join(where, " AND ")
}

func invoiceStatuses(c ImportChoices) (out []xeroapi.InvoiceStatus) {
	for _, status := range c.InvoiceStatuses {
		out = append(out, xeroapi.InvoiceStatus(status))
	}
	return out
}

// stageImport puts a page into staging, each record with its verdict against
// the file as it is now, and moves the run on, in one transaction.
func (s *Service) stageImport(ctx context.Context, run string, before importRun, page xeroapi.Page[json.RawMessage]) error {
	staged := make([]store.Staged, 0, len(page.Items))
	err := s.view(ctx, func(tx *store.SyncTx) error {
		in, err := s.newImporter(tx, before)
		for i := range page.Items {
			if err != nil {
				return err
			}
			var p planned
			p, err = in.plan(before.at.Kind, page.Items[i])
			if err != nil || !chosen(before, p) {
				continue
			}
			if p.xeroID == "" { // not even an id: kept to be told about
				p.xeroID = fmt.Sprintf("unreadable-%d-%d-%d", before.at.Size, before.at.Page, i)
			}
			staged = append(staged, store.Staged{
				Run: run, Kind: before.at.Kind, XeroID: p.xeroID, Number: p.label,
				Raw: page.Items[i], Verdict: string(p.verdict), RecordID: p.recordID,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.stepImport(ctx, run, "import page", func(tx *store.SyncTx, r *importRun) error {
		fresh := false
		tally := map[importVerdict]int{}
		if had := r.at.Verdicts[r.at.Kind]; had != nil {
			tally = had
		}
		for _, one := range staged {
			was, had, err := tx.StagedRecord(run, one.Kind, one.XeroID)
			if err != nil {
				return err
			}
			if had {
				tally[importVerdict(was.Verdict)]--
			} else {
				fresh = true
			}
			tally[importVerdict(one.Verdict)]++
			if err := tx.PutStaged(one); err != nil {
				return err
			}
		}
		r.at.Verdicts[r.at.Kind] = tally
		r.at.Calls++
		if r.turn(page, fresh || len(staged) < len(page.Items)) || r.next(r.choices.wants) {
			return nil
		}
		r.phase = ImportReady
		return nil
	})
}

// chosen reports whether a record is one that was asked for. Xero's list of
// quotes takes one status at most, so that they are chosen here.
func chosen(r importRun, p planned) bool {
	if r.at.Kind != store.RecordQuote || len(r.choices.QuoteStatuses) == 0 || p.status == "" {
		return true
	}
	for _, status := range r.choices.QuoteStatuses {
		if strings.EqualFold(status, p.status) {
			return true
		}
	}
	return false
}

// turn moves to the next page of the kind; false when this was the last. fresh
// tells that the page held something that was not there before.
func (r *importRun) turn(page xeroapi.Page[json.RawMessage], fresh bool) bool {
	fewer := r.at.Total > 0 && page.Total > 0 && page.Total < r.at.Total
	r.at.Total = page.Total
	switch {
	case fewer && r.at.Page > 1:
		// Records left the selection while pages were turned; those behind
		// them moved forward, perhaps onto the page before: it is read again.
		r.at.Page--
		return true
	case page.More():
		r.at.Page++
		return true
	case page.Count == 0 && len(page.Items) == xeroapi.DefaultPageSize && r.at.Size != xeroapi.DefaultPageSize && fresh && r.at.Page == 1:
		// Xero documents the size of a page of quotes in one place only. Where
		// it does not heed it, a page has its usual size.
		r.at.Page, r.at.Size = 2, xeroapi.DefaultPageSize
		return true
	}
	return false
}
