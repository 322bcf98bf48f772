package sync

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/store"
)

// exchanges adds n entries, one an hour: every tenth failed, every fifteenth
// was done in part.
func (w *world) exchanges(n int) {
	w.t.Helper()
	w.write(func(tx *store.SyncTx) error {
		for i := n; i > 0; i-- {
			e := store.HistoryEntry{
				At: w.now.Add(-time.Duration(i) * time.Hour), Action: store.HistoryUpdate, Direction: store.ToXero,
				Label: fmt.Sprintf("QUO-%05d", i), Status: store.HistorySuccess, Details: "due date, 1 line",
			}
			switch {
			case i%10 == 0:
				e.Status, e.Details, e.Fix = store.HistoryError, "Xero is down, \"just\" now.\nNothing was posted", "Try again later."
			case i%15 == 1:
				e.Status, e.Direction, e.Action = store.HistoryPartial, store.FromXero, store.HistoryImport
			}
			if err := tx.AddHistory(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func historyWorld(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld(t, true)
	w.matched()
	w.exchanges(n)
	w.open()
	w.page.ShowTab(TabHistory)
	w.page.Focus()
	w.Rest()
	return w
}

func TestALongHistoryIsNeverReadAtOnce(t *testing.T) {
	w := historyWorld(t, 5000)
	h := &w.page.history
	h.clear(w.page)
	w.Rest()
	if h.rows.Len() < 5000 {
		t.Fatalf("%d rows", h.rows.Len())
	}
	w.Key(fyne.KeyEnd)
	w.Rest()
	e, ok := h.rows.At(h.table.Current())
	if !ok || h.table.Current() != h.rows.Len()-1 || len(h.rows.All()) > 9*page.Window {
		t.Fatalf("at %d of %d, %d entries in memory, read %v %+v", h.table.Current(), h.rows.Len(), len(h.rows.All()), ok, e)
	}
}

func TestFiguresFollowTheFiltersAndAreFilters(t *testing.T) {
	w := historyWorld(t, 300)
	h := &w.page.history
	h.period.SetSelected("")
	w.ClickName("history.search")
	w.Type("QUO-")
	w.Rest()
	figures := func() string {
		return w.Text("history.total") + " " + w.Text("history.successful") + " " + w.Text("history.errors") + " " + w.Text("history.rate")
	}
	if got := figures(); got != "300 250 50 83.3 %" {
		t.Fatalf("figures %s", got)
	}
	rows := func() string { return fmt.Sprint(h.rows.Len(), " ", w.Text("history.status")) }
	for name, want := range map[string]string{
		"history.successful": "250 Success", "history.errors": "50 Error or partial", "history.rate": "20 Partial", "history.total": "300 Any status",
	} {
		w.ClickName(name)
		w.Rest()
		if got := rows(); got != want {
			t.Errorf("%s shows %s, want %s", name, got, want)
		}
		if got := figures(); got != "300 250 50 83.3 %" {
			t.Errorf("%s: figures %s", name, got)
		}
		if h.status.Selected() != "" {
			w.ClickName(name)
			w.Rest()
		}
		if got := rows(); got != "300 Any status" {
			t.Errorf("a second press of %s shows %s", name, got)
		}
	}
	h.direction.OnChanged(selected(h, string(store.FromXero)))
	w.Rest()
	if got := figures(); got != "20 0 20 0.0 %" {
		t.Errorf("figures of what came from Xero: %s", got)
	}
	w.ClickName("history.search")
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Type("gaffer")
	w.Rest()
	if got := w.Text("empty"); !strings.HasPrefix(got, "Nothing matches \"gaffer\" among ") {
		t.Errorf("says %q", got)
	}
	w.ClickName("history.clear")
	w.Rest()
	if h.rows.Len() < 300 || w.Text("history.search") != "" {
		t.Errorf("%d rows after Clear", h.rows.Len())
	}
}

// selected chooses a direction as the list would.
func selected(h *history, direction string) string {
	h.direction.SetSelected(direction)
	return direction
}

func TestThePeriodBeginsAtMidnight(t *testing.T) {
	w := historyWorld(t, 100)
	h := &w.page.history
	h.words = "QUO"
	for period, want := range map[string]int{"0": 9, "7": 100, "": 100} { // 9:30: nine full hours of today
		h.period.SetSelected(period)
		h.filterChanged(w.page)
		w.Rest()
		if got := h.rows.Len(); got != want {
			t.Errorf("period %q: %d rows, want %d", period, got, want)
		}
	}
}

func TestDetailsShowWhatWasSentAndAnswered(t *testing.T) {
	w := newWorld(t, true)
	w.matched()
	d := w.failed(noAccount())
	w.open()
	w.page.ShowTab(TabHistory)
	w.page.Focus()
	w.Rest()
	h := &w.page.history
	place := -1
	for i := range h.rows.Len() {
		if e, _ := h.rows.At(i); e.RecordID == d.ID {
			place = i
		}
	}
	id := h.row(w.page, place).ID
	for link, want := range map[string]string{"settings": "settings"} {
		w.ClickName("history.table/" + id + "/" + link)
		if w.last() != want {
			t.Errorf("%s did %q", link, w.last())
		}
	}
	h.table.SetCurrent(place)
	w.Focus(h.table)
	w.Key(fyne.KeyReturn)
	w.Rest()
	if got := w.Text("details.body"); got != "{\n  \"Invoices\": [\n    {\n      \"InvoiceNumber\": \"X\"\n    }\n  ]\n}" {
		t.Errorf("sent %q", got)
	}
	w.ClickName("details.which/answered")
	if got := w.Text("details.body"); got != "not JSON" {
		t.Errorf("answered %q", got)
	}
	w.ClickName("details.copy")
	if w.last() != "copy not JSON" {
		t.Errorf("did %q", w.last())
	}
	w.ClickName("details.open")
	if w.last() != "open "+d.Number {
		t.Errorf("did %q", w.last())
	}
}

func TestExportWritesTheFilteredRows(t *testing.T) {
	w := historyWorld(t, 1200)
	w.page.history.byStatus(w.page, anyTrouble)
	w.page.history.period.SetSelected("")
	w.page.history.filterChanged(w.page)
	w.Rest()
	w.ClickName("sync.export")
	w.Rest()
	w.ClickName("sync.export")
	w.Rest()
	if len(w.Toasts) != 2 || w.Toasts[0].Action != "Show folder" {
		t.Fatalf("toasts %+v", w.Toasts)
	}
	w.Toasts[0].Do()
	if len(w.Opened) != 1 || !strings.HasPrefix(w.Opened[0], "file://") {
		t.Errorf("opened %v", w.Opened)
	}
	first, err := os.ReadFile(filepath.Join(w.folder, "Xero history 2026-11-22.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(filepath.Join(w.folder, "Xero history 2026-11-22 (2).csv")); err != nil || string(second) != string(first) {
		t.Errorf("the second file: %v", err)
	}
	if !strings.HasPrefix(string(first), "Time,Action,Direction,Record,Status,Details,What to do\r\n") {
		t.Errorf("begins %.80q", first)
	}
	rows, err := csv.NewReader(strings.NewReader(string(first))).ReadAll()
	if err != nil || len(rows) != w.page.history.rows.Len()+1 || len(rows) != 201 {
		t.Fatalf("%d rows of %d: %v", len(rows), w.page.history.rows.Len(), err)
	}
	for _, r := range rows[1:] {
		if r[4] == string(store.HistorySuccess) {
			t.Fatalf("exported %v", r)
		}
		if r[4] == string(store.HistoryError) && (r[5] != "Xero is down, \"just\" now.\nNothing was posted" || r[6] != "Try again later.") {
			t.Fatalf("exported %q", r)
		}
	}
	w.folder = filepath.Join(w.folder, "missing")
	w.ClickName("sync.export")
	w.Rest()
	if !w.Says("cannot be written to") {
		t.Error("a folder that cannot be written to is told")
	}
}

func TestRateIsNeverRoundedUpToAHundred(t *testing.T) {
	for c, want := range map[store.HistoryCounts]string{
		{}: "–", {Total: 1284, Successful: 1271, Errors: 13}: "99.0 %", {Total: 5000, Successful: 4999, Partial: 1}: "99.9 %",
		{Total: 3, Successful: 3}: "100.0 %", {Total: 2, Partial: 2}: "0.0 %",
	} {
		if got := rate(c); got != want {
			t.Errorf("%+v: %s, want %s", c, got, want)
		}
	}
}

func TestMoments(t *testing.T) {
	now := time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)
	for ago, want := range map[time.Duration]string{
		16 * time.Minute: "Today 09:14", 16 * time.Hour: "Yesterday 17:30", 4 * 24 * time.Hour: "18 Nov 2026 09:30",
	} {
		if got := moment(now.Add(-ago), now); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
