package store

import (
	"context"
	"time"

	"litework/document"
)

// Sync runs fn in one durable transaction of the sync worker's and, when it
// wrote, moves the sync counter on; not while the counter is not trusted, since
// it must not catch up with its copy by itself. States of the records it touched are
// derived before the commit. An error of fn undoes all of it.
//
// Inside fn use tx alone: a call on the file itself would wait for ever for the
// writer. fn should watch ctx itself when it is long.
func (f *File) Sync(ctx context.Context, fn func(tx *SyncTx) error) error {
	var counter int64
	err := f.write(ctx, func(t *tx) error {
		if err := fn(&SyncTx{t}); err != nil || !t.wrote || f.CounterVerdict() != CounterTrusted {
			return err
		}
		return t.row(`UPDATE file SET sync_counter = sync_counter + 1 RETURNING sync_counter`).Scan(&counter)
	})
	if err == nil && counter > 0 {
		f.advance(counter)
	}
	return err
}

// advance shows a committed counter. Two commits may arrive here in either
// order; the counter never falls.
func (f *File) advance(counter int64) {
	for {
		current := f.counter.Load()
		if counter <= current || f.counter.CompareAndSwap(current, counter) {
			break
		}
	}
	f.mirror.copyCounter(counter, false)
}

// View runs fn over one consistent state of the file without waiting for
// writers. Verbs that write fail in it.
func (f *File) View(ctx context.Context, fn func(tx *SyncTx) error) error {
	return f.read(ctx, func(t *tx) error { return fn(&SyncTx{t}) })
}

// SyncTx is a transaction of the sync worker's. Links, bases, marks and staging
// are those of the organisation connected at the time.
type SyncTx struct{ t *tx }

// Org is the organisation connected, zero when none is.
func (x *SyncTx) Org() (OrgKey, error) { return x.t.org() }

// Now is the transaction's instant, by the file's clock.
func (x *SyncTx) Now() time.Time { return x.t.now }

// NewID gives a new id.
func (x *SyncTx) NewID() string { return x.t.newID() }

// Connection is File.Connection.
func (x *SyncTx) Connection() (c Connection, ok bool, err error) { return x.t.connection() }

// PutConnection changes the connection. With another server or TenantID the
// links of the one before sleep, and every state is derived anew.
func (x *SyncTx) PutConnection(c Connection) error { return x.t.putConnection(c) }

// Settings is File.Settings.
func (x *SyncTx) Settings() (document.Settings, error) { return x.t.settings() }

// Reference is File.Reference.
func (x *SyncTx) Reference() (document.Reference, error) { return x.t.reference() }

// PutReference replaces what is cached of the organisation.
func (x *SyncTx) PutReference(r document.Reference) error { return x.t.putReference(r) }

// Mark gives a small value kept per organisation, such as a watermark; empty
// when unset.
func (x *SyncTx) Mark(name string) (value string, err error) {
	org, err := x.t.org()
	if err != nil {
		return "", err
	}
	_, err = optional(x.t.row(`SELECT value FROM marks WHERE server = ? AND tenant_id = ? AND name = ?`,
		org.Server, org.TenantID, name).Scan(&value))
	return value, err
}

// PutMark keeps a small value per organisation.
func (x *SyncTx) PutMark(name, value string) error {
	org, err := x.t.org()
	if err != nil {
		return err
	}
	return x.t.exec(`INSERT OR REPLACE INTO marks (server, tenant_id, name, value) VALUES (?, ?, ?, ?)`,
		org.Server, org.TenantID, name, value)
}

// Link is the record's link.
func (x *SyncTx) Link(kind RecordKind, recordID string) (Link, bool, error) {
	return one(x.t.links(`record_kind = ? AND record_id = ?`, kind, recordID))
}

// LinkByXeroID is the link to a record of Xero's.
func (x *SyncTx) LinkByXeroID(kind RecordKind, xeroID string) (Link, bool, error) {
	return one(x.t.links(`record_kind = ? AND xero_id = ?`, kind, xeroID))
}

// Links are all links of a kind, by XeroID.
func (x *SyncTx) Links(kind RecordKind) ([]Link, error) {
	return x.t.links(`record_kind = ? ORDER BY xero_id`, kind)
}

// PutLink ties a record to Xero's, or changes the tie.
func (x *SyncTx) PutLink(l Link) error { return x.t.putLink(l) }

// Base is the record's base pair.
func (x *SyncTx) Base(_ RecordKind, recordID string) (BasePair, bool, error) {
	return x.t.base(recordID)
}

// PutBase keeps the record's base pair.
func (x *SyncTx) PutBase(kind RecordKind, recordID string, b BasePair) error {
	return x.t.putBase(kind, recordID, b)
}

