package editor

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/editor/grid"
	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/paper"
	"litework/app/preview"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// Editor is the page of one document. It belongs to Fyne's goroutine, but for
// Close.
type Editor struct {
	d      Deps
	start  Start
	reader *page.Reader
	cancel func() // of the file's events

	root *fyne.Container
	bar  topBar
	body *body

	l       loaded // settings and reference data, and the document as stored last
	lock    *document.Problem
	session *session.Session
	model   *lines.Model
	grid    *grid.Grid

	fields fields
	notes  notes
	totals totals
	light  light
	paper  paperSide
	heads  *fyne.Container // banners

	quick []document.QuickItem // the saved lines

	incoming *incoming // taken from Xero while the page is open
	notice   string    // what the last save did not do
	back     bool      // typing in a field is being taken back
	hold     hold

	ready    bool
	late     bool // something changed while the document was being read
	released bool
	waiting  func() // for the document to be read
	showDisc bool
	showAcct bool
}

// New makes the page and begins to read its document.
func New(d Deps, start Start) *Editor {
	if d.Printer == nil {
		d.Printer = paper.NewPrinter(d.File, d.Sync)
	}
	if d.Preview == nil {
		d.Preview = &preview.Memory{}
	}
	if d.PreviewChanged == nil {
		d.PreviewChanged = func() {}
	}
	e := &Editor{d: d, start: start, reader: page.NewReader(d.Env, d.Run)}
	e.bar.init(e)
	e.root = container.NewStack(kit.NewPage(e.bar.bar, kit.NewGround(theme.ColorGround, kit.Blank(0, 0))))
	if start.id != "" {
		e.follow(start.id) // before the document is read: what changes meanwhile is not missed
	}
	e.readQuick()
	page.Read(e.reader, "load", func(ctx context.Context) (loaded, error) { return d.load(ctx, start) }, e.begin)
	return e
}

// begin shows the document that was read.
func (e *Editor) begin(l loaded, err error) {
	if err != nil {
		sentence, fix := page.Trouble(err)
		e.root.Objects = []fyne.CanvasObject{kit.NewPage(e.bar.bar, kit.Inset(20, 20, 20, 20,
			kit.VBox(0, kit.NewBanner(kit.Problem, sentence+" "+fix), kit.Spacer())))}
		e.root.Refresh()
		return
	}
	e.l = l
	e.showAcct, e.showDisc = l.settings.ShowAccounts, l.settings.ShowDiscounts
	doc := lines.Prepare(l.stored.Document, e.newLine, e.d.NewID)
	e.session = session.New(session.Config{
		Save: e.d.save, Load: e.d.reload, Dispatch: e.d.Env.Do, Now: e.d.Now,
		OnChange: e.changed, OnTaken: e.takenOver, OnState: func(session.State) { e.showSaving() },
	}, doc, l.stored.Rev)
	if e.d.Histories != nil {
		e.d.Histories.Restore(e.session, l.stepSince)
	}
	e.model = lines.New(e.session, lines.Config{
		NewID: e.d.NewID, NewLine: e.newLine,
		Taxes: func() []document.Tax { return e.l.taxes() }, Accounts: func() []document.Account { return e.l.accounts() },
		Page:   func(row string, by int) string { return e.grid.RowNear(row, by) },
		Locked: e.linesLocked, QuickItems: e.quickItems, Tell: e.d.Say, Memory: e.d.Copied,
	})
	e.grid = grid.New(e.model, e.d.Env, grid.Hooks{
		Leave: e.leaveGrid, Left: e.leftGrid, Refused: e.d.Say, Reveal: func(top, bottom float32) { e.body.reveal(e.grid, top, bottom) },
		Changed: e.gridChanged, Undo: e.Undo, Redo: e.Redo, Menu: e.lineMenu,
		Key: e.passKey, Shortcut: e.passShortcut,
	})
	e.fields.init(e)
	e.notes.init(e)
	e.light.init(e)
	e.totals.init(e)
	e.heads = kit.VBox(8)
	e.body = newBody(e)
	e.ready = true
	e.paper.init(e)
	e.root.Objects = []fyne.CanvasObject{kit.VBox(0, e.bar.bar, kit.Flex(e.paper.split))}
	if e.cancel == nil {
		e.follow(e.id())
	}
	if e.late {
		e.reload()
	}
	e.showStored()
	e.show()
	e.root.Refresh()
	e.d.Moments.Shown("document")
	e.Focus()
	if e.waiting != nil {
		e.waiting()
		e.waiting = nil
	}
}

