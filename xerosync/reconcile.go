package xerosync

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"litework/document"
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
	reconcileEvery = 7 * 24 * time.Hour
	reconcilePage  = xeroapi.MaxIDs
	// Less of the day's calls than this part leaves none for it.
	reconcileReserve = 2
)

// stages is the order of the reconciliation.
var stages = []struct {
	kind store.RecordKind
	open bool
}{
	{store.RecordInvoice, true}, {store.RecordQuote, true}, {store.RecordInvoice, false}, {store.RecordQuote, false},
}

// progress is how far the reconciliation has come.
type progress struct {
	Stage int       `json:"stage"`
	After string    `json:"after"`
	Begun time.Time `json:"begun"`
}

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
		s.session.reconcile = now.Add(reconcilePause)
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
	var links []store.Link
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		for ; p.Stage < len(stages); p.Stage, p.After = p.Stage+1, "" {
			links, err = tx.LinksAfter(stages[p.Stage].kind, stages[p.Stage].open, p.After, s.reconcileSize(p))
			if err != nil || len(links) > 0 {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var met meeting
	var records []json.RawMessage
	if len(links) > 0 {
		p.After = links[len(links)-1].XeroID
		met = meeting{kind: links[0].Kind, uncounted: true}
		records, err = s.readLinked(xeroapi.WithBackground(ctx), r, links)
		if err != nil {
			return s.leaveForLater(err)
		}
		s.reached()
	}
	err = s.commit(ctx, "reconcile", func(tx *store.SyncTx) error {
		m := met
		if err := s.meetAll(tx, records, &m); err != nil {
			return err
		}
		met = m
		return p.write(tx)
	})
	if err != nil {
		return err
	}
	s.session.wait(met.waiting...)
	for _, l := range links {
		if !slices.ContainsFunc(met.met, func(id string) bool { return strings.EqualFold(id, l.XeroID) }) {
			return s.lookForMissing(ctx, r, l)
		}
	}
	return nil
}

// reconcileSize is how many are read at once: quotes cannot be asked for by
// their ids, so they are read one by one.
func (s *Service) reconcileSize(p progress) int {
	if stages[p.Stage].kind == store.RecordQuote {
		return 1
	}
	return reconcilePage
}

// readLinked reads linked documents by their ids. A quote that is not there is
// left out, like an invoice.
func (s *Service) readLinked(ctx context.Context, r *remotes, links []store.Link) ([]json.RawMessage, error) {
	s.cfg.at("before reconcile read")
	defer s.cfg.at("after reconcile read")
	if links[0].Kind == store.RecordQuote {
		v, err := r.client.QuoteByID(ctx, links[0].XeroID)
		if xeroapi.IsCode(err, xeroapi.CodeNotFound) {
			return nil, nil
		}
		return []json.RawMessage{v.Raw}, err
	}
	ids := make([]string, len(links))
	for i, l := range links {
		ids[i] = l.XeroID
	}
	page, err := r.client.RawInvoices(ctx, xeroapi.InvoiceQuery{IDs: ids, Statuses: everyStatus, Page: 1, PageSize: reconcilePage})
	return page.Items, err
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
		s.publish(func(st *State) { st.Phase, st.Problem = Reconnect, otherOrganisationAnswers(org.Name) })
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

func otherOrganisationAnswers(name string) *document.Problem {
	return problem("other-organisation", "Another organisation answers for the one this company file belongs to: "+name+".",
		"A demo company of Xero's starts anew every month. Open or make another company file for it.")
}
