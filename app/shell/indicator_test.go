package shell

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"litework/document"
	"litework/xerosync"
)

func TestIndicatorWords(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		state   xerosync.State
		editing string
		tone    Tone
		words   string
	}{
		{"off", xerosync.State{Phase: xerosync.Off}, "", ToneGrey, "Not connected"},
		{"in step", xerosync.State{Phase: xerosync.Waiting, Last: now.Add(-3 * time.Minute)}, "", ToneGreen, "Synced 3 min ago"},
		{"just connected", xerosync.State{Phase: xerosync.Waiting}, "", ToneGreen, "Connected"},
		{"held back", xerosync.State{Phase: xerosync.Waiting}, "INV-0144", ToneYellow, "INV-0144 waits while you edit it"},
		{"counting", xerosync.State{Phase: xerosync.Syncing, Done: 40, Total: 120}, "", ToneBlue, "Syncing 40 of 120"},
		{"syncing", xerosync.State{Phase: xerosync.Syncing}, "INV-0144", ToneBlue, "Syncing"},
		{"held back by a change in Xero", xerosync.State{Phase: xerosync.Waiting, Held: "INV-0144"}, "", ToneYellow, "INV-0144 waits while you edit it"},
		{"switched off", xerosync.State{Phase: xerosync.Waiting, AutoOff: true, Last: now}, "", ToneGrey, "Auto-sync off"},
		{"importing", xerosync.State{Phase: xerosync.Waiting, AutoOff: true, Import: &xerosync.ImportState{Phase: xerosync.ImportApplying, Done: 40, Total: 1200}}, "INV-0144", ToneBlue, "Importing 40 of 1,200"},
		{"a preview that waits", xerosync.State{Phase: xerosync.Waiting, Last: now, Import: &xerosync.ImportState{Phase: xerosync.ImportReady}}, "", ToneGreen, "Synced just now"},
		{"offline while importing", xerosync.State{Phase: xerosync.Offline, Import: &xerosync.ImportState{Phase: xerosync.ImportDownloading}}, "", ToneGrey, "Offline"},
		{"offline", xerosync.State{Phase: xerosync.Offline, Waiting: 2}, "", ToneGrey, "Offline · 2 waiting"},
		{"offline, nothing queued", xerosync.State{Phase: xerosync.Offline}, "", ToneGrey, "Offline"},
		{"signed out", xerosync.State{Phase: xerosync.Reconnect}, "INV-0144", ToneRed, "Reconnect to Xero"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := IndicatorOf(c.state, c.editing, now)
			if got.Tone != c.tone || got.Words != c.words {
				t.Errorf("tone %d %q, want %d %q", got.Tone, got.Words, c.tone, c.words)
			}
		})
	}
}

func TestIndicatorIsMarkedWhileSomethingIsToBeRead(t *testing.T) {
	for _, s := range []xerosync.State{{Phase: xerosync.Waiting, Asking: 1}, {Phase: xerosync.Offline, Notices: []xerosync.Notice{{Code: "x"}}}} {
		if !IndicatorOf(s, "", time.Now()).Mark {
			t.Errorf("%+v is not marked", s)
		}
	}
	if IndicatorOf(xerosync.State{Phase: xerosync.Waiting}, "", time.Now()).Mark {
		t.Error("nothing is to be read")
	}
}

func TestFactsOfTheIndicator(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	s := xerosync.State{Phase: xerosync.Waiting, Organisation: "Harbour Light Ltd", Demo: true, Last: now.Add(-3 * time.Minute),
		NextCheck: now.Add(12 * time.Minute), Waiting: 2, CallsLeft: 4982, CallsLimit: 5000}
	want := []Fact{{"Organisation", "Harbour Light Ltd (demo)"}, {"Last sync", "3 min ago"}, {"Next sync", "in 12 min"},
		{"Waiting to be sent", "2"}, {"Calls left today", "4,982 of 5,000"}}
	if diff := cmp.Diff(want, FactsOf(s, now)); diff != "" {
		t.Error(diff)
	}
	if got := FactsOf(xerosync.State{}, now); got[len(got)-1] != (Fact{"Next sync", "when you ask for it"}) {
		t.Errorf("%+v", got)
	}
}

func TestIndicatorTellsTheProblem(t *testing.T) {
	s := xerosync.State{Phase: xerosync.Reconnect, Problem: &document.Problem{Sentence: "The connection has expired.", Fix: "Connect again."}}
	if got := IndicatorOf(s, "", time.Now()).Tip; got != "The connection has expired. Connect again." {
		t.Errorf("tip %q", got)
	}
}
