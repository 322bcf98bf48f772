package paper

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
)

func TestExportOne(t *testing.T) {
	c := newCounter(t)
	d := c.Document(document.Invoice, c.Contact("Kauri Point Films Ltd"), "120", 0)
	c.desk.Export([]string{d.ID}, d.Number)
	c.Settle()
	if got := c.Text("dialog"); got != "Export INV-0001 as PDF" {
		t.Fatalf("the dialog says %q", got)
	}
	c.Key("Return")
	path := filepath.Join(c.downloads, "INV-0001.pdf")
	if text := pdfText(t, path); !strings.Contains(text, "Work for Kauri Point Films Ltd") || !strings.Contains(text, "INV-0001") {
		t.Fatalf("the PDF says %q", text)
	}
	if c.Has("dialog") || len(c.Toasts) != 1 {
		t.Fatal("it is not told")
	}
	toast := c.Toasts[0]
	if toast.Text != "INV-0001.pdf is in "+filepath.Base(c.downloads) || toast.Action != "Open" || len(toast.More) != 1 || toast.More[0].Label != "Show folder" {
		t.Fatalf("the toast is %+v", toast)
	}
	toast.Do()
	toast.More[0].Do()
	if len(c.Opened) != 2 || c.Opened[0] != address(path) || c.Opened[1] != address(c.downloads) {
		t.Fatalf("opened %v", c.Opened)
	}
}

// The folder that was chosen is offered again.
func TestExportRemembersTheFolder(t *testing.T) {
	c := newCounter(t)
	d := c.Document(document.Quote, c.Contact("Kauri"), "120", 0)
	folder := filepath.Join(t.TempDir(), "bills")
	c.desk.Export([]string{d.ID}, d.Number)
	c.Settle()
	c.retype("paper.folder", folder)
	c.ClickName("paper.export")
	if !c.Says("There is no folder") || !c.Has("paper.make") {
		t.Fatal("a folder that is not there is not told")
	}
	c.ClickName("paper.make")
	c.ClickName("paper.export")
	if got := files(t, folder); len(got) != 1 || got[0] != "QUO-0001.pdf" {
		t.Fatalf("the folder holds %v", got)
	}
	c.desk.Export([]string{d.ID}, d.Number)
	c.Settle()
	if got := c.Text("paper.folder"); got != folder {
		t.Fatalf("the folder offered is %q", got)
	}
	c.retype("paper.folder", filepath.Join(folder, "QUO-0001.pdf"))
	c.ClickName("paper.export")
	if !c.Says("a file, not a folder") || c.Has("paper.make") {
		t.Fatal("a file is taken for a folder")
	}
	c.Key("Escape")
	c.Key("Escape")
	if c.Has("dialog") {
		t.Fatal("Esc does not close the dialog")
	}
}

// retype replaces what stands in an entry.
func (c *counter) retype(name, text string) {
	c.t.Helper()
	c.ClickName(name)
	c.Shortcut(selectAll())
	c.Type(text)
}

func TestExportTellsWhatIsWrong(t *testing.T) {
	if os.Geteuid() == 0 {
		// The superuser writes everywhere: a folder that is gone is what is left.
		t.Log("as superuser: a folder that cannot be written to is not tried")
	}
	c := newCounter(t)
	d := c.Document(document.Invoice, c.Contact("Kauri"), "120", 0)
	c.must(c.File.DeleteDocument(t.Context(), d.ID))
	c.desk.Export([]string{"gone"}, d.Number)
	c.Settle()
	c.Key("Return")
	if !c.Has("dialog") || !c.Says("no longer in the company file") {
		t.Fatal("what was deleted meanwhile is not told")
	}
	if got := files(t, c.downloads); len(got) != 0 {
		t.Fatalf("left behind: %v", got)
	}
}

func (c *counter) several(n int) (ids []string) {
	client := c.Contact("Kauri")
	for range n {
		ids = append(ids, c.Document(document.Invoice, client, "120", 0).ID)
	}
	return ids
}

