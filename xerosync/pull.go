package xerosync

import (
	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
)

// meetContent looks whether the content of a record was changed in Xero, and
// does what costs nobody anything: what is no change here is adopted at once,
// and a conflict is marked. A change of the document is put by, to be taken over
// on its own; waits tells so.
func (s *Service) meetContent(tx *store.SyncTx, k *known, r record) (waits bool, err error) {
	if k.open {
		if sameContent(k.base.seen, r.seen()) {
			return false, nil
		}
		return true, putBy(tx, k, r)
	}
	_, edited, err := s.heldUntil(tx, k.doc.ID, s.cfg.Clock())
	if err != nil {
		return false, err
	}
	if err := s.knowClient(tx, r); err != nil {
		return false, err
	}
	c, err := s.decide(tx, k, r)
	if err != nil {
		return false, err
	}
	switch c.verdict {
	case merge.ChangedThere:
		if edited || !c.onlyClient() {
			return true, putBy(tx, k, r)
		}
	case merge.Conflict:
		if edited && !k.state.Conflict {
			return true, putBy(tx, k, r)
		}
	}
	_, err = s.carry(tx, k, r, c)
	return false, err
}

// takeContent brings a document in step with Xero's record; conflict tells that
// it could not be, because both sides were changed.
func (s *Service) takeContent(tx *store.SyncTx, k *known, r record) (conflict bool, err error) {
	if k.open {
		return false, nil
	}
	if r.updated().Time().Before(k.link.RemoteUpdated) { // it has moved on since
		return false, putBackRemote(tx, k)
	}
	if err := s.knowClient(tx, r); err != nil {
		return false, err
	}
	c, err := s.decide(tx, k, r)
	if err != nil {
		return false, err
	}
	return s.carry(tx, k, r, c)
}

// decision is what comparing a document with Xero's record came to.
type decision struct {
	comparison
	// verdict is empty where nothing in Xero is different from what was seen.
	verdict merge.Verdict
	// after is what Xero has now, in our terms.
	after document.Projection
	// short says why a document does not come to Xero's totals; nil where it
	// does.
	short func(d *document.Document) *document.Problem
}

// decide compares. What was voided or deleted in Xero is shown as such and
// otherwise left as it is.
func (s *Service) decide(tx *store.SyncTx, k *known, r record) (c decision, err error) {
	if gone(r.status()) || sameContent(k.base.seen, r.seen()) {
		return c, nil
	}
	t, err := newTranslator(tx)
	if err != nil {
		return c, err
	}
	if c.comparison, err = t.compare(k.doc.Document, k.base, r); err != nil {
		return c, err
	}
	c.verdict, c.after = merge.Compare(c.Versions), merge.Advance(c.Versions)
	if c.verdict == merge.Conflict && len(inTheWay(k.base, r.seen(), document.Project(&k.doc.Document))) == 0 {
		c.verdict = merge.ChangedThere // accounts that were assigned in Xero, on lines that keep theirs here
	}
	c.short = func(d *document.Document) *document.Problem { return t.agrees(d, r) }
	return c, nil
}

// changes are what was changed in Xero, in words.
func (c decision) changes() []document.FieldChange { return c.Sent.Diff(c.after) }

// onlyClient reports whether nothing but the contact is another, as after two
// were merged in Xero.
func (c decision) onlyClient() bool {
	for _, f := range c.changes() {
		if f.Field != "client" {
			return false
		}
	}
	return true
}

// carry carries out what a comparison came to.
func (s *Service) carry(tx *store.SyncTx, k *known, r record, c decision) (conflict bool, err error) {
	switch c.verdict {
	case "":
		return false, s.sameAgain(tx, k, r)
	case merge.Conflict:
		return true, s.markConflict(tx, k, r, c)
	case merge.ChangedThere:
		return false, s.pull(tx, k, r, c)
	}
	return false, s.adoptContent(tx, k, r, c)
}

