package store

import (
	"context"
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

var errSkeleton = errors.New("not written yet")

// File is an open company file.
type File struct{}

// Open opens or creates.
func Open(path string, o Options) (*File, error)                { return nil, errSkeleton }
func (f *File) Close() error                                    { return errSkeleton }
func (f *File) Path() string                                    { return "" }
func (f *File) ID() string                                      { return "" }
func (f *File) ReadOnly() bool                                  { return false }
func (f *File) SyncCounter() int64                              { return 0 }
func (f *File) CounterVerdict() CounterVerdict                  { return "" }
func (f *File) TrustCounter(ctx context.Context) error          { return errSkeleton }
func (f *File) Subscribe(fn func(Event)) (cancel func())        { return func() {} }
func (f *File) BackupTo(ctx context.Context, path string) error { return errSkeleton }
func (f *File) Verify(ctx context.Context) error                { return errSkeleton }

func (f *File) Document(ctx context.Context, id string) (s StoredDocument, err error) {
	return s, errSkeleton
}
func (f *File) DocumentByNumber(ctx context.Context, kind document.Kind, number string) (id string, ok bool, err error) {
	return
}
func (f *File) NextNumber(ctx context.Context, kind document.Kind) (string, error) {
	return "", errSkeleton
}
func (f *File) SaveDocument(ctx context.Context, d document.Document, base int64) (s Saved, err error) {
	return s, errSkeleton
}
func (f *File) SaveRevision(ctx context.Context, id string, why Why) (made bool, err error) { return }
func (f *File) Revisions(ctx context.Context, id string) ([]Revision, error)                { return nil, errSkeleton }
func (f *File) Revision(ctx context.Context, revisionID string) (r Revision, err error) {
	return r, errSkeleton
}
func (f *File) DeleteDocument(ctx context.Context, id string) error                   { return errSkeleton }
func (f *File) Undelete(ctx context.Context, id string) (s Saved, err error)          { return s, errSkeleton }
func (f *File) PurgeDeleted(ctx context.Context, before time.Time) (n int, err error) { return }
func (f *File) ArchiveDocument(ctx context.Context, id string, archived bool) error {
	return errSkeleton
}
func (f *File) DismissBanner(ctx context.Context, documentID, bannerID string) error {
	return errSkeleton
}
func (f *File) DocumentKeys(ctx context.Context, q DocumentQuery) ([]int64, error) {
	return nil, errSkeleton
}

// today decides Overdue and Expired.
func (f *File) DocumentRows(ctx context.Context, keys []int64, today document.Date) ([]DocumentRow, error) {
	return nil, errSkeleton
}
func (f *File) DocumentCounts(ctx context.Context, kind document.Kind, search string, today document.Date) (c Counts, err error) {
	return c, errSkeleton
}
func (f *File) SelectionTotals(ctx context.Context, keys []int64) (map[string]decimal.Decimal, error) {
	return nil, errSkeleton
}
func (f *File) Tags(ctx context.Context, kind document.Kind) ([]string, error) {
	return nil, errSkeleton
}

func (f *File) Contact(ctx context.Context, id string) (s StoredContact, err error) {
	return s, errSkeleton
}
func (f *File) SaveContact(ctx context.Context, c document.Contact, base int64) (s Saved, err error) {
	return s, errSkeleton
}
func (f *File) DeleteContact(ctx context.Context, id string) error   { return errSkeleton }
func (f *File) UndeleteContact(ctx context.Context, id string) error { return errSkeleton }
func (f *File) ContactKeys(ctx context.Context, q ContactQuery) ([]int64, error) {
	return nil, errSkeleton
}
func (f *File) ContactRows(ctx context.Context, keys []int64) ([]ContactRow, error) {
	return nil, errSkeleton
}
func (f *File) ContactCounts(ctx context.Context, search string) (c Counts, err error) {
	return c, errSkeleton
}
func (f *File) ContactFigures(ctx context.Context, id string) (c ContactFigures, err error) {
	return c, errSkeleton
}
func (f *File) FindContacts(ctx context.Context, text string, limit int) ([]ContactHit, error) {
	return nil, errSkeleton
}

// ProjectContact is what Xero can see of a contact: all but our id, notes, tags and whether it is archived.
func ProjectContact(c document.Contact) document.Contact { return c }

func (f *File) Settings(ctx context.Context) (s document.Settings, err error) { return s, errSkeleton }
func (f *File) SaveSettings(ctx context.Context, s document.Settings) error   { return errSkeleton }
func (f *File) Reference(ctx context.Context) (r document.Reference, err error) {
	return r, errSkeleton
}
func (f *File) Connection(ctx context.Context) (c Connection, ok bool, err error) {
	return c, false, errSkeleton
}
func (f *File) FileSetting(ctx context.Context, key string) (string, error) { return "", errSkeleton }
func (f *File) SetFileSetting(ctx context.Context, key, value string) error { return errSkeleton }
func (f *File) History(ctx context.Context, q HistoryQuery) ([]HistoryEntry, error) {
	return nil, errSkeleton
}
func (f *File) HistoryCounts(ctx context.Context, q HistoryQuery) (c HistoryCounts, err error) {
	return c, errSkeleton
}

// StateCounts counts live records by sync state.
func (f *File) StateCounts(ctx context.Context) (map[RecordKind]map[document.SyncState]int, error) {
	return nil, errSkeleton
}

// Sync runs fn in one durable transaction. Inside fn use tx alone, never f.
func (f *File) Sync(ctx context.Context, fn func(tx *SyncTx) error) error { return errSkeleton }

// View runs fn over one consistent state without writing; verbs that write fail.
func (f *File) View(ctx context.Context, fn func(tx *SyncTx) error) error { return errSkeleton }

// SyncTx is the sync worker's transaction.
type SyncTx struct{}

func (tx *SyncTx) Org() (OrgKey, error)                           { return OrgKey{}, errSkeleton }
func (tx *SyncTx) Connection() (c Connection, ok bool, err error) { return c, false, errSkeleton }
func (tx *SyncTx) PutConnection(c Connection) error               { return errSkeleton }
func (tx *SyncTx) Settings() (s document.Settings, err error)     { return s, errSkeleton }
func (tx *SyncTx) Reference() (r document.Reference, err error)   { return r, errSkeleton }
func (tx *SyncTx) PutReference(r document.Reference) error        { return errSkeleton }

// Mark and PutMark keep small values per organisation: watermarks, call counts.
func (tx *SyncTx) Mark(name string) (string, error) { return "", errSkeleton }
func (tx *SyncTx) PutMark(name, value string) error { return errSkeleton }

func (tx *SyncTx) Link(kind RecordKind, recordID string) (l Link, ok bool, err error)       { return }
func (tx *SyncTx) LinkByXeroID(kind RecordKind, xeroID string) (l Link, ok bool, err error) { return }
func (tx *SyncTx) Links(kind RecordKind) ([]Link, error)                                    { return nil, errSkeleton }
func (tx *SyncTx) PutLink(l Link) error                                                     { return errSkeleton }
func (tx *SyncTx) Base(kind RecordKind, recordID string) (b BasePair, ok bool, err error)   { return }
func (tx *SyncTx) PutBase(kind RecordKind, recordID string, b BasePair) error               { return errSkeleton }
func (tx *SyncTx) Remote(kind RecordKind, recordID string) (r document.Remote, ok bool, err error) {
	return
}
func (tx *SyncTx) PutRemote(kind RecordKind, recordID string, r document.Remote) error {
	return errSkeleton
}
func (tx *SyncTx) RecordState(kind RecordKind, recordID string) (s RecordState, err error) {
	return s, errSkeleton
}
func (tx *SyncTx) SetRecordState(kind RecordKind, recordID string, s RecordState) error {
	return errSkeleton
}

func (tx *SyncTx) Op(id string) (op Op, ok bool, err error)           { return }
func (tx *SyncTx) OpenOp(recordID string) (op Op, ok bool, err error) { return }

// PutOp adds or changes an operation; a new one replaces one never sent.
func (tx *SyncTx) PutOp(op Op) error                                 { return errSkeleton }
func (tx *SyncTx) OpenOps() ([]Op, error)                            { return nil, errSkeleton }
func (tx *SyncTx) OpsOf(recordID string) ([]Op, error)               { return nil, errSkeleton }
func (tx *SyncTx) PutRequest(r Request) error                        { return errSkeleton }
func (tx *SyncTx) Request(id string) (r Request, ok bool, err error) { return }

// PendingRequests are those stored or sent whose members have no outcome yet.
func (tx *SyncTx) PendingRequests() ([]Request, error)           { return nil, errSkeleton }
func (tx *SyncTx) MarkRequestSent(id string, at time.Time) error { return errSkeleton }
func (tx *SyncTx) RequestOutcome(id string, endedAt time.Time, members ...MemberOutcome) error {
	return errSkeleton
}
func (tx *SyncTx) AddHistory(e HistoryEntry) error { return errSkeleton }

func (tx *SyncTx) Document(id string) (s StoredDocument, err error) { return s, errSkeleton }
func (tx *SyncTx) DocumentByNumber(kind document.Kind, number string) (id string, ok bool, err error) {
	return
}

// PutDocument writes a document as pulled: the number may change though locked.
func (tx *SyncTx) PutDocument(d document.Document, base int64) (s Saved, err error) {
	return s, errSkeleton
}

// SaveDocument is File.SaveDocument within the transaction.
func (tx *SyncTx) SaveDocument(d document.Document, base int64) (s Saved, err error) {
	return s, errSkeleton
}
func (tx *SyncTx) SaveRevision(documentID string, why Why) (made bool, err error) { return }
func (tx *SyncTx) AddBanner(documentID string, b Banner) error                    { return errSkeleton }

// SupplyDefaults writes to a document what settings supplied at its first post; contactID "" leaves the client alone.
func (tx *SyncTx) SupplyDefaults(documentID, contactID string, lines map[string]LineDefaults) (s Saved, err error) {
	return s, errSkeleton
}

// Records gives ids of live records of a kind, in one of the states when given.
func (tx *SyncTx) Records(kind RecordKind, states ...document.SyncState) ([]string, error) {
	return nil, errSkeleton
}
func (tx *SyncTx) Contact(id string) (s StoredContact, err error) { return s, errSkeleton }
func (tx *SyncTx) Contacts() ([]StoredContact, error)             { return nil, errSkeleton }

// ContactsByName finds contacts by normalised name (case and spaces), archived ones included.
func (tx *SyncTx) ContactsByName(name string) ([]StoredContact, error) { return nil, errSkeleton }

// PutContact writes a contact as it came from Xero; base 0 creates.
func (tx *SyncTx) PutContact(c document.Contact, base int64) (s Saved, err error) {
	return s, errSkeleton
}

// MergeContacts makes one contact of two that Xero merged.
func (tx *SyncTx) MergeContacts(keepID, goneID string) error          { return errSkeleton }
func (tx *SyncTx) NoteNumber(kind document.Kind, number string) error { return errSkeleton }

// JumpSequence moves the sequence past the highest number here or seen in Xero.
func (tx *SyncTx) JumpSequence(kind document.Kind) error                                      { return errSkeleton }
func (tx *SyncTx) PutTombstone(t Tombstone) error                                             { return errSkeleton }
func (tx *SyncTx) Tombstone(kind RecordKind, xeroID string) (t Tombstone, ok bool, err error) { return }
func (tx *SyncTx) PutImportRun(r ImportRun) error                                             { return errSkeleton }
func (tx *SyncTx) ImportRuns() ([]ImportRun, error)                                           { return nil, errSkeleton }
func (tx *SyncTx) PutStaged(s Staged) error                                                   { return errSkeleton }

// StagedPage gives staged records in XeroID order, after the given one.
func (tx *SyncTx) StagedPage(run string, kind RecordKind, afterXeroID string, limit int) ([]Staged, error) {
	return nil, errSkeleton
}
func (tx *SyncTx) StagedCounts(run string) ([]StagedCount, error) { return nil, errSkeleton }
func (tx *SyncTx) ClearStaging(run string) error                  { return errSkeleton }