// Remote is what Xero alone decides of a linked record, as last read.
func (x *SyncTx) Remote(_ RecordKind, recordID string) (r document.Remote, ok bool, err error) {
	facts, err := x.t.facts(recordID)
	if err != nil || facts.remote == nil {
		return r, false, err
	}
	return *facts.remote, true, nil
}

// PutRemote keeps what Xero alone decides; ErrNotFound without a link.
func (x *SyncTx) PutRemote(kind RecordKind, recordID string, r document.Remote) error {
	return x.t.putRemote(kind, recordID, r)
}

// RecordState is what the planner found; zero without a link.
func (x *SyncTx) RecordState(_ RecordKind, recordID string) (RecordState, error) {
	return x.t.recordState(recordID)
}

// SetRecordState keeps what the planner found; ErrNotFound without a link.
func (x *SyncTx) SetRecordState(kind RecordKind, recordID string, s RecordState) error {
	return x.t.setRecordState(kind, recordID, s)
}

// Op gives an operation of the outbox.
func (x *SyncTx) Op(id string) (Op, bool, error) { return x.t.op(id) }

// OpenOp is the record's operation whose outcome is still to come.
func (x *SyncTx) OpenOp(recordID string) (Op, bool, error) { return x.t.openOp(recordID) }

// PutOp adds an operation or changes one. A new one takes the place of an open
// one that was never sent, and is refused with *LockedError over one that was.
// What an operation freezes cannot change once it was sent.
func (x *SyncTx) PutOp(op Op) error { return x.t.putOp(op) }

// OpenOps are all whose outcome is still to come, oldest first.
func (x *SyncTx) OpenOps() ([]Op, error) {
	return x.t.ops(`state IN ('queued', 'sending', 'sent', 'unknown') ORDER BY seq`)
}

// OpsOf are all operations of a record, the newest first.
func (x *SyncTx) OpsOf(recordID string) ([]Op, error) {
	return x.t.ops(`record_id = ? ORDER BY seq DESC`, recordID)
}

// PutRequest stores a request and its members before it is sent.
func (x *SyncTx) PutRequest(r Request) error { return x.t.putRequest(r) }

// Request gives a stored request.
func (x *SyncTx) Request(id string) (Request, bool, error) { return x.t.request(id) }

// PendingRequests are those with a member whose outcome is still to come,
// oldest first.
func (x *SyncTx) PendingRequests() ([]Request, error) {
	return x.t.requests(`state <> 'answered' ORDER BY seq`)
}

// MarkRequestSent is to be committed before the request leaves: its members
// count as sent from then on.
func (x *SyncTx) MarkRequestSent(id string, at time.Time) error { return x.t.markRequestSent(id, at) }

// RequestOutcome records what came of members; those left out have no outcome
// yet. The operations take over state and problem.
func (x *SyncTx) RequestOutcome(id string, endedAt time.Time, members ...MemberOutcome) error {
	return x.t.requestOutcome(id, endedAt, members)
}

// RequestOutcomes are what is known of the members, in their order; State is
// empty where nothing is.
func (x *SyncTx) RequestOutcomes(id string) ([]MemberOutcome, error) { return x.t.outcomes(id) }

// AddHistory adds an entry; At is now when zero.
func (x *SyncTx) AddHistory(e HistoryEntry) error { return x.t.addHistory(e) }

// NoteNumber remembers a number met in Xero, for the sequences to step over.
func (x *SyncTx) NoteNumber(kind document.Kind, number string) error {
	return x.t.noteNumber(kind, number)
}

// NumberSeen reports whether a number was met in Xero.
func (x *SyncTx) NumberSeen(kind document.Kind, number string) (bool, error) {
	return x.t.exists(`SELECT 1 FROM seen_numbers WHERE kind = ? AND number_fold = ?`, string(kind), document.NumberKey(number))
}

// JumpSequence moves the sequence past the highest number here or seen in Xero.
func (x *SyncTx) JumpSequence(kind document.Kind) error { return x.t.jumpSequence(kind) }

// PutTombstone remembers a record that must not come back.
func (x *SyncTx) PutTombstone(s Tombstone) error { return x.t.putTombstone(s) }

// Tombstone finds a record deleted here by its id in Xero.
func (x *SyncTx) Tombstone(kind RecordKind, xeroID string) (Tombstone, bool, error) {
	return x.t.tombstone(kind, xeroID)
}

// PutImportRun adds or changes a run of the import.
func (x *SyncTx) PutImportRun(r ImportRun) error { return x.t.putImportRun(r) }

// PutStaged adds or changes a staged record.
func (x *SyncTx) PutStaged(s Staged) error { return x.t.putStaged(s) }

// StagedPage gives staged records of a kind by XeroID, after the one given.
func (x *SyncTx) StagedPage(run string, kind RecordKind, afterXeroID string, limit int) ([]Staged, error) {
	return x.t.stagedPage(run, kind, afterXeroID, limit)
}
