// Package importing is the wizard that brings contacts, invoices and quotes
// from Xero: what to bring, what that would change, the import, and the proof
// that everything arrived.
package importing

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the wizard needs from outside.
type Deps struct {
	page.Host
	Sync *xerosync.Service
	// ShowConflicts leads to what was found changed on both sides. May be nil.
	ShowConflicts func()
	// Closed is called once when the dialog is gone, hidden or finished. May be
	// nil.
	Closed func()
}

// Wizard is the open dialog. An import goes on when it is hidden; opened again,
// it shows where the import is.
type Wizard struct {
	d      Deps
	reader *page.Reader
	modal  *kit.Modal
	cancel func()

	choices *choices
	state   xerosync.ImportState
	// take are the kinds that are to be imported.
	take map[store.RecordKind]bool
	step step
	// asking is set while a press of a button is being carried out.
	asking   bool
	progress *kit.Progress
	// wrong says why a button did not do what it says.
	wrong *kit.Paragraph
}

// step is what the dialog shows.
type step int

const (
	stepNone step = iota
	stepWhat
	stepDownload
	stepPreview
	stepApply
	stepDone
	stepFailed
)

// Open shows the wizard: at its beginning, or where the import is.
func Open(d Deps) *Wizard {
	w := &Wizard{d: d, reader: page.NewReader(d.Env, d.Run), take: map[store.RecordKind]bool{}}
	w.modal = kit.NewModal("Import from Xero", kit.Blank(1, 1))
	w.modal.Width = 760
	w.wrong = kit.NewParagraph("", kit.Look{Color: theme.ColorRed})
	w.modal.OnClosed = w.closed
	w.reader.OnChange(w.look)
	w.cancel = d.Sync.Subscribe(func(xerosync.State) { w.reader.Changed() })
	w.look()
	return w
}

// Close takes the dialog away; an import goes on. It does nothing when it is
// closed.
func (w *Wizard) Close() {
	if w.modal.IsOpen() {
		w.modal.Close()
	}
}

// IsOpen reports whether the dialog is shown.
func (w *Wizard) IsOpen() bool { return w.modal.IsOpen() }

func (w *Wizard) closed() {
	w.cancel()
	w.reader.Close()
	if w.d.Closed != nil {
		w.d.Closed()
	}
}

// standing is an import, if there is one.
type standing struct {
	state xerosync.ImportState
	ok    bool
}

// look reads where the import is and shows it.
func (w *Wizard) look() {
	page.Read(w.reader, "import", func(ctx context.Context) (s standing, err error) {
		s.state, s.ok, err = w.d.Sync.Import(ctx)
		return s, err
	}, func(s standing, err error) {
		if err != nil {
			w.d.Tell("The import cannot be read", err)
			return
		}
		w.shown(s)
		if !w.modal.IsOpen() {
			w.d.Show(w.modal)
		}
	})
}

func (w *Wizard) shown(s standing) {
	before := w.state
	w.state = s.state
	if !s.ok {
		w.goTo(stepWhat)
		return
	}
	to := map[xerosync.ImportPhase]step{
		xerosync.ImportDownloading: stepDownload, xerosync.ImportReady: stepPreview, xerosync.ImportApplying: stepApply,
		xerosync.ImportDone: stepDone, xerosync.ImportFailed: stepFailed,
	}[s.state.Phase]
	if to != w.step || before.Run != s.state.Run {
		w.goTo(to)
		return
	}
	w.showProgress()
}

// goTo draws a step, unless it is shown.
func (w *Wizard) goTo(to step) {
	if to == w.step && to == stepWhat {
		return
	}
	w.step, w.asking, w.progress = to, false, nil
	w.modal.OnCancel = w.modal.Close
	w.modal.IrreversibleDefault = false
	switch to {
	case stepWhat:
		w.showWhat()
	case stepDownload:
		w.showWork("Reading from Xero")
	case stepPreview:
		w.showPreview()
	case stepApply:
		w.showWork("Importing")
	case stepDone:
		w.showDone()
	case stepFailed:
		w.showFailed()
	}
}

// draw puts a step into the dialog; the default button comes last.
func (w *Wizard) draw(at int, body fyne.CanvasObject, first fyne.Focusable, left []fyne.CanvasObject, right ...*kit.Button) {
	w.wrong.SetText("")
	w.wrong.Hide()
	w.modal.SetStep(kit.VBox(14, trail(at), body, w.wrong), first, left, right...)
}

// ask carries out what a button asks for and looks what came of it.
func (w *Wizard) ask(title string, do func(context.Context) error) {
	if w.asking {
		return
	}
	w.asking = true
	page.Write(w.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		w.asking = false
		if err != nil {
			w.wrong.SetText(words(title, err))
			w.wrong.Show()
			w.modal.Refresh()
			return
		}
		w.look()
	})
}

// words say in one line what went wrong and what to do.
func words(what string, err error) string {
	sentence, fix := page.Trouble(err)
	out := what + ": " + sentence
	if fix != "" {
		out += " " + fix
	}
	return out
}

func named[T kit.Nameable](name string, w T) T { return kit.Named("import."+name, w) }
