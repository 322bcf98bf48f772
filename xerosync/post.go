package xerosync

import (
	"context"
	"encoding/json"
	"fmt"

	"litework/document"
	"litework/store"
)

// Post puts what was confirmed on the sheet into the outbox and gives the id
// of its operation. Nothing is sent by this call. An operation of the document
// that was never sent is replaced; over one that was sent the error is a
// [*document.Problem] of the code "busy".
func (s *Service) Post(ctx context.Context, in Intent) (opID string, err error) {
	err = s.commit(ctx, "post", func(tx *store.SyncTx) error {
		opID, err = s.enqueue(tx, in)
		return err
	})
	if err != nil {
		return "", err
	}
	s.Wake()
	return opID, nil
}

func (s *Service) enqueue(tx *store.SyncTx, in Intent) (string, error) {
	c, ok, err := tx.Connection()
	if err != nil {
		return "", err
	}
	if !ok || c.Disconnected {
		return "", problem("not-connected", "This company file is not connected to Xero.", "Connect it first.")
	}
	if p := s.refuseCatchingUp(c); p != nil {
		return "", p
	}
	doc, err := tx.Document(in.DocID)
	if err != nil {
		return "", err
	}
	if !doc.DeletedAt.IsZero() {
		return "", problem("deleted-here", doc.Number+" was deleted.", "Restore it first.")
	}
	kind := store.RecordKind(in.Projection.Kind)
	if kind != store.RecordKind(doc.Kind) {
		return "", problem("sheet-old", doc.Number+" has become "+article(doc.Kind)+" since the sheet was opened.", "Open the sheet again.")
	}
	_, linked, err := tx.Link(kind, in.DocID)
	if err != nil {
		return "", err
	}
	if linked != (in.Action == Update) {
		return "", problem("sheet-old", doc.Number+" has changed its place in Xero since the sheet was opened.", "Open the sheet again.")
	}
	if err := notOvertaken(tx, kind, in, doc.Number); err != nil {
		return "", err
	}
	if err := notBusy(tx, in.DocID, doc.Number); err != nil {
		return "", err
	}
	if err := withdrawEarlier(tx, in.DocID); err != nil {
		return "", err
	}
	projection := in.Projection
	after, client, err := s.ensureContact(tx, in, &projection)
	if err != nil {
		return "", err
	}
	op, err := s.operation(tx, in, projection, doc.Remote)
	if err != nil {
		return "", err
	}
	op.DependsOn = after
	if client {
		if op.Body, err = withClient(op.Body, doc.Client.Name); err != nil {
			return "", err
		}
	}
	if err := tx.PutOp(op); err != nil {
		return "", err
	}
	_, err = tx.SaveRevision(in.DocID, store.WhyPosted)
	return op.ID, err
}

// notOvertaken refuses what was confirmed before a change made in Xero was taken
// over: it would undo that change, and nobody has seen both.
func notOvertaken(tx *store.SyncTx, kind store.RecordKind, in Intent, label string) error {
	base, ok, err := tx.Base(kind, in.DocID)
	if err != nil || !ok || base.SentRev <= in.Rev {
		return err
	}
	return problem("sheet-old", label+" was posted, or changed in Xero, since the sheet was opened.", "Open the sheet again.")
}

// notBusy refuses while an operation of the record is on its way.
func notBusy(tx *store.SyncTx, recordID, label string) error {
	op, open, err := tx.OpenOp(recordID)
	if err != nil || !open || op.State == store.OpQueued && op.FirstSentAt.IsZero() {
		return err
	}
	return problem("busy", label+" is on its way to Xero already.", "Wait until it has arrived.")
}

// withdrawEarlier takes back what was queued for the record and never sent,
// with a contact that only it was for: what is confirmed now replaces it.
func withdrawEarlier(tx *store.SyncTx, recordID string) error {
	op, open, err := tx.OpenOp(recordID)
	if err != nil || !open {
		return err
	}
	return withdraw(tx, op)
}

// operation is the outbox row of an intent. A quote is created as a draft or as
// sent, and each further status is a step of its own; so is a change of status
// alone.
func (s *Service) operation(tx *store.SyncTx, in Intent, p document.Projection, remote *document.Remote) (store.Op, error) {
	f := frozen{Totals: in.Totals, Supplied: in.Supplied}
	op := store.Op{
		ID: s.cfg.NewID(), Record: store.RecordKind(p.Kind), RecordID: in.DocID, Action: store.ActionCreate,
		Rev: in.Rev, Number: p.Number, State: store.OpQueued, TargetStatus: in.TargetStatus,
		CreatedAt: s.wallNow(), UserAsked: true,
	}
	if in.Action == Update {
		op.Action = store.ActionUpdate
	}
	if p.Kind == document.Quote {
		f.Goal, op.TargetStatus = in.TargetStatus, ""
		if op.Action == store.ActionCreate {
			op.TargetStatus = firstQuoteStatus(in.TargetStatus)
			f.From = op.TargetStatus
		} else if remote != nil {
			f.From = remote.Status
		}
		if step, ok := leavesClosed(remote, in.TargetStatus); ok {
			op.Action, op.TargetStatus = store.ActionStatus, step
		}
	}
	var err error
	if op.Action == store.ActionCreate {
		if f.After, err = serverTime(tx); err != nil {
			return op, err
		}
	}
	if op.Projection, err = json.Marshal(p); err != nil {
		return op, err
	}
	op.Body, err = json.Marshal(f)
	return op, err
}

