package lines

import "testing"

const whole = ":a,b / Crew:c,d"

// The table of interaction.md, section 2, key by key in both states.
func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name    string
		from    string
		keys    string
		want    string
		content string // when it changes
		leave   Leave
		passed  bool // the grid has no use for the key
	}{
		// a character
		{name: "a character replaces the content", from: "a.desc", keys: "x", want: "a.desc|x^"},
		{name: "a character replaces a number", from: "a.price", keys: "5", want: "a.price|5^"},
		{name: "a character types", from: "a.desc|", keys: "x y", want: "a.desc|alphaxy^"},
		{name: "a character names a section", from: "T.name", keys: "G", want: "T.name|G^", content: ":a,b / G:c,d"},

		// Enter
		{name: "Enter edits, caret at the end", from: "a.desc", keys: "Enter", want: "a.desc|alpha^"},
		{name: "Enter edits a heading", from: "T.name", keys: "Enter", want: "T.name|Crew^"},
		{name: "Enter goes to the cell below", from: "a.qty|", keys: "Enter", want: "b.qty"},
		{name: "Enter from a heading goes to its first line", from: "T.name|", keys: "Enter", want: "c.desc"},
		{name: "Enter from the last line of a section: new line", from: "b.price|", keys: "Enter", want: "n1.desc|^", content: ":a,b,n1 / Crew:c,d"},
		{name: "Enter from the last line: new line", from: "d.desc|", keys: "Enter", want: "n1.desc|^", content: ":a,b / Crew:c,d,n1"},
		{name: "Enter on an empty last line removes it", from: "d.desc|", keys: "Enter Enter", want: "d.desc", leave: LeaveDown},
		{name: "Enter on an empty last line, chosen, removes it", from: "d.desc|", keys: "Enter Escape Enter", want: "d.desc", leave: LeaveDown},
		{name: "Enter on an empty line inside goes on without it", from: "b.desc|", keys: "Enter Enter", want: "T.name"},

		// F2
		{name: "F2 edits, caret at the end", from: "a.desc", keys: "F2", want: "a.desc|alpha^"},
		{name: "F2 chooses again", from: "a.desc|", keys: "x F2", want: "a.desc"},

		// Tab
		{name: "Tab to the next stop", from: "a.desc", keys: "Tab", want: "a.qty"},
		{name: "Tab ends the edit", from: "a.desc|", keys: "x Tab", want: "a.qty"},
		{name: "Tab over the line's end", from: "a.tax", keys: "Tab", want: "b.desc"},
		{name: "Tab over the section's end", from: "b.tax", keys: "Tab", want: "T.name"},
		{name: "Tab from a heading", from: "T.name", keys: "Tab", want: "c.desc"},
		{name: "Shift+Tab back", from: "a.qty|", keys: "Shift+Tab", want: "a.desc"},
		{name: "Shift+Tab over the line's start", from: "b.desc", keys: "Shift+Tab", want: "a.tax"},
		{name: "Shift+Tab to a heading", from: "c.desc", keys: "Shift+Tab", want: "T.name"},
		{name: "Tab at the end: new line", from: "d.tax", keys: "Tab", want: "n1.desc|^", content: ":a,b / Crew:c,d,n1"},
		{name: "Tab at the end, edited: new line", from: "d.tax|", keys: "Tab", want: "n1.desc|^", content: ":a,b / Crew:c,d,n1"},
		{name: "Tab on an empty last line removes it", from: "d.tax", keys: "Tab Tab", want: "d.desc", leave: LeaveDown},
		{name: "Shift+Tab in the first stop leaves", from: "a.desc", keys: "Shift+Tab", want: "a.desc", leave: LeaveUp},
		{name: "Shift+Tab in the first stop leaves an edit", from: "a.desc|", keys: "Shift+Tab", want: "a.desc", leave: LeaveUp},

		// Esc
		{name: "Esc drops the selection", from: "a.desc", keys: "Shift+Down Escape", want: "b.desc"},
		{name: "Esc with nothing to drop is passed on", from: "a.desc", keys: "Escape", want: "a.desc", passed: true},
		{name: "Esc brings the old value back", from: "a.desc|", keys: "x y Escape", want: "a.desc"},

		// arrows
		{name: "→ to the neighbouring stop", from: "a.desc", keys: "Right", want: "a.qty"},
		{name: "→ stays in the line", from: "a.tax", keys: "Right", want: "a.tax"},
		{name: "← to the neighbouring stop", from: "a.qty", keys: "Left", want: "a.desc"},
		{name: "← folds", from: "T.name", keys: "Left", want: "T.name", content: ":a,b / Crew:c,d folded"},
		{name: "→ unfolds", from: "T.name", keys: "Left Right", want: "T.name"},
		{name: "← never leaves the cell", from: "a.qty|", keys: "Left Left Left", want: "a.qty|^2"},
		{name: "→ never leaves the cell", from: "a.desc|", keys: "Right Right", want: "a.desc|alpha^"},
		{name: "↓ in the same column", from: "a.price", keys: "Down", want: "b.price"},
		{name: "↓ keeps the column over a heading", from: "b.price", keys: "Down Down", want: "c.price"},
		{name: "↑ in the same column", from: "b.price", keys: "Up", want: "a.price"},
		{name: "↑ at the top stays", from: "a.price", keys: "Up", want: "a.price"},
		{name: "↓ at the bottom stays", from: "d.price", keys: "Down", want: "d.price"},
		{name: "↓ skips folded lines", from: "T.name", keys: "Left Down", want: "T.name", content: ":a,b / Crew:c,d folded"},
		{name: "↓ leaves at the last row", from: "a.desc|", keys: "x Down", want: "b.desc"},
		{name: "↑ leaves at the first row", from: "b.desc|", keys: "Up", want: "a.desc"},
		{name: "↓ inside a text of two rows", from: "a.desc|", keys: "Shift+Enter x Up Down", want: "a.desc|alpha\nx^"},
		{name: "↑ at the top of the grid goes to the start", from: "a.desc|", keys: "Up", want: "a.desc|^alpha"},

		// Home, End, pages
		{name: "Home", from: "a.price", keys: "Home", want: "a.desc"},
		{name: "End", from: "a.desc", keys: "End", want: "a.tax"},
		{name: "Ctrl+Home", from: "d.price", keys: "Ctrl+Home", want: "a.desc"},
		{name: "Ctrl+End", from: "a.desc", keys: "Ctrl+End", want: "d.tax"},
		{name: "PgDn", from: "a.price", keys: "PageDown PageDown", want: "d.price"},
		{name: "PgUp", from: "d.price", keys: "PageUp", want: "T.name"},
		{name: "Home in the text", from: "a.desc|", keys: "Home", want: "a.desc|^alpha"},
		{name: "Home in a row of the text", from: "a.desc|", keys: "Shift+Enter x y Home", want: "a.desc|alpha\n^xy"},
		{name: "Ctrl+Home in the text", from: "a.desc|", keys: "Shift+Enter x y Ctrl+Home", want: "a.desc|^alpha\nxy"},
		{name: "Ctrl+End in the text", from: "a.desc|", keys: "Shift+Enter x y Ctrl+Home Ctrl+End", want: "a.desc|alpha\nxy^"},
		{name: "PgUp in the text", from: "a.desc|", keys: "PageUp", want: "a.desc|^alpha"},
		{name: "PgDn in the text", from: "a.desc|", keys: "Home PageDown", want: "a.desc|alpha^"},
		{name: "Home on a heading stays", from: "T.name", keys: "Home", want: "T.name"},
		{name: "Ctrl+Home drops the selection", from: "d.desc", keys: "Shift+Up Ctrl+Home", want: "a.desc"},
		{name: "End in the text", from: "a.desc|", keys: "Home End", want: "a.desc|alpha^"},

		// selecting
		{name: "Shift+↓ selects lines", from: "a.desc", keys: "Shift+Down", want: "b.desc selected a,b"},
		{name: "Shift+↓ over a heading", from: "b.desc", keys: "Shift+Down Shift+Down", want: "c.desc selected b,c"},
		{name: "Shift+↑ gives back", from: "a.desc", keys: "Shift+Down Shift+Up", want: "a.desc selected a"},
		{name: "an arrow drops the selection", from: "a.desc", keys: "Shift+Down Down", want: "T.name"},
		{name: "Shift+← selects text", from: "a.desc|", keys: "Shift+Left Shift+Left", want: "a.desc|alp[ha]"},
		{name: "Ctrl+A: the section", from: "c.desc", keys: "Ctrl+A", want: "c.desc selected c,d"},
		{name: "Ctrl+A again: all", from: "c.desc", keys: "Ctrl+A Ctrl+A", want: "c.desc selected a,b,c,d"},
		{name: "Ctrl+A on a heading: its lines", from: "T.name", keys: "Ctrl+A", want: "T.name selected c,d"},
		{name: "Ctrl+A takes folded lines too", from: "T.name", keys: "Left Up Ctrl+A Ctrl+A", want: "b.desc selected a,b,c,d", content: ":a,b / Crew:c,d folded"},
		{name: "Shift+↑ selects lines", from: "d.desc", keys: "Shift+Up", want: "c.desc selected c,d"},
		{name: "Shift+↓ selects text over rows", from: "a.desc|", keys: "Shift+Enter x Up Home Shift+Down", want: "a.desc|[alpha\n]x"},
		{name: "Ctrl+A: all text", from: "a.desc|", keys: "Ctrl+A", want: "a.desc|[alpha]"},

		// deleting
		{name: "Backspace in the text", from: "a.desc|", keys: "Backspace", want: "a.desc|alph^"},
		{name: "Delete in the text", from: "a.desc|", keys: "Home Delete", want: "a.desc|^lpha"},
		{name: "Delete empties the cell", from: "a.price", keys: "Delete", want: "a.price"},
		{name: "Backspace empties the cell", from: "b.tax", keys: "Backspace", want: "b.tax"},
		{name: "Delete empties a heading's name", from: "T.name", keys: "Delete", want: "T.name", content: ":a,b / :c,d"},
		{name: "Delete of lines takes folded ones along", from: "T.name", keys: "Left Up Ctrl+A Ctrl+A Delete", want: "T.name", content: ": / Crew:n1 folded"},
		{name: "Delete with lines selected", from: "a.desc", keys: "Shift+Down Delete", want: "T.name", content: ": / Crew:c,d"},
		{name: "Ctrl+Shift+Backspace deletes the line", from: "a.price", keys: "Ctrl+Shift+Backspace", want: "b.price", content: ":b / Crew:c,d"},
		{name: "Ctrl+Shift+Backspace within an edit", from: "d.price|", keys: "9 Ctrl+Shift+Backspace", want: "c.price", content: ":a,b / Crew:c"},
		{name: "Ctrl+Shift+Backspace dissolves a section", from: "T.name", keys: "Ctrl+Shift+Backspace", want: "c.desc", content: ":a,b,c,d"},

		// making
		{name: "Ctrl+Enter", from: "a.price", keys: "Ctrl+Enter", want: "n1.desc|^", content: ":a,n1,b / Crew:c,d"},
		{name: "Ctrl+Enter within an edit", from: "a.price|", keys: "Ctrl+Enter", want: "n1.desc|^", content: ":a,n1,b / Crew:c,d"},
		{name: "Ctrl+Enter on a heading", from: "T.name", keys: "Ctrl+Enter", want: "n1.desc|^", content: ":a,b / Crew:n1,c,d"},
		{name: "Ctrl+Enter on an empty line stays in it", from: "a.price", keys: "Ctrl+Enter Ctrl+Enter", want: "n1.desc|^", content: ":a,n1,b / Crew:c,d"},
		{name: "Shift+Enter breaks the line", from: "a.desc|", keys: "Shift+Enter x", want: "a.desc|alpha\nx^"},
		{name: "Shift+Enter does nothing in a number", from: "a.qty|", keys: "Shift+Enter", want: "a.qty|2^"},
		{name: "Shift+Enter does nothing to a chosen cell", from: "a.desc", keys: "Shift+Enter", want: "a.desc", passed: true},
		{name: "Ctrl+D", from: "a.price", keys: "Ctrl+D", want: "n1.price", content: ":a,n1,b / Crew:c,d"},
		{name: "Ctrl+D of a selection", from: "a.price", keys: "Shift+Down Ctrl+D", want: "n1.price selected n1,n2", content: ":a,b,n1,n2 / Crew:c,d"},
		{name: "Ctrl+D within an edit", from: "a.desc|", keys: "! Ctrl+D", want: "n1.desc", content: ":a,n1,b / Crew:c,d"},
		{name: "Ctrl+Shift+D", from: "b.desc", keys: "Ctrl+Shift+D", want: "b.desc"},
		{name: "Ctrl+Shift+D within an edit", from: "b.desc|", keys: "! Ctrl+Shift+D", want: "b.desc"},
		{name: "Ctrl+Shift+D of a selection", from: "b.price", keys: "Shift+Down Shift+Down Ctrl+Shift+D", want: "c.price selected b,c"},
		{name: "Ctrl+G on a heading begins one after its lines", from: "T.name", keys: "Ctrl+G", want: "n1.name|^", content: ":a,b / Crew:c,d / :"},
		{name: "Ctrl+G", from: "a.desc", keys: "Ctrl+G", want: "n1.name|^", content: ":a / :b / Crew:c,d"},
		{name: "Ctrl+G within an edit", from: "d.desc|", keys: "Ctrl+G R i g", want: "n1.name|Rig^", content: ":a,b / Crew:c,d / Rig:"},
		{name: "an unnamed empty section does not stay", from: "d.desc", keys: "Ctrl+G Up", want: "d.desc"},

		// moving
		{name: "Alt+↓", from: "a.price", keys: "Alt+Down", want: "a.price", content: ":b,a / Crew:c,d"},
		{name: "Alt+↓ across sections", from: "b.price", keys: "Alt+Down", want: "b.price", content: ":a / Crew:b,c,d"},
		{name: "Alt+↑ across sections", from: "c.price|", keys: "Alt+Up", want: "c.price", content: ":a,b,c / Crew:d"},
		{name: "Alt+↑ of a selection", from: "c.desc", keys: "Shift+Down Alt+Up", want: "d.desc selected c,d", content: ":a,b,c,d / Crew:"},
		{name: "Alt+Shift+↑ moves the section", from: "d.price", keys: "Alt+Shift+Up", want: "d.price", content: "Crew:c,d / :a,b"},
		{name: "Alt+Shift+↓ within an edit moves the section", from: "a.desc|", keys: "Alt+Shift+Down", want: "a.desc", content: "Crew:c,d / :a,b"},
		{name: "Alt+↓ on a heading moves the section", from: "T.name", keys: "Alt+Up", want: "T.name", content: "Crew:c,d / :a,b"},
		{name: "Alt+↑ within an edit", from: "b.desc|", keys: "! Alt+Up", want: "b.desc", content: ":b,a / Crew:c,d"},
		{name: "Alt+↓ at the end stays", from: "d.desc", keys: "Alt+Down", want: "d.desc"},
		{name: "Alt+↓ into a folded section unfolds it", from: "T.name", keys: "Left Up Alt+Down", want: "b.desc", content: ":a / Crew:b,c,d"},

		// enhanced text
		{name: "Ctrl+E opens", from: "a.price", keys: "Ctrl+E", want: "a.enh|^"},
		{name: "Ctrl+E closes", from: "a.desc|", keys: "Ctrl+E Ctrl+E", want: "a.desc"},
		{name: "Esc closes and keeps", from: "a.enh", keys: "x Escape", want: "a.desc"},
		{name: "Enter in enhanced text", from: "a.enh", keys: "x Enter y", want: "a.enh|x\ny^"},
		{name: "Enter continues a list", from: "a.enh", keys: "- Space x Enter y", want: "a.enh|- x\n- y^"},
		{name: "Enter on an empty item ends the list", from: "a.enh", keys: "- Space x Enter Enter", want: "a.enh|- x\n^"},
		{name: "↑ in the first row of enhanced text closes it", from: "a.enh", keys: "x Up", want: "a.desc"},
		{name: "Tab leaves enhanced text for the next stop", from: "a.enh", keys: "x Tab", want: "a.qty"},
		{name: "Ctrl+B", from: "a.enh", keys: "x y Shift+Left Ctrl+B", want: "a.enh|**x[y]**"},
		{name: "Ctrl+I", from: "a.enh", keys: "x Ctrl+A Ctrl+I", want: "a.enh|_[x]_"},
		{name: "Ctrl+B elsewhere is passed on", from: "a.desc|", keys: "Ctrl+B", want: "a.desc|alpha^", passed: true},

		// Tab and Enter where there is nothing further
		{name: "Tab on an empty line inside goes on without it", from: "b.desc|", keys: "Ctrl+Enter Tab Tab Tab Tab Tab Tab", want: "T.name"},
		{name: "Tab over a folded section at the end leaves", from: "T.name", keys: "Left Tab", want: "T.name", content: ":a,b / Crew:c,d folded", leave: LeaveDown},
		{name: "Shift+Tab within an edit", from: "b.desc|", keys: "! Shift+Tab", want: "a.tax"},

		// tax is chosen
		{name: "typing filters", from: "a.tax", keys: "z", want: "a.tax|z^"},
		{name: "↓ marks, it does not leave", from: "a.tax|", keys: "Down", want: "a.tax|GST 15%^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := open(t, fixture())
			g.at(t, c.from)
			e := g.press(c.keys)
			if got := g.show(); got != c.want {
				t.Errorf("%s, %s: %s, want %s", c.from, c.keys, got, c.want)
			}
			want := c.content
			if want == "" {
				want = whole
			}
			if got := g.content(); got != want {
				t.Errorf("%s, %s: document is %s, want %s", c.from, c.keys, got, want)
			}
			if e.Leave != c.leave {
				t.Errorf("leaves %v, want %v", e.Leave, c.leave)
			}
			if e.Handled == c.passed {
				t.Errorf("handled %v", e.Handled)
			}
			if e.Refused != "" {
				t.Errorf("refused: %s", e.Refused)
			}
		})
	}
}
