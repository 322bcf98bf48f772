package lines

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"litework/app/editor/session"
	"litework/document"
)

var gst = document.Tax{Code: "OUTPUT2", Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}

func number(s string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(s))
}

func line(id, description string) document.Line {
	return document.Line{ID: id, Description: description, Quantity: number("2"), UnitPrice: number("120"), Tax: gst}
}

// fixture is: a, b | Crew: c, d.
func fixture() document.Document {
	return document.Document{ID: "doc", Kind: document.Quote, Currency: "NZD", TaxMode: document.TaxExclusive,
		Sections: []document.Section{
			{ID: "S", Lines: []document.Line{line("a", "alpha"), line("b", "beta")}},
			{ID: "T", Name: "Crew", Lines: []document.Line{line("c", "gamma"), line("d", "delta")}},
		}}
}

func empty() document.Document {
	d := fixture()
	d.Sections = []document.Section{{ID: "S", Lines: []document.Line{{ID: "a"}}}}
	return d
}

type grid struct {
	*Model
	s      *session.Session
	locked string
	told   []string
	quick  []document.QuickItem
	nextID int
}

func open(t testing.TB, d document.Document) *grid {
	t.Helper()
	g := &grid{}
	g.s = session.New(session.Config{
		Save: func(_ context.Context, _ document.Document, base int64) (session.Saved, error) {
			return session.Saved{Rev: base + 1}, nil
		},
		Dispatch: func(func()) {},
		Now:      func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
	}, d, 1)
	t.Cleanup(func() { g.s.Close(context.Background()) })
	g.Model = New(g.s, Config{
		NewID:   func() string { g.nextID++; return fmt.Sprint("n", g.nextID) },
		NewLine: func(id string) document.Line { return document.Line{ID: id, Tax: gst} },
		Taxes: func() []document.Tax {
			return []document.Tax{gst, {Code: "NONE", Name: "No tax", Chosen: true}, {Code: "ZERO", Name: "Zero rated", Chosen: true}}
		},
		Accounts: func() []document.Account {
			return []document.Account{{Code: "200", Name: "Sales"}, {Code: "260", Name: "Other revenue"}}
		},
		QuickItems: func() []document.QuickItem { return g.quick },
		Tell:       func(s string) { g.told = append(g.told, s) },
		Locked:     func() string { return g.locked },
		Page: func(row string, by int) string {
			rows := g.Rows()
			return rows[max(0, min(g.RowIndex(row)+2*by, len(rows)-1))].ID
		},
	})
	return g
}

var columnNames = map[string]Column{"name": Name, "desc": Description, "enh": Enhanced, "qty": Quantity,
	"dur": Duration, "price": Price, "disc": Discount, "tax": Tax, "acct": Account}

// at puts the grid into a state written as show writes it, without the caret.
func (g *grid) at(t testing.TB, state string) {
	t.Helper()
	cell, edited := strings.CutSuffix(state, "|")
	row, col, _ := strings.Cut(cell, ".")
	c, ok := columnNames[col]
	if !ok {
		t.Fatalf("no column %q", col)
	}
	if c == Enhanced {
		g.Choose(Cell{row, Description})
		g.ToggleEnhanced()
		return
	}
	g.Choose(Cell{row, c})
	if edited {
		g.Begin(AtEnd)
	}
}

// show writes the state: the cell, and while it is edited the text with the
// caret as ^ and the selection in brackets.
func (g *grid) show() string {
	c := g.Cell()
	s := c.Row + "."
	for name, col := range columnNames {
		if col == c.Col {
			s += name
		}
	}
	if b := g.Buffer(); b != nil {
		text := b.Runes()
		if from, to := b.Selection(); from != to {
			s += "|" + string(text[:from]) + "[" + string(text[from:to]) + "]" + string(text[to:])
		} else {
			s += "|" + string(text[:from]) + "^" + string(text[from:])
		}
	}
	if sel := g.Selection(); len(sel) > 0 {
		s += " selected " + strings.Join(sel, ",")
	}
	return s
}

// content writes the lines of the document by section.
func (g *grid) content() string {
	var parts []string
	for _, s := range g.Doc().Sections {
		var ids []string
		for _, l := range s.Lines {
			ids = append(ids, l.ID)
		}
		p := s.Name + ":" + strings.Join(ids, ",")
		if s.Folded {
			p += " folded"
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, " / ")
}

// press plays keys written as "Ctrl+Enter Down x": a single character that is
// no key name is typed.
func (g *grid) press(keys string) Effect {
	var last Effect
	for _, k := range strings.Fields(keys) {
		if len([]rune(k)) == 1 {
			last = Effect{Handled: true, Refused: g.Type([]rune(k)[0])}
			continue
		}
		var key Key
		for {
			mod, rest, ok := strings.Cut(k, "+")
			if !ok {
				break
			}
			key.Ctrl = key.Ctrl || mod == "Ctrl"
			key.Shift = key.Shift || mod == "Shift"
			key.Alt = key.Alt || mod == "Alt"
			k = rest
		}
		if key.Name = KeyName(k); k == "Space" {
			last = Effect{Handled: true, Refused: g.Type(' ')}
			continue
		}
		last = g.Press(key)
	}
	return last
}
