package sync

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// world is the page over a real file; what it asks of the window is noted.
type world struct {
	*pagetest.Bench
	t      *testing.T
	page   *Page
	did    []string
	folder string
	now    time.Time
}

// newWorld is a company file with contacts of these names, which may then be
// connected.
func newWorld(t *testing.T, connected bool, contacts ...string) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t), t: t, folder: t.TempDir(), now: time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)}
	for _, name := range contacts {
		w.Contact(name)
	}
	if connected {
		w.Connect()
		w.Work()
	} else {
		w.Offline()
	}
	return w
}

// open shows the page.
func (w *world) open() {
	w.t.Helper()
	did := func(words ...string) { w.did = append(w.did, strings.Join(words, " ")) }
	w.page = New(Deps{
		Host: w.Host, File: w.File, Sync: w.Sync, Now: func() time.Time { return w.now },
		SyncNow: func() { did("sync") }, Connect: func() { did("connect") }, TryDemo: func() { did("demo") },
		OpenDocument: func(id string) { did("open", w.Stored(id).Number) },
		OpenContact:  func(id string) { did("contact", id) },
		GoTo:         func(id, field, line string) { did("go to", w.Stored(id).Number, field, line) },
		OpenSettings: func() { did("settings") },
		OpenConflict: func(kind store.RecordKind, id string) { did("resolve", string(kind), id) },
		OpenImport:   func() { did("import") },
		Copy:         func(text string) { did("copy", text) },
		Folder:       func() string { return w.folder },
	})
	w.t.Cleanup(w.page.Close)
	w.Show(w.page.Content())
	w.page.Focus()
	w.Settle()
}

// last is what the page asked for last.
func (w *world) last() string {
	if len(w.did) == 0 {
		return ""
	}
	return w.did[len(w.did)-1]
}

