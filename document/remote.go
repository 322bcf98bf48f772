package document

import "github.com/shopspring/decimal"

// Remote is what only Xero decides about a linked document. It lives beside
// the document, never in it, so that an open editor cannot undo what a reply
// recorded.
type Remote struct {
	// XeroID is the InvoiceID or QuoteID.
	XeroID string
	// Status is Xero's own word: DRAFT, AUTHORISED, ACCEPTED…
	Status string
	// Number and Date as Xero has them. The date decides whether a lock date
	// covers the document; zero while it is not known.
	Number         string
	Date           Date
	Total          decimal.Decimal
	AmountPaid     decimal.Decimal
	AmountCredited decimal.Decimal
	AmountDue      decimal.Decimal
	SentToContact  bool
}

// ShownStatus is the status a person sees. remote is nil for a document never
// posted, whose status is the mark set by hand. today decides Overdue and
// Expired.
func ShownStatus(d *Document, remote *Remote, today Date) Status {
	status := d.Mark
	if status == "" {
		status = Draft
	}
	if remote != nil {
		status = remoteStatus(d, remote)
	}
	past := !d.Due.IsZero() && d.Due.Before(today)
	switch {
	case !past:
	case d.Kind == Invoice && (status == AwaitingPayment || status == PartPaid || status == Sent):
		return Overdue
	case d.Kind == Quote && status == Sent:
		return Expired
	}
	return status
}

// remoteStatus translates Xero's word. On a linked quote a status set here and
// not yet posted is what counts; on a linked invoice Xero's alone does.
func remoteStatus(d *Document, r *Remote) Status {
	if d.Kind == Quote && d.Mark != "" && d.Mark != Draft && r.Status != "DELETED" && r.Status != "INVOICED" {
		return d.Mark
	}
	switch r.Status {
	case "SUBMITTED":
		return Submitted
	case "AUTHORISED":
		if !r.AmountPaid.Add(r.AmountCredited).IsZero() {
			return PartPaid
		}
		return AwaitingPayment
	case "PAID":
		return Paid
	case "VOIDED":
		return Voided
	case "DELETED":
		return DeletedInXero
	case "SENT":
		return Sent
	case "ACCEPTED":
		return Accepted
	case "DECLINED":
		return Declined
	case "INVOICED":
		return Invoiced
	}
	return Draft
}
