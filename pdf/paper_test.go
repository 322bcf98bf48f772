package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"litework/document"
)

// says reports whether a paper has a text that stands alone.
func says(p *Paper, text string) bool {
	return slices.Contains(strings.Split(printed(p), "\n"), text)
}

func expect(t *testing.T, p *Paper, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !says(p, text) {
			t.Errorf("%q is not printed", text)
		}
	}
}

func expectNot(t *testing.T, p *Paper, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if says(p, text) {
			t.Errorf("%q is printed", text)
		}
	}
}

// find is the only text that reads so.
func find(t *testing.T, p *Paper, text string) placed {
	t.Helper()
	var out []placed
	for n, page := range p.Pages {
		for _, x := range page.Texts {
			if x.Text == text {
				out = append(out, placed{x, n})
			}
		}
	}
	if len(out) != 1 {
		t.Fatalf("%q is printed %d times", text, len(out))
	}
	return out[0]
}

func TestQuote(t *testing.T) {
	p := Lay(Input{Document: quote()})
	expect(t, p, "Quote", "QUO-0031", "Harbour Light Ltd", "18 Wharf Road, Lyttelton 8082 · GST 123-456-789",
		"For", "Kauri Point Films Ltd", "12 Taranaki Street, Te Aro", "Wellington 6011", "Date", "14 Nov 2026", "Valid until", "14 Dec 2026",
		"Reference", "PO 7731", "Lighting package", "2,460.00", "ARRI SkyPanel S60-C", "3 days", "1,440.00",
		"Crew", "10 hours", "• Pre-light Friday"[:3], "Pre-light Friday", " · zero rated", "Optional: ", "Smoke machine with operator", "350.00",
		"Subtotal", "3,680.00", "GST 15 % on 3,500.00", "525.00", "Zero rated on 180.00", "0.00", "Total NZD", "4,205.00",
		"without optional lines", "Notes", "Thanks for asking us. A 50 % deposit secures the dates.",
		"Terms: valid 30 days. Prices exclude GST where shown.", "Page 1 of 1")
	expectNot(t, p, "Disc", "GST", "Discount", "Paid")
	if p.Title != "Quote QUO-0031" || p.Author != "Harbour Light Ltd" {
		t.Errorf("it calls itself %q by %q", p.Title, p.Author)
	}
	if x := find(t, p, "Includes"); !x.Bold || x.Color != mutedColor || x.Line != "l1" {
		t.Errorf("%+v", x.Text)
	}
	if x := find(t, p, "soft box"); !x.Italic || x.Bold {
		t.Errorf("%+v", x.Text)
	}
	if x := find(t, p, "Total NZD"); x.Color != tealColor || !x.Bold {
		t.Errorf("%+v", x.Text)
	}
}

func TestInclusivePrices(t *testing.T) {
	d := quote()
	d.TaxMode = document.TaxInclusive
	p := Lay(Input{Document: d})
	expect(t, p, "Total NZD", "3,680.00", "Includes GST 15 % on 3,043.48", "456.52", "Zero rated on 180.00")
	expectNot(t, p, "Subtotal")
	if find(t, p, "Total NZD").Y > find(t, p, "Includes GST 15 % on 3,043.48").Y {
		t.Error("the tax stands above the total it is part of")
	}
}

func TestNoTax(t *testing.T) {
	d := quote()
	d.TaxMode = document.NoTax
	p := Lay(Input{Document: d})
	expect(t, p, "Total NZD", "Quote")
	expectNot(t, p, "Subtotal", " · zero rated")
}

func TestTaxNotChosenIsNotCalledNone(t *testing.T) {
	d := quote()
	for _, l := range d.Lines() {
		l.Tax = document.Tax{}
	}
	p := Lay(Input{Document: d})
	if s := printed(p); strings.Contains(s, "No GST") || strings.Contains(s, "Subtotal") {
		t.Error("a tax nobody chose is printed as one")
	}
}

