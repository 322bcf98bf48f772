package settings

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/company"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// backupTab is the copies of the company file: how they stand, one more now, a
// second folder, and those that are kept.
type backupTab struct {
	p      *Page
	root   *fyne.Container
	banner *kit.Banner
	last   *kit.Text
	now    *kit.Button
	extra  *kit.Text
	stop   *kit.Button
	table  *kit.DataTable
	sized  *fyne.Container
	empty  *kit.Text

	copies []store.Copy
	// holds are what copies hold, by path; a copy does not change.
	holds map[string]held
	// told is the failure that was put on top last, unlisted why the list could
	// not be read.
	told     string
	unlisted error
}

// held is what a copy holds, or why that cannot be told.
type held struct {
	contents store.Contents
	err      error
}

func newBackupTab(p *Page) *backupTab {
	t := &backupTab{p: p, holds: map[string]held{}}
	t.banner = kit.NewBanner(kit.Problem, "")
	t.banner.Hide()
	t.last = kit.Named("settings.backup.last", kit.NewText("", kit.Look{Style: fyne.TextStyle{Bold: true}}).Shrinks())
	t.now = kit.Named("settings.backup.now", kit.NewPrimary("Back up now", t.makeNow))
	t.extra = kit.Named("settings.backup.extra", kit.Plain("").Shrinks())
	t.stop = kit.Named("settings.backup.extra.stop", kit.NewButton("Stop", t.stopExtra))
	choose := kit.Named("settings.backup.extra.choose", kit.NewButton("Choose a folder…", t.chooseExtra))
	folder := kit.Named("settings.backup.folder", kit.NewButton("Show the folder", func() {
		p.d.OpenURL((&url.URL{Scheme: "file", Path: filepath.ToSlash(t.folder())}).String())
	}))
	other := kit.Named("settings.backup.other", kit.NewButton("From another file…", t.chooseCopy))
	t.buildTable()
	t.root = kit.VBox(14, t.banner,
		page.Card("Daily copies", kit.HBox(14, kit.Flex(kit.VBox(4, t.last,
			small("LiteWork makes a copy a day by itself, checks it, and keeps the last 7 days and 4 weeks. Of those made by hand the ten newest are kept."))), folder, t.now)),
		page.Card("A second copy", kit.HBox(14, kit.Flex(kit.VBox(4, t.extra,
			small("Every copy is put here too, such as on a USB stick or a network disk. While it is not there, only the second copy waits."))), t.stop, choose)),
		page.Card("Copies kept", kit.VBox(10,
			kit.HBox(14, kit.Flex(small("Enter looks into a copy without touching it. Restoring keeps a copy of the company as it is now first.")), other), t.empty, t.sized)),
	)
	return t
}

func small(text string) *kit.Paragraph {
	return kit.NewParagraph(text, kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted})
}

func (t *backupTab) buildTable() {
	t.table = kit.Named("settings.backup.table", kit.NewDataTable([]kit.Column{
		{Title: "Made", Width: 132}, {Title: "Why", Width: 120}, {Title: "Holds", Width: 130, Flex: 1, Hide: 1},
		{Title: "Size", Width: 74, Align: fyne.TextAlignTrailing}, {Title: "", Width: 146},
	}, kit.TableModel{
		Len: func() int { return len(t.copies) }, Row: func(i int) kit.RowView { return t.row(t.copies[i]) },
		IndexOf: func(id string) int {
			for i, c := range t.copies {
				if filepath.Base(c.Path) == id {
					return i
				}
			}
			return -1
		},
		OnOpen: func(i int) { t.lookInto(t.copies[i].Path) },
		OnLink: func(i int, l kit.CellLink) {
			if l.ID == "restore" {
				t.askRestore(t.copies[i].Path)
				return
			}
			t.lookInto(t.copies[i].Path)
		},
	}))
	t.table.Hug = true
	t.table.Backdrop = theme.ColorSurface
	t.empty = kit.Muted("There is no copy yet. The first one is made shortly after LiteWork was opened.")
	t.sized = container.NewStack()
}

func (t *backupTab) folder() string { return store.BackupFolder(t.p.d.File.Path()) }

func (t *backupTab) row(c store.Copy) kit.RowView {
	words := map[store.CopyKind]string{store.CopyDaily: "Daily", store.CopyByHand: "By hand", store.CopyBeforeRestore: "Before restoring"}[c.Kind]
	h := kit.Cell{Text: "…", Muted: true}
	if held, ok := t.holds[c.Path]; ok {
		h.Text, h.Tip = holdsShort(held.contents), holdsText(held.contents)
		if held.err != nil {
			h.Text, _ = page.Trouble(held.err)
			h.Tip = ""
			h.Color = theme.ColorDanger
		}
	}
	return kit.RowView{ID: filepath.Base(c.Path), Cells: []kit.Cell{
		{Text: when(c.At), Opens: true}, {Text: words, Muted: true}, h, {Text: sizeWords(c.Size), Muted: true},
		{Links: []kit.CellLink{{ID: "look", Label: "Look into"}, {ID: "restore", Label: "Restore…"}}},
	}}
}

// when is the moment a copy was made, by the clock on the wall.
func when(at time.Time) string { return at.Local().Format("2 Jan 2006 15:04") }

