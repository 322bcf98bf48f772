package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"litework/app/theme"
)

// SidebarItem is one place to go.
type SidebarItem struct {
	ID    string
	Label string
	Icon  theme.IconName
	Badge string // a count in red; "" for none
	Tip   string // such as the shortcut; the label is added while narrow
}

// IndicatorView is what stands at the foot of the sidebar. The colour never
// says anything alone: the icon and the words do.
type IndicatorView struct {
	Icon  theme.IconName
	Color fyne.ThemeColorName
	Text  string
	Tip   string
	// Mark puts a warning at the end of the line: something is to be read.
	Mark bool
}

var (
	_ fyne.Focusable    = (*Sidebar)(nil)
	_ desktop.Mouseable = (*Sidebar)(nil)
	_ desktop.Hoverable = (*Sidebar)(nil)
	_ fyne.Accessible   = (*Sidebar)(nil)
	_ Nameable          = (*Sidebar)(nil)
)

// Sidebar lists the places of the program, below the logo and the company, with
// an indicator at the foot. Narrow, it shows icons only. While it has the
// keyboard ↑ and ↓ move a mark and Enter or Space goes there.
type Sidebar struct {
	control
	OnSelected  func(id string)
	OnIndicator func()
	// OnReleased is called a turn after a click, which takes the keyboard from
	// where OnSelected put it.
	OnReleased func()

	items     []SidebarItem
	selected  string
	title     string
	company   string
	indicator IndicatorView
	narrow    bool
	over      int // item under the pointer; indicatorSpot, noSpot
	marked    int // item the keyboard is at
}

const (
	noSpot        = -1
	indicatorSpot = -2
)

// NewSidebar returns a sidebar.
func NewSidebar(title string, items []SidebarItem, selected func(id string)) *Sidebar {
	s := &Sidebar{title: title, items: items, OnSelected: selected, over: noSpot}
	s.ExtendBaseWidget(s)
	return s
}

// SetCompany changes the line below the title.
func (s *Sidebar) SetCompany(name string) {
	if s.company == name {
		return
	}
	s.company = name
	s.Refresh()
}

// SetSelected marks the place the user is at.
func (s *Sidebar) SetSelected(id string) {
	if s.selected == id {
		return
	}
	s.selected = id
	s.Refresh()
}

// SetBadge changes the count beside an item.
func (s *Sidebar) SetBadge(id, badge string) {
	for i := range s.items {
		if s.items[i].ID == id && s.items[i].Badge != badge {
			s.items[i].Badge = badge
			s.Refresh()
		}
	}
}

// Items are the places with their counts.
func (s *Sidebar) Items() []SidebarItem { return append([]SidebarItem(nil), s.items...) }

// SetIndicator changes what stands at the foot.
func (s *Sidebar) SetIndicator(v IndicatorView) {
	if s.indicator == v {
		return
	}
	s.indicator = v
	s.Refresh()
}

// SetNarrow shows icons only.
func (s *Sidebar) SetNarrow(narrow bool) {
	if s.narrow == narrow {
		return
	}
	s.narrow = narrow
	s.Refresh()
}

// Narrow reports whether only icons are shown.
func (s *Sidebar) Narrow() bool { return s.narrow }

const (
	sideTop  float32 = 65 // where the items begin
	sideItem float32 = 34
	sideStep float32 = 36
	sideEdge float32 = 10
	sideFoot float32 = 47
)

func (s *Sidebar) spotAt(p fyne.Position) int {
	if p.Y >= s.Size().Height-sideFoot {
		return indicatorSpot
	}
	i := int((p.Y - sideTop) / sideStep)
	if p.Y < sideTop || i >= len(s.items) || p.Y-sideTop-float32(i)*sideStep > sideItem {
		return noSpot
	}
	return i
}

func (s *Sidebar) activate(spot int) {
	switch {
	case spot == indicatorSpot && s.OnIndicator != nil:
		s.OnIndicator()
	case spot >= 0 && s.OnSelected != nil:
		s.OnSelected(s.items[spot].ID)
	}
}

// MouseDown goes to the item below the pointer.
func (s *Sidebar) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	tipOut(s)
	s.activate(s.spotAt(ev.Position))
}

// MouseUp gives the keyboard to the place that the press went to.
func (s *Sidebar) MouseUp(*desktop.MouseEvent) {
	if s.OnReleased != nil {
		dispatcherFor(s)(s.OnReleased)
	}
}

// MouseIn marks the item below the pointer.
func (s *Sidebar) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved marks the item below the pointer.
func (s *Sidebar) MouseMoved(ev *desktop.MouseEvent) {
	spot := s.spotAt(ev.Position)
	tipAt(s, s.tipOf(spot), ev.AbsolutePosition)
	if spot != s.over {
		s.over = spot
		s.Refresh()
	}
}

