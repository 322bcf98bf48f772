package settings

import (
	"context"
	"slices"
	"time"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// saveAfter is for how long typing rests before it is written.
const saveAfter = 400 * time.Millisecond

// saver writes changes of settings by themselves, one step after another. Each
// change is applied to what the file holds at that moment, so that what others
// wrote meanwhile (connecting fills in tax codes) is not undone.
type saver struct {
	env    kit.Env
	reader *page.Reader
	file   *store.File
	// told hears of every turn: saving, saved, or why not.
	told func(state saveState, err error)

	pending []edit
	writing bool
	stop    func()
}

type saveState int

const (
	saved saveState = iota
	saving
	notSaved
)

// edit is one change; a later one of the same field takes its place.
type edit struct {
	field string
	apply func(*document.Settings)
}

// change takes note of a change and writes it soon.
func (s *saver) change(field string, apply func(*document.Settings)) {
	kept := s.pending[:0:0]
	for _, e := range s.pending {
		if e.field != field {
			kept = append(kept, e)
		}
	}
	s.pending = append(kept, edit{field, apply})
	s.told(saving, nil)
	s.later()
}

// drop forgets a change of a field that is not in the file yet, because what
// stands in the field since cannot be saved. It reports whether there was one.
func (s *saver) drop(field string) bool {
	n := len(s.pending)
	s.pending = slices.DeleteFunc(slices.Clone(s.pending), func(e edit) bool { return e.field == field })
	return len(s.pending) < n
}

func (s *saver) later() {
	if s.stop != nil {
		s.stop()
	}
	s.stop = s.env.After(saveAfter, s.flush)
}

// busy reports whether something is not in the file yet.
func (s *saver) busy() bool { return s.writing || len(s.pending) > 0 }

// flush writes what is pending now.
func (s *saver) flush() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
	if s.writing || len(s.pending) == 0 {
		return
	}
	edits := s.pending
	s.pending, s.writing = nil, true
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, write(ctx, s.file, edits)
	}, func(_ struct{}, err error) {
		s.writing = false
		if err != nil {
			s.pending = append(edits, s.pending...)
			s.told(notSaved, err)
			return
		}
		if len(s.pending) > 0 {
			s.later()
			return
		}
		s.told(saved, nil)
	})
}

// closeNow writes what is pending before the page goes. It is called when no
// other write is under way any more.
func (s *saver) closeNow() error {
	if len(s.pending) == 0 {
		return nil
	}
	edits := s.pending
	s.pending = nil
	return write(context.Background(), s.file, edits)
}

func write(ctx context.Context, file *store.File, edits []edit) error {
	now, err := file.Settings(ctx)
	if err != nil {
		return err
	}
	for _, e := range edits {
		e.apply(&now)
	}
	return file.SaveSettings(ctx, now)
}
