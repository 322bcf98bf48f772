package xerosync

import (
	"context"
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
)

// CodeIsItYours marks an operation that waits for the user's answer whether a
// record found in Xero, under its number or another, is this one; see
// [Service.Answer].
const CodeIsItYours = "is-it-yours"

// sameNumber asks about the record that has the number, the likest of so many.
func sameNumber(w *work, of int) *document.Problem {
	sentence := "Xero has " + article(w.now.Kind) + " " + w.label + " that differs from what was sent, and the answer to sending it was lost."
	if of > 1 {
		sentence = fmt.Sprintf("Xero has %d %ss with the number %s that differ from what was sent, and the answer to sending it was lost. Asked about is the one most like it.",
			of, w.now.Kind.Noun(), w.label)
	}
	return isItYours(sentence, "Look at it in Xero and say whether it is this one.")
}

// otherNumber asks about a record that is like what was sent and has another
// number.
func otherNumber(w *work, found record, same bool) *document.Problem {
	like := "is like it"
	if same {
		like = "says the same"
	}
	return isItYours(
		fmt.Sprintf("The answer to sending %s was lost. Xero has no %s, but %s %s that %s: it may have been given another number there.",
			w.label, w.label, article(w.now.Kind), clean(found.number()), like),
		"Look at it in Xero and say whether it is this one. If it is another one, "+w.label+" is sent.")
}

func isItYours(sentence, fix string) *document.Problem {
	return &document.Problem{Code: CodeIsItYours, Sentence: sentence, Fix: fix, Field: "number"}
}

// Answer says whether the record that was found in Xero is this document. It is
// asked for while the document's operation has a problem of the code
// "is-it-yours". If it is, it is linked, and a number that Xero has given it is
// taken over. If not, it is not asked about again, and what else there is in
// Xero decides: another that may be it is asked about, a number that is taken
// leaves another to be chosen, and else the document is sent.
func (s *Service) Answer(ctx context.Context, docID string, mine bool) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	var op store.Op
	var ok bool
	var c store.Connection
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		if c, _, err = tx.Connection(); err != nil {
			return err
		}
		op, ok, err = tx.OpenOp(docID)
		return err
	})
	if err != nil {
		return err
	}
	if !ok || !asksUser(op) {
		return problem("nothing-asked", "Nothing is asked about this document.", "")
	}
	w, err := s.load(ctx, op)
	if err != nil {
		return err
	}
	if !mine {
		return s.notMine(ctx, s.reach(c), w)
	}
	found, err := readRecord(ctx, s.reach(c).client, op.Record, op.Details)
	if err != nil {
		s.noteTrouble(err)
		return asProblem(err)
	}
	return s.adopt(ctx, w, found)
}

// markAnother keeps the ids of records of which the user said that they are not
// a document.
func markAnother(recordID string) string { return "another " + recordID }

// isAnother reports whether the user has said that a record is not this one.
func (w *work) isAnother(r record) bool {
	for _, id := range w.another {
		if strings.EqualFold(id, r.id()) {
			return true
		}
	}
	return false
}

// readAnother reads what the user has said is not this one.
func (w *work) readAnother(tx *store.SyncTx) error {
	if w.op.Action != store.ActionCreate {
		return nil
	}
	mark, err := tx.Mark(markAnother(w.op.RecordID))
	w.another = strings.Fields(mark)
	return err
}

// notMine keeps that the record asked about is another one, and goes on
// settling at once; if Xero cannot be asked now, later.
func (s *Service) notMine(ctx context.Context, r *remotes, w *work) error {
	w.another = append(w.another, w.op.Details)
	err := s.commit(ctx, "another", func(tx *store.SyncTx) error {
		w.op.Problem, w.op.Details = nil, ""
		if err := tx.PutMark(markAnother(w.op.RecordID), strings.Join(w.another, " ")); err != nil {
			return err
		}
		return tx.PutOp(w.op)
	})
	if err != nil {
		return err
	}
	s.Wake()
	return s.settle(ctx, r, batch{w})
}
