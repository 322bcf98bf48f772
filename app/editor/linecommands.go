package editor

import (
	"slices"

	"fyne.io/fyne/v2"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
)

// The commands on lines, for menus and buttons. Each ends the edit, acts on
// the selected lines or the current one, and shows what came of it.

// WhyNotLines is the reason no command on lines is possible.
func (e *Editor) WhyNotLines() string {
	if !e.ready {
		return notReady
	}
	return ""
}

// WhyNotChanged is the reason what Xero sees of the lines cannot be changed.
func (e *Editor) WhyNotChanged() string {
	if why := e.WhyNotLines(); why != "" {
		return why
	}
	return e.linesLocked()
}

// WhyNotChosenChanged is the reason what Xero sees of the chosen lines cannot be
// changed.
func (e *Editor) WhyNotChosenChanged() string {
	if why := e.WhyNotChosen(); why != "" {
		return why
	}
	return e.linesLocked()
}

// WhyNotChosen is the reason no command on the chosen lines is possible: also
// while the keyboard is in a field, where Alt+↑ must not move a line unseen.
func (e *Editor) WhyNotChosen() string {
	if why := e.WhyNotLines(); why != "" {
		return why
	}
	if e.d.Canvas != nil {
		if _, inField := e.d.Canvas.Focused().(*kit.Entry); inField {
			return "Choose a line first."
		}
	}
	return ""
}

func (e *Editor) do(command func() lines.Effect) {
	if !e.ready {
		return
	}
	if e.d.Canvas != nil && e.d.Canvas.Focused() != fyne.Focusable(e.grid) {
		e.d.Canvas.Focus(e.grid)
	}
	e.grid.Do(command)
}

// InsertLine puts a new line below the current one.
func (e *Editor) InsertLine() { e.do(e.model.InsertLine) }

// InsertSection begins a section after the current line.
func (e *Editor) InsertSection() { e.do(e.model.InsertSection) }

// DuplicateLines copies lines below themselves.
func (e *Editor) DuplicateLines() { e.do(e.model.Duplicate) }

// FillDown copies the current column from the line above.
func (e *Editor) FillDown() { e.do(e.model.FillDown) }

// DeleteLines deletes lines; on a heading it dissolves the section.
func (e *Editor) DeleteLines() { e.do(e.model.Delete) }

// MoveUp moves lines up, across sections.
func (e *Editor) MoveUp() { e.do(func() lines.Effect { return e.model.Move(document.Up) }) }

// MoveDown moves lines down, across sections.
func (e *Editor) MoveDown() { e.do(func() lines.Effect { return e.model.Move(document.Down) }) }

// MoveSectionUp moves the section of the current row up.
func (e *Editor) MoveSectionUp() {
	e.do(func() lines.Effect { return e.model.MoveSection(document.Up) })
}

// MoveSectionDown moves it down.
func (e *Editor) MoveSectionDown() {
	e.do(func() lines.Effect { return e.model.MoveSection(document.Down) })
}

// ToggleEnhanced opens or closes the enhanced text of the current line.
func (e *Editor) ToggleEnhanced() { e.do(e.model.ToggleEnhanced) }

// WhyNotMarkup is the reason Bold and Italic are not possible.
func (e *Editor) WhyNotMarkup() string {
	if !e.ready {
		return notReady
	}
	if e.model.EnhancedOpen() == "" {
		return "Open the enhanced text of a line first."
	}
	return ""
}

// Bold marks enhanced text bold.
func (e *Editor) Bold() { e.do(e.model.Bold) }

// Italic marks it italic.
func (e *Editor) Italic() { e.do(e.model.Italic) }

// Bullets makes it a list.
func (e *Editor) Bullets() { e.do(e.model.Bullets) }

// Numbers makes it a numbered list.
func (e *Editor) Numbers() { e.do(e.model.Numbers) }

// WhyNotOptional is the reason Optional line is not possible.
func (e *Editor) WhyNotOptional() string {
	switch {
	case !e.ready:
		return notReady
	case e.session.Doc().Kind != document.Quote:
		return "Only lines of a quote can be optional."
	}
	return e.linesLocked()
}

// ToggleOptional takes lines of a quote out of the total, or in again.
func (e *Editor) ToggleOptional() { e.do(e.model.ToggleOptional) }

// ToggleAccounts shows the Account column, or hides it.
func (e *Editor) ToggleAccounts() {
	e.showAcct = !e.showAcct
	e.show()
}

// ToggleDiscounts shows the Disc column in a narrow window.
func (e *Editor) ToggleDiscounts() {
	e.showDisc = !e.showDisc
	e.show()
}

// whyNotDiscounts is the reason the Disc column cannot be hidden.
func (e *Editor) whyNotDiscounts() string {
	switch {
	case e.usesDiscount(e.session.Doc()):
		return "A line has a discount."
	case e.body.windowWidth() >= kit.NarrowBelow:
		return "There is room for the column."
	}
	return ""
}

// leaveGrid takes the keyboard out of the lines.
func (e *Editor) leaveGrid(to lines.Leave) {
	if e.d.Canvas == nil {
		return
	}
	if to == lines.LeaveUp {
		e.body.reveal(e.fields.root, 0, 1)
		e.d.Canvas.Focus(e.fields.last())
		return
	}
	e.body.reveal(e.notes.root, 0, e.notes.root.Size().Height)
	e.d.Canvas.Focus(e.notes.entry())
}

