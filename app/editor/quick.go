package editor

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// quickItems are the saved lines as read last.
func (e *Editor) quickItems() []document.QuickItem { return e.quick }

// readQuick reads the saved lines anew.
func (e *Editor) readQuick() {
	page.Read(e.reader, "quick", e.d.File.QuickItems, func(items []document.QuickItem, err error) {
		if err != nil {
			return // those read before stay
		}
		e.quick = items
		if e.ready {
			e.grid.Update()
		}
	})
}

// InsertQuick offers the quick items in a new line below the current one.
func (e *Editor) InsertQuick() { e.do(e.model.InsertQuick) }

// WhyNotSaveQuick is the reason Save as quick item is not possible.
func (e *Editor) WhyNotSaveQuick() string {
	if why := e.WhyNotChosen(); why != "" {
		return why
	}
	if len(e.model.QuickTargets()) == 0 {
		return "Choose a line with a description first."
	}
	return ""
}

// SaveQuick asks for a name and saves the chosen lines as quick items, one for
// each.
func (e *Editor) SaveQuick() {
	if !e.ready {
		return
	}
	lines := e.model.QuickLines()
	e.grid.Update()
	if len(lines) == 0 {
		e.d.Say("Choose a line with a description first.")
		return
	}
	f := newQuickForm(lines, e.quick)
	title, verb := "Save as quick item", "Save"
	if len(lines) > 1 {
		title = "Save " + strconv.Itoa(len(lines)) + " quick items"
	}
	m := kit.NewModal(title, f.root)
	m.SetSubtitle("Type / in an empty description, then the beginning of the name, to put it into a document.")
	m.Width = 460
	f.relayout = m.Refresh
	cancel := kit.Named("quick.cancel", kit.NewButton("Cancel", m.Close))
	var save *kit.Button
	save = kit.Named("quick.save", kit.NewPrimary(verb, func() {
		items, ok := f.read(e.d.Canvas, e.d.NewID)
		if !ok {
			return
		}
		save.Disable()
		e.saveQuick(items, func(err error) {
			save.Enable()
			if err != nil {
				sentence, fix := page.Trouble(err)
				f.fields[0].SetError(sentence + " " + fix)
				m.Refresh()
				return
			}
			e.readQuick() // a slash may follow at once
			m.Close()
			e.d.Say(savedQuick(items))
		})
	}))
	m.Default, m.First = save, f.names[0]
	m.SetButtons(nil, []fyne.CanvasObject{cancel, save})
	e.d.Show(m)
	f.names[0].SelectAll()
}

func savedQuick(items []document.QuickItem) string {
	if len(items) == 1 {
		return "“" + items[0].Name + "” is a quick item"
	}
	return strconv.Itoa(len(items)) + " quick items saved"
}

func (e *Editor) saveQuick(items []document.QuickItem, done func(error)) {
	page.Write(e.reader, func(ctx context.Context) (struct{}, error) {
		for _, q := range items {
			if err := e.d.File.SaveQuickItem(ctx, q); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) { done(err) })
}

// quickForm asks for the name of each line.
type quickForm struct {
	lines    []document.Line
	known    []document.QuickItem
	names    []*kit.Entry
	fields   []*kit.Field
	root     fyne.CanvasObject
	relayout func()
}

func newQuickForm(lines []document.Line, known []document.QuickItem) *quickForm {
	f := &quickForm{lines: lines, known: known, relayout: func() {}}
	var rows []fyne.CanvasObject
	for i, l := range lines {
		entry := kit.NewEntry("Gaffer, per day")
		control := "quick.name"
		if i > 0 {
			control += "." + strconv.Itoa(i+1)
		}
		entry.Name = control
		entry.SetValue(quickName(l))
		entry.SelectOnFocus = true
		entry.OnChanged = func(string) { f.check(i) }
		field := kit.NewField("Name", entry)
		if len(lines) > 1 {
			field = kit.NewField("Name of "+quickName(l), entry)
		}
		f.names, f.fields = append(f.names, entry), append(f.fields, field)
		rows = append(rows, field)
	}
	f.root = kit.VBox(12, rows...)
	for i := range lines {
		f.check(i)
	}
	return f
}

// quickName is what a line is called until it is named: the beginning of its
// description.
func quickName(l document.Line) string {
	name, _, _ := strings.Cut(strings.TrimSpace(l.Description), "\n")
	if r := []rune(name); len(r) > 60 {
		name = strings.TrimSpace(string(r[:60]))
	}
	return name
}

// namesake is the saved item of a name.
func (f *quickForm) namesake(name string) (document.QuickItem, bool) {
	for _, q := range f.known {
		if strings.EqualFold(q.Name, name) {
			return q, true
		}
	}
	return document.QuickItem{}, false
}

// check says that an item of the name is there already.
func (f *quickForm) check(i int) {
	f.fields[i].SetError("")
	help := ""
	if _, ok := f.namesake(strings.TrimSpace(f.names[i].Text)); ok {
		help = "There is one of this name. It is replaced."
	}
	f.fields[i].SetHelp(help)
	f.relayout()
}

// read gives the items, or goes to the field that lacks a name of its own.
func (f *quickForm) read(c fyne.Canvas, newID func() string) ([]document.QuickItem, bool) {
	var out []document.QuickItem
	for i, l := range f.lines {
		name := strings.TrimSpace(f.names[i].Text)
		wrong := ""
		if name == "" {
			wrong = "A quick item needs a name."
		}
		for _, q := range out {
			if strings.EqualFold(q.Name, name) {
				wrong = "Two of them have this name."
			}
		}
		if wrong != "" {
			f.fields[i].SetError(wrong)
			f.relayout()
			c.Focus(f.names[i])
			return nil, false
		}
		q := document.QuickItem{ID: newID(), Name: name, Line: l}
		if old, ok := f.namesake(name); ok {
			q.ID = old.ID
		}
		out = append(out, q)
	}
	return out, true
}
