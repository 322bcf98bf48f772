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
	// base is nil before the first post; contactBase is a contact's.
	base        *baseline
	contactBase *store.BasePair
	// headOnly: its totals in Xero cannot be computed here.
	headOnly bool
	// another are ids of Xero's of which the user has said that they are not it.
	another []string
	// client is the ContactID of the document's contact; empty while it is not
	// in Xero.
	client string
	// request is the one that was last made for the operation, body what of it
	// was about the record; nil while it has not been looked for.
	request store.Request
	asked   bool
	body    []byte
	// label is what messages call the record.
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
	if w.frozen.Sent {
		return planSent(w, pre)
	}
	status, p := targetStatus(w, pre.status())
	if p != nil {
		return plan{verdict: notAllowed, problem: p}
	}
	body := updateBody(w, pre, status)
	there, remote := pre.seen(), pre.remote()
	same := sameContent(expected(body.complete(pre).seen(), there), there)
	allowed := checkRemote(&remote, w.base.sent, w.content(), status, w.label)
	found := inTheWay(w.base, there, w.content())
	same = same && (len(found) == 0 || w.hasAll(body, there))
	switch {
	case len(found) > 0 && !(same && allowed.OK):
		return plan{verdict: inConflict, body: body, differences: found}
	case !allowed.OK:
		return plan{verdict: notAllowed, problem: allowed.Problem}
	case same && pre.status() == status:
		return plan{verdict: alreadySo, body: body}
	}
	return plan{verdict: sendIt, body: body}
}

// hasAll reports whether a record in Xero is as it was confirmed here in what the
// body leaves out too: of an invoice with something paid not all is sent, and
// what was changed there meanwhile is not agreed to by saying nothing of it.
func (w *work) hasAll(body record, there Seen) bool {
	before, err := recordOf(w.op.Record, w.base.raw)
	return err == nil && onlyCarried(differences(expected(body.complete(before).seen(), there), there))
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
	client := w.client
	if now := w.content().ContactID; now == w.base.sent.ContactID && contactOf(pre.contact()) != "" {
		client = pre.contact().ContactID // one of Xero's that is not here stays
	}
	if pre.quote != nil {
		v := updatedQuote(w.content(), w.base, pre.quote, client, status)
		return record{quote: &v}
	}
	v := updatedInvoice(w.now, w.base, pre.invoice, client, status)
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
	step, p := w.walk(has)
	if w.op.Action != store.ActionStatus || step == "" {
		step = has
	}
	return step, p
}

// walk is the next step of a quote's status, in Xero's words; empty when the
// status asked for is reached. It goes on from the status Xero has. If that is
// not the one the walk had come to, Declined, Invoiced and Deleted stop it, and
// Accepted is further than Sent.
func (w *work) walk(has string) (step string, p *document.Problem) {
	goal := w.frozen.Goal
	if goal == "" || has == goal {
		return "", nil
	}
	words := func(code, format string) *document.Problem {
		return problem(code, fmt.Sprintf(format, w.label, strings.ToLower(has), strings.ToLower(goal)), "Look at it in Xero.")
	}
	if has != w.frozen.From && closedQuote(has) {
		if has == xeroAccepted && goal == xeroSent {
			return "", nil
		}
		if has != xeroAccepted {
			return "", words("quote-moved", "%s is %s in Xero now, so it was not marked as %s.")
		}
	}
	step, ok := nextQuoteStatus(has, goal)
	if !ok {
		return "", words("quote-step", "%s is %s in Xero and cannot become %s.")
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
	if w.frozen.Sent {
		return planSent(w, there).verdict
	}
	before, err := recordOf(w.op.Record, w.base.raw)
	if err != nil {
		before = there
	}
	wanted := expected(body.complete(before).seen(), there.seen())
	sent := w.tookOurs(differences(wanted, there.seen()))
	if sent && reachedStatus(w.op.Record, there.status(), body.status()) {
		return alreadySo
	}
	if len(inTheWay(w.base, there.seen(), w.content())) == 0 || sent {
		return sendIt
	}
	return inConflict
}

// tookOurs reports whether a record that differs from what was sent by the
// given differences has all that was changed here: what differs was set in
// Xero since, in fields that survive.
func (w *work) tookOurs(list []difference) bool {
	for _, d := range list {
		if !d.carried || d.Field == "account" && w.changedAccount(d.Line-1) {
			return false
		}
	}
	return true
}

// changedAccount reports whether the account of a line was changed here.
func (w *work) changedAccount(line int) bool {
	lines := w.base.inOrder(w.content()).Lines
	if w.base == nil || line < 0 || line >= len(lines) {
		return true
	}
	was, ok := w.base.sentLine(lines[line].LineID)
	return !ok || was.Account != lines[line].Account
}

// reachedStatus reports whether the status sent was reached: an approved
// invoice may have been paid since, and with something paid none is sent.
func reachedStatus(kind store.RecordKind, has, sent string) bool {
	return has == sent || sent == "" || kind == store.RecordInvoice && sent == xeroAuthorised && has == xeroPaid
}
