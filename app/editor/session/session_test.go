package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/document"
)

var equal = cmp.Options{
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b []document.Line) bool {
		return slices.EqualFunc(a, b, document.Line.Equal)
	}),
}

func sample(lines int) document.Document {
	d := document.Document{ID: "d", Kind: document.Invoice, Currency: "NZD",
		Sections: []document.Section{{ID: "s0"}, {ID: "s1", Name: "Crew"}}}
	for i := range lines {
		s := &d.Sections[i%2]
		s.Lines = append(s.Lines, document.Line{ID: fmt.Sprint("l", i), Description: fmt.Sprint("line ", i)})
	}
	return d
}

// file is a company file of one document.
type file struct {
	mu    sync.Mutex
	doc   document.Document
	rev   int64
	saves []string // descriptions of the first line, in order
	fail  error
}

func (f *file) save(_ context.Context, d document.Document, base int64) (Saved, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.fail != nil:
		return Saved{}, f.fail
	case base != f.rev:
		return Saved{}, fmt.Errorf("save: %w", ErrStale)
	case d.Number == "INV-TAKEN":
		return Saved{}, &NumberRefusedError{&document.Problem{Code: "number-taken", Sentence: "INV-TAKEN is taken."}}
	}
	if d.Number == "" {
		d.Number = "INV-0001"
	}
	f.rev++
	f.doc = d.WithoutEmptyLines()
	f.saves = append(f.saves, d.Reference)
	return Saved{Rev: f.rev, Number: d.Number}, nil
}

// saved are the references saved since it was asked last.
func (f *file) saved() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := f.saves
	f.saves = nil
	return out
}

func (f *file) load(context.Context, string) (document.Document, int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.doc.Clone(), f.rev, nil
}

// desk is the goroutine a session belongs to: what is dispatched waits until
// the test lets it run.
type desk struct {
	mu    sync.Mutex
	queue []func()
}

func (d *desk) dispatch(fn func()) {
	d.mu.Lock()
	d.queue = append(d.queue, fn)
	d.mu.Unlock()
}

func (d *desk) run() {
	for {
		d.mu.Lock()
		if len(d.queue) == 0 {
			d.mu.Unlock()
			return
		}
		fn := d.queue[0]
		d.queue = d.queue[1:]
		d.mu.Unlock()
		fn()
	}
}

func begin(f *file, d document.Document, rev int64) (*Session, *desk) {
	k := &desk{}
	f.doc, f.rev = d.WithoutEmptyLines(), rev
	return New(Config{Save: f.save, Load: f.load, Dispatch: k.dispatch, Now: time.Now}, d, rev), k
}

func (s *Session) setReference(to string) {
	s.Set(Edit{Label: "Typing", Key: "reference"}, func(d *document.Document) { d.Reference = to })
}

func TestUndoLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := sample(6)
		s, _ := begin(&file{}, first, 1)
		s.saver.cancel() // no goroutine in this test
		for range rapid.IntRange(1, 40).Draw(t, "edits") {
			change(t, s)
			if rapid.IntRange(0, 9).Draw(t, "undo now") == 0 {
				s.Undo()
			}
		}
		all := func(move func() (Place, bool)) {
			for ok := true; ok; {
				_, ok = move()
			}
		}
		all(s.Redo)
		last := *s.Doc()
		all(s.Undo)
		if diff := cmp.Diff(first, *s.Doc(), equal); diff != "" {
			t.Fatalf("all undone is not the first document:\n%s", diff)
		}
		all(s.Redo)
		if diff := cmp.Diff(last, *s.Doc(), equal); diff != "" {
			t.Fatalf("all redone is not the last document:\n%s", diff)
		}
	})
}

// change makes one random edit.
func change(t *rapid.T, s *Session) {
	e := Edit{Label: "x", Key: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "key"),
		Follow: rapid.IntRange(0, 9).Draw(t, "follow") == 0}
	s.Set(e, func(d *document.Document) {
		i := rapid.IntRange(0, len(d.Sections)-1).Draw(t, "section")
		sec := &d.Sections[i]
		switch rapid.IntRange(0, 7).Draw(t, "op") {
		case 0:
			d.Reference = rapid.StringMatching(`[a-z]{0,2}`).Draw(t, "ref")
		case 1:
			at := rapid.IntRange(0, len(sec.Lines)).Draw(t, "at")
			sec.Lines = slices.Insert(sec.Lines, at, document.Line{ID: rapid.StringMatching(`n[0-9]{6}`).Draw(t, "id")})
		case 2:
			if len(sec.Lines) > 0 {
				at := rapid.IntRange(0, len(sec.Lines)-1).Draw(t, "at")
				sec.Lines = slices.Delete(sec.Lines, at, at+1)
			}
		case 3:
			for j := range sec.Lines {
				sec.Lines[j].Quantity = decimal.NewNullDecimal(decimal.NewFromInt(rapid.Int64Range(0, 2).Draw(t, "qty")))
			}
		case 4:
			d.Sections = append(d.Sections, document.Section{ID: rapid.StringMatching(`s[0-9]{6}`).Draw(t, "sid")})
		case 5:
			if i > 0 {
				d.Sections[i-1].Lines = append(d.Sections[i-1].Lines, sec.Lines...)
				d.Sections = slices.Delete(d.Sections, i, i+1)
			}
		case 6:
			slices.Reverse(sec.Lines)
		case 7:
			d.Tags = append(d.Tags, "t")
		}
	})
}

