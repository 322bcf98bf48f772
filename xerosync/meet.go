package xerosync

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"litework/document"
	"litework/store"

	"github.com/shopspring/decimal"
)

// meeting is what came of a page of Xero's records.
type meeting struct {
	kind store.RecordKind
	// since is from when on a record that is not here counts as new; none does
	// where uncounted is set.
	since     time.Time
	uncounted bool
	// current: the records are not news of changes but were read as they are now;
	// one that Xero dates before what was last seen is what Xero has.
	current bool
	newest  time.Time
	// waiting are documents whose content is to be taken over.
	waiting []string
	// met are the ids that came.
	met []string
}

// meetAll takes records of Xero's: what Xero alone decides is adopted, changed
// content is put by to be taken over, one document at a time. What is not here
// is counted and never imported.
func (s *Service) meetAll(tx *store.SyncTx, records []json.RawMessage, m *meeting) error {
	known, err := readUnknown(tx)
	if err != nil {
		return err
	}
	for _, raw := range records {
		r, err := readable(m.kind, raw)
		if err != nil {
			if err := s.tellUnreadable(tx, m.kind, raw, err); err != nil {
				return err
			}
			continue
		}
		if r.invoice != nil && r.invoice.Type != "ACCREC" { // a bill
			continue
		}
		m.met = append(m.met, r.id())
		if at := r.updated().Time(); at.After(m.newest) {
			m.newest = at
		}
		link, linked, err := tx.LinkByXeroID(m.kind, r.id())
		if err != nil {
			return err
		}
		if !linked {
			ours, err := numberOnItsWay(tx, m.kind, r.number())
			if err == nil && !ours {
				err = known.meet(tx, m, r)
			}
			if err != nil {
				return err
			}
			continue
		}
		known.forget(m.kind, r.id())
		if err := s.meet(tx, link, r, m); err != nil {
			return err
		}
	}
	return known.write(tx)
}

// numberOnItsWay reports whether a document of that number is just being posted: its
// record may be there before it is linked.
func numberOnItsWay(tx *store.SyncTx, kind store.RecordKind, number string) (bool, error) {
	ops, err := tx.OpenOps()
	return slices.ContainsFunc(ops, func(op store.Op) bool {
		return op.Record == kind && document.NumberKey(op.Number) == document.NumberKey(number)
	}), err
}

// meet takes one record of Xero's that is linked.
func (s *Service) meet(tx *store.SyncTx, link store.Link, r record, m *meeting) error {
	k, ok, err := readKnown(tx, link)
	older := r.updated().Time().Before(link.RemoteUpdated)
	if err != nil || !ok || older && !(m.current && s.wallNow().Sub(link.RemoteUpdated) > overlap) { // an older answer than the last
		return err
	}
	if err := s.adoptFacts(tx, k, r); err != nil {
		return err
	}
	waits, err := s.meetContent(tx, k, r)
	if err == nil && waits {
		m.waiting = append(m.waiting, k.doc.ID)
	}
	return err
}

// mostMoney is more than any document comes to (xero.md section 6.2).
var mostMoney = decimal.New(1, 12)

// readable decodes a record, if it has an id and amounts that can be kept.
func readable(kind store.RecordKind, raw json.RawMessage) (record, error) {
	r, err := recordOf(kind, raw)
	if err == nil && r.id() == "" {
		err = errors.New("no id")
	}
	if err != nil {
		return r, err
	}
	f := r.remote()
	for _, v := range []decimal.Decimal{f.Total, f.AmountPaid, f.AmountCredited, f.AmountDue} {
		if !document.RoundMoney(v).Equal(v) || v.Abs().GreaterThan(mostMoney) {
			return r, fmt.Errorf("an amount of %s", v)
		}
	}
	return r, nil
}

// known is a linked document with all that is known of it.
type known struct {
	link  store.Link
	doc   store.StoredDocument
	pair  store.BasePair
	base  *baseline
	state store.RecordState
	// open: an operation is on its way, which looks at Xero's record itself.
	open bool
}

