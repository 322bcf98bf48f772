package sync

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// told is an item in one line: its title, what it says, its buttons.
func told(i item) string {
	var buttons []string
	for _, b := range i.buttons {
		label := b.label
		if b.why != "" {
			label += " (" + b.why + ")"
		}
		buttons = append(buttons, label)
	}
	return i.title + ": " + i.text + " [" + strings.Join(buttons, "] [") + "]"
}

func TestEveryItemSaysWhatHappenedAndWhatToDo(t *testing.T) {
	signedOut := &document.Problem{Code: "reconnect", Sentence: "Your sign-in has ended.", Fix: "Sign in again."}
	for name, test := range map[string]struct {
		facts facts
		count int
		want  []string
	}{
		"nothing": {facts{}, 0, nil},
		"signed out": {
			facts{state: xerosync.State{Phase: xerosync.Reconnect, Organisation: "Harbour Light Ltd", Problem: signedOut}}, 1,
			[]string{"Reconnect to Harbour Light Ltd: Your sign-in has ended. Sign in again. [Reconnect]"},
		},
		"offline": {
			facts{state: xerosync.State{Phase: xerosync.Offline, Problem: &document.Problem{Sentence: "There is no network."}}}, 0,
			[]string{"There is no network.: You can go on writing; what waits is sent later. [Try now]"},
		},
		"catching up": {
			facts{state: xerosync.State{Notices: []xerosync.Notice{{Code: "catching-up", Sentence: "This file is catching up."}}}, catching: true, catchUp: xerosync.CatchUp{Why: "An older backup was restored.", Checked: 40, Total: 1200, Withdrawn: 1, Unknown: 2}}, 1,
			[]string{"Catching up with Xero: An older backup was restored. Nothing is sent to Xero until this file and Xero are in step again. " +
				"40 of 1,200 records checked. 1 posting was never sent and was taken back. 2 were sent and are being looked up. " +
				"[Switch sync on (The records are still being checked.)]"},
		},
		"caught up": {
			facts{catching: true, catchUp: xerosync.CatchUp{Why: "This file came from another machine.", Ready: true, Missing: 3, Conflicts: 1}}, 1,
			[]string{"Catching up with Xero: This file came from another machine. Every record was checked. Nothing is sent to Xero until you switch sync on. " +
				"1 record changed on both sides; decide below. 3 documents in Xero are not here; they can be imported. [Switch sync on] [Import from Xero…]"},
		},
		"questions": {
			facts{asks: []xerosync.Ask{
				{ID: "m", Kind: xerosync.AskFirstMatch, Sentence: "3 match.", No: "Later"},
				{ID: "p", Kind: xerosync.AskManyPulls, Count: 57, Sentence: "57 invoices changed in Xero.", Yes: "Take them over", No: "Leave them"},
			}}, 2,
			[]string{"See which contacts match: 3 match. [Look at the match…] [Later]",
				"57 documents here would change: 57 invoices changed in Xero. [Take them over] [Leave them]"},
		},
		"health and news": {
			facts{state: xerosync.State{Unknown: 1, Notices: []xerosync.Notice{{Code: "scope-missing", Sentence: "LiteWork may not read contacts.", Fix: "Connect again and allow it."},
				{Code: "token-unused", Sentence: "Xero was not reached for 50 days.", Fix: "Choose Sync now."}, {Code: "few-calls", Sentence: "Few calls are left today.", Fix: "Background work rests until midnight UTC."}}}}, 3,
			[]string{"LiteWork may not read contacts.: Connect again and allow it. [Reconnect]",
				"Xero was not reached for 50 days.: Choose Sync now. [Sync now]",
				"Few calls are left today.: Background work rests until midnight UTC. []",
				"1 document in Xero is not here: A check does not bring in what was written in Xero. Import it when you want it here. [Import from Xero…]"},
		},
		"records": {
			facts{recordCount: 3, records: []store.Attention{
				{Record: store.RecordContact, RecordID: "c", Label: "Kauri Point Films Ltd", State: document.Conflict},
				{Record: store.RecordContact, RecordID: "d", Label: "Te Motu Studios", State: document.SyncFailed,
					Op: &store.OpSummary{Problem: &document.Problem{Code: "contact-archived", Sentence: "It is archived in Xero.", Fix: "Restore it there."}}},
				{Record: store.RecordQuote, RecordID: "q", Label: "QUO-0007", Client: "Harakeke Media", State: document.SyncFailed,
					Op: &store.OpSummary{Problem: &document.Problem{Code: "totals-differ", Sentence: "The totals differ by 0.01."}}},
			}}, 3,
			[]string{"Kauri Point Films Ltd: It was changed here and in Xero since they last agreed. Nothing was overwritten, and nothing is sent until you decide. [Resolve…]",
				"Te Motu Studios: It is archived in Xero. Restore it there. [Open contact] [Retry]",
				"QUO-0007 · Harakeke Media: The totals differ by 0.01. [View in Xero] [Retry]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			ids := map[string]bool{}
			for _, i := range test.facts.items() {
				got = append(got, told(i))
				if ids[i.id] {
					t.Errorf("two items are called %s", i.id)
				}
				ids[i.id] = true
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if got := test.facts.count(); got != test.count {
				t.Errorf("the badge says %d, want %d", got, test.count)
			}
		})
	}
}

func TestALongQuestionListsItsRecords(t *testing.T) {
	ask := xerosync.Ask{ID: "x", Kind: xerosync.AskManyPushes, Count: 25}
	for i := range 25 {
		ask.Records = append(ask.Records, xerosync.AskRecord{Label: fmt.Sprintf("INV-%04d", i), Details: "due date"})
	}
	i := asking(ask)
	if len(i.list) != 25 || i.list[3] != "INV-0003 – due date" || len(i.buttons) != 2 {
		t.Fatalf("%+v", i)
	}
}

func TestFixes(t *testing.T) {
	for _, test := range []struct{ code, field, want string }{
		{"account", "line.account", "place: Choose another account"}, {"account-missing", "", "place: Choose another account"},
		{"number-taken", "", "place: Change number"}, {"period-locked", "", "place: Change date"}, {"currency", "", "place: Change currency"},
		{"validation", "terms", "place: Go to the place"}, {"reconnect", "", "connect: Reconnect"}, {"scope-missing", "", "connect: Reconnect"},
		{"has-payments", "", "view: View in Xero"}, {"xero-down", "", "open: Open"}, {"", "", "open: Open"},
	} {
		b := fixOf(test.code, test.field)
		if got := string(b.deed) + ": " + b.label; got != test.want {
			t.Errorf("%s %s: %s, want %s", test.code, test.field, got, test.want)
		}
	}
}
