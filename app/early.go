package app

import (
	"context"
	"log/slog"
	"sync"

	"fyne.io/fyne/v2"

	"litework/app/company"
	"litework/app/theme"
	"litework/document"
)

// early is what begins while the desktop is still making the window, which
// takes longer than all the rest of a start: the fonts are read, and the
// company that was open last is opened.
type early struct {
	// fonts is closed once the fonts have been read. Fyne measures text on one
	// goroutine at a time: until then nothing else may.
	fonts chan struct{}
	// open opens the company; nil where there is none yet.
	open func(context.Context) (*company.Company, error)
	demo bool

	once   sync.Once
	done   chan struct{} // closed with the result
	opened *company.Company
	err    error
}

// begin starts what can go on beside the making of the window.
func (a *App) begin() *early {
	e := &early{fonts: make(chan struct{}), done: make(chan struct{})}
	a.work.Go(func() {
		defer close(e.fonts)
		for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}} {
			fyne.MeasureText("Quote", theme.TextSize, style)
		}
	})
	switch {
	case a.opener.LastWasDemo():
		e.open, e.demo = a.opener.OpenDemo, true
	case a.opener.HasOwn():
		e.open = func(ctx context.Context) (*company.Company, error) {
			return a.opener.OpenOwn(ctx, document.Settings{})
		}
	default:
		return e
	}
	a.work.Go(func() {
		defer close(e.done)
		e.opened, e.err = e.open(a.ctx)
	})
	return e
}

// company gives the company that is being opened to whoever asks first; who
// asks again, after a failure, has it opened again.
func (e *early) company(ctx context.Context) (c *company.Company, err error) {
	first := false
	e.once.Do(func() {
		first = true
		<-e.done
		c, err = e.opened, e.err
	})
	if !first {
		return e.open(ctx)
	}
	return c, err
}

// drop closes a company that nobody asked for: the program ended first.
func (e *early) drop(log *slog.Logger) {
	if e == nil || e.open == nil {
		return
	}
	e.once.Do(func() {
		<-e.done
		if e.err != nil {
			return
		}
		if err := e.opened.Close(); err != nil {
			log.Error("closing the company file", "error", err)
		}
	})
}
