package xerosync

import (
	"context"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// Where no contact was here before, there is no match to see and no question.
func TestNoMatchNoQuestion(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: "Mirobo Ltd"}); err != nil {
		t.Fatal(err)
	}
	w.connect()
	w.contactsRest()
	if asks, _ := w.svc.Asks(context.Background()); len(asks) != 0 || w.writes() != 0 {
		t.Fatalf("asks %+v, %d writes", asks, w.writes())
	}
	fresh := w.addContact(document.Contact{Name: "Fresh"})
	w.contactsRest()
	w.state(fresh, document.Synced)
}
