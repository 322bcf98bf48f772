package editor

import (
	"context"
	"errors"

	"litework/app/editor/session"
	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// The commands of the page. Those that are not always possible have a WhyNot…
// beside them: the reason, or "".

const notReady = "The document is still being read."

// Save makes a revision, and posts where documents sync on save. Without a
// change since the last revision it only says Saved.
func (e *Editor) Save() {
	if !e.ready || !e.EndEdit() || e.session.IsNew() {
		return
	}
	id := e.id()
	page.Write(e.reader, func(ctx context.Context) (out saving, err error) {
		if err := e.session.Flush(ctx); err != nil {
			return out, nil // the top bar says why
		}
		out.written = true
		made, err := e.d.File.SaveRevision(ctx, id, store.WhySaved)
		if err == nil && made && e.d.Sync != nil {
			out.posting = e.d.Sync.PostOnSave(ctx, id)
		}
		return out, err
	}, func(out saving, err error) {
		switch {
		case err != nil:
			sentence, fix := page.Trouble(err)
			e.note("What you wrote is saved, but not as a revision. " + sentence + " " + fix)
		case !out.written:
		case out.posting != nil:
			sentence, fix := page.Trouble(out.posting)
			e.note("Saved, but not posted. " + sentence + " " + fix)
		default:
			e.note("")
			e.d.Say("Saved")
		}
	})
}

// saving is what came of Save.
type saving struct {
	written bool
	posting error
}

// tryAgain saves now what could not be saved.
func (e *Editor) tryAgain() {
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) { return struct{}{}, e.session.Flush(ctx) }, func(struct{}, error) {})
}

// WhyNotPost is the reason Post is not possible.
func (e *Editor) WhyNotPost() string {
	switch {
	case !e.ready:
		return notReady
	case !e.l.connected:
		return "Connect to Xero first."
	case e.session.IsNew():
		return "There is nothing to post yet."
	case e.lock != nil:
		return e.lock.Error()
	}
	switch e.l.stored.State {
	case document.Posting, document.Checking:
		return "It is on its way to Xero."
	case document.Conflict:
		return "Decide first which changes count."
	}
	return ""
}

// Post saves what is typed and opens the post sheet.
func (e *Editor) Post() {
	if e.WhyNotPost() != "" || !e.EndEdit() {
		return
	}
	e.afterFlush("It cannot be posted before it is saved", func() { e.d.OpenPostSheet(e.id()) })
}

// afterFlush saves what is typed, then goes on.
func (e *Editor) afterFlush(title string, then func()) {
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, e.session.Flush(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			e.d.Tell(title, err)
			return
		}
		then()
	})
}

// WhyNotView is the reason View in Xero is not possible.
func (e *Editor) WhyNotView() string {
	if !e.ready {
		return notReady
	}
	if e.l.stored.Remote == nil {
		return "It is not in Xero yet."
	}
	return ""
}

// ViewInXero shows the record in the browser.
func (e *Editor) ViewInXero() {
	if e.WhyNotView() != "" {
		return
	}
	page.Read(e.reader, "view", func(ctx context.Context) (string, error) { return e.d.Sync.ViewURL(ctx, e.id()) },
		func(url string, err error) {
			if err != nil {
				e.d.Tell("It cannot be shown in Xero", err)
				return
			}
			e.d.OpenURL(url)
		})
}

// retry sends again what Xero did not take.
func (e *Editor) retry() {
	if !e.EndEdit() {
		return
	}
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		if err := e.session.Flush(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, e.d.Sync.Retry(ctx, e.id())
	}, func(_ struct{}, err error) {
		if err != nil {
			e.d.Tell("It was not sent again", err)
		}
	})
}

// reopen marks a quote as Sent again, which opens it for changes.
func (e *Editor) reopen() {
	e.session.Set(session.Edit{Label: "Reopen"}, func(d *document.Document) { d.Mark = document.Sent })
	e.showStored()
}

