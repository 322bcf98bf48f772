package xerosync

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// attempt carries operations to Xero once, in one request: it finds out what to
// send, stores the bytes, marks them as sent, sends them, and records what came
// of each.
func (s *Service) attempt(ctx context.Context, r *remotes, b batch) error {
	if again := s.repeatable(b); again != nil {
		return s.send(ctx, r, again, again[0].request)
	}
	b, err := s.searchFirst(ctx, b)
	if err != nil || len(b) == 0 {
		return err
	}
	b, wire, err := s.prepare(ctx, r, b)
	if err != nil || len(b) == 0 {
		return err
	}
	request := store.Request{
		ID: s.cfg.NewID(), Method: wire.Method, Path: wire.Path, Query: wire.Query, Body: wire.Body,
		OpIDs: b.ids(), State: store.RequestStored,
	}
	request.Key = request.ID
	stored, err := s.storeRequest(ctx, b, request)
	if err != nil || !stored {
		return err
	}
	return s.send(ctx, r, b, request)
}

// repeatable are the members of a request that can be sent again as it is: all
// of them, for it is the same bytes only then. An update is never repeated
// blindly: by now somebody may have changed the record in Xero, so it is read
// again and sent under a new key.
func (s *Service) repeatable(b batch) batch {
	members := map[string]batch{}
	for _, w := range b {
		if !w.asked || !unsettled(w.op) || w.op.Action != store.ActionCreate || !s.session.keyAlive(w.request.ID, s.cfg.Clock()) {
			continue
		}
		all := append(members[w.request.ID], w)
		members[w.request.ID] = all
		if len(all) == len(w.request.OpIDs) {
			slices.SortFunc(all, func(a, b *work) int { return a.op.Member - b.op.Member })
			return all
		}
	}
	return nil
}

// storeRequest keeps the bytes before they are sent. From here on number and
// kind are locked; until here the number may be changed, and then what is to
// be sent has to be made anew.
func (s *Service) storeRequest(ctx context.Context, b batch, request store.Request) (stored bool, err error) {
	err = s.commit(ctx, "store request", func(tx *store.SyncTx) error {
		ops, same, err := unchanged(tx, b)
		if err != nil || !same {
			return err
		}
		for i, w := range b {
			if !w.asked || !unsettled(ops[i]) {
				continue
			}
			if err := tx.RequestOutcome(w.request.ID, ops[i].LastAttemptEndedAt, store.MemberOutcome{
				OpID: ops[i].ID, State: store.OpQueued, Details: "Looked up and not found.",
			}); err != nil {
				return err
			}
		}
		if err := tx.PutRequest(request); err != nil {
			return err
		}
		for i, op := range ops {
			op.State, op.RequestID, op.Member, op.Problem, op.Details = store.OpSending, request.ID, i, nil, ""
			if err := tx.PutOp(op); err != nil {
				return err
			}
			b[i].op.Member = i
			delete(s.session.search, op.ID)
			delete(s.session.searched, op.ID)
		}
		stored = true
		return nil
	})
	return stored, err
}

// unchanged gives the operations of a batch as they are now. same is false when
// one was taken back meanwhile, or its document was given another number.
func unchanged(tx *store.SyncTx, b batch) (ops []store.Op, same bool, err error) {
	same = true
	for _, w := range b {
		op, ok, err := tx.Op(w.op.ID)
		if err != nil {
			return nil, false, err
		}
		if !ok || op.State != w.op.State {
			same = false
			continue
		}
		changed, err := followDocument(tx, &op)
		if err == nil && changed {
			same = false
			err = tx.PutOp(op)
		}
		if err != nil {
			return nil, false, err
		}
		ops = append(ops, op)
	}
	return ops, same, nil
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

// send puts a stored request on the wire and records what came of its members.
func (s *Service) send(ctx context.Context, r *remotes, b batch, request store.Request) error {
	// A token is fetched first: without one nothing leaves.
	if _, err := r.tokens.Token(ctx); err != nil {
		return s.notSent(ctx, b, err)
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
	for _, w := range b {
		w.request, w.asked = request, true
	}
	switch {
	case err == nil:
		return s.answered(ctx, b, reply)
	case xeroapi.IsUnknownOutcome(err):
		return s.unknown(ctx, b, err)
	case xeroapi.IsNotSent(err), isHeld(err):
		return s.notSent(ctx, b, err)
	}
	s.reached()
	if len(b) == 1 {
		return s.refused(ctx, b[0], err)
	}
	// Xero refused all because of one, and does not promise that none was
	// saved: each is looked up, and then sent alone.
	for _, w := range b {
		s.session.sendAlone[w.op.ID] = true
	}
	return s.unknown(ctx, b, err)
}

// answered records the reply to a write, member by member.
func (s *Service) answered(ctx context.Context, b batch, reply xeroapi.Reply) error {
	answers, err := decodeAnswers(b[0].op.Record, reply)
	if err != nil {
		return s.unknown(ctx, b, err)
	}
	bodies, err := decodeAnswers(b[0].op.Record, xeroapi.Reply{Body: b[0].request.Body})
	if err != nil || len(bodies) != len(answers) {
		return s.unknown(ctx, b, errMismatch)
	}
	s.reached()
	inPlace := true
	for _, w := range b {
		inPlace = inPlace && answers[w.op.Member].answers(bodies[w.op.Member])
	}
	outcomes := make([]outcome, len(b))
	for i, w := range b {
		w.body = bodies[w.op.Member].raw()
		if there := answers[w.op.Member]; !inPlace && there.refused() != nil && !there.named() { // of whom, nobody knows
			outcomes[i] = s.leftUnknown(w, errMismatch)
			continue
		}
		outcomes[i] = s.outcomeOf(w, bodies[w.op.Member], answers[w.op.Member])
	}
	return s.record(ctx, "done", b, outcomes)
}

// errMismatch is an answer that is not about what was sent in its place.
var errMismatch = errors.New("the answer is about another record")

// outcomeOf is what came of one member by its answer.
func (s *Service) outcomeOf(w *work, body, there answer) outcome {
	if !there.answers(body) {
		return s.leftUnknown(w, errMismatch)
	}
	if err := there.refused(); err != nil {
		return s.refusal(w, err)
	}
	var out outcome
	var err error
	if there.contact != nil {
		out, err = s.contactDone(w, there.contact, true)
	} else {
		out, err = s.done(w, body.record, there.record, false)
	}
	if err != nil {
		return s.leftUnknown(w, err)
	}
	return out
}
