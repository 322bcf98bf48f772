package xerosync

import (
	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
)

// documentConflict is a document that changed here and in Xero.
type documentConflict struct {
	*known
	s     *Service
	there record
	decision
	rows []merge.Row
	ref  document.Reference
}

func (s *Service) readDocumentConflict(tx *store.SyncTx, kind store.RecordKind, docID string) (*documentConflict, error) {
	link, ok, err := tx.Link(kind, docID)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, noConflict()
	}
	x := &documentConflict{s: s}
	if x.known, ok, err = readKnown(tx, link); err != nil {
		return nil, err
	}
	if !ok || !x.state.Conflict {
		return nil, noConflict()
	}
	if x.there, err = recordOf(kind, x.state.Remote); err != nil {
		return nil, err
	}
	if x.decision, err = s.decide(tx, x.known, x.there); err != nil {
		return nil, err
	}
	if x.verdict != "" {
		x.rows = merge.Rows(x.Versions)
	}
	x.ref, err = tx.Reference()
	return x, err
}

func (x *documentConflict) version() string { return versionOf(x.doc.Rev, x.state.Remote) }

// over: nothing is left to decide, or nothing ever was, as when only the order
// of lines was changed in Xero. While something is on its way it stays.
func (x *documentConflict) over() bool {
	return !x.open && (x.verdict != merge.Conflict || len(x.rows) == 0)
}

func (x *documentConflict) settle(tx *store.SyncTx) error {
	if x.verdict == merge.Conflict { // without a row: what differs is nobody's to decide
		x.verdict = merge.ChangedHere
	}
	_, err := x.s.carry(tx, x.known, x.there, x.decision)
	return err
}

func (x *documentConflict) show(*store.SyncTx) (Conflict, error) {
	c := Conflict{
		Kind: x.link.Kind, RecordID: x.doc.ID, Label: x.doc.Number, Client: x.doc.Client.Name, Version: x.version(),
		HereAt: x.doc.UpdatedAt, ThereAt: x.there.updated().Time(), Currency: x.doc.Currency, Rows: x.conflictRows(),
	}
	if before, err := recordOf(x.link.Kind, x.base.raw); err == nil {
		c.TotalBefore = before.totals().Total
	}
	here := Choices{}
	for _, r := range x.rows {
		here[r.Key] = Here
	}
	c.KeepHere = x.refused(here)
	return c, nil
}

func (x *documentConflict) conflictRows() []ConflictRow {
	out := make([]ConflictRow, len(x.rows))
	for i, r := range x.rows {
		out[i] = ConflictRow{
			Key: r.Key, Label: r.Label, Here: r.Here, There: r.There, Before: r.Before,
			HereChanged: r.HereChanged, ThereChanged: r.ThereChanged, Note: r.Note, Chosen: Side(r.Chosen),
		}
		only := Choices{}
		for _, other := range x.rows {
			only[other.Key] = There
		}
		only[r.Key] = Here
		if out[i].RefuseHere = x.refused(only); out[i].RefuseHere != nil && out[i].Chosen == Here {
			out[i].Chosen = Undecided // giving up a change is the user's to say
		}
	}
	return out
}

// outcome is the document that choices come to, and what then counts as sent.
func (x *documentConflict) outcome(choices Choices) (document.Document, []merge.Loss, document.Projection) {
	sides := merge.Choices{}
	for key, side := range choices {
		sides[key] = merge.Side(side)
	}
	d, losses, _ := merge.Resolve(x.Versions, sides) // what is undecided is asked for elsewhere
	return d, losses, merge.Sent(x.Versions, sides, d)
}

// refused says why Xero would refuse the update that choices come to; nil where
// it would not, or nothing has to be sent.
func (x *documentConflict) refused(choices Choices) *document.Problem {
	d, _, sent := x.outcome(choices)
	now := document.Project(&d)
	if now.Equal(sent) {
		return nil
	}
	if x.state.HeadOnly && linesDiffer(now, sent) {
		return problem("head-only", x.doc.Number+" has totals in Xero that cannot be computed here, so its lines cannot be updated.", "Change them in Xero.")
	}
	remote := x.there.remote()
	target := ""
	if now.Mark == document.Sent {
		target = xeroSent
	}
	if check := checkRemote(&remote, sent, now, target, x.doc.Number); !check.OK {
		return check.Problem
	}
	in := sheetInput{reference: x.ref, sent: &sent}
	return checkDate(&in, &d).Problem
}

