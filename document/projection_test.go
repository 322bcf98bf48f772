package document

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What stays in LiteWork is not in the projection, so changing it is never a
// change for Xero.
func TestLocalContentIsNotProjected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		local := d.Clone()
		local.InternalNotes, local.ClientNotes, local.ShippingAddress, local.Tags = "n", "c", "s", []string{"t"}
		local.Company.Name, local.Client.Name, local.SourceID = "other", "other", "q"
		if d.Kind == Invoice {
			local.Terms, local.Mark = "other", Paid
		}
		for i := range local.Sections {
			local.Sections[i].Name, local.Sections[i].Folded, local.Sections[i].Print = "other", true, PrintOneLine
		}
		for _, l := range local.Lines() {
			l.Enhanced, l.Tax.Name = "**other**", "other"
			if l.Optional {
				l.Description, l.UnitPrice = "other", null("7")
			}
		}
		local = InsertLine(local, "", Line{ID: "opt", Description: "more", UnitPrice: null("5"), Optional: true})
		local = InsertLine(local, "", Line{ID: "rich", Enhanced: "only"})
		local = InsertLine(local, "", Line{ID: "empty", Tax: taxTable[2], Account: "200"})
		if diff := Project(&d).Diff(Project(&local)); diff != nil {
			t.Fatalf("%+v", diff)
		}
		// A duration is seen only as the quantity it makes.
		for _, l := range local.Lines() {
			if !l.IsText() {
				l.Quantity.Decimal, l.Quantity.Valid, l.Duration = l.EffectiveQuantity(), true, Duration{}
			}
		}
		if !Project(&d).Equal(Project(&local)) {
			t.Fatal("a quantity that already holds its duration is another one")
		}
	})
}

func TestProjectionDiff(t *testing.T) {
	a := Document{Kind: Invoice, Number: "INV-1", Due: day("2026-11-22"), TaxMode: TaxExclusive, Sections: []Section{{ID: "A", Lines: []Line{
		{ID: "1", Description: "Lamp", Quantity: null("4"), UnitPrice: null("120")},
		{ID: "2", Description: "Stand"},
		{ID: "3", Description: "Truck\nlarge", UnitPrice: null("80")},
	}}}}
	b := a.Clone()
	b.Due, b.TaxMode = day("2026-12-22"), TaxInclusive
	b.Sections[0].Lines[0].Quantity, b.Sections[0].Lines[0].Duration = null("2"), Duration{dec("3"), Days}
	b = RemoveLines(b, []string{"3"})
	b = InsertLine(b, "1", Line{ID: "4", Description: "Gel", Quantity: null("1"), UnitPrice: null("5")})
	var got []string
	for _, c := range Project(&a).Diff(Project(&b)) {
		got = append(got, c.Label+": "+c.Old+" → "+c.New+" "+c.LineID)
	}
	want := []string{
		"Due: 22 Nov 2026 → 22 Dec 2026 ", "Tax mode: Tax exclusive → Tax inclusive ",
		"Line 1, quantity: 4 → 6 1", "Line 2, new:  → Gel, 1 × 5.00 4", "Line 3, removed: Truck…, 1 × 80.00 →  3",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	moved := MoveLines(a, []string{"1"}, Down)
	if diff := Project(&a).Diff(Project(&moved)); len(diff) != 1 || diff[0].Field != "line.order" || diff[0].New != "Stand · Lamp, 4 × 120.00 · Truck…, 1 × 80.00" {
		t.Errorf("%+v", diff)
	}
}

// The sheet shows a change exactly when there is one.
func TestDiffIsEmptyWhenEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := genDocument().Draw(t, "a")
		b := a.Clone()
		if rapid.Bool().Draw(t, "another") {
			b = genDocument().Draw(t, "b")
		} else if lines := b.Lines(); len(lines) > 0 {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			*lines[i] = genLine(t, lines[i].ID)
			b = MoveLines(b, []string{rapid.SampledFrom(lineIDs(b)).Draw(t, "moved")}, Down)
		}
		p, q := Project(&a), Project(&b)
		if diff := p.Diff(q); p.Equal(q) != (len(diff) == 0) {
			t.Fatalf("equal %v, but %+v", p.Equal(q), diff)
		}
		if !p.Equal(p) || p.Equal(q) != q.Equal(p) {
			t.Fatal("not an equality")
		}
	})
}

