package xerosync

import (
	"context"
	"encoding/json"
	"slices"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// contactOp is the outbox row that brings a contact to Xero as it is now: it is
// made there or, linked, updated. Its target status is empty where Xero's is to
// stay.
func (s *Service) contactOp(tx *store.SyncTx, c store.StoredContact, asked bool) (store.Op, error) {
	shared, err := encodeContact(c.Contact)
	if err != nil {
		return store.Op{}, err
	}
	op := store.Op{
		ID: s.cfg.NewID(), Record: store.RecordContact, RecordID: c.ID, Action: store.ActionCreate, Rev: c.Rev,
		Number: c.Name, Projection: shared, State: store.OpQueued, CreatedAt: s.wallNow(), UserAsked: asked,
	}
	if c.XeroID == "" {
		return op, nil
	}
	op.Action = store.ActionUpdate
	has, err := contactStatus(tx, c.ID)
	if err == nil && c.Archived != isArchived(has) {
		op.TargetStatus = string(statusFor(c.Archived))
	}
	return op, err
}

// contactStatus is the status that the linked contact had in Xero when it was
// last seen; empty when that is not known.
func contactStatus(tx *store.SyncTx, id string) (xeroapi.ContactStatus, error) {
	remote, ok, err := tx.Remote(store.RecordContact, id)
	if err != nil || ok {
		return xeroapi.ContactStatus(remote.Status), err
	}
	base, ok, err := tx.Base(store.RecordContact, id)
	if err != nil || !ok {
		return "", err
	}
	var was struct{ ContactStatus xeroapi.ContactStatus }
	if json.Unmarshal(base.Raw, &was) != nil { // what cannot be read says nothing
		return "", nil
	}
	return statusOf(was.ContactStatus), nil
}

// statusOf is the status of a contact: where Xero does not say, it is in use.
func statusOf(s xeroapi.ContactStatus) xeroapi.ContactStatus {
	if s == "" {
		return xeroapi.ContactActive
	}
	return s
}

func isArchived(s xeroapi.ContactStatus) bool { return statusOf(s) != xeroapi.ContactActive }

func statusFor(archived bool) xeroapi.ContactStatus {
	if archived {
		return xeroapi.ContactArchived
	}
	return xeroapi.ContactActive
}

// prepareContactUpdate reads the contact first, and builds its update unless
// somebody changed it. The batch is empty when nothing is to be sent, and why
// has been recorded.
func (s *Service) prepareContactUpdate(ctx context.Context, r *remotes, w *work) (batch, xeroapi.Request, error) {
	nothing := func(err error) (batch, xeroapi.Request, error) { return nil, xeroapi.Request{}, err }
	if !w.linked || w.contactBase == nil {
		return nothing(s.fail(ctx, w, problem("not-linked", w.label+" is not linked to a contact in Xero.", "Try again."), "", nil))
	}
	pre, err := s.readContactBefore(ctx, r, w)
	if err != nil || pre == nil {
		return nothing(err)
	}
	if p := contactGone(w, pre); p != nil {
		return nothing(s.endContact(ctx, w, pre, p))
	}
	v, err := versionsOf(w.contact, *w.contactBase, pre)
	if err != nil {
		return nothing(err)
	}
	target := xeroapi.ContactStatus(w.op.TargetStatus)
	if target == statusOf(pre.ContactStatus) {
		target = ""
	}
	verdict := v.verdict()
	switch {
	case verdict == contactConflict:
		return nothing(s.contactConflict(ctx, w, pre, v))
	case target == "" && (verdict != contactPush || len(v.sendable()) == 0):
		return nothing(s.finishContact(ctx, w, pre))
	}
	body := updatedContact(&v, pre, target)
	return pack(s, ctx, batch{w}, []xeroapi.Contact{body}, func(list []xeroapi.Contact) (xeroapi.Request, error) {
		return xeroapi.PrepareUpdateContact(list[0])
	})
}

// readContactBefore reads the contact of an update by its id; nil when it could
// not be read, and why has been recorded.
func (s *Service) readContactBefore(ctx context.Context, r *remotes, w *work) (*xeroapi.Contact, error) {
	s.cfg.at("before read")
	pre, err := r.client.ContactByID(ctx, w.link.XeroID)
	s.cfg.at("after read")
	switch {
	case xeroapi.IsCode(err, xeroapi.CodeNotFound):
		return nil, s.notInXero(ctx, r, w)
	case err != nil:
		return nil, s.hold(ctx, w, err)
	}
	s.reached()
	return &pre, nil
}

// contactGone says why a contact cannot be updated in Xero any more: it was
// merged into another, or its personal data are to be forgotten.
func contactGone(w *work, there *xeroapi.Contact) *document.Problem {
	switch {
	case there.MergedToContactID != "":
		return problem("contact-merged", w.label+" was merged into another contact in Xero. Nothing was sent.", "Sync now, then look at that contact.")
	case there.ContactStatus == xeroapi.ContactGDPR:
		return problem("contact-gdpr", "Xero was asked to forget the personal data of "+w.label+". Nothing was sent.", "Use another contact.")
	}
	return nil
}

// settleContactUpdate finds out what became of an update whose reply was lost:
// done when Xero has what was changed here, not done when it is as it was last
// seen, else somebody changed it in between.
func (s *Service) settleContactUpdate(ctx context.Context, r *remotes, w *work) error {
	if !w.linked || w.contactBase == nil {
		return s.fail(ctx, w, problem("not-linked", w.label+" is not linked to a contact in Xero.", "Try again."), "", nil)
	}
	there, err := s.readContactBefore(ctx, r, w)
	if err != nil || there == nil {
		return err
	}
	if p := contactGone(w, there); p != nil {
		return s.endContact(ctx, w, there, p)
	}
	v, err := versionsOf(w.contact, *w.contactBase, there)
	if err != nil {
		return err
	}
	missing := slices.DeleteFunc(v.sendable(), func(f contactField) bool { return f.agree(&v.here, &v.there) })
	target := xeroapi.ContactStatus(w.op.TargetStatus)
	reached := target == "" || target == statusOf(there.ContactStatus)
	switch {
	case len(missing) == 0 && reached:
		return s.finishContact(ctx, w, there)
	case len(v.changedThere()) == 0, len(missing) == 0:
		return s.notThere(ctx, w)
	}
	return s.contactConflict(ctx, w, there, v)
}

// sendable are the fields that changed here and can be told to Xero: it knows no
// way to take payment terms away.
func (v *contactVersions) sendable() []contactField {
	return slices.DeleteFunc(v.changedHere(), func(f contactField) bool { return staysInXero(f, &v.here) })
}

// staysInXero reports whether a field was emptied that Xero cannot be told to
// empty.
func staysInXero(f contactField, here *document.Contact) bool {
	return f.Key == "terms" && f.empty(here)
}

// updatedContact is the body that updates a contact: what changed here, and
// nothing else. An address or a number is sent complete, made from the one just
// read, with the others beside it; the further persons are never touched
// (xero.md section 5.2).
func updatedContact(v *contactVersions, pre *xeroapi.Contact, target xeroapi.ContactStatus) xeroapi.Contact {
	out := xeroapi.Contact{ContactID: pre.ContactID, ContactStatus: target}
	for _, f := range v.sendable() {
		switch f.Key {
		case "name":
			out.Name = tidyName(v.here.Name)
		case "firstName":
			out.FirstName = &v.here.FirstName
		case "lastName":
			out.LastName = &v.here.LastName
		case "email":
			out.EmailAddress = &v.here.Email
		case "taxNumber":
			out.TaxNumber = &v.here.TaxNumber
		case "companyNumber":
			out.CompanyNumber = &v.here.CompanyNumber
		case "currency":
			out.DefaultCurrency = &v.here.Currency
		case "phone", "mobile":
			out.Phones = updatedPhones(v, pre.Phones)
		case "postal", "street":
			out.Addresses = updatedAddresses(v, pre.Addresses)
		case "terms":
			term, _ := termOut(v.here.Terms)
			out.PaymentTerms = &xeroapi.PaymentTerms{Sales: &term}
			if pre.PaymentTerms != nil {
				out.PaymentTerms.Bills = pre.PaymentTerms.Bills
			}
		}
	}
	return out
}

// updatedPhones are the numbers as read, with the parts changed here rewritten.
func updatedPhones(v *contactVersions, pre []xeroapi.Phone) []xeroapi.Phone {
	out := slices.Clone(pre)
	for _, p := range []struct {
		kind       string
		here, sent document.Phone
	}{{xeroapi.PhoneDefault, v.here.Phone, v.sent.Phone}, {xeroapi.PhoneMobile, v.here.Mobile, v.sent.Mobile}} {
		i := slices.IndexFunc(out, func(x xeroapi.Phone) bool { return x.PhoneType == p.kind })
		if i < 0 {
			i, out = len(out), append(out, xeroapi.Phone{PhoneType: p.kind})
		}
		rewrite(&out[i].PhoneCountryCode, p.here.Country, p.sent.Country)
		rewrite(&out[i].PhoneAreaCode, p.here.Area, p.sent.Area)
		rewrite(&out[i].PhoneNumber, p.here.Number, p.sent.Number)
	}
	// An empty one was never set, unless it is one that was emptied here.
	return slices.DeleteFunc(out, func(x xeroapi.Phone) bool {
		return x.IsEmpty() && !(x.PhoneType == xeroapi.PhoneDefault && v.here.Phone != v.sent.Phone) &&
			!(x.PhoneType == xeroapi.PhoneMobile && v.here.Mobile != v.sent.Mobile)
	})
}

// updatedAddresses are the addresses as read, with the parts changed here
// rewritten. Both kinds are in it, complete.
func updatedAddresses(v *contactVersions, pre []xeroapi.Address) []xeroapi.Address {
	out := slices.DeleteFunc(slices.Clone(pre), func(a xeroapi.Address) bool { return a.AddressType == xeroapi.AddressDelivery })
	for _, p := range []struct {
		kind       string
		here, sent document.Address
	}{{xeroapi.AddressPostal, v.here.Postal, v.sent.Postal}, {xeroapi.AddressStreet, v.here.Street, v.sent.Street}} {
		i := slices.IndexFunc(out, func(x xeroapi.Address) bool { return x.AddressType == p.kind })
		if i < 0 {
			i, out = len(out), append(out, xeroapi.Address{AddressType: p.kind})
		}
		a := &out[i]
		rewrite(&a.AttentionTo, p.here.Attention, p.sent.Attention)
		for n, line := range []*string{&a.AddressLine1, &a.AddressLine2, &a.AddressLine3, &a.AddressLine4} {
			rewrite(line, p.here.Lines[n], p.sent.Lines[n])
		}
		rewrite(&a.City, p.here.City, p.sent.City)
		rewrite(&a.Region, p.here.Region, p.sent.Region)
		rewrite(&a.PostalCode, p.here.PostalCode, p.sent.PostalCode)
		rewrite(&a.Country, p.here.Country, p.sent.Country)
	}
	return out
}

// rewrite replaces a part if it was changed here.
func rewrite(part *string, here, sent string) {
	if here != sent {
		*part = here
	}
}
