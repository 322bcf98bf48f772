package xerosync

import (
	"context"
	"encoding/json"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// check is one run of the two-way check. It lives in memory alone: what it
// finds is written down page by page, and one that ends half-way is begun
// again, from the same watermarks.
type check struct {
	// asked: the user waits for it, so the day's reserve is there for it.
	asked bool
	// overtaken are documents to be read by their ids first.
	overtaken []store.Link
	// lists are still to be read, the one being read first.
	lists []store.RecordKind
	turn  listing
	// marks are the watermarks to keep once everything is read.
	marks map[string]string
}

// SyncNow checks everything now rather than at its time: contacts, invoices,
// quotes. It works with every switch off, and after a pause that Xero did not
// ask for. The error is a [*document.Problem] when there is no connection to
// use.
func (s *Service) SyncNow(ctx context.Context) error {
	c, ok, err := s.cfg.File.Connection(ctx)
	if err != nil {
		return err
	}
	if !ok || c.Disconnected {
		return problem("not-connected", "LiteWork is not connected to Xero.", "Connect to Xero first.")
	}
	if st := s.State(); st.Phase == Reconnect && st.Problem != nil {
		return st.Problem
	}
	s.mu.Lock()
	s.syncNow = true
	s.mu.Unlock()
	s.Wake()
	return nil
}

// takeSyncNow turns the wish for a check now into what the parts of the
// background work look at. Being offline is tried again; a wait that Xero asked
// for stays.
func (s *Service) takeSyncNow() {
	s.mu.Lock()
	wished, phase := s.syncNow, s.state.Phase
	s.syncNow = false
	s.mu.Unlock()
	if !wished {
		return
	}
	s.session.contactsNow, s.session.checkNow, s.session.pullsAgain = true, true, true
	if phase == Offline {
		s.session.reached()
	}
}

// nextCheck goes on with the check, begins one that is due, or takes over what
// the last one found.
func (s *Service) nextCheck(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	if s.session.check == nil {
		do, due, err := s.nextWaiting(tx, at)
		if do != nil || err != nil {
			return do, due, err
		}
		begin, never := s.checkDue(at)
		if never || begin.After(at.now) {
			return nil, sooner(due, begin), nil
		}
	}
	return func(ctx context.Context) error { return s.goOnChecking(ctx, at.connection) }, time.Time{}, nil
}

// checkDue is when the next check begins. The first one of a run of the
// program begins at once; a clock that was set back does not put one off.
func (s *Service) checkDue(at situation) (due time.Time, never bool) {
	now, last := at.now.Round(0), s.session.checked
	switch {
	case s.session.checkNow:
		return at.now, false
	case at.settings.Sync.CheckOff:
		return time.Time{}, true
	case last.IsZero() || now.Before(last):
		return at.now, false
	}
	return last.Add(time.Duration(at.settings.Sync.Interval()) * time.Minute), false
}

// goOnChecking does the next bit of a check: it reads a page.
func (s *Service) goOnChecking(ctx context.Context, c store.Connection) error {
	if err := s.beginChecking(ctx); err != nil {
		return err
	}
	run, r := s.session.check, s.reach(c)
	switch {
	case len(run.overtaken) > 0:
		return s.readOvertaken(ctx, r, run)
	case len(run.lists) == 0: // to finish was not possible
		return s.finishChecking(ctx, run)
	}
	page, err := s.readTurn(ctx, r, run)
	if err != nil {
		return s.stopChecking(err)
	}
	if page == nil { // asked for less at once
		return nil
	}
	s.reached()
	var met meeting
	err = s.commit(ctx, "check page", func(tx *store.SyncTx) error {
		met = meeting{kind: run.lists[0], since: run.turn.begin, uncounted: run.turn.first}
		return s.meetAll(tx, page.records, &met)
	})
	if err != nil {
		return err
	}
	s.session.wait(met.waiting...)
	if !run.turn.took(page, met.newest) {
		return nil
	}
	if mark := run.turn.mark(); mark != "" {
		run.marks[markSince(run.lists[0])] = mark
	}
	if run.turn.begin.IsZero() && run.turn.mark() != "" {
		run.marks[markBegin(run.lists[0])] = run.turn.mark()
	}
	run.lists, run.turn = run.lists[1:], listing{}
	if len(run.lists) > 0 {
		return nil
	}
	return s.finishChecking(ctx, run)
}

// beginChecking begins a check, unless one is under way.
func (s *Service) beginChecking(ctx context.Context) error {
	if s.session.check != nil {
		return nil
	}
	run := &check{
		asked: s.session.checkNow, marks: map[string]string{},
		lists: []store.RecordKind{store.RecordInvoice, store.RecordQuote},
	}
	err := s.view(ctx, func(tx *store.SyncTx) error {
		known, err := readUnknown(tx)
		if err == nil {
			_, run.overtaken, err = known.count(tx)
		}
		return err
	})
	if err == nil {
		s.session.check, s.session.checkNow = run, false
	}
	return err
}

// readOvertaken reads a document again that was linked in an older version than
// one met before.
func (s *Service) readOvertaken(ctx context.Context, r *remotes, run *check) error {
	link := run.overtaken[0]
	s.cfg.at("before check read")
	there, err := readRecord(ctx, r.client, link.Kind, link.XeroID)
	s.cfg.at("after check read")
	switch {
	case xeroapi.IsCode(err, xeroapi.CodeNotFound): // the slow reconciliation tells of it
		run.overtaken = run.overtaken[1:]
		return s.commit(ctx, "check page", func(tx *store.SyncTx) error {
			known, err := readUnknown(tx)
			if err != nil {
				return err
			}
			known.forget(link.Kind, link.XeroID)
			return known.write(tx)
		})
	case err != nil:
		return s.stopChecking(err)
	}
	s.reached()
	m := meeting{kind: link.Kind, uncounted: true}
	err = s.commit(ctx, "check page", func(tx *store.SyncTx) error {
		m.waiting = nil
		return s.meetAll(tx, []json.RawMessage{there.raw()}, &m)
	})
	if err == nil {
		s.session.wait(m.waiting...)
		run.overtaken = run.overtaken[1:]
	}
	return err
}

// finishChecking moves the watermarks on, unless what was found waits for the
// user's yes.
func (s *Service) finishChecking(ctx context.Context, run *check) error {
	asking := false
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		asking, err = s.asksBeforePulling(tx, s.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	if len(run.marks) > 0 && !asking {
		err := s.commit(ctx, "check done", func(tx *store.SyncTx) error {
			for name, value := range run.marks {
				if err := putMarkIfNew(tx, name, value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.session.check, s.session.checked, s.session.checkTrouble = nil, s.wallNow(), nil
	return nil
}

func putMarkIfNew(tx *store.SyncTx, name, value string) error {
	if old, err := tx.Mark(name); err != nil || old == value {
		return err
	}
	return tx.PutMark(name, value)
}

// stopChecking draws the consequences of a page that could not be read. Where
// asking again later may help, the run goes on with the same page; else, and
// where the day's last calls are kept for the user, it waits for its next time.
func (s *Service) stopChecking(cause error) error {
	if !givesUp(cause) {
		s.noteTrouble(cause)
		return nil
	}
	s.cfg.Log.Info("check", "trouble", technical(cause))
	if !reserved(cause) {
		s.session.checkTrouble = asProblem(cause)
	}
	s.session.check, s.session.checked = nil, s.wallNow()
	return nil
}
