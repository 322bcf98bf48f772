// Package kittest plays the user of a window made of kit widgets, on Fyne's
// test driver. Time and the turns of the event loop pass only when the test
// says so.
package kittest

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"litework/app/kit"
	"litework/app/theme"
)

// Window is a window under test.
type Window struct {
	fyne.Window
	Layer *kit.FloatLayer
	Queue *kit.QueueDispatcher
	Timer *kit.ManualTimer
	t     testing.TB
}

// NewApp starts a test app in the light theme. Widgets need one before they are
// given text, so a test calls it first; NewWindow does where there is none.
func NewApp(t testing.TB) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
}

// NewWindow shows content in a window of the light theme. It is closed when the
// test ends.
func NewWindow(t testing.TB, content fyne.CanvasObject, width, height float32) *Window {
	return NewWindowIn(t, theme.Light, content, width, height)
}

// NewWindowIn is NewWindow in a mode of the theme.
func NewWindowIn(t testing.TB, mode theme.Mode, content fyne.CanvasObject, width, height float32) *Window {
	t.Helper()
	if fyne.CurrentApp() == nil {
		NewApp(t)
	}
	fyne.CurrentApp().Settings().SetTheme(theme.New(mode))
	w := &Window{Queue: &kit.QueueDispatcher{}, Timer: &kit.ManualTimer{}, t: t}
	w.Layer = kit.NewFloatLayer(content, w.Env())
	w.Window = test.NewTempWindow(t, w.Layer)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	w.Layer.Refresh() // what was made before the theme was set
	return w
}

// Env returns the Env of the window.
func (w *Window) Env() kit.Env { return kit.Env{Do: w.Queue.Do, After: w.Timer.After} }

// Settle runs what waits for the next turn.
func (w *Window) Settle() { w.Queue.Drain() }

// Advance lets time pass.
func (w *Window) Advance(d time.Duration) {
	w.Timer.Advance(d)
	w.Settle()
}

// Focus gives the keyboard to a widget.
func (w *Window) Focus(f fyne.Focusable) {
	w.Canvas().Focus(f)
	w.Settle()
}

// Key presses keys one after another, as the driver would: KeyDown, the key
// itself, KeyUp. Tab moves the focus unless the widget takes it.
func (w *Window) Key(names ...fyne.KeyName) {
	for _, name := range names {
		w.key(name)
		w.Settle()
	}
}

// ShiftKey is Key with Shift held.
func (w *Window) ShiftKey(names ...fyne.KeyName) {
	for _, name := range names {
		shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		if k, ok := w.Canvas().Focused().(desktop.Keyable); ok {
			k.KeyDown(shift)
		}
		if name == fyne.KeyTab && !w.takesTab() {
			w.Canvas().FocusPrevious()
		} else {
			w.key(name)
		}
		if k, ok := w.Canvas().Focused().(desktop.Keyable); ok {
			k.KeyUp(shift)
		}
		w.Settle()
	}
}

func (w *Window) takesTab() bool {
	t, ok := w.Canvas().Focused().(fyne.Tabbable)
	return ok && t.AcceptsTab()
}

func (w *Window) key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if k, ok := w.Canvas().Focused().(desktop.Keyable); ok {
		k.KeyDown(ev)
	}
	switch {
	case name == fyne.KeyTab && !w.takesTab():
		w.Canvas().FocusNext()
	case w.Canvas().Focused() != nil:
		w.Canvas().Focused().TypedKey(ev)
	case w.Canvas().OnTypedKey() != nil:
		w.Canvas().OnTypedKey()(ev)
	}
	if k, ok := w.Canvas().Focused().(desktop.Keyable); ok {
		k.KeyUp(ev)
	}
}

// RepeatKey sends a key as a held key repeats: without KeyDown.
func (w *Window) RepeatKey(name fyne.KeyName) {
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
	w.Settle()
}

// Type types characters into what has the keyboard.
func (w *Window) Type(text string) {
	for _, r := range text {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
		w.Settle()
	}
}

// Shortcut sends a shortcut to what has the keyboard, else to the canvas.
func (w *Window) Shortcut(s fyne.Shortcut) {
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
	} else if c, ok := w.Canvas().(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
	w.Settle()
}

// Ctrl sends Ctrl and a key (Cmd on macOS).
func (w *Window) Ctrl(key fyne.KeyName) {
	w.Shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

// Click clicks a widget at a position inside it.
func (w *Window) Click(m desktop.Mouseable, at fyne.Position, modifiers ...fyne.KeyModifier) {
	w.click(m, at, desktop.MouseButtonPrimary, modifiers...)
}

// ClickName clicks the middle of a named control of the UI map.
func (w *Window) ClickName(name string, modifiers ...fyne.KeyModifier) {
	w.t.Helper()
	m, at := w.target(name)
	w.click(m, at, desktop.MouseButtonPrimary, modifiers...)
}

// RightClickName is ClickName with the right button.
func (w *Window) RightClickName(name string) {
	w.t.Helper()
	m, at := w.target(name)
	w.click(m, at, desktop.MouseButtonSecondary)
}

func (w *Window) target(name string) (desktop.Mouseable, fyne.Position) {
	w.t.Helper()
	r := w.At(name)
	scale := w.Canvas().Scale()
	m, at := kit.PointerTarget(w.Canvas(), fyne.NewPos((float32(r.X)+float32(r.W)/2)/scale, (float32(r.Y)+float32(r.H)/2)/scale))
	if m == nil {
		w.t.Fatalf("nothing answers to a click on %q at %v", name, r)
	}
	return m, at
}

// RightClick clicks with the right button.
func (w *Window) RightClick(m desktop.Mouseable, at fyne.Position) {
	w.click(m, at, desktop.MouseButtonSecondary)
}

func (w *Window) click(m desktop.Mouseable, at fyne.Position, button desktop.MouseButton, modifiers ...fyne.KeyModifier) {
	obj := m.(fyne.CanvasObject)
	ev := &desktop.MouseEvent{Button: button}
	ev.Position = at
	ev.AbsolutePosition = fyne.CurrentApp().Driver().AbsolutePositionForObject(obj).Add(at)
	for _, mod := range modifiers {
		ev.Modifier |= mod
	}
	m.MouseDown(ev)
	w.unfocus(m)
	m.MouseUp(ev)
	w.unfocus(m)
	w.Settle()
}

// unfocus does what the real driver does on press and on release: a click
// outside the focused widget takes the keyboard away.
func (w *Window) unfocus(m desktop.Mouseable) {
	f := w.Canvas().Focused()
	if f == nil {
		return
	}
	if c, ok := m.(fyne.Focusable); ok && c == f {
		return
	}
	if r, ok := f.(fyne.CanvasObject); ok {
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(m.(fyne.CanvasObject)).Subtract(driver.AbsolutePositionForObject(r))
		if at.X >= 0 && at.Y >= 0 && at.X < r.Size().Width && at.Y < r.Size().Height {
			return
		}
	}
	w.Canvas().Unfocus()
}

// Map returns the UI map of the window.
func (w *Window) Map() kit.UIMap { return kit.WalkNamed(w.Canvas()) }

// At returns where a named control is, and fails the test if it is not there.
func (w *Window) At(name string) kit.NamedRect {
	w.t.Helper()
	r, ok := w.Map().Find(name)
	if !ok {
		w.t.Fatalf("no control %q in %v", name, w.Map())
	}
	return r
}
