package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/command"
	"litework/app/documents"
	"litework/app/kit"
	syncpage "litework/app/sync"
	"litework/document"
)

// Reasons why a command is not possible that several share.
const (
	noDocument = "Open a document first."
	noList     = "Go to the invoices or quotes first."
)

// commands is the one table of what the user can do, in menu order.
func (s *Shell) commands() []command.Command {
	var all []command.Command
	for _, part := range [][]command.Command{
		s.fileCommands(), s.editCommands(), s.documentCommands(), s.markCommands(), s.lineCommands(),
		s.xeroCommands(), s.viewCommands(), s.sortCommands(), s.helpCommands(),
	} {
		all = append(all, part...)
	}
	return all
}

func (s *Shell) fileCommands() []command.Command {
	return []command.Command{
		{ID: "new", Name: "New", Menu: "File", Key: command.Ctrl(fyne.KeyN), Do: s.newOfPage},
		{ID: "new.invoice", Name: "New invoice", Menu: "File", Do: func() { s.NewDocument(document.Invoice, "") }},
		{ID: "new.quote", Name: "New quote", Menu: "File", Do: func() { s.NewDocument(document.Quote, "") }},
		{ID: "new.contact", Name: "Add contact", Menu: "File", Do: func() { s.show(atContacts); s.contacts.New() }},
		{ID: "document.save", Name: "Save", Menu: "File", Group: 1, Key: command.Ctrl(fyne.KeyS),
			Why: s.whyNotEditor, Do: func() { s.editor.Save() }},
		{ID: "document.pdf", Name: "Open PDF", Menu: "File", Group: 1, Key: command.Ctrl(fyne.KeyP),
			Why: s.onEither((*documents.Page).WhyNotOpenPDF, func() string { return s.editor.WhyNotExport() }),
			Do:  s.either((*documents.Page).OpenPDF, func() { s.editor.OpenPDF() })},
		{ID: "document.export", Name: "Export PDF…", Menu: "File", Group: 1, Key: command.CtrlShift(fyne.KeyE),
			Why: s.onEither((*documents.Page).WhyNotExport, func() string { return s.editor.WhyNotExport() }),
			Do:  s.either((*documents.Page).ExportPDF, func() { s.editor.ExportPDF() })},
		{ID: "document.email", Name: "E-mail…", Menu: "File", Group: 1, Key: command.CtrlShift(fyne.KeyM),
			Why: s.onEither((*documents.Page).WhyNotEmail, func() string { return s.editor.WhyNotExport() }),
			Do:  s.either((*documents.Page).Email, func() { s.editor.Email() })},
		{ID: "list.export", Name: "Export the list as CSV", Menu: "File", Group: 1,
			Why: s.onList((*documents.Page).WhyNotExportRows), Do: func() { s.listPage().ExportRows() }},
		{ID: "company.demo", Name: "Open the demo organisation", Menu: "File", Group: 2,
			Why: when(!s.d.Company.Demo, "The demo organisation is open."), Do: s.d.OpenDemo},
		{ID: "company.own", Name: "Open my company", Menu: "File", Group: 2,
			Why: when(s.d.Company.Demo, "Your company is open."), Do: s.d.OpenOwn},
		{ID: "company.backup", Name: "Back up now", Menu: "File", Group: 2, Do: s.backUpNow},
		{ID: "app.quit", Name: "Quit", Menu: "File", Group: 3, Key: command.Ctrl(fyne.KeyQ), Do: s.d.Quit},
	}
}

func (s *Shell) editCommands() []command.Command {
	return []command.Command{
		{ID: "edit.undo", Name: "Undo", Menu: "Edit", Key: command.Ctrl(fyne.KeyZ), InsideEdit: true,
			Why: s.whyNotUndo, Do: s.undo},
		{ID: "edit.redo", Name: "Redo", Menu: "Edit", Key: command.CtrlShift(fyne.KeyZ), InsideEdit: true,
			Why: s.whyNotRedo, Do: s.redo},
		{ID: "edit.find", Name: "Search", Menu: "Edit", Group: 1, Key: command.Ctrl(fyne.KeyF),
			Why: s.whyNotSearch, Do: s.search},
		{ID: "list.filter", Name: "Filter the list…", Menu: "Edit", Group: 1, Key: command.CtrlShift(fyne.KeyF),
			Why: s.onList(possible), Do: func() { s.listPage().ShowFilters() }},
	}
}

