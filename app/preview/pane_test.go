package preview

import (
	"context"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/kit/kittest"
	"litework/pdf"
)

// stand is a window with a pane. Work runs at once, or when the test lets it.
type stand struct {
	*kittest.Window
	pane   *Pane
	hold   bool
	held   []func()
	lines  []string
	closed int
}

func newStand(t *testing.T, width, height float32) *stand {
	s := &stand{}
	kittest.NewApp(t)
	queue := func(f func()) { s.Queue.Do(f) }
	s.Window = kittest.NewWindow(t, kit.Blank(1, 1), width, height)
	env := s.Env()
	env.Do = queue
	s.pane = New(env, func(f func()) {
		if s.hold {
			s.held = append(s.held, f)
			return
		}
		f()
	})
	s.pane.OnLine = func(line string) { s.lines = append(s.lines, line) }
	s.pane.OnClose = func() { s.closed++ }
	s.Layer.SetContent(s.pane)
	s.Layer.Refresh()
	s.Settle()
	t.Cleanup(s.pane.Close)
	return s
}

func (s *stand) follow(p *pdf.Paper, line string) {
	s.pane.Follow(func(context.Context) *pdf.Paper { return p }, line)
	s.Settle()
}

func (s *stand) let() {
	f := s.held[0]
	s.held = s.held[1:]
	f()
	s.Settle()
}

// ink counts the dark pixels of a sheet.
func (s *stand) ink(i int) int {
	n := 0
	img := s.pane.sheets[i].image
	if img == nil {
		return 0
	}
	for p := 0; p < len(img.Pix); p += 4 {
		if img.Pix[p] < 100 {
			n++
		}
	}
	return n
}

func TestShowsPages(t *testing.T) {
	s := newStand(t, Width, 700)
	if s.At("preview").Text != "" {
		t.Fatal("without pages it says of none")
	}
	s.follow(paper(3, 30, "ARRI"), "")
	if got := s.At("preview").Text; got != "Page 1 of 3" {
		t.Fatalf("it says %q", got)
	}
	if w := s.pane.sheets[0].image.Rect.Dx(); w != int(Width-1-2*margin) {
		t.Fatalf("a page is %d pixels wide", w)
	}
	if s.ink(0) == 0 || s.ink(2) != 0 {
		t.Fatalf("ink on the pages: %d, %d, %d; only those in view are painted", s.ink(0), s.ink(1), s.ink(2))
	}
	s.Focus(s.pane.pages)
	s.Key(fyne.KeyEnd)
	if got := s.At("preview").Text; got != "Page 3 of 3" {
		t.Fatalf("at the end it says %q", got)
	}
	if s.ink(0) != 0 || s.ink(2) == 0 {
		t.Fatal("the page that came into view is painted, the one that left it is dropped")
	}
	s.Key(fyne.KeyHome, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyDown)
	if s.pane.scroll.Offset.Y <= 0 {
		t.Fatal("keys scroll")
	}
	s.Key(fyne.KeyEscape)
	if s.closed != 1 {
		t.Fatal("Esc closes the preview")
	}
}

// While one document is laid out, of those that come only the newest waits.
func TestLatestWins(t *testing.T) {
	s := newStand(t, Width, 700)
	s.hold = true
	asked := 0
	var last *pdf.Paper
	for i := range 10 {
		p := paper(1, i+1, "word")
		s.pane.Follow(func(context.Context) *pdf.Paper { asked++; return p }, "")
		last = p
	}
	if len(s.held) != 1 {
		t.Fatalf("%d turns of work at once", len(s.held))
	}
	s.let()
	s.let()
	if asked != 2 || s.pane.Paper() != last || len(s.held) != 0 {
		t.Fatalf("laid out %d times, %d wait; want the first and the last", asked, len(s.held))
	}
}

// What cannot be laid out leaves what was shown.
func TestKeepsLastGood(t *testing.T) {
	s := newStand(t, Width, 700)
	p := paper(1, 5, "word")
	s.follow(p, "")
	s.follow(nil, "")
	if s.pane.Paper() != p || s.ink(0) == 0 {
		t.Fatal("the last good pages are gone")
	}
}

// A page that looks as before is not painted again; one that changed is.
func TestPaintsOnlyWhatChanged(t *testing.T) {
	s := newStand(t, Width, 1300)
	s.follow(paper(2, 10, "word"), "")
	first, second := s.pane.sheets[0].image, s.pane.sheets[1].image
	changed := paper(2, 10, "word")
	changed.Pages[1].Texts[3].Text = "another"
	s.follow(changed, "")
	if s.pane.sheets[0].image != first {
		t.Error("the first page was painted again")
	}
	if s.pane.sheets[1].image == second {
		t.Error("the second page was not painted again")
	}
}

