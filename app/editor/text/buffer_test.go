package text

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTypingIsUndoneWordByWord(t *testing.T) {
	b := New("", false)
	for _, r := range "best boy" {
		b.Type(r)
	}
	b.Undo()
	if got := b.String(); got != "best" {
		t.Fatalf("after one undo: %q", got)
	}
	b.Undo()
	if b.String() != "" || b.CanUndo() {
		t.Fatalf("after two undos: %q, more to undo: %v", b.String(), b.CanUndo())
	}
	b.Redo()
	b.Redo()
	if got := b.String(); got != "best boy" {
		t.Fatalf("redone: %q", got)
	}
}

func TestSingleLineTakesNoBreaks(t *testing.T) {
	b := New("", false)
	b.Insert("a\r\nb\tc\x00")
	if got := b.String(); got != "a b c" {
		t.Errorf("single line: %q", got)
	}
	m := New("", true)
	m.Insert("a\r\nb")
	if got := m.String(); got != "a\nb" {
		t.Errorf("several lines: %q", got)
	}
}

func TestRows(t *testing.T) {
	b := New("one\nfour\nx", true)
	b.Home(true, false)
	if !b.AtFirstRow() || b.AtLastRow() {
		t.Fatal("the caret is in the first row")
	}
	b.End(false, false)
	b.Down(false)
	if b.Caret() != 4+3 {
		t.Errorf("↓ keeps the column: caret at %d", b.Caret())
	}
	b.Down(false)
	if b.Caret() != 10 || !b.AtLastRow() {
		t.Errorf("↓ in a shorter row goes to its end: %d", b.Caret())
	}
	b.Up(false)
	if b.Caret() != 7 {
		t.Errorf("↑ remembers the column: %d", b.Caret())
	}
}

// Whatever is done, the caret stays within the text and undo leads back to
// where it began.
func TestUndoLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.StringMatching(`[a-z \n]{0,12}`).Draw(t, "start")
		b := New(start, true)
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			extend := rapid.Bool().Draw(t, "extend")
			switch rapid.IntRange(0, 9).Draw(t, "op") {
			case 0:
				b.Type(rapid.RuneFrom([]rune("ab -1.\n")).Draw(t, "rune"))
			case 1:
				b.Insert(rapid.StringMatching(`[a-z\n]{0,4}`).Draw(t, "text"))
			case 2:
				b.Backspace(extend)
			case 3:
				b.Delete(extend)
			case 4:
				b.Left(rapid.Bool().Draw(t, "word"), extend)
			case 5:
				b.Right(rapid.Bool().Draw(t, "word"), extend)
			case 6:
				b.Up(extend)
			case 7:
				b.Down(extend)
			case 8:
				b.Replace("_"+b.String()+"_", 1, 1)
			case 9:
				b.Cut()
			}
			if b.caret < 0 || b.caret > len(b.runes) || b.anchor < 0 || b.anchor > len(b.runes) {
				t.Fatalf("caret %d, anchor %d in %q", b.caret, b.anchor, b.String())
			}
		}
		end := b.String()
		n := 0
		for b.Undo() {
			n++
		}
		if b.String() != start {
			t.Fatalf("undone: %q, want %q", b.String(), start)
		}
		for b.Redo() {
			n--
		}
		if b.String() != end || n != 0 {
			t.Fatalf("redone: %q, want %q", b.String(), end)
		}
	})
}
