package xerosync

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"litework/store"
)

// mostProblems bounds the problems of a result; the history has them all.
const mostProblems = 1000

// ImportResult is what a finished import came to: what it did, and what was
// staged against what is here now. It is there until the next import, or for a
// day.
func (s *Service) ImportResult(ctx context.Context, run string) (ImportResult, error) {
	var out ImportResult
	err := s.view(ctx, func(tx *store.SyncTx) error {
		r, ok, err := findRun(tx, run)
		if err != nil {
			return err
		}
		if !ok || r.phase != ImportDone {
			return problem("no-import", "This import has no result.", "Start it again.")
		}
		out.Counts = countsOf(r.at.Outcomes, r.applies)
		for _, kind := range importKinds {
			if r.applies(kind) {
				if err := out.prove(tx, run, kind); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return out, err
}

// prove compares what was staged of a kind with what is here.
func (out *ImportResult) prove(tx *store.SyncTx, run string, kind store.RecordKind) error {
	type key struct{ status, currency string }
	rows := map[key]*ImportProof{}
	at := func(status, currency string) *ImportProof {
		k := key{status, currency}
		if rows[k] == nil {
			rows[k] = &ImportProof{Kind: kind, Status: status, Currency: currency}
		}
		return rows[k]
	}
	err := tx.StagedHere(run, kind, func(one store.StagedHere) error {
		if importVerdict(one.Verdict) == verdictAside {
			return nil
		}
		var left receipt
		if err := json.Unmarshal(one.Raw, &left); err != nil {
			return err
		}
		there := at(left.Status, left.Currency)
		there.CountThere++
		there.TotalThere = there.TotalThere.Add(left.Total)
		if one.Here {
			here := at(left.Status, left.Currency)
			if kind != store.RecordContact {
				here = at(one.Status, one.Currency)
			}
			here.CountHere++
			here.TotalHere = here.TotalHere.Add(one.Total)
		}
		if left.Problem != nil && len(out.Problems) < mostProblems {
			out.Problems = append(out.Problems, ImportProblem{Kind: kind, Label: one.Number, Problem: *left.Problem})
		}
		return nil
	})
	if err != nil {
		return err
	}
	proof := make([]ImportProof, 0, len(rows))
	for _, row := range rows {
		proof = append(proof, *row)
	}
	slices.SortFunc(proof, func(a, b ImportProof) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), cmp.Compare(a.Currency, b.Currency))
	})
	out.Proof = append(out.Proof, proof...)
	return nil
}