func (s *Sidebar) tipOf(spot int) string {
	switch {
	case spot == indicatorSpot && s.indicator.Tip == "":
		return s.indicator.Text
	case spot == indicatorSpot:
		// The words stand beside it only where there is room for them.
		return s.indicator.Text + " · " + s.indicator.Tip
	case spot < 0:
		return ""
	}
	it := s.items[spot]
	if !s.narrow {
		return it.Tip
	}
	if it.Tip == "" {
		return it.Label
	}
	return it.Label + "  " + it.Tip
}

// MouseOut ends what MouseIn began.
func (s *Sidebar) MouseOut() {
	tipOut(s)
	s.over = noSpot
	s.Refresh()
}

// FocusGained draws the ring round the item the user is at.
func (s *Sidebar) FocusGained() {
	s.focused, s.marked = true, 0
	for i, it := range s.items {
		if it.ID == s.selected {
			s.marked = i
		}
	}
	s.Refresh()
}

// FocusLost takes the ring away.
func (s *Sidebar) FocusLost() {
	s.focused = false
	s.Refresh()
}

// TypedKey moves the ring and goes to an item; below the last item is the
// indicator.
func (s *Sidebar) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		s.marked = max(0, s.marked-1)
	case fyne.KeyDown:
		s.marked = min(len(s.items), s.marked+1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if s.marked == len(s.items) {
			s.activate(indicatorSpot)
		} else {
			s.activate(s.marked)
		}
	default:
		passKey(s, k)
		return
	}
	s.Refresh()
}

// TypedRune does nothing.
func (s *Sidebar) TypedRune(rune) {}

// TypedShortcut hands shortcuts on.
func (s *Sidebar) TypedShortcut(sc fyne.Shortcut) { passShortcut(s, sc) }

// ControlParts lists the items and the indicator for the UI map.
func (s *Sidebar) ControlParts() []Part {
	var parts []Part
	w := s.Size().Width - 2*sideEdge
	for i, it := range s.items {
		parts = append(parts, Part{Name: s.Name + "/" + it.ID, Text: it.Label, Pos: fyne.NewPos(sideEdge, sideTop+float32(i)*sideStep), Size: fyne.NewSize(w, sideItem)})
	}
	return append(parts, Part{Name: s.Name + "/indicator", Text: s.indicator.Text, Pos: fyne.NewPos(sideEdge, s.Size().Height-sideFoot+1), Size: fyne.NewSize(w, sideFoot-1)})
}

// AccessibilityLabel returns the place the user is at.
func (s *Sidebar) AccessibilityLabel() string { return s.selected }

