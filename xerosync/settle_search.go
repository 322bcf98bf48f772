package xerosync

import (
	"context"
	"slices"
	"strings"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// notByNumber is for creations of which no record with the number is ours.
// Before that counts as nothing made, what was made in Xero meanwhile is looked
// through: ours may have been given another number there, and would be made a
// second time. taken are the records of others that have the numbers.
//
// While Xero knows a request by its key that is not needed: repeating it makes
// nothing that was made, and tells what was.
func (s *Service) notByNumber(ctx context.Context, r *remotes, b batch, taken map[*work]record) error {
	var search batch
	err := s.each(b, func(w *work) error {
		_, isTaken := taken[w]
		switch {
		case !isTaken && s.tooEarly(w):
			return nil
		case !isTaken && s.repeats(w):
			return s.notThere(ctx, w)
		}
		search = append(search, w)
		return nil
	})
	if err != nil || len(search) == 0 {
		return err
	}
	made, err := s.madeMeanwhile(ctx, r, search)
	if err != nil {
		return s.holdAll(ctx, search, err)
	}
	return s.each(search, func(w *work) error {
		there, same, ok, err := s.renumbered(ctx, w, made)
		if err != nil {
			return err
		}
		if ok {
			return s.askIsItYours(ctx, w, there, otherNumber(w, there, same))
		}
		s.session.searched[w.op.ID] = true
		if others, isTaken := taken[w]; isTaken {
			return s.fail(ctx, w, numberTaken(w.label), "", &others)
		}
		return s.notThere(ctx, w)
	})
}

// repeats reports whether the next attempt repeats the request under its key.
func (s *Service) repeats(w *work) bool {
	return w.op.Problem == nil && w.op.Attempts < mostAttempts && !s.session.search[w.op.ID] &&
		s.session.keyAlive(w.request.ID, s.cfg.Clock())
}

// searchFirst leaves out of a batch what would be sent anew without having been
// searched for, as when its key is forgotten by now or the program was started
// again: that is looked up once more.
func (s *Service) searchFirst(ctx context.Context, b batch) (batch, error) {
	if b[0].op.Record == store.RecordContact || b[0].op.Action != store.ActionCreate || b[0].linked {
		return b, nil
	}
	unsure := func(w *work) bool { return unsettled(w.op) && !s.session.searched[w.op.ID] }
	if !slices.ContainsFunc(b, unsure) {
		return b, nil
	}
	err := s.commit(ctx, "search first", func(tx *store.SyncTx) error {
		for _, w := range b {
			if !unsure(w) {
				continue
			}
			op := w.op
			op.State = store.OpUnknown
			if err := tx.PutOp(op); err != nil {
				return err
			}
			s.session.search[op.ID] = true
		}
		return nil
	})
	return slices.DeleteFunc(slices.Clone(b), unsure), err
}

// madeMeanwhile lists what was made or changed in Xero since the members of a
// batch were confirmed, in every status: of invoices those that this app made.
func (s *Service) madeMeanwhile(ctx context.Context, r *remotes, b batch) (out []record, err error) {
	s.cfg.at("before look-up")
	defer s.cfg.at("after look-up")
	since := readMark(b[0].frozen.After)
	for _, w := range b {
		if at := readMark(w.frozen.After); at.Before(since) {
			since = at
		}
	}
	if !since.IsZero() {
		since = since.Add(-overlap)
	}
	if b[0].op.Record == store.RecordQuote {
		q := xeroapi.QuoteQuery{ModifiedSince: since} // of the usual size, which is heeded
		for q.Page = 1; ; q.Page++ {
			page, err := r.client.Quotes(ctx, q)
			if err != nil {
				return nil, err
			}
			s.reached()
			for i := range page.Items {
				out = append(out, record{quote: &page.Items[i]})
			}
			if !page.More() {
				return out, nil
			}
		}
	}
	q := xeroapi.InvoiceQuery{Statuses: everyStatus, CreatedByMyApp: true, ModifiedSince: since, PageSize: checkPage}
	for q.Page = 1; ; q.Page++ {
		page, err := r.client.Invoices(ctx, q)
		if err != nil {
			return nil, err
		}
		s.reached()
		for i := range page.Items {
			if v := &page.Items[i]; v.Type == xeroapi.TypeSales {
				out = append(out, record{invoice: v})
			}
		}
		if !page.More() {
			return out, nil
		}
	}
}

// serverTime is a time by Xero's clock that has passed, the latest known here;
// empty for none. This computer's clock may be set at any time.
func serverTime(tx *store.SyncTx) (string, error) {
	var latest time.Time
	for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote} {
		for _, name := range []string{markSince(kind), markBegin(kind)} {
			mark, err := tx.Mark(name)
			if err != nil {
				return "", err
			}
			if at := readMark(mark); at.After(latest) {
				latest = at
			}
		}
	}
	if latest.IsZero() {
		return "", nil
	}
	return writeMark(latest), nil
}

