package settings

import (
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/document"
)

// form makes fields that save themselves. A value that cannot be saved stays in
// its field in red with the reason below, and the file keeps the last good one.
type form struct {
	env  kit.Env
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
	// tell says below the field what is wrong.
	tell func()
}

// tellAfter is how long typing rests before what is wrong or doubtful is said:
// a number half typed is no mistake yet. Leaving the field says it at once.
const tellAfter = 700 * time.Millisecond

func newForm(env kit.Env, save func(string, func(*document.Settings)), drop func(string), tab func() string) *form {
	return &form{env: env, save: save, drop: drop, tab: tab, wrong: map[string]wrongField{}}
}

// firstWrong is a field to go to: one of the tab shown before those of others.
func (f *form) firstWrong() (wrongField, bool) {
	names := slices.Sorted(maps.Keys(f.wrong))
	for _, name := range names {
		if f.wrong[name].tab == f.tab() {
			return f.wrong[name], true
		}
	}
	if len(names) == 0 {
		return wrongField{}, false
	}
	return f.wrong[names[0]], true
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
	t := &typing{f: f, spec: spec, entry: entry, field: field}
	entry.OnChanged, entry.OnLeave = t.changed, t.tell
	f.onFill(t.fill)
	return field, entry
}

// typing is a field of text while it is being typed into.
type typing struct {
	f     *form
	spec  textSpec
	entry *kit.Entry
	field *kit.Field
	stop  func() // what is to be told after a rest
}

// changed saves a good text, and lets the file be where the text is not.
func (t *typing) changed(text string) {
	f, name := t.f, t.spec.name
	if why := t.why(); why != "" {
		f.wrong[name] = wrongField{t.entry, f.tab(), t.tell}
		f.drop(name) // what stood there on the way to this
		t.soon()
		return
	}
	delete(f.wrong, name)
	t.soon()
	f.save(name, func(s *document.Settings) { t.spec.put(s, text) })
	if t.spec.also != nil {
		t.spec.also()
	}
}

func (t *typing) why() string {
	if t.spec.check == nil {
		return ""
	}
	return t.spec.check(t.entry.Text)
}

// soon takes back what was said and is no longer so, and says the rest when
// typing rests.
func (t *typing) soon() {
	if t.field.Error() != "" || t.field.Warning() != "" {
		t.tell() // it follows each key once it has been said
		return
	}
	if t.stop != nil {
		t.stop()
	}
	t.stop = t.f.env.After(tellAfter, t.tell)
}

// tell says below the field what is wrong or doubtful about its text.
func (t *typing) tell() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	why, hint := t.why(), ""
	if why == "" && t.spec.hint != nil {
		hint = t.spec.hint(t.entry.Text)
	}
	if why != t.field.Error() || hint != t.field.Warning() {
		t.field.SetError(why)
		t.field.SetWarning(hint)
		t.f.relayout()
	}
}

// fill shows what the file holds; what is being typed is not taken away.
func (t *typing) fill(s document.Settings) {
	if _, wrong := t.f.wrong[t.spec.name]; wrong || t.entry.Focused() {
		return
	}
	t.entry.SetValue(t.spec.get(s))
	t.tell()
}

// toggle is a switch that saves itself, with its words at the left.
func (f *form) toggle(name, words, help string, get func(document.Settings) bool, put func(*document.Settings, bool)) fyne.CanvasObject {
	t := kit.Named("settings."+name, kit.NewToggle(words, false, nil))
	t.OnChanged = func(on bool) { f.save(name, func(s *document.Settings) { put(s, on) }) }
	f.onFill(func(s document.Settings) { t.SetOn(get(s)) })
	return row(words, help, t)
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
