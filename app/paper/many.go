package paper

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

const (
	// askAtMost is for how many documents Xero is asked where the client sees
	// them: each is a call.
	askAtMost = 20
	// tellEvery is how often progress is shown.
	tellEvery = 100 * time.Millisecond
)

// came is what an export of several came to.
type came struct {
	docs    []store.StoredDocument
	refused []string // why some were not printed, each beginning with its number
	stopped bool
	err     error // why it ended early
}

// many writes several documents, with progress; Cancel ends it after the one
// that is being written.
func (x *exporting) many(folder string) {
	n := len(x.ids)
	stop, cancel := context.WithCancel(context.Background())
	progress := kit.NewProgress("Exporting…")
	running := true
	end := named("stop", kit.NewButton("Cancel", func() { cancel() }))
	x.modal.OnCancel = func() {
		cancel()
		if !running {
			x.modal.Close()
		}
	}
	x.modal.SetStep(progress, end, nil, end)
	x.modal.Default = nil // Enter on the way ends nothing
	show := func(done int) {
		x.k.d.Env.Do(func() {
			if running {
				progress.Set(float64(done)/float64(n), page.Count(done)+" of "+page.Count(n))
			}
		})
	}
	page.Write(x.k.reader, func(ctx context.Context) (came, error) {
		return x.k.writeMany(ctx, stop, x.ids, folder, show), nil
	}, func(c came, _ error) {
		running = false
		cancel()
		x.done(c, folder)
	})
}

// writeMany writes until stop is done or the folder takes no more.
func (k *Desk) writeMany(ctx, stop context.Context, ids []string, folder string, show func(done int)) (c came) {
	told := time.Time{}
	for i, id := range ids {
		if stop.Err() != nil {
			c.stopped = true
			return c
		}
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			show(i)
		}
		w, err := k.write(ctx, id, folder, len(ids) <= askAtMost)
		if err == nil {
			c.docs = append(c.docs, w.doc)
			continue
		}
		var why *document.Problem
		switch {
		case errors.As(err, &why) && why.Code == "head-only":
			c.refused = append(c.refused, why.Error())
		case errors.Is(err, store.ErrNotFound): // deleted meanwhile
		default:
			c.err = err
			return c
		}
	}
	return c
}

// done says what the export came to.
func (x *exporting) done(c came, folder string) {
	n := len(c.docs)
	words := page.Plural(n, "PDF") + " " + areIn(n) + " " + folderName(folder)
	switch {
	case c.err != nil || c.stopped:
		words = page.Count(n) + " of " + page.Plural(len(x.ids), "PDF") + " " + areIn(n) + " " + folderName(folder)
	}
	x.modal.OnCancel = nil
	x.modal.SetTitle(words)
	var body []fyne.CanvasObject
	if c.stopped {
		body = append(body, note("It was cancelled. What was written stays."))
	}
	if c.err != nil {
		sentence, fix := page.Trouble(c.err)
		body = append(body, kit.NewParagraph(strings.TrimSpace(sentence+" "+fix), kit.Look{Color: theme.ColorRed}))
	}
	const most = 5
	for i, why := range c.refused {
		if i == most {
			body = append(body, note("And "+page.Count(len(c.refused)-most)+" more."))
			break
		}
		body = append(body, kit.NewParagraph(why, kit.Look{Color: theme.ColorRed}))
	}
	if len(body) == 0 {
		body = append(body, note("One file for each, named by its number."))
	}
	var left []fyne.CanvasObject
	if n > 0 {
		left = append(left, named("folder.show", kit.NewButton("Show folder", func() { x.k.d.OpenURL(address(folder)) })))
	}
	var right []*kit.Button
	if label, do := x.k.mark(c.docs); do != nil {
		right = append(right, named("mark", kit.NewButton(label, func() {
			x.modal.Close()
			do()
		})))
	}
	right = append(right, named("done", kit.NewPrimary("Done", x.modal.Close)))
	if !x.modal.IsOpen() {
		x.k.d.Say(words)
		return
	}
	x.modal.SetStep(kit.VBox(6, body...), nil, left, right...)
}

func areIn(n int) string {
	if n == 1 {
		return "is in"
	}
	return "are in"
}
