package app

import (
	"errors"

	"litework/app/kit"
	"litework/store"
)

// showTrouble stands where a company would, when it could not be opened: what
// happened, what to do, and the ways on.
func (a *App) showTrouble(err error) {
	a.cfg.Log.Error("opening the company", "error", err)
	text := "The company file did not open. " + err.Error()
	var open *store.OpenError
	if errors.As(err, &open) {
		text = open.Error()
	}
	again := kit.Named("trouble.again", kit.NewPrimary("Try again", a.openFirst))
	demo := kit.Named("trouble.demo", kit.NewButton("Open the demo organisation", func() { a.openCompany(a.opener.OpenDemo) }))
	quit := kit.Named("trouble.quit", kit.NewButton("Quit", a.close))
	a.floats.SetContent(kit.NewEmptyState(text, again, demo, quit))
	a.window.SetMainMenu(nil)
	a.window.Canvas().Focus(again)
}
