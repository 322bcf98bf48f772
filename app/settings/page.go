// Package settings is the page where the user says how documents are made: the
// company, numbers and terms, tax, the connection to Xero, the looks. Every
// change is checked as it is typed and saved by itself.
package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

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
}

// The tabs of the page, by the ids that ShowTab takes.
const (
	TabDocuments  = "documents"
	TabCompany    = "company"
	TabTax        = "tax"
	TabXero       = "xero"
	TabAppearance = "appearance"
)

// Tabs are the tabs in order, with their labels.
func Tabs() []kit.Option {
	return []kit.Option{
		{ID: TabDocuments, Label: "Documents"}, {ID: TabCompany, Label: "Company"}, {ID: TabTax, Label: "Tax"},
		{ID: TabXero, Label: "Xero Integration"}, {ID: TabAppearance, Label: "Appearance"},
	}
}

// facts are what the file says: the settings, the connection and what is known
// of the organisation.
type facts struct {
	settings   document.Settings
	connection store.Connection
	connected  bool
	reference  document.Reference
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
	xero    *xeroTab
	tax     *taxTab
}

// New returns the page, which begins to read at once.
func New(d Deps) *Page {
	p := &Page{d: d, reader: page.NewReader(d.Env, d.Run), tabs: map[string]fyne.CanvasObject{}}
	p.saver = &saver{env: d.Env, reader: p.reader, file: d.File, told: p.told}
	p.form = newForm(p.change)
	p.build()
	p.reader.OnChange(p.reload)
	p.cancel = append(p.cancel, d.File.Subscribe(func(e store.Event) {
		switch e.Kind {
		case store.SettingsChanged, store.ReferenceChanged, store.ConnectionChanged:
			p.reader.Changed()
		}
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
	for _, field := range p.form.wrong {
		p.d.Canvas.Focus(field)
		return false
	}
	return true
}

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
	p.body.Objects = []fyne.CanvasObject{content}
	p.scroll.ToTop()
	p.scroll.Relayout()
}

// change is told of every good change of a field.
func (p *Page) change(field string, apply func(*document.Settings)) {
	apply(&p.facts.settings)
	p.saver.change(field, apply)
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
		f.reference, err = p.d.File.Reference(ctx)
		return f, err
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
	p.xero, p.tax = newXeroTab(p), newTaxTab(p)
	p.tabs[TabDocuments] = p.documentsTab()
	p.tabs[TabCompany] = p.companyTab()
	p.tabs[TabTax] = p.tax.root
	p.tabs[TabXero] = p.xero.root
	p.tabs[TabAppearance] = p.appearanceTab()
	p.nav = newNav(Tabs(), p.ShowTab)
	p.scroll = page.NewScroll(kit.Inset(18, 0, 24, 28, p.body), 28+680)
	p.form.relayout = p.scroll.Relayout
	p.root = page.Frame("Settings", kit.HBoxTop(0,
		kit.Sized(182, 0, kit.Inset(14, 0, 0, theme.PagePadding, p.nav)),
		kit.Flex(kit.Inset(0, theme.PagePadding, 0, 0, p.scroll))), p.status.root)
	p.ShowTab(TabDocuments)
}
