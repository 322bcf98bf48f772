package paper

import (
	"path/filepath"
	"strings"
	"testing"

	"litework/app/page/pagetest"
	"litework/document"
	"litework/xerosync"
)

// approved is a document that was posted to the demo organisation as approved.
func approved(t *testing.T) (*counter, string) {
	t.Helper()
	c := &counter{Bench: pagetest.New(t), t: t, downloads: t.TempDir(), cache: filepath.Join(t.TempDir(), "pdf")}
	c.Connect()
	c.Work()
	s := c.Settings()
	s.SalesAccount = "200"
	for _, r := range reference(c).TaxRates {
		if r.AppliesToRevenue && r.Rate.Equal(s.DefaultTax.Rate) {
			s.DefaultTax = document.Tax{Code: r.Code, Name: r.Name, Rate: r.Rate, Chosen: true}
		}
	}
	c.must(c.File.SaveSettings(t.Context(), s))
	c.make()
	id := c.Document(document.Invoice, c.Contact("Wharf Street Studios"), "1200", 0, func(d *document.Document) {
		d.Client.Email = "ana@wharf.example"
	}).ID
	sheet, err := c.Sync.BulkSheet(t.Context(), []string{id}, "AUTHORISED")
	c.must(err)
	if p := sheet.Documents[0].Problem; p != nil {
		t.Fatal(p)
	}
	_, err = c.Sync.PostMany(t.Context(), []xerosync.Intent{sheet.Documents[0].Confirm})
	c.must(err)
	c.Work()
	if r := c.Stored(id).Remote; r == nil || r.Status != "AUTHORISED" {
		t.Fatalf("it was not posted: %+v", c.Stored(id).Op)
	}
	return c, id
}

func reference(c *counter) document.Reference {
	r, err := c.File.Reference(c.Context())
	c.must(err)
	return r
}

// The PDF of an approved invoice says where it is seen online; Xero is asked
// when it is exported, never for the preview.
func TestOnlineAddressOnThePDF(t *testing.T) {
	c, id := approved(t)
	d := c.Stored(id)
	if in, err := c.desk.Printer.Input(t.Context(), &d.Document, d.Remote); err != nil || in.OnlineURL != "" {
		t.Fatalf("the preview asked Xero: %q, %v", in.OnlineURL, err)
	}
	c.desk.Export([]string{id}, d.Number)
	c.Settle()
	c.Key("Return")
	if got := files(t, c.downloads); len(got) != 1 {
		t.Fatalf("exported %v", got)
	}
	in, err := c.desk.Printer.Input(t.Context(), &d.Document, d.Remote)
	if err != nil || !strings.HasPrefix(in.OnlineURL, "https://in.xero.com/") {
		t.Fatalf("afterwards the preview has %q, %v", in.OnlineURL, err)
	}
	if text := pdfText(t, filepath.Join(c.downloads, files(t, c.downloads)[0])); !strings.Contains(text, "in.xero.com") && !strings.Contains(strings.ToLower(text), "online") {
		t.Errorf("the paper does not say it: %s", text)
	}
	if more := c.Toasts[len(c.Toasts)-1].More; len(more) != 2 || more[1].Label != "Mark as sent in Xero" {
		t.Fatalf("it offers %+v", more)
	}
}

// The link goes into the message when it comes, unless the text was changed.
func TestOnlineAddressInTheMessage(t *testing.T) {
	c, id := approved(t)
	c.Hold = true
	c.desk.Email(id)
	c.Let(c.Held() - 1)
	if text := c.Text("paper.text"); strings.Contains(text, "online") || c.Held() == 0 {
		t.Fatalf("before the answer it says %q", text)
	}
	c.Let(c.Held() - 1)
	if text := c.Text("paper.text"); !strings.Contains(text, "You can see it online: https://in.xero.com/") {
		t.Fatalf("after it %q", text)
	}
	c.Hold = false
	c.Key("Escape")

	c.desk.Printer.online = map[string]string{}
	c.Hold = true
	c.desk.Email(id)
	c.Let(c.Held() - 1)
	c.ClickName("paper.text")
	c.Type("Kia ora. ")
	before := c.Text("paper.text")
	c.Let(c.Held() - 1)
	if got := c.Text("paper.text"); got != before {
		t.Fatalf("what was written became %q", got)
	}
	c.Hold = false
}
