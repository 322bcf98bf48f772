package xerosync

import (
	"context"
	"encoding/json"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// attempt carries an operation to Xero once: it finds out what to send, stores
// the bytes, marks them as sent, sends them, and records what came of it.
func (s *Service) attempt(ctx context.Context, r *remotes, w *work) error {
	if w.op.Record != store.RecordContact && w.client == "" {
		return s.fail(ctx, w, problem("contact-not-linked", "The client of "+w.label+" is not in Xero.", "Post it again."), "", nil)
	}
	// An update is never repeated blindly: by now somebody may have changed the
	// record in Xero, so it is read again and sent under a new key.
	if w.asked && unsettled(w.op) && w.op.Action == store.ActionCreate && s.session.keyAlive(w.request.ID, s.cfg.Clock()) {
		return s.send(ctx, r, w, w.request)
	}
	wire, done, err := s.prepare(ctx, r, w)
	if err != nil || done {
		return err
	}
	request := store.Request{
		ID: s.cfg.NewID(), Method: wire.Method, Path: wire.Path, Query: wire.Query, Body: wire.Body,
		OpIDs: []string{w.op.ID}, State: store.RequestStored,
	}
	request.Key = request.ID
	stored, err := s.storeRequest(ctx, w, request)
	if err != nil || !stored {
		return err
	}
	return s.send(ctx, r, w, request)
}

// storeRequest keeps the bytes before they are sent. From here on number and
// kind are locked; until here the number may be changed, and then what is to
// be sent has to be made anew.
func (s *Service) storeRequest(ctx context.Context, w *work, request store.Request) (stored bool, err error) {
	err = s.commit(ctx, "store request", func(tx *store.SyncTx) error {
		op, ok, err := tx.Op(w.op.ID)
		if err != nil || !ok || op.State != w.op.State {
			return err // taken back meanwhile
		}
		if changed, err := followDocument(tx, &op); err != nil {
			return err
		} else if changed {
			return tx.PutOp(op)
		}
		if w.asked && unsettled(op) {
			if err := tx.RequestOutcome(w.request.ID, op.LastAttemptEndedAt, store.MemberOutcome{
				OpID: op.ID, State: store.OpQueued, Details: "Looked up and not found.",
			}); err != nil {
				return err
			}
		}
		if err := tx.PutRequest(request); err != nil {
			return err
		}
		op.State, op.RequestID, op.Problem, op.Details = store.OpSending, request.ID, nil, ""
		stored = true
		return tx.PutOp(op)
	})
	return stored, err
}

// followDocument takes over a number that was changed between the sheet and
// the first send of a new document: until then it is free to change, and it
// could not be changed afterwards. A document that has become one of the other
// kind meanwhile is not posted as what it was.
func followDocument(tx *store.SyncTx, op *store.Op) (bool, error) {
	if op.Record == store.RecordContact || op.Action != store.ActionCreate || !op.FirstSentAt.IsZero() {
		return false, nil
	}
	doc, err := tx.Document(op.RecordID)
	if err != nil {
		return false, err
	}
	if op.Record != store.RecordKind(doc.Kind) {
		op.State = store.OpFailed
		op.Problem = problem("kind-changed", doc.Number+" has become "+article(doc.Kind)+" since it was to be posted. It was not posted.", "Post it again.")
		return true, nil
	}
	if doc.Number == op.Number {
		return false, nil
	}
	var p document.Projection
	if err := json.Unmarshal(op.Projection, &p); err != nil {
		return false, err
	}
	op.Number, p.Number = doc.Number, doc.Number
	op.Projection, err = json.Marshal(p)
	return true, err
}

// prepare builds what is to be sent. done is set when nothing is, and why has
// been recorded.
func (s *Service) prepare(ctx context.Context, r *remotes, w *work) (req xeroapi.Request, done bool, err error) {
	switch {
	case w.op.Record == store.RecordContact:
		req, err = xeroapi.PrepareCreateContacts([]xeroapi.Contact{newContact(w.contact)})
	case w.op.Action == store.ActionCreate && w.op.Record == store.RecordQuote:
		v := newQuote(w.now, w.client)
		req, err = record{quote: &v}.request()
	case w.op.Action == store.ActionCreate:
		v := newInvoice(w.now, w.client, w.op.TargetStatus)
		req, err = record{invoice: &v}.request()
	default:
		return s.prepareUpdate(ctx, r, w)
	}
	if err != nil {
		return req, true, s.fail(ctx, w, refusedProblem(err, w), "", nil)
	}
	return req, false, nil
}

// prepareUpdate reads the record first and sends only if nobody changed it.
func (s *Service) prepareUpdate(ctx context.Context, r *remotes, w *work) (req xeroapi.Request, done bool, err error) {
	if !w.linked || w.base == nil {
		return req, true, s.fail(ctx, w, problem("not-linked", w.label+" is not linked to a record in Xero.", "Post it again."), "", nil)
	}
	pre, err := s.readBefore(ctx, r, w)
	if err != nil || pre == nil {
		return req, true, err
	}
	p := planUpdate(w, *pre)
	switch p.verdict {
	case alreadySo:
		return req, true, s.finish(ctx, w, p.body, *pre, false)
	case inConflict:
		return req, true, s.conflict(ctx, w, *pre, p.differences)
	case notAllowed:
		return req, true, s.fail(ctx, w, p.problem, "", pre)
	}
	req, err = p.body.request()
	if err != nil {
		return req, true, s.fail(ctx, w, refusedProblem(err, w), "", pre)
	}
	return req, false, nil
}

// readBefore reads the record of an update by its id; nil when it could not be
// read, and why has been recorded.
func (s *Service) readBefore(ctx context.Context, r *remotes, w *work) (*record, error) {
	s.cfg.at("before read")
	pre, err := readRecord(ctx, r.client, w.op.Record, w.link.XeroID)
	s.cfg.at("after read")
	switch {
	case xeroapi.IsCode(err, xeroapi.CodeNotFound):
		return nil, s.fail(ctx, w, problem("not-in-xero", "Xero does not have "+w.label+" any more.", "Look for it in Xero."), "", nil)
	case err != nil:
		return nil, s.hold(ctx, w, err)
	}
	s.reached()
	return &pre, nil
}

// send puts a stored request on the wire and records what came of it.
func (s *Service) send(ctx context.Context, r *remotes, w *work, request store.Request) error {
	// A token is fetched first: without one nothing leaves.
	if _, err := r.tokens.Token(ctx); err != nil {
		return s.notSent(ctx, w, err)
	}
	now := s.cfg.Clock()
	err := s.commit(ctx, "mark sent", func(tx *store.SyncTx) error { return tx.MarkRequestSent(request.ID, now.Round(0)) })
	if err != nil {
		return err
	}
	if _, again := s.session.firstSent[request.ID]; !again {
		s.session.firstSent[request.ID] = now
	}
	wire := xeroapi.Request{Method: request.Method, Path: request.Path, Query: request.Query, Body: request.Body}
	s.cfg.at("before send")
	reply, err := r.client.Send(ctx, wire, request.Key)
	s.cfg.at("after send")
	w.request, w.asked = request, true
	switch {
	case err == nil:
		return s.answered(ctx, w, reply)
	case xeroapi.IsUnknownOutcome(err):
		return s.unknown(ctx, w, err)
	case xeroapi.IsNotSent(err), isHeld(err):
		return s.notSent(ctx, w, err)
	}
	s.reached()
	return s.refused(ctx, w, err)
}

// answered records the reply to a write.
func (s *Service) answered(ctx context.Context, w *work, reply xeroapi.Reply) error {
	if w.op.Record == store.RecordContact {
		list, err := xeroapi.DecodeContacts(reply)
		if err != nil {
			return s.unknown(ctx, w, err)
		}
		s.reached()
		if err := list[0].Err(); err != nil {
			return s.refused(ctx, w, err)
		}
		return s.finishContact(ctx, w, &list[0])
	}
	there, err := replied(w.op.Record, reply)
	if err != nil {
		return s.unknown(ctx, w, err)
	}
	s.reached()
	if err := there.refused(); err != nil {
		return s.refused(ctx, w, err)
	}
	body, err := bodyOf(w.op.Record, w.request.Body)
	if err != nil {
		return err
	}
	return s.finish(ctx, w, body, there, false)
}
