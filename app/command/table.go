package command

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Guard is what stands between a command and its deed.
type Guard struct {
	// EndEdit ends what is being edited. It returns false, having gone to the
	// place, where the text cannot be read.
	EndEdit func() bool
	// Blocked reports that a dialog is open: menu shortcuts fire even then,
	// before the dialog hears of them.
	Blocked func() bool
	// Pass hands a shortcut that the menu took to what has the keyboard: to a
	// dialog, and where the command is not possible.
	Pass func(Command)
}

// Table is every command of the window, in menu order.
type Table struct {
	commands []Command
	guard    Guard
	items    map[string]*fyne.MenuItem
	menu     *fyne.MainMenu
}

// NewTable makes a table of commands. Ids must be unique.
func NewTable(guard Guard, commands []Command) *Table {
	return &Table{commands: commands, guard: guard, items: map[string]*fyne.MenuItem{}}
}

// All gives the commands in order.
func (t *Table) All() []Command { return slices.Clone(t.commands) }

// Get finds a command by its id.
func (t *Table) Get(id string) (Command, bool) {
	i := slices.IndexFunc(t.commands, func(c Command) bool { return c.ID == id })
	if i < 0 {
		return Command{}, false
	}
	return t.commands[i], true
}

// Why gives the reason a command is not possible now, or "".
func (t *Table) Why(id string) string {
	c, ok := t.Get(id)
	if !ok {
		return "There is no such command."
	}
	if t.guard.Blocked != nil && t.guard.Blocked() {
		return "A dialog is open."
	}
	if c.Why != nil {
		return c.Why()
	}
	return ""
}

// Shortcut is the shortcut of a command as it is shown, "" for none.
func (t *Table) Shortcut(id string) string {
	c, _ := t.Get(id)
	return c.Key.String()
}

// Key is the shortcut of a command as menus take it, nil for none.
func (t *Table) Key(id string) fyne.Shortcut {
	c, _ := t.Get(id)
	return c.Key.Shortcut()
}

// Run carries a command out if it is possible, ending the edit first. It
// reports whether it did. A command is asked twice whether it is possible: the
// edit that is ended may have changed the answer.
func (t *Table) Run(id string) bool {
	c, ok := t.Get(id)
	if !ok || t.Why(id) != "" {
		return false
	}
	if !c.InsideEdit && t.guard.EndEdit != nil && !t.guard.EndEdit() {
		return false
	}
	if t.Why(id) != "" {
		return false
	}
	c.Do()
	return true
}

// RunKey carries out the command of a plain key, such as F1.
func (t *Table) RunKey(name fyne.KeyName) bool {
	for _, c := range t.commands {
		if c.Key.Plain && c.Key.Name == name {
			return t.Run(c.ID)
		}
	}
	return false
}

// Menu draws the main menu in the order of the menus named. A disabled item
// still fires its shortcut in Fyne, so Run asks again.
func (t *Table) Menu(order ...string) *fyne.MainMenu {
	var menus []*fyne.Menu
	for _, name := range order {
		var items []*fyne.MenuItem
		group := -1
		for _, c := range t.commands {
			if c.Menu != name {
				continue
			}
			if group >= 0 && group != c.Group {
				items = append(items, fyne.NewMenuItemSeparator())
			}
			group = c.Group
			items = append(items, t.item(c))
		}
		if len(items) > 0 {
			menus = append(menus, fyne.NewMenu(name, items...))
		}
	}
	t.menu = fyne.NewMainMenu(menus...)
	t.Refresh()
	return t.menu
}

func (t *Table) item(c Command) *fyne.MenuItem {
	id := c.ID
	item := fyne.NewMenuItem(c.Name, func() {
		if t.Why(id) == "" {
			t.Run(id)
		} else if t.guard.Pass != nil {
			t.guard.Pass(c)
		}
	})
	if s := c.Key.Shortcut(); s != nil {
		item.Shortcut = s
	}
	if id == "app.quit" {
		item.IsQuit = true
	}
	t.items[id] = item
	return item
}

// Refresh greys what is not possible now. Call it when the page, the selection
// or the document's state has changed.
func (t *Table) Refresh() {
	changed := false
	for _, c := range t.commands {
		item := t.items[c.ID]
		if item == nil {
			continue
		}
		disabled := c.Why != nil && c.Why() != ""
		if item.Disabled != disabled {
			item.Disabled = disabled
			changed = true
		}
	}
	if changed && t.menu != nil {
		t.menu.Refresh()
	}
}
