package xerosync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// stagedInvoice is a sales invoice in Xero's words, of as many lines as an
// invoice has on the average.
func stagedInvoice(i int) []byte {
	var lines []string
	sub, tax := dec("0"), dec("0")
	for l := range 4 {
		quantity, price := dec(strconv.Itoa(1+(i+l)%9)), decFrom(int64(100000+(i*37+l*1009)%900000)).Round(2)
		amount := document.RoundMoney(quantity.Mul(price))
		own := document.RoundMoney(amount.Mul(dec("0.15")))
		sub, tax = sub.Add(amount), tax.Add(own)
		lines = append(lines, fmt.Sprintf(`{"Description":"Line %d of the lighting package, day rate, stage %d","UnitAmount":%s,"TaxType":"OUTPUT2","TaxAmount":%s,"LineAmount":%s,"AccountCode":"200","Item":{},"Tracking":[],"Quantity":%s.0000,"LineItemID":"%s","AccountID":"7c1d0a55-0000-4000-8000-000000000200","ValidationErrors":[]}`,
			l, i, price.StringFixed(4), own, amount, quantity, importID('e', i*4+l)))
	}
	total := sub.Add(tax)
	return fmt.Appendf(nil, `{"Type":"ACCREC","InvoiceID":"%s","InvoiceNumber":"XR-%06d","Reference":"PO %d","Payments":[],"CreditNotes":[],"Prepayments":[],"Overpayments":[],"AmountDue":%s,"AmountPaid":0.00,"AmountCredited":0.00,"CurrencyRate":1.000000,"IsDiscounted":false,"HasAttachments":false,"HasErrors":false,"Contact":{"ContactID":"%s","Name":"Client %04d Ltd","Addresses":[],"Phones":[],"ContactGroups":[],"ContactPersons":[],"HasValidationErrors":false},"DateString":"2026-03-%02dT00:00:00","Date":"/Date(1772323200000+0000)/","DueDateString":"2026-04-20T00:00:00","DueDate":"/Date(1776643200000+0000)/","BrandingThemeID":"7889a0ac-262a-40e3-8a63-9a769b1a18af","Status":"AUTHORISED","LineAmountTypes":"Exclusive","LineItems":[%s],"SubTotal":%s,"TotalTax":%s,"Total":%s,"UpdatedDateUTC":"/Date(1772323200123+0000)/","UpdatedDateUTCString":"2026-03-01T00:00:00Z","CurrencyCode":"NZD","SentToContact":false}`,
		importID('a', i), i, i, total, importID('c', i%500), i%500, 1+i%28, strings.Join(lines, ","), sub, tax, total)
}

