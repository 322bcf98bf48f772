package shell

import (
	"log/slog"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/company"
	"litework/app/page/pagetest"
	syncpage "litework/app/sync"
	"litework/document"
	"litework/store"
)

// bench is the shell of a company in a window.
type bench struct {
	*pagetest.Bench
	shell     *Shell
	connected int
}

func newBench(t *testing.T, connected bool, contacts ...string) *bench {
	t.Helper()
	b := &bench{Bench: pagetest.New(t)}
	for _, name := range contacts {
		b.Contact(name)
	}
	if connected {
		b.Connect()
		b.Work()
	} else {
		b.Offline()
	}
	b.shell = New(Deps{
		Host: b.Host, Company: &company.Company{File: b.File, Sync: b.Sync, Backups: company.NewBackups(b.File, slog.New(slog.DiscardHandler))}, NewID: b.NewID,
		Now: func() time.Time { return time.Now() }, Connect: func() { b.connected++ }, OpenDemo: func() {},
		Copy: func(string) {}, ApplyAppearance: func(string) {}, SettingsChanged: func(document.Settings) {},
		Settings: b.Settings(),
	})
	t.Cleanup(func() { b.shell.Close(t.Context()) })
	b.Show(b.shell.Content())
	return b
}

func (b *bench) step(t *testing.T) {
	t.Helper()
	for {
		did, err := b.Sync.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !did {
			break
		}
	}
	b.Rest()
}

func TestThePlacesOfTheSidebar(t *testing.T) {
	b := newBench(t, false)
	y := 0
	for _, id := range []string{"invoices", "quotes", "contacts", "sync", "settings"} {
		at := b.At("sidebar/" + id)
		if at.Y <= y {
			t.Errorf("%s does not stand below the one before", id)
		}
		y = at.Y
	}
	b.shell.table.Run("go.sync")
	b.Rest()
	if b.shell.at != atSync || !b.Has("sync.tabs") {
		t.Fatalf("at %s", b.shell.at)
	}
	if c, _ := b.shell.table.Get("go.sync"); c.Key.String() != "Ctrl+4" {
		t.Errorf("Sync is at %s", c.Key)
	}
	if c, _ := b.shell.table.Get("go.settings"); c.Key.String() != "Ctrl+5" {
		t.Errorf("Settings are at %s", c.Key)
	}
	if why := b.shell.table.Why("edit.find"); why == "" {
		t.Error("there is nothing to search among what needs attention")
	}
	b.shell.table.Run("xero.history")
	b.Rest()
	if b.shell.sync.Tab() != syncpage.TabHistory || b.shell.table.Why("edit.find") != "" {
		t.Error("the history can be searched")
	}
	for _, id := range []string{"xero.sync", "xero.import"} {
		if why := b.shell.table.Why(id); why != "Connect to Xero first." {
			t.Errorf("%s: %q", id, why)
		}
	}
}

func TestTheBadgeCountsWhatNeedsAttention(t *testing.T) {
	b := newBench(t, true, "Only here Ltd")
	badge := func() string {
		for _, item := range b.shell.sidebar.Items() {
			if item.ID == string(atSync) {
				return item.Badge
			}
		}
		return "none"
	}
	if got := badge(); got != "1" {
		t.Fatalf("the first match is to be seen: %q", got)
	}
	if b.Canvas().Overlays().Top() != nil {
		t.Fatal("nothing pops up by itself")
	}
	if err := b.Sync.ConfirmFirstMatch(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	b.step(t)
	if got := badge(); got != "" {
		t.Fatalf("all is in step: %q", got)
	}
	d := b.Document(document.Invoice, b.Contact("Kauri Point Films Ltd"), "120", 0)
	b.Change(func() {
		if err := b.File.Sync(t.Context(), func(tx *store.SyncTx) error {
			return tx.PutOp(store.Op{ID: "op", Record: store.RecordInvoice, RecordID: d.ID, Action: store.ActionCreate, Rev: d.Rev,
				State: store.OpFailed, Problem: &document.Problem{Code: "account", Sentence: "No account."}})
		}); err != nil {
			t.Fatal(err)
		}
	})
	if got := badge(); got != "1" {
		t.Fatalf("one failed: %q", got)
	}
	b.shell.showSync(syncpage.TabAttention)
	b.Rest()
	b.ClickName("attention/invoice:" + d.ID + "/settings")
	b.Rest()
	if b.shell.at != atSettings || !b.Has("settings.sync.contacts") {
		t.Error("Fix in settings leads to what posting takes from there")
	}
}

func TestAClickOnTheIndicatorTellsHowThingsStand(t *testing.T) {
	b := newBench(t, true, "Only here Ltd")
	b.ClickName("sidebar/indicator")
	b.Rest()
	for _, text := range []string{"Last sync", "Next sync", "Calls left today"} {
		if !b.Says(text) {
			t.Errorf("does not tell %q", text)
		}
	}
	if !b.Has("indicator.sync") {
		t.Error("offers Sync now")
	}
	b.ClickName("indicator.attention")
	b.Rest()
	if b.shell.at != atSync || b.Canvas().Overlays().Top() != nil {
		t.Error("leads to what needs attention")
	}
}

func TestTheIndicatorConnectsWhereThereIsNoConnection(t *testing.T) {
	b := newBench(t, false)
	b.ClickName("sidebar/indicator")
	b.Key(fyne.KeyReturn)
	if b.connected != 1 {
		t.Error("Enter connects")
	}
}

func TestAContactIsShownFromTheSyncPage(t *testing.T) {
	b := newBench(t, true)
	c := b.Contact("Zenith Grip Ltd")
	b.shell.openContact(c.ID)
	b.Rest()
	if b.shell.at != atContacts || b.shell.contacts.Current() != c.ID {
		t.Errorf("at %s, current %q", b.shell.at, b.shell.contacts.Current())
	}
}
