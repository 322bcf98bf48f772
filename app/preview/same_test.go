package preview

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"litework/document"
	"litework/pdf"
)

// The preview is what the PDF shows: both are compared as pixels, the PDF as
// poppler draws it.
func TestLooksLikeThePDF(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm is not installed")
	}
	paper := pdf.Lay(pdf.Input{Document: sample(), Paid: decimal.NewFromInt(100), OnlineURL: "https://in.xero.com/abc"})
	var b bytes.Buffer
	if err := paper.Write(&b); err != nil {
		t.Fatal(err)
	}
	const width = 1240 // 150 dots an inch
	for i := range paper.Pages {
		ours := NewPainter().Paint(&paper.Pages[i], width)
		theirs := drawn(t, b.Bytes(), i+1, ours.Rect.Size())
		// Edges are smoothed differently; what stands elsewhere differs in full
		// where one has ink and the other has none near it.
		wrong, ink := 0, 0
		for y := 2; y < ours.Rect.Dy()-2; y++ {
			for x := 2; x < width-2; x++ {
				a, b := dark(ours, x, y), dark(theirs, x, y)
				if a || b {
					ink++
				}
				if a && !near(theirs, x, y) || b && !near(ours, x, y) {
					wrong++
				}
			}
		}
		if ink < 5000 || wrong*500 > ink {
			t.Errorf("page %d: %d of %d inked pixels stand elsewhere", i+1, wrong, ink)
		}
	}
}

func lightness(m image.Image, x, y int) uint32 {
	r, g, b, _ := m.At(x, y).RGBA()
	return (r + g + b) / 3 >> 8
}

func dark(m image.Image, x, y int) bool { return lightness(m, x, y) < 110 }

// near reports whether there is some ink at a place or beside it.
func near(m image.Image, x, y int) bool {
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if lightness(m, x+dx, y+dy) < 220 {
				return true
			}
		}
	}
	return false
}

// drawn is a page of a PDF in pixels.
func drawn(t *testing.T, file []byte, page int, size image.Point) image.Image {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	number, w, h := strconv.Itoa(page), strconv.Itoa(size.X), strconv.Itoa(size.Y)
	if out, err := exec.Command("pdftoppm", "-png", "-scale-to-x", w, "-scale-to-y", h, "-f", number, "-l", number, "-singlefile", path, filepath.Join(folder, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(filepath.Join(folder, "p.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// sample uses every look of text there is, over two pages.
func sample() document.Document {
	n := 0
	id := func() string { n++; return string(rune('a'+n%26)) + string(rune('0'+n/26)) }
	s := document.DefaultSettings("NZ", "Harbour Light Ltd")
	s.Company.TaxNumber, s.Company.Accent = "123-456-789", "#0B6E69"
	d := document.New(document.Invoice, s, &document.Contact{ID: "c", Name: "Kauri Point Films Ltd"}, document.NewDate(2026, 11, 14), id)
	d.Number, d.Reference, d.ClientNotes = "INV-0146", "PO 7731", "Ngā mihi. AV To WA Te Ky, fi fl ffi."
	d.Sections[0].Name = "Lighting package"
	first := d.Sections[0].Lines[0]
	d.Sections[0].Lines = nil
	for range 24 {
		l := first
		l.ID, l.Description = id(), "ARRI SkyPanel S60-C, Tāwharanui 1.2k"
		l.Enhanced = "**Includes** yoke, _soft box_, **_both_**"
		l.Quantity, l.UnitPrice = decimal.NewNullDecimal(decimal.NewFromInt(4)), decimal.NewNullDecimal(decimal.NewFromInt(120))
		l.Duration = document.Duration{Number: decimal.NewFromInt(3), Unit: document.Days}
		d.Sections[0].Lines = append(d.Sections[0].Lines, l)
	}
	return d
}
