package editor

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

func TestANewDocumentOpenedAndLeftLeavesNoTrace(t *testing.T) {
	k := newDesk(t)
	e := k.open(Fresh(document.Invoice, ""))
	if e.Title() != "INV-0001" || e.session.Doc().Number != "" {
		t.Errorf("title %q, number %q", e.Title(), e.session.Doc().Number)
	}
	k.edit(e.model.Rows()[0].ID, lines.Description)
	k.key(fyne.KeyEscape)
	if !e.EndEdit() {
		t.Error("an untouched document cannot be left")
	}
	e.Release()
	e.Close(t.Context())
	keys, err := k.file.DocumentKeys(t.Context(), store.DocumentQuery{Kind: document.Invoice})
	k.must(err)
	if len(keys) != 0 {
		t.Errorf("%d documents in the file", len(keys))
	}
	if n, _ := k.file.NextNumber(t.Context(), document.Invoice); n != "INV-0001" {
		t.Errorf("a gap: the next number is %s", n)
	}
}

func TestWritingAnInvoiceWithTheKeyboard(t *testing.T) {
	k := newDesk(t)
	e := k.open(Fresh(document.Invoice, ""))
	if k.window.Canvas().Focused() != fyne.Focusable(e.fields.client.Entry) {
		t.Fatal("a new document does not begin at its client")
	}
	k.typed("Kea Pictures")
	k.focus(e.grid)
	k.typed("Gaffer")
	k.key(fyne.KeyTab)
	k.typed("1")
	k.key(fyne.KeyTab)
	k.typed("10 h")
	k.key(fyne.KeyTab)
	k.typed("2*40")
	k.key(fyne.KeyReturn) // from the last line: a new one
	k.typed("Best boy")
	k.key(fyne.KeyTab)
	k.key(fyne.KeyTab)
	k.typed("3") // hours, as above
	k.key(fyne.KeyTab)
	k.typed("80")
	k.key(fyne.KeyReturn)
	k.key(fyne.KeyReturn) // empty last line: to the notes
	if k.window.Canvas().Focused() != fyne.Focusable(e.notes.entry()) {
		t.Errorf("the keyboard is at %T, not in the notes", k.window.Canvas().Focused())
	}
	k.typed("Thanks")
	k.must(e.Flush(t.Context()))
	k.queue.Drain()
	if e.Title() != "INV-0001" || e.bar.saving.Text() != "Saved" {
		t.Errorf("title %q, %q", e.Title(), e.bar.saving.Text())
	}
	got := k.close()
	if got.Number != "INV-0001" || got.Client.Name != "Kea Pictures" || got.ClientNotes != "Thanks" || len(got.Lines()) != 2 {
		t.Fatalf("stored %+v", got)
	}
	if total := got.Totals().Total.String(); total != "1196" {
		t.Errorf("total %s", total)
	}
	if l := got.Lines()[1]; l.Duration.String() != "3 hours" || !l.Tax.Equal(gst) {
		t.Errorf("second line %+v", l)
	}
}

func TestUnreadableTextKeepsTheUserThere(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 100)))
	k.edit("l3", lines.Price)
	k.typed("1,5")
	k.focus(e.fields.reference)
	if e.EndEdit() {
		t.Fatal("it can be left")
	}
	if c := e.model.Cell(); c != (lines.Cell{Row: "l3", Col: lines.Price}) || k.window.Canvas().Focused() != fyne.Focusable(e.grid) {
		t.Errorf("at %+v", c)
	}
	e.Post()
	if len(k.posted) != 0 {
		t.Error("it was posted")
	}
	if got := k.close(); !got.Lines()[3].UnitPrice.Decimal.Equal(number("120").Decimal) {
		t.Errorf("stored price %s", got.Lines()[3].UnitPrice.Decimal)
	}
}

func TestDates(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 1)))
	k.focus(e.fields.date.Entry)
	e.fields.date.Entry.SetText("1/12")
	k.focus(e.fields.reference)
	d := e.session.Doc()
	if d.Date != document.NewDate(2026, 12, 1) || d.Due != document.NewDate(2026, 12, 31) {
		t.Errorf("date %s, and the due date that followed the terms is %s", d.Date, d.Due)
	}
	k.focus(e.fields.due.Entry)
	e.fields.due.Entry.SetText("+14")
	k.focus(e.fields.reference)
	if got := e.session.Doc().Due; got != document.NewDate(2026, 12, 15) {
		t.Errorf("due %s", got)
	}
	k.focus(e.fields.date.Entry)
	e.fields.date.Entry.SetText("32/1")
	if e.EndEdit() {
		t.Error("32/1 is a date")
	}
	if e.fields.dateField.Error() == "" || e.session.Doc().Date != document.NewDate(2026, 12, 1) {
		t.Errorf("error %q, date %s", e.fields.dateField.Error(), e.session.Doc().Date)
	}
}

