package xerosync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

// Contacts are read once, archived ones marked, and matched by id, by our mark
// and, where it is safe, by name.
func TestContactsAreReadOnConnecting(t *testing.T) {
	manyRecords(t)
	t.Parallel()
	w := newWorld(t, xerofake.Switches{})
	ctx := context.Background()
	c := w.sim.Control()
	add := func(n xerofake.Contact) string {
		id, err := c.AddContact(n)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	local := func(id, name string) {
		if _, err := w.file.SaveContact(ctx, document.Contact{ID: id, Name: name, Notes: "mine"}, 0); err != nil {
			t.Fatal(err)
		}
	}
	const own, named, twin1, twin2 = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
		"cccccccc-cccc-4ccc-8ccc-cccccccccccc", "dddddddd-dddd-4ddd-8ddd-dddddddddddd"
	local(own, "Renamed here")
	local(named, "Kauri  point films")
	local(twin1, "Twin")
	local(twin2, "twin")
	ownID := add(xerofake.Contact{Name: "As it was", ContactNumber: contactNumber(own)})
	namedID := add(xerofake.Contact{Name: "Kauri Point Films"})
	add(xerofake.Contact{Name: "Twin"})
	gone := add(xerofake.Contact{Name: "Old client"})
	if err := c.ArchiveContact(gone); err != nil {
		t.Fatal(err)
	}
	for i := range 410 {
		add(xerofake.Contact{Name: fmt.Sprintf("Client %03d", i)})
	}
	w.net.fail = map[int]failure{9: replyLost, 11: garbled}
	w.connect()
	w.rest()
	w.restart() // and a second reading changes nothing
	if err := w.file.Sync(ctx, func(tx *store.SyncTx) error { return tx.PutMark(markContacts, "") }); err != nil {
		t.Fatal(err)
	}
	w.rest()
	err := w.file.View(ctx, func(tx *store.SyncTx) error {
		all, err := tx.Contacts()
		if err != nil {
			return err
		}
		if len(all) != 4+1+1+410 { // four of ours, the twin of Xero, the archived one, the many
			t.Errorf("%d contacts", len(all))
		}
		for _, n := range all {
			switch n.ID {
			case own:
				if n.XeroID != ownID || n.Name != "Renamed here" {
					t.Errorf("by our mark: %+v", n)
				}
			case named:
				if n.XeroID != namedID || n.Notes != "mine" {
					t.Errorf("by name: %+v", n)
				}
			case twin1, twin2:
				if n.XeroID != "" {
					t.Errorf("a guess was made: %+v", n)
				}
			}
			if n.Name == "Old client" && !n.Archived {
				t.Error("archived contact not marked")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	hits, err := w.file.FindContacts(ctx, "Client 00", 8)
	if err != nil || len(hits) != 8 {
		t.Errorf("%d hits, %v", len(hits), err)
	}
}

// Through the browser: the user allows it, or declines.
func TestConnectThroughTheBrowser(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	for _, allow := range []bool{false, true} {
		done := make(chan error, 1)
		w.svc.cfg.OpenBrowser = func(address string) error {
			go func() { done <- browse(address, allow) }()
			return nil
		}
		c, err := w.svc.BeginConnect(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		org, err := c.Wait(context.Background())
		if e := <-done; e != nil {
			t.Fatal(e)
		}
		var p *document.Problem
		if !allow && (!errors.As(err, &p) || p.Code != "login-denied") {
			t.Fatalf("declined: %v", err)
		}
		if allow && (err != nil || org.Name == "" || org.BaseCurrency != "NZD") {
			t.Fatalf("%+v %v", org, err)
		}
	}
	w.rest()
	if st := w.svc.State(); st.Phase != Waiting || st.Organisation == "" {
		t.Errorf("%+v", st)
	}
}

// browse does what a browser and its user do on the consent page.
func browse(address string, allow bool) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	if !allow {
		answer := url.Values{"state": {u.Query().Get("state")}, "error": {"access_denied"}}
		address = u.Query().Get("redirect_uri") + "?" + answer.Encode()
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(address) // the page allows by itself and leads back here
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// One company file belongs to one organisation.
func TestAnotherOrganisationIsRefused(t *testing.T) {
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
	before := w.connection()
	key, _ := w.secrets.Load(w.svc.secretKey(testClientID))
	other, err := xerofake.New(xerofake.Config{Clock: w.clock.Now, Limits: xerofake.Limits{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = other
	access, refresh := other.Grant(testClientID)
	err = w.svc.ConnectDemo(context.Background(), xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)})
	var p *document.Problem
	if !errors.As(err, &p) || p.Code != "demo-organisation" {
		t.Fatalf("%v", err)
	}
	if got := w.connection(); got.TenantID != before.TenantID || got.Disconnected {
		t.Errorf("%+v", got)
	}
	if after, _ := w.secrets.Load(w.svc.secretKey(testClientID)); after != key {
		t.Error("the keyring entry of the connection was touched")
	}
	if w.doc(id).State != document.Synced {
		t.Error("the link was touched")
	}
}

// Disconnecting keeps documents and links, withdraws what was never sent,
// leaves unknown outcomes, and can be interrupted anywhere.
func TestDisconnect(t *testing.T) {
	t.Parallel()
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
	ids := []string{id}
	kauri := w.contactNamed("Kauri Point Films Ltd")
	for i, kind := range []document.Kind{document.Invoice, document.Quote} { // which do not leave together
		d := sample(kind, fmt.Sprintf("D-020%d", i), document.Client{ContactID: kauri.ID, Name: kauri.Name})
		w.save(d, 0)
		w.post(d.ID, "DRAFT")
		ids = append(ids, d.ID)
	}
	from := w.freeze()
	points := disconnectScenario(t, from, ids, -1, -1, "")
	for i := range points {
		if i%oneOf == 0 {
			disconnectScenario(t, from, ids, i, -1, "")
		}
	}
	for call := range 4 {
		for i, f := range []failure{replyLost, dropped, error500, error500ok, garbled} {
			if (call+i)%min(oneOf, 5) != 0 {
				continue
			}
			disconnectScenario(t, from, ids, -1, call, f)
		}
	}
}

func disconnectScenario(t *testing.T, from snapshot, ids []string, crashAt, call int, fail failure) []string {
	t.Helper()
	ctx := context.Background()
	w := from.thaw(t)
	defer w.close()
	w.net.fail = map[int]failure{1: dropped} // the first call renews the token
	w.stepOnce()                             // the first of the two has an unknown outcome now
	w.points, w.crashAt = nil, crashAt
	w.net.calls, w.net.fail = nil, map[int]failure{call: fail}
	if w.crashing(func() {
		if err := w.svc.Disconnect(ctx); err != nil {
			t.Fatal(err)
		}
	}) {
		w.restart()
		if !w.connection().Disconnected {
			w.crashAt = -1
			if err := w.svc.Disconnect(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.rest()
	points := w.points
	w.crashAt, w.net.fail = -1, nil
	at := fmt.Sprintf("crash %d, call %d %s", crashAt, call, fail)
	if _, err := w.secrets.Load(w.svc.secretKey(testClientID)); !errors.Is(err, xeroapi.ErrNoSecret) {
		t.Errorf("%s: the keyring entry is still there: %v", at, err)
	}
	if st := w.svc.State(); st.Phase != Off {
		t.Errorf("%s: %+v", at, st)
	}
	states := []document.SyncState{w.doc(ids[0]).State, w.doc(ids[1]).State, w.doc(ids[2]).State}
	if states[0] != document.Synced || states[1] != document.Checking || states[2] != document.NotSynced {
		t.Errorf("%s: %v", at, states)
	}
	if err := w.svc.ConnectDemo(ctx, w.grant()); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	w.rest()
	if got := w.doc(ids[1]).State; got != document.Synced {
		t.Errorf("%s: the unknown outcome was not settled: %s", at, got)
	}
	if n := len(w.sim.Control().Invoices()); n != 2 {
		t.Errorf("%s: %d invoices", at, n)
	}
	return points
}

// No token is ever in a log, an error, or the company file.
func TestNoTokenIsWritten(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	g := w.grant()
	if err := w.svc.ConnectDemo(context.Background(), g); err != nil {
		t.Fatal(err)
	}
	secrets := []string{g.Access.Reveal(), g.Refresh.Reveal()}
	var said strings.Builder
	id := ""
	for round := range 3 {
		kauri := document.Client{Name: fmt.Sprintf("Client %d", round)}
		d := sample(document.Invoice, fmt.Sprintf("D-030%d", round), kauri)
		w.save(d, 0)
		id = d.ID
		w.net.calls, w.net.fail = nil, map[int]failure{0: replyLost, 2: garbled, 4: error500ok}
		w.post(id, "")
		w.clock.Advance(40 * time.Minute) // the access token has to be renewed
		w.rest()
		stored, err := w.secrets.Load(w.svc.secretKey(testClientID))
		if err != nil {
			t.Fatal(err)
		}
		secrets = append(secrets, stored.Refresh.Reveal(), stored.Previous.Reveal())
		fmt.Fprintf(&said, "%+v %#v %v", w.svc.State(), w.doc(id).Op, w.svc)
	}
	w.stop()
	files, err := filepath.Glob(filepath.Join(filepath.Dir(w.path), "company*"))
	if err != nil {
		t.Fatal(err)
	}
	places := map[string][]byte{"the log": w.log.Bytes(), "what was said": []byte(said.String())}
	for _, f := range files {
		if places[f], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	if len(files) == 0 || w.log.Len() == 0 {
		t.Fatal("nothing to look at")
	}
	for _, secret := range secrets {
		for place, content := range places {
			if secret != "" && bytes.Contains(content, []byte(secret)) {
				t.Errorf("a token is in %s", place)
			}
		}
	}
}

// Serve stops within a second, whatever it is doing, and loses nothing.
func TestServeStops(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	w.http.Config.Handler = w.sim // a request cut off half-way is no breach of contract
	open := make(chan struct{})
	w.sim.Faults().Next(xerofake.On("PUT", "/Invoices"), xerofake.Gate(open), 1)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	changed := make(chan store.Event, 100)
	defer w.file.Subscribe(func(e store.Event) { changed <- e })()
	go func() { ended <- w.svc.Serve(ctx) }()
	w.post(id, "DRAFT")
	for w.doc(id).State != document.Posting {
		<-changed
	}
	began := time.Now()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %s", took)
	}
	close(open)
	w.restart()
	w.rest()
	if doc := w.doc(id); doc.State != document.Synced || len(w.recordsInXeroByNumber()) != 1 {
		t.Errorf("%s %+v", doc.State, doc.Op)
	}
}

// Connecting, and reading the contacts after it, may be interrupted anywhere.
func TestConnectingIsInterrupted(t *testing.T) {
	connect := func(crashAt int) []string {
		w := newWorld(t, xerofake.Switches{})
		defer w.close()
		for i := range 201 {
			if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: fmt.Sprintf("Client %d", i)}); err != nil {
				t.Fatal(err)
			}
		}
		w.points, w.crashAt = nil, crashAt
		if w.crashing(w.connect) {
			w.restart()
			w.crashAt = -1
			w.connect()
		}
		w.rest()
		counts, err := w.file.ContactCounts(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		if counts.All != 201 || w.contactNamed("Client 7").ID == "" {
			t.Errorf("crash at %d: %+v", crashAt, counts)
		}
		return w.points
	}
	for i := range connect(-1) {
		if i%oneOf == 0 {
			connect(i)
		}
	}
}

// What documents are checked against is read again after a day.
func TestReferenceIsReadDaily(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	id := w.linked(document.Invoice, "")
	if err := w.sim.Control().SetAccountStatus("200", "ARCHIVED"); err != nil {
		t.Fatal(err)
	}
	for _, hours := range []time.Duration{0, 25} {
		w.clock.Advance(hours * time.Hour)
		w.rest()
		sh, err := w.svc.Sheet(context.Background(), id)
		if err != nil || sh.Ready != (hours == 0) {
			t.Errorf("after %d hours: %v %v", hours, sh.FirstProblem(), err)
		}
	}
}
