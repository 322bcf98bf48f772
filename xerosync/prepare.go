package xerosync

import (
	"context"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// prepare builds the request that is to be sent, and gives the members that are
// in it. Why another is not has been recorded, or it waits for the next request.
func (s *Service) prepare(ctx context.Context, r *remotes, b batch) (batch, xeroapi.Request, error) {
	switch op := b[0].op; {
	case b[0].linked && op.Action == store.ActionCreate:
		return nil, xeroapi.Request{}, s.each(b, func(w *work) error { return s.linkedMeanwhile(ctx, w) })
	case op.Record == store.RecordContact && op.Action == store.ActionCreate:
		return s.prepareContacts(ctx, b)
	case op.Record == store.RecordContact:
		return s.prepareContactUpdate(ctx, r, b[0])
	case op.Action == store.ActionCreate:
		return s.prepareNew(ctx, b)
	}
	return s.prepareUpdates(ctx, r, b)
}

// linkedMeanwhile ends the creation of what is in Xero by now: there is nothing
// to make.
func (s *Service) linkedMeanwhile(ctx context.Context, w *work) error {
	if w.op.Record != store.RecordContact {
		return s.fail(ctx, w, problem("linked-meanwhile", w.label+" is in Xero already.", "Look at it, and update it if need be."), "", nil)
	}
	return s.commit(ctx, "contact linked", func(tx *store.SyncTx) error { return s.end(tx, w, store.OpDone, nil, "", nil) })
}

// prepareContacts builds the creation of contacts.
func (s *Service) prepareContacts(ctx context.Context, b batch) (batch, xeroapi.Request, error) {
	contacts := make([]xeroapi.Contact, len(b))
	for i, w := range b {
		contacts[i] = newContact(w.contact)
	}
	return pack(s, ctx, b, contacts, xeroapi.PrepareCreateContacts)
}

// prepareNew builds the creation of documents. One whose client is not in Xero
// is not among them.
func (s *Service) prepareNew(ctx context.Context, b batch) (batch, xeroapi.Request, error) {
	var ready batch
	var records []record
	err := s.each(b, func(w *work) error {
		if w.client == "" {
			return s.fail(ctx, w, notLinkedClient(w), "", nil)
		}
		ready = append(ready, w)
		if w.op.Record == store.RecordQuote {
			v := newQuote(w.now, w.client, w.op.TargetStatus)
			records = append(records, record{quote: &v})
		} else {
			v := newInvoice(w.now, w.client, w.op.TargetStatus)
			records = append(records, record{invoice: &v})
		}
		return nil
	})
	if err != nil || len(ready) == 0 {
		return nil, xeroapi.Request{}, err
	}
	return pack(s, ctx, ready, records, requestOf)
}

// prepareUpdates reads the records first, and updates those that nobody changed.
func (s *Service) prepareUpdates(ctx context.Context, r *remotes, b batch) (batch, xeroapi.Request, error) {
	var known batch
	err := s.each(b, func(w *work) error {
		switch {
		case w.client == "" && !w.frozen.Sent:
			return s.fail(ctx, w, notLinkedClient(w), "", nil)
		case !w.linked || w.base == nil:
			return s.fail(ctx, w, problem("not-linked", w.label+" is not linked to a record in Xero.", "Post it again."), "", nil)
		}
		known = append(known, w)
		return nil
	})
	if err != nil || len(known) == 0 {
		return nil, xeroapi.Request{}, err
	}
	before, err := s.readBefore(ctx, r, known)
	if err != nil {
		return nil, xeroapi.Request{}, err
	}
	var ready batch
	var bodies []record
	err = s.each(known, func(w *work) error {
		pre, ok := before[w]
		if !ok {
			return nil
		}
		switch p := planUpdate(w, pre); p.verdict {
		case alreadySo:
			return s.finish(ctx, w, p.body, pre, false)
		case inConflict:
			return s.conflict(ctx, w, pre, p.differences)
		case notAllowed:
			return s.fail(ctx, w, p.problem, "", &pre)
		default:
			ready, bodies = append(ready, w), append(bodies, p.body)
		}
		return nil
	})
	if err != nil || len(ready) == 0 {
		return nil, xeroapi.Request{}, err
	}
	return pack(s, ctx, ready, bodies, requestOf)
}

func notLinkedClient(w *work) *document.Problem {
	return problem("contact-not-linked", "The client of "+w.label+" is not in Xero.", "Post it again.")
}

// pack makes one request of as many members as it takes, from the first on; the
// others wait for the next. A member that no request can be made of fails.
func pack[T any](s *Service, ctx context.Context, b batch, items []T, prepare func([]T) (xeroapi.Request, error)) (batch, xeroapi.Request, error) {
	var packed batch
	var all []T
	size := 0
	for i, w := range b {
		one, err := prepare(items[i : i+1])
		if err != nil {
			if err := s.fail(ctx, w, refusedProblem(err, w), technical(err), nil); err != nil {
				return nil, xeroapi.Request{}, err
			}
			continue
		}
		if size += len(one.Body); size > xeroapi.MaxBody && len(all) > 0 {
			break
		}
		packed, all = append(packed, w), append(all, items[i])
	}
	if len(all) == 0 {
		return nil, xeroapi.Request{}, nil
	}
	request, err := prepare(all)
	return packed, request, err
}
