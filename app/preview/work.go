package preview

import (
	"context"
	"slices"

	"litework/app/page"
	"litework/pdf"
)

// work is what is done away from Fyne's goroutine.
type work struct {
	busy bool
	lay  Lay    // waits to be laid out; nil when nothing does
	line string // to be brought into view with it
}

// task is one turn of the work, with all that it needs to know.
type task struct {
	lay     Lay
	line    string
	paper   *pdf.Paper
	sheets  []sheet
	painter *Painter
	from    int // the pages in view
	to      int
	width   int // in pixels
}

// outcome is what a turn came to.
type outcome struct {
	paper  *pdf.Paper
	fresh  bool // the paper is new
	sheets []sheet
}

// begin starts a turn where there is something to do and none is under way.
func (p *Pane) begin() {
	width := p.pages.pixels()
	if p.work.busy || !p.Visible() || width <= 0 {
		return
	}
	from, to := p.pages.inView()
	t := task{lay: p.work.lay, line: p.work.line, paper: p.paper, sheets: slices.Clone(p.sheets), painter: p.painter, from: from, to: to, width: width}
	if t.lay == nil && !t.missing() {
		return
	}
	p.work = work{busy: true}
	page.Write(p.reader, func(ctx context.Context) (outcome, error) { return t.run(ctx), nil }, func(o outcome, _ error) {
		p.work.busy = false
		p.take(o, t.line)
		p.begin() // what came meanwhile
	})
}

// missing reports whether a page in view is not painted as it is to be.
func (t *task) missing() bool {
	for i := t.from; i < t.to && i < len(t.sheets); i++ {
		if !t.sheets[i].painted(t.width) {
			return true
		}
	}
	return false
}

// painted reports whether the image shows the page, in that many pixels.
func (s *sheet) painted(width int) bool {
	return s.of != nil && s.of == s.page && s.image.Rect.Dx() == width
}

// run lays out, and paints the pages in view that changed.
func (t *task) run(ctx context.Context) outcome {
	o := outcome{paper: t.paper, sheets: t.sheets}
	if t.lay != nil {
		if made := t.lay(ctx); made != nil {
			o.paper, o.fresh = made, true
			o.sheets = t.renew(made)
		}
	}
	for i := range o.sheets {
		s := &o.sheets[i]
		if i < t.from || i >= t.to {
			s.image, s.of = nil, nil // painted again when it comes into view
			continue
		}
		if !s.painted(t.width) {
			s.image, s.of = t.painter.Paint(s.page, t.width), s.page
		}
	}
	return o
}

// renew gives the sheets of new pages. A page that looks as before keeps its
// image.
func (t *task) renew(made *pdf.Paper) []sheet {
	out := make([]sheet, len(made.Pages))
	for i := range out {
		out[i].page = &made.Pages[i]
		if i < len(t.sheets) && t.sheets[i].of != nil && samePage(t.sheets[i].of, out[i].page) {
			out[i].image, out[i].of = t.sheets[i].image, out[i].page
		}
	}
	return out
}

// samePage reports whether two pages look the same and lead to the same lines.
func samePage(a, b *pdf.Page) bool {
	return a.Width == b.Width && a.Height == b.Height && slices.Equal(a.Fills, b.Fills) &&
		slices.EqualFunc(a.Images, b.Images, func(x, y pdf.Image) bool {
			return x.X == y.X && x.Y == y.Y && x.Width == y.Width && x.Height == y.Height && slices.Equal(x.Data, y.Data)
		}) &&
		slices.EqualFunc(a.Texts, b.Texts, func(x, y pdf.Text) bool {
			return x.X == y.X && x.Y == y.Y && x.Width == y.Width && x.Size == y.Size && x.Bold == y.Bold &&
				x.Italic == y.Italic && x.Color == y.Color && x.Text == y.Text && x.Line == y.Line && slices.Equal(x.Pieces, y.Pieces)
		})
}

// take shows what a turn came to.
func (p *Pane) take(o outcome, line string) {
	before := p.sheets
	p.paper, p.sheets = o.paper, o.sheets
	p.pages.taken(before)
	if o.fresh {
		p.scroll.Refresh() // as high as its pages are now
		if line != "" {
			p.reveal(line)
		}
		p.scrolled()
	}
}
