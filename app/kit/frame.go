package kit

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"litework/app/theme"
)

// frame is a border with rounded corners round something that Fyne clips to a
// rectangle. Its four corners are small pictures that paint the backdrop over
// what stands out and the border on top; its sides are plain lines. One large
// rounded rectangle would look the same, but is shaded pixel by pixel over the
// whole area, which is slow without a graphics card.
type frame struct {
	corners [4]*canvas.Image     // top left, top right, bottom right, bottom left
	sides   [4]*canvas.Rectangle // top, right, bottom, left
	width   float32
}

const frameRadius = theme.RadiusCard

func newFrame() *frame {
	f := &frame{}
	for i := range f.corners {
		f.corners[i] = newIconImage()
		f.sides[i] = canvas.NewRectangle(noFill())
	}
	return f
}

func (f *frame) objects() []fyne.CanvasObject {
	var objs []fyne.CanvasObject
	for i := range f.corners {
		objs = append(objs, f.sides[i], f.corners[i])
	}
	return objs
}

// set draws the border in edge, width wide, on a backdrop.
func (f *frame) set(edge, backdrop color.Color, width float32) {
	f.width = width
	for i, img := range f.corners {
		setBox(f.sides[i], edge, nil, 0)
		res := cornerPicture(i, edge, backdrop, width)
		if img.Resource == nil || img.Resource.Name() != res.Name() {
			img.Resource = res
			img.Refresh()
		}
	}
}

func (f *frame) layout(size fyne.Size) {
	r, w := frameRadius, f.width
	for i, at := range [4]fyne.Position{{X: 0, Y: 0}, {X: size.Width - r, Y: 0}, {X: size.Width - r, Y: size.Height - r}, {X: 0, Y: size.Height - r}} {
		place(f.corners[i], at.X, at.Y, r, r)
	}
	place(f.sides[0], r, 0, size.Width-2*r, w)
	place(f.sides[1], size.Width-w, r, w, size.Height-2*r)
	place(f.sides[2], r, size.Height-w, size.Width-2*r, w)
	place(f.sides[3], 0, r, w, size.Height-2*r)
}

// cornerPicture returns corner i of a frame as SVG.
func cornerPicture(i int, edge, backdrop color.Color, width float32) fyne.Resource {
	r := frameRadius
	right, bottom := i == 1 || i == 2, i >= 2
	// at maps a point of the top left corner to corner i.
	at := func(x, y float32) string {
		if right {
			x = r - x
		}
		if bottom {
			y = r - y
		}
		return fmt.Sprintf("%g %g", x, y)
	}
	sweep := 0
	if right != bottom {
		sweep = 1 // mirrored once
	}
	mid := width / 2
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]g" height="%[1]g" viewBox="0 0 %[1]g %[1]g">`+
		`<path d="M%[2]s L%[3]s A%[1]g %[1]g 0 0 %[4]d %[5]s Z" fill="%[6]s"/>`+
		`<path d="M%[7]s A%[8]g %[8]g 0 0 %[4]d %[9]s" fill="none" stroke="%[10]s" stroke-width="%[11]g"/></svg>`,
		r, at(0, 0), at(r, 0), sweep, at(0, r), cssOf(backdrop), at(r, mid), r-mid, at(mid, r), cssOf(edge), width)
	return fyne.NewStaticResource(fmt.Sprintf("corner-%d-%g-%s-%s.svg", i, width, cssOf(edge), cssOf(backdrop)), []byte(svg))
}

func cssOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
