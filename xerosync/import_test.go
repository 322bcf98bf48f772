package xerosync

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
)

// importWorld is connected to an organisation with records that are not here:
// contacts, and documents of every status, tax mode and currency.
func importWorld(t testing.TB, contacts, invoices, quotes int) *world {
	t.Helper()
	return importWorldAt(t, "", contacts, invoices, quotes)
}

// importWorldAt is importWorld with Xero's state in a file of its folder; ""
// keeps it in memory.
func importWorldAt(t testing.TB, state string, contacts, invoices, quotes int) *world {
	t.Helper()
	dir := fastDir(t)
	if state != "" {
		state = filepath.Join(dir, state)
	}
	w := openWorldAt(t, dir, state, newFakeClock(), xeroapi.NewSessionStore(), xerofake.Switches{})
	w.connect()
	fillXero(t, w.sim.Control(), contacts, invoices, quotes)
	w.skipFirstContacts()
	return w
}

// skipFirstContacts lets the import alone read from Xero.
func (w *world) skipFirstContacts() {
	w.t.Helper()
	ctx := context.Background()
	set, err := w.file.Settings(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	set.Sync.ContactsOff, set.Sync.CheckOff = true, true
	if err := w.file.SaveSettings(ctx, set); err != nil {
		w.t.Fatal(err)
	}
	if err := w.file.Sync(ctx, func(tx *store.SyncTx) error {
		return tx.PutMark(markContacts, contactsRead)
	}); err != nil {
		w.t.Fatal(err)
	}
	w.sim.Control().ResetCalls()
}

// fillXero adds records on the other side, always the same ones.
func fillXero(t testing.TB, x *xerofake.Control, contacts, invoices, quotes int) {
	t.Helper()
	must := func(id string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	ids := make([]string, contacts)
	for i := range ids {
		ids[i] = must(x.AddContact(xerofake.Contact{
			ContactID: importID('c', i), Name: fmt.Sprintf("Client %04d Ltd", i), EmailAddress: fmt.Sprintf("c%d@example.org", i),
		}))
	}
	day := func(i int) xerofake.Date {
		return xerofake.Date(document.NewDate(2026, 1, 1).AddDays(i % 300).String())
	}
	lines := func(i int) []xerofake.Line {
		return []xerofake.Line{
			{Description: fmt.Sprintf("Lamp %d", i), Quantity: dec("2"), UnitAmount: dec("120.5"), AccountCode: "200", TaxType: "OUTPUT2"},
			{Description: "Gaffer", Quantity: dec("1.5"), UnitAmount: dec("80"), AccountCode: "205", TaxType: "OUTPUT2", DiscountRate: dec("5")},
			{Description: "Delivered to the studio"},
		}
	}
	for i := range invoices {
		v := xerofake.Invoice{
			InvoiceID: importID('a', i), InvoiceNumber: fmt.Sprintf("XR-%05d", i), ContactID: ids[i%contacts], Date: day(i), DueDate: day(i + 20),
			LineAmountTypes: []string{"Exclusive", "Inclusive", "NoTax"}[i%3], Lines: lines(i), Status: []string{"DRAFT", "AUTHORISED"}[i%2],
			CurrencyCode: []string{"NZD", "AUD"}[i%5/4],
		}
		if v.LineAmountTypes == "NoTax" {
			for k := range v.Lines[:2] {
				v.Lines[k].TaxType = "NONE"
			}
		}
		must(x.AddInvoice(v))
	}
	for i := range quotes {
		must(x.AddQuote(xerofake.Quote{
			QuoteID: importID('b', i), QuoteNumber: fmt.Sprintf("QX-%04d", i), ContactID: ids[i%contacts], Date: day(i), ExpiryDate: day(i + 30),
			Title: "Lighting", Summary: "Two days", Terms: "Valid 30 days", Lines: lines(i)[:2], Status: []string{"DRAFT", "SENT", "ACCEPTED"}[i%3],
		}))
	}
}

// importID is an id whose order is not that in which records were made.
func importID(kind byte, i int) string {
	return fmt.Sprintf("%08x-0000-4000-8000-%c%011x", uint32(i)*2654435761, kind, i)
}

var everything = ImportChoices{Contacts: true, Invoices: true, Quotes: true, UpdateExisting: true}

// download begins an import and runs the engine until the preview stands.
func (w *world) download(choices ImportChoices) ImportState {
	w.t.Helper()
	if _, err := w.svc.BeginImport(context.Background(), choices); err != nil {
		w.t.Fatal(err)
	}
	w.rest()
	return w.imported(ImportReady)
}

func (w *world) imported(phase ImportPhase) ImportState {
	w.t.Helper()
	st, ok, err := w.svc.Import(context.Background())
	if err != nil || !ok || st.Phase != phase {
		w.t.Fatalf("the import is %+v, %v, %v; not %s", st, ok, err, phase)
	}
	return st
}

// apply writes all of what was downloaded.
func (w *world) apply(st ImportState) ImportResult {
	w.t.Helper()
	ctx := context.Background()
	if err := w.svc.ApplyImport(ctx, st.Run, importKinds); err != nil {
		w.t.Fatal(err)
	}
	w.rest()
	w.imported(ImportDone)
	result, err := w.svc.ImportResult(ctx, st.Run)
	if err != nil {
		w.t.Fatal(err)
	}
	return result
}

func (w *world) calls() (n int) {
	for call, times := range w.sim.Control().Calls() {
		if strings.HasPrefix(call, "GET /") && !strings.Contains(call, "connect") {
			n += times
		}
	}
	return n
}

func TestPreviewCountsWhatWasDownloaded(t *testing.T) {
	w := importWorld(t, 30, 120, 45)
	st := w.download(everything)
	want := []ImportCount{
		{Kind: store.RecordContact, InXero: 30, New: 30},
		{Kind: store.RecordInvoice, InXero: 120, New: 120},
		{Kind: store.RecordQuote, InXero: 45, New: 45},
	}
	if diff := cmp.Diff(want, st.Preview); diff != "" {
		t.Error(diff)
	}
	if n := w.calls(); n != referenceCalls+3 || st.Calls != n {
		t.Errorf("%d calls were made, %d told", n, st.Calls)
	}
	if shown := w.svc.State().Import; shown == nil || shown.Phase != ImportReady {
		t.Errorf("the state shows %+v", shown)
	}
}

// A page that Xero takes too long for is asked in halves, and none is passed
// over.
func TestAPageThatTimesOutIsHalved(t *testing.T) {
	w := importWorld(t, 3, 260, 0)
	slow := 0
	w.net.answer = func(r *http.Request) *http.Response {
		if size := r.URL.Query().Get("pageSize"); strings.HasSuffix(r.URL.Path, "/Invoices") && (size == "1000" || size == "500") {
			slow++
			return page(r, http.StatusGatewayTimeout, "text/html", "<html><body>Gateway time-out</body></html>")
		}
		return nil
	}
	st := w.download(ImportChoices{Invoices: true})
	if got := st.Preview[0]; got.New != 260 {
		t.Errorf("%+v", got)
	}
	if n := w.sim.Control().Calls()["GET /Invoices"]; slow != 2 || n != 2 || st.Calls != referenceCalls+4 {
		t.Errorf("%d calls timed out, %d did not, %d are told of", slow, n, st.Calls)
	}
}

func TestDownloadSurvivesAKill(t *testing.T) {
	w := importWorld(t, 5, 20, 10)
	if _, err := w.svc.BeginImport(context.Background(), everything); err != nil {
		t.Fatal(err)
	}
	for range 2 { // reference, contacts
		if _, err := w.svc.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	before := w.calls()
	w.restart()
	w.rest()
	if st := w.imported(ImportReady); st.Preview[0].New != 5 || st.Preview[1].New != 20 || st.Preview[2].New != 10 {
		t.Errorf("%+v", st.Preview)
	}
	if n := w.calls() - before; n != 2 {
		t.Errorf("%d calls after the start", n)
	}
}

func TestDownloadStopsAndIsGoneOnWith(t *testing.T) {
	w := importWorld(t, 2, 6, 0)
	w.sim.Faults().Next(xerofake.On("GET", "/Invoices"), xerofake.Status503HTML(), 3*importTries)
	if _, err := w.svc.BeginImport(context.Background(), ImportChoices{Invoices: true}); err != nil {
		t.Fatal(err)
	}
	w.rest()
	st := w.imported(ImportFailed)
	if st.Problem == nil || st.Problem.Sentence == "" || st.Problem.Fix == "" {
		t.Errorf("%+v", st.Problem)
	}
	if err := w.svc.ResumeImport(context.Background(), st.Run); err != nil {
		t.Fatal(err)
	}
	w.rest()
	if st := w.imported(ImportReady); st.Preview[0].New != 6 {
		t.Errorf("%+v", st.Preview)
	}
}

// Cancelling does not wait for Xero, and leaves nothing in the file.
func TestCancelDoesNotWaitForXero(t *testing.T) {
	w := importWorld(t, 2, 6, 0)
	ctx := context.Background()
	arrived, gate := make(chan struct{}), make(chan struct{})
	defer close(gate)
	w.sim.Faults().Next(xerofake.On("GET", "/Invoices"), xerofake.RunBefore(func() { close(arrived); <-gate }), 1)
	run, err := w.svc.BeginImport(ctx, ImportChoices{Invoices: true})
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() {
		for {
			did, err := w.svc.Step(ctx)
			if err != nil || !did {
				stopped <- err
				return
			}
		}
	}()
	<-arrived
	start := time.Now()
	if err := w.svc.CancelImport(ctx, run); err != nil {
		t.Fatal(err)
	}
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %s", took)
	}
	if _, ok, err := w.svc.Import(ctx); ok || err != nil {
		t.Error("an import is still shown", err)
	}
	if st := w.svc.State(); st.Import != nil || st.Problem != nil {
		t.Errorf("%+v", st)
	}
	w.noStaging()
}

func (w *world) noStaging() {
	w.t.Helper()
	err := w.file.View(context.Background(), func(tx *store.SyncTx) error {
		runs, err := tx.AllImportRuns()
		if len(runs) > 0 {
			w.t.Errorf("%d runs are left", len(runs))
		}
		return err
	})
	if err != nil {
		w.t.Error(err)
	}
}

func TestStagingIsDroppedAfterADay(t *testing.T) {
	w := importWorld(t, 2, 6, 0)
	w.download(ImportChoices{Invoices: true})
	w.clock.Advance(importLife + time.Minute)
	w.rest()
	w.noStaging()
	if st := w.svc.State(); st.Import != nil {
		t.Errorf("the state shows %+v", st.Import)
	}
}

func TestOneImportAtATime(t *testing.T) {
	w := importWorld(t, 1, 1, 0)
	ctx := context.Background()
	if _, err := w.svc.BeginImport(ctx, everything); err != nil {
		t.Fatal(err)
	}
	_, err := w.svc.BeginImport(ctx, everything)
	if p := document.ProblemOf(err); p == nil || p.Code != "import-running" {
		t.Errorf("%v", err)
	}
	w.rest()
	if _, err := w.svc.BeginImport(ctx, ImportChoices{Contacts: true}); err != nil {
		t.Error("a preview does not give way:", err)
	}
}

func TestDatesAndStatusesChooseDocuments(t *testing.T) {
	w := importWorld(t, 2, 40, 30)
	st := w.download(ImportChoices{
		Invoices: true, Quotes: true, From: document.NewDate(2026, 1, 11), To: document.NewDate(2026, 1, 20),
		InvoiceStatuses: []string{"DRAFT"}, QuoteStatuses: []string{"SENT", "ACCEPTED"},
	})
	want := []ImportCount{{Kind: store.RecordInvoice, InXero: 5, New: 5}, {Kind: store.RecordQuote, InXero: 7, New: 7}}
	if diff := cmp.Diff(want, st.Preview); diff != "" {
		t.Error(diff)
	}
}

// A server that gives quotes in pages of its own size is read to the end.
func TestQuotesAreReadWhereTheirPageSizeIsNotHeeded(t *testing.T) {
	w := importWorld(t, 1, 0, 230)
	w.net.rewrite = func(r *http.Request) {
		if q := r.URL.Query(); strings.HasSuffix(r.URL.Path, "/Quotes") {
			q.Set("pageSize", fmt.Sprint(xeroapi.DefaultPageSize))
			r.URL.RawQuery = q.Encode()
		}
	}
	if st := w.download(ImportChoices{Quotes: true}); st.Preview[0].New != 230 {
		t.Errorf("%+v", st.Preview)
	}
}

func TestImportWritesEverythingAndProvesIt(t *testing.T) {
	t.Parallel()
	w := importWorld(t, 30, 120, 45)
	x := w.sim.Control()
	paid := importID('a', 1)
	v, _ := x.Invoice(paid)
	for _, err := range []error{
		x.Pay(paid, v.Total, v.Date), x.VoidInvoice(importID('a', 3)), x.DeleteInvoice(importID('a', 2)),
		x.Pay(importID('a', 5), dec("10"), v.Date),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	st := w.download(everything)
	before := w.calls()
	result := w.apply(st)
	if n := w.calls() - before; n != 0 {
		t.Errorf("writing made %d calls", n)
	}
	if diff := cmp.Diff(st.Preview, result.Counts); diff != "" {
		t.Error(diff)
	}
	if len(result.Problems) > 0 {
		t.Errorf("%+v", result.Problems)
	}
	n := 0
	for _, p := range result.Proof {
		n += p.CountHere
		if p.CountHere != p.CountThere || !p.TotalHere.Equal(p.TotalThere) {
			t.Errorf("%+v", p)
		}
	}
	if n != 195 {
		t.Errorf("%d records are here", n)
	}
	w.agreesWithXero()
	// A second import changes nothing.
	again := w.apply(w.download(everything))
	for _, c := range again.Counts {
		if c.Unchanged != c.InXero {
			t.Errorf("again: %+v", c)
		}
	}
	w.agreesWithXero()
}

// agreesWithXero compares every sales document of Xero's with the one here.
func (w *world) agreesWithXero() {
	w.t.Helper()
	ctx := context.Background()
	err := w.file.View(ctx, func(tx *store.SyncTx) error {
		for _, v := range w.sim.Control().Invoices() {
			link, ok, err := tx.LinkByXeroID(store.RecordInvoice, v.InvoiceID)
			if err != nil || !ok {
				w.t.Errorf("%s is not here: %v", v.InvoiceNumber, err)
				continue
			}
			d, err := tx.Document(link.RecordID)
			if err != nil {
				return err
			}
			if d.State != document.Synced || d.Number != v.InvoiceNumber || d.Date.String() != string(v.Date) || !d.Totals().Total.Equal(v.Total) ||
				d.Remote.Status != v.Status || !d.Remote.AmountDue.Equal(v.AmountDue) {
				w.t.Errorf("%s: %s %s %s, total %s of %s, %+v", v.InvoiceNumber, d.State, d.Number, d.Date, d.Totals().Total, v.Total, d.Remote)
			}
			if c, err := tx.Contact(d.Client.ContactID); err != nil || c.XeroID != v.ContactID || c.Name != d.Client.Name {
				w.t.Errorf("%s is for %+v, %v", v.InvoiceNumber, d.Client, err)
			}
		}
		for _, q := range w.sim.Control().Quotes() {
			link, ok, err := tx.LinkByXeroID(store.RecordQuote, q.QuoteID)
			if err != nil || !ok {
				w.t.Errorf("%s is not here: %v", q.QuoteNumber, err)
				continue
			}
			d, err := tx.Document(link.RecordID)
			if err != nil {
				return err
			}
			if d.State != document.Synced || d.Title != q.Title || d.Terms != q.Terms || !d.Totals().Total.Equal(q.Total) || d.Remote.Status != q.Status {
				w.t.Errorf("%s: %s, total %s of %s, %+v", q.QuoteNumber, d.State, d.Totals().Total, q.Total, d.Remote)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// What was downloaded is written while Xero cannot be reached, and while the
// user has to sign in again.
func TestWritingDoesNotNeedXero(t *testing.T) {
	for _, phase := range []Phase{Offline, Reconnect} {
		w := importWorld(t, 2, 4, 1)
		st := w.download(everything)
		w.svc.session.pausedUntil = w.clock.Now().Add(time.Hour)
		w.svc.publish(func(st *State) { st.Phase = phase })
		w.net.answer = func(r *http.Request) *http.Response {
			t.Errorf("%s %s was called", r.Method, r.URL.Path)
			return nil
		}
		ctx := context.Background()
		if err := w.svc.ApplyImport(ctx, st.Run, importKinds); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, err := w.svc.Step(ctx); err != nil {
				t.Fatal(err)
			}
		}
		w.imported(ImportDone)
		w.agreesWithXero()
	}
}

// TestNumberingGoesOnAfterAnImport: a sequence nobody has used yet goes on after
// what was imported; one that was used stays where it is.
func TestNumberingGoesOnAfterAnImport(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, used := range []bool{false, true} {
		w := importWorld(t, 2, 0, 0)
		client := w.sim.Control().Contacts()[0].ContactID
		_, err := w.sim.Control().AddInvoice(xerofake.Invoice{ContactID: client, InvoiceNumber: "INV-1031", Lines: []xerofake.Line{aLine("Lamp", "1", "100")}})
		mustDo(t, err)
		want := "INV-1032"
		if used {
			d := sample(document.Invoice, "", document.Client{Name: "Somebody"})
			w.save(d, 0)
			want = "INV-0002"
		}
		w.apply(w.download(everything))
		if next, err := w.file.NextNumber(ctx, document.Invoice); err != nil || next != want {
			t.Errorf("used %v: the next is %s, want %s, %v", used, next, want, err)
		}
	}
}
