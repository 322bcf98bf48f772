package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

var (
	_ fyne.Focusable    = (*SideTable)(nil)
	_ fyne.Shortcutable = (*SideTable)(nil)
	_ fyne.Accessible   = (*SideTable)(nil)
	_ Heighted          = (*SideTable)(nil)
	_ Nameable          = (*SideTable)(nil)
)

// FocusGained makes a row current, if none is: the first that is not decided.
func (t *SideTable) FocusGained() {
	t.focused = true
	if t.current < 0 && len(t.rows) > 0 && !t.byMouse && (t.Compares || !t.NextOpen()) {
		t.SetCurrent(0)
	}
	t.Refresh()
}

// FocusLost takes the ring away.
func (t *SideTable) FocusLost() {
	t.focused, t.byMouse = false, false
	t.Refresh()
}

// TypedRune does nothing.
func (t *SideTable) TypedRune(rune) {}

// TypedKey moves the current row and chooses its side.
func (t *SideTable) TypedKey(k *fyne.KeyEvent) {
	if t.Compares && t.looks(k.Name) {
		return
	}
	page := max(1, int(t.scroll.Size().Height/theme.RowHeight)-1)
	switch k.Name {
	case fyne.KeyUp:
		t.move(t.current - 1)
	case fyne.KeyDown:
		t.move(t.current + 1)
	case fyne.KeyPageUp:
		t.move(t.current - page)
	case fyne.KeyPageDown:
		t.move(t.current + page)
	case fyne.KeyHome:
		t.move(0)
	case fyne.KeyEnd:
		t.move(len(t.rows) - 1)
	case fyne.KeyLeft:
		t.choose(t.current, LeftSide)
	case fyne.KeyRight:
		t.choose(t.current, RightSide)
	case fyne.KeySpace:
		t.other()
	case fyne.KeyReturn, fyne.KeyEnter:
		if !t.NextOpen() && t.OnEnd != nil {
			t.OnEnd()
		}
	default:
		passKey(t, k)
	}
}

// looks is for the keys that choose where there is something to choose.
func (t *SideTable) looks(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft, fyne.KeyRight:
		return true
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.open(t.current)
		return true
	}
	return false
}

func (t *SideTable) open(i int) {
	if t.OnOpen != nil && i >= 0 && i < len(t.rows) {
		t.OnOpen(t.rows[i])
	}
}

// other chooses the side that is not chosen, the left one first.
func (t *SideTable) other() {
	if t.current < 0 {
		return
	}
	side := LeftSide
	if r := &t.rows[t.current]; r.Chosen == LeftSide || r.Chosen == NoSide && r.Sides[LeftSide].Off != "" {
		side = RightSide
	}
	t.choose(t.current, side)
}

func (t *SideTable) move(to int) {
	if len(t.rows) > 0 {
		t.SetCurrent(max(0, min(to, len(t.rows)-1)))
	}
}

// TypedShortcut hands shortcuts on.
func (t *SideTable) TypedShortcut(s fyne.Shortcut) {
	if t.OnShortcut != nil && t.OnShortcut(s) {
		return
	}
	passShortcut(t, s)
}

// under is what lies at a place in the body: the row, and its side or NoSide.
func (t *SideTable) under(p fyne.Position) (row, side int) {
	row = t.rowAt(p.Y)
	spans := t.columns(t.scroll.Size().Width)
	for side := range t.SideNames {
		if s := spans[1+side]; p.X >= s.x && p.X < s.x+s.w {
			return row, side
		}
	}
	return row, NoSide
}

var (
	_ desktop.Mouseable = (*sideBody)(nil)
	_ desktop.Hoverable = (*sideBody)(nil)
)

// MouseDown makes the row current and chooses the side clicked.
func (b *sideBody) MouseDown(ev *desktop.MouseEvent) {
	t := b.t
	tipOut(b)
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	t.byMouse = true
	takeFocus(t)
	row, side := t.under(ev.Position)
	if row < 0 {
		return
	}
	t.SetCurrent(row)
	switch {
	case t.Compares && t.rows[row].Across:
		t.open(row)
	case side != NoSide && !t.Compares:
		t.choose(row, side)
	}
}

// MouseUp does nothing.
func (b *sideBody) MouseUp(*desktop.MouseEvent) {}

// MouseIn marks what is under the pointer.
func (b *sideBody) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved marks the side under the pointer and shows what it has to say: why
// it is off, or a text that did not fit.
func (b *sideBody) MouseMoved(ev *desktop.MouseEvent) {
	row, side := b.t.under(ev.Position)
	b.hoverAt(row, side)
	tipAt(b, b.tip(row, ev.Position.X), ev.AbsolutePosition)
}

// MouseOut ends what MouseMoved began.
func (b *sideBody) MouseOut() {
	b.hoverAt(-1, NoSide)
	tipOut(b)
}

func (b *sideBody) hoverAt(row, side int) {
	if b.hover == row && b.over == side {
		return
	}
	old := b.hover
	b.hover, b.over = row, side
	b.redrawRow(old)
	if old != row {
		b.redrawRow(row)
	}
}

// tip is what the pointer resting on a row shows.
func (b *sideBody) tip(row int, x float32) string {
	if row < 0 {
		return ""
	}
	t := b.t
	r, spans := &t.rows[row], t.columns(t.scroll.Size().Width)
	l := layOutSides(r, spans, t.textX())
	for i, s := range spans {
		if x < s.x || x >= s.x+s.w {
			continue
		}
		if i == 1 || i == 2 {
			if why := r.Sides[i-1].Off; why != "" {
				return why
			}
		}
		if l.cut[i] {
			return [4]string{r.Label, r.Sides[0].Text, r.Sides[1].Text, r.Note}[i]
		}
	}
	return ""
}
