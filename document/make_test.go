package document

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestDefaultSettings(t *testing.T) {
	tests := []struct{ country, code, currency, tax, number, registration string }{
		{"NZ", "NZ", "NZD", "OUTPUT2 15", "GST number", "NZBN"},
		{"au", "AU", "AUD", "OUTPUT 10", "ABN", "ACN"},
		{"UK", "GB", "GBP", "OUTPUT2 20", "VAT number", "Company number"},
		{"GB", "GB", "GBP", "OUTPUT2 20", "VAT number", "Company number"},
		{"US", "US", "USD", " 0", "EIN", "Company number"},
		{"DE", "DE", "USD", " 0", "Tax number", "Company number"},
	}
	for _, test := range tests {
		s, c := DefaultSettings(test.country, "Harbour Light Ltd"), CountryOf(test.country)
		if s.Company.Country != test.code || s.Company.Name != "Harbour Light Ltd" || s.Currency != test.currency ||
			s.DefaultTax.Code+" "+s.DefaultTax.Rate.String() != test.tax || c.TaxNumberLabel != test.number || c.RegistrationLabel != test.registration {
			t.Errorf("%s: %+v", test.country, s)
		}
		if s.DefaultTax.Chosen != (len(s.Rates) > 0) {
			t.Errorf("%s: a tax setting is chosen that no table has", test.country)
		}
		for _, err := range []error{s.InvoiceNumbers.Check(), s.QuoteNumbers.Check(), s.InvoiceTerms.Check()} {
			if err != nil {
				t.Errorf("%s: %v", test.country, err)
			}
		}
	}
	if CountryOf("US").DateOrder != MonthFirst || CountryOf("NZ").DateOrder != DayFirst {
		t.Error("order of dates")
	}
}

func testContact() Contact {
	return Contact{
		ID: "c1", Name: "Kowhai Cafe Ltd", FirstName: "Mere", LastName: "Tane", Email: "ap@kowhai.example",
		Mobile: Phone{Country: "64", Area: "21", Number: "555 1234"},
		Street: Address{Attention: "Mere", Lines: [4]string{"1 Hill Rd", "", "Unit 2"}, City: "Nelson", PostalCode: "7040", Country: "New Zealand"},
		Terms:  PaymentTerms{DaysAfterDate, 7}, Currency: "AUD", TaxNumber: "123-456-789",
	}
}

