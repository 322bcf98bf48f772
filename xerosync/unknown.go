package xerosync

import (
	"encoding/json"
	"slices"

	"litework/store"
)

// markUnknown holds the documents that Xero has and this file has not, as far
// as they were met since the organisation was connected.
const markUnknown = "unknown documents"

// mostUnknown is how many of them are remembered: beyond it nobody counts.
const mostUnknown = 1000

// unknowns are ids of Xero's by kind.
type unknowns struct {
	byKind  map[store.RecordKind][]string
	changed bool
}

func readUnknown(tx *store.SyncTx) (*unknowns, error) {
	u := &unknowns{byKind: map[store.RecordKind][]string{}}
	mark, err := tx.Mark(markUnknown)
	if err != nil || mark == "" {
		return u, err
	}
	if json.Unmarshal([]byte(mark), &u.byKind) != nil || u.byKind == nil {
		u.byKind = map[store.RecordKind][]string{}
	}
	return u, nil
}

func (u *unknowns) write(tx *store.SyncTx) error {
	if !u.changed {
		return nil
	}
	data, err := json.Marshal(u.byKind)
	if err != nil {
		return err
	}
	return tx.PutMark(markUnknown, string(data))
}

// meet notes a record that is linked to nothing here: one in use, changed since
// the list was first looked at, and not deleted here before.
func (u *unknowns) meet(tx *store.SyncTx, m *meeting, r record) error {
	if gone(r.status()) {
		u.forget(m.kind, r.id())
		return nil
	}
	if m.uncounted || !r.updated().Time().After(m.since) || slices.Contains(u.byKind[m.kind], r.id()) || len(u.byKind[m.kind]) >= mostUnknown {
		return nil
	}
	if _, dead, err := tx.Tombstone(m.kind, r.id()); err != nil || dead {
		return err
	}
	u.byKind[m.kind] = append(u.byKind[m.kind], r.id())
	u.changed = true
	return nil
}

func (u *unknowns) forget(kind store.RecordKind, id string) {
	if i := slices.Index(u.byKind[kind], id); i >= 0 {
		u.byKind[kind] = slices.Delete(u.byKind[kind], i, i+1)
		u.changed = true
	}
}

// count is how many of them are still not here.
func (u *unknowns) count(tx *store.SyncTx) (n int, err error) {
	for kind, ids := range u.byKind {
		for _, id := range ids {
			_, linked, err := tx.LinkByXeroID(kind, id)
			if err != nil {
				return 0, err
			}
			if !linked {
				n++
			}
		}
	}
	return n, nil
}

// gone reports whether a record is one no more.
func gone(status string) bool { return status == xeroDeleted || status == xeroVoided }
