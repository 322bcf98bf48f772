package xerosync

import (
	"slices"

	"litework/document"
)

// Xero's words for the statuses that decide something here.
const (
	xeroDraft      = "DRAFT"
	xeroSubmitted  = "SUBMITTED"
	xeroAuthorised = "AUTHORISED"
	xeroPaid       = "PAID"
	xeroVoided     = "VOIDED"
	xeroDeleted    = "DELETED"
	xeroSent       = "SENT"
	xeroAccepted   = "ACCEPTED"
	xeroDeclined   = "DECLINED"
	xeroInvoiced   = "INVOICED"
)

// choices are the statuses that can be posted, the one that changes least
// first. Where Xero allows no other there is one: as it is.
func choices(kind document.Kind, remote *document.Remote) []StatusChoice {
	statuses := document.PostChoices(kind, remote)
	if len(statuses) == 0 {
		status := document.ShownStatus(&document.Document{Kind: kind}, remote, document.Date{})
		return []StatusChoice{{Status: status, Target: remote.Status, Label: status.PostLabel(), Detail: "The status in Xero does not change"}}
	}
	out := make([]StatusChoice, len(statuses))
	for i, s := range statuses {
		out[i] = StatusChoice{Status: s, Target: document.XeroStatus(s), Label: s.PostLabel(), Detail: detail(kind, s)}
		if remote != nil && out[i].Target == remote.Status {
			out[i].Detail = "As it is in Xero"
		} else if remote != nil && kind == document.Quote && s == document.Sent && remote.Status != xeroDraft {
			out[i].Detail = "Reopens the quote in Xero"
		}
	}
	return out
}

func detail(kind document.Kind, s document.Status) string {
	switch {
	case s == document.Draft && kind == document.Invoice:
		return "For review in Xero before approving"
	case s == document.Draft:
		return "For review in Xero"
	case s == document.AwaitingPayment:
		return "Creates accounting entries now"
	case s == document.Invoiced:
		return "Closes the quote in Xero"
	}
	return "Marked so in Xero, which mails nothing"
}

// choose marks the wanted choice, or else the default: on a quote the status
// set by hand, on a new invoice what settings say, and what Xero has.
func choose(list []StatusChoice, in *sheetInput) []StatusChoice {
	want := in.choice
	if want == "" && in.doc.Kind == document.Quote && in.doc.Mark != "" && in.doc.Mark != document.Draft {
		want = document.XeroStatus(in.doc.Mark)
	}
	if want == "" && in.doc.Kind == document.Invoice && in.remote == nil && in.settings.PostInvoicesAs == document.AwaitingPayment {
		want = xeroAuthorised
	}
	i := max(0, slices.IndexFunc(list, func(c StatusChoice) bool { return c.Target == want }))
	list[i].Chosen = true
	return list
}

// quoteStatus is the status here of Xero's word for it.
func quoteStatus(word string) document.Status {
	for _, s := range []document.Status{document.Sent, document.Accepted, document.Declined, document.Invoiced} {
		if document.XeroStatus(s) == word {
			return s
		}
	}
	return document.Draft
}

// nextQuoteStatus is the next legal step of a quote's status towards a goal,
// in Xero's words; ok is false where there is none.
func nextQuoteStatus(from, goal string) (step string, ok bool) {
	if from == xeroDeleted {
		return "", false
	}
	steps, ok := document.QuoteWalk(quoteStatus(from), quoteStatus(goal))
	if !ok || len(steps) == 0 {
		return "", false
	}
	return document.XeroStatus(steps[0]), true
}

// invoiceStatus is what an update sends: the status Xero has, unless a legal
// higher one was asked for.
func invoiceStatus(has, asked string) string {
	if asked == xeroAuthorised && (has == xeroDraft || has == xeroSubmitted) {
		return asked
	}
	return has
}
