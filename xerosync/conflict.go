package xerosync

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// Side is one of the two sides of a conflict.
type Side string

// The sides.
const (
	Undecided Side = ""
	Here      Side = "here"
	There     Side = "there"
)

// Conflict is a record that changed on both sides since the last sync, field by
// field.
type Conflict struct {
	Kind     store.RecordKind
	RecordID string
	// Label is the number of a document, the name of a contact.
	Label, Client string
	// Version names what was compared: the revision here and Xero's version.
	// A decision made on another is refused.
	Version string
	// HereAt and ThereAt are when each side was last changed; zero where it is
	// not known.
	HereAt, ThereAt time.Time
	Currency        string
	// TotalBefore is the total at the last sync; documents only.
	TotalBefore decimal.Decimal
	Rows        []ConflictRow
	// KeepHere and KeepThere say why that side cannot be kept as a whole; nil
	// where it can.
	KeepHere, KeepThere *document.Problem
}

// ConflictRow is one field, or one line, that differs.
type ConflictRow struct {
	// Key is stable within a version of the conflict.
	Key   string
	Label string
	// The three values as read; empty for none.
	Here, There, Before string
	// HereChanged and ThereChanged since the last sync.
	HereChanged, ThereChanged bool
	// Note says it in words: "only Xero changed", "added in Xero".
	Note string
	// Chosen is preselected where only one side changed.
	Chosen Side
	// RefuseHere and RefuseThere say why Xero, or this file, would refuse that
	// side; nil where it can be chosen.
	RefuseHere, RefuseThere *document.Problem
}

// Choices are the decided sides by row key.
type Choices map[string]Side

// Merged is what a decision comes to.
type Merged struct {
	// Undecided rows remain.
	Undecided int
	// Total of the resulting document; of documents only.
	Total decimal.Decimal
	// Updates reports whether Xero has to be updated then.
	Updates bool
	Problem *document.Problem
}

// Conflict reads a record's conflict. The error is a [*document.Problem] when
// there is none. One that has come to nothing since it was found, as when the
// same was written on both sides, ends with this call.
func (s *Service) Conflict(ctx context.Context, kind store.RecordKind, recordID string) (Conflict, error) {
	var out Conflict
	var over bool
	err := s.view(ctx, func(tx *store.SyncTx) error {
		x, err := s.readConflict(tx, kind, recordID)
		if err != nil {
			return err
		}
		if over = x.over(); !over {
			out, err = x.show(tx)
		}
		return err
	})
	if err == nil && over {
		err = s.endConflict(ctx, kind, recordID)
	}
	return out, err
}

// MergeOf says what a decision would come to. It reads the local copy alone.
func (s *Service) MergeOf(ctx context.Context, c Conflict, choices Choices) (Merged, error) {
	var out Merged
	err := s.view(ctx, func(tx *store.SyncTx) error {
		x, err := s.readConflict(tx, c.Kind, c.RecordID)
		if err != nil {
			return err
		}
		if p := stale(x, c); p != nil {
			out = Merged{Undecided: len(c.Rows), Problem: p}
			return nil
		}
		out, err = x.merged(tx, choices)
		return err
	})
	return out, err
}

// Resolve carries a decision out: the record here becomes what was chosen, and
// what differs from Xero is queued as an ordinary update. The error is a
// [*document.Problem] when either side has changed since, or a row is
// undecided.
func (s *Service) Resolve(ctx context.Context, c Conflict, choices Choices) error {
	err := s.commit(ctx, "resolve", func(tx *store.SyncTx) error {
		x, err := s.readConflict(tx, c.Kind, c.RecordID)
		if err != nil {
			return err
		}
		if p := stale(x, c); p != nil {
			return p
		}
		if err := notBusy(tx, c.RecordID, c.Label); err != nil {
			return err
		}
		return x.resolve(tx, choices)
	})
	if err == nil {
		s.Wake()
	}
	return err
}

// conflicting is a record in conflict with all that a decision needs: a
// document or a contact.
type conflicting interface {
	// version names what is compared.
	version() string
	// over reports whether there is nothing to decide any more; settle ends it
	// then.
	over() bool
	settle(tx *store.SyncTx) error
	show(tx *store.SyncTx) (Conflict, error)
	merged(tx *store.SyncTx, choices Choices) (Merged, error)
	resolve(tx *store.SyncTx, choices Choices) error
}

func (s *Service) readConflict(tx *store.SyncTx, kind store.RecordKind, recordID string) (conflicting, error) {
	if kind == store.RecordContact {
		return s.readContactConflict(tx, recordID)
	}
	return s.readDocumentConflict(tx, kind, recordID)
}

// endConflict ends a conflict in which nothing is left to decide.
func (s *Service) endConflict(ctx context.Context, kind store.RecordKind, recordID string) error {
	err := s.commit(ctx, "conflict over", func(tx *store.SyncTx) error {
		x, err := s.readConflict(tx, kind, recordID)
		if err != nil || !x.over() {
			return err
		}
		return x.settle(tx)
	})
	if err != nil {
		return err
	}
	s.Wake()
	return noConflict()
}

func noConflict() *document.Problem {
	return problem("no-conflict", "There is nothing to decide about this record.", "")
}

// stale says that a decision was made on versions that are no longer the last.
func stale(x conflicting, c Conflict) *document.Problem {
	if x.version() == c.Version {
		return nil
	}
	return problem("conflict-changed", c.Label+" has changed since you looked at it.", "Look at it again.")
}

// versionOf names a revision here and a version of Xero's.
func versionOf(rev int64, remote []byte) string {
	sum := sha256.Sum256(remote)
	return fmt.Sprintf("%d-%x", rev, sum[:12])
}

// refusedChoice is the first choice that Xero would refuse, and why.
func refusedChoice(rows []ConflictRow, choices Choices) *document.Problem {
	for _, r := range rows {
		switch side := choices[r.Key]; {
		case side == Here && r.RefuseHere != nil:
			return r.RefuseHere
		case side == There && r.RefuseThere != nil:
			return r.RefuseThere
		}
	}
	return nil
}

// openRows counts the rows without a side.
func openRows(rows []ConflictRow, choices Choices) (n int) {
	for _, r := range rows {
		if side := choices[r.Key]; side != Here && side != There {
			n++
		}
	}
	return n
}

func undecided() *document.Problem {
	return problem("undecided", "Not everything is decided yet.", "Choose a side in every row.")
}

// decidedWords say what came from where, for the history.
func decidedWords(label string, rows []ConflictRow, choices Choices) string {
	var here, there []string
	for _, r := range rows {
		if choices[r.Key] == Here {
			here = append(here, r.Label)
		} else {
			there = append(there, r.Label)
		}
	}
	words := label + " was merged."
	if len(here) > 0 {
		words += " Kept from LiteWork: " + strings.Join(here, "; ") + "."
	}
	if len(there) > 0 {
		words += " Kept from Xero: " + strings.Join(there, "; ") + "."
	}
	return words
}
