package lines

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/document"
)

// written is a line as a spreadsheet would show it.
func written(l document.Line) string {
	tax := ""
	if !l.Tax.Equal(gst) {
		tax = l.Tax.Name
	}
	return strings.TrimRight(strings.Join([]string{strings.ReplaceAll(l.Description, "\n", "⏎"), l.Text(document.FieldQuantity),
		l.Text(document.FieldDuration), l.Text(document.FieldPrice), l.Text(document.FieldDiscount), tax, l.Account}, "|"), "|")
}

func TestPastingFromASpreadsheet(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		told       string
	}{
		{"one column", "Gaffer\nBest boy\n", []string{"Gaffer", "Best boy"}, ""},
		{"its head is no line", "Description\nGaffer\n", []string{"Gaffer"}, ""},
		{"plain text of several lines", "Two days in Wellington\n\n  with a truck", []string{"Two days in Wellington", "  with a truck"}, ""},
		{"CRLF", "Gaffer\t80\r\nGrip\t70\r\n", []string{"Gaffer|1||80.00", "Grip|1||70.00"}, ""},
		{"description and price", "Gaffer\t$1,200.50", []string{"Gaffer|1||1,200.50"}, ""},
		{"description, quantity, price", "Lamp\t4\t120.00", []string{"Lamp|4||120.00"}, ""},
		{"with the amount", "Lamp\t4\t120.00\t480.00", []string{"Lamp|4||120.00"}, ""},
		{"an amount that is not theirs", "Lamp\t4\t120.00\t500.00", []string{"Lamp|4||120.00"}, "1 amount is not what its quantity and price give."},
		{"with a duration", "Lamp\t4\t3 days\t120", []string{"Lamp|4|3 days|120.00"}, ""},
		{"negative in parentheses", "Credit\t1\t(1,250.00)", []string{"Credit|1||-1,250.00"}, ""},
		{"negative with the sign behind", "Credit\t1\t50.00-", []string{"Credit|1||-50.00"}, ""},
		{"a currency", "Lamp\t2\tNZD 120", []string{"Lamp|2||120.00"}, ""},
		{"a discount", "Lamp\t2\t120\t10%", []string{"Lamp|2||120.00|10%"}, ""},
		{"percent that is the tax", "Lamp\t2\t120\t15%\nGrip\t1\t80\t15%", []string{"Lamp|2||120.00", "Grip|1||80.00"}, ""},
		{"a tax by its name", "Lamp\t2\t120\tNo tax", []string{"Lamp|2||120.00||No tax"}, ""},
		{"cells with breaks and tabs", "\"Lamp\nwith a\tyoke, \"\"soft\"\" box\"\t2\t120", []string{"Lamp⏎with a\tyoke, \"soft\" box|2||120.00"}, ""},
		{"a quote of inches", "\"ARRI\" lamp 6\"\t2\t120\n5\" pipe\t1\t8", []string{"\"ARRI\" lamp 6\"|2||120.00", "5\" pipe|1||8.00"}, ""},
		{"a quote that is not closed", "\"Lamp\t2\t120", []string{"\"Lamp|2||120.00"}, ""},
		{"numbered rows", "1\tGaffer\t80\n2\tGrip\t70", []string{"Gaffer|1||80.00", "Grip|1||70.00"}, ""},
		{"quantity first", "4\tLamp\t80\n2\tFlag\t7", []string{"Lamp|4||80.00", "Flag|2||7.00"}, ""},
		{"empty rows and cells", "Gaffer\t\t80\n\t\t\nGrip\t2\t", []string{"Gaffer|||80.00", "Grip|2"}, ""},
		{"a word among prices", "Gaffer\t1\t80\nGrip\t1\tTBC", []string{"Gaffer|1||80.00", "Grip⏎Price: TBC|1"}, "1 cell could not be read. It stands in the description."},
		{"a decimal comma", "Gaffer\t1,5\t80\nGrip\t2\t1.234,50", []string{"Gaffer⏎Qty: 1,5|||80.00", "Grip⏎Price: 1.234,50|2"},
			"2 cells could not be read. They stand in the descriptions."},
		{"no sum and no date", "Gaffer\t2026-11-22\t80\nGrip\t2026-11-23\t70", []string{"Gaffer⏎2026-11-22|1||80.00", "Grip⏎2026-11-23|1||70.00"}, ""},
		{"a column of words", "Lamp\tfragile\t80", []string{"Lamp⏎fragile|1||80.00"}, ""},
		{"head in any order", "Unit price (NZD)\tQty\tDescription\n$80\t2\tGaffer\n", []string{"Gaffer|2||80.00"}, ""},
		{"head with all", "Item\tQty\tDays\tRate\tDisc %\tTax\tAccount\tTotal\nLamp\t4\t3\t120\t10\tNo tax\t200\t1296.00",
			[]string{"Lamp|4|3 days|120.00|10%|No tax|200"}, ""},
		{"hours", "Description\tHours\tRate\nGaffer\t10\t80", []string{"Gaffer|1|10 hours|80.00"}, ""},
		{"item and description", "Item\tDescription\tQty\tUnit price\nL1\tLamp\t2\t120", []string{"Lamp⏎Item: L1|2||120.00"}, ""},
		{"an unknown column", "Description\tQty\tPrice\tShelf\nLamp\t2\t120\tB4", []string{"Lamp⏎Shelf: B4|2||120.00"}, ""},
		{"unknown tax and account", "Description\tPrice\tTax\tAccount\nLamp\t120\tMoon\t999", []string{"Lamp⏎Tax: Moon⏎Account: 999|1||120.00"},
			"2 cells could not be read. They stand in the descriptions."},
		{"amount alone", "Description\tAmount\nLamp\t120", []string{"Lamp|1||120.00"}, ""},
		{"amount of several", "Description\tQty\tAmount\nLamp\t3\t120", []string{"Lamp⏎Amount: 120|3"}, "1 cell could not be read. It stands in the description."},
		{"a head alone is a line", "Description\tQty", []string{"Description⏎Qty"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := open(t, empty())
			if e := g.Paste(c.text); e.Refused != "" {
				t.Fatal(e.Refused)
			}
			var got []string
			for _, l := range g.Doc().Lines() {
				got = append(got, written(*l))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("pasted:\n%s", diff)
			}
			if got := strings.Join(g.told, "\n"); got != c.told {
				t.Errorf("told %q, want %q", got, c.told)
			}
			if len(g.Selection()) != len(got) {
				t.Errorf("%d of %d pasted lines are selected", len(g.Selection()), len(got))
			}
			g.s.Undo()
			g.Settle()
			if n := len(g.Doc().Lines()); n != 1 || !g.Doc().Lines()[0].IsEmpty() {
				t.Errorf("one undo leaves %d lines", n)
			}
		})
	}
}