func TestExportMany(t *testing.T) {
	c := newCounter(t)
	ids := c.several(4)
	c.link(ids[1], "AUTHORISED")
	c.link(ids[2], "AUTHORISED", func(r *document.Remote) { r.SentToContact = true })
	c.link(ids[3], "DRAFT")
	c.desk.Export(ids, "4 invoices")
	c.Settle()
	c.Key("Return")
	if got := c.Text("dialog"); got != "4 PDFs are in "+filepath.Base(c.downloads) {
		t.Fatalf("it says %q", got)
	}
	if got := files(t, c.downloads); len(got) != 4 {
		t.Fatalf("the folder holds %v", got)
	}
	if got := c.Text("paper.mark"); got != "Mark 1 as sent in Xero" {
		t.Fatalf("it offers %q", got)
	}
	c.ClickName("paper.mark")
	if len(c.there) != 1 || c.there[0] != ids[1] || c.Has("dialog") {
		t.Fatalf("marked %v", c.there)
	}
}

// Cancel ends it between two files and says what was done.
func TestCancelWhileExportingMany(t *testing.T) {
	c := newCounter(t)
	ids := c.several(12)
	stop, cancel := context.WithCancel(t.Context())
	shown := 0
	came := c.desk.writeMany(t.Context(), stop, ids, c.downloads, func(int) { shown++ })
	if came.stopped || len(came.docs) != 12 || shown == 0 {
		t.Fatalf("without Cancel %d are written", len(came.docs))
	}
	cancel()
	if came = c.desk.writeMany(t.Context(), stop, ids, t.TempDir(), func(int) {}); !came.stopped || len(came.docs) != 0 {
		t.Fatalf("cancelled before, %d are written", len(came.docs))
	}

	// In the window: the work is held until Cancel was pressed in its middle.
	folder := t.TempDir()
	c.downloads = folder
	c.desk.folder = ""
	c.desk.Export(ids, "12 invoices")
	c.Settle()
	c.Hold = true
	c.Key("Return") // looks at the folder
	c.Let(0)
	if !c.Has("paper.stop") || c.Held() != 2 {
		t.Fatal("there is no Cancel while it runs")
	}
	c.ClickName("paper.stop")
	c.Let(1)
	c.Hold = false
	if got := c.Text("dialog"); got != "0 of 12 PDFs are in "+filepath.Base(folder) {
		t.Fatalf("it says %q", got)
	}
	if !c.Says("It was cancelled") || c.Has("paper.folder.show") {
		t.Fatal("it does not say that it was cancelled")
	}
	c.Key("Return")
	if c.Has("dialog") {
		t.Fatal("Done does not close it")
	}
}

// What was written before Cancel stays, whole.
func TestCancelInTheMiddle(t *testing.T) {
	c := newCounter(t)
	ids := c.several(30)
	stop, cancel := context.WithCancel(t.Context())
	defer cancel()
	// Pressed as soon as the third file is there.
	done := make(chan came, 1)
	go func() { done <- c.desk.writeMany(t.Context(), stop, ids, c.downloads, func(int) {}) }()
	for len(files(t, c.downloads)) < 3 {
		runtime.Gosched()
	}
	cancel()
	got := <-done
	if n := len(got.docs); n < 2 || n >= len(ids) || !got.stopped {
		t.Fatalf("%d of %d were written", n, len(ids))
	}
	names := files(t, c.downloads)
	if len(names) != len(got.docs) {
		t.Fatalf("%d are said to be written, the folder holds %v", len(got.docs), names)
	}
	for _, name := range names {
		if b, err := os.ReadFile(filepath.Join(c.downloads, name)); err != nil || !strings.HasPrefix(string(b), "%PDF") {
			t.Errorf("%s is no PDF: %v", name, err)
		}
	}
}

// Where Xero's totals are not our sums, only Xero's paper is right.
func TestHeadOnlyIsNotPrinted(t *testing.T) {
	d := &store.StoredDocument{HeadOnly: true}
	d.Number = "INV-7"
	if why := WhyNot(d); why == nil || !strings.Contains(why.Error(), "INV-7") {
		t.Fatalf("it is printed: %v", why)
	}
	d.HeadOnly = false
	if WhyNot(d) != nil {
		t.Fatal("others are printed")
	}
}

