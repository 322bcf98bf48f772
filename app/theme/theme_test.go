package theme

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	ft "fyne.io/fyne/v2/theme"

	"litework/assets"
)

var variants = map[string]fyne.ThemeVariant{"light": ft.VariantLight, "dark": ft.VariantDark}

// luminance and contrast follow WCAG 2.1.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(n.R) + 0.7152*lin(n.G) + 0.0722*lin(n.B)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func TestTextIsReadableOnEveryGroundItStandsOn(t *testing.T) {
	grounds := []fyne.ThemeColorName{ColorGround, ColorSurface, ColorRaised, ColorSelection}
	pairs := [][2]fyne.ThemeColorName{
		{ColorPrimary, ColorPrimaryTint}, {ColorText, ColorPrimaryTint}, {ColorOnPrimary, ColorPrimary}, {ColorOnPrimary, ColorPrimaryOver},
		{ColorOnDanger, ColorDanger}, {ColorOnTip, ColorTip}, {ColorTipAction, ColorTip},
		{ColorText, ColorHover}, {ColorMuted, ColorHover}, {ColorText, ColorPressed},
	}
	for _, g := range grounds {
		for _, text := range []fyne.ThemeColorName{ColorText, ColorMuted, ColorPrimary, ColorDanger} {
			pairs = append(pairs, [2]fyne.ThemeColorName{text, g})
		}
	}
	for _, chip := range [][2]fyne.ThemeColorName{
		{ColorGreen, ColorGreenTint}, {ColorBlue, ColorBlueTint}, {ColorAmber, ColorAmberTint}, {ColorRed, ColorRedTint}, {ColorGrey, ColorGreyTint},
	} {
		// A banner carries links on the tint.
		pairs = append(pairs, [2]fyne.ThemeColorName{ColorPrimary, chip[1]}, chip, [2]fyne.ThemeColorName{chip[0], ColorSurface})
	}
	th := New(System)
	for name, v := range variants {
		for _, p := range pairs {
			if c := contrast(th.Color(p[0], v), th.Color(p[1], v)); c < 4.5 {
				t.Errorf("%s: %s on %s has contrast %.2f, want 4.5", name, p[0], p[1], c)
			}
		}
	}
}

func TestControlsStandOutFromWhatTheyLieOn(t *testing.T) {
	th := New(System)
	for name, v := range variants {
		for _, control := range []fyne.ThemeColorName{ColorControl, ColorPrimary, ColorDanger} {
			for _, g := range []fyne.ThemeColorName{ColorSurface} {
				if c := contrast(th.Color(control, v), th.Color(g, v)); c < 3 {
					t.Errorf("%s: %s on %s has contrast %.2f, want 3", name, control, g, c)
				}
			}
		}
	}
}

func TestAForcedModeIgnoresTheDesktop(t *testing.T) {
	for _, v := range variants {
		if got := New(Dark).Color(ColorSurface, v); got != (color.NRGBA{0x1A, 0x20, 0x28, 0xff}) {
			t.Errorf("dark surface is %v", got)
		}
		if got := New(Light).Color(ft.ColorNameMenuBackground, v); got != (color.NRGBA{0xff, 0xff, 0xff, 0xff}) {
			t.Errorf("light menu is %v", got)
		}
	}
}

func TestEveryNameOfFyneHasAColour(t *testing.T) {
	test.NewTempApp(t)
	test.AssertAllColorNamesDefined(t, New(Light), "LiteWork light")
	test.AssertAllColorNamesDefined(t, New(Dark), "LiteWork dark")
}

func TestDigitsHaveEqualWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(Light))
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
		want := fyne.MeasureText("0000000000", 100, style).Width
		for _, d := range "123456789" {
			if got := fyne.MeasureText(strings.Repeat(string(d), 10), 100, style).Width; math.Abs(float64(got-want)) > 0.01 {
				t.Errorf("%+v: ten %c are %v wide, ten 0 are %v", style, d, got, want)
			}
		}
	}
}

func TestEveryIconIsNamedAndTakesItsColour(t *testing.T) {
	red := color.NRGBA{0xB9, 0x2B, 0x25, 0xff}
	for _, name := range assets.IconNames() {
		res := IconIn(IconName(name), red)
		if res == nil {
			t.Fatalf("no icon %s", name)
		}
		svg := string(res.Content())
		if strings.Contains(svg, "#000000") || !strings.Contains(svg, "#b92b25") {
			t.Errorf("%s is not drawn in the colour asked for", name)
		}
		if !strings.Contains(res.Name(), "b92b25") {
			t.Errorf("%s: the name %q does not tell colours apart", name, res.Name())
		}
	}
	if IconIn("none such", red) != nil {
		t.Error("an unknown icon gives a resource")
	}
	if len(assets.IconNames()) < 40 {
		t.Errorf("only %d icons are embedded", len(assets.IconNames()))
	}
}
