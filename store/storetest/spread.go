package storetest

import (
	"slices"
	"testing"
	"time"
)

// Spread gathers how long single steps of a benchmark took: a mean hides the
// one in a hundred that is felt.
type Spread struct{ took []time.Duration }

// Time carries out one step and adds its time.
func (s *Spread) Time(step func()) {
	start := time.Now()
	step()
	s.took = append(s.took, time.Since(start))
}

// Report adds p50-ms, p95-ms, p99-ms and max-ms to a benchmark's figures.
func (s *Spread) Report(b *testing.B) {
	slices.Sort(s.took)
	for _, f := range []struct {
		unit  string
		share float64
	}{{"p50-ms", 0.5}, {"p95-ms", 0.95}, {"p99-ms", 0.99}, {"max-ms", 1}} {
		at := min(int(f.share*float64(len(s.took))), len(s.took)-1)
		b.ReportMetric(float64(s.took[at])/float64(time.Millisecond), f.unit)
	}
}
