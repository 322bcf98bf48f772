package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"time"

	"litework/document"
)

// RecordKind names a kind of record that Xero knows too. It equals
// document.Kind for the two kinds of document.
type RecordKind string

// The kinds of record.
const (
	RecordInvoice RecordKind = "invoice"
	RecordQuote   RecordKind = "quote"
	RecordContact RecordKind = "contact"
)

// OrgKey is one organisation at one server: links, bases and marks belong to
// it, so that a test server never meets a real organisation's records.
type OrgKey struct{ Server, TenantID string }

// OpAction is what an operation does in Xero.
type OpAction string

// The actions of an operation.
const (
	ActionCreate OpAction = "create"
	ActionUpdate OpAction = "update"
	ActionStatus OpAction = "status"
)

// OpState is how far an operation came.
type OpState string

// The states of an operation. The first four are open.
const (
	OpQueued  OpState = "queued"
	OpSending OpState = "sending"
	// OpSent: the request left; the answer is awaited.
	OpSent OpState = "sent"
	// OpUnknown: no answer that tells; to be settled before any resend.
	OpUnknown   OpState = "unknown"
	OpFailed    OpState = "failed"
	OpDone      OpState = "done"
	OpWithdrawn OpState = "withdrawn"
)

// Open reports whether the outcome is still to come.
func (s OpState) Open() bool {
	return s == OpQueued || s == OpSending || s == OpSent || s == OpUnknown
}

// Op is one intent towards Xero: a row of the outbox. What it freezes (Record
// to TargetStatus) never changes once it was sent.
type Op struct {
	ID string
	// Seq is the order of the outbox, given by the file.
	Seq      int64
	Record   RecordKind
	RecordID string
	Action   OpAction
	// Rev, Number and Projection are the record's when the intent was made.
	Rev          int64
	Org          OrgKey
	Number       string
	Projection   json.RawMessage
	Body         []byte
	TargetStatus string

	// DependsOn is the operation that must be done first; empty for none.
	DependsOn string
	State     OpState
	RequestID string
	Member    int
	Problem   *document.Problem
	// Details are technical, behind a button.
	Details                                    string
	CreatedAt, FirstSentAt, LastAttemptEndedAt time.Time
	Attempts                                   int
	// UserAsked: not started by a timer.
	UserAsked bool
}

// opColumns are in the order of scanOp.
const opColumns = `seq, id, record_kind, record_id, action, rev, server, tenant_id, number, projection, body,
	target_status, depends_on, state, request_id, member, problem, details, created_at, first_sent_at, last_ended_at,
	attempts, user_asked`

func (t *tx) ops(where string, args ...any) (out []Op, err error) {
	err = t.each(func(rows *sql.Rows) error {
		op, err := scanOp(rows)
		out = append(out, op)
		return err
	}, `SELECT `+opColumns+` FROM outbox WHERE `+where, args...)
	return out, err
}

func scanOp(rows *sql.Rows) (op Op, err error) {
	var projection, problem string
	var created, sent, ended sql.NullInt64
	err = rows.Scan(&op.Seq, &op.ID, &op.Record, &op.RecordID, &op.Action, &op.Rev, &op.Org.Server, &op.Org.TenantID,
		&op.Number, &projection, &op.Body, &op.TargetStatus, &op.DependsOn, &op.State, &op.RequestID, &op.Member,
		&problem, &op.Details, &created, &sent, &ended, &op.Attempts, &op.UserAsked)
	if err != nil {
		return op, err
	}
	if projection != "" {
		op.Projection = json.RawMessage(projection)
	}
	op.CreatedAt, op.FirstSentAt, op.LastAttemptEndedAt = fromMillis(created), fromMillis(sent), fromMillis(ended)
	op.Problem, err = decodeProblem(problem)
	return op, err
}

func encodeProblem(p *document.Problem) (string, error) {
	if p == nil {
		return "", nil
	}
	data, err := json.Marshal(p)
	return string(data), err
}

func decodeProblem(data string) (*document.Problem, error) {
	if data == "" {
		return nil, nil
	}
	var p document.Problem
	err := json.Unmarshal([]byte(data), &p)
	return &p, err
}

func (t *tx) op(id string) (Op, bool, error) { return one(t.ops(`id = ?`, id)) }

func (t *tx) openOp(recordID string) (Op, bool, error) {
	return one(t.ops(`record_id = ? AND state IN ('queued', 'sending', 'sent', 'unknown')`, recordID))
}

func one[T any](all []T, err error) (first T, ok bool, _ error) {
	if err != nil || len(all) == 0 {
		return first, false, err
	}
	return all[0], true, nil
}

