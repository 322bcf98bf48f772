package pdf

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"litework/document"
)

func textsOf(lines []setLine) []string {
	var out []string
	for _, l := range lines {
		s := ""
		for _, r := range l.runs {
			s += r.text
		}
		out = append(out, s)
	}
	return out
}

func TestKerning(t *testing.T) {
	s := newSetter()
	for text, kerned := range map[string]bool{"AVATAR": true, "Tourist": true, "WAVE": true, "To.": true, "1,440.00": false, "nnn": false} {
		unkerned := s.figures(ink(text))
		line := s.set(ink(text))
		if narrower := line.width < unkerned.width-0.3; narrower != kerned {
			t.Errorf("%q measures %.2f kerned and %.2f not", text, line.width, unkerned.width)
		}
		joined := ""
		for _, p := range line.runs[0].pieces {
			joined += p.Text
		}
		if joined != text || kerned != (len(line.runs[0].pieces) > 1) {
			t.Errorf("%q is in pieces %+v", text, line.runs[0].pieces)
		}
	}
}

// A piece begins where kerning puts it: what stands before it, each character
// as wide as the font says, ends elsewhere.
func TestPiecesStandWhereTheFontSays(t *testing.T) {
	s := newSetter()
	for _, text := range []string{"AVATAR To. WAVE", "x\u0304y", "fi ffl", "Te Ao Mārama", "P.T.A. “V”"} {
		line := s.set(ink(text))
		x := 0.0
		for i, p := range line.runs[0].pieces {
			if i > 0 && math.Abs(p.X-x) < 1e-9 {
				t.Errorf("%q: %q is a piece of its own for nothing", text, p.Text)
			}
			x = p.X
			for _, r := range p.Text {
				x += scaled(nominal(s.face(0), r), textSize)
			}
		}
		if math.Abs(x-line.width) > 1e-9 {
			t.Errorf("%q: the pieces end at %.3f, the text at %.3f", text, x, line.width)
		}
	}
}

func TestLigaturesStayApart(t *testing.T) {
	s := newSetter()
	if got, want := s.set(ink("ffi")).width, s.figures(ink("ffi")).width; got != want {
		t.Errorf("ffi measures %.2f, its letters %.2f", got, want)
	}
}

// A mark that no letter is composed with stands upon its letter: its piece
// begins before the letter's end, and what follows is not moved.
func TestMarksStandUponTheirLetter(t *testing.T) {
	s := newSetter()
	line := s.set(ink("x\u0304 y"))
	var mark Piece
	for _, p := range line.runs[0].pieces {
		if strings.HasPrefix(p.Text, "\u0304") {
			mark = p
		}
	}
	if mark.Text == "" || mark.X <= 0 || mark.X > s.set(ink("x")).width+0.5 {
		t.Errorf("the mark stands at %+v", mark)
	}
	if got, want := line.width, s.set(ink("x y")).width; math.Abs(got-want) > 1e-9 {
		t.Errorf("it measures %.2f with the mark, %.2f without", got, want)
	}
}

