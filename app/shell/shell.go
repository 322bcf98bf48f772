// Package shell is the window of one open company: the sidebar with its
// indicator, the pages and the way between them, and the commands.
package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/command"
	"litework/app/company"
	"litework/app/contacts"
	"litework/app/documents"
	"litework/app/editor"
	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/app/importing"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/paper"
	"litework/app/preview"
	"litework/app/settings"
	syncpage "litework/app/sync"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the shell needs from outside.
type Deps struct {
	page.Host
	Company *company.Company
	Window  fyne.Window
	NewID   func() string
	Now     func() time.Time

	// Connect begins connecting to Xero, OpenDemo and OpenOwn show another
	// company, Copy fills the clipboard, ApplyAppearance changes the looks and
	// Quit ends the program.
	Connect, OpenDemo, OpenOwn func()
	Copy                       func(text string)
	// ToastAction gives what the toast on the screen offers, "" and nil without
	// one. May be nil.
	ToastAction     func() (label string, do func())
	ApplyAppearance func(mode string)
	// SettingsChanged is called with the settings after each change.
	SettingsChanged func(document.Settings)
	// Restore puts a copy in the place of the company file, and opens that.
	Restore func(copy string)
	Quit    func()
	// Settings are those of the company when it was opened.
	Settings document.Settings
	Version  string
}

// place is where a user can go.
type place string

// The places, named as in the sidebar.
const (
	atInvoices place = "invoices"
	atQuotes   place = "quotes"
	atContacts place = "contacts"
	atSettings place = "settings"
	atDocument place = "document"
)

// content is what every page is to the shell.
type content interface {
	Content() fyne.CanvasObject
	Focus()
	EndEdit() bool
}

// Shell is the window's content while a company is open. It belongs to Fyne's
// goroutine. It ends with Close.
type Shell struct {
	d       Deps
	sidebar *kit.Sidebar
	stack   *kit.PageStack
	root    fyne.CanvasObject
	table   *command.Table
	reader  *page.Reader
	badges  *page.Reader // of what needs attention
	phase   xerosync.Phase
	cancel  []func()
	ticking func()
	wizard  *importing.Wizard // the import, once it was opened

	at       place
	invoices *documents.Page
	quotes   *documents.Page
	contacts *contacts.Page
	sync     *syncpage.Page
	settings *settings.Page
	editor   *editor.Editor
	unsaved  []*editor.Editor // left, and still trying to be written
	deciding deciding
	looking  looking
	// from is the list that the open document goes back to.
	from place
	came string // the document whose light led to the settings, or ""
	// histories are the steps of documents that were closed.
	histories session.Histories
	// copied are the lines put on the clipboard last.
	copied lines.Memory
	// paper exports, opens and mails documents.
	paper *paper.Desk
	// preview is whether the preview is open, for all documents.
	preview preview.Memory
	// visited are the documents that were open, the last first.
	visited visited
	// settled are what documents are made with; read again when they change.
	settled document.Settings
}

// New makes the shell and shows the invoices.
func New(d Deps) *Shell {
	s := &Shell{d: d, settled: d.Settings, stack: kit.NewPageStack(), reader: page.NewReader(d.Env, d.Run)}
	s.sidebar = kit.Named("sidebar", kit.NewSidebar("LiteWork", []kit.SidebarItem{
		{ID: string(atInvoices), Label: "Invoices", Icon: theme.IconDocument, Tip: "Ctrl+1"},
		{ID: string(atQuotes), Label: "Quotes", Icon: theme.IconQuote, Tip: "Ctrl+2"},
		{ID: string(atContacts), Label: "Contacts", Icon: theme.IconPerson, Tip: "Ctrl+3"},
		{ID: string(atSync), Label: "Sync", Icon: theme.IconSync, Tip: "Ctrl+4"},
		{ID: string(atSettings), Label: "Settings", Icon: theme.IconSliders, Tip: "Ctrl+5"},
	}, func(id string) { s.goTo(place(id)) }))
	s.sidebar.OnIndicator = s.explainIndicator
	s.sidebar.OnReleased = func() {
		if !kit.ModalOpen(d.Canvas) && d.Canvas.Focused() == nil {
			s.Focus()
		}
	}
	s.paper = s.paperDesk()
	s.root = kit.NewShell(s.sidebar, s.stack, s.folds)
	s.table = command.NewTable(command.Guard{
		EndEdit: s.EndEdit,
		Blocked: func() bool { return kit.ModalOpen(d.Canvas) },
		Pass:    s.passOn,
	}, s.commands())
	s.d.Shortcut, s.d.Key = s.table.Shortcut, s.table.Key
	// Ctrl+Y, which the menu has no place for.
	d.Canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) {
		if s.table.Why("edit.redo") == "" {
			s.table.Run("edit.redo")
		}
	})
	// Fyne has names of its own for Ctrl+Z and Ctrl+Y, which the main menu does
	// not hear: without these two they would be dead on a button or a link.
	d.Canvas.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.table.Run("edit.undo") })
	d.Canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.table.Run("edit.redo") })
	s.follow()
	s.followAttention()
	s.followBackups()
	s.show(atInvoices)
	return s
}

