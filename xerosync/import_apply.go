package xerosync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// receipt is what staging keeps of a record that was written: what Xero said,
// for the proof, and what went wrong.
type receipt struct {
	Status   string            `json:"status,omitempty"`
	Currency string            `json:"currency,omitempty"`
	Total    decimal.Decimal   `json:"total,omitzero"`
	Problem  *document.Problem `json:"problem,omitempty"`
}

// errCareful ends a transaction in which a record turned out not to fit, after
// something of it may have been written.
var errCareful = errors.New("a record of the chunk does not fit")

// applyImport writes the next chunk of the kind the run is at, each record
// planned anew against the file as it is now, and moves the run on, in one
// transaction. It calls Xero no more. Only where a record does not fit is the
// chunk begun again with a way back after every record, which costs twice the
// time.
func (s *Service) applyImport(ctx context.Context, run string) error {
	err := s.applyChunk(ctx, run, false)
	if errors.Is(err, errCareful) {
		err = s.applyChunk(ctx, run, true)
	}
	return err
}

func (s *Service) applyChunk(ctx context.Context, run string, careful bool) error {
	return s.stepImport(ctx, run, "import chunk", func(tx *store.SyncTx, r *importRun) error {
		if r.phase != ImportApplying {
			return nil
		}
		in, err := s.newImporter(tx, *r)
		if err != nil {
			return err
		}
		in.careful = careful
		chunk, err := tx.StagedPage(run, r.at.Kind, r.at.After, s.importing.chunk)
		if err != nil {
			return err
		}
		outcomes := r.at.Outcomes[r.at.Kind]
		if outcomes == nil {
			outcomes = map[importVerdict]int{}
			r.at.Outcomes[r.at.Kind] = outcomes
		}
		rest := chunk
		if !careful {
			if rest, err = in.writeUnmet(r.at.Kind, chunk); err != nil {
				return err
			}
			outcomes[verdictNew] += len(chunk) - len(rest)
		}
		for _, one := range rest {
			v, err := in.write(one)
			if err != nil {
				return err
			}
			outcomes[v]++
		}
		if len(chunk) > 0 {
			r.at.After = chunk[len(chunk)-1].XeroID
		}
		if len(chunk) == s.importing.chunk {
			return nil
		}
		if err := in.tellImported(r); err != nil {
			return err
		}
		if !r.next(r.applies) {
			r.phase = ImportDone
			return goOnNumbering(tx)
		}
		return nil
	})
}

// goOnNumbering lets a sequence that was never used go on after the numbers that
// were imported, where they have its prefix.
func goOnNumbering(tx *store.SyncTx) error {
	settings, err := tx.Settings()
	if err != nil {
		return err
	}
	for kind, s := range map[document.Kind]document.Sequence{
		document.Invoice: settings.InvoiceNumbers, document.Quote: settings.QuoteNumbers,
	} {
		if s.Next > 1 {
			continue
		}
		if err := tx.JumpSequence(kind); err != nil {
			return err
		}
	}
	return nil
}

// write writes one staged record and leaves a receipt for it. What cannot be
// written is undone and refused.
func (in *importer) write(one store.Staged) (importVerdict, error) {
	var p planned
	in.raw = one.Raw
	refused, err := in.try(func() (err error) {
		if p, err = in.plan(one.Kind, one.Raw); err != nil {
			return err
		}
		if one.Kind == store.RecordContact {
			p, err = in.applyContact(p)
		} else {
			p, err = in.applyDocument(one.Kind, p)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("importing %s %s: %w", one.Kind, one.Number, err)
	}
	if refused != nil {
		p.verdict, p.problem, p.recordID = verdictRefused, refused, ""
	}
	if p.verdict == verdictAside { // stays for the documents that name it
		return p.verdict, nil
	}
	if p.problem != nil {
		if err := in.tellProblem(one.Kind, p); err != nil {
			return "", err
		}
	}
	one, err = receiptFor(one, p)
	if err != nil {
		return "", err
	}
	return p.verdict, in.tx.PutReceipt(one)
}

// receiptFor is what is left in staging of a record.
func receiptFor(one store.Staged, p planned) (store.Staged, error) {
	left := receipt{Problem: p.problem, Status: p.status}
	if r := p.record; r != (record{}) {
		left.Currency, left.Total = r.currency(), r.totals().Total
	}
	one.Verdict, one.RecordID = string(p.verdict), p.recordID
	var err error
	one.Raw, err = json.Marshal(left)
	return one, err
}

// try writes one record, and gives the problem that keeps it out.
func (in *importer) try(fn func() error) (refused *document.Problem, err error) {
	if !in.careful {
		if err = fn(); document.ProblemOf(err) != nil {
			err = errCareful
		}
		return nil, err
	}
	refused, err = in.tx.Try(fn)
	if refused != nil { // a contact taken over for the document was undone with it
		in.forget()
	}
	return refused, err
}

// tellProblem puts a record that was not imported, or not in full, into the
// history.
func (in *importer) tellProblem(kind store.RecordKind, p planned) error {
	status := store.HistoryPartial
	if p.verdict == verdictRefused {
		status = store.HistoryError
	}
	return in.tx.AddHistory(store.HistoryEntry{
		Action: store.HistoryImport, Direction: store.FromXero, Record: kind, RecordID: p.recordID, At: in.s.wallNow(),
		Label: p.label, Status: status, Details: p.problem.Sentence, Fix: p.problem.Fix, Code: p.problem.Code,
	})
}

// tellImported puts into the history what became of a kind.
func (in *importer) tellImported(r *importRun) error {
	n := countsOf(r.at.Outcomes, func(k store.RecordKind) bool { return k == r.at.Kind })[0]
	if n.InXero == 0 {
		return nil
	}
	status := store.HistorySuccess
	if n.Refused+n.Conflict > 0 {
		status = store.HistoryPartial
	}
	details := fmt.Sprintf("%d new, %d updated, %d unchanged", n.New, n.Update, n.Unchanged)
	for _, more := range []struct {
		count int
		words string
	}{
		{n.Number, "already here under the same name or number"}, {n.Conflict, "changed on both sides"},
		{n.Skipped, "left as they are"}, {n.Refused, "not imported"},
	} {
		if more.count > 0 {
			details += fmt.Sprintf(", %d %s", more.count, more.words)
		}
	}
	return in.tx.AddHistory(store.HistoryEntry{
		Action: store.HistoryImport, Direction: store.FromXero, Record: r.at.Kind, At: in.s.wallNow(),
		Label: count(n.InXero, string(r.at.Kind), string(r.at.Kind)+"s"), Status: status, Details: details + ".",
	})
}