func (s *Shell) documentCommands() []command.Command {
	return []command.Command{
		{ID: "document.open", Name: "Open", Menu: "Document",
			Why: s.onList(func(p *documents.Page) string { return p.WhyNotOpen() }), Do: func() { s.listPage().Open() }},
		{ID: "document.duplicate", Name: "Duplicate", Menu: "Document",
			Why: s.onEither((*documents.Page).WhyNotDuplicate, func() string { return s.editor.WhyNotDuplicate() }),
			Do:  s.either((*documents.Page).Duplicate, func() { s.editor.Duplicate() })},
		{ID: "document.convert", Name: "Convert to invoice", Menu: "Document",
			Why: s.onEither((*documents.Page).WhyNotConvert, func() string { return s.editor.WhyNotConvert() }),
			Do:  s.either((*documents.Page).ConvertToInvoice, func() { s.editor.ConvertToInvoice() })},
		{ID: "document.revisions", Name: "Revisions", Menu: "Document", Key: command.CtrlShift(fyne.KeyH),
			Why: s.onEditor(func() string { return s.editor.WhyNotRevisions() }), Do: func() { s.editor.Revisions() }},
		{ID: "document.delete", Name: "Delete", Menu: "Document", Group: 1,
			Why: s.onEither((*documents.Page).WhyNotDelete, func() string { return s.editor.WhyNotDelete() }),
			Do:  s.either((*documents.Page).Delete, func() { s.editor.Delete() })},
		{ID: "document.tag", Name: "Tags…", Menu: "Document", Group: 1,
			Why: s.onList((*documents.Page).WhyNotTag), Do: func() { s.listPage().Tag() }},
		{ID: "document.archive", Name: "Archive", Menu: "Document", Group: 1,
			Why: s.onList((*documents.Page).WhyNotArchive), Do: func() { s.listPage().Archive() }},
	}
}

func (s *Shell) lineCommands() []command.Command {
	line := func(id, name string, group int, key command.Key, why func() string, do func()) command.Command {
		return command.Command{ID: "line." + id, Name: name, Menu: "Lines", Group: group, Key: key,
			InsideEdit: true, Why: s.onEditor(why), Do: do}
	}
	lines := func() string { return s.editor.WhyNotLines() }
	chosen := func() string { return s.editor.WhyNotChosen() }
	open := func() string { return s.editor.WhyNotChanged() }
	movable := func() string { return s.editor.WhyNotChosenChanged() }
	return []command.Command{
		line("new", "New line", 0, command.Ctrl(fyne.KeyReturn), open, func() { s.editor.InsertLine() }),
		line("quick", "Quick item…", 0, command.Key{}, open, func() { s.editor.InsertQuick() }),
		line("section", "New section", 0, command.Ctrl(fyne.KeyG), lines, func() { s.editor.InsertSection() }),
		line("duplicate", "Duplicate lines", 1, command.Ctrl(fyne.KeyD), movable, func() { s.editor.DuplicateLines() }),
		line("fill", "Fill down", 1, command.CtrlShift(fyne.KeyD), chosen, func() { s.editor.FillDown() }),
		line("delete", "Delete lines", 1, command.CtrlShift(fyne.KeyBackspace), chosen, func() { s.editor.DeleteLines() }),
		line("up", "Move up", 2, command.Alt(fyne.KeyUp), movable, func() { s.editor.MoveUp() }),
		line("down", "Move down", 2, command.Alt(fyne.KeyDown), movable, s.moveDown),
		line("section.up", "Move section up", 2, command.AltShift(fyne.KeyUp), movable, func() { s.editor.MoveSectionUp() }),
		line("section.down", "Move section down", 2, command.AltShift(fyne.KeyDown), movable, func() { s.editor.MoveSectionDown() }),
		line("enhanced", "Enhanced text", 3, command.Ctrl(fyne.KeyE), chosen, func() { s.editor.ToggleEnhanced() }),
		line("bold", "Bold", 3, command.Ctrl(fyne.KeyB), func() string { return s.editor.WhyNotMarkup() }, func() { s.editor.Bold() }),
		line("italic", "Italic", 3, command.Ctrl(fyne.KeyI), func() string { return s.editor.WhyNotMarkup() }, func() { s.editor.Italic() }),
		line("quick.save", "Save as quick item…", 4, command.Key{}, func() string { return s.editor.WhyNotSaveQuick() }, func() { s.editor.SaveQuick() }),
		line("optional", "Optional line", 4, command.Key{}, func() string { return s.editor.WhyNotOptional() }, func() { s.editor.ToggleOptional() }),
	}
}

