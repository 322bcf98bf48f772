package store

import (
	"database/sql"
	"encoding/json"
	"time"
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
	Raw    []byte
	// Verdict is the planner's: new, update, unchanged, conflict…
	Verdict string
	// RecordID is the record here it belongs to; empty for a new one.
	RecordID string
	Written  bool
}

// StagedCount is how many staged records of a kind have a verdict.
type StagedCount struct {
	Kind    RecordKind
	Verdict string
	Count   int
	Written int
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

func (t *tx) importRuns() (out []ImportRun, err error) {
	org, err := t.org()
	if err != nil {
		return nil, err
	}
	err = t.each(func(rows *sql.Rows) error {
		r := ImportRun{Org: org}
		var choices, cursor string
		var started sql.NullInt64
		err := rows.Scan(&r.ID, &r.Phase, &choices, &cursor, &started)
		r.Choices, r.Cursor, r.StartedAt = json.RawMessage(choices), json.RawMessage(cursor), fromMillis(started)
		out = append(out, r)
		return err
	}, `SELECT id, phase, choices, cursor, started_at FROM import_runs WHERE server = ? AND tenant_id = ?
		ORDER BY started_at DESC, rowid DESC`, org.Server, org.TenantID)
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

func (t *tx) stagedCounts(run string) (out []StagedCount, err error) {
	err = t.each(func(rows *sql.Rows) error {
		var c StagedCount
		err := rows.Scan(&c.Kind, &c.Verdict, &c.Count, &c.Written)
		out = append(out, c)
		return err
	}, `SELECT record_kind, verdict, count(*), sum(written) FROM staged WHERE run = ?
		GROUP BY record_kind, verdict ORDER BY record_kind, verdict`, run)
	return out, err
}
