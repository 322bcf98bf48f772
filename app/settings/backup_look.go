package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// newestShown is how many documents of a copy are listed.
const newestShown = 20

// chooseCopy looks into a copy that lies elsewhere.
func (t *backupTab) chooseCopy() {
	(&kit.FileChooser{
		Title: "Look into another copy", Verb: "Look into", Extensions: []string{".litework"},
		Run: t.p.d.Run, OnChoose: t.lookInto,
	}).Show(t.p.d.Canvas, t.p.d.Env)
}

// read reads what a copy holds and goes on with it.
func (t *backupTab) read(path string, then func(store.Contents)) {
	page.Read(t.p.reader, "look", func(ctx context.Context) (store.Contents, error) {
		return store.LookInto(ctx, path, newestShown)
	}, func(c store.Contents, err error) {
		if err != nil {
			t.p.d.Tell("This copy cannot be read", err)
			return
		}
		then(c)
	})
}

// title names a copy by when it was made, or by its file.
func (t *backupTab) title(path string) string {
	for _, c := range t.copies {
		if c.Path == path {
			return "Copy of " + when(c.At)
		}
	}
	return filepath.Base(path)
}

// lookInto shows what a copy holds.
func (t *backupTab) lookInto(path string) {
	t.read(path, func(c store.Contents) {
		var rows []kit.RowView
		for _, d := range c.Newest {
			kind := map[document.Kind]string{document.Invoice: "Invoice", document.Quote: "Quote"}[d.Kind]
			rows = append(rows, kit.RowView{ID: d.Number, Cells: []kit.Cell{
				{Text: d.Number, Bold: true, Tip: kind}, {Text: d.Client}, {Text: d.Date.Display(), Muted: true},
				{Text: document.FormatMoney(d.Total) + " " + d.Currency},
			}})
		}
		table := kit.Named("look.table", kit.NewDataTable([]kit.Column{
			{Title: "Number", Width: 110}, {Title: "Client", Width: 140, Flex: 1}, {Title: "Date", Width: 110},
			{Title: "Total", Width: 130, Align: fyne.TextAlignTrailing},
		}, kit.TableModel{Len: func() int { return len(rows) }, Row: func(i int) kit.RowView { return rows[i] }}))
		table.Backdrop, table.Hug = theme.ColorSurface, true
		words := c.Company + " · " + holdsText(c)
		body := []fyne.CanvasObject{kit.Plain(words).Shrinks()}
		if len(rows) > 0 {
			body = append(body, kit.Muted("The documents changed last:"), kit.Sized(0, min(320, theme.HeadHeight+2+theme.RowHeight*float32(len(rows))), table))
		}
		m := kit.NewModal(t.title(path), kit.VBox(10, body...))
		m.Width = 680
		closing := kit.Named("look.close", kit.NewPrimary("Close", m.Close))
		restore := kit.Named("look.restore", kit.NewButton("Restore this copy…", func() {
			m.Close()
			t.askRestore(path)
		}))
		m.Default, m.First = closing, closing
		m.SetButtons([]fyne.CanvasObject{restore}, []fyne.CanvasObject{closing})
		t.p.d.Show(m)
	})
}

// askRestore is the one question: what was written since the copy goes out of
// the window.
func (t *backupTab) askRestore(path string) {
	t.read(path, func(c store.Contents) {
		text := "It holds " + holdsText(c) + ". What was written since is no longer shown; a copy of the company as it is now is kept first, and can be restored in turn."
		if own := t.p.facts.settings.Company.Name; c.FileID != t.p.d.File.ID() {
			text = "This is a copy of another company file, that of " + c.Company + ", and takes the place of " + own + ". " + text
		}
		if t.p.facts.connected {
			text += " Nothing is sent to Xero until LiteWork has compared the copy with it and you switch sync on."
		}
		m := kit.NewModal("Restore the "+lower(t.title(path))+"?", kit.NewParagraph(text, kit.Look{}))
		m.Width = 480
		do := kit.Named("restore.confirm", kit.NewDanger("Restore", func() {
			if !t.p.EndEdit() {
				return
			}
			m.Close()
			t.p.d.Restore(path)
		}).WithHint("Ctrl ⏎"))
		cancel := kit.Named("restore.cancel", kit.NewButton("Cancel", m.Close))
		m.Default, m.IrreversibleDefault, m.First = do, true, cancel
		m.SetButtons(nil, []fyne.CanvasObject{cancel, do})
		t.p.d.Show(m)
	})
}

// lower begins "Copy of …" small, as it stands in a sentence; the name of a
// file stays.
func lower(title string) string {
	if len(title) > 5 && title[:5] == "Copy " {
		return "c" + title[1:]
	}
	return title
}
