package settings

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/document"
)

// accents are the colours offered for paper, LiteWork's own first. All can be
// read on white.
func accents() []kit.Swatch {
	swatch := func(id, label string) kit.Swatch { return kit.Swatch{ID: id, Label: label, Color: colorOf(id)} }
	return []kit.Swatch{
		swatch(document.DefaultAccent, "Teal"), swatch("#1C5FC4", "Blue"), swatch("#3B3FA5", "Indigo"), swatch("#7A2E8E", "Purple"),
		swatch("#B92B25", "Red"), swatch("#94610A", "Ochre"), swatch("#19753F", "Green"), swatch("#17202E", "Black"),
	}
}

// colorOf is the colour of "#RRGGBB".
func colorOf(accent string) color.Color {
	c := color.NRGBA{A: 0xff}
	_, _ = fmt.Sscanf(accent, "#%02X%02X%02X", &c.R, &c.G, &c.B) // else black
	return c
}

// accentField is the colour of the printed page, typed or chosen.
func (p *Page) accentField() fyne.CanvasObject {
	var swatches *kit.Swatches
	field, entry := p.form.text(textSpec{
		name: "company.accent", label: "Accent colour", help: "Of headings and lines on paper.", example: document.DefaultAccent,
		get: func(s document.Settings) string { return s.Company.Accent },
		put: func(s *document.Settings, text string) { s.Company.Accent, _ = document.ParseAccent(text) },
		check: func(text string) string {
			_, err := document.ParseAccent(text)
			return problem(err)
		},
		hint: func(text string) string {
			accent, _ := document.ParseAccent(text)
			return document.AccentHint(accent)
		},
		also: func() { swatches.SetSelected(shownAccent(p.facts.settings)) },
	})
	swatches = kit.Named("settings.company.swatches", kit.NewSwatches(accents(), func(id string) {
		entry.SetText(id) // as if it had been typed
	}))
	p.form.onFill(func(s document.Settings) { swatches.SetSelected(shownAccent(s)) })
	return kit.VBox(10, field, swatches)
}

// shownAccent is the colour that paper has.
func shownAccent(s document.Settings) string {
	if s.Company.Accent == "" {
		return document.DefaultAccent
	}
	return s.Company.Accent
}
