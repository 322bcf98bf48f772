package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	width, height = 1280, 840
	few, many     = 1_000, 100_000
	starts        = 7
)

// windows measures the real program in a real window beside a bare one.
type windows struct {
	ctx                         context.Context
	table                       *table
	program, bare, folder       string
	bareFrame                   time.Duration
	bareMemory, bareIdle, caret float64
}

// The names of the figures and their bars.
const (
	startName  = "start to the first list, 100k / bare"
	memoryName = "memory on the list, 100k / bare"
	hourName   = "memory after an hour's use / bare"
	growName   = "memory grown for each document opened"
	idleName   = "idle CPU on the list, above bare"
	caretName  = "idle CPU with the caret in an entry"
	growth     = "growth from 1k to 100k: "
)

func openName(lines int) string { return fmt.Sprintf("open %d lines to painted", lines) }

// measure prints what it can; what fails is skipped with its reason.
func (w *windows) measure() {
	steps := []struct {
		names []string
		do    func() error
		bar   bar
	}{
		{[]string{growth + "open", growth + "save", growth + "search"}, w.growth, atMost(1.5, "×")},
		{[]string{startName, growth + "start"}, w.start, atMost(1.3, "×")},
		{[]string{memoryName, idleName, caretName, openName(50), openName(500)}, w.rest, atMost(1.4, "×")},
		{[]string{hourName, growName}, w.hour, atMost(1.8, "×")},
	}
	prepared := false
	for _, step := range steps {
		if !w.table.wanted(step.names...) {
			continue
		}
		if !prepared {
			prepared = true
			if err := w.prepare(); err != nil {
				w.table.skip(strings.Join(step.names, ", "), step.bar, err.Error())
				return
			}
		}
		if err := step.do(); err != nil {
			w.table.skip(strings.Join(step.names, ", "), step.bar, err.Error())
		}
	}
}

func (w *windows) of(n int) string { return filepath.Join(w.folder, fmt.Sprint(n)) }

// prepare makes the company files and measures the bare window.
func (w *windows) prepare() error {
	for _, n := range []int{few, many} {
		if err := company(w.ctx, w.of(n), n); err != nil {
			return err
		}
	}
	return w.measureBare()
}

func (w *windows) measureBare() error {
	p, err := w.startBare("--focus")
	if err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	w.caret, err = p.idle(8 * time.Second)
	if err != nil {
		return err
	}
	if err := p.end(); err != nil {
		return err
	}
	if p, err = w.startBare(); err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	if w.bareMemory, err = p.resident(); err != nil {
		return err
	}
	if w.bareIdle, err = p.idle(8 * time.Second); err != nil {
		return err
	}
	if err := p.focus(); err != nil {
		return err
	}
	for range 20 {
		if err := keys("Down"); err != nil {
			return err
		}
		time.Sleep(60 * time.Millisecond)
	}
	if _, err := p.wait("frame", 20); err != nil {
		return err
	}
	w.bareFrame = between(p.read(), "key", "frame")
	return p.end()
}

func (w *windows) startBare(args ...string) (*process, error) {
	p, err := start(w.ctx, w.folder, w.bare, append(args, fmt.Sprintf("--width=%d", width), fmt.Sprintf("--height=%d", height))...)
	if err != nil {
		return nil, err
	}
	_, err = p.wait("list", 1)
	return p, err
}

// startLiteWork starts the program on a company file and waits for its list.
func (w *windows) startLiteWork(n int) (*process, time.Duration, error) {
	p, err := start(w.ctx, w.folder, w.program, "--data", w.of(n), "--size", fmt.Sprintf("%dx%d", width, height))
	if err != nil {
		return nil, 0, err
	}
	at, err := p.wait("list", 1)
	return p, at.Sub(p.started), err
}

// growth is what a hundred times the documents cost.
func (w *windows) growth() error {
	small, err := deeds(w.ctx, w.of(few))
	if err != nil {
		return err
	}
	large, err := deeds(w.ctx, w.of(many))
	if err != nil {
		return err
	}
	for _, name := range []string{"open", "save", "search"} {
		w.table.put(growth+name, float64(large[name])/float64(small[name]), atMost(1.5, "×"), short(small[name])+" → "+short(large[name]))
	}
	return nil
}

// start takes turns, so that what else the machine does hits all alike.
func (w *windows) start() error {
	var bare, small, large []time.Duration
	for i := range starts + 1 {
		p, err := w.startBare()
		if err != nil {
			return err
		}
		at, _ := p.wait("list", 1)
		if err := p.end(); err != nil {
			return err
		}
		var times [2]time.Duration
		for j, n := range []int{few, many} {
			p, took, err := w.startLiteWork(n)
			if err != nil {
				return err
			}
			times[j] = took
			if err := p.end(); err != nil {
				return err
			}
		}
		if i > 0 { // the first ones read from a cold disk
			bare, small, large = append(bare, at.Sub(p.started)), append(small, times[0]), append(large, times[1])
		}
	}
	b, s, l := median(bare), median(small), median(large)
	w.table.put(startName, float64(l)/float64(b), atMost(1.3, "×"), short(l)+" / "+short(b))
	w.table.put(growth+"start", float64(l)/float64(s), atMost(1.5, "×"), short(s)+" → "+short(l))
	return nil
}

