package editor

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/preview"
	"litework/document"
	"litework/pdf"
)

// previewBelow is the width of a window under which the preview takes the place
// of the form.
const previewBelow float32 = 1280

// paperSide is the document as it will be printed: the preview beside the form, and
// what is known about it.
type paperSide struct {
	e     *Editor
	pane  *preview.Pane // nil until it is opened first
	split *fyne.Container
	rest  func() // ends the wait for the typing to rest
}

func (p *paperSide) init(e *Editor) {
	p.e = e
	p.split = container.New(p, e.body.root)
	if e.d.Preview.Open {
		p.open()
	}
}

// PreviewOpen reports whether the preview is open.
func (e *Editor) PreviewOpen() bool { return e.d.Preview.Open }

// WhyNotPreview is the reason the preview cannot be opened.
func (e *Editor) WhyNotPreview() string {
	if !e.ready {
		return notReady
	}
	return e.WhyNotPaper()
}

// WhyNotPaper is the reason there is no paper of the document.
func (e *Editor) WhyNotPaper() string {
	switch {
	case !e.ready:
		return notReady
	case e.l.stored.HeadOnly:
		return e.headOnly()
	}
	return ""
}

// TogglePreview opens the preview, or closes it. What is being edited goes on.
func (e *Editor) TogglePreview() {
	if e.WhyNotPreview() != "" {
		return
	}
	e.d.Preview.Open = !e.d.Preview.Open
	if e.d.Preview.Open {
		e.paper.open()
	} else {
		e.paper.close()
	}
	e.bar.show()
	e.d.PreviewChanged()
	e.paper.relayout()
	e.columns()
}

func (p *paperSide) open() {
	if p.pane == nil {
		p.pane = preview.New(p.e.d.Env, p.e.d.Run)
		p.pane.OnLine = p.toLine
		p.pane.OnClose = p.e.TogglePreview
		p.split.Objects = append(p.split.Objects, p.pane)
	}
	p.pane.Show()
	p.relayout()
	p.follow("")
	if c := p.e.d.Canvas; c != nil && p.instead() {
		p.pane.Focus(c) // the form cannot be seen
	}
}

func (p *paperSide) close() {
	had := p.e.d.Canvas != nil && (p.instead() || p.pane.HasFocus(p.e.d.Canvas))
	p.pane.Hide()
	p.e.body.root.Show()
	if had {
		p.e.d.Canvas.Focus(p.e.grid)
	}
}

// relayout shares the room out anew, and brings the columns up to date with it.
func (p *paperSide) relayout() {
	p.split.Refresh()
	p.Layout(p.split.Objects, p.split.Size())
}

// shown reports whether pages are on the screen.
func (p *paperSide) shown() bool {
	return p.pane != nil && p.e.d.Preview.Open && !p.e.l.stored.HeadOnly
}

// instead reports whether the preview stands in place of the form.
func (p *paperSide) instead() bool { return p.shown() && p.e.body.wholeWidth() < previewBelow }

// uncover shows the form where the preview stands in its place.
func (p *paperSide) uncover() {
	if p.instead() {
		p.e.TogglePreview()
	}
}

// MinSize is that of the form.
func (p *paperSide) MinSize([]fyne.CanvasObject) fyne.Size { return p.e.body.root.MinSize() }

// Layout puts the preview at the right of the form, or in its place.
func (p *paperSide) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	form, side := size.Width, float32(0)
	switch {
	case p.instead():
		form, side = 0, size.Width
	case p.shown():
		form, side = size.Width-preview.Width, preview.Width
	}
	root := p.e.body.root
	if form > 0 {
		root.Show()
		root.Move(fyne.NewPos(0, 0))
		root.Resize(fyne.NewSize(form, size.Height))
	} else {
		root.Hide()
	}
	if p.pane == nil {
		return
	}
	if side == 0 {
		p.pane.Hide()
		return
	}
	p.pane.Move(fyne.NewPos(form, 0))
	p.pane.Resize(fyne.NewSize(side, size.Height))
	if !p.pane.Visible() {
		p.pane.Show()
	}
}

