package pdf

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"litework/assets"
)

// style is one of the four fonts: bold and italic are bits of it.
type style uint8

const (
	regular style = 0
	bold    style = 1
	italic  style = 2
	styles        = 4
)

// fonts are parsed when first needed and never change, so that any number of
// papers can be laid out at once. Their unit is a thousandth of the size.
var fonts = [styles]func() *font.Font{
	regular:       parseOnce(assets.FontRegular()),
	bold:          parseOnce(assets.FontBold()),
	italic:        parseOnce(assets.FontItalic()),
	bold | italic: parseOnce(assets.FontBoldItalic()),
}

func parseOnce(file []byte) func() *font.Font {
	return sync.OnceValue(func() *font.Font {
		face, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			panic("the program's own font cannot be read: " + err.Error())
		}
		return face.Font
	})
}

// setter sets text: it measures, kerns and breaks lines. It belongs to one
// layout and remembers the words it has set.
type setter struct {
	faces  [styles]*font.Face
	shaper shaping.HarfbuzzShaper
	words  map[wordKey]word
	breaks segmenter.Segmenter

	// where what is being set stands, and what the fonts lack
	line, field string
	missing     []Missing
	noted       map[Missing]struct{}
}

func newSetter() *setter {
	return &setter{words: map[wordKey]word{}, noted: map[Missing]struct{}{}}
}

func (s *setter) face(st style) *font.Face {
	if s.faces[st] == nil {
		s.faces[st] = font.NewFace(fonts[st]())
	}
	return s.faces[st]
}

type wordKey struct {
	style style
	text  string
}

// word is a shaped stretch of one style. Its measures are thousandths of the
// size, whatever that is.
type word struct {
	advance int
	// cuts are the places where kerning moves what follows.
	cuts []cut
}

type cut struct {
	at int // bytes from the word's begin
	x  int
}

// Ligatures are off: the PDF names glyphs by their characters.
var features = []shaping.FontFeature{
	{Tag: opentype.MustNewTag("liga")}, {Tag: opentype.MustNewTag("clig")},
	{Tag: opentype.MustNewTag("calt")}, {Tag: opentype.MustNewTag("rlig")},
	{Tag: opentype.MustNewTag("kern"), Value: 1},
}

// word shapes a stretch of text, or remembers it.
func (s *setter) word(st style, text string) word {
	if text == "" {
		return word{}
	}
	key := wordKey{st, text}
	if w, ok := s.words[key]; ok {
		return w
	}
	w := s.shape(st, text)
	s.words[key] = w
	return w
}

func (s *setter) shape(st style, text string) word {
	runes := []rune(text)
	face := s.face(st)
	out := s.shaper.Shape(shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: face,
		FontFeatures: features, Size: fixed.I(int(face.Upem())), Script: scriptOf(runes),
		Language: "en",
	})
	var w word
	// offset, at and plain follow the characters as they would stand unkerned.
	offset, at, plain, cluster := 0, 0, 0, -1
	for _, g := range out.Glyphs {
		for at < g.TextIndex() {
			plain += nominal(face, runes[at])
			offset += utf8.RuneLen(runes[at])
			at++
		}
		if w.advance != plain && g.TextIndex() != cluster {
			w.cuts = append(w.cuts, cut{offset, w.advance})
			plain = w.advance
		}
		if g.TextIndex() == cluster && at+1 < len(runes) && unicode.Is(unicode.M, runes[at+1]) {
			// a mark upon the letter before it: it stands where the font says
			offset += utf8.RuneLen(runes[at])
			at++
			plain = w.advance + g.XOffset.Round()
			w.cuts = append(w.cuts, cut{offset, plain})
		}
		cluster = g.TextIndex()
		w.advance += g.Advance.Round()
	}
	for ; at < len(runes); at++ {
		plain += nominal(face, runes[at])
	}
	if w.advance != plain { // what comes after the word
		w.cuts = append(w.cuts, cut{len(text), w.advance})
	}
	return w
}

// nominal is the width of a character alone.
func nominal(face *font.Face, r rune) int {
	g, _ := face.NominalGlyph(r)
	return int(face.HorizontalAdvance(g))
}

func scriptOf(runes []rune) language.Script {
	for _, r := range runes {
		if script := language.LookupScript(r); script != language.Common && script != language.Inherited {
			return script
		}
	}
	return language.Latin
}
