package session_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/document"
)

// paper is a company file of one document in memory, and the goroutine that
// the session under test belongs to.
type paper struct {
	mu    sync.Mutex
	doc   document.Document
	rev   int64
	queue []func()
}

func (p *paper) save(_ context.Context, d document.Document, base int64) (session.Saved, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if base != p.rev {
		return session.Saved{}, session.ErrStale
	}
	if d.Number == "" {
		d.Number = "INV-0001"
	}
	p.rev++
	p.doc = d.WithoutEmptyLines()
	return session.Saved{Rev: p.rev, Number: d.Number}, nil
}

func (p *paper) load(context.Context, string) (document.Document, int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.doc.Clone(), p.rev, nil
}

func (p *paper) dispatch(f func()) {
	p.mu.Lock()
	p.queue = append(p.queue, f)
	p.mu.Unlock()
}

func (p *paper) drain() {
	for {
		p.mu.Lock()
		if len(p.queue) == 0 {
			p.mu.Unlock()
			return
		}
		f := p.queue[0]
		p.queue = p.queue[1:]
		p.mu.Unlock()
		f()
	}
}

// writer is somebody who does everything that can be done to a document.
type writer struct {
	t   *rapid.T
	s   *session.Session
	m   *lines.Model
	p   *paper
	ids int
	now time.Time
}

var rates = []document.Tax{
	{Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}, {Name: "No GST", Chosen: true},
}

func (w *writer) id() string { w.ids++; return "id" + strconv.Itoa(w.ids) }

func (w *writer) line(id string) document.Line { return document.Line{ID: id, Tax: rates[0]} }

// newWriter begins with a document that is in the file, or one that is not.
func newWriter(t *rapid.T) *writer {
	w := &writer{t: t, p: &paper{}, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	d := document.Document{ID: "d", Kind: rapid.SampledFrom([]document.Kind{document.Invoice, document.Quote}).Draw(t, "kind"),
		Currency: "NZD", TaxMode: document.TaxExclusive, Date: document.NewDate(2026, 11, 22)}
	if rapid.Bool().Draw(t, "exists") {
		d.Number, w.p.rev = "INV-0007", 3
		for i := range rapid.IntRange(1, 3).Draw(t, "sections") {
			s := document.Section{ID: w.id(), Folded: i == 1, Lines: []document.Line{}}
			if i > 0 {
				s.Name = "Section " + strconv.Itoa(i)
			}
			for range rapid.IntRange(0, 3).Draw(t, "lines") {
				l := w.line(w.id())
				l.Description, l.Quantity = "Lamp", decimal.NewNullDecimal(decimal.RequireFromString("2.50"))
				l.UnitPrice = decimal.NewNullDecimal(decimal.RequireFromString("120.0000"))
				if rapid.IntRange(0, 3).Draw(t, "read") == 0 {
					l.AsRead = &document.AsRead{TaxAmount: decimal.NewNullDecimal(decimal.NewFromInt(1))}
				}
				s.Lines = append(s.Lines, l)
			}
			d.Sections = append(d.Sections, s)
		}
		w.p.doc = d.WithoutEmptyLines()
	}
	d = lines.Prepare(d, w.line, w.id)
	w.s = session.New(session.Config{Save: w.p.save, Load: w.p.load, Dispatch: w.p.dispatch, Now: func() time.Time { return w.now },
		OnTaken: func() { w.m.Settle() }, OnChange: func() {
			if w.m != nil && !w.m.Editing() {
				w.m.Settle()
			}
		}}, d, w.p.rev)
	w.m = lines.New(w.s, lines.Config{NewID: w.id, NewLine: w.line, Taxes: func() []document.Tax { return rates },
		Accounts: func() []document.Account { return []document.Account{{Code: "200"}, {Code: "260"}} }})
	w.m.SetColumns([]lines.Column{lines.Description, lines.Quantity, lines.Duration, lines.Price, lines.Discount, lines.Tax, lines.Account})
	return w
}

func (w *writer) pick(name string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.t, name)
}

func (w *writer) rows() []lines.Row { return w.m.Rows() }