// lightAfter is for how long typing rests before the light is looked at while
// no pages are shown.
const lightAfter = 300 * time.Millisecond

// changed follows a change of the document.
func (p *paperSide) changed() {
	if p.shown() {
		line := ""
		if p.e.model.Editing() {
			line = p.e.model.Cell().Row
		}
		p.follow(line)
		return
	}
	if p.rest != nil {
		p.rest()
	}
	p.rest = p.e.d.Env.After(lightAfter, func() {
		p.rest = nil
		if !p.e.released && !p.shown() {
			p.check()
		}
	})
}

// follow shows the pages of the document as it is, and what is found on them.
func (p *paperSide) follow(line string) {
	if !p.shown() {
		return
	}
	lay := p.lay()
	p.pane.Follow(func(ctx context.Context) *pdf.Paper {
		f, err := lay(ctx)
		if err != nil {
			return nil // the logo could not be read: the last pages stay
		}
		p.e.d.Env.Do(func() { p.e.light.set(f) })
		return f.paper
	}, line)
}

// check looks at the light alone.
func (p *paperSide) check() {
	page.Read(p.e.reader, "light", p.lay(), func(f found, err error) {
		if err == nil {
			p.e.light.set(f)
		}
	})
}

// found is a document laid out, with what is wrong with it.
type found struct {
	of    *document.Document
	paper *pdf.Paper
	law   document.Compliance
}

// lay gives the work of laying the document out as it is now. The document does
// not change under it.
func (p *paperSide) lay() func(context.Context) (found, error) {
	doc, remote, printer := p.e.session.Doc(), p.e.l.stored.Remote, p.e.d.Printer
	printed := *doc
	if printed.Number == "" {
		printed.Number = p.e.Title() // the one it will take
	}
	return func(ctx context.Context) (found, error) {
		in, err := printer.Input(ctx, &printed, remote)
		if err != nil {
			return found{}, err
		}
		return found{doc, pdf.Lay(in), document.Comply(&printed)}, nil
	}
}

// toLine goes to a line in the grid.
func (p *paperSide) toLine(id string) {
	if l, _, _ := p.e.session.Doc().Line(id); l == nil {
		return // gone since
	}
	p.uncover()
	p.e.model.EndEdit()
	p.e.model.Click(lines.Cell{Row: id, Col: lines.Description})
	p.e.model.EndEdit()
	p.e.d.Canvas.Focus(p.e.grid)
	p.e.grid.Update()
}

// end takes the pane out of use; wait says that nothing may run any more.
func (p *paperSide) end() {
	if p.rest != nil {
		p.rest()
	}
}

func (p *paperSide) wait() {
	if p.pane != nil {
		p.pane.Close()
	}
}

// paperCommand saves what is typed and goes on with the document's paper.
func (e *Editor) paperCommand(title string, then func(id string)) {
	if e.WhyNotExport() != "" || !e.EndEdit() {
		return
	}
	e.afterFlush(title, func() { then(e.id()) })
}

// WhyNotExport is the reason there is nothing to export, open or mail.
func (e *Editor) WhyNotExport() string {
	if why := e.WhyNotPaper(); why != "" {
		return why
	}
	if e.session.IsNew() {
		return "There is nothing written yet."
	}
	return ""
}

// ExportPDF asks for a folder and writes the document into it.
func (e *Editor) ExportPDF() {
	e.paperCommand("It cannot be exported before it is saved", func(id string) { e.d.Paper.Export([]string{id}, e.Title()) })
}

// OpenPDF shows the document in the system's viewer.
func (e *Editor) OpenPDF() {
	e.paperCommand("It cannot be opened before it is saved", e.d.Paper.OpenPDF)
}

// Email hands the document to the mail program.
func (e *Editor) Email() { e.paperCommand("It cannot be mailed before it is saved", e.d.Paper.Email) }

func lightButton(label string, tapped func()) *kit.Link {
	return kit.Named("light.show", kit.NewLink(label, tapped))
}
