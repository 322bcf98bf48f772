// Package settings is the page where the user says how documents are made: the
// company, numbers and terms, tax, the connection to Xero, the looks. Every
// change is checked as it is typed and saved by itself.
package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/company"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	// First are the settings as they were known last: what the fields show
	// until the file has been read.
	First document.Settings

	// Connect begins connecting to Xero with the client ID of the settings;
	// TryDemo opens the demo. A nil one is not offered.
	Connect func()
	TryDemo func()
	// BuiltInClientID is set where the program brings its own client ID.
	BuiltInClientID bool
	// Copy puts a text into the clipboard.
	Copy func(text string)
	// Now is the time; nil is the system's.
	Now func() time.Time
	// ApplyAppearance shows "light", "dark" or, for "", what the desktop says.
	ApplyAppearance func(mode string)
	// NewID gives a new UUID.
	NewID func() string
	// Backups makes the copies of the company file; Restore puts one in its
	// place, which closes this page.
	Backups *company.Backups
	Restore func(copy string)
	// StateChanged is called when other commands may be possible than before.
	// May be nil.
	StateChanged func()
}

// The tabs of the page, by the ids that ShowTab takes.
const (
	TabDocuments  = "documents"
	TabCompany    = "company"
	TabTax        = "tax"
	TabTerms      = "terms"
	TabQuick      = "quick"
	TabXero       = "xero"
	TabEmail      = "email"
	TabBackup     = "backup"
	TabAppearance = "appearance"
)

// Tabs are the tabs in order, with their labels.
func Tabs() []kit.Option {
	return []kit.Option{
		{ID: TabDocuments, Label: "Documents"}, {ID: TabCompany, Label: "Company"}, {ID: TabTax, Label: "Tax"},
		{ID: TabTerms, Label: "Terms"}, {ID: TabQuick, Label: "Quick items"}, {ID: TabXero, Label: "Xero Integration"}, {ID: TabEmail, Label: "Email"},
		{ID: TabBackup, Label: "Backup"}, {ID: TabAppearance, Label: "Appearance"},
	}
}

// facts are what the file says: the settings, the connection and what is known
// of the organisation.
type facts struct {
	settings   document.Settings
	connection store.Connection
	connected  bool
	reference  document.Reference
	// next are the numbers that new documents would get.
	next map[document.Kind]nextNumber
}

// nextNumber is the free number that a sequence leads to.
type nextNumber struct {
	sequence document.Sequence
	number   string
}

// Page is the settings page.
type Page struct {
	d      Deps
	reader *page.Reader
	saver  *saver
	form   *form
	facts  facts
	cancel []func()
	// ticking ends the wait for the next minute of the times shown.
	ticking func()

	root    fyne.CanvasObject
	status  *statusLine
	nav     *nav
	body    *fyne.Container
	scroll  *page.Scroll
	tabs    map[string]fyne.CanvasObject
	current string
	full    *fyne.Container // in place of the scroll, for a tab with a list
	xero    *xeroTab
	tax     *taxTab
	quick   *quickTab
	backup  *backupTab
	logo    *logoCard
}

// New returns the page, which begins to read at once.
func New(d Deps) *Page {
	p := &Page{d: d, reader: page.NewReader(d.Env, d.Run), tabs: map[string]fyne.CanvasObject{}}
	p.saver = &saver{env: d.Env, reader: p.reader, file: d.File, told: p.told}
	p.form = newForm(d.Env, p.change, p.takeBack, func() string { return p.current })
	p.build()
	if d.First.Currency != "" {
		p.show(facts{settings: d.First})
	}
	p.reader.OnChange(p.reload)
	p.cancel = append(p.cancel, d.File.Subscribe(func(e store.Event) {
		switch e.Kind {
		case store.SettingsChanged, store.ReferenceChanged, store.ConnectionChanged, store.DocumentChanged: // numbers go up
			p.reader.Changed()
		case store.QuickItemsChanged:
			d.Env.Do(p.quick.reload)
		}
	}))
	p.cancel = append(p.cancel, d.Backups.Subscribe(func(s company.BackupState) {
		d.Env.Do(func() { p.backup.heard(s) })
	}))
	if d.Sync != nil {
		p.cancel = append(p.cancel, d.Sync.Subscribe(func(xerosync.State) {
			d.Env.Do(func() {
				p.xero.showCalls()
				p.xero.sync.showStanding()
			})
		}))
	}
	p.reload()
	p.tick()
	return p
}

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Focus gives the keyboard to the list of tabs.
func (p *Page) Focus() { p.d.Canvas.Focus(p.nav) }

// EndEdit writes what was typed. It goes to the first field that cannot be
// saved and reports false then.
func (p *Page) EndEdit() bool {
	p.saver.flush()
	at, wrong := p.form.firstWrong()
	if !wrong {
		return true
	}
	p.ShowTab(at.tab)
	at.tell()
	p.d.Canvas.Focus(at.field)
	return false
}

// Dropped takes a file that was dropped on the window: a logo, on the tab that
// shows it. It reports whether it was taken.
func (p *Page) Dropped(path string) bool {
	if p.current != TabCompany || kit.ModalOpen(p.d.Canvas) {
		return false
	}
	p.logo.take(path)
	return true
}

// WhyNotSearch is the reason there is nothing to search on the tab shown, or
// "".
func (p *Page) WhyNotSearch() string {
	if p.current == TabQuick && len(p.quick.all) > 0 {
		return ""
	}
	return "There is nothing to search on this page."
}

// FocusSearch gives the keyboard to the search of the tab shown.
func (p *Page) FocusSearch() { p.quick.focusSearch() }