func TestPastingIntoACell(t *testing.T) {
	g := open(t, fixture())
	g.at(t, "a.price")
	g.Paste("(1,200.00)\r\n")
	if got := g.Text(Cell{"a", Price}); got != "-1,200.00" {
		t.Errorf("a price from a spreadsheet is %s", got)
	}
	g.at(t, "a.desc|")
	g.Paste("two\nlines")
	if got := g.show(); got != "a.desc|alphatwo\nlines^" || g.content() != whole {
		t.Errorf("text into an edited cell: %s, %s", got, g.content())
	}
	g.at(t, "b.price|")
	g.Paste("9\n8")
	if g.content() != whole {
		t.Errorf("lines pasted into an edited price: %s", g.content())
	}
	g.Choose(Cell{"T", Name})
	g.Paste("x\ny")
	if g.content() != ":a,b / Crew:n1,n2,c,d" {
		t.Errorf("pasted on a heading: %s", g.content())
	}
}

// Between documents lines come whole; amounts read from Xero count only where
// they were read.
func TestCopyingBetweenDocuments(t *testing.T) {
	d := fixture()
	d.Sections[1].Lines[0] = document.Line{ID: "c", Description: "Gaffer", Enhanced: "- early", Quantity: number("1"), UnitPrice: number("80"),
		Duration: document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}, Discount: decimal.NewFromInt(10), Tax: gst, Account: "200",
		Optional: true, AsRead: &document.AsRead{TaxAmount: number("30.01")}}
	d.Sections[1].Print = document.PrintOneLine
	from := open(t, d)
	from.at(t, "c.desc")
	from.press("Ctrl+A Ctrl+A")
	text, _ := from.Copy()

	for _, kind := range []document.Kind{document.Quote, document.Invoice} {
		other := empty()
		other.ID, other.Kind = "other", kind
		to := open(t, other)
		to.cfg.Memory = from.cfg.Memory
		to.Paste(strings.ReplaceAll(text, "\n", "\r\n") + "\r\n") // as another system hands it back
		want := d.Sections[1].Lines[0].Clone()
		got := to.Doc().Sections[1].Lines[0]
		want.ID, want.AsRead, want.Optional = got.ID, nil, kind == document.Quote
		if !got.Equal(want) || to.Doc().Sections[1].Name != "Crew" || to.Doc().Sections[1].Print != document.PrintOneLine {
			t.Errorf("%s: %+v", kind, to.Doc().Sections)
		}
		told := "Xero’s own amounts no longer count for this line. It is added up anew."
		if kind == document.Invoice {
			told += " A line that was optional counts in the total now."
		}
		if len(to.told) != 1 || to.told[0] != told {
			t.Errorf("%s: told %q", kind, to.told)
		}
	}
	from.at(t, "d.desc")
	from.Paste(text)
	if got := from.Doc().Sections[2].Lines[0]; got.AsRead == nil || len(from.told) > 0 {
		t.Errorf("in the same document: %+v, told %q", got, from.told)
	}
	// What is copied elsewhere meanwhile is no longer remembered.
	from.Paste("Grip\t2\t70")
	if l := from.line(from.Cell().Row); l.Description != "Grip" || !l.UnitPrice.Decimal.Equal(decimal.NewFromInt(70)) {
		t.Errorf("pasted %+v", l)
	}
}

