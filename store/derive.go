package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/shopspring/decimal"

	"litework/document"
)

// syncFacts are what a record's sync state follows from.
type syncFacts struct {
	// op is the state of the last operation that was not withdrawn; "" for
	// none.
	op       OpState
	linked   bool
	conflict bool
	// changed: what Xero can see of the record is not what was last sent or
	// pulled.
	changed bool
}

// deriveState is the one place where a sync state is decided. An operation on
// its way lies over everything, then what asks for the user.
func deriveState(f syncFacts) document.SyncState {
	switch {
	case f.op == OpSending || f.op == OpSent:
		return document.Posting
	case f.op == OpUnknown:
		return document.Checking
	case f.conflict:
		return document.Conflict
	case f.op == OpQueued:
		return document.WaitingToPost
	case f.op == OpFailed:
		return document.SyncFailed
	case !f.linked:
		return document.NotSynced
	case f.changed:
		return document.UpdatedLocally
	}
	return document.Synced
}

// recordFacts are what is known of a record towards the active organisation.
type recordFacts struct {
	syncFacts
	xeroID   string
	headOnly bool
	remote   *document.Remote
	// sent is the projection last sent or pulled; nil without a base.
	sent json.RawMessage
}

func (t *tx) facts(recordID string) (f recordFacts, err error) {
	org, err := t.org()
	if err != nil {
		return f, err
	}
	err = t.row(`SELECT state FROM outbox WHERE record_id = ? AND state <> 'withdrawn' ORDER BY seq DESC LIMIT 1`, recordID).Scan(&f.op)
	if _, err = optional(err); err != nil {
		return f, err
	}
	var remote document.Remote
	var total, paid, credited, due int64
	var sent sql.NullString
	err = t.row(`SELECT l.xero_id, l.remote_status, l.remote_number, l.remote_total, l.remote_paid,
			l.remote_credited, l.remote_due, l.remote_sent, l.conflict, l.head_only, b.sent
		FROM links l LEFT JOIN bases b USING (record_id, server, tenant_id)
		WHERE l.record_id = ? AND l.server = ? AND l.tenant_id = ?`, recordID, org.Server, org.TenantID).
		Scan(&f.xeroID, &remote.Status, &remote.Number, &total, &paid, &credited, &due,
			&remote.SentToContact, &f.conflict, &f.headOnly, &sent)
	f.linked, err = optional(err)
	if !f.linked || err != nil {
		return f, err
	}
	if sent.Valid {
		f.sent = json.RawMessage(sent.String)
	}
	if remote.Status != "" {
		remote.XeroID = f.xeroID
		remote.Total, remote.AmountPaid = fromMoney(total), fromMoney(paid)
		remote.AmountCredited, remote.AmountDue = fromMoney(credited), fromMoney(due)
		f.remote = &remote
	}
	return f, nil
}

// derive brings a record's derived columns up to date after its link, base or
// operation changed.
func (t *tx) derive(kind RecordKind, id string) error {
	if kind == RecordContact {
		c, err := t.contact(id)
		if err == ErrNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = t.deriveContact(&c.Contact)
		return err
	}
	head, ok, err := t.documentHead(id)
	if err != nil || !ok {
		return err
	}
	d, err := t.readDocument(id)
	if err != nil {
		return err
	}
	_, err = t.deriveDocument(&d, head)
	return err
}

// deriveSaved derives a document just written.
func (t *tx) deriveSaved(d *document.Document, head documentHead) (Saved, error) {
	state, err := t.deriveDocument(d, head)
	return Saved{ID: d.ID, Rev: head.rev, Number: d.Number, State: state}, err
}