func TestNew(t *testing.T) {
	s := DefaultSettings("NZ", "Harbour Light Ltd")
	s.ClientNotes, s.InvoiceText, s.QuoteText = "Thanks", "Pay by bank", "Valid 30 days"
	c := testContact()
	got := New(Invoice, s, &c, day("2026-11-22"), counter("n"))
	want := Document{
		ID: "n1", Kind: Invoice, Company: s.Company, Date: day("2026-11-22"), Due: day("2026-11-29"),
		Currency: "AUD", TaxMode: TaxExclusive, ClientNotes: "Thanks", Terms: "Pay by bank",
		Client: Client{ContactID: "c1", Name: "Kowhai Cafe Ltd", Person: "Mere Tane", Email: "ap@kowhai.example", Phone: "+64 21 555 1234",
			Address: "Mere\n1 Hill Rd\nUnit 2\nNelson 7040\nNew Zealand", TaxNumber: "123-456-789"},
		Sections: []Section{{ID: "n2", Lines: []Line{{ID: "n3", Tax: s.DefaultTax}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	quote := New(Quote, s, nil, day("2026-11-22"), counter("n"))
	if quote.Due != day("2026-12-22") || quote.Terms != "Valid 30 days" || quote.Currency != "NZD" || quote.Client != (Client{}) {
		t.Errorf("quote %+v", quote)
	}
	if got := New(Invoice, s, nil, day("2026-11-22"), counter("n")).Due; got != day("2026-12-20") {
		t.Errorf("by the company's terms due %s", got)
	}
	if saved := quote.WithoutEmptyLines(); len(saved.Lines()) != 0 {
		t.Error("a fresh line is not empty")
	}
}

func TestNewHasTheDefaultParts(t *testing.T) {
	s := DefaultSettings("NZ", "Harbour Light Ltd")
	s.Sections, s.QuoteTitle, s.QuoteSummary = []string{"Equipment", "Crew"}, "Lighting", "Package and crew"
	for _, kind := range []Kind{Invoice, Quote} {
		d := New(kind, s, nil, day("2026-11-22"), counter("n"))
		want := []Section{
			{ID: "n2", Name: "Equipment", Lines: []Line{{ID: "n3", Tax: s.DefaultTax}}},
			{ID: "n4", Name: "Crew", Lines: []Line{{ID: "n5", Tax: s.DefaultTax}}},
		}
		if diff := cmp.Diff(want, d.Sections); diff != "" {
			t.Error(diff)
		}
		if titled := d.Title == "Lighting" && d.Summary == "Package and crew"; titled != (kind == Quote) {
			t.Errorf("%s: title %q, summary %q", kind, d.Title, d.Summary)
		}
	}
}

func TestDuplicate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		d.SourceID = "q"
		kept := d.Clone()
		copied := Duplicate(d, day("2026-11-22"), counter("new"))
		if diff := cmp.Diff(kept, d, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the original changed:\n%s", diff)
		}
		if copied.Number != "" || copied.Mark != "" || copied.SourceID != "" || copied.Date != day("2026-11-22") {
			t.Fatalf("copied %+v", copied)
		}
		if !d.Due.IsZero() && d.Date.DaysTo(d.Due) != copied.Date.DaysTo(copied.Due) {
			t.Fatalf("due %s", copied.Due)
		}
		if slices.ContainsFunc(lineIDs(copied), func(id string) bool { return slices.Contains(lineIDs(d), id) }) {
			t.Fatal("a line id is kept")
		}
		if !copied.Totals().Total.Equal(d.Totals().Total) {
			t.Fatal("the copy is priced differently")
		}
	})
}

func TestConvertToInvoice(t *testing.T) {
	s := DefaultSettings("NZ", "Harbour Light Ltd")
	s.InvoiceText, s.QuoteText = "Pay by bank", "Valid 30 days"
	priced := func(id string, optional bool) Line {
		return Line{ID: id, Description: id, Enhanced: "**" + id + "**", UnitPrice: null("10"), Duration: Duration{dec("3"), Days}, Optional: optional}
	}
	quote := Document{ID: "q", Kind: Quote, Number: "QUO-0007", Title: "Film", Summary: "Night", Terms: "Valid 30 days", Mark: Accepted,
		InternalNotes: "secret", Tags: []string{"film"}, Client: Client{Name: "Ana"}, Currency: "NZD",
		Sections: []Section{
			{ID: "A", Name: "Lights", Lines: []Line{priced("a", false), priced("b", true), priced("c", true)}},
			{ID: "B", Name: "Extras", Lines: []Line{priced("d", true)}},
		}}
	got := ConvertToInvoice(quote, []string{"b"}, s, nil, day("2026-11-22"), counter("n"))
	a, b := priced("n3", false), priced("n4", false)
	a.Description, b.Description, a.Enhanced, b.Enhanced = "a", "b", "**a**", "**b**"
	want := Document{ID: "n1", Kind: Invoice, Date: day("2026-11-22"), Due: day("2026-12-20"), Reference: "QUO-0007", Terms: "Pay by bank",
		InternalNotes: "secret", Tags: []string{"film"}, Client: Client{Name: "Ana"}, Currency: "NZD", SourceID: "q",
		Sections: []Section{{ID: "n2", Name: "Lights", Lines: []Line{a, b}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	quote.Terms, quote.Reference = "Half in advance", "PO 7"
	if got := ConvertToInvoice(quote, nil, s, nil, day("2026-11-22"), counter("n")); got.Terms != "Half in advance" || got.Reference != "PO 7" {
		t.Errorf("terms %q, reference %q", got.Terms, got.Reference)
	}
	quote.Sections = quote.Sections[1:]
	if got := ConvertToInvoice(quote, nil, s, nil, day("2026-11-22"), counter("n")); len(got.Sections) != 1 {
		t.Errorf("%d sections when nothing is taken", len(got.Sections))
	}
}

// Without optional lines, the invoice comes to what the quote did.
func TestConvertedTotalsAreTheQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genDocument().Draw(t, "quote")
		q.Kind = Quote
		inv := ConvertToInvoice(q, nil, Settings{}, nil, day("2026-11-22"), counter("n"))
		if !inv.Totals().Total.Equal(q.Totals().Total) || !inv.Totals().TotalTax.Equal(q.Totals().TotalTax) {
			t.Fatalf("quote %s, invoice %s", q.Totals().Total, inv.Totals().Total)
		}
	})
}

// What is stored is read back to the byte.
func TestDocumentJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		first, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Document
		if err := json.Unmarshal(first, &back); err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(back)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%v\n%s\n%s", err, first, second)
		}
		if !Project(&d).Equal(Project(&back)) || !d.Totals().Total.Equal(back.Totals().Total) {
			t.Fatal("read back as another document")
		}
	})
}

