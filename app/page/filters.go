package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/theme"
)

// Filters is the row above a list: the search box, which gives way where there
// is little room, the segments beside it, and further choices at the right.
func Filters(search fyne.CanvasObject, width float32, segments fyne.CanvasObject, right ...fyne.CanvasObject) *fyne.Container {
	return container.New(&filters{width}, append([]fyne.CanvasObject{search, segments}, right...)...)
}

type filters struct{ width float32 }

const (
	filtersGap    float32 = 10
	searchAtLeast float32 = 130
)

func (l *filters) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(searchAtLeast+l.others(objs), theme.ControlHeight)
}

// others is how much room everything but the search takes, gaps included.
func (l *filters) others(objs []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range objs[1:] {
		if o.Visible() {
			w += filtersGap + o.MinSize().Width
		}
	}
	return w
}

func (l *filters) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	w := max(searchAtLeast, min(l.width, size.Width-l.others(objs)))
	put := func(o fyne.CanvasObject, x, width float32) {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, theme.ControlHeight))
	}
	put(objs[0], 0, w)
	put(objs[1], w+filtersGap, objs[1].MinSize().Width)
	x := size.Width
	for i := len(objs) - 1; i > 1; i-- {
		if objs[i].Visible() {
			x -= objs[i].MinSize().Width
			put(objs[i], x, objs[i].MinSize().Width)
			x -= filtersGap
		}
	}
}