// opSummary is the open operation of a record, or its last one when it failed.
func (t *tx) opSummary(recordID string) (*OpSummary, error) {
	op, ok, err := one(t.ops(`record_id = ? AND state <> 'withdrawn' ORDER BY seq DESC LIMIT 1`, recordID))
	if err != nil || !ok || op.State == OpDone {
		return nil, err
	}
	return &OpSummary{
		ID: op.ID, Action: op.Action, State: op.State, TargetStatus: op.TargetStatus, Problem: op.Problem,
		Details: op.Details, CreatedAt: op.CreatedAt, FirstSentAt: op.FirstSentAt,
	}, nil
}

// putOp adds an operation or changes one. A new one takes the place of an open
// one that was never sent.
func (t *tx) putOp(op Op) error {
	stored, exists, err := t.op(op.ID)
	if err != nil {
		return err
	}
	if op.Org == (OrgKey{}) {
		if op.Org, err = t.org(); err != nil {
			return err
		}
	}
	if op.CreatedAt.IsZero() {
		op.CreatedAt = t.now
	}
	if exists {
		err = t.changeOp(stored, op)
	} else {
		err = t.addOp(op)
	}
	t.touch(op.Record, op.RecordID)
	t.tell(OutboxChanged, op.RecordID)
	return err
}

func (t *tx) addOp(op Op) error {
	open, has, err := t.openOp(op.RecordID)
	if err != nil {
		return err
	}
	if has && op.State.Open() {
		if open.State != OpQueued || !open.FirstSentAt.IsZero() {
			return &LockedError{ID: op.RecordID, Reason: LockedSending}
		}
		if err := t.withdrawQueued(op.RecordID); err != nil {
			return err
		}
	}
	problem, err := encodeProblem(op.Problem)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO outbox (id, record_kind, record_id, action, rev, server, tenant_id, number, number_fold,
			projection, body, target_status, depends_on, state, request_id, member, problem, details,
			created_at, first_sent_at, last_ended_at, attempts, user_asked)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		op.ID, op.Record, op.RecordID, op.Action, op.Rev, op.Org.Server, op.Org.TenantID, op.Number, document.NumberKey(op.Number),
		string(op.Projection), op.Body, op.TargetStatus, op.DependsOn, op.State, op.RequestID, op.Member, problem, op.Details,
		toMillis(op.CreatedAt), toMillis(op.FirstSentAt), toMillis(op.LastAttemptEndedAt), op.Attempts, op.UserAsked)
}

// withdrawQueued takes back the record's operation if it was never sent.
func (t *tx) withdrawQueued(recordID string) error {
	n, err := t.execCount(`UPDATE outbox SET state = 'withdrawn'
		WHERE record_id = ? AND state = 'queued' AND first_sent_at IS NULL`, recordID)
	if n > 0 {
		t.tell(OutboxChanged, recordID)
	}
	return err
}

// withdrawWaiting takes back the record's operation if it was never sent, with a
// contact that was to be made for it alone.
func (t *tx) withdrawWaiting(recordID string) error {
	op, open, err := t.openOp(recordID)
	if err != nil || !open {
		return err
	}
	if err := t.withdrawQueued(recordID); err != nil || op.DependsOn == "" {
		return err
	}
	before, ok, err := t.op(op.DependsOn)
	if err != nil || !ok {
		return err
	}
	awaited, err := t.exists(`SELECT 1 FROM outbox WHERE depends_on = ? AND state IN ('queued', 'sending', 'sent', 'unknown')`, before.ID)
	if err != nil || awaited {
		return err
	}
	return t.withdrawQueued(before.RecordID)
}

// changeOp keeps what was frozen once the operation was sent.
func (t *tx) changeOp(stored, op Op) error {
	if !stored.FirstSentAt.IsZero() && !sameFrozen(stored, op) {
		return &LockedError{ID: op.RecordID, Reason: LockedFrozen}
	}
	if stored.RecordID != op.RecordID || stored.Record != op.Record {
		return &LockedError{ID: op.RecordID, Reason: LockedFrozen}
	}
	problem, err := encodeProblem(op.Problem)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE outbox SET action = ?, rev = ?, server = ?, tenant_id = ?, number = ?, number_fold = ?,
			projection = ?, body = ?, target_status = ?, depends_on = ?, state = ?, request_id = ?, member = ?,
			problem = ?, details = ?, first_sent_at = coalesce(first_sent_at, ?), last_ended_at = ?, attempts = ?, user_asked = ?
		WHERE id = ?`,
		op.Action, op.Rev, op.Org.Server, op.Org.TenantID, op.Number, document.NumberKey(op.Number),
		string(op.Projection), op.Body, op.TargetStatus, op.DependsOn, op.State, op.RequestID, op.Member,
		problem, op.Details, toMillis(op.FirstSentAt), toMillis(op.LastAttemptEndedAt), op.Attempts, op.UserAsked, op.ID)
}

func sameFrozen(a, b Op) bool {
	return a.Action == b.Action && a.Rev == b.Rev && a.Org == b.Org && a.Number == b.Number &&
		bytes.Equal(a.Projection, b.Projection) && bytes.Equal(a.Body, b.Body) && a.TargetStatus == b.TargetStatus
}