func TestClientFromTheAddressBook(t *testing.T) {
	k := newDesk(t)
	_, err := k.file.SaveContact(t.Context(), document.Contact{ID: "c1", Name: "Kauri Point Films Ltd", Email: "a@kauri.nz",
		Terms: document.PaymentTerms{Kind: document.DaysAfterDate, Days: 7}}, 0)
	k.must(err)
	e := k.open(Fresh(document.Invoice, ""))
	k.typed("kau")
	if !e.fields.client.ListOpen() {
		t.Fatal("no list at the first letters")
	}
	k.key(fyne.KeyReturn)
	d := e.session.Doc()
	if d.Client.ContactID != "c1" || d.Client.Email != "a@kauri.nz" || d.Due != d.Date.AddDays(7) {
		t.Errorf("client %+v, due %s", d.Client, d.Due)
	}
	// An unknown name stays on this document alone.
	e.fields.client.Entry.SetText("Somebody else")
	k.focus(e.fields.reference)
	d = e.session.Doc()
	if d.Client.ContactID != "" || d.Client.Name != "Somebody else" {
		t.Errorf("one-time client %+v", d.Client)
	}
	// Undo brings the contact back, and shows the place.
	e.Undo()
	if d = e.session.Doc(); d.Client.ContactID != "c1" || e.fields.client.Entry.Text != "Kauri Point Films Ltd" {
		t.Errorf("undone: %+v, shown %q", d.Client, e.fields.client.Entry.Text)
	}
}

func TestUndoAcrossTheDocument(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 120)))
	first := *e.session.Doc()
	k.focus(e.fields.reference)
	k.typed("PO 1")
	k.edit("l110", lines.Description)
	k.typed(" more")
	k.key(fyne.KeyReturn)
	e.InsertSection()
	k.typed("Rigging")
	k.key(fyne.KeyReturn)
	e.DeleteLines()
	for range 20 {
		if e.WhyNotUndo() != "" {
			break
		}
		e.Undo()
		k.queue.Drain()
	}
	if got := e.session.Doc(); got.Reference != "" || len(got.Lines()) != 120 || len(got.Sections) != len(first.Sections) {
		t.Errorf("all undone: %q, %d lines in %d sections", got.Reference, len(got.Lines()), len(got.Sections))
	}
	for range 20 {
		if e.WhyNotRedo() != "" {
			break
		}
		e.Redo()
		k.queue.Drain()
	}
	if got := e.session.Doc(); got.Reference != "PO 1" || len(got.Sections) != len(first.Sections)+1 {
		t.Errorf("all redone: %q, %d sections", got.Reference, len(got.Sections))
	}
}

func TestUndoInsideAnEditIsItsTyping(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.edit("l0", lines.Description)
	k.typed(" two words")
	k.shortcut(&fyne.ShortcutUndo{})
	if got := e.model.Buffer(); got == nil || got.String() != "Line 0 two" {
		t.Fatalf("typing is undone word by word: %v", got)
	}
	l, _, _ := e.session.Doc().Line("l0")
	if l.Description != "Line 0 two" {
		t.Errorf("the document says %q", l.Description)
	}
}

func TestAChangeTakenFromTheFileLeavesTheCaret(t *testing.T) {
	k := newDesk(t)
	id := k.write(document.Invoice, 3)
	e := k.open(Open(id))
	k.edit("l1", lines.Description)
	k.typed(" mine")
	k.must(e.Flush(t.Context()))
	k.queue.Drain()

	// What posting writes: the account of a line.
	s := k.stored(id)
	s.Sections[0].Lines[1].Account = "200"
	s.Due = today.AddDays(3)
	_, err := k.file.SaveDocument(t.Context(), s.Document, s.Rev)
	k.must(err)
	k.typed("!") // typing goes on
	e.reloadNow(t.Context())
	k.must(e.Flush(t.Context()))
	k.queue.Drain()

	if b := e.model.Buffer(); b == nil || b.String() != "Line 1 mine!" {
		t.Fatalf("the edit ended: %v", b)
	}
	k.typed("?")
	got := k.close()
	l, _, _ := got.Line("l1")
	if l.Description != "Line 1 mine!?" || l.Account != "200" || got.Due != today.AddDays(3) {
		t.Errorf("stored %q, account %q, due %s", l.Description, l.Account, got.Due)
	}
}

