package shell

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/settings"
	"litework/document"
	"litework/store"
)

// A copy that could not be made is told once, without a dialog and without
// taking the keyboard, and leads to the page that says it as long as it is so.
func TestFailedBackupIsToldOnce(t *testing.T) {
	b := newBench(t, false)
	backups := b.shell.d.Company.Backups
	if err := os.WriteFile(backups.Folder(), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	focused := b.Canvas().Focused()
	for range 3 {
		if _, err := backups.Make(t.Context(), store.CopyDaily); err == nil {
			t.Fatal("a copy was made")
		}
		b.Rest()
	}
	if len(b.Toasts) != 1 || b.Has("dialog") || b.Canvas().Focused() != focused {
		t.Fatalf("told %v", b.Toasts)
	}
	b.Toasts[0].Do()
	b.Rest()
	if b.shell.at != atSettings || b.shell.settings.Tab() != settings.TabBackup || !strings.HasPrefix(b.Text("banner"), "The last copy was not made.") {
		t.Errorf("leads to %s, %s", b.shell.at, b.shell.settings.Tab())
	}
	if err := os.Remove(backups.Folder()); err != nil {
		t.Fatal(err)
	}
	if _, err := backups.Make(t.Context(), store.CopyDaily); err != nil {
		t.Fatal(err)
	}
	b.Rest()
	if b.Has("banner") || len(b.Toasts) != 1 {
		t.Error("it is still told")
	}
}

func TestBackUpNowFromTheMenu(t *testing.T) {
	b := newBench(t, false)
	b.shell.table.Run("company.backup")
	b.Rest()
	copies, err := b.shell.d.Company.Backups.List()
	if err != nil || len(copies) != 1 || b.shell.settings.Tab() != settings.TabBackup {
		t.Errorf("%v, %v", copies, err)
	}
}

// The tab shown last is there again, and the keyboard goes round the page.
func TestSettingsAreFoundAsTheyWereLeft(t *testing.T) {
	b := newBench(t, false)
	b.shell.showBackups()
	b.shell.table.Run("go.invoices")
	b.Rest()
	b.shell.table.Run("go.settings")
	b.Rest()
	if got := b.shell.settings.Tab(); got != settings.TabBackup {
		t.Errorf("shows %s", got)
	}
	b.shell.settings.ShowTab(settings.TabTax)
	b.Canvas().Focus(b.shell.sidebar)
	var seen []bool
	for range 3 {
		b.shell.nextRegion()
		seen = append(seen, b.At("settings.tabs").Focused, b.At("sidebar").Focused)
	}
	want := []bool{true, false, false, false, false, true}
	for i := range want {
		if seen[i] != want[i] {
			t.Fatalf("F6 goes %v", seen)
		}
	}
}

// In the list of quick items Ctrl+F searches, and Ctrl+Z takes a deletion back.
func TestQuickItemsByCommands(t *testing.T) {
	b := newBench(t, false)
	q := document.QuickItem{ID: b.NewID(), Name: "sky", Line: document.Line{Description: "SkyPanel"}}
	if err := b.File.SaveQuickItem(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	b.shell.table.Run("go.settings")
	b.Rest()
	if b.shell.table.Why("edit.find") == "" {
		t.Error("there is something to search among the fields")
	}
	b.shell.settings.ShowTab(settings.TabQuick)
	b.Rest()
	b.shell.table.Run("edit.find")
	b.Settle()
	if !b.At("settings.quick.search").Focused {
		t.Fatal("Ctrl+F does not search")
	}
	b.Key(fyne.KeyDown)
	b.Change(func() { b.Key(fyne.KeyDelete) })
	if items, _ := b.File.QuickItems(t.Context()); len(items) != 0 || len(b.Toasts) != 1 || b.Toasts[0].Action != "Undo" {
		t.Fatalf("Delete leaves %v", items)
	}
}
