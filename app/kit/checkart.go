package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// checkArt draws a box that can be checked.
type checkArt struct {
	box  *canvas.Rectangle
	mark *canvas.Image
}

func newCheckArt() *checkArt {
	a := &checkArt{box: canvas.NewRectangle(noFill()), mark: newIconImage()}
	a.box.CornerRadius = 4
	return a
}

func (a *checkArt) objects() []fyne.CanvasObject { return []fyne.CanvasObject{a.box, a.mark} }

func (a *checkArt) set(w themed, state CheckState, disabled bool) {
	fill, edge, icon := theme.ColorSurface, theme.ColorControl, theme.IconName("")
	switch state {
	case Checked:
		fill, edge, icon = theme.ColorPrimary, theme.ColorPrimary, theme.IconCheck
	case Mixed:
		fill, edge, icon = theme.ColorPrimary, theme.ColorPrimary, theme.IconMinus
	}
	if disabled {
		edge = theme.ColorBorder
		if state != Unchecked {
			fill = theme.ColorFaint
		}
	}
	setBox(a.box, ColorOf(w, fill), ColorOf(w, edge), 1)
	setIcon(a.mark, w, icon, theme.ColorOnPrimary)
}

func (a *checkArt) layout(x, y float32) {
	place(a.box, x, y, boxSize, boxSize)
	place(a.mark, x+1.5, y+1.5, boxSize-3, boxSize-3)
}
