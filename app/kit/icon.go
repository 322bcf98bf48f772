package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Icon shows one of the theme's icons in a colour of the theme.
type Icon struct {
	widget.BaseWidget
	name  theme.IconName
	color fyne.ThemeColorName
	size  float32
}

// NewIcon returns an icon of theme.IconSize.
func NewIcon(name theme.IconName, color fyne.ThemeColorName) *Icon {
	return NewIconSized(name, color, theme.IconSize)
}

// NewIconSized returns an icon of the given width and height.
func NewIconSized(name theme.IconName, color fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{name: name, color: color, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the picture and its colour.
func (i *Icon) Set(name theme.IconName, color fyne.ThemeColorName) {
	if i.name == name && i.color == color {
		return
	}
	i.name, i.color = name, color
	i.Refresh()
}

// CreateRenderer is called by Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	r := &iconRenderer{w: i, img: newIconImage()}
	r.Refresh()
	return r
}

type iconRenderer struct {
	w   *Icon
	img *canvas.Image
}

func (r *iconRenderer) Destroy()                     {}
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.img} }
func (r *iconRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(r.w.size) }

func (r *iconRenderer) Layout(size fyne.Size) {
	s := r.w.size
	place(r.img, middle(size.Width, s), middle(size.Height, s), s, s)
}

func (r *iconRenderer) Refresh() {
	setIcon(r.img, r.w, r.w.name, r.w.color)
}

// newIconImage returns an empty picture for setIcon.
func newIconImage() *canvas.Image {
	return &canvas.Image{FillMode: canvas.ImageFillContain}
}

// setIcon shows an icon in a colour, and redraws only when one of them
// changed. Without a name nothing is shown.
func setIcon(img *canvas.Image, w themed, name theme.IconName, color fyne.ThemeColorName) {
	if name == "" {
		img.Hidden = true
		return
	}
	var res fyne.Resource
	if name == theme.IconLogo {
		res = theme.LogoIn(ColorOf(w, color), ColorOf(w, theme.ColorSurface))
	} else {
		res = theme.IconIn(name, ColorOf(w, color))
	}
	if !img.Hidden && img.Resource != nil && res != nil && img.Resource.Name() == res.Name() {
		return
	}
	img.Hidden = false
	img.Resource = res
	img.Refresh()
}
