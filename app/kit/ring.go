package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// The ring that shows where the keyboard is: 2 px of primary, one pixel
// outside the widget, with a gap so that it is seen on a primary button too.
const (
	ringWidth float32 = 2
	ringOut   float32 = 3
)

func newRing() *canvas.Rectangle {
	r := canvas.NewRectangle(noFill())
	r.StrokeWidth = ringWidth
	r.CornerRadius = theme.Radius + ringOut
	r.Hidden = true
	return r
}

func layoutRing(r *canvas.Rectangle, size fyne.Size) {
	place(r, -ringOut, -ringOut, size.Width+2*ringOut, size.Height+2*ringOut)
}

func setRing(r *canvas.Rectangle, w themed, on bool) {
	r.StrokeColor = ColorOf(w, theme.ColorPrimary)
	r.FillColor = faded(r.StrokeColor, 1) // see setBox
	if r.Hidden == !on {
		return
	}
	r.Hidden = !on
	r.Refresh()
}
