package shell

import (
	"testing"
	"time"

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

func TestIndicatorTellsTheProblem(t *testing.T) {
	s := xerosync.State{Phase: xerosync.Reconnect, Problem: &document.Problem{Sentence: "The connection has expired.", Fix: "Connect again."}}
	if got := IndicatorOf(s, "", time.Now()).Tip; got != "The connection has expired. Connect again." {
		t.Errorf("tip %q", got)
	}
}
