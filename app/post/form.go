package post

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/xerosync"
)

// form is the sheet as it stands before it is confirmed.
type form struct {
	table   *kit.DataTable
	confirm *kit.Button
	fix     fyne.Focusable // puts right the first thing that is wrong
	clients *kit.RadioCards
	choice  *kit.Choice // open while an account or a rate is chosen
	// controls are those that can have the keyboard, by name: a sheet drawn
	// anew gives it to the one of the same name.
	controls map[string]fyne.Focusable
}

// keep notes a control of the form.
func keep[T interface {
	kit.Nameable
	fyne.Focusable
}](f *form, w T) T {
	f.controls[w.ControlName()] = w
	return w
}

// draw builds the sheet anew from what is chosen.
func (s *Sheet) draw() {
	if s.followed {
		return
	}
	s.drawn = s.problem
	f := &form{controls: map[string]fyne.Focusable{}}
	s.form = f
	sh := s.sheet
	var body []fyne.CanvasObject
	if s.problem != nil {
		sentence, fix := page.Trouble(s.problem)
		body = append(body, kit.NewBanner(kit.Problem, sentence+" "+fix))
	}
	if len(sh.Choices) > 1 {
		body = append(body, s.cards())
	} else if len(sh.Choices) == 1 {
		body = append(body, kit.NewParagraph("Status: "+sh.Choices[0].Label+". "+sh.Choices[0].Detail+".", kit.Look{Color: theme.ColorMuted}))
	}
	if sh.Action == xerosync.Update {
		body = append(body, s.changes())
	}
	if s.oneTime() {
		body = append(body, s.candidates())
	}
	// Above the table: what has to be put right is seen in a small window too.
	if check := firstFailing(sh); check != nil {
		body = append(body, s.failing(*check))
	}
	f.table = s.rows()
	if len(sh.Arrives) > 0 {
		body = append(body, tall(f.table, len(sh.Arrives), s.rowsInView()))
	}
	if s.syncs {
		body = append(body, whatSyncs())
	}
	f.confirm = keep(f, named("confirm", kit.NewPrimary(verb(sh), s.confirm).WithHint("Ctrl ⏎")))
	if check := firstFailing(sh); check != nil {
		f.confirm.DisableBecause(check.Problem.Sentence)
	}
	what := keep(f, named("what", kit.NewQuiet("What syncs?", func() {
		s.syncs = !s.syncs
		s.redraw()
	})))
	cancel := keep(f, named("cancel", kit.NewButton("Cancel", s.modal.Close)))
	s.modal.Default, s.modal.IrreversibleDefault = f.confirm, true
	s.modal.First = s.first(cancel)
	s.modal.SetTitle(title(sh))
	s.modal.SetSubtitle(subtitle(sh))
	s.modal.SetBody(kit.VBox(16, body...))
	s.modal.SetButtons([]fyne.CanvasObject{what}, []fyne.CanvasObject{cancel, f.confirm})
}

// rowsInView is how many rows of the table a window has room for beside the
// rest of the sheet.
func (s *Sheet) rowsInView() int {
	const rest, least, most = 430, 4, 10
	return min(max(int((s.d.Canvas.Size().Height-rest)/theme.RowHeight), least), most)
}

// first is what gets the keyboard: the fix of what is wrong, else the button,
// which answers to a key pressed anew.
func (s *Sheet) first(cancel fyne.Focusable) fyne.Focusable {
	switch {
	case s.form.choice != nil:
		return s.form.choice
	case s.form.fix != nil:
		return s.form.fix
	case s.form.confirm.Disabled():
		return cancel
	}
	return s.form.confirm
}

// redraw draws the sheet anew and leaves the keyboard with the control that has
// it, or gives it to the first thing to do where that is gone or off.
func (s *Sheet) redraw() {
	name := ""
	if f, ok := s.d.Canvas.Focused().(kit.Listed); ok {
		name = f.ControlName()
	}
	s.draw()
	if !s.modal.IsOpen() {
		return
	}
	want := s.modal.First
	if same := s.form.controls[name]; same != nil && s.form.choice == nil && !off(same) {
		want = same
	}
	if want == nil {
		return
	}
	s.d.Canvas.Focus(want)
	// The click that drew the sheet anew takes the keyboard away after this:
	// what was clicked is not what has it now.
	s.d.Env.Do(func() {
		if s.modal.IsOpen() && s.d.Canvas.Focused() == nil {
			s.d.Canvas.Focus(want)
		}
	})
}

func off(f fyne.Focusable) bool {
	d, ok := f.(interface{ Disabled() bool })
	return ok && d.Disabled()
}

func verb(sh xerosync.Sheet) string {
	if sh.Action == xerosync.Update {
		return "Update in Xero"
	}
	return "Post to Xero"
}

