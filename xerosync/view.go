package xerosync

import (
	"context"
	"net/url"

	"litework/store"
)

// ViewURL is the page of the document in Xero. The error is a
// [*document.Problem] when it is not linked; while it is asked whether a record
// found there is this one, it is that record's page.
func (s *Service) ViewURL(ctx context.Context, docID string) (string, error) {
	var path, label string
	var short string
	err := s.view(ctx, func(tx *store.SyncTx) error {
		doc, err := tx.Document(docID)
		if err != nil {
			return err
		}
		label = doc.Number
		kind := store.RecordKind(doc.Kind)
		id, err := idToView(tx, kind, docID)
		if err != nil || id == "" {
			return err
		}
		path = "invoicing/view/" + id
		if kind == store.RecordQuote {
			path = "quotes/view/" + id
		}
		short, err = shortCode(tx)
		return err
	})
	return s.pageInXero(short, path, label, err)
}

// idToView is Xero's id of a linked document, or of the record that is asked
// about, or "".
func idToView(tx *store.SyncTx, kind store.RecordKind, docID string) (string, error) {
	link, ok, err := tx.Link(kind, docID)
	if err != nil || ok {
		return link.XeroID, err
	}
	op, ok, err := tx.OpenOp(docID)
	if err == nil && ok && op.Problem != nil && op.Problem.Code == CodeIsItYours {
		return op.Details, nil
	}
	return "", err
}

// ContactViewURL is the page of the contact in Xero. The error is a
// [*document.Problem] when it is not linked.
func (s *Service) ContactViewURL(ctx context.Context, contactID string) (string, error) {
	var path, label, short string
	err := s.view(ctx, func(tx *store.SyncTx) error {
		c, err := tx.Contact(contactID)
		if err != nil {
			return err
		}
		label = c.Name
		id, err := contactInXero(tx, contactID)
		if err != nil || id == "" {
			return err
		}
		path = "contacts/contact/" + id
		short, err = shortCode(tx)
		return err
	})
	return s.pageInXero(short, path, label, err)
}

func shortCode(tx *store.SyncTx) (string, error) {
	ref, err := tx.Reference()
	return ref.Organisation.ShortCode, err
}

// pageInXero builds a deep link (xero.md section 6.6). A stand-in for Xero
// shows its records under its own address.
func (s *Service) pageInXero(short, path, label string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	if path == "" || short == "" {
		return "", problem("not-linked", label+" is not in Xero.", "Post it first.")
	}
	host := "https://go.xero.com"
	if api, err := url.Parse(s.cfg.Endpoints.API); err == nil && api.Host != "api.xero.com" {
		host = api.Scheme + "://" + api.Host
	}
	return host + "/app/" + url.PathEscape(short) + "/" + path, nil
}
