package lines

import (
	"slices"
	"strings"

	"litework/document"
)

// maxQuick is how many quick items are offered at once.
const maxQuick = 8

// Quick items are saved lines. A slash as the first character of an empty
// description opens the list of them; what follows the slash filters it. The
// keyboard stays in the cell, and what is typed is text until one is taken.

// HasQuickItems reports whether there is a list of quick items, empty or not.
func (m *Model) HasQuickItems() bool { return m.cfg.QuickItems != nil }

// InsertQuick puts a new line below the current row, or takes an empty one, and
// opens the list of quick items in it.
func (m *Model) InsertQuick() Effect { return m.slashIn(m.InsertLine) }

// AppendQuick does the same at the end of the document.
func (m *Model) AppendQuick() Effect { return m.slashIn(m.AppendLine) }

func (m *Model) slashIn(insert func() Effect) Effect {
	if e := insert(); e.Refused != "" {
		return e
	}
	return Effect{Handled: true, Refused: m.Type('/')}
}

// opensQuick reports whether the list opens with the character being typed.
func (m *Model) opensQuick(r rune) bool {
	return r == '/' && m.cell.Col == Description && m.cfg.QuickItems != nil && m.buf.String() == ""
}

// quickFound are the items for what is typed behind the slash, those whose name
// begins with it first.
func (m *Model) quickFound(typed string) []document.QuickItem {
	words := strings.Fields(strings.ToLower(strings.TrimPrefix(typed, "/")))
	var first, rest []document.QuickItem
	for _, q := range m.cfg.QuickItems() {
		switch {
		case !startsWords(words, q.Name+" "+q.Line.Description):
		case len(words) > 0 && strings.HasPrefix(strings.ToLower(q.Name), words[0]):
			first = append(first, q)
		default:
			rest = append(rest, q)
		}
	}
	found := append(first, rest...)
	return found[:min(len(found), maxQuick)]
}

// quickOptions are the same as the list shows them. With nothing saved yet it
// says how to.
func (m *Model) quickOptions() []Option {
	if len(m.cfg.QuickItems()) == 0 && m.buf.String() == "/" {
		return []Option{{Label: "No quick items yet", Detail: "Save a line as one from its menu", note: true}}
	}
	var out []Option
	for _, q := range m.quickFound(m.buf.String()) {
		out = append(out, Option{Label: q.Name, Detail: quickDetail(q), quick: &q})
	}
	return out
}

// quickDetail is what an item brings, in few words.
func quickDetail(q document.QuickItem) string {
	var parts []string
	if first, _, _ := strings.Cut(q.Line.Description, "\n"); first != q.Name && first != "" {
		parts = append(parts, first)
	}
	if q.Line.UnitPrice.Valid {
		parts = append(parts, q.Line.Text(document.FieldPrice))
	}
	return strings.Join(parts, " · ")
}

// pressQuick takes the keys of the open list.
func (m *Model) pressQuick(k Key) Effect {
	if !m.slash || m.buf == nil || k.Ctrl || k.Alt {
		return Effect{}
	}
	options := m.quickOptions()
	if len(options) == 0 {
		return Effect{}
	}
	if k == (Key{Name: KeyEscape}) {
		m.slash = false
		return handled
	}
	if options[0].note || k.Shift {
		return Effect{}
	}
	switch k.Name {
	case KeyUp, KeyDown:
		m.mark = max(0, min(m.mark+step(k.Name), len(options)-1))
		return handled
	case KeyEnter, KeyTab:
		return m.Take(m.mark)
	}
	return Effect{}
}

// takeQuick fills the line with an item, as one step, and goes on in its
// quantity. The line keeps its id, and what the item says nothing of.
func (m *Model) takeQuick(q document.QuickItem) Effect {
	id := m.cell.Row
	fill, told := m.fitting(q)
	m.s.Change(m.editOf("Quick item"), func(document.Document) document.Document {
		next, _ := document.EditLine(m.restored(), id, func(l *document.Line) { fillFrom(l, fill) })
		return next
	})
	m.endBuffer()
	m.moveTo(Cell{id, Quantity})
	m.tell(told)
	return Effect{Handled: true, Refused: m.Begin(AllSelected)}
}

