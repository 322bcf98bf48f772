package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/draw"

	"litework/document"
)

// Write paints the pages as a PDF with the fonts they need inside. The same
// pages give the same bytes.
func (p *Paper) Write(w io.Writer) error {
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	f.SetCatalogSort(true)
	made := madeOn(p.Date)
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetProducer("LiteWork", true)
	f.SetLang("en")
	f.SetTitle(p.Title, true)
	f.SetAuthor(p.Author, true)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	addFonts(f, p)
	pictures := pictures{}
	for i := range p.Pages {
		f.AddPageFormat("P", fpdf.SizeType{Wd: p.Pages[i].Width, Ht: p.Pages[i].Height})
		paint(f, &p.Pages[i], pictures)
	}
	return f.Output(w)
}

// madeOn is the date that stands in the file: the document's, so that the same
// document gives the same file.
func madeOn(d document.Date) time.Time {
	if d.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

func (t *Text) style() style {
	st := regular
	if t.Bold {
		st |= bold
	}
	if t.Italic {
		st |= italic
	}
	return st
}

func paint(f *fpdf.Fpdf, page *Page, pictures pictures) {
	for _, r := range page.Fills {
		f.SetFillColor(int(r.Color.R), int(r.Color.G), int(r.Color.B))
		if r.Radius > 0 {
			f.RoundedRect(r.X, r.Y, r.Width, r.Height, r.Radius, "1234", "F")
		} else {
			f.Rect(r.X, r.Y, r.Width, r.Height, "F")
		}
	}
	for _, i := range page.Images {
		pictures.paint(f, i)
	}
	font, size, color := styles, 0.0, Color{}
	for i := range page.Texts {
		t := &page.Texts[i]
		if st := int(t.style()); st != font || t.Size != size {
			f.SetFont(family, names[st], t.Size)
			font, size = st, t.Size
		}
		if i == 0 || t.Color != color {
			f.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
			color = t.Color
		}
		for _, piece := range t.Pieces {
			f.Text(piece.X, t.Y, piece.Text)
		}
	}
	for _, l := range page.Links {
		f.LinkString(l.X, l.Y, l.Width, l.Height, l.URL)
	}
}

// pictures are those already in the file, by their data.
type pictures map[*byte]string

// maxSide is the most pixels a picture has to a side in the file: twice what a
// printer shows of a logo.
const maxSide = 1600

func (p pictures) paint(f *fpdf.Fpdf, i Image) {
	if len(i.Data) == 0 {
		return
	}
	key := &i.Data[0]
	name, known := p[key]
	if !known {
		if file := printable(i.Data); file != nil {
			name = "picture" + number(len(p))
			f.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(file))
		}
		p[key] = name
	}
	if name != "" {
		f.ImageOptions(name, i.X, i.Y, i.Width, i.Height, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	}
}

// printable is a picture as any PDF can hold it: a plain PNG on white, not
// larger than paper shows. It is nil for what cannot be read.
func printable(data []byte) []byte {
	w, h, ok := imageSize(data)
	if !ok {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	if most := max(w, h); most > maxSide {
		w, h = max(1, w*maxSide/most), max(1, h*maxSide/most)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Over, nil)
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if encoder.Encode(&b, out) != nil {
		return nil
	}
	return b.Bytes()
}
