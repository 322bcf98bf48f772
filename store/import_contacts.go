package store

import (
	"database/sql"

	"litework/document"
)

// ContactDetails is a contact alone, without its link and what is on its way;
// ok is false where there is none, or it was deleted. It is for imports, which
// ask for the client of every document.
func (x *SyncTx) ContactDetails(id string) (c document.Contact, ok bool, err error) {
	err = x.t.each(func(rows *sql.Rows) error {
		stored, err := scanContact(rows)
		c, ok = stored.Contact, stored.DeletedAt.IsZero()
		return err
	}, `SELECT `+contactColumns+` FROM contacts WHERE id = ?`, id)
	return c, ok && err == nil, err
}
