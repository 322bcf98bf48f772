package xerosync

import (
	"context"
	"fmt"
	"testing"
	"time"

	"litework/xerosync/xerofake"
)

// BenchmarkFirstContacts reads the contacts of an organisation just connected.
func BenchmarkFirstContacts(b *testing.B) {
	const n = 1500
	for range b.N {
		b.StopTimer()
		w := newWorld(b, xerofake.Switches{})
		for i := range n {
			_, err := w.sim.Control().AddContact(xerofake.Contact{
				Name: fmt.Sprintf("Client %05d Ltd", i), EmailAddress: fmt.Sprintf("client%d@example.com", i), FirstName: "Mere",
			})
			mustDo(b, err)
		}
		w.connect()
		b.StartTimer()
		start := time.Now()
		var longest time.Duration
		for {
			at := time.Now()
			did, err := w.svc.Step(context.Background())
			mustDo(b, err)
			longest = max(longest, time.Since(at))
			if !did {
				break
			}
		}
		b.ReportMetric(n/time.Since(start).Seconds(), "contacts/s")
		b.ReportMetric(float64(longest.Milliseconds()), "longest-step-ms")
		b.StopTimer()
		if hits, err := w.file.FindContacts(context.Background(), "Client 01499", 3); err != nil || len(hits) != 1 {
			b.Fatal(len(hits), err)
		}
		w.close()
	}
}
