package xerosync

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// unknown records that nobody knows whether a request was carried out. Each of
// its members is looked up next, at once.
func (s *Service) unknown(ctx context.Context, b batch, cause error) error {
	s.noteTrouble(cause)
	outcomes := make([]outcome, len(b))
	for i, w := range b {
		outcomes[i] = s.leftUnknown(w, cause)
	}
	return s.record(ctx, "unknown", b, outcomes)
}

// leftUnknown is the outcome of a member of which nobody knows whether it was
// carried out.
func (s *Service) leftUnknown(w *work, cause error) outcome {
	now := s.cfg.Clock()
	s.session.ended[w.op.ID] = now
	return func(tx *store.SyncTx) error {
		return tx.RequestOutcome(w.request.ID, now.Round(0), store.MemberOutcome{
			OpID: w.op.ID, State: store.OpUnknown, Details: technical(cause),
		})
	}
}

// notSent records that a request did not take effect: it never left, or Xero
// would not look at it. Its operations wait for their turn again. If no earlier
// attempt of one is open, nothing of it is in Xero and it can be taken back:
// then an operation of its own takes its place that was never sent.
func (s *Service) notSent(ctx context.Context, b batch, cause error) error {
	s.noteTrouble(cause)
	outcomes := make([]outcome, len(b))
	for i, w := range b {
		outcomes[i] = func(tx *store.SyncTx) error {
			op, ok, err := tx.Op(w.op.ID)
			if err != nil || !ok {
				return err
			}
			switch {
			case unsettled(w.op):
				op.State, op.Details = store.OpUnknown, technical(cause)
				return tx.PutOp(op)
			case op.FirstSentAt.IsZero():
				op.State, op.Details = store.OpQueued, technical(cause)
				return tx.PutOp(op)
			}
			return s.replace(tx, op, technical(cause))
		}
	}
	return s.record(ctx, "not sent", b, outcomes)
}

// replace puts a fresh operation in the place of one whose request did not
// take effect; what waits for the old one waits for it.
func (s *Service) replace(tx *store.SyncTx, old store.Op, details string) error {
	if err := tx.RequestOutcome(old.RequestID, s.wallNow(), store.MemberOutcome{
		OpID: old.ID, State: store.OpWithdrawn, Details: details,
	}); err != nil {
		return err
	}
	fresh := old
	fresh.ID, fresh.Seq, fresh.State, fresh.RequestID = s.cfg.NewID(), 0, store.OpQueued, ""
	fresh.FirstSentAt, fresh.LastAttemptEndedAt, fresh.Attempts, fresh.Details = time.Time{}, time.Time{}, 0, details
	if err := tx.PutOp(fresh); err != nil || old.Record != store.RecordContact {
		return err // nothing waits for a document
	}
	ops, err := tx.OpenOps()
	if err != nil {
		return err
	}
	for _, op := range ops {
		if op.DependsOn == old.ID {
			op.DependsOn = fresh.ID
			if err := tx.PutOp(op); err != nil {
				return err
			}
		}
	}
	return nil
}

// hold leaves an operation as it is, because Xero could not be asked. What is
// unknown stays so even if Xero refuses to tell; it is asked again later.
func (s *Service) hold(ctx context.Context, w *work, cause error) error {
	s.noteTrouble(cause)
	switch {
	case !isFinal(cause):
		if xeroapi.IsCode(cause, xeroapi.CodeGarbled) { // perhaps for ever: the others have their turn
			s.session.notBefore[w.op.ID] = s.cfg.Clock().Add(lastPause)
		}
		return nil
	case w.op.State == store.OpUnknown:
		s.session.notBefore[w.op.ID] = s.cfg.Clock().Add(lastPause)
		return nil
	}
	return s.fail(ctx, w, refusedProblem(cause, w), technical(cause), nil)
}

// holdAll is hold for a question about several at once. What Xero refuses to
// tell, or cannot be read, may be so because of one of them: each is asked about
// alone.
func (s *Service) holdAll(ctx context.Context, b batch, cause error) error {
	if len(b) == 1 {
		return s.hold(ctx, b[0], cause)
	}
	s.noteTrouble(cause)
	if isFinal(cause) || xeroapi.IsCode(cause, xeroapi.CodeGarbled) {
		for _, w := range b {
			s.session.readAlone[w.op.ID] = true
		}
	}
	return nil
}