// Content is what the window shows.
func (s *Shell) Content() fyne.CanvasObject { return s.root }

// Menu is the main menu.
func (s *Shell) Menu() *fyne.MainMenu {
	return s.table.Menu("File", "Edit", "Document", "Lines", "Xero", "View", "Help")
}

// Key carries out the command of a plain key that nothing else used, and goes
// round the regions with F6.
func (s *Shell) Key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyF6 {
		s.nextRegion()
		return
	}
	s.table.RunKey(k.Name)
}

// nextRegion goes with F6 from the sidebar to the page and round its regions,
// the other way with Shift.
func (s *Shell) nextRegion() {
	by := 1
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		by = -1
	}
	if s.d.Canvas.Focused() == fyne.Focusable(s.sidebar) {
		s.page().Focus()
		return
	}
	if s.at == atDocument && s.editor.Region(by) || s.at == atSettings && s.settings.Region(by) {
		return
	}
	s.d.Canvas.Focus(s.sidebar)
}

// Focus gives the keyboard to the page.
func (s *Shell) Focus() { s.page().Focus() }

// EndEdit ends what is being edited on the page; false where the text cannot
// be read, with the keyboard there.
func (s *Shell) EndEdit() bool { return s.page().EndEdit() }

// Close writes what is pending and ends everything the shell started.
func (s *Shell) Close(ctx context.Context) {
	for _, cancel := range s.cancel {
		cancel()
	}
	if s.ticking != nil {
		s.ticking()
	}
	s.closeEditors(ctx)
	if s.deciding.page != nil {
		s.deciding.page.Close()
	}
	if s.looking.page != nil {
		s.looking.page.Close()
	}
	s.invoices.Close()
	if s.quotes != nil {
		s.quotes.Close()
	}
	if s.contacts != nil {
		s.contacts.Close()
	}
	if s.settings != nil {
		s.settings.Close()
	}
	s.paper.Close()
	s.closeSync()
	s.reader.Close()
}

// follow keeps the sidebar in step with the file and the worker.
func (s *Shell) follow() {
	s.sidebar.SetCompany(s.companyName())
	s.cancel = append(s.cancel,
		s.d.Company.Sync.Subscribe(func(xerosync.State) { s.d.Env.Do(s.showIndicator) }),
		s.d.Company.File.Subscribe(func(e store.Event) {
			if e.Kind == store.SettingsChanged {
				s.reader.Changed()
			}
		}))
	s.reader.OnChange(func() {
		page.Read(s.reader, "settings", s.d.Company.File.Settings, func(set document.Settings, err error) {
			if err == nil {
				s.settled = set
				s.d.SettingsChanged(set)
				s.sidebar.SetCompany(s.companyName())
			}
		})
	})
	s.tick()
}

// tick renews the times in the indicator: "3 min ago" grows old by itself.
func (s *Shell) tick() {
	s.showIndicator()
	s.settleUnsaved()
	s.ticking = s.d.Env.After(20*time.Second, s.tick)
}

func (s *Shell) companyName() string {
	if s.d.Company.Demo {
		return s.settled.Company.Name + " · demo"
	}
	return s.settled.Company.Name
}