// WhyNotDuplicate is the reason Duplicate is not possible.
func (e *Editor) WhyNotDuplicate() string {
	if !e.ready {
		return notReady
	}
	if e.session.IsNew() {
		return "There is nothing to duplicate yet."
	}
	return ""
}

// Duplicate copies the document under a new number and today's date, and shows
// the copy.
func (e *Editor) Duplicate() {
	if e.WhyNotDuplicate() != "" || !e.EndEdit() {
		return
	}
	d := document.Duplicate(*e.session.Doc(), e.d.Today(), e.d.NewID)
	page.Write(e.reader, func(ctx context.Context) (store.Saved, error) { return e.d.File.SaveDocument(ctx, d, 0) },
		func(saved store.Saved, err error) {
			if err != nil {
				e.d.Tell("The copy was not saved", err)
				return
			}
			e.d.OpenDocument(saved.ID)
		})
}

// WhyNotConvert is the reason Convert to invoice is not possible.
func (e *Editor) WhyNotConvert() string {
	switch {
	case !e.ready:
		return notReady
	case e.session.Doc().Kind != document.Quote:
		return "Only a quote becomes an invoice."
	case e.session.IsNew():
		return "There is nothing to convert yet."
	case e.d.ConvertQuote == nil:
		return "Convert it from the list of quotes."
	}
	return ""
}

// ConvertToInvoice makes an invoice of a quote, which stays as it is.
func (e *Editor) ConvertToInvoice() {
	if e.WhyNotConvert() != "" || !e.EndEdit() {
		return
	}
	e.afterFlush("It cannot be converted before it is saved", func() { e.d.ConvertQuote(e.id()) })
}

// WhyNotRevisions is the reason Revisions is not possible.
func (e *Editor) WhyNotRevisions() string {
	switch {
	case !e.ready:
		return notReady
	case e.session.IsNew():
		return "There are no revisions yet."
	case e.d.OpenRevisions == nil:
		return "Revisions cannot be shown here."
	}
	return ""
}

// Revisions shows what the document was at every save, post and change in Xero.
func (e *Editor) Revisions() {
	if e.WhyNotRevisions() != "" || !e.EndEdit() {
		return
	}
	e.afterFlush("The revisions cannot be shown before it is saved", func() { e.d.OpenRevisions(e.id()) })
}

// WhyNotDelete is the reason Delete is not possible.
func (e *Editor) WhyNotDelete() string {
	if !e.ready {
		return notReady
	}
	switch e.l.stored.State {
	case document.NotSynced, document.SyncFailed:
		if e.session.IsNew() {
			return "There is nothing to delete yet."
		}
		if e.l.stored.Remote == nil {
			return ""
		}
	case document.WaitingToPost:
		return "It waits to be posted. Take that back first."
	case document.Posting, document.Checking:
		return "It is on its way to Xero."
	}
	return "It is in Xero. It can be voided or deleted there."
}

// Delete takes the document away and goes back to the list; the toast brings
// it back.
func (e *Editor) Delete() {
	if e.WhyNotDelete() != "" {
		return
	}
	e.model.EndEdit()
	id, number, file := e.id(), e.Title(), e.d.File
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		if err := e.session.Flush(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, file.DeleteDocument(ctx, id)
	}, func(_ struct{}, err error) {
		var locked *store.LockedError
		if errors.As(err, &locked) {
			err = &document.Problem{Sentence: locked.Error()}
		}
		if err != nil {
			e.d.Tell("Not deleted", err)
			return
		}
		toast, run := e.d.Toast, e.d.Run
		e.d.Back()
		toast(kit.Toast{Text: number + " deleted", Action: "Undo", Do: func() {
			undelete := func() { _, _ = file.Undelete(context.Background(), id) } // the list shows what came of it
			if run != nil {
				run(undelete)
				return
			}
			go undelete()
		}})
	})
}
