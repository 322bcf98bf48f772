package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Progress is a bar with words above it. It moves only when it is told to:
// nothing runs while it rests.
type Progress struct {
	widget.BaseWidget
	words *Text
	done  float64
}

// NewProgress returns an empty bar.
func NewProgress(words string) *Progress {
	p := &Progress{words: Muted(words).Shrinks()}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how much is done, from 0 to 1, and says it.
func (p *Progress) Set(done float64, words string) {
	done = max(0, min(1, done))
	if p.done == done && p.words.Text() == words {
		return
	}
	p.done = done
	p.words.SetText(words)
	p.Refresh()
}

// ControlName lists the bar in the UI map.
func (p *Progress) ControlName() string { return "progress" }

// ControlText returns the words.
func (p *Progress) ControlText() string { return p.words.Text() }

// CreateRenderer is called by Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{p: p, track: canvas.NewRectangle(noFill()), bar: canvas.NewRectangle(noFill())}
	r.track.CornerRadius, r.bar.CornerRadius = 3, 3
	r.Refresh()
	return r
}

type progressRenderer struct {
	p          *Progress
	track, bar *canvas.Rectangle
}

func (r *progressRenderer) Destroy() {}
func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.words, r.track, r.bar}
}
func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 34) }

func (r *progressRenderer) Layout(size fyne.Size) {
	place(r.p.words, 0, 0, size.Width, r.p.words.MinSize().Height)
	place(r.track, 0, 26, size.Width, 6)
	place(r.bar, 0, 26, size.Width*float32(r.p.done), 6)
}

func (r *progressRenderer) Refresh() {
	setBox(r.track, ColorOf(r.p, theme.ColorGreyTint), nil, 0)
	setBox(r.bar, ColorOf(r.p, theme.ColorPrimary), nil, 0)
	r.p.words.Refresh()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
