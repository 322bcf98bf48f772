package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/editor/lines"
)

var (
	_ fyne.Focusable    = (*Grid)(nil)
	_ fyne.Tabbable     = (*Grid)(nil)
	_ fyne.Shortcutable = (*Grid)(nil)
	_ desktop.Keyable   = (*Grid)(nil)
)

// FocusGained draws the current cell with its ring.
func (g *Grid) FocusGained() {
	g.focused = true
	g.Update()
}

// FocusLost ends the edit, but only when the keyboard went to something else
// in the window: losing the whole window ends nothing, and back again the
// caret is where it was.
func (g *Grid) FocusLost() {
	g.shift = false
	g.env.Do(func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() == fyne.Focusable(g) {
			return
		}
		if g.options.pressed {
			return // a click on the list gives the keyboard back
		}
		g.focused = false
		g.EndEdit()
		g.hooks.Left()
	})
}

// AcceptsTab keeps Tab for the stops of the grid.
func (g *Grid) AcceptsTab() bool { return true }

// KeyDown and KeyUp follow the Shift key.
func (g *Grid) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		g.shift = true
	}
}

// KeyUp ends what KeyDown began.
func (g *Grid) KeyUp(k *fyne.KeyEvent) {
	switch k.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		g.shift = false
	}
}

func (g *Grid) shifted() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return g.shift
}

// TypedRune types into the edited cell, or edits the chosen one.
func (g *Grid) TypedRune(r rune) {
	g.act(lines.Effect{Refused: g.model.Type(r)})
}

var keyNames = map[fyne.KeyName]lines.KeyName{
	fyne.KeyUp: lines.KeyUp, fyne.KeyDown: lines.KeyDown, fyne.KeyLeft: lines.KeyLeft, fyne.KeyRight: lines.KeyRight,
	fyne.KeyHome: lines.KeyHome, fyne.KeyEnd: lines.KeyEnd, fyne.KeyPageUp: lines.KeyPageUp, fyne.KeyPageDown: lines.KeyPageDown,
	fyne.KeyReturn: lines.KeyEnter, fyne.KeyEnter: lines.KeyEnter, fyne.KeyTab: lines.KeyTab, fyne.KeyEscape: lines.KeyEscape,
	fyne.KeyF2: lines.KeyF2, fyne.KeyBackspace: lines.KeyBackspace, fyne.KeyDelete: lines.KeyDelete,
	fyne.KeyA: lines.KeyA, fyne.KeyB: lines.KeyB, fyne.KeyD: lines.KeyD, fyne.KeyE: lines.KeyE, fyne.KeyG: lines.KeyG, fyne.KeyI: lines.KeyI,
}

// TypedKey takes the keys that are no characters.
func (g *Grid) TypedKey(k *fyne.KeyEvent) {
	if g.drag != nil && k.Name == fyne.KeyEscape {
		g.cancelDrag()
		return
	}
	if k.Name == desktop.KeyMenu || (k.Name == fyne.KeyF10 && g.shifted()) {
		g.openMenu()
		return
	}
	name, ok := keyNames[k.Name]
	if !ok || len(name) == 1 {
		g.pass(k)
		return
	}
	if e := g.model.Press(lines.Key{Name: name, Shift: g.shifted()}); e.Handled {
		g.act(e)
	} else {
		g.pass(k)
	}
}

func (g *Grid) pass(k *fyne.KeyEvent) {
	if g.hooks.Key != nil {
		g.hooks.Key(k)
	}
}

// TypedShortcut takes the shortcuts of the grid; others are passed on.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		g.Copy()
	case *fyne.ShortcutCut:
		g.Cut()
	case *fyne.ShortcutPaste:
		g.Paste()
	case *fyne.ShortcutSelectAll:
		g.model.SelectAll()
		g.Update()
	case *fyne.ShortcutUndo:
		g.hooks.Undo()
	case *fyne.ShortcutRedo:
		g.hooks.Redo()
	case *desktop.CustomShortcut:
		if e := g.model.Press(keyOf(s)); e.Handled {
			g.act(e)
			return
		}
		if s.KeyName == fyne.KeyZ && s.Modifier == fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift {
			g.hooks.Redo()
			return
		}
		g.passShortcut(s)
	default:
		g.passShortcut(s)
	}
}

func (g *Grid) passShortcut(s fyne.Shortcut) {
	if g.hooks.Shortcut != nil {
		g.hooks.Shortcut(s)
	}
}

// keyOf is a shortcut as a key of the model; one it cannot mean has no name.
func keyOf(s *desktop.CustomShortcut) lines.Key {
	k := lines.Key{Name: keyNames[s.KeyName]}
	rest := s.Modifier
	for _, m := range []struct {
		mod fyne.KeyModifier
		on  *bool
	}{{fyne.KeyModifierShortcutDefault, &k.Ctrl}, {fyne.KeyModifierShift, &k.Shift}, {fyne.KeyModifierAlt, &k.Alt}} {
		if rest&m.mod != 0 {
			*m.on = true
			rest &^= m.mod
		}
	}
	if rest != 0 {
		return lines.Key{}
	}
	return k
}

// Copy puts the selected text, the selected lines or the cell's text on the
// clipboard.
func (g *Grid) Copy() {
	if s, ok := g.model.Copy(); ok {
		fyne.CurrentApp().Clipboard().SetContent(s)
	}
}

// Cut is Copy, then deleting.
func (g *Grid) Cut() {
	s, ok, e := g.model.Cut()
	if ok {
		fyne.CurrentApp().Clipboard().SetContent(s)
	}
	g.act(e)
}

// Paste takes what is on the clipboard.
func (g *Grid) Paste() { g.act(g.model.Paste(fyne.CurrentApp().Clipboard().Content())) }
