package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours of LiteWork by name. Widgets ask for them through their own
// Theme(), so that an override of a part of the tree works.
const (
	ColorGround      fyne.ThemeColorName = "lwGround"      // behind everything
	ColorSurface     fyne.ThemeColorName = "lwSurface"     // cards, tables, bars
	ColorRaised      fyne.ThemeColorName = "lwRaised"      // table heads, the current row
	ColorBorder      fyne.ThemeColorName = "lwBorder"      // one-pixel lines
	ColorText        fyne.ThemeColorName = "lwText"        // what is read first
	ColorMuted       fyne.ThemeColorName = "lwMuted"       // labels, secondary text: still read
	ColorFaint       fyne.ThemeColorName = "lwFaint"       // disabled and ornament only
	ColorPrimary     fyne.ThemeColorName = "lwPrimary"     // the one accent
	ColorPrimaryTint fyne.ThemeColorName = "lwPrimaryTint" // active item of a choice
	ColorOnPrimary   fyne.ThemeColorName = "lwOnPrimary"   // text on primary
	ColorSelection   fyne.ThemeColorName = "lwSelection"   // selected rows
	ColorControl     fyne.ThemeColorName = "lwControl"     // edges of boxes, radios and entries
	ColorHover       fyne.ThemeColorName = "lwHover"       // a quiet control under the pointer
	ColorPressed     fyne.ThemeColorName = "lwPressed"     // the same while the button is down
	ColorPrimaryOver fyne.ThemeColorName = "lwPrimaryOver" // a primary button under the pointer
	ColorDanger      fyne.ThemeColorName = "lwDanger"      // red as text and as the edge of a wrong field
	ColorOnDanger    fyne.ThemeColorName = "lwOnDanger"    // text on danger
	ColorScrim       fyne.ThemeColorName = "lwScrim"       // over the page below a dialog
	ColorShadow      fyne.ThemeColorName = "lwShadow"      // below what floats
	ColorTip         fyne.ThemeColorName = "lwTip"         // tooltips and toasts
	ColorOnTip       fyne.ThemeColorName = "lwOnTip"       // text on them
	ColorTipAction   fyne.ThemeColorName = "lwTipAction"   // the action of a toast

	ColorGreen     fyne.ThemeColorName = "lwGreen"
	ColorGreenTint fyne.ThemeColorName = "lwGreenTint"
	ColorBlue      fyne.ThemeColorName = "lwBlue"
	ColorBlueTint  fyne.ThemeColorName = "lwBlueTint"
	ColorAmber     fyne.ThemeColorName = "lwAmber"
	ColorAmberTint fyne.ThemeColorName = "lwAmberTint"
	ColorRed       fyne.ThemeColorName = "lwRed"
	ColorRedTint   fyne.ThemeColorName = "lwRedTint"
	ColorGrey      fyne.ThemeColorName = "lwGrey"
	ColorGreyTint  fyne.ThemeColorName = "lwGreyTint"

	// The dots of indicators. They stand beside words and carry nothing alone.
	ColorDotGreen fyne.ThemeColorName = "lwDotGreen"
	ColorDotAmber fyne.ThemeColorName = "lwDotAmber"
)

// palette maps every token to its light and its dark colour.
type palette map[fyne.ThemeColorName][2]color.NRGBA

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func hexA(v uint32, a uint8) color.NRGBA {
	c := hex(v)
	c.A = a
	return c
}

func pair(light, dark uint32) [2]color.NRGBA { return [2]color.NRGBA{hex(light), hex(dark)} }

// newPalette holds the values of design.md, "Looks"; what is not named there
// (hover, scrim, tooltips) is derived from it.
func newPalette() palette {
	return palette{
		ColorGround:      pair(0xF5F6F8, 0x12161C),
		ColorSurface:     pair(0xFFFFFF, 0x1A2028),
		ColorRaised:      pair(0xFAFBFC, 0x1F2630),
		ColorBorder:      pair(0xE1E5EA, 0x2C3542),
		ColorText:        pair(0x17202E, 0xE8ECF2),
		ColorMuted:       pair(0x616C7E, 0x9AA5B5),
		ColorFaint:       pair(0x98A2B3, 0x6B7686),
		ColorPrimary:     pair(0x0B6E69, 0x35B8AE),
		ColorPrimaryTint: pair(0xE3F3F1, 0x173330),
		ColorOnPrimary:   pair(0xFFFFFF, 0x06201E),
		ColorSelection:   pair(0xEAF4F3, 0x1C2F30),
		ColorControl:     pair(0x8A94A4, 0x606B7A),
		ColorHover:       pair(0xF0F2F5, 0x242C37),
		ColorPressed:     pair(0xE6E9EE, 0x2C3542),
		ColorPrimaryOver: pair(0x095C58, 0x4CC7BD),
		ColorDanger:      pair(0xB92B25, 0xF28B82),
		ColorOnDanger:    pair(0xFFFFFF, 0x2B0C0A),
		ColorScrim:       {hexA(0x12161C, 0x6E), hexA(0x05070A, 0xA0)},
		ColorShadow:      {hexA(0x101828, 0x2A), hexA(0x000000, 0x80)},
		ColorTip:         pair(0x17202E, 0xE8ECF2),
		ColorOnTip:       pair(0xFFFFFF, 0x17202E),
		ColorTipAction:   pair(0x6FD6CD, 0x0B6E69),

		ColorGreen:     pair(0x19753F, 0x5CCB8A),
		ColorGreenTint: pair(0xE4F5EA, 0x16301F),
		ColorBlue:      pair(0x1C5FC4, 0x7FB0F7),
		ColorBlueTint:  pair(0xE6EFFC, 0x17273F),
		ColorAmber:     pair(0x94610A, 0xE6B450),
		ColorAmberTint: pair(0xFDF1DA, 0x35290F),
		ColorRed:       pair(0xB92B25, 0xF28B82),
		ColorRedTint:   pair(0xFCE9E7, 0x3A1C1A),
		ColorGrey:      pair(0x5B6575, 0x9AA5B5),
		ColorGreyTint:  pair(0xEEF0F3, 0x262E39),

		ColorDotGreen: pair(0x2E9E5B, 0x2E9E5B),
		ColorDotAmber: pair(0xD08A14, 0xE6B450),
	}
}

// Sizes in the units of Fyne, one pixel each at scale 1.
const (
	TextSize      float32 = 13  // everything
	SmallSize     float32 = 12  // help under fields, enhanced text
	CaptionSize   float32 = 11  // labels, table heads, chips; Fyne rounds to whole pixels
	HeadingSize   float32 = 18  // the title of a page or dialog
	LargeSize     float32 = 20  // figures of a card
	Radius        float32 = 7   // buttons, entries, items
	RadiusCard    float32 = 9   // cards, tables, dialogs
	ControlHeight float32 = 32  // buttons and entries
	RowHeight     float32 = 38  // a row of a table
	HeadHeight    float32 = 35  // the head of a table
	TopBarHeight  float32 = 57  // with its line below
	SidebarWidth  float32 = 196 // with its line at the right
	SidebarNarrow float32 = 56  // icons only
	PagePadding   float32 = 20  // left and right of a page
	IconSize      float32 = 16
)
