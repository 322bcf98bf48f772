package conflict

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// engine stands for the worker: it hands out the conflict of the test and
// remembers what was decided.
type engine struct {
	c        xerosync.Conflict
	gone     *document.Problem
	merged   func(xerosync.Choices) xerosync.Merged
	refuse   *document.Problem
	resolved []xerosync.Choices
}

func (e *engine) Conflict(context.Context, store.RecordKind, string) (xerosync.Conflict, error) {
	if e.gone != nil {
		return xerosync.Conflict{}, e.gone
	}
	return e.c, nil
}

func (e *engine) MergeOf(_ context.Context, c xerosync.Conflict, choices xerosync.Choices) (xerosync.Merged, error) {
	if e.merged != nil {
		return e.merged(choices), nil
	}
	return xerosync.Merged{Undecided: len(c.Rows) - len(choices), Total: decimal.RequireFromString("4065.25"), Updates: true}, nil
}

func (e *engine) Resolve(_ context.Context, c xerosync.Conflict, choices xerosync.Choices) error {
	if e.refuse != nil {
		return e.refuse
	}
	e.resolved = append(e.resolved, maps.Clone(choices))
	return nil
}

func (e *engine) ViewURL(_ context.Context, id string) (string, error) {
	return "https://go.xero.com/" + id, nil
}

func (e *engine) ContactViewURL(_ context.Context, id string) (string, error) {
	return "https://go.xero.com/contact/" + id, nil
}

// now is when the tests happen; the conflict is that of the picture.
var now = time.Date(2026, 11, 22, 11, 30, 0, 0, time.UTC)

func sample() xerosync.Conflict {
	at := func(h, m int) time.Time { return time.Date(2026, 11, 22, h, m, 0, 0, time.UTC) }
	return xerosync.Conflict{
		Kind: store.RecordInvoice, RecordID: "d", Label: "INV-0147", Client: "Kauri Point Films Ltd", Version: "1",
		HereAt: at(9, 12), ThereAt: at(8, 40),
		Currency: "NZD", TotalBefore: decimal.NewFromInt(4025),
		Rows: []xerosync.ConflictRow{
			{Key: "due", Label: "Due date", Here: "10 Dec 2026", There: "20 Dec 2026", Before: "10 Dec 2026", ThereChanged: true, Note: "only Xero changed", Chosen: xerosync.There},
			{Key: "reference", Label: "Reference", Here: "PO 7731", There: "PO 7713", Before: "PO 77", HereChanged: true, ThereChanged: true, Note: "changed on both sides"},
			{Key: "line.4", Label: "Line 4 · Best boy", Here: "3 hours × 80.00 = 240.00", There: "2 × 80.00 = 160.00", Before: "2 hours × 80.00", HereChanged: true, Chosen: xerosync.Here},
			{Key: "line.5", Label: "Line 5", There: "Parking 1 × 35.00", ThereChanged: true, Note: "added in Xero", Chosen: xerosync.There},
		},
	}
}

type world struct {
	*pagetest.Bench
	e     *engine
	page  *Page
	left  int
	event func(store.Event)
}

func newWorld(t *testing.T, c xerosync.Conflict, size ...float32) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t), e: &engine{c: c}}
	if len(size) == 2 {
		w.Resize(fyne.NewSize(size[0], size[1]))
	}
	w.page = New(Deps{Host: w.Host, Sync: w.e, Now: func() time.Time { return now }, BackLabel: "Sync", Back: func() { w.left++ },
		Subscribe: func(f func(store.Event)) func() { w.event = f; return func() {} }}, c.Kind, c.RecordID)
	t.Cleanup(w.page.Close)
	w.page.Focus()
	w.Show(w.page.Content())
	return w
}

// changed is a newer version of the conflict that the page hears of.
func (w *world) changed(c xerosync.Conflict) {
	w.e.c = c
	w.event(store.Event{Kind: store.DocumentChanged, ID: c.RecordID})
	w.Rest()
}

func (w *world) enabled() bool { return !w.At("conflict.save").Disabled }

func TestWhatOnlyOneSideChangedIsChosen(t *testing.T) {
	w := newWorld(t, sample())
	for _, text := range []string{"INV-0147 changed on both sides", "3 of 4 decided · sections, durations and notes are kept whichever you choose",
		"LiteWork · edited 09:12", "Xero · edited 08:40", "At last sync", "PO 77 — changed on both sides",
		"NZD 4,065.25", " · was 4,025.00 at the last sync", "(none)"} {
		if !w.Says(text) {
			t.Errorf("the page does not say %q", text)
		}
	}
	if w.enabled() {
		t.Error("it can be saved with a row that is not decided")
	}
	if w.page.view.table.Current() != 1 {
		t.Errorf("row %d is current, not the first that is not decided", w.page.view.table.Current())
	}
}

