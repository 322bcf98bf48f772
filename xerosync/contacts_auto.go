package xerosync

import (
	"context"
	"strconv"

	"litework/document"
	"litework/store"
)

// ContactPair is two contacts here that may be the same client.
type ContactPair struct {
	// HereID is not in Xero. ThereID is, or it was made here earlier.
	HereID, ThereID     string
	HereName, ThereName string
	// Why they may be the same: "same e-mail address".
	Why string
}

// FirstMatch is how the contacts of the company file and of the organisation
// match, before anything of them is sent.
type FirstMatch struct {
	Organisation string
	Linked       int
	Probable     []ContactPair
	// New are here only and would be added to Xero.
	New []ContactRef
	// OnlyThere are contacts of Xero's that were added here.
	OnlyThere int
	Seen      bool
}

// ContactRef names a contact.
type ContactRef struct{ ID, Name string }

// FirstMatch reads how contacts match. ready is false while they are still
// being read from Xero.
func (s *Service) FirstMatch(ctx context.Context) (m FirstMatch, ready bool, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		m, ready, err = firstMatch(tx)
		return err
	})
	return m, ready, err
}

func firstMatch(tx *store.SyncTx) (m FirstMatch, ready bool, err error) {
	c, ok, err := tx.Connection()
	if err != nil || !ok {
		return m, false, err
	}
	read, err := tx.Mark(markContacts)
	if err != nil || read != contactsRead {
		return m, false, err
	}
	all, err := tx.BriefContacts()
	if err != nil {
		return m, false, err
	}
	pairs, err := probablePairs(tx, all)
	if err != nil {
		return m, false, err
	}
	m.Organisation, m.Seen = c.OrganisationName, c.FirstMatchSeen
	linked, probable := map[string]bool{}, map[string]bool{}
	for _, b := range all {
		linked[b.ID] = b.Linked
	}
	for _, p := range pairs {
		if linked[p.ThereID] {
			m.Probable = append(m.Probable, p)
			probable[p.HereID] = true
		}
	}
	for _, b := range all {
		switch {
		case b.FromXero:
			m.OnlyThere++
		case b.Linked:
			m.Linked++
		case !b.Archived && !probable[b.ID] && b.State == document.NotSynced:
			m.New = append(m.New, ContactRef{b.ID, b.Name})
		}
	}
	return m, true, nil
}

// askMatchID is the one question about the first match.
const askMatchID = "first-match"

// nextMatch asks once in a run of the program whether the contacts match as they
// should. A yes without a look at it sends none of those that were there. Where
// no match is to be decided there is no question.
func (s *Service) nextMatch() func(context.Context) error {
	if s.session.matchAsked == nil {
		return s.askMatch
	}
	if yes, _ := s.ask(*s.session.matchAsked); yes {
		return func(ctx context.Context) error { return s.ConfirmFirstMatch(ctx, nil, nil) }
	}
	return nil
}

func (s *Service) askMatch(ctx context.Context) error {
	m, ready, err := s.FirstMatch(ctx)
	if err != nil || !ready {
		return err
	}
	if len(m.Probable) == 0 && len(m.New) == 0 {
		return s.ConfirmFirstMatch(ctx, nil, nil) // nothing to look at: there is no question
	}
	a := Ask{
		ID: askMatchID, Kind: AskFirstMatch, Yes: "Keep contacts in step", No: "Not now", Count: len(m.Probable) + len(m.New),
		Sentence: "Contacts were compared with those of " + m.Organisation + ": " + matchWords(m) + ".",
	}
	for _, p := range m.Probable {
		a.Records = append(a.Records, AskRecord{Kind: store.RecordContact, RecordID: p.HereID, Label: p.HereName, Details: "may be " + p.ThereName + ": " + p.Why})
	}
	for _, n := range m.New {
		a.Records = append(a.Records, AskRecord{Kind: store.RecordContact, RecordID: n.ID, Label: n.Name, Details: "only here"})
	}
	s.session.matchAsked = &a
	s.ask(a)
	return nil
}

// matchWords says how contacts match: 40 are linked, 2 may be in Xero already and
// 1 is only here.
func matchWords(m FirstMatch) string {
	parts := []string{count(m.Linked+m.OnlyThere, "is", "are") + " linked"}
	if n := len(m.Probable); n > 0 {
		parts = append(parts, count(n, "may be", "may be")+" in Xero already")
	}
	if n := len(m.New); n > 0 {
		parts = append(parts, count(n, "is", "are")+" only here")
	}
	return sentenceList(parts)
}

