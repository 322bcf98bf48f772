package editor

import (
	"time"

	"litework/document"
)

// rest is for how long a document has to be left alone before a change made in
// Xero is taken in by itself.
const rest = 10 * time.Second

// hold keeps changes made in Xero away while the document is edited.
type hold struct {
	on     bool
	id     string    // of the document, once its page is left
	edit   time.Time // the session's last, as it was held for
	since  time.Time
	cancel func()
}

// edited is called after every change of the document. One that the user made
// holds it.
func (e *Editor) edited() {
	h := &e.hold
	if e.d.Sync == nil || e.released || e.session.LastEdit().Equal(h.edit) {
		return
	}
	h.on, h.edit, h.since = true, e.session.LastEdit(), e.d.Now()
	e.d.Sync.Hold(e.id())
	if h.cancel != nil {
		h.cancel()
	}
	h.cancel = e.d.Env.After(rest, e.rested)
}

// rested lets changes made in Xero in again, once the document was left alone
// for a while and holds nothing that Xero has not seen.
func (e *Editor) rested() {
	h := &e.hold
	if !h.on || e.released || e.d.Now().Sub(h.since) < rest || e.writing() {
		return
	}
	switch e.l.stored.State {
	case document.Synced, document.NotSynced, document.Conflict:
		e.letGo()
	}
}

// writing reports whether something is typed or changed that the company file
// does not hold yet.
func (e *Editor) writing() bool {
	return e.session.State().Saving || e.session.State().Err != nil || e.model.Typing() || e.model.BadCount() > 0
}

// letGo ends the hold.
func (e *Editor) letGo() {
	e.hold.leave("")
	if e.hold.on {
		e.hold.on = false
		e.d.Sync.Release(e.id())
	}
}

// leave waits no longer for a rest. The hold of a document whose page is left
// stands until its last change is written: what waits in Xero must not come in
// before that.
func (h *hold) leave(id string) {
	h.id = id
	if h.cancel != nil {
		h.cancel()
		h.cancel = nil
	}
}

// Waits reports whether a change made in Xero waits while the document is
// edited.
func (e *Editor) Waits() bool { return e.ready && e.l.waits }

// steadily makes a change of the page under which the row of the caret stays
// where it is in the window, whatever comes or goes above it.
func (e *Editor) steadily(change func()) {
	row := e.model.Cell().Row
	top, ok := e.grid.Top(row)
	if !ok || !e.grid.Focused() || e.body == nil {
		change()
		return
	}
	at := e.body.scroll.Position().Y + e.grid.Position().Y + top - e.body.scroll.Offset.Y
	change()
	if top, ok = e.grid.Top(row); ok {
		e.body.scrollTo(e.body.scroll.Position().Y + e.grid.Position().Y + top - at)
	}
}
