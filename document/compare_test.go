package document

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func compared() Document {
	line := func(id, words, quantity, price string) Line {
		return Line{ID: id, Description: words, Quantity: null(quantity), UnitPrice: null(price)}
	}
	return Document{
		ID: "d", Kind: Invoice, Number: "INV-0148", Currency: "NZD", Client: Client{Name: "Kauri Point Films Ltd"},
		Date: NewDate(2026, 11, 1), Due: NewDate(2026, 11, 30), Tags: []string{"Northern Lights"},
		Sections: []Section{
			{ID: "light", Name: "Lighting", Lines: []Line{line("l1", "SkyPanel", "4", "120"), line("l2", "HMI", "2", "170"), line("l3", "Stand", "8", "5")}},
			{ID: "crew", Name: "Crew", Lines: []Line{line("l4", "Gaffer", "10", "80"), line("l5", "Best boy", "3", "80")}},
		},
	}
}

// told is a comparison in short, one string each.
func told(differences []Difference) (out []string) {
	for _, d := range differences {
		text := fmt.Sprintf("%s %s: %q → %q", d.Kind, d.Label, d.Old, d.New)
		if d.Kind == Same {
			text = fmt.Sprintf("%s %d", d.Kind, len(d.Lines))
		}
		if d.Section != "" {
			text += " in " + d.Section
		}
		out = append(out, text)
	}
	return out
}

