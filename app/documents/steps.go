package documents

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
)

const (
	// step is how many documents are changed in one transaction.
	step = 100
	// stepsAfter is how long many steps may take before a bar is shown.
	stepsAfter = 300 * time.Millisecond
)

// inSteps changes many documents, some at a time, each time all or none. What
// takes longer shows how far it came and can be ended; done hears how many were
// changed. doing is its title: "Tag 4,000 invoices".
func inSteps[T any](p *Page, doing string, all []T, do func(ctx context.Context, some []T) error, done func(changed int, err error)) {
	var stop atomic.Bool
	var progress *kit.Progress
	var dialog *kit.Modal
	over := false
	said := func(n int) string { return page.Count(n) + " of " + page.Count(len(all)) }
	reached := 0
	show := func() {
		if progress != nil {
			progress.Set(float64(reached)/float64(max(1, len(all))), said(reached))
		}
	}
	if len(all) > step {
		p.d.Env.After(stepsAfter, func() {
			if over {
				return
			}
			progress = kit.NewProgress(said(reached))
			dialog = kit.NewModal(doing, progress)
			dialog.Width = 420
			var cancel *kit.Button
			end := func() {
				stop.Store(true)
				cancel.DisableBecause("It ends with the step that is under way.")
			}
			cancel = kit.Named("steps.cancel", kit.NewButton("Cancel", end))
			dialog.OnCancel, dialog.First = end, cancel
			dialog.SetButtons(nil, []fyne.CanvasObject{cancel})
			p.d.Show(dialog)
			show()
		})
	}
	page.Write(p.reader, func(ctx context.Context) (int, error) {
		changed := 0
		for rest := all; len(rest) > 0 && !stop.Load() && !p.closing.Load(); {
			some := rest[:min(step, len(rest))]
			rest = rest[len(some):]
			if err := do(ctx, some); err != nil {
				return changed, err
			}
			changed += len(some)
			p.d.Env.Do(func() {
				reached += len(some)
				show()
			})
		}
		return changed, nil
	}, func(changed int, err error) {
		over = true
		if dialog != nil {
			dialog.Close()
		}
		p.reload()
		done(changed, err)
	})
}

// told is what a toast says of what was done: "INV-0148 deleted",
// "3 invoices deleted", "400 of 4,000 invoices deleted".
func (p *Page) told(number string, changed, of int, verb string) string {
	switch {
	case changed < of:
		return page.Count(changed) + " of " + page.Plural(of, p.kind.Noun()) + " " + verb
	case of == 1 && number != "":
		return number + " " + verb
	}
	return page.Plural(of, p.kind.Noun()) + " " + verb
}

// numberOf is the number of the one document of keys; "" for several.
func (p *Page) numberOf(keys []int64) string {
	if len(keys) != 1 {
		return ""
	}
	row, _ := p.rows.ByKey(keys[0])
	return row.Number
}
