// Package command holds one table of everything the user can do. The main
// menu, buttons, context menus, tooltips and the F1 sheet are drawn from it, so
// that a name, a shortcut or a reason stands in one place.
package command

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Command is one thing the user can do.
type Command struct {
	// ID is stable and for programs: "document.save".
	ID string
	// Name as the menu shows it: "Save".
	Name string
	// Menu the command is listed in; empty lists it nowhere.
	Menu string
	// Group within the menu: a line is drawn where the group changes.
	Group int
	// Key is the shortcut; the zero Key is none.
	Key Key
	// InsideEdit commands act inside a cell or field being edited (clipboard,
	// undo); every other command ends the edit first.
	InsideEdit bool
	// Why gives the reason the command is not possible now, or "" when it is.
	// A nil Why is always possible.
	Why func() string
	// Do carries the command out, on Fyne's goroutine.
	Do func()
}

// Key is a shortcut: a key with Ctrl (Cmd on macOS), and perhaps Shift; or with
// Alt alone. Plain keys are not shortcuts, and Ctrl with Alt is AltGr, which
// types.
type Key struct {
	Name  fyne.KeyName
	Shift bool
	Alt   bool
	// Plain keys (F1) never arrive as shortcuts; the window hands them over.
	Plain bool
}

// IsZero reports whether there is no shortcut.
func (k Key) IsZero() bool { return k.Name == "" }

// String is the shortcut as shown beside a name: "Ctrl+Shift+X".
func (k Key) String() string {
	if k.IsZero() {
		return ""
	}
	var parts []string
	switch {
	case k.Plain:
	case k.Alt:
		parts = append(parts, "Alt")
	default:
		parts = append(parts, "Ctrl")
	}
	if k.Shift {
		parts = append(parts, "Shift")
	}
	return strings.Join(append(parts, keyLabel(k.Name)), "+")
}

func keyLabel(n fyne.KeyName) string {
	switch n {
	case fyne.KeyReturn:
		return "⏎"
	case fyne.KeyBackspace:
		return "Backspace"
	case fyne.KeyUp:
		return "↑"
	case fyne.KeyDown:
		return "↓"
	case fyne.KeyLeft:
		return "←"
	case fyne.KeyRight:
		return "→"
	}
	return string(n)
}

// Shortcut is the toolkit's form of the key; nil for none and for plain keys.
func (k Key) Shortcut() fyne.Shortcut {
	if k.IsZero() || k.Plain {
		return nil
	}
	modifier := fyne.KeyModifierShortcutDefault
	if k.Alt {
		modifier = fyne.KeyModifierAlt
	}
	if k.Shift {
		modifier |= fyne.KeyModifierShift
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: modifier}
}

// Ctrl is the shortcut of a key with Ctrl, or Cmd on macOS.
func Ctrl(n fyne.KeyName) Key { return Key{Name: n} }

// CtrlShift is the shortcut of a key with Ctrl and Shift.
func CtrlShift(n fyne.KeyName) Key { return Key{Name: n, Shift: true} }

// Alt is the shortcut of a key with Alt.
func Alt(n fyne.KeyName) Key { return Key{Name: n, Alt: true} }

// AltShift is the shortcut of a key with Alt and Shift.
func AltShift(n fyne.KeyName) Key { return Key{Name: n, Alt: true, Shift: true} }

// Plain is a key by itself, shown beside the command and handed over by the
// window: a toolkit shortcut needs a modifier.
func Plain(n fyne.KeyName) Key { return Key{Name: n, Plain: true} }
