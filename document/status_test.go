package document

import (
	"slices"
	"testing"
)

func TestQuoteWalk(t *testing.T) {
	tests := []struct {
		from, to Status
		want     []Status
		ok       bool
	}{
		{"", Sent, []Status{Sent}, true}, {Draft, Accepted, []Status{Sent, Accepted}, true},
		{Draft, Declined, []Status{Sent, Declined}, true}, {Draft, Invoiced, []Status{Sent, Accepted, Invoiced}, true},
		{Accepted, Declined, []Status{Sent, Declined}, true}, {Invoiced, Accepted, []Status{Sent, Accepted}, true},
		{Sent, Sent, nil, true}, {Sent, Draft, nil, false}, {DeletedInXero, Sent, nil, false},
	}
	for _, test := range tests {
		if got, ok := QuoteWalk(test.from, test.to); !slices.Equal(got, test.want) || ok != test.ok {
			t.Errorf("from %s to %s: %v, %v", test.from, test.to, got, ok)
		}
	}
}

// Whatever is offered can be reached by Xero's steps, and what is there now is
// offered first.
func TestPostChoicesAreLegal(t *testing.T) {
	for _, word := range []string{"DRAFT", "SENT", "ACCEPTED", "DECLINED", "INVOICED"} {
		remote := &Remote{Status: word}
		choices := PostChoices(Quote, remote)
		if len(choices) == 0 || XeroStatus(choices[0]) != word {
			t.Errorf("quote %s: %v", word, choices)
			continue
		}
		for _, c := range choices {
			if _, ok := QuoteWalk(choices[0], c); !ok {
				t.Errorf("quote %s cannot become %s", word, c)
			}
		}
	}
	for _, word := range []string{"DRAFT", "SUBMITTED", "AUTHORISED"} {
		choices := PostChoices(Invoice, &Remote{Status: word})
		if len(choices) == 0 || XeroStatus(choices[0]) != word {
			t.Errorf("invoice %s: %v", word, choices)
			continue
		}
		for _, c := range choices {
			if !slices.Contains(LegalInvoiceSteps(choices[0]), c) {
				t.Errorf("invoice %s cannot become %s", word, c)
			}
		}
	}
	for _, word := range []string{"PAID", "VOIDED", "DELETED"} {
		if got := PostChoices(Invoice, &Remote{Status: word}); got != nil {
			t.Errorf("invoice %s: %v", word, got)
		}
	}
	if got := PostChoices(Invoice, nil); !slices.Equal(got, []Status{Draft, AwaitingPayment}) || got[1].PostLabel() != "Approved" {
		t.Errorf("first post of an invoice: %v", got)
	}
	if got := PostChoices(Quote, nil); !slices.Equal(got, []Status{Draft, Sent, Accepted}) {
		t.Errorf("first post of a quote: %v", got)
	}
	if got := MarkChoices(Invoice, &Remote{Status: "DRAFT"}); got != nil {
		t.Errorf("marks of a linked invoice: %v", got)
	}
}

func TestShownStatus(t *testing.T) {
	today := day("2026-11-22")
	past, coming := day("2026-11-21"), today
	tests := []struct {
		kind   Kind
		mark   Status
		due    Date
		remote *Remote
		want   Status
	}{
		{Invoice, "", past, nil, Draft}, {Invoice, Sent, past, nil, Overdue}, {Invoice, Sent, coming, nil, Sent}, {Invoice, Paid, past, nil, Paid},
		{Invoice, Paid, coming, &Remote{Status: "DRAFT"}, Draft}, {Invoice, "", coming, &Remote{Status: "SUBMITTED"}, Submitted},
		{Invoice, "", coming, &Remote{Status: "AUTHORISED"}, AwaitingPayment}, {Invoice, "", past, &Remote{Status: "AUTHORISED"}, Overdue},
		{Invoice, "", coming, &Remote{Status: "AUTHORISED", AmountPaid: dec("1")}, PartPaid},
		{Invoice, "", past, &Remote{Status: "PAID", AmountPaid: dec("1")}, Paid}, {Invoice, "", past, &Remote{Status: "VOIDED"}, Voided},
		{Invoice, "", past, &Remote{Status: "DELETED"}, DeletedInXero},
		{Quote, "", past, nil, Draft}, {Quote, Sent, past, nil, Expired}, {Quote, Accepted, past, nil, Accepted},
		{Quote, "", coming, &Remote{Status: "SENT"}, Sent}, {Quote, Accepted, coming, &Remote{Status: "SENT"}, Accepted},
		{Quote, Draft, coming, &Remote{Status: "SENT"}, Sent}, {Quote, Sent, coming, &Remote{Status: "INVOICED"}, Invoiced},
		{Quote, "", coming, &Remote{Status: "DECLINED"}, Declined}, {Quote, Sent, coming, &Remote{Status: "DELETED"}, DeletedInXero},
	}
	for _, test := range tests {
		d := Document{Kind: test.kind, Mark: test.mark, Due: test.due}
		if got := ShownStatus(&d, test.remote, today); got != test.want {
			t.Errorf("%s marked %q, %+v, due %s: %s, want %s", test.kind, test.mark, test.remote, test.due, got, test.want)
		}
	}
}