// benchImport is a company file with n invoices in staging, ready to be written.
func benchImport(b *testing.B, n int) (*Service, string) {
	b.Helper()
	file, err := store.Open(filepath.Join(b.TempDir(), "company.litework"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	s := New(Config{File: file, Endpoints: xeroapi.EndpointsAt("http://127.0.0.1:1"), Server: "simulator", Secrets: xeroapi.NewSessionStore()})
	ctx := context.Background()
	r := importRun{id: "run", phase: ImportReady, started: s.wallNow(), choices: ImportChoices{Invoices: true}}
	r.at.Verdicts = map[store.RecordKind]map[importVerdict]int{store.RecordInvoice: {verdictNew: n}}
	err = file.Sync(ctx, func(tx *store.SyncTx) error {
		if err := tx.PutConnection(store.Connection{Server: "simulator", TenantID: "t", OrganisationName: "Bench"}); err != nil {
			return err
		}
		ref := document.Reference{Organisation: document.Organisation{BaseCurrency: "NZD"}}
		ref.TaxRates = []document.TaxRate{{Code: "OUTPUT2", Name: "15% GST on Income", Rate: dec("15"), Status: "ACTIVE", AppliesToRevenue: true}}
		if err := s.putReference(tx, ref); err != nil {
			return err
		}
		if err := tx.PutMark(markContacts, contactsRead); err != nil {
			return err
		}
		return putRun(tx, r)
	})
	for from := 0; from < n && err == nil; from += importPage {
		err = file.Sync(ctx, func(tx *store.SyncTx) error {
			for i := from; i < min(n, from+importPage); i++ {
				one := store.Staged{Run: r.id, Kind: store.RecordInvoice, XeroID: importID('a', i), Number: fmt.Sprintf("XR-%06d", i), Raw: stagedInvoice(i), Verdict: string(verdictNew)}
				if err := tx.PutStaged(one); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		b.Fatal(err)
	}
	return s, r.id
}

// BenchmarkImportFromStaging is how fast invoices get from staging into the
// company file: planned, translated, written, indexed.
func BenchmarkImportFromStaging(b *testing.B) {
	n := benchSize(b, 10_000)
	done, used := 0, time.Duration(0)
	for b.Loop() {
		b.StopTimer()
		s, run := benchImport(b, n)
		runtime.GC()
		from := cpuTime(b)
		b.StartTimer()
		ctx := context.Background()
		if err := s.ApplyImport(ctx, run, importKinds[1:2]); err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := s.Step(ctx); err != nil {
				b.Fatal(err)
			}
			st, _, err := s.Import(ctx)
			if err != nil {
				b.Fatal(err)
			}
			if st.Phase == ImportDone {
				if st.Done != n {
					b.Fatal(st.Done)
				}
				break
			}
		}
		done += n
		used += cpuTime(b) - from
	}
	b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(float64(used.Microseconds())/float64(done), "cpu-µs/doc")
	b.ReportMetric(peakMemory(b), "MB-peak")
}

// BenchmarkImportCalls counts the calls of an import of everything: one for
// every 1,000 records of a kind, and a few for the reference data.
func BenchmarkImportCalls(b *testing.B) {
	const contacts, invoices, quotes = 1500, 1200, 1100
	calls := 0
	for b.Loop() {
		b.StopTimer()
		w := importWorld(b, contacts, invoices, quotes)
		b.StartTimer()
		st := w.download(everything)
		w.apply(st)
		b.StopTimer()
		calls = w.calls()
		if most := 2 + 2 + 2 + 8; calls > most || st.Calls != calls {
			b.Fatalf("%d calls, of %d at most; %d are told of", calls, most, st.Calls)
		}
		w.close()
		b.StartTimer()
	}
	b.ReportMetric(float64(calls), "calls")
	b.ReportMetric(contacts+invoices+quotes, "records")
}

// BenchmarkImportDownload is how fast pages of invoices get into staging, and
// what memory all of an import takes.
func BenchmarkImportDownload(b *testing.B) {
	n := benchSize(b, 5_000)
	done := 0
	for b.Loop() {
		b.StopTimer()
		w := importWorld(b, 0, 0, 0)
		w.net.answer = func(r *http.Request) *http.Response {
			if !strings.HasSuffix(r.URL.Path, "/Invoices") {
				return nil
			}
			number, err := strconv.Atoi(r.URL.Query().Get("page"))
			if err != nil {
				b.Error(err)
			}
			var body strings.Builder
			fmt.Fprintf(&body, `{"pagination":{"page":%d,"pageSize":%d,"pageCount":%d,"itemCount":%d},"Invoices":[`, number, importPage, (n+importPage-1)/importPage, n)
			for i := (number - 1) * importPage; i < min(n, number*importPage); i++ {
				if i%importPage > 0 {
					body.WriteByte(',')
				}
				body.Write(stagedInvoice(i))
			}
			body.WriteString("]}")
			return page(r, 200, "application/json", body.String())
		}
		b.StartTimer()
		if _, err := w.svc.BeginImport(b.Context(), ImportChoices{Invoices: true}); err != nil {
			b.Fatal(err)
		}
		for w.runImport(b).Phase != ImportReady {
		}
		done += n
		b.StopTimer()
		if st := w.imported(ImportReady); st.Preview[0].New != n {
			b.Fatalf("%+v", st.Preview)
		}
		w.close()
		b.StartTimer()
	}
	b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(peakMemory(b), "MB-peak")
}

// runImport takes one step.
func (w *world) runImport(b *testing.B) ImportState {
	b.Helper()
	if _, err := w.svc.Step(b.Context()); err != nil {
		b.Fatal(err)
	}
	st, _, err := w.svc.Import(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return st
}

// benchSize is the usual number of records, or the one of the environment, for
// the limits of a large company: IMPORT_BENCH_N=100000.
func benchSize(b *testing.B, usual int) int {
	b.Helper()
	text := os.Getenv("IMPORT_BENCH_N")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// peakMemory is the most memory the process has had, in megabytes; zero where
// the system does not tell.
func peakMemory(b *testing.B) float64 {
	b.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			if err != nil {
				b.Fatal(err)
			}
			return float64(kb) / 1024
		}
	}
	return 0
}

// cpuTime is the processor time that the process has used, which other
// processes do not change; zero where the system does not tell.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')'):])) // after the name, from the third on
	user, err1 := strconv.Atoi(fields[12])
	system, err2 := strconv.Atoi(fields[13])
	if err := errors.Join(err1, err2); err != nil {
		b.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond // ticks of 1/100 s
}
