package kit

import "fyne.io/fyne/v2"

// revealGap is what stays free above and below what was brought into view: its
// ring is seen.
const revealGap float32 = 8

// fieldGap is what stays free around a field: its label and the line below it
// are read.
const fieldGap float32 = 44

// reveal scrolls the page as little as is needed to show what the keyboard has
// come to. What was clicked is seen already.
func (c *control) reveal(o fyne.CanvasObject) {
	if !c.byMouse {
		bringIntoView(o, revealGap)
	}
}

// bringIntoView scrolls what an object lies in until it is seen, with a gap
// above and below.
func bringIntoView(o fyne.CanvasObject, gap float32) {
	s := ScrollAround(o)
	if s == nil || s.Content == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
	bottom, view := top+o.Size().Height, s.Size().Height
	offset := s.Offset.Y
	switch {
	case top-gap < offset:
		offset = max(0, top-gap)
	case bottom+gap > offset+view:
		offset = min(bottom+gap-view, max(0, s.Content.Size().Height-view))
	}
	if offset != s.Offset.Y {
		s.ScrollToOffset(fyne.NewPos(s.Offset.X, offset))
	}
}
