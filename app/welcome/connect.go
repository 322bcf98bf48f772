package welcome

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/settings"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// ConnectDeps is what connecting needs from outside.
type ConnectDeps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	// Copy puts a text into the clipboard.
	Copy func(text string)
	// BuiltInClientID is set where the program brings its own client ID.
	BuiltInClientID bool
	// Now is the time on the clock.
	Now func() time.Time
	// UseSession goes on with the sign-in kept in memory until the program
	// ends, for a computer without a keyring: it opens the company anew and
	// connects again. A nil one is not offered.
	UseSession func()
	// Import shows the import from Xero. A nil one is not offered.
	Import func()
	// Closed is called once when the dialog is gone; connected reports whether
	// a connection was made. May be nil.
	Closed func(connected bool)
}

// connecting is the dialog on its way from the browser to what to take over.
type connecting struct {
	d         ConnectDeps
	reader    *page.Reader
	modal     *kit.Modal
	before    document.Settings
	attempt   *xerosync.Connecting
	stopWait  context.CancelFunc
	stopClock func()
	connected bool
	// anew: the user has confirmed to start anew with another organisation.
	anew bool
}

// Connect opens the dialog that connects the company whose file and service are
// given.
func Connect(d ConnectDeps) { open(d) }

func open(d ConnectDeps) *connecting {
	c := &connecting{d: d, reader: page.NewReader(d.Env, d.Run)}
	c.modal = kit.NewModal("Connect to Xero", nil)
	c.modal.Width = 520
	c.modal.OnClosed = c.closed
	page.Read(c.reader, "settings", func(ctx context.Context) (document.Settings, error) {
		return d.File.Settings(ctx)
	}, func(s document.Settings, err error) {
		if err != nil {
			d.Tell("Not connected", err)
			c.closed()
			return
		}
		c.before = s
		if s.ClientID == "" && !d.BuiltInClientID {
			c.askClientID("")
		} else {
			c.begin()
		}
		d.Show(c.modal)
	})
	return c
}

func (c *connecting) closed() {
	c.endAttempt()
	c.reader.Close()
	if c.d.Closed != nil {
		c.d.Closed(c.connected)
	}
}

func (c *connecting) endAttempt() {
	if c.stopClock != nil {
		c.stopClock()
		c.stopClock = nil
	}
	if c.stopWait != nil {
		c.stopWait()
		c.stopWait = nil
	}
	if c.attempt != nil {
		c.attempt.Cancel()
		c.attempt = nil
	}
}

// show draws one step of the dialog. The default button comes last.
func (c *connecting) show(title string, body fyne.CanvasObject, first fyne.Focusable, left []fyne.CanvasObject, right ...*kit.Button) {
	c.modal.SetTitle(title)
	c.modal.SetStep(body, first, left, right...)
}

func (c *connecting) cancel(label string) *kit.Button {
	return kit.Named("connect.cancel", kit.NewButton(label, c.modal.Close))
}

// askClientID asks for the client ID, with the three steps that lead to one.
func (c *connecting) askClientID(trouble string) {
	entry := kit.Named("connect.clientid", kit.NewEntry("0123456789ABCDEF0123456789ABCDEF"))
	entry.SetValue(c.before.ClientID)
	field := kit.NewField("Your client ID", entry).WithHelp("Not a secret. It names the app that you register at Xero, once.")
	entry.OnChanged = func(string) { field.SetError("") }
	body := kit.VBox(16, kit.NewParagraph("Xero lets in registered apps only. These three steps register yours; they take a few minutes and cost nothing.",
		kit.Look{Color: theme.ColorMuted}), settings.Guide(c.d.OpenURL, c.d.Copy), field)
	if trouble != "" {
		body = kit.VBox(16, kit.NewBanner(kit.Problem, trouble), body)
	}
	c.show("Connect to Xero", body, entry, nil, c.cancel("Cancel"),
		kit.Named("connect.continue", kit.NewPrimary("Continue", func() {
			id := strings.TrimSpace(entry.Text)
			why := settings.CheckClientID(id)
			if id == "" && !c.d.BuiltInClientID {
				why = "A client ID is needed."
			}
			if why != "" {
				field.SetError(why)
				c.modal.Refresh()
				c.d.Canvas.Focus(entry)
				return
			}
			c.saveClientID(id)
		})))
}

func (c *connecting) saveClientID(id string) {
	page.Write(c.reader, func(ctx context.Context) (document.Settings, error) {
		now, err := c.d.File.Settings(ctx)
		if err != nil {
			return now, err
		}
		now.ClientID = id
		return now, c.d.File.SaveSettings(ctx, now)
	}, func(now document.Settings, err error) {
		if err != nil {
			c.fail(err)
			return
		}
		c.before = now
		c.begin()
	})
}

// begin opens the browser and waits for what the user does there.
func (c *connecting) begin() {
	c.endAttempt()
	c.show("Connect to Xero", note("Opening your browser…"), nil, nil, c.cancel("Cancel"))
	page.Read(c.reader, "begin", func(ctx context.Context) (*xerosync.Connecting, error) {
		return c.d.Sync.BeginConnect(ctx, c.before.ClientID)
	}, func(attempt *xerosync.Connecting, err error) {
		if err != nil {
			c.fail(err)
			return
		}
		if c.anew {
			attempt.StartAnew()
		}
		c.attempt = attempt
		c.wait()
	})
}

