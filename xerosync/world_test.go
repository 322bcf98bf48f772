package xerosync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
	"litework/xerosync/xerofake/contract"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		childMain()
		return
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if n := simulatedSeeds.Load(); n > 0 {
			fmt.Printf("%d seeds, %d violations\n", n, violations.Load())
		}
		os.Exit(code)
	}))
}

const testClientID = "0123456789ABCDEF0123456789ABCDEF"

// fakeClock is a clock that moves only when it is told to, or slept on.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func newFakeClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.Advance(max(d, 0))
	return ctx.Err()
}

// crash is what a hook panics with to end the program.
type crash struct{ point string }

// world is one company file, one simulated Xero and the way between them. The
// program can crash and be started again; Xero, the file and the keyring stay.
type world struct {
	t       testing.TB
	clock   *fakeClock
	sim     *xerofake.Server
	http    *httptest.Server
	secrets xeroapi.SecretStore
	net     *network
	path    string
	// stateDir keeps the copy of the sync counter; "" for none.
	stateDir string
	log      *bytes.Buffer

	file *store.File
	svc  *Service

	passing sync.Mutex // guards points: the worker and the user pass them
	points  []string   // that were passed
	crashAt int        // the index of the point to crash at; -1 for none
	goesOn  bool       // the same program goes on after that
}

// manyRecords leaves a test of many records out under the race detector, which
// makes it slow and finds nothing in it that others do not show: `make crashes`
// runs it.
func manyRecords(t testing.TB) {
	t.Helper()
	if oneOf > 1 {
		t.Skip("many records: run without the race detector, by make crashes")
	}
}

func newWorld(t testing.TB, switches xerofake.Switches) *world {
	t.Helper()
	return openWorld(t, fastDir(t), newFakeClock(), xeroapi.NewSessionStore(), switches)
}

// openWorld opens what lies in a folder: the company file and Xero's state.
func openWorld(t testing.TB, dir string, clock *fakeClock, secrets xeroapi.SecretStore, switches xerofake.Switches) *world {
	t.Helper()
	return openWorldAt(t, dir, filepath.Join(dir, "xero.json"), clock, secrets, switches)
}

