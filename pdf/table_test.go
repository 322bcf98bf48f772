package pdf

import (
	"strings"
	"testing"

	"litework/document"
)

func TestColumnsOnlyWhenUsed(t *testing.T) {
	d := quote()
	for _, l := range d.Lines() {
		l.Duration = document.Duration{}
	}
	p := Lay(Input{Document: d})
	expect(t, p, "Description", "Qty", "Price", "Amount")
	expectNot(t, p, "Duration", "Disc")
	d.Sections[0].Lines[0].Discount = dec("12.5")
	p = Lay(Input{Document: d})
	expect(t, p, "Disc", "12.5 %", "Before discount", "1,160.00", "Discount", "-60.00", "1,100.00")
	for i := range d.Sections {
		d.Sections[i].Print = document.PrintNoPrices
	}
	expectNot(t, Lay(Input{Document: d}), "Disc", "Price", "12.5 %", "120.00")
}

func TestQuantityLeftOutCountsAsOne(t *testing.T) {
	d := quote()
	d.Sections = []document.Section{{ID: "s", Lines: []document.Line{line("l1", "Permit", "", "75", gst15)}}}
	p := Lay(Input{Document: d})
	if x := find(t, p, "1"); x.Line != "l1" {
		t.Errorf("%+v", x)
	}
}

func TestSectionsInThreeWays(t *testing.T) {
	d := quote()
	d.Sections[0].Print = document.PrintNoPrices
	d.Sections[1].Print = document.PrintOneLine
	d.Sections[2].Print = document.PrintOneLine
	p := Lay(Input{Document: d})
	expect(t, p, "Lighting package", "2,460.00", "ARRI SkyPanel S60-C", "HMI 1.2k PAR", "4", "3 days", "Crew", "1,040.00", "Travel",
		"Smoke machine with operator", "350.00") // what is optional is no part of the one line
	expectNot(t, p, "Price", "120.00", "1,440.00", "Gaffer", "Pre-light Friday", "800.00", "Flights Wellington–Christchurch")
	check(t, Input{Document: d}, p)

	// Without a name there is nothing that could stand for the lines.
	d.Sections[0].Name, d.Sections[0].Print = "", document.PrintOneLine
	p = Lay(Input{Document: d})
	expect(t, p, "ARRI SkyPanel S60-C")
	expectNot(t, p, "1,440.00", "2,460.00")
}

func TestSectionsWithoutLinesAreNotPrinted(t *testing.T) {
	d := quote()
	d.Sections = append(d.Sections, document.Section{ID: "s9", Name: "Empty", Lines: []document.Line{{ID: "e"}}})
	expectNot(t, Lay(Input{Document: d}), "Empty")
}

func TestSectionWithoutPriceHasNoSum(t *testing.T) {
	d := quote()
	d.Sections[2].Lines = []document.Line{{ID: "t", Description: "To be agreed"}, d.Sections[2].Lines[1]}
	p := Lay(Input{Document: d})
	heading := find(t, p, "Travel")
	for _, x := range p.Pages[0].Texts {
		if x.Bold && x.Y == heading.Y && x.Text != "Travel" {
			t.Errorf("beside it stands %q", x.Text)
		}
	}
}

func TestTextOnlyLineUsesTheWholeWidth(t *testing.T) {
	d := quote()
	long := strings.TrimSpace(strings.Repeat("words ", 16))
	d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: "t", Description: long})
	p := Lay(Input{Document: d})
	if x := find(t, p, long); x.Width < right-left-200 {
		t.Errorf("it measures %.0f", x.Width)
	}
}

func TestHangingIndents(t *testing.T) {
	d := quote()
	d.Sections[0].Lines[0].Enhanced = "1. " + strings.Repeat("first item of this list ", 9) + "\n2. second\n- bullet"
	p := Lay(Input{Document: d})
	one, two := find(t, p, "1."), find(t, p, "2.")
	var item []placed
	for _, x := range ofLine(p, "l1") {
		if strings.HasPrefix(x.Text.Text, "first") || strings.HasPrefix(x.Text.Text, "item") || strings.HasPrefix(x.Text.Text, "of this") || strings.HasPrefix(x.Text.Text, "list") {
			item = append(item, x)
		}
	}
	if len(item) < 2 {
		t.Fatalf("the item has %d lines", len(item))
	}
	for _, x := range item {
		if x.X != item[0].X || x.X <= one.X+one.Width {
			t.Errorf("%q hangs at %.1f", x.Text.Text, x.X)
		}
	}
	if one.X != two.X || item[0].Y != one.Y {
		t.Error("the numbers do not stand with their items")
	}
}

func TestTaxMarks(t *testing.T) {
	d := quote()
	d.Sections[0].Lines[0].Tax = zero // the section is mixed: each line tells
	expect(t, Lay(Input{Document: d}), "GST", "15 %", "0 %")

	d = quote()
	d.Company.Country = "GB"
	for _, l := range d.Lines() {
		l.Tax = vat20 // the United Kingdom asks for the rate of each line always
	}
	expect(t, Lay(Input{Document: d}), "VAT", "20 %")

	d.Company.Country = "AU"
	for _, l := range d.Lines() {
		l.Tax = gst10
	}
	expectNot(t, Lay(Input{Document: d}), "GST", "10 %")
	d.Sections[2].Lines[0].Tax, d.Sections[2].Lines[1].Tax = free, free
	d.Sections[2].Lines[1].Optional = false
	expect(t, Lay(Input{Document: d}), "GST", "10 %")
	d.Sections[2].Print = document.PrintOneLine
	p := Lay(Input{Document: d})
	expect(t, p, "GST", "10 %", "Free")
	if x := find(t, p, "Free"); x.Y != find(t, p, "Travel").Y {
		t.Error("the one line does not tell its tax")
	}

	d.Sections[2].Name = strings.Repeat("Travel and travel ", 8)
	d.Sections[2].Lines[0].Tax = gst10 // the one line has two taxes, and they have room
	in := Input{Document: d}
	p = Lay(in)
	expect(t, p, "10 %, Free")
	check(t, in, p)
}

func TestFiguresTooWideAreSetSmaller(t *testing.T) {
	d := quote()
	l := &d.Sections[0].Lines[0]
	l.Quantity, l.UnitPrice, l.Discount = null("99999999.9999"), null("9999999999.9999"), dec("12.3456")
	l.Duration = document.Duration{Number: dec("99999.9999"), Unit: document.Months}
	in := Input{Document: d}
	p := Lay(in)
	check(t, in, p)
	if x := find(t, p, "9,999,999,999.9999"); x.Size >= textSize {
		t.Errorf("the size is %.1f", x.Size)
	}
}
