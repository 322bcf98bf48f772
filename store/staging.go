package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

// ImportRun is one run of the import, which can be gone on with after a crash.
type ImportRun struct {
	ID        string
	Org       OrgKey
	Phase     string
	Choices   json.RawMessage
	Cursor    json.RawMessage
	StartedAt time.Time
}

// Staged is one record downloaded but not yet written.
type Staged struct {
	Run    string
	Kind   RecordKind
	XeroID string
	Number string
	// Raw is the record as Xero sent it; once it was written, the receipt for
	// it, see [SyncTx.PutReceipt].
	Raw []byte
	// Verdict is the planner's: new, update, unchanged, conflict…
	Verdict string
	// RecordID is the record here it belongs to; empty for a new one.
	RecordID string
	Written  bool
}

// StagedHere is a staged record that was written, with what is here of it.
type StagedHere struct {
	Staged
	// Here reports whether its record is here; the rest is that record's.
	Here     bool
	Currency string
	// Status is Xero's word as last read.
	Status string
	Total  decimal.Decimal
}

func (t *tx) putImportRun(r ImportRun) error {
	if r.Org == (OrgKey{}) {
		org, err := t.org()
		if err != nil {
			return err
		}
		r.Org = org
	}
	if r.StartedAt.IsZero() {
		r.StartedAt = t.now
	}
	return t.exec(`INSERT INTO import_runs (id, server, tenant_id, phase, choices, cursor, started_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, choices = excluded.choices, cursor = excluded.cursor`,
		r.ID, r.Org.Server, r.Org.TenantID, r.Phase, string(r.Choices), string(r.Cursor), r.StartedAt.UnixMilli())
}

func (t *tx) importRuns(where string, args ...any) (out []ImportRun, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var r ImportRun
		var choices, cursor string
		var started sql.NullInt64
		err := rows.Scan(&r.ID, &r.Org.Server, &r.Org.TenantID, &r.Phase, &choices, &cursor, &started)
		r.Choices, r.Cursor, r.StartedAt = json.RawMessage(choices), json.RawMessage(cursor), fromMillis(started)
		out = append(out, r)
		return err
	}, `SELECT id, server, tenant_id, phase, choices, cursor, started_at FROM import_runs WHERE `+where+`
		ORDER BY started_at DESC, rowid DESC`, args...)
	return out, err
}

