package editor

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/editor/lines"
	"litework/app/editor/session"
	"litework/app/kit"
	"litework/document"
)

// The names of the fields, for undo to find them again.
const (
	atClient    = session.FieldClient
	atDate      = session.FieldDate
	atDue       = session.FieldDue
	atReference = session.FieldReference
	atTitle     = session.FieldTitle
	atSummary   = session.FieldSummary
	atNumber    = session.FieldNumber
	atTaxMode   = session.FieldTaxMode
	atCurrency  = session.FieldCurrency
)

// fields are the head of a document.
type fields struct {
	e    *Editor
	root *fyne.Container

	client                        *kit.Completer
	date, due                     *kit.DateEntry
	reference, title, summary     *kit.Entry
	number                        *kit.Entry
	taxMode, currency             *kit.Choice
	clientField, dateField        *kit.Field
	dueField, referenceField      *kit.Field
	titleField, summaryField      *kit.Field
	numberField, taxField, curFld *kit.Field

	quote   *fyne.Container
	details *fyne.Container
}

func (f *fields) init(e *Editor) {
	f.e = e
	kind := e.session.Doc().Kind
	f.makeClient()
	f.date, f.dateField = f.dateEntry("Date", atDate, func(d *document.Document) *document.Date { return &d.Date })
	f.due, f.dueField = f.dateEntry(kind.DueLabel(), atDue, func(d *document.Document) *document.Date { return &d.Due })
	f.due.Optional = true
	f.reference, f.referenceField = f.textEntry("Reference", atReference, "PO 7731", func(d *document.Document) *string { return &d.Reference })
	f.title, f.titleField = f.textEntry("Title", atTitle, "Lighting for two shooting days", func(d *document.Document) *string { return &d.Title })
	f.summary, f.summaryField = f.textEntry("Summary", atSummary, "What the quote covers, in a sentence", func(d *document.Document) *string { return &d.Summary })
	f.makeDetails()
	first := container.New(&fieldRow{weights: []float32{357, 210, 210, 231}}, f.clientField, f.dateField, f.dueField, f.referenceField)
	f.quote = container.New(&fieldRow{weights: []float32{357, 675}}, f.titleField, f.summaryField)
	f.quote.Hidden = kind != document.Quote
	f.details = container.New(&fieldRow{weights: []float32{357, 210, 210, 231}}, f.numberField, f.taxField, f.curFld)
	f.details.Hide()
	f.root = kit.VBox(10, first, f.quote, f.details)
}

// edit describes a change of a field: consecutive ones are one step.
func fieldEdit(field string) session.Edit {
	return session.Edit{Label: "Typing", Key: "field:" + field, Place: session.Place{Field: field}}
}

func (f *fields) textEntry(label, name, example string, at func(*document.Document) *string) (*kit.Entry, *kit.Field) {
	entry := kit.Named("field."+name, kit.NewEntry(example))
	entry.SelectOnFocus = true
	entry.OnChanged = func(text string) {
		if f.e.ready {
			edit := fieldEdit(name)
			edit.Back = f.e.back
			f.e.session.Set(edit, func(d *document.Document) { *at(d) = text })
		}
	}
	entry.OnLeave = f.e.session.EndStep
	f.undoKeys(entry)
	return entry, kit.NewField(label, entry)
}

// undoKeys gives an entry the document's undo once its own typing is undone.
// Entered again it begins anew: what was typed before is a step of the document.
// Call it when OnLeave is set.
func (f *fields) undoKeys(entry *kit.Entry) {
	leave := entry.OnLeave
	entry.OnLeave = func() {
		if leave != nil {
			leave()
		}
		entry.ForgetTyping()
	}
	before := entry.OnShortcut
	entry.OnShortcut = func(s fyne.Shortcut) bool {
		switch s.(type) {
		case *fyne.ShortcutUndo:
			f.e.Undo()
			return true
		case *fyne.ShortcutRedo:
			f.e.Redo()
			return true
		}
		return before != nil && before(s)
	}
}