// moveDown moves lines down, but in a field with a list or a calendar Alt+↓
// opens that: the menu takes the key before the field hears of it.
func (s *Shell) moveDown() {
	if !kit.OpenList(s.d.Canvas.Focused()) {
		s.editor.MoveDown()
	}
}

func (s *Shell) xeroCommands() []command.Command {
	return []command.Command{
		{ID: "xero.post", Name: "Post to Xero…", Menu: "Xero", Key: command.CtrlShift(fyne.KeyX),
			Why: s.onEither((*documents.Page).WhyNotPost, func() string { return s.editor.WhyNotPost() }),
			Do:  s.either((*documents.Page).Post, func() { s.editor.Post() })},
		{ID: "xero.view", Name: "View in Xero", Menu: "Xero",
			Why: s.whyNotView, Do: s.view},
		{ID: "xero.sent", Name: "Mark as sent in Xero", Menu: "Xero",
			Why: s.onEither((*documents.Page).WhyNotMarkSent, s.whyNotMarkSent),
			Do:  s.either((*documents.Page).MarkSent, func() { s.markSent([]string{s.editor.ID()}) })},
		{ID: "xero.sync", Name: "Sync now", Menu: "Xero", Group: 1, Why: s.whyNotSync, Do: s.syncNow},
		{ID: "xero.import", Name: "Import from Xero…", Menu: "Xero", Group: 1, Why: s.whyNotSync, Do: s.openImport},
		{ID: "xero.attention", Name: "What needs attention", Menu: "Xero", Group: 1,
			Do: func() { s.showSync(syncpage.TabAttention) }},
		{ID: "xero.history", Name: "History", Menu: "Xero", Group: 1, Do: func() { s.showSync(syncpage.TabHistory) }},
		{ID: "xero.connect", Name: "Connect to Xero…", Menu: "Xero", Group: 2,
			Why: when(!s.d.Company.Demo, "The demo is connected to the demo organisation."), Do: s.d.Connect},
	}
}

// sortCommands sort the list that is shown, for the keyboard.
func (s *Shell) sortCommands() []command.Command {
	var out []command.Command
	for i, title := range documents.SortTitles() {
		out = append(out, command.Command{ID: "list.sort." + strings.ToLower(title), Name: "Sort by " + strings.ToLower(title),
			Menu: "View", Group: 2, Why: s.onList(possible), Do: func() { s.listPage().SortBy(i) }})
	}
	return out
}

// possible is what a page can always do.
func possible(*documents.Page) string { return "" }

func (s *Shell) viewCommands() []command.Command {
	go_ := func(id, name string, key fyne.KeyName, to place) command.Command {
		return command.Command{ID: id, Name: name, Menu: "View", Key: command.Ctrl(key), Do: func() { s.show(to) }}
	}
	return []command.Command{
		go_("go.invoices", "Invoices", fyne.Key1, atInvoices),
		go_("go.quotes", "Quotes", fyne.Key2, atQuotes),
		go_("go.contacts", "Contacts", fyne.Key3, atContacts),
		go_("go.sync", "Sync", fyne.Key4, atSync),
		go_("go.settings", "Settings", fyne.Key5, atSettings),
		{ID: "view.preview", Name: "Preview PDF", Menu: "View", Group: 1, Key: command.CtrlShift(fyne.KeyP), InsideEdit: true,
			Why: s.onEditor(func() string { return s.editor.WhyNotPreview() }), Do: func() { s.editor.TogglePreview() }},
		{ID: "palette", Name: "Find anything…", Menu: "View", Group: 1, Key: command.Ctrl(fyne.KeyK), InsideEdit: true, Do: s.openPalette},
		{ID: "go.back", Name: "Back", Menu: "View", Group: 1, Key: command.Alt(fyne.KeyLeft),
			Why: s.whyNotBack, Do: s.back},
		{ID: "go.preferences", Name: "Preferences", Menu: "View", Group: 1, Key: command.Ctrl(fyne.KeyComma),
			Do: func() { s.show(atSettings) }},
	}
}