func TestDecidedByKeyboard(t *testing.T) {
	w := newWorld(t, sample())
	w.Ctrl(fyne.KeyReturn)
	if len(w.e.resolved) != 0 {
		t.Fatal("saved with a row that is not decided")
	}
	w.Key(fyne.KeyRight)                // the reference as in Xero
	w.Key(fyne.KeyUp, fyne.KeyLeft)     // the due date as here
	w.Key(fyne.KeyDown, fyne.KeyReturn) // all are decided: on to Save
	w.Key(fyne.KeySpace)                // Save has the keyboard
	if len(w.e.resolved) != 1 || w.left != 1 {
		t.Fatalf("saved %d times, left %d times", len(w.e.resolved), w.left)
	}
	want := xerosync.Choices{"due": xerosync.Here, "reference": xerosync.There, "line.4": xerosync.Here, "line.5": xerosync.There}
	if !maps.Equal(w.e.resolved[0], want) {
		t.Errorf("decided %v", w.e.resolved[0])
	}
	if len(w.Toasts) != 1 || w.Toasts[0].Text != "INV-0147 is saved and on its way to Xero" {
		t.Errorf("told %v", w.Toasts)
	}
}

func TestCtrlEnterSavesAndTheLabelSaysWhetherXeroIsUpdated(t *testing.T) {
	w := newWorld(t, sample())
	w.e.merged = func(c xerosync.Choices) xerosync.Merged {
		return xerosync.Merged{Updates: c["reference"] == xerosync.Here}
	}
	w.Key(fyne.KeyLeft)
	if got := w.Text("conflict.save"); got != "Save and update Xero" {
		t.Errorf("the button reads %q", got)
	}
	w.Key(fyne.KeyRight)
	if got := w.Text("conflict.save"); got != "Save" {
		t.Errorf("the button reads %q", got)
	}
	w.Ctrl(fyne.KeyReturn)
	if len(w.e.resolved) != 1 || w.Toasts[0].Text != "INV-0147 is saved" {
		t.Errorf("saved %v, told %v", w.e.resolved, w.Toasts)
	}
}

func TestKeepingASideAndGoingBackToTheRows(t *testing.T) {
	w := newWorld(t, sample())
	w.ClickName("conflict.keep/there")
	if !w.Says("4 of 4 decided") || !w.enabled() {
		t.Fatal("one side kept decides all rows")
	}
	w.ClickName("conflict.keep/rows")
	if !w.Says("3 of 4 decided") {
		t.Fatal("the choices made before are gone")
	}
	w.ClickName("conflict.keep/here")
	w.ClickName("conflict.rows/line.5/there") // the one row otherwise
	if got := w.Text("conflict.keep"); got != "Manual merge" {
		t.Errorf("a row chosen by itself leaves %q", got)
	}
	w.page.Save()
	w.Settle()
	want := xerosync.Choices{"due": xerosync.Here, "reference": xerosync.Here, "line.4": xerosync.Here, "line.5": xerosync.There}
	if len(w.e.resolved) != 1 || !maps.Equal(w.e.resolved[0], want) {
		t.Errorf("decided %v", w.e.resolved)
	}
}

func TestRefusedChoicesAreOff(t *testing.T) {
	c := sample()
	paid := &document.Problem{Sentence: "This invoice has a payment.", Fix: "Remove it in Xero."}
	gone := &document.Problem{Sentence: "Xero has no account 240.", Fix: "Choose another."}
	c.KeepHere = paid
	c.Rows[1].RefuseHere, c.Rows[2].RefuseThere = paid, gone
	w := newWorld(t, c)
	if got := w.Text("banner"); got != "The LiteWork version cannot be kept as a whole. "+paid.Error() {
		t.Errorf("on top stands %q", got)
	}
	if !w.Says(gone.Error()) {
		t.Error("the reason of a row is not told")
	}
	w.ClickName("conflict.keep/here")
	w.ClickName("conflict.keep/there")
	if got := w.Text("conflict.keep"); got != "Manual merge" {
		t.Errorf("%q was chosen, which Xero would refuse", got)
	}
	w.ClickName("conflict.rows/reference/here")
	if !w.Says("3 of 4 decided") || len(w.Toasts) == 0 || w.Toasts[0].Text != paid.Error() {
		t.Errorf("a refused side was chosen, or not told why: %v", w.Toasts)
	}
	w.Key(fyne.KeySpace)
	if !w.Says("4 of 4 decided") {
		t.Error("Space chooses the one side that there is")
	}
}

