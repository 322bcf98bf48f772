package store

import (
	"database/sql"
	"time"

	"litework/document"
)

// RequestState is how far a request came.
type RequestState string

// The states of a request.
const (
	RequestStored   RequestState = "stored"
	RequestSent     RequestState = "sent"
	RequestAnswered RequestState = "answered"
	RequestUnknown  RequestState = "unknown"
)

// Request is one HTTP request that writes, stored before it is sent.
type Request struct {
	// ID is ours, Key the Idempotency-Key sent; usually the same.
	ID     string
	Key    string
	Method string
	Path   string
	Query  string
	Body   []byte
	// OpIDs are the members, in the order of the body.
	OpIDs       []string
	FirstSentAt time.Time
	LastEndedAt time.Time
	State       RequestState
}

// MemberOutcome is what came of one member of a request.
type MemberOutcome struct {
	OpID    string
	State   OpState
	Problem *document.Problem
	Details string
	// Answer is Xero's element for this member.
	Answer []byte
}

// putRequest stores a request with its members before it is sent. A stored one
// may be replaced until it is sent; after that *LockedError.
func (t *tx) putRequest(r Request) error {
	stored, exists, err := t.request(r.ID)
	if err != nil {
		return err
	}
	if exists && stored.State != RequestStored {
		return &LockedError{ID: r.ID, Reason: LockedFrozen}
	}
	if r.Key == "" {
		r.Key = r.ID
	}
	if r.State == "" {
		r.State = RequestStored
	}
	if err := t.exec(`DELETE FROM requests WHERE id = ?`, r.ID); err != nil {
		return err
	}
	err = t.exec(`INSERT INTO requests (id, key, method, path, query, body, state, first_sent_at, last_ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.ID, r.Key, r.Method, r.Path, r.Query, r.Body, r.State,
		toMillis(r.FirstSentAt), toMillis(r.LastEndedAt))
	if err != nil {
		return err
	}
	for i, op := range r.OpIDs {
		err := t.exec(`INSERT INTO request_members (request_id, member, op_id) VALUES (?, ?, ?)`, r.ID, i, op)
		if err == nil {
			err = t.exec(`UPDATE outbox SET request_id = ?, member = ? WHERE id = ?`, r.ID, i, op)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) requests(where string, args ...any) (out []Request, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var r Request
		var sent, ended sql.NullInt64
		err := rows.Scan(&r.ID, &r.Key, &r.Method, &r.Path, &r.Query, &r.Body, &r.State, &sent, &ended)
		r.FirstSentAt, r.LastEndedAt = fromMillis(sent), fromMillis(ended)
		out = append(out, r)
		return err
	}, `SELECT id, key, method, path, query, body, state, first_sent_at, last_ended_at FROM requests WHERE `+where, args...)
	for i := range out {
		if err == nil {
			out[i].OpIDs, err = t.strings(`SELECT op_id FROM request_members WHERE request_id = ? ORDER BY member`, out[i].ID)
		}
	}
	return out, err
}

func (t *tx) request(id string) (Request, bool, error) { return one(t.requests(`id = ?`, id)) }

// markRequestSent is written before the first byte leaves: from here on the
// members may exist in Xero.
func (t *tx) markRequestSent(id string, at time.Time) error {
	r, ok, err := t.request(id)
	if err != nil || !ok {
		return firstProblem(err, ErrNotFound)
	}
	err = t.exec(`UPDATE requests SET state = 'sent', first_sent_at = coalesce(first_sent_at, ?) WHERE id = ?`,
		at.UnixMilli(), id)
	if err != nil {
		return err
	}
	return t.eachOp(r.OpIDs, func(op Op) error {
		return t.exec(`UPDATE outbox SET state = 'sent', first_sent_at = coalesce(first_sent_at, ?), attempts = attempts + 1
			WHERE id = ?`, at.UnixMilli(), op.ID)
	})
}

// eachOp changes operations and marks their records.
func (t *tx) eachOp(ids []string, change func(Op) error) error {
	for _, id := range ids {
		op, ok, err := t.op(id)
		if err != nil || !ok {
			return firstProblem(err, ErrNotFound)
		}
		if err := change(op); err != nil {
			return err
		}
		t.touch(op.Record, op.RecordID)
		t.tell(OutboxChanged, op.RecordID)
	}
	return nil
}

// requestOutcome records what came of each member. The request is answered
// once no member is unknown.
func (t *tx) requestOutcome(id string, endedAt time.Time, members []MemberOutcome) error {
	for _, m := range members {
		problem, err := encodeProblem(m.Problem)
		if err != nil {
			return err
		}
		n, err := t.execCount(`UPDATE request_members SET outcome = ?, problem = ?, details = ?, answer = ?
			WHERE request_id = ? AND op_id = ?`, m.State, problem, m.Details, m.Answer, id, m.OpID)
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		err = t.eachOp([]string{m.OpID}, func(op Op) error {
			return t.exec(`UPDATE outbox SET state = ?, problem = ?, details = ?, last_ended_at = ? WHERE id = ?`,
				m.State, problem, m.Details, endedAt.UnixMilli(), op.ID)
		})
		if err != nil {
			return err
		}
	}
	return t.exec(`UPDATE requests SET last_ended_at = ?1, state = CASE WHEN EXISTS (
			SELECT 1 FROM request_members WHERE request_id = ?2 AND outcome IN ('', 'unknown'))
			THEN 'unknown' ELSE 'answered' END WHERE id = ?2`, endedAt.UnixMilli(), id)
}

// outcomes are what is known of a request's members, in their order.
func (t *tx) outcomes(id string) (out []MemberOutcome, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var m MemberOutcome
		var problem string
		err := rows.Scan(&m.OpID, &m.State, &problem, &m.Details, &m.Answer)
		if err != nil {
			return err
		}
		m.Problem, err = decodeProblem(problem)
		out = append(out, m)
		return err
	}, `SELECT op_id, outcome, problem, details, answer FROM request_members WHERE request_id = ? ORDER BY member`, id)
	return out, err
}
