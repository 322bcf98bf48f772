package document

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// shape is a document in short: "A: a b | B: c".
func shape(d Document) string {
	out := ""
	for i, s := range d.Sections {
		if i > 0 {
			out += " | "
		}
		out += s.ID + ":"
		for _, l := range s.Lines {
			out += " " + l.ID
		}
	}
	return out
}

func shaped() Document {
	line := func(id string) Line { return Line{ID: id, Description: id} }
	return Document{ID: "d", Kind: Quote, Sections: []Section{
		{ID: "A", Lines: []Line{line("a"), line("b")}},
		{ID: "B", Name: "Lights", Lines: []Line{line("c")}},
		{ID: "C", Name: "Grip", Lines: []Line{line("e"), line("f")}},
	}}
}

func TestEditingLines(t *testing.T) {
	d := shaped()
	duplicated, ids := DuplicateLines(d, []string{"c", "a"}, counter("n"))
	if !slices.Equal(ids, []string{"n1", "n2"}) {
		t.Errorf("copies %v", ids)
	}
	tests := map[string]struct {
		got  Document
		want string
	}{
		"insert after a line":        {InsertLine(d, "a", Line{ID: "n"}), "A: a n b | B: c | C: e f"},
		"insert into a section":      {InsertLine(d, "B", Line{ID: "n"}), "A: a b | B: n c | C: e f"},
		"insert at the end":          {InsertLine(d, "", Line{ID: "n"}), "A: a b | B: c | C: e f n"},
		"insert into nothing":        {InsertLine(Document{ID: "d"}, "", Line{ID: "n"}), "d-1: n"},
		"remove":                     {RemoveLines(d, []string{"c", "a", "zz"}), "A: b | B: | C: e f"},
		"duplicate":                  {duplicated, "A: a b | B: c n1 n2 | C: e f"},
		"up in the section":          {MoveLines(d, []string{"b"}, Up), "A: b a | B: c | C: e f"},
		"up over the heading":        {MoveLines(d, []string{"c"}, Up), "A: a b c | B: | C: e f"},
		"up at the top":              {MoveLines(d, []string{"a", "b"}, Up), "A: a b | B: c | C: e f"},
		"up, two apart":              {MoveLines(d, []string{"b", "f"}, Up), "A: b a | B: c | C: f e"},
		"up, together":               {MoveLines(d, []string{"b", "c"}, Up), "A: b a c | B: | C: e f"},
		"down over the heading":      {MoveLines(d, []string{"b"}, Down), "A: a | B: b c | C: e f"},
		"down at the end":            {MoveLines(d, []string{"e", "f"}, Down), "A: a b | B: c | C: e f"},
		"down, a block":              {MoveLines(d, []string{"a", "b"}, Down), "A: | B: a b c | C: e f"},
		"drop behind a line":         {MoveLinesAfter(d, []string{"f", "a"}, "c"), "A: b | B: c a f | C: e"},
		"drop on a heading":          {MoveLinesAfter(d, []string{"f"}, "A"), "A: f a b | B: c | C: e"},
		"drop on itself":             {MoveLinesAfter(d, []string{"f", "c"}, "c"), "A: a b | B: c | C: e f"},
		"drop on nothing":            {MoveLinesAfter(d, []string{"f"}, "zz"), "A: a b | B: c | C: e f"},
		"section up":                 {MoveSection(d, "C", Up), "A: a b | C: e f | B: c"},
		"section down at the end":    {MoveSection(d, "C", Down), "A: a b | B: c | C: e f"},
		"section after a line":       {InsertSection(d, "a", Section{ID: "N"}), "A: a | N: b | B: c | C: e f"},
		"section after the last":     {InsertSection(d, "f", Section{ID: "N"}), "A: a b | B: c | C: e f | N:"},
		"dissolve":                   {DissolveSection(d, "B"), "A: a b c | C: e f"},
		"dissolve the first":         {DissolveSection(d, "A"), "A: a b | B: c | C: e f"},
		"dissolve one that is not":   {DissolveSection(d, "zz"), "A: a b | B: c | C: e f"},
		"edit a section keeps lines": {EditSection(d, "B", func(s *Section) { *s = Section{ID: "x", Name: "y"} }), "A: a b | B: c | C: e f"},
	}
	for name, test := range tests {
		if got := shape(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	if diff := cmp.Diff(shaped(), d); diff != "" {
		t.Errorf("the document given was changed:\n%s", diff)
	}
}

func TestSetField(t *testing.T) {
	d := shaped()
	d.Sections[0].Lines[0].Duration = Duration{dec("2"), Weeks}
	d, c, err := SetField(d, "b", FieldPrice, "3*40")
	if err != nil || !c.Changed {
		t.Fatal(c, err)
	}
	d, _, err = SetField(d, "b", FieldDuration, "3")
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := d.Line("b")
	if got := line.Text(FieldQuantity) + " for " + line.Text(FieldDuration) + " at " + line.Text(FieldPrice); got != "1 for 3 weeks at 120.00" {
		t.Error(got)
	}
	if d, _, _ = SetField(d, "b", FieldQuantity, ""); d.Sections[0].Lines[1].Quantity.Valid {
		t.Error("an emptied quantity comes back")
	}
	if d, _, _ = SetField(d, "b", FieldPrice, "130"); d.Sections[0].Lines[1].Quantity.Valid {
		t.Error("a quantity is set although there was a price before")
	}
	after, _, err := SetField(d, "b", FieldPrice, "1,5")
	p := ProblemOf(err)
	if p == nil || p.Line != "b" || p.Field != "line.price" || p.Sentence != "Use a point: 1.5" {
		t.Errorf("problem %+v", p)
	}
	if diff := cmp.Diff(d, after); diff != "" {
		t.Errorf("what cannot be read changed the document:\n%s", diff)
	}
	if _, _, err := SetField(d, "b", FieldTax, "GST"); ProblemOf(err) == nil {
		t.Error("tax can be typed")
	}
	if _, c, err := SetField(d, "zz", FieldPrice, "1"); c.Changed || err != nil {
		t.Error("a line that is not there changed")
	}
}

func TestAmountsReadFromXero(t *testing.T) {
	d := shaped()
	read := AsRead{TaxAmount: null("1.01")}
	line := &d.Sections[0].Lines[0]
	line.Quantity, line.UnitPrice, line.AsRead = null("2"), null("10"), &read
	keep := func(f Field, text string) {
		t.Helper()
		out, c, err := SetField(d, "a", f, text)
		if err != nil || c.Dropped != nil || out.Sections[0].Lines[0].AsRead == nil {
			t.Errorf("%s %q drops the amounts: %v", f, text, err)
		}
	}
	drop := func(f Field, text string) {
		t.Helper()
		out, c, err := SetField(d, "a", f, text)
		if err != nil || c.Dropped == nil || out.Sections[0].Lines[0].AsRead != nil {
			t.Errorf("%s %q keeps the amounts: %v", f, text, err)
		}
	}
	keep(FieldDescription, "other")
	keep(FieldAccount, "260")
	keep(FieldQuantity, "2.00")
	drop(FieldQuantity, "3")
	drop(FieldPrice, "10.01")
	drop(FieldDiscount, "5")
	drop(FieldDuration, "1d")
	if _, n := SetTaxMode(d, NoTax); n != 1 {
		t.Errorf("%d lines told to drop amounts", n)
	}
	d.Sections[0].Lines[1].AsRead = &AsRead{}
	filled, dropped := FillDown(d, []string{"b", "c"}, FieldPrice)
	if dropped != 1 || filled.Sections[1].Lines[0].Text(FieldPrice) != "10.00" {
		t.Errorf("filled down to %q, %d dropped", filled.Sections[1].Lines[0].Text(FieldPrice), dropped)
	}
	if d.Sections[0].Lines[0].AsRead == nil {
		t.Error("the document given lost its amounts")
	}
}

func TestOptionalLines(t *testing.T) {
	d := SetOptional(shaped(), []string{"a", "c"}, true)
	if !d.Sections[0].Lines[0].Optional || d.Sections[0].Lines[1].Optional || !d.Sections[1].Lines[0].Optional {
		t.Error(d.Sections)
	}
	d.Kind = Invoice
	if got := SetOptional(d, []string{"b"}, true); got.Sections[0].Lines[1].Optional {
		t.Error("an invoice has an optional line")
	}
}

// Whatever is done in whatever order: a section is always there, ids stay
// unique, and only removing loses lines.
func TestEditingKeepsEveryLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := counter("n")
		d := shaped()
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			before := d.Clone()
			known := []string{"", "zz"}
			for _, l := range d.Lines() {
				known = append(known, l.ID)
			}
			for _, s := range d.Sections {
				known = append(known, s.ID)
			}
			one := rapid.SampledFrom(known).Draw(t, "id")
			some := rapid.SliceOfN(rapid.SampledFrom(known), 0, 4).Draw(t, "ids")
			by := rapid.SampledFrom([]Direction{Up, Down}).Draw(t, "direction")
			want := lineIDs(d)
			var next Document
			switch rapid.IntRange(0, 8).Draw(t, "operation") {
			case 0:
				next = MoveLines(d, some, by)
			case 1:
				next = MoveLinesAfter(d, some, one)
			case 2:
				next = MoveSection(d, one, by)
			case 3:
				next = InsertSection(d, one, Section{ID: id()})
			case 4:
				next = DissolveSection(d, one)
			case 5:
				line := Line{ID: id()}
				next, want = InsertLine(d, one, line), append(want, line.ID)
			case 6:
				var made []string
				next, made = DuplicateLines(d, some, id)
				want = append(want, made...)
			case 7:
				next = RemoveLines(d, some)
				want = slices.DeleteFunc(want, func(id string) bool { return slices.Contains(some, id) })
			case 8:
				next, _ = FillDown(d, some, FieldDescription)
			}
			if !reflect.DeepEqual(before, d) {
				t.Fatalf("the document given was changed:\n%s", cmp.Diff(before, d))
			}
			got := lineIDs(next)
			slices.Sort(want)
			slices.Sort(got)
			if len(next.Sections) == 0 || !slices.Equal(got, want) || len(slices.Compact(got)) != len(want) {
				t.Fatalf("%s became %s", shape(d), shape(next))
			}
			d = next
		}
	})
}

func lineIDs(d Document) []string {
	var out []string
	for _, l := range d.Lines() {
		out = append(out, l.ID)
	}
	return out
}

// Changing one of two copies never changes the other.
func TestCloneIsIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDocument().Draw(t, "document")
		written := func() string {
			b, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		before := written()
		again := d.Clone()
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		for i := range again.Sections {
			again.Sections[i].Name += "!"
			for j := range again.Sections[i].Lines {
				l := &again.Sections[i].Lines[j]
				l.Description, l.Quantity = "!", null("99")
				if l.AsRead != nil {
					l.AsRead.TaxAmount = null("77")
				}
			}
		}
		for i := range again.Tags {
			again.Tags[i] = "!"
		}
		if written() != before {
			t.Fatalf("changing the copy changed the original:\n%s\n%s", before, written())
		}
	})
}
