// Gallery shows the widgets of kit side by side, for looking at them. It takes
// "light" or "dark", and "table", "widgets" or "dialog".
package main

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"litework/app/kit"
	"litework/app/theme"
)

func main() {
	mode, page := theme.Light, "table"
	for _, arg := range os.Args[1:] {
		switch arg {
		case "light", "dark":
			mode = theme.Mode(arg)
		default:
			page = arg
		}
	}
	a := app.NewWithID("litework.gallery")
	a.Settings().SetTheme(theme.New(mode))
	w := a.NewWindow("Gallery")
	w.SetMainMenu(fyne.NewMainMenu(
		fyne.NewMenu("File", fyne.NewMenuItem("New invoice", func() {}), fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Close", func() {})),
		fyne.NewMenu("Edit", fyne.NewMenuItem("Undo", func() {})),
		fyne.NewMenu("Help", fyne.NewMenuItem("Shortcuts", func() {})),
	))
	g := &gallery{env: kit.NewEnv(), window: w}
	layer := kit.NewFloatLayer(g.shell(page), g.env)
	g.layer = layer
	w.SetContent(layer)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	if page == "dialog" {
		a.Lifecycle().SetOnStarted(func() { g.dialog() })
	}
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyF12 {
			if err := kit.WalkNamed(w.Canvas()).Write(os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
	})
	w.ShowAndRun()
}

type gallery struct {
	env    kit.Env
	window fyne.Window
	layer  *kit.FloatLayer
}

func (g *gallery) shell(page string) fyne.CanvasObject {
	side := kit.Named("sidebar", kit.NewSidebar("LiteWork", []kit.SidebarItem{
		{ID: "invoices", Label: "Invoices", Icon: theme.IconDocument, Tip: "Ctrl+1"},
		{ID: "quotes", Label: "Quotes", Icon: theme.IconQuote},
		{ID: "contacts", Label: "Contacts", Icon: theme.IconPerson},
		{ID: "sync", Label: "Sync", Icon: theme.IconSync, Badge: "2"},
		{ID: "settings", Label: "Settings", Icon: theme.IconSliders},
	}, nil))
	side.SetCompany("Harbour Light Ltd")
	side.SetSelected("invoices")
	side.SetIndicator(kit.IndicatorView{Icon: theme.IconDot, Color: theme.ColorDotGreen, Text: "Synced 3 min ago"})
	side.OnSelected = func(id string) { side.SetSelected(id) }
	body := g.table()
	if page != "table" {
		body = g.widgets()
	}
	return kit.NewShell(side, body, nil)
}
