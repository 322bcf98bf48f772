package xerosync

import (
	"encoding/json"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// writeUnmet writes at once those records of a chunk that have to do with
// nothing here, which are nearly all of a first import. It gives the rest, which
// are to be planned one by one.
func (in *importer) writeUnmet(kind store.RecordKind, chunk []store.Staged) (rest []store.Staged, err error) {
	var list []planned
	var staged []store.Staged
	if kind == store.RecordContact {
		list, staged, rest, err = in.unmetContacts(chunk)
	} else {
		list, staged, rest, err = in.unmetDocuments(kind, chunk)
	}
	if err != nil || len(list) == 0 {
		return rest, err
	}
	if kind == store.RecordContact {
		err = in.writeContacts(list)
	} else {
		err = in.writeDocuments(kind, list, staged)
	}
	if document.ProblemOf(err) != nil {
		err = errCareful
	}
	if err != nil {
		return nil, err
	}
	for i, p := range list {
		if p.problem != nil {
			if err := in.tellProblem(kind, p); err != nil {
				return nil, err
			}
		}
		if staged[i], err = receiptFor(staged[i], p); err != nil {
			return nil, err
		}
	}
	return rest, in.tx.PutReceipts(staged)
}

// unmetDocuments are the sales documents of a chunk that were never met and
// whose numbers nobody has, nor another of the chunk.
func (in *importer) unmetDocuments(kind store.RecordKind, chunk []store.Staged) (list []planned, unmet, rest []store.Staged, err error) {
	all := make([]record, len(chunk))
	numbers, times := map[string]string{}, map[string]int{}
	for i, one := range chunk {
		r, err := recordOf(kind, one.Raw)
		number := ""
		if err == nil && r.id() == one.XeroID {
			all[i], number = r, clean(r.number())
		}
		if v := r.invoice; number == "" || v != nil && v.Type != xeroapi.TypeSales {
			all[i] = record{}
			continue
		}
		numbers[one.XeroID] = number
		times[document.NumberKey(number)]++
	}
	met, err := in.tx.Met(document.Kind(kind), numbers)
	if err != nil {
		return nil, nil, nil, err
	}
	for i, one := range chunk {
		number, fit := numbers[one.XeroID]
		if !fit || met[one.XeroID] || times[document.NumberKey(number)] > 1 {
			rest = append(rest, one)
			continue
		}
		r := all[i]
		unmet = append(unmet, one)
		list = append(list, planned{verdict: verdictNew, xeroID: one.XeroID, label: number, status: r.status(), record: r})
	}
	return list, unmet, rest, nil
}

// writeDocuments writes new documents.
func (in *importer) writeDocuments(kind store.RecordKind, list []planned, staged []store.Staged) error {
	if err := in.learnContacts(list, staged); err != nil {
		return err
	}
	fresh := make([]newcomer, len(list))
	all := make([]store.Imported, len(list))
	for i, p := range list {
		var err error
		in.raw = staged[i].Raw
		if fresh[i], err = in.translate(p.record); err != nil {
			return err
		}
		all[i] = fresh[i].imported(kind, p)
	}
	saved, err := in.tx.ImportDocuments(all)
	for i := range saved {
		if err == nil {
			list[i], err = in.tellNew(list[i], fresh[i], saved[i])
		}
	}
	return err
}

// learnContacts looks up the contacts of documents that are here, all at once,
// and makes those that have to do with nothing here nor in staging.
func (in *importer) learnContacts(list []planned, staged []store.Staged) error {
	var ids []string
	within := map[string][]byte{} // a document that tells of the contact
	for i, p := range list {
		ref := p.record.contact()
		if ref == nil || ref.ContactID == "" || within[ref.ContactID] != nil {
			continue
		}
		ids, within[ref.ContactID] = append(ids, ref.ContactID), staged[i].Raw
	}
	found, err := in.tx.LinkedContacts(ids)
	if err != nil {
		return err
	}
	var missing []xeroapi.Contact
	for _, xeroID := range ids {
		if c, ok := found[xeroID]; ok {
			in.ids[xeroID], in.clients[c.ID] = c.ID, document.ClientOf(c)
			continue
		}
		_, waits, err := in.tx.StagedRecord(in.run.id, store.RecordContact, xeroID)
		if err != nil {
			return err
		}
		if v, ok := contactWithin(within[xeroID]); ok && !waits && v.ContactID == xeroID {
			missing = append(missing, v)
		}
	}
	_, err = in.s.takeUnmet(in.tx, missing, new(tally))
	return err
}

// unmetContacts are the contacts of a chunk that are to be imported and were
// never met, nor any of the same name.
func (in *importer) unmetContacts(chunk []store.Staged) (list []planned, unmet, rest []store.Staged, err error) {
	all := make([]*xeroapi.Contact, len(chunk))
	var traces []store.ContactTrace
	for i, one := range chunk {
		v := new(xeroapi.Contact)
		if json.Unmarshal(one.Raw, v) != nil || v.ContactID != one.XeroID || !isNewcomer(v) ||
			in.run.choices.CustomersOnly && bool(v.IsSupplier) && !bool(v.IsCustomer) {
			continue
		}
		all[i], traces = v, append(traces, traceOf(v))
	}
	met, err := in.tx.MetContacts(traces)
	if err != nil {
		return nil, nil, nil, err
	}
	for i, one := range chunk {
		if v := all[i]; v == nil || met[v.ContactID] {
			rest = append(rest, one)
		} else {
			unmet = append(unmet, one)
			list = append(list, planned{verdict: verdictNew, xeroID: v.ContactID, label: clean(v.Name), status: string(v.ContactStatus), contact: v})
		}
	}
	return list, unmet, rest, nil
}

// writeContacts writes new contacts.
func (in *importer) writeContacts(list []planned) error {
	all := make([]*xeroapi.Contact, len(list))
	for i, p := range list {
		all[i] = p.contact
	}
	ids, err := in.s.addUnmet(in.tx, all)
	for i, id := range ids {
		list[i].recordID = id
	}
	return err
}
