package xerosync

import (
	"fmt"
	"slices"
	"strings"

	"litework/document"
)

// preflight checks, without a call, whether Xero would take the document in
// the given status. d is the document with what settings supply filled in.
// Xero's refusal stays the last word.
func preflight(in *sheetInput, d *document.Document, target string) []Check {
	if !in.connected {
		return []Check{failed(CheckConnection, FixConnect, problem("not-connected",
			"This company file is not connected to Xero.", "Connect it first."))}
	}
	checks := []Check{
		checkState(in, d, target), checkPermission(in, d, target), checkContact(in, d),
		checkNumber(in, d), checkDate(in, d), checkDue(d), checkCurrency(in, d), passed(CheckLines),
		passed(CheckText), checkTax(in, d), checkAccount(in, d, target), checkTotals(d),
	}
	limits := checkLimits(d)
	for i, c := range checks {
		if limit, ok := limits[c.Kind]; ok && c.OK {
			checks[i] = limit
		}
	}
	slices.SortStableFunc(checks, func(a, b Check) int { return rank(a) - rank(b) })
	return checks
}

func rank(c Check) int {
	if c.OK {
		return 1
	}
	return 0
}

func passed(kind CheckKind) Check { return Check{Kind: kind, OK: true} }

func failed(kind CheckKind, fix Fix, p *document.Problem) Check {
	return Check{Kind: kind, Problem: p, Fix: fix}
}

func problem(code, sentence, fix string) *document.Problem {
	return &document.Problem{Code: code, Sentence: sentence, Fix: fix}
}

// checkState asks whether the record may be written to at all as it stands.
func checkState(in *sheetInput, d *document.Document, target string) Check {
	name := d.Number
	switch {
	case in.busy:
		return failed(CheckState, FixNone, problem("busy", name+" is on its way to Xero already.", "Wait until it has arrived."))
	case in.state == document.Conflict:
		return failed(CheckState, FixViewInXero, problem("conflict",
			name+" was changed in Xero since LiteWork last saw it.", "Look at it in Xero."))
	}
	if in.remote == nil {
		return passed(CheckState)
	}
	now := document.Project(d)
	if in.headOnly && linesDiffer(now, *in.sent) {
		return failed(CheckState, FixViewInXero, problem("head-only",
			name+" has totals in Xero that cannot be computed here, so its lines cannot be updated.", "Change them in Xero."))
	}
	return checkRemote(in.remote, *in.sent, now, target, name)
}

// checkRemote asks whether Xero still allows what would change, given how the
// record stands there. It is asked again of what was just read, before
// anything is sent.
func checkRemote(r *document.Remote, sent, now document.Projection, target, name string) Check {
	switch r.Status {
	case xeroVoided:
		return failed(CheckState, FixViewInXero, problem("voided", name+" is voided in Xero and cannot be changed.", "Duplicate it under a new number."))
	case xeroDeleted:
		return failed(CheckState, FixViewInXero, problem("deleted", name+" is deleted in Xero and cannot be changed.", "Duplicate it under a new number."))
	}
	if now.Kind == document.Quote {
		return checkQuoteOpen(r, sent, now, target, name)
	}
	paid := r.Status == xeroPaid || !r.AmountPaid.Add(r.AmountCredited).IsZero()
	if field := beyondPaid(sent, now, !r.AmountCredited.IsZero()); paid && field != "" {
		return failed(CheckState, FixViewInXero, problem("has-payments",
			"A payment or credit note is applied to "+name+" in Xero, so its "+field+" cannot change.",
			"Remove the payment or credit note in Xero first."))
	}
	return passed(CheckState)
}

func checkQuoteOpen(r *document.Remote, sent, now document.Projection, target, name string) Check {
	if r.Status == xeroInvoiced {
		return failed(CheckState, FixViewInXero, problem("invoiced", name+" is invoiced in Xero and cannot be changed.", "Change the invoice instead."))
	}
	closed := r.Status == xeroAccepted || r.Status == xeroDeclined
	if closed && target != xeroSent && !sameBesidesMark(sent, now) {
		return failed(CheckState, FixNone, problem("quote-closed",
			fmt.Sprintf("%s is %s in Xero, so its content cannot change.", name, strings.ToLower(r.Status)),
			"Reopen it as Sent."))
	}
	return passed(CheckState)
}

func sameBesidesMark(a, b document.Projection) bool {
	a.Mark, b.Mark = "", ""
	return a.Equal(b)
}