// reloadNow reads the file as an event makes the page do.
func (e *Editor) reloadNow(ctx context.Context) {
	l, err := e.d.load(ctx, Open(e.id()))
	e.reloaded(l, err)
}

func TestWhatChangesWhileTheDocumentIsReadIsSeen(t *testing.T) {
	k := newDesk(t)
	id := k.write(document.Invoice, 1)
	k.open(Open(id)) // for the window
	k.close()
	var show func() // what was read, before the page shows it
	d := k.deps()
	d.Env.Do = func(f func()) {
		if show == nil {
			show = f
			return
		}
		k.queue.Do(f)
	}
	e := New(d, Open(id))
	defer func() {
		e.Release()
		e.Close(context.Background())
	}()
	heard := make(chan struct{}, 8)
	defer k.file.Subscribe(func(store.Event) { heard <- struct{}{} })()
	s := k.stored(id)
	s.Reference = "PO 7731"
	_, err := k.file.SaveDocument(t.Context(), s.Document, s.Rev)
	k.must(err)
	<-heard // the page heard of it before
	k.queue.Drain()
	k.timer.Advance(time.Second)
	show()
	k.queue.Drain()
	k.must(e.Flush(t.Context()))
	k.queue.Drain()
	if got := e.session.Doc().Reference; got != "PO 7731" {
		t.Errorf("the page shows the reference %q, which it read before it changed", got)
	}
}

func TestANumberThatIsTakenIsTold(t *testing.T) {
	k := newDesk(t)
	taken := k.stored(k.write(document.Invoice, 1)).Number
	e := k.open(Open(k.write(document.Invoice, 1)))
	own := e.Title()
	e.fields.toggleDetails()
	k.focus(e.fields.number)
	e.fields.number.SetText(taken)
	k.focus(e.fields.reference)
	k.must(e.Flush(t.Context()))
	k.queue.Drain()
	if e.Title() != own || !strings.Contains(e.fields.numberField.Error(), taken) {
		t.Errorf("number %s, error %q", e.Title(), e.fields.numberField.Error())
	}
}

func TestCommands(t *testing.T) {
	k := newDesk(t)
	id := k.write(document.Quote, 3)
	e := k.open(Open(id))
	k.edit("l1", lines.Description)
	k.typed(" x")
	e.ToggleOptional()
	if l, _, _ := e.session.Doc().Line("l1"); !l.Optional || l.Description != "Line 1 x" {
		t.Errorf("line %+v", l)
	}
	e.Save()
	k.queue.Drain()
	if r, err := k.file.Revisions(t.Context(), id); err != nil || len(r) != 1 {
		t.Errorf("%d revisions, %v", len(r), err)
	}
	e.Save()
	k.queue.Drain()
	if r, _ := k.file.Revisions(t.Context(), id); len(r) != 1 {
		t.Error("saving without a change made a revision")
	}
	e.Duplicate()
	k.queue.Drain()
	if len(k.opened) != 1 || k.stored(k.opened[0]).Sections[0].Lines[1].Description != "Line 1 x" {
		t.Errorf("duplicates %v", k.opened)
	}
	e.ConvertToInvoice()
	k.queue.Drain()
	if len(k.converted) != 1 {
		t.Error("not converted")
	}
	if e.WhyNotPost() == "" || e.WhyNotView() == "" {
		t.Error("without a connection it can be posted or viewed")
	}
	e.Delete()
	k.queue.Drain()
	if k.back != 1 || k.stored(id).DeletedAt.IsZero() {
		t.Errorf("back %d, deleted at %v", k.back, k.stored(id).DeletedAt)
	}
}

func TestLockedDocument(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	e.l.stored.Remote = &document.Remote{XeroID: "x", Status: "PAID", AmountPaid: number("720").Decimal}
	e.showStored()
	if len(e.heads.Objects) != 1 {
		t.Fatal("no line on top")
	}
	text := e.heads.Objects[0].(*kit.Banner).ControlText()
	if !strings.Contains(text, "paid") || !strings.Contains(text, "credit note") {
		t.Errorf("the line on top says %q", text)
	}
	k.edit("l1", lines.Price)
	k.typed("5")
	if l, _, _ := e.session.Doc().Line("l1"); !l.UnitPrice.Decimal.Equal(number("120").Decimal) {
		t.Error("the price changed")
	}
	if len(k.toasts) == 0 {
		t.Error("nothing says why")
	}
	if !e.fields.reference.ReadOnly || !e.fields.client.Entry.ReadOnly {
		t.Error("fields that Xero sees can be changed")
	}
	e.notes.open(tabInternal)
	k.typed("rang them")
	if e.session.Doc().InternalNotes != "rang them" {
		t.Error("internal notes are locked too")
	}
	if e.WhyNotPost() == "" {
		t.Error("a locked document can be posted")
	}
}

