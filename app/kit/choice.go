package kit

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*Choice)(nil)
	_ fyne.Disableable  = (*Choice)(nil)
	_ fyne.Accessible   = (*Choice)(nil)
	_ desktop.Mouseable = (*Choice)(nil)
	_ desktop.Hoverable = (*Choice)(nil)
	_ desktop.Keyable   = (*Choice)(nil)
	_ fyne.Tabbable     = (*Choice)(nil)
	_ Nameable          = (*Choice)(nil)
)

// Choice holds one of several options. It shows the value and a chevron; while
// it has the keyboard, typing filters the list, ↑ ↓ mark, Enter takes, Esc
// closes. Tab takes the marked one too.
type Choice struct {
	control
	// OnChanged is called when the user takes another option.
	OnChanged func(id string)
	// OnShortcut is offered every shortcut first.
	OnShortcut func(fyne.Shortcut) bool
	// Prefix stands before the value, as in "Sync: any".
	Prefix string
	// Compact makes the choice as narrow as its value, for bars above lists.
	Compact bool
	// Placeholder is shown, muted, while nothing is chosen.
	Placeholder string
	// OnToggled makes it a choice of several: taking an option puts it in or
	// takes it out, and the list stays open.
	OnToggled func(ids []string)

	options  []Option
	selected string
	several  []string
	filter   string
	list     *floatList
	wrong    bool
	joined   joined
}

// NewChoice returns a choice among options.
func NewChoice(options []Option, selected string, changed func(id string)) *Choice {
	c := &Choice{options: options, selected: selected, OnChanged: changed}
	c.list = newFloatList(c)
	c.list.choose = func(o Option) { c.take(o) }
	c.list.press = func() { dispatcherFor(c)(func() { takeFocus(c) }) }
	c.ExtendBaseWidget(c)
	return c
}

// NewFilterChoice returns the compact kind with a word before the value.
func NewFilterChoice(prefix string, options []Option, selected string, changed func(id string)) *Choice {
	c := NewChoice(options, selected, changed)
	c.Prefix, c.Compact = prefix, true
	return c
}

// SetOptions replaces the options.
func (c *Choice) SetOptions(options []Option) {
	c.options = options
	if c.list.isOpen() {
		c.openList()
	}
	c.Refresh()
}

// NewMultiChoice returns a filter choice of several.
func NewMultiChoice(prefix string, options []Option, toggled func(ids []string)) *Choice {
	c := NewFilterChoice(prefix, options, "", nil)
	c.OnToggled = toggled
	return c
}

// SetSeveral changes what is held of a choice of several, without a call.
func (c *Choice) SetSeveral(ids []string) {
	if slices.Equal(c.several, ids) {
		return
	}
	c.several = slices.Clone(ids)
	c.Refresh()
}

// toggle puts an option in or takes it out, and marks it in the open list.
func (c *Choice) toggle(o Option) {
	if i := slices.Index(c.several, o.ID); i >= 0 {
		c.several = slices.Delete(slices.Clone(c.several), i, i+1)
	} else {
		c.several = append(slices.Clone(c.several), o.ID)
	}
	c.filter = ""
	c.openList()
	for i, other := range c.list.options {
		if other.ID == o.ID {
			c.list.mark(i)
		}
	}
	c.Refresh()
	c.OnToggled(c.several)
}

// holds reports whether an option is held.
func (c *Choice) holds(id string) bool {
	if c.OnToggled != nil {
		return slices.Contains(c.several, id)
	}
	return id == c.selected
}

// Selected returns the id of the option held.
func (c *Choice) Selected() string { return c.selected }

// SetSelected changes the value without calling OnChanged.
func (c *Choice) SetSelected(id string) {
	if c.selected == id {
		return
	}
	c.selected = id
	c.Refresh()
}

// SetWrong draws the choice in red, or no longer.
func (c *Choice) SetWrong(wrong bool) {
	if c.wrong == wrong {
		return
	}
	c.wrong = wrong
	c.Refresh()
}

// Enable switches the choice on.
func (c *Choice) Enable() {
	if !c.disabled {
		return
	}
	c.disabled = false
	c.Refresh()
}

// Disable switches the choice off.
func (c *Choice) Disable() { c.DisableBecause("") }

// DisableBecause switches the choice off; the tooltip says why.
func (c *Choice) DisableBecause(reason string) {
	if c.disabled && c.reason == reason {
		return
	}
	c.disabled, c.reason = true, reason
	c.closeList()
	c.Refresh()
}

