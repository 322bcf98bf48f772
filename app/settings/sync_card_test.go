package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

func TestTheThreeSwitchesAreSavedByThemselves(t *testing.T) {
	w := newWorld(t, true)
	w.page.ShowTab(TabXero)
	w.Rest()
	if w.Has("settings.sync.as") {
		t.Error("what a save posts as matters only while it posts")
	}
	for _, step := range []struct {
		click string
		want  document.SyncSettings
	}{
		{"settings.sync.contacts", document.SyncSettings{ContactsOff: true}},
		{"settings.sync.onsave", document.SyncSettings{ContactsOff: true, PostOnSave: true}},
		{"settings.sync.as/" + string(document.AwaitingPayment), document.SyncSettings{ContactsOff: true, PostOnSave: true, PostOnSaveAs: document.AwaitingPayment}},
		{"settings.sync.minutes/30", document.SyncSettings{ContactsOff: true, PostOnSave: true, PostOnSaveAs: document.AwaitingPayment, CheckMinutes: 30}},
		{"settings.sync.check", document.SyncSettings{ContactsOff: true, PostOnSave: true, PostOnSaveAs: document.AwaitingPayment, CheckMinutes: 30, CheckOff: true}},
	} {
		w.Change(func() {
			w.ClickName(step.click)
			w.Advance(saveAfter)
		})
		if got := w.Settings().Sync; got != step.want {
			t.Fatalf("after %s the file has %+v", step.click, got)
		}
	}
	if !w.Says("30 min") {
		t.Error("the chosen interval names its unit")
	}
	w.ClickName("settings.sync.minutes/5")
	w.Rest()
	if got := w.Settings().Sync.CheckMinutes; got != 30 {
		t.Errorf("the interval of a check that is off is %d", got)
	}
	w.Change(func() {
		w.ClickName("settings.sync.onsave")
		w.Advance(saveAfter)
	})
	if w.Has("settings.sync.as") {
		t.Error("what a save posts as went with its switch")
	}
}

func TestTheSwitchesAreReachedByTheKeyboard(t *testing.T) {
	w := newWorld(t, true)
	w.page.ShowTab(TabXero)
	w.Rest()
	for range 40 {
		w.Key(fyne.KeyTab)
		if w.At("settings.sync.minutes").Focused {
			w.Change(func() {
				w.Key(fyne.KeyRight)
				w.Advance(saveAfter)
			})
			if got := w.Settings().Sync.CheckMinutes; got != 20 {
				t.Fatalf("the interval is %d", got)
			}
			return
		}
	}
	t.Fatal("Tab does not come to the interval")
}

func TestSettingsSayHowTheSyncStands(t *testing.T) {
	w := newWorld(t, true)
	w.page.ShowTab(TabXero)
	w.Work()
	got := w.Text("settings.sync.standing")
	if !strings.HasPrefix(got, "Last sync ") || !strings.HasSuffix(got, "calls left today") {
		t.Errorf("says %q", got)
	}
}

func TestWithoutAConnectionThereIsNothingToSwitch(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabXero)
	w.Rest()
	if w.Has("settings.sync.contacts") {
		t.Error("the switches stand there without a connection")
	}
}
