package document

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// xeroPriced is what Xero would make of a projection.
type xeroPriced struct {
	lines, taxes                  []string
	sub, tax, total, discountable string
}

// halfUp rounds a fraction to cents, half away from zero. It is written with
// integers, apart from the program's rounding.
func halfUp(r *big.Rat) *big.Rat {
	cents := new(big.Rat).Mul(r, big.NewRat(100, 1))
	n, d := new(big.Int).Abs(cents.Num()), cents.Denom()
	n.Mul(n, big.NewInt(2)).Add(n, d)
	n.Div(n, new(big.Int).Mul(d, big.NewInt(2)))
	if cents.Sign() < 0 {
		n.Neg(n)
	}
	return new(big.Rat).SetFrac(n, big.NewInt(100))
}

// priceLikeXero prices a projection by the rules of Xero's documentation: it
// knows the wire fields and the tax rates by code, nothing of documents.
func priceLikeXero(p Projection, rates map[string]decimal.Decimal) xeroPriced {
	var out xeroPriced
	sum, tax, discount := new(big.Rat), new(big.Rat), new(big.Rat)
	percent := func(d decimal.Decimal) *big.Rat { return new(big.Rat).Quo(d.Rat(), big.NewRat(100, 1)) }
	one := big.NewRat(1, 1)
	for _, l := range p.Lines {
		amount, lineTax := new(big.Rat), new(big.Rat)
		if l.Quantity.Valid && l.UnitPrice.Valid {
			gross := new(big.Rat).Mul(l.Quantity.Decimal.Rat(), l.UnitPrice.Decimal.Rat())
			off := new(big.Rat).Mul(gross, percent(l.Discount))
			if l.DiscountAmount.Valid {
				off = l.DiscountAmount.Decimal.Rat()
			}
			amount = halfUp(new(big.Rat).Sub(gross, off))
			rate := percent(rates[l.TaxCode])
			switch {
			case p.TaxMode == NoTax:
			case l.TaxAmount.Valid:
				lineTax = l.TaxAmount.Decimal.Rat()
			case p.TaxMode == TaxInclusive:
				share := new(big.Rat).Quo(rate, new(big.Rat).Add(one, rate))
				lineTax = halfUp(new(big.Rat).Mul(amount, share))
			default:
				lineTax = halfUp(new(big.Rat).Mul(amount, rate))
			}
			discount.Add(discount, new(big.Rat).Sub(halfUp(gross), amount))
		}
		out.lines = append(out.lines, amount.FloatString(2))
		out.taxes = append(out.taxes, lineTax.FloatString(2))
		sum.Add(sum, amount)
		tax.Add(tax, lineTax)
	}
	sub, total := sum, new(big.Rat).Add(sum, tax)
	if p.TaxMode == TaxInclusive {
		sub, total = new(big.Rat).Sub(sum, tax), sum
	}
	out.sub, out.tax, out.total, out.discountable = sub.FloatString(2), tax.FloatString(2), total.FloatString(2), discount.FloatString(2)
	return out
}

// priceHere is the same from the document's own arithmetic.
func priceHere(d *Document) xeroPriced {
	var out xeroPriced
	for _, l := range d.Lines() {
		if l.Crosses() {
			a := l.Amounts(d.TaxMode)
			out.lines = append(out.lines, a.Amount.StringFixed(2))
			out.taxes = append(out.taxes, a.Tax.StringFixed(2))
		}
	}
	t := d.Totals()
	out.sub, out.tax, out.total, out.discountable = t.SubTotal.StringFixed(2), t.TotalTax.StringFixed(2), t.Total.StringFixed(2), t.Discount.StringFixed(2)
	return out
}

var priced = cmp.AllowUnexported(xeroPriced{})

// The promise of the product: what crosses is priced there as it is here.
func TestProjectionPricedByXeroIsTheDocument(t *testing.T) {
	rates := map[string]decimal.Decimal{}
	for _, tax := range taxTable {
		rates[tax.Code] = tax.Rate
	}
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		if diff := cmp.Diff(priceLikeXero(Project(&d), rates), priceHere(&d), priced); diff != "" {
			t.Fatalf("Xero (-) and LiteWork (+) differ:\n%s", diff)
		}
	})
}