// cards are the statuses to choose from. One that is not possible says why.
func (s *Sheet) cards() fyne.CanvasObject {
	var options []kit.RadioOption
	for _, c := range s.sheet.Choices {
		detail := c.Detail
		if c.Problem != nil {
			detail = c.Problem.Sentence
		}
		options = append(options, kit.RadioOption{ID: c.Target, Title: c.Label, Detail: detail})
	}
	return keep(s.form, kit.Named("post.status", kit.NewRadioCards(options, chosen(s.sheet).Target, s.choose)))
}

// rows is the table of what arrives and what stays.
func (s *Sheet) rows() *kit.DataTable {
	arrives := s.sheet.Arrives
	table := kit.Named("post.rows", kit.NewDataTable([]kit.Column{
		{Title: "In LiteWork", Width: 216},
		{Title: "Arrives in Xero", Width: 214},
		{Title: "", Width: 190, Flex: 1},
	}, kit.TableModel{
		Len: func() int { return len(arrives) },
		Row: func(i int) kit.RowView { return rowView(i, arrives[i]) },
		OnLink: func(i int, _ kit.CellLink) {
			s.repair(arrives[i].Fix, s.problemOf(arrives[i]))
		},
	}))
	table.Hug, table.Backdrop = true, theme.ColorSurface
	return table
}

func rowView(i int, r xerosync.SheetRow) kit.RowView {
	chip := kit.ChipSpec{Label: r.Note}
	note := kit.Cell{}
	switch r.Tone {
	case xerosync.ToneGood:
		chip.Tint, chip.Check = kit.Green, true
	case xerosync.ToneBad:
		chip.Tint = kit.Red
	}
	if len(r.Note) > 34 { // a sentence, not a state
		note = kit.Cell{Text: r.Note, Color: theme.ColorDanger}
	} else {
		note.Chips = []kit.ChipSpec{chip}
	}
	if label := fixLabel(r.Fix); label != "" {
		note.Links = []kit.CellLink{{ID: "fix", Label: label}}
	}
	return kit.RowView{ID: r.Here + "#" + r.Line, Cells: []kit.Cell{{Text: r.Here, Muted: true}, {Text: r.There}, note}}
}

// problemOf is the problem of the check that a row belongs to.
func (s *Sheet) problemOf(r xerosync.SheetRow) *document.Problem {
	for _, c := range s.sheet.Checks {
		if !c.OK && c.Fix == r.Fix && (r.Line == "" || c.Problem.Line == r.Line || c.Problem.Line == "") {
			return c.Problem
		}
	}
	return nil
}

// changes lists field by field what an update changes.
func (s *Sheet) changes() fyne.CanvasObject {
	list := s.sheet.Changes
	if len(list) == 0 {
		return kit.NewParagraph("Nothing that Xero sees has changed. What you changed stays in LiteWork.", kit.Look{Color: theme.ColorMuted})
	}
	blank := func(text string) string {
		if text == "" {
			return "—"
		}
		return text
	}
	table := kit.Named("post.changes", kit.NewDataTable([]kit.Column{
		{Title: "Changes", Width: 190}, {Title: "In Xero now", Width: 190, Flex: 1}, {Title: "Will be", Width: 190, Flex: 1},
	}, kit.TableModel{
		Len: func() int { return len(list) },
		Row: func(i int) kit.RowView {
			c := list[i]
			return kit.RowView{ID: c.Field + "#" + c.LineID, Cells: []kit.Cell{
				{Text: c.Label, Muted: true}, {Text: blank(c.Old), Muted: true}, {Text: blank(c.New)},
			}}
		},
	}))
	table.Hug, table.Backdrop = true, theme.ColorSurface
	return tall(table, len(list), 5)
}

// tall gives a table the height of its rows, up to a number of them.
func tall(table *kit.DataTable, rows, most int) fyne.CanvasObject {
	return kit.Sized(0, theme.HeadHeight+float32(min(rows, most))*theme.RowHeight+2, table)
}

// whatSyncs explains in short what crosses and what does not.
func whatSyncs() fyne.CanvasObject {
	line := func(head, text string) fyne.CanvasObject {
		return kit.VBox(1, kit.Bold(head), kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted}))
	}
	return kit.VBox(10,
		line("Goes to Xero", "Number, client, dates, reference, and of each line the description, the quantity with its duration multiplied in, price, discount, tax and account. On quotes also title, summary and terms."),
		line("Stays in LiteWork", "Sections, enhanced descriptions, durations, optional lines, client and internal notes, tags, the shipping address. They survive every sync untouched."),
		line("Comes back from Xero", "Status and payments. LiteWork mails nothing through Xero, and never voids or deletes there."),
	)
}
