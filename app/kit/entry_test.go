package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

func TestLosingTheWindowIsNotLeavingTheField(t *testing.T) {
	a, b := kit.NewEntry(""), kit.NewEntry("")
	left := 0
	a.OnLeave = func() { left++ }
	w := kittest.NewWindow(t, kit.VBox(4, a, b), 300, 200)
	w.Focus(a)
	w.Type("abc")

	a.FocusLost() // as the driver does when another program comes to the front
	w.Settle()
	if left != 0 || !a.Focused() {
		t.Fatalf("the field was left when the window lost the keyboard")
	}
	a.FocusGained()
	if a.Caret() != 3 || a.Selected() != "" {
		t.Errorf("back in the window the caret is at %d with %q selected", a.Caret(), a.Selected())
	}

	w.Canvas().Focus(b)
	if left != 0 {
		t.Errorf("left before the turn was over")
	}
	w.Settle()
	if left != 1 || a.Focused() {
		t.Errorf("going to another field left it %d times", left)
	}
}

func TestEntryOffersKeysAndHandsOnWhatItDoesNotUse(t *testing.T) {
	e := kit.NewEntry("")
	w := kittest.NewWindow(t, e, 300, 60)
	var window []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { window = append(window, k.Name) })
	var shortcuts []string
	w.Layer.OnShortcut = func(s fyne.Shortcut) bool {
		shortcuts = append(shortcuts, s.ShortcutName())
		return true
	}
	w.Focus(e)
	w.Type("ab")
	w.Key(fyne.KeyEscape, fyne.KeyF2, fyne.KeyUp, fyne.KeyLeft, fyne.KeyBackspace, fyne.KeyPageDown)
	if got, want := window, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF2, fyne.KeyUp, fyne.KeyPageDown}; len(got) != len(want) {
		t.Errorf("handed on %v, want %v", got, want)
	}
	if e.Text != "b" {
		t.Errorf("text is %q", e.Text)
	}
	w.Ctrl(fyne.KeyG)
	w.Shortcut(&fyne.ShortcutSelectAll{})
	if len(shortcuts) != 1 || e.Selected() != "b" {
		t.Errorf("shortcuts handed on: %v, selected %q", shortcuts, e.Selected())
	}

	used := 0
	e.OnKey = func(k *fyne.KeyEvent) bool { used++; return k.Name == fyne.KeyDelete }
	w.Key(fyne.KeyDelete)
	if used != 1 || e.Text != "b" {
		t.Errorf("OnKey got %d keys, text %q", used, e.Text)
	}
}

func TestEnterCommitsOneLine(t *testing.T) {
	e := kit.NewEntry("")
	got := ""
	e.OnCommit = func(text string) { got = text }
	w := kittest.NewWindow(t, e, 300, 60)
	w.Focus(e)
	w.Type("120")
	w.Key(fyne.KeyReturn)
	if got != "120" {
		t.Errorf("committed %q", got)
	}
}

func TestSelectOnFocusOnlyByKeyboard(t *testing.T) {
	a, b := kit.NewEntry(""), kit.NewEntry("")
	b.SetText("1,234.50")
	b.SelectOnFocus = true
	w := kittest.NewWindow(t, kit.VBox(4, a, b), 300, 200)
	w.Focus(a)
	w.Key(fyne.KeyTab)
	if b.Selected() != "1,234.50" {
		t.Errorf("Tab selected %q", b.Selected())
	}
	w.Focus(a)
	w.Click(b, fyne.NewPos(20, 10))
	if b.Selected() != "" {
		t.Errorf("a click selected %q", b.Selected())
	}
}

func TestReadOnlyCanBeCopiedNotChanged(t *testing.T) {
	e := kit.NewEntry("")
	e.SetText("PO 7731")
	e.SetReadOnly(true)
	w := kittest.NewWindow(t, e, 300, 60)
	w.Focus(e)
	w.Type("x")
	w.Key(fyne.KeyBackspace, fyne.KeyDelete)
	w.Shortcut(&fyne.ShortcutSelectAll{})
	clip := test.NewClipboard()
	w.Shortcut(&fyne.ShortcutCut{Clipboard: clip})
	w.Shortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if e.Text != "PO 7731" || clip.Content() != "PO 7731" {
		t.Errorf("text %q, clipboard %q", e.Text, clip.Content())
	}
}

