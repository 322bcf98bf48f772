package kit

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/theme"
)

// FileChooser is a dialog in which a file or a folder is found by name: a field
// for its path, which can be typed or pasted, and below it what lies in the
// folder.
type FileChooser struct {
	Title string
	// Verb is what the button does: "Choose", "Save here".
	Verb string
	// Start is the folder shown first; the home folder when empty or missing.
	Start string
	// Extensions are those of the files shown, in lower case with a point.
	// Without any a folder is chosen.
	Extensions []string
	// Run carries the reading of folders out of Fyne's goroutine; nil starts
	// goroutines.
	Run func(func())
	// OnChoose is given the absolute path, after the dialog has closed.
	OnChoose func(path string)

	env    Env
	canvas fyne.Canvas
	modal  *Modal
	path   *Entry
	field  *Field
	table  *DataTable
	empty  *Text
	choose *Button

	folder  string
	entries []fileEntry
	turn    int
}

// Show opens the dialog.
func (f *FileChooser) Show(c fyne.Canvas, env Env) {
	f.canvas, f.env = c, env
	if f.Run == nil {
		f.Run = func(work func()) { go work() }
	}
	f.path = Named("files.path", NewEntry(""))
	f.path.OnCommit = func(text string) { f.open(text) }
	f.path.OnChanged = func(string) { f.say("") }
	f.path.OnKey = f.pathKey
	f.field = NewField(f.what(), f.path).WithHelp("Type or paste a path, or find it below. Backspace in the list goes to the folder above.")
	up := Named("files.up", NewIconButton(theme.IconChevronUp, "The folder above", f.up))
	f.table = Named("files.table", NewDataTable([]Column{
		{Title: "Name", Width: 200, Flex: 1},
		{Title: "Size", Width: 90, Align: fyne.TextAlignTrailing},
		{Title: "Changed", Width: 110},
	}, TableModel{Len: func() int { return len(f.entries) }, Row: f.row, IndexOf: f.indexOf, OnCurrent: f.marked, OnOpen: f.opened, OnTop: func() { c.Focus(f.path) }}))
	f.table.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyBackspace {
			f.up()
			return true
		}
		return false
	}
	f.empty = Muted("")
	f.modal = NewModal(f.Title, VBox(10,
		HBoxTop(8, Flex(f.field), Inset(fieldLabel, 0, 0, 0, VBox(0, up))), f.empty, Sized(0, 300, f.table)))
	f.modal.Width = 640
	cancel := Named("files.cancel", NewButton("Cancel", f.modal.Close))
	f.choose = Named("files.choose", NewPrimary(f.Verb, f.take))
	f.modal.Default, f.modal.First = f.choose, f.path
	f.modal.SetButtons(nil, []fyne.CanvasObject{cancel, f.choose})
	f.modal.Show(c, env)
	start := f.Start
	if start == "" {
		start = "~"
	}
	f.open(start)
}

func (f *FileChooser) what() string {
	if len(f.Extensions) == 0 {
		return "Folder"
	}
	return "File"
}

// pathKey goes from the field to the list.
func (f *FileChooser) pathKey(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyDown || len(f.entries) == 0 {
		return false
	}
	f.canvas.Focus(f.table)
	return true
}

// say puts what is wrong below the field.
func (f *FileChooser) say(wrong string) {
	if f.field.Error() != wrong {
		f.field.SetError(wrong)
		f.modal.Refresh()
	}
}

// row is an entry as the list shows it.
func (f *FileChooser) row(i int) RowView {
	e := f.entries[i]
	name := Cell{Text: e.name, Opens: true, Icon: theme.IconDocument}
	if e.folder {
		name.Icon, name.Bold = theme.IconChevronRight, true
		return RowView{ID: e.name, Cells: []Cell{name, {}, {}}}
	}
	return RowView{ID: e.name, Cells: []Cell{name, {Text: sizeText(e.size), Muted: true}, {Text: e.changed.Local().Format("2 Jan 2006"), Muted: true}}}
}

func (f *FileChooser) indexOf(name string) int {
	for i, e := range f.entries {
		if e.name == name {
			return i
		}
	}
	return -1
}

func (f *FileChooser) opened(i int) { f.open(filepath.Join(f.folder, f.entries[i].name)) }

func (f *FileChooser) up() { f.open(filepath.Dir(f.folder)) }

// take is the button: it takes what stands in the field, a file or a folder.
func (f *FileChooser) take() { f.read(f.path.Text, true) }

// marked writes a file that became current into the field; the button takes it
// from there.
func (f *FileChooser) marked(i int) {
	if i < 0 || i >= len(f.entries) {
		return
	}
	text := withSeparator(f.folder)
	if e := f.entries[i]; !e.folder {
		text = filepath.Join(f.folder, e.name)
	}
	f.path.SetValue(text)
}

// open goes to a folder, or takes a file.
func (f *FileChooser) open(text string) { f.read(text, false) }

// read looks at a path away from Fyne's goroutine. A folder is shown, or taken
// where one is to be chosen and take is set.
func (f *FileChooser) read(text string, take bool) {
	f.turn++
	turn, folder, was := f.turn, f.folder, f.path.Text
	f.Run(func() {
		found := lookAt(text, folder, f.Extensions)
		f.env.Do(func() {
			if turn == f.turn && f.modal.IsOpen() {
				f.found(found, take, f.path.Text == was)
			}
		})
	})
}

// found goes on with what a path is. What was typed meanwhile stays.
func (f *FileChooser) found(l looked, take, untouched bool) {
	isFolder := l.why == "" && l.folder
	switch {
	case l.why != "":
		f.say(l.why)
		f.canvas.Focus(f.path)
	case !isFolder, take && len(f.Extensions) == 0:
		f.modal.Close()
		f.OnChoose(l.path)
	default:
		f.show(l, untouched)
	}
}

// show lists a folder. The list keeps the keyboard where it had it; the folder
// come from is current.
func (f *FileChooser) show(l looked, untouched bool) {
	before := f.folder
	f.folder, f.entries = l.path, l.entries
	if untouched {
		f.path.SetValue(withSeparator(l.path))
		f.path.SetCaret(len([]rune(f.path.Text)))
		f.say("")
	}
	words := ""
	switch {
	case len(l.entries) > 0:
	case len(f.Extensions) == 0:
		words = "There are no folders in here."
	default:
		words = "There are no folders and no " + strings.Join(f.Extensions, ", ") + " files in here."
	}
	f.empty.SetText(words)
	f.empty.Hidden = words == ""
	f.table.SetCurrent(-1)
	f.table.Reload()
	f.table.SetOffset(0)
	if i := f.indexOf(filepath.Base(before)); i >= 0 && filepath.Dir(before) == f.folder {
		f.table.SetCurrent(i)
	} else if len(f.entries) > 0 && f.canvas.Focused() == fyne.Focusable(f.table) {
		f.table.SetCurrent(0)
	}
	f.modal.Refresh()
}

func withSeparator(folder string) string {
	if strings.HasSuffix(folder, string(os.PathSeparator)) {
		return folder
	}
	return folder + string(os.PathSeparator)
}

// fileEntry is a file or folder in the list.
type fileEntry struct {
	name    string
	folder  bool
	size    int64
	changed time.Time
}
