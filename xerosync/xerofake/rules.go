package xerofake

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// invoiceStatusChange gives Xero's refusal of a change of status, or "".
func invoiceStatusChange(v *Invoice, to string) string {
	allowed := map[string][]string{
		"DRAFT":      {"DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"},
		"SUBMITTED":  {"SUBMITTED", "DRAFT", "AUTHORISED", "DELETED"},
		"AUTHORISED": {"AUTHORISED", "VOIDED"},
		"PAID":       {"PAID"},
	}
	if to == "VOIDED" && v.applied() && (v.Status == "AUTHORISED" || v.Status == "PAID") {
		return msgVoidApplied
	}
	if !slices.Contains(allowed[v.Status], to) {
		return msgInvoiceStatus
	}
	return ""
}

// quoteStep says whether Xero lets a quote go from one status to another.
// Staying where it is counts as a step but for a deleted quote.
func quoteStep(from, to string) bool {
	allowed := map[string][]string{
		"DRAFT":    {"SENT", "DELETED"},
		"SENT":     {"ACCEPTED", "DECLINED", "DELETED"},
		"ACCEPTED": {"INVOICED", "SENT", "DELETED"},
		"DECLINED": {"SENT", "DELETED"},
		"INVOICED": {"SENT", "DELETED"},
	}
	return from == to && from != "DELETED" || slices.Contains(allowed[from], to)
}

// lockRefusal says why a document of this date may not be written, or "".
func (t *tenant) lockRefusal(d Date) string {
	period, year := t.Org.PeriodLockDate, t.Org.EndOfYearLockDate
	if year != "" && d <= year {
		return msgLocked("end of year", year)
	}
	if period != "" && d <= period && t.Actions["ApproveTransactionsBeforePeriodLockDate"] != "ALLOWED" {
		return msgLocked("period", period)
	}
	return ""
}

// quiet says whether the change from a to b is one of those that Xero makes
// without a new UpdatedDateUTC: due date and sent mark of an invoice with
// something applied.
func (s *Server) quiet(a, b *Invoice) bool {
	if !a.applied() || !b.applied() || len(a.Payments) != len(b.Payments) || len(a.Credits) != len(b.Credits) {
		return false
	}
	x, y := a.clone(), b.clone()
	y.DueDate, y.SentToContact = x.DueDate, x.SentToContact
	return fmt.Sprintf("%+v", *x) == fmt.Sprintf("%+v", *y)
}

// note adds to the history of a record.
func (s *Server) note(t *tenant, id, changes, details string) {
	// A new slice, because a snapshot may still hold the old one.
	t.History[id] = append(slices.Clone(t.History[id]), Note{At: s.now(), Changes: changes, User: "System Generated", Details: details})
}

func (t *tenant) nextInvoiceNumber() string {
	for {
		t.NextInvoice++
		if n := fmt.Sprintf("INV-%04d", t.NextInvoice); t.invoiceByNumber(n, "ACCREC", false) == nil {
			return n
		}
	}
}

func (t *tenant) nextQuoteNumber() string {
	for {
		t.NextQuote++
		if n := fmt.Sprintf("QU-%04d", t.NextQuote); t.quoteByNumber(n) == nil {
			return n
		}
	}
}

// invoiceByNumber finds an invoice by its number, whatever the case. Numbers
// of deleted and voided invoices stay taken unless freed is set.
func (t *tenant) invoiceByNumber(number, kind string, freed bool) *Invoice {
	return first(t.Invoices, func(v *Invoice) bool {
		return v.Type == kind && number != "" && strings.EqualFold(v.InvoiceNumber, number) &&
			!(freed && (v.Status == "DELETED" || v.Status == "VOIDED"))
	})
}

func (t *tenant) quoteByNumber(number string) *Quote {
	return first(t.Quotes, func(q *Quote) bool { return number != "" && strings.EqualFold(q.QuoteNumber, number) })
}

// contactByName finds a contact by name, whatever case and spaces: an active
// one first, else one that is not when others are wanted.
func (t *tenant) contactByName(name string, alsoArchived bool) *Contact {
	name = squeeze(name)
	same := func(active bool) *Contact {
		return first(t.Contacts, func(n *Contact) bool {
			return (n.ContactStatus == "ACTIVE") == active && name != "" && strings.EqualFold(squeeze(n.Name), name)
		})
	}
	if n := same(true); n != nil || !alsoArchived {
		return n
	}
	return same(false)
}

func (t *tenant) contactByNumber(number string) *Contact {
	return first(t.Contacts, func(n *Contact) bool { return number != "" && strings.EqualFold(n.ContactNumber, number) })
}

// squeeze takes spaces away at the ends and leaves one between words.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// approvedThisMonth counts towards the limit of small plans.
func (t *tenant) approvedThisMonth(now time.Time) (n int) {
	for _, v := range t.Invoices {
		if v.Type == "ACCREC" && v.Approved.Year() == now.Year() && v.Approved.Month() == now.Month() {
			n++
		}
	}
	return n
}

// due gives the due date that payment terms make of a date.
func (terms Terms) due(d Date) Date {
	t := d.Time()
	firstOfMonth := t.AddDate(0, 0, 1-t.Day())
	onDay := func(month time.Time) Date {
		last := month.AddDate(0, 1, -1).Day()
		return DateOf(month.AddDate(0, 0, min(terms.Day, last)-1))
	}
	switch terms.Type {
	case "DAYSAFTERBILLDATE":
		return d.AddDays(terms.Day)
	case "DAYSAFTERBILLMONTH":
		return DateOf(firstOfMonth.AddDate(0, 1, terms.Day-1))
	case "OFCURRENTMONTH":
		return onDay(firstOfMonth)
	case "OFFOLLOWINGMONTH":
		return onDay(firstOfMonth.AddDate(0, 1, 0))
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// first finds the matching record with the smallest id, so that the answer
// does not depend on the order of a map.
func first[V any](m map[string]*V, match func(*V) bool) *V {
	var found *V
	at := ""
	for id, v := range m {
		if match(v) && (found == nil || id < at) {
			found, at = v, id
		}
	}
	return found
}
