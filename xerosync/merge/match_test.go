package merge

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"litework/document"

	"github.com/shopspring/decimal"
)

// line writes an item: its id in Xero, words, quantity and price.
func line(id, words string, figures ...int64) Item {
	l := document.ProjectedLine{LineID: strings.ToUpper(id), Description: words}
	if len(figures) == 2 {
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(figures[0])), decimal.NewNullDecimal(decimal.NewFromInt(figures[1]))
	}
	return Item{ItemID: id, Line: l}
}

func TestMatchLines(t *testing.T) {
	was := []Item{line("a", "Lamp", 4, 120), line("b", "Stand", 2, 10), line("c", "Note"), line("d", "Lamp", 1, 80)}
	tests := map[string]struct {
		now  []Item
		want string
	}{
		"nothing":                 {was, "A B C D"},
		"another order":           {[]Item{was[3], was[0], was[2], was[1]}, "D A C B"},
		"reworded and re-priced":  {[]Item{line("a", "Lamps", 5, 100), was[1], was[2], was[3]}, "A B C D"},
		"added and removed":       {[]Item{was[0], line("n", "New", 1, 1), was[2], was[3]}, "A - C D"},
		"exchanged under its id":  {[]Item{line("a", "Stand", 2, 10), was[2], was[3]}, "A C D"},
		"all ids new":             {[]Item{line("w", "Lamp", 4, 120), line("x", "Stand", 2, 10), line("y", "Note"), line("z", "Lamp", 1, 80)}, "A B C D"},
		"all ids new, one other":  {[]Item{line("w", "Lamp", 4, 120), line("x", "Tripod", 3, 11), line("y", "Note"), line("z", "Lamp", 1, 80)}, "A B C D"},
		"all ids new, one gone":   {[]Item{line("w", "Lamp", 4, 120), line("y", "Note"), line("z", "Lamp", 1, 80)}, "A C D"},
		"all ids new, one priced": {[]Item{line("w", "Lamp", 4, 120), line("x", "Stand", 2, 12), line("y", "Note"), line("z", "Lamp", 1, 80)}, "A B C D"},
		"one id new, reworded":    {[]Item{was[0], line("x", "Tripod", 2, 10), was[2], was[3]}, "A B C D"},
		"one id new, re-priced":   {[]Item{was[0], line("x", "Stand", 3, 12), was[2], was[3]}, "A B C D"},
		"the same twice":          {[]Item{was[0], was[0], was[1]}, "A D B"},
		"no ids":                  {[]Item{line("", "Note"), line("", "Lamp", 1, 80)}, "C D"},
	}
	for name, tt := range tests {
		got := MatchLines(was, tt.now)
		for i := range got {
			if got[i] == "" {
				got[i] = "-"
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, want %s", name, got, tt.want)
		}
	}
}

// No line of ours is given twice, whatever Xero sends.
func TestMatchLinesOnce(t *testing.T) {
	for seed := range uint64(2000) {
		g := &gen{dice: seeded{rand.New(rand.NewPCG(seed, 3))}}
		some := func() (out []Item) {
			for i := range g.n(6) {
				l := one(g, line("a", "Lamp", 4, 120), line("b", "Lamp", 4, 120), line("", "Lamp"), line("c", "Stand", 1, 1), line("d", "", 4, 120))
				l.Line.LineID = string(rune('A' + i))
				out = append(out, l)
			}
			return out
		}
		was, now := some(), some()
		got := MatchLines(was, now)
		used := slices.DeleteFunc(slices.Clone(got), func(id string) bool { return id == "" })
		slices.Sort(used)
		if len(got) != len(now) || len(slices.Compact(used)) != len(slices.DeleteFunc(slices.Clone(got), func(id string) bool { return id == "" })) {
			t.Fatalf("seed %d: %v", seed, got)
		}
	}
}