func TestStepsJoin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := begin(&file{}, sample(1), 1)
		defer s.Close(context.Background())
		s.setReference("a")
		s.setReference("ab")
		s.setReference("abc")
		s.EndStep()
		s.setReference("abcd")
		s.Undo()
		if got := s.Doc().Reference; got != "abc" {
			t.Errorf("the second edit undone: %q", got)
		}
		s.Undo()
		if _, more := s.CanUndo(); s.Doc().Reference != "" || more {
			t.Errorf("the first edit is one step: %q", s.Doc().Reference)
		}

		notes := Edit{Label: "Notes", Key: "notes", Pauses: true}
		s.Set(notes, func(d *document.Document) { d.InternalNotes = "one" })
		time.Sleep(textPause)
		s.Set(notes, func(d *document.Document) { d.InternalNotes = "one two" })
		s.Undo()
		if got := s.Doc().InternalNotes; got != "one" {
			t.Errorf("a pause ends the step in longer text: %q", got)
		}
	})
}

func TestTypingTakenBackLeavesNoStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := begin(&file{}, sample(1), 1)
		defer s.Close(context.Background())
		notes := Edit{Label: "Notes", Key: "notes", Pauses: true}
		typed := func(text string, back bool) {
			e := notes
			e.Back = back
			s.Set(e, func(d *document.Document) { d.InternalNotes = text })
			time.Sleep(2 * textPause)
		}
		typed("before", false)
		s.EndStep() // the field is left, and entered again
		typed("before one", false)
		typed("before one two", false)
		typed("before one", true)
		typed("before", true)
		s.EndStep()
		if s.Steps() != 1 {
			t.Errorf("%d steps", s.Steps())
		}
		typed("before one", false)
		typed("before one two", false)
		typed("before on", true)
		typed("before on!", false)
		for _, want := range []string{"before on", "before", ""} {
			if s.Undo(); s.Doc().InternalNotes != want {
				t.Errorf("undone: %q, not %q", s.Doc().InternalNotes, want)
			}
		}
	})
}

func TestAnEditThatCameToNothingIsNoStep(t *testing.T) {
	s, _ := begin(&file{}, sample(1), 1)
	s.saver.cancel()
	s.setReference("a")
	s.setReference("")
	s.EndStep()
	if _, ok := s.CanUndo(); ok {
		t.Error("there is something to undo")
	}
}

func TestAutosave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{}
		s, k := begin(f, sample(1), 3)
		s.setReference("a")
		time.Sleep(saveRest - time.Millisecond)
		synctest.Wait()
		if len(f.saved()) != 0 {
			t.Fatal("saved before the rest was over")
		}
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		if got := f.saved(); !slices.Equal(got, []string{"a"}) {
			t.Fatalf("saves after a second: %v", got)
		}
		k.run()
		if s.State().Saving {
			t.Error("saved, but the state says Saving")
		}
		// Typing on and on is saved every five seconds.
		for i := range 12 {
			s.setReference(fmt.Sprint(i))
			time.Sleep(500 * time.Millisecond)
		}
		synctest.Wait()
		if got := f.saved(); len(got) != 1 {
			t.Errorf("saves in six seconds of typing: %v", got)
		}
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if got := f.saved(); !slices.Equal(got, []string{"11"}) {
			t.Errorf("the last save on closing: %v", got)
		}
	})
}