func (s *Shell) helpCommands() []command.Command {
	return []command.Command{
		{ID: "help.keys", Name: "Shortcuts", Menu: "Help", Key: command.Plain(fyne.KeyF1), InsideEdit: true, Do: s.showKeys},
		{ID: "help.about", Name: "About LiteWork", Menu: "Help", Group: 1, Do: s.about},
	}
}

// when is possible while the condition it was made with holds; a company does
// not turn into another one.
func when(ok bool, why string) func() string {
	if ok {
		why = ""
	}
	return func() string { return why }
}

func (s *Shell) whyNotEditor() string {
	if s.editor == nil {
		return noDocument
	}
	return ""
}

// onEditor asks the open document.
func (s *Shell) onEditor(why func() string) func() string {
	return func() string {
		if s.editor == nil {
			return noDocument
		}
		return why()
	}
}

// listPage is the list that is shown, or nil.
func (s *Shell) listPage() *documents.Page {
	switch s.at {
	case atInvoices:
		return s.invoices
	case atQuotes:
		return s.quotes
	}
	return nil
}

func (s *Shell) onList(why func(*documents.Page) string) func() string {
	return func() string {
		p := s.listPage()
		if p == nil {
			return noList
		}
		return why(p)
	}
}

// onEither asks the open document, or the list where none is open.
func (s *Shell) onEither(list func(*documents.Page) string, doc func() string) func() string {
	return func() string {
		if s.editor != nil {
			return doc()
		}
		return s.onList(list)()
	}
}

func (s *Shell) either(list func(*documents.Page), doc func()) func() {
	return func() {
		if s.editor != nil {
			doc()
			return
		}
		list(s.listPage())
	}
}

// newOfPage begins what the page holds: a quote among quotes, a contact among
// contacts, else an invoice.
func (s *Shell) newOfPage() {
	switch s.selectedPlace() {
	case atQuotes:
		s.NewDocument(document.Quote, "")
	case atContacts:
		s.contacts.New()
	default:
		s.NewDocument(document.Invoice, "")
	}
}

func (s *Shell) whyNotSearch() string {
	switch s.at {
	case atSync:
		return s.sync.WhyNotSearch()
	case atSettings:
		return s.settings.WhyNotSearch()
	}
	if s.listPage() == nil && s.at != atContacts {
		return "There is nothing to search on this page."
	}
	return ""
}

func (s *Shell) search() {
	switch s.at {
	case atSync:
		s.sync.FocusSearch()
		return
	case atSettings:
		s.settings.FocusSearch()
		return
	case atContacts:
		s.contacts.FocusSearch()
		return
	}
	s.listPage().FocusSearch()
}

// passOn gives what has the keyboard the shortcut that the main menu took: in a
// dialog Ctrl+Z is the field's own and Ctrl+Enter the default, and on a page
// without lines Alt+↓ opens a list.
func (s *Shell) passOn(c command.Command) {
	focused := s.d.Canvas.Focused()
	entry, inEntry := focused.(*kit.Entry)
	switch {
	case inEntry && c.ID == "edit.undo":
		entry.UndoText()
	case inEntry && c.ID == "edit.redo":
		entry.RedoText()
	case s.at == atRevisions && c.ID == "line.new" && !kit.ModalOpen(s.d.Canvas):
		s.looking.page.Restore()
	case s.at == atConflict && c.ID == "line.new" && !kit.ModalOpen(s.d.Canvas):
		s.deciding.page.Save() // Ctrl+Enter, wherever the keyboard is
	default:
		if to, ok := focused.(fyne.Shortcutable); ok && c.Key.Shortcut() != nil {
			to.TypedShortcut(c.Key.Shortcut())
		}
	}
}