func TestCompare(t *testing.T) {
	before := compared()
	for name, c := range map[string]struct {
		edit func(d Document) Document
		want []string
	}{
		"nothing": {func(d Document) Document { return d }, []string{"same 3 in Lighting", "same 2 in Crew"}},
		"head and notes": {func(d Document) Document {
			d.Due, d.Tags, d.InternalNotes = NewDate(2026, 12, 10), nil, "rang them"
			return d
		}, []string{`changed Due: "30 Nov 2026" → "10 Dec 2026"`, "same 3 in Lighting", "same 2 in Crew",
			`changed Internal notes: "" → "rang them"`, `changed Tags: "Northern Lights" → ""`}},
		"a line, field by field": {func(d Document) Document {
			d, _ = EditLine(d, "l2", func(l *Line) {
				l.Duration, l.Enhanced, l.Quantity = Duration{dec("3"), Days}, "**Yoke**", null("1")
			})
			return d
		}, []string{"same 1 in Lighting", `changed Line 2, enhanced text: "" → "**Yoke**" in Lighting`,
			`changed Line 2, quantity: "2" → "1" in Lighting`, `changed Line 2, duration: "" → "3 days" in Lighting`,
			"same 1 in Lighting", "same 2 in Crew"}},
		"a line less, one more": {func(d Document) Document {
			d = InsertLine(d, "l4", Line{ID: "n", Description: "Parking\nhalf a day", Quantity: null("1"), Duration: Duration{dec("2"), Days}, UnitPrice: null("35"), Discount: dec("10")})
			return RemoveLines(d, []string{"l2"})
		}, []string{"same 1 in Lighting", `removed Line 2, removed: "HMI\n2 × 170.00 = 340.00" → "" in Lighting`, "same 1 in Lighting",
			"same 1 in Crew", `added Line 4, new: "" → "Parking\nhalf a day\n1 × 2 days × 35.00 less 10% = 63.00" in Crew`, "same 1 in Crew"}},
		"a line moved": {func(d Document) Document { return MoveLinesAfter(d, []string{"l1"}, "l5") },
			[]string{"same 2 in Lighting", "same 2 in Crew", `moved Line 5, moved: "Line 1, in Lighting" → "Line 5, in Crew" in Crew`}},
		"a section moved with its lines": {func(d Document) Document { return MoveSection(d, "crew", Up) },
			[]string{"same 2 in Crew", "same 3 in Lighting", `moved Order of sections: "Lighting · Crew" → "Crew · Lighting"`}},
		"a heading taken away": {func(d Document) Document { return DissolveSection(d, "crew") },
			[]string{"same 5 in Lighting", `removed Section, removed: "Crew" → ""`}},
		"a section between": {func(d Document) Document { return InsertSection(d, "l1", Section{ID: "s", Name: "HMI"}) },
			[]string{"same 1 in Lighting", `added Section, new: "" → "HMI" in HMI`, "same 2 in HMI", "same 2 in Crew"}},
		"over the border": {func(d Document) Document { return MoveLines(d, []string{"l3"}, Down) },
			[]string{"same 2 in Lighting", `moved Line 3, section: "Lighting" → "Crew" in Crew`, "same 2 in Crew"}},
		"on paper": {func(d Document) Document {
			return EditSection(d, "crew", func(s *Section) { s.Print, s.Name = PrintOneLine, "People" })
		}, []string{"same 3 in Lighting", `changed Section name: "Crew" → "People" in People`,
			`changed People, on paper: "In full" → "As one line" in People`, "same 2 in People"}},
	} {
		after := c.edit(before.Clone())
		if diff := cmp.Diff(c.want, told(Compare(&before, &after))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// edited makes random edits of a document.
func edited(t *rapid.T, d Document, id func() string) Document {
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		lines := []string{""}
		for _, l := range d.Lines() {
			lines = append(lines, l.ID)
		}
		line := rapid.SampledFrom(lines).Draw(t, "line")
		section := rapid.SampledFrom(d.Sections).Draw(t, "section").ID
		way := rapid.SampledFrom([]Direction{Up, Down}).Draw(t, "way")
		switch rapid.IntRange(0, 10).Draw(t, "edit") {
		case 0:
			d, _ = EditLine(d, line, func(l *Line) { *l = genLine(t, l.ID) })
		case 1:
			d = RemoveLines(d, []string{line})
		case 2:
			d = InsertLine(d, line, genLine(t, id()))
		case 3:
			d = MoveLines(d, []string{line}, way)
		case 4:
			d = MoveLinesAfter(d, []string{line}, section)
		case 5:
			d = MoveSection(d, section, way)
		case 6:
			d = InsertSection(d, line, Section{ID: id(), Name: "New"})
		case 7:
			d = DissolveSection(d, section)
		case 8:
			d = EditSection(d, section, func(s *Section) {
				s.Name = rapid.SampledFrom([]string{"", "A"}).Draw(t, "name")
				s.Folded = rapid.Bool().Draw(t, "folded")
				s.Print = rapid.SampledFrom([]SectionPrint{PrintFull, PrintNoPrices}).Draw(t, "print")
			})
		case 9:
			d = d.Clone()
			d.Reference, d.Tags = rapid.StringN(0, 2, -1).Draw(t, "reference"), []string{"t"}
		case 10:
			d = d.Clone()
			d.Client.Address = rapid.StringN(0, 2, -1).Draw(t, "address")
			d.ShippingAddress = rapid.StringN(0, 2, -1).Draw(t, "shipping")
		}
	}
	return d
}

func asJSON(t *rapid.T, d Document) string {
	d = d.Clone()
	for i := range d.Sections {
		if len(d.Sections[i].Lines) == 0 {
			d.Sections[i].Lines = nil
		}
	}
	if len(d.Tags) == 0 {
		d.Tags = nil
	}
	out, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestCompareTellsOfEverythingThatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := genDocument().Draw(t, "before")
		after := edited(t, before, counter("n"))
		differences := Compare(&before, &after)
		same, differ := asJSON(t, before) == asJSON(t, after), Differ(&before, &after)
		// An unnamed section whose heading nobody sees may come and go.
		headings := len(before.Sections) == len(after.Sections)
		if differ == same && (differ || headings) {
			t.Fatalf("differ %v\n%s\n%s", differ, asJSON(t, before), asJSON(t, after))
		}
		times := map[string]int{}
		for _, d := range differences {
			if d.Kind == Same {
				for _, l := range d.Lines {
					was, _, _ := before.Line(l.ID)
					if was == nil || !was.Equal(l) {
						t.Fatalf("line %s is not the same", l.ID)
					}
					times[l.ID]++
				}
			} else if d.LineID != "" {
				times[d.LineID] = max(1, times[d.LineID])
			}
		}
		for _, l := range append(after.Lines(), before.Lines()...) {
			if times[l.ID] != 1 {
				t.Fatalf("line %s is told of %d times", l.ID, times[l.ID])
			}
		}
	})
}