// wait shows the link and the time that remains until the browser answered.
func (c *connecting) wait() {
	attempt := c.attempt
	left := kit.Named("connect.left", kit.Muted(""))
	link := kit.Named("connect.link", kit.NewEntry(""))
	link.SetValue(attempt.AuthorizeURL)
	link.SetReadOnly(true)
	copying := kit.Named("connect.copy", kit.NewButton("Copy", func() {
		c.d.Copy(attempt.AuthorizeURL)
		left.SetText("Copied")
	}).WithIcon(theme.IconCopy))
	open := kit.Named("connect.open", kit.NewButton("Open again", func() { c.d.OpenURL(attempt.AuthorizeURL) }))
	body := kit.VBox(14,
		kit.NewParagraph("Xero asks there which organisation LiteWork may use. Nothing is read or sent before you allow it, and this window goes on by itself.", kit.Look{}),
		kit.NewField("If no browser opened, use this link", kit.HBox(8, kit.Flex(link), copying, open)), left)
	c.show("Continue in your browser", body, nil, nil, c.cancel("Cancel"))
	c.tick(left)
	ctx, stop := context.WithCancel(context.Background())
	c.stopWait = stop
	page.Read(c.reader, "wait", func(reading context.Context) (document.Organisation, error) {
		end := context.AfterFunc(reading, stop)
		defer end()
		return attempt.Wait(ctx)
	}, func(found document.Organisation, err error) {
		if c.stopClock != nil {
			c.stopClock()
		}
		if err != nil {
			c.fail(err)
			return
		}
		c.attempt, c.stopWait, c.connected = nil, nil, true
		c.found(found)
	})
}

// tick brings the remaining time up to date each second.
func (c *connecting) tick(left *kit.Text) {
	rest := c.attempt.Deadline.Sub(c.d.Now())
	left.SetText(page.Left(rest) + " left")
	if rest > 0 {
		c.stopClock = c.d.Env.After(time.Second, func() {
			if c.attempt != nil {
				c.tick(left)
			}
		})
	}
}

// fail says what went wrong, each with its own way on.
func (c *connecting) fail(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	c.endAttempt()
	sentence, fix := page.Trouble(err)
	again := kit.Named("connect.again", kit.NewPrimary("Try again", c.begin))
	right := []*kit.Button{c.cancel("Close"), again}
	body := kit.VBox(10, kit.NewBanner(kit.Problem, sentence))
	if fix != "" {
		body.Add(kit.NewParagraph(fix, kit.Look{}))
	}
	var left []fyne.CanvasObject
	steps := kit.Named("connect.steps", kit.NewQuiet("Show the three steps", func() { c.askClientID("") }))
	switch problemCode(err) {
	case "login-timed-out":
		left = append(left, steps)
	case "other-organisation":
		left = append(left, kit.Named("connect.anew", kit.NewQuiet("Start anew…", c.askAnew)))
	case "configuration":
		c.askClientID(strings.TrimSpace(sentence + " " + fix))
		return
	case "secrets-unavailable":
		body.Add(kit.NewParagraph("Without a keyring the sign-in can be kept in memory until LiteWork is closed. It is never written to a file; you sign in again next time.",
			kit.Look{Color: theme.ColorMuted}))
		if c.d.UseSession != nil {
			right = []*kit.Button{c.cancel("Close"), again, kit.Named("connect.session", kit.NewPrimary("Connect for this session only", func() {
				c.modal.Close()
				c.d.UseSession()
			}))}
			again.SetKind(kit.Secondary)
		}
	}
	c.show(failTitle(problemCode(err)), body, nil, left, right...)
}

// askAnew says what starting anew means before it is done: it cannot happen by a
// wrong choice in the browser.
func (c *connecting) askAnew() {
	body := kit.VBox(12,
		kit.NewParagraph("This company file then works with another organisation in Xero. Its documents, contacts and settings stay.", kit.Look{}),
		kit.NewParagraph("What was posted to the organisation before is not touched there. Its links sleep: here those documents count as not posted, and they are left out when several are posted at once or by themselves. They wake when that organisation is connected again.", kit.Look{}),
		note("For a second company make a company file of its own instead."))
	start := kit.Named("connect.anew.start", kit.NewButton("Start anew", func() {
		c.anew = true
		c.begin()
	}))
	c.show("Start anew with another organisation?", body, nil, nil, start, c.cancel("Cancel"))
}

func problemCode(err error) string {
	if p := document.ProblemOf(err); p != nil {
		return p.Code
	}
	return ""
}

// failTitle is what a failure is called.
func failTitle(code string) string {
	switch code {
	case "login-denied":
		return "Declined in Xero"
	case "login-timed-out":
		return "No answer from the browser"
	case "ports-busy":
		return "Another program is in the way"
	case "other-organisation", "demo-organisation":
		return "Another organisation"
	case "secrets-unavailable":
		return "The keyring cannot be used"
	case "offline", "no-reply":
		return "Xero cannot be reached"
	}
	return "Not connected"
}

func note(text string) fyne.CanvasObject {
	return kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted})
}
