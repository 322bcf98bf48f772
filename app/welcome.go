package app

import (
	"context"
	"time"

	"litework/app/company"
	"litework/app/welcome"
	"litework/document"
	"litework/xerosync/xeroapi"
)

// showWelcome shows the first window.
func (a *App) showWelcome() {
	p := welcome.New(welcome.Deps{
		Host:    a.host(),
		Demo:    a.openDemo,
		Offline: func(first document.Settings) { a.makeOwn(first, nil) },
		Connect: func(first document.Settings) { a.makeOwn(first, a.connect) },
	})
	a.floats.SetContent(p.Content())
	a.window.SetMainMenu(nil)
	a.window.SetTitle("LiteWork")
	p.Focus()
}

// makeOwn makes the user's own company file and goes on with then once it is
// shown.
func (a *App) makeOwn(first document.Settings, then func()) {
	a.openCompany(false, func(ctx context.Context) (*company.Company, error) {
		return a.opener.OpenOwn(ctx, first)
	}, then)
}

// connect opens the dialog that connects the open company to Xero.
func (a *App) connect() {
	if a.company == nil || a.company.Demo {
		return
	}
	welcome.Connect(welcome.ConnectDeps{
		Host: a.host(), File: a.company.File, Sync: a.company.Sync, Copy: a.copy,
		Now: time.Now, UseSession: a.useSession, BuiltInClientID: company.BuiltInClientID != "",
		Import: func() { a.shell.Import() },
	})
}

// useSession keeps the sign-in in memory from now on, which the user chose
// because the keyring cannot be used, and connects again.
func (a *App) useSession() {
	a.opener.Secrets = xeroapi.NewSessionStore()
	a.openOwn(a.connect)
}
