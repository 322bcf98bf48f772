package editor

import (
	"encoding/json"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// undoKey presses Ctrl+Z as the main menu takes it.
func (k *desk) undoKey() {
	k.editor.Undo()
	k.queue.Drain()
}

func TestUndoShowsTheField(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Quote, 120)))
	steps := []struct {
		name string
		at   func() fyne.Focusable
		do   func()
	}{
		{session.FieldReference, func() fyne.Focusable { return e.fields.reference }, func() { k.focus(e.fields.reference); k.typed("PO 1") }},
		{session.FieldTitle, func() fyne.Focusable { return e.fields.title }, func() { k.focus(e.fields.title); k.typed("Night") }},
		{session.FieldSummary, func() fyne.Focusable { return e.fields.summary }, func() { k.focus(e.fields.summary); k.typed("Two") }},
		{session.FieldClient, func() fyne.Focusable { return e.fields.client.Entry }, func() { k.focus(e.fields.client.Entry); e.fields.client.Entry.SetText("Kauri") }},
		{session.FieldDue, func() fyne.Focusable { return e.fields.due.Entry }, func() { k.focus(e.fields.due.Entry); e.fields.due.Entry.SetText("+9") }},
		{session.FieldNumber, func() fyne.Focusable { return e.fields.number }, func() {
			e.fields.toggleDetails()
			k.focus(e.fields.number)
			e.fields.number.SetText("QUO-0900")
			k.focus(e.grid)
			e.fields.toggleDetails()
		}},
		{session.FieldTaxMode, func() fyne.Focusable { return e.fields.taxMode }, func() { e.fields.taxMode.OnChanged(string(document.TaxInclusive)) }},
		{session.FieldCurrency, func() fyne.Focusable { return e.fields.currency }, func() { e.fields.currency.OnChanged("AUD") }},
		{session.FieldInternal, func() fyne.Focusable { return e.notes.entries[tabInternal] }, func() { e.notes.open(tabInternal); k.typed("rang") }},
		{session.FieldTags, func() fyne.Focusable { return e.notes.tags }, func() { e.notes.open(tabTags); k.typed("shoot") }},
		{session.FieldShipping, func() fyne.Focusable { return e.notes.entries[tabShipping] }, func() { e.notes.open(tabShipping); k.typed("Dock 4") }},
	}
	first, err := json.Marshal(e.session.Doc())
	k.must(err)
	for _, s := range steps {
		s.do()
		k.focus(e.grid)
		e.model.Choose(lines.Cell{Row: "l119", Col: lines.Price})
		e.grid.Update()
	}
	for i := len(steps) - 1; i >= 0; i-- {
		k.undoKey()
		if k.window.Canvas().Focused() != steps[i].at() {
			t.Errorf("undoing the %s leads to %T", steps[i].name, k.window.Canvas().Focused())
		}
		k.focus(e.grid) // what the field shows is not taken for something typed
	}
	if got, _ := json.Marshal(e.session.Doc()); string(got) != string(first) {
		t.Errorf("all undone:\n%s\n%s", got, first)
	}
	if _, more := e.session.CanUndo(); more {
		t.Error("there is more to undo")
	}
}

func TestAFieldEnteredAgainBeginsItsTypingAnew(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.focus(e.fields.reference)
	k.typed("PO 1")
	k.edit("l1", lines.Description)
	k.typed("!")
	k.key(fyne.KeyEscape)
	k.typed("x")
	k.key(fyne.KeyReturn)
	k.focus(e.fields.reference)
	k.undoKey() // not the typing of before, which is the older step
	if d := e.session.Doc(); d.Reference != "PO 1" || d.Lines()[1].Description != "Line 1" {
		t.Errorf("reference %q, line %q", d.Reference, d.Lines()[1].Description)
	}
	k.undoKey()
	if d := e.session.Doc(); d.Reference != "" {
		t.Errorf("reference %q", d.Reference)
	}
	e.Redo()
	if d := e.session.Doc(); d.Reference != "PO 1" || e.fields.reference.Text != "PO 1" {
		t.Errorf("redone: %q, shown %q", d.Reference, e.fields.reference.Text)
	}
}

