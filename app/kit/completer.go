package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// MaxSuggestions is how many suggestions a Completer shows, actions aside.
const MaxSuggestions = 8

// Completer is an entry with a list of suggestions that opens at the first
// letter or on Alt+↓. Enter or Tab takes the marked line, Esc closes the list
// and keeps the text. The keyboard stays in the entry.
type Completer struct {
	widget.BaseWidget
	Entry *Entry

	// OnQuery asks for suggestions for what is typed. They are given back by
	// SetSuggestions, at once or later.
	OnQuery func(text string)
	// OnChosen is called when a line is taken. The text of the entry has been
	// set to its label, unless it is an Action.
	OnChosen func(Option)
	// OnKey is offered the keys that the list does not use.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut is offered the shortcuts that the list does not use.
	OnShortcut func(fyne.Shortcut) bool

	list  *floatList
	query string
	asked bool // suggestions are wanted
}

// NewCompleter returns a completer around a new entry.
func NewCompleter(placeholder string) *Completer { return NewCompleterFor(NewEntry(placeholder)) }

// NewCompleterFor puts a completer around an entry. The completer takes the
// entry's OnKey, OnShortcut, OnChanged and OnLeave; an OnChanged and OnLeave
// set before are still called.
func NewCompleterFor(e *Entry) *Completer {
	c := &Completer{Entry: e}
	c.list = newFloatList(e)
	c.list.choose = c.choose
	c.list.press = func() { dispatcherFor(e)(func() { takeFocus(e) }) }
	changed, leave := e.OnChanged, e.OnLeave
	e.OnKey, e.OnShortcut, e.wantsTab = c.key, c.shortcut, c.list.isOpen
	e.OnChanged = func(text string) {
		if changed != nil {
			changed(text)
		}
		if e.Focused() {
			c.ask(text)
		}
	}
	e.OnLeave = func() {
		c.CloseList()
		if leave != nil {
			leave()
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// ControlName is empty: the completer is listed as its entry.
func (c *Completer) ControlName() string { return "" }

func (c *Completer) setControlName(name string) { c.Entry.Name = name }

// SetSuggestions shows suggestions, at most MaxSuggestions, and below them the
// actions. They are dropped when the text they were asked for is no longer in
// the entry, or the list has been closed. The first line is marked, but for an
// empty text.
func (c *Completer) SetSuggestions(query string, suggestions, actions []Option) {
	if !c.asked || query != c.query {
		return
	}
	if len(suggestions) > MaxSuggestions {
		suggestions = suggestions[:MaxSuggestions]
	}
	options := append([]Option{}, suggestions...)
	for _, a := range actions {
		a.Action = true
		options = append(options, a)
	}
	c.list.name = c.Entry.Name
	marked := 0
	if query == "" {
		marked = -1 // nothing was typed that a line could be meant by
	}
	c.list.open(options, marked)
}

// SetWrong draws the entry in red, or no longer.
func (c *Completer) SetWrong(wrong bool) { c.Entry.SetWrong(wrong) }

// ListOpen reports whether the list is shown.
func (c *Completer) ListOpen() bool { return c.list.isOpen() }

// CloseList closes the list and keeps the text.
func (c *Completer) CloseList() {
	c.asked = false
	c.list.close()
}

// Ask opens the list for the text as it is.
func (c *Completer) Ask() { c.ask(c.Entry.Text) }

func (c *Completer) ask(text string) {
	c.query, c.asked = text, true
	if c.OnQuery != nil {
		c.OnQuery(text)
	}
}

func (c *Completer) choose(o Option) {
	c.CloseList()
	if !o.Action {
		c.Entry.SetValue(o.Label)
		c.Entry.SetCaret(len([]rune(o.Label)))
	}
	if c.OnChosen != nil {
		c.OnChosen(o)
	}
}

func (c *Completer) key(k *fyne.KeyEvent) bool {
	if c.list.isOpen() {
		switch k.Name {
		case fyne.KeyDown:
			c.list.step(1)
			return true
		case fyne.KeyUp:
			c.list.step(-1)
			return true
		case fyne.KeyEscape:
			c.CloseList()
			return true
		case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
			if o, ok := c.list.current(); ok {
				c.choose(o)
			}
			if k.Name != fyne.KeyTab {
				return true
			}
			if !c.Entry.TakesTab {
				tabOn(c.Entry, c.Entry.Shifted())
				return true
			}
		}
	}
	return c.OnKey != nil && c.OnKey(k)
}

func (c *Completer) shortcut(s fyne.Shortcut) bool {
	if isAltDown(s) {
		c.Ask()
		return true
	}
	return c.OnShortcut != nil && c.OnShortcut(s)
}

// ControlChildren returns the entry.
func (c *Completer) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{c.Entry} }

// CreateRenderer is called by Fyne.
func (c *Completer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.Entry) }
