package paper

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
)

// counter is a desk in a window over a real company file. Folders and the mail
// program are the test's own.
type counter struct {
	*pagetest.Bench
	t         testing.TB
	desk      *Desk
	downloads string
	cache     string
	copied    []string
	there     []string // marked as sent in Xero
	here      []string
}

func newCounter(t testing.TB) *counter {
	c := &counter{Bench: pagetest.New(t), t: t, downloads: t.TempDir(), cache: filepath.Join(t.TempDir(), "pdf")}
	c.Offline()
	c.make()
	return c
}

func (c *counter) make() {
	c.desk = New(Deps{
		Host: c.Host, File: c.File, Sync: c.Sync, Downloads: func() string { return c.downloads }, Cache: c.cache,
		Copy:     func(text string) { c.copied = append(c.copied, text) },
		MarkSent: func(ids []string) { c.there = append(c.there, ids...) },
		MarkHere: func(ids []string) { c.here = append(c.here, ids...) },
	})
	c.t.Cleanup(c.desk.Close)
}

func (c *counter) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// files are those in a folder, without what is hidden.
func files(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// mailProgram puts an xdg-email before all others that writes what it was given
// into a file, an argument on each line, and ends with a code.
func (c *counter) mailProgram(code string) (given func() []string) {
	folder := c.t.(*testing.T).TempDir()
	log := filepath.Join(folder, "given")
	script := "#!/bin/sh\nfor a in \"$@\"; do printf '%s\\0' \"$a\" >> '" + log + "'; done\nexit " + code + "\n"
	c.must(os.WriteFile(filepath.Join(folder, "xdg-email"), []byte(script), 0o755))
	c.t.(*testing.T).Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() []string {
		b, err := os.ReadFile(log)
		if err != nil {
			return nil
		}
		return strings.Split(strings.TrimSuffix(string(b), "\x00"), "\x00")
	}
}

// noMailProgram leaves no xdg-email to be found.
func (c *counter) noMailProgram() { c.t.(*testing.T).Setenv("PATH", c.t.TempDir()) }

// link makes a document look as if it were in Xero.
func (c *counter) link(id, status string, more ...func(*document.Remote)) {
	c.t.Helper()
	d := c.Stored(id)
	r := document.Remote{XeroID: c.NewID(), Status: status, Number: d.Number, Total: d.Totals().Total, AmountDue: d.Totals().Total}
	for _, m := range more {
		m(&r)
	}
	kind := store.RecordKind(d.Kind)
	c.must(c.File.Sync(c.Context(), func(tx *store.SyncTx) error {
		if err := tx.PutConnection(store.Connection{Server: "x", TenantID: "t", OrganisationName: "Harbour Light Ltd"}); err != nil {
			return err
		}
		if err := tx.PutLink(store.Link{Kind: kind, RecordID: id, XeroID: r.XeroID}); err != nil {
			return err
		}
		if err := tx.PutBase(kind, id, store.BasePair{Sent: []byte("{}"), Seen: []byte("{}"), Raw: []byte("{}"), SentRev: d.Rev}); err != nil {
			return err
		}
		return tx.PutRemote(kind, id, r)
	}))
}

// pdfText is what can be read in a PDF.
func pdfText(t testing.TB, path string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