// fillFrom takes over what an item says.
func fillFrom(l *document.Line, from document.Line) {
	l.Description, l.Enhanced = from.Description, from.Enhanced
	if from.Quantity.Valid {
		l.Quantity = from.Quantity
	}
	if !from.Duration.IsZero() {
		l.Duration = from.Duration
	}
	if from.UnitPrice.Valid {
		l.UnitPrice = from.UnitPrice
	}
	if !from.Discount.IsZero() {
		l.Discount = from.Discount
	}
	if from.Tax.Chosen {
		l.Tax = from.Tax
	}
	if from.Account != "" {
		l.Account = from.Account
	}
}

// fitting is an item's line with the tax and account that can be chosen here.
// Where there is no such tax the line has the default one, and that is told.
func (m *Model) fitting(q document.QuickItem) (l document.Line, told string) {
	l = q.Line.Clone()
	taxes, accounts := m.cfg.Taxes(), m.cfg.Accounts()
	if tax, ok := knownTax(taxes, l.Tax); ok {
		l.Tax = tax
	} else if l.Tax.Chosen && len(taxes) > 0 {
		was := l.Tax.Name
		l.Tax = m.cfg.NewLine("").Tax
		told = "There is no tax rate “" + was + "” here. “" + q.Name + "” takes " + taxWords(l.Tax) + "."
	}
	known := func(a document.Account) bool { return a.Code == l.Account }
	if l.Account != "" && len(accounts) > 0 && !slices.ContainsFunc(accounts, known) {
		told = strings.TrimSpace(told + " There is no account " + l.Account + " here. “" + q.Name + "” takes the default one.")
		l.Account = ""
	}
	return l, told
}

func taxWords(t document.Tax) string {
	if !t.Chosen {
		return "none until you choose one"
	}
	return "the default, " + t.Name
}

// knownTax is the tax of those to choose from that a saved one means: the same
// code, or where it was saved before Xero was connected the same name or rate.
func knownTax(taxes []document.Tax, saved document.Tax) (document.Tax, bool) {
	if !saved.Chosen {
		return document.Tax{}, false
	}
	same := []func(document.Tax) bool{
		func(t document.Tax) bool {
			return t.Code == saved.Code && t.Name == saved.Name && t.Rate.Equal(saved.Rate)
		},
		func(t document.Tax) bool { return t.Code == saved.Code && saved.Code != "" },
	}
	if saved.Code == "" {
		same = append(same, func(t document.Tax) bool { return t.Name == saved.Name && t.Rate.Equal(saved.Rate) },
			func(t document.Tax) bool { return t.Rate.Equal(saved.Rate) })
	}
	for _, is := range same {
		if i := slices.IndexFunc(taxes, is); i >= 0 {
			return taxes[i], true
		}
	}
	return document.Tax{}, false
}

// QuickTargets are the lines that Save as quick item acts on, by id: the
// selected ones, else the current one; those without words are none.
func (m *Model) QuickTargets() []string {
	return slices.DeleteFunc(m.targets(), func(id string) bool {
		l, _, _ := m.Doc().Line(id)
		return strings.TrimSpace(l.Description) == ""
	})
}

// QuickLines are the same lines as they would be saved, without ids. It ends
// the edit.
func (m *Model) QuickLines() []document.Line {
	m.commit()
	var out []document.Line
	for _, id := range m.QuickTargets() {
		l, _, _ := m.Doc().Line(id)
		saved := l.Clone()
		saved.ID, saved.AsRead, saved.Optional = "", nil, false
		out = append(out, saved)
	}
	return out
}
