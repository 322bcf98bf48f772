// Package sync is the page about Xero: what needs the user, the history of
// every exchange, and how the contacts stand.
package sync

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the page needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	Now  func() time.Time

	// SyncNow asks for a check of everything.
	SyncNow func()
	// Connect begins connecting to Xero, TryDemo opens the demo. A nil one is
	// not offered.
	Connect, TryDemo func()
	OpenDocument     func(id string)
	OpenContact      func(id string)
	// GoTo opens a document where something is to be put right.
	GoTo func(id, field, line string)
	// OpenSettings shows what posting takes from the settings.
	OpenSettings func()
	// OpenConflict shows a record that changed on both sides.
	OpenConflict func(kind store.RecordKind, id string)
	// OpenImport shows the import. A nil one is not offered.
	OpenImport func()
	// Copy fills the clipboard.
	Copy func(text string)
	// Folder is where exported files go.
	Folder func() string
	// StateChanged is called when other commands may be possible than before.
	// May be nil.
	StateChanged func()
}

// The tabs of the page.
const (
	TabAttention = "attention"
	TabHistory   = "history"
	TabContacts  = "contacts"
)

// Page is the Sync page.
type Page struct {
	d      Deps
	reader *page.Reader
	cancel []func()
	ticker func()

	tab    string
	root   fyne.CanvasObject
	bar    *kit.TopBar
	tabs   *kit.Segmented
	now    *kit.Button
	export *kit.Button
	wanted page.Wish // the keyboard, once there is something to give it to
	// stale: something changed while another page was shown.
	stale bool
	// again: something changed while the page was reading.
	again bool
	told  xerosync.State // what the rows were last read for

	attention attention
	history   history
	contacts  contactsTab
}

// New returns the page, which begins to read at once.
func New(d Deps) *Page {
	p := &Page{d: d, tab: TabAttention, reader: page.NewReader(d.Env, d.Run)}
	p.build()
	p.reader.OnChange(p.changed)
	p.cancel = append(p.cancel,
		d.File.Subscribe(func(e store.Event) {
			switch e.Kind {
			case store.SettingsChanged, store.ReferenceChanged:
			default:
				p.reader.Changed()
			}
		}),
		d.Sync.Subscribe(func(xerosync.State) { d.Env.Do(p.stateChanged) }))
	p.showState()
	p.reload()
	p.tick()
	d.Env.After(150*time.Millisecond, func() {
		if !p.history.loaded {
			p.history.table.SetLoading(true)
		}
		if !p.contacts.loaded {
			p.contacts.table.SetLoading(true)
		}
	})
	return p
}

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// EndEdit takes a search that is still being typed. It never refuses.
func (p *Page) EndEdit() bool {
	p.history.endTyping(p)
	return true
}

// Refresh reads everything again.
func (p *Page) Refresh() { p.reload() }

// Close ends every read and waits for it.
func (p *Page) Close() {
	for _, cancel := range p.cancel {
		cancel()
	}
	if p.ticker != nil {
		p.ticker()
	}
	p.reader.Close()
}

// ShowTab shows one of the tabs.
func (p *Page) ShowTab(id string) {
	p.tabs.SetSelected(id)
	p.show(id)
}

// Tab is the tab that is shown.
func (p *Page) Tab() string { return p.tab }

// Focus gives the keyboard to what the tab is about: its first button, or its
// table.
func (p *Page) Focus() {
	if p.stale {
		p.reload()
	}
	switch p.tab {
	case TabHistory:
		p.history.focus(p)
	case TabContacts:
		p.contacts.focus(p)
	default:
		p.attention.focus(p)
	}
}

// WhyNotSearch is the reason there is nothing to search, or "".
func (p *Page) WhyNotSearch() string {
	if p.tab != TabHistory {
		return "There is nothing to search on this page."
	}
	return ""
}

// FocusSearch gives the keyboard to the search of the history.
func (p *Page) FocusSearch() {
	if p.tab == TabHistory {
		p.history.focusSearch(p)
	}
}

