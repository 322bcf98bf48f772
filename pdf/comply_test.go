package pdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"litework/document"
)

// What the law calls complete has on paper all that the law asks for.
func TestWhatIsCompleteIsPrinted(t *testing.T) {
	rates := map[string][]document.Tax{"NZ": {gst15, zero}, "AU": {gst10, free}, "GB": {vat20, vat5, exempt}}
	complete := 0
	rapid.Check(t, func(t *rapid.T) {
		country := rapid.SampledFrom([]string{"NZ", "AU", "GB"}).Draw(t, "country")
		d := documents(country, rates[country]...).Draw(t, "document")
		d.Kind, d.Currency = document.Invoice, document.CountryOf(country).Currency
		d.Company.Name, d.Company.Address, d.Number = "Harbour Light", "18 Wharf Road", "INV-1"
		d.Client = document.Client{
			Name:  rapid.SampledFrom([]string{"", "Kauri"}).Draw(t, "client"),
			Email: rapid.SampledFrom([]string{"", "ana@example.nz"}).Draw(t, "email"),
			Phone: rapid.SampledFrom([]string{"", "+64 3 555"}).Draw(t, "phone"), TaxNumber: rapid.SampledFrom([]string{"", "99 888"}).Draw(t, "number"),
			Address: rapid.SampledFrom([]string{"", "12 Taranaki Street"}).Draw(t, "where"),
		}
		for i := range d.Sections {
			if country == "GB" {
				d.Sections[i].Print = document.PrintFull
			}
			for j := range d.Sections[i].Lines {
				d.Sections[i].Lines[j].Description = "Lamp"
			}
		}
		got := document.Comply(&d)
		if !got.Complete() || !strings.HasSuffix(got.Rule, "tax invoice") && !strings.HasSuffix(got.Rule, "VAT invoice") {
			return
		}
		complete++
		p := Lay(Input{Document: d})
		all := words(printed(p))
		must := func(text string) {
			t.Helper()
			if !strings.Contains(all, words(text)) {
				t.Errorf("%s: %q is not printed", got.Rule, text)
			}
		}
		must(d.Company.Name)
		must(d.Company.TaxNumber)
		must(d.Date.Display())
		if country != "GB" && !d.Totals().TotalTax.IsZero() {
			must("Tax invoice")
		}
		over := d.Totals().Total.Abs().GreaterThan(dec("1000"))
		if country == "GB" || country == "NZ" && over {
			must(d.Client.Name)
		}
		switch {
		case country == "GB":
			must(d.Number)
			must(d.Company.Address)
			must(d.Client.Address)
		case country == "NZ" && over && d.Client.Address != "":
			must(d.Client.Address)
		case country == "NZ" && over:
			must(d.Client.Email)
			must(d.Client.Phone)
		case country == "AU" && over && d.Client.Name == "":
			must(d.Client.TaxNumber)
		}
		for _, tax := range d.Totals().Taxes {
			if !tax.Tax.Rate.IsZero() {
				must(tax.Tax.Rate.String() + " %")
				must(document.FormatMoney(tax.Net))
				must(document.FormatMoney(tax.Amount))
			}
		}
		check(t, Input{Document: d}, p)
	})
	if complete < 10 {
		t.Errorf("only %d documents were complete: nothing was tried", complete)
	}
}

func TestKindByLaw(t *testing.T) {
	for country, want := range map[string]string{"NZ": "Tax invoice", "GB": "Invoice", "US": "Invoice", "": "Invoice"} {
		d := invoice(1)
		d.Company.Country = country
		if x := find(t, Lay(Input{Document: d}), want); x.Size != kindSize {
			t.Errorf("%s: %+v", country, x)
		}
	}
	d := invoice(1)
	d.Company.TaxNumber = ""
	expectNot(t, Lay(Input{Document: d}), "Tax invoice")
}