func (p *Page) stateChanged() {
	if p.d.StateChanged != nil {
		p.d.StateChanged()
	}
}

// offerUndo tells of something done that can be taken back.
func (p *Page) offerUndo(text string, undo func()) {
	p.d.Toast(kit.Toast{Text: text, Action: "Undo", Do: undo})
	p.stateChanged()
}

// BackUp makes a copy of the company file now.
func (p *Page) BackUp() { p.backup.makeNow() }

// Region goes with the keyboard to the next region of the page (by 1) or the
// one before (by -1): the list of tabs, the fields. It reports false where the
// page ends.
func (p *Page) Region(by int) bool {
	inTabs := p.d.Canvas.Focused() == fyne.Focusable(p.nav)
	if inTabs == (by < 0) {
		return false
	}
	p.d.Canvas.Focus(p.nav)
	if inTabs {
		p.d.Canvas.FocusNext()
	}
	return true
}

// Tab is the tab shown.
func (p *Page) Tab() string { return p.current }

// Refresh reads the settings again.
func (p *Page) Refresh() { p.reload() }

// Close writes what is pending and ends every read.
func (p *Page) Close() {
	for _, cancel := range p.cancel {
		cancel()
	}
	p.ticking()
	p.reader.Close()
	// The page is gone: an error here can only be told by the next start,
	// where the file is opened again.
	_ = p.saver.closeNow()
}

// ShowTab shows one of the tabs.
func (p *Page) ShowTab(id string) {
	content, ok := p.tabs[id]
	if !ok || id == p.current {
		return
	}
	p.current = id
	p.nav.set(id)
	p.stateChanged()
	list := id == TabQuick
	p.full.Hidden, p.scroll.Hidden = !list, list
	if list {
		p.full.Objects = []fyne.CanvasObject{content}
		p.quick.reload()
		p.full.Refresh()
		return
	}
	p.body.Objects = []fyne.CanvasObject{content}
	if id == TabBackup {
		p.backup.reload()
	}
	p.scroll.Show()
	p.scroll.ToTop()
	p.scroll.Relayout()
}

// change is told of every good change of a field.
func (p *Page) change(field string, apply func(*document.Settings)) {
	apply(&p.facts.settings)
	p.saver.change(field, apply)
}

// takeBack forgets a change of a field that is not in the file yet.
func (p *Page) takeBack(field string) {
	if p.saver.drop(field) {
		p.settled()
		p.reload()
	}
}

func (p *Page) reload() {
	page.Read(p.reader, "facts", func(ctx context.Context) (f facts, err error) {
		if f.settings, err = p.d.File.Settings(ctx); err != nil {
			return f, err
		}
		if f.connection, f.connected, err = p.d.File.Connection(ctx); err != nil {
			return f, err
		}
		f.connected = f.connected && !f.connection.Disconnected
		if f.reference, err = p.d.File.Reference(ctx); err != nil {
			return f, err
		}
		f.next = map[document.Kind]nextNumber{}
		for _, kind := range []document.Kind{document.Invoice, document.Quote} {
			number, err := p.d.File.NextNumber(ctx, kind)
			if err != nil {
				return f, err
			}
			f.next[kind] = nextNumber{*sequenceOf(kind, &f.settings), number}
		}
		return f, nil
	}, func(f facts, err error) {
		if err != nil {
			p.status.fail(err, p.reload)
			return
		}
		p.show(f)
	})
}

func (p *Page) show(f facts) {
	if p.saver.busy() {
		// What was just typed is on its way to the file and tells itself.
		f.settings = p.facts.settings
	}
	p.facts = f
	p.form.fill(f.settings)
	p.tax.show()
	p.xero.show()
	p.scroll.Relayout()
}

// settled says that nothing is on its way to the file any more, after something
// that was not taken.
func (p *Page) settled() {
	if !p.saver.busy() {
		p.status.saved()
	}
}

func (p *Page) told(state saveState, err error) {
	switch state {
	case saving:
		p.status.saving()
	case saved:
		p.status.saved()
	case notSaved:
		p.status.fail(err, p.saver.flush)
	}
}

func (p *Page) build() {
	p.status = newStatusLine()
	p.body = kit.VBox(0)
	p.xero, p.tax, p.quick, p.backup, p.logo = newXeroTab(p), newTaxTab(p), newQuickTab(p), newBackupTab(p), newLogoCard(p)
	p.tabs[TabDocuments] = p.documentsTab()
	p.tabs[TabCompany] = p.companyTab()
	p.tabs[TabTax] = p.tax.root
	p.tabs[TabTerms] = p.termsTab()
	p.tabs[TabQuick] = p.quick.root
	p.tabs[TabXero] = p.xero.root
	p.tabs[TabEmail] = p.emailTab()
	p.tabs[TabBackup] = p.backup.root
	p.tabs[TabAppearance] = p.appearanceTab()
	p.nav = newNav(Tabs(), p.ShowTab)
	p.scroll = page.NewScroll(kit.Inset(18, 0, 24, 28, p.body), 28+680)
	p.full = container.NewStack()
	p.full.Hide()
	p.form.relayout = p.scroll.Relayout
	p.root = page.Frame("Settings", kit.HBoxTop(0,
		kit.Sized(182, 0, kit.Inset(14, 0, 0, theme.PagePadding, p.nav)),
		kit.Flex(container.NewStack(
			kit.Inset(0, theme.PagePadding, 0, 0, p.scroll),
			kit.Inset(18, theme.PagePadding, 18, 28, p.full)))), p.status.root)
	p.ShowTab(TabDocuments)
}