// rest is memory, rest and the opening of documents in one window.
func (w *windows) rest() error {
	p, _, err := w.startLiteWork(many)
	if err != nil {
		return err
	}
	defer p.end()
	time.Sleep(3 * time.Second)
	memory, err := p.resident()
	if err != nil {
		return err
	}
	w.table.put(memoryName, memory/w.bareMemory, atMost(1.4, "×"), megabytes(memory)+" / "+megabytes(w.bareMemory))
	idle, err := p.idle(8 * time.Second)
	if err != nil {
		return err
	}
	w.table.put(idleName, idle-w.bareIdle, atMost(0.5, "%"), fmt.Sprintf("%.2f %% − %.2f %%", idle, w.bareIdle))
	if err := p.focus(); err != nil {
		return err
	}
	for i, lines := range []int{50, 500} {
		if err := w.open(p, i, lines); err != nil {
			return err
		}
	}
	if err := keys("ctrl+f"); err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	if idle, err = p.idle(8 * time.Second); err != nil {
		return err
	}
	w.table.put(caretName, idle, atMost(2, "%"), fmt.Sprintf("bare: %.2f %%", w.caret))
	return nil
}

// open opens the document in a row several times and goes back.
func (w *windows) open(p *process, row, lines int) error {
	const times = 10
	before := len(p.read())
	for i := range times {
		if err := keys("Home"); err != nil {
			return err
		}
		for range row {
			if err := keys("Down"); err != nil {
				return err
			}
		}
		if err := keys("Return"); err != nil {
			return err
		}
		if _, err := p.wait("document", row*times+i+1); err != nil {
			return err
		}
		if err := keys("alt+Left"); err != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
	}
	took := between(p.read()[before:], "open", "document")
	limit := map[int]float64{50: 50, 500: 150}[lines]
	w.table.put(openName(lines), milliseconds(took-w.bareFrame), atMost(limit, "ms"), "a bare frame: "+short(w.bareFrame))
	return nil
}

// hour opens, reads and writes as in an hour's work, without its pauses.
func (w *windows) hour() error {
	p, _, err := w.startLiteWork(many)
	if err != nil {
		return err
	}
	defer p.end()
	if err := p.focus(); err != nil {
		return err
	}
	const documents = 80
	var half float64
	for i := range documents {
		if err := w.work(p, i); err != nil {
			return err
		}
		if i == documents/2-1 {
			if half, err = p.resident(); err != nil {
				return err
			}
		}
	}
	memory, err := p.resident()
	if err != nil {
		return err
	}
	w.table.put(hourName, memory/w.bareMemory, atMost(1.8, "×"), megabytes(memory)+" / "+megabytes(w.bareMemory))
	w.table.put(growName, (memory-half)/1024/(documents/2), atMost(20, "KB"), fmt.Sprintf("over the last %d of %d", documents/2, documents))
	return nil
}

// work is one document's share of an hour: the list is scrolled and searched,
// the document opened, a line written, and left again.
func (w *windows) work(p *process, i int) error {
	steps := append([]string{"Home", "Next", "Next"}, slices.Repeat([]string{"Down"}, i%16)...)
	if err := keys(append(steps, "Return")...); err != nil {
		return err
	}
	if _, err := p.wait("document", i+1); err != nil {
		return err
	}
	if err := keys("ctrl+Return"); err != nil {
		return err
	}
	if err := typed("Lamp 12"); err != nil {
		return err
	}
	if err := keys("Tab"); err != nil {
		return err
	}
	if err := typed("3"); err != nil {
		return err
	}
	if err := keys("Tab", "alt+Left"); err != nil {
		return err
	}
	if i%4 == 0 {
		if err := keys("ctrl+f"); err != nil {
			return err
		}
		if err := typed("gaffer"); err != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
		if err := keys("Escape", "Down"); err != nil {
			return err
		}
	}
	return nil
}

// between is the median time from each first moment to the second after it.
func between(all []moment, first, second string) time.Duration {
	var took []time.Duration
	var asked time.Time
	for _, m := range all {
		switch {
		case m.name == first:
			asked = m.at
		case m.name == second && !asked.IsZero():
			took = append(took, m.at.Sub(asked))
			asked = time.Time{}
		}
	}
	if len(took) == 0 {
		return 0
	}
	return median(took)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func short(d time.Duration) string { return fmt.Sprintf("%.3g ms", milliseconds(d)) }

func megabytes(bytes float64) string { return fmt.Sprintf("%.0f MB", bytes/1e6) }
