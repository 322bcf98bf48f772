package paper

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// exporting is the open dialog that asks for the folder.
type exporting struct {
	k      *Desk
	ids    []string
	modal  *kit.Modal
	folder *kit.Completer
	field  *kit.Field
	make   *kit.Link // the folder that is not there
	begin  *kit.Button
}

// Export asks for a folder and writes the PDFs of documents into it. title names
// what is exported: "INV-0148", "12 invoices".
func (k *Desk) Export(ids []string, title string) {
	if len(ids) == 0 {
		return
	}
	x := &exporting{k: k, ids: ids}
	x.folder = named("folder", kit.NewCompleter(filepath.Join("~", "Documents")))
	x.folder.Entry.SetText(short(k.Folder()))
	x.folder.OnQuery = x.suggest
	x.field = kit.NewField("Folder", x.folder).WithHelp("A file that is there already is never overwritten.")
	x.folder.Entry.OnChanged = before(x.folder.Entry.OnChanged, func() { x.wrong("", false) })
	x.make = named("make", kit.NewLink("Make this folder", x.makeFolder))
	x.make.Hide()
	x.modal = kit.NewModal("Export "+title+" as PDF", kit.VBox(6, x.field, kit.HBox(0, x.make, kit.Spacer())))
	x.modal.Width = 520
	x.begin = named("export", kit.NewPrimary("Export", x.confirmed))
	x.modal.Default, x.modal.First = x.begin, x.folder.Entry
	x.modal.SetButtons(nil, []fyne.CanvasObject{named("cancel", kit.NewButton("Cancel", x.modal.Close)), x.begin})
	k.d.Show(x.modal)
	x.folder.Entry.SetCaret(len([]rune(x.folder.Entry.Text)))
}

func named[T kit.Nameable](name string, w T) T { return kit.Named("paper."+name, w) }

// before calls do first.
func before(then func(string), do func()) func(string) {
	return func(text string) {
		do()
		if then != nil {
			then(text)
		}
	}
}

// wrong says below the field what is wrong with the folder.
func (x *exporting) wrong(why string, canMake bool) {
	if x.field.Error() == why && x.make.Hidden == !canMake {
		return
	}
	x.field.SetError(why)
	x.make.Hidden = !canMake
	x.modal.Refresh()
}

// confirmed writes into the folder where it is there.
func (x *exporting) confirmed() {
	folder := full(x.folder.Entry.Text)
	page.Write(x.k.reader, func(context.Context) (os.FileInfo, error) { return os.Stat(folder) }, func(info os.FileInfo, err error) {
		if !x.modal.IsOpen() {
			return
		}
		if err == nil && info.IsDir() {
			x.k.folder = folder
			x.write(folder)
			return
		}
		why := "This is a file, not a folder."
		if err != nil {
			why, _ = page.Trouble(trouble(err, folder))
		}
		x.wrong(why, os.IsNotExist(err))
		x.k.d.Canvas.Focus(x.folder.Entry)
	})
}

func (x *exporting) makeFolder() {
	folder := full(x.folder.Entry.Text)
	page.Write(x.k.reader, func(context.Context) (struct{}, error) {
		return struct{}{}, os.MkdirAll(folder, 0o755)
	}, func(_ struct{}, err error) {
		if err != nil {
			why, _ := page.Trouble(trouble(err, folder))
			x.wrong(why, false)
			return
		}
		x.wrong("", false)
		x.k.d.Canvas.Focus(x.begin)
	})
}

// write writes one document, or many with progress.
func (x *exporting) write(folder string) {
	if len(x.ids) > 1 {
		x.many(folder)
		return
	}
	x.begin.SetLabel("Exporting…")
	x.begin.Disable()
	page.Write(x.k.reader, func(ctx context.Context) (written, error) {
		return x.k.write(ctx, x.ids[0], folder, true)
	}, func(w written, err error) {
		x.begin.SetLabel("Export")
		x.begin.Enable()
		if err != nil {
			sentence, fix := page.Trouble(err)
			if !x.modal.IsOpen() {
				x.k.d.Tell("The PDF was not made", err)
				return
			}
			x.wrong(strings.TrimSpace(sentence+" "+fix), false)
			x.k.d.Canvas.Focus(x.folder.Entry)
			return
		}
		x.modal.Close()
		x.k.tellWritten(w)
	})
}

// suggest offers the folders that begin with what is typed.
func (x *exporting) suggest(text string) {
	page.Read(x.k.reader, "folders", func(context.Context) ([]kit.Option, error) { return foldersLike(text), nil },
		func(found []kit.Option, _ error) { x.folder.SetSuggestions(text, found, nil) })
}

// foldersLike are the folders that a path may be going to.
func foldersLike(text string) []kit.Option {
	parent, begun := filepath.Split(full(text))
	if strings.HasSuffix(text, string(filepath.Separator)) || text == "~" {
		parent, begun = full(text), ""
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil
	}
	var out []kit.Option
	for _, e := range entries {
		name := e.Name()
		hidden := strings.HasPrefix(name, ".") && !strings.HasPrefix(begun, ".")
		if !e.IsDir() || hidden || !strings.HasPrefix(strings.ToLower(name), strings.ToLower(begun)) {
			continue
		}
		path := filepath.Join(parent, name)
		out = append(out, kit.Option{ID: path, Label: short(path)})
	}
	if len(out) == 1 && out[0].ID == filepath.Clean(full(text)) {
		return nil // there is nothing more to say
	}
	return slices.Clip(out)
}

// full is a path as the system takes it: ~ is the home folder, and what is no
// whole path begins there.
func full(text string) string {
	text = strings.TrimSpace(text)
	home, err := os.UserHomeDir()
	if err != nil {
		return text
	}
	if text == "~" {
		return home
	}
	if rest, ok := strings.CutPrefix(filepath.ToSlash(text), "~/"); ok {
		return filepath.Join(home, filepath.FromSlash(rest))
	}
	if !filepath.IsAbs(text) {
		return filepath.Join(home, text)
	}
	return filepath.Clean(text)
}

// short is a path as a person reads it.
func short(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "/" {
		return path
	}
	if path == home {
		return "~"
	}
	if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok {
		return "~" + string(filepath.Separator) + rest
	}
	return path
}

func note(text string) *kit.Paragraph {
	return kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted})
}
