package pdf

import (
	"math"
	"strconv"
)

// Lengths are points. The page is A4 with margins of 18 mm.
const (
	millimetre = 72 / 25.4

	pageWidth  = 210 * millimetre
	pageHeight = 297 * millimetre
	margin     = 18 * millimetre

	left  = margin
	right = pageWidth - margin
	top   = margin

	// The foot stands within the margin: a rule, and the number of the page.
	footRule     = pageHeight - margin - 15
	footBaseline = pageHeight - margin - 3
	bottom       = footRule - 9
)

// Sizes of text, and the height of its lines.
const (
	textSize    = 9.5
	textLeading = 13.5
	smallSize   = 8.0
	noteSize    = 8.4 // enhanced descriptions
	noteLeading = 12.0
	nameSize    = 11.25
	titleSize   = 12.5
	kindSize    = 22.5

	// longestLine is more characters than any line of a page holds.
	longestLine = 400

	hairline = 0.6
	ruleLine = 0.75
)

// The colours of paper: those of the light theme on white.
var (
	inkColor    = Color{0x17, 0x20, 0x2E}
	mutedColor  = Color{0x61, 0x6C, 0x7E}
	borderColor = Color{0xDD, 0xE1, 0xE7}
	tealColor   = Color{0x0B, 0x6E, 0x69}
)

// accentOf reads a colour such as "#0B6E69"; what is none is LiteWork's.
func accentOf(hex string) Color {
	if len(hex) == 7 && hex[0] == '#' {
		if n, err := strconv.ParseUint(hex[1:], 16, 24); err == nil {
			return Color{uint8(n >> 16), uint8(n >> 8), uint8(n)}
		}
	}
	return tealColor
}

// legible is the colour for text, which must stand out from white paper: one
// too pale for that (less than 3 : 1, the least for large text by WCAG 2) is
// replaced by ink.
func (c Color) legible() Color {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	luminance := 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	if 1.05/(luminance+0.05) < 3 {
		return inkColor
	}
	return c
}
