package xerosync

import (
	"encoding/json"
	"errors"
	"fmt"

	"litework/store"
)

// errUnreadable is an operation whose own row makes no sense. It must not keep
// others from going on.
var errUnreadable = errors.New("the operation cannot be read")

// read reads what an operation needs.
func (w *work) read(tx *store.SyncTx) (err error) {
	if w.link, w.linked, err = tx.Link(w.op.Record, w.op.RecordID); err != nil {
		return err
	}
	if err := w.readAnother(tx); err != nil {
		return err
	}
	if w.op.RequestID != "" {
		if w.request, w.asked, err = tx.Request(w.op.RequestID); err != nil {
			return err
		}
	}
	if w.op.Record == store.RecordContact {
		if err := json.Unmarshal(w.op.Projection, &w.contact); err != nil {
			return fmt.Errorf("%w: contact: %w", errUnreadable, err)
		}
		w.contact.ID, w.label = w.op.RecordID, w.contact.Name
		base, ok, err := tx.Base(store.RecordContact, w.op.RecordID)
		if ok {
			w.contactBase = &base
		}
		return err
	}
	if err := json.Unmarshal(w.op.Projection, &w.now); err != nil {
		return fmt.Errorf("%w: document: %w", errUnreadable, err)
	}
	if err := json.Unmarshal(w.op.Body, &w.frozen); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	if w.client, err = contactInXero(tx, w.now.ContactID); err != nil {
		return err
	}
	if w.now.ContactID, err = contactNow(tx, w.now.ContactID, w.client); err != nil {
		return err
	}
	base, ok, err := tx.Base(w.op.Record, w.op.RecordID)
	if err != nil || !ok {
		return err
	}
	if w.base, err = decodeBase(w.op.Record, base); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	state, err := tx.RecordState(w.op.Record, w.op.RecordID)
	w.headOnly = state.HeadOnly
	return err
}

// contactNow is the contact here of a document that was confirmed for another,
// if that one was merged into it since; client is its ContactID in Xero.
func contactNow(tx *store.SyncTx, id, client string) (string, error) {
	c, err := tx.Contact(id)
	if client == "" || err == nil && c.DeletedAt.IsZero() {
		return id, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return id, err
	}
	if here, err := contactHere(tx, client); err != nil || here != "" {
		return here, err
	}
	return id, nil
}

// contactInXero is the ContactID that documents of a contact carry: that of
// the contact it was merged into, if it was. Empty when it is not linked.
func contactInXero(tx *store.SyncTx, contactID string) (string, error) {
	link, ok, err := tx.Link(store.RecordContact, contactID)
	if err != nil || !ok {
		return "", err
	}
	for range 20 { // merges of merges, and no endless ring of them
		if link.MergedInto == "" {
			break
		}
		next, ok, err := tx.LinkByXeroID(store.RecordContact, link.MergedInto)
		if err != nil {
			return "", err
		}
		if !ok {
			return link.MergedInto, nil
		}
		link = next
	}
	return link.XeroID, nil
}
