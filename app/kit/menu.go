package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ShowMenu opens a context menu with its corner at a place of the window. It
// takes the keyboard while it is open: ↑ ↓ Enter and Esc work in it.
func ShowMenu(c fyne.Canvas, at fyne.Position, menu *fyne.Menu) {
	widget.ShowPopUpMenuAtPosition(menu, c, at)
}

// ShowMenuBelow opens a menu under a button, with their right edges in line.
func ShowMenuBelow(c fyne.Canvas, button fyne.CanvasObject, menu *fyne.Menu) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	width := widget.NewMenu(menu).MinSize().Width
	ShowMenu(c, at.AddXY(button.Size().Width-width, button.Size().Height+4), menu)
}