func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		totals := d.Totals()
		var amounts, optional, tax, discount, sections, net, taxes decimal.Decimal
		for _, l := range d.Lines() {
			a := l.Amounts(d.TaxMode)
			if l.Optional {
				optional = optional.Add(a.Amount)
				continue
			}
			amounts, tax, discount = amounts.Add(a.Amount), tax.Add(a.Tax), discount.Add(a.Discount)
		}
		for _, s := range totals.Sections {
			sections = sections.Add(s)
		}
		for _, x := range totals.Taxes {
			net, taxes = net.Add(x.Net), taxes.Add(x.Amount)
		}
		equal := func(what string, a, b decimal.Decimal) {
			if !a.Equal(b) {
				t.Fatalf("%s: %s and %s", what, a, b)
			}
		}
		equal("sections", sections, amounts)
		equal("optional", totals.Optional, optional)
		equal("discount", totals.Discount, discount)
		equal("total tax", totals.TotalTax, tax)
		equal("total", totals.Total, totals.SubTotal.Add(totals.TotalTax))
		if d.TaxMode == TaxInclusive {
			equal("inclusive total", totals.Total, amounts)
		} else {
			equal("sub total", totals.SubTotal, amounts)
		}
		if d.TaxMode != NoTax {
			equal("net by rate", net, totals.SubTotal)
			equal("tax by rate", taxes, totals.TotalTax)
		} else if !totals.TotalTax.IsZero() || totals.Taxes != nil {
			t.Fatal("tax on a document without tax")
		}
	})
}

// Taxing an amount and taking the tax out of the sum gives the amount back,
// within the one cent that two roundings can make.
func TestInclusiveUndoesExclusive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tax := rapid.SampledFrom(taxTable).Draw(t, "tax")
		amount := decimals(-100000, 100000, 2).Draw(t, "amount")
		line := Line{UnitPrice: decimal.NewNullDecimal(amount), Tax: tax}
		over := line.Amounts(TaxExclusive)
		line.UnitPrice = decimal.NewNullDecimal(over.Amount.Add(over.Tax))
		within := line.Amounts(TaxInclusive)
		if within.Tax.Sub(over.Tax).Abs().GreaterThan(decimal.New(1, -2)) {
			t.Fatalf("%s: tax %s on top, %s within", amount, over.Tax, within.Tax)
		}
	})
}

