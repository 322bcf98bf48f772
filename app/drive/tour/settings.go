package main

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	"litework/app/drive"
)

// settings looks at every tab, puts something wrong and something right into
// them, and at the sheet of shortcuts.
func settings(a *actor) {
	a.keys("ctrl+comma")
	a.see("settings.tabs")
	a.shot("settings")
	a.keys("F6", "Tab", "ctrl+a")
	a.typed("1x")
	a.keys("Tab") // what is wrong is said of a field that was left
	a.shot("settings-wrong")
	a.keys("shift+Tab")
	a.keys("ctrl+a")
	a.typed("1")
	a.read("settings.saved", "Saved")
	a.shot("settings-number-taken")
	companyTab(a)
	for _, tab := range []string{"tax", "terms"} {
		a.click("settings.tab." + tab)
		a.shot("settings-" + tab)
	}
	quickItemsTab(a)
	for _, tab := range []string{"xero", "email", "backup", "appearance"} {
		a.click("settings.tab." + tab)
		a.shot("settings-" + tab)
	}
	a.keys("F1")
	a.see("keys.close")
	a.shot("shortcuts")
	a.keys("Escape")
	a.gone("dialog")
}

// companyTab gives the company a logo by its path and a colour by keyboard.
func companyTab(a *actor) {
	a.click("settings.tab.company")
	a.shot("settings-company")
	folder, err := os.MkdirTemp("", "litework-logo-")
	a.do("folder of the logo", func() error { return err })
	defer os.RemoveAll(folder)
	logo := filepath.Join(folder, "logo.png")
	a.do("logo", func() error { return drawLogo(logo) })
	a.keys("F6", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "ctrl+a")
	a.typed("49-091-851")
	a.keys("Tab", "Tab")
	a.typed(folder)
	a.keys("Tab", "Return")
	a.see("files.choose")
	a.keys("ctrl+a")
	a.typed(folder)
	a.keys("Return")
	a.see("files.table/logo.png")
	a.shot("choose-file")
	a.keys("Down", "Return")
	a.gone("dialog")
	a.read("settings.logo", "(1200,")
	a.keys("Tab", "Tab")
	a.typed("f5d000")
	a.keys("Tab")
	a.shot("settings-company-paper")
	a.keys("shift+Tab")
	a.keys("Tab", "Right")
	a.read("settings.company.swatches", "#0B6E69")
}

// drawLogo writes a green sign, larger than it will be kept.
func drawLogo(path string) error {
	img := image.NewNRGBA(image.Rect(0, 0, 1600, 500))
	for x := range 1600 {
		for y := range 500 {
			c := color.NRGBA{R: 0x0B, G: 0x6E, B: 0x69, A: 0xFF}
			if dx, dy := x-300, y-250; dx*dx+dy*dy < 160*160 {
				c = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
			}
			img.Set(x, y, c)
		}
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(file, img); err != nil {
		return err
	}
	return file.Close()
}

// quickItemsTab saves a line, with a quantity that is none at first.
func quickItemsTab(a *actor) {
	a.click("settings.tab.quick")
	a.see("empty")
	a.shot("settings-quick-empty")
	a.click("settings.quick.first")
	a.see("quick.save")
	a.typed("skypanel")
	a.keys("Tab")
	a.typed("ARRI SkyPanel S60-C")
	a.keys("Tab", "Tab")
	a.typed("4 4")
	a.shot("quick-item-wrong")
	a.keys("ctrl+a")
	a.typed("4")
	a.keys("Tab")
	a.typed("3d")
	a.keys("Tab")
	a.typed("120")
	a.keys("ctrl+Return")
	a.gone("dialog")
	a.see("settings.quick.table")
	a.shot("settings-quick")
}

// backups makes a copy, looks into it and restores it: then the company catches
// up with Xero.
func backups(a *actor) {
	a.keys("ctrl+comma")
	a.see("settings.tabs")
	a.click("settings.tab.backup")
	a.click("settings.backup.now")
	a.do("the copy", func() error {
		_, err := a.w.WaitFor("a copy", func(m drive.Map) bool { return len(rows(m, "settings.backup.table")) > 0 })
		return err
	})
	a.shot("backed-up")
	a.do("look into it", func() error {
		m, err := a.w.Map()
		if err != nil {
			return err
		}
		return a.w.Click(rows(m, "settings.backup.table")[0].Name)
	})
	a.keys("Return")
	a.see("look.restore")
	a.shot("look-into-copy")
	a.keys("shift+Tab", "Return")
	a.see("restore.confirm")
	a.shot("restore")
	a.keys("ctrl+Return")
	a.gone("dialog")
	a.see("invoices.table")
	a.shot("restored")
}
