package shell

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
)

// showKeys is the F1 sheet: every shortcut of the command table, and the keys
// that are no commands, in two columns, with a field that filters them.
func (s *Shell) showKeys() {
	sheet := newKeySheet(keyGroups(s.table.All()), s.d.Canvas.Size().Height-keySheetFrame)
	filter := kit.Named("keys.filter", kit.NewSearchEntry("Filter, such as line or Alt"))
	filter.Label = "Filter the shortcuts"
	filter.OnChanged = sheet.filter
	m := kit.NewModal("", nil)
	closing := kit.Named("keys.close", kit.NewButton("Close", m.Close))
	m.SetBody(kit.VBox(10, kit.HBox(12, kit.Heading("Shortcuts"), kit.Flex(filter), closing), sheet))
	m.Width = 920
	m.Default, m.First = closing, filter
	s.d.Show(m)
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