func TestANewDocumentTakesItsNumberAtTheFirstEdit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{}
		s, k := begin(f, sample(0), 0)
		synctest.Wait()
		if f.rev != 0 {
			t.Fatal("opened and left, it leaves a trace")
		}
		s.setReference("a")
		s.EndStep()
		synctest.Wait()
		s.setReference("ab") // before the reply is heard
		k.run()
		if got := s.Doc().Number; got != "INV-0001" {
			t.Fatalf("number %q", got)
		}
		for range 2 {
			s.Undo()
			if got := s.Doc().Number; got != "INV-0001" {
				t.Errorf("undo took the number: %q", got)
			}
		}
		if err := s.Close(context.Background()); err != nil || f.doc.Number != "INV-0001" || f.doc.Reference != "" {
			t.Errorf("stored %q %q, %v", f.doc.Number, f.doc.Reference, err)
		}
	})
}

func TestFailingToSaveLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{fail: errors.New("disk full")}
		s, k := begin(f, sample(1), 1)
		s.setReference("a")
		time.Sleep(2 * saveRest)
		synctest.Wait()
		k.run()
		if s.State().Err == nil || s.State().Saving {
			t.Fatalf("state %+v", s.State())
		}
		if err := s.Flush(context.Background()); err == nil {
			t.Fatal("flush says it was saved")
		}
		f.mu.Lock()
		f.fail = nil
		f.mu.Unlock()
		time.Sleep(retryAfter + time.Millisecond)
		synctest.Wait()
		k.run()
		if s.State().Err != nil || f.doc.Reference != "a" {
			t.Fatalf("tried again: %+v, stored %q", s.State(), f.doc.Reference)
		}
		s.Close(context.Background())
	})
}

func TestANumberThatIsTakenHoldsUpNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{}
		d := sample(1)
		d.Number = "INV-0007"
		s, k := begin(f, d, 1)
		s.Set(Edit{Label: "Number"}, func(d *document.Document) { d.Number = "INV-TAKEN"; d.Reference = "kept" })
		s.Flush(context.Background())
		k.run()
		if s.Doc().Number != "INV-0007" || f.doc.Reference != "kept" || s.State().Number == nil {
			t.Fatalf("number %q, stored %q, problem %v", s.Doc().Number, f.doc.Reference, s.State().Number)
		}
		s.Close(context.Background())
	})
}

func TestAChangeFromElsewhereMeetsOneFromHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{}
		s, k := begin(f, sample(4), 1)
		theirs := f.doc.Clone()
		theirs.Due = document.NewDate(2026, 12, 10)
		theirs.Sections[0].Lines[0].Account = "200"
		theirs.Sections[1].Lines = append(theirs.Sections[1].Lines, document.Line{ID: "x", Description: "from Xero"})
		f.doc, f.rev = theirs, 2
		s.Set(Edit{Label: "Typing"}, func(d *document.Document) {
			d.Reference = "mine"
			d.Sections[0].Lines[0].Description = "mine"
			d.Sections[1].Lines[0].Description = "mine too"
		})
		if err := s.Flush(context.Background()); err != nil {
			t.Fatal(err)
		}
		k.run()
		for name, d := range map[string]*document.Document{"stored": &f.doc, "in memory": s.Doc()} {
			l := d.Sections[0].Lines[0]
			if d.Reference != "mine" || d.Due.IsZero() || l.Description != "mine" || l.Account != "200" ||
				d.Sections[1].Lines[0].Description != "mine too" || len(d.Sections[1].Lines) != 3 {
				t.Errorf("%s: %+v", name, *d)
			}
		}
		s.Undo()
		if got := s.Doc(); got.Reference != "mine" || !got.Due.IsZero() {
			t.Errorf("a change taken over is one step: %+v", got)
		}
		s.Close(context.Background())
	})
}

func TestAdopt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{}
		s, k := begin(f, sample(2), 1)
		s.setReference("mine")
		theirs := f.doc.Clone()
		theirs.Due = document.NewDate(2026, 12, 10)
		f.doc, f.rev = theirs, 2
		s.Adopt(theirs, 2, "Update from Xero")
		synctest.Wait()
		k.run()
		if s.Doc().Due.IsZero() || s.Doc().Reference != "mine" {
			t.Fatalf("adopted: %+v", s.Doc())
		}
		s.Adopt(document.Document{}, 1, "old news")
		if err := s.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		k.run()
		if f.doc.Due.IsZero() || f.doc.Reference != "mine" || f.rev != 3 {
			t.Errorf("stored at %d: %+v", f.rev, f.doc)
		}
	})
}

func BenchmarkChange500(b *testing.B) {
	s, _ := begin(&file{}, sample(500), 1)
	s.saver.cancel()
	for i := 0; b.Loop(); i++ {
		s.Set(Edit{Key: "a"}, func(d *document.Document) { d.Sections[0].Lines[3].Description = fmt.Sprint(i) })
	}
}