// isHeld reports whether Xero refused to look at a request at all, so that it
// can be sent again as it is: limits, permission to talk, an organisation that
// is offline.
func isHeld(err error) bool {
	e, ok := xeroapi.AsError(err)
	if !ok {
		return false
	}
	if notAllowed403(e) {
		return false
	}
	switch e.Code {
	case xeroapi.CodeMinuteLimit, xeroapi.CodeDayLimit, xeroapi.CodeConcurrentLimit, xeroapi.CodeDayReserve,
		xeroapi.CodeTokenExpired, xeroapi.CodeReconnect, xeroapi.CodeScopeMissing, xeroapi.CodeTenantDisconnected,
		xeroapi.CodeConfiguration, xeroapi.CodeSecretsUnavailable, xeroapi.CodeOffline, xeroapi.CodeXeroDown,
		xeroapi.CodeOrganisationOffline, xeroapi.CodeNoReply, xeroapi.CodeGarbled, xeroapi.CodeCancelled:
		return true
	}
	return false
}

// notAllowed403 reports whether the user's role in Xero does not allow what was
// asked: that concerns one request, not the connection.
func notAllowed403(e *xeroapi.Error) bool {
	return e.Code == xeroapi.CodeScopeMissing && e.HTTPStatus == http.StatusForbidden
}

// isFinal reports whether asking again would give the same answer.
func isFinal(err error) bool {
	e, ok := xeroapi.AsError(err)
	return ok && !isHeld(err) && e.Outcome != xeroapi.OutcomeUnknown
}

// noteTrouble draws the consequences of not having reached Xero: a pause, or
// the need to sign in again.
func (s *Service) noteTrouble(cause error) {
	s.cfg.Log.Info("xero", "trouble", technical(cause))
	e, ok := xeroapi.AsError(cause)
	now := s.cfg.Clock()
	phase := Paused
	switch {
	case !ok:
		s.session.backOff(now)
	case e.Code == xeroapi.CodeCancelled:
		return // the program is closing
	case notAllowed403(e), isFinal(cause):
		return // the operation says so
	case signInNeeded(e):
		phase = Reconnect
	case e.RetryAfter > 0:
		s.session.pausedUntil = now.Add(e.RetryAfter)
	case e.Code == xeroapi.CodeOffline, e.Code == xeroapi.CodeNoReply:
		phase = Offline
		s.session.backOff(now)
	default:
		s.session.backOff(now)
	}
	p := asProblem(cause)
	s.publish(func(st *State) { st.Phase, st.Problem = phase, p })
}

// signInNeeded reports whether nothing goes on until the user connects again.
func signInNeeded(e *xeroapi.Error) bool {
	switch e.Code {
	case xeroapi.CodeReconnect, xeroapi.CodeScopeMissing, xeroapi.CodeTenantDisconnected,
		xeroapi.CodeConfiguration, xeroapi.CodeTokenExpired:
		return !notAllowed403(e)
	}
	return false
}

// reached notes that Xero answered.
func (s *Service) reached() {
	s.session.reached()
	now := s.wallNow()
	s.publish(func(st *State) { st.Last = now })
}

// refused records Xero's refusal of a request about one record.
func (s *Service) refused(ctx context.Context, w *work, cause error) error {
	return s.commit(ctx, "refused", s.refusal(w, cause))
}

// refusal is the outcome of a member whose content Xero refused. After an
// unknown outcome, a refusal as not unique may mean that the first attempt came
// through: that leads back to the look-up.
func (s *Service) refusal(w *work, cause error) outcome {
	e, _ := xeroapi.AsError(cause)
	taken := e != nil && (e.Code == xeroapi.CodeDuplicateNumber || e.Code == xeroapi.CodeContactNameTaken || e.Code == xeroapi.CodeContactNumberTaken)
	again := e != nil && e.Code == xeroapi.CodeIdempotencyReuse
	if (taken && unsettled(w.op) && w.op.Action == store.ActionCreate) || again {
		return s.backToLookUp(w, cause, taken)
	}
	if e != nil && e.Code == xeroapi.CodeUnknown {
		return s.leftUnknown(w, cause)
	}
	return s.failure(w, refusedProblem(cause, w), technical(cause), nil)
}

// backToLookUp leaves the outcome unknown, with the record to be looked up. A
// refusal as taken is kept: if nothing of ours is found, name or number are
// somebody else's, and then it has failed.
func (s *Service) backToLookUp(w *work, cause error, taken bool) outcome {
	var p *document.Problem
	if taken {
		p = refusedProblem(cause, w)
	}
	now := s.cfg.Clock()
	s.session.ended[w.op.ID] = now
	s.session.notBefore[w.op.ID] = now.Add(time.Second)
	return func(tx *store.SyncTx) error {
		return tx.RequestOutcome(w.request.ID, now.Round(0), store.MemberOutcome{
			OpID: w.op.ID, State: store.OpUnknown, Problem: p, Details: technical(cause),
		})
	}
}

