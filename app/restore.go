package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"litework/app/company"
	"litework/app/kit"
	"litework/document"
)

// restore puts a copy in the place of the open company's file and opens it in
// the same window. Where that fails, the company is opened as it was.
func (a *App) restore(from string) {
	if a.company == nil {
		return
	}
	demo := a.company.Demo
	a.leaveCompany(func() { a.restoreClosed(from, demo) })
}

// restoreClosed does the same while no company is open.
func (a *App) restoreClosed(from string, demo bool) {
	if a.opening {
		return
	}
	a.opening = true
	ctx, stop := context.WithCancel(a.ctx)
	cancel := kit.Named("restoring.cancel", kit.NewButton("Cancel", stop))
	a.floats.SetContent(kit.NewEmptyState("Restoring the copy. It is checked first, and a copy of the company as it is now is kept…", cancel))
	a.window.Canvas().Focus(cancel)
	a.work.Go(func() {
		err := a.opener.Restore(ctx, from, demo)
		a.env.Do(func() {
			stop()
			a.opening = false
			a.openCompany(demo, func(ctx context.Context) (*company.Company, error) {
				if demo {
					return a.opener.OpenDemo(ctx)
				}
				return a.opener.OpenOwn(ctx, document.Settings{})
			}, func() {
				if errors.Is(err, context.Canceled) {
					a.host().Say("Not restored: the company is as it was.")
					return
				}
				if err != nil {
					a.cfg.Log.Error("restoring a copy", "error", err)
					a.host().Tell("The copy was not restored", err)
					return
				}
				a.host().Say("Restored. A copy of the company as it was is kept.")
			})
		})
	})
}

// askRestoreLast asks whether the newest copy is to take the place of a company
// file that does not open.
func (a *App) askRestoreLast(from, made string, demo bool) {
	m := kit.NewModal("Restore the copy of "+made+"?",
		kit.NewParagraph("What was written since then is in the damaged file alone, which is kept beside the copies.", kit.Look{}))
	m.Width = 460
	do := kit.Named("restore.confirm", kit.NewDanger("Restore", func() {
		m.Close()
		a.restoreClosed(from, demo)
	}).WithHint("Ctrl ⏎"))
	cancel := kit.Named("restore.cancel", kit.NewButton("Cancel", m.Close))
	m.Default, m.IrreversibleDefault, m.First = do, true, cancel
	m.SetButtons(nil, []fyne.CanvasObject{cancel, do})
	m.Show(a.window.Canvas(), a.env)
}

// dropped takes a file that was dropped on the window.
func (a *App) dropped(_ fyne.Position, uris []fyne.URI) {
	if a.shell != nil && len(uris) > 0 && uris[0].Scheme() == "file" {
		a.shell.Dropped(uris[0].Path())
	}
}