func TestRestored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		then := genDocument().Draw(t, "then")
		now := edited(t, then, counter("n"))
		now.Number, now.Mark, now.SourceID = "INV-0009", Sent, "q"
		scope := rapid.SampledFrom([]RestoreScope{RestoreAll, RestoreHead, RestoreOwn}).Draw(t, "scope")
		before := asJSON(t, now)
		out := Restored(now, then, scope)
		if asJSON(t, now) != before {
			t.Fatal("the document it began with was changed")
		}
		if out.ID != now.ID || out.Kind != now.Kind || out.Number != "INV-0009" || out.Mark != Sent || out.SourceID != "q" {
			t.Fatalf("restored what is no content: %+v", out)
		}
		a, b := Project(&now), Project(&out)
		switch scope {
		case RestoreAll:
			then.Number, then.Mark, then.SourceID = out.Number, out.Mark, out.SourceID
			for _, d := range Compare(&then, &out) {
				if d.Kind != Same && d.Field != "line.account" && d.Field != "line.tax" {
					t.Fatalf("not as it was then: %+v", d)
				}
			}
		case RestoreHead:
			if !slices.EqualFunc(a.Lines, b.Lines, ProjectedLine.Equal) {
				t.Fatal("lines that Xero sees were changed")
			}
		case RestoreOwn:
			if !a.Equal(b) {
				t.Fatal("Xero would see it")
			}
		}
		if out.InternalNotes != then.InternalNotes || !slices.Equal(out.Tags, then.Tags) {
			t.Fatal("what stays here was not restored")
		}
		if again := Restored(out, then, scope); asJSON(t, again) != asJSON(t, out) {
			t.Fatal("restoring twice is not restoring once")
		}
	})
}

func TestRestoredKeepsWhatPostingGave(t *testing.T) {
	then := compared()
	then.Sections[0].Lines[0].Tax = Tax{Name: "GST 15%", Rate: dec("15"), Chosen: true}
	now := then.Clone()
	now.Sections[0].Lines[0].Tax.Code, now.Sections[0].Lines[0].Account = "OUTPUT2", "200"
	now.Sections[0].Lines[0].Description = "Lamp"
	out := Restored(now, then, RestoreAll)
	l := out.Lines()[0]
	if l.Description != "SkyPanel" || l.Account != "200" || l.Tax.Code != "OUTPUT2" {
		t.Errorf("%+v", l)
	}
}

func TestRestoredOfALockedDocument(t *testing.T) {
	then := compared()
	now := then.Clone()
	now.Reference, now.InternalNotes = "PO 9", "paid late"
	now = DissolveSection(now, "crew")
	now.Sections[0].Lines[1].Enhanced = "**Yoke**"
	out := Restored(now, then, RestoreOwn)
	if out.Reference != "PO 9" || out.InternalNotes != "" || len(out.Sections) != 2 || out.Sections[1].Name != "Crew" ||
		len(out.Sections[1].Lines) != 2 || out.Lines()[1].Enhanced != "" {
		t.Errorf("%+v", out)
	}
}

func BenchmarkCompare300(b *testing.B) {
	d := Document{Sections: []Section{{ID: "s"}}}
	for i := range 300 {
		d.Sections[0].Lines = append(d.Sections[0].Lines, Line{ID: fmt.Sprint(i), Description: fmt.Sprint("Line ", i), Quantity: null("2"), UnitPrice: null("120")})
	}
	o := MoveLines(d, []string{"7"}, Down)
	o, _ = EditLine(o, "200", func(l *Line) { l.UnitPrice = null("99") })
	for b.Loop() {
		Compare(&d, &o)
	}
}
