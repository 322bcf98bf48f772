package xerosync

import (
	"bytes"
	"encoding/json"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// planContact decides about a contact. Of the contacts that are not customers
// only those are left aside that Xero knows as suppliers: one that was just
// added there is neither yet (xero.md section 5.1), and one that has sales
// documents comes with these.
func (in *importer) planContact(p planned) (planned, error) {
	v := p.contact
	if v.MergedToContactID != "" || in.run.choices.CustomersOnly && bool(v.IsSupplier) && !bool(v.IsCustomer) {
		p.verdict = verdictAside
		return p, nil
	}
	if _, dead, err := in.tx.Tombstone(store.RecordContact, p.xeroID); err != nil || dead {
		return p.refuse("deleted-here", naming(store.RecordContact, p)+" was deleted in LiteWork and stays so.", ""), err
	}
	link, linked, err := in.tx.LinkByXeroID(store.RecordContact, p.xeroID)
	if err != nil {
		return p, err
	}
	if linked {
		p.recordID = link.RecordID
		return in.planLinkedContact(p)
	}
	if tidyName(v.Name) == "" {
		return p.refuse("name-missing", "A contact in Xero has no name.", "Give it a name in Xero."), nil
	}
	p.verdict = verdictNew
	if p.recordID, err = ownContact(in.tx, v); err != nil || p.recordID != "" {
		p.verdict = verdictNumber
		return p, err
	}
	same, err := in.tx.ContactsByName(tidyName(v.Name))
	if err == nil && len(same) == 1 && same[0].XeroID == "" {
		p.verdict = verdictNumber
	}
	return p, err
}

// planLinkedContact compares a contact that is here with what was last seen.
func (in *importer) planLinkedContact(p planned) (planned, error) {
	if !in.run.choices.UpdateExisting {
		p.verdict = verdictSkipped
		return p, nil
	}
	p.verdict = verdictUnchanged
	base, ok, err := in.tx.Base(store.RecordContact, p.recordID)
	if err != nil || !ok {
		return p, err
	}
	now, err := encodeContact(contactIn(p.contact))
	if err != nil || sameContactJSON(now, base.Seen) {
		return p, err
	}
	c, err := in.tx.Contact(p.recordID)
	if err != nil {
		return p, err
	}
	p.verdict = verdictUpdate
	here, err := encodeContact(c.Contact)
	if err == nil && !sameContactJSON(here, base.Sent) && !sameContactJSON(here, now) {
		p.verdict = verdictConflict
	}
	return p, err
}

// sameContactJSON compares two encoded contacts, whose older may have been
// encoded by an earlier version.
func sameContactJSON(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y document.Contact
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	a, err1 := json.Marshal(x)
	b, err2 := json.Marshal(y)
	return err1 == nil && err2 == nil && bytes.Equal(a, b)
}

// applyContact writes one contact as it was planned.
func (in *importer) applyContact(p planned) (planned, error) {
	switch p.verdict {
	case verdictNew, verdictNumber:
		id, err := in.take(p.contact)
		p.recordID = id
		return p, err
	case verdictUpdate:
		return p, in.pullContact(p)
	case verdictConflict:
		return p, in.tx.SetRecordState(store.RecordContact, p.recordID, store.RecordState{Conflict: true, Remote: p.contact.Raw})
	}
	return p, nil
}

// pullContact takes over a contact that changed in Xero alone: what Xero does
// not know of it stays.
func (in *importer) pullContact(p planned) error {
	stored, err := in.tx.Contact(p.recordID)
	if err != nil {
		return err
	}
	c := contactIn(p.contact)
	c.ID, c.Notes, c.Tags = stored.ID, stored.Notes, stored.Tags
	if _, err := in.tx.PutContact(c, stored.Rev); err != nil {
		return err
	}
	return in.s.linkContact(in.tx, p.recordID, p.contact)
}

// take takes a contact of Xero's over, and gives the id of the one here; empty
// where it was deleted here.
func (in *importer) take(v *xeroapi.Contact) (string, error) {
	var t tally
	if err := in.s.takeContact(in.tx, v, &t); err != nil {
		return "", err
	}
	link, ok, err := in.tx.LinkByXeroID(store.RecordContact, v.ContactID)
	if err != nil || !ok {
		return "", err
	}
	return link.RecordID, nil
}

// contactOf is the contact here of a document's: the one that is linked, else
// the one in staging, else one made of what the document says of it. It follows
// contacts merged in Xero to the one they became. It is empty where Xero names
// none, and where it was deleted here.
func (in *importer) contactOf(xeroID string) (string, error) {
	if id, known := in.ids[xeroID]; known {
		return id, nil
	}
	id, err := in.findContact(xeroID)
	if err == nil {
		in.ids[xeroID] = id
	}
	return id, err
}

// clientOf is a contact as documents keep it.
func (in *importer) clientOf(id string) (c document.Client, err error) {
	if c, known := in.clients[id]; known {
		return c, nil
	}
	if c, err = clientHere(in.tx, id); err == nil {
		in.clients[id] = c
	}
	return c, err
}

// findContact looks for a contact, and makes it where there is none.
func (in *importer) findContact(xeroID string) (string, error) {
	seen := map[string]bool{}
	for !seen[xeroID] {
		seen[xeroID] = true
		link, linked, err := in.tx.LinkByXeroID(store.RecordContact, xeroID)
		if err != nil {
			return "", err
		}
		if linked && (link.MergedInto == "" || seen[link.MergedInto]) {
			return link.RecordID, nil
		}
		if linked {
			xeroID = link.MergedInto
			continue
		}
		staged, ok, err := in.tx.StagedRecord(in.run.id, store.RecordContact, xeroID)
		if err != nil {
			return "", err
		}
		var v xeroapi.Contact
		if !ok || staged.Written || json.Unmarshal(staged.Raw, &v) != nil || v.ContactID == "" {
			break
		}
		if v.MergedToContactID == "" || seen[v.MergedToContactID] {
			v.MergedToContactID = ""
			return in.take(&v)
		}
		xeroID = v.MergedToContactID
	}
	thin, ok := contactWithin(in.raw)
	if !ok {
		return "", nil
	}
	return in.take(&thin)
}

// contactWithin is the contact of a document, as far as the document tells: an
// id, a name, at most a person and an e-mail address. The rest comes with the
// next look at contacts.
func contactWithin(raw []byte) (xeroapi.Contact, bool) {
	var d struct{ Contact xeroapi.Contact }
	if json.Unmarshal(raw, &d) != nil || tidyName(d.Contact.Name) == "" {
		return xeroapi.Contact{}, false
	}
	d.Contact.MergedToContactID = ""
	if d.Contact.ContactStatus == "" {
		d.Contact.ContactStatus = xeroapi.ContactActive
	}
	return d.Contact, true
}
