package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

type dialog struct {
	*kit.Modal
	name, notes *kit.Entry
	post        *kit.Button
	posted      int
}

func newDialog() *dialog {
	d := &dialog{name: kit.NewEntry(""), notes: kit.NewMultiLineEntry("", 3)}
	d.name.Name, d.notes.Name = "name", "notes"
	d.Modal = kit.NewModal("Post INV-0146", kit.VBox(8, d.name, d.notes))
	d.post = kit.Named("post", kit.NewPrimary("Post", func() { d.posted++ }))
	d.Default = d.post
	d.SetButtons(nil, []fyne.CanvasObject{kit.Named("cancel", kit.NewButton("Cancel", d.Cancel)), d.post})
	return d
}

func TestDialogTakesTheKeyboardAndGivesItBack(t *testing.T) {
	page := kit.NewEntry("")
	w := kittest.NewWindow(t, kit.VBox(4, page, kit.NewEntry("")), 800, 600)
	w.Focus(page)
	d := newDialog()
	closed := 0
	d.OnClosed = func() { closed++ }
	var keys []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })
	d.Show(w.Canvas(), w.Env())
	w.Settle()
	if w.Canvas().Focused() != fyne.Focusable(d.name) || !kit.ModalOpen(w.Canvas()) {
		t.Fatalf("focused %T", w.Canvas().Focused())
	}
	if page.Focused() {
		t.Error("the field below keeps its ring")
	}
	w.Key(fyne.KeyF6)
	if len(keys) != 0 {
		t.Errorf("keys reach the page below: %v", keys)
	}
	w.Canvas().Unfocus()
	w.Key(fyne.KeyEscape)
	if d.IsOpen() || closed != 1 || kit.ModalOpen(w.Canvas()) {
		t.Error("Esc with nothing focused does not close")
	}
	if w.Canvas().Focused() != fyne.Focusable(page) {
		t.Errorf("the keyboard is given back to %T", w.Canvas().Focused())
	}
	w.Canvas().Unfocus()
	w.Key(fyne.KeyF6)
	if len(keys) != 1 {
		t.Error("the page does not get its keys back")
	}
}

func TestEnterPressesTheDefaultExceptInLongText(t *testing.T) {
	d := newDialog()
	w := kittest.NewWindow(t, kit.NewEntry(""), 800, 600)
	d.Show(w.Canvas(), w.Env())
	w.Key(fyne.KeyReturn)
	if d.posted != 1 {
		t.Fatalf("Enter in a field posted %d times", d.posted)
	}
	w.Focus(d.notes)
	w.Key(fyne.KeyReturn)
	if d.posted != 1 || d.notes.Text != "\n" {
		t.Errorf("Enter in long text posted, or made no line: %q", d.notes.Text)
	}
	w.Ctrl(fyne.KeyReturn)
	if d.posted != 2 {
		t.Error("Ctrl+Enter does not press the default")
	}
	d.post.DisableBecause("The account is archived.")
	w.Ctrl(fyne.KeyReturn)
	if d.posted != 2 {
		t.Error("a button that is off was pressed")
	}
}

func TestWhatCannotBeUndoneNeedsItsOwnKey(t *testing.T) {
	d := newDialog()
	d.IrreversibleDefault = true
	w := kittest.NewWindow(t, kit.NewEntry(""), 800, 600)
	d.Show(w.Canvas(), w.Env())
	w.Key(fyne.KeyReturn)
	if d.posted != 0 {
		t.Fatal("Enter in a field posted")
	}
	w.Focus(d.post)
	w.RepeatKey(fyne.KeyReturn) // still held down from before
	if d.posted != 0 {
		t.Fatal("a repeated key posted")
	}
	w.Key(fyne.KeyReturn)
	if d.posted != 1 {
		t.Error("Enter on the focused button does not post")
	}
	w.Ctrl(fyne.KeyReturn)
	if d.posted != 2 {
		t.Error("Ctrl+Enter does not post")
	}
}

func TestDialogHasItsOwnFloats(t *testing.T) {
	c, _ := newClient()
	w := kittest.NewWindow(t, kit.NewEntry(""), 800, 600)
	m := kit.NewModal("Choose", kit.VBox(8, c))
	m.Show(w.Canvas(), w.Env())
	w.Settle()
	w.Type("kau")
	if _, ok := w.Map().Find("client/option:Kauri Lodge"); !ok {
		t.Fatalf("no list in the dialog: %v", w.Map())
	}
	w.Key(fyne.KeyEscape)
	if !m.IsOpen() || c.ListOpen() {
		t.Error("Esc did not close the innermost thing alone")
	}
	w.Key(fyne.KeyEscape)
	if m.IsOpen() {
		t.Error("the second Esc does not cancel")
	}
}

func TestDialogTallerThanTheWindowScrolls(t *testing.T) {
	w := kittest.NewWindow(t, kit.NewEntry(""), 600, 300)
	m := kit.NewModal("Long", kit.VBox(0, kit.Blank(10, 900)))
	m.SetButtons(nil, []fyne.CanvasObject{kit.Named("ok", kit.NewPrimary("Import", nil))})
	m.Show(w.Canvas(), w.Env())
	box := w.At("ok")
	if box.Y+box.H > 300 {
		t.Errorf("the button is at %v, outside the window", box)
	}
}

func TestButtonAnswersOnlyToAClickThatEndsInside(t *testing.T) {
	n := 0
	b := kit.NewButton("Duplicate", func() { n++ })
	w := kittest.NewWindow(t, kit.VBox(4, kit.HBox(4, b), kit.NewEntry("")), 400, 200)
	w.Click(b, fyne.NewPos(5, 5))
	b.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	up := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	up.Position = fyne.NewPos(-20, 5)
	b.MouseUp(up)
	w.Key(fyne.KeySpace, fyne.KeyReturn)
	if n != 3 {
		t.Errorf("tapped %d times, want by click, Space and Enter", n)
	}
	b.DisableBecause("Nothing is selected.")
	w.Click(b, fyne.NewPos(5, 5))
	if n != 3 || b.Tooltip() != "Nothing is selected." {
		t.Errorf("off: tapped %d times, tooltip %q", n, b.Tooltip())
	}
}
