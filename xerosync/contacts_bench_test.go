package xerosync

import (
	"context"
	"fmt"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// TestManyContacts reads hundreds of contacts and looks for the same among a
// hundred that are only here.
func TestManyContacts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const there, here = 600, 100
	w := newWorld(t, xerofake.Switches{})
	for i := range there {
		n := xerofake.Contact{Name: fmt.Sprintf("%s Productions %d Ltd", word(i), i), EmailAddress: fmt.Sprintf("ap%d@example.nz", i), FirstName: "Mere"}
		if _, err := w.sim.Control().AddContact(n); err != nil {
			t.Fatal(err)
		}
	}
	w.connect()
	for i := range here {
		w.addContact(document.Contact{Name: fmt.Sprintf("%s Film %d", word(i), i)})
	}
	calls, began := len(w.net.calls), time.Now()
	w.rest()
	t.Logf("reading %d contacts: %s, %d calls", there, time.Since(began).Round(time.Millisecond), len(w.net.calls)-calls)
	if n := len(w.net.calls) - calls; n != 1 {
		t.Errorf("%d calls", n)
	}
	began = time.Now()
	m, ready, err := w.svc.FirstMatch(context.Background())
	if err != nil || !ready || m.OnlyThere != there || len(m.New)+len(m.Probable) != here {
		t.Fatalf("ready %v, %v: %d there, %d new, %d probable", ready, err, m.OnlyThere, len(m.New), len(m.Probable))
	}
	t.Logf("matching: %s", time.Since(began).Round(time.Millisecond))
	began = time.Now()
	for range 100 {
		err := w.file.View(context.Background(), func(tx *store.SyncTx) error {
			_, err := tx.PendingContacts(1 << 40)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("looking for what is to be sent: %s", time.Since(began)/100)
	w.unmoved(w.checkContacts)
}

// word is one of some syllables by a number.
func word(i int) string {
	syllables := []string{"Ka", "Ri", "To", "Mu", "We", "Na", "Hi", "Po"}
	return syllables[i%8] + syllables[i/8%8] + syllables[i/64%8] + syllables[i/512%8]
}