func (p *Page) build() {
	p.tabs = kit.Named("sync.tabs", kit.NewSegmented(nil, p.tab, p.show))
	p.now = kit.Named("sync.now", p.d.Tipped(kit.NewPrimary("Sync now", p.d.SyncNow), "xero.sync"))
	p.export = kit.Named("sync.export", kit.NewButton("Export CSV", p.exportHistory))
	p.attention.build(p)
	p.history.build(p)
	p.contacts.build(p)
	p.bar = kit.NewTopBar("Sync")
	p.bar.SetRight(p.export, p.now)
	p.showTabs()
	p.root = kit.NewPage(p.bar, kit.Inset(16, theme.PagePadding, 14, theme.PagePadding,
		container.NewStack(p.attention.root, p.history.root, p.contacts.root)))
	p.show(p.tab)
}

func (p *Page) show(id string) {
	p.tab = id
	p.attention.root.Hidden = id != TabAttention
	p.history.root.Hidden = id != TabHistory
	p.contacts.root.Hidden = id != TabContacts
	p.export.Hidden = id != TabHistory
	p.bar.SetRight(p.export, p.now)
	p.root.Refresh()
	p.reloadTab()
	if p.d.StateChanged != nil {
		p.d.StateChanged()
	}
}

// showTabs brings the count on the first tab up to date.
func (p *Page) showTabs() {
	first := kit.Segment{ID: TabAttention, Label: "Needs attention"}
	if n := p.attention.count; n > 0 {
		first.Count = page.Count(n)
	}
	p.tabs.SetSegments([]kit.Segment{first, {ID: TabHistory, Label: "History"}, {ID: TabContacts, Label: "Contacts"}})
	p.bar.SetLeft(kit.Inset(0, 0, 0, 11, p.tabs))
}

// reload reads what is shown anew; that stands until then. While another page
// is shown it waits for this one.
func (p *Page) reload() {
	if p.stale = !p.root.Visible(); p.stale {
		return
	}
	p.attention.reload(p)
	p.reloadTab()
}

// reloadTab reads the tab that is shown, but for the first, which is always
// read: its count stands on it.
func (p *Page) reloadTab() {
	switch p.tab {
	case TabHistory:
		p.history.reload(p)
	case TabContacts:
		p.contacts.reload(p)
	}
}

// changed reads anew after events. A reading under way is let finish first:
// while an import goes on events come faster than a long history can be read.
func (p *Page) changed() {
	if p.again = p.reading(); !p.again {
		p.reload()
	}
}

func (p *Page) reading() bool {
	return p.reader.Reading("attention") || p.reader.Reading("history") || p.reader.Reading("contacts")
}

// hasRead goes on with what changed while something was being read.
func (p *Page) hasRead() {
	if p.again && !p.reading() {
		p.again = false
		p.reader.Changed()
	}
}

// stateChanged follows the worker. Its counting alone is no reason to read.
func (p *Page) stateChanged() {
	p.showState()
	now := p.d.Sync.State()
	now.Done, now.Total, now.Import, now.Last, now.Next, now.NextCheck, now.CallsLeft, now.Waiting = 0, 0, nil, time.Time{}, time.Time{}, time.Time{}, 0, 0
	if reflect.DeepEqual(now, p.told) {
		return
	}
	p.told = now
	if p.root.Visible() {
		p.attention.reload(p)
	} else {
		p.stale = true
	}
}

// showState draws what follows from the worker's state alone.
func (p *Page) showState() {
	state := p.d.Sync.State()
	label := "Sync now"
	switch why := WhyNotSync(state); {
	case why != "":
		p.now.DisableBecause(why)
	case state.Phase == xerosync.Syncing:
		label = "Syncing…"
		p.now.DisableBecause("It is syncing now.")
	default:
		p.now.Enable()
	}
	if p.now.Label() != label {
		p.now.SetLabel(label)
		p.bar.SetRight(p.export, p.now)
	}
	p.attention.showProgress(state)
}

// WhyNotSync is the reason a check is not possible in a state, or "".
func WhyNotSync(s xerosync.State) string {
	switch s.Phase {
	case xerosync.Off:
		return "Connect to Xero first."
	case xerosync.Reconnect:
		return "Reconnect to Xero first."
	}
	return ""
}

// tick lets the times grow old by themselves.
func (p *Page) tick() {
	p.history.table.RefreshRows()
	p.ticker = p.d.Env.After(time.Minute, p.tick)
}

// do hands something to the worker; only a refusal is told, the rest is seen
// where it happens.
func (p *Page) do(refused string, what func(context.Context) error) {
	page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, what(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.d.Tell(refused, err)
		}
		p.reload()
	})
}
