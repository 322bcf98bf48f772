package paper

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/document"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func selectAll() fyne.Shortcut { return &fyne.ShortcutSelectAll{} }

func (c *counter) invoice() string {
	client := c.Contact("Kauri Point Films Ltd")
	return c.Document(document.Invoice, client, "120", 0, func(d *document.Document) {
		d.Client.Email, d.Client.Person = "ana@kauri.example", "Ana"
	}).ID
}

func TestEmailThroughTheMailProgram(t *testing.T) {
	c := newCounter(t)
	given := c.mailProgram("0")
	id := c.invoice()
	c.desk.Email(id)
	c.Settle()
	if c.Text("paper.to") != "ana@kauri.example" || c.Text("paper.subject") != "Invoice INV-0001 from Harbour Light Ltd" {
		t.Fatalf("to %q, subject %q", c.Text("paper.to"), c.Text("paper.subject"))
	}
	if text := c.Text("paper.text"); !strings.HasPrefix(text, "Hello Ana,\n\nHere is invoice INV-0001 for NZD 138.00.") || strings.Contains(text, "{") {
		t.Fatalf("text %q", text)
	}
	c.Ctrl(fyne.KeyReturn)
	path := filepath.Join(c.downloads, "INV-0001.pdf")
	want := []string{"--utf8", "--subject", "Invoice INV-0001 from Harbour Light Ltd", "--body", "", "--attach", path, "mailto:ana@kauri.example"}
	got := given()
	if len(got) == len(want) {
		want[4] = got[4]
	}
	if !slices.Equal(got, want) || !strings.Contains(got[4], "Kind regards") {
		t.Fatalf("the mail program was given %q", got)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	if len(c.Opened) != 0 || c.Text("dialog") != "Go on in your mail program" || c.Says("was sent") || c.Says("been sent") {
		t.Fatalf("it says %q, opened %v", c.Text("dialog"), c.Opened)
	}
	c.ClickName("paper.mark")
	if len(c.here) != 1 || c.here[0] != id || c.Has("dialog") {
		t.Fatalf("marked here: %v", c.here)
	}
}

// Without a program that takes files the message goes as an address, and the PDF
// is for the user to attach.
func TestEmailAsAddress(t *testing.T) {
	for name, program := range map[string]func(*counter){
		"there is none": (*counter).noMailProgram, "it fails": func(c *counter) { c.mailProgram("3") },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCounter(t)
			program(c)
			c.link(c.invoice(), "AUTHORISED")
			id := c.Stored("00000000-0000-4000-8000-000000000002").ID
			c.desk.Email(id)
			c.Settle()
			c.ClickName("paper.hand")
			if len(c.Opened) != 1 || !strings.HasPrefix(c.Opened[0], "mailto:ana@kauri.example?subject=Invoice%20INV-0001") {
				t.Fatalf("opened %q", c.Opened)
			}
			u, err := url.Parse(c.Opened[0])
			if err != nil || !strings.Contains(u.Query().Get("body"), "Hello Ana,\r\n\r\nHere is") {
				t.Fatalf("the text arrives as %q, %v", u.Query().Get("body"), err)
			}
			if !c.Says("Attach INV-0001.pdf, which is in") {
				t.Fatal("it does not say where the PDF is")
			}
			if got := c.Text("paper.mark"); got != "Mark as sent in Xero" {
				t.Fatalf("it offers %q", got)
			}
			c.ClickName("paper.copy")
			if len(c.copied) != 1 || !strings.HasPrefix(c.copied[0], "Hello Ana") {
				t.Fatalf("copied %q", c.copied)
			}
		})
	}
}

// A text that no address can hold is put on the clipboard, and that is told.
func TestEmailTooLongForAnAddress(t *testing.T) {
	c := newCounter(t)
	c.noMailProgram()
	c.desk.Email(c.invoice())
	c.Settle()
	long := strings.Repeat("Ka pai. ", 400)
	c.ClickName("paper.text")
	c.Canvas().Focused().(interface{ SetText(string) }).SetText(long)
	c.ClickName("paper.hand")
	if len(c.Opened) != 1 || len(c.Opened[0]) > longest || strings.Contains(c.Opened[0], "body=") {
		t.Fatalf("opened %d characters", len(c.Opened[0]))
	}
	if len(c.copied) != 1 || c.copied[0] != long || !c.Says("on the clipboard") {
		t.Fatal("the text is lost")
	}
}

func TestEmailChecksAddressesAndPlaceholders(t *testing.T) {
	c := newCounter(t)
	given := c.mailProgram("0")
	s := c.Settings()
	s.Email.InvoiceText = "Dear {nobody},\n\n{number}"
	c.must(c.File.SaveSettings(t.Context(), s))
	c.desk.Email(c.invoice())
	c.Settle()
	if text := c.Text("paper.text"); text != "Dear {nobody},\n\nINV-0001" || !c.Says("{nobody} stands for nothing") {
		t.Fatalf("the text is %q", text)
	}
	c.retype("paper.to", "ana@kauri.example; not an address")
	c.ClickName("paper.hand")
	if given() != nil || !c.Says("no e-mail address") || !c.At("paper.to").Focused {
		t.Fatal("a wrong address is handed over")
	}
	c.retype("paper.to", "Ana K <ana@kauri.example>, -x@y.example")
	c.ClickName("paper.hand")
	if got := given(); len(got) == 0 || got[len(got)-1] != "mailto:ana@kauri.example,-x@y.example" {
		t.Fatalf("handed over: %q", got)
	}
}

// Nothing is handed over before the PDF is there.
func TestEmailWithoutPDF(t *testing.T) {
	c := newCounter(t)
	given := c.mailProgram("0")
	c.downloads = filepath.Join(c.downloads, "gone")
	c.desk.Email(c.invoice())
	c.Settle()
	c.ClickName("paper.hand")
	if given() != nil || !c.Has("paper.hand") || !c.Says("There is no folder") {
		t.Fatal("a message without its PDF was handed over")
	}
}

func TestMailto(t *testing.T) {
	m := message{to: []string{"a@b.nz", "c+d@e.nz"}, subject: "50 % off & more?", text: "One\nTwo + ā"}
	if got, want := m.mailto(), "mailto:a@b.nz,c%2Bd@e.nz?subject=50%20%25%20off%20%26%20more%3F&body=One%0D%0ATwo%20%2B%20%C4%81"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := (message{}).mailto(); got != "mailto:" {
		t.Errorf("nothing is %q", got)
	}
}
