// Package app is the desktop application: it opens a company, shows it in the
// one window and closes it again.
package app

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/google/uuid"

	"litework/app/company"
	"litework/app/kit"
	"litework/app/moments"
	"litework/app/page"
	"litework/app/shell"
	"litework/app/theme"
	"litework/document"
	"litework/xerosync/xeroapi"
)

// ID is the application's id towards the operating system.
const ID = "nz.litework.desktop"

// Config is what the application is started with.
type Config struct {
	// Folder of the company files.
	Folder string
	// XeroURL stands in for Xero when set.
	XeroURL string
	// UIMap is the file that the names and places of controls are written to;
	// empty for none.
	UIMap string
	// Moments is told when pages stand on the screen; nil where nobody
	// measures.
	Moments *moments.Log
	// Width and Height of the window; zero takes the size it had last.
	Width, Height int
	Log           *slog.Logger
	Version       string
}

// App is the application. Run it once.
type App struct {
	cfg    Config
	opener company.Opener

	// Everything below belongs to Fyne's goroutine.
	fyne    fyne.App
	window  fyne.Window
	env     kit.Env
	floats  *kit.FloatLayer
	company *company.Company
	shell   *shell.Shell
	closing bool
	// opening is set while a company is being opened or left: a second press
	// of a door opens nothing.
	opening bool
	look    windowState
	// still: nothing is to move by itself.
	still bool

	// early is what began while the window was being made.
	early *early
	// work is what runs beside the window and has to end with it.
	work  sync.WaitGroup
	ctx   context.Context
	stop  context.CancelFunc
	ready chan struct{}
}

// New makes the application; nothing is shown before Run.
func New(cfg Config) *App {
	a := &App{cfg: cfg, ready: make(chan struct{})}
	a.opener = company.Opener{
		Folder: cfg.Folder, XeroURL: cfg.XeroURL, Log: cfg.Log,
		OpenBrowser: a.openBrowser, Secrets: xeroapi.NewKeyring(),
	}
	return a
}

// Run shows the window and returns when it has been closed, or the process was
// told to end, and everything typed has been written. ctx bounds what the
// program does beside the window.
func (a *App) Run(ctx context.Context) error {
	a.ctx, a.stop = context.WithCancel(ctx)
	defer a.stop()
	a.look = readWindowState(a.cfg.Folder)
	a.look.applyScale()
	if a.cfg.Width == 0 || a.cfg.Height == 0 {
		a.cfg.Width, a.cfg.Height = a.look.Width, a.look.Height
	}
	a.fyne = fyneapp.NewWithID(ID)
	a.env = kit.NewEnv()
	a.env.Motion = func() bool { return !a.still }
	a.window = a.fyne.NewWindow("LiteWork")
	a.window.SetIcon(theme.AppIcon())
	a.window.SetMaster()
	a.window.SetPadded(false)
	a.window.Resize(fyne.NewSize(float32(a.cfg.Width), float32(a.cfg.Height)))
	a.window.SetCloseIntercept(a.close)
	a.window.SetOnDropped(a.dropped)
	a.floats = kit.NewFloatLayer(kit.Blank(0, 0), a.env)
	a.window.SetContent(a.cfg.Moments.Over(a.floats))
	a.applyAppearance(a.look.Appearance)
	a.early = a.begin()
	a.fyne.Lifecycle().SetOnStarted(a.started)
	a.window.ShowAndRun()
	// The loop has ended, by our close or by a signal, which Fyne answers by
	// itself. What is open is closed here, once, whichever it was.
	a.finish()
	a.stop()
	a.work.Wait()
	return nil
}

// finish writes what was typed, stops the worker and closes the file.
func (a *App) finish() {
	a.early.drop(a.cfg.Log)
	if err := a.look.write(a.cfg.Folder); err != nil {
		a.cfg.Log.Warn("the size of the window was not kept", "error", err)
	}
	if a.company == nil {
		return
	}
	a.shell.Close(context.WithoutCancel(a.ctx))
	if err := a.company.Close(); err != nil {
		a.cfg.Log.Error("closing the company file", "error", err)
	}
	a.company, a.shell = nil, nil
}

// started runs on Fyne's goroutine once the loop turns.
func (a *App) started() {
	close(a.ready)
	if a.cfg.UIMap != "" {
		a.work.Go(a.writeUIMap)
	}
	<-a.early.fonts
	a.openFirst()
}

// Raise brings the window to the front. It may be called from any goroutine,
// also before Run.
func (a *App) Raise() {
	select {
	case <-a.ready:
		fyne.Do(a.window.RequestFocus)
	default:
	}
}

// openFirst shows what was open when the program last ended, or the first
// window.
func (a *App) openFirst() {
	if a.early.open == nil {
		a.showWelcome()
		return
	}
	a.openCompany(a.early.demo, a.early.company)
}

// openOwn opens the user's own company and goes on with then once it is shown.
func (a *App) openOwn(then ...func()) {
	a.openCompany(false, func(ctx context.Context) (*company.Company, error) {
		return a.opener.OpenOwn(ctx, document.Settings{})
	}, then...)
}

// openDemo opens the demo organisation.
func (a *App) openDemo() { a.openCompany(true, a.opener.OpenDemo) }

