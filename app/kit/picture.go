package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// Picture shows an image in a frame, as large as fits and never larger than it
// is; without one it shows a word in its place. The ground is white whatever
// the theme: that is what it is printed on.
type Picture struct {
	control
	// None stands where there is no image.
	None string
	size fyne.Size
	img  image.Image
}

// NewPicture returns a frame of a fixed size without an image.
func NewPicture(width, height float32, none string) *Picture {
	p := &Picture{None: none, size: fyne.NewSize(width, height)}
	p.ExtendBaseWidget(p)
	return p
}

// SetImage shows an image; nil takes it away.
func (p *Picture) SetImage(img image.Image) {
	if p.img == img {
		return
	}
	p.img = img
	p.Refresh()
}

// ControlText tells the size of the image in pixels, for the UI map.
func (p *Picture) ControlText() string {
	if p.img == nil {
		return p.None
	}
	return p.img.Bounds().Size().String()
}

// CreateRenderer is called by Fyne.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{p: p, box: canvas.NewRectangle(noFill()), img: canvas.NewImageFromImage(nil), none: textObject(theme.SmallSize, fyne.TextStyle{})}
	r.box.CornerRadius = theme.Radius
	r.img.FillMode = canvas.ImageFillContain
	r.none.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type pictureRenderer struct {
	p    *Picture
	box  *canvas.Rectangle
	img  *canvas.Image
	none *canvas.Text
}

const picturePad float32 = 8

func (r *pictureRenderer) Destroy() {}
func (r *pictureRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.img, r.none}
}
func (r *pictureRenderer) MinSize() fyne.Size { return r.p.size }

func (r *pictureRenderer) Layout(size fyne.Size) {
	place(r.box, 0, 0, size.Width, size.Height)
	place(r.img, picturePad, picturePad, size.Width-2*picturePad, size.Height-2*picturePad)
	h := lineHeight(theme.SmallSize, fyne.TextStyle{})
	place(r.none, 0, middle(size.Height, h), size.Width, h)
}

func (r *pictureRenderer) Refresh() {
	fill := ColorOf(r.p, theme.ColorRaised)
	if r.p.img != nil {
		fill = color.White
	}
	setBox(r.box, fill, ColorOf(r.p, theme.ColorBorder), 1)
	setText(r.none, r.p.None, ColorOf(r.p, theme.ColorMuted))
	r.none.Hidden, r.img.Hidden = r.p.img != nil, r.p.img == nil
	if r.img.Image != r.p.img {
		r.img.Image = r.p.img
		r.img.Refresh()
	}
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