func (e *Editor) newLine(id string) document.Line {
	l := document.NewLine(e.l.settings, id)
	if rates := e.l.taxes(); l.Tax.Chosen && l.Tax.Code == "" && len(e.l.reference.TaxRates) > 0 {
		// A default from before the connection: the organisation's rate of the
		// same percentage.
		for _, r := range rates {
			if r.Rate.Equal(l.Tax.Rate) {
				l.Tax = r
				break
			}
		}
	}
	return l
}

// follow hears of changes of the company file: replies of Xero, changes made
// there, settings.
func (e *Editor) follow(id string) {
	e.cancel = e.d.File.Subscribe(func(ev store.Event) {
		if ev.ID == id || ev.Kind != store.DocumentChanged {
			e.reader.Changed()
		}
	})
	e.reader.OnChange(func() {
		e.readQuick()
		if e.late = !e.ready; e.ready {
			e.reload()
		}
	})
}

// reload reads the document again.
func (e *Editor) reload() {
	if e.session.IsNew() {
		return // does not exist yet
	}
	page.Read(e.reader, "reload", func(ctx context.Context) (loaded, error) { return e.d.load(ctx, Open(e.id())) }, e.reloaded)
}

func (e *Editor) id() string { return e.l.stored.ID }

// reloaded shows what changed in the company file, and takes over what changed
// in the document itself.
func (e *Editor) reloaded(l loaded, err error) {
	if err != nil {
		return // deleted, or the file cannot be read: what stands here stays
	}
	label := l.stepSince(e.l.stored.Rev)
	if in := taken(&e.l, &l); in != nil {
		e.incoming = in
	}
	e.l = l
	e.steadily(e.showStored)
	e.totals.show()
	e.paper.changed() // payments are printed too
	e.session.Adopt(l.stored.Document, l.stored.Rev, label)
	e.rested()
	e.d.StateChanged()
}

// takenOver is called when a change of the company file was merged into the
// document.
func (e *Editor) takenOver() {
	if !e.ready {
		return
	}
	e.steadily(func() {
		e.model.Settle()
		e.show()
	})
}

// changed is called after every change of the document.
func (e *Editor) changed() {
	if !e.ready {
		return
	}
	if !e.model.Editing() {
		e.model.Settle()
	}
	e.edited()
	e.show()
}

// show shows the document as it is.
func (e *Editor) show() {
	e.columns()
	e.fields.show()
	e.notes.show()
	e.totals.show()
	e.grid.Refresh()
	e.gridChanged()
	e.paper.changed()
	e.bar.show()
	if (e.lockReason() == nil) != (e.lock == nil) {
		e.showStored() // an undo, or a change taken over, locked or opened it
	}
}

// gridChanged lays the page out anew where the grid grew or shrank.
func (e *Editor) gridChanged() {
	if e.body != nil {
		e.body.relayout()
	}
}

// columns says which columns the grid shows: the discount gives way in a
// narrow window while no line has one, the tax where there is none, and
// accounts are shown on request.
func (e *Editor) columns() {
	doc := e.session.Doc()
	c := []lines.Column{lines.Description, lines.Quantity, lines.Duration, lines.Price}
	if e.showDisc || e.body.windowWidth() >= kit.NarrowBelow || e.usesDiscount(doc) {
		c = append(c, lines.Discount)
	}
	if doc.TaxMode != document.NoTax {
		c = append(c, lines.Tax)
	}
	if e.showAcct {
		c = append(c, lines.Account)
	}
	if len(c) != len(e.model.Columns()) || c[len(c)-1] != e.model.Columns()[len(c)-1] {
		e.model.SetColumns(c)
	}
}

