package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"litework/document"
)

// tool runs a program on a PDF and gives what it prints. Where continuous
// integration runs, the program has to be there.
func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("%s is not installed; scripts/packages.txt names its package", name)
	}
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		if args[i] == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func normal(s string) string { return strings.Join(strings.Fields(s), " ") }

// odd is a document of all that is unusual.
func odd() document.Document {
	d := quote()
	d.Kind, d.Client.Name = document.Invoice, "株式会社 東京 Films 🎬"
	d.Sections[0].Name = "Brackets (and) \\ slashes"
	d.Sections[0].Lines[0].Description = "Zażółć gęślą jaźń — naïve café Tāmaki Makaurau e\u0301te\u0301 x\u0304 שלום مرحبا “AVATAR To. WAVE” fi ffl ½ €"
	d.Sections[0].Lines[1].Description = strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6)
	d.Sections[1].Lines[0].Enhanced = "1. Първо\n2. Δεύτερο _ital_ **bold _both_**\n- " + strings.Repeat("wraps too ", 12)
	return d
}

// Every text of the paper can be read from the file, as it stands on one line.
func TestFileHoldsEveryText(t *testing.T) {
	long := invoice(60)
	long.ClientNotes = strings.Repeat("Ngā mihi nui ki a koutou katoa mō tō mahi tahi. ", 60)
	for name, in := range map[string]Input{
		"quote": {Document: quote(), Logo: logo(90, 60)}, "long": {Document: long, OnlineURL: "https://in.xero.com/AbCdEf", Paid: dec("12")},
		"odd": {Document: odd()}, "empty": {},
	} {
		t.Run(name, func(t *testing.T) {
			p := Lay(in)
			file := write(t, p)
			// As it was painted, and as a reader would go through it.
			raw := normal(tool(t, file, "pdftotext", "-raw", "-enc", "UTF-8", "FILE", "-"))
			read := normal(tool(t, file, "pdftotext", "-enc", "UTF-8", "FILE", "-"))
			for _, page := range p.Pages {
				for _, x := range page.Texts {
					if s := normal(x.Text); !strings.Contains(raw, s) && !strings.Contains(read, s) {
						t.Errorf("%q cannot be read", x.Text)
					}
				}
			}
			d := in.Document.WithoutEmptyLines()
			for _, amount := range append(d.Totals().Sections, d.Totals().Total) {
				if !strings.Contains(raw, document.FormatMoney(amount)) {
					t.Errorf("%s cannot be read", amount)
				}
			}
			if out := tool(t, file, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
		})
	}
}

// Descriptions of one line can be read whole, whatever is in them.
func TestFileHoldsEveryDescription(t *testing.T) {
	d := invoice(60)
	for i, l := range d.Lines() {
		l.Description = []string{"AVATAR To. WAVE P.T.A.", "Te Ao Mārama ki Tāmaki", "Zażółć gęślą jaźń", "“Typ” — Ty. Va,", "x\u0304 and y\u0304 mean"}[i%5] + " no " + l.ID
	}
	raw := normal(tool(t, write(t, Lay(Input{Document: d})), "pdftotext", "-enc", "UTF-8", "FILE", "-"))
	for _, l := range d.Lines() {
		if !strings.Contains(raw, normal(norm.NFC.String(l.Description))) {
			t.Errorf("%q cannot be read", l.Description)
		}
	}
}

func TestRandomFilesAreSound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		if rapid.IntRange(0, 29).Draw(r, "one in thirty") > 0 {
			return // the checker takes longer than the file
		}
		p := Lay(inputs().Draw(r, "input"))
		out := tool(t, write(t, p), "qpdf", "--check", "FILE")
		if !strings.Contains(out, "No syntax or stream encoding errors") {
			r.Fatal(out)
		}
	})
}

func TestFileIsReproducible(t *testing.T) {
	in := Input{Document: odd(), Logo: logo(50, 50), OnlineURL: "https://in.xero.com/x"}
	first := write(t, Lay(in))
	for range 3 {
		if !bytes.Equal(first, write(t, Lay(in))) {
			t.Fatal("the same document gave another file")
		}
	}
	in.Document.Date = in.Document.Date.AddDays(1)
	if bytes.Equal(first, write(t, Lay(in))) {
		t.Error("another date gave the same file")
	}
}

func TestFileTellsWhatItIs(t *testing.T) {
	d := quote()
	d.Company.Name = "Kōwhai & Tōtara Ltd"
	info := tool(t, write(t, Lay(Input{Document: d})), "pdfinfo", "-enc", "UTF-8", "FILE")
	for _, want := range []string{"Title:           Quote QUO-0031", "Author:          Kōwhai & Tōtara Ltd", "Producer:        LiteWork", "14", "A4"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is not in\n%s", want, info)
		}
	}
	fonts := tool(t, write(t, Lay(Input{Document: d})), "pdffonts", "FILE")
	if rows := strings.Split(strings.TrimSpace(fonts), "\n")[2:]; len(rows) != 3 || strings.Contains(fonts, " no ") && !strings.Contains(fonts, "yes") {
		t.Errorf("regular, bold and italic are used:\n%s", fonts)
	}
}

