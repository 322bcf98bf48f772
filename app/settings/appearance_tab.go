package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
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
	samples := newSamples()
	scale, _ := p.form.choice(choiceSpec{
		name: "appearance.scale", label: "Size", help: "Takes effect when LiteWork starts again; the sample below shows it now.",
		options: scaleOptions(), get: func(s document.Settings) string { return scaleOf(s).String() },
		put: func(s *document.Settings, id string) {
			s.Scale = decimal.RequireFromString(id)
			if id == "1" {
				s.Scale = decimal.Zero
			}
		},
		also: func() { samples.show(p.facts.settings); p.relayout() },
	})
	p.form.onFill(samples.show)
	motion := p.form.toggle("appearance.motion", "Reduce motion", "Nothing moves by itself: messages at the foot of the page appear without rising.",
		func(s document.Settings) bool { return s.ReduceMotion }, func(s *document.Settings, on bool) { s.ReduceMotion = on })
	return kit.VBox(14,
		page.Card("Window", kit.VBox(16, kit.Columns(14, looks, scale), motion)),
		page.Card("Sample", samples.root))
}

func scaleOptions() []kit.Option {
	return []kit.Option{
		{ID: "0.9", Label: "90 %"}, {ID: "1", Label: "100 %"}, {ID: "1.1", Label: "110 %"},
		{ID: "1.25", Label: "125 %"}, {ID: "1.5", Label: "150 %"}, {ID: "2", Label: "200 %"},
	}
}

func scaleOf(s document.Settings) decimal.Decimal {
	if s.Scale.IsZero() {
		return decimal.NewFromInt(1)
	}
	return s.Scale
}

// samples shows the same few words light and dark, in the size chosen.
type samples struct {
	root  fyne.CanvasObject
	texts []*kit.Text
	// running is the size that the window has.
	running decimal.Decimal
}

func newSamples() *samples {
	s := &samples{}
	s.root = kit.Columns(14, s.one(theme.Light), s.one(theme.Dark))
	return s
}

func (s *samples) one(mode theme.Mode) fyne.CanvasObject {
	number := kit.NewText("INV-0148", kit.Look{Style: fyne.TextStyle{Bold: true}})
	client := kit.NewText("Kauri Point Films Ltd", kit.Look{Color: theme.ColorMuted}).Shrinks()
	total := kit.NewText("2,783.00", kit.Look{})
	s.texts = append(s.texts, number, client, total)
	words := kit.VBox(8, kit.HBox(8, number, kit.NewChip(kit.ChipSpec{Label: "Draft", Tint: kit.Grey}), kit.NewChip(kit.ChipSpec{Label: "Synced", Tint: kit.Green, Check: true})),
		client, total)
	return container.NewThemeOverride(kit.NewCard(words), theme.New(mode))
}

// show takes over the size: what it would be after the next start.
func (s *samples) show(set document.Settings) {
	if s.running.IsZero() {
		s.running = scaleOf(set)
	}
	scale, _ := scaleOf(set).Div(s.running).Float64()
	for i, t := range s.texts {
		look := [...]kit.Look{{Style: fyne.TextStyle{Bold: true}}, {Color: theme.ColorMuted}, {}}[i%3]
		look.Size = theme.TextSize * float32(scale)
		t.SetLook(look)
	}
}
