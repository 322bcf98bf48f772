package xerosync

import (
	"context"
	"encoding/json"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// catchUpRun is one reading of what Xero has. It lives in memory: one that ends
// half-way is begun again, and finds linked what it linked before.
type catchUpRun struct {
	lists []store.RecordKind
	turn  listing
	// asked: the check that follows was asked for in this run of the program.
	asked time.Time
}

// nextCatchUp leads a strange company file back to being in step: what was
// posted after it was copied is found by its number, every record is compared
// once more, and the sequences jump past what Xero has.
func (s *Service) nextCatchUp(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	if !at.connection.CatchingUp {
		return nil, time.Time{}, nil
	}
	m, ok, err := readCatchUp(tx)
	if err != nil {
		return nil, time.Time{}, err
	}
	run := s.session.catchUp
	switch {
	case !ok:
		return func(ctx context.Context) error { return s.beginCatchUp(ctx, at) }, time.Time{}, nil
	case waitsToBeSent(at.ops):
		return func(ctx context.Context) error { return s.withdrawSettled(ctx, m, at) }, time.Time{}, nil
	case m.Phase == catchUpReads:
		return func(ctx context.Context) error { return s.goOnCatchingUp(ctx, at.connection, m) }, time.Time{}, nil
	case m.Phase == catchUpReady, s.session.check != nil, s.session.checkNow:
		return nil, time.Time{}, nil
	case run == nil || run.asked.IsZero() || s.session.checked.Before(run.asked):
		return func(context.Context) error { return s.askCheck() }, time.Time{}, nil
	case s.session.checkTrouble != nil:
		due := s.session.checked.Add(time.Minute)
		if due.After(at.now) {
			return nil, due, nil
		}
		return func(context.Context) error { return s.askCheck() }, time.Time{}, nil
	}
	return func(ctx context.Context) error { return s.finishCatchUp(ctx, m) }, time.Time{}, nil
}

func waitsToBeSent(ops []store.Op) bool {
	for _, op := range ops {
		if op.State == store.OpQueued {
			return true
		}
	}
	return false
}

// withdrawSettled takes back what was looked for and not found: nothing of an
// older copy is sent again unasked.
func (s *Service) withdrawSettled(ctx context.Context, m catchUpMark, at situation) error {
	return s.commit(ctx, "catch up withdraw", func(tx *store.SyncTx) error {
		n, err := withdrawUnsent(tx, at.ops)
		if err != nil {
			return err
		}
		m.Withdrawn += n
		return putCatchUp(tx, m)
	})
}

func (s *Service) askCheck() error {
	s.session.catchUp = &catchUpRun{asked: s.wallNow()}
	s.session.contactsNow, s.session.checkNow = true, true
	return nil
}

// goOnCatchingUp reads a page of what Xero has.
func (s *Service) goOnCatchingUp(ctx context.Context, c store.Connection, m catchUpMark) error {
	run := s.session.catchUp
	if run == nil || len(run.lists) == 0 {
		run = &catchUpRun{lists: []store.RecordKind{store.RecordInvoice, store.RecordQuote}}
		s.session.catchUp = run
	}
	kind, turn := run.lists[0], &run.turn
	if !turn.begun {
		err := s.view(ctx, func(tx *store.SyncTx) error { return turn.start(tx, kind) })
		if err != nil {
			return err
		}
		turn.first = false // without any link everything is read
	}
	s.cfg.at("before catch up read")
	page, err := readList(xeroapi.AskOnce(ctx), s.reach(c).client, kind, turn)
	s.cfg.at("after catch up read")
	switch {
	case xeroapi.IsTimeout(err) && turn.size > leastPage:
		turn.page, turn.size = 2*turn.page-1, turn.size/2
		return nil
	case err != nil:
		s.noteTrouble(err)
		if givesUp(err) {
			s.session.backOff(s.cfg.Clock())
		}
		return nil
	}
	s.reached()
	err = s.commit(ctx, "catch up page", func(tx *store.SyncTx) error {
		linked, err := s.linkByNumber(tx, kind, page.records)
		if err != nil {
			return err
		}
		m.Checked += len(page.records)
		m.Linked += linked
		if !page.more && len(run.lists) == 1 {
			m.Phase = catchUpChecks
		}
		return putCatchUp(tx, m)
	})
	if err != nil {
		return err
	}
	if !turn.took(page, time.Time{}) {
		return nil
	}
	run.lists, run.turn = run.lists[1:], listing{}
	return nil
}

// linkByNumber ties documents here to what was posted of them after this copy
// was made, and remembers every number that Xero has. Where the two differ the
// user decides.
func (s *Service) linkByNumber(tx *store.SyncTx, kind store.RecordKind, records []json.RawMessage) (linked int, err error) {
	in, err := s.newImporter(tx, importRun{choices: ImportChoices{LinkNumbers: true}})
	if err != nil {
		return 0, err
	}
	for _, raw := range records {
		r, err := recordOf(kind, raw)
		if err != nil || r.id() == "" {
			continue // the check that follows tells of it
		}
		if err := tx.NoteNumber(document.Kind(kind), r.number()); err != nil {
			return linked, err
		}
		if gone(r.status()) {
			continue
		}
		p, err := in.planDocument(kind, planned{record: r, xeroID: r.id(), label: r.number(), status: r.status()})
		if err != nil {
			return linked, err
		}
		if p.verdict != verdictNumber || p.recordID == "" {
			continue
		}
		if _, err = in.linkDocument(kind, p); err != nil {
			if document.ProblemOf(err) != nil {
				continue // it stays apart, and its number is taken
			}
			return linked, err
		}
		linked++
	}
	return linked, nil
}

// finishCatchUp lets the sequences jump past every number here or in Xero. From
// now on the user may switch sync on.
func (s *Service) finishCatchUp(ctx context.Context, m catchUpMark) error {
	s.session.catchUp = nil
	return s.commit(ctx, "caught up", func(tx *store.SyncTx) error {
		for _, kind := range []document.Kind{document.Invoice, document.Quote} {
			if err := tx.JumpSequence(kind); err != nil {
				return err
			}
		}
		m.Phase = catchUpReady
		return putCatchUp(tx, m)
	})
}
