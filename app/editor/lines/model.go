// Package lines is the line grid without its drawing: which cell is chosen or
// edited, what every key does to it and to the document. It knows no toolkit;
// the widget feeds it keys and draws what it says.
//
// Lines and sections are addressed by their ids, never by their row, so that
// nothing is ever typed into the wrong one.
package lines

import (
	"slices"

	"litework/app/editor/session"
	"litework/app/editor/text"
	"litework/document"
)

// Column is a column of the grid.
type Column int

// The columns. Name is the one stop of a section heading; Enhanced is the
// enhanced text that opens under a line.
const (
	Name Column = iota
	Description
	Enhanced
	Quantity
	Duration
	Price
	Discount
	Tax
	Account
)

// Field is the line's field that the column shows.
func (c Column) Field() document.Field {
	return [...]document.Field{
		Description: document.FieldDescription, Enhanced: document.FieldEnhanced,
		Quantity: document.FieldQuantity, Duration: document.FieldDuration,
		Price: document.FieldPrice, Discount: document.FieldDiscount,
		Tax: document.FieldTax, Account: document.FieldAccount,
	}[c]
}

// Number reports whether the column holds figures: right-aligned, and selected
// as a whole when clicked.
func (c Column) Number() bool { return c == Quantity || c == Price || c == Discount }

// IsChoice reports whether the column is chosen from a list.
func (c Column) IsChoice() bool { return c == Tax || c == Account }

// multiline reports whether Shift+Enter breaks the line.
func (c Column) multiline() bool { return c == Description || c == Enhanced }

// Cell is one stop: a column of a line, or the name of a section.
type Cell struct {
	Row string
	Col Column
}

// Row is a visible row.
type Row struct {
	ID      string
	Heading bool
	// Section is the index of its section, Place the line's within it.
	Section, Place int
}

// Bad is text that could not be read: it stays in its cell, the document keeps
// the value from before.
type Bad struct {
	Text   string
	Reason string

	steps int // of the document, when the cell was left with the text
	nth   int // of those that could not be read
}

// Config is what the grid needs beside the document.
type Config struct {
	NewID func() string
	// NewLine is an empty line as the settings have it, under the given id.
	NewLine func(id string) document.Line
	// Taxes and Accounts are what can be chosen.
	Taxes    func() []document.Tax
	Accounts func() []document.Account
	// QuickItems are the saved lines, by name; nil where there are none to
	// choose from.
	QuickItems func() []document.QuickItem
	// Page gives the row one view above (by -1) or below (by 1) another.
	Page func(row string, by int) string
	// Locked says why what Xero sees of the document cannot be changed; empty
	// when it can.
	Locked func() string
	// Tell says what a command did that cannot be seen at a glance. May be nil.
	Tell func(string)
	// Memory remembers copied lines. Documents that share one can exchange
	// them whole.
	Memory *Memory
}

// Model is the state of one grid.
type Model struct {
	s   *session.Session
	cfg Config

	cell Cell
	wish Column // the column ↑ and ↓ keep across headings

	buf     *text.Buffer // of the edited cell; nil when it is only chosen
	key     string       // of the undo step the typing belongs to
	label   string
	back    bool // typing is being taken back
	initial string
	line    document.Line    // as it was when the edit began
	section document.Section // the same for a heading
	mark    int              // marked option of a choice, -1 for none
	moved   bool             // the mark was moved by hand
	slash   bool             // the list of quick items is open

	selected map[string]bool
	anchor   string
	fresh    string // a line just inserted: typing in it belongs to that step

	bad     map[Cell]Bad
	bads    int // ever
	columns []Column

	// peek is a folded section that is shown open while the current cell is in
	// it: an undo shows its place, which is no change of the document.
	peek string

	rows     []Row
	rowsOf   *document.Document
	rowsHeld bool
	rowsPeek string
	totals   document.Totals
	totalOf  *document.Document
}

// New returns the grid of a session, its first line chosen.
func New(s *session.Session, cfg Config) *Model {
	if cfg.Memory == nil {
		cfg.Memory = &Memory{}
	}
	if cfg.Page == nil {
		cfg.Page = func(row string, _ int) string { return row }
	}
	if cfg.Locked == nil {
		cfg.Locked = func() string { return "" }
	}
	m := &Model{s: s, cfg: cfg, wish: Description, selected: map[string]bool{}, bad: map[Cell]Bad{},
		columns: []Column{Description, Quantity, Duration, Price, Discount, Tax}}
	m.settle()
	if all := m.Doc().Lines(); len(all) > 0 && m.RowIndex(all[0].ID) >= 0 {
		m.cell = Cell{all[0].ID, Description}
	}
	return m
}

// Locked is why what Xero sees of the lines cannot be changed, or "".
func (m *Model) Locked() string { return m.cfg.Locked() }

func (m *Model) tell(s string) {
	if s != "" && m.cfg.Tell != nil {
		m.cfg.Tell(s)
	}
}

// Prepare makes sure a document has a section and a line to write in, as the
// grid needs; empty lines are never saved.
func Prepare(d document.Document, newLine func(id string) document.Line, newID func() string) document.Document {
	if len(d.Sections) == 0 {
		d.Sections = []document.Section{{ID: newID()}}
	}
	if len(d.Lines()) == 0 {
		d = document.InsertLine(d, "", newLine(newID()))
	}
	return d
}

// Doc is the document as it is.
func (m *Model) Doc() *document.Document { return m.s.Doc() }