func (t *tx) putStaged(s Staged) error {
	return t.exec(`INSERT OR REPLACE INTO staged (run, record_kind, xero_id, number, raw, verdict, record_id, written)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, s.Run, s.Kind, s.XeroID, s.Number, s.Raw, s.Verdict, s.RecordID, s.Written)
}

func (t *tx) stagedPage(run string, kind RecordKind, after string, limit int) (out []Staged, err error) {
	err = t.each(func(rows *sql.Rows) error {
		s := Staged{Run: run, Kind: kind}
		err := rows.Scan(&s.XeroID, &s.Number, &s.Raw, &s.Verdict, &s.RecordID, &s.Written)
		out = append(out, s)
		return err
	}, `SELECT xero_id, number, raw, verdict, record_id, written FROM staged
		WHERE run = ? AND record_kind = ? AND xero_id > ? ORDER BY xero_id LIMIT ?`, run, kind, after, limit)
	return out, err
}

func (t *tx) stagedRecord(run string, kind RecordKind, xeroID string) (s Staged, ok bool, err error) {
	s = Staged{Run: run, Kind: kind, XeroID: xeroID}
	err = t.row(`SELECT number, raw, verdict, record_id, written FROM staged WHERE run = ? AND record_kind = ? AND xero_id = ?`,
		run, kind, xeroID).Scan(&s.Number, &s.Raw, &s.Verdict, &s.RecordID, &s.Written)
	ok, err = optional(err)
	return s, ok, err
}

func (t *tx) stagedHere(run string, kind RecordKind, fn func(StagedHere) error) error {
	org, err := t.org()
	if err != nil {
		return err
	}
	return t.each(func(rows *sql.Rows) error {
		s := StagedHere{Staged: Staged{Run: run, Kind: kind, Written: true}}
		var total int64
		err := rows.Scan(&s.XeroID, &s.Number, &s.Raw, &s.Verdict, &s.RecordID, &s.Here, &s.Currency, &s.Status, &total)
		if err != nil {
			return err
		}
		s.Total = fromMoney(total)
		return fn(s)
	}, `SELECT s.xero_id, s.number, s.raw, s.verdict, s.record_id,
			coalesce(d.id, c.id) IS NOT NULL, coalesce(d.currency, ''), coalesce(l.remote_status, ''), coalesce(d.total, 0)
		FROM staged s
		LEFT JOIN documents d ON d.id = s.record_id AND d.deleted_at IS NULL
		LEFT JOIN contacts c ON c.id = s.record_id AND c.deleted_at IS NULL
		LEFT JOIN links l ON l.record_id = s.record_id AND l.server = ? AND l.tenant_id = ?
		WHERE s.run = ? AND s.record_kind = ? AND s.written ORDER BY s.xero_id`,
		org.Server, org.TenantID, run, kind)
}

// dropStaged removes at most so many of a run's staged records, and the run
// after the last.
func (t *tx) dropStaged(run string, most int) (done bool, err error) {
	n, err := t.execCount(`DELETE FROM staged WHERE rowid IN (SELECT rowid FROM staged WHERE run = ? LIMIT ?)`, run, most)
	if err != nil || n == int64(most) {
		return false, err
	}
	return true, t.exec(`DELETE FROM import_runs WHERE id = ?`, run)
}

// ImportRun gives a run of the organisation connected.
func (x *SyncTx) ImportRun(id string) (ImportRun, bool, error) {
	org, err := x.t.org()
	if err != nil {
		return ImportRun{}, false, err
	}
	return one(x.t.importRuns(`id = ? AND server = ? AND tenant_id = ?`, id, org.Server, org.TenantID))
}

// ImportRuns are the runs kept of the organisation connected, the newest first.
func (x *SyncTx) ImportRuns() ([]ImportRun, error) {
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	return x.t.importRuns(`server = ? AND tenant_id = ?`, org.Server, org.TenantID)
}

// AllImportRuns are the runs kept, of whatever organisation, the newest first.
func (x *SyncTx) AllImportRuns() ([]ImportRun, error) { return x.t.importRuns(`1`) }

// PutReceipt records what became of a staged record: what it was takes no more
// room than the receipt.
func (x *SyncTx) PutReceipt(s Staged) error {
	return x.t.exec(`UPDATE staged SET raw = ?, verdict = ?, record_id = ?, written = 1
		WHERE run = ? AND record_kind = ? AND xero_id = ?`, s.Raw, s.Verdict, s.RecordID, s.Run, s.Kind, s.XeroID)
}

// PutReceipts is PutReceipt of many.
func (x *SyncTx) PutReceipts(list []Staged) error {
	for _, s := range list {
		if err := x.PutReceipt(s); err != nil {
			return err
		}
	}
	return nil
}

// StagedRecord gives one staged record.
func (x *SyncTx) StagedRecord(run string, kind RecordKind, xeroID string) (Staged, bool, error) {
	return x.t.stagedRecord(run, kind, xeroID)
}

// StagedHere calls fn for every staged record of a kind that was written, by
// XeroID. fn must not use the transaction.
func (x *SyncTx) StagedHere(run string, kind RecordKind, fn func(StagedHere) error) error {
	return x.t.stagedHere(run, kind, fn)
}

// DropStaged removes at most so many of a run's staged records, and with the
// last of them the run; done reports that.
func (x *SyncTx) DropStaged(run string, most int) (done bool, err error) {
	return x.t.dropStaged(run, most)
}

// Try runs fn, and undoes what it wrote when it fails because of what a record
// holds (a *[document.Problem]): the rest of the transaction stands, and the
// problem is given back. Any other error is to fail the transaction.
func (x *SyncTx) Try(fn func() error) (refused *document.Problem, err error) {
	if err := x.t.exec(`SAVEPOINT record`); err != nil {
		return nil, err
	}
	documents, contacts := maps.Clone(x.t.documentWords), maps.Clone(x.t.contactWords)
	err = fn()
	if errors.As(err, &refused) {
		x.t.documentWords, x.t.contactWords = documents, contacts
		if err := x.t.exec(`ROLLBACK TO record`); err != nil {
			return nil, err
		}
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return refused, x.t.exec(`RELEASE record`)
}
