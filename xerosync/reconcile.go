package xerosync

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// The slow reconciliation reads all linked documents again, for Xero does not
// tell of every change (xero.md section 4.4): a little at a time, those still
// open first, the whole of it not more often than once a week.
const (
	markReconcile = "reconcile"
	// reconcilePause is the time between two calls: three an hour.
	reconcilePause = 20 * time.Minute
	// reconcileFirst is how long after its start the program begins with it.
	reconcileFirst = 5 * time.Minute
	reconcileEvery = 7 * 24 * time.Hour
	reconcilePage  = xeroapi.MaxIDs
	quotesPage     = 200
	// Less of the day's calls than this part leaves none for it.
	reconcileReserve = 2
)

// stages is the order of the reconciliation. Quotes cannot be asked for by
// their ids, so pages of all of them are read, in the order of their ids.
var stages = []struct {
	kind store.RecordKind
	open bool
}{
	{store.RecordInvoice, true}, {store.RecordQuote, true}, {store.RecordInvoice, false},
}

// progress is how far the reconciliation has come: behind an invoice's id, or
// before a page of quotes.
type progress struct {
	Stage int       `json:"stage"`
	After string    `json:"after,omitempty"`
	Page  int       `json:"page,omitempty"`
	Begun time.Time `json:"begun"`
}

func (p progress) next() progress { return progress{Stage: p.Stage + 1, Begun: p.Begun} }

func readProgress(tx *store.SyncTx) (p progress, err error) {
	mark, err := tx.Mark(markReconcile)
	if err != nil || mark == "" {
		return p, err
	}
	if json.Unmarshal([]byte(mark), &p) != nil || p.Stage < 0 || p.Stage > len(stages) {
		p = progress{}
	}
	return p, nil
}

func (p progress) write(tx *store.SyncTx) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return tx.PutMark(markReconcile, string(data))
}

// nextReconciliation reads the next few linked documents again.
func (s *Service) nextReconciliation(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	if at.settings.Sync.CheckOff || at.connection.CatchingUp {
		return nil, time.Time{}, nil
	}
	now := at.now.Round(0)
	if due := s.session.reconcile; due.IsZero() || due.Sub(now) > reconcilePause {
		s.session.reconcile = now.Add(reconcileFirst)
	}
	p, err := readProgress(tx)
	if err != nil {
		return nil, time.Time{}, err
	}
	due := s.session.reconcile
	if p.Stage == len(stages) && p.Begun.Add(reconcileEvery).After(due) && !p.Begun.After(now) {
		due = p.Begun.Add(reconcileEvery)
	}
	if due.After(now) {
		return nil, due, nil
	}
	return func(ctx context.Context) error { return s.reconcileOn(ctx, at.connection, p) }, time.Time{}, nil
}

// reconcileOn reads the next few.
func (s *Service) reconcileOn(ctx context.Context, c store.Connection, p progress) error {
	s.session.reconcile = s.wallNow().Add(reconcilePause)
	r := s.reach(c)
	if l := r.client.Limits(); l.DayKnown && l.DayRemaining*reconcileReserve < l.DayLimit {
		return nil
	}
	if p.Stage == len(stages) || p.Begun.IsZero() {
		p = progress{Begun: s.wallNow()}
	}
	if link, ok := s.session.takeMissed(); ok {
		return s.lookForMissing(ctx, r, link)
	}
	var links []store.Link
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		p, links, err = p.find(tx)
		return err
	})
	if err != nil {
		return err
	}
	if len(links) == 0 {
		return s.commit(ctx, "reconcile", func(tx *store.SyncTx) error { return p.write(tx) })
	}
	kind := stages[p.Stage].kind
	records, more, err := s.readLinked(xeroapi.WithBackground(ctx), r, p, links)
	if err != nil {
		return s.leaveForLater(err)
	}
	s.reached()
	met := meeting{}
	err = s.commit(ctx, "reconcile", func(tx *store.SyncTx) error {
		met = meeting{kind: kind, uncounted: true, current: true}
		if err := s.meetAll(tx, records, &met); err != nil {
			return err
		}
		return p.turned(links, more).write(tx)
	})
	if err != nil {
		return err
	}
	s.session.wait(met.waiting...)
	s.session.noteMet(p, met.met, links, more)
	return nil
}

// find is the next place where there is something to read, and the links there;
// those of all quotes, for a page of them.
func (p progress) find(tx *store.SyncTx) (progress, []store.Link, error) {
	for ; p.Stage < len(stages); p = p.next() {
		var links []store.Link
		var err error
		stage := stages[p.Stage]
		if stage.kind == store.RecordQuote {
			links, err = tx.Links(stage.kind)
			p.Page = max(p.Page, 1)
		} else {
			links, err = tx.LinksAfter(stage.kind, stage.open, p.After, reconcilePage)
		}
		if err != nil || len(links) > 0 {
			return p, links, err
		}
	}
	return p, nil, nil
}