func TestLockReason(t *testing.T) {
	locks := LockDates{Period: day("2026-06-30"), EndOfYear: day("2026-03-31")}
	adviser := locks
	adviser.MayPostBeforePeriod = true
	open, inPeriod, inYear := day("2026-07-01"), day("2026-06-30"), day("2026-03-31")
	tests := []struct {
		kind   Kind
		mark   Status
		remote *Remote
		locks  LockDates
		want   string
	}{
		{Invoice, "", nil, locks, ""},
		{Invoice, "", &Remote{Status: "DRAFT", Date: inYear}, locks, ""},
		{Invoice, "", &Remote{Status: "AUTHORISED", Date: open}, locks, ""},
		{Invoice, "", &Remote{Status: "AUTHORISED", Date: inPeriod}, locks, "locked-period-locked"},
		{Invoice, "", &Remote{Status: "AUTHORISED", Date: inPeriod}, adviser, ""},
		{Invoice, "", &Remote{Status: "AUTHORISED", Date: inYear}, adviser, "locked-period-locked"},
		{Invoice, "", &Remote{Status: "AUTHORISED", Date: inYear}, LockDates{}, ""},
		{Invoice, "", &Remote{Status: "AUTHORISED", AmountCredited: dec("1")}, LockDates{}, "locked-part-paid"},
		{Invoice, "", &Remote{Status: "PAID"}, LockDates{}, "locked-paid"},
		{Invoice, "", &Remote{Status: "VOIDED"}, LockDates{}, "locked-voided"},
		{Quote, "", &Remote{Status: "DELETED"}, LockDates{}, "locked-deleted"},
		{Quote, "", &Remote{Status: "SENT", Date: inYear}, locks, ""},
		{Quote, Accepted, &Remote{Status: "SENT"}, locks, ""},
		{Quote, "", &Remote{Status: "ACCEPTED"}, locks, "locked-accepted"},
		{Quote, "", &Remote{Status: "DECLINED"}, locks, "locked-declined"},
		{Quote, "", &Remote{Status: "INVOICED"}, locks, "locked-invoiced"},
		{Quote, Sent, &Remote{Status: "ACCEPTED"}, locks, ""},
	}
	for _, test := range tests {
		got := LockReason(&Document{Kind: test.kind, Mark: test.mark, Date: inYear}, test.remote, test.locks)
		code := ""
		if got != nil {
			code = got.Code
			if got.Sentence == "" || got.Fix == "" {
				t.Errorf("%s without a way out", got.Code)
			}
		}
		if code != test.want {
			t.Errorf("%s marked %q, %+v: %q, want %q", test.kind, test.mark, test.remote, code, test.want)
		}
	}
}

func TestEveryStatusHasWords(t *testing.T) {
	for _, s := range []Status{Draft, Submitted, AwaitingPayment, PartPaid, Paid, Overdue, Voided, DeletedInXero, Sent, Accepted, Declined, Invoiced, Expired} {
		if s.Label() == string(s) || s.Tone() == "" {
			t.Errorf("%s is shown as %q, %s", s, s.Label(), s.Tone())
		}
	}
	for _, s := range []SyncState{NotSynced, Synced, UpdatedLocally, SyncFailed, WaitingToPost, Posting, Checking, Conflict} {
		if s.Label() == string(s) || s.Tone() == "" {
			t.Errorf("%s is shown as %q, %s", s, s.Label(), s.Tone())
		}
	}
}
