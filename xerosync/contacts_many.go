package xerosync

import (
	"litework/store"
	"litework/xerosync/xeroapi"
)

// isNewcomer reports whether a contact of Xero's that was never met becomes one
// here; see [Service.takeContact].
func isNewcomer(v *xeroapi.Contact) bool {
	return v.ContactID != "" && v.MergedToContactID == "" && v.ContactStatus != xeroapi.ContactGDPR && tidyName(v.Name) != ""
}

// traceOf is what a contact of Xero's may be known by here.
func traceOf(v *xeroapi.Contact) store.ContactTrace {
	t := store.ContactTrace{XeroID: v.ContactID, Name: tidyName(v.Name)}
	t.MarkedID, _ = idOfContactNumber(v.ContactNumber)
	return t
}

// takeMany does of each contact what takeContact does: at once of those that
// have to do with nothing here.
func (s *Service) takeMany(tx *store.SyncTx, list []xeroapi.Contact, t *tally) error {
	rest, err := s.takeUnmet(tx, list, t)
	for _, v := range rest {
		if err == nil {
			err = s.takeContact(tx, v, t)
		}
	}
	return err
}

// takeUnmet takes those contacts over that have to do with nothing here, and
// gives the others.
func (s *Service) takeUnmet(tx *store.SyncTx, list []xeroapi.Contact, t *tally) (rest []*xeroapi.Contact, err error) {
	var traces []store.ContactTrace
	for i := range list {
		if isNewcomer(&list[i]) {
			traces = append(traces, traceOf(&list[i]))
		}
	}
	met, err := tx.MetContacts(traces)
	if err != nil {
		return nil, err
	}
	var unmet []*xeroapi.Contact
	for i := range list {
		v := &list[i]
		if !isNewcomer(v) || met[v.ContactID] {
			rest = append(rest, v)
			continue
		}
		unmet = append(unmet, v)
		met[v.ContactID] = true // should it stand there twice
	}
	_, err = s.addUnmet(tx, unmet)
	t.added += len(unmet)
	return rest, err
}

// addUnmet writes contacts that were never met as new ones, and gives their
// ids here.
func (s *Service) addUnmet(tx *store.SyncTx, list []*xeroapi.Contact) (ids []string, err error) {
	all := make([]store.ImportedContact, len(list))
	for i, v := range list {
		c := contactIn(v)
		sent, err := encodeContact(c)
		if err != nil {
			return nil, err
		}
		c.ID = s.cfg.NewID()
		ids = append(ids, c.ID)
		all[i] = store.ImportedContact{
			Contact: c, XeroID: v.ContactID, RemoteUpdated: v.UpdatedDateUTC.Time(), Status: string(statusOf(v.ContactStatus)),
			Base: store.BasePair{Sent: sent, Seen: sent, Raw: v.Raw},
		}
	}
	return ids, tx.ImportContacts(all)
}
