package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"litework/document"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func null(s string) decimal.NullDecimal {
	if s == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(dec(s))
}

var (
	gst15  = document.Tax{Code: "OUTPUT2", Name: "15% GST on Income", Rate: dec("15"), Chosen: true}
	zero   = document.Tax{Code: "ZERORATED", Name: "Zero Rated", Chosen: true}
	gst10  = document.Tax{Code: "OUTPUT", Name: "GST on Income", Rate: dec("10"), Chosen: true}
	free   = document.Tax{Code: "EXEMPTOUTPUT", Name: "GST Free Income", Chosen: true}
	vat20  = document.Tax{Code: "OUTPUT2", Name: "20% (VAT on Income)", Rate: dec("20"), Chosen: true}
	vat5   = document.Tax{Code: "RROUTPUT", Name: "5% (VAT on Income)", Rate: dec("5"), Chosen: true}
	exempt = document.Tax{Code: "EXEMPTOUTPUT", Name: "Exempt Income", Chosen: true}
)

func line(id, description, quantity, price string, tax document.Tax) document.Line {
	return document.Line{ID: id, Description: description, Quantity: null(quantity), UnitPrice: null(price), Tax: tax}
}

func lasting(l document.Line, n string, unit document.DurationUnit) document.Line {
	l.Duration = document.Duration{Number: dec(n), Unit: unit}
	return l
}

func enhanced(l document.Line, source string) document.Line {
	l.Enhanced = source
	return l
}

// quote is the quote of a film's lights: sections, durations, formatting, two
// rates and an optional line.
func quote() document.Document {
	optional := lasting(line("l7", "Smoke machine with operator", "1", "350", zero), "1", document.Days)
	optional.Optional = true
	return document.Document{
		ID: "d1", Kind: document.Quote, Number: "QUO-0031", Currency: "NZD", TaxMode: document.TaxExclusive,
		Date: document.NewDate(2026, time.November, 14), Due: document.NewDate(2026, time.December, 14), Reference: "PO 7731",
		Client:  document.Client{Name: "Kauri Point Films Ltd", Address: "12 Taranaki Street, Te Aro\nWellington 6011"},
		Company: document.Company{Name: "Harbour Light Ltd", Country: "NZ", Address: "18 Wharf Road\nLyttelton 8082", TaxNumber: "123-456-789"},
		Sections: []document.Section{
			{ID: "s1", Name: "Lighting package", Lines: []document.Line{
				enhanced(lasting(line("l1", "ARRI SkyPanel S60-C", "4", "120", gst15), "3", document.Days), "**Includes** yoke, power lead, _soft box_"),
				lasting(line("l2", "HMI 1.2k PAR", "2", "170", gst15), "3", document.Days),
			}},
			{ID: "s2", Name: "Crew", Lines: []document.Line{
				enhanced(lasting(line("l3", "Gaffer", "1", "80", gst15), "10", document.Hours), "- Pre-light Friday\n- Shoot Saturday"),
				lasting(line("l4", "Best boy", "1", "80", gst15), "3", document.Hours),
			}},
			{ID: "s3", Name: "Travel", Lines: []document.Line{
				line("l5", "Flights Wellington–Christchurch", "2", "90", zero), optional,
			}},
		},
		ClientNotes: "Thanks for asking us. A 50 % deposit secures the dates.",
		Terms:       "valid 30 days. Prices exclude GST where shown.",
	}
}

// invoice has a number of lines in sections of twelve.
func invoice(lines int) document.Document {
	d := quote()
	d.Kind, d.Number, d.Sections = document.Invoice, "INV-0148", nil
	d.Terms = "Pay within 20 days of the month that follows, to 12-3456-7890123-00."
	for i := range lines {
		if i%12 == 0 {
			d.Sections = append(d.Sections, document.Section{ID: fmt.Sprintf("s%d", i), Name: fmt.Sprintf("Week %d", i/12+1)})
		}
		l := line(fmt.Sprintf("l%d", i), fmt.Sprintf("Lamp %d with its stand, AVATAR Tourist WAVE", i), "2", fmt.Sprint(10+i%90), gst15)
		if i%5 == 0 {
			l = enhanced(l, "**Includes** yoke and _soft box_ number "+fmt.Sprint(i)+"\n- tested\n- insured")
		}
		if i%7 == 0 {
			l = lasting(l, "3", document.Days)
		}
		s := &d.Sections[len(d.Sections)-1]
		s.Lines = append(s.Lines, l)
	}
	return d
}

// logo is a picture of a size in pixels.
func logo(w, h int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{R: 0x0F, G: 0x6E, B: 0x69, A: uint8(255 - 200*y/h)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// printed is the text of a paper, page by page in the order it is painted.
func printed(p *Paper) string {
	var b strings.Builder
	for _, page := range p.Pages {
		for _, t := range page.Texts {
			b.WriteString(t.Text + "\n")
		}
	}
	return b.String()
}

func write(t testing.TB, p *Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
