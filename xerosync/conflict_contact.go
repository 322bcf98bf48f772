package xerosync

import (
	"errors"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// disputedContact is a contact that changed here and in Xero.
type disputedContact struct {
	s        *Service
	c        store.StoredContact
	base     store.BasePair
	state    store.RecordState
	there    xeroapi.Contact
	versions contactVersions
	open     bool
}

func (s *Service) readContactConflict(tx *store.SyncTx, id string) (*disputedContact, error) {
	x := &disputedContact{s: s}
	var err error
	if x.c, err = tx.Contact(id); errors.Is(err, store.ErrNotFound) || err == nil && !x.c.DeletedAt.IsZero() {
		return nil, noConflict()
	}
	if err != nil {
		return nil, err
	}
	if x.state, err = tx.RecordState(store.RecordContact, id); err != nil {
		return nil, err
	}
	var ok bool
	if x.base, ok, err = tx.Base(store.RecordContact, id); err != nil {
		return nil, err
	}
	if !ok || !x.state.Conflict {
		return nil, noConflict()
	}
	if x.there, err = decodeContact(x.state.Remote); err != nil {
		return nil, err
	}
	x.open = openOp(x.c)
	x.versions, err = versionsOf(x.c.Contact, x.base, &x.there)
	return x, err
}

func (x *disputedContact) version() string { return versionOf(x.c.Rev, x.state.Remote) }

func (x *disputedContact) over() bool {
	return !x.open && (x.versions.verdict() != contactConflict || len(x.fields()) == 0)
}

// settle ends a conflict in which nothing is left to decide.
func (x *disputedContact) settle(tx *store.SyncTx) error {
	return x.s.pullFields(tx, x.c, &x.there)
}

// now is a field's value in Xero in our terms: as it was here when both last
// met, unless it was changed there since.
func (x *disputedContact) now(f contactField) document.Contact {
	if f.same(&x.versions.there, &x.versions.was) {
		return x.versions.sent
	}
	return x.versions.there
}

// fields are what both sides have differently.
func (x *disputedContact) fields() []contactField {
	return fieldsWhere(func(f contactField) bool {
		now := x.now(f)
		return !f.agree(&x.versions.here, &now)
	})
}

func (x *disputedContact) show(tx *store.SyncTx) (Conflict, error) {
	c := Conflict{
		Kind: store.RecordContact, RecordID: x.c.ID, Label: x.c.Name, Version: x.version(),
		HereAt: x.c.UpdatedAt, ThereAt: x.there.UpdatedDateUTC.Time(), Rows: x.rows(),
	}
	for _, r := range c.Rows {
		if c.KeepHere == nil {
			c.KeepHere = r.RefuseHere
		}
		if c.KeepThere == nil {
			c.KeepThere = r.RefuseThere
		}
	}
	return c, nil
}

func (x *disputedContact) rows() []ConflictRow {
	var out []ConflictRow
	v := &x.versions
	for _, f := range x.fields() {
		now := x.now(f)
		r := ConflictRow{
			Key: f.Key, Label: f.Label, Here: f.text(&v.here), There: f.text(&now), Before: f.text(&v.sent),
			HereChanged: !f.same(&v.here, &v.sent), ThereChanged: !f.same(&v.there, &v.was),
			RefuseHere: x.refuseHere(f), RefuseThere: refuseThere(f, now),
		}
		switch {
		case r.HereChanged && r.ThereChanged:
			r.Note = "both changed"
		case r.HereChanged:
			r.Note, r.Chosen = "only LiteWork changed", Here
		default:
			r.Note, r.Chosen = "only Xero changed", There
		}
		if r.Chosen == Here && r.RefuseHere != nil || r.Chosen == There && r.RefuseThere != nil {
			r.Chosen = Undecided
		}
		out = append(out, r)
	}
	return out
}

// refuseHere says why Xero would not take a field from here.
func (x *disputedContact) refuseHere(f contactField) *document.Problem {
	switch {
	case x.there.MergedToContactID != "":
		return problem("contact-merged", x.c.Name+" was merged into another contact in Xero and cannot be changed there.", "Keep Xero's version.")
	case x.there.ContactStatus == xeroapi.ContactGDPR:
		return problem("contact-gdpr", "Xero was asked to forget the personal data of "+x.c.Name+".", "Keep Xero's version.")
	case f.Key == "terms" && f.empty(&x.versions.here):
		return problem("terms-stay", "Payment terms cannot be taken away in Xero from here.", "Take them away in Xero.")
	}
	return nil
}

// refuseThere says why a field cannot be taken from Xero.
func refuseThere(f contactField, now document.Contact) *document.Problem {
	if f.Key == "name" && strings.TrimSpace(now.Name) == "" {
		return problem("name-missing", "A contact needs a name.", "Keep the name here.")
	}
	return nil
}

// outcome is the contact that choices come to, and what then counts as sent.
func (x *disputedContact) outcome(choices Choices) (c, sent document.Contact) {
	c, sent = x.c.Contact, x.versions.sent
	for _, f := range contactFields {
		now := x.now(f)
		if f.agree(&x.versions.here, &now) { // at most written otherwise
			f.take(&sent, &x.versions.here)
			continue
		}
		f.take(&sent, &now)
		if choices[f.Key] == There {
			f.take(&c, &now)
		}
	}
	return c, sent
}

func (x *disputedContact) merged(_ *store.SyncTx, choices Choices) (Merged, error) {
	rows := x.rows()
	c, sent := x.outcome(choices)
	out := Merged{Undecided: openRows(rows, choices), Updates: !sameShared(c, sent), Problem: refusedChoice(rows, choices)}
	return out, nil
}

func (x *disputedContact) resolve(tx *store.SyncTx, choices Choices) error {
	rows := x.rows()
	if openRows(rows, choices) > 0 {
		return undecided()
	}
	if p := refusedChoice(rows, choices); p != nil {
		return p
	}
	c, sent := x.outcome(choices)
	if err := withdrawEarlier(tx, c.ID); err != nil {
		return err
	}
	if err := withdrawLastFailed(tx, c.ID); err != nil {
		return err
	}
	saved, err := tx.PutContact(c, x.c.Rev)
	if err != nil {
		return err
	}
	if err := putContactBase(tx, c.ID, sent, x.versions.there, x.there.Raw, saved.Rev); err != nil {
		return err
	}
	if err := endConflict(tx, c.ID); err != nil {
		return err
	}
	if err := tx.AddHistory(store.HistoryEntry{
		At: x.s.wallNow(), Action: store.HistorySync, Direction: store.FromXero, Record: store.RecordContact, RecordID: c.ID,
		Label: c.Name, Status: store.HistorySuccess, Details: decidedWords(c.Name, rows, choices), Answered: x.there.Raw,
	}); err != nil {
		return err
	}
	if sameShared(c, sent) {
		return nil
	}
	connection, ok, err := tx.Connection()
	if err != nil || !ok || connection.Disconnected {
		return err // it is told when there is a connection again
	}
	stored, err := tx.Contact(c.ID)
	if err != nil {
		return err
	}
	op, err := x.s.contactOp(tx, stored, true)
	if err != nil {
		return err
	}
	return tx.PutOp(op)
}