// turned is the place after a read.
func (p progress) turned(links []store.Link, more bool) progress {
	switch {
	case stages[p.Stage].kind == store.RecordInvoice:
		p.After = links[len(links)-1].XeroID
	case more:
		p.Page++
	default:
		p = p.next()
	}
	return p
}

// readLinked reads the linked invoices, or the page of quotes.
func (s *Service) readLinked(ctx context.Context, r *remotes, p progress, links []store.Link) ([]json.RawMessage, bool, error) {
	s.cfg.at("before reconcile read")
	defer s.cfg.at("after reconcile read")
	if stages[p.Stage].kind == store.RecordQuote {
		page, err := r.client.RawQuotes(ctx, xeroapi.QuoteQuery{Order: "QuoteID", Page: p.Page, PageSize: quotesPage})
		return page.Items, page.More(), err
	}
	ids := make([]string, len(links))
	for i, l := range links {
		ids[i] = l.XeroID
	}
	page, err := r.client.RawInvoices(ctx, xeroapi.InvoiceQuery{IDs: ids, Statuses: everyStatus, Page: 1, PageSize: reconcilePage})
	return page.Items, false, err
}

// noteMet remembers which linked records a read left out: of the quotes, once
// all their pages were read in this run of the program.
func (w *watch) noteMet(p progress, met []string, links []store.Link, more bool) {
	if stages[p.Stage].kind == store.RecordQuote {
		if p.Page == 1 {
			w.idsMet = map[string]bool{}
		}
		if w.idsMet == nil {
			return
		}
	} else {
		w.idsMet = map[string]bool{}
	}
	for _, id := range met {
		w.idsMet[strings.ToLower(id)] = true
	}
	if more {
		return
	}
	for _, l := range links {
		if !w.idsMet[strings.ToLower(l.XeroID)] {
			w.missed = append(w.missed, l)
		}
	}
	w.idsMet = nil
}

// takeMissed is the next linked record that was left out.
func (w *watch) takeMissed() (l store.Link, ok bool) {
	if len(w.missed) == 0 {
		return l, false
	}
	l, w.missed = w.missed[0], w.missed[1:]
	return l, true
}

// leaveForLater is for a read that nobody waits for: what Xero will not say now
// is asked another time.
func (s *Service) leaveForLater(cause error) error {
	if givesUp(cause) {
		s.cfg.Log.Info("reconcile", "trouble", technical(cause))
		return nil
	}
	s.noteTrouble(cause)
	return nil
}

// lookForMissing asks by its id for a record that a list left out, which alone
// means nothing.
func (s *Service) lookForMissing(ctx context.Context, r *remotes, link store.Link) error {
	there, err := readRecord(xeroapi.WithBackground(ctx), r.client, link.Kind, link.XeroID)
	switch {
	case xeroapi.IsCode(err, xeroapi.CodeNotFound):
		_, err := s.notThereAnyMore(ctx, r, link)
		return err
	case err != nil:
		return s.leaveForLater(err)
	}
	m := meeting{kind: link.Kind, uncounted: true}
	err = s.commit(ctx, "reconcile", func(tx *store.SyncTx) error { return s.meetAll(tx, []json.RawMessage{there.raw()}, &m) })
	if err == nil {
		s.session.wait(m.waiting...)
	}
	return err
}

// notThereAnyMore records that Xero has no record of a linked document's id,
// once it is certain that it is the same organisation that says so: a demo
// organisation is reset to another every month. The document stays as it is,
// with a line that says so. certain is false when another organisation
// answered, or none.
func (s *Service) notThereAnyMore(ctx context.Context, r *remotes, link store.Link) (certain bool, err error) {
	org, err := r.client.Organisation(ctx)
	switch {
	case err != nil:
		return false, s.leaveForLater(err)
	case !strings.EqualFold(org.OrganisationID, r.org.TenantID):
		s.otherOrganisationThere(org.Name)
		return false, nil
	}
	return true, s.commit(ctx, "not there", func(tx *store.SyncTx) error {
		doc, err := tx.Document(link.RecordID)
		if err == store.ErrNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		name := "missing " + link.XeroID
		if told, err := tx.Mark(name); err != nil || told != "" {
			return err
		}
		if err := tx.PutMark(name, writeMark(s.wallNow())); err != nil {
			return err
		}
		words := "Xero does not have " + doc.Number + " any more. It stays here as it is."
		if err := tx.AddBanner(doc.ID, store.Banner{Kind: store.BannerNote, Text: words + " Duplicate it to post it again under a new number."}); err != nil {
			return err
		}
		return tx.AddHistory(store.HistoryEntry{
			At: s.wallNow(), Action: store.HistorySync, Direction: store.FromXero, Record: link.Kind, RecordID: doc.ID,
			Label: doc.Number, Status: store.HistoryError, Details: words, Code: "not-in-xero", Fix: "Duplicate it to post it again under a new number.",
		})
	})
}