// beyondPaid names the first thing that differs and may not, once something is
// paid or credited (xero.md section 6.3); empty when all may.
func beyondPaid(sent, now document.Projection, credited bool) string {
	switch {
	case sent.Date != now.Date:
		return "date"
	case sent.Currency != now.Currency:
		return "currency"
	case sent.TaxMode != now.TaxMode:
		return "tax setting"
	case credited && sent.ContactID != now.ContactID:
		return "client"
	case len(sent.Lines) != len(now.Lines):
		return "number of lines"
	}
	for i := range now.Lines {
		a, b := sent.Lines[i], now.Lines[i]
		a.Description, a.Account = b.Description, b.Account
		if a.LineID != b.LineID {
			return "order of lines"
		}
		if !a.Equal(b) {
			return "amount"
		}
	}
	return ""
}

func checkPermission(in *sheetInput, d *document.Document, target string) Check {
	refused := in.reference.Organisation.RefusedActions
	deny := func(action string) bool { return slices.Contains(refused, action) }
	var what, action string
	fix := FixNone
	switch {
	case d.Kind == document.Quote && (target == xeroSent || target == xeroAccepted):
		action, what = "CreateSentQuote", "mark quotes as sent"
		fix = FixPostAsDraft
	case d.Kind == document.Quote:
		action, what = "CreateDraftQuote", "write quotes"
	case target == xeroAuthorised:
		action, what = "CreateApprovedInvoice", "approve invoices"
		fix = FixPostAsDraft
	default:
		action, what = "CreateDraftInvoice", "write invoices"
	}
	if deny(action) {
		advice := "Ask an administrator of the organisation for the permission."
		if fix == FixPostAsDraft {
			advice = "Post it as a draft, or ask an administrator of the organisation."
		}
		return failed(CheckPermission, fix, problem("permission", "Your user in Xero is not allowed to "+what+".", advice))
	}
	return passed(CheckPermission)
}

func checkNumber(in *sheetInput, d *document.Document) Check {
	if in.numberTaken != "" {
		return failed(CheckNumber, FixChangeNumber, at(problem("number-taken",
			"The number "+d.Number+" is taken by "+in.numberTaken+".", "Choose another number."), "number"))
	}
	return passed(CheckNumber)
}

// checkDate looks at both the new date and the one Xero has: neither may lie
// in a locked period.
func checkDate(in *sheetInput, d *document.Document) Check {
	if d.Kind == document.Quote {
		return passed(CheckDate) // a quote makes no entries in the books
	}
	dates := []document.Date{d.Date}
	if in.sent != nil {
		dates = append(dates, in.sent.Date)
	}
	locks := lockDates(in.reference.Organisation)
	for _, date := range dates {
		if until := locks.Covers(date); !until.IsZero() {
			return failed(CheckDate, FixChangeDate, at(problem("period-locked",
				fmt.Sprintf("The books in Xero are locked up to %s, and %s is dated %s.", until.Display(), d.Number, date.Display()),
				"Choose a later date, or ask your accountant to unlock the period."), "date"))
		}
	}
	return passed(CheckDate)
}

// adviserAction lets a user post before the period's lock date.
const adviserAction = "ApproveTransactionsBeforePeriodLockDate"

func lockDates(org document.Organisation) document.LockDates {
	l := org.LockDates()
	l.MayPostBeforePeriod = !slices.Contains(org.RefusedActions, adviserAction)
	return l
}

func checkDue(d *document.Document) Check {
	if d.Kind == document.Invoice && d.Due.IsZero() {
		return failed(CheckDue, FixChangeDue, at(problem("due-missing", "The invoice has no due date.", "Give it one."), "due"))
	}
	return passed(CheckDue)
}

func checkCurrency(in *sheetInput, d *document.Document) Check {
	org := in.reference.Organisation
	if d.Currency == org.BaseCurrency {
		return passed(CheckCurrency)
	}
	if !slices.Contains(org.Currencies, d.Currency) || slices.Contains(org.RefusedActions, "UseMulticurrency") {
		return failed(CheckCurrency, FixCurrency, at(problem("currency",
			fmt.Sprintf("%s does not use the currency %s in Xero.", org.Name, d.Currency),
			"Add the currency in Xero, or choose another."), "currency"))
	}
	return passed(CheckCurrency)
}

func at(p *document.Problem, field string) *document.Problem {
	p.Field = field
	return p
}
