package settings

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/document"
)

// form makes fields that save themselves. A value that cannot be saved stays in
// its field in red with the reason below, and the file keeps the last good one.
type form struct {
	save func(field string, apply func(*document.Settings))
	// drop takes back a change of a field that is not in the file yet.
	drop func(field string)
	// fills bring the fields up to date with what the file holds.
	fills []func(document.Settings)
	// relayout makes room after a note below a field came or went.
	relayout func()
	// wrong are the fields whose text cannot be saved.
	wrong map[string]wrongField
	// tab is the tab shown.
	tab func() string
}

// wrongField is a field whose text cannot be saved, and the tab it is on.
type wrongField struct {
	field fyne.Focusable
	tab   string
}

func newForm(save func(string, func(*document.Settings)), drop func(string), tab func() string) *form {
	return &form{save: save, drop: drop, tab: tab, wrong: map[string]wrongField{}}
}

// fill shows what the file holds.
func (f *form) fill(s document.Settings) {
	for _, fill := range f.fills {
		fill(s)
	}
}

// onFill adds something that follows the settings.
func (f *form) onFill(fill func(document.Settings)) { f.fills = append(f.fills, fill) }

// textSpec describes a field of text.
type textSpec struct {
	name, label, help, example string
	rows                       int // more than 1 for several lines
	get                        func(document.Settings) string
	// put writes the text into settings; it has passed check.
	put func(*document.Settings, string)
	// check gives the reason a text cannot be saved, or ""; nil takes all.
	check func(string) string
	// hint gives what is doubtful about a text that is saved all the same, or
	// ""; nil for none.
	hint func(string) string
	// also is called after each good change; may be nil.
	also func()
}

// text is a field of text.
func (f *form) text(spec textSpec) (*kit.Field, *kit.Entry) {
	entry := kit.NewEntry(spec.example)
	if spec.rows > 1 {
		entry = kit.NewMultiLineEntry(spec.example, spec.rows)
	}
	kit.Named("settings."+spec.name, entry)
	field := kit.NewField(spec.label, entry).WithHelp(spec.help)
	entry.OnChanged = func(text string) {
		if why := f.why(spec, text); why != "" {
			f.wrong[spec.name] = wrongField{entry, f.tab()}
			field.SetError(why)
			f.drop(spec.name) // what stood there on the way to this
			f.relayout()
			return
		}
		delete(f.wrong, spec.name)
		if field.Error() != "" {
			field.SetError("")
			f.relayout()
		}
		f.doubt(field, spec, text)
		f.save(spec.name, func(s *document.Settings) { spec.put(s, text) })
		if spec.also != nil {
			spec.also()
		}
	}
	f.onFill(func(s document.Settings) {
		if !entry.Focused() && field.Error() == "" { // what is being typed is not taken away
			entry.SetValue(spec.get(s))
		}
		f.doubt(field, spec, entry.Text)
	})
	return field, entry
}

// doubt says below a field what is doubtful about its text.
func (f *form) doubt(field *kit.Field, spec textSpec, text string) {
	if spec.hint == nil {
		return
	}
	if hint := spec.hint(text); hint != field.Warning() {
		field.SetWarning(hint)
		f.relayout()
	}
}

// toggle is a switch that saves itself, with its words at the left.
func (f *form) toggle(name, words, help string, get func(document.Settings) bool, put func(*document.Settings, bool)) fyne.CanvasObject {
	t := kit.Named("settings."+name, kit.NewToggle(words, false, nil))
	t.OnChanged = func(on bool) { f.save(name, func(s *document.Settings) { put(s, on) }) }
	f.onFill(func(s document.Settings) { t.SetOn(get(s)) })
	return row(words, help, t)
}

func (f *form) why(spec textSpec, text string) string {
	if spec.check == nil {
		return ""
	}
	return spec.check(text)
}

// choiceSpec describes a field with a list to choose from.
type choiceSpec struct {
	name, label, help string
	options           []kit.Option
	get               func(document.Settings) string
	put               func(*document.Settings, string)
	also              func()
}

// choice is a field with a list to choose from.
func (f *form) choice(spec choiceSpec) (*kit.Field, *kit.Choice) {
	c := kit.Named("settings."+spec.name, kit.NewChoice(spec.options, "", nil))
	c.OnChanged = func(id string) {
		f.save(spec.name, func(s *document.Settings) { spec.put(s, id) })
		if spec.also != nil {
			spec.also()
		}
	}
	f.onFill(func(s document.Settings) { c.SetSelected(spec.get(s)) })
	return kit.NewField(spec.label, c).WithHelp(spec.help), c
}

// problem is the sentence of a check, or "".
func problem(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
