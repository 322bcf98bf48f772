package xerosync

import (
	"context"
	"sync"

	"litework/store"
)

// importing is the download that is on the wire, so that it can be cancelled
// without waiting for Xero.
type importing struct {
	// failed is how often in a row a page could not be read in this run of the
	// program. It is the engine's own.
	failed int
	// chunk is how many records are written in one transaction.
	chunk int

	mu     sync.Mutex
	cancel context.CancelFunc
}

// begin makes the context of one call.
func (i *importing) begin(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.cancel = cancel
	return ctx
}

// end lets go of the call, and ends it if it is still on the wire.
func (i *importing) end() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.cancel != nil {
		i.cancel()
		i.cancel = nil
	}
}

// state is the picture of a run.
func (r *importRun) state() ImportState {
	st := ImportState{
		Run: r.id, Phase: r.phase, Choices: r.choices, Started: r.started, Kind: r.at.Kind,
		Calls: r.at.Calls, Problem: r.at.Problem,
	}
	switch r.phase {
	case ImportDownloading, ImportFailed:
		st.Done, st.Total = r.at.counted(r.at.Verdicts, r.at.Kind), r.at.Total
	default:
		st.Preview = countsOf(r.at.Verdicts, r.choices.wants)
		for _, kind := range importKinds {
			if r.phase == ImportReady || r.applies(kind) {
				st.Total += r.at.counted(r.at.Verdicts, kind)
				st.Done += r.at.counted(r.at.Outcomes, kind)
			}
		}
	}
	return st
}

// countsOf gives the rows of the preview, or of the result.
func countsOf(verdicts map[store.RecordKind]map[importVerdict]int, wanted func(store.RecordKind) bool) (out []ImportCount) {
	for _, kind := range importKinds {
		if !wanted(kind) {
			continue
		}
		v := verdicts[kind]
		row := ImportCount{
			Kind: kind, New: v[verdictNew], Update: v[verdictUpdate], Unchanged: v[verdictUnchanged],
			Conflict: v[verdictConflict], Number: v[verdictNumber], Skipped: v[verdictSkipped], Refused: v[verdictRefused],
		}
		row.InXero = row.New + row.Update + row.Unchanged + row.Conflict + row.Number + row.Skipped + row.Refused
		out = append(out, row)
	}
	return out
}

// showImport publishes the run that is under way.
func (s *Service) showImport(ctx context.Context) {
	var shown *ImportState
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		shown, err = shownImport(tx)
		return err
	})
	if err == nil {
		s.publish(func(st *State) { st.Import = shown })
	}
}

// shownImport is the run that is under way or waits; nil when there is none.
func shownImport(tx *store.SyncTx) (*ImportState, error) {
	r, ok, err := currentRun(tx)
	if err != nil || !ok || r.phase == ImportDone {
		return nil, err
	}
	st := r.state()
	return &st, nil
}