// ControlText returns the value for the UI map.
func (c *Choice) ControlText() string { return c.value() }

func (c *Choice) value() string {
	switch n := len(c.several); {
	case c.OnToggled == nil:
	case n == 0:
		return "any"
	case n > 1:
		return strconv.Itoa(n)
	}
	for _, o := range c.options {
		if c.OnToggled != nil && c.holds(o.ID) {
			return o.Label
		}
	}
	for _, o := range c.options {
		if o.ID == c.selected {
			return o.Label
		}
	}
	return ""
}

func (c *Choice) matching() []Option {
	var out []Option
	for _, o := range c.options {
		if c.filter == "" || MatchesWords(o.Label+" "+o.Detail, c.filter) {
			o.Check = c.holds(o.ID)
			out = append(out, o)
		}
	}
	return out
}

// MatchesWords reports whether every word of query begins a word of text,
// whatever the case.
func MatchesWords(text, query string) bool {
	words := strings.Fields(strings.ToLower(text))
	for _, q := range strings.Fields(strings.ToLower(query)) {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, q)
		}
		if !found {
			return false
		}
	}
	return true
}

func (c *Choice) openList() {
	c.list.name = c.Name
	options := c.matching()
	marked := 0
	for i, o := range options {
		if o.Check && c.filter == "" {
			marked = i
		}
	}
	c.list.open(options, marked)
	c.Refresh()
}

func (c *Choice) closeList() {
	c.filter = ""
	c.list.close()
	c.Refresh()
}

func (c *Choice) take(o Option) {
	if c.OnToggled != nil {
		c.toggle(o)
		return
	}
	c.closeList()
	if o.ID == c.selected {
		return
	}
	c.selected = o.ID
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(o.ID)
	}
}

func (c *Choice) takeMarked() {
	if o, ok := c.list.current(); ok && c.list.isOpen() {
		c.take(o)
		return
	}
	c.closeList()
}

// MouseDown opens or closes the list.
func (c *Choice) MouseDown(ev *desktop.MouseEvent) {
	if c.disabled || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	open := c.list.isOpen()
	c.byMouse = true
	takeFocus(c)
	tipOut(c)
	if open {
		c.closeList()
	} else {
		c.openList()
	}
}

// MouseUp does nothing.
func (c *Choice) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks the choice as under the pointer.
func (c *Choice) MouseIn(ev *desktop.MouseEvent) {
	tipIn(c, ev)
	c.hovered = true
	c.Refresh()
}

// MouseMoved does nothing.
func (c *Choice) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (c *Choice) MouseOut() {
	tipOut(c)
	c.hovered = false
	c.Refresh()
}

// FocusGained draws the edge in the accent.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Refresh()
	c.reveal(c)
}

// FocusLost closes the list, unless the keyboard is back a turn later.
func (c *Choice) FocusLost() {
	c.focused = false
	c.Refresh()
	dispatcherFor(c)(func() {
		if cv := canvasOf(c); cv != nil && cv.Focused() == fyne.Focusable(c) {
			return
		}
		c.byMouse = false
		if c.list.isOpen() || c.filter != "" {
			c.closeList() // also where nothing matched: what was typed is not the value
		}
	})
}

// TypedRune filters the list.
func (c *Choice) TypedRune(r rune) {
	if c.disabled || r == ' ' && c.filter == "" {
		return
	}
	c.filter += string(r)
	c.openList()
}

// AcceptsTab lets Tab take the marked option while the list is open.
func (c *Choice) AcceptsTab() bool { return c.list.isOpen() }

// KeyDown follows the Shift key.
func (c *Choice) KeyDown(k *fyne.KeyEvent) { c.keyDown(k) }

// KeyUp follows the Shift key.
func (c *Choice) KeyUp(k *fyne.KeyEvent) { c.keyUp(k) }

// TypedKey moves the mark, takes or closes.
func (c *Choice) TypedKey(k *fyne.KeyEvent) {
	if c.disabled {
		passKey(c, k)
		return
	}
	open := c.list.isOpen()
	switch {
	case k.Name == fyne.KeyDown && open:
		c.list.step(1)
	case k.Name == fyne.KeyUp && open:
		c.list.step(-1)
	case isEnter(k) && open:
		c.takeMarked()
	case k.Name == fyne.KeyTab && open:
		if c.OnToggled != nil {
			c.closeList()
		} else {
			c.takeMarked()
		}
		tabOn(c, c.shifted())
	case k.Name == fyne.KeyEscape && (open || c.filter != ""):
		c.closeList()
	case k.Name == fyne.KeyBackspace && c.filter != "":
		_, n := utf8.DecodeLastRuneInString(c.filter)
		c.filter = c.filter[:len(c.filter)-n]
		c.openList()
	case k.Name == fyne.KeyDown, k.Name == fyne.KeyUp, k.Name == fyne.KeySpace && !open:
		c.openList()
	case k.Name == fyne.KeySpace && c.filter == "" && open:
		c.takeMarked()
	case k.Name == fyne.KeySpace:
	default:
		passKey(c, k)
	}
}