func TestPaidAndDue(t *testing.T) {
	p := Lay(Input{Document: invoice(3), Paid: dec("40")})
	expect(t, p, "Total NZD", "121.90", "Paid", "-40.00", "Due NZD", "81.90")
	expectNot(t, Lay(Input{Document: invoice(3)}), "Paid", "Due NZD")
}

func TestOnlineLink(t *testing.T) {
	const address = "https://in.xero.com/AbCdEf"
	p := Lay(Input{Document: invoice(3), OnlineURL: address})
	x := find(t, p, address)
	links := p.Pages[x.page].Links
	if len(links) != 1 || links[0].URL != address {
		t.Fatalf("links %+v", links)
	}
	if l := links[0]; l.X > x.X || l.X+l.Width < x.X+x.Width || l.Y > x.Y-5 || l.Y+l.Height < x.Y {
		t.Errorf("the link %+v does not cover %+v", l, x.Text)
	}
	d := invoice(3)
	d.Company.Accent = "#FFFF00" // too pale for text, and so the address is black
	if p := Lay(Input{Document: d, OnlineURL: address}); len(p.Pages[0].Links) != 1 || find(t, p, address).Color != inkColor {
		t.Errorf("links %+v", p.Pages[0].Links)
	}
	for _, bad := range []string{"javascript:alert(1)", "file:///etc/passwd", "in.xero.com", "https://", "%", "ftp://in.xero.com/x", "javascript://in.xero.com/%0aalert(1)"} {
		p := Lay(Input{Document: invoice(3), OnlineURL: bad})
		if len(p.Pages[0].Links) != 0 || says(p, bad) {
			t.Errorf("%q became a link", bad)
		}
	}
}

func TestTermsInTheFootOrBelow(t *testing.T) {
	d := invoice(40)
	p := Lay(Input{Document: d})
	foot := find(t, p, "Terms: "+d.Terms)
	if foot.page != len(p.Pages)-1 || foot.Y < footRule {
		t.Errorf("short terms stand on page %d at %.0f", foot.page+1, foot.Y)
	}
	d.Terms = strings.Repeat("Payment is due. ", 20)
	p = Lay(Input{Document: d})
	if x := find(t, p, "Terms"); x.Y > footRule {
		t.Error("long terms stand in the foot")
	}
	d.Terms = "One\nTwo"
	expect(t, Lay(Input{Document: d}), "Terms", "One", "Two")
}

// Long notes go below the totals, onto further pages, and never over lines.
func TestLongNotes(t *testing.T) {
	d := invoice(9)
	d.ClientNotes = strings.Repeat("Ngā mihi nui ki a koutou katoa mō tō mahi tahi. ", 260)
	in := Input{Document: d}
	p := Lay(in)
	check(t, in, p)
	if len(p.Pages) < 3 {
		t.Fatalf("%d pages", len(p.Pages))
	}
	total := find(t, p, "Total NZD")
	if x := find(t, p, "Notes"); x.page != total.page || x.Y < total.Y {
		t.Errorf("the notes begin on page %d at %.0f, the total stands at %.0f", x.page+1, x.Y, total.Y)
	}
	for n, page := range p.Pages[1:] {
		for _, x := range page.Texts {
			if x.Text == "Amount" {
				t.Errorf("page %d has a table's head without a table", n+2)
			}
		}
	}
}

// A paragraph leaves no single line behind on a page, nor takes one over.
func TestParagraphsOfTwoLinesStayTogether(t *testing.T) {
	for shift := range 6 {
		d := invoice(4 + shift)
		d.ClientNotes = ""
		for i := range 60 {
			d.ClientNotes += fmt.Sprintf("First line of paragraph %d, and then some words, and then so many words more that there has to be another line, which ends with %d.\n", i, i)
		}
		p := Lay(Input{Document: d})
		for n, page := range p.Pages {
			begin, end := 0, 0
			for _, x := range page.Texts {
				if strings.HasPrefix(x.Text, "First line") {
					begin++
				}
				if strings.HasSuffix(x.Text, ".") && x.Line == "" && x.Size == textSize {
					end++
				}
			}
			if begin != end || n == 1 && begin == 0 {
				t.Errorf("on page %d of %d begin %d paragraphs and end %d", n+1, len(p.Pages), begin, end)
			}
		}
	}
}

