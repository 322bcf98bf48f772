package shell

import (
	"fyne.io/fyne/v2"

	"litework/app/command"
)

// keyRow is a key and what it does; keyGroup are those of one place.
type keyRow struct{ key, name string }

type keyGroup struct {
	name string
	rows []keyRow
}

// keyGroups are the shortcuts of the commands by menu, then the keys that are no
// commands.
func keyGroups(commands []command.Command) []keyGroup {
	var groups []keyGroup
	var last command.Key
	for _, c := range commands {
		if c.Key.IsZero() {
			continue
		}
		if len(groups) == 0 || groups[len(groups)-1].name != c.Menu {
			groups = append(groups, keyGroup{name: c.Menu})
			last = command.Key{}
		}
		g := &groups[len(groups)-1]
		if n := len(g.rows) - 1; n >= 0 && follows(last, c.Key) {
			// Up and down, or one page after the other, share a row.
			g.rows[n].name += " · " + c.Name
			g.rows[n].key += " · " + command.Key{Name: c.Key.Name, Plain: true}.String()
		} else {
			g.rows = append(g.rows, keyRow{c.Key.String(), c.Name})
		}
		last = c.Key
	}
	return append(groups, otherKeys...)
}

// follows reports whether a key is the next of a row of keys: ↓ after ↑, 2
// after 1, with the same held down.
func follows(a, b command.Key) bool {
	if a.Shift != b.Shift || a.Alt != b.Alt || a.Plain != b.Plain {
		return false
	}
	if a.Name == fyne.KeyUp {
		return b.Name == fyne.KeyDown
	}
	return len(a.Name) == 1 && len(b.Name) == 1 && a.Name[0] >= '1' && b.Name[0] == a.Name[0]+1 && b.Name[0] <= '9'
}

// otherKeys are the keys of the line grid, of lists, of fields and of the
// window that are no commands.
var otherKeys = []keyGroup{
	{"In the lines", []keyRow{
		{"Tab · Shift+Tab", "Next, previous cell"},
		{"Enter", "Edit; in an edit the cell below, or a new line"},
		{"F2", "Edit, and back"},
		{"Esc", "Old value back; drop the selection"},
		{"← · →", "Cell beside; on a heading fold, unfold"},
		{"↑ · ↓", "Line above, below"},
		{"Home · End", "First, last cell of the line"},
		{"Ctrl+Home · End", "First, last line"},
		{"PgUp · PgDn", "One view up, down"},
		{"Shift+↑ · ↓", "Select lines"},
		{"Ctrl+A", "Select the section; again, all lines"},
		{"Delete", "Empty the cell; delete selected lines"},
		{"Shift+Enter", "Line break in a description"},
		{"/", "Quick items, in an empty description"},
		{"Ctrl+C · X · V", "Copy, cut, paste lines or text"},
	}},
	{"In lists", []keyRow{
		{"Enter", "Open the row"},
		{"Space", "Select the row"},
		{"Shift+↑ · ↓", "Extend the selection"},
		{"Ctrl+A", "Select all rows of the filter"},
		{"/", "Search"},
		{"Shift+F10", "What can be done with the row"},
	}},
	{"In fields and dialogs", []keyRow{
		{"Alt+↓", "Open the list or the calendar"},
		{"↑ · ↓", "In a date, one day"},
		{"Ctrl+⏎", "Press the default button"},
		{"Esc", "Close what is innermost"},
		{"F6 · Shift+F6", "Next, previous part of the window"},
	}},
}
