package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheSheetHasEveryShortcutAndFits(t *testing.T) {
	b := newBench(t, false)
	b.Window.Resize(fyne.NewSize(1024, 680))
	b.Rest()
	if !b.shell.table.Run("help.keys") {
		t.Fatal("F1 shows nothing")
	}
	b.Rest()
	rows := func() (out []string) {
		for _, c := range b.Map() {
			if strings.HasPrefix(c.Name, "keys.row:") {
				out = append(out, c.Text)
			}
		}
		return out
	}
	all := strings.Join(rows(), "\n")
	for _, c := range b.shell.table.All() {
		if !c.Key.IsZero() && !strings.Contains(all, c.Name) {
			t.Errorf("%s is not on the sheet", c.Name)
		}
	}
	for _, key := range []string{"Tab · Shift+Tab", "Ctrl+Home", "PgUp", "Shift+Enter", "F2", "/ Quick items", "Ctrl+C · X · V", "Ctrl+1 · 2 · 3 · 4 · 5", "Alt+↑ · ↓"} {
		if !strings.Contains(all, key) {
			t.Errorf("%s is not on the sheet", key)
		}
	}
	n := len(rows())
	bottom := 0
	for _, c := range b.Map() {
		if strings.HasPrefix(c.Name, "keys.row:") {
			bottom = max(bottom, c.Y+c.H)
		}
	}
	if dialog := b.At("dialog"); dialog.H > 680 || bottom > 656 {
		t.Errorf("rows reach down to %d of 680", bottom)
	}
	want := 0
	for _, g := range keyGroups(b.shell.table.All()) {
		want += len(g.rows)
	}
	if n != want {
		t.Errorf("%d of %d rows can be seen", n, want)
	}
	b.Type("alt section")
	if got := rows(); len(got) != 1 || !strings.HasPrefix(got[0], "Alt+Shift+↑ · ↓") {
		t.Errorf("filtered: %v", got)
	}
	b.Type("zzz")
	if len(rows()) != 0 || !b.Says("No shortcut is called that.") {
		t.Errorf("nothing matches, and it shows %v", rows())
	}
	b.Key(fyne.KeyEscape)
	if b.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close it")
	}
}
