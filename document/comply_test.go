package document

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// complete is an invoice that lacks nothing in any of the three countries, of
// one line at a price without tax.
func complete(country, price string) Document {
	c := CountryOf(country)
	return Document{
		Kind: Invoice, Number: "INV-0001", Date: NewDate(2026, time.March, 2), Currency: c.Currency, TaxMode: TaxExclusive,
		Company: Company{Name: "Harbour Light Ltd", Country: country, Address: "18 Wharf Road", TaxNumber: "123-456-789"},
		Client:  Client{Name: "Kauri Point Films", Address: "12 Taranaki Street"},
		Sections: []Section{{ID: "s1", Name: "Lights", Lines: []Line{
			{ID: "l1", Description: "Lamp", Quantity: null("1"), UnitPrice: null(price), Tax: c.Rates[0]},
		}}},
	}
}

func codes(c Compliance) []string {
	var out []string
	for _, p := range c.Missing {
		out = append(out, p.Code+" "+p.Field)
	}
	return out
}

func TestComply(t *testing.T) {
	const nz, au, uk = "New Zealand tax invoice", "Australian tax invoice", "UK VAT invoice"
	for _, x := range []struct {
		name    string
		country string
		price   string // before tax of 15, 10 or 20 percent
		change  func(*Document)
		rule    string
		missing []string
	}{
		{"NZ complete", "NZ", "2000", func(d *Document) {}, nz, nil},
		{"NZ without a client at $1,000", "NZ", "1000", func(d *Document) { d.Client, d.TaxMode = Client{}, TaxInclusive }, nz, nil},
		{"NZ without a client over $1,000", "NZ", "869.57", func(d *Document) { d.Client = Client{} }, nz,
			[]string{"client-name-missing client.name", "client-contact-missing client.contact"}},
		{"NZ with a phone alone", "NZ", "2000", func(d *Document) { d.Client.Address = ""; d.Client.Phone = "+64 3 555 0134" }, nz, nil},
		{"NZ in another currency", "NZ", "10", func(d *Document) { d.Currency = "USD"; d.Client.Name = " " }, nz, []string{"client-name-missing client.name"}},
		{"NZ without the company's details", "NZ", "500", func(d *Document) { d.Company = Company{Country: "NZ"}; d.Date = Date{} }, nz,
			[]string{"company-name-missing company.name", "date-missing date", "tax-number-missing company.taxNumber"}},
		{"NZ tax without a number on little", "NZ", "10", func(d *Document) { d.Company.TaxNumber = " " }, nz, []string{"tax-number-missing company.taxNumber"}},
		{"NZ not registered", "NZ", "5000", func(d *Document) { d.Company = Company{Country: "NZ"}; d.TaxMode = NoTax }, "New Zealand invoice", nil},
		{"NZ registered, zero rated", "NZ", "5000", func(d *Document) { d.Sections[0].Lines[0].Tax = newZealandRates()[1]; d.Client.Name = "" }, nz,
			[]string{"client-name-missing client.name"}},
		{"NZ line without words", "NZ", "10", func(d *Document) { d.Sections[0].Lines[0].Description = " " }, nz, []string{"description-missing line.description"}},
		{"NZ words in the enhanced description", "NZ", "10", func(d *Document) {
			d.Sections[0].Lines[0].Description, d.Sections[0].Lines[0].Enhanced = "", "- lamp"
		}, nz, nil},
		{"NZ line without words in a section of one line", "NZ", "10", func(d *Document) {
			d.Sections[0].Lines[0].Description, d.Sections[0].Print = "", PrintOneLine
		}, nz, nil},
		{"NZ tax not chosen", "NZ", "10", func(d *Document) { d.Sections[0].Lines[0].Tax = Tax{} }, nz, []string{"tax-missing line.tax"}},
		{"NZ credit over $1,000", "NZ", "-2000", func(d *Document) { d.Client = Client{Name: "Kauri"} }, nz, []string{"client-contact-missing client.contact"}},

		{"AU complete", "AU", "5000", func(d *Document) {}, au, nil},
		{"AU under $1,000 without a client", "AU", "909.08", func(d *Document) { d.Client = Client{} }, au, nil},
		{"AU at $1,000 without a client", "AU", "909.09", func(d *Document) { d.Client = Client{} }, au, []string{"client-name-missing client.name"}},
		{"AU with the client's ABN alone", "AU", "5000", func(d *Document) { d.Client = Client{TaxNumber: "51 824 753 556"} }, au, nil},
		{"AU tax without an ABN", "AU", "10", func(d *Document) { d.Company.TaxNumber = "" }, au, []string{"tax-number-missing company.taxNumber"}},
		{"AU with an ABN and no GST", "AU", "5000", func(d *Document) { d.TaxMode = NoTax; d.Client = Client{} }, "Australian invoice", nil},
		{"AU one line for taxable and free", "AU", "10", func(d *Document) {
			other := d.Sections[0].Lines[0]
			other.ID, other.Tax = "l2", australianRates()[1]
			d.Sections[0].Lines = append(d.Sections[0].Lines, other, other)
			d.Sections[0].Print = PrintOneLine
		}, au, []string{"tax-hidden section.print"}},
		{"AU one line for all taxable", "AU", "10", func(d *Document) { d.Sections[0].Print = PrintOneLine }, au, nil},

		{"UK complete", "GB", "10", func(d *Document) {}, uk, nil},
		{"UK under its other code", "UK", "10", func(d *Document) {}, uk, nil},
		{"UK with nothing", "GB", "10", func(d *Document) {
			d.Number, d.Client, d.Company, d.Date = "", Client{}, Company{Country: "GB"}, Date{}
		}, uk, []string{"number-missing number", "company-name-missing company.name", "company-address-missing company.address",
			"tax-number-missing company.taxNumber", "date-missing date", "client-name-missing client.name", "client-address-missing client.address"}},
		{"UK prices with VAT", "GB", "10", func(d *Document) { d.TaxMode = TaxInclusive }, uk, []string{"prices-include-tax taxMode"}},
		{"UK prices hidden", "GB", "10", func(d *Document) { d.Sections[0].Print = PrintNoPrices }, uk, []string{"prices-hidden section.print"}},
		{"UK in euros", "GB", "10", func(d *Document) { d.Currency = "EUR" }, uk, []string{"currency-not-sterling currency"}},
		{"UK not registered", "GB", "10", func(d *Document) { d.TaxMode = NoTax; d.Company.TaxNumber = "" }, "UK invoice", nil},

		{"a quote", "NZ", "10", func(d *Document) { d.Kind = Quote; d.Company = Company{Country: "NZ"} }, "", nil},
		{"no lines", "NZ", "10", func(d *Document) { d.Sections[0].Lines = nil }, nz, []string{"lines-missing lines"}},
		{"optional lines do not count", "NZ", "10", func(d *Document) { d.Sections[0].Lines[0].Optional = true }, nz, []string{"lines-missing lines"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := complete(x.country, x.price)
			x.change(&d)
			got := Comply(&d)
			if got.Rule != x.rule {
				t.Errorf("rule %q, want %q", got.Rule, x.rule)
			}
			if diff := cmp.Diff(x.missing, codes(got)); diff != "" {
				t.Error(diff)
			}
			for _, p := range got.Missing {
				if p.Sentence == "" || p.Fix == "" {
					t.Errorf("%s says too little: %q %q", p.Code, p.Sentence, p.Fix)
				}
			}
		})
	}
}

