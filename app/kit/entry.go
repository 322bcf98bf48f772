package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*Entry)(nil)
	_ fyne.Shortcutable = (*Entry)(nil)
	_ fyne.Accessible   = (*Entry)(nil)
	_ desktop.Mouseable = (*Entry)(nil)
	_ desktop.Keyable   = (*Entry)(nil)
	_ fyne.Tabbable     = (*Entry)(nil)
	_ Nameable          = (*Entry)(nil)
)

// Entry is the one text field of LiteWork. It offers every key and shortcut to
// its hooks first, hands on what it has no use for, and tells leaving the field
// from the whole window losing the keyboard.
type Entry struct {
	widget.Entry
	Name string // in the UI map

	// OnKey is offered every key first and reports whether it used it.
	OnKey func(*fyne.KeyEvent) bool
	// OnRune is offered every character first and reports whether it used it.
	OnRune func(rune) bool
	// OnShortcut is offered every shortcut first and reports whether it used it.
	OnShortcut func(fyne.Shortcut) bool
	// OnCommit is called on Enter in a field of one line.
	OnCommit func(text string)
	// OnEnter is called when the keyboard comes to the field from elsewhere.
	OnEnter func()
	// OnLeave is called when the keyboard has gone to something else in the
	// window, not when the window lost it.
	OnLeave func()

	// SelectOnFocus selects all text when the field is entered by the keyboard.
	SelectOnFocus bool
	// TakesTab keeps Tab from moving the focus; OnKey gets it.
	TakesTab bool
	// ReadOnly lets the text be read and copied but not changed.
	ReadOnly bool
	// Label is what a screen reader says.
	Label string

	borderless bool
	wrong      bool
	hint       string
	icon       theme.IconName
	trailing   fyne.CanvasObject
	inner      *container.Scroll // the scroll inside widget.Entry
	insideNow  bool              // between OnEnter and OnLeave
	shift      bool
	clicked    bool // the focus is just coming by a click
	wantsTab   func() bool
}

// NewEntry returns a field of one line. The placeholder is an example, never
// the label.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// NewMultiLineEntry returns a field of several lines that wraps at words and is
// at least rows high. The wheel scrolls the page when there is nothing to
// scroll inside.
func NewMultiLineEntry(placeholder string, rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// NewPasswordEntry returns a field that does not show what is typed.
func NewPasswordEntry(placeholder string) *Entry {
	e := NewEntry(placeholder)
	e.Password = true
	return e
}

// NewSearchEntry returns a field with a magnifying glass.
func NewSearchEntry(placeholder string) *Entry {
	e := NewEntry(placeholder)
	e.icon = theme.IconSearch
	return e
}

// NewCellEntry returns a field for editing in a cell: no edge of its own, no
// padding but TextInset, its Tab left to OnKey.
func NewCellEntry(multiLine bool) *Entry {
	e := &Entry{borderless: true, TakesTab: true}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if multiLine {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(e)
	if multiLine {
		e.SetMinRowsVisible(1)
	}
	return e
}

// ControlName returns the name in the UI map.
func (e *Entry) ControlName() string { return e.Name }

func (e *Entry) setControlName(name string) { e.Name = name }

// ControlText returns what the field holds; a password stays hidden.
func (e *Entry) ControlText() string {
	if e.Password {
		return ""
	}
	return e.Text
}

// AccessibilityLabel returns Label.
func (e *Entry) AccessibilityLabel() string { return e.Label }

// AccessibilityRole is that of a text, the nearest there is.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// SetWrong draws the field in red, or no longer.
func (e *Entry) SetWrong(wrong bool) {
	if e.wrong == wrong {
		return
	}
	e.wrong = wrong
	e.Refresh()
}

// SetHint draws muted text behind what is typed, such as the day a short form
// of a date stands for. It begins with an arrow; "" takes it away.
func (e *Entry) SetHint(hint string) {
	if e.hint == hint {
		return
	}
	e.hint = hint
	e.Refresh()
}

// SetTrailing puts something small at the right end of the field.
func (e *Entry) SetTrailing(o fyne.CanvasObject) {
	if e.trailing == o {
		return
	}
	e.trailing = o
	e.Refresh()
}

// SetReadOnly lets the text be changed or not.
func (e *Entry) SetReadOnly(readOnly bool) {
	if e.ReadOnly == readOnly {
		return
	}
	e.ReadOnly = readOnly
	e.Refresh()
}

// SetValue changes the text from outside without calling OnChanged, unless it
// is the same already.
func (e *Entry) SetValue(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// Focused reports whether the keyboard is in the field.
func (e *Entry) Focused() bool { return e.insideNow }

// AcceptsTab keeps Tab for OnKey when TakesTab is set. A field of several lines
// does not take Tab by itself: Tab goes round the fields.
func (e *Entry) AcceptsTab() bool { return e.TakesTab || e.wantsTab != nil && e.wantsTab() }

// FocusGained begins editing.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	entered := !e.insideNow
	e.insideNow = true
	if entered {
		if e.SelectOnFocus && !e.clicked {
			e.SelectAll()
		}
		if !e.clicked && !e.borderless { // a cell is brought into view by its table
			bringIntoView(e, fieldGap)
		}
		if e.OnEnter != nil {
			e.OnEnter()
		}
	}
	e.Refresh()
}

// FocusLost ends editing, but only if a turn later the keyboard really is
// elsewhere: the window losing it calls this too, and so does a click on a
// list that belongs to the field.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.shift = false
	dispatcherFor(e)(func() {
		if c := canvasOf(e); c != nil && c.Focused() == fyne.Focusable(e) {
			return
		}
		e.leave()
	})
}

func (e *Entry) leave() {
	if !e.insideNow {
		return
	}
	e.insideNow = false
	e.Refresh()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// MouseDown places the caret.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	e.clicked = true
	moved := *ev
	in := e.textShift()
	moved.Position = moved.Position.Subtract(in)
	e.Entry.MouseDown(&moved)
	e.clicked = false
}

// KeyDown follows the Shift key.
func (e *Entry) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = true
	}
	e.Entry.KeyDown(k)
}

