package kit_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

func TestTooltipAppearsAfterAMomentAndGoesWithThePointer(t *testing.T) {
	b := kit.NewButton("Post", nil)
	b.DisableBecause("The account is archived.")
	w := kittest.NewWindow(t, kit.VBox(4, b), 400, 200)
	b.MouseIn(&desktop.MouseEvent{})
	w.Advance(kit.TooltipDelay - time.Millisecond)
	if _, ok := w.Map().Find("tooltip"); ok {
		t.Error("at once")
	}
	w.Advance(time.Millisecond)
	if tip, _ := w.Map().Find("tooltip"); tip.Text != "The account is archived." {
		t.Errorf("shows %q", tip.Text)
	}
	b.MouseOut()
	if _, ok := w.Map().Find("tooltip"); ok {
		t.Error("it stays")
	}
	b.MouseIn(&desktop.MouseEvent{})
	b.MouseOut()
	w.Advance(time.Minute)
	if _, ok := w.Map().Find("tooltip"); ok {
		t.Error("it comes although the pointer is gone")
	}
}

func TestTextThatDoesNotFitSaysItAllInItsTooltip(t *testing.T) {
	text := kit.Plain("Bright & Daughters of the very long name").Shrinks()
	box := container.NewWithoutLayout(text)
	kittest.NewWindow(t, box, 400, 100)
	text.Resize(fyne.NewSize(80, 20))
	if text.Tooltip() != text.Text() {
		t.Errorf("tooltip %q", text.Tooltip())
	}
	text.Resize(fyne.NewSize(390, 20))
	if text.Tooltip() != "" {
		t.Errorf("a tooltip although all is seen: %q", text.Tooltip())
	}
}

func TestToastStaysItsTimeAndCanBeTakenBack(t *testing.T) {
	w := kittest.NewWindow(t, kit.NewEntry(""), 600, 400)
	shown := func() string { r, _ := w.Map().Find("toast"); return r.Text }
	w.Layer.Toast(kit.Toast{Text: "Saved"})
	w.Advance(kit.ToastTime - time.Second)
	undone := 0
	w.Layer.Toast(kit.Toast{Text: "INV-0149 deleted", Action: "Undo", Do: func() { undone++ }})
	w.Advance(kit.ToastActionTime - time.Second)
	if shown() != "INV-0149 deleted" {
		t.Errorf("shows %q: the first one's time took the second away", shown())
	}
	w.ClickName("toast.action")
	if undone != 1 || shown() != "" {
		t.Errorf("undone %d times, shows %q", undone, shown())
	}
	w.Layer.Toast(kit.Toast{Text: "Saved"})
	w.Advance(kit.ToastTime)
	if shown() != "" {
		t.Error("it stays for ever")
	}
}

func TestToastsOfOneKindAreCountedTogether(t *testing.T) {
	w := kittest.NewWindow(t, kit.NewEntry(""), 600, 400)
	deleted := kit.Toast{Text: "1 invoice deleted", Kind: "deleted", Merge: func(n int) string { return fmt.Sprintf("%d invoices deleted", n) }}
	for range 3 {
		w.Layer.Toast(deleted)
	}
	if r := w.At("toast"); r.Text != "3 invoices deleted" {
		t.Errorf("shows %q", r.Text)
	}
	w.Advance(kit.ToastTime)
	w.Layer.Toast(deleted)
	if r := w.At("toast"); r.Text != "1 invoice deleted" {
		t.Errorf("counts on after it was gone: %q", r.Text)
	}
}

