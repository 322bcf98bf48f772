package main

import (
	"fmt"
	"path/filepath"

	"litework/app/drive"
)

// actor plays one person. The first thing that goes wrong stays in err, and
// nothing is done after it.
type actor struct {
	w     *drive.Window
	out   string
	shots int
	err   error
}

func (a *actor) do(what string, f func() error) {
	if a.err != nil {
		return
	}
	if err := f(); err != nil {
		a.err = fmt.Errorf("%s: %w", what, err)
		if a.w != nil {
			_ = a.w.Shot(filepath.Join(a.out, "failed.png")) // to look at
		}
	}
}

// shot takes a numbered picture.
func (a *actor) shot(name string) {
	a.shots++
	path := filepath.Join(a.out, fmt.Sprintf("%02d-%s.png", a.shots, name))
	a.do("picture "+name, func() error { return a.w.Shot(path) })
}

func (a *actor) click(name string) { a.do("click "+name, func() error { return a.w.Click(name) }) }

func (a *actor) keys(keys ...string) {
	a.do(fmt.Sprint("keys ", keys), func() error { return a.w.Key(keys...) })
}

func (a *actor) typed(text string) { a.do("type "+text, func() error { return a.w.Type(text) }) }

// see waits until a control is on the screen.
func (a *actor) see(name string) {
	a.do("see "+name, func() error { _, err := a.w.WaitControl(name); return err })
}

// gone waits until a control is no longer on the screen.
func (a *actor) gone(name string) {
	a.do(name+" gone", func() error {
		_, err := a.w.WaitFor("no "+name, func(m drive.Map) bool { return !m.Has(name) })
		return err
	})
}

// read waits until a control shows a text.
func (a *actor) read(name, part string) {
	a.do(fmt.Sprintf("read %q in %s", part, name), func() error { return a.w.WaitText(name, part) })
}

// cells types what stands in neighbouring cells of the line grid: Tab goes from
// one to the next.
func (a *actor) cells(texts ...string) {
	for i, t := range texts {
		if i > 0 {
			a.keys("Tab")
		}
		if t != "" {
			a.typed(t)
		}
	}
}
