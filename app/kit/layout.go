package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Heighted is implemented by what needs more height when it is narrower, such
// as a paragraph. VBox and Inset ask for it.
type Heighted interface{ HeightFor(width float32) float32 }

// HeightFor returns the height an object needs at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(Heighted); ok {
		return h.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(interface {
			heightFor(objs []fyne.CanvasObject, width float32) float32
		}); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// VBox stacks objects from the top with a gap between, each as wide as the
// box. A Spacer or Flex takes the height that is left.
func VBox(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&vbox{gap: gap}, objs...)
}

// HBox puts objects beside each other from the left with a gap between, each
// at its smallest size and in the middle of the height. A Spacer or Flex takes
// the width that is left.
func HBox(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hbox{gap: gap}, objs...)
}

// HBoxTop is HBox with its objects as tall as the box.
func HBoxTop(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hbox{gap: gap, stretch: true}, objs...)
}

// Columns puts objects beside each other, all of the same width.
func Columns(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap}, objs...)
}

// Spacer takes the room that is left in a VBox or HBox.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

// Flex lets an object take the room that is left in a VBox or HBox.
func Flex(obj fyne.CanvasObject) *fyne.Container { return FlexN(1, obj) }

// FlexN is Flex with a weight against the other flexible ones.
func FlexN(weight float32, obj fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{weight: weight}, obj)
}

// Inset puts an object in the middle of empty edges.
func Inset(top, right, bottom, left float32, obj fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top, right, bottom, left}, obj)
}

// Sized gives an object a smallest size; 0 leaves the object's own.
func Sized(width, height float32, obj fyne.CanvasObject) *fyne.Container {
	return container.New(&sized{fyne.NewSize(width, height)}, obj)
}

// Blank is empty room of a fixed size.
func Blank(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(noFill())
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func shown(objs []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objs))
	for _, o := range objs {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}

func weight(o fyne.CanvasObject) float32 {
	if _, ok := o.(layout.SpacerObject); ok {
		return 1
	}
	if c, ok := o.(*fyne.Container); ok {
		if f, ok := c.Layout.(*flex); ok {
			return f.weight
		}
	}
	return 0
}

type vbox struct{ gap float32 }

func (l *vbox) MinSize(objs []fyne.CanvasObject) fyne.Size {
	objs = shown(objs)
	var s fyne.Size
	for i, o := range objs {
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		if i > 0 {
			s.Height += l.gap
		}
	}
	return s
}

func (l *vbox) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	objs = shown(objs)
	h := float32(0)
	for i, o := range objs {
		h += HeightFor(o, width)
		if i > 0 {
			h += l.gap
		}
	}
	return h
}

func (l *vbox) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	objs = shown(objs)
	left := size.Height - l.heightFor(objs, size.Width)
	total := float32(0)
	for _, o := range objs {
		total += weight(o)
	}
	y := float32(0)
	for _, o := range objs {
		h := HeightFor(o, size.Width)
		if w := weight(o); w > 0 && left != 0 {
			h = max(0, h+left*w/total)
		}
		place(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}

type hbox struct {
	gap     float32
	stretch bool
}

func (l *hbox) MinSize(objs []fyne.CanvasObject) fyne.Size {
	objs = shown(objs)
	var s fyne.Size
	for i, o := range objs {
		m := o.MinSize()
		s.Height = max(s.Height, m.Height)
		s.Width += m.Width
		if i > 0 {
			s.Width += l.gap
		}
	}
	return s
}

func (l *hbox) widths(objs []fyne.CanvasObject, width float32) []float32 {
	left := width - l.MinSize(objs).Width
	total := float32(0)
	for _, o := range objs {
		total += weight(o)
	}
	out := make([]float32, len(objs))
	for i, o := range objs {
		out[i] = o.MinSize().Width
		if w := weight(o); w > 0 && left != 0 {
			out[i] = max(0, out[i]+left*w/total)
		}
	}
	return out
}

func (l *hbox) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	objs = shown(objs)
	h := float32(0)
	for i, w := range l.widths(objs, width) {
		h = max(h, HeightFor(objs[i], w))
	}
	return h
}

func (l *hbox) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	objs = shown(objs)
	x := float32(0)
	for i, w := range l.widths(objs, size.Width) {
		o := objs[i]
		h := size.Height
		if !l.stretch {
			h = min(h, HeightFor(o, w))
		}
		place(o, x, middle(size.Height, h), w, h)
		x += w + l.gap
	}
}

type columns struct{ gap float32 }

func (l *columns) MinSize(objs []fyne.CanvasObject) fyne.Size {
	objs = shown(objs)
	var s fyne.Size
	for _, o := range objs {
		s = s.Max(o.MinSize())
	}
	n := float32(len(objs))
	return fyne.NewSize(s.Width*n+l.gap*max(0, n-1), s.Height)
}

func (l *columns) width(n int, width float32) float32 {
	return (width - l.gap*float32(n-1)) / float32(n)
}

func (l *columns) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	objs = shown(objs)
	h := float32(0)
	for _, o := range objs {
		h = max(h, HeightFor(o, l.width(len(objs), width)))
	}
	return h
}

func (l *columns) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	objs = shown(objs)
	w := l.width(len(objs), size.Width)
	for i, o := range objs {
		place(o, float32(int(float32(i)*(w+l.gap))), 0, w, size.Height)
	}
}

type flex struct{ weight float32 }

func (l *flex) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[0].MinSize() }

func (l *flex) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objs[0], width)
}

func (l *flex) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, size.Width, size.Height)
}

type inset struct{ top, right, bottom, left float32 }

func (l *inset) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return objs[0].MinSize().AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *inset) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objs[0], width-l.left-l.right) + l.top + l.bottom
}

func (l *inset) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], l.left, l.top, size.Width-l.left-l.right, size.Height-l.top-l.bottom)
}

type sized struct{ min fyne.Size }

func (l *sized) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[0].MinSize()
	if l.min.Width > 0 {
		m.Width = l.min.Width
	}
	if l.min.Height > 0 {
		m.Height = l.min.Height
	}
	return m
}

func (l *sized) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	if l.min.Height > 0 {
		return l.min.Height
	}
	return HeightFor(objs[0], width)
}

func (l *sized) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	place(objs[0], 0, 0, size.Width, size.Height)
}