// readKnown reads a linked document; ok is false when there is none any more,
// or no base to compare with.
func readKnown(tx *store.SyncTx, link store.Link) (k *known, ok bool, err error) {
	k = &known{link: link}
	if k.doc, err = tx.Document(link.RecordID); err == store.ErrNotFound || err == nil && !k.doc.DeletedAt.IsZero() {
		return k, false, nil
	}
	if err != nil {
		return k, false, err
	}
	if k.pair, ok, err = tx.Base(link.Kind, link.RecordID); err != nil || !ok {
		return k, false, err
	}
	if k.base, err = decodeBase(link.Kind, k.pair); err != nil { // as good as none
		return k, false, nil
	}
	if k.state, err = tx.RecordState(link.Kind, link.RecordID); err != nil {
		return k, false, err
	}
	_, k.open, err = tx.OpenOp(link.RecordID)
	return k, err == nil, err
}

// adoptFacts takes over what Xero alone decides, edited or not: status, paid,
// due, credited, sent, number. The history tells of it.
func (s *Service) adoptFacts(tx *store.SyncTx, k *known, r record) error {
	was, had, err := tx.Remote(k.link.Kind, k.link.RecordID)
	if err != nil {
		return err
	}
	now := r.remote()
	if !had || !sameRemote(was, now) {
		if err := tx.PutRemote(k.link.Kind, k.link.RecordID, now); err != nil {
			return err
		}
		if err := tx.NoteNumber(k.doc.Kind, now.Number); err != nil {
			return err
		}
		if words := factWords(k.doc.Kind, was, now); had && words != "" {
			if err := tx.AddHistory(s.seenHistory(k, store.HistorySync, k.doc.Number+" "+words+" in Xero.", r)); err != nil {
				return err
			}
		}
		if had && was.Status != now.Status {
			if err := s.followMark(tx, k, r); err != nil {
				return err
			}
		}
	}
	if at := r.updated().Time(); !at.Equal(k.link.RemoteUpdated) {
		k.link.RemoteUpdated = at
		return tx.PutLink(k.link)
	}
	return nil
}

func sameRemote(a, b document.Remote) bool {
	return a.Status == b.Status && a.Number == b.Number && a.SentToContact == b.SentToContact &&
		a.Total.Equal(b.Total) && a.AmountPaid.Equal(b.AmountPaid) &&
		a.AmountCredited.Equal(b.AmountCredited) && a.AmountDue.Equal(b.AmountDue)
}

// seenHistory is the row about something that was found in Xero.
func (s *Service) seenHistory(k *known, action store.HistoryAction, details string, r record) store.HistoryEntry {
	return store.HistoryEntry{
		At: s.wallNow(), Action: action, Direction: store.FromXero, Record: k.link.Kind, RecordID: k.link.RecordID,
		Label: k.doc.Number, Status: store.HistorySuccess, Details: details, Answered: r.raw(),
	}
}

// tellUnreadable keeps a record that makes no sense from spoiling the others,
// and tells of it once.
func (s *Service) tellUnreadable(tx *store.SyncTx, kind store.RecordKind, raw json.RawMessage, cause error) error {
	if s.session.unreadable[string(raw)] {
		return nil
	}
	if s.session.unreadable == nil {
		s.session.unreadable = map[string]bool{}
	}
	s.session.unreadable[string(raw)] = true
	s.cfg.Log.Warn("check", "unreadable", kind, "error", cause)
	return tx.AddHistory(store.HistoryEntry{
		At: s.wallNow(), Action: store.HistorySync, Direction: store.FromXero, Label: "A record of Xero's", Status: store.HistoryError,
		Details: "Xero sent " + article(document.Kind(kind)) + " that cannot be read. It was left alone.", Code: "unreadable", Answered: raw,
	})
}
