package xerosync

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// contactPage is a page of contacts as read, with the contacts into which some
// of them were merged.
type contactPage struct {
	items, winners []xeroapi.Contact
	// count is how many there were on the page, unreadable how many of them make
	// no sense. newest is when the last of them was changed.
	count, unreadable, total int
	newest                   time.Time
	more                     bool
}

// contactPage reads a page of contacts. One that makes no sense does not spoil
// the others.
func (s *Service) contactPage(ctx context.Context, r *remotes, q xeroapi.ContactQuery) (*contactPage, error) {
	s.cfg.at("before contacts")
	page, err := r.client.RawContacts(ctx, q)
	s.cfg.at("after contacts")
	if err != nil {
		return nil, err
	}
	s.reached()
	out := &contactPage{count: len(page.Items), total: page.Total, more: page.More()}
	for _, raw := range page.Items {
		v, err := decodeContact(raw)
		if err != nil || v.ContactID == "" {
			s.cfg.Log.Error("contact", "unreadable", err)
			out.unreadable++
			continue
		}
		if at := v.UpdatedDateUTC.Time(); at.After(out.newest) {
			out.newest = at
		}
		out.items = append(out.items, v)
	}
	out.winners, err = s.readWinners(ctx, r, out.items)
	return out, err
}

func decodeContact(raw []byte) (v xeroapi.Contact, err error) {
	if len(raw) == 0 {
		return v, errors.New("no contact")
	}
	err = json.Unmarshal(raw, &v)
	return v, err
}

// all are the contacts of the page, after those they were merged into.
func (p *contactPage) all() []xeroapi.Contact {
	return append(p.winners[:len(p.winners):len(p.winners)], p.items...)
}

// takeContacts takes contacts over that a check found, each by itself, and adds
// a row to the history for each that is new here.
func (s *Service) takeContacts(tx *store.SyncTx, list []xeroapi.Contact, t *tally) error {
	for i := range list {
		v := &list[i]
		added := t.added
		if err := s.takeContact(tx, v, t); err != nil {
			return err
		}
		if t.added == added {
			continue
		}
		link, _, err := tx.LinkByXeroID(store.RecordContact, v.ContactID)
		if err != nil {
			return err
		}
		if err := s.tellContact(tx, link.RecordID, clean(v.Name), store.HistoryCreate, "New in Xero, added here."); err != nil {
			return err
		}
	}
	return nil
}

// mergeContacts does what follows from merges in Xero, when all contacts of the
// page have been taken over; and tells of those that could not be read.
func (s *Service) mergeContacts(tx *store.SyncTx, p *contactPage, t *tally) error {
	m := mergesOf(p.all())
	for i := range p.items {
		if err := s.mergeContact(tx, &p.items[i], m, t); err != nil {
			return err
		}
	}
	if p.unreadable == 0 {
		return nil
	}
	return tx.AddHistory(store.HistoryEntry{
		Action: store.HistorySync, Direction: store.FromXero, Record: store.RecordContact, At: s.wallNow(),
		Label: count(p.unreadable, "contact", "contacts"), Status: store.HistoryError, Code: "unreadable",
		Details: "Xero sent " + count(p.unreadable, "contact", "contacts") + " that cannot be read. Nothing was changed here.",
		Fix:     "Look at it in Xero.",
	})
}

// checkContacts reads the contacts that changed in Xero since the last time, and
// takes the changes over: one call, where there are no more than fit on a page. It
// notes the time, so that nobody asks twice within one interval. An error means that the company file could not be read or
// written; not to have reached Xero is noted and is none.
func (s *Service) checkContacts(ctx context.Context, r *remotes) error {
	s.session.contactsNow = false
	s.session.contactsChecked = s.cfg.Clock()
	s.session.contactsWeighed = ""
	var old string
	err := s.view(ctx, func(tx *store.SyncTx) (err error) {
		old, err = tx.Mark(markSince(store.RecordContact))
		return err
	})
	if err != nil {
		return err
	}
	q := xeroapi.ContactQuery{
		IncludeArchived: true, Order: "ContactID", ModifiedSince: readMark(old), PageSize: contactsPage,
	}
	var taken tally
	mark := old
	for q.Page = 1; ; q.Page++ {
		page, err := s.contactPage(ctx, r, q)
		if err != nil {
			if ctx.Err() == nil && !reserved(err) {
				s.noteTrouble(err)
			}
			return nil
		}
		// What changes while pages are turned is met the next time: the watermark
		// does not move beyond what the first page told.
		if q.Page == 1 {
			if next := writeSince(page.newest); next != "" && readMark(next).After(readMark(old)) {
				mark = next
			}
		}
		err = s.commit(ctx, "check contacts", func(tx *store.SyncTx) error {
			if err := s.takeContacts(tx, page.all(), &taken); err != nil {
				return err
			}
			if err := s.mergeContacts(tx, page, &taken); err != nil {
				return err
			}
			if next := taken.mark(mark); !page.more && next != old {
				return tx.PutMark(markSince(store.RecordContact), next)
			}
			return nil
		})
		if err != nil || !page.more {
			return err
		}
	}
}

// contactsDue is when the contacts are to be checked again; zero for never. They
// have a timer of their own, as often as that of documents: the first time in a
// run of the program it is at once, and a clock that was set back does not put
// it off.
func (s *Service) contactsDue(at situation) time.Time {
	last := s.session.contactsChecked.Round(0)
	switch {
	case at.settings.Sync.ContactsOff:
		return time.Time{}
	case last.IsZero() || at.now.Round(0).Before(last):
		return at.now
	}
	return last.Add(time.Duration(at.settings.Sync.Interval()) * time.Minute)
}

// nextContacts checks contacts at their time or when the user asks for it, and
// sends those that changed here.
func (s *Service) nextContacts(tx *store.SyncTx, at situation) (func(context.Context) error, time.Time, error) {
	read, err := tx.Mark(markContacts)
	if err != nil || read != contactsRead {
		return nil, time.Time{}, err
	}
	due := s.contactsDue(at)
	switch {
	case s.session.contactsNow:
		return func(ctx context.Context) error { return s.checkContacts(ctx, s.reach(at.connection)) }, time.Time{}, nil
	case !due.IsZero() && !at.now.Before(due):
		return func(ctx context.Context) error {
			return s.checkContacts(xeroapi.WithBackground(ctx), s.reach(at.connection))
		}, time.Time{}, nil
	}
	do, later, err := s.nextSending(tx, at)
	return do, sooner(due, later), err
}
