package post

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

type world struct {
	*pagetest.Bench
	doc    store.StoredDocument
	client document.Contact
	went   []string
	asked  int
}

func newWorld(t *testing.T, connected bool, more ...func(*document.Document)) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t)}
	if connected {
		w.Connect()
		w.Work()
	} else {
		w.Offline()
	}
	w.client = w.Contact("Kauri Point Films Ltd")
	w.doc = w.Document(document.Invoice, w.client, "120", 0, more...)
	return w
}

func (w *world) open(t *testing.T) *Sheet {
	t.Helper()
	s := Open(Deps{Host: w.Host, File: w.File, Sync: w.Sync, Copy: func(string) {},
		GoTo:    func(_, field, line string) { w.went = append(w.went, field) },
		Connect: func() { w.asked++ }}, w.doc.ID)
	t.Cleanup(s.modal.Close)
	w.Rest()
	return s
}

// until lets the worker work until the dialog has a title.
func (w *world) until(t *testing.T, title string) {
	t.Helper()
	w.Work()
	if got := w.Text("dialog"); got != title {
		t.Fatalf("the dialog says %q, not %q", got, title)
	}
}

func TestPostByKeyboard(t *testing.T) {
	w := newWorld(t, true)
	w.open(t)
	if got := w.Text("dialog"); got != "Post INV-0001 to Xero" {
		t.Fatalf("the title is %q", got)
	}
	if !w.Says("creates a new invoice for Kauri Point Films Ltd") || !w.Says("NZD 138.00") {
		t.Fatal("the sheet says what is made")
	}
	if w.At("post.confirm").Disabled {
		t.Fatal("nothing is wrong, so it can be posted")
	}
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	if got := w.Text("dialog"); got != "Posting INV-0001…" {
		t.Fatalf("the dialog says %q", got)
	}
	w.until(t, "INV-0001 is in Xero")
	if d := w.Stored(w.doc.ID); d.State != document.Synced || d.Remote == nil {
		t.Fatalf("the document is %s", d.State)
	}
	w.ClickName("post.view")
	w.Settle()
	if len(w.Opened) != 1 || !strings.Contains(w.Opened[0], "/invoicing/view/") {
		t.Fatalf("opened %v", w.Opened)
	}
	w.ClickName("post.done")
	if w.Has("dialog") {
		t.Fatal("Done closes it")
	}
}

func TestARepeatedEnterDoesNotPost(t *testing.T) {
	w := newWorld(t, true)
	w.open(t)
	if !w.At("post.confirm").Focused {
		t.Fatal("the button has the keyboard where nothing is to be put right")
	}
	for range 5 {
		w.RepeatKey(fyne.KeyReturn) // Enter held from the list below
	}
	if d := w.Stored(w.doc.ID); d.Op != nil {
		t.Fatal("a held key posted the invoice")
	}
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if d := w.Stored(w.doc.ID); d.Op == nil {
		t.Fatal("a key pressed anew posts")
	}
}

func TestHiddenSheetGoesOn(t *testing.T) {
	w := newWorld(t, true)
	w.open(t)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.Key(fyne.KeyEscape)
	if w.Has("dialog") {
		t.Fatal("Esc hides it")
	}
	w.Work()
	if d := w.Stored(w.doc.ID); d.State != document.Synced {
		t.Fatalf("the work went on to %s", d.State)
	}
}

func TestUpdateListsWhatChanges(t *testing.T) {
	w := newWorld(t, true)
	w.open(t)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.until(t, "INV-0001 is in Xero")
	w.Key(fyne.KeyEscape)
	d := w.Stored(w.doc.ID)
	d.Due = document.NewDate(2026, time.December, 31)
	if _, err := w.File.SaveDocument(w.Context(), d.Document, d.Rev); err != nil {
		t.Fatal(err)
	}
	w.open(t)
	if got := w.Text("dialog"); got != "Update INV-0001 in Xero" || !w.Says("31 Dec 2026") {
		t.Fatalf("the title is %q, and the change may be missing", got)
	}
	if got := w.Text("post.confirm"); got != "Update in Xero" {
		t.Fatalf("the button says %q", got)
	}
}

