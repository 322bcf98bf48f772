package xerosync

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"litework/document"
	"litework/store"
)

// importLife is how long what was downloaded is worth keeping.
const importLife = 24 * time.Hour

// importDropped is the phase of a run whose staging is being removed; it is
// shown to nobody.
const importDropped ImportPhase = "dropped"

// importKinds are the kinds of record in the order in which they are imported:
// documents find their contacts.
var importKinds = []store.RecordKind{store.RecordContact, store.RecordInvoice, store.RecordQuote}

// importRun is a run of the import as it is kept in the company file.
type importRun struct {
	id      string
	phase   ImportPhase
	started time.Time
	choices ImportChoices
	at      importCursor
}

// importCursor is how far a run is. It is written in the transaction that
// writes what it counts, so that a run goes on where it was.
type importCursor struct {
	// Reference: the reference data was read.
	Reference bool `json:"reference"`
	// Kind is the kind downloaded or applied now, Page the page to read next.
	Kind store.RecordKind `json:"kind"`
	Page int              `json:"page"`
	Size int              `json:"size"`
	// Total is Xero's count of the kind at the last page; zero where it does
	// not tell.
	Total int `json:"total"`
	Calls int `json:"calls"`
	// Verdicts count what was staged.
	Verdicts map[store.RecordKind]map[importVerdict]int `json:"verdicts"`
	// Kinds are to be applied, After is the XeroID of the last one applied.
	Kinds []store.RecordKind `json:"kinds,omitempty"`
	After string             `json:"after,omitempty"`
	// Outcomes count what was applied.
	Outcomes map[store.RecordKind]map[importVerdict]int `json:"outcomes"`
	Problem  *document.Problem                          `json:"problem,omitempty"`
}

func (c *importCursor) counted(v map[store.RecordKind]map[importVerdict]int, kind store.RecordKind) (n int) {
	for verdict, count := range v[kind] {
		if verdict != verdictAside {
			n += count
		}
	}
	return n
}

// wants reports whether a kind was chosen.
func (c ImportChoices) wants(kind store.RecordKind) bool {
	switch kind {
	case store.RecordContact:
		return c.Contacts
	case store.RecordInvoice:
		return c.Invoices
	}
	return c.Quotes
}

// next moves on to the next kind that is wanted; false after the last.
func (r *importRun) next(wanted func(store.RecordKind) bool) bool {
	from := slices.Index(importKinds, r.at.Kind) + 1
	for _, kind := range importKinds[from:] {
		if wanted(kind) {
			r.at.Kind, r.at.Page, r.at.Size, r.at.Total, r.at.After = kind, 1, importPage, 0, ""
			return true
		}
	}
	return false
}

func decodeRun(stored store.ImportRun) (importRun, error) {
	r := importRun{id: stored.ID, phase: ImportPhase(stored.Phase), started: stored.StartedAt}
	if err := json.Unmarshal(stored.Choices, &r.choices); err != nil {
		return r, fmt.Errorf("the choices of an import: %w", err)
	}
	if err := json.Unmarshal(stored.Cursor, &r.at); err != nil {
		return r, fmt.Errorf("the state of an import: %w", err)
	}
	return r, nil
}

func putRun(tx *store.SyncTx, r importRun) error {
	choices, err := json.Marshal(r.choices)
	if err != nil {
		return err
	}
	cursor, err := json.Marshal(r.at)
	if err != nil {
		return err
	}
	return tx.PutImportRun(store.ImportRun{
		ID: r.id, Phase: string(r.phase), Choices: choices, Cursor: cursor, StartedAt: r.started,
	})
}

// findRun gives a run that is not being removed.
func findRun(tx *store.SyncTx, id string) (importRun, bool, error) {
	stored, ok, err := tx.ImportRun(id)
	if err != nil || !ok || stored.Phase == string(importDropped) {
		return importRun{}, false, err
	}
	r, err := decodeRun(stored)
	return r, err == nil, err
}

// currentRun is the run that is under way, waits or was the last.
func currentRun(tx *store.SyncTx) (importRun, bool, error) {
	runs, err := tx.ImportRuns()
	if err != nil {
		return importRun{}, false, err
	}
	for _, stored := range runs {
		if stored.Phase != string(importDropped) {
			r, err := decodeRun(stored)
			return r, err == nil, err
		}
	}
	return importRun{}, false, nil
}

