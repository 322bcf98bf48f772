package xerosync

import (
	"context"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// The sizes of an import.
const (
	// importPage is how many records a page has; a page that takes Xero too
	// long is halved, down to smallestPage, without a record being passed over.
	importPage   = 1000
	smallestPage = importPage / 8
	// importChunk is how many records are written in one transaction: few
	// enough that the window never waits and that cancel works at once.
	importChunk = 200
	// dropChunk is how many staged records are removed in one transaction.
	dropChunk = 1000
	// importTries is how often in a row a page may fail before the user is
	// asked to go on.
	importTries = 3
)

// nextImport is the part of the background work that imports: it removes what
// is no longer wanted, then downloads a page, then writes a chunk.
func (s *Service) nextImport(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	if do, err := s.nextDropped(tx, at); do != nil || err != nil {
		return do, time.Time{}, err
	}
	if do, err := s.nextApply(tx); do != nil || err != nil {
		return do, time.Time{}, err
	}
	r, ok, err := currentRun(tx)
	if err != nil || !ok || r.phase != ImportDownloading {
		return nil, time.Time{}, err
	}
	return func(ctx context.Context) error { return s.downloadImport(ctx, at.connection, r.id) }, time.Time{}, nil
}

// nextApply writes the next chunk of an import whose preview was confirmed. It
// does not need Xero.
func (s *Service) nextApply(tx *store.SyncTx) (func(context.Context) error, error) {
	r, ok, err := currentRun(tx)
	if err != nil || !ok || r.phase != ImportApplying {
		return nil, err
	}
	return func(ctx context.Context) error { return s.applyImport(ctx, r.id) }, nil
}

// nextDropped removes the staging of runs that were cancelled, gave way to
// another, belong to another organisation or are too old: what Xero said
// yesterday is not to be written today.
func (s *Service) nextDropped(tx *store.SyncTx, at situation) (func(context.Context) error, error) {
	runs, err := tx.AllImportRuns()
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		age := s.wallNow().Sub(r.StartedAt)
		stale := r.Phase != string(ImportApplying) && (age >= importLife || age < -time.Hour)
		if r.Phase != string(importDropped) && r.Org == at.connection.Org() && !stale {
			continue
		}
		return func(ctx context.Context) error {
			return s.commit(ctx, "drop import", func(tx *store.SyncTx) error {
				_, err := tx.DropStaged(r.ID, dropChunk)
				return err
			})
		}, nil
	}
	return nil, nil
}

// downloadImport does the next step of the download: the reference data first,
// then page by page.
func (s *Service) downloadImport(ctx context.Context, c store.Connection, run string) error {
	call := s.importing.begin(ctx)
	defer s.importing.end()
	var r importRun
	var ok bool
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		r, ok, err = findRun(tx, run)
		return err
	})
	if err != nil || !ok || r.phase != ImportDownloading { // cancelled meanwhile
		return err
	}
	client := s.reach(c).client
	if !r.at.Reference {
		s.cfg.at("before import reference")
		ref, err := readReference(call, client)
		s.cfg.at("after import reference")
		if err != nil {
			return s.importTrouble(ctx, &r, err)
		}
		s.importReached()
		return s.stepImport(ctx, run, "import reference", func(tx *store.SyncTx, r *importRun) error {
			r.at.Reference = true
			r.at.Calls += referenceCalls
			return s.putReference(tx, ref)
		})
	}
	s.cfg.at("before import page")
	page, err := readImportPage(xeroapi.AskOnce(call), client, r)
	s.cfg.at("after import page")
	if err != nil {
		return s.importTrouble(ctx, &r, err)
	}
	s.importReached()
	return s.stageImport(ctx, run, r, page)
}

// referenceCalls is how many calls [readReference] makes.
const referenceCalls = 5

func (s *Service) importReached() {
	s.importing.failed = 0
	s.reached()
}

// stepImport changes a run that is still being downloaded or applied, together
// with what fn writes. A run that was cancelled meanwhile writes nothing.
func (s *Service) stepImport(ctx context.Context, run, name string, fn func(tx *store.SyncTx, r *importRun) error) error {
	return s.commit(ctx, name, func(tx *store.SyncTx) error {
		r, ok, err := findRun(tx, run)
		if err != nil || !ok || !running(r.phase) {
			return err
		}
		if err := fn(tx, &r); err != nil {
			return err
		}
		return putRun(tx, r)
	})
}

// importTrouble draws the consequences of a page that could not be read: a
// smaller one, another try after a pause, or the question whether to go on.
func (s *Service) importTrouble(ctx context.Context, r *importRun, cause error) error {
	if xeroapi.IsCode(cause, xeroapi.CodeCancelled) {
		return nil
	}
	if r.at.Reference && xeroapi.IsTimeout(cause) && r.at.Size > smallestPage {
		return s.stepImport(ctx, r.id, "import smaller", func(_ *store.SyncTx, r *importRun) error {
			r.at.Calls++
			r.at.Page, r.at.Size = 2*r.at.Page-1, r.at.Size/2
			return nil
		})
	}
	s.noteTrouble(cause)
	s.importing.failed++
	if s.importWaits(cause) {
		return nil
	}
	s.importing.failed = 0
	return s.stepImport(ctx, r.id, "import failed", func(tx *store.SyncTx, r *importRun) error {
		r.phase, r.at.Problem = ImportFailed, asProblem(cause)
		return tx.AddHistory(store.HistoryEntry{
			Action: store.HistoryImport, Direction: store.FromXero, Record: r.at.Kind, At: s.wallNow(),
			Label: "Import", Status: store.HistoryError, Details: "The download stopped. " + r.at.Problem.Sentence,
			Fix: r.at.Problem.Fix, Code: r.at.Problem.Code,
		})
	})
}

// importWaits reports whether the download goes on by itself after a pause.
func (s *Service) importWaits(cause error) bool {
	e, ok := xeroapi.AsError(cause)
	if !ok || isFinal(cause) || signInNeeded(e) {
		return false
	}
	switch e.Code {
	case xeroapi.CodeMinuteLimit, xeroapi.CodeConcurrentLimit:
		return true
	case xeroapi.CodeDayLimit:
		return false
	}
	return s.importing.failed < importTries
}