// sameAgain is for a record that is as it was last seen: nothing waits any
// more, and a conflict is over. Lines may have got other ids.
func (s *Service) sameAgain(tx *store.SyncTx, k *known, r record) error {
	if !sameItems(k.base.items, itemIDs(r.lines())) && !gone(r.status()) {
		k.pair.Raw, k.pair.Lines = r.raw(), moved(k.base, r.lines())
		if err := tx.PutBase(k.link.Kind, k.link.RecordID, k.pair); err != nil {
			return err
		}
	}
	if k.state.Conflict {
		words := k.doc.Number + " is in Xero again as LiteWork last saw it. There is no conflict any more."
		if gone(r.status()) {
			words = k.doc.Number + " is no longer in use in Xero. There is nothing to decide any more."
		}
		if err := s.conflictOver(tx, k, r, words); err != nil {
			return err
		}
	}
	return putBackRemote(tx, k)
}

func sameItems(a, b []string) bool {
	if len(a) != len(b) {
		return true // the content tells
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// adoptContent moves the base on where the document here stays as it is: both
// sides were changed to the same, or what changed in Xero is not seen here.
func (s *Service) adoptContent(tx *store.SyncTx, k *known, r record, c decision) error {
	if err := putBase(tx, k, c, k.pair.SentRev); err != nil {
		return err
	}
	if k.state.Conflict {
		if err := s.conflictOver(tx, k, r, k.doc.Number+" is the same here and in Xero now."); err != nil {
			return err
		}
	}
	if merge.Reordered(c.Versions) {
		words := "The lines of " + k.doc.Number + " were put in another order in Xero. Here they stay as they are."
		if err := tx.AddHistory(s.seenHistory(k, store.HistorySync, words, r)); err != nil {
			return err
		}
	}
	return s.settleRecord(tx, k, c, k.doc.Document)
}

// pull takes a change made in Xero over into the document.
func (s *Service) pull(tx *store.SyncTx, k *known, r record, c decision) error {
	d, losses := merge.Pull(c.Versions)
	revision, err := keepLost(tx, k.doc.ID, losses)
	if err != nil {
		return err
	}
	saved, err := tx.PutDocument(d, k.doc.Rev)
	if err != nil {
		return err
	}
	if err := putBase(tx, k, c, saved.Rev); err != nil {
		return err
	}
	if _, err := tx.SaveRevision(k.doc.ID, store.WhyPulled); err != nil {
		return err
	}
	if err := tellLost(tx, k.doc.ID, revision, losses); err != nil {
		return err
	}
	words := d.Number + " was updated from Xero: " + changeWords(c.changes()) + "."
	if merge.Reordered(c.Versions) {
		words += " The order of its lines was changed there and stays as it is here."
	}
	if err := tx.AddHistory(s.seenHistory(k, store.HistoryUpdate, words, r)); err != nil {
		return err
	}
	if k.state.Conflict {
		if err := withdrawFailed(tx, k, "conflict"); err != nil {
			return err
		}
	}
	return s.settleRecord(tx, k, c, d)
}

// settleRecord writes what is known of a record once it is in step: nothing
// waits, there is no conflict, and its totals are either reproduced here or
// Xero's are shown.
func (s *Service) settleRecord(tx *store.SyncTx, k *known, c decision, d document.Document) error {
	state := store.RecordState{HeadOnly: k.state.HeadOnly}
	if document.Project(&d).Equal(c.after) {
		short := c.short(&d)
		differs := failedWith(k, "totals-differ") && !k.state.HeadOnly
		switch {
		case short != nil && differs: // written here, and to be put right here
			if err := tellTotals(tx, k, &d, c.there); err != nil {
				return err
			}
			short = nil
		case short == nil && differs:
			if err := withdrawFailed(tx, k, "totals-differ"); err != nil {
				return err
			}
		}
		state.HeadOnly = short != nil
		if state.HeadOnly != k.state.HeadOnly {
			if err := tellHeadOnly(tx, k, short); err != nil {
				return err
			}
		}
	}
	if k.state.Conflict == state.Conflict && len(k.state.Remote) == 0 && k.state.HeadOnly == state.HeadOnly {
		return nil
	}
	return tx.SetRecordState(k.link.Kind, k.link.RecordID, state)
}

// tellHeadOnly puts a line on the document that says why Xero's totals are
// shown, or takes it away.
func tellHeadOnly(tx *store.SyncTx, k *known, short *document.Problem) error {
	if short != nil {
		return tx.AddBanner(k.doc.ID, store.Banner{Kind: store.BannerHeadOnly, Text: short.Sentence + " " + short.Fix})
	}
	for _, b := range k.doc.Banners {
		if b.Kind == store.BannerHeadOnly {
			if err := tx.DismissBanner(k.doc.ID, b.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// putBase keeps the record as it was just read as the last meeting of the two
// sides.
func putBase(tx *store.SyncTx, k *known, c decision, rev int64) error {
	pair, err := c.pair(c.after, rev)
	if err != nil {
		return err
	}
	k.pair, k.base.sent = pair, c.after
	return tx.PutBase(k.link.Kind, k.link.RecordID, pair)
}

// putBy keeps a record of Xero's until it can be taken over.
func putBy(tx *store.SyncTx, k *known, r record) error {
	if string(k.state.Remote) == string(r.raw()) {
		return nil
	}
	if old, err := recordOf(k.link.Kind, k.state.Remote); err != nil || !sameContent(old.seen(), r.seen()) {
		if err := wantedAgain(tx, k.link.RecordID); err != nil {
			return err
		}
	}
	state := k.state
	state.Remote = r.raw()
	return tx.SetRecordState(k.link.Kind, k.link.RecordID, state)
}

// putBackRemote forgets what waited.
func putBackRemote(tx *store.SyncTx, k *known) error {
	if len(k.state.Remote) == 0 && !k.state.Conflict {
		return nil
	}
	return tx.SetRecordState(k.link.Kind, k.link.RecordID, store.RecordState{HeadOnly: k.state.HeadOnly})
}

// markConflict asks the user: both sides were changed since they last met.
func (s *Service) markConflict(tx *store.SyncTx, k *known, r record, c decision) error {
	if k.state.Conflict {
		if old, err := recordOf(k.link.Kind, k.state.Remote); err == nil && sameContent(old.seen(), r.seen()) {
			return nil
		}
	}
	state := store.RecordState{Conflict: true, Remote: r.raw(), HeadOnly: k.state.HeadOnly}
	if err := tx.SetRecordState(k.link.Kind, k.link.RecordID, state); err != nil {
		return err
	}
	h := s.seenHistory(k, store.HistorySync, k.doc.Number+" was changed here and in Xero: "+changeWords(c.changes())+". Nothing was overwritten.", r)
	h.Status, h.Code, h.Fix = store.HistoryError, "conflict", "Decide what to keep."
	return tx.AddHistory(h)
}

// conflictOver tells that there is nothing to decide any more.
func (s *Service) conflictOver(tx *store.SyncTx, k *known, r record, words string) error {
	if err := withdrawFailed(tx, k, "conflict"); err != nil {
		return err
	}
	return tx.AddHistory(s.seenHistory(k, store.HistorySync, words, r))
}

// withdrawFailed takes back a post that failed for a reason that is over.
func withdrawFailed(tx *store.SyncTx, k *known, code string) error {
	if !failedWith(k, code) {
		return nil
	}
	return withdrawLastFailed(tx, k.doc.ID)
}

// failedWith reports whether the last post of a document failed for a reason.
func failedWith(k *known, code string) bool {
	o := k.doc.Op
	return o != nil && o.State == store.OpFailed && o.Problem != nil && o.Problem.Code == code
}

// tellTotals says anew by what the totals of a document differ from Xero's.
func tellTotals(tx *store.SyncTx, k *known, d *document.Document, there record) error {
	op, ok, err := tx.Op(k.doc.Op.ID)
	if err != nil || !ok {
		return err
	}
	p := totalsDiffer(d.Number, d.Currency, totalsOf(d), there.totals())
	if *p == *op.Problem {
		return nil
	}
	op.Problem = p
	return tx.PutOp(op)
}

// waitingChanges is what waits for a document, in words.
func waitingChanges(tx *store.SyncTx, docID string) (changes []document.FieldChange, ok bool, err error) {
	k, r, ok, err := readWaiting(tx, docID)
	if err != nil || !ok || sameContent(k.base.seen, r.seen()) {
		return nil, false, err
	}
	t, err := newTranslator(tx)
	if err != nil {
		return nil, false, err
	}
	c, err := t.compare(k.doc.Document, k.base, r)
	if err != nil {
		return nil, false, err
	}
	changes = c.Sent.Diff(merge.Advance(c.Versions))
	return changes, len(changes) > 0, nil
}
