package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"litework/document"
)

var vocabulary = []string{
	"lamp", "Tāmaki", "Makaurau", "AVATAR", "To.", "WAVE", "東京", "🎬", "fi", "ffl", "x\u0304", "e\u0301", "“quoted”", "a/b-c",
	"https://example.com/a/long/path?with=query&more=1", "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik", "12.50", "€",
	"\t", "a\u200Bb", "שלום", "مرحبا", "\u202E", "non\u00A0breaking", "**bold**", "_italic_", "- ", "1. ", "(", "\\", ")",
}

func text(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, most).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(vocabulary).Draw(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "\n", ""}).Draw(t, "between"))
		}
		return b.String()
	})
}

func amounts(most int64) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return fmt.Sprintf("%d.%02d", rapid.Int64Range(-most, most).Draw(t, "whole"), rapid.IntRange(0, 99).Draw(t, "cents"))
	})
}

func documents(country string, rates ...document.Tax) *rapid.Generator[document.Document] {
	return rapid.Custom(func(t *rapid.T) document.Document {
		d := quote()
		d.Company.Country = country
		d.Kind = rapid.SampledFrom([]document.Kind{document.Invoice, document.Quote}).Draw(t, "kind")
		d.TaxMode = rapid.SampledFrom([]document.TaxMode{document.TaxExclusive, document.TaxInclusive, document.NoTax}).Draw(t, "mode")
		d.Company.Name, d.Company.Address = text(6).Draw(t, "company"), text(8).Draw(t, "address")
		d.Company.Email, d.Company.Website = text(2).Draw(t, "email"), text(2).Draw(t, "website")
		d.Client.Name, d.Client.Address = text(6).Draw(t, "client"), text(12).Draw(t, "client address")
		d.Client.Person, d.Client.TaxNumber = text(3).Draw(t, "person"), text(2).Draw(t, "client number")
		d.Number, d.Reference = text(4).Draw(t, "number"), text(9).Draw(t, "reference")
		d.ShippingAddress, d.Title, d.Summary = text(9).Draw(t, "shipping"), text(9).Draw(t, "title"), text(60).Draw(t, "summary")
		d.ClientNotes, d.Terms = text(100).Draw(t, "notes"), text(60).Draw(t, "terms")
		d.Sections = nil
		n := 0
		for i := range rapid.IntRange(0, 4).Draw(t, "sections") {
			s := document.Section{ID: fmt.Sprint("s", i), Print: rapid.SampledFrom([]document.SectionPrint{"", "", document.PrintNoPrices, document.PrintOneLine}).Draw(t, "print")}
			if i > 0 || rapid.Bool().Draw(t, "named") {
				s.Name = fmt.Sprintf("Section%d ", i) + text(4).Draw(t, "name")
			}
			for range rapid.IntRange(0, 14).Draw(t, "lines") {
				n++
				s.Lines = append(s.Lines, randomLine(t, fmt.Sprint("l", n), rates))
			}
			d.Sections = append(d.Sections, s)
		}
		return d
	})
}

func randomLine(t *rapid.T, id string, rates []document.Tax) document.Line {
	most := rapid.SampledFrom([]int{3, 10, 40}).Draw(t, "length")
	l := document.Line{ID: id, Description: text(most).Draw(t, "description"), Enhanced: text(most).Draw(t, "enhanced"),
		Optional: rapid.IntRange(0, 5).Draw(t, "optional") == 0}
	if rapid.IntRange(0, 5).Draw(t, "words") == 0 {
		return l
	}
	l.Quantity, l.UnitPrice = null(amounts(999).Draw(t, "quantity")), null(amounts(9_999_999).Draw(t, "price"))
	l.Tax = rapid.SampledFrom(rates).Draw(t, "tax")
	if rapid.IntRange(0, 3).Draw(t, "timed") == 0 {
		l = lasting(l, fmt.Sprint(rapid.IntRange(1, 99999).Draw(t, "long")), document.Months)
	}
	if rapid.IntRange(0, 3).Draw(t, "discounted") == 0 {
		l.Discount = dec("12.3456")
	}
	return l
}

// inputs are documents of three countries with all that comes with them.
func inputs() *rapid.Generator[Input] {
	return rapid.Custom(func(t *rapid.T) Input {
		country := rapid.SampledFrom([]string{"NZ", "AU", "GB"}).Draw(t, "country")
		rates := map[string][]document.Tax{"NZ": {gst15, gst15, zero, {}}, "AU": {gst10, free}, "GB": {vat20, vat5, exempt}}[country]
		in := Input{Document: documents(country, rates...).Draw(t, "document")}
		if rapid.Bool().Draw(t, "with a logo") {
			in.Logo = logo(rapid.IntRange(1, 90).Draw(t, "wide"), rapid.IntRange(1, 30).Draw(t, "high"))
		}
		if rapid.Bool().Draw(t, "online") {
			in.OnlineURL = "https://in.xero.com/" + rapid.StringMatching("[A-Za-z]{5,90}").Draw(t, "link")
		}
		if rapid.Bool().Draw(t, "paid") {
			in.Paid = dec(amounts(99999).Draw(t, "amount paid"))
		}
		return in
	})
}

func TestLayOfRandomDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "input")
		before := in.Document.Clone()
		p := Lay(in)
		check(t, in, p)
		if diff := cmp.Diff(before, in.Document); diff != "" {
			t.Errorf("the document was changed: %s", diff)
		}
	})
}

func TestLayGivesTheSameAgain(t *testing.T) {
	in := Input{Document: invoice(30), Logo: logo(80, 40)}
	if diff := cmp.Diff(Lay(in), Lay(in)); diff != "" {
		t.Error(diff)
	}
}

// Papers are laid out and written side by side: the fonts are all they share.
func TestManyAtOnce(t *testing.T) {
	want := write(t, Lay(Input{Document: odd()}))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if !bytes.Equal(want, write(t, Lay(Input{Document: odd()}))) {
				t.Error("a paper made beside others is another")
			}
		})
	}
	group.Wait()
}

func TestPageCount(t *testing.T) {
	for _, x := range []struct{ lines, least, most int }{{0, 1, 1}, {1, 1, 1}, {60, 3, 5}, {1000, 45, 65}} {
		in := Input{Document: invoice(x.lines)}
		p := Lay(in)
		if n := len(p.Pages); n < x.least || n > x.most {
			t.Errorf("%d lines took %d pages", x.lines, n)
		}
		check(t, in, p)
	}
}

func TestDescriptionOfFivePages(t *testing.T) {
	d := invoice(14)
	d.Sections[0].Lines[3].Description = strings.Repeat("This is one of the sentences of a description that goes on and on. ", 170)
	in := Input{Document: d}
	p := Lay(in)
	check(t, in, p)
	texts := ofLine(p, "l3")
	if pages := texts[len(texts)-1].page - texts[0].page + 1; pages < 4 || pages > 7 {
		t.Errorf("it took %d pages", pages)
	}
	if texts[0].page != 0 {
		t.Error("it did not begin where there was room")
	}
}

// The last line comes with the totals wherever the page happens to end.
func TestTotalsAreNeverAlone(t *testing.T) {
	for n := range 60 {
		in := Input{Document: invoice(n)}
		check(t, in, Lay(in))
	}
}

// However a line of more than a page ends, the totals come with the end of it;
// and however it begins, its heading comes with the begin.
func TestLinesLongerThanAPage(t *testing.T) {
	for n := range 45 {
		d := invoice(n/2 + 3)
		last := &d.Sections[len(d.Sections)-1]
		last.Lines[len(last.Lines)-1].Description = strings.TrimSpace(strings.Repeat("This is one of the lines of a description\n", 60+n))
		d.Sections = append(d.Sections, document.Section{ID: "s", Name: "Another", Lines: []document.Line{
			line("z", strings.TrimSpace(strings.Repeat("and this of the last\n", 70+n)), "1", "10", gst15)}})
		in := Input{Document: d}
		p := Lay(in)
		check(t, in, p)
		lines := ofLine(p, "z")
		if heading := find(t, p, "Another"); heading.page != lines[0].page {
			t.Errorf("the heading stands on page %d, its line begins on page %d", heading.page, lines[0].page)
		}
	}
}

func FuzzLay(f *testing.F) {
	f.Add("Lamp", "**bold** _it_\n- a\n1. b", "Notes", "Client", "Lights", int64(100), int64(-2))
	f.Add("\x00\xff\u202E🎬東京", "\u0301\u0301", "\r\n\v\f\u2028", "\u00AD\uFFFE", "\U0010FFFF\t", int64(1)<<62, int64(-1)<<62)
	f.Fuzz(func(t *testing.T, description, enhanced, notes, name, section string, price, scale int64) {
		d := quote()
		l := document.Line{ID: "fuzzed", Description: description, Enhanced: enhanced, Tax: zero,
			UnitPrice: null(fmt.Sprintf("%de%d", price, scale%12))}
		d.Sections = append(d.Sections, document.Section{ID: "s9", Name: section, Lines: []document.Line{l}})
		d.ClientNotes, d.Terms, d.Client.Name, d.Company.Name, d.Number, d.Reference, d.Title = notes, notes, name, name, name, name, name
		d.Currency = name
		p := Lay(Input{Document: d, OnlineURL: notes, Logo: []byte(notes)})
		checkPages(t, p)
	})
}