// deriveDocument writes shown status, sync state, what is outstanding and the
// number held.
func (t *tx) deriveDocument(d *document.Document, head documentHead) (document.SyncState, error) {
	f, err := t.facts(d.ID)
	if err != nil {
		return "", err
	}
	if f.changed, err = documentChanged(d, f); err != nil {
		return "", err
	}
	state := deriveState(f.syncFacts)
	// Without a today nothing is overdue or expired.
	status := document.ShownStatus(d, f.remote, document.Date{})
	held, err := t.heldNumber(d, head, f.remote)
	if err != nil {
		return "", err
	}
	total := d.Totals().Total
	if f.headOnly && f.remote != nil {
		total = f.remote.Total
	}
	cents, err1 := toCents(total)
	outstanding, err2 := toCents(outstandingOf(d, f.remote, total))
	if err := firstProblem(err1, err2); err != nil {
		return "", err
	}
	err = t.exec(`UPDATE documents SET state = ?, status = ?, outstanding = ?, number_held = ?, total = ? WHERE key = ?`,
		state, status, outstanding, held, cents, head.key)
	t.tell(DocumentChanged, d.ID)
	return state, err
}

func documentChanged(d *document.Document, f recordFacts) (bool, error) {
	if !f.linked || f.sent == nil {
		return false, nil
	}
	var sent document.Projection
	if err := json.Unmarshal(f.sent, &sent); err != nil {
		return false, fmt.Errorf("the base of document %s: %w", d.ID, err)
	}
	return !document.Project(d).Equal(sent), nil
}

// heldNumber is the number the document holds against others, or nil: a number
// returns when the document is deleted here, or voided or deleted in Xero.
func (t *tx) heldNumber(d *document.Document, head documentHead, remote *document.Remote) (any, error) {
	if d.Number == "" || head.deletedAt != 0 {
		return nil, nil
	}
	if remote != nil && (remote.Status == "VOIDED" || remote.Status == "DELETED") {
		return nil, nil
	}
	held := document.NumberKey(d.Number)
	other, err := t.exists(`SELECT 1 FROM documents WHERE kind = ? AND number_held = ? AND id <> ?`, d.Kind, held, d.ID)
	if err != nil || other {
		return nil, err
	}
	return held, nil
}

// outstandingOf is what the client still owes: Xero's amount due of an
// approved invoice or, never posted, the total of one marked Sent.
func outstandingOf(d *document.Document, remote *document.Remote, total decimal.Decimal) decimal.Decimal {
	switch {
	case d.Kind != document.Invoice:
	case remote != nil && remote.Status == "AUTHORISED":
		return remote.AmountDue
	case remote == nil && d.Mark == document.Sent:
		return total
	}
	return decimal.Zero
}

// deriveContact writes a contact's sync state.
func (t *tx) deriveContact(c *document.Contact) (document.SyncState, error) {
	f, err := t.facts(c.ID)
	if err != nil {
		return "", err
	}
	if f.linked && f.sent != nil {
		var sent document.Contact
		if err := json.Unmarshal(f.sent, &sent); err != nil {
			return "", fmt.Errorf("the base of contact %s: %w", c.ID, err)
		}
		f.changed = contactChanged(c, sent, f.remote)
	}
	state := deriveState(f.syncFacts)
	t.tell(ContactChanged, c.ID)
	return state, t.exec(`UPDATE contacts SET state = ? WHERE id = ?`, state, c.ID)
}

// contactChanged: the contact is not as it was last sent or pulled, or archived
// on one side only. Of one whose personal data Xero was asked to forget nothing
// is sent any more.
func contactChanged(c *document.Contact, sent document.Contact, remote *document.Remote) bool {
	changed := !reflect.DeepEqual(ProjectContact(*c), ProjectContact(sent))
	if remote == nil {
		return changed
	}
	return remote.Status != "GDPRREQUEST" && (changed || c.Archived != (remote.Status != "ACTIVE"))
}

// deriveAll derives every record anew, after another organisation was
// connected.
func (t *tx) deriveAll() error {
	for _, kind := range []RecordKind{RecordInvoice, RecordQuote, RecordContact} {
		ids, err := t.records(kind, nil)
		if err != nil {
			return err
		}
		for _, id := range ids {
			t.touch(kind, id)
		}
	}
	return nil
}
