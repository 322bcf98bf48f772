package document

// LockDates are until when the organisation's books are closed.
type LockDates struct {
	Period    Date
	EndOfYear Date
	// MayPostBeforePeriod is set for advisers, whom Xero lets post on days
	// that only the period lock covers.
	MayPostBeforePeriod bool
}

// LockDates are those of the organisation.
func (o Organisation) LockDates() LockDates {
	return LockDates{Period: o.PeriodLock, EndOfYear: o.EndOfYearLock}
}

// Covers is the lock date on or before which a document of that date falls:
// the later of those that hold for the user. Without one it is zero.
func (l LockDates) Covers(date Date) Date {
	until := l.EndOfYear
	if !l.MayPostBeforePeriod && until.Before(l.Period) {
		until = l.Period
	}
	if date.IsZero() || until.IsZero() || until.Before(date) {
		return Date{}
	}
	return until
}

// LockReason says why Xero would refuse any change of what it sees of a linked
// document, and what to do instead; nil when it can be edited. What stays in
// LiteWork can be edited always. A quote that was marked to be reopened as
// Sent is open.
func LockReason(d *Document, remote *Remote, locks LockDates) *Problem {
	if remote == nil {
		return nil
	}
	switch remote.Status {
	case "VOIDED":
		return lock("voided", "This "+d.Kind.Noun()+" is voided in Xero.", "Re-issue it under a new number.")
	case "DELETED":
		return lock("deleted", "This "+d.Kind.Noun()+" is deleted in Xero.", "Re-issue it under a new number.")
	}
	if d.Kind == Quote {
		return quoteLock(d, remote)
	}
	applied := !remote.AmountPaid.IsZero() || !remote.AmountCredited.IsZero()
	const correct = "Make a credit note in Xero, or remove the payment there."
	switch {
	case remote.Status == "PAID":
		return lock("paid", "This invoice is paid.", correct)
	case applied:
		return lock("part-paid", "This invoice has a payment or credit note.", correct)
	case remote.Status == "AUTHORISED" && !locks.Covers(remote.Date).IsZero():
		return lock("period-locked",
			"The books are closed up to "+locks.Covers(remote.Date).Display()+", and this invoice is in that period.",
			"Make a credit note in Xero and re-issue it here, or ask your accountant to open the period.")
	}
	return nil
}

func quoteLock(d *Document, remote *Remote) *Problem {
	if d.Mark == Sent {
		return nil
	}
	const reopen = "Reopen it as Sent to change it."
	switch remote.Status {
	case "ACCEPTED":
		return lock("accepted", "This quote is accepted.", reopen)
	case "DECLINED":
		return lock("declined", "This quote is declined.", reopen)
	case "INVOICED":
		return lock("invoiced", "This quote is invoiced.", reopen)
	}
	return nil
}

func lock(code, sentence, fix string) *Problem {
	return &Problem{Code: "locked-" + code, Sentence: sentence, Fix: fix}
}