func TestFileWithALink(t *testing.T) {
	file := write(t, Lay(Input{Document: invoice(2), OnlineURL: "https://in.xero.com/A(b)C"}))
	if !bytes.Contains(file, []byte(`/URI (https://in.xero.com/A\(b\)C)`)) {
		t.Error("the link is not in the file")
	}
}

// Fonts are cut to what is used: a file of a page is small.
func TestFileIsSmall(t *testing.T) {
	for n, most := range map[int]int{10: 60_000, 1000: 200_000} {
		if size := len(write(t, Lay(Input{Document: invoice(n)}))); size > most {
			t.Errorf("%d lines take %d bytes", n, size)
		}
	}
}

func TestPicturesOfEverySort(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, img, nil); err != nil {
		t.Fatal(err)
	}
	huge := logo(3200, 60)
	for name, data := range map[string][]byte{"jpeg": jpg.Bytes(), "transparent": logo(30, 30), "huge": huge} {
		p := Lay(Input{Document: quote(), Logo: data})
		if len(p.Pages[0].Images) != 1 {
			t.Fatalf("%s is left out", name)
		}
		file := write(t, p)
		list := tool(t, file, "pdfimages", "-list", "FILE")
		if rows := strings.Split(strings.TrimSpace(list), "\n")[2:]; len(rows) != 1 {
			t.Errorf("%s:\n%s", name, list)
		}
		if name == "huge" && !strings.Contains(list, "1600") {
			t.Errorf("it was not made smaller:\n%s", list)
		}
		tool(t, file, "qpdf", "--check", "FILE")
	}
}

// A picture that says it is larger than any memory is left out, unread.
func TestPictureBomb(t *testing.T) {
	data := logo(1, 1)
	binary.BigEndian.PutUint32(data[16:], 60000)
	binary.BigEndian.PutUint32(data[20:], 60000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	if p := Lay(Input{Document: quote(), Logo: data}); len(p.Pages[0].Images) != 0 {
		t.Error("it is printed")
	}
	// One that is whole but for its pixels leaves its place empty.
	broken := logo(40, 40)
	at := bytes.Index(broken, []byte("IDAT")) - 4
	n := binary.BigEndian.Uint32(broken[at:])
	broken[at+12] ^= 0xFF
	binary.BigEndian.PutUint32(broken[at+8+int(n):], crc32.ChecksumIEEE(broken[at+4:at+8+int(n)]))
	tool(t, write(t, Lay(Input{Document: quote(), Logo: broken})), "qpdf", "--check", "FILE")
}

// Rounded fills and colours come out as they went in.
func TestPaintedColours(t *testing.T) {
	p := &Paper{Pages: []Page{{Width: pageWidth, Height: pageHeight, Fills: []Fill{
		{X: 0, Y: 0, Width: pageWidth, Height: pageHeight, Color: Color{255, 255, 255}},
		{X: 100, Y: 100, Width: 200, Height: 200, Radius: 40, Color: Color{0x8E, 0x2A, 0x5B}},
	}}}}
	ppm := []byte(tool(t, write(t, p), "pdftoppm", "-r", "72", "FILE"))
	var w, h, most int
	header := bytes.SplitN(ppm, []byte("\n"), 4)
	if _, err := fmt.Sscan(string(header[1])+" "+string(header[2]), &w, &h, &most); err != nil {
		t.Fatal(err)
	}
	at := func(x, y int) color.RGBA {
		i := 3 * (y*w + x)
		px := header[3][i : i+3]
		return color.RGBA{px[0], px[1], px[2], 255}
	}
	if got := at(200, 200); got != (color.RGBA{0x8E, 0x2A, 0x5B, 255}) {
		t.Errorf("the middle is %v", got)
	}
	if got := at(102, 102); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("the corner is not round but %v", got)
	}
}

// A file with the fonts of Latin letters looks like one with the whole fonts.
func TestLatinFontsLookTheSame(t *testing.T) {
	d := quote()
	d.ClientNotes = "Żółć, Tāmaki x\u0304, “quotes”, € ½ … ‰ Ǽ ẞ Ệ 東"
	p := Lay(Input{Document: d})
	latin := tool(t, write(t, p), "pdftoppm", "-r", "90", "FILE")
	whole := *p
	whole.Pages = append(slices.Clone(p.Pages), blank())
	for _, st := range []Text{{}, {Bold: true}, {Italic: true}} { // a letter that needs the whole font
		st.Size, st.Text, st.Pieces = 9, "Ω", []Piece{{X: 100, Text: "Ω"}}
		whole.Pages[1].Texts = append(whole.Pages[1].Texts, st)
	}
	other := tool(t, write(t, &whole), "pdftoppm", "-r", "90", "-l", "1", "FILE")
	if latin != other {
		t.Error("the pages differ")
	}
}