func TestFurtherPages(t *testing.T) {
	p := Lay(Input{Document: invoice(60)})
	for n, page := range p.Pages {
		heads, follow := 0, 0
		for _, x := range page.Texts {
			if x.Text == "Amount" {
				heads++
			}
			if x.Text == "Tax invoice INV-0148" {
				follow++
			}
		}
		if heads != 1 || follow != min(n, 1) {
			t.Errorf("page %d has %d heads of the table and %d of its own", n+1, heads, follow)
		}
	}
}

func TestDelivery(t *testing.T) {
	d := quote()
	d.ShippingAddress = "Stage 4\nPinewood"
	expect(t, Lay(Input{Document: d}), "Deliver to", "Stage 4", "Pinewood")
	expectNot(t, Lay(Input{Document: quote()}), "Deliver to")
}

func TestTitleAndSummaryOfAQuote(t *testing.T) {
	d := quote()
	d.Title, d.Summary = "Lights for Te Ao Mārama", "Two days."
	expect(t, Lay(Input{Document: d}), "Lights for Te Ao Mārama", "Two days.")
	d.Kind = document.Invoice
	expectNot(t, Lay(Input{Document: d}), "Lights for Te Ao Mārama", "Two days.")
}

func TestPhoneAndEmailStandInForAnAddress(t *testing.T) {
	d := quote()
	d.Client.Email, d.Client.Phone = "ana@example.nz", "+64 4 555 0101"
	expectNot(t, Lay(Input{Document: d}), "ana@example.nz", "+64 4 555 0101")
	d.Client.Address = " "
	expect(t, Lay(Input{Document: d}), "ana@example.nz", "+64 4 555 0101")
}

func TestReverseCharge(t *testing.T) {
	d := invoice(2)
	d.Company.Country = "GB"
	for _, l := range d.Lines() {
		l.Tax = document.Tax{Code: "DRCHARGE20", Name: "Domestic Reverse Charge @ 20% (VAT on Income)", Chosen: true}
	}
	p := Lay(Input{Document: d})
	if !strings.Contains(strings.ReplaceAll(printed(p), "\n", " "), "Reverse charge: customer to account for VAT") {
		t.Error("the words of the reverse charge are missing")
	}
}

func TestLogoKeepsItsShape(t *testing.T) {
	for _, x := range []struct {
		w, h       int
		wide, high float64
	}{{200, 200, 34.5, 34.5}, {400, 100, 120, 30}, {50, 100, 17.25, 34.5}, {1000, 1, 120, 0.12}} {
		p := Lay(Input{Document: quote(), Logo: logo(x.w, x.h)})
		i := p.Pages[0].Images[0]
		if i.Width != x.wide || i.Height != x.high {
			t.Errorf("%d × %d is printed %.2f × %.2f", x.w, x.h, i.Width, i.Height)
		}
		if name := find(t, p, "Harbour Light Ltd"); name.X < i.X+i.Width {
			t.Error("the name stands on the logo")
		}
	}
	whole := logo(60, 60)
	damaged := slices.Clone(whole)
	damaged[len(damaged)/2] ^= 0xFF
	for what, data := range map[string][]byte{"nothing": nil, "words": []byte("no picture"), "half": whole[:len(whole)/2], "damaged": damaged} {
		p := Lay(Input{Document: quote(), Logo: data})
		if len(p.Pages[0].Images) != 0 || find(t, p, "Harbour Light Ltd").X != left {
			t.Errorf("%s is printed as a logo", what)
		}
	}
}
