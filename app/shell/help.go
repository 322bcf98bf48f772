package shell

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
)

// gridKeys are the keys of the line grid that are not commands.
func gridKeys() [][2]string {
	return [][2]string{
		{"Tab · Shift+Tab", "next · previous cell"},
		{"Enter", "edit; in an edit, the cell below"},
		{"F2", "edit, and back"},
		{"Esc", "give back the old value"},
		{"Shift+Enter", "line break in a description"},
		{"Shift+↑ · Shift+↓", "select lines"},
		{"Ctrl+C · X · V", "copy, cut, paste lines or text"},
		{"Delete", "empty the cell"},
	}
}

// showKeys is the F1 sheet: every shortcut, drawn from the command table.
func (s *Shell) showKeys() {
	var left, right []fyne.CanvasObject
	menu := ""
	for _, c := range s.table.All() {
		if c.Key.IsZero() {
			continue
		}
		column := &left
		if c.Menu != "File" && c.Menu != "Edit" && c.Menu != "Document" && c.Menu != "Lines" {
			column = &right
		}
		if c.Menu != menu {
			menu = c.Menu
			*column = append(*column, kit.Blank(0, 6), kit.Bold(menu))
		}
		*column = append(*column, keyRow(c.Name, c.Key.String()))
	}
	right = append(right, kit.Blank(0, 6), kit.Bold("In the lines"))
	for _, k := range gridKeys() {
		right = append(right, keyRow(k[1], k[0]))
	}
	m := kit.NewModal("Shortcuts", kit.Columns(36, kit.VBox(4, left...), kit.VBox(4, right...)))
	m.Width = 760
	s.showClosing(m, "keys.close")
}

func keyRow(name, key string) fyne.CanvasObject {
	return kit.HBox(12, kit.Flex(kit.NewText(name, kit.Look{})), kit.Muted(key))
}

func (s *Shell) about() {
	m := kit.NewModal("LiteWork "+s.d.Version, kit.NewParagraph(
		"Quotes and invoices on your own computer, posted to Xero. What is written here is never lost, never doubled and "+
			"never flattened by the trip there and back. Set in Noto Sans, under the SIL Open Font License.", kit.Look{}))
	m.Width = 440
	s.showClosing(m, "about.close")
}

// showClosing shows a dialog that only tells.
func (s *Shell) showClosing(m *kit.Modal, name string) {
	closing := kit.Named(name, kit.NewButton("Close", m.Close))
	m.Default, m.First = closing, closing
	m.SetButtons(nil, []fyne.CanvasObject{closing})
	s.d.Show(m)
}