func (e *Editor) usesDiscount(doc *document.Document) bool {
	for i := range doc.Sections {
		for j := range doc.Sections[i].Lines {
			if !doc.Sections[i].Lines[j].Discount.IsZero() {
				return true
			}
		}
	}
	return false
}

// Content is what the window shows.
func (e *Editor) Content() fyne.CanvasObject { return e.root }

// Title is the document's number, or what it will be.
func (e *Editor) Title() string {
	if e.ready && e.session.Doc().Number != "" {
		return e.session.Doc().Number
	}
	return e.l.number
}

// Focus gives the keyboard to the place where work goes on: the client of a
// new document, else the lines.
func (e *Editor) Focus() {
	if !e.ready {
		return
	}
	if c := e.d.Canvas; c != nil {
		if e.paper.instead() {
			e.paper.pane.Focus(c)
		} else if e.session.Doc().Client.Name == "" && e.lock == nil {
			c.Focus(e.fields.client.Entry)
		} else {
			c.Focus(e.grid)
		}
	}
}

// EndTyping ends what is being edited, and goes nowhere: what cannot be read
// stays where it is.
func (e *Editor) EndTyping() {
	if e.ready {
		e.notes.commit()
		e.fields.commit()
		e.grid.EndEdit()
	}
}

// EndEdit ends what is being edited. Where something cannot be read it goes
// there and reports false.
func (e *Editor) EndEdit() bool {
	if !e.ready {
		return true
	}
	e.notes.commit()
	fields := e.fields.commit()
	if !e.grid.EndEdit() {
		e.paper.uncover()
		e.model.GoToBad()
		e.d.Canvas.Focus(e.grid)
		e.grid.Update()
		return false
	}
	return fields
}

// Unsaved is the reason the document could not be written, or "".
func (e *Editor) Unsaved() string {
	if e.session == nil || e.session.State().Err == nil {
		return ""
	}
	sentence, _ := page.Trouble(e.session.State().Err)
	return sentence
}

// Release takes the page out of use: it hears and shows nothing any more.
func (e *Editor) Release() {
	if e.released {
		return
	}
	e.released = true
	e.paper.end()
	if e.ready {
		e.notes.commit()
		e.fields.commit()
		e.model.EndEdit()
		e.model.DropEmpty()
		e.hold.leave(e.id())
		if e.d.Histories != nil {
			e.d.Histories.Keep(e.session)
		}
	}
	if e.cancel != nil {
		e.cancel()
	}
}

// Close writes what is not saved yet and ends the session. It may run on any
// goroutine, after Release. What cannot be written is the error; then the
// session goes on trying, until it is closed again or given up with Abandon.
func (e *Editor) Close(ctx context.Context) error {
	e.reader.Close()
	e.paper.wait()
	if e.session == nil {
		return nil
	}
	if err := e.session.Close(ctx); err != nil {
		return err
	}
	e.free()
	return nil
}

// Abandon ends a session that could not be closed.
func (e *Editor) Abandon(ctx context.Context) {
	e.session.Abandon(ctx)
	e.free()
}

// free lets changes made in Xero in.
func (e *Editor) free() {
	if e.hold.on {
		e.d.Sync.Release(e.hold.id)
	}
}

// Saved reports whether everything written is in the company file.
func (e *Editor) Saved() bool {
	return e.session == nil || !e.session.State().Saving && e.session.State().Err == nil
}

// Flush writes what is not saved yet and waits for it.
func (e *Editor) Flush(ctx context.Context) error {
	if e.session == nil {
		return nil
	}
	return e.session.Flush(ctx)
}
