package xerosync

import (
	"slices"

	"litework/document"
)

// statusWords are Xero's words for what the user chooses.
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

// choices are the statuses that can be posted: for a new document those it may
// begin with, for one in Xero the one it has and the legal ones above it.
func choices(kind document.Kind, remote *document.Remote) []StatusChoice {
	if kind == document.Invoice {
		return invoiceChoices(remote)
	}
	return quoteChoices(remote)
}

func invoiceChoices(remote *document.Remote) []StatusChoice {
	draft := StatusChoice{Status: document.Draft, Target: xeroDraft, Label: "Draft", Detail: "For review in Xero before approving"}
	approved := StatusChoice{Status: document.AwaitingPayment, Target: xeroAuthorised, Label: "Approved", Detail: "Creates accounting entries now"}
	if remote == nil {
		return []StatusChoice{draft, approved}
	}
	switch remote.Status {
	case xeroDraft:
		draft.Detail = "Stays a draft in Xero"
		return []StatusChoice{draft, approved}
	case xeroSubmitted:
		submitted := StatusChoice{Status: document.Submitted, Target: xeroSubmitted, Label: "Submitted", Detail: "Stays waiting for approval in Xero"}
		return []StatusChoice{submitted, approved}
	case xeroAuthorised:
		approved.Detail = "Stays approved in Xero"
		return []StatusChoice{approved}
	}
	return []StatusChoice{{Status: document.ShownStatus(&document.Document{Kind: document.Invoice}, remote, document.Date{}),
		Target: remote.Status, Label: "As it is", Detail: "The status in Xero does not change"}}
}

func quoteChoices(remote *document.Remote) []StatusChoice {
	draft := StatusChoice{Status: document.Draft, Target: xeroDraft, Label: "Draft", Detail: "For review in Xero"}
	sent := StatusChoice{Status: document.Sent, Target: xeroSent, Label: "Sent", Detail: "Marked as sent; Xero mails nothing"}
	accepted := StatusChoice{Status: document.Accepted, Target: xeroAccepted, Label: "Accepted", Detail: "Marked as sent, then accepted; Xero mails nothing"}
	if remote == nil {
		return []StatusChoice{draft, sent, accepted}
	}
	switch remote.Status {
	case xeroDraft:
		draft.Detail = "Stays a draft in Xero"
		return []StatusChoice{draft, sent, accepted}
	case xeroSent:
		sent.Detail, accepted.Detail = "Stays sent in Xero", "Marked as accepted; Xero mails nothing"
		return []StatusChoice{sent, accepted}
	case xeroAccepted:
		accepted.Detail, sent.Detail = "Stays accepted in Xero", "Reopens the quote in Xero"
		return []StatusChoice{accepted, sent}
	case xeroDeclined:
		sent.Detail = "Reopens the quote in Xero"
		declined := StatusChoice{Status: document.Declined, Target: xeroDeclined, Label: "Declined", Detail: "Stays declined in Xero"}
		return []StatusChoice{declined, sent}
	}
	return []StatusChoice{{Status: document.ShownStatus(&document.Document{Kind: document.Quote}, remote, document.Date{}),
		Target: remote.Status, Label: "As it is", Detail: "The status in Xero does not change"}}
}

// targetOf is Xero's word for a status set by hand on a quote; empty for none.
func targetOf(mark document.Status) string {
	switch mark {
	case document.Sent:
		return xeroSent
	case document.Accepted:
		return xeroAccepted
	case document.Declined:
		return xeroDeclined
	}
	return ""
}

// choose marks the wanted choice, or else the default: on a quote the status
// set by hand, on a new invoice what settings say, and what Xero has.
func choose(list []StatusChoice, in *sheetInput) []StatusChoice {
	want := in.choice
	if want == "" && in.doc.Kind == document.Quote {
		want = targetOf(in.doc.Mark)
	}
	if want == "" && in.doc.Kind == document.Invoice && in.remote == nil && in.settings.PostInvoicesAs == document.AwaitingPayment {
		want = xeroAuthorised
	}
	i := max(0, slices.IndexFunc(list, func(c StatusChoice) bool { return c.Target == want }))
	list[i].Chosen = true
	return list
}

// nextQuoteStatus is the next legal step from one status of a quote towards
// another (xero.md section 7.3). ok is false when there is none.
func nextQuoteStatus(from, goal string) (step string, ok bool) {
	if from == goal {
		return "", false
	}
	switch {
	case goal == xeroSent && (from == xeroDraft || from == xeroAccepted || from == xeroDeclined),
		goal == xeroAccepted && (from == xeroDraft || from == xeroDeclined):
		return xeroSent, true
	case goal == xeroAccepted && from == xeroSent:
		return xeroAccepted, true
	}
	return "", false
}