func TestMissingAccountIsChosenInTheSheet(t *testing.T) {
	w := newWorld(t, true)
	s := w.open(t)
	w.ClickName("post.status/AUTHORISED")
	w.Settle()
	confirm := w.At("post.confirm")
	if !confirm.Disabled || !w.Has("post.fix") {
		t.Fatal("an approved invoice needs an account; the button waits")
	}
	w.Ctrl(fyne.KeyReturn)
	if w.Stored(w.doc.ID).Op != nil {
		t.Fatal("Ctrl+Enter posts while a check fails")
	}
	w.ClickName("post.fix")
	if !w.At("post.choose.account").Focused {
		t.Fatal("the choice has the keyboard")
	}
	code := s.accountOptions()[0].ID
	w.Type(code)
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if w.At("post.confirm").Disabled || w.Settings().SalesAccount != code {
		t.Fatalf("it can be posted now, to %q", w.Settings().SalesAccount)
	}
	if chosen(s.sheet).Target != "AUTHORISED" {
		t.Fatal("the status stays chosen")
	}
}

func TestArchivedAccountOfTheLine(t *testing.T) {
	w := newWorld(t, true, func(d *document.Document) { d.Sections[0].Lines[0].Account = "999" })
	s := w.open(t)
	w.ClickName("post.fix")
	code := s.accountOptions()[1].ID
	w.Type(code)
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if got := w.Stored(w.doc.ID).Sections[0].Lines[0].Account; got != code {
		t.Fatalf("the line has account %q", got)
	}
	if w.Settings().SalesAccount != "" {
		t.Fatal("a line's own account does not change the settings")
	}
}

func TestMissingTaxIsChosenInTheSheet(t *testing.T) {
	w := newWorld(t, true, func(d *document.Document) { d.Sections[0].Lines[0].Tax = document.Tax{} })
	w.open(t)
	w.ClickName("post.fix")
	w.Type("zero")
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if got := w.Stored(w.doc.ID).Sections[0].Lines[0].Tax; got.Code != "ZERORATED" || !got.Chosen {
		t.Fatalf("the line has %+v", got)
	}
	if w.At("post.confirm").Disabled {
		t.Fatal("it can be posted now")
	}
}

func TestOneTimeClientIsLinkedOrSaved(t *testing.T) {
	w := newWorld(t, true)
	d := w.Stored(w.doc.ID)
	d.Client = document.Client{Name: "kauri point  films ltd"}
	if _, err := w.File.SaveDocument(w.Context(), d.Document, d.Rev); err != nil {
		t.Fatal(err)
	}
	s := w.open(t)
	if got := s.sheet.Confirm.Contact; got.Action != xerosync.ContactLink || got.ContactID != w.client.ID {
		t.Fatalf("the contact of that name is proposed, got %+v", got)
	}
	w.ClickName("post.contact/new")
	w.Settle()
	if got := s.sheet.Confirm.Contact.Action; got != xerosync.ContactSaveNew {
		t.Fatalf("a new contact can be made of it, got %s", got)
	}
	w.ClickName("post.contact/" + w.client.ID)
	w.Settle()
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.until(t, "INV-0001 is in Xero")
	if got := w.Stored(w.doc.ID).Client.ContactID; got != w.client.ID {
		t.Fatalf("the document carries %q", got)
	}
}

func TestFixLeadsToTheField(t *testing.T) {
	w := newWorld(t, true, func(d *document.Document) { d.Due = document.Date{} })
	w.open(t)
	w.ClickName("post.fix")
	if len(w.went) != 1 || w.went[0] != "due" || w.Has("dialog") {
		t.Fatalf("went to %v", w.went)
	}
}

func TestNotConnected(t *testing.T) {
	w := newWorld(t, false)
	w.open(t)
	if !w.At("post.confirm").Disabled {
		t.Fatal("without a connection nothing is posted")
	}
	w.ClickName("post.fix")
	if w.asked != 1 {
		t.Fatal("the way out is to connect")
	}
}

func TestEscClosesTheChoiceFirst(t *testing.T) {
	w := newWorld(t, true, func(d *document.Document) { d.Sections[0].Lines[0].Tax = document.Tax{} })
	w.open(t)
	w.ClickName("post.fix")
	w.Key(fyne.KeyEscape) // the open list
	for range 2 {
		if !w.Has("dialog") {
			return
		}
		w.Key(fyne.KeyEscape)
	}
	if w.Has("dialog") {
		t.Fatal("Esc closes the sheet in the end")
	}
}

