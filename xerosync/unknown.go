package xerosync

import (
	"encoding/json"
	"maps"
	"slices"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// markUnknown holds the documents that Xero has and this file has not, as far
// as they were met since the organisation was connected.
const markUnknown = "unknown documents"

// mostUnknown is how many of them are remembered: beyond it nobody counts.
const mostUnknown = 1000

// unknowns are records of Xero's by kind and id, with when they were changed
// last as far as they were met.
type unknowns struct {
	byKind  map[store.RecordKind]map[string]xeroapi.Instant
	changed bool
}

func readUnknown(tx *store.SyncTx) (*unknowns, error) {
	u := &unknowns{}
	mark, err := tx.Mark(markUnknown)
	if err != nil {
		return u, err
	}
	if mark == "" || json.Unmarshal([]byte(mark), &u.byKind) != nil || u.byKind == nil {
		u.byKind = map[store.RecordKind]map[string]xeroapi.Instant{}
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
	last, noted := u.byKind[m.kind][r.id()]
	if m.uncounted || !r.updated().Time().After(m.since) || noted && last >= r.updated() || !noted && len(u.byKind[m.kind]) >= mostUnknown {
		return nil
	}
	if _, dead, err := tx.Tombstone(m.kind, r.id()); err != nil || dead {
		return err
	}
	if u.byKind[m.kind] == nil {
		u.byKind[m.kind] = map[string]xeroapi.Instant{}
	}
	u.byKind[m.kind][r.id()], u.changed = r.updated(), true
	return nil
}

func (u *unknowns) forget(kind store.RecordKind, id string) {
	if _, noted := u.byKind[kind][id]; noted {
		delete(u.byKind[kind], id)
		u.changed = true
	}
}

// count is how many of them are still not here; overtaken are the links to
// those that came here since, in an older version than the one that was met:
// no list of changes shows them again.
func (u *unknowns) count(tx *store.SyncTx) (n int, overtaken []store.Link, err error) {
	for kind, ids := range u.byKind {
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			link, linked, err := tx.LinkByXeroID(kind, id)
			switch {
			case err != nil:
				return 0, nil, err
			case !linked:
				n++
			case link.RemoteUpdated.Before(ids[id].Time()):
				overtaken = append(overtaken, link)
			}
		}
	}
	return n, overtaken, nil
}

// gone reports whether a record is one no more.
func gone(status string) bool { return status == xeroDeleted || status == xeroVoided }