// anywhere chooses a visible cell.
func (w *writer) anywhere() {
	if len(w.rows()) == 0 {
		return
	}
	row := rapid.SampledFrom(w.rows()).Draw(w.t, "row")
	col := lines.Name
	if !row.Heading {
		col = rapid.SampledFrom(w.m.Columns()).Draw(w.t, "column")
	}
	w.m.Click(lines.Cell{Row: row.ID, Col: col})
	if rapid.Bool().Draw(w.t, "leave it chosen") {
		w.m.EndEdit()
	}
}

// section is one whose heading is seen.
func (w *writer) section() (document.Section, bool) {
	var out []document.Section
	for _, r := range w.rows() {
		if r.Heading {
			out = append(out, w.s.Doc().Sections[r.Section])
		}
	}
	if len(out) == 0 {
		return document.Section{}, false
	}
	return rapid.SampledFrom(out).Draw(w.t, "section"), true
}

// act does one thing.
func (w *writer) act() {
	w.now = w.now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(w.t, "pause")) * time.Millisecond)
	field := func(name string, change func(*document.Document)) {
		w.m.EndEdit()
		w.s.Set(session.Edit{Label: "Typing", Key: "field:" + name, Pauses: name == session.FieldNotes, Place: session.Place{Field: name}}, change)
	}
	word := w.pick("word", "", "a", "b", "3", "2 days", "1,5", "10")
	switch what := rapid.IntRange(0, 30).Draw(w.t, "what"); what {
	case 0, 1, 2:
		w.anywhere()
		for _, r := range word {
			w.m.Type(r)
		}
	case 3:
		w.m.EndEdit()
	case 4:
		w.m.Press(lines.Key{Name: lines.KeyEscape})
	case 5:
		w.m.Press(lines.Key{Name: rapid.SampledFrom([]lines.KeyName{lines.KeyEnter, lines.KeyTab, lines.KeyUp, lines.KeyDown, lines.KeyLeft, lines.KeyRight}).Draw(w.t, "key")})
	case 6:
		w.m.InsertLine()
	case 7:
		w.m.AppendLine()
	case 8:
		w.m.InsertSection()
	case 9:
		w.m.Duplicate()
	case 10:
		w.m.FillDown()
	case 11:
		w.m.Delete()
	case 12:
		w.m.Empty()
	case 13:
		w.m.Move(rapid.SampledFrom([]document.Direction{document.Up, document.Down}).Draw(w.t, "way"))
	case 14:
		w.m.MoveSection(rapid.SampledFrom([]document.Direction{document.Up, document.Down}).Draw(w.t, "way"))
	case 15:
		w.m.EndEdit()
		if s, ok := w.section(); ok {
			w.m.SetFolded(s.ID, !s.Folded)
		}
	case 16:
		if s, ok := w.section(); ok {
			w.m.SetPrint(s.ID, rapid.SampledFrom([]document.SectionPrint{document.PrintFull, document.PrintOneLine}).Draw(w.t, "print"))
		}
	case 17:
		w.m.ToggleOptional()
	case 18:
		w.m.EndEdit()
		w.m.ToggleEnhanced()
		for _, r := range word {
			w.m.Type(r)
		}
		w.m.Bold()
	case 19:
		w.m.Copy()
		w.m.Paste(w.pick("text", "Cable\t2\t15.00\nStand\tx\t3", "one word", "Truck\t1\t2 days\t90"))
	case 20:
		if s, ok := w.m.Copy(); ok {
			w.anywhere()
			w.m.EndEdit()
			w.m.Paste(s)
		}
	case 21:
		field(session.FieldReference, func(d *document.Document) { d.Reference = word })
	case 22:
		field(session.FieldNotes, func(d *document.Document) { d.ClientNotes = word })
	case 23:
		field(session.FieldClient, func(d *document.Document) { d.Client = document.Client{Name: word} })
		w.s.EndStep()
	case 24:
		field(session.FieldDue, func(d *document.Document) { d.Due = d.Date.AddDays(len(word)) })
	case 25:
		w.m.EndEdit()
		mode := rapid.SampledFrom([]document.TaxMode{document.TaxExclusive, document.TaxInclusive, document.NoTax}).Draw(w.t, "mode")
		w.s.Change(session.Edit{Label: "Tax mode", Place: session.Place{Field: session.FieldTaxMode}}, func(d document.Document) document.Document {
			d, _ = document.SetTaxMode(d, mode)
			return d
		})
	case 26:
		field(session.FieldTags, func(d *document.Document) { d.Tags = []string{word}[:len(word)%2] })
	case 27:
		w.pull()
	case 28:
		w.flush()
	case 29:
		if w.m.Editing() {
			w.m.Undo()
		}
	case 30:
		if w.m.Editing() {
			w.m.Redo()
		}
	}
}

