package editor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// incoming is a change made in Xero that was taken into the open document.
type incoming struct {
	at      time.Time
	changes []document.FieldChange
}

// happened is the newest pull, decision or restore after a state of the
// document, which is a step of the user's history; ok is false where there was
// none.
func (l *loaded) happened(since int64) (r store.RevisionHead, ok bool) {
	for _, r := range l.recent {
		if r.Rev <= since {
			break
		}
		switch r.Why {
		case store.WhyPulled, store.WhyMerged, store.WhyRestored:
			return r, true
		}
	}
	return r, false
}

// restoreStep is the step that a restored revision is.
const restoreStep = "Restore"

// stepSince names the step that brings a page from an earlier state to the one
// that was read; empty where it is none, as for what posting supplies.
func (l *loaded) stepSince(rev int64) string {
	r, ok := l.happened(rev)
	switch {
	case !ok:
		return ""
	case r.Why == store.WhyMerged:
		return "Merge with Xero"
	case r.Why == store.WhyRestored:
		return restoreStep
	}
	return "Change from Xero"
}

// taken tells what a newly read state of the document took from Xero; nil when
// its content is as before or was changed by something else.
func taken(before, now *loaded) *incoming {
	last, ok := now.happened(before.stored.Rev)
	if !ok || last.Why != store.WhyPulled || last.Rev != now.stored.Rev {
		return nil
	}
	changes := differences(&before.stored.Document, &now.stored.Document)
	if len(changes) == 0 {
		return nil
	}
	return &incoming{last.At, changes}
}

// differences are what Xero can see of the change from one state of a document
// to another, the client by its name.
func differences(a, b *document.Document) []document.FieldChange {
	out := document.Project(a).Diff(document.Project(b))
	for i := range out {
		if out[i].Field == "client" {
			out[i].Old, out[i].New = a.Client.Name, b.Client.Name
		}
	}
	return out
}

// fieldsNamed are the changed fields in words: "due date, line 2, price and 3
// more".
func fieldsNamed(changes []document.FieldChange) string {
	const most = 3
	var names []string
	for i, c := range changes {
		if i == most && len(changes) > most+1 {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(changes)-most)
		}
		names = append(names, fieldName(c))
	}
	return strings.Join(names, ", ")
}

// fieldName is a field within a sentence.
func fieldName(c document.FieldChange) string {
	switch {
	case c.Field != "due":
		return lowerFirst(c.Label)
	case c.Label == document.Quote.DueLabel():
		return "expiry date"
	}
	return "due date"
}

// incomingBanners are the lines about changes made in Xero: one that was taken
// in, and one that waits.
func (e *Editor) incomingBanners() (out []fyne.CanvasObject) {
	s := &e.l.stored
	what := func(name string, changes []document.FieldChange) fyne.CanvasObject {
		return kit.Named(name, kit.NewLink("What changed", func() { e.showChanges(changes) }))
	}
	resolve := kit.Named("banner.resolve", kit.NewBoldLink("Resolve…", e.resolve))
	switch {
	case s.State == document.Conflict:
		out = append(out, kit.NewBanner(kit.Warn, "Changed on both sides. Nothing is sent until you decide.",
			kit.Named("banner.view", kit.NewLink("View in Xero", e.ViewInXero)), resolve))
	case s.State == document.WaitingToPost, s.State == document.Posting, s.State == document.Checking:
		// What is on its way meets the change when it arrives.
	case e.l.waits && s.State == document.UpdatedLocally:
		out = append(out, kit.NewBanner(kit.Warn, "Changed on both sides", what("banner.pending", e.l.pending), resolve))
	case e.l.waits:
		out = append(out, kit.NewBanner(kit.Info, "Changed in Xero. It waits while you edit", what("banner.pending", e.l.pending),
			kit.Named("banner.apply", kit.NewBoldLink("Apply", e.resolve))))
	}
	if in := e.incoming; in != nil {
		text := "Updated from Xero " + in.at.In(e.d.Now().Location()).Format("15:04") + ": " + fieldsNamed(in.changes)
		out = append(out, kit.NewBanner(kit.Info, text, what("banner.changes", in.changes),
			kit.Named("banner.seen", kit.NewLink("Dismiss", func() { e.incoming = nil; e.showBanners() }))))
	}
	return out
}

// resolve takes the change that waits in Xero in. Where the document was
// changed here too, the user decides.
func (e *Editor) resolve() {
	if !e.EndEdit() {
		return
	}
	id, kind := e.id(), store.RecordKind(e.session.Doc().Kind)
	decided := e.l.stored.State == document.Conflict
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		if err := e.session.Flush(ctx); err != nil || decided {
			return struct{}{}, err
		}
		return struct{}{}, e.d.Sync.Apply(ctx, id)
	}, func(_ struct{}, err error) {
		var problem *document.Problem
		switch {
		case errors.As(err, &problem) && problem.Code == "conflict", err == nil && decided:
			if e.d.OpenConflict != nil {
				e.d.OpenConflict(kind, id)
			}
		case err != nil:
			e.d.Tell("Not taken over", err)
		}
	})
}

// showChanges shows field by field what was before and what is now.
func (e *Editor) showChanges(changes []document.FieldChange) {
	rows := kit.VBox(10, kit.Columns(16, kit.Caption("Field"), kit.Caption("Before"), kit.Caption("Now")))
	for _, c := range changes {
		rows.Add(kit.Rule())
		rows.Add(kit.Columns(16, kit.NewParagraph(c.Label, kit.Look{Color: theme.ColorMuted}), value(c.Old), value(c.New)))
	}
	scroll := page.NewScroll(kit.Inset(0, 12, 0, 0, rows), 0)
	m := kit.NewModal("What changed in "+e.Title(), kit.Sized(0, min(420, scroll.HeightFor(580)), scroll))
	m.Width = 640
	closing := kit.Named("changes.close", kit.NewButton("Close", m.Close))
	m.Default, m.First = closing, closing
	m.SetButtons(nil, []fyne.CanvasObject{closing})
	e.d.Show(m)
}

func value(text string) fyne.CanvasObject {
	if text == "" {
		return kit.NewParagraph("(none)", kit.Look{Color: theme.ColorMuted})
	}
	return kit.NewParagraph(text, kit.Look{})
}

// restoreBanner is a line about something that a change in Xero took away, with
// the way to bring it back.
func (e *Editor) restoreBanner(b store.Banner) fyne.CanvasObject {
	return kit.NewBanner(kit.Warn, b.Text,
		kit.Named("banner.dismiss", kit.NewLink("Dismiss", func() { e.dismiss(b) })),
		kit.Named("banner.restore", kit.NewBoldLink("Restore", func() { e.restore(b) })))
}

// restore brings back what a change in Xero took away. It arrives in the open
// document as one step.
func (e *Editor) restore(b store.Banner) {
	if !e.EndEdit() {
		return
	}
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		if err := e.session.Flush(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, e.d.Sync.RestoreLost(ctx, e.id(), b.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			e.d.Tell("Not restored", err)
		}
	})
}
