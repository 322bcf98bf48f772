package sync

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
	"litework/store"
)

func TestContactsAreListedByHowTheyStand(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	w.Contact("Gaffers' Gear Hire")
	w.open()
	w.page.ShowTab(TabContacts)
	w.page.Focus()
	w.Rest()
	c := &w.page.contacts
	if w.Text("sync.contacts.synced") == "0" || w.Text("sync.contacts.unposted") != "1" || w.Text("sync.contacts.attention") != "0" {
		t.Fatalf("figures %s %s %s", w.Text("sync.contacts.synced"), w.Text("sync.contacts.attention"), w.Text("sync.contacts.unposted"))
	}
	all := c.rows.Len()
	w.ClickName("sync.contacts.unposted")
	w.Rest()
	if c.rows.Len() != 1 {
		t.Fatalf("%d not synced", c.rows.Len())
	}
	w.Focus(c.table)
	w.Key(fyne.KeyReturn)
	if r, _ := c.rows.At(0); w.last() != "contact "+r.ID {
		t.Errorf("Enter did %q", w.last())
	}
	w.ClickName("sync.contacts.attention")
	w.Rest()
	if got := w.Text("empty"); got != "No contact stands under Need attention." {
		t.Errorf("says %q", got)
	}
	w.ClickName("sync.contacts.clear")
	w.Rest()
	if c.rows.Len() != all {
		t.Errorf("%d of %d", c.rows.Len(), all)
	}
}

// twin makes a contact here with the e-mail of one in Xero.
func (w *world) twin(name string) store.ContactRow {
	w.t.Helper()
	keys, err := w.File.ContactKeys(w.Context(), store.ContactQuery{Sync: store.FilterSynced})
	if err != nil {
		w.t.Fatal(err)
	}
	rows, err := w.File.ContactRows(w.Context(), keys)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range rows {
		if r.Email != "" {
			if _, err := w.File.SaveContact(w.Context(), document.Contact{ID: w.NewID(), Name: name, Email: r.Email}, 0); err != nil {
				w.t.Fatal(err)
			}
			return r
		}
	}
	w.t.Fatal("no contact of the demo has an e-mail")
	return store.ContactRow{}
}

func TestProbableDuplicatesAreUnitedOrKeptApart(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	w.twin("The Other Name")
	w.open()
	w.page.ShowTab(TabContacts)
	w.Rest()
	c := &w.page.contacts
	if len(c.twins) != 1 || !w.Says("Probable duplicates") || !w.Says("The Other Name") {
		t.Fatalf("proposes %+v", c.twins)
	}
	pair := c.twins[0]
	name := "pair/" + pair.HereID + "/" + pair.ThereID
	w.ClickName(name + "/apart")
	w.Rest()
	if len(c.twins) != 0 || w.Has(name+"/unite") {
		t.Fatal("what is not the same is not proposed again")
	}
	w.Change(func() { w.twin("A Third Name") })
	if len(c.twins) != 2 { // with the one in Xero, and with the other one here
		t.Fatalf("proposes %+v", c.twins)
	}
	third := c.twins[0]
	w.Change(func() { w.ClickName("pair/" + third.HereID + "/" + third.ThereID + "/unite") })
	if gone, err := w.File.Contact(w.Context(), third.HereID); err != nil || gone.DeletedAt.IsZero() {
		t.Fatalf("one of the two is left: %v", err)
	}
	if len(c.twins) != 0 {
		t.Errorf("proposes %+v", c.twins)
	}
}
