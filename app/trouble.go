package app

import (
	"errors"
	"net/url"
	"path/filepath"

	"litework/app/kit"
	"litework/store"
)

// showTrouble stands where a company would, when it could not be opened: what
// happened, what to do, where the file is, and the ways on. demo says which
// company it is, retry opens it again.
func (a *App) showTrouble(err error, demo bool, retry func()) {
	a.cfg.Log.Error("opening the company", "error", err)
	again := kit.Named("trouble.again", kit.NewPrimary("Try again", retry))
	folder := kit.Named("trouble.folder", kit.NewButton("Show the folder", func() {
		a.host().OpenURL((&url.URL{Scheme: "file", Path: filepath.ToSlash(a.cfg.Folder)}).String())
	}))
	other := kit.Named("trouble.demo", kit.NewButton("Open the demo organisation", a.openDemo))
	if demo {
		other = kit.Named("trouble.own", kit.NewButton("Open my company", a.openOwnOrWelcome))
	}
	quit := kit.Named("trouble.quit", kit.NewButton("Quit", a.close))
	a.floats.SetContent(kit.NewEmptyState(troubleText(err, a.cfg.Folder), again, folder, other, quit))
	a.window.SetMainMenu(nil)
	a.window.SetTitle("LiteWork")
	a.window.Canvas().Focus(again)
}

// troubleText tells what happened, what to do about it in the folder of the
// company files, and where that is.
func troubleText(err error, folder string) string {
	sentence, fix := "The company file did not open.", "Try again; the log in the folder says more."
	var open *store.OpenError
	if errors.As(err, &open) {
		sentence, fix = open.Sentence, open.Fix
		switch open.Code {
		case store.CodeNotDatabase, store.CodeDamaged:
			// There is one file to a folder, so another takes its place.
			fix = "Put a copy that works in its place, then try again."
		}
	}
	return sentence + " " + fix + " The folder is " + folder + "."
}