// AccessibilityRole is that of a container.
func (s *Sidebar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is called by Fyne.
func (s *Sidebar) CreateRenderer() fyne.WidgetRenderer {
	r := &sidebarRenderer{
		s: s, back: canvas.NewRectangle(noFill()), edge: canvas.NewRectangle(noFill()), foot: canvas.NewRectangle(noFill()),
		logo: newIconImage(), focus: newRing(), dot: newIconImage(), mark: newIconImage(),
		title:   textObject(14.5, fyne.TextStyle{Bold: true}),
		company: textObject(theme.CaptionSize, fyne.TextStyle{}),
		words:   textObject(theme.SmallSize, fyne.TextStyle{}),
	}
	r.objs = []fyne.CanvasObject{r.back, r.edge, r.foot, r.logo, r.title, r.company, r.dot, r.words, r.mark}
	var badges []fyne.CanvasObject // over the ring
	for range s.items {
		a := &sideArt{box: canvas.NewRectangle(noFill()), icon: newIconImage(), label: textObject(theme.TextSize, fyne.TextStyle{}), badge: newChipArt()}
		a.box.CornerRadius = theme.Radius
		r.items = append(r.items, a)
		r.objs = append(r.objs, a.box, a.icon, a.label)
		badges = append(badges, a.badge.objects()...)
	}
	r.objs = append(append(r.objs, r.focus), badges...)
	r.Refresh()
	return r
}

type sideArt struct {
	box   *canvas.Rectangle
	icon  *canvas.Image
	label *canvas.Text
	badge *chipArt
}

type sidebarRenderer struct {
	s                     *Sidebar
	back, edge, foot      *canvas.Rectangle
	focus                 *canvas.Rectangle
	logo, dot, mark       *canvas.Image
	title, company, words *canvas.Text
	items                 []*sideArt
	objs                  []fyne.CanvasObject
}

func (r *sidebarRenderer) Destroy()                     {}
func (r *sidebarRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *sidebarRenderer) MinSize() fyne.Size {
	w := theme.SidebarWidth
	if r.s.narrow {
		w = theme.SidebarNarrow
	}
	return fyne.NewSize(w, sideTop+float32(len(r.items))*sideStep+sideFoot)
}

func (r *sidebarRenderer) Layout(size fyne.Size) {
	s := r.s
	place(r.back, 0, 0, size.Width-1, size.Height)
	place(r.edge, size.Width-1, 0, 1, size.Height)
	inner := size.Width - 1 - 2*sideEdge
	place(r.foot, sideEdge, size.Height-sideFoot, inner, 1)
	logoX := float32(18)
	if s.narrow {
		logoX = middle(size.Width-1, 26)
	}
	place(r.logo, logoX, 21, 26, 26)
	place(r.title, 53, 17, inner, lineHeight(14.5, fyne.TextStyle{Bold: true}))
	company, _ := Fit(s.company, size.Width-53-12, theme.CaptionSize, fyne.TextStyle{})
	setText(r.company, company, r.company.Color)
	place(r.company, 53, 35, inner, lineHeight(theme.CaptionSize, fyne.TextStyle{}))
	for i, a := range r.items {
		r.layoutItem(i, a, inner)
	}
	h := lineHeight(theme.SmallSize, fyne.TextStyle{})
	footY := size.Height - sideFoot + 1
	dotX := float32(15)
	if s.narrow {
		dotX = middle(size.Width-1, 14)
		if s.indicator.Mark {
			dotX -= 9
		}
	}
	place(r.dot, dotX, footY+middle(sideFoot-1, 14)-1, 14, 14)
	room := size.Width - 35 - 10
	if s.indicator.Mark {
		room -= 20
	}
	markX := size.Width - 31
	if s.narrow {
		markX = dotX + 18
	}
	place(r.mark, markX, footY+middle(sideFoot-1, 14)-1, 14, 14)
	words, _ := Fit(s.indicator.Text, room, theme.SmallSize, fyne.TextStyle{})
	setText(r.words, words, r.words.Color)
	place(r.words, 35, footY+middle(sideFoot-1, h)-1, inner, h)
	r.layoutRing(size, inner)
}

func (r *sidebarRenderer) layoutItem(i int, a *sideArt, inner float32) {
	y := sideTop + float32(i)*sideStep
	place(a.box, sideEdge, y, inner, sideItem)
	x := sideEdge + 10
	if r.s.narrow {
		x = sideEdge + middle(inner, theme.IconSize)
	}
	place(a.icon, x, y+middle(sideItem, theme.IconSize), theme.IconSize, theme.IconSize)
	h := lineHeight(theme.TextSize, fyne.TextStyle{})
	place(a.label, sideEdge+36, y+middle(sideItem, h), inner-36, h)
	if badge := r.s.items[i].Badge; badge != "" {
		spec := ChipSpec{Label: badge, Tint: Red}
		bx, by := sideEdge+inner-10-chipWidth(spec), y+middle(sideItem, chipHeight)
		if r.s.narrow {
			bx, by = sideEdge+inner-chipWidth(spec)+6, y-5
		}
		a.badge.layout(spec, bx, by)
	}
}

func (r *sidebarRenderer) layoutRing(size fyne.Size, inner float32) {
	y, h := sideTop+float32(r.s.marked)*sideStep, sideItem
	if r.s.marked >= len(r.s.items) {
		y, h = size.Height-sideFoot+6, sideFoot-12
	}
	place(r.focus, sideEdge-1, y-1, inner+2, h+2)
}

func (r *sidebarRenderer) Refresh() {
	s := r.s
	setBox(r.back, ColorOf(s, theme.ColorSurface), nil, 0)
	setBox(r.edge, ColorOf(s, theme.ColorBorder), nil, 0)
	setBox(r.foot, ColorOf(s, theme.ColorBorder), nil, 0)
	setIcon(r.logo, s, theme.IconLogo, theme.ColorPrimary)
	setText(r.title, s.title, ColorOf(s, theme.ColorText))
	setText(r.company, s.company, ColorOf(s, theme.ColorMuted))
	setIcon(r.dot, s, s.indicator.Icon, s.indicator.Color)
	setText(r.words, s.indicator.Text, ColorOf(s, theme.ColorText))
	mark := theme.IconName("")
	if s.indicator.Mark {
		mark = theme.IconWarning
	}
	setIcon(r.mark, s, mark, theme.ColorAmber)
	for _, t := range []*canvas.Text{r.title, r.company, r.words} {
		t.Hidden = s.narrow
	}
	r.focus.CornerRadius = theme.Radius + 1
	setRing(r.focus, s, s.focused)
	for i, a := range r.items {
		it := s.items[i]
		fill, text := noFill(), theme.ColorMuted
		switch {
		case it.ID == s.selected:
			fill, text = ColorOf(s, theme.ColorPrimaryTint), theme.ColorPrimary
		case i == s.over:
			fill, text = ColorOf(s, theme.ColorHover), theme.ColorText
		}
		setBox(a.box, fill, nil, 0)
		setIcon(a.icon, s, it.Icon, text)
		setText(a.label, it.Label, ColorOf(s, text))
		a.label.Hidden = s.narrow
		a.badge.show(it.Badge != "")
		if it.Badge != "" {
			a.badge.set(s, ChipSpec{Label: it.Badge, Tint: Red}, false)
		}
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}
