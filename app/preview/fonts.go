package preview

import (
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"litework/assets"
)

// fonts are those that the PDF holds: regular, bold, italic and both.
type fonts [4]*face

func newFonts() fonts {
	return fonts{newFace(assets.FontRegular()), newFace(assets.FontBold()), newFace(assets.FontItalic()), newFace(assets.FontBoldItalic())}
}

func (f *fonts) of(bold, italic bool) *face {
	i := 0
	if bold {
		i++
	}
	if italic {
		i += 2
	}
	return f[i]
}

// face is a font whose glyphs are kept as outlines.
type face struct {
	font   *sfnt.Font
	units  fixed.Int26_6
	buffer sfnt.Buffer
	glyphs map[rune]glyph
}

// newFace panics where the font cannot be read: it is part of the program.
func newFace(data []byte) *face {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic("an embedded font cannot be read: " + err.Error())
	}
	return &face{font: f, units: fixed.I(int(f.UnitsPerEm())), glyphs: map[rune]glyph{}}
}

// glyph is an outline in a square of 1, y downwards from the baseline.
type glyph struct {
	advance  float64
	segments []segment
}

type segment struct {
	op   sfnt.SegmentOp
	args [3][2]float64
}

// glyph gives that of a character; one the font lacks is its empty box.
func (f *face) glyph(char rune) glyph {
	if g, ok := f.glyphs[char]; ok {
		return g
	}
	index, err := f.font.GlyphIndex(&f.buffer, char)
	if err != nil {
		index = 0
	}
	var g glyph
	if advance, err := f.font.GlyphAdvance(&f.buffer, index, f.units, font.HintingNone); err == nil {
		g.advance = float64(advance) / float64(f.units)
	}
	if outline, err := f.font.LoadGlyph(&f.buffer, index, f.units, nil); err == nil {
		for _, s := range outline {
			out := segment{op: s.Op}
			for i, p := range s.Args {
				out.args[i] = [2]float64{float64(p.X) / float64(f.units), float64(p.Y) / float64(f.units)}
			}
			g.segments = append(g.segments, out)
		}
	}
	f.glyphs[char] = g
	return g
}

// draw adds the outline to a shape, its left end on the baseline at x and y.
func (g *glyph) draw(z *vector.Rasterizer, x, y, size float64) {
	at := func(p [2]float64) (float32, float32) {
		return float32(x + p[0]*size), float32(y + p[1]*size)
	}
	for _, s := range g.segments {
		ax, ay := at(s.args[0])
		switch s.op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			z.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(s.args[1])
			z.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(s.args[1])
			cx, cy := at(s.args[2])
			z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	z.ClosePath()
}