// What is copied as text and pasted as text has the same plain fields.
func TestTextOfLinesIsReadBack(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("ab é\"\n\t,;Ω7-(%")), 1, 12, -1)
	decimals := func(most int64) *rapid.Generator[decimal.NullDecimal] {
		return rapid.Custom(func(t *rapid.T) decimal.NullDecimal {
			if rapid.Bool().Draw(t, "none") {
				return decimal.NullDecimal{}
			}
			return decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-most, most).Draw(t, "n"), -rapid.Int32Range(0, 4).Draw(t, "places")))
		})
	}
	rapid.Check(t, func(rt *rapid.T) {
		g := open(t, empty())
		taxes := append(g.cfg.Taxes(), document.Tax{})
		var want []document.Line
		for i := range rapid.IntRange(1, 6).Draw(rt, "lines") {
			l := document.Line{ID: fmt.Sprint("l", i), Description: "x" + strings.TrimRight(text.Draw(rt, "description"), " \n\t"),
				Quantity: decimals(99999).Draw(rt, "quantity"), UnitPrice: decimals(9999999).Draw(rt, "price"),
				Tax: rapid.SampledFrom(taxes).Draw(rt, "tax")}
			if n := decimals(9999).Draw(rt, "duration"); n.Valid && n.Decimal.IsPositive() {
				l.Duration = document.Duration{Number: n.Decimal, Unit: rapid.SampledFrom([]document.DurationUnit{document.Hours, document.Weeks}).Draw(rt, "unit")}
			}
			if n := decimals(100).Draw(rt, "discount"); n.Valid {
				l.Discount = n.Decimal.Abs()
			}
			want = append(want, l)
		}
		copied := Tabbed([]document.Section{{Lines: want}}, document.TaxExclusive)
		g.Paste(copied + "\n")
		got := g.Doc().Lines()
		if len(want) == 1 && !strings.Contains(copied, "\t") || len(got) != len(want) {
			rt.Fatalf("%d lines of %d from %q", len(got), len(want), copied)
		}
		for i, l := range want {
			l.ID = got[i].ID
			if !l.Tax.Chosen {
				l.Tax = gst
			}
			if !l.Equal(*got[i]) || len(g.told) > 0 {
				rt.Fatalf("%q:\n%+v\nread as\n%+v, told %q", copied, l, *got[i], g.told)
			}
		}
	})
}

// Whatever is pasted: every line is one the document can hold, no word is
// lost, and what was read stays the same when it is copied and pasted again.
func FuzzPaste(f *testing.F) {
	for _, s := range []string{"Gaffer\t1\t10 h\t80.00\r\nBest boy\t1\t3h\t1,5\r\n", "Description\tQty\tPrice\nLamp\t2\t$1,200.00\n",
		"\"a\tb\nc\"\t(1.00)\t10%", "\"open\t1\t2", "1\ta\t2\n2\tb\tTBC", "Item\tDescription\tGST\nx\ty\t15%", "\"\"\"\"\t\"\"\n\t\t"} {
		f.Add(s)
	}
	taxes := []document.Tax{gst, {Code: "NONE", Name: "No tax", Chosen: true}}
	f.Fuzz(func(t *testing.T, text string) {
		read := func(text string) pasted {
			s := sheet{mode: document.TaxExclusive, newLine: func(id string) document.Line { return document.Line{ID: id, Tax: gst} }, taxes: taxes}
			return s.read(text)
		}
		first := read(text)
		seen := map[string]bool{}
		for _, l := range first.lines {
			if seen[l.ID] {
				t.Fatalf("two lines are called %s", l.ID)
			}
			seen[l.ID] = true
			for _, f := range []document.Field{document.FieldQuantity, document.FieldPrice, document.FieldDiscount, document.FieldDuration} {
				d := document.Document{Sections: []document.Section{{ID: "s", Lines: []document.Line{l.Clone()}}}}
				if _, change, err := document.SetField(d, l.ID, f, l.Text(f)); err != nil || change.Changed {
					t.Fatalf("%q: %s %q is none that can be typed: %v", text, f, l.Text(f), err)
				}
			}
		}
		rows := readCells(text)
		if again := readCells(writeCells(rows)); len(rows) > 0 && !cmp.Equal(rows, again) && !blankRow(rows[len(rows)-1]) {
			t.Fatalf("%q: cells %q written and read again are %q", text, rows, again)
		}
		if len(first.lines) == 0 {
			if strings.TrimSpace(plainText(text)) != "" && !cmp.Equal(rows, [][]string{{""}}) {
				for _, r := range rows {
					if !blankRow(r) {
						t.Fatalf("%q: nothing was pasted", text)
					}
				}
			}
			return
		}
		second := read(Tabbed([]document.Section{{Lines: first.lines}}, document.TaxExclusive))
		if len(second.lines) != len(first.lines) {
			t.Fatalf("%q: %d lines, then %d", text, len(first.lines), len(second.lines))
		}
		for i, l := range first.lines {
			l.ID = second.lines[i].ID
			if l.Description = strings.TrimRight(l.Description, " \t\n"); !l.Equal(second.lines[i]) {
				t.Fatalf("%q:\n%+v\nthen\n%+v", text, l, second.lines[i])
			}
		}
	})
}
