package kit_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

// files makes a folder with pictures, a text, a hidden file and folders.
func files(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range []string{"Logos/new", "empty", ".hidden"} {
		if err := os.MkdirAll(filepath.Join(root, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.png", "b.JPG", "c.txt", ".d.png", "Logos/logo.png"} {
		if err := os.WriteFile(filepath.Join(root, name), make([]byte, 1500), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// choosing opens a chooser of pictures, or of folders without extensions.
func choosing(t *testing.T, start string, extensions ...string) (w *kittest.Window, chosen *string) {
	t.Helper()
	w = kittest.NewWindow(t, kit.Blank(1, 1), 900, 700)
	chosen = new(string)
	c := &kit.FileChooser{Title: "Choose", Verb: "Choose", Start: start, Extensions: extensions,
		Run: func(work func()) { work() }, OnChoose: func(path string) { *chosen = path }}
	c.Show(w.Canvas(), w.Env())
	w.Settle()
	return w, chosen
}

func TestFileIsChosenByKeyboard(t *testing.T) {
	root := files(t)
	w, chosen := choosing(t, root, ".png", ".jpg")
	for _, name := range []string{"Logos", "empty", "a.png", "b.JPG"} {
		if _, ok := w.Map().Find("files.table/" + name); !ok {
			t.Errorf("%s is not listed in %v", name, w.Map())
		}
	}
	for _, name := range []string{"c.txt", ".d.png", ".hidden"} {
		if _, ok := w.Map().Find("files.table/" + name); ok {
			t.Errorf("%s is listed", name)
		}
	}
	w.Key(fyne.KeyDown, fyne.KeyDown) // to the list, from the folder empty to Logos
	w.Key(fyne.KeyReturn)
	if got := w.At("files.path").Text; got != filepath.Join(root, "Logos")+"/" {
		t.Fatalf("shows %s", got)
	}
	w.Key(fyne.KeyBackspace) // back up, the folder come from is current
	if got := w.At("files.path").Text; got != root+"/" {
		t.Fatalf("the folder above is %s", got)
	}
	w.Key(fyne.KeyEnd, fyne.KeyReturn)
	if *chosen != filepath.Join(root, "b.JPG") {
		t.Errorf("chosen %q", *chosen)
	}
	if _, ok := w.Map().Find("dialog"); ok {
		t.Error("the dialog stays")
	}
}

func TestFileIsTyped(t *testing.T) {
	root := files(t)
	w, chosen := choosing(t, root, ".png")
	for text, wrong := range map[string]bool{"nothing.png": true, "c.txt": true} {
		w.Shortcut(&fyne.ShortcutSelectAll{})
		w.Type(text)
		w.Key(fyne.KeyReturn)
		if *chosen != "" || !wrong {
			t.Fatalf("%s is taken", text)
		}
		if !w.At("files.path").Focused {
			t.Fatal("the field keeps the keyboard")
		}
	}
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Type(`"` + filepath.Join(root, "Logos", "logo.png") + `"`)
	w.ClickName("files.choose")
	if *chosen != filepath.Join(root, "Logos", "logo.png") {
		t.Errorf("chosen %q", *chosen)
	}
}

func TestFolderIsChosen(t *testing.T) {
	root := files(t)
	w, chosen := choosing(t, root)
	if _, ok := w.Map().Find("files.table/a.png"); ok {
		t.Error("files are listed where a folder is chosen")
	}
	w.ClickName("files.table/Logos")
	w.Key(fyne.KeyReturn)
	w.ClickName("files.choose")
	if *chosen != filepath.Join(root, "Logos") {
		t.Errorf("chosen %q", *chosen)
	}
}

func TestMarkedFileIsTaken(t *testing.T) {
	root := files(t)
	w, chosen := choosing(t, root, ".png")
	w.Key(fyne.KeyDown, fyne.KeyEnd)
	if got := w.At("files.path").Text; got != filepath.Join(root, "a.png") {
		t.Fatalf("the field says %s", got)
	}
	w.Ctrl(fyne.KeyReturn)
	if *chosen != filepath.Join(root, "a.png") {
		t.Errorf("chosen %q", *chosen)
	}
}

// What is typed while a slow folder is being read is not written over.
func TestTypingIsNotWrittenOver(t *testing.T) {
	root := files(t)
	w := kittest.NewWindow(t, kit.Blank(1, 1), 900, 700)
	var late func()
	c := &kit.FileChooser{Title: "Choose", Verb: "Choose", Start: root, Extensions: []string{".png"},
		Run: func(work func()) { late = work }, OnChoose: func(string) {}}
	c.Show(w.Canvas(), w.Env())
	w.Type("/tmp")
	late()
	w.Settle()
	if got := w.At("files.path").Text; got != "/tmp" {
		t.Errorf("the field says %q", got)
	}
	if _, ok := w.Map().Find("files.table/a.png"); !ok {
		t.Error("the folder is not listed")
	}
}

func TestChooserIsCancelled(t *testing.T) {
	w, chosen := choosing(t, files(t), ".png")
	w.Key(fyne.KeyEscape)
	if _, ok := w.Map().Find("dialog"); ok || *chosen != "" {
		t.Error("Esc does not cancel")
	}
}
