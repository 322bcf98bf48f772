package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"litework/document"
)

// fromXero names what changed while a document was closed.
func fromXero(int64) string { return "Change from Xero" }

func TestStepsOutliveTheirSession(t *testing.T) {
	var h Histories
	f := &file{}
	s, _ := begin(f, sample(3), 1)
	s.saver.abandon() // no goroutine in this test
	s.setReference("a")
	s.EndStep()
	s.Set(Edit{Label: "Delete"}, func(d *document.Document) { d.Sections[0].Lines = nil })
	s.Undo()
	// The empty line with the caret is not saved, but the steps count it.
	s.Set(Edit{Label: "Insert line"}, func(d *document.Document) {
		d.Sections[0].Lines = slices.Insert(d.Sections[0].Lines, 1, document.Line{ID: "empty"})
	})
	s.saver.wrote(2)
	h.Keep(s)

	again, _ := begin(f, s.Doc().WithoutEmptyLines(), 2)
	again.saver.abandon()
	h.Restore(again, fromXero)
	if len(again.Doc().Lines()) != 4 {
		t.Error("the empty line is gone, which the steps count")
	}
	again.Undo()
	if _, ok := again.Redo(); !ok || len(again.Doc().Lines()) != 4 {
		t.Error("what was undone cannot be redone after opening again")
	}
	again.Undo()
	again.Undo()
	if again.Doc().Reference != "" || len(again.Doc().Lines()) != 3 {
		t.Errorf("undone after opening again: %+v", again.Doc())
	}
	again.saver.wrote(3)
	h.Keep(again)

	// A change made in Xero while it is closed is one step.
	changed := again.Doc().Clone()
	changed.Due = document.NewDate(2026, 12, 10)
	changed.Sections[0].Lines = changed.Sections[0].Lines[1:]
	other, _ := begin(f, changed, 4)
	other.saver.abandon()
	h.Restore(other, fromXero)
	if label, _ := other.CanUndo(); label != "Change from Xero" || other.Doc().Due.IsZero() {
		t.Fatalf("the last step is %q", label)
	}
	if p, _ := other.Undo(); p.Row != "l0" || !other.Doc().Due.IsZero() || len(other.Doc().Lines()) != 3 {
		t.Errorf("undone: at %+v, %+v", p, other.Doc())
	}
}

// wrote stands for saves that happened.
func (v *saver) wrote(rev int64) { v.standing.is(rev, false) }

func TestWhatPostingWroteIntoAClosedDocumentIsNoStep(t *testing.T) {
	var h Histories
	f := &file{}
	s, _ := begin(f, sample(2), 1)
	s.saver.abandon()
	s.setReference("a")
	s.saver.wrote(2)
	h.Keep(s)
	posted := s.Doc().Clone()
	posted.Sections[0].Lines[0].Account = "200"
	again, _ := begin(f, posted, 3)
	again.saver.abandon()
	h.Restore(again, func(since int64) string {
		if since != 2 {
			t.Errorf("asked since %d", since)
		}
		return ""
	})
	again.Undo()
	if again.Doc().Reference != "" || again.Doc().Sections[0].Lines[0].Account != "200" || again.Steps() != 0 {
		t.Errorf("undone: %+v", again.Doc())
	}
}

func TestADocumentOpenedAgainBeforeItIsSavedGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var h Histories
		f := &file{fail: errors.New("disk full")}
		s, k := begin(f, sample(1), 1)
		s.setReference("a")
		h.Keep(s)
		if err := s.Close(context.Background()); err == nil {
			t.Fatal("closed as if it were saved")
		}
		k.run()
		again, k := begin(f, f.doc, 1)
		h.Restore(again, fromXero)
		if again.Doc().Reference != "a" || again.Steps() != 1 {
			t.Fatalf("what was not saved is lost: %+v", again.Doc())
		}
		f.mu.Lock()
		f.fail = nil
		f.mu.Unlock()
		if err := again.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		k.run()
		s.Abandon(context.Background())
		if got := f.saved(); !slices.Equal(got, []string{"a"}) || f.doc.Reference != "a" {
			t.Errorf("saved %v", got)
		}
	})
}