func TestUIMapKnowsOnlyWhatCanBeReached(t *testing.T) {
	hidden := kit.Named("hidden", kit.NewButton("x", nil))
	hidden.Hide()
	far := kit.Named("far", kit.NewButton("x", nil))
	entry := kit.Named("entry", kit.NewEntry(""))
	off := kit.Named("off", kit.NewButton("Off", nil))
	off.Disable()
	below := kit.Named("below", kit.NewButton("x", nil))
	scroll := container.NewVScroll(kit.VBox(10, entry, off, hidden, kit.Blank(10, 120), far))
	// far is scrolled out of sight, though its place lies inside the window.
	w := kittest.NewWindow(t, kit.VBox(0, kit.Sized(0, 150, scroll), kit.Blank(0, 100), below), 400, 400)
	w.Focus(entry)
	w.Type("hello")
	m := w.Map()
	if r := w.At("entry"); r.Text != "hello" || !r.Focused || r.X != 0 || r.W != 400 || r.H != 32 {
		t.Errorf("entry is %+v", r)
	}
	if r := w.At("off"); !r.Disabled || r.Y != 42 {
		t.Errorf("off is %+v", r)
	}
	w.At("below")
	for _, name := range []string{"hidden", "far"} {
		if r, ok := m.Find(name); ok {
			t.Errorf("%s is listed at %+v", name, r)
		}
	}
	var out bytes.Buffer
	if err := m.Write(&out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != len(m) || !strings.Contains(out.String(), `"name":"entry"`) {
		t.Errorf("written as %s", out.String())
	}
	d := newDialog()
	d.Show(w.Canvas(), w.Env())
	if _, ok := w.Map().Find("entry"); ok {
		t.Error("what lies below a dialog is listed")
	}
	w.At("name")
}

func TestPasswordsStayOutOfTheUIMap(t *testing.T) {
	p := kit.Named("secret", kit.NewPasswordEntry(""))
	w := kittest.NewWindow(t, p, 300, 40)
	w.Focus(p)
	w.Type("hunter2")
	if r := w.At("secret"); r.Text != "" {
		t.Errorf("lists %q", r.Text)
	}
}

func TestWrapKeepsWordsAndLines(t *testing.T) {
	text := "Thanks for having us on set.\n\nBank: 01-0123-0456789-00 Donaudampfschifffahrtsgesellschaft"
	for _, width := range []float32{20, 60, 120, 1000} {
		lines := kit.Wrap(text, width, 13, fyne.TextStyle{})
		joined := strings.Join(lines, "")
		if strip(joined) != strip(text) {
			t.Errorf("width %v loses text: %q", width, lines)
		}
		for _, l := range lines {
			if w := fyne.MeasureText(l, 13, fyne.TextStyle{}).Width; w > width && len([]rune(l)) > 1 {
				t.Errorf("width %v: %q is %v wide", width, l, w)
			}
		}
	}
	if got := kit.Wrap(text, 1000, 13, fyne.TextStyle{}); len(got) != 3 || got[1] != "" {
		t.Errorf("lines %q", got)
	}
}

func strip(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", " ")), "")
}

func TestFitEndsInAnEllipsis(t *testing.T) {
	for _, width := range []float32{5, 30, 60, 90} {
		got, cut := kit.Fit("Kauri Point Films Ltd", width, 13, fyne.TextStyle{})
		if !cut || !strings.HasSuffix(got, "…") {
			t.Errorf("width %v gives %q", width, got)
		}
		if w := fyne.MeasureText(got, 13, fyne.TextStyle{}).Width; w > width && got != "…" {
			t.Errorf("width %v: %q is %v wide", width, got, w)
		}
	}
	if got, cut := kit.Fit("Paid", 200, 13, fyne.TextStyle{}); cut || got != "Paid" {
		t.Errorf("cut although it fits: %q", got)
	}
}

func TestBoxesShareTheRoom(t *testing.T) {
	a, b, c := kit.Blank(30, 10), kit.Blank(10, 40), kit.Blank(20, 10)
	row := kit.HBox(5, a, kit.Flex(b), c)
	row.Resize(fyne.NewSize(200, 60))
	if c.Position().X != 180 || b.Size().Width != 140 || a.Position().Y != 25 {
		t.Errorf("c at %v, b %v, a at %v", c.Position(), b.Size(), a.Position())
	}
	p := kit.NewParagraph("one two three four five six seven eight", kit.Look{})
	col := kit.VBox(5, p, a)
	col.Resize(fyne.NewSize(60, 400))
	if a.Position().Y != kit.HeightFor(p, 60)+5 || kit.HeightFor(p, 60) <= kit.HeightFor(p, 400) {
		t.Errorf("a paragraph does not grow: a at %v", a.Position())
	}
}

func TestToastActionByTheKeyboard(t *testing.T) {
	w := kittest.NewWindow(t, kit.Blank(1, 1), 400, 300)
	if label, do := w.Layer.ToastAction(); label != "" || do != nil {
		t.Fatalf("offers %q without a toast", label)
	}
	undone := 0
	w.Layer.Toast(kit.Toast{Text: "INV-0149 deleted", Action: "Undo", Do: func() { undone++ }})
	label, do := w.Layer.ToastAction()
	if label != "Undo" {
		t.Fatalf("offers %q", label)
	}
	do()
	if _, again := w.Layer.ToastAction(); undone != 1 || again != nil {
		t.Fatal("it is taken back once, and the toast goes")
	}
}
