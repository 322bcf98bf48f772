package xerosync

import (
	"context"
	"net/url"

	"litework/document"
	"litework/store"
)

// markOnline keeps where the customer sees an invoice online; it never changes
// (xero.md section 6.6).
func markOnline(xeroID string) string { return "online " + xeroID }

// OnlineInvoiceURL is the address under which the customer can look at an
// invoice in Xero, for the words of an e-mail. It is "" where there is none: for
// a quote, for what is not in Xero or not approved there, and while Xero cannot
// be asked. Xero is asked once for each invoice. It may block for as long as a
// call to Xero does; an error is one of the company file or of ctx.
func (s *Service) OnlineInvoiceURL(ctx context.Context, documentID string) (string, error) {
	at, err := s.readOnline(ctx, documentID)
	if err != nil || at.id == "" || at.known != "" {
		return at.known, err
	}
	if err := s.lock(ctx); err != nil {
		return "", err
	}
	defer s.unlock()
	if at, err = s.readOnline(ctx, documentID); err != nil || at.id == "" || at.known != "" {
		return at.known, err
	}
	if s.State().Phase == Reconnect || s.cfg.Clock().Before(s.session.pausedUntil) {
		return "", nil
	}
	found, err := s.reach(at.connection).client.OnlineInvoiceURL(ctx, at.id)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		s.noteTrouble(err)
		return "", nil
	}
	s.reached()
	if !isWebAddress(found) {
		return "", nil
	}
	return found, s.commit(ctx, "online invoice", func(tx *store.SyncTx) error { return tx.PutMark(markOnline(at.id), found) })
}

// online is what is known of where an invoice is seen online.
type online struct {
	connection store.Connection
	// id is the invoice's in Xero; "" where it can have no such address.
	id, known string
}

func (s *Service) readOnline(ctx context.Context, documentID string) (at online, err error) {
	err = s.view(ctx, func(tx *store.SyncTx) error {
		c, connected, err := tx.Connection()
		if err != nil || !connected || c.Disconnected {
			return err
		}
		doc, err := tx.Document(documentID)
		if err != nil || doc.Kind != document.Invoice || doc.Remote == nil ||
			doc.Remote.Status != xeroAuthorised && doc.Remote.Status != xeroPaid {
			return err
		}
		at.connection, at.id = c, doc.Remote.XeroID
		at.known, err = tx.Mark(markOnline(at.id))
		return err
	})
	return at, err
}

// isWebAddress keeps everything but web addresses out of e-mails.
func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != ""
}