// openWorldAt opens a company file, and Xero's state from a file of its own; ""
// keeps it in memory, which is much faster where there is a lot of it.
func openWorldAt(t testing.TB, dir, state string, clock *fakeClock, secrets xeroapi.SecretStore, switches xerofake.Switches) *world {
	t.Helper()
	w := &world{t: t, clock: clock, secrets: secrets, crashAt: -1,
		path: filepath.Join(dir, "company.litework"), log: new(bytes.Buffer)}
	sim, err := xerofake.New(xerofake.Config{
		Clock: w.clock.Now, Limits: xerofake.Limits{Off: true}, AccessTTL: 30 * time.Minute, Switches: switches,
		State: state, AutoApprove: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.sim = sim
	w.http = httptest.NewServer(checked(t, sim))
	w.net = &network{next: &http.Transport{}}
	t.Cleanup(w.close)
	w.start()
	return w
}

func (w *world) close() {
	w.stop()
	w.net.next.CloseIdleConnections()
	w.http.Close()
}

// checked is the simulator with every request and answer checked against
// Xero's API description.
func checked(t testing.TB, sim http.Handler) http.Handler { return contract.Wrap(t, sim) }

// fastDir is a folder for a real file on a disk that does not wait for the
// platter where there is one: what is tested is the end of the program, not of
// the machine.
func fastDir(t testing.TB) string {
	if dir, err := os.MkdirTemp("/dev/shm", "litework-test-"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}

// snapshot is a world at rest, from which others can be made.
type snapshot struct {
	dir   string
	clock time.Time
	token xeroapi.StoredToken
	key   string
}

// freeze ends the world and keeps it as it is.
func (w *world) freeze() snapshot {
	w.t.Helper()
	s := snapshot{dir: filepath.Dir(w.path), clock: w.clock.Now(), key: w.svc.secretKey(testClientID)}
	w.stop()
	if err := w.sim.Close(); err != nil {
		w.t.Fatal(err)
	}
	var err error
	if s.token, err = w.secrets.Load(s.key); err != nil {
		w.t.Fatal(err)
	}
	return s
}

// thaw is a world that begins where the snapshot was taken.
func (s snapshot) thaw(t testing.TB) *world {
	t.Helper()
	dir := fastDir(t)
	for _, name := range []string{"company.litework", "xero.json"} {
		b, err := os.ReadFile(filepath.Join(s.dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	secrets := xeroapi.NewSessionStore()
	if err := secrets.Save(s.key, s.token); err != nil {
		t.Fatal(err)
	}
	return openWorld(t, dir, &fakeClock{now: s.clock}, secrets, xerofake.Switches{})
}

// start opens the file and makes a new service, as a start of the program does.
func (w *world) start() {
	w.t.Helper()
	file, err := store.Open(w.path, store.Options{Clock: w.clock.Now, StateDir: w.stateDir})
	if err != nil {
		w.t.Fatal(err)
	}
	w.file = file
	w.svc = New(Config{
		File: file, Endpoints: xeroapi.EndpointsAt(w.http.URL), Server: "simulator", ClientID: testClientID, Secrets: w.secrets,
		HTTP: &http.Client{Transport: w.net}, Clock: w.clock.Now, NewID: uuid.NewString,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		at:  w.at, sleep: w.clock.Sleep,
	})
}

func (w *world) stop() {
	if w.file == nil {
		return
	}
	w.svc.closeRemotes()
	if err := w.file.Close(); err != nil {
		w.t.Error(err)
	}
	w.file = nil
}

// restart is what follows a crash: nothing in memory survives.
func (w *world) restart() {
	w.t.Helper()
	if w.goesOn {
		return
	}
	w.stop()
	w.clock.Advance(time.Second)
	w.start()
}

func (w *world) at(point string) {
	w.passing.Lock()
	w.points = append(w.points, point)
	here := w.crashAt == len(w.points)-1
	w.passing.Unlock()
	if here {
		panic(crash{point})
	}
}

// crashing runs f and reports whether the program crashed in it.
func (w *world) crashing(f func()) (crashed bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(crash); !ok {
				panic(r)
			}
			crashed = true
		}
	}()
	f()
	return false
}

// rest runs the engine, with the clock going on, until there is nothing left
// to do but the background work at its time. A crash is followed by a start.
func (w *world) rest() {
	w.t.Helper()
	ctx := context.Background()
	for range 300 {
		var did bool
		if w.crashing(func() {
			var err error
			if did, err = w.svc.Step(ctx); err != nil {
				w.t.Fatalf("step: %v", err)
			}
		}) {
			w.restart()
			continue
		}
		if did {
			continue
		}
		due := w.svc.pressing()
		if due.IsZero() {
			return
		}
		w.clock.Advance(due.Sub(w.clock.Now()))
	}
	w.t.Fatalf("the engine never rests; state %+v", w.svc.State())
}

// connect signs in without a browser.
func (w *world) connect() {
	w.t.Helper()
	if err := w.svc.ConnectDemo(context.Background(), w.grant()); err != nil {
		w.t.Fatal(err)
	}
	ctx := context.Background()
	set, err := w.file.Settings(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	set.SalesAccount = "200"
	set.Currency = "NZD"
	set.Sync.CheckOff = true // what is tested asks for its checks
	if err := w.file.SaveSettings(ctx, set); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) grant() xeroapi.Grant {
	access, refresh := w.sim.Grant(testClientID, xeroapi.DefaultScopes()...)
	return xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)}
}

// contactInXero adds a contact on the other side and reads it here.
func (w *world) contactInXero(name string) document.Contact {
	w.t.Helper()
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: name}); err != nil {
		w.t.Fatal(err)
	}
	err := w.file.Sync(context.Background(), func(tx *store.SyncTx) error { return tx.PutMark(markContacts, "") })
	if err != nil {
		w.t.Fatal(err)
	}
	w.rest()
	return w.contactNamed(name)
}

func (w *world) contactNamed(name string) document.Contact {
	w.t.Helper()
	var out document.Contact
	err := w.file.View(context.Background(), func(tx *store.SyncTx) error {
		list, err := tx.ContactsByName(name)
		if err == nil && len(list) != 1 {
			err = fmt.Errorf("%d contacts named %s", len(list), name)
		}
		if err == nil {
			out = list[0].Contact
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func some(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

var gst = document.Tax{Code: "OUTPUT2", Name: "15% GST on Income", Rate: dec("15"), Chosen: true}

// sample is a document with everything that stays here and everything that
// goes.
func sample(kind document.Kind, number string, client document.Client) document.Document {
	date := document.NewDate(2026, 11, 14)
	d := document.Document{
		ID: uuid.NewString(), Kind: kind, Number: number, Client: client, Date: date, Due: date.AddDays(20),
		Reference: "PO 7731", Currency: "NZD", TaxMode: document.TaxExclusive, Terms: "Pay soon.",
		InternalNotes: "margin 30 %", ClientNotes: "Thanks", Tags: []string{"film"},
		Sections: []document.Section{
			{ID: uuid.NewString(), Name: "Lighting package", Lines: []document.Line{
				{ID: uuid.NewString(), Description: "ARRI SkyPanel S60-C", Enhanced: "**Includes** ballast", Quantity: some("4"),
					Duration: document.Duration{Number: dec("3"), Unit: document.Days}, UnitPrice: some("120"), Tax: gst},
				{ID: uuid.NewString(), Description: "HMI 1.2 kW", Quantity: some("2"), UnitPrice: some("510.1234"), Discount: dec("5"), Tax: gst},
				{ID: uuid.NewString(), Description: "Delivered to the studio\nby truck"},
			}},
			{ID: uuid.NewString(), Name: "Crew", Lines: []document.Line{
				{ID: uuid.NewString(), Description: "Gaffer", Quantity: some("1"), UnitPrice: some("800"), Tax: gst, Account: "205"},
			}},
		},
	}
	if kind == document.Quote {
		d.Title, d.Summary = "Lighting", "Two days on stage"
	}
	return d
}

func (w *world) save(d document.Document, base int64) store.Saved {
	w.t.Helper()
	saved, err := w.file.SaveDocument(context.Background(), d, base)
	if err != nil {
		w.t.Fatal(err)
	}
	return saved
}

// change edits the document as a user does.
func (w *world) change(id string, edit func(*document.Document)) {
	w.t.Helper()
	doc := w.doc(id)
	d := doc.Document
	edit(&d)
	w.save(d, doc.Rev)
}

func (w *world) doc(id string) store.StoredDocument {
	w.t.Helper()
	doc, err := w.file.Document(context.Background(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return doc
}

// post presses the button and confirms the sheet.
func (w *world) post(id, status string) {
	w.t.Helper()
	ctx := context.Background()
	sh, err := w.svc.Sheet(ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	if status != "" {
		sh = sh.WithStatus(status)
	}
	if !sh.Ready {
		w.t.Fatalf("the sheet is not ready: %v", sh.FirstProblem())
	}
	if _, err := w.svc.Post(ctx, sh.Confirm); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) openOps() (ops []store.Op) {
	w.t.Helper()
	err := w.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		ops, err = tx.OpenOps()
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ops
}

// writes counts what was written to Xero.
func (w *world) writes() (n int) {
	for call, times := range w.sim.Control().Calls() {
		if (strings.HasPrefix(call, "PUT") || strings.HasPrefix(call, "POST")) && call != "POST /connect/token" {
			n += times
		}
	}
	return n
}

// network is the way to Xero, on which a call can go wrong.
type network struct {
	next *http.Transport

	mu    sync.Mutex
	calls []string
	fail  map[int]failure // by the index of the call
	after func()          // run once Xero has carried out the failing call
	// rewrite changes requests on the way; answer answers them itself, unless it
	// gives nil.
	rewrite func(*http.Request)
	answer  func(*http.Request) *http.Response
}

// failure is one way for a call to go wrong.
type failure string

const (
	replyLost  failure = "reply lost"
	dropped    failure = "dropped before"
	garbled    failure = "garbled 200"
	error500   failure = "500 before"
	error500ok failure = "500 after"
	doubled    failure = "arrived twice"
	refused400 failure = "refused as a whole"
)

// errLine is a line that breaks under a request, errRefused one that never
// was.
var (
	errLine    = errors.New("the line is dead")
	errRefused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
)

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.mu.Lock()
	if n.rewrite != nil {
		r = r.Clone(r.Context())
		n.rewrite(r)
	}
	fail := n.fail[len(n.calls)]
	n.calls = append(n.calls, r.Method+" "+r.URL.Path)
	after := n.after
	n.mu.Unlock()
	if n.answer != nil {
		if res := n.answer(r); res != nil {
			return res, nil
		}
	}
	if fail == dropped || fail == error500 {
		if r.Body != nil {
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
		if fail == error500 {
			return answer500(r), nil
		}
		return nil, errLine
	}
	if fail == refused400 {
		return page(r, 400, "application/json", `{"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"Invalid Json data"}`), nil
	}
	if fail == doubled {
		return n.twice(r)
	}
	res, err := n.next.RoundTrip(r)
	if err != nil || fail == "" {
		return res, err
	}
	io.Copy(io.Discard, res.Body)
	res.Body.Close()
	if after != nil {
		after()
	}
	switch fail {
	case garbled:
		return page(r, 200, "text/html", "<html><body>Gateway</body></html>"), nil
	case error500ok:
		return answer500(r), nil
	}
	return nil, errLine
}

// twice lets a request arrive two times, and the second be answered.
func (n *network) twice(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	first := r.Clone(r.Context())
	first.Body = io.NopCloser(bytes.NewReader(body))
	if res, err := n.next.RoundTrip(first); err == nil {
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return n.next.RoundTrip(r)
}

// rewriter changes words of what Xero answers to writes and of what it says of
// itself, and knows nothing of one record.
type rewriter struct {
	next           http.RoundTripper
	old, new, gone string
}

func (n *rewriter) RoundTrip(r *http.Request) (*http.Response, error) {
	if n.gone != "" && r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, n.gone) {
		return page(r, 404, "text/plain", "The resource you're looking for cannot be found"), nil
	}
	res, err := n.next.RoundTrip(r)
	if err != nil || n.old == "" || r.Method == http.MethodGet && !strings.HasSuffix(r.URL.Path, "/Organisation") {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	body = bytes.ReplaceAll(body, []byte(n.old), []byte(n.new))
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res.Header.Del("Content-Length")
	return res, err
}

func answer500(r *http.Request) *http.Response {
	return page(r, 500, "application/json", `{"Title":"An error occurred","Detail":"An error occurred in Xero.","Status":500}`)
}

func page(r *http.Request, status int, kind, body string) *http.Response {
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// decFrom is n ten-thousandths.
func decFrom(n int64) decimal.Decimal { return decimal.New(n, -4) }