// KeyUp follows the Shift key.
func (e *Entry) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = false
	}
	e.Entry.KeyUp(k)
}

// Shifted reports whether Shift is down, for use in OnKey.
func (e *Entry) Shifted() bool { return e.shift || modifiers()&fyne.KeyModifierShift != 0 }

// TypedRune types a character.
func (e *Entry) TypedRune(r rune) {
	if e.OnRune != nil && e.OnRune(r) {
		return
	}
	if e.ReadOnly {
		return
	}
	e.Entry.TypedRune(r)
}

// TypedKey offers the key to OnKey, uses it, or hands it on.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k) {
		return
	}
	switch {
	case isEnter(k) && !e.MultiLine:
		if e.OnCommit != nil {
			e.OnCommit(e.Text)
			return
		}
		passKey(e, k)
	case e.changes(k) && e.ReadOnly:
	case e.uses(k):
		e.Entry.TypedKey(k)
	default:
		passKey(e, k)
	}
}

func (e *Entry) changes(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEnter:
		return true
	}
	return false
}

// uses says which keys mean something in a field.
func (e *Entry) uses(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		return true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnter:
		return e.MultiLine
	}
	return false
}

// TypedShortcut offers the shortcut to OnShortcut, uses it, or hands it on.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut != nil && e.OnShortcut(s) {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutSelectAll:
		e.Entry.TypedShortcut(s)
		return
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo, *fyne.ShortcutPaste, *fyne.ShortcutCut:
		if !e.ReadOnly {
			e.Entry.TypedShortcut(s)
		}
		return
	case *desktop.CustomShortcut:
		if s.KeyName == fyne.KeyZ && s.Modifier == fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift {
			e.RedoText()
			return
		}
		switch s.KeyName {
		case fyne.KeyLeft, fyne.KeyRight:
			if s.Modifier&fyne.KeyModifierAlt == 0 || s.Modifier&^fyne.KeyModifierShift == wordModifier() {
				e.Entry.TypedShortcut(s)
				return
			}
		case fyne.KeyBackspace, fyne.KeyDelete:
			if s.Modifier == wordModifier() {
				if !e.ReadOnly {
					e.Entry.TypedShortcut(s)
				}
				return
			}
		}
	}
	passShortcut(e, s)
}

// scrollWheel scrolls the text where there is more than fits, else the page.
func (e *Entry) scrollWheel(ev *fyne.ScrollEvent) {
	if e.inner != nil && e.inner.Content != nil && e.inner.Content.MinSize().Height > e.inner.Size().Height+1 {
		e.inner.Scrolled(ev)
		return
	}
	if s := ScrollAround(e); s != nil {
		s.Scrolled(ev)
	}
}

// ScrollAround returns the nearest scroll that an object lies in, or nil.
func ScrollAround(o fyne.CanvasObject) *container.Scroll {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	found, _ := scrollAround(root, o, nil)
	return found
}

func scrollAround(at, want fyne.CanvasObject, nearest *container.Scroll) (*container.Scroll, bool) {
	if at == want {
		return nearest, true
	}
	if s, ok := at.(*container.Scroll); ok {
		nearest = s
	}
	for _, child := range children(at) {
		if child == nil {
			continue
		}
		if s, ok := scrollAround(child, want, nearest); ok {
			return s, true
		}
	}
	return nil, false
}
