package lines

import (
	"strings"
	"testing"

	"litework/document"
)

// The table of interaction.md, section 3: what a cell accepts, and what it
// shows when idle.
func TestWhatACellAccepts(t *testing.T) {
	for _, c := range []struct{ col, typed, shows, wrong string }{
		{"price", "12", "12.00", ""}, {"price", "1,234.50", "1,234.50", ""}, {"price", "$120", "120.00", ""}, {"price", "-40", "-40.00", ""},
		{"price", "3*120+15", "375.00", ""}, {"price", "10/3", "3.3333", ""}, {"price", "(2+3)*1.5", "7.50", ""}, {"price", "84.125", "84.125", ""},
		{"price", "1,5", "1,5", "Use a point: 1.5"}, {"price", "1/0", "1/0", "Nothing can be divided by zero."},
		{"price", "(2", "(2", "A closing parenthesis is missing."}, {"price", "abc", "abc", "Write a number, for example 12 or 1,234.50."},
		{"price", "", "", ""},
		{"qty", "12.0", "12", ""}, {"qty", "1,200", "1,200", ""}, {"qty", "3*4", "12", ""}, {"qty", "-2", "-2", ""}, {"qty", "1/3", "0.3333", ""},
		{"qty", "1,5", "1,5", "Use a point: 1.5"}, {"qty", "1.23456", "1.23456", "A quantity has at most 4 decimals."},
		{"disc", "10", "10%", ""}, {"disc", "10%", "10%", ""}, {"disc", "0", "", ""}, {"disc", "100", "100%", ""}, {"disc", "5+5%", "10%", ""},
		{"disc", "101", "101", "A discount is from 0 to 100%."}, {"disc", "-1", "-1", "A discount is from 0 to 100%."},
		{"disc", "12,5", "12,5", "Use a point: 12.5"},
		{"dur", "3d", "3 days", ""}, {"dur", "10 h", "10 hours", ""}, {"dur", "1.5 weeks", "1.5 weeks", ""}, {"dur", "2 mo", "2 months", ""},
		{"dur", "1d", "1 day", ""}, {"dur", "4", "4 days", ""}, {"dur", "", "", ""},
		{"dur", "3m", "3m", "Write a number and h, d, w or mo, for example 3d or 1.5 weeks."}, {"dur", "1,5 d", "1,5 d", "Use a point: 1.5"},
	} {
		d := fixture()
		d.Sections[0].Lines[0].Discount = document.Line{}.Discount
		g := open(t, d)
		g.at(t, "a."+c.col)
		cell := g.Cell()
		if c.typed == "" {
			g.press("Delete")
		}
		for _, r := range c.typed {
			if why := g.Type(r); why != "" {
				t.Fatal(why)
			}
		}
		g.press("Tab")
		if got := g.Text(cell); got != c.shows {
			t.Errorf("%s typed into %s shows %q, want %q", c.typed, c.col, got, c.shows)
		}
		if b, bad := g.Bad(cell); b.Reason != c.wrong || bad != (c.wrong != "") {
			t.Errorf("%s typed into %s: %q, want %q", c.typed, c.col, b.Reason, c.wrong)
		}
	}
}

func TestWhatAFillDropsIsTold(t *testing.T) {
	d := fixture()
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			d.Sections[i].Lines[j].AsRead = &document.AsRead{TaxAmount: number("36.01")}
		}
	}
	d.Sections[0].Lines[0].UnitPrice = number("7")
	g := open(t, d)
	g.at(t, "a.price")
	if e := g.press("Ctrl+Shift+D"); e.Refused == "" {
		t.Error("the first line is filled from nowhere")
	}
	g.at(t, "b.price")
	g.press("Ctrl+Shift+D")
	if len(g.told) != 1 || !strings.Contains(g.told[0], "this line") || g.line("b").AsRead != nil {
		t.Errorf("told %q", g.told)
	}
	g.at(t, "b.price")
	g.press("Shift+Down Shift+Down Shift+Down Ctrl+Shift+D")
	if len(g.told) != 2 || !strings.Contains(g.told[1], "2 lines") {
		t.Errorf("told %q", g.told)
	}
	for _, id := range []string{"b", "c", "d"} {
		if l := g.line(id); l.UnitPrice.Decimal.String() != "7" || l.AsRead != nil {
			t.Errorf("%s is %+v", id, l)
		}
	}
	// The account column, and one typed away.
	g.SetColumns([]Column{Description, Quantity, Duration, Price, Discount, Tax, Account})
	g.at(t, "a.acct")
	g.press("2 0 0 Enter Ctrl+Shift+D")
	if g.line("b").Account != "200" {
		t.Errorf("account of b: %q", g.line("b").Account)
	}
	told := len(g.told)
	g.at(t, "a.qty")
	if g.press("5 Enter"); len(g.told) != told+1 {
		t.Errorf("a new quantity drops Xero's tax silently: %q", g.told)
	}
}

func BenchmarkFillDown500(b *testing.B) {
	d := fixture()
	for i := range 500 {
		l := line("", "x")
		l.ID = "l" + string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10))
		d.Sections[1].Lines = append(d.Sections[1].Lines, l)
	}
	g := open(b, d)
	g.at(b, "b.price")
	g.press("Ctrl+A Ctrl+A")
	for b.Loop() {
		g.FillDown()
	}
}

func BenchmarkPaste5000(b *testing.B) {
	text := strings.Repeat("SkyPanel with a yoke\t4\t3 days\t120.00\t10%\tGST 15%\t1296.00\n", 5000)
	for b.Loop() {
		g := open(b, empty())
		g.Paste(text)
	}
}
