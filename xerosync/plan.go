package xerosync

import (
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
)

// work is an operation with what is known here about its record, read in one
// go.
type work struct {
	op     store.Op
	frozen frozen
	// now is the document as it was confirmed, contact the contact.
	now     document.Projection
	contact document.Contact
	link    store.Link
	linked  bool
	// base is nil before the first post.
	base *baseline
	// client is the ContactID of the document's contact; empty while it is not
	// in Xero.
	client string
	// request is the one that was last made for the operation.
	request store.Request
	asked   bool
	// number is the document's number now, label what messages call it.
	label string
}

// verdict is what is to be done after the record was read from Xero.
type verdict string

const (
	// sendIt: nothing stands in the way.
	sendIt verdict = "send"
	// alreadySo: Xero has what was to be sent.
	alreadySo verdict = "already-so"
	// inConflict: Xero's record is not what was last seen.
	inConflict verdict = "conflict"
	// notAllowed: Xero would refuse; the plan's problem says why.
	notAllowed verdict = "not-allowed"
)

// plan is the outcome of comparing three versions of a record: as confirmed
// here, as last seen, as just read.
type plan struct {
	verdict verdict
	body    record
	problem *document.Problem
	// differences are what stands in the way.
	differences []difference
}

// planUpdate decides about an update or a status step, from the record as just
// read. It is pure.
func planUpdate(w *work, pre record) plan {
	status, p := targetStatus(w, pre.status())
	if p != nil {
		return plan{verdict: notAllowed, problem: p}
	}
	body := updateBody(w, pre, status)
	there := pre.seen()
	wanted := expected(body.complete(pre).seen(), there)
	if pre.status() == status && onlyCarried(differences(wanted, there)) {
		return plan{verdict: alreadySo, body: body}
	}
	if found := inTheWay(w.base, there, w.content()); len(found) > 0 {
		return plan{verdict: inConflict, body: body, differences: found}
	}
	remote := pre.remote()
	if c := checkRemote(&remote, w.base.sent, w.content(), status, w.label); !c.OK {
		return plan{verdict: notAllowed, problem: c.Problem}
	}
	return plan{verdict: sendIt, body: body}
}

// content is what the operation tells Xero: what was confirmed, but when a
// closed quote is reopened, what Xero has; until it is open it takes no other.
func (w *work) content() document.Projection {
	if w.op.Action == store.ActionStatus && closedQuote(w.frozen.From) && w.base != nil {
		return w.base.sent
	}
	return w.now
}

// closedQuote reports whether a quote of that status takes no change of
// content.
func closedQuote(status string) bool {
	return status == xeroAccepted || status == xeroDeclined || status == xeroInvoiced
}

// updateBody is what is sent to bring the record to what was confirmed.
func updateBody(w *work, pre record, status string) record {
	if pre.quote != nil {
		v := updatedQuote(w.content(), w.base, pre.quote, w.client, status)
		return record{quote: &v}
	}
	v := updatedInvoice(w.now, w.base, pre.invoice, w.client, status)
	return record{invoice: &v}
}

// targetStatus is the status that is sent, given the one Xero has. A status
// step goes on from where the quote is; Declined, Invoiced or Deleted on the
// way stop it.
func targetStatus(w *work, has string) (string, *document.Problem) {
	if has == xeroDeleted || has == xeroVoided {
		word := strings.ToLower(has)
		return "", problem(word, w.label+" is "+word+" in Xero and cannot be changed.", "Duplicate it under a new number.")
	}
	if w.op.Record == store.RecordInvoice {
		return invoiceStatus(has, w.op.TargetStatus), nil
	}
	if w.op.Action != store.ActionStatus || has == w.frozen.Goal {
		return has, nil
	}
	if has != w.frozen.From && (has == xeroDeclined || has == xeroInvoiced) {
		return "", problem("quote-moved",
			fmt.Sprintf("%s is %s in Xero now, so it was not marked as %s.", w.label, strings.ToLower(has), strings.ToLower(w.frozen.Goal)),
			"Look at it in Xero.")
	}
	step, ok := nextQuoteStatus(has, w.frozen.Goal)
	if !ok {
		return "", problem("quote-step",
			fmt.Sprintf("%s is %s in Xero and cannot become %s.", w.label, strings.ToLower(has), strings.ToLower(w.frozen.Goal)),
			"Look at it in Xero.")
	}
	return step, nil
}

// onlyCarried reports whether every difference is of fields that people set in
// Xero and that survive.
func onlyCarried(list []difference) bool {
	for _, d := range list {
		if !d.carried {
			return false
		}
	}
	return true
}

// settled is what became of an update whose reply was lost, from the record as
// it is now: done when it is what was sent, not done when it is what was last
// seen, else somebody changed it in between.
func settled(w *work, body, there record) verdict {
	before, err := recordOf(w.op.Record, w.base.raw)
	if err != nil {
		before = there
	}
	wanted := expected(body.complete(before).seen(), there.seen())
	sent := onlyCarried(differences(wanted, there.seen()))
	if sent && reachedStatus(w.op.Record, there.status(), body.status()) {
		return alreadySo
	}
	if len(inTheWay(w.base, there.seen(), w.content())) == 0 || sent {
		return sendIt
	}
	return inConflict
}

// reachedStatus reports whether the status sent was reached: an approved
// invoice may have been paid since, and with something paid none is sent.
func reachedStatus(kind store.RecordKind, has, sent string) bool {
	return has == sent || sent == "" || kind == store.RecordInvoice && sent == xeroAuthorised && has == xeroPaid
}
