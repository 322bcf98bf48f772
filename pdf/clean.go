package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	// placeholder stands for a character that the fonts lack. They lack it
	// too, and so it is drawn as their box for that, and read as this.
	placeholder = '□'

	zeroWidthSpace = '\u200B'
	wordJoiner     = '\u2060'
)

// paragraphs is a text as it can be set, parted at its line ends: composed
// (NFC), so that a letter and its accent are one glyph where the font has it;
// without characters that have no look (controls, marks of direction,
// joiners); with a box for each character that the fonts lack, which is noted.
func (s *setter) paragraphs(text string) []string {
	if plain(text) {
		return strings.Split(text, "\n")
	}
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString("    ")
		case r == zeroWidthSpace || r == wordJoiner:
			b.WriteRune(r) // they tell where a line may end, and are not drawn
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		case s.has(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		default:
			s.note(r)
			b.WriteRune(placeholder)
		}
	}
	return strings.Split(b.String(), "\n")
}

// oneLine is a text without its line ends.
func (s *setter) oneLine(text string) string {
	return strings.Join(s.paragraphs(text), " ")
}

// plain reports whether a text is of printable ASCII and line ends.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

// has reports whether the fonts can draw a character. All four have the same
// ones. The PDF's encoding reaches the first 65,536 characters.
func (s *setter) has(r rune) bool {
	if r > 0xFFFF {
		return false
	}
	_, ok := s.face(0).NominalGlyph(r)
	return ok
}

// at says what is set from now on, for what is noted of it.
func (s *setter) at(line, field string) { s.line, s.field = line, field }

// note keeps that a character is missing, once for each place.
func (s *setter) note(r rune) {
	m := Missing{Char: r, Line: s.line, Field: s.field}
	if _, known := s.noted[m]; !known {
		s.noted[m] = struct{}{}
		s.missing = append(s.missing, m)
	}
}