// write changes the file as the worker would.
func (w *world) write(fn func(tx *store.SyncTx) error) {
	w.t.Helper()
	if err := w.File.Sync(w.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// matched lets the user have seen the first match.
func (w *world) matched() {
	w.t.Helper()
	if err := w.Sync.ConfirmFirstMatch(w.Context(), nil, nil); err != nil {
		w.t.Fatal(err)
	}
	w.settleWorker()
}

// settleWorker lets the worker come to rest.
func (w *world) settleWorker() {
	w.t.Helper()
	for {
		did, err := w.Sync.Step(w.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if !did {
			break
		}
	}
	w.Rest()
}

// failed makes a document that Xero refused.
func (w *world) failed(p document.Problem) store.StoredDocument {
	w.t.Helper()
	d := w.Document(document.Invoice, w.Contact(fmt.Sprint("Client ", w.NewID())), "120", 1)
	w.write(func(tx *store.SyncTx) error {
		op := store.Op{ID: "op-" + d.ID, Record: store.RecordInvoice, RecordID: d.ID, Action: store.ActionCreate, Rev: d.Rev, Number: d.Number, State: store.OpQueued, Body: []byte("{}"), Projection: []byte("{}")}
		if err := tx.PutOp(op); err != nil {
			return err
		}
		op.State, op.Problem, op.Details = store.OpFailed, &p, "HTTP 400"
		if p.Code == xerosync.CodeIsItYours {
			op.State = store.OpUnknown
		}
		return errors.Join(tx.PutOp(op), tx.AddHistory(store.HistoryEntry{
			At: w.now, Action: store.HistoryCreate, Direction: store.ToXero, Record: store.RecordInvoice, RecordID: d.ID, Label: d.Number,
			Status: store.HistoryError, Details: p.Sentence, Fix: p.Fix, Code: p.Code, OpID: op.ID,
			Sent: []byte(`{"Invoices":[{"InvoiceNumber":"X"}]}`), Answered: []byte("not JSON"),
		}))
	})
	return d
}

// inConflict makes a document that was changed on both sides.
func (w *world) inConflict() store.StoredDocument {
	w.t.Helper()
	d := w.Document(document.Invoice, w.Contact(fmt.Sprint("Client ", w.NewID())), "120", 1)
	w.write(func(tx *store.SyncTx) error {
		return errors.Join(tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: d.ID, XeroID: "x-" + d.ID}),
			tx.SetRecordState(store.RecordInvoice, d.ID, store.RecordState{Conflict: true, Remote: []byte("{}")}))
	})
	return d
}

func noAccount() document.Problem {
	return document.Problem{Code: "account", Sentence: "Xero has no account 240.", Fix: "Choose another account.", Field: "line.account", Line: "l1"}
}

func TestWithoutXeroTheDoorsAreShown(t *testing.T) {
	w := newWorld(t, false)
	w.open()
	if got := w.Text("empty"); got != "LiteWork works without Xero. Connect when you want to post." {
		t.Fatalf("says %q", got)
	}
	if now := w.At("sync.now"); !now.Disabled {
		t.Error("Sync now cannot be pressed without a connection")
	}
	w.ClickName("attention.connect")
	w.ClickName("attention.demo")
	if got := strings.Join(w.did, ","); got != "connect,demo" {
		t.Fatalf("did %s", got)
	}
	w.page.ShowTab(TabHistory)
	w.Rest()
	if !w.Has("history.connect") {
		t.Error("the history leads to a connection too")
	}
	w.page.ShowTab(TabContacts)
	w.Rest()
	if !w.Has("sync.contacts.connect") {
		t.Error("the contacts lead to a connection too")
	}
}

func TestTheFirstMatchIsARowAndThenAllIsInStep(t *testing.T) {
	w := newWorld(t, true, "Only here Ltd")
	w.open()
	if got := w.Text("attention/ask:first-match/match"); got != "Look at the match…" {
		t.Fatalf("offers %q", got)
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Fatal("nothing pops up by itself")
	}
	if n, err := Count(w.Context(), w.File, w.Sync); err != nil || n != 1 {
		t.Fatalf("the badge says %d %v", n, err)
	}
	w.ClickName("attention/ask:first-match/match")
	w.Change(func() { w.ClickName("match.confirm") })
	w.settleWorker()
	if c, _, _ := w.File.Connection(w.Context()); !c.FirstMatchSeen {
		t.Error("the match was seen")
	}
	if got := w.Text("empty"); got != "All in step with Harbour Light Ltd." && !strings.HasPrefix(got, "All in step") {
		t.Fatalf("says %q", got)
	}
	w.ClickName("attention.now")
	if w.last() != "sync" {
		t.Error("Sync now syncs")
	}
}

func TestWhatFailedLeadsToItsFix(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	d := w.failed(noAccount())
	conflict := w.inConflict()
	asked := w.failed(document.Problem{Code: xerosync.CodeIsItYours, Sentence: "Xero has it already.", Fix: "Say whether it is this one."})
	w.open()
	if got := w.Text("sync.tabs"); got != "Needs attention" || !w.Says("Needs attention 3") {
		t.Errorf("the tab says %q", got)
	}
	if !w.Says("Xero has no account 240. Choose another account.") || !w.Says(d.Number+" · ") {
		t.Error("the row tells what happened")
	}
	row := "attention/invoice:" + d.ID
	for button, want := range map[string]string{
		row + "/place":    "go to " + d.Number + " line.account l1",
		row + "/settings": "settings",
		"attention/invoice:" + conflict.ID + "/resolve": "resolve invoice " + conflict.ID,
	} {
		w.ClickName(button)
		if w.last() != want {
			t.Errorf("%s did %q, want %q", button, w.last(), want)
		}
	}
	w.ClickName(row + "/details")
	if !w.Says("HTTP 400") {
		t.Error("the technical words are behind Details")
	}
	w.ClickName("details.copy")
	if w.last() != "copy HTTP 400" {
		t.Errorf("copied %q", w.last())
	}
	w.Key(fyne.KeyEscape)
	if !w.Has("attention/invoice:"+asked.ID+"/mine") || !w.Has("attention/invoice:"+asked.ID+"/not-mine") {
		t.Error("it can be said whose it is")
	}
	w.ClickName("attention/invoice:" + asked.ID + "/not-mine")
	w.Rest()
	// What else there is in Xero decides now.
	if got := w.Stored(asked.ID); got.State != document.Checking || got.Op.Problem != nil {
		t.Errorf("another one: %s %+v", got.State, got.Op)
	}
}

func TestRetryTriesAgainOrSaysWhyNot(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	d := w.failed(noAccount())
	w.open()
	w.ClickName("attention/invoice:" + d.ID + "/retry")
	w.Rest()
	if w.Canvas().Overlays().Top() == nil && w.Stored(d.ID).State == document.SyncFailed {
		t.Error("nothing happened")
	}
}

func TestTheKeyboardStaysWithWhatIsLeft(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	first, second := w.inConflict(), w.inConflict()
	w.open()
	held := w.Canvas().Focused()
	if held == nil {
		t.Fatal("the first row has the keyboard")
	}
	resolve := func(d store.StoredDocument) {
		w.Change(func() {
			w.write(func(tx *store.SyncTx) error {
				return tx.SetRecordState(store.RecordInvoice, d.ID, store.RecordState{})
			})
		})
	}
	gone, left := first, second
	if w.At("attention/invoice:" + second.ID + "/resolve").Focused {
		gone, left = second, first
	}
	w.Change(func() {
		w.Document(document.Invoice, document.Contact{ID: "c", Name: "Other"}, "10", 1)
	})
	if w.Canvas().Focused() != held {
		t.Error("a row that says the same stays as it is")
	}
	resolve(gone)
	if !w.At("attention/invoice:" + left.ID + "/resolve").Focused {
		t.Error("the next row has the keyboard")
	}
	resolve(left)
	if !w.At("attention.now").Focused {
		t.Error("where nothing is left the button there has it")
	}
}

func TestAPageThatIsNotShownWaitsUntilItIs(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	w.open()
	w.page.Content().Hide()
	w.Change(func() { w.inConflict() })
	if w.page.attention.count != 0 || !w.page.stale {
		t.Fatal("nothing is read while another page is shown")
	}
	w.page.Content().Show()
	w.page.Focus()
	w.Settle()
	if w.page.attention.count != 1 {
		t.Fatal("what changed meanwhile is read when the page is shown")
	}
}

func TestEventsDoNotKeepALongReadingFromEnding(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	w.open()
	w.page.ShowTab(TabHistory)
	w.Rest()
	before := w.page.history.rows.Len()
	w.Hold = true
	w.page.reload()
	w.exchanges(1)
	for range 3 { // events that come while the reading is under way
		w.page.reader.Changed()
		w.Rest()
	}
	held := w.Held()
	w.Hold = false
	for i := range held {
		w.Let(i)
	}
	w.Rest()
	if held != 2 { // what needs attention, and the history
		t.Errorf("%d readings were begun", held)
	}
	if got := w.page.history.rows.Len(); got != before+1 {
		t.Errorf("%d rows, want %d: what changed meanwhile is read too", got, before+1)
	}
}

func TestTheProgressOfTheWorkerIsShown(t *testing.T) {
	w := newWorld(t, true)
	w.open()
	a := &w.page.attention
	a.showProgress(xerosync.State{Phase: xerosync.Syncing, Done: 40, Total: 1200})
	if got := w.Text("progress"); got != "Syncing 40 of 1,200" || w.Has("attention.import") {
		t.Errorf("says %q", got)
	}
	a.showProgress(xerosync.State{Phase: xerosync.Syncing, Import: &xerosync.ImportState{Phase: xerosync.ImportDownloading}})
	if got := w.Text("progress"); got != "Importing" {
		t.Errorf("says %q", got)
	}
	w.ClickName("attention.import")
	if w.last() != "import" {
		t.Error("the import comes back")
	}
	a.showProgress(xerosync.State{Phase: xerosync.Waiting})
	if w.Has("progress") {
		t.Error("at rest nothing moves")
	}
}

func TestManyRowsAreShownInSteps(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	for range step + 7 {
		w.inConflict()
	}
	w.open()
	if len(w.page.attention.order) != step || !w.Says("Needs attention 57") {
		t.Fatalf("%d rows", len(w.page.attention.order))
	}
	w.page.attention.more.Tap()
	w.Rest()
	if len(w.page.attention.order) != step+7 {
		t.Fatalf("%d rows after more", len(w.page.attention.order))
	}
}
