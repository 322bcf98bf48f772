package xerosync

import (
	"context"
	"encoding/json"
	"errors"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// MarkSent marks an approved invoice as sent in Xero; nothing else of it is
// sent. One that is marked already is left alone. The error is a
// [*document.Problem] when it cannot be marked.
func (s *Service) MarkSent(ctx context.Context, docID string) error {
	return s.mark(ctx, docID, func(tx *store.SyncTx, m *marking) error {
		switch {
		case m.doc.Kind != document.Invoice:
			return problem("no-invoice", m.doc.Number+" is a quote.", "Change its status instead.")
		case m.doc.Remote.SentToContact:
			m.op.ID = "" // it is so already
			return nil
		}
		if p := sendable(m.doc.Remote.Status, m.doc.Number); p != nil {
			return p
		}
		m.frozen.Sent = true
		return nil
	})
}

// MarkInvoiced marks a posted quote as invoiced in Xero, by the legal steps from
// the status it has there. Its content stays as Xero has it.
func (s *Service) MarkInvoiced(ctx context.Context, quoteID string) error {
	return s.mark(ctx, quoteID, func(tx *store.SyncTx, m *marking) error {
		has := m.doc.Remote.Status
		switch {
		case m.doc.Kind != document.Quote:
			return problem("no-quote", m.doc.Number+" is an invoice.", "")
		case has == xeroInvoiced:
			m.op.ID = ""
			return nil
		}
		step, ok := nextQuoteStatus(has, xeroInvoiced)
		if !ok {
			return problem("quote-step", m.doc.Number+" cannot be marked as invoiced in Xero.", "Look at it in Xero.")
		}
		m.op.TargetStatus = step
		m.frozen.From, m.frozen.Goal = has, xeroInvoiced
		return nil
	})
}

// OfferInvoiced tells whether a posted invoice was made of a posted quote that
// is not marked as invoiced in Xero yet, and which.
func (s *Service) OfferInvoiced(ctx context.Context, invoiceID string) (quoteID, quoteNumber string, ok bool, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		invoice, err := tx.Document(invoiceID)
		if err != nil || invoice.SourceID == "" || invoice.Remote == nil {
			return err
		}
		quote, err := tx.Document(invoice.SourceID)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil || quote.Kind != document.Quote || quote.Remote == nil || !quote.DeletedAt.IsZero() {
			return err
		}
		_, open, err := tx.OpenOp(quote.ID)
		if err != nil || open {
			return err
		}
		_, ok = nextQuoteStatus(quote.Remote.Status, xeroInvoiced)
		ok = ok && quote.Remote.Status != xeroInvoiced
		quoteID, quoteNumber = quote.ID, quote.Number
		return nil
	})
	if !ok {
		quoteID, quoteNumber = "", ""
	}
	return quoteID, quoteNumber, ok, err
}

// marking is a change of a mark alone, as it is put together.
type marking struct {
	doc    store.StoredDocument
	op     store.Op
	frozen frozen
}

// mark queues a change that leaves the content of a document in Xero as it is.
// complete says what is changed, or takes the operation's id away when nothing
// has to be.
func (s *Service) mark(ctx context.Context, docID string, complete func(tx *store.SyncTx, m *marking) error) error {
	err := s.commit(ctx, "mark", func(tx *store.SyncTx) error {
		m, err := s.beginMark(tx, docID)
		if err != nil {
			return err
		}
		if err := complete(tx, &m); err != nil || m.op.ID == "" {
			return err
		}
		if m.op.Body, err = json.Marshal(m.frozen); err != nil {
			return err
		}
		return tx.PutOp(m.op)
	})
	if err == nil {
		s.Wake()
	}
	return err
}

func (s *Service) beginMark(tx *store.SyncTx, docID string) (m marking, err error) {
	c, ok, err := tx.Connection()
	if err != nil {
		return m, err
	}
	if !ok || c.Disconnected {
		return m, problem("not-connected", "This company file is not connected to Xero.", "Connect it first.")
	}
	if p := s.refuseCatchingUp(c); p != nil {
		return m, p
	}
	if m.doc, err = tx.Document(docID); err != nil {
		return m, err
	}
	kind := store.RecordKind(m.doc.Kind)
	base, ok, err := tx.Base(kind, docID)
	if err != nil {
		return m, err
	}
	if !ok || m.doc.Remote == nil {
		return m, problem("not-linked", m.doc.Number+" is not in Xero.", "Post it first.")
	}
	if _, open, err := tx.OpenOp(docID); err != nil || open {
		if err == nil {
			err = problem("busy", m.doc.Number+" is on its way to Xero.", "Wait until it has arrived.")
		}
		return m, err
	}
	there, err := recordOf(kind, base.Raw)
	if err != nil {
		return m, err
	}
	m.frozen.Totals = there.totals()
	m.op = store.Op{
		ID: s.cfg.NewID(), Record: kind, RecordID: docID, Action: store.ActionStatus, Rev: base.SentRev,
		Number: there.number(), Projection: base.Sent, State: store.OpQueued, CreatedAt: s.wallNow(), UserAsked: true,
	}
	return m, nil
}

// sendable says why an invoice of that status cannot be marked as sent: Xero
// takes the mark on approved ones only (xero.md section 6.1).
func sendable(status, name string) *document.Problem {
	if status == xeroAuthorised || status == xeroPaid {
		return nil
	}
	return problem("not-approved", name+" is not approved in Xero, so it cannot be marked as sent.", "Approve it first.")
}

// planSent decides about marking as sent, from the invoice as just read. What
// else changed there does not stand in its way: nothing of it is overwritten.
func planSent(w *work, pre record) plan {
	body := record{invoice: &xeroapi.Invoice{InvoiceID: pre.id(), SentToContact: new(xeroapi.Bool(true))}}
	if p := sendable(pre.status(), w.label); p != nil {
		return plan{verdict: notAllowed, problem: p}
	}
	if pre.remote().SentToContact {
		return plan{verdict: alreadySo, body: body}
	}
	return plan{verdict: sendIt, body: body}
}

// markedSent is the outcome of an invoice that is marked as sent. What was last
// seen of its content stays as it was: nobody has looked at it.
func (s *Service) markedSent(w *work, there record) outcome {
	delete(s.session.notBefore, w.op.ID)
	return func(tx *store.SyncTx) error {
		if err := s.end(tx, w, store.OpDone, nil, "", there.raw()); err != nil {
			return err
		}
		if err := tx.PutRemote(w.op.Record, w.op.RecordID, there.remote()); err != nil {
			return err
		}
		h := historyOf(w.op, w.label, store.HistorySuccess, w.label+" is marked as sent in Xero.", s.wallNow(), nil)
		h.Sent, h.Answered = w.sentBody(), there.raw()
		return tx.AddHistory(h)
	}
}