func TestAChangeMeanwhileKeepsWhatReadsAsBefore(t *testing.T) {
	w := newWorld(t, sample())
	w.Key(fyne.KeyLeft) // the reference as here
	c := sample()
	c.Version = "2"
	c.Rows[0].There = "24 Dec 2026"
	w.changed(c)
	if !w.Says("4 of 4 decided") || !w.Says("24 Dec 2026") {
		t.Error("the newer version is not shown, or the choice is lost")
	}
	if got := w.Text("banner"); got == "" {
		t.Error("nothing says that it changed")
	}
	c.Version, c.Rows = "3", append([]xerosync.ConflictRow(nil), c.Rows...)
	c.Rows[1].There = "PO 8000"
	w.changed(c)
	if !w.Says("3 of 4 decided") {
		t.Error("a choice made on another value stands")
	}
}

func TestARefusalIsToldAndTheConflictReadAgain(t *testing.T) {
	w := newWorld(t, sample())
	w.Key(fyne.KeyLeft)
	w.e.refuse = &document.Problem{Sentence: "INV-0147 changed in Xero.", Fix: "Decide again."}
	c := sample()
	c.Version, c.Rows[1].There = "2", "PO 9"
	w.e.c = c
	w.page.Save()
	w.Rest()
	if w.left != 0 || !w.Says("PO 9") || !w.Says("3 of 4 decided") {
		t.Error("the page was left, or shows the old version")
	}
	if got := w.Text("banner"); got != "INV-0147 changed in Xero. Decide again." {
		t.Errorf("says %q", got)
	}
}

func TestNothingToDecideAnyMore(t *testing.T) {
	w := newWorld(t, sample())
	w.e.gone = &document.Problem{Sentence: "There is nothing to decide about this record."}
	w.changed(sample())
	if got := w.Text("empty"); got != "There is nothing to decide about this record." {
		t.Errorf("says %q", got)
	}
	w.Key(fyne.KeySpace)
	if w.left != 1 {
		t.Error("the keyboard does not reach the way back")
	}
}

func TestContacts(t *testing.T) {
	c := sample()
	c.Kind, c.RecordID, c.Label = store.RecordContact, "k", "Kauri Point Films Ltd"
	w := newWorld(t, c)
	if w.Says("Result: total") || !w.Says("3 of 4 decided · notes and tags are kept whichever you choose") {
		t.Error("a contact has no total")
	}
	w.ClickName("conflict.view")
	w.Settle()
	if len(w.Opened) != 1 || w.Opened[0] != "https://go.xero.com/contact/k" {
		t.Errorf("opened %v", w.Opened)
	}
	w.ClickName("conflict.later")
	if w.left != 1 || len(w.e.resolved) != 0 {
		t.Error("Decide later leaves it as it is")
	}
}

func TestThreeHundredRowsInTheLeastWindow(t *testing.T) {
	c := sample()
	c.Rows = nil
	for i := range 300 {
		r := xerosync.ConflictRow{Key: fmt.Sprint("line.", i), Label: fmt.Sprint("Line ", i+1), Here: "2 × 80.00", There: "3 × 80.00", Before: "1 × 80.00",
			HereChanged: true, ThereChanged: true}
		if i%5 == 0 {
			r.Here = "Gaffer with a van, a genny and everything that a night on the beach asks for, in one line of many words\n2 × 80.00"
		}
		c.Rows = append(c.Rows, r)
	}
	w := newWorld(t, c, 968, 652)
	foot := w.At("conflict.save")
	if foot.Y+foot.H > 652 {
		t.Fatalf("Save lies at %d, outside the window", foot.Y)
	}
	for range 299 {
		w.Key(fyne.KeyLeft, fyne.KeyReturn)
	}
	if !w.Says("299 of 300 decided") {
		t.Error("299 rows were decided by the keyboard")
	}
	row := w.At("conflict.rows/line.299")
	if row.Y < 0 || row.Y+row.H > foot.Y {
		t.Errorf("the current row lies at %d, out of sight", row.Y)
	}
	w.Key(fyne.KeyRight)
	if !w.enabled() {
		t.Error("it cannot be saved")
	}
}