// openCompany opens a company away from Fyne's goroutine and shows it in place
// of the one that is open. What is given as then follows. While one is being
// opened it does nothing.
func (a *App) openCompany(demo bool, open func(context.Context) (*company.Company, error), then ...func()) {
	a.leaveCompany(func() {
		a.opening = true
		a.work.Go(func() {
			c, err := open(a.ctx)
			var set document.Settings
			if err == nil {
				if set, err = c.File.Settings(a.ctx); err != nil {
					err = errors.Join(err, c.Close())
				}
			}
			a.env.Do(func() {
				a.opening = false
				if err != nil {
					a.showTrouble(err, demo, func() { a.openCompany(demo, open, then...) })
					return
				}
				a.showCompany(c, set)
				for _, f := range then {
					if f != nil {
						f()
					}
				}
			})
		})
	})
}

// showCompany puts the shell of an open company into the window.
func (a *App) showCompany(c *company.Company, set document.Settings) {
	a.company = c
	a.applyAppearance(set.Appearance)
	a.settingsChanged(set)
	a.shell = shell.New(shell.Deps{
		Host: a.host(), Company: c, Window: a.window, NewID: uuid.NewString, Now: time.Now,
		Connect: a.connect, OpenDemo: a.openDemo, OpenOwn: a.openOwnOrWelcome,
		Copy: a.copy, ToastAction: a.floats.ToastAction, ApplyAppearance: a.applyAppearance, SettingsChanged: a.settingsChanged, Restore: a.restore, Quit: a.close, Settings: set, Version: a.cfg.Version,
	})
	a.floats.SetContent(a.shell.Content())
	a.window.SetMainMenu(a.shell.Menu())
	a.window.Canvas().SetOnTypedKey(a.shell.Key)
	a.window.SetTitle("LiteWork · " + set.Company.Name)
	a.shell.Focus()
}

func (a *App) openOwnOrWelcome() {
	if a.opener.HasOwn() {
		a.openOwn()
		return
	}
	a.leaveCompany(a.showWelcome)
}

// leaveCompany closes the open company away from Fyne's goroutine and goes on
// with then, on it. What could not be written makes it ask first.
func (a *App) leaveCompany(then func()) {
	switch {
	case a.opening:
		return
	case a.company == nil:
		then()
		return
	}
	open := a.shell
	open.WhenWritten(func() {
		if a.shell != open {
			return // it was left meanwhile
		}
		if why := open.Unsaved(); why != "" {
			a.askBeforeLeaving(why, "Stay here", "Leave without saving", func() { a.dropCompany(then) })
			return
		}
		a.dropCompany(then)
	})
}

func (a *App) dropCompany(then func()) {
	old, oldShell := a.company, a.shell
	a.company, a.shell, a.opening = nil, nil, true
	// Neither menu nor keys reach pages that are being closed.
	a.window.SetMainMenu(nil)
	a.window.Canvas().SetOnTypedKey(nil)
	a.floats.SetContent(kit.Blank(0, 0))
	a.floats.DismissToast()
	oldShell.Close(context.WithoutCancel(a.ctx))
	a.work.Go(func() {
		if err := old.Close(); err != nil {
			a.cfg.Log.Error("closing the company file", "error", err)
		}
		a.env.Do(func() {
			a.opening = false
			then()
		})
	})
}

// close ends the program. Only what could not be written makes it ask.
func (a *App) close() {
	if a.closing {
		return
	}
	if a.shell == nil {
		a.quit()
		return
	}
	open := a.shell
	open.WhenWritten(func() {
		if a.closing || a.shell != open {
			return
		}
		if why := open.Unsaved(); why != "" {
			a.askBeforeLeaving(why, "Keep the window open", "Close without saving", a.quit)
			return
		}
		a.quit()
	})
}

// quit remembers the window and ends the loop.
func (a *App) quit() {
	a.closing = true
	a.look = a.look.resized(a.window.Canvas().Size())
	a.fyne.Quit()
}

// askBeforeLeaving is the one question that closing asks, and showing another
// company: what was typed last is not in the file.
func (a *App) askBeforeLeaving(why, stayLabel, leaveLabel string, leave func()) {
	m := kit.NewModal("The last changes are not saved", kit.NewParagraph(why, kit.Look{}))
	m.Width = 460
	stay := kit.Named("close.stay", kit.NewPrimary(stayLabel, m.Close))
	going := kit.Named("close.leave", kit.NewDanger(leaveLabel, func() {
		m.Close()
		leave()
	}))
	m.Default, m.First = stay, stay
	m.SetButtons(nil, []fyne.CanvasObject{going, stay})
	m.Show(a.window.Canvas(), a.env)
}

// host is what every page takes from the window.
func (a *App) host() page.Host {
	return page.Host{
		Env: a.env, Canvas: a.window.Canvas(), Toast: a.floats.Toast, Moments: a.cfg.Moments,
		OpenURL: func(address string) {
			if err := a.openBrowser(address); err != nil {
				a.floats.Toast(kit.Toast{Text: "The browser did not open. The address is " + address})
			}
		},
		Today: func() document.Date { return document.DateOf(time.Now()) },
	}
}

func (a *App) openBrowser(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	return a.fyne.OpenURL(u)
}

func (a *App) copy(text string) { a.fyne.Clipboard().SetContent(text) }

// settingsChanged keeps what the next start has to know before it can read the
// company file.
func (a *App) settingsChanged(s document.Settings) {
	a.look.Scale, a.look.Appearance = "", s.Appearance
	if !s.Scale.IsZero() {
		a.look.Scale = s.Scale.String()
	}
	a.still = s.ReduceMotion
}

// applyAppearance shows "light", "dark" or, for "", what the desktop says.
func (a *App) applyAppearance(mode string) {
	if t, ok := a.fyne.Settings().Theme().(*theme.Theme); ok && t.Mode() == theme.Mode(mode) {
		return
	}
	a.fyne.Settings().SetTheme(theme.New(theme.Mode(mode)))
}
