package settings

import (
	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// appearanceTab is how the window looks.
func (p *Page) appearanceTab() fyne.CanvasObject {
	looks, _ := p.form.choice(choiceSpec{
		name: "appearance.mode", label: "Looks", help: "Changes at once.",
		options: []kit.Option{{ID: "", Label: "As the desktop"}, {ID: "light", Label: "Light"}, {ID: "dark", Label: "Dark"}},
		get:     func(s document.Settings) string { return s.Appearance },
		put:     func(s *document.Settings, id string) { s.Appearance = id },
		also: func() {
			if p.d.ApplyAppearance != nil {
				p.d.ApplyAppearance(p.facts.settings.Appearance)
			}
		},
	})
	scale, _ := p.form.choice(choiceSpec{
		name: "appearance.scale", label: "Size", help: "Takes effect when LiteWork starts again.",
		options: scaleOptions(),
		get: func(s document.Settings) string {
			if s.Scale.IsZero() {
				return "1"
			}
			return s.Scale.String()
		},
		put: func(s *document.Settings, id string) {
			s.Scale = decimal.RequireFromString(id)
			if id == "1" {
				s.Scale = decimal.Zero
			}
		},
	})
	return page.Card("Looks", kit.Columns(14, looks, scale))
}

func scaleOptions() []kit.Option {
	return []kit.Option{
		{ID: "0.9", Label: "90 %"}, {ID: "1", Label: "100 %"}, {ID: "1.1", Label: "110 %"},
		{ID: "1.25", Label: "125 %"}, {ID: "1.5", Label: "150 %"}, {ID: "2", Label: "200 %"},
	}
}
