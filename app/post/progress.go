package post

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// stage is how far a confirmed document came.
type stage struct {
	kind     stageKind
	title    string
	sentence string
	fix      string
	details  string
	// quote is the number of the quote that the invoice was made of and that is
	// not marked as invoiced in Xero yet, quoteID its id; empty for none.
	quote, quoteID string
}

type stageKind int

const (
	stagePosting stageKind = iota
	stageWaiting
	stageChecking
	stageDone
	stageFailed
	stageConflict
	stageAsked // whether the record found in Xero is this one
)

// follow looks where the document stands and says so.
func (s *Sheet) follow() {
	organisation := s.sheet.Organisation
	page.Read(s.reader, "progress", func(ctx context.Context) (stage, error) {
		d, err := s.d.File.Document(ctx, s.docID)
		if err != nil {
			return stage{}, err
		}
		st := stageOf(d, s.d.Sync.State(), organisation)
		if st.kind == stageDone {
			st.quoteID, st.quote, _, err = s.d.Sync.OfferInvoiced(ctx, s.docID)
		}
		return st, err
	}, func(st stage, err error) {
		if err != nil {
			st = stage{kind: stageFailed, title: s.sheet.Number + " cannot be read", sentence: err.Error()}
		}
		s.show(st)
	})
}

// stageOf puts into words where a confirmed document stands.
func stageOf(d store.StoredDocument, sync xerosync.State, organisation string) stage {
	n := d.Number
	switch {
	case d.State == document.SyncFailed:
		st := stage{kind: stageFailed, title: n + " was not posted", sentence: "Xero did not take it."}
		if d.Remote != nil {
			st.title = n + " was not updated"
		}
		if d.Op != nil {
			st.details = d.Op.Details
			if d.Op.Problem != nil {
				st.sentence, st.fix = d.Op.Problem.Sentence, d.Op.Problem.Fix
			}
		}
		return st
	case d.State == document.Conflict:
		return stage{kind: stageConflict, title: n + " was changed in Xero",
			sentence: "It was changed there since LiteWork last saw it. Nothing was overwritten, and nothing was sent."}
	case d.State == document.Checking && d.Op != nil && d.Op.Problem != nil:
		return stage{kind: stageAsked, title: n + " may be in Xero already", sentence: d.Op.Problem.Sentence, fix: d.Op.Problem.Fix}
	case d.State == document.Checking:
		return stage{kind: stageChecking, title: n + " is being checked with Xero",
			sentence: "The answer was lost on the way. LiteWork looks whether it arrived before anything is sent again, so there is never a second one."}
	case d.Op != nil && d.Op.State.Open() && d.Op.FirstSentAt.IsZero() && !moving(sync.Phase):
		return stage{kind: stageWaiting, title: n + " waits to be posted", sentence: waitingWords(n, sync)}
	case d.Op != nil && d.Op.State.Open():
		return stage{kind: stagePosting, title: "Posting " + n + "…",
			sentence: "What you confirmed is on its way to " + organisation + ". You can hide this; the work goes on."}
	case d.Remote == nil: // taken back
		return stage{kind: stageWaiting, title: n + " was taken back", sentence: "Nothing was sent to Xero."}
	}
	words := document.ShownStatus(&d.Document, d.Remote, document.Date{}).PostLabel()
	return stage{kind: stageDone, title: n + " is in Xero",
		sentence: organisation + " has it as " + words + ", " + d.Currency + " " + document.FormatMoney(d.Remote.Total) + " in all."}
}

// moving reports whether the worker gets on with what waits.
func moving(p xerosync.Phase) bool { return p == xerosync.Waiting || p == xerosync.Syncing }

// waitingWords say why it waits and what becomes of it.
func waitingWords(n string, sync xerosync.State) string {
	if sync.Problem != nil {
		return sync.Problem.Error() + " " + n + " is sent as soon as that is over, also after LiteWork was closed."
	}
	switch sync.Phase {
	case xerosync.Reconnect:
		return "LiteWork has to be connected to Xero again. " + n + " is sent after that."
	case xerosync.Off:
		return "LiteWork is not connected to Xero. " + n + " is sent after it is."
	case xerosync.Paused:
		return "Xero asked to wait. " + n + " is sent after that, also when LiteWork was closed in between."
	}
	return "Xero cannot be reached from here now. " + n + " is sent as soon as it can be, also after LiteWork was closed."
}

