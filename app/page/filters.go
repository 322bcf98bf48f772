package page

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/theme"
)

// Filters is the row above a list: the search box, which gives way where there
// is little room, the segments beside it, and further choices at the right. Of
// these the first give way next; the last one always stands.
func Filters(search fyne.CanvasObject, width float32, segments fyne.CanvasObject, right ...fyne.CanvasObject) *fyne.Container {
	return container.New(&filters{width}, append([]fyne.CanvasObject{search, segments}, right...)...)
}

type filters struct{ width float32 }

const (
	filtersGap    float32 = 10
	searchAtLeast float32 = 150
	// searchWell is how much the search has before choices give way.
	searchWell float32 = 236
)

func (l *filters) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := searchAtLeast + filtersGap + objs[1].MinSize().Width
	if len(objs) > 2 {
		w += filtersGap + objs[len(objs)-1].MinSize().Width
	}
	return fyne.NewSize(w, theme.ControlHeight)
}

// others is how much room everything but the search takes, gaps included, with
// the choices from one on.
func (l *filters) others(objs []fyne.CanvasObject, from int) float32 {
	w := filtersGap + objs[1].MinSize().Width
	for _, o := range objs[from:] {
		w += filtersGap + o.MinSize().Width
	}
	return w
}

func (l *filters) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	from := 2
	for from < len(objs)-1 && searchWell+l.others(objs, from) > size.Width {
		from++
	}
	for i, o := range objs[2:] {
		if visible := i+2 >= from; visible != o.Visible() {
			if visible {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
	w := max(searchAtLeast, min(l.width, size.Width-l.others(objs, from)))
	put := func(o fyne.CanvasObject, x, width float32) {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, theme.ControlHeight))
	}
	put(objs[0], 0, w)
	put(objs[1], w+filtersGap, objs[1].MinSize().Width)
	x := size.Width
	for i := len(objs) - 1; i >= from; i-- {
		x -= objs[i].MinSize().Width
		put(objs[i], x, objs[i].MinSize().Width)
		x -= filtersGap
	}
}

// TagOptions are the tags in use, and those filtered by whether in use or not.
func TagOptions(inUse, wanted []string) []kit.Option {
	var out []kit.Option
	for _, t := range wanted {
		if !slices.Contains(inUse, t) {
			out = append(out, kit.Option{ID: t, Label: t})
		}
	}
	for _, t := range inUse {
		out = append(out, kit.Option{ID: t, Label: t})
	}
	return out
}
