package xerosync

import (
	"context"
	"slices"
	"strings"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// longestMerge bounds how many merges of merges are followed; a ring of them has
// no end.
const longestMerge = 20

// merges leads from contacts that were merged to those they were merged into,
// both by Xero's ids, as far as it was just read.
type merges map[string]string

func mergesOf(items []xeroapi.Contact) merges {
	m := merges{}
	for i := range items {
		if into := items[i].MergedToContactID; into != "" {
			m[items[i].ContactID] = into
		}
	}
	return m
}

// last follows merges from one contact of Xero's to the one that is left; "" in
// a ring of them.
func (m merges) last(tx *store.SyncTx, xeroID string) (string, error) {
	var met []string
	for !slices.Contains(met, xeroID) && len(met) < longestMerge {
		into, ok := m[xeroID]
		if !ok {
			link, _, err := tx.LinkByXeroID(store.RecordContact, xeroID)
			if err != nil {
				return "", err
			}
			into = link.MergedInto
		}
		if into == "" {
			return xeroID, nil
		}
		met, xeroID = append(met, xeroID), into
	}
	return "", nil
}

// mergeContact makes one contact here of two that were merged in Xero: the one
// that is left keeps both notes, tags and documents. Where that one was deleted
// here, the other stays, archived.
func (s *Service) mergeContact(tx *store.SyncTx, v *xeroapi.Contact, m merges, t *tally) error {
	if v.MergedToContactID == "" {
		return nil
	}
	link, ok, err := tx.LinkByXeroID(store.RecordContact, v.ContactID)
	if err != nil || !ok {
		return err
	}
	gone, err := tx.Contact(link.RecordID)
	if err == store.ErrNotFound {
		return nil
	}
	if err != nil || !gone.DeletedAt.IsZero() {
		return err
	}
	last, err := m.last(tx, v.ContactID)
	if err != nil || last == "" {
		return err
	}
	if link.MergedInto != last { // documents of it carry the one that is left
		link.MergedInto = last
		if err := tx.PutLink(link); err != nil {
			return err
		}
	}
	winner, ok, err := tx.LinkByXeroID(store.RecordContact, last)
	if err != nil || !ok || winner.RecordID == gone.ID {
		return err
	}
	keep, err := tx.Contact(winner.RecordID)
	if err == store.ErrNotFound {
		return nil
	}
	if err != nil || !keep.DeletedAt.IsZero() {
		return err
	}
	if openOp(gone) {
		t.hold(v)
		return nil
	}
	if err := keepUnsent(tx, gone, &keep); err != nil {
		return err
	}
	if err := tx.MergeContacts(keep.ID, gone.ID); err != nil {
		return err
	}
	return s.tellContact(tx, keep.ID, keep.Name, store.HistoryUpdate, gone.Name+" was merged into "+keep.Name+" in Xero. Both are one contact here now.")
}

// keepUnsent puts what was changed here of a contact that goes, and never sent,
// into the notes of the one that stays.
func keepUnsent(tx *store.SyncTx, gone store.StoredContact, keep *store.StoredContact) error {
	base, ok, err := tx.Base(store.RecordContact, gone.ID)
	if err != nil || !ok {
		return err
	}
	v, err := versionsOf(gone.Contact, base, &xeroapi.Contact{})
	if err != nil {
		return err
	}
	unsent := slices.DeleteFunc(v.changedHere(), func(f contactField) bool {
		return f.empty(&v.here) || f.agree(&v.here, &keep.Contact)
	})
	return addToNotes(tx, keep, gone.Name, unsent, gone)
}

// addToNotes writes fields of a contact that goes into the notes of the one that
// stays, so that they are not lost.
func addToNotes(tx *store.SyncTx, keep *store.StoredContact, name string, fields []contactField, from store.StoredContact) error {
	if len(fields) == 0 {
		return nil
	}
	words := make([]string, len(fields))
	for i, f := range fields {
		words[i] = strings.ToLower(f.Label) + " " + f.text(&from.Contact)
	}
	line := name + ": " + strings.Join(words, "; ")
	if keep.Notes != "" {
		line = keep.Notes + "\n\n" + line
	}
	keep.Notes = line
	saved, err := tx.PutContact(keep.Contact, keep.Rev)
	keep.Rev = saved.Rev
	return err
}

// readWinners reads the contacts into which others were merged and that are not
// known here yet, by their ids, and those into which these were.
func (s *Service) readWinners(ctx context.Context, r *remotes, items []xeroapi.Contact) ([]xeroapi.Contact, error) {
	read := map[string]bool{}
	for i := range items {
		read[items[i].ContactID] = true
	}
	m := mergesOf(items)
	var found []xeroapi.Contact
	for range longestMerge {
		var ids []string
		err := s.view(ctx, func(tx *store.SyncTx) (err error) {
			ids, err = unknownWinners(tx, items, m, read)
			return err
		})
		if err != nil || len(ids) == 0 {
			return found, err
		}
		for part := range slices.Chunk(ids, xeroapi.MaxIDs) {
			s.cfg.at("before winners")
			page, err := r.client.Contacts(ctx, xeroapi.ContactQuery{IDs: part, IncludeArchived: true, PageSize: xeroapi.MaxIDs})
			s.cfg.at("after winners")
			if err != nil {
				return nil, err
			}
			found = append(found, page.Items...)
			for loser, winner := range mergesOf(page.Items) {
				m[loser] = winner
			}
		}
		for _, id := range ids {
			read[id] = true // even one that did not come
		}
	}
	return found, nil
}

// unknownWinners are the ids of contacts at the end of merges, as far as they
// are known, of contacts that are here; without those that are here or read.
func unknownWinners(tx *store.SyncTx, items []xeroapi.Contact, m merges, read map[string]bool) (ids []string, err error) {
	for i := range items {
		v := &items[i]
		if v.MergedToContactID == "" {
			continue
		}
		if _, here, err := tx.LinkByXeroID(store.RecordContact, v.ContactID); err != nil {
			return nil, err
		} else if !here {
			continue
		}
		last, err := m.last(tx, v.ContactID)
		if err != nil {
			return nil, err
		}
		if last == "" || read[last] || slices.Contains(ids, last) {
			continue
		}
		_, here, err := tx.LinkByXeroID(store.RecordContact, last)
		if err != nil {
			return nil, err
		}
		if !here {
			ids = append(ids, last)
		}
	}
	return ids, nil
}
