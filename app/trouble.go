package app

import (
	"errors"
	"net/url"
	"path/filepath"

	"fyne.io/fyne/v2"

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
	buttons := []fyne.CanvasObject{again, folder, other, quit}
	text := troubleText(err, a.cfg.Folder)
	if last, ok := a.lastCopy(err, demo); ok {
		made := last.At.Local().Format("2 Jan 2006 15:04")
		text = "The company file is damaged. Its last copy is of " + made + ". The folder is " + a.cfg.Folder + "."
		retryAlso := kit.Named("trouble.again", kit.NewButton("Try again", retry))
		again = kit.Named("trouble.restore", kit.NewPrimary("Restore that copy…", func() { a.askRestoreLast(last.Path, made, demo) }))
		buttons = []fyne.CanvasObject{again, retryAlso, folder, other, quit}
	}
	a.floats.SetContent(kit.NewEmptyState(text, buttons...))
	a.window.SetMainMenu(nil)
	a.window.SetTitle("LiteWork")
	a.window.Canvas().Focus(again)
}

// lastCopy is the newest copy of a company file that is damaged.
func (a *App) lastCopy(err error, demo bool) (store.Copy, bool) {
	var open *store.OpenError
	if !errors.As(err, &open) || open.Code != store.CodeDamaged && open.Code != store.CodeNotDatabase {
		return store.Copy{}, false
	}
	copies, err := a.opener.Copies(demo)
	if err != nil || len(copies) == 0 {
		return store.Copy{}, false
	}
	return copies[0], true
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