// Painted pages are what the window shows.
func TestIsSeen(t *testing.T) {
	s := newStand(t, Width, 700)
	s.follow(paper(1, 1, "word"), "")
	seen := s.Canvas().Capture()
	at := s.At("preview")
	page := s.pane.sheets[0]
	x, y := at.X+int(s.pane.pages.left()), at.Y+int(margin)
	if _, _, _, a := seen.At(x, y).RGBA(); a == 0 {
		t.Fatal("nothing is drawn")
	}
	for py := 0; py < page.image.Rect.Dy(); py += 3 {
		for px := 0; px < page.image.Rect.Dx(); px += 3 {
			if y+py >= 700 {
				continue
			}
			r, g, b, _ := seen.At(x+px, y+py).RGBA()
			want := page.image.RGBAAt(px, py)
			if got := (color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}); got != want {
				t.Fatalf("at %d, %d the window shows %v, the page %v", px, py, got, want)
			}
		}
	}
}

func TestClickGoesToLine(t *testing.T) {
	s := newStand(t, Width, 700)
	s.follow(paper(2, 30, "ARRI"), "")
	s.ClickName("preview/l7")
	if len(s.lines) != 1 || s.lines[0] != "l7" {
		t.Fatalf("a click on a text goes to %v", s.lines)
	}
	at := s.pane.pages
	k := at.width / 595.28
	between := fyne.NewPos(at.left()+300*k, at.top(0)+(140+16*3-3)*k)
	if got := at.lineAt(between); got != "l3" {
		t.Fatalf("between the columns lies %q", got)
	}
	if got := at.lineAt(fyne.NewPos(at.left()+100*k, at.top(0)+60*k)); got != "" {
		t.Fatalf("the company belongs to %q", got)
	}
	if got := at.lineAt(fyne.NewPos(1, 1)); got != "" {
		t.Fatalf("beside the page lies %q", got)
	}
}

// A line that is written on another page is brought into view.
func TestFollowsTheLine(t *testing.T) {
	s := newStand(t, Width, 500)
	p := paper(3, 30, "ARRI")
	s.follow(p, "l70")
	if got := s.At("preview").Text; got != "Page 3 of 3" {
		t.Fatalf("it shows %q", got)
	}
	at := s.pane.scroll.Offset
	s.follow(paper(3, 30, "ARRI"), "l71")
	if s.pane.scroll.Offset != at {
		t.Fatal("a line in view moves nothing")
	}
	s.follow(paper(3, 30, "ARRI"), "gone")
	if s.pane.scroll.Offset != at {
		t.Fatal("nor does one that is not printed")
	}
	s.follow(paper(1, 3, "ARRI"), "")
	if got := s.At("preview").Text; got != "Page 1 of 1" || s.pane.scroll.Offset.Y != 0 && s.pane.scroll.Offset.Y > s.pane.pages.MinSize().Height {
		t.Fatalf("fewer pages: %q at %v", got, s.pane.scroll.Offset)
	}
}

// Hidden, it does nothing; shown again it paints.
func TestHiddenRests(t *testing.T) {
	s := newStand(t, Width, 500)
	s.follow(paper(1, 3, "ARRI"), "")
	s.pane.Hide()
	asked := 0
	s.pane.Follow(func(context.Context) *pdf.Paper { asked++; return paper(1, 5, "word") }, "")
	s.Settle()
	if asked != 0 {
		t.Fatal("hidden, it laid out")
	}
	s.pane.Show()
	s.Settle()
	if asked != 1 || s.ink(0) == 0 {
		t.Fatal("shown, it does not show")
	}
}

// A page follows the width of its pane.
func TestFitsThePane(t *testing.T) {
	s := newStand(t, Width, 700)
	s.follow(paper(1, 10, "ARRI"), "")
	s.Resize(fyne.NewSize(1000, 700))
	s.Settle()
	if w := s.pane.sheets[0].image.Rect.Dx(); w != int(widest) {
		t.Fatalf("in a wide pane a page is %d wide", w)
	}
	if left := s.pane.pages.left(); left < 90 {
		t.Fatalf("it begins at %v", left)
	}
}

func BenchmarkPaint(b *testing.B) {
	p := NewPainter()
	page := &paper(1, 40, "ARRI").Pages[0]
	for b.Loop() {
		p.Paint(page, int(Width-1-2*margin))
	}
}