func holdsText(c store.Contents) string {
	parts := []string{page.Plural(c.Invoices, "invoice"), page.Plural(c.Quotes, "quote"), page.Plural(c.Contacts, "contact")}
	return strings.Join(parts, " · ")
}

// holdsShort leaves out the contacts, for a narrow column.
func holdsShort(c store.Contents) string {
	return page.Plural(c.Invoices, "invoice") + ", " + page.Plural(c.Quotes, "quote")
}

func sizeWords(n int64) string { return kit.FileSize(n) }

// reload reads the list of copies and what they hold.
func (t *backupTab) reload() {
	type listed struct {
		copies []store.Copy
		extra  string
		holds  map[string]held
	}
	known := make(map[string]held, len(t.holds))
	for path, h := range t.holds {
		known[path] = h
	}
	page.Read(t.p.reader, "copies", func(ctx context.Context) (l listed, err error) {
		if l.extra, err = t.p.d.Backups.ExtraFolder(ctx); err != nil {
			return l, err
		}
		if l.copies, err = t.p.d.Backups.List(); err != nil {
			return l, err
		}
		l.holds = map[string]held{}
		for _, c := range l.copies {
			h, ok := known[c.Path]
			if !ok {
				h.contents, h.err = store.LookInto(ctx, c.Path, 0)
			}
			l.holds[c.Path] = h
		}
		return l, ctx.Err()
	}, func(l listed, err error) {
		t.unlisted = err
		if err != nil {
			t.showState(t.p.d.Backups.State())
			return
		}
		t.copies, t.holds = l.copies, l.holds
		t.showExtra(l.extra)
		t.showCopies()
		t.showState(t.p.d.Backups.State())
	})
}

func (t *backupTab) showCopies() {
	t.empty.Hidden = len(t.copies) > 0
	t.sized.Objects = nil
	if len(t.copies) > 0 {
		t.sized.Objects = []fyne.CanvasObject{kit.Sized(0, theme.HeadHeight+theme.RowHeight*float32(len(t.copies))+2, t.table)}
	}
	t.table.Reload()
	t.sized.Refresh()
	t.p.relayout()
}

// heard is told of every new state. Once a copy was made the list is read again.
func (t *backupTab) heard(s company.BackupState) {
	t.showState(s)
	if !s.Making && t.p.current == TabBackup {
		t.reload()
	}
}

// showState tells how the copies stand: the last one, one being made, and what
// went wrong.
func (t *backupTab) showState(s company.BackupState) {
	text := "No copy yet"
	if !s.Last.IsZero() {
		text = "Last copy " + page.When(s.Last.Local(), t.p.now())
	}
	t.last.SetText(text)
	if s.Making {
		t.now.SetLabel("Backing up…")
		t.now.Disable()
	} else {
		t.now.SetLabel("Back up now")
		t.now.Enable()
	}
	switch {
	case s.Err != nil:
		sentence, fix := page.Trouble(s.Err)
		t.fail("The last copy was not made. " + sentence + " " + fix)
	case s.ExtraErr != nil:
		sentence, fix := page.Trouble(s.ExtraErr)
		t.fail("The second copy was not made. " + sentence + " " + fix)
	case t.unlisted != nil:
		sentence, fix := page.Trouble(t.unlisted)
		t.fail("The copies could not be listed. " + sentence + " " + fix)
	default:
		t.fail("")
	}
}

// fail puts what went wrong on top of the tab; it stays as long as it is so.
func (t *backupTab) fail(text string) {
	if t.told == text {
		return
	}
	t.told = text
	t.banner.Hidden = text == ""
	if text != "" {
		t.banner.Set(kit.Problem, text, kit.Named("settings.backup.again", kit.NewBoldLink("Try again", t.makeNow)))
	}
	t.p.relayout()
}

// makeNow makes a copy and says how it went. Closing the window ends it: that
// never waits for a copy.
func (t *backupTab) makeNow() {
	page.Read(t.p.reader, "make", func(ctx context.Context) (store.Copy, error) {
		return t.p.d.Backups.Make(ctx, store.CopyByHand)
	}, func(c store.Copy, err error) {
		if err == nil && t.p.d.Backups.State().ExtraErr == nil {
			t.p.d.Say("Backed up: " + sizeWords(c.Size) + ", checked")
		}
		t.reload() // a failure stands on top of the tab
	})
}

func (t *backupTab) showExtra(folder string) {
	t.stop.Hidden = folder == ""
	if folder == "" {
		folder = "Nowhere yet"
	}
	t.extra.SetText(folder)
	t.root.Refresh()
}

func (t *backupTab) chooseExtra() {
	(&kit.FileChooser{
		Title: "Choose a folder for the second copy", Verb: "Choose this folder", Run: t.p.d.Run, OnChoose: t.setExtra,
	}).Show(t.p.d.Canvas, t.p.d.Env)
}

func (t *backupTab) stopExtra() { t.setExtra("") }

// setExtra keeps the second folder, and puts a copy there at once: then it is
// known to work.
func (t *backupTab) setExtra(folder string) {
	page.Write(t.p.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, t.p.d.Backups.SetExtraFolder(ctx, folder)
	}, func(_ struct{}, err error) {
		if err != nil {
			t.p.d.Tell("The folder was not taken", err)
			return
		}
		t.showExtra(folder)
		if folder != "" {
			t.makeNow()
		}
	})
}
