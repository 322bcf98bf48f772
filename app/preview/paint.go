package preview

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"litework/pdf"
)

// Painter paints pages as pixels. It may be used by one goroutine at a time.
type Painter struct {
	fonts    fonts
	pictures pictures
	raster   vector.Rasterizer
}

// NewPainter returns a painter with the fonts of the printed page.
func NewPainter() *Painter { return &Painter{fonts: newFonts()} }

// Paint gives a page as wide as that many pixels.
func (p *Painter) Paint(page *pdf.Page, width int) *image.RGBA {
	c := brush{p: p, scale: float64(width) / page.Width}
	c.img = image.NewRGBA(image.Rect(0, 0, width, Height(page, width)))
	draw.Draw(c.img, c.img.Rect, image.White, image.Point{}, draw.Src)
	for i := range page.Fills {
		c.fill(&page.Fills[i])
	}
	for i := range page.Images {
		c.picture(&page.Images[i])
	}
	for i := range page.Texts {
		c.text(&page.Texts[i])
	}
	return c.img
}

// Height is how many pixels a page is high that is so many wide.
func Height(page *pdf.Page, width int) int {
	return int(math.Round(float64(width) * page.Height / page.Width))
}

// brush is one page while it is painted. A point of the page is scale pixels.
type brush struct {
	p     *Painter
	img   *image.RGBA
	scale float64
}

// mask begins a shape that reaches over a rectangle of pixels; the shape is
// drawn relative to its corner. It reports false where nothing of it is on the
// page.
func (c *brush) mask(x0, y0, x1, y1 float64) (image.Rectangle, bool) {
	r := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1))).Intersect(c.img.Rect)
	if r.Empty() {
		return r, false
	}
	c.p.raster.Reset(r.Dx(), r.Dy())
	return r, true
}

// paint draws the shape in a colour.
func (c *brush) paint(r image.Rectangle, of pdf.Color) {
	src := image.NewUniform(color.RGBA{of.R, of.G, of.B, 255})
	c.p.raster.Draw(c.img, r, src, image.Point{})
}

// fill paints a rectangle. A rule thinner than a pixel is one pixel of a paler
// colour, and never two: it stays sharp.
func (c *brush) fill(f *pdf.Fill) {
	x, y, w, h := f.X*c.scale, f.Y*c.scale, f.Width*c.scale, f.Height*c.scale
	if f.Radius > 0 {
		c.rounded(f, x, y, w, h)
		return
	}
	x0, x1, acrossX := snap(x, w)
	y0, y1, acrossY := snap(y, h)
	covered := acrossX * acrossY
	src := image.NewUniform(color.RGBA{f.Color.R, f.Color.G, f.Color.B, 255})
	mask := image.NewUniform(color.Alpha{A: uint8(math.Round(covered * 255))})
	draw.DrawMask(c.img, image.Rect(x0, y0, x1, y1), src, image.Point{}, mask, image.Point{}, draw.Over)
}

// snap puts an edge on whole pixels, at least one; covered is how much of it is
// filled. A thin rule keeps half its weight at least, so that it is seen on a
// small page.
func snap(at, length float64) (from, to int, covered float64) {
	if length < 1 {
		from = int(math.Floor(at + length/2))
		return from, from + 1, max(length, 0.5)
	}
	from, to = int(math.Round(at)), int(math.Round(at+length))
	return from, max(to, from+1), 1
}

// rounded paints a rectangle with round corners.
func (c *brush) rounded(f *pdf.Fill, x, y, w, h float64) {
	r, ok := c.mask(x, y, x+w, y+h)
	if !ok {
		return
	}
	z := &c.p.raster
	x, y = x-float64(r.Min.X), y-float64(r.Min.Y)
	k := min(f.Radius*c.scale, w/2, h/2)
	const bend = 0.5522847498 // of a circle's quarter by a cubic curve
	b := k * (1 - bend)
	z.MoveTo(float32(x+k), float32(y))
	z.LineTo(float32(x+w-k), float32(y))
	z.CubeTo(float32(x+w-b), float32(y), float32(x+w), float32(y+b), float32(x+w), float32(y+k))
	z.LineTo(float32(x+w), float32(y+h-k))
	z.CubeTo(float32(x+w), float32(y+h-b), float32(x+w-b), float32(y+h), float32(x+w-k), float32(y+h))
	z.LineTo(float32(x+k), float32(y+h))
	z.CubeTo(float32(x+b), float32(y+h), float32(x), float32(y+h-b), float32(x), float32(y+h-k))
	z.LineTo(float32(x), float32(y+k))
	z.CubeTo(float32(x), float32(y+b), float32(x+b), float32(y), float32(x+k), float32(y))
	z.ClosePath()
	c.paint(r, f.Color)
}

// text paints a run of glyphs, piece by piece as the PDF has them.
func (c *brush) text(t *pdf.Text) {
	f := c.p.fonts.of(t.Bold, t.Italic)
	size := t.Size * c.scale
	baseline := t.Y * c.scale
	width := max(t.Width, 1) * c.scale
	r, ok := c.mask(t.X*c.scale-size, baseline-1.3*size, t.X*c.scale+width+size, baseline+0.6*size)
	if !ok {
		return
	}
	x0, y0 := float64(r.Min.X), float64(r.Min.Y)
	pieces := t.Pieces
	if len(pieces) == 0 {
		pieces = []pdf.Piece{{X: t.X, Text: t.Text}}
	}
	for _, piece := range pieces {
		x := piece.X*c.scale - x0
		for _, char := range piece.Text {
			g := f.glyph(char)
			g.draw(&c.p.raster, x, baseline-y0, size)
			x += g.advance * size
		}
	}
	c.paint(r, t.Color)
}