func (f *fields) dateEntry(label, name string, at func(*document.Document) *document.Date) (*kit.DateEntry, *kit.Field) {
	e := f.e
	typing := func() document.DateTyping {
		d := e.session.Doc()
		return document.DateTyping{Today: e.d.Today(), Document: d.Date, Later: name == atDue, Order: e.dateOrder()}
	}
	entry := kit.NewDateEntry(func(text string) (kit.Day, error) {
		day, err := document.ParseDate(text, typing())
		return kit.Day(day), err
	}, func(day kit.Day) string { return document.Date(day).Display() }, func() kit.Day { return kit.Day(e.d.Today()) })
	kit.Named("field."+name, entry.Entry)
	f.undoKeys(entry.Entry)
	field := kit.NewField(label, entry)
	entry.OnChanged = func(day kit.Day) {
		e.session.EndStep()
		e.session.Set(fieldEdit(name), func(d *document.Document) {
			was := d.Date
			*at(d) = document.Date(day)
			if name == atDate && !d.Due.IsZero() && !was.IsZero() {
				// The terms count from the date: the second date moves along
				// where it was as the terms have it.
				if d.Due == e.l.settings.DueFor(d.Kind, was, e.l.contact) {
					d.Due = e.l.settings.DueFor(d.Kind, d.Date, e.l.contact)
				}
			}
		})
		e.session.EndStep()
	}
	entry.OnError = func(err error) { setError(field, err) }
	return entry, field
}

func setError(field *kit.Field, err error) {
	if err == nil {
		field.SetError("")
	} else {
		field.SetError(err.Error())
	}
	relayout(field)
}

// relayout lays out the page around a field whose note came or went.
func relayout(o fyne.CanvasObject) {
	if s := kit.ScrollAround(o); s != nil {
		s.Refresh()
	}
}

// dateOrder is how 3/4 is read: month first in the United States.
func (e *Editor) dateOrder() document.DateOrder {
	if strings.EqualFold(e.l.settings.Company.Country, "US") {
		return document.MonthFirst
	}
	return document.DayFirst
}

func (f *fields) makeDetails() {
	e := f.e
	f.number = kit.Named("field.number", kit.NewEntry(""))
	f.number.SelectOnFocus = true
	f.numberField = kit.NewField("Number", f.number)
	f.number.OnChanged = func(string) { f.numberField.SetError("") }
	f.number.OnLeave = f.takeNumber
	f.number.OnCommit = func(string) { f.takeNumber() }
	f.undoKeys(f.number)
	f.taxMode = kit.Named("field.taxmode", kit.NewChoice([]kit.Option{
		{ID: string(document.TaxExclusive), Label: "Prices exclude tax"},
		{ID: string(document.TaxInclusive), Label: "Prices include tax"},
		{ID: string(document.NoTax), Label: "No tax"},
	}, "", func(id string) {
		dropped := 0
		e.session.Change(session.Edit{Label: "Tax mode", Place: session.Place{Field: atTaxMode}}, func(d document.Document) document.Document {
			d, dropped = document.SetTaxMode(d, document.TaxMode(id))
			return d
		})
		if dropped > 0 {
			e.d.Say(lines.AddedUpAnew(dropped))
		}
	}))
	f.taxField = kit.NewField("Tax", f.taxMode)
	var currencies []kit.Option
	seen := map[string]bool{}
	for _, c := range append([]string{e.session.Doc().Currency, e.l.settings.Currency}, e.currencies()...) {
		if c != "" && !seen[c] {
			seen[c] = true
			currencies = append(currencies, kit.Option{ID: c, Label: c})
		}
	}
	f.currency = kit.Named("field.currency", kit.NewChoice(currencies, "", func(id string) {
		e.session.Set(session.Edit{Label: "Currency", Place: session.Place{Field: atCurrency}}, func(d *document.Document) { d.Currency = id })
	}))
	f.curFld = kit.NewField("Currency", f.currency)
}

// currencies are those the organisation knows, or the usual ones here.
func (e *Editor) currencies() []string {
	if c := e.l.reference.Organisation.Currencies; len(c) > 0 {
		return c
	}
	return []string{"NZD", "AUD", "GBP", "USD", "EUR"}
}

// takeNumber gives the document the number typed.
func (f *fields) takeNumber() {
	text := strings.TrimSpace(f.number.Text)
	doc := f.e.session.Doc()
	if text == doc.Number || (doc.Number == "" && text == f.e.l.number) {
		return
	}
	if err := document.CheckNumber(text); err != nil || text == "" {
		if err == nil {
			err = &document.Problem{Sentence: "A document needs a number."}
		}
		setError(f.numberField, err)
		return
	}
	f.e.session.Set(session.Edit{Label: "Number", Place: session.Place{Field: atNumber}}, func(d *document.Document) { d.Number = text })
}

