package shell

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"litework/app/kit"
	"litework/app/theme"
)

const (
	// keySheetFrame is what the dialog and the window take of the height around
	// the sheet.
	keySheetFrame float32 = 150
	keyColumn     float32 = 132 // the keys
	keyColumnsGap float32 = 32
	keyRowMost    float32 = 20
	keyRowLeast   float32 = 14
	keyGroupGap   float32 = 8
	keyDotGap     float32 = 3
)

var _ kit.Parted = (*keySheet)(nil)

// keySheet draws groups of keys in two columns of about the same height. It is
// as tall as all of them, so that filtering does not change its size.
type keySheet struct {
	widget.BaseWidget
	all, shown []keyGroup
	row        float32 // height of a row
	height     float32
}

// newKeySheet returns a sheet that keeps to a height as far as it can be read.
func newKeySheet(groups []keyGroup, most float32) *keySheet {
	k := &keySheet{all: groups, shown: groups, row: keyRowMost}
	for k.row > keyRowLeast && k.tall(groups) > most {
		k.row -= 0.5
	}
	k.height = k.tall(groups)
	k.ExtendBaseWidget(k)
	return k
}

// filter shows the keys for which every word typed begins a word of the key, of
// what it does or of the group.
func (k *keySheet) filter(typed string) {
	wanted := strings.Fields(strings.ToLower(typed))
	k.shown = nil
	for _, g := range k.all {
		var rows []keyRow
		for _, r := range g.rows {
			if everyWordBegins(wanted, g.name+" "+r.name+" "+strings.ReplaceAll(r.key, "+", " ")+" "+r.key) {
				rows = append(rows, r)
			}
		}
		if len(rows) > 0 {
			k.shown = append(k.shown, keyGroup{g.name, rows})
		}
	}
	k.Refresh()
}

func everyWordBegins(typed []string, text string) bool {
	words := strings.Fields(strings.ToLower(text))
	for _, t := range typed {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, t)
		}
		if !found {
			return false
		}
	}
	return true
}

func (k *keySheet) groupHeight(g keyGroup) float32 {
	return keyGroupGap + k.row*float32(len(g.rows)+1)
}

// split is how many groups stand in the left column.
func (k *keySheet) split(groups []keyGroup) (n int, height float32) {
	right := float32(0)
	for _, g := range groups {
		right += k.groupHeight(g)
	}
	height, left := right, float32(0)
	for i, g := range groups {
		left += k.groupHeight(g)
		right -= k.groupHeight(g)
		if h := max(left, right); h < height {
			n, height = i+1, h
		}
	}
	if n == 0 {
		n = len(groups)
	}
	return n, height
}

func (k *keySheet) tall(groups []keyGroup) float32 {
	_, height := k.split(groups)
	return height
}

// keyPlace is a row of the sheet with its place; a heading has no key.
type keyPlace struct {
	keyRow
	heading bool
	x, y, w float32
}

func (k *keySheet) places() []keyPlace {
	var out []keyPlace
	w := (k.Size().Width - keyColumnsGap) / 2
	n, _ := k.split(k.shown)
	x, y := float32(0), float32(0)
	for i, g := range k.shown {
		if i == n {
			x, y = w+keyColumnsGap, 0
		}
		y += keyGroupGap
		out = append(out, keyPlace{keyRow{name: g.name}, true, x, y, w})
		y += k.row
		for _, r := range g.rows {
			out = append(out, keyPlace{r, false, x, y, w})
			y += k.row
		}
	}
	return out
}

// ControlParts are the rows, "keys.row:1" the first.
func (k *keySheet) ControlParts() []kit.Part {
	var out []kit.Part
	for _, p := range k.places() {
		if !p.heading {
			out = append(out, kit.Part{Name: "keys.row:" + strconv.Itoa(len(out)+1), Text: p.key + " " + p.name,
				Pos: fyne.NewPos(p.x, p.y), Size: fyne.NewSize(p.w, k.row)})
		}
	}
	return out
}

// CreateRenderer is called by Fyne.
func (k *keySheet) CreateRenderer() fyne.WidgetRenderer {
	r := &keySheetRenderer{k: k}
	r.draw()
	return r
}

type keySheetRenderer struct {
	k    *keySheet
	objs []fyne.CanvasObject
}

func (r *keySheetRenderer) Destroy()                     {}
func (r *keySheetRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *keySheetRenderer) MinSize() fyne.Size           { return fyne.NewSize(400, r.k.height) }
func (r *keySheetRenderer) Layout(fyne.Size)             { r.draw() }

func (r *keySheetRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.k)
}

func (r *keySheetRenderer) draw() {
	k := r.k
	size := theme.SmallSize
	if k.row < 16 {
		size = theme.CaptionSize
	}
	r.objs = nil
	text := func(s string, x, y, room float32, ink fyne.ThemeColorName, style fyne.TextStyle) (width float32) {
		s, _ = kit.Fit(s, room, size, style)
		t := canvas.NewText(s, kit.ColorOf(k, ink))
		t.TextSize, t.TextStyle = size, style
		m := t.MinSize()
		t.Move(fyne.NewPos(x, y+(k.row-m.Height)/2))
		t.Resize(m)
		r.objs = append(r.objs, t)
		return m.Width
	}
	for _, p := range k.places() {
		if p.heading {
			text(p.name, p.x, p.y, p.w, theme.ColorText, fyne.TextStyle{Bold: true})
			continue
		}
		// One by one: arrows are in another font than what stands behind them.
		x := p.x
		for i, key := range strings.Split(p.key, " · ") {
			if i > 0 {
				x += text("·", x+keyDotGap, p.y, keyColumn, theme.ColorMuted, fyne.TextStyle{}) + 2*keyDotGap
			}
			x += text(key, x, p.y, keyColumn, theme.ColorMuted, fyne.TextStyle{})
		}
		text(p.name, p.x+keyColumn, p.y, p.w-keyColumn, theme.ColorText, fyne.TextStyle{})
	}
	if len(k.shown) == 0 {
		text("No shortcut is called that.", 0, 0, k.Size().Width, theme.ColorMuted, fyne.TextStyle{})
	}
}
