package document

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// counter gives ids in order, so that a failing case can be read.
func counter(prefix string) func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("%s%d", prefix, n) }
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func null(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

func decimals(lowest, highest int64, places int32) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		scale := rapid.Int32Range(0, places).Draw(t, "places")
		n := rapid.Int64Range(lowest, highest).Draw(t, "whole")
		for range scale {
			n = n*10 + rapid.Int64Range(0, 9).Draw(t, "digit")
		}
		return decimal.New(n, -scale)
	})
}

func maybe(g *rapid.Generator[decimal.Decimal]) *rapid.Generator[decimal.NullDecimal] {
	return rapid.Custom(func(t *rapid.T) decimal.NullDecimal {
		if rapid.IntRange(0, 3).Draw(t, "absent") == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(g.Draw(t, "value"))
	})
}

func dates() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return NewDate(2020, time.January, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "day"))
	})
}

// taxTable is what the other side knows of tax: codes with rates.
var taxTable = []Tax{
	{},
	taxSetting("NONE", "No GST", 0),
	taxSetting("OUTPUT", "GST on Income", 10),
	taxSetting("OUTPUT2", "15% GST on Income", 15),
	{Code: "TAX001", Name: "Odd", Rate: decimal.RequireFromString("12.5"), Chosen: true},
	{Code: "TAX002", Name: "Odder", Rate: decimal.RequireFromString("8.8750"), Chosen: true},
}

func genLine(t *rapid.T, id string) Line {
	text := rapid.SampledFrom([]string{"", "Lamp", "Stand\nheavy", "Truck & driver", "  ", "é"})
	l := Line{
		ID: id, Description: text.Draw(t, "description"), Enhanced: text.Draw(t, "enhanced"),
		Quantity:  maybe(decimals(-30, 300, 4)).Draw(t, "quantity"),
		UnitPrice: maybe(decimals(-2000, 20000, 4)).Draw(t, "price"),
		Tax:       rapid.SampledFrom(taxTable).Draw(t, "tax"),
		Account:   rapid.SampledFrom([]string{"", "200", "260"}).Draw(t, "account"),
		Optional:  rapid.IntRange(0, 4).Draw(t, "optional") == 0,
	}
	if rapid.Bool().Draw(t, "discounted") {
		l.Discount = rapid.OneOf(rapid.Just(hundred), decimals(0, 99, 4)).Draw(t, "discount")
	}
	if rapid.Bool().Draw(t, "timed") {
		l.Duration = Duration{decimals(1, 30, 4).Draw(t, "duration"), rapid.SampledFrom([]DurationUnit{Hours, Days, Weeks, Months}).Draw(t, "unit")}
	}
	if rapid.IntRange(0, 5).Draw(t, "imported") == 0 {
		l.AsRead = &AsRead{maybe(decimals(-50, 50, 2)).Draw(t, "tax read"), maybe(decimals(-50, 50, 2)).Draw(t, "discount read")}
	}
	return l
}

func genDocument() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		id := counter("x")
		word := rapid.StringN(0, 8, -1)
		d := Document{
			ID: id(), Kind: rapid.SampledFrom([]Kind{Invoice, Quote}).Draw(t, "kind"),
			Number:   rapid.SampledFrom([]string{"", "INV-0001", "q 7"}).Draw(t, "number"),
			Client:   Client{Name: word.Draw(t, "client"), ContactID: rapid.SampledFrom([]string{"", "c1"}).Draw(t, "contact")},
			Company:  Company{Name: word.Draw(t, "company"), Country: "NZ"},
			Date:     dates().Draw(t, "date"),
			Currency: "NZD",
			TaxMode:  rapid.SampledFrom([]TaxMode{TaxExclusive, TaxInclusive, NoTax}).Draw(t, "mode"),
			Title:    word.Draw(t, "title"), Summary: word.Draw(t, "summary"), Terms: word.Draw(t, "terms"),
			Reference: word.Draw(t, "reference"), InternalNotes: word.Draw(t, "notes"),
			Tags: rapid.SliceOfN(word, 0, 2).Draw(t, "tags"),
			Mark: rapid.SampledFrom([]Status{"", Draft, Sent}).Draw(t, "mark"),
		}
		if rapid.Bool().Draw(t, "has due") {
			d.Due = dates().Draw(t, "due")
		}
		for range rapid.IntRange(1, 3).Draw(t, "sections") {
			s := Section{ID: id(), Name: word.Draw(t, "section")}
			for range rapid.IntRange(0, 4).Draw(t, "lines") {
				s.Lines = append(s.Lines, genLine(t, id()))
			}
			d.Sections = append(d.Sections, s)
		}
		return d
	})
}

// TestMain asks every property more often than the default of a hundred times,
// unless the command line says how often.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		if err := flag.Set("rapid.checks", "500"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