// toggleDetails shows number, tax mode and currency, or hides them.
func (f *fields) toggleDetails() {
	f.details.Hidden = !f.details.Hidden
	f.root.Refresh()
	f.e.body.relayout()
	if !f.details.Hidden && f.e.d.Canvas != nil {
		f.e.body.reveal(f.root, 0, 1)
		f.e.d.Canvas.Focus(f.taxMode)
	}
}

// show shows the fields as they are in the document; one that is being typed
// in is left alone.
func (f *fields) show() {
	d := f.e.session.Doc()
	f.showClient(d)
	for _, x := range []struct {
		entry *kit.Entry
		text  string
	}{{f.reference, d.Reference}, {f.title, d.Title}, {f.summary, d.Summary}} {
		if x.entry.Text != x.text {
			x.entry.SetValue(x.text)
		}
	}
	for _, x := range []struct {
		entry *kit.DateEntry
		day   document.Date
	}{{f.date, d.Date}, {f.due, d.Due}} {
		if document.Date(x.entry.Day()) != x.day {
			x.entry.SetDay(kit.Day(x.day))
		}
	}
	if !f.number.Focused() {
		number := d.Number
		f.number.PlaceHolder = f.e.l.number
		f.number.SetValue(number)
	}
	if p := f.e.session.State().Number; p != nil {
		setError(f.numberField, p)
	}
	f.taxMode.SetSelected(string(d.TaxMode))
	f.currency.SetSelected(d.Currency)
}

// revert shows what the document holds in those fields too that are read when
// they are left.
func (f *fields) revert() {
	d := f.e.session.Doc()
	f.client.CloseList()
	f.client.Entry.SetValue(d.Client.Name)
	f.number.SetValue(d.Number)
	f.date.SetDay(kit.Day(d.Date))
	f.due.SetDay(kit.Day(d.Due))
}

// lockAs makes what Xero would refuse read-only. The number has a lock of its
// own: it is fixed once posted.
func (f *fields) lockAs(locked, numberLocked bool) {
	for _, e := range []*kit.Entry{f.client.Entry, f.date.Entry, f.due.Entry, f.reference, f.title, f.summary} {
		e.SetReadOnly(locked)
	}
	f.number.SetReadOnly(locked || numberLocked)
	why := f.e.linesLocked() // both change what the lines come to
	for _, c := range []*kit.Choice{f.taxMode, f.currency} {
		if why != "" {
			c.DisableBecause(why)
		} else {
			c.Enable()
		}
	}
}

// commit takes what is typed in the fields that are read when they are left,
// and reports whether all can be read.
func (f *fields) commit() bool {
	ok := true
	for _, d := range []*kit.DateEntry{f.date, f.due} {
		if !d.Entry.ReadOnly && !d.Commit() {
			f.e.d.Canvas.Focus(d.Entry)
			ok = false
		}
	}
	f.takeClient()
	f.takeNumber()
	return ok
}

// focus gives the keyboard to a field by its name.
func (f *fields) focus(name string) {
	if name == atNumber || name == atTaxMode || name == atCurrency {
		if f.details.Hidden {
			f.toggleDetails()
		}
	}
	for field, w := range map[string]fyne.Focusable{atClient: f.client.Entry, atDate: f.date.Entry, atDue: f.due.Entry,
		atReference: f.reference, atTitle: f.title, atSummary: f.summary, atNumber: f.number, atTaxMode: f.taxMode, atCurrency: f.currency} {
		if field == name {
			f.e.body.reveal(f.root, 0, 1)
			f.e.d.Canvas.Focus(w)
		}
	}
}

// last is the field before the lines.
func (f *fields) last() fyne.Focusable {
	switch {
	case !f.details.Hidden:
		return f.currency
	case !f.quote.Hidden:
		return f.summary
	}
	return f.reference
}

// fieldRow places fields side by side, as wide as their weights.
type fieldRow struct{ weights []float32 }

const fieldGap float32 = 12

func (r *fieldRow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objs {
		h = max(h, o.MinSize().Height)
	}
	return fyne.NewSize(400, h)
}

func (r *fieldRow) widths(n int, width float32) []float32 {
	total := float32(0)
	for _, w := range r.weights {
		total += w
	}
	out := make([]float32, n)
	width -= fieldGap * float32(len(r.weights)-1)
	for i := range out {
		out[i] = float32(int(width * r.weights[i] / total))
	}
	return out
}

func (r *fieldRow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	ws := r.widths(len(objs), size.Width)
	for i, o := range objs {
		w := ws[i]
		if len(objs) == len(r.weights) && i == len(objs)-1 {
			w = size.Width - x
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w + fieldGap
	}
}
