package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/theme"
)

// Filters is the row above a list: the search box, which gives way where there
// is little room, and the segments beside it.
func Filters(search fyne.CanvasObject, width float32, segments fyne.CanvasObject) *fyne.Container {
	return container.New(&filters{width}, search, segments)
}

type filters struct{ width float32 }

const (
	filtersGap    float32 = 10
	searchAtLeast float32 = 130
)

func (l *filters) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(searchAtLeast+filtersGap+objs[1].MinSize().Width, theme.ControlHeight)
}

func (l *filters) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	right := objs[1].MinSize()
	w := max(searchAtLeast, min(l.width, size.Width-filtersGap-right.Width))
	objs[0].Move(fyne.NewPos(0, 0))
	objs[0].Resize(fyne.NewSize(w, theme.ControlHeight))
	objs[1].Move(fyne.NewPos(w+filtersGap, 0))
	objs[1].Resize(fyne.NewSize(right.Width, theme.ControlHeight))
}
