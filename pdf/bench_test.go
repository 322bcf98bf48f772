package pdf

import (
	"fmt"
	"io"
	"testing"
)

func BenchmarkLay(b *testing.B) {
	for _, n := range []int{60, 1000} {
		in := Input{Document: invoice(n)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Lay(in)
			}
		})
	}
}

// BenchmarkPDF is layout and file together.
func BenchmarkPDF(b *testing.B) {
	for _, n := range []int{60, 1000} {
		in := Input{Document: invoice(n), Logo: logo(400, 200)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if err := Lay(in).Write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
