package editor

import (
	"context"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// showStored shows what the company file knows of the document besides its
// content: its state towards Xero, what locks it, and what happened to it.
func (e *Editor) showStored() {
	e.lock = e.lockReason()
	e.session.LockNumber(e.l.stored.NumberLocked)
	e.fields.lockAs(e.lock != nil, e.l.stored.NumberLocked)
	e.notes.lockAs(e.lock != nil)
	e.bar.showState()
	e.showBanners()
	e.showSaving()
}

// lockReason is why Xero would refuse a change of the document as it is now.
func (e *Editor) lockReason() *document.Problem {
	return document.LockReason(e.session.Doc(), e.l.stored.Remote, e.l.reference.Organisation.LockDates())
}

// linesLocked is why what Xero sees of the lines cannot be changed, or "".
func (e *Editor) linesLocked() string {
	if e.lock != nil {
		return e.lock.Error()
	}
	return e.headOnly()
}

// headOnly is why only the head of the document can be changed, or "".
func (e *Editor) headOnly() string {
	if !e.l.stored.HeadOnly {
		return ""
	}
	for _, b := range e.l.stored.Banners {
		if b.Kind == store.BannerHeadOnly {
			return b.Text
		}
	}
	return "Xero's totals of this " + e.session.Doc().Kind.Noun() + " are not those of its lines as LiteWork adds them up. Change its lines in Xero."
}

// showBanners draws the lines on top of the page: each lasts while it is true.
func (e *Editor) showBanners() {
	var out []fyne.CanvasObject
	if e.lock != nil {
		out = append(out, e.lockBanner())
	}
	s := &e.l.stored
	switch s.State {
	case document.SyncFailed:
		text := "Xero did not take it."
		if s.Op != nil && s.Op.Problem != nil {
			text = s.Op.Problem.Error()
		}
		out = append(out, kit.NewBanner(kit.Problem, text, kit.Named("banner.retry", kit.NewBoldLink("Retry", e.retry))))
	case document.Checking:
		if s.Op != nil && s.Op.Problem != nil {
			out = append(out, kit.NewBanner(kit.Warn, s.Op.Problem.Error(), kit.Named("banner.answer", kit.NewBoldLink("Answer", e.explain))))
		}
	}
	out = append(out, e.incomingBanners()...)
	if why := e.headOnly(); why != "" && e.lock == nil {
		out = append(out, kit.NewBanner(kit.Info, why, kit.Named("banner.view", kit.NewBoldLink("View in Xero", e.ViewInXero))))
	}
	if e.notice != "" {
		out = append(out, kit.NewBanner(kit.Problem, e.notice, kit.Named("banner.noted", kit.NewLink("Dismiss", func() { e.note("") }))))
	}
	for _, b := range s.Banners {
		switch {
		case b.Kind == store.BannerHeadOnly && s.HeadOnly:
		case b.RevisionID != "":
			out = append(out, e.restoreBanner(b))
		default:
			dismiss := kit.Named("banner.dismiss", kit.NewLink("Dismiss", func() { e.dismiss(b) }))
			out = append(out, kit.NewBanner(kit.Info, b.Text, dismiss))
		}
	}
	e.heads.Objects = out
	e.heads.Refresh()
	if e.body != nil {
		e.body.relayout()
	}
}

// note shows a line on top about what the last save did not do; "" takes it
// away.
func (e *Editor) note(text string) {
	if e.notice != text {
		e.notice = text
		e.showBanners()
	}
}

// lockBanner says why the document is locked, with the way out.
func (e *Editor) lockBanner() fyne.CanvasObject {
	var actions []fyne.CanvasObject
	doc := e.session.Doc()
	switch e.lock.Code {
	case "locked-accepted", "locked-declined", "locked-invoiced":
		actions = append(actions, kit.Named("banner.reopen", kit.NewBoldLink("Reopen as Sent", e.reopen)))
	case "locked-voided", "locked-deleted":
		actions = append(actions, kit.Named("banner.reissue", kit.NewBoldLink("Re-issue", e.Duplicate)))
	default:
		if e.WhyNotView() == "" {
			actions = append(actions, kit.Named("banner.view", kit.NewBoldLink("View in Xero", e.ViewInXero)))
		}
	}
	return kit.NewBanner(kit.Info, e.lock.Error()+" Sections, enhanced text, notes and tags of this "+doc.Kind.Noun()+" stay editable.", actions...)
}

// dismiss takes a banner away for good.
func (e *Editor) dismiss(b store.Banner) {
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, e.d.File.DismissBanner(ctx, e.id(), b.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			e.d.Tell("Not dismissed", err)
		}
	})
}

// explain tells how the document stands towards Xero. Where there is something
// to decide, it goes there.
func (e *Editor) explain() {
	if e.l.stored.State == document.Conflict && e.d.OpenConflict != nil {
		e.resolve()
		return
	}
	if e.d.Explain != nil {
		e.d.Explain(e.l.stored)
		return
	}
	if op := e.l.stored.Op; op != nil && op.Problem != nil {
		e.d.Tell(e.Title(), op.Problem)
		return
	}
	e.d.Tell(e.Title(), &document.Problem{Sentence: page.SyncChip(e.l.stored.State).Tip + "."})
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
