package kit_test

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"litework/app/kit"
	"litework/app/kit/kittest"
	"litework/app/theme"
)

// Pictures are compared byte for byte, so on one system only.
func TestLooks(t *testing.T) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the pictures were drawn on Linux amd64")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			w := kittest.NewWindowIn(t, mode, kit.NewGround(theme.ColorGround, kit.Inset(10, 10, 10, 10, controls())), 420, 250)
			test.AssertRendersToImage(t, "controls-"+string(mode)+".png", w.Canvas())
			r := newRows(4)
			r.selected["r1"] = true
			table := newTable(r)
			table.SetSort(0, true)
			w = kittest.NewWindowIn(t, mode, kit.NewGround(theme.ColorGround, kit.Inset(10, 10, 10, 10, table)), 520, 230)
			table.SetCurrent(2)
			test.AssertRendersToImage(t, "table-"+string(mode)+".png", w.Canvas())
		})
	}
}

func controls() fyne.CanvasObject {
	off := kit.NewPrimary("Post", nil)
	off.Disable()
	wrong := kit.NewField("Price", kit.NewEntry("1.5"))
	wrong.SetError("Use a point: 1.5")
	return kit.VBox(10,
		kit.HBox(8, kit.NewPrimary("New invoice", nil).WithHint("Ctrl N"), kit.NewButton("Import…", nil), kit.NewQuiet("Tag", nil), off),
		kit.HBox(8, kit.NewChip(kit.ChipSpec{Label: "Synced", Tint: kit.Green, Check: true}), kit.NewChip(kit.ChipSpec{Label: "Conflict", Tint: kit.Red}), kit.NewChip(kit.ChipSpec{Label: "festival", Tint: kit.Outline}), kit.NewToggle("", true, nil), kit.NewToggle("", false, nil), kit.NewCheckbox("All", kit.Mixed, nil)),
		kit.HBox(8, kit.NewSegmented([]kit.Segment{{ID: "a", Label: "All", Count: "148"}, {ID: "d", Label: "Draft"}}, "a", nil), kit.NewFilterChoice("Sync:", []kit.Option{{ID: "any", Label: "any"}}, "any", nil)),
		wrong,
		kit.NewBanner(kit.Warn, "Changed in Xero.", kit.NewLink("Apply", nil)),
	)
}