func TestAConflictOffersToLookInXero(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	e.l.stored.Remote, e.l.stored.State = &document.Remote{XeroID: "x", Status: "DRAFT"}, document.Conflict
	e.showStored()
	banner, _ := kit.WalkNamed(k.window.Canvas()).Find("banner")
	if !strings.Contains(banner.Text, "Changed on both sides") {
		t.Errorf("the line on top says %q", banner.Text)
	}
	e.bar.sync.OnTapped()
	k.queue.Drain()
	if len(k.decided) != 1 || k.decided[0] != e.id() {
		t.Error("the chip does not lead to where it is decided")
	}
	if view, ok := kit.WalkNamed(k.window.Canvas()).Find("banner.view"); !ok || view.Text != "View in Xero" {
		t.Error("there is no way to see what Xero has")
	}
	if e.WhyNotPost() == "" || !e.bar.post.Disabled() {
		t.Error("Update looks as if it could be pressed")
	}
	e.l.stored.State = document.Synced
	e.l.connected = true
	e.showStored()
	if e.bar.post.Disabled() {
		t.Error("Update stays grey after the conflict")
	}
}

func TestAClickOnATabGivesItsTextTheKeyboard(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 1)))
	for i, part := range e.notes.tabs.ControlParts() {
		ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		ev.Position = part.Pos.AddXY(part.Size.Width/2, part.Size.Height/2)
		e.notes.tabs.MouseDown(ev)
		e.notes.tabs.MouseUp(ev)
		k.window.Canvas().Unfocus() // as Fyne does after the release
		k.queue.Drain()
		if k.window.Canvas().Focused() != fyne.Focusable(e.notes.entry()) {
			t.Fatalf("after a click on %s the keyboard is at %T", part.Text, k.window.Canvas().Focused())
		}
		k.typed(strconv.Itoa(i))
	}
	e.EndEdit()
	d := e.session.Doc()
	if d.ClientNotes != "0" || d.Terms != "1" || d.InternalNotes != "2" || len(d.Tags) != 1 || d.Tags[0] != "3" || d.ShippingAddress != "4" {
		t.Errorf("notes %q, terms %q, internal %q, tags %q, shipping %q", d.ClientNotes, d.Terms, d.InternalNotes, d.Tags, d.ShippingAddress)
	}
}

func TestTheStripStandsInForTotalsOutOfView(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 200)))
	if !e.body.strip.shown || e.body.strip.lines.Text() != "200 lines" || e.body.strip.sum.Text() != "Total NZD 55,200.00" {
		t.Errorf("strip %v %q %q", e.body.strip.shown, e.body.strip.lines.Text(), e.body.strip.sum.Text())
	}
	e.body.scroll.ScrollToBottom()
	e.body.scrolled()
	if e.body.strip.shown {
		t.Error("the strip stays over the totals")
	}
}

func TestClosingSavesWhatWasTypedLast(t *testing.T) {
	k := newDesk(t)
	k.open(Open(k.write(document.Invoice, 3)))
	k.edit("l2", lines.Description)
	k.typed(" last words")
	start := time.Now()
	got := k.close()
	if l, _, _ := got.Line("l2"); l.Description != "Line 2 last words" {
		t.Errorf("stored %q", l.Description)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("closing took %v", took)
	}
}

func TestNotSaved(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	t.Setenv("HOME", t.TempDir())
	k.must(k.file.Close()) // as good as a disk that is gone
	k.focus(e.fields.reference)
	k.typed("PO 9")
	if err := e.Flush(t.Context()); err == nil {
		t.Fatal("saved into a closed file")
	}
	k.queue.Drain()
	if e.Unsaved() == "" || !strings.HasPrefix(e.bar.saving.Text(), "Not saved: ") {
		t.Errorf("unsaved %q, bar %q", e.Unsaved(), e.bar.saving.Text())
	}
	e.saveCopy()
	k.queue.Drain()
	home, _ := os.UserHomeDir()
	text, err := os.ReadFile(filepath.Join(home, e.Title()+" copy.json"))
	if err != nil || !strings.Contains(string(text), "PO 9") {
		t.Errorf("copy: %v", err)
	}
}