func TestWrap(t *testing.T) {
	s := newSetter()
	width := s.set(ink("one two three")).width + 0.1
	for text, want := range map[string][]string{
		"":                           {""},
		"one two three":              {"one two three"},
		"one two three four":         {"one two three", "four"},
		"one two three   ":           {"one two three"},
		"  one two three":            {"  one two", "three"},
		"one   two three":            {"one   two", "three"},
		"one two-three-four":         {"one two-", "three-four"},
		"one two\u00A0three\u00A0f":  {"one", "two\u00A0three\u00A0f"},
		"one two\u200Bthree\u200Bff": {"one twothree", "ff"},
		"□□□□□□□□□□□□□□": {"□□□□□□□□□□", "□□□□"},
	} {
		if diff := cmp.Diff(want, textsOf(s.wrap([]span{ink(text)}, width))); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestLongWordsAreBroken(t *testing.T) {
	s := newSetter()
	word := strings.Repeat("Donaudampf", 30)
	lines := s.wrap([]span{ink("a " + word + " z")}, 100)
	got := textsOf(lines)
	if got[0] != "a" || !strings.HasPrefix(strings.Join(got[1:], ""), word) || !strings.HasSuffix(got[len(got)-1], "z") {
		t.Errorf("got %q", got)
	}
	for i, l := range lines[:len(lines)-1] {
		if l.width > 100 || i > 0 && l.width < 90 {
			t.Errorf("line %d measures %.1f of 100", i, l.width)
		}
	}
	// A mark stays with its letter, and a line too narrow for any letter still
	// has one.
	if got := textsOf(s.wrap([]span{ink("x\u0304x\u0304x\u0304")}, 1)); !slices.Equal(got, []string{"x\u0304", "x\u0304", "x\u0304"}) {
		t.Errorf("got %q", got)
	}
}

func TestStylesWithinAWord(t *testing.T) {
	s := newSetter()
	b := strong("bold")
	lines := s.wrap([]span{ink("un"), b, ink("ed next")}, 1000)
	if len(lines) != 1 || len(lines[0].runs) != 3 || lines[0].runs[1].style != bold || lines[0].runs[2].text != "ed next" {
		t.Fatalf("got %+v", lines)
	}
	for i, r := range lines[0].runs[1:] {
		if before := lines[0].runs[i]; math.Abs(before.x+before.width-r.x) > 1e-9 {
			t.Errorf("%q does not follow %q", r.text, before.text)
		}
	}
	// It is not parted where only the style changes.
	if got := textsOf(s.wrap([]span{ink("xx un"), b, ink("ed")}, s.set(ink("xx unbo")).width)); got[0] != "xx" || strings.Join(got[1:], "") != "unbolded" {
		t.Errorf("got %q", got)
	}
}

func TestParagraphs(t *testing.T) {
	for text, want := range map[string][]string{
		"plain":                   {"plain"},
		"a\nb\r\nc\rd\u2028e\vf":  {"a", "b", "c", "d", "e", "f"},
		"e\u0301 ﬁ Å":             {"é ﬁ Å"},
		"a\tb":                    {"a    b"},
		"x\u0000\u0007\u202Ey":    {"xy"},
		"東京 \U0001F3AC":           {"□□ □"},
		"❤\uFE0F":                 {"□"},
		"a\u3000b":                {"a b"},
		"a\xffb":                  {"a\uFFFDb"},
		"soft\u00ADhyphen":        {"softhyphen"},
		"👩\u200D👧":                {"□□"},
		"Ngā mihi, Żółć, ñ, €, ½": {"Ngā mihi, Żółć, ñ, €, ½"},
	} {
		if diff := cmp.Diff(want, newSetter().paragraphs(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestMissingCharactersAreNamedOnce(t *testing.T) {
	d := quote()
	d.Client.Name = "東 Films"
	d.ClientNotes = "🎬🎬 and 東"
	d.Sections[0].Name = "燈"
	d.Sections[0].Lines[1].Description = "灯 and 灯"
	d.Sections[1].Lines[0].Enhanced = "- **火**"
	want := []Missing{
		{Char: '東', Field: "client"}, {Char: '燈', Field: "section 燈"}, {Char: '灯', Line: "l2"}, {Char: '火', Line: "l3"},
		{Char: '🎬', Field: "client notes"}, {Char: '東', Field: "client notes"},
	}
	if diff := cmp.Diff(want, Lay(Input{Document: d}).Missing); diff != "" {
		t.Error(diff)
	}
	if got := Lay(Input{Document: quote()}).Missing; len(got) != 0 {
		t.Errorf("nothing is missing, but got %v", got)
	}
}

// All four fonts have the same characters, and digits of one width.
func TestFontsAgree(t *testing.T) {
	s := newSetter()
	for r := rune(1); r <= 0xFFFF; r++ {
		_, want := s.face(0).NominalGlyph(r)
		for st := style(1); st < styles; st++ {
			if _, got := s.face(st).NominalGlyph(r); got != want {
				t.Fatalf("%U: %v in the regular font, %v in %d", r, want, got, st)
			}
		}
	}
	for st := range style(styles) {
		for r := '1'; r <= '9'; r++ {
			if nominal(s.face(st), r) != nominal(s.face(st), '0') {
				t.Errorf("%c is not as wide as 0", r)
			}
		}
	}
	if s.has(placeholder) {
		t.Error("the fonts have the placeholder: the box would be another")
	}
}

func TestAccent(t *testing.T) {
	for hex, want := range map[string]Color{
		"": tealColor, "red": tealColor, "#12345": tealColor, "#12345G": tealColor, "#8E2A5B": {0x8E, 0x2A, 0x5B}, "#ffffff": {255, 255, 255},
	} {
		if got := accentOf(hex); got != want {
			t.Errorf("%q gives %v", hex, got)
		}
	}
	for c, want := range map[Color]Color{{255, 255, 0}: inkColor, {255, 255, 255}: inkColor, tealColor: tealColor, {0x8E, 0x2A, 0x5B}: {0x8E, 0x2A, 0x5B}} {
		if got := c.legible(); got != want {
			t.Errorf("text in %v is printed in %v", c, got)
		}
	}
}

func TestOtherTaxesInWords(t *testing.T) {
	l := &layout{country: document.CountryOf("NZ"), set: newSetter()}
	for _, x := range []struct {
		tax         document.Tax
		full, brief string
	}{
		{document.Tax{}, "", ""},
		{gst15, "GST 15 %", "15 %"},
		{zero, "Zero rated", "0 %"},
		{document.Tax{Name: "No GST", Chosen: true}, "No GST", "None"},
		{document.Tax{Chosen: true}, "No GST", "None"},
		{document.Tax{Rate: dec("12.5"), Chosen: true}, "Tax 12.5 %", "12.5 %"},
		{document.Tax{Name: "Sales Tax", Rate: dec("8.875"), Chosen: true}, "Sales Tax 8.875 %", "8.875 %"},
		{document.Tax{Name: "Levy 3%", Rate: dec("3"), Chosen: true}, "Levy 3 %", "3 %"},
		{free, "GST free", "Free"},
		{document.Tax{Name: "Input Taxed", Chosen: true}, "Input taxed", "Input taxed"},
		{exempt, "Exempt", "Exempt"},
		{document.Tax{Name: "Domestic Reverse Charge @ 20% (VAT on Income)", Chosen: true}, "Reverse charge", "Reverse charge"},
		{document.Tax{Name: "BAS Excluded", Chosen: true}, "BAS Excluded", "BAS Excluded"},
	} {
		if full, brief := l.taxWords(x.tax); full != x.full || brief != x.brief {
			t.Errorf("%+v is %q, %q", x.tax, full, brief)
		}
	}
}
