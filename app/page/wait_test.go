package page

import (
	"testing"
	"time"
)

// While changes go on, reading takes at most one part in ten of the time.
func TestChangesAreGatheredAsLongAsReadingTakes(t *testing.T) {
	now := time.Now()
	for _, c := range []struct{ took, ago, want time.Duration }{
		{0, 0, settle},
		{5 * time.Millisecond, 0, settle},
		{100 * time.Millisecond, 0, time.Second},
		{100 * time.Millisecond, 700 * time.Millisecond, 300 * time.Millisecond},
		{100 * time.Millisecond, time.Minute, settle}, // the first after a rest
		{time.Second, 0, settleMost},
	} {
		r := Reader{took: c.took, heard: now.Add(-c.ago)}
		if got := r.wait(now); got != c.want {
			t.Errorf("reading took %s, %s ago: gathers %s, want %s", c.took, c.ago, got, c.want)
		}
	}
}
