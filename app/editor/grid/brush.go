package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/kit"
	"litework/app/theme"
)

// layer orders what is drawn: a later one lies above.
type layer int

const (
	layerGround layer = iota
	layerText
	layerBox  // ring and surface of the current cell
	layerEdit // its text, selection and caret
	layerHead
	layerHeadText
	layers
)

// brush draws a frame with canvas objects that are used again for the next
// one: what is out of view costs nothing.
type brush struct {
	w     *Grid
	layer layer
	rects [layers]pool[*canvas.Rectangle]
	texts [layers]pool[*canvas.Text]
	icons map[iconKey]*pool[*canvas.Image]
	objs  []fyne.CanvasObject
}

type pool[T any] struct {
	all  []T
	used int
}

func (p *pool[T]) next(make func() T) T {
	if p.used == len(p.all) {
		p.all = append(p.all, make())
	}
	p.used++
	return p.all[p.used-1]
}

type iconKey struct {
	name  theme.IconName
	color fyne.ThemeColorName
}

func (b *brush) begin() {
	for i := range b.rects {
		b.rects[i].used, b.texts[i].used = 0, 0
	}
	for _, p := range b.icons {
		p.used = 0
	}
}

// end gives what was drawn, from the ground up.
func (b *brush) end() []fyne.CanvasObject {
	b.objs = b.objs[:0]
	for i := range layers {
		for _, r := range b.rects[i].all[:b.rects[i].used] {
			b.objs = append(b.objs, r)
		}
		if i == layerText {
			for _, p := range b.icons {
				for _, img := range p.all[:p.used] {
					b.objs = append(b.objs, img)
				}
			}
		}
		for _, t := range b.texts[i].all[:b.texts[i].used] {
			b.objs = append(b.objs, t)
		}
	}
	return b.objs
}

func (b *brush) color(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.NRGBA{}
	}
	return kit.ColorOf(b.w, name)
}

// rect fills a rectangle.
func (b *brush) rect(x, y, w, h float32, fill fyne.ThemeColorName) *canvas.Rectangle {
	return b.box(x, y, w, h, fill, "", 0, 0)
}

// box draws a rectangle with an edge and round corners.
func (b *brush) box(x, y, w, h float32, fill, edge fyne.ThemeColorName, stroke, radius float32) *canvas.Rectangle {
	r := b.rects[b.layer].next(func() *canvas.Rectangle { return &canvas.Rectangle{} })
	f, e := b.color(fill), b.color(edge)
	changed := r.FillColor != f || r.StrokeColor != e || r.StrokeWidth != stroke || r.CornerRadius != radius ||
		r.TopLeftCornerRadius != 0 || r.TopRightCornerRadius != 0
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = f, e, stroke, radius
	r.TopLeftCornerRadius, r.TopRightCornerRadius, r.BottomLeftCornerRadius, r.BottomRightCornerRadius = 0, 0, 0, 0
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(w, h))
	if changed {
		r.Refresh()
	}
	return r
}

// ink is how a text looks.
type ink struct {
	color fyne.ThemeColorName
	size  float32
	style fyne.TextStyle
	align fyne.TextAlign
}

// text draws one row of text in the middle of a strip h tall.
func (b *brush) text(s string, x, y, w, h float32, k ink) {
	if s == "" {
		return
	}
	t := b.texts[b.layer].next(func() *canvas.Text { return &canvas.Text{} })
	c := b.color(k.color)
	if t.Text != s || t.Color != c || t.TextSize != k.size || t.TextStyle != k.style || t.Alignment != k.align {
		t.Text, t.Color, t.TextSize, t.TextStyle, t.Alignment = s, c, k.size, k.style, k.align
		t.Refresh()
	}
	m := lineHeight(k.size)
	t.Move(fyne.NewPos(x, y+middle(h, m)))
	t.Resize(fyne.NewSize(w, m))
}

// lineHeight is the height of one row in the theme's face.
func lineHeight(size float32) float32 {
	return fyne.MeasureText("Ag", size, plain).Height
}

// icon draws an icon.
func (b *brush) icon(name theme.IconName, c fyne.ThemeColorName, x, y, size float32) {
	key := iconKey{name, c}
	if b.icons == nil {
		b.icons = map[iconKey]*pool[*canvas.Image]{}
	}
	p := b.icons[key]
	if p == nil {
		p = &pool[*canvas.Image]{}
		b.icons[key] = p
	}
	want := theme.IconIn(name, b.color(c))
	img := p.next(func() *canvas.Image { return canvas.NewImageFromResource(want) })
	if img.Resource == nil || img.Resource.Name() != want.Name() {
		img.Resource = want
		img.Refresh()
	}
	img.FillMode = canvas.ImageFillContain
	img.Move(fyne.NewPos(x, y))
	img.Resize(fyne.NewSize(size, size))
}