// renumbered finds the record that says what was sent under another number, or
// the likest of those that are like it. One that belongs to a document here, or
// to another that is on its way, is not it, and neither is one of which the user
// has said so.
func (s *Service) renumbered(ctx context.Context, w *work, made []record) (there record, same, ok bool, err error) {
	body, err := bodyOf(w)
	if err != nil {
		return there, false, false, err
	}
	var alike []record
	err = s.view(ctx, func(tx *store.SyncTx) error {
		for _, r := range made {
			if sameNumberAs(w, r) || w.isAnother(r) || likeness(w, body, r) < askLikeness {
				continue
			}
			_, linked, err := tx.LinkByXeroID(w.op.Record, r.id())
			if err != nil {
				return err
			}
			_, dead, err := tx.Tombstone(w.op.Record, r.id())
			if err != nil {
				return err
			}
			onItsWay, err := numberOnItsWay(tx, w.op.Record, r.number())
			if err != nil {
				return err
			}
			if !linked && !dead && !onItsWay {
				alike = append(alike, r)
			}
		}
		return nil
	})
	if err != nil || len(alike) == 0 {
		return there, false, false, err
	}
	there = likest(w, body, alike)
	return there, likeness(w, body, there) >= sameLikeness, true, nil
}

// What [likeness] comes to: from where on a record is asked about, and where it
// says what was sent.
const (
	askLikeness  = 20
	sameLikeness = 1000
)

// likeness tells how much a record has of what was sent, its number apart: the
// contact, the total, the reference and most of the lines count ten each, and
// each line of them one.
func likeness(w *work, body, there record) (n int) {
	sent, seen := body.seen(), there.seen()
	sent.Number = seen.Number
	if onlyCarried(differences(expected(sent, seen), seen)) {
		return sameLikeness
	}
	if sent.ContactID == seen.ContactID {
		n += 10
	}
	if t := w.frozen.Totals.Total; !t.IsZero() && t.Equal(there.totals().Total) {
		n += 10
	}
	if sent.Reference != "" && strings.EqualFold(sent.Reference, seen.Reference) {
		n += 10
	}
	lines := sameLines(sent.Lines, seen.Lines)
	if 2*lines >= max(len(sent.Lines), len(seen.Lines)) && lines > 0 {
		n += 10
	}
	return n + min(lines, 9)
}

// sameLines counts the lines that both have: their words, quantity and price.
func sameLines(a, b []SeenLine) (n int) {
	left := map[[3]string]int{}
	for _, l := range b {
		left[[3]string{l.Description, l.Quantity, l.UnitAmount}]++
	}
	for _, l := range a {
		if key := [3]string{l.Description, l.Quantity, l.UnitAmount}; left[key] > 0 {
			left[key]--
			n++
		}
	}
	return n
}

// likest is the record that has most of what was sent; of several the one that
// comes first by id.
func likest(w *work, body record, list []record) record {
	return slices.MaxFunc(list, func(a, b record) int {
		if d := likeness(w, body, a) - likeness(w, body, b); d != 0 {
			return d
		}
		return strings.Compare(b.id(), a.id())
	})
}