// firstQuoteStatus is the status a quote is created with: Sent if it is to be
// that at least, for Xero takes new quotes as drafts or as sent (xero.md section
// 7.3).
func firstQuoteStatus(goal string) string {
	if goal == "" || goal == xeroDraft {
		return xeroDraft
	}
	return xeroSent
}

// leavesClosed is the first step of a quote away from a status in which its
// content cannot change.
func leavesClosed(remote *document.Remote, goal string) (step string, ok bool) {
	if remote == nil || goal == "" || !closedQuote(remote.Status) {
		return "", false
	}
	return nextQuoteStatus(remote.Status, goal)
}

func withClient(body []byte, name string) ([]byte, error) {
	var f frozen
	if err := json.Unmarshal(body, &f); err != nil {
		return nil, err
	}
	f.Client = name
	return json.Marshal(f)
}

// ensureContact sees to it that the document's contact is in Xero or on its
// way there, and gives the operation to wait for; empty for none. client is
// set when the document has yet to be told its contact.
func (s *Service) ensureContact(tx *store.SyncTx, in Intent, p *document.Projection) (after string, client bool, err error) {
	id := in.Contact.ContactID
	switch in.Contact.Action {
	case ContactSaveNew:
		doc, err := tx.Document(in.DocID)
		if err != nil {
			return "", false, err
		}
		if id, err = s.savedClient(tx, doc.Client); err != nil {
			return "", false, err
		}
		client = true
	case ContactLink:
		client = true
	}
	if id == "" {
		id = p.ContactID
	}
	p.ContactID = id
	if xero, err := contactInXero(tx, id); err != nil || xero != "" {
		return "", client, err
	}
	if op, open, err := tx.OpenOp(id); err != nil || open {
		return op.ID, client, err
	}
	c, err := tx.Contact(id)
	if err != nil {
		return "", client, fmt.Errorf("the document's contact: %w", err)
	}
	shared, err := encodeContact(c.Contact)
	if err != nil {
		return "", client, err
	}
	op := store.Op{
		ID: s.cfg.NewID(), Record: store.RecordContact, RecordID: id, Action: store.ActionCreate, Rev: c.Rev,
		Number: c.Name, Projection: shared, State: store.OpQueued, CreatedAt: s.wallNow(), UserAsked: true,
	}
	return op.ID, client, tx.PutOp(op)
}

// savedClient is the contact of a client typed on a document only: a new one,
// or the one of that name that was saved since the sheet was opened, as when
// several documents of one client are posted at once.
func (s *Service) savedClient(tx *store.SyncTx, client document.Client) (id string, err error) {
	same, err := tx.ContactsByName(client.Name)
	if err != nil {
		return "", err
	}
	for _, c := range same {
		if !c.Archived {
			return c.ID, nil
		}
	}
	c := contactOfClient(client)
	c.ID = s.cfg.NewID()
	_, err = tx.PutContact(c, 0)
	return c.ID, err
}

// Withdraw takes back a posting whose request has not left; the contact that
// was to be made for it is taken back too, unless another document waits for
// it. The error is a [*document.Problem] once the request has left.
func (s *Service) Withdraw(ctx context.Context, docID string) error {
	err := s.commit(ctx, "withdraw", func(tx *store.SyncTx) error {
		op, open, err := tx.OpenOp(docID)
		if err != nil {
			return err
		}
		if !open {
			return problem("nothing-waits", "Nothing is waiting to be posted.", "")
		}
		return withdraw(tx, op)
	})
	if err == nil {
		s.Wake()
	}
	return err
}

func withdraw(tx *store.SyncTx, op store.Op) error {
	if !neverSent(op) {
		return problem("sent", op.Number+" has already left for Xero.", "Wait until it has arrived.")
	}
	op.State = store.OpWithdrawn
	if err := tx.PutOp(op); err != nil || op.DependsOn == "" {
		return err
	}
	ops, err := tx.OpenOps()
	if err != nil {
		return err
	}
	var before *store.Op
	for i := range ops {
		if ops[i].DependsOn == op.DependsOn {
			return nil
		}
		if ops[i].ID == op.DependsOn {
			before = &ops[i]
		}
	}
	if before == nil || !neverSent(*before) {
		return nil
	}
	before.State = store.OpWithdrawn
	return tx.PutOp(*before)
}

func neverSent(op store.Op) bool { return op.State == store.OpQueued && op.FirstSentAt.IsZero() }

// Retry posts the document again, as it is now and as it was asked for. The
// error is the [*document.Problem] of the first check that fails, or why it
// cannot be tried again.
func (s *Service) Retry(ctx context.Context, docID string) error {
	var in sheetInput
	var failed store.Op
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		if in, err = readSheet(tx, docID); err != nil {
			return err
		}
		ops, err := tx.OpsOf(docID)
		for _, op := range ops {
			if op.State == store.OpFailed {
				failed = op
				break
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	if failed.ID == "" {
		return problem("nothing-failed", in.doc.Number+" has nothing to try again.", "")
	}
	var f frozen
	if err := json.Unmarshal(failed.Body, &f); err != nil {
		return err
	}
	switch {
	case f.Sent:
		return s.MarkSent(ctx, docID)
	case failed.Action == store.ActionStatus && f.Goal == xeroInvoiced:
		return s.MarkInvoiced(ctx, docID)
	}
	in.choice = failed.TargetStatus
	if in.doc.Kind == document.Quote {
		in.choice = f.Goal
	}
	if in.state == document.Conflict {
		in.state = document.SyncFailed // it is read again before anything is sent
	}
	sh := buildSheet(in)
	if !sh.Ready {
		return sh.FirstProblem()
	}
	_, err = s.Post(ctx, sh.Confirm)
	return err
}
