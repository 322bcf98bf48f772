package xerosync

import (
	"testing"
	"time"
)

// Xero forgets a key after some minutes; whoever repeats the request then may
// double what it made.
func TestAKeyIsRepeatedOnlyWhileXeroKnowsIt(t *testing.T) {
	n := newSession()
	at := time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC)
	if n.keyAlive("request", at) {
		t.Error("a key of an earlier run of the program")
	}
	n.firstSent["request"] = at
	for after, want := range map[time.Duration]bool{
		0: true, keyLife - time.Second: true, keyLife: false, time.Hour: false, -time.Minute: false,
	} {
		if got := n.keyAlive("request", at.Add(after)); got != want {
			t.Errorf("after %s: %t", after, got)
		}
	}
}