func TestRegions(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.focus(e.grid)
	for i, want := range []fyne.Focusable{e.notes.entry(), nil} {
		if moved := e.Region(1); moved != (want != nil) || (moved && k.window.Canvas().Focused() != want) {
			t.Errorf("F6 step %d leads to %T", i, k.window.Canvas().Focused())
		}
		k.queue.Drain()
	}
	for i, want := range []fyne.Focusable{e.grid, e.fields.client.Entry, e.bar.more} {
		if !e.Region(-1) || k.window.Canvas().Focused() != want {
			t.Errorf("Shift+F6 step %d leads to %T", i, k.window.Canvas().Focused())
		}
		k.queue.Drain()
	}
	if e.Region(-1) {
		t.Error("Shift+F6 from the top bar stays in the page")
	}
}

func TestAnEmptyLineGoesWhenAnotherFieldHasTheKeyboard(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 2)))
	k.focus(e.grid)
	for _, field := range []fyne.Focusable{e.fields.reference, e.notes.entry(), e.bar.more} {
		e.InsertLine()
		k.queue.Drain()
		if n := len(e.session.Doc().Lines()); n != 3 {
			t.Fatalf("%d lines after a new one", n)
		}
		k.focus(field)
		if n := len(e.session.Doc().Lines()); n != 2 {
			t.Errorf("%d lines are left with the keyboard in %T", n, field)
		}
		if e.model.RowIndex(e.model.Cell().Row) < 0 {
			t.Errorf("the current cell is in a line that is gone: %v", e.model.Cell())
		}
		k.focus(e.grid)
	}
	// What cannot be read is something.
	e.InsertLine()
	k.key(fyne.KeyTab)
	k.typed("x")
	k.focus(e.fields.reference)
	if n := len(e.session.Doc().Lines()); n != 3 {
		t.Errorf("%d lines: the one that cannot be read is gone", n)
	}
}

func TestDeletingEveryLineAndTakingItBack(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 120)))
	before := *e.session.Doc()
	k.focus(e.grid)
	k.shortcut(&fyne.ShortcutSelectAll{})
	k.shortcut(&fyne.ShortcutSelectAll{})
	k.key(fyne.KeyDelete)
	if all := e.session.Doc().Lines(); len(all) != 1 || !all[0].IsEmpty() {
		t.Fatalf("%d lines are left", len(all))
	}
	k.key(fyne.KeyUp) // to a heading without lines
	k.key(fyne.KeyF2)
	k.key(fyne.KeyF2)
	k.shortcut(&fyne.ShortcutUndo{})
	if got := e.session.Doc().Lines(); len(got) != len(before.Lines()) {
		t.Errorf("%d lines are back, not %d", len(got), len(before.Lines()))
	}
}

func TestTheMenuOfALineTakesTheNextKeys(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.edit("l1", lines.Description)
	press := func(name fyne.KeyName) { k.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	for _, name := range []fyne.KeyName{desktop.KeyMenu, fyne.KeyDown, fyne.KeyReturn} {
		press(name) // all in one turn, as from a fast hand
	}
	k.queue.Drain()
	if n := len(e.session.Doc().Lines()); n != 4 || e.model.Cell().Row == "l1" {
		t.Errorf("%d lines, at %v: New line was not chosen", n, e.model.Cell())
	}
}

func BenchmarkKeyPress500(b *testing.B) {
	k := newDesk(b)
	k.open(Open(k.write(document.Invoice, 500)))
	k.edit("l250", lines.Price)
	var took storetest.Spread
	for i := 0; b.Loop(); i++ {
		if i%5 == 0 {
			k.editor.model.SelectAll()
		}
		took.Time(func() { k.typed("7") })
	}
	took.Report(b)
}

func BenchmarkScrollStep500(b *testing.B) {
	k := newDesk(b)
	e := k.open(Open(k.write(document.Invoice, 500)))
	for i := 0; b.Loop(); i++ {
		e.body.scroll.ScrollToOffset(fyne.NewPos(0, float32(i*20%15000)))
		e.body.scrolled()
	}
}

func BenchmarkOpen500(b *testing.B) {
	k := newDesk(b)
	id := k.write(document.Invoice, 500)
	for b.Loop() {
		k.open(Open(id))
	}
}

// Alt+↑ in a field must not move a line that nobody looks at.
func TestLinesStayWhileAFieldHasTheKeyboard(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 2)))
	k.focus(e.fields.reference)
	if e.WhyNotChosen() == "" {
		t.Error("a command on lines is possible from a field")
	}
	if why := e.WhyNotLines(); why != "" {
		t.Errorf("a new line is not possible from a field: %s", why)
	}
	k.edit("l1", lines.Description)
	if why := e.WhyNotChosen(); why != "" {
		t.Errorf("no command is possible in the lines: %s", why)
	}
}
