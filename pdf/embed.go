package pdf

import (
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"

	"litework/assets"
)

// family is the name of the fonts in the file, names are their styles.
const family = "noto"

var names = [styles]string{"", "B", "I", "BI"}

var fontFiles = [styles][]byte{assets.FontRegular(), assets.FontBold(), assets.FontItalic(), assets.FontBoldItalic()}

// Most papers need Latin letters alone. fpdf reads a font anew for each file,
// and a font of those letters ten times faster than one of all.
var latinFonts = [styles]func() []byte{latinOnce(0), latinOnce(1), latinOnce(2), latinOnce(3)}

func latinOnce(st style) func() []byte {
	return sync.OnceValue(func() []byte {
		var letters strings.Builder
		for r := rune(' '); r <= 0xFFFF; r++ {
			if isLatin(r) {
				letters.WriteRune(r)
			}
		}
		return fpdf.UTF8CutFont(fontFiles[st], letters.String())
	})
}

// isLatin is for Latin letters, marks, punctuation and signs of currencies;
// what no font has counts with them.
func isLatin(r rune) bool {
	return r < 0x0370 || r >= 0x1E00 && r < 0x1F00 || r >= 0x2000 && r < 0x2190 || r == placeholder
}

// addFonts adds the fonts that are used, with the characters they are used for.
func addFonts(f *fpdf.Fpdf, p *Paper) {
	var used, beyond [styles]bool
	for i := range p.Pages {
		for j := range p.Pages[i].Texts {
			t := &p.Pages[i].Texts[j]
			st := t.style()
			used[st] = true
			beyond[st] = beyond[st] || strings.ContainsFunc(t.Text, func(r rune) bool { return !isLatin(r) })
		}
	}
	for st := range used {
		switch {
		case beyond[st]:
			f.AddUTF8FontFromBytes(family, names[st], fontFiles[st])
		case used[st]:
			f.AddUTF8FontFromBytes(family, names[st], latinFonts[st]())
		}
	}
}