// Cell is the current cell.
func (m *Model) Cell() Cell { return m.cell }

// Buffer is the text being edited; nil when the cell is only chosen.
func (m *Model) Buffer() *text.Buffer { return m.buf }

// Editing reports whether the cell is edited.
func (m *Model) Editing() bool { return m.buf != nil }

// Typing reports whether the cell is edited and its text is not as it was.
func (m *Model) Typing() bool { return m.buf != nil && m.buf.String() != m.initial }

// EnhancedOpen is the line whose enhanced text is open, empty for none.
func (m *Model) EnhancedOpen() string {
	if m.cell.Col == Enhanced {
		return m.cell.Row
	}
	return ""
}

// Columns are the stops of a line that are shown, in order.
func (m *Model) Columns() []Column { return m.columns }

// SetColumns sets which stops a line has. A current cell whose column goes is
// moved to the description.
func (m *Model) SetColumns(c []Column) {
	m.columns = c
	if m.cell.Col != Name && m.cell.Col != Enhanced && !slices.Contains(c, m.cell.Col) {
		m.EndEdit()
		m.cell.Col = Description
	}
	if !slices.Contains(c, m.wish) {
		m.wish = Description
	}
}

// RowIndex is the place of a row among the visible ones, -1 when it is not.
func (m *Model) RowIndex(id string) int {
	return slices.IndexFunc(m.Rows(), func(r Row) bool { return r.ID == id })
}

// Bad is the unreadable text of a cell, if it has some.
func (m *Model) Bad(c Cell) (Bad, bool) {
	b, ok := m.bad[c]
	return b, ok
}

// BadInRow are the unreadable cells of a row, by column.
func (m *Model) BadInRow(id string) []Column {
	if len(m.bad) == 0 {
		return nil
	}
	var out []Column
	for c := range m.bad {
		if c.Row == id {
			out = append(out, c.Col)
		}
	}
	slices.Sort(out)
	return out
}

// Text is what a cell shows when it is not edited.
func (m *Model) Text(c Cell) string {
	if b, ok := m.bad[c]; ok {
		return b.Text
	}
	if c.Col == Name {
		if s := m.sectionOf(c.Row); s != nil {
			return s.Name
		}
		return ""
	}
	l, _, _ := m.Doc().Line(c.Row)
	if l == nil {
		return ""
	}
	return l.Text(c.Col.Field())
}

func (m *Model) sectionOf(id string) *document.Section {
	d := m.Doc()
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i]
		}
	}
	return nil
}

// currentRow is the visible row of the current cell.
func (m *Model) currentRow() (Row, bool) {
	rows := m.Rows()
	i := m.RowIndex(m.cell.Row)
	if i < 0 {
		return Row{}, false
	}
	return rows[i], true
}

// Settle brings the current cell back to a row that exists, after the document
// changed under the grid (an undo, a change from Xero). An edit in a line that
// is gone ends; one in a line that changed goes on with what was typed.
func (m *Model) Settle() {
	if m.buf != nil {
		if m.RowIndex(m.cell.Row) < 0 {
			m.buf = nil
		} else {
			m.rebase()
		}
	}
	m.settle()
}

// rebase makes the line as it is by now the one that the edit began with, but
// for the field being edited: what changed elsewhere is not taken back with
// the next key. A text not touched yet is shown anew.
func (m *Model) rebase() {
	l, _, _ := m.Doc().Line(m.cell.Row)
	if l == nil {
		return // a heading: its name is all that is edited
	}
	if m.buf.String() == m.initial {
		m.line = l.Clone()
		if now := m.Text(m.cell); now != m.initial {
			m.initial = now
			m.buf = text.New(now, m.cell.Col.multiline())
		}
		return
	}
	old := m.line
	m.line = l.Clone()
	switch m.cell.Col {
	case Description:
		m.line.Description = old.Description
	case Enhanced:
		m.line.Enhanced = old.Enhanced
	case Quantity:
		m.line.Quantity, m.line.AsRead = old.Quantity, old.AsRead
	case Duration:
		m.line.Duration, m.line.AsRead = old.Duration, old.AsRead
	case Price:
		m.line.UnitPrice, m.line.AsRead = old.UnitPrice, old.AsRead
		if !old.Quantity.Valid {
			m.line.Quantity = old.Quantity // a price brings a quantity along
		}
	case Discount:
		m.line.Discount, m.line.AsRead = old.Discount, old.AsRead
	}
}

func (m *Model) settle() {
	rows := m.Rows()
	for c := range m.bad {
		if l, _, _ := m.Doc().Line(c.Row); l == nil {
			delete(m.bad, c)
		}
	}
	for id := range m.selected {
		if l, _, _ := m.Doc().Line(id); l == nil {
			delete(m.selected, id)
		}
	}
	if m.RowIndex(m.cell.Row) >= 0 || len(rows) == 0 {
		return
	}
	m.cell = m.stopIn(rows[0], m.wish)
}

// stopIn is the cell of a row in a column, or the name of a heading.
func (m *Model) stopIn(r Row, c Column) Cell {
	switch {
	case r.Heading:
		return Cell{r.ID, Name}
	case !slices.Contains(m.columns, c):
		return Cell{r.ID, Description}
	}
	return Cell{r.ID, c}
}

// BadCount is how many cells cannot be read.
func (m *Model) BadCount() int { return len(m.bad) }