func TestCaretInWrappedText(t *testing.T) {
	e := kit.NewMultiLineEntry("", 3)
	e.SetText("one two three four five six seven eight nine ten\neleven\n\ntwelve")
	w := kittest.NewWindow(t, e, 120, 300)
	w.Focus(e)
	for n := range len([]rune(e.Text)) + 1 {
		e.SetCaret(n)
		if e.Caret() != n {
			t.Fatalf("caret asked for at %d is at %d (row %d, column %d)", n, e.Caret(), e.CursorRow, e.CursorColumn)
		}
	}
	if !e.AtEnd() || !e.AtLastRow() || e.AtFirstRow() {
		t.Errorf("at the end: AtEnd %v, AtLastRow %v, AtFirstRow %v", e.AtEnd(), e.AtLastRow(), e.AtFirstRow())
	}
	e.SetCaret(0)
	if !e.AtStart() || !e.AtFirstRow() || e.AtLastRow() {
		t.Error("at the start")
	}
}

func TestSetCaretDropsTheSelection(t *testing.T) {
	e := kit.NewEntry("")
	e.SetText("abcdef")
	w := kittest.NewWindow(t, e, 300, 60)
	w.Focus(e)
	e.SelectAll()
	e.SetCaret(2)
	w.Type("X")
	if e.Text != "abXcdef" {
		t.Errorf("typed over a selection that should be gone: %q", e.Text)
	}
}

func TestSetValueDoesNotCallOnChanged(t *testing.T) {
	e := kit.NewEntry("")
	n := 0
	e.OnChanged = func(string) { n++ }
	e.SetValue("x")
	e.SetText("y")
	if n != 1 {
		t.Errorf("OnChanged called %d times", n)
	}
}

func TestTheWheelScrollsThePageWhereTheFieldHasNothingToScroll(t *testing.T) {
	e := kit.NewMultiLineEntry("", 3)
	scroll := container.NewVScroll(kit.VBox(0, e, kit.Blank(10, 2000)))
	w := kittest.NewWindow(t, scroll, 300, 200)
	test.Scroll(w.Canvas(), fyne.NewPos(50, 20), 0, -30)
	if scroll.Offset.Y != 30 {
		t.Errorf("the page is scrolled by %v", scroll.Offset.Y)
	}
	scroll.ScrollToTop()
	e.SetText("1\n2\n3\n4\n5\n6\n7\n8\n9")
	test.Scroll(w.Canvas(), fyne.NewPos(50, 20), 0, -30)
	if scroll.Offset.Y != 0 {
		t.Errorf("the page moved although the field can scroll")
	}
}

func TestIdleTextAndFieldStandAtTheSamePlace(t *testing.T) {
	for _, height := range []float32{32, 38} {
		e := kit.NewCellEntry(false)
		e.SetText("Best boy")
		w := kittest.NewWindow(t, container.NewWithoutLayout(e), 300, 100)
		e.Resize(fyne.NewSize(200, height))
		e.Move(fyne.NewPos(10, 0))
		w.Focus(e)
		e.SetCaret(0)
		inset := e.TextInset()
		want := fyne.MeasureText("Best boy", 13, fyne.TextStyle{}).Height
		if inset.X != 0 || inset.Y != float32(int((height-want)/2)) {
			t.Errorf("height %v: the text stands at %v", height, inset)
		}
	}
}

func TestWordShortcutsStayInTheField(t *testing.T) {
	e := kit.NewEntry("")
	e.SetText("two words")
	w := kittest.NewWindow(t, e, 300, 60)
	w.Focus(e)
	e.SetCaret(9)
	w.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyBackspace, Modifier: fyne.KeyModifierControl})
	if e.Text != "two " {
		t.Errorf("Ctrl+Backspace left %q", e.Text)
	}
}