func TestClosingGoesOnTryingWhereItCannotSave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &file{fail: errors.New("disk full")}
		s, k := begin(f, sample(1), 1)
		s.setReference("a")
		if err := s.Close(context.Background()); err == nil {
			t.Fatal("closed as if it were saved")
		}
		f.mu.Lock()
		f.fail = nil
		f.mu.Unlock()
		time.Sleep(retryAfter + time.Millisecond)
		synctest.Wait()
		k.run()
		if f.doc.Reference != "a" || s.State().Err != nil {
			t.Errorf("stored %q, %v", f.doc.Reference, s.State().Err)
		}
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func TestWhereAStepIsSeen(t *testing.T) {
	f := &file{}
	s, _ := begin(f, sample(6), 1) // l0 l2 l4 in s0, l1 l3 l5 in s1
	s.saver.abandon()
	for _, c := range []struct {
		name       string
		place      Place
		edit       func(*document.Document)
		undo, redo Place
	}{
		{"a cell", Place{Row: "l2", Column: 5}, func(d *document.Document) { d.Sections[0].Lines[1].Description = "x" }, Place{Row: "l2", Column: 5}, Place{Row: "l2", Column: 5}},
		{"a line that is gone after undoing", Place{Row: "n", Column: 1}, func(d *document.Document) {
			d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: "n"})
		}, Place{Row: "l4", Column: 1}, Place{Row: "n", Column: 1}},
		{"lines that are gone after redoing", Place{Row: "l1"}, func(d *document.Document) { d.Sections[1].Lines = d.Sections[1].Lines[1:] }, Place{Row: "l1"}, Place{Row: "l3"}},
		{"lines changed elsewhere", Place{}, func(d *document.Document) { d.Sections[1].Lines[1].Account = "200" }, Place{Row: "l5"}, Place{Row: "l5"}},
		{"a field changed elsewhere", Place{}, func(d *document.Document) { d.Due = document.NewDate(2026, 1, 1) }, Place{Field: FieldDue}, Place{Field: FieldDue}},
		{"tags", Place{}, func(d *document.Document) { d.Tags = []string{"a"} }, Place{Field: FieldTags}, Place{Field: FieldTags}},
		{"the first line", Place{}, func(d *document.Document) { d.Sections[0].Lines[0].Optional = true }, Place{Row: "l0"}, Place{Row: "l0"}},
	} {
		s.Set(Edit{Label: c.name, Place: c.place}, c.edit)
		if got, _ := s.Undo(); got != c.undo {
			t.Errorf("%s, undone: %+v", c.name, got)
		}
		if got, _ := s.Redo(); got != c.redo {
			t.Errorf("%s, redone: %+v", c.name, got)
		}
	}
}

func TestWhatComesToNothingTakesNoRedoAway(t *testing.T) {
	s, _ := begin(&file{}, sample(2), 1)
	s.saver.abandon()
	s.setReference("a")
	s.Undo()
	s.Set(Edit{Label: "Move lines"}, func(*document.Document) {})
	if _, ok := s.Redo(); !ok || s.Doc().Reference != "a" {
		t.Error("a command that changed nothing took the redo away")
	}
}

func TestTheLast500StepsOfTheLast20Documents(t *testing.T) {
	var h Histories
	for n := range keptDocuments + 2 {
		d := sample(1)
		d.ID = fmt.Sprint(n)
		s, _ := begin(&file{}, d, 1)
		s.saver.abandon()
		for i := range MaxSteps + 3 {
			s.Set(Edit{Label: "x"}, func(d *document.Document) { d.Reference = fmt.Sprint(i) })
		}
		s.EndStep()
		if s.Steps() != MaxSteps {
			t.Fatalf("%d steps", s.Steps())
		}
		s.saver.wrote(1)
		h.Keep(s)
	}
	for n := range keptDocuments + 2 {
		d := sample(1)
		d.ID, d.Reference = fmt.Sprint(n), fmt.Sprint(MaxSteps+2)
		s, _ := begin(&file{}, d, 1)
		s.saver.abandon()
		h.Restore(s, fromXero)
		if want := MaxSteps * min(1, max(0, n-1)); s.Steps() != want {
			t.Errorf("document %d has %d steps, not %d", n, s.Steps(), want)
		}
	}
}

func TestAPullLeavesTheEmptyLineWithTheCaret(t *testing.T) {
	base := sample(4)
	mine := document.InsertLine(base, "l2", document.Line{ID: "empty"})
	theirs := document.MoveSection(document.RemoveLines(base, []string{"l0"}), "s1", document.Up)
	out := merge(&base, &theirs, &mine)
	var ids []string
	for _, l := range out.Lines() {
		ids = append(ids, l.ID)
	}
	if !slices.Equal(ids, []string{"l1", "l3", "l2", "empty"}) || out.Sections[0].ID != "s1" {
		t.Errorf("%v in %+v", ids, out.Sections)
	}
}

// TestHistoriesHoldOnToNoSession: a page of a document is large, its steps are
// small.
func TestHistoriesHoldOnToNoSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var h Histories
		s, _ := begin(&file{}, sample(1), 1)
		s.setReference("a")
		h.Keep(s)
		if err := s.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		if h.kept[0].standing.writer != nil {
			t.Error("a session that has ended is kept")
		}
	})
}
