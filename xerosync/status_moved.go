package xerosync

import (
	"encoding/json"
	"fmt"

	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
)

// followMark lets the status of a quote that was set here follow the one Xero
// has come to: it would hide it. One that is still to be posted stays as long as
// legal steps lead there from where Xero is now; a quote is never reopened for
// that. Where none do it ends with Xero's, and the document says so.
func (s *Service) followMark(tx *store.SyncTx, k *known, r record) error {
	if k.doc.Kind != document.Quote || k.open {
		return nil
	}
	now := quoteStatus(r.status())
	if now == document.Draft {
		now = ""
	}
	mark := document.Project(&k.doc.Document).Mark
	d, sent := merge.AdoptStatus(k.doc.Document, k.base.sent, now)
	if sent.Mark == "" && d.Mark == now {
		sent.Mark = now
	}
	lost := mark != k.base.sent.Mark && mark != now && !leadsTo(r.status(), mark)
	if lost {
		d.Mark, sent.Mark = now, now
	}
	if d.Mark == k.doc.Mark && sent.Mark == k.base.sent.Mark {
		return nil
	}
	saved, err := tx.AmendDocument(d, k.doc.Rev)
	if err != nil {
		return err
	}
	k.doc.Document, k.doc.Rev, k.base.sent = d, saved.Rev, sent
	if k.pair.Sent, err = json.Marshal(sent); err != nil {
		return err
	}
	if err := tx.PutBase(k.link.Kind, k.link.RecordID, k.pair); err != nil || !lost {
		return err
	}
	return s.tellLostMark(tx, k, r, mark)
}

// leadsTo reports whether legal steps lead from a status in Xero to one set
// here without reopening the quote.
func leadsTo(has string, mark document.Status) bool {
	if has == xeroDeleted {
		return false
	}
	steps, ok := document.QuoteWalk(quoteStatus(has), mark)
	return ok && (has == xeroDraft || len(steps) == 0 || steps[0] != document.Sent)
}

// tellLostMark says that a status set here gave way to the one Xero has.
func (s *Service) tellLostMark(tx *store.SyncTx, k *known, r record, mark document.Status) error {
	words := fmt.Sprintf("%s %s in Xero. Here it was marked as %s, which was not posted.",
		k.doc.Number, statusWords(k.doc.Kind, r.status(), false), mark.Label())
	if err := tx.AddBanner(k.doc.ID, store.Banner{Kind: store.BannerNote, Text: words + " Xero's status counts."}); err != nil {
		return err
	}
	return tx.AddHistory(s.seenHistory(k, store.HistorySync, words, r))
}

// putMoved keeps what Xero decides alone about the record of an operation that
// comes to nothing. A status set here may end with it.
func (s *Service) putMoved(tx *store.SyncTx, w *work, there record) error {
	was, had, err := tx.Remote(w.op.Record, w.op.RecordID)
	if err != nil {
		return err
	}
	if err := tx.PutRemote(w.op.Record, w.op.RecordID, there.remote()); err != nil {
		return err
	}
	if !had || was.Status == there.status() {
		return nil
	}
	k, ok, err := readKnown(tx, w.link)
	if err != nil || !ok {
		return err
	}
	k.open = false // the operation ends with this
	return s.followMark(tx, k, there)
}
