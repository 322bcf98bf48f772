package xerosync

import (
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
	if v.ContactStatus == xeroapi.ContactGDPR {
		return p.refuse("gdpr", "Xero was asked to forget the personal data of "+naming(store.RecordContact, p)+".", ""), nil
	}
	if tidyName(v.Name) == "" {
		return p.refuse("name-missing", "A contact in Xero has no name.", "Give it a name in Xero."), nil
	}
	own, found, err := markedContact(in.tx, v)
	if err == nil && !found {
		own, found, err = namedContact(in.tx, v)
	}
	switch {
	case err != nil:
		return p, err
	case !found:
		p.verdict = verdictNew
	case !own.DeletedAt.IsZero():
		return p.refuse("deleted-here", naming(store.RecordContact, p)+" was deleted in LiteWork and stays so.", ""), nil
	case openOp(own):
		p.verdict, p.recordID = verdictSkipped, own.ID
		p.problem = onItsWay(own.Name)
	default:
		p.verdict, p.recordID = verdictNumber, own.ID
	}
	return p, nil
}

// onItsWay says why a record was left alone.
func onItsWay(label string) *document.Problem {
	return problem("on-its-way", label+" is on its way to Xero and was left as it is.", "Import again when it has arrived.")
}

// planLinkedContact compares a contact that is here with what was last seen.
func (in *importer) planLinkedContact(p planned) (planned, error) {
	c, err := in.tx.Contact(p.recordID)
	if err == store.ErrNotFound || err == nil && !c.DeletedAt.IsZero() {
		return p.refuse("deleted-here", naming(store.RecordContact, p)+" was deleted in LiteWork and stays so.", ""), nil
	}
	if err != nil {
		return p, err
	}
	if !in.run.choices.UpdateExisting {
		p.verdict = verdictSkipped
		return p, nil
	}
	if openOp(c) {
		p.verdict, p.problem = verdictSkipped, onItsWay(c.Name)
		return p, nil
	}
	base, ok, err := in.tx.Base(store.RecordContact, p.recordID)
	if err != nil {
		return p, err
	}
	p.verdict = verdictUpdate
	if !ok {
		return p, nil
	}
	v, err := versionsOf(c.Contact, base, p.contact)
	if err != nil {
		return p, err
	}
	switch v.verdict() {
	case contactConflict:
		p.verdict = verdictConflict
	case contactSame, contactPush:
		if c.Archived == isArchived(p.contact.ContactStatus) {
			p.verdict = verdictUnchanged
		}
	}
	return p, nil
}

// applyContact writes one contact as it was planned: as a check does that finds
// it.
func (in *importer) applyContact(p planned) (planned, error) {
	switch p.verdict {
	case verdictNew, verdictNumber, verdictUpdate, verdictConflict:
		id, err := in.take(p.contact)
		if id != "" {
			p.recordID = id
		}
		return p, err
	}
	return p, nil
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
	details, ok, err := in.tx.ContactDetails(id)
	if err != nil || !ok {
		return document.Client{ContactID: id}, err
	}
	c = document.ClientOf(details)
	in.clients[id] = c
	return c, nil
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