func TestOpenPDF(t *testing.T) {
	c := newCounter(t)
	c.must(os.MkdirAll(c.cache, 0o700))
	old := filepath.Join(c.cache, "INV-0009.pdf")
	c.must(os.WriteFile(old, []byte("old"), 0o600))
	c.make() // as at the next start
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Fatal("what was looked at before is not cleaned up")
	}
	d := c.Document(document.Invoice, c.Contact("Kauri"), "120", 0)
	c.desk.OpenPDF(d.ID)
	c.Settle()
	want := filepath.Join(c.cache, "INV-0001.pdf")
	if len(c.Opened) != 1 || c.Opened[0] != address(want) {
		t.Fatalf("opened %v", c.Opened)
	}
	if !strings.Contains(pdfText(t, want), "INV-0001") {
		t.Fatal("it is not the document")
	}
	c.desk.OpenPDF("gone")
	c.Settle()
	if !c.Says("no longer in the company file") {
		t.Fatal("what is gone is not told")
	}
}

// What Xero has been paid is on the paper.
func TestPrintsPayments(t *testing.T) {
	c := newCounter(t)
	d := c.Document(document.Invoice, c.Contact("Kauri"), "1000", 0)
	c.link(d.ID, "AUTHORISED", func(r *document.Remote) {
		r.AmountPaid = number("400")
		r.AmountDue = r.Total.Sub(r.AmountPaid)
	})
	s := c.Stored(d.ID)
	in, err := c.desk.Printer.Input(t.Context(), &s.Document, s.Remote)
	if err != nil || !in.Paid.Equal(number("400")) || in.OnlineURL != "" {
		t.Fatalf("paid is %v, online %q, %v", in.Paid, in.OnlineURL, err)
	}
}

// A logo that is no longer there prints nothing; one that is there is read once.
func TestPrintsTheLogo(t *testing.T) {
	c := newCounter(t)
	id, err := c.File.SaveImage(t.Context(), []byte("picture"))
	c.must(err)
	d := c.Document(document.Invoice, c.Contact("Kauri"), "1", 0, func(d *document.Document) { d.Company.Logo = id })
	for _, logo := range []string{id, "gone", ""} {
		doc := d.Document
		doc.Company.Logo = logo
		in, err := c.desk.Printer.Input(t.Context(), &doc, nil)
		want := ""
		if logo == id {
			want = "picture"
		}
		if err != nil || string(in.Logo) != want {
			t.Errorf("logo %q prints %q, %v", logo, in.Logo, err)
		}
	}
}

func TestWhatIsOfferedToMark(t *testing.T) {
	for _, test := range []struct {
		name        string
		kind        document.Kind
		mark        document.Status
		status      string
		sent        bool
		state       document.SyncState
		there, here bool
	}{
		{name: "an invoice never posted", kind: document.Invoice, here: true},
		{name: "one marked already", kind: document.Invoice, mark: document.Sent},
		{name: "an approved one", kind: document.Invoice, status: "AUTHORISED", there: true},
		{name: "a paid one", kind: document.Invoice, status: "PAID", there: true},
		{name: "one marked in Xero", kind: document.Invoice, status: "AUTHORISED", sent: true},
		{name: "a draft in Xero", kind: document.Invoice, status: "DRAFT"},
		{name: "a voided one", kind: document.Invoice, status: "VOIDED"},
		{name: "one that waits", kind: document.Invoice, state: document.WaitingToPost},
		{name: "a quote", kind: document.Quote, here: true},
		{name: "a posted draft quote", kind: document.Quote, status: "DRAFT", here: true},
		{name: "an accepted quote", kind: document.Quote, status: "ACCEPTED"},
	} {
		d := &store.StoredDocument{State: test.state}
		d.Kind, d.Mark = test.kind, test.mark
		if test.status != "" {
			d.Remote = &document.Remote{Status: test.status, SentToContact: test.sent}
		}
		if canMarkThere(d) != test.there || canMarkHere(d) != test.here {
			t.Errorf("%s: in Xero %v, here %v", test.name, canMarkThere(d), canMarkHere(d))
		}
	}
}