func TestUndoLooksIntoAFoldedSection(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 120)))
	k.edit("l70", lines.Price)
	k.typed("5")
	k.key(fyne.KeyReturn)
	e.model.SetFolded("s50", true)
	e.grid.Update()
	k.undoKey() // unfolds: the place is the heading
	if c := e.model.Cell(); c.Row != "s50" {
		t.Errorf("at %+v", c)
	}
	e.Redo()
	if !e.model.Folded(1) {
		t.Fatal("not folded again")
	}
	e.body.scroll.ScrollToTop()
	e.session.Undo() // without showing it: as if it had been folded before
	e.session.Undo()
	e.session.Set(session.Edit{Label: "Fold"}, func(d *document.Document) { d.Sections[1].Folded = true })
	k.edit("l0", lines.Description)
	k.typed("x")
	k.key(fyne.KeyReturn)
	e.session.Set(session.Edit{Label: "From elsewhere"}, func(d *document.Document) { d.Sections[1].Lines[20].Account = "200" })
	e.model.Choose(lines.Cell{Row: "l0", Col: lines.Description})
	e.body.scroll.ScrollToTop()
	k.undoKey()
	if c := e.model.Cell(); c.Row != "l70" || e.model.Folded(1) {
		t.Fatalf("at %+v, folded %v", c, e.model.Folded(1))
	}
	if top, ok := e.grid.Top("l70"); !ok || e.grid.Position().Y+top < e.body.scroll.Offset.Y || e.grid.Position().Y+top > e.body.scroll.Offset.Y+e.body.scroll.Size().Height {
		t.Error("the place is not in view")
	}
	if !e.session.Doc().Sections[1].Folded {
		t.Error("showing the place changed the document")
	}
	k.key(fyne.KeyHome)
	e.model.Choose(lines.Cell{Row: "l0", Col: lines.Description})
	e.grid.Update()
	if !e.model.Folded(1) {
		t.Error("it stays open once the place was left")
	}
}

func TestStepsOutliveTheirPage(t *testing.T) {
	k := newDesk(t)
	var steps session.Histories
	id := k.write(document.Invoice, 3)
	again := func() *Editor {
		k.t.Helper()
		d := k.deps()
		d.Histories = &steps
		k.editor = New(d, Open(id))
		k.window.SetContent(k.editor.Content())
		k.queue.Drain()
		return k.editor
	}
	k.open(Open(id)) // for the window
	k.close()
	again()
	k.edit("l1", lines.Description)
	k.typed("x")
	k.key(fyne.KeyReturn)
	k.edit("l2", lines.Description)
	k.key(fyne.KeyReturn) // a new empty line at the end
	k.close()

	// A restore while it is closed is one step on top.
	d := k.stored(id)
	_, err := k.file.SaveRevision(t.Context(), id, store.WhySaved)
	k.must(err)
	d.Reference = "changed on"
	_, err = k.file.SaveDocument(t.Context(), d.Document, d.Rev)
	k.must(err)
	heads, _, err := k.file.RevisionHeads(t.Context(), id)
	k.must(err)
	_, err = k.file.RestoreRevision(t.Context(), id, heads[0].ID)
	k.must(err)
	d = k.stored(id)
	d.Due = today.AddDays(99)
	_, err = k.file.SaveDocument(t.Context(), d.Document, d.Rev)
	k.must(err)
	_, err = k.file.SaveRevision(t.Context(), id, store.WhyRestored)
	k.must(err)

	e := again()
	if label, _ := e.session.CanUndo(); label != "Restore" || e.session.Doc().Due != today.AddDays(99) {
		t.Fatalf("the last step is %q", label)
	}
	k.undoKey()
	if e.session.Doc().Due == today.AddDays(99) || k.window.Canvas().Focused() != fyne.Focusable(e.fields.due.Entry) {
		t.Errorf("undone: due %s", e.session.Doc().Due)
	}
	for range 5 {
		k.undoKey()
	}
	if got := e.session.Doc(); got.Lines()[1].Description != "Line 1" || len(got.Lines()) != 3 {
		t.Errorf("all undone: %+v", got.Lines())
	}
	if got := k.close(); got.Due != today.AddDays(30) {
		t.Errorf("stored due %s", got.Due)
	}
}