// The published examples, and those that tell half up from half even.
func TestPublishedVectors(t *testing.T) {
	gst := func(rate string) Tax { return Tax{Code: "T", Rate: dec(rate), Chosen: true} }
	line := func(q, p, discount string, tax Tax) Line {
		return Line{Quantity: null(q), UnitPrice: null(p), Discount: dec(discount), Tax: tax}
	}
	tests := []struct {
		name string
		kind Kind
		mode TaxMode
		all  []Line
		want xeroPriced
	}{
		{"exclusive 15%", Invoice, TaxExclusive,
			[]Line{line("1", "25.06", "0", gst("15")), line("1", "25.61", "0", gst("15")), line("1", "25.63", "0", gst("15"))},
			xeroPriced{[]string{"25.06", "25.61", "25.63"}, []string{"3.76", "3.84", "3.84"}, "76.30", "11.44", "87.74", "0.00"}},
		{"inclusive 12.5%", Invoice, TaxInclusive,
			[]Line{line("3", "59.00", "0", gst("12.5")), line("1", "-79.00", "0", gst("12.5"))},
			xeroPriced{[]string{"177.00", "-79.00"}, []string{"19.67", "-8.78"}, "87.11", "10.89", "98.00", "0.00"}},
		{"quote with discount", Quote, TaxExclusive, []Line{line("1", "19.95", "10", gst("15"))},
			xeroPriced{[]string{"17.96"}, []string{"2.69"}, "17.96", "2.69", "20.65", "1.99"}},
		{"created invoice", Invoice, TaxExclusive, []Line{line("2.5", "84.1250", "0", gst("15"))},
			xeroPriced{[]string{"210.31"}, []string{"31.55"}, "210.31", "31.55", "241.86", "0.00"}},
		{"half up", Invoice, NoTax,
			[]Line{line("1.5", "10.95", "0", Tax{}), line("3", "33.335", "0", Tax{}), line("2.5", "0.33", "0", Tax{}), line("1", "2.165", "0", Tax{})},
			xeroPriced{[]string{"16.43", "100.01", "0.83", "2.17"}, []string{"0.00", "0.00", "0.00", "0.00"}, "119.44", "0.00", "119.44", "0.00"}},
		{"half away from zero below it", Invoice, NoTax, []Line{line("-1.5", "10.95", "0", Tax{})},
			xeroPriced{[]string{"-16.43"}, []string{"0.00"}, "-16.43", "0.00", "-16.43", "0.00"}},
		{"tax tie", Invoice, TaxExclusive, []Line{line("1", "10.45", "0", gst("10"))},
			xeroPriced{[]string{"10.45"}, []string{"1.05"}, "10.45", "1.05", "11.50", "0.00"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Document{Kind: test.kind, TaxMode: test.mode, Sections: []Section{{Lines: test.all}}}
			if diff := cmp.Diff(test.want, priceHere(&d), priced); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Real invoices with the totals Xero gave them.
func TestRecordedInvoices(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "shared", "vectors", "xero-invoices.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder of recorded invoices is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	type vectorLine struct {
		Quantity     decimal.NullDecimal `json:"quantity"`
		UnitAmount   decimal.NullDecimal `json:"unit_amount"`
		DiscountRate decimal.NullDecimal `json:"discount_rate"`
		LineAmount   decimal.NullDecimal `json:"line_amount"`
		TaxAmount    decimal.NullDecimal `json:"tax_amount"`
		TaxRate      decimal.NullDecimal `json:"tax_rate"`
		TaxType      string              `json:"tax_type"`
		Description  string              `json:"description"`
	}
	var vectors []struct {
		Source, Number string
		Mode           string          `json:"line_amount_types"`
		SubTotal       decimal.Decimal `json:"sub_total"`
		TotalTax       decimal.Decimal `json:"total_tax"`
		Total          decimal.Decimal `json:"total"`
		Lines          []vectorLine
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) == 0 {
		t.Fatal("no vectors")
	}
	checked := 0
	for _, v := range vectors {
		d := Document{Kind: Invoice, TaxMode: map[string]TaxMode{"Exclusive": TaxExclusive, "Inclusive": TaxInclusive, "NoTax": NoTax}[v.Mode]}
		if d.TaxMode == "" {
			t.Fatalf("%s: mode %q", v.Source, v.Mode)
		}
		var lines []Line
		for _, l := range v.Lines {
			lines = append(lines, Line{Description: l.Description, Quantity: l.Quantity, UnitPrice: l.UnitAmount,
				Discount: l.DiscountRate.Decimal, Tax: Tax{Code: l.TaxType, Rate: l.TaxRate.Decimal, Chosen: true}})
		}
		d.Sections = []Section{{Lines: lines}}
		for i, l := range v.Lines {
			got := lines[i].Amounts(d.TaxMode)
			if l.LineAmount.Valid && !got.Amount.Equal(l.LineAmount.Decimal) || l.TaxAmount.Valid && !got.Tax.Equal(l.TaxAmount.Decimal) {
				t.Errorf("%s line %d %q: amount %s tax %s, Xero has %s and %s", v.Source, i+1,
					strings.TrimSpace(l.Description), got.Amount, got.Tax, l.LineAmount.Decimal, l.TaxAmount.Decimal)
			}
			checked++
		}
		totals := d.Totals()
		if !totals.SubTotal.Equal(v.SubTotal) || !totals.TotalTax.Equal(v.TotalTax) || !totals.Total.Equal(v.Total) {
			t.Errorf("%s: %s + %s = %s, Xero has %s + %s = %s", v.Source,
				totals.SubTotal, totals.TotalTax, totals.Total, v.SubTotal, v.TotalTax, v.Total)
		}
	}
	t.Logf("%d invoices, %d lines", len(vectors), checked)
}

func TestTaxInFewLetters(t *testing.T) {
	for _, c := range []struct {
		tax  Tax
		want string
	}{
		{Tax{Name: "15% GST on Income", Rate: dec("15")}, "GST 15%"},
		{Tax{Name: "20% (VAT on Income)", Rate: dec("20")}, "VAT 20%"},
		{Tax{Name: "GST on Income", Rate: dec("12.5")}, "GST 12.5%"},
		{Tax{Name: "Zero Rated", Chosen: true}, "Zero Rated"},
		{Tax{Name: "No GST", Chosen: true}, "No GST"},
		{Tax{Rate: dec("7")}, "Tax 7%"},
		{Tax{Name: "Bed levy", Rate: dec("3")}, "Bed levy"},
		{Tax{}, ""},
	} {
		if got := c.tax.Brief(); got != c.want {
			t.Errorf("%+v in few letters: %q, want %q", c.tax, got, c.want)
		}
	}
}

func TestWhatIsPricedTheSameHasTheSameTotals(t *testing.T) {
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		other := d.Clone()
		all := other.Lines()
		if len(all) == 0 {
			return
		}
		l := all[rapid.IntRange(0, len(all)-1).Draw(t, "line")]
		words := true
		switch rapid.IntRange(0, 7).Draw(t, "change") {
		case 0:
			l.Description += "x"
		case 1:
			l.Enhanced, l.Account = "- x", "260"
		case 2:
			l.Optional, words = !l.Optional, false
		case 3:
			l.AsRead, words = &AsRead{TaxAmount: null("7.77")}, false
		default:
			id := l.ID
			*l = genLine(t, id)
			words = false
		}
		same := d.SamePricing(&other)
		if words && !same {
			t.Fatal("words change what is priced")
		}
		if same {
			told++
			if a, b := d.Totals(), other.Totals(); !cmp.Equal(a, b) {
				t.Fatalf("said to be the same: %s", cmp.Diff(a, b))
			}
		}
		if d.TaxMode != NoTax {
			other.TaxMode = NoTax
			if d.SamePricing(&other) {
				t.Fatal("another tax mode is the same")
			}
		}
	})
	if told == 0 {
		t.Error("nothing is ever the same")
	}
}