// BeginImport starts to download into the company file. One import at a time;
// the error is a [*document.Problem] while another runs. One that waits, failed
// or is done gives way.
func (s *Service) BeginImport(ctx context.Context, choices ImportChoices) (run string, err error) {
	id := s.cfg.NewID()
	err = s.commit(ctx, "begin import", func(tx *store.SyncTx) error {
		c, connected, err := tx.Connection()
		if err != nil {
			return err
		}
		if !connected || c.Disconnected {
			return problem("not-connected", "LiteWork is not connected to Xero.", "Connect to Xero, then import.")
		}
		if !choices.Contacts && !choices.Invoices && !choices.Quotes {
			return problem("nothing-chosen", "Nothing is chosen to import.", "Choose contacts, invoices or quotes.")
		}
		runs, err := tx.ImportRuns()
		if err != nil {
			return err
		}
		for _, before := range runs {
			if running(ImportPhase(before.Phase)) {
				return problem("import-running", "Another import is under way.", "Wait for it, or cancel it.")
			}
			before.Phase = string(importDropped)
			if err := tx.PutImportRun(before); err != nil {
				return err
			}
		}
		r := importRun{id: id, phase: ImportDownloading, started: s.wallNow(), choices: choices}
		r.at.Verdicts = map[store.RecordKind]map[importVerdict]int{}
		r.next(choices.wants)
		return putRun(tx, r)
	})
	if err != nil {
		return "", err
	}
	s.showImport(ctx)
	s.Wake()
	return id, nil
}

func running(p ImportPhase) bool { return p == ImportDownloading || p == ImportApplying }

// Import is the import that runs or waits, or the last one that is done, if
// there is one.
func (s *Service) Import(ctx context.Context) (state ImportState, ok bool, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		r, found, err := currentRun(tx)
		if err != nil || !found {
			return err
		}
		state, ok = r.state(), true
		return nil
	})
	return state, ok, err
}

// ApplyImport writes what was downloaded of the given kinds. It calls Xero no
// more. The error is a [*document.Problem] when there is nothing to write yet.
func (s *Service) ApplyImport(ctx context.Context, run string, kinds []store.RecordKind) error {
	return s.changeImport(ctx, run, func(r *importRun) error {
		if r.phase != ImportReady {
			return problem("import-not-ready", "The preview is not ready.", "Wait until everything is downloaded.")
		}
		r.phase = ImportApplying
		r.at.Kinds, r.at.Kind = slices.Clone(kinds), ""
		r.at.Outcomes = map[store.RecordKind]map[importVerdict]int{}
		if !r.next(r.applies) {
			return problem("nothing-chosen", "Nothing is chosen to import.", "Choose contacts, invoices or quotes.")
		}
		return nil
	})
}

// applies reports whether a kind was downloaded and chosen in the preview.
func (r *importRun) applies(kind store.RecordKind) bool {
	return r.choices.wants(kind) && slices.Contains(r.at.Kinds, kind)
}

// ResumeImport goes on with one whose download stopped.
func (s *Service) ResumeImport(ctx context.Context, run string) error {
	return s.changeImport(ctx, run, func(r *importRun) error {
		if r.phase == ImportFailed {
			r.phase, r.at.Problem = ImportDownloading, nil
		}
		return nil
	})
}

// CancelImport ends an import. What was written stays; what was downloaded
// goes. It does not wait for Xero.
func (s *Service) CancelImport(ctx context.Context, run string) error {
	err := s.changeImport(ctx, run, func(r *importRun) error {
		r.phase = importDropped
		return nil
	})
	s.importing.end()
	return err
}

func (s *Service) changeImport(ctx context.Context, run string, change func(*importRun) error) error {
	err := s.commit(ctx, "change import", func(tx *store.SyncTx) error {
		r, ok, err := findRun(tx, run)
		if err != nil {
			return err
		}
		if !ok {
			return problem("no-import", "This import is not there any more.", "Start it again.")
		}
		if err := change(&r); err != nil {
			return err
		}
		return putRun(tx, r)
	})
	if err == nil {
		s.showImport(ctx)
		s.Wake()
	}
	return err
}
