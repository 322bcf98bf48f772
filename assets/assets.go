// Package assets holds the files that are part of the program: the fonts of
// the interface and of the printed page, the icons and the logo.
//
// Noto Sans is used under the SIL Open Font Licence 1.1, see fonts/OFL.txt.
// Its digits have the same width in all four styles, so that columns of money
// do not jitter.
package assets

import "embed"

//go:embed fonts/NotoSans-Regular.ttf
var notoRegular []byte

//go:embed fonts/NotoSans-Bold.ttf
var notoBold []byte

//go:embed fonts/NotoSans-Italic.ttf
var notoItalic []byte

//go:embed fonts/NotoSans-BoldItalic.ttf
var notoBoldItalic []byte

//go:embed fonts/OFL.txt
var fontLicence string

//go:embed icon-128.png
var windowIcon []byte

//go:embed icons/*.svg
var icons embed.FS

// FontRegular returns Noto Sans Regular as TrueType. The bytes are shared and
// must not be changed; the same holds for the other fonts.
func FontRegular() []byte { return notoRegular }

// FontBold returns Noto Sans Bold.
func FontBold() []byte { return notoBold }

// FontItalic returns Noto Sans Italic.
func FontItalic() []byte { return notoItalic }

// FontBoldItalic returns Noto Sans Bold Italic.
func FontBoldItalic() []byte { return notoBoldItalic }

// FontLicence returns the licence the fonts are distributed under.
func FontLicence() string { return fontLicence }

// WindowIcon returns the program's icon for its window, a PNG of 128 × 128:
// the desktop waits for it to be read. Packages carry icon.png, of 512 × 512.
func WindowIcon() []byte { return windowIcon }

// IconSVG returns the source of an icon by its file name without extension,
// drawn in #000000 (the logo's bars in #ffffff), or nil when there is none.
func IconSVG(name string) []byte {
	b, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	return b
}

// IconNames returns the names of all icons, sorted.
func IconNames() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		name := e.Name()
		names = append(names, name[:len(name)-len(".svg")])
	}
	return names
}