func TestStagesTellWhereItStands(t *testing.T) {
	open := &store.OpSummary{State: store.OpQueued}
	sent := &store.OpSummary{State: store.OpSent, FirstSentAt: time.Now()}
	remote := &document.Remote{Status: "DRAFT"}
	doc := func(state document.SyncState, op *store.OpSummary, r *document.Remote) store.StoredDocument {
		return store.StoredDocument{Document: document.Document{Kind: document.Invoice, Number: "INV-1", Currency: "NZD"}, State: state, Op: op, Remote: r}
	}
	failed := &store.OpSummary{State: store.OpFailed, Problem: &document.Problem{Sentence: "Xero has no account 240.", Fix: "Choose another account."}}
	asked := &store.OpSummary{State: store.OpUnknown, Problem: &document.Problem{Code: xerosync.CodeIsItYours, Sentence: "Xero has INV-1."}}
	for _, c := range []struct {
		doc   store.StoredDocument
		sync  xerosync.State
		kind  stageKind
		title string
	}{
		{doc(document.WaitingToPost, open, nil), xerosync.State{Phase: xerosync.Offline}, stageWaiting, "INV-1 waits to be posted"},
		{doc(document.WaitingToPost, open, nil), xerosync.State{Phase: xerosync.Syncing}, stagePosting, "Posting INV-1…"},
		{doc(document.Posting, sent, nil), xerosync.State{Phase: xerosync.Offline}, stagePosting, "Posting INV-1…"},
		{doc(document.Checking, &store.OpSummary{State: store.OpUnknown}, nil), xerosync.State{}, stageChecking, "INV-1 is being checked with Xero"},
		{doc(document.Checking, asked, nil), xerosync.State{}, stageAsked, "INV-1 may be in Xero already"},
		{doc(document.SyncFailed, failed, nil), xerosync.State{}, stageFailed, "INV-1 was not posted"},
		{doc(document.SyncFailed, failed, remote), xerosync.State{}, stageFailed, "INV-1 was not updated"},
		{doc(document.Synced, nil, remote), xerosync.State{}, stageDone, "INV-1 is in Xero"},
		{doc(document.UpdatedLocally, nil, remote), xerosync.State{}, stageDone, "INV-1 is in Xero"},
		{doc(document.NotSynced, nil, nil), xerosync.State{}, stageWaiting, "INV-1 was taken back"},
	} {
		got := stageOf(c.doc, c.sync, "Harbour Light Ltd")
		if got.kind != c.kind || got.title != c.title {
			t.Errorf("%s: %v %q, want %v %q", c.doc.State, got.kind, got.title, c.kind, c.title)
		}
		if got.kind == stageFailed && (got.sentence != "Xero has no account 240." || got.fix != "Choose another account.") {
			t.Errorf("a failure tells its own sentence: %+v", got)
		}
	}
}

func TestOfflineSaysItWaitsAndCanBeTakenBack(t *testing.T) {
	w := newWorld(t, true)
	s := w.open(t)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	s.show(stageOf(w.Stored(w.doc.ID), xerosync.State{Phase: xerosync.Offline}, "Harbour Light Ltd"))
	if got := w.Text("dialog"); got != "INV-0001 waits to be posted" {
		t.Fatalf("says %q", got)
	}
	w.Change(func() { w.ClickName("post.withdraw") })
	if d := w.Stored(w.doc.ID); d.State != document.NotSynced {
		t.Fatalf("taken back, it is %s", d.State)
	}
	if got := w.Text("dialog"); got != "INV-0001 was taken back" {
		t.Fatalf("says %q", got)
	}
}

// The invoice of a quote, once it is in Xero, offers to close the quote there.
func TestInvoiceOfAQuoteOffersToCloseIt(t *testing.T) {
	w := newWorld(t, true)
	quote := w.Document(document.Quote, w.client, "120", 1)
	w.doc = quote
	w.open(t)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.until(t, quote.Number+" is in Xero")
	if w.Has("post.invoiced") {
		t.Error("a quote offers to close itself")
	}
	w.ClickName("post.done")
	w.doc = w.Document(document.Invoice, w.client, "120", 0, func(d *document.Document) { d.SourceID = quote.ID })
	w.open(t)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.until(t, w.doc.Number+" is in Xero")
	w.Change(func() { w.ClickName("post.invoiced") })
	w.Work()
	if r := w.Stored(quote.ID).Remote; r == nil || r.Status != "INVOICED" {
		t.Fatalf("the quote in Xero is %+v", r)
	}
	if w.Has("post.invoiced") {
		t.Error("it is offered again")
	}
}
