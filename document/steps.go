package document

import "slices"

// LegalQuoteSteps are the statuses that Xero lets a quote go to from one, in
// the order of its documentation; deleting, which LiteWork never does, is left
// out. DRAFT to ACCEPTED and ACCEPTED to DECLINED lead through SENT.
func LegalQuoteSteps(from Status) []Status {
	switch from {
	case "", Draft:
		return []Status{Sent}
	case Sent:
		return []Status{Accepted, Declined}
	case Accepted:
		return []Status{Invoiced, Sent}
	case Declined, Invoiced:
		return []Status{Sent}
	}
	return nil
}

// QuoteWalk is the shortest way of legal steps between two statuses: from
// Draft to Accepted it is Sent, Accepted. It is empty where nothing is to do,
// and ok is false where no way leads there.
func QuoteWalk(from, to Status) (steps []Status, ok bool) {
	if from == "" {
		from = Draft
	}
	type walk struct {
		at    Status
		steps []Status
	}
	seen := []Status{from}
	for queue := []walk{{at: from}}; len(queue) > 0; queue = queue[1:] {
		w := queue[0]
		if w.at == to {
			return w.steps, true
		}
		for _, next := range LegalQuoteSteps(w.at) {
			if !slices.Contains(seen, next) {
				seen = append(seen, next)
				queue = append(queue, walk{next, append(slices.Clone(w.steps), next)})
			}
		}
	}
	return nil, false
}

// LegalInvoiceSteps are the statuses that Xero lets an invoice be written
// with, the present one first. Paid comes from payments alone; LiteWork never
// voids nor deletes.
func LegalInvoiceSteps(from Status) []Status {
	switch from {
	case "", Draft:
		return []Status{Draft, Submitted, AwaitingPayment}
	case Submitted:
		return []Status{Submitted, Draft, AwaitingPayment}
	case AwaitingPayment, PartPaid, Overdue:
		return []Status{AwaitingPayment}
	}
	return nil
}

// PostChoices are the statuses that the post sheet offers, the one that
// changes least first. remote is nil for a first post. An update sends the
// present status unless a legal higher one is chosen; nothing is offered for
// what Xero no longer lets change.
func PostChoices(kind Kind, remote *Remote) []Status {
	if kind == Invoice {
		if remote == nil {
			return []Status{Draft, AwaitingPayment}
		}
		switch remote.Status {
		case "DRAFT":
			return []Status{Draft, AwaitingPayment}
		case "SUBMITTED":
			return []Status{Submitted, AwaitingPayment}
		case "AUTHORISED":
			return []Status{AwaitingPayment}
		}
		return nil
	}
	if remote == nil {
		return []Status{Draft, Sent, Accepted}
	}
	switch remote.Status {
	case "DRAFT":
		return []Status{Draft, Sent, Accepted}
	case "SENT":
		return []Status{Sent, Accepted, Declined}
	case "ACCEPTED":
		return []Status{Accepted, Invoiced, Sent}
	case "DECLINED":
		return []Status{Declined, Sent}
	case "INVOICED":
		return []Status{Invoiced, Sent}
	}
	return nil
}

// PostLabel is a status as the post sheet words it: an invoice awaiting
// payment is one that is Approved.
func (s Status) PostLabel() string {
	if s == AwaitingPayment {
		return "Approved"
	}
	return s.Label()
}

// MarkChoices are the statuses that can be set by hand. On a linked invoice
// there are none: Xero's alone counts.
func MarkChoices(kind Kind, remote *Remote) []Status {
	switch {
	case kind == Invoice && remote == nil:
		return []Status{Draft, Sent, Paid}
	case kind == Invoice:
		return nil
	case remote == nil:
		return []Status{Draft, Sent, Accepted, Declined}
	}
	return PostChoices(kind, remote)
}

// XeroStatus is Xero's word for a status that can be posted, else empty.
func XeroStatus(s Status) string {
	switch s {
	case "", Draft:
		return "DRAFT"
	case Submitted:
		return "SUBMITTED"
	case AwaitingPayment:
		return "AUTHORISED"
	case Sent:
		return "SENT"
	case Accepted:
		return "ACCEPTED"
	case Declined:
		return "DECLINED"
	case Invoiced:
		return "INVOICED"
	}
	return ""
}