func (w *writer) flush() {
	if err := w.s.Flush(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.p.drain()
}

// pull lets a change made elsewhere come in: while something is typed, with
// changes that are not saved, or at rest.
func (w *writer) pull() {
	if rapid.Bool().Draw(w.t, "saved before") {
		w.flush()
	}
	if w.p.rev == 0 {
		return
	}
	theirs := w.p.doc.Clone()
	switch rapid.IntRange(0, 3).Draw(w.t, "pulled") {
	case 0:
		theirs.Due = document.NewDate(2027, 1, rapid.IntRange(1, 28).Draw(w.t, "day"))
	case 1:
		if l := theirs.Lines(); len(l) > 0 {
			theirs = document.RemoveLines(theirs, []string{l[0].ID})
		}
	case 2:
		l := w.line(w.id())
		l.Description = "From Xero"
		theirs = document.InsertLine(theirs, "", l)
	case 3:
		for _, l := range theirs.Lines() {
			l.Quantity = decimal.NewNullDecimal(decimal.NewFromInt(7))
		}
	}
	w.p.mu.Lock()
	w.p.rev++
	w.p.doc = theirs
	rev := w.p.rev
	w.p.mu.Unlock()
	w.s.Adopt(theirs, rev, "Change from Xero")
	w.flush()
}

// all undoes or redoes everything there is, as the editor does.
func (w *writer) all(move func() (session.Place, bool)) (n int) {
	for {
		w.m.EndEdit()
		p, ok := move()
		if !ok {
			return n
		}
		n++
		w.m.Show(p)
		if p.Row != "" && len(w.rows()) > 0 && w.m.RowIndex(p.Row) < 0 {
			w.t.Fatalf("step %d was at %s, which is not shown: %v", n, p.Row, w.rows())
		}
	}
}

func (w *writer) json() string {
	d := w.s.Doc().Clone()
	if d.Number == "INV-0001" {
		d.Number = "" // given by the file, which is no edit
	}
	out, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

// TestUndoneAndRedoneToTheLastByte: whatever was done, undone completely it is
// the first document, redone the last, and every step shows its place.
func TestUndoneAndRedoneToTheLastByte(t *testing.T) {
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		w := newWriter(t)
		defer w.s.Abandon(context.Background())
		first := w.json()
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			w.act()
			if rapid.IntRange(0, 14).Draw(t, "undo now") == 0 {
				w.m.EndEdit()
				if p, ok := w.s.Undo(); ok {
					w.m.Show(p)
				}
			}
		}
		w.m.EndEdit()
		w.flush()
		w.all(w.s.Redo)
		last := w.json()
		steps := w.all(w.s.Undo)
		kept += steps
		if diff := cmp.Diff(first, w.json()); diff != "" {
			t.Fatalf("%d steps undone are not the first document:\n%s", steps, diff)
		}
		if again := w.all(w.s.Redo); again != steps {
			t.Fatalf("%d steps undone, %d redone", steps, again)
		}
		if diff := cmp.Diff(last, w.json()); diff != "" {
			t.Fatalf("redone is not the last document:\n%s", diff)
		}
		// What is stored in the end is what is seen.
		w.flush()
		if err := w.s.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		stored, seen := w.p.doc, w.s.Doc().WithoutEmptyLines()
		if w.p.rev > 0 && w.s.Doc().Number != "" && (fmt.Sprint(len(stored.Lines())) != fmt.Sprint(len(seen.Lines())) || stored.Reference != seen.Reference) {
			t.Fatalf("stored %+v\nseen %+v", stored, seen)
		}
	})
	t.Logf("%d steps undone and redone", kept)
}
