package preview

import (
	"bytes"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"math"

	"golang.org/x/image/draw"

	"litework/pdf"
)

// pictures keeps the last picture as it was scaled: a logo stays the same while
// the document is written.
type pictures struct {
	data   []byte
	size   image.Point
	scaled *image.RGBA
}

// picture paints an image; what cannot be read is left out, as on paper.
func (c *brush) picture(i *pdf.Image) {
	x, y := int(math.Round(i.X*c.scale)), int(math.Round(i.Y*c.scale))
	size := image.Pt(max(1, int(math.Round(i.Width*c.scale))), max(1, int(math.Round(i.Height*c.scale))))
	if img := c.p.pictures.scaledTo(i.Data, size); img != nil {
		draw.Draw(c.img, image.Rectangle{Max: size}.Add(image.Pt(x, y)), img, image.Point{}, draw.Over)
	}
}

func (p *pictures) scaledTo(data []byte, size image.Point) *image.RGBA {
	if p.size == size && bytes.Equal(p.data, data) {
		return p.scaled
	}
	p.data, p.size, p.scaled = data, size, nil
	if img, _, err := image.Decode(bytes.NewReader(data)); err == nil {
		p.scaled = image.NewRGBA(image.Rectangle{Max: size})
		draw.CatmullRom.Scale(p.scaled, p.scaled.Rect, img, img.Bounds(), draw.Src, nil)
	}
	return p.scaled
}
