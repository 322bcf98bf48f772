package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

// atHome gives the test a home folder of its own.
func atHome(t *testing.T) (downloads string) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, ".cache"))
	return filepath.Join(home, "Downloads")
}

func TestThePreviewFoldsTheSidebar(t *testing.T) {
	atHome(t)
	b := newBench(t, false)
	d := b.Document(document.Quote, b.Contact("Kauri Point Films Ltd"), "120", 0)
	b.Resize(fyne.NewSize(1400, 800))
	b.Rest()
	b.shell.OpenDocument(d.ID)
	b.Rest()
	if b.shell.table.Why("view.preview") != "" || !b.shell.table.Run("view.preview") {
		t.Fatal(b.shell.table.Why("view.preview"))
	}
	b.Rest()
	if !b.shell.sidebar.Narrow() || !strings.HasPrefix(b.Text("preview"), "Page 1") {
		t.Fatal("the sidebar does not make room")
	}
	b.shell.show(atQuotes)
	b.Rest()
	if b.shell.sidebar.Narrow() {
		t.Fatal("in the list the sidebar is still folded")
	}
	b.shell.OpenDocument(d.ID)
	b.Rest()
	if !b.shell.sidebar.Narrow() || !b.Has("preview") {
		t.Fatal("the next document does not open as the last was left")
	}
	b.ClickName("preview.close")
	b.Rest()
	if b.shell.sidebar.Narrow() || b.Has("preview") {
		t.Fatal("closed, the sidebar stays folded")
	}
}

func TestExportsFromTheListAndTheDocument(t *testing.T) {
	downloads := atHome(t)
	b := newBench(t, false)
	kauri := b.Contact("Kauri Point Films Ltd")
	first := b.Document(document.Invoice, kauri, "120", 2)
	b.Change(func() { b.Document(document.Invoice, kauri, "340", 1) })
	b.shell.Focus()
	b.Settle()
	b.Shortcut(&fyne.ShortcutSelectAll{})
	b.run(t, "document.export")
	if got := b.Text("dialog"); got != "Export 2 invoices as PDF" {
		t.Fatalf("the dialog says %q", got)
	}
	b.Key("Return")
	b.Key("Return")
	if got := names(t, downloads); got != "INV-0001.pdf INV-0002.pdf" {
		t.Fatalf("exported %q", got)
	}
	b.shell.OpenDocument(first.ID)
	b.Rest()
	b.run(t, "document.pdf")
	if len(b.Opened) != 1 || !strings.HasSuffix(b.Opened[0], "/.cache/LiteWork/pdf/INV-0001.pdf") {
		t.Fatalf("opened %q", b.Opened)
	}
	b.run(t, "document.email")
	if !strings.Contains(b.Text("paper.subject"), "INV-0001") {
		t.Fatalf("the subject is %q", b.Text("paper.subject"))
	}
}

func (b *bench) run(t *testing.T, id string) {
	t.Helper()
	if !b.shell.table.Run(id) {
		t.Fatalf("%s: %s", id, b.shell.table.Why(id))
	}
	b.Rest()
}

func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// What is marked in the open document can be undone there; elsewhere it is
// written to the file.
func TestMarksAsSentHere(t *testing.T) {
	atHome(t)
	b := newBench(t, false)
	kauri := b.Contact("Kauri")
	one, two := b.Document(document.Invoice, kauri, "120", 2), b.Document(document.Invoice, kauri, "120", 1)
	b.shell.OpenDocument(one.ID)
	b.Rest()
	b.shell.markHere([]string{one.ID})
	b.Rest()
	b.Change(func() { b.shell.markHere([]string{two.ID}) })
	if got := b.Stored(two.ID).Mark; got != document.Sent {
		t.Fatalf("the other is %q", got)
	}
	if b.shell.table.Why("edit.undo") != "" {
		t.Fatal("marking the open one cannot be undone")
	}
	b.shell.show(atInvoices)
	b.Rest()
	if got := b.Stored(one.ID).Mark; got != document.Sent {
		t.Fatalf("the open one is %q", got)
	}
}
