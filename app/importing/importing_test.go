package importing

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
)

type world struct {
	*pagetest.Bench
	t *testing.T
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t), t: t}
	w.Connect()
	w.Work()
	return w
}

func (w *world) open() *Wizard {
	w.t.Helper()
	wizard := Open(Deps{Host: w.Host, Sync: w.Sync})
	w.t.Cleanup(func() {
		if wizard.IsOpen() {
			wizard.modal.Close()
		}
	})
	w.Rest()
	return wizard
}

func (w *world) rows(kind document.Kind) int {
	w.t.Helper()
	keys, err := w.File.DocumentKeys(w.Context(), store.DocumentQuery{Kind: kind, Today: pagetest.Today()})
	if err != nil {
		w.t.Fatal(err)
	}
	return len(keys)
}

// The whole way by keyboard: read, look, import, see the proof; and once more,
// when everything is here.
func TestImportByKeyboard(t *testing.T) {
	w := newWorld(t)
	wizard := w.open()
	if got := w.Text("dialog"); got != "Import from Xero" {
		t.Fatalf("the dialog is %q", got)
	}
	w.Ctrl(fyne.KeyReturn)
	w.Work()
	if wizard.step != stepPreview {
		t.Fatalf("after reading it stands at step %d, %+v", wizard.step, wizard.state)
	}
	if n := w.rows(document.Invoice); n != 0 {
		t.Fatalf("%d invoices are here before anything was confirmed", n)
	}
	want := wizard.records()
	if want == 0 {
		t.Fatal("nothing would be imported")
	}
	w.Key(fyne.KeyReturn)
	if wizard.step != stepPreview {
		t.Fatal("Enter on the table imports")
	}
	w.Key(fyne.KeySpace) // Enter has left out the first kind, Space takes it again
	if wizard.records() != want {
		t.Fatalf("%d records instead of %d", wizard.records(), want)
	}
	w.Ctrl(fyne.KeyReturn)
	w.Work()
	w.Rest()
	if wizard.step != stepDone {
		t.Fatalf("after importing it stands at step %d, %+v", wizard.step, wizard.state)
	}
	if w.rows(document.Invoice) == 0 || w.rows(document.Quote) == 0 {
		t.Fatalf("%d invoices and %d quotes are here", w.rows(document.Invoice), w.rows(document.Quote))
	}
	if !w.Says("Agree") || w.Says("Differ") {
		t.Error("the proof does not agree")
	}
	invoices := w.rows(document.Invoice)
	w.ClickName("import.done")
	w.Rest()
	if wizard.IsOpen() {
		t.Fatal("Done closes")
	}

	again := w.open()
	if again.step != stepWhat {
		t.Fatalf("a finished import is shown again: step %d", again.step)
	}
	w.Ctrl(fyne.KeyReturn)
	w.Work()
	if n := again.records(); n != 0 || !w.At("import.confirm").Disabled {
		t.Errorf("%d records would be imported again", n)
	}
	if w.rows(document.Invoice) != invoices {
		t.Error("there are others than before")
	}
}

// A wizard that was closed while it read shows where the import is.
func TestHiddenImportIsFoundAgain(t *testing.T) {
	w := newWorld(t)
	first := w.open()
	w.Ctrl(fyne.KeyReturn)
	w.Rest()
	if first.step != stepDownload {
		t.Fatalf("step %d", first.step)
	}
	w.Key(fyne.KeyEscape)
	if first.IsOpen() {
		t.Fatal("Esc hides it")
	}
	for range 200 {
		if did, err := w.Sync.Step(w.Context()); err != nil || !did {
			break
		}
	}
	second := w.open()
	if second.step != stepPreview {
		t.Fatalf("found again at step %d", second.step)
	}
	w.ClickName("import.back")
	w.Rest()
	if second.step != stepWhat {
		t.Fatalf("Back leads to step %d", second.step)
	}
}

// What cannot be read says why, and nothing is lost of what was chosen.
func TestChoices(t *testing.T) {
	w := newWorld(t)
	wizard := w.open()
	c := wizard.choices
	c.contacts.SetSelected(noContacts)
	c.invoices.SetState(kit.Unchecked)
	c.quotes.SetState(kit.Unchecked)
	c.check()
	if !w.At("import.next").Disabled {
		t.Error("nothing is chosen, and it can be read")
	}
	c.quotes.SetState(kit.Checked)
	c.period.SetSelected(ownPeriod)
	c.from.SetDay(kit.Day{Year: 2026, Month: 6, Day: 1})
	c.to.SetDay(kit.Day{Year: 2026, Month: 5, Day: 1})
	c.check()
	if !w.At("import.next").Disabled {
		t.Error("the period ends before it begins")
	}
	c.to.SetDay(kit.Day{Year: 2026, Month: 6, Day: 30})
	c.check()
	got := c.chosen()
	if got.Contacts || got.Invoices || !got.Quotes || got.From.String() != "2026-06-01" || got.To.String() != "2026-06-30" || !got.UpdateExisting {
		t.Errorf("chosen: %+v", got)
	}
}