// ConfirmFirstMatch records that the user has seen the match: the pairs named
// by their HereID are made one, the contacts named in add are sent to Xero, and
// from now on new contacts are.
func (s *Service) ConfirmFirstMatch(ctx context.Context, same []ContactPair, add []string) error {
	err := s.commit(ctx, "confirm match", func(tx *store.SyncTx) error {
		c, ok, err := tx.Connection()
		if err != nil {
			return err
		}
		if !ok || c.Disconnected {
			return problem("not-connected", "This company file is not connected to Xero.", "Connect it first.")
		}
		for _, p := range same {
			if err := s.unite(tx, p); err != nil {
				return err
			}
		}
		if err := s.addContacts(tx, add); err != nil {
			return err
		}
		last, err := tx.LastContactKey()
		if err != nil {
			return err
		}
		if err := tx.PutMark(markMatched, strconv.FormatInt(last, 10)); err != nil {
			return err
		}
		c.FirstMatchSeen = true
		return tx.PutConnection(c)
	})
	if err == nil {
		s.unask(askMatchID)
		s.Wake()
	}
	return err
}

// addContacts puts contacts into the outbox that the user has confirmed to be
// new: those that might be another are not.
func (s *Service) addContacts(tx *store.SyncTx, ids []string) error {
	all, err := tx.BriefContacts()
	if err != nil {
		return err
	}
	pairs, err := probablePairs(tx, all)
	if err != nil {
		return err
	}
	for _, id := range ids {
		c, err := tx.Contact(id)
		if err != nil {
			return err
		}
		if c.XeroID != "" || !c.DeletedAt.IsZero() || openOp(c) {
			continue
		}
		for _, p := range pairs {
			if p.HereID == id {
				if err := tx.PutMark(apartMark(p), "1"); err != nil {
					return err
				}
			}
		}
		if err := s.queueContact(tx, c, true); err != nil {
			return err
		}
	}
	return nil
}

// Duplicates are pairs of contacts that may be the same client.
func (s *Service) Duplicates(ctx context.Context) (pairs []ContactPair, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		all, err := tx.BriefContacts()
		if err != nil {
			return err
		}
		pairs, err = probablePairs(tx, all)
		return err
	})
	return pairs, err
}

// PushContact sends a contact to Xero now: it is made there, or updated. The
// error is a [*document.Problem] when it cannot be.
func (s *Service) PushContact(ctx context.Context, contactID string) error {
	err := s.commit(ctx, "push contact", func(tx *store.SyncTx) error {
		conn, ok, err := tx.Connection()
		if err != nil {
			return err
		}
		if !ok || conn.Disconnected {
			return problem("not-connected", "This company file is not connected to Xero.", "Connect it first.")
		}
		c, err := tx.Contact(contactID)
		if err != nil {
			return err
		}
		op, open, err := tx.OpenOp(contactID)
		if err != nil {
			return err
		}
		if open && !neverSent(op) {
			return problem("busy", c.Name+" is on its way to Xero already.", "Wait until it has arrived.")
		}
		if open && op.Rev == c.Rev {
			op.UserAsked = true
			return tx.PutOp(op)
		}
		if p, err := cannotPush(tx, c); err != nil || p != nil {
			if err != nil {
				return err
			}
			return p
		}
		return s.pushNow(tx, c, op, open)
	})
	if err == nil {
		s.Wake()
	}
	return err
}

// pushNow queues the contact; one that waits already is sent as it is now, and
// what waits for it goes on waiting for it.
func (s *Service) pushNow(tx *store.SyncTx, c store.StoredContact, waiting store.Op, open bool) error {
	op, err := s.contactOp(tx, c, true)
	if err != nil || !open {
		if err != nil {
			return err
		}
		return tx.PutOp(op)
	}
	waiting.Rev, waiting.Projection, waiting.Number, waiting.TargetStatus = op.Rev, op.Projection, op.Number, op.TargetStatus
	waiting.UserAsked = true
	return tx.PutOp(waiting)
}

// cannotPush says why a contact cannot be sent.
func cannotPush(tx *store.SyncTx, c store.StoredContact) (*document.Problem, error) {
	switch {
	case !c.DeletedAt.IsZero():
		return problem("deleted-here", c.Name+" was deleted.", "Restore it first."), nil
	case c.State == document.Conflict:
		return problem("conflict", c.Name+" was changed here and in Xero.", "Decide which to keep."), nil
	}
	if limits := document.ContactLimits(&c.Contact); len(limits) > 0 {
		return &limits[0], nil
	}
	if c.XeroID == "" {
		same, err := tx.ContactsByName(c.Name)
		for _, other := range same {
			if other.ID != c.ID && other.XeroID != "" {
				return at(problem("contact-name-taken", "A contact named "+other.Name+" is already in Xero.",
					"Link it with that contact, or choose another name."), "name"), err
			}
		}
		if err == nil && c.Archived {
			return problem("contact-archived", c.Name+" is archived.", "Restore it first."), nil
		}
		return nil, err
	}
	status, err := contactStatus(tx, c.ID)
	if err == nil && status == "GDPRREQUEST" {
		return problem("contact-gdpr", "Xero was asked to forget the personal data of "+c.Name+".", "Use another contact."), nil
	}
	return nil, err
}
