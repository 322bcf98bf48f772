package importing

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// trail shows the four steps, the current one in the accent.
func trail(at int) fyne.CanvasObject {
	row := kit.HBox(7)
	for i, name := range []string{"What", "Preview", "Import", "Done"} {
		if i > 0 {
			row.Add(kit.Muted("›"))
		}
		look := kit.Look{Color: theme.ColorMuted}
		if i+1 == at {
			look = kit.Look{Color: theme.ColorPrimary, Style: fyne.TextStyle{Bold: true}}
		}
		row.Add(kit.NewText(fmt.Sprintf("%d %s", i+1, name), look))
	}
	return row
}

// plural is the word for several records of a kind.
func plural(k store.RecordKind) string {
	switch k {
	case store.RecordContact:
		return "contacts"
	case store.RecordQuote:
		return "quotes"
	}
	return "invoices"
}

// title is plural as the first word of a line.
func title(k store.RecordKind) string {
	name := plural(k)
	return strings.ToUpper(name[:1]) + name[1:]
}

// showWork shows how far reading or writing is.
func (w *Wizard) showWork(verb string) {
	at, why := 1, "You can hide this; reading goes on, also after LiteWork was closed and opened again."
	if w.step == stepApply {
		at, why = 3, "You can hide this; the import goes on. Xero is not called any more."
	}
	w.progress = kit.NewProgress(verb + "…")
	body := kit.VBox(14, w.progress, kit.NewParagraph(why, kit.Look{Color: theme.ColorMuted}))
	stop := named("stop", kit.NewButton("Stop", w.stop))
	hide := named("hide", kit.NewPrimary("Hide", w.modal.Close))
	w.draw(at, body, nil, nil, stop, hide)
	// Enter that confirmed the step before must not press what comes after it.
	w.modal.IrreversibleDefault = true
	w.showProgress()
}

// showProgress brings the bar up to date.
func (w *Wizard) showProgress() {
	if w.progress == nil {
		return
	}
	s := w.state
	verb := "Reading"
	if w.step == stepApply {
		verb = "Importing"
	}
	what := ""
	if s.Kind != "" {
		what = " " + plural(s.Kind)
	}
	if s.Total == 0 {
		w.progress.Set(0, fmt.Sprintf("%s%s: %s so far", verb, what, page.Count(s.Done)))
		return
	}
	w.progress.Set(float64(s.Done)/float64(s.Total), fmt.Sprintf("%s%s: %s of %s", verb, what, page.Count(s.Done), page.Count(s.Total)))
}

// stop ends the import. What was written stays.
func (w *Wizard) stop() {
	run, applying := w.state.Run, w.step == stepApply
	w.ask("Not stopped", func(ctx context.Context) error { return w.d.Sync.CancelImport(ctx, run) })
	if applying {
		w.d.Say("The import was stopped. What was imported stays; importing again finishes the job.")
	}
}

// showFailed says why reading stopped, and how it goes on.
func (w *Wizard) showFailed() {
	sentence, fix := "Xero could not be read to the end.", "Go on when it can be reached."
	if p := w.state.Problem; p != nil {
		sentence, fix = p.Sentence, p.Fix
	}
	body := kit.VBox(8, kit.NewParagraph(sentence, kit.Look{}), kit.NewParagraph(fix, kit.Look{Color: theme.ColorMuted}),
		kit.NewParagraph("What was read is kept for a day. Nothing was imported yet.", kit.Look{Color: theme.ColorMuted}))
	run := w.state.Run
	drop := named("drop", kit.NewButton("Start again", w.stop))
	on := named("resume", kit.NewPrimary("Go on", func() {
		w.ask("Not read", func(ctx context.Context) error { return w.d.Sync.ResumeImport(ctx, run) })
	}))
	w.draw(1, body, nil, nil, named("close", kit.NewButton("Close", w.modal.Close)), drop, on)
}