func (x *documentConflict) merged(tx *store.SyncTx, choices Choices) (Merged, error) {
	rows := x.conflictRows()
	d, _, sent := x.outcome(choices)
	out := Merged{Undecided: openRows(rows, choices), Total: d.Totals().Total}
	now := document.Project(&d)
	if x.headOnly(&d, sent) {
		out.Total = x.there.totals().Total
	}
	if out.Problem = refusedChoice(rows, choices); out.Problem == nil {
		out.Problem = x.refused(choices)
	}
	if out.Problem != nil || now.Equal(sent) {
		return out, nil
	}
	in, err := readSheet(tx, x.doc.ID)
	if err != nil {
		return out, err
	}
	remote := x.there.remote()
	in.doc, in.remote, in.sent = d.WithoutEmptyLines(), &remote, &sent
	in.client, in.candidates = nil, nil
	if err := in.readClient(tx); err != nil {
		return out, err
	}
	out.Updates = x.update(in).Ready
	return out, nil
}

// update is the sheet of the update that follows the decision.
func (x *documentConflict) update(in sheetInput) Sheet {
	in.state, in.busy = document.UpdatedLocally, false
	return buildSheet(in)
}

// headOnly reports whether Xero's totals are to be shown of the outcome.
func (x *documentConflict) headOnly(d *document.Document, sent document.Projection) bool {
	if linesDiffer(document.Project(d), sent) || d.TaxMode != sent.TaxMode {
		return x.state.HeadOnly
	}
	return x.short(d) != nil
}

// resolve makes the document what was chosen, moves the base on to the version
// of Xero's it was chosen on, and queues what Xero has yet to be told. If that
// does not pass the checks before a post, the document is Updated locally, and
// posting it says what is missing.
func (x *documentConflict) resolve(tx *store.SyncTx, choices Choices) error {
	rows := x.conflictRows()
	if openRows(rows, choices) > 0 {
		return undecided()
	}
	if p := refusedChoice(rows, choices); p != nil {
		return p
	}
	if p := x.refused(choices); p != nil {
		return p
	}
	d, losses, sent := x.outcome(choices)
	if _, err := tx.SaveRevision(d.ID, store.WhySaved); err != nil { // what is given up stays there
		return err
	}
	revision, err := tx.LastRevision(d.ID)
	if err != nil {
		return err
	}
	if err := withdrawEarlier(tx, d.ID); err != nil {
		return err
	}
	if err := withdrawLastFailed(tx, d.ID); err != nil {
		return err
	}
	x.doc.Op = nil
	saved, err := tx.PutDocument(d, x.doc.Rev)
	if err != nil {
		return err
	}
	if _, err := tx.SaveRevision(d.ID, store.WhyMerged); err != nil {
		return err
	}
	if err := tellLost(tx, d.ID, revision, losses); err != nil {
		return err
	}
	if err := x.settleBase(tx, &d, sent, saved.Rev); err != nil {
		return err
	}
	if err := tx.AddHistory(x.s.seenHistory(x.known, store.HistorySync, decidedWords(x.doc.Number, rows, choices), x.there)); err != nil {
		return err
	}
	if document.Project(&d).Equal(sent) {
		return nil
	}
	in, err := readSheet(tx, d.ID)
	if err != nil {
		return err
	}
	if sh := x.update(in); sh.Ready {
		_, err = x.s.enqueue(tx, sh.Confirm)
	}
	return err
}

// settleBase keeps the version of Xero's that was decided on as the last
// meeting.
func (x *documentConflict) settleBase(tx *store.SyncTx, d *document.Document, sent document.Projection, rev int64) error {
	pair, err := x.comparison.pair(sent, rev)
	if err != nil {
		return err
	}
	if err := tx.PutBase(x.link.Kind, d.ID, pair); err != nil {
		return err
	}
	link := x.link
	if at := x.there.updated().Time(); at.After(link.RemoteUpdated) {
		link.RemoteUpdated = at
	}
	if err := tx.PutLink(link); err != nil {
		return err
	}
	if err := tx.PutRemote(link.Kind, d.ID, x.there.remote()); err != nil {
		return err
	}
	return x.s.settleRecord(tx, x.known, x.decision, *d)
}

// withdrawLastFailed takes back the failed operations that lie over the record's
// state, one for each time it was tried: they are over.
func withdrawLastFailed(tx *store.SyncTx, recordID string) error {
	ops, err := tx.OpsOf(recordID)
	if err != nil {
		return err
	}
	for _, op := range ops {
		if op.State == store.OpWithdrawn {
			continue
		}
		if op.State != store.OpFailed {
			return nil
		}
		op.State = store.OpWithdrawn
		if err := tx.PutOp(op); err != nil {
			return err
		}
	}
	return nil
}