// fail ends an operation that came to nothing; see [Service.failure].
func (s *Service) fail(ctx context.Context, w *work, p *document.Problem, details string, there *record) error {
	return s.commit(ctx, "failed", s.failure(w, p, details, there))
}

// failure is the outcome of an operation that came to nothing. there is Xero's
// record where it was read.
func (s *Service) failure(w *work, p *document.Problem, details string, there *record) outcome {
	delete(s.session.notBefore, w.op.ID)
	return func(tx *store.SyncTx) error {
		if there != nil && w.linked {
			if err := s.putMoved(tx, w, *there); err != nil {
				return err
			}
		}
		if err := s.end(tx, w, store.OpFailed, p, details, nil); err != nil {
			return err
		}
		h := historyOf(w.op, w.label, store.HistoryError, p.Sentence, s.wallNow(), p)
		h.Sent = w.sentBody()
		h.Answered = []byte(details)
		return tx.AddHistory(h)
	}
}

// conflict ends an update because Xero's record is not what was last seen.
// Nothing was sent. Where nothing was changed here, what changed there is taken
// over instead of being asked about.
func (s *Service) conflict(ctx context.Context, w *work, there record, found []difference) error {
	p := problem("conflict",
		fmt.Sprintf("%s was changed in Xero since LiteWork last saw it: %s. Nothing was sent.", w.label, fieldWords(found)),
		"Look at it in Xero.")
	err := s.commit(ctx, "conflict", func(tx *store.SyncTx) error {
		if err := s.putMoved(tx, w, there); err != nil {
			return err
		}
		state, err := tx.RecordState(w.op.Record, w.op.RecordID)
		if err != nil {
			return err
		}
		doc, err := tx.Document(w.op.RecordID)
		if err != nil {
			return err
		}
		pair, _, err := tx.Base(w.op.Record, w.op.RecordID)
		if err != nil {
			return err
		}
		base, err := decodeBase(w.op.Record, pair)
		if err != nil {
			return err
		}
		state.Conflict, state.Remote = !document.Project(&doc.Document).Equal(base.sent), there.raw()
		if !state.Conflict {
			p.Fix = "Look at what was taken over, then post it again."
		}
		if err := tx.SetRecordState(w.op.Record, w.op.RecordID, state); err != nil {
			return err
		}
		if err := s.end(tx, w, store.OpFailed, p, "", nil); err != nil {
			return err
		}
		h := historyOf(w.op, w.label, store.HistoryError, p.Sentence, s.wallNow(), p)
		h.Answered = there.raw()
		return tx.AddHistory(h)
	})
	if err == nil {
		s.session.wait(w.op.RecordID)
	}
	return err
}

// end records the end of an operation, by its request where one was made.
func (s *Service) end(tx *store.SyncTx, w *work, state store.OpState, p *document.Problem, details string, answer []byte) error {
	op, ok, err := tx.Op(w.op.ID)
	if err != nil || !ok {
		return err
	}
	pending := w.request.State == store.RequestSent || w.request.State == store.RequestUnknown
	if w.asked && (pending || op.State == store.OpSent || op.State == store.OpUnknown) {
		return tx.RequestOutcome(w.request.ID, s.wallNow(), store.MemberOutcome{
			OpID: op.ID, State: state, Problem: p, Details: details, Answer: answer,
		})
	}
	op.State, op.Problem, op.Details = state, p, details
	return tx.PutOp(op)
}

// sentBody is what was last sent of the record; nil when nothing was.
func (w *work) sentBody() []byte {
	if !w.asked || w.body != nil {
		return w.body
	}
	list, err := decodeAnswers(w.op.Record, xeroapi.Reply{Body: w.request.Body})
	if err != nil || w.op.Member >= len(list) {
		return w.request.Body
	}
	return list[w.op.Member].raw()
}

// historyOf is the row of the history about an operation.
func historyOf(op store.Op, label string, status store.HistoryStatus, details string, at time.Time, p *document.Problem) store.HistoryEntry {
	h := store.HistoryEntry{
		At: at, Action: store.HistoryUpdate, Direction: store.ToXero, Record: op.Record, RecordID: op.RecordID,
		Label: label, Status: status, Details: details, OpID: op.ID,
	}
	if op.Action == store.ActionCreate {
		h.Action = store.HistoryCreate
	}
	if p != nil {
		h.Code, h.Fix = p.Code, p.Fix
	}
	return h
}
