package drive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"litework/app/drive"
	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
	"litework/xerosync/xerofake/contract"
)

// TestMain is also the browser of these tests: the desktop's way to open an
// address is this program with the address in its environment.
func TestMain(m *testing.M) {
	if address := os.Getenv("LITEWORK_BROWSE"); address != "" {
		response, err := http.Get(address)
		if err == nil {
			_, _ = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// screen skips where there is no binary or no screen: `make window` brings both.
func screen(t *testing.T) string {
	t.Helper()
	binary := os.Getenv("LITEWORK_WINDOW_BINARY")
	if binary == "" || os.Getenv("DISPLAY") == "" {
		t.Skip("needs the program and a screen: run `make window`")
	}
	return binary
}

// person drives one window and ends the test at the first thing that fails.
type person struct {
	t *testing.T
	*drive.Window
}

func start(t *testing.T, o drive.Options) person {
	t.Helper()
	o.Width, o.Height = 1280, 840
	o.Env = append(o.Env, "FYNE_THEME=light")
	o.Log = os.Stderr
	w, err := drive.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Kill)
	return person{t, w}
}

func (p person) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p person) see(names ...string) {
	p.t.Helper()
	for _, n := range names {
		_, err := p.WaitControl(n)
		p.must(err)
	}
}

func (p person) press(keys ...string) { p.t.Helper(); p.must(p.Key(keys...)) }
func (p person) write(text string)    { p.t.Helper(); p.must(p.Type(text)) }

func (p person) gone(name string) {
	p.t.Helper()
	_, err := p.WaitFor("no "+name, func(m drive.Map) bool { return !m.Has(name) })
	p.must(err)
}

// writeInvoice writes the invoice of the README with sections, durations and
// enhanced text, by keyboard alone. Its total is 4,025.00.
func (p person) writeInvoice(client string) {
	p.t.Helper()
	p.press("ctrl+n")
	p.see("field.client")
	p.write(client)
	_, err := p.WaitFor("the client's name to choose", func(m drive.Map) bool {
		return len(m.Starting("field.client/option:")) > 0 || len(m.Starting("field.client")) > 1
	})
	p.must(err)
	p.press("Return", "Tab", "Tab", "Tab")
	p.write("PO 7731")
	p.press("Tab")
	p.cells("ARRI SkyPanel S60-C", "4", "3d", "120")
	p.press("ctrl+e")
	p.write("**Includes** yoke, _soft box_")
	p.press("Escape", "ctrl+Return")
	p.cells("HMI 1.2k PAR", "2", "3d", "170")
	p.press("ctrl+g")
	p.write("Crew")
	p.press("Return")
	p.cells("Gaffer", "1", "10h", "80")
	p.press("ctrl+Return")
	p.cells("Best boy", "1", "3h", "80")
	p.press("ctrl+s")
}

func (p person) cells(texts ...string) {
	p.t.Helper()
	for i, text := range texts {
		if i > 0 {
			p.press("Tab")
		}
		p.write(text)
	}
}

// post posts the open document, choosing an account where none is chosen yet.
func (p person) post() {
	p.t.Helper()
	p.press("ctrl+shift+x")
	m, err := p.WaitFor("the sheet", func(m drive.Map) bool {
		c, ok := m.Find("post.confirm")
		return ok && (!c.Disabled || m.Has("post.fix"))
	})
	p.must(err)
	if m.Has("post.fix") {
		p.press("Return")
		p.see("post.choose.account")
		p.write("200")
		p.press("Return")
	}
	p.see("post.confirm")
	p.press("ctrl+Return")
	p.see("post.view")
	p.press("Escape")
	p.gone("dialog")
}

// checkHere opens the company file and checks that everything typed is in it,
// also what Xero cannot hold.
func checkHere(t *testing.T, path string) store.StoredDocument {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	f, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	keys, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice})
	if err != nil || len(keys) != 1 {
		t.Fatalf("%d invoices here, want 1 (%v)", len(keys), err)
	}
	rows, err := f.DocumentRows(ctx, keys, document.DateOf(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Document(ctx, rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Totals().Total.StringFixed(2); got != "4025.00" {
		t.Errorf("total here %s", got)
	}
	if d.State != document.Synced || d.Remote == nil {
		t.Errorf("state %s, remote %v", d.State, d.Remote)
	}
	if len(d.Sections) != 2 || d.Sections[1].Name != "Crew" {
		t.Errorf("sections %+v", d.Sections)
	}
	lines := d.Lines()
	if len(lines) != 4 || lines[0].Enhanced != "**Includes** yoke, _soft box_" || lines[0].Duration.String() != "3 days" {
		t.Errorf("lines %+v", lines)
	}
	return d
}

// TestWindowMainJobInTheDemo is the first minute of a newcomer: the demo, an
// invoice, posted; and the program closed while it is still being edited.
func TestWindowMainJobInTheDemo(t *testing.T) {
	binary := screen(t)
	folder := t.TempDir()
	p := start(t, drive.Options{Binary: binary, Folder: folder})
	p.must(p.Click("welcome.demo"))
	p.must(p.WaitText("sidebar/indicator", "Synced"))
	p.see("invoices.new")
	p.writeInvoice("kauri")
	p.post()
	p.must(p.Close())

	d := checkHere(t, filepath.Join(folder, "demo.litework"))
	var state struct {
		Tenants []struct {
			Invoices map[string]struct{ InvoiceNumber, Reference, Total, Status string }
		}
	}
	data, err := os.ReadFile(filepath.Join(folder, "demo-xero.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &state); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, tenant := range state.Tenants {
		for _, v := range tenant.Invoices {
			if v.InvoiceNumber == d.Number {
				found++
				if v.Total != "4025" && v.Total != "4025.00" || v.Status != "DRAFT" || v.Reference != "PO 7731" {
					t.Errorf("in the demo organisation: %+v", v)
				}
			}
		}
	}
	if found != 1 {
		t.Errorf("%d invoices numbered %s in the demo organisation, want 1", found, d.Number)
	}
}

// TestWindowConnectsAndStaysConnected goes through the browser once, with the
// real keyring; after a restart the program is still signed in and posts. What
// is typed when the program is told to end is in the file.
func TestWindowConnectsAndStaysConnected(t *testing.T) {
	binary := screen(t)
	xero, err := xerofake.Start("127.0.0.1:0", xerofake.Config{Demo: true, AutoApprove: true, Front: contract.Front(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer xero.Close()
	folder, bin := t.TempDir(), t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\nLITEWORK_BROWSE=\"$1\" exec %q\n", self)
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	o := drive.Options{Binary: binary, Folder: folder, Args: []string{"--xero-url", xero.URL},
		Env: []string{"PATH=" + bin + ":" + os.Getenv("PATH")}}

	p := start(t, o)
	p.see("welcome.connect")
	p.write("Harbour Light Ltd")
	p.must(p.Click("welcome.connect"))
	p.see("connect.clientid")
	p.write("0123456789ABCDEF0123456789ABCDEF")
	p.press("Return")
	p.see("connect.take")
	p.press("ctrl+Return")
	p.see("connect.import.later")
	p.must(p.Click("connect.import.later"))
	p.gone("dialog")
	p.must(p.WaitText("sidebar/indicator", "Synced"))
	p.must(p.Close())

	p = start(t, o)
	p.see("invoices.new")
	p.writeInvoice("kauri")
	p.post()
	p.must(p.Close())
	d := checkHere(t, filepath.Join(folder, "company.litework"))
	there := xero.Server.Control().InvoicesByNumber(d.Number)
	if len(there) != 1 || there[0].Total.StringFixed(2) != "4025.00" {
		t.Fatalf("in Xero: %+v", there)
	}
	noTokenIn(t, folder)

	p = start(t, o)
	p.see("invoices.table")
	p.press("Home", "Return")
	p.see("field.reference")
	p.must(p.Click("field.reference"))
	p.press("ctrl+a")
	p.write("typed just before the end")
	// Once the last key has arrived; the autosave comes a second later.
	p.must(p.WaitText("field.reference", "typed just before the end"))
	p.must(p.Close())
	if got := checkReference(t, filepath.Join(folder, "company.litework"), d.ID); got != "typed just before the end" {
		t.Errorf("the reference in the file is %q", got)
	}
}

func checkReference(t *testing.T, path, id string) string {
	t.Helper()
	f, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Document(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d.Reference
}

// noTokenIn looks for anything that looks like an access token in every file
// of the data folder.
func noTokenIn(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(data), "eyJ") {
			t.Errorf("%s holds what looks like a token", filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWindowSecondStartEnds checks that a second start of the same folder ends
// by itself and says why.
func TestWindowSecondStartEnds(t *testing.T) {
	binary := screen(t)
	o := drive.Options{Binary: binary, Folder: t.TempDir()}
	p := start(t, o)
	p.see("welcome.demo")
	second, err := drive.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(second, "already open") {
		t.Errorf("the second start said %q", second)
	}
	p.see("welcome.demo")
}