func TestSequence(t *testing.T) {
	s := DefaultSequence(Invoice)
	taken := map[string]bool{"inv-0001": true, "inv-0002": true}
	if number, n := s.NextFree(func(key string) bool { return taken[key] }); number != "INV-0003" || n != 3 {
		t.Errorf("next %s, %d", number, n)
	}
	if got := DefaultSequence(Quote).Format(12345); got != "QUO-12345" {
		t.Error(got)
	}
	for number, want := range map[string]int64{"INV-0148": 148, "inv-148": 148, " INV-1 ": 1, "INV-": -1, "QUO-1": -1, "INV-1a": -1, "INV--1": -1, "INV-99999999999999999999": -1, "": -1} {
		if n, ok := s.Parse(number); ok != (want >= 0) || ok && n != want {
			t.Errorf("Parse(%q) = %d, %v", number, n, ok)
		}
	}
	if got := s.Past("inv-0148").Past("INV-7").Past("QUO-900").Next; got != 149 {
		t.Errorf("goes on with %d", got)
	}
	if NumberKey(" INV-0001") != NumberKey("inv-0001 ") {
		t.Error("case counts")
	}
	for _, bad := range []string{"", " ", "INV\t1", "INV-é", "INV 1 ", strings.Repeat("9", 256)} {
		if p := ProblemOf(CheckNumber(bad)); p == nil || p.Field != "number" {
			t.Errorf("%.10q is accepted", bad)
		}
	}
	for _, bad := range []Sequence{{"INV-", 0, 4}, {"INV-", 1, 0}, {"é", 1, 4}, {" x", 1, 4}, {strings.Repeat("x", 255), 1, 4}} {
		if ProblemOf(bad.Check()) == nil {
			t.Errorf("%.20v is accepted", bad)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Sequence{Prefix: rapid.StringMatching(`[A-Za-z0-9/ -]{0,6}`).Draw(t, "prefix"), Next: 1, Padding: rapid.IntRange(0, 12).Draw(t, "padding")}
		n := rapid.Int64Range(1, 999_999_999_999).Draw(t, "n")
		if strings.TrimSpace(s.Prefix) != "" && s.Prefix[0] == ' ' {
			t.Skip("refused by Check")
		}
		if got, ok := s.Parse(s.Format(n)); strings.TrimSpace(s.Prefix) != "" && (!ok || got != n) {
			t.Fatalf("%q of %+v read as %d, %v", s.Format(n), s, got, ok)
		}
	})
}

func FuzzSequence(f *testing.F) {
	f.Add("INV-", "INV-0148")
	f.Add("", "7")
	f.Add("é", "É1")
	f.Fuzz(func(t *testing.T, prefix, number string) {
		s := Sequence{Prefix: prefix, Next: 1, Padding: 4}
		n, ok := s.Parse(number)
		if n < 0 || !ok && (n != 0 || s.Past(number) != s) {
			t.Fatalf("%q of %q is %d, %v", number, prefix, n, ok)
		}
		if err := CheckNumber(number); err == nil && ok {
			if again, ok := s.Parse(s.Format(n)); s.Check() == nil && (!ok || again != n) {
				t.Fatalf("%q prints %q, which is %d", number, s.Format(n), again)
			}
			if past := s.Past(number); n >= s.Next && past.Next != n+1 {
				t.Fatalf("%q leads to %d", number, past.Next)
			}
		} else if err != nil && ProblemOf(err) == nil {
			t.Fatal(err)
		}
	})
}