func TestComplyKnowsNoRuleElsewhere(t *testing.T) {
	d := complete("NZ", "10")
	d.Company = Company{Country: "US"}
	if got := Comply(&d); got.Rule != "" || !got.Complete() {
		t.Errorf("got %+v", got)
	}
}

func TestComplyNamesTheLine(t *testing.T) {
	d := complete("NZ", "10")
	d.Sections[0].Lines = append([]Line{{ID: "empty"}, {ID: "words", Description: "About lamps"}}, d.Sections[0].Lines...)
	d.Sections[0].Lines[2].Description = ""
	got := Comply(&d)
	if len(got.Missing) != 1 || got.Missing[0].Line != "l1" || got.Missing[0].Sentence != "Line 2 has no description." {
		t.Errorf("got %+v", got.Missing)
	}
}

func TestPrintedKind(t *testing.T) {
	for _, x := range []struct {
		name, country, want string
		change              func(*Document)
	}{
		{"quote", "NZ", "Quote", func(d *Document) { d.Kind = Quote }},
		{"NZ registered", "NZ", "Tax invoice", func(*Document) {}},
		{"NZ not registered", "NZ", "Invoice", func(d *Document) { d.Company.TaxNumber = "" }},
		{"NZ without tax", "NZ", "Invoice", func(d *Document) { d.TaxMode = NoTax }},
		{"AU with GST", "AU", "Tax invoice", func(*Document) {}},
		{"AU without GST", "AU", "Invoice", func(d *Document) { d.Sections[0].Lines[0].Tax = australianRates()[1] }},
		{"AU whose GST sums to nothing", "AU", "Tax invoice", func(d *Document) {
			back := d.Sections[0].Lines[0]
			back.UnitPrice = null("-10")
			d.Sections[0].Lines = append(d.Sections[0].Lines, back)
		}},
		{"UK", "GB", "Invoice", func(*Document) {}},
		{"elsewhere", "US", "Invoice", func(*Document) {}},
	} {
		d := complete("NZ", "10")
		if len(CountryOf(x.country).Rates) > 0 {
			d = complete(x.country, "10")
		}
		d.Company.Country = x.country
		x.change(&d)
		if got := d.PrintedKind(); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Whoever charges tax is asked for the number, whatever else is on the
// document; and checking never changes it.
func TestComplyAlwaysAsksForTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		d.Kind = Invoice
		d.Company.Country = rapid.SampledFrom([]string{"NZ", "AU", "GB"}).Draw(t, "country")
		before := d.Clone()
		got := Comply(&d)
		if diff := cmp.Diff(before, d); diff != "" {
			t.Fatal(diff)
		}
		if got.Rule == "" {
			t.Fatal("no rule")
		}
		asked := slices.ContainsFunc(got.Missing, func(p Problem) bool { return p.Field == "company.taxNumber" })
		if taxed := !d.Totals().TotalTax.IsZero(); taxed && !asked {
			t.Fatal("tax without a number was let through")
		}
	})
}
