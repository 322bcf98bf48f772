package xerosync

import (
	"encoding/json"
	"strings"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// knowClient sees to it that the client a document has in Xero is among the
// contacts here: it may have been added there with this very document, or
// contacts may not be kept in step. What Xero says of it in the document is
// enough to begin with; the rest comes with the contacts.
func (s *Service) knowClient(tx *store.SyncTx, r record) error {
	id := contactOf(r.contact())
	if id == "" {
		return nil
	}
	known, err := contactHere(tx, r.contact().ContactID)
	if err != nil || known != "" {
		return err
	}
	var in struct{ Contact xeroapi.Contact }
	if err := json.Unmarshal(r.raw(), &in); err != nil || !strings.EqualFold(in.Contact.ContactID, id) {
		return nil // the document says who it is for only by an id
	}
	var t tally
	return s.takeContact(tx, &in.Contact, &t)
}
