package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/document"
	"litework/store"
)

func TestARevisionIsRestoredAndTakenBack(t *testing.T) {
	b := newBench(t, false, "Kea Pictures")
	stored := func(id string) string {
		d := b.Stored(id)
		return d.Lines()[0].Description
	}
	d := b.Document(document.Invoice, b.Contact("Kauri Point Films Ltd"), "120", 3)
	b.Rest()
	b.shell.OpenDocument(d.ID)
	b.Rest()
	b.Key(fyne.KeyF2)
	b.Type(" one")
	b.Key(fyne.KeyEscape)
	b.shell.table.Run("document.save")
	b.Rest()
	b.Key(fyne.KeyF2)
	b.Type(" two")
	b.Key(fyne.KeyReturn)
	was := b.shell.editor

	// From the document, which is written first, to its revisions.
	b.shell.table.Run("document.revisions")
	b.Rest()
	if b.shell.at != atRevisions || b.shell.editor != nil || b.shell.selectedPlace() != atInvoices {
		t.Fatalf("at %s", b.shell.at)
	}
	if b.shell.whyNotBack() != "" || b.shell.table.Why("document.save") == "" {
		t.Error("the commands are not those of the page")
	}
	if !b.Says("No revision yet") {
		t.Error("what was typed last is not there")
	}
	b.shell.table.Run("go.back")
	b.Rest()
	if b.shell.at != atDocument || b.shell.editor == was || b.shell.editor.ID() != d.ID {
		t.Fatal("Back does not lead to the document")
	}
	b.shell.table.Run("document.revisions")
	b.Rest()
	b.Key(fyne.KeyEnd)
	b.Ctrl(fyne.KeyReturn)
	b.Rest()
	if b.shell.at != atDocument {
		t.Fatalf("after restoring: at %s", b.shell.at)
	}
	if got := stored(d.ID); got != d.Lines()[0].Description {
		t.Errorf("restored: %q", got)
	}
	toast := b.Toasts[len(b.Toasts)-1]
	if toast.Action != undoLabel {
		t.Fatalf("told %+v", toast)
	}
	toast.Do()
	b.Rest()
	toast.Do() // again, it takes nothing more back
	b.Rest()
	if err := b.shell.editor.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Rest()
	if got := stored(d.ID); got != d.Lines()[0].Description+" two" {
		t.Errorf("taken back: %q", got)
	}
	// The steps from before are still there.
	b.shell.table.Run("edit.undo")
	b.Rest()
	if err := b.shell.editor.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := stored(d.ID); got != d.Lines()[0].Description {
		t.Errorf("the step before: %q", got)
	}
	heads, _, err := b.File.RevisionHeads(t.Context(), d.ID)
	if err != nil || len(heads) != 3 || heads[0].Why != store.WhyRestored || heads[1].Why != store.WhySaved {
		t.Errorf("%+v %v", heads, err)
	}
	if kit.ModalOpen(b.Canvas()) {
		t.Error("a dialog is open")
	}
}

func TestTheToastOfARestoreTakesBackNothingElse(t *testing.T) {
	b := newBench(t, false, "Kea Pictures")
	d := b.Document(document.Invoice, b.Contact("Kauri Point Films Ltd"), "120", 1)
	first := d.Lines()[0].Description
	b.Rest()
	b.shell.OpenDocument(d.ID)
	b.Rest()
	b.Key(fyne.KeyF2)
	b.Type(" one")
	b.shell.table.Run("document.save")
	b.Rest()
	b.Key(fyne.KeyF2)
	b.Type(" two")
	b.Key(fyne.KeyReturn)
	b.shell.table.Run("document.revisions")
	b.Rest()
	b.Key(fyne.KeyEnd)
	b.Ctrl(fyne.KeyReturn)
	b.Rest()
	toast := b.Toasts[len(b.Toasts)-1]
	if toast.Action != undoLabel {
		t.Fatalf("told %+v", toast)
	}
	now := func() string {
		if err := b.shell.editor.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		stored := b.Stored(d.ID)
		return stored.Lines()[0].Description
	}
	b.shell.table.Run("edit.undo")
	b.Rest()
	if got := now(); got != first+" one two" {
		t.Fatalf("undone: %q", got)
	}
	// It is undone already: the step before stays.
	toast.Do()
	b.Rest()
	if got := now(); got != first+" one two" {
		t.Errorf("the toast undid more: %q", got)
	}
	b.shell.table.Run("edit.redo")
	b.Rest()
	// What was typed since stays too.
	b.Key(fyne.KeyHome)
	b.Key(fyne.KeyF2)
	b.Type(" three")
	b.Key(fyne.KeyReturn)
	b.Rest()
	typed := now()
	toast.Do()
	b.Rest()
	if got := now(); got != typed {
		t.Errorf("the toast undid %q: %q", typed, got)
	}
	// Elsewhere it says where to go.
	b.shell.table.Run("go.back")
	b.Rest()
	toast.Do()
	if last := b.Toasts[len(b.Toasts)-1]; last.Text != "Open the document to undo that." {
		t.Errorf("told %+v", last)
	}
}
