package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
	"litework/store"
)

// backUp makes copies of a company with one invoice.
func (w *world) backUp(t *testing.T, kinds ...store.CopyKind) []store.Copy {
	t.Helper()
	w.Document(document.Invoice, w.Contact("Kauri Point Films Ltd"), "100", 1)
	for _, kind := range kinds {
		if _, err := w.backups.Make(t.Context(), kind); err != nil {
			t.Fatal(err)
		}
	}
	w.Rest()
	copies, err := w.backups.List()
	if err != nil {
		t.Fatal(err)
	}
	return copies
}

func TestBackUpNow(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabBackup)
	w.Rest()
	if w.Text("settings.backup.last") != "No copy yet" || w.Has("settings.backup.table") {
		t.Fatal("without a copy there is a list")
	}
	w.ClickName("settings.backup.now")
	w.Rest()
	copies, err := w.backups.List()
	if err != nil || len(copies) != 1 || copies[0].Kind != store.CopyByHand {
		t.Fatalf("%v, %v", copies, err)
	}
	if !strings.HasPrefix(w.Text("settings.backup.last"), "Last copy") || !strings.HasPrefix(w.Toasts[len(w.Toasts)-1].Text, "Backed up: ") {
		t.Errorf("says %q", w.Text("settings.backup.last"))
	}
	if got := w.Text("settings.backup.table/" + filepath.Base(copies[0].Path)); !strings.Contains(got, "By hand|0 invoices, 0 quotes|") {
		t.Errorf("the row says %q", got)
	}
}

func TestBackupFailureStaysOnTop(t *testing.T) {
	w := newWorld(t, false)
	if err := os.WriteFile(w.backups.Folder(), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.page.ShowTab(TabBackup)
	w.ClickName("settings.backup.now")
	w.Rest()
	if !strings.HasPrefix(w.Text("banner"), "The last copy was not made.") || w.Has("dialog") || len(w.Toasts) != 0 {
		t.Fatalf("says %q", w.Text("banner"))
	}
	if err := os.Remove(w.backups.Folder()); err != nil {
		t.Fatal(err)
	}
	w.ClickName("settings.backup.again")
	w.Rest()
	if w.Has("banner") {
		t.Errorf("still says %q", w.Text("banner"))
	}
}

func TestLookIntoACopy(t *testing.T) {
	w := newWorld(t, false)
	copies := w.backUp(t, store.CopyDaily)
	w.page.ShowTab(TabBackup)
	w.Rest()
	w.Canvas().Focus(w.page.backup.table)
	w.Key(fyne.KeyReturn)
	w.Settle()
	if !strings.HasPrefix(w.Text("dialog"), "Copy of ") || !w.Says("Harbour Light Ltd · 1 invoice · 0 quotes · 1 contact") {
		t.Fatalf("shows %q", w.Text("dialog"))
	}
	if got := w.Text("look.table/INV-0001"); got != "INV-0001|Kauri Point Films Ltd|21 Nov 2026|115.00 NZD|" {
		t.Errorf("the document is %q", got)
	}
	w.Key(fyne.KeyReturn)
	if w.Has("dialog") {
		t.Error("Enter does not close it")
	}
	if err := os.WriteFile(copies[0].Path, []byte(strings.Repeat("ruined ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	w.page.backup.holds = map[string]held{}
	w.page.backup.reload()
	w.Rest()
	if got := w.Text("settings.backup.table/" + filepath.Base(copies[0].Path)); !strings.Contains(got, "This is not a LiteWork company file.") {
		t.Errorf("a ruined copy says %q", got)
	}
}

func TestRestoreAsksAndAnswersToCtrlEnterOnly(t *testing.T) {
	w := newWorld(t, false)
	copies := w.backUp(t, store.CopyDaily)
	w.page.ShowTab(TabBackup)
	w.Rest()
	ask := func() {
		w.page.backup.askRestore(copies[0].Path)
		w.Settle()
		if !strings.HasPrefix(w.Text("dialog"), "Restore the copy of ") {
			t.Fatalf("asks %q", w.Text("dialog"))
		}
	}
	ask()
	w.Key(fyne.KeyReturn) // on Cancel, which has the keyboard
	if w.restored != "" || w.Has("dialog") {
		t.Fatal("Enter restores")
	}
	ask()
	w.RepeatKey(fyne.KeyReturn)
	w.Key(fyne.KeyEscape)
	if w.restored != "" {
		t.Fatal("a held Enter restores")
	}
	ask()
	w.Ctrl(fyne.KeyReturn)
	if w.restored != copies[0].Path || w.Has("dialog") {
		t.Errorf("restored %q", w.restored)
	}
}

func TestSecondFolderIsChosen(t *testing.T) {
	w := newWorld(t, false)
	stick := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	w.page.ShowTab(TabBackup)
	w.Rest()
	w.ClickName("settings.backup.extra.choose")
	w.Settle()
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Type(stick)
	w.Ctrl(fyne.KeyReturn)
	w.Rest()
	there, err := store.Copies(stick, w.File.Path())
	if err != nil || len(there) != 1 || w.Text("settings.backup.extra") != stick {
		t.Fatalf("%v, %v, shows %q", there, err, w.Text("settings.backup.extra"))
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	w.ClickName("settings.backup.now")
	w.Rest()
	if !strings.HasPrefix(w.Text("banner"), "The second copy was not made.") {
		t.Errorf("says %q", w.Text("banner"))
	}
	w.ClickName("settings.backup.extra.stop")
	w.Rest()
	if folder, _ := w.backups.ExtraFolder(t.Context()); folder != "" || w.Has("banner") {
		t.Errorf("it goes on to %q", folder)
	}
}