// TypedShortcut opens the list on Alt+↓ and hands on the rest.
func (c *Choice) TypedShortcut(s fyne.Shortcut) {
	if c.OnShortcut != nil && c.OnShortcut(s) {
		return
	}
	if isAltDown(s) {
		c.openList()
		return
	}
	passShortcut(c, s)
}

// OpenList opens the list or the calendar of a field as Alt+↓ does, where the
// main menu took that key, and reports whether the field has one.
func OpenList(field fyne.Focusable) bool {
	down := &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}
	switch f := field.(type) {
	case *Entry:
		return f.OnShortcut != nil && f.OnShortcut(down)
	case *Choice:
		f.TypedShortcut(down)
		return true
	}
	return false
}

func isAltDown(s fyne.Shortcut) bool {
	cs, ok := s.(*desktop.CustomShortcut)
	return ok && cs.KeyName == fyne.KeyDown && cs.Modifier == fyne.KeyModifierAlt
}

// AccessibilityLabel returns the value.
func (c *Choice) AccessibilityLabel() string { return c.Prefix + " " + c.value() }

// AccessibilityRole is that of a button, the nearest there is.
func (c *Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is called by Fyne.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	r := &choiceRenderer{c: c, box: canvas.NewRectangle(noFill()), text: textObject(theme.TextSize, fyne.TextStyle{}), chevron: newIconImage()}
	r.Refresh()
	return r
}

type choiceRenderer struct {
	c       *Choice
	box     *canvas.Rectangle
	text    *canvas.Text
	chevron *canvas.Image
}

func (r *choiceRenderer) Destroy() {}
func (r *choiceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.text, r.chevron}
}

func (r *choiceRenderer) shown() string {
	switch {
	case r.c.filter != "":
		return r.c.filter
	case r.c.Prefix != "":
		return strings.TrimSpace(r.c.Prefix + " " + r.c.value())
	case r.c.value() == "":
		return r.c.Placeholder
	}
	return r.c.value()
}

func (r *choiceRenderer) MinSize() fyne.Size {
	if r.c.Compact {
		w := fyne.MeasureText(r.shown(), theme.TextSize, fyne.TextStyle{}).Width
		return fyne.NewSize(w+2*buttonPad+16, theme.ControlHeight)
	}
	return fyne.NewSize(80, theme.ControlHeight)
}

func (r *choiceRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	x := entryInset
	if r.c.Compact {
		x = buttonPad
	}
	room := size.Width - x - buttonPad - 16
	place(r.chevron, size.Width-buttonPad-9, middle(size.Height, 10), 10, 10)
	shown, _ := Fit(r.shown(), room, theme.TextSize, fyne.TextStyle{})
	setText(r.text, shown, r.text.Color)
	place(r.text, x, middle(size.Height, h), room, h)
}

func (r *choiceRenderer) Refresh() {
	c := r.c
	color, chevron := theme.ColorText, theme.ColorMuted
	if c.Compact {
		color = theme.ColorMuted
	}
	if c.filter == "" && c.value() == "" && c.Prefix == "" {
		color = theme.ColorFaint
	}
	edge, width, fill := theme.ColorControl, float32(1), theme.ColorSurface
	if c.Compact {
		edge = theme.ColorBorder
		if c.hovered {
			fill = theme.ColorHover
		}
	}
	switch {
	case c.disabled:
		color, chevron, edge, fill = theme.ColorMuted, theme.ColorFaint, theme.ColorBorder, theme.ColorRaised
	case c.wrong:
		edge = theme.ColorDanger
	case c.focused && (!c.byMouse || !c.Compact):
		edge, width = theme.ColorPrimary, 2
	}
	c.joined.round(r.box)
	setBox(r.box, ColorOf(c, fill), ColorOf(c, edge), width)
	setText(r.text, r.text.Text, ColorOf(c, color))
	setIcon(r.chevron, c, theme.IconChevronDown, chevron)
	r.Layout(c.Size())
	canvas.Refresh(c)
}
