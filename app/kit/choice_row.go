package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"litework/app/theme"
)

// ChoiceRow puts compact choices beside each other as one bar: they share their
// edges, and only the bar's ends are round.
func ChoiceRow(choices ...*Choice) *fyne.Container {
	objs := make([]fyne.CanvasObject, len(choices))
	for i, c := range choices {
		c.joined = joined{left: i > 0, right: i < len(choices)-1}
		c.Refresh()
		objs[i] = c
	}
	return container.New(choiceRow{}, objs...)
}

// joined are the sides at which a choice touches a neighbour.
type joined struct{ left, right bool }

// round rounds the corners of a choice that do not touch a neighbour.
func (j joined) round(box *canvas.Rectangle) {
	box.CornerRadius = theme.Radius
	if !j.left && !j.right {
		return
	}
	box.CornerRadius = 0
	box.TopLeftCornerRadius, box.BottomLeftCornerRadius = theme.Radius, theme.Radius
	box.TopRightCornerRadius, box.BottomRightCornerRadius = theme.Radius, theme.Radius
	if j.left {
		box.TopLeftCornerRadius, box.BottomLeftCornerRadius = 0, 0
	}
	if j.right {
		box.TopRightCornerRadius, box.BottomRightCornerRadius = 0, 0
	}
}

// choiceRow lets neighbours share the line between them.
type choiceRow struct{}

func (choiceRow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, theme.ControlHeight)
	for i, o := range objs {
		size.Width += o.MinSize().Width
		if i > 0 {
			size.Width--
		}
	}
	return size
}

func (choiceRow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, o := range objs {
		w := o.MinSize().Width
		place(o, x, 0, w, size.Height)
		x += w - 1
	}
}
