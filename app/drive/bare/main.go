// Bare is the least a Fyne program can be: one window with an entry. What
// LiteWork costs is measured against it.
package main

import (
	"flag"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/moments"
	"litework/app/theme"
)

func main() {
	out := flag.String("moments", "", "`file` to write moments to")
	width := flag.Int("width", 1280, "width of the window")
	height := flag.Int("height", 840, "height of the window")
	focus := flag.Bool("focus", false, "put the caret into the entry")
	flag.Parse()
	file, err := os.OpenFile(*out, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	noted := moments.New(file)

	a := app.NewWithID("nz.litework.bare")
	a.Settings().SetTheme(theme.New(theme.Light))
	w := a.NewWindow("Bare")
	w.SetPadded(false)
	entry := kit.NewEntry("")
	ground := canvas.NewRectangle(theme.New(theme.Light).Color(theme.ColorGround, 0))
	w.SetContent(noted.Over(container.NewStack(ground, container.NewVBox(entry))))
	w.Resize(fyne.NewSize(float32(*width), float32(*height)))
	// Each key that nothing else takes is answered with a frame.
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) {
		noted.Asked("key")
		ground.Refresh()
		noted.Shown("frame")
	})
	a.Lifecycle().SetOnStarted(func() {
		noted.Shown("list")
		if *focus {
			w.Canvas().Focus(entry)
		}
	})
	w.ShowAndRun()
}
