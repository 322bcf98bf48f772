package xerosync

import (
	"context"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"litework/document"
	"litework/store"
)

// markMatched is the key of the last contact there was when the user had seen how
// contacts match: those made later are sent by themselves.
const markMatched = "contacts matched"

// contactQuiet is how long contacts rest after the last change before they are
// sent: what is typed or imported in one go is sent in one go.
const contactQuiet = 5 * time.Second

// nextSending puts the contacts that changed here into the outbox, if they are
// kept in step by themselves and the user has seen how they match.
func (s *Service) nextSending(tx *store.SyncTx, at situation) (do func(context.Context) error, due time.Time, err error) {
	off := at.settings.Sync.ContactsOff
	if s.session.matchAsked != nil && (off || at.connection.FirstMatchSeen) {
		s.unask(s.session.matchAsked.ID)
		s.session.matchAsked = nil
	}
	if off {
		s.endAsking()
	}
	if off || at.connection.CatchingUp || s.dayLow() {
		return nil, time.Time{}, nil
	}
	if !at.connection.FirstMatchSeen {
		return s.nextMatch(), time.Time{}, nil
	}
	pending, err := pendingContacts(tx)
	if err != nil {
		return nil, time.Time{}, err
	}
	var newest time.Time
	weighed := fnv.New64a()
	for _, p := range pending {
		fmt.Fprintln(weighed, p.ID, p.Rev, p.State)
		if p.UpdatedAt.After(newest) {
			newest = p.UpdatedAt
		}
	}
	signature := strconv.FormatUint(weighed.Sum64(), 16)
	if s.contactsAgain.Swap(false) {
		s.session.contactsWeighed = ""
	}
	if signature == s.session.contactsWeighed && !s.allowed() {
		return nil, time.Time{}, nil
	}
	if due := newest.Add(contactQuiet); len(pending) > 0 && !newest.After(at.now) && at.now.Before(due) {
		return nil, due, nil
	}
	if len(pending) == 0 {
		s.endAsking()
		s.session.contactsWeighed = signature
		return nil, time.Time{}, nil
	}
	return func(ctx context.Context) error { return s.sendContacts(ctx, signature) }, time.Time{}, nil
}

// allowed reports whether the user has just allowed what was asked about.
func (s *Service) allowed() bool {
	if s.session.contactsAsk == nil {
		return false
	}
	yes, answered := s.ask(*s.session.contactsAsk)
	return yes && answered
}

func (s *Service) endAsking() {
	if s.session.contactsAsk != nil {
		s.unask(s.session.contactsAsk.ID)
		s.session.contactsAsk = nil
	}
}

// dayLow reports whether what calls are left today are kept for the user.
func (s *Service) dayLow() bool {
	if s.remotes == nil {
		return false
	}
	l := s.remotes.client.Limits()
	return l.DayKnown && l.DayRemaining*5 < l.DayLimit
}

// yields reports whether an operation waits because few calls are left today and
// nobody asked for it.
func (s *Service) yields(op store.Op) bool {
	return op.Record == store.RecordContact && !op.UserAsked && neverSent(op) && s.dayLow()
}

func pendingContacts(tx *store.SyncTx) ([]store.PendingContact, error) {
	mark, err := tx.Mark(markMatched)
	if err != nil {
		return nil, err
	}
	after, err := strconv.ParseInt(mark, 10, 64)
	if err != nil { // never seen: none is sent
		after = 1<<63 - 1
	}
	return tx.PendingContacts(after)
}

// sendContacts puts into the outbox what has to be sent, or asks first where it
// is much. signature stands for the contacts that were looked at.
func (s *Service) sendContacts(ctx context.Context, signature string) error {
	var question *Ask
	err := s.commit(ctx, "send contacts", func(tx *store.SyncTx) error {
		ready, err := s.contactsToSend(tx)
		if err != nil {
			return err
		}
		if len(ready) > manyPushes {
			question = askManyContacts(ready)
			if yes, _ := s.ask(*question); !yes {
				return nil
			}
		}
		for _, c := range ready {
			if err := s.queueContact(tx, c, false); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if old := s.session.contactsAsk; old != nil && (question == nil || old.ID != question.ID) {
		s.unask(old.ID)
	}
	s.session.contactsAsk, s.session.contactsWeighed = question, signature
	return nil
}

func askManyContacts(list []store.StoredContact) *Ask {
	id := fnv.New64a()
	a := &Ask{
		Kind: AskManyPushes, Yes: "Send", No: "Not now", Count: len(list),
		Sentence: count(len(list), "contact", "contacts") + " that changed here would be sent to Xero.",
	}
	for _, c := range list {
		fmt.Fprintln(id, c.ID)
		details := "would be added"
		if c.XeroID != "" {
			details = "would be updated"
		}
		a.Records = append(a.Records, AskRecord{Kind: store.RecordContact, RecordID: c.ID, Label: c.Name, Details: details})
	}
	a.ID = "contacts-" + strconv.FormatUint(id.Sum64(), 16)
	return a
}

// contactsToSend are the contacts of which something has to be sent now. One that
// failed waits until it is changed, and a new one that may be another until the
// user has decided.
func (s *Service) contactsToSend(tx *store.SyncTx) (out []store.StoredContact, err error) {
	pending, err := pendingContacts(tx)
	if err != nil {
		return nil, err
	}
	var undecided map[string]bool
	for _, p := range pending {
		c, err := tx.Contact(p.ID)
		if err != nil {
			return nil, err
		}
		if p.State == document.SyncFailed {
			op, ok, err := tx.Op(opID(c))
			if err != nil {
				return nil, err
			}
			if !ok || op.Rev >= c.Rev {
				continue
			}
		}
		if c.XeroID == "" {
			if undecided == nil {
				if undecided, err = undecidedContacts(tx); err != nil {
					return nil, err
				}
			}
			if c.Archived || undecided[c.ID] {
				continue
			}
		} else if link, _, err := tx.Link(store.RecordContact, c.ID); err != nil || link.MergedInto != "" {
			if err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, c)
	}
	return out, nil
}

func opID(c store.StoredContact) string {
	if c.Op == nil {
		return ""
	}
	return c.Op.ID
}

// undecidedContacts are the contacts not in Xero that may be another.
func undecidedContacts(tx *store.SyncTx) (map[string]bool, error) {
	all, err := tx.BriefContacts()
	if err != nil {
		return nil, err
	}
	pairs, err := probablePairs(tx, all)
	out := map[string]bool{}
	for _, p := range pairs {
		out[p.HereID] = true
	}
	return out, err
}

// queueContact puts a contact into the outbox. One that Xero would not take is
// failed at once, with the reason.
func (s *Service) queueContact(tx *store.SyncTx, c store.StoredContact, asked bool) error {
	op, err := s.contactOp(tx, c, asked)
	if err != nil {
		return err
	}
	limits := document.ContactLimits(&c.Contact)
	if len(limits) == 0 {
		return tx.PutOp(op)
	}
	p := limits[0]
	op.State, op.Problem = store.OpFailed, &p
	if err := tx.PutOp(op); err != nil {
		return err
	}
	return tx.AddHistory(historyOf(op, c.Name, store.HistoryError, p.Sentence, s.wallNow(), &p))
}