func TestUndoDoesNotChangeWhatIsLocked(t *testing.T) {
	o := newOffice(t)
	id, xeroID := o.post(document.Invoice, 3)
	e := o.open(Open(id))
	o.focus(e.fields.reference)
	o.typed("PO 9")
	e.notes.open(tabInternal)
	o.typed("rang")
	o.focus(e.grid)
	o.must(e.Flush(t.Context()))
	o.queue.Drain()
	o.send(id)
	o.work()
	o.must(o.other.ApproveInvoice(xeroID))
	o.must(o.other.Pay(xeroID, number("100").Decimal, xerofake.DateOf(o.now)))
	o.pass(time.Hour)
	o.check()
	o.hear("the lock", func() bool { return e.lock != nil })
	o.undoKey() // the notes are ours
	if e.session.Doc().InternalNotes != "" {
		t.Error("notes of a locked document cannot be undone")
	}
	o.undoKey()
	if e.session.Doc().Reference != "PO 9" || len(o.toasts) == 0 || o.toasts[len(o.toasts)-1] != e.lock.Error() {
		t.Errorf("reference %q, told %q", e.session.Doc().Reference, o.toasts)
	}
	if s := o.stored(id); s.State != document.Synced {
		t.Errorf("state %s", s.State)
	}
}

// A field that is read when it is left has the keyboard while its own steps are
// undone: leaving it must not bring them back.
func TestUndoneInTheFieldStaysUndone(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	for _, name := range []string{"Kauri", "Rata"} {
		k.focus(e.fields.client.Entry)
		e.fields.client.Entry.SetText(name)
		k.focus(e.grid)
	}
	for _, tags := range []string{"shoot", "shoot, week 2"} {
		e.notes.open(tabTags)
		e.notes.tags.SetText(tags)
		k.focus(e.grid)
	}
	k.undoKey()
	k.undoKey()
	k.focus(e.grid)
	if d := e.session.Doc(); len(d.Tags) != 0 || e.notes.tags.Text != "" {
		t.Errorf("tags %q, shown %q", d.Tags, e.notes.tags.Text)
	}
	k.undoKey()
	k.undoKey()
	k.focus(e.grid)
	if d := e.session.Doc(); d.Client.Name != "Kea Pictures" || e.fields.client.Entry.Text != "Kea Pictures" {
		t.Errorf("client %q, shown %q", d.Client.Name, e.fields.client.Entry.Text)
	}
	for range 4 {
		e.Redo()
	}
	k.focus(e.grid)
	if d := e.session.Doc(); d.Client.Name != "Rata" || len(d.Tags) != 2 {
		t.Errorf("redone: client %q, tags %q", d.Client.Name, d.Tags)
	}
}

func TestANameThatIsInTheAddressBookIsOneStep(t *testing.T) {
	k := newDesk(t)
	_, err := k.file.SaveContact(t.Context(), document.Contact{ID: "c1", Name: "Kauri Point Films Ltd"}, 0)
	k.must(err)
	e := k.open(Open(k.write(document.Invoice, 1)))
	k.focus(e.fields.client.Entry)
	e.fields.client.Entry.SetText("kauri point films ltd")
	k.focus(e.grid)
	if c := e.session.Doc().Client; c.ContactID != "c1" || e.session.Steps() != 1 {
		t.Fatalf("%+v after %d steps", c, e.session.Steps())
	}
	k.undoKey()
	if c := e.session.Doc().Client; c.Name != "Kea Pictures" {
		t.Errorf("%+v", c)
	}
}

func TestTypingTakenBackInANoteLeavesTheStepBefore(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.focus(e.fields.reference)
	k.typed("PO 1")
	e.notes.open(tabInternal)
	k.queue.Drain() // the reference is left
	for _, word := range []string{"one", " two", " three"} {
		k.typed(word)
		k.now = k.now.Add(3 * time.Second)
	}
	for range 20 {
		if e.session.Doc().InternalNotes == "" {
			break
		}
		k.undoKey()
		k.now = k.now.Add(3 * time.Second)
	}
	if d := e.session.Doc(); d.InternalNotes != "" || d.Reference != "PO 1" {
		t.Fatalf("notes %q, reference %q", d.InternalNotes, d.Reference)
	}
	k.undoKey() // at the start of the typing
	if d := e.session.Doc(); d.InternalNotes != "" || d.Reference != "" {
		t.Errorf("notes %q, reference %q", d.InternalNotes, d.Reference)
	}
}