// show draws the stage, unless it is the one shown.
func (s *Sheet) show(st stage) {
	if !s.modal.IsOpen() || s.stage == st {
		return
	}
	s.stage = st
	icon, color := theme.IconSync, theme.ColorBlue
	switch st.kind {
	case stageWaiting:
		icon, color = theme.IconOffline, theme.ColorMuted
	case stageDone:
		icon, color = theme.IconCheck, theme.ColorGreen
	case stageFailed, stageConflict, stageAsked:
		icon, color = theme.IconWarning, theme.ColorRed
	}
	words := kit.VBox(6, kit.NewParagraph(st.sentence, kit.Look{}))
	if st.quote != "" {
		words.Add(kit.NewParagraph("It was made of "+st.quote+", which is not marked as invoiced in Xero.", kit.Look{Color: theme.ColorMuted}))
	}
	if st.fix != "" {
		words.Add(kit.NewParagraph(st.fix, kit.Look{Style: fyne.TextStyle{Bold: true}}))
	}
	if st.details != "" {
		words.Add(s.details(words, st.details))
	}
	s.modal.Width = 480
	s.modal.SetTitle(st.title)
	s.modal.SetSubtitle("")
	s.modal.SetBody(kit.HBoxTop(12, kit.VBox(0, kit.Blank(1, 1), kit.NewIconSized(icon, color, 20)), kit.Flex(words)))
	s.buttons(st.kind)
	if s.modal.First != nil {
		s.d.Canvas.Focus(s.modal.First)
	}
}

func (s *Sheet) buttons(kind stageKind) {
	done := named("done", kit.NewPrimary("Done", s.modal.Close))
	view := named("view", kit.NewButton("View in Xero", s.viewInXero).WithIcon(theme.IconLinkOut))
	hide := named("hide", kit.NewButton("Hide", s.modal.Close))
	right := []fyne.CanvasObject{hide}
	s.modal.Default = hide
	switch kind {
	case stageDone:
		right = []fyne.CanvasObject{view, done}
		if id := s.stage.quoteID; id != "" {
			right = append([]fyne.CanvasObject{named("invoiced", kit.NewButton("Mark "+s.stage.quote+" invoiced", func() { s.markInvoiced(id) }))}, right...)
		}
		s.modal.Default = done
	case stageWaiting:
		right = []fyne.CanvasObject{named("withdraw", kit.NewButton("Take back", s.withdraw)), done}
		if s.stage.title == s.sheet.Number+" was taken back" {
			right = right[1:]
		}
		s.modal.Default = done
	case stageFailed:
		retry := named("retry", kit.NewButton("Retry", s.retry))
		again := named("again", kit.NewPrimary("Look at it again", s.again))
		right = []fyne.CanvasObject{named("close", kit.NewButton("Close", s.modal.Close)), retry, again}
		s.modal.Default = again
	case stageAsked:
		mine := named("mine", kit.NewPrimary("It is this one", func() { s.answer(true) }))
		other := named("other", kit.NewButton("It is another one", func() { s.answer(false) }))
		right = []fyne.CanvasObject{view, other, mine}
		s.modal.Default = nil // neither answer is the usual one
		s.modal.First = view
		s.modal.SetButtons(nil, right)
		return
	case stageConflict:
		right = []fyne.CanvasObject{view, done}
		s.modal.Default = done
	}
	// Enter that confirmed the sheet must not press what comes after it.
	s.modal.IrreversibleDefault = false
	s.modal.First = s.modal.Default
	s.modal.SetButtons(nil, right)
}

// details shows technical words on demand.
func (s *Sheet) details(words *fyne.Container, text string) fyne.CanvasObject {
	var link *kit.Link
	link = kit.Named("post.details", kit.NewLink("Details", func() {
		link.Hide()
		words.Add(kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted, Size: theme.SmallSize}))
		words.Add(kit.HBox(0, named("copy", kit.NewButton("Copy", func() { s.d.Copy(text) }).WithIcon(theme.IconCopy))))
		s.modal.Refresh()
	}))
	return kit.HBox(0, link)
}

// again brings the sheet back, with its checks as they are now.
func (s *Sheet) again() {
	s.followed, s.stage, s.form = false, stage{}, nil
	s.modal.Width = 700
	s.load()
}

func (s *Sheet) retry() {
	s.ask(func(ctx context.Context) error { return s.d.Sync.Retry(ctx, s.docID) })
}

// answer says whether the record found in Xero is this document.
func (s *Sheet) answer(mine bool) {
	s.ask(func(ctx context.Context) error { return s.d.Sync.Answer(ctx, s.docID, mine) })
}

// markInvoiced closes the quote that the invoice was made of.
func (s *Sheet) markInvoiced(quoteID string) {
	number := s.stage.quote
	s.ask(func(ctx context.Context) error {
		err := s.d.Sync.MarkInvoiced(ctx, quoteID)
		if err == nil {
			s.d.Env.Do(func() { s.d.Say(number + " is marked as invoiced in Xero as soon as it can be reached") })
		}
		return err
	})
}

func (s *Sheet) withdraw() {
	s.ask(func(ctx context.Context) error { return s.d.Sync.Withdraw(ctx, s.docID) })
}

// ask hands something to the outbox and shows what came of it.
func (s *Sheet) ask(do func(context.Context) error) {
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			sentence, fix := page.Trouble(err)
			s.show(stage{kind: stageFailed, title: s.sheet.Number + " was not sent", sentence: sentence, fix: fix})
			return
		}
		s.follow()
	})
}