func TestLimits(t *testing.T) {
	good := Document{Kind: Quote, Number: "QUO-0001", Client: Client{Name: "Ana"}, Date: day("2026-11-22"), Currency: "NZD",
		Title: strings.Repeat("x", 100), Summary: strings.Repeat("x", 3000), Terms: strings.Repeat("x", 4000), Reference: strings.Repeat("x", 4000),
		InternalNotes: strings.Repeat("x", 99999),
		Sections: []Section{{Lines: []Line{
			{ID: "a", Description: strings.Repeat("é", 4000), Quantity: null("99999999.9999"), UnitPrice: null("-1.2345"), Account: "0123456789"},
			{ID: "b", Description: "words"}, {ID: "c", Enhanced: strings.Repeat("x", 9999)},
			{ID: "d", Description: strings.Repeat("x", 9999), UnitPrice: null("1"), Optional: true},
		}}}}
	if got := Limits(&good); got != nil {
		t.Fatalf("%+v", got)
	}
	line := func(change func(*Line)) func(*Document) {
		return func(d *Document) { change(&d.Sections[0].Lines[0]) }
	}
	tests := map[string]func(*Document){
		"number number-missing":                func(d *Document) { d.Number = "" },
		"number number-characters":             func(d *Document) { d.Number = "№1" },
		"client client-missing":                func(d *Document) { d.Client.Name = " " },
		"client characters":                    func(d *Document) { d.Client.Name = "A <b>" },
		"client too-long":                      func(d *Document) { d.Client.Name = strings.Repeat("x", 256) },
		"date date-missing":                    func(d *Document) { d.Date = Date{} },
		"currency currency":                    func(d *Document) { d.Currency = "nzd" },
		"title too-long":                       func(d *Document) { d.Title += "x" },
		"summary too-long":                     func(d *Document) { d.Summary += "x" },
		"terms too-long":                       func(d *Document) { d.Terms += "x" },
		"reference too-long":                   func(d *Document) { d.Reference += "x" },
		"lines lines-missing":                  func(d *Document) { d.Sections = nil },
		"line.description too-long":            line(func(l *Line) { l.Description += "x" }),
		"line.description description-missing": line(func(l *Line) { l.Description = " " }),
		"line.description characters":          line(func(l *Line) { l.Description = "a\x00" }),
		"line.account too-long":                line(func(l *Line) { l.Account += "x" }),
		"line.quantity too-large":              line(func(l *Line) { l.Duration = Duration{dec("2"), Days} }),
		"line.quantity too-many-decimals":      line(func(l *Line) { l.Quantity = null("1.00001") }),
		"line.price too-many-decimals":         line(func(l *Line) { l.UnitPrice = null("0.061171") }),
		"line.price too-large":                 line(func(l *Line) { l.UnitPrice = null("1000") }),
		"line.discount discount-range":         line(func(l *Line) { l.Discount = dec("100.5") }),
	}
	for want, spoil := range tests {
		d := good.Clone()
		spoil(&d)
		got := Limits(&d)
		if len(got) != 1 || got[0].Field+" "+got[0].Code != want || got[0].Sentence == "" || strings.HasPrefix(want, "line.") != (got[0].Line == "a") {
			t.Errorf("%s: %+v", want, got)
		}
	}
	long := good.Clone()
	long.Kind = Invoice
	if got := Limits(&long); len(got) != 1 || got[0].Field != "reference" {
		t.Errorf("an invoice: %+v", got)
	}
}

func TestContactLimits(t *testing.T) {
	good := testContact()
	if got := ContactLimits(&good); got != nil {
		t.Fatalf("%+v", got)
	}
	tests := map[string]func(*Contact){
		"name name-missing":    func(c *Contact) { c.Name = "" },
		"name characters":      func(c *Contact) { c.Name = "a>b" },
		"email email":          func(c *Contact) { c.Email = "ana" },
		"phone too-long":       func(c *Contact) { c.Phone.Area = "01234567890" },
		"postal characters":    func(c *Contact) { c.Postal.Country = "NZ 1" },
		"street too-long":      func(c *Contact) { c.Street.Lines[3] = strings.Repeat("x", 501) },
		"taxNumber too-long":   func(c *Contact) { c.TaxNumber = strings.Repeat("1", 51) },
		"firstName characters": func(c *Contact) { c.FirstName = "a\x01" },
	}
	for want, spoil := range tests {
		c := testContact()
		spoil(&c)
		if got := ContactLimits(&c); len(got) != 1 || got[0].Field+" "+got[0].Code != want {
			t.Errorf("%s: %+v", want, got)
		}
	}
}
