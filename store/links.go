package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"litework/document"
	"time"
)

// Link ties a record here to one in Xero, within an organisation.
type Link struct {
	Kind     RecordKind
	RecordID string
	// Org is the active organisation's when left zero.
	Org    OrgKey
	XeroID string
	// RemoteUpdated is Xero's UpdatedDateUTC as last seen.
	RemoteUpdated time.Time
	// MergedInto is the XeroID of the contact this one was merged into.
	MergedInto string
	LinkedAt   time.Time
}

// BasePair is the record at its last meeting with Xero: what we sent and what
// Xero said, which differ because Xero trims, defaults and re-prints.
type BasePair struct {
	// Sent is the projection last sent or pulled: JSON of a
	// document.Projection, or of a contact as [ProjectContact] gives it.
	Sent json.RawMessage
	// Seen is the canonical form of Xero's last confirmed answer, Raw the
	// answer itself.
	Seen json.RawMessage
	Raw  []byte
	// Lines: LineItemID by our line id.
	Lines map[string]string
	// SentRev is the revision that Sent was made of.
	SentRev int64
}

// RecordState holds what the planner found out about a linked record.
type RecordState struct {
	// Conflict: both sides changed; Remote is Xero's version it was found on.
	Conflict bool
	Remote   []byte
	// HeadOnly: see [StoredDocument].
	HeadOnly bool
}

// errNoOrganisation is a fault of the caller's: links belong to one.
var errNoOrganisation = errors.New("store: a link was written before an organisation was connected")

func (t *tx) links(where string, args ...any) (out []Link, err error) {
	org, err := t.org()
	if err != nil {
		return nil, err
	}
	err = t.each(func(rows *sql.Rows) error {
		l := Link{Org: org}
		var updated, linked sql.NullInt64
		err := rows.Scan(&l.Kind, &l.RecordID, &l.XeroID, &updated, &l.MergedInto, &linked)
		l.RemoteUpdated, l.LinkedAt = fromMillis(updated), fromMillis(linked)
		out = append(out, l)
		return err
	}, `SELECT record_kind, record_id, xero_id, remote_updated, merged_into, linked_at FROM links
		WHERE server = ? AND tenant_id = ? AND `+where, append([]any{org.Server, org.TenantID}, args...)...)
	return out, err
}

func (t *tx) putLink(l Link) error {
	if l.Org == (OrgKey{}) {
		org, err := t.org()
		if err != nil {
			return err
		}
		l.Org = org
	}
	if l.Org == (OrgKey{}) {
		return errNoOrganisation
	}
	if l.LinkedAt.IsZero() {
		l.LinkedAt = t.now
	}
	t.touch(l.Kind, l.RecordID)
	return t.exec(`INSERT INTO links (record_id, server, tenant_id, record_kind, xero_id, remote_updated, merged_into, linked_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (record_id, server, tenant_id) DO UPDATE SET record_kind = excluded.record_kind,
			xero_id = excluded.xero_id, remote_updated = excluded.remote_updated, merged_into = excluded.merged_into`,
		l.RecordID, l.Org.Server, l.Org.TenantID, l.Kind, l.XeroID, toMillis(l.RemoteUpdated), l.MergedInto,
		l.LinkedAt.UnixMilli())
}

func (t *tx) base(recordID string) (b BasePair, ok bool, err error) {
	org, err := t.org()
	if err != nil {
		return b, false, err
	}
	var sent, seen, lines string
	err = t.row(`SELECT sent, seen, raw, lines, sent_rev FROM bases WHERE record_id = ? AND server = ? AND tenant_id = ?`,
		recordID, org.Server, org.TenantID).Scan(&sent, &seen, &b.Raw, &lines, &b.SentRev)
	if ok, err = optional(err); err != nil || !ok {
		return b, false, err
	}
	b.Sent, b.Seen = json.RawMessage(sent), json.RawMessage(seen)
	return b, true, json.Unmarshal([]byte(lines), &b.Lines)
}

func (t *tx) putBase(kind RecordKind, recordID string, b BasePair) error {
	org, err := t.org()
	if err != nil {
		return err
	}
	if org == (OrgKey{}) {
		return errNoOrganisation
	}
	if err := checkSent(kind, b.Sent); err != nil {
		return err
	}
	lines, err := json.Marshal(b.Lines)
	if err != nil {
		return err
	}
	t.touch(kind, recordID)
	return t.exec(`INSERT OR REPLACE INTO bases (record_id, server, tenant_id, sent, seen, raw, lines, sent_rev)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		recordID, org.Server, org.TenantID, string(b.Sent), string(b.Seen), b.Raw, string(lines), b.SentRev)
}

// checkSent refuses a base that could never be compared again.
func checkSent(kind RecordKind, sent json.RawMessage) error {
	var into any = &document.Projection{}
	if kind == RecordContact {
		into = &document.Contact{}
	}
	if err := json.Unmarshal(sent, into); err != nil {
		return fmt.Errorf("store: the sent half of a base is not a %s: %w", kind, err)
	}
	return nil
}

// updateLink changes columns of the record's link in the active organisation.
func (t *tx) updateLink(kind RecordKind, recordID, set string, args ...any) error {
	org, err := t.org()
	if err != nil {
		return err
	}
	t.touch(kind, recordID)
	n, err := t.execCount(`UPDATE links SET `+set+` WHERE record_id = ? AND server = ? AND tenant_id = ?`,
		append(args, recordID, org.Server, org.TenantID)...)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

func (t *tx) putRemote(kind RecordKind, recordID string, r document.Remote) error {
	const places = document.MoneyPlaces
	total, err1 := toScaled(r.Total, places, "total", "")
	paid, err2 := toScaled(r.AmountPaid, places, "total", "")
	credited, err3 := toScaled(r.AmountCredited, places, "total", "")
	due, err4 := toScaled(r.AmountDue, places, "total", "")
	if err := firstProblem(err1, err2, err3, err4); err != nil {
		return err
	}
	return t.updateLink(kind, recordID, `remote_status = ?, remote_number = ?, remote_total = ?, remote_paid = ?,
		remote_credited = ?, remote_due = ?, remote_sent = ?`, r.Status, r.Number, total, paid, credited, due, r.SentToContact)
}

func (t *tx) recordState(recordID string) (s RecordState, err error) {
	org, err := t.org()
	if err != nil {
		return s, err
	}
	err = t.row(`SELECT conflict, conflict_remote, head_only FROM links WHERE record_id = ? AND server = ? AND tenant_id = ?`,
		recordID, org.Server, org.TenantID).Scan(&s.Conflict, &s.Remote, &s.HeadOnly)
	_, err = optional(err)
	return s, err
}

func (t *tx) setRecordState(kind RecordKind, recordID string, s RecordState) error {
	return t.updateLink(kind, recordID, `conflict = ?, conflict_remote = ?, head_only = ?`, s.Conflict, s.Remote, s.HeadOnly)
}
