package preview

import (
	"fmt"

	"litework/pdf"
)

// paper makes pages by hand: a head, a rule, and lines of text whose ids are
// "l0" and so on, so many on each page.
func paper(pages, lines int, word string) *pdf.Paper {
	p := &pdf.Paper{}
	n := 0
	for range pages {
		page := pdf.Page{Width: 595.28, Height: 841.89}
		page.Fills = append(page.Fills,
			pdf.Fill{X: 51, Y: 51, Width: 34, Height: 34, Radius: 8, Color: pdf.Color{R: 11, G: 110, B: 105}},
			pdf.Fill{X: 51, Y: 104, Width: 493, Height: 2, Color: pdf.Color{R: 11, G: 110, B: 105}})
		page.Texts = append(page.Texts, pdf.Text{X: 95, Y: 65, Width: 100, Size: 11, Bold: true, Text: "Harbour Light Ltd"})
		for i := range lines {
			y := 140 + 16*float64(i)
			id := fmt.Sprint("l", n)
			n++
			page.Texts = append(page.Texts,
				pdf.Text{X: 51, Y: y, Width: 120, Size: 9.5, Text: word + " SkyPanel S60-C", Line: id},
				pdf.Text{X: 510, Y: y, Width: 34, Size: 9.5, Text: "1,440.00", Line: id})
			page.Fills = append(page.Fills, pdf.Fill{X: 51, Y: y + 5, Width: 493, Height: 0.5, Color: pdf.Color{R: 225, G: 229, B: 234}})
		}
		p.Pages = append(p.Pages, page)
	}
	return p
}
