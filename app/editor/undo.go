package editor

import (
	"litework/app/editor/session"
	"litework/app/kit"
	"litework/document"
)

// WhyNotUndo is the reason Undo is not possible.
func (e *Editor) WhyNotUndo() string {
	if !e.ready {
		return notReady
	}
	if e.model.CanUndo() {
		return ""
	}
	if _, ok := e.session.CanUndo(); !ok {
		return "There is nothing to undo."
	}
	return ""
}

// Undo takes back typing inside an edit; at its start the last step of the
// document, and shows the place.
func (e *Editor) Undo() {
	if !e.ready {
		return
	}
	e.back = true
	taken := e.inEntry((*kit.Entry).UndoText)
	e.back = false
	if taken {
		return
	}
	if e.model.Undo() {
		e.grid.Update()
		return
	}
	e.grid.EndEdit()
	if e.stays(e.session.Undone()) {
		return
	}
	if p, ok := e.session.Undo(); ok {
		e.moved(p)
	}
}

// WhyNotRedo is the reason Redo is not possible.
func (e *Editor) WhyNotRedo() string {
	if !e.ready {
		return notReady
	}
	if b := e.model.Buffer(); b != nil && b.CanRedo() {
		return ""
	}
	if _, ok := e.session.CanRedo(); !ok {
		return "There is nothing to redo."
	}
	return ""
}

// Redo does again what was undone.
func (e *Editor) Redo() {
	if !e.ready || e.inEntry((*kit.Entry).RedoText) {
		return
	}
	if e.model.Redo() {
		e.grid.Update()
		return
	}
	e.grid.EndEdit()
	if e.stays(e.session.Redone()) {
		return
	}
	if p, ok := e.session.Redo(); ok {
		e.moved(p)
	}
}

// UndoRestore takes back a restore, where that is the last step of the document.
func (e *Editor) UndoRestore() {
	if !e.ready {
		return
	}
	e.EndEdit()
	if label, ok := e.session.CanUndo(); ok && label == restoreStep {
		e.Undo()
	}
}

// stays reports whether a step of the history cannot be taken, and says why: on
// a locked document it would change what Xero would not let change.
func (e *Editor) stays(next document.Document, ok bool) bool {
	if !ok {
		return false
	}
	why := ""
	a, b := document.Project(e.session.Doc()), document.Project(&next)
	switch {
	case a.Equal(b):
	case e.lock != nil && document.LockReason(&next, e.l.stored.Remote, e.l.reference.Organisation.LockDates()) != nil:
		why = e.lock.Error()
	case e.headOnly() != "":
		b.Lines = a.Lines
		if c := document.Project(&next); !c.Equal(b) {
			why = e.headOnly()
		}
	}
	if why != "" {
		e.d.Say(why)
	}
	return why != ""
}

// moved shows the document after a step was undone or redone. What stood in a
// field that is read when it is left is not to come back by that.
func (e *Editor) moved(p session.Place) {
	e.fields.revert()
	e.notes.revert()
	e.showPlace(p)
}

// inEntry undoes or redoes the typing of the focused field and reports whether
// there was some.
func (e *Editor) inEntry(do func(*kit.Entry) bool) bool {
	if e.d.Canvas == nil {
		return false
	}
	entry, ok := e.d.Canvas.Focused().(*kit.Entry)
	return ok && do(entry)
}

// showPlace shows where a step was.
func (e *Editor) showPlace(p session.Place) {
	e.paper.uncover()
	if p.Field != "" {
		if _, isNote := e.notes.entries[p.Field]; isNote || p.Field == tabTags {
			e.notes.open(p.Field)
			e.body.reveal(e.notes.root, 0, e.notes.root.Size().Height)
		} else {
			e.fields.focus(p.Field)
		}
		return
	}
	e.model.Show(p)
	if e.d.Canvas != nil {
		e.d.Canvas.Focus(e.grid)
	}
	e.grid.Update()
}
