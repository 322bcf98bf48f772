package xerosync

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"

	"github.com/google/uuid"
)

// computerClock is the clock of the computer that LiteWork runs on. Its wall
// clock can be set and be ahead; its monotonic clock stands still while the
// computer is suspended. Xero's clock is right always.
type computerClock struct {
	mu    sync.Mutex
	real  time.Duration // that passed since the start
	awake time.Duration // of that, not suspended
	set   time.Duration // what the wall clock was set ahead
}

var simulationStart = time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC)

func (c *computerClock) server() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return simulationStart.Add(c.real)
}

// Now has both readings. A time.Time cannot be made of two readings by other
// means than writing its wall part, whose form is that of time's source: a
// flag, 33 bits of seconds since 1885 and 30 of nanoseconds.
func (c *computerClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := processStart.Add(c.awake)
	wall := simulationStart.Add(c.real + c.set)
	seconds := uint64(wall.Unix() - time.Date(1885, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
	*(*uint64)(unsafe.Pointer(&t)) = 1<<63 | seconds<<30 | uint64(wall.Nanosecond())
	return t
}

var processStart = time.Now()

// simulated is a world driven by a seed: one computer, one simulated Xero with
// an accountant, and a line between them on which anything goes wrong.
type simulated struct {
	*world
	rnd   *rand.Rand
	clock *computerClock
	story []string // what happened, to be printed when it ends badly
	calm  bool     // nothing goes wrong any more

	late    []lateRequest
	made    map[string]made            // what LiteWork made in Xero, by Xero's id
	foreign map[string]bool            // what others made there, by Xero's id
	wrote   map[string]map[string]bool // words of the accountant's that stand in Xero, by Xero's id
	// wroteAt is when, decided which of them somebody here chose other words for.
	wroteAt map[string]time.Duration
	decided map[string]bool
	said    map[string]document.Document
	deleted map[string]bool   // documents deleted here
	notes   map[string]string // what was noted of contacts here
	// What was last read of the file, and at which version of it.
	read                                     map[string]store.StoredDocument
	contents                                 map[string]*read
	glanced                                  map[string]glance
	past                                     *sql.DB // the file, read past LiteWork
	glancing                                 *sql.Stmt
	persons                                  map[string]string // further persons of contacts in Xero
	pulling                                  map[string]*read
	readAt, glancedAt, pullingAt, observedAt int64
	watching                                 bool  // a pull is going on
	saves                                    int64 // writes to the file
	backup                                   *copied
	restored                                 bool // the file has been another's
	untold                                   bool // something was changed in Xero of which it does not tell
	// reset is what was linked when the organisation was started anew; nil
	// before.
	reset  map[string]string
	reader *remotes
	// imported are records of others that an import brought, by Xero's id;
	// linksNumbers: one of them may have been linked to a document by its number.
	imported     map[string]bool
	linksNumbers bool
	cameLate     map[string]bool // what a late request wrote to, by Xero's id
	sheets       []Sheet         // that lie open and may be confirmed later
	wrong        string          // what the line noticed
	sent         int             // writes that reached Xero
	asked        int             // calls to Xero\'s API
}

// made is a record that a request of LiteWork's made.
type made struct {
	kind store.RecordKind
	key  string // the request's
	// label is the number or the name it was made under, maker the record here.
	label, maker string
}

// lateRequest is a write whose sender has given up, and that Xero carries out
// later all the same.
type lateRequest struct {
	sent, at time.Duration
	req      *http.Request
}

func newSimulated(t *testing.T, seed uint64, empty string) *simulated {
	s := &simulated{
		rnd: rand.New(rand.NewPCG(seed, 1)), clock: &computerClock{},
		made: map[string]made{}, foreign: map[string]bool{}, wrote: map[string]map[string]bool{},
		said: map[string]document.Document{}, deleted: map[string]bool{}, notes: map[string]string{}, imported: map[string]bool{},
		cameLate: map[string]bool{}, persons: map[string]string{}, wroteAt: map[string]time.Duration{}, decided: map[string]bool{},
		contents: map[string]*read{},
	}
	dir := fastDir(t)
	s.world = &world{t: t, secrets: xeroapi.NewSessionStore(), crashAt: -1, log: new(bytes.Buffer),
		path: filepath.Join(dir, "company.litework")}
	if s.oneIn(6) { // its file will be copied
		s.stateDir = filepath.Join(dir, "state")
	}
	data, err := os.ReadFile(empty)
	if err == nil {
		err = os.WriteFile(s.path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	limits := xerofake.Limits{Off: !s.oneIn(6)}
	if s.sim, err = xerofake.New(xerofake.Config{
		Clock: s.clock.server, NewID: s.id, Limits: limits, Switches: s.switches(), AutoApprove: true,
	}); err != nil {
		t.Fatal(err)
	}
	s.begin()
	return s
}

// id is an id of the seed's.
func (s *simulated) id() string {
	var b [16]byte
	for i := range b {
		b[i] = byte(s.rnd.UintN(256))
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return uuid.UUID(b).String()
}

func (s *simulated) oneIn(n int) bool { return s.rnd.IntN(n) == 0 }

func pick[T any](s *simulated, list ...T) T { return list[s.rnd.IntN(len(list))] }

func (s *simulated) tell(format string, args ...any) {
	s.story = append(s.story, s.clock.server().Format("02 15:04:05 ")+fmt.Sprintf(format, args...))
}

// switches draws how Xero behaves where that is not established.
func (s *simulated) switches() xerofake.Switches {
	on := func() bool { return s.oneIn(6) }
	return xerofake.Switches{
		NoRefreshGrace: on(), PartialByDefault: on(), SiblingsSaved: on(), HideDeleted: on(), HalfEven: on(),
		IdempotencyFor24h: on(), ArchivedNamesTaken: on(), UnarchiveRefused: on(), AddressFieldsKept: on(),
		DueDateFromTerms: on(), StatusRequired: on(), EmptyLinesDelete: on(), NewLinesFirst: on(), LineIDsChange: on(),
		DeletedNumbersFree: on(), LineErrorsNested: on(), QuotePostByNumber: on(), InclusiveQuotesReadExclusive: on(),
		LowerCaseProblems: on(), NotModified: on(), ModifiedSinceExclusive: on(), UnoptimisedWhere: on(),
	}
}

// begin starts the program.
func (s *simulated) begin() {
	s.t.Helper()
	if s.file == nil {
		file, err := store.Open(s.path, store.Options{Clock: s.clock.Now, NewID: s.id, StateDir: s.stateDir})
		if err != nil {
			s.t.Fatal(err)
		}
		s.file = file
	}
	s.svc = New(Config{
		File: s.file, Endpoints: xeroapi.EndpointsAt("http://xero.test"), Server: "simulator", ClientID: testClientID,
		Secrets: s.secrets, HTTP: &http.Client{Transport: s}, Clock: s.clock.Now, NewID: s.id,
		Log: slog.New(slog.DiscardHandler), at: s.passing, sleep: s.sleep,
	})
}

// again is a start after an end: nothing in memory survives. Most of the time
// the file stays open, which is quicker and comes to the same.
func (s *simulated) again() {
	s.svc.closeRemotes()
	if s.oneIn(10) {
		s.stop()
	}
	s.begin()
}

// passing is called at each point of the engine, where the program may end, or
// a transaction fail.
func (s *simulated) passing(point string) {
	switch when, name, _ := strings.Cut(point, " "); when {
	case "before":
		s.beforePull(name)
	case "after":
		if s.file.CounterVerdict() != store.CounterTrusted { // then nothing else counts
			s.saves++
		}
		s.afterPull(name)
	}
	if !s.calm && s.oneIn(60) {
		s.tell("crash %s", point)
		panic(crash{point})
	}
}

// protected runs f and starts the program again if it crashed. A transaction
// that fails, as on a full disk, may be survived.
func (s *simulated) protected(f func()) (crashed bool) {
	var point string
	func() {
		defer func() {
			if r := recover(); r != nil {
				c, ok := r.(crash)
				if !ok {
					panic(r)
				}
				crashed, point = true, c.point
			}
		}()
		f()
	}()
	if crashed && !(strings.HasPrefix(point, "within") && s.oneIn(2)) {
		s.pass(time.Duration(s.rnd.IntN(200)) * time.Second)
		s.again()
	}
	return crashed
}

func (s *simulated) sleep(ctx context.Context, d time.Duration) error {
	s.pass(max(d, 0))
	return ctx.Err()
}

// pass lets time pass; what is late arrives when its time has come.
func (s *simulated) pass(d time.Duration) { s.passTo(d, d) }

// suspend lets time pass while the computer sleeps.
func (s *simulated) suspend(d time.Duration) { s.passTo(d, 0) }

func (s *simulated) passTo(d, awake time.Duration) {
	end := s.clock.real + d
	slices.SortStableFunc(s.late, func(a, b lateRequest) int { return int(a.at - b.at) })
	for len(s.late) > 0 && s.late[0].at <= end {
		next := s.late[0]
		s.late = s.late[1:]
		s.advance(max(next.at-s.clock.real, 0), awake > 0)
		for id := range s.known() {
			s.cameLate[id] = true
		}
		s.arrivesLate(next)
	}
	s.advance(end-s.clock.real, awake > 0)
}

func (s *simulated) advance(d time.Duration, awake bool) {
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	s.clock.real += d
	if awake {
		s.clock.awake += d
	}
}

// RoundTrip is the line to Xero.
func (s *simulated) RoundTrip(r *http.Request) (*http.Response, error) {
	write := r.Method != http.MethodGet
	if strings.HasPrefix(r.URL.Path, "/api.xro") {
		s.asked++
	}
	fault := ""
	if !s.calm && s.oneIn(7) {
		fault = pick(s, "refused", "dropped", "lost", "lost", "garbled", "garbled before", "500 before", "500 after",
			"500 kept", "503", "429 minute", "429 day", "429 concurrent", "401", "403", "half", "late", "late")
		s.tell("%s %s: %s", r.Method, r.URL.Path, fault)
	}
	if fault == "refused" {
		return nil, errRefused
	}
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	s.lookAtWrite(r, body)
	if write && strings.HasPrefix(r.URL.Path, "/api.xro") {
		s.lookAtCatchingUp(r.Method + " " + r.URL.Path)
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	switch fault {
	case "dropped":
		return nil, errLine
	case "garbled before":
		return page(r, 200, "application/json", `{"Invoices":[{`), nil
	case "500 before":
		return answer500(r), nil
	case "500 kept":
		s.sim.Faults().Next(func(*http.Request) bool { return true }, xerofake.Status500JSON(), 1)
	case "503":
		return page(r, 503, "text/html", "<HTML><TITLE>Service Unavailable</TITLE></HTML>"), nil
	case "401":
		return page(r, 401, "application/json", `{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired"}`), nil
	case "403":
		return page(r, 403, "application/json", `{"Title":"Forbidden","Status":403,"Detail":"AuthorizationUnsuccessful"}`), nil
	case "429 minute", "429 day", "429 concurrent":
		res := page(r, 429, "text/plain", "")
		_, limit, _ := strings.Cut(fault, " ")
		res.Header.Set("X-Rate-Limit-Problem", limit)
		if limit != "concurrent" {
			res.Header.Set("Retry-After", map[string]string{"minute": "31", "day": "40000"}[limit])
		}
		return res, nil
	case "late":
		if write {
			kept := r.Clone(context.Background())
			kept.Body = io.NopCloser(bytes.NewReader(body))
			s.late = append(s.late, lateRequest{s.clock.real, s.clock.real + time.Duration(s.rnd.IntN(100))*time.Second, kept})
		}
		return nil, errLine
	}
	res := s.carryOut(r)
	if write {
		s.tell("%s %s", r.Method, r.URL.Path)
	}
	s.pass(time.Duration(s.rnd.IntN(3)) * time.Second)
	switch {
	case s.calm:
	case write && s.oneIn(8):
		s.accountant()
	case r.Header.Get("If-Modified-Since") != "" && s.oneIn(12):
		s.tell("an answer comes late and is old")
		s.pass(time.Duration(s.rnd.IntN(100)) * time.Second)
		s.accountant()
	}
	switch fault {
	case "lost":
		return nil, errLine
	case "garbled":
		return page(r, 200, "text/html", "<html><body>Gateway</body></html>"), nil
	case "500 after":
		return answer500(r), nil
	case "half":
		half, _ := io.ReadAll(res.Body)
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(half[:len(half)/2]), deadReader{}))
	}
	return res, nil
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

type deadReader struct{}

func (deadReader) Read([]byte) (int, error) { return 0, errLine }

// carryOut lets Xero answer, and notes what was made and what was written to.
func (s *simulated) carryOut(r *http.Request) *http.Response {
	before := map[string]store.RecordKind{}
	body, err := readBody(r)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if r.Method == http.MethodPut {
		before = s.known()
	}
	w := httptest.NewRecorder()
	s.sim.ServeHTTP(w, r)
	if r.Method == http.MethodGet || !strings.HasPrefix(r.URL.Path, "/api.xro") {
		return w.Result()
	}
	if s.sent++; s.reset != nil && w.Code < 300 {
		s.fail("%s %s wrote to another organisation", r.Method, r.URL.Path)
	}
	if r.Method != http.MethodPut {
		return w.Result() // which makes nothing
	}
	for id, kind := range s.known() {
		if _, had := before[id]; !had {
			m := made{kind: kind, key: r.Header.Get("Idempotency-Key"), label: s.labelInXero(id)}
			m.maker = s.findMaker(id, m)
			s.made[id] = m
		}
	}
	return w.Result()
}

// labelInXero is the number or name of a record in Xero.
func (s *simulated) labelInXero(id string) string {
	c := s.sim.Control()
	if v, ok := c.Invoice(id); ok {
		return v.InvoiceNumber
	}
	if q, ok := c.Quote(id); ok {
		return q.QuoteNumber
	}
	n, _ := c.Contact(id)
	return n.Name
}

// known are the ids of all records in Xero.
func (s *simulated) known() map[string]store.RecordKind {
	out := map[string]store.RecordKind{}
	c := s.sim.Control()
	for _, v := range c.Invoices() {
		out[v.InvoiceID] = store.RecordInvoice
	}
	for _, q := range c.Quotes() {
		out[q.QuoteID] = store.RecordQuote
	}
	for _, n := range c.Contacts() {
		out[n.ContactID] = store.RecordContact
	}
	return out
}

// makerOf is the record here that one in Xero was made for; empty for none.
func (s *simulated) makerOf(id string) (recordID string) { return s.made[id].maker }

func (s *simulated) findMaker(id string, m made) (recordID string) {
	s.t.Helper()
	err := s.file.View(context.Background(), func(tx *store.SyncTx) error {
		r, ok, err := tx.Request(m.key)
		if err != nil || !ok {
			if !s.restored {
				s.fail("no request made %s: %v", id, err)
			}
			return err
		}
		contact, _ := s.sim.Control().Contact(id)
		for _, opID := range r.OpIDs {
			op, _, err := tx.Op(opID)
			if err != nil {
				return err
			}
			same := op.Number == m.label
			if op.Record == store.RecordContact {
				same = contact.ContactNumber == contactNumber(op.RecordID)
			}
			if same || len(r.OpIDs) == 1 {
				recordID = op.RecordID
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return recordID
}

// written is a document without what posting fills in where nothing was
// written: contact, accounts, and the code of a tax known by its rate.
func written(d, said document.Document) string {
	d = d.Clone()
	if said.Client.ContactID == "" {
		d.Client.ContactID = ""
	}
	for _, l := range d.Lines() {
		if was, _, _ := said.Line(l.ID); was != nil {
			if was.Account == "" {
				l.Account = ""
			}
			if was.Tax.Code == "" {
				l.Tax.Code, l.Tax.Name = "", ""
			}
		}
	}
	b, err := json.Marshal(d)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