// leftGrid removes an empty line when the keyboard went to another part of the
// page. A menu or a dialog takes it for a moment only: what is chosen there may
// be about that very line.
func (e *Editor) leftGrid() {
	if e.d.Canvas == nil || e.released {
		return
	}
	if at := e.region(); at >= 0 && e.d.Canvas.Focused() != fyne.Focusable(e.grid) && e.model.DropEmpty() {
		e.grid.Update()
	}
}

// passKey hands on a key the lines have no use for.
func (e *Editor) passKey(k *fyne.KeyEvent) {
	if e.d.Canvas != nil && e.d.Canvas.OnTypedKey() != nil {
		e.d.Canvas.OnTypedKey()(k)
	}
}

func (e *Editor) passShortcut(s fyne.Shortcut) {
	if c, ok := e.d.Canvas.(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// item is an entry of a menu; one that is not possible is grey.
func item(label, why string, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, do)
	i.Disabled = why != ""
	return i
}

func checked(i *fyne.MenuItem, on bool) *fyne.MenuItem {
	i.Checked = on
	return i
}

// moreMenu opens the commands of the document.
func (e *Editor) moreMenu() {
	if !e.ready || e.d.Canvas == nil {
		return
	}
	menu := fyne.NewMenu("",
		checked(item("Number, tax and currency", "", e.fields.toggleDetails), !e.fields.details.Hidden),
		checked(item("Show accounts", "", e.ToggleAccounts), e.showAcct),
		checked(item("Show discounts", e.whyNotDiscounts(), e.ToggleDiscounts), slices.Contains(e.model.Columns(), lines.Discount)),
		fyne.NewMenuItemSeparator(),
		item("Duplicate", e.WhyNotDuplicate(), e.Duplicate),
	)
	if e.session.Doc().Kind == document.Quote {
		menu.Items = append(menu.Items, item("Convert to invoice", e.WhyNotConvert(), e.ConvertToInvoice))
	}
	if marks := e.markItems(); len(marks) > 0 {
		menu.Items = append(append(menu.Items, fyne.NewMenuItemSeparator()), marks...)
	}
	if e.d.Paper != nil {
		why := e.WhyNotExport()
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
			e.d.Keyed("document.pdf", item("Open PDF", why, e.OpenPDF)),
			e.d.Keyed("document.export", item("Export PDF…", why, e.ExportPDF)),
			e.d.Keyed("document.email", item("E-mail…", why, e.Email)))
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), e.d.Keyed("document.revisions", item("Revisions", e.WhyNotRevisions(), e.Revisions)),
		fyne.NewMenuItemSeparator(), item("Delete", e.WhyNotDelete(), e.Delete))
	e.d.Env.Do(func() { kit.ShowMenuBelow(e.d.Canvas, e.bar.more, menu) }) // a turn later: the click takes the keyboard yet
}

// lineMenu opens the commands of the current line or section.
func (e *Editor) lineMenu(at fyne.Position) {
	if e.d.Canvas == nil {
		return
	}
	lock := e.linesLocked()
	menu := fyne.NewMenu("")
	cell := e.model.Cell()
	if cell.Col == lines.Name {
		menu.Items = append(menu.Items, e.sectionItems(cell.Row)...)
	} else {
		menu.Items = append(menu.Items,
			e.d.Keyed("line.new", item("New line", lock, e.InsertLine)), item("Quick item…", lock, e.InsertQuick),
			e.d.Keyed("line.section", item("New section", "", e.InsertSection)),
			e.d.Keyed("line.enhanced", item("Enhanced text", "", e.ToggleEnhanced)),
			fyne.NewMenuItemSeparator(),
			e.d.Keyed("line.duplicate", item("Duplicate", lock, e.DuplicateLines)), e.d.Keyed("line.fill", item("Fill down", lock, e.FillDown)),
			item("Save as quick item…", e.WhyNotSaveQuick(), e.SaveQuick))
		if e.session.Doc().Kind == document.Quote {
			menu.Items = append(menu.Items, item("Optional", lock, e.ToggleOptional))
		}
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
			e.d.Keyed("line.up", item("Move up", lock, e.MoveUp)), e.d.Keyed("line.down", item("Move down", lock, e.MoveDown)),
			fyne.NewMenuItemSeparator(), e.d.Keyed("line.delete", item("Delete", lock, e.DeleteLines)))
	}
	kit.ShowMenu(e.d.Canvas, at, menu)
}

func (e *Editor) sectionItems(id string) []*fyne.MenuItem {
	print := document.PrintFull
	for _, s := range e.session.Doc().Sections {
		if s.ID == id {
			print = s.Print
		}
	}
	set := func(label string, p document.SectionPrint) *fyne.MenuItem {
		return checked(item(label, "", func() {
			e.do(func() lines.Effect {
				e.model.SetPrint(id, p)
				return lines.Effect{Handled: true}
			})
		}), print == p)
	}
	lock := e.linesLocked()
	return []*fyne.MenuItem{
		e.d.Keyed("line.new", item("New line", lock, e.InsertLine)), e.d.Keyed("line.section", item("New section", "", e.InsertSection)),
		fyne.NewMenuItemSeparator(),
		set("On paper in full", document.PrintFull), set("On paper without prices", document.PrintNoPrices), set("On paper as one line", document.PrintOneLine),
		fyne.NewMenuItemSeparator(),
		e.d.Keyed("line.section.up", item("Move up", lock, e.MoveSectionUp)), e.d.Keyed("line.section.down", item("Move down", lock, e.MoveSectionDown)),
		e.d.Keyed("line.delete", item("Dissolve section", "", e.DeleteLines)),
	}
}
