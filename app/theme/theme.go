// Package theme gives LiteWork its looks: colours, sizes, fonts and icons as
// named tokens, light and dark, in the form Fyne asks for.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"

	"litework/assets"
)

// Mode says which of the two looks is used.
type Mode string

// The modes of Settings, Appearance.
const (
	System Mode = "system" // as the desktop says
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Theme is the fyne.Theme of LiteWork. It does not change after it is made:
// to switch the mode, set another one.
type Theme struct {
	mode    Mode
	palette palette
	names   map[fyne.ThemeColorName]fyne.ThemeColorName
	fonts   [4]fyne.Resource
	base    fyne.Theme
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the theme in the given mode; an unknown mode is System.
func New(mode Mode) *Theme {
	return &Theme{
		mode:    mode,
		palette: newPalette(),
		names:   fyneNames(),
		fonts: [4]fyne.Resource{
			fyne.NewStaticResource("NotoSans-Regular.ttf", assets.FontRegular()),
			fyne.NewStaticResource("NotoSans-Bold.ttf", assets.FontBold()),
			fyne.NewStaticResource("NotoSans-Italic.ttf", assets.FontItalic()),
			fyne.NewStaticResource("NotoSans-BoldItalic.ttf", assets.FontBoldItalic()),
		},
		base: ft.DefaultTheme(),
	}
}

// Mode returns the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Variant returns the variant shown where the desktop asks for v: v itself in
// System mode, else the forced one.
func (t *Theme) Variant(v fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return ft.VariantLight
	case Dark:
		return ft.VariantDark
	default:
		return v
	}
}

// Color returns a token of ours or the value one of Fyne's names stands for.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	v = t.Variant(v)
	if c, ok := t.token(name, v); ok {
		return c
	}
	if own, ok := t.names[name]; ok {
		c, _ := t.token(own, v)
		return c
	}
	switch name {
	case ft.ColorNameShadow:
		// Scroll containers draw it at their edges, popups below themselves:
		// weak enough for both.
		return hexA(0x101828, 0x12)
	case ft.ColorNameScrollBar:
		if v == ft.VariantDark {
			return hexA(0x9AA5B5, 0x80)
		}
		return hexA(0x616C7E, 0x70)
	case ft.ColorNameScrollBarBackground:
		return color.NRGBA{} // the thumb alone is enough
	case ft.ColorNameSelection:
		// Selected text in an entry.
		if v == ft.VariantDark {
			return hexA(0x35B8AE, 0x55)
		}
		return hexA(0x0B6E69, 0x38)
	}
	return t.base.Color(name, v)
}

func (t *Theme) token(name fyne.ThemeColorName, v fyne.ThemeVariant) (color.Color, bool) {
	c, ok := t.palette[name]
	if !ok {
		return nil, false
	}
	if v == ft.VariantDark {
		return c[1], true
	}
	return c[0], true
}

// fyneNames says which token each of Fyne's own colour names stands for, so
// that its menus, scrolls, popups and file dialogs look like ours.
func fyneNames() map[fyne.ThemeColorName]fyne.ThemeColorName {
	return map[fyne.ThemeColorName]fyne.ThemeColorName{
		ft.ColorNameBackground:                ColorGround,
		ft.ColorNameButton:                    ColorHover,
		ft.ColorNameDisabledButton:            ColorRaised,
		ft.ColorNameDisabled:                  ColorFaint,
		ft.ColorNameError:                     ColorDanger,
		ft.ColorNameFocus:                     ColorPrimaryTint,
		ft.ColorNameForeground:                ColorText,
		ft.ColorNameForegroundOnError:         ColorOnDanger,
		ft.ColorNameForegroundOnPrimary:       ColorOnPrimary,
		ft.ColorNameForegroundOnSuccess:       ColorOnPrimary,
		ft.ColorNameForegroundOnWarning:       ColorText,
		ft.ColorNameHeaderBackground:          ColorRaised,
		ft.ColorNameHover:                     ColorHover,
		ft.ColorNameHyperlink:                 ColorPrimary,
		ft.ColorNameInnerWindowBorder:         ColorBorder,
		ft.ColorNameInnerWindowBorderInactive: ColorBorder,
		ft.ColorNameInputBackground:           ColorSurface,
		ft.ColorNameInputBorder:               ColorControl,
		ft.ColorNameMenuBackground:            ColorSurface,
		ft.ColorNameOverlayBackground:         ColorSurface,
		ft.ColorNamePlaceHolder:               ColorFaint,
		ft.ColorNamePressed:                   ColorPressed,
		ft.ColorNamePrimary:                   ColorPrimary,
		ft.ColorNameSeparator:                 ColorBorder,
		ft.ColorNameSuccess:                   ColorGreen,
		ft.ColorNameWarning:                   ColorAmber,
	}
}

// Font returns Noto Sans; monospace and symbols stay Fyne's own.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Monospace || style.Symbol {
		return t.base.Font(style)
	}
	switch {
	case style.Bold && style.Italic:
		return t.fonts[3]
	case style.Bold:
		return t.fonts[1]
	case style.Italic:
		return t.fonts[2]
	default:
		return t.fonts[0]
	}
}

// Icon returns Fyne's own icons; ours are had by Icon and IconIn.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size returns Fyne's sizes in our density.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case ft.SizeNameText:
		return TextSize
	case ft.SizeNameCaptionText:
		return CaptionSize
	case ft.SizeNameHeadingText:
		return LargeSize
	case ft.SizeNameSubHeadingText:
		return HeadingSize
	case ft.SizeNameInnerPadding:
		return 7
	case ft.SizeNamePadding:
		return 4
	case ft.SizeNameLineSpacing:
		return 4
	case ft.SizeNameInlineIcon:
		return IconSize
	case ft.SizeNameInputBorder, ft.SizeNameSeparatorThickness:
		return 1
	case ft.SizeNameInputRadius, ft.SizeNameButtonRadius, ft.SizeNameSelectionRadius:
		return Radius
	case ft.SizeNameCardRadius, ft.SizeNameDialogRadius, ft.SizeNamePopupRadius, ft.SizeNameMenuRadius:
		return RadiusCard
	case ft.SizeNameModalBlurRadius:
		return 0
	case ft.SizeNameScrollBar:
		return 10
	case ft.SizeNameScrollBarSmall:
		return 4
	case ft.SizeNameScrollBarRadius:
		return 4
	}
	return t.base.Size(name)
}
