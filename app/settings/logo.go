package settings

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"

	"golang.org/x/image/draw"

	"litework/document"
)

// The limits of a logo.
const (
	logoBytes  = 10 << 20
	logoPixels = 50_000_000 // of the file: what decoding may take
	// logoWidth and logoHeight are what is kept: sharp at the size it is
	// printed.
	logoWidth, logoHeight = 1200, 600
)

func logoProblem(code, sentence, fix string) error {
	return &document.Problem{Code: code, Field: "logo", Sentence: sentence, Fix: fix}
}

// readLogo reads a PNG or JPEG file, makes it as small as paper needs it and
// gives it as it is to be kept, without what a camera or a program wrote beside
// the image. It is slow for a large image. Errors are *document.Problem.
func readLogo(path string) (data []byte, err error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, logoProblem("logo-missing", "There is no file of this name.", "Check the path, or choose the file.")
	case err != nil:
		return nil, logoProblem("logo-unreadable", "This file cannot be read.", "Choose another one.")
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, logoBytes+1))
	if err != nil {
		return nil, logoProblem("logo-unreadable", "This file cannot be read.", "Choose another one.")
	}
	if len(raw) > logoBytes {
		return nil, logoProblem("logo-large", "A logo may have 10 MB.", "Save a smaller one, then choose that.")
	}
	img, format, err := decodeLogo(raw)
	if err != nil {
		return nil, err
	}
	return encodeLogo(shrink(img), format)
}

// decodeLogo looks at the size of an image before it is decoded: a small file
// can hold a huge one.
func decodeLogo(raw []byte) (image.Image, string, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || format != "png" && format != "jpeg" {
		return nil, "", logoProblem("logo-format", "This is not a PNG or JPEG image.", "Save the logo as one of these, then choose it.")
	}
	if config.Width < 1 || config.Height < 1 || config.Width*config.Height > logoPixels {
		return nil, "", logoProblem("logo-large", fmt.Sprintf("This image has %d × %d pixels; LiteWork takes 50 million.", config.Width, config.Height),
			"Save a smaller one, then choose that.")
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, "", logoProblem("logo-damaged", "This image is damaged.", "Choose another one.")
	}
	return img, format, nil
}

// shrink makes an image fit into what is kept. A smaller one stays as it is.
func shrink(img image.Image) image.Image {
	size := img.Bounds().Size()
	scale := min(1, float64(logoWidth)/float64(size.X), float64(logoHeight)/float64(size.Y))
	to := image.NewNRGBA(image.Rect(0, 0, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale))))
	draw.CatmullRom.Scale(to, to.Bounds(), img, img.Bounds(), draw.Src, nil)
	return to
}

func encodeLogo(img image.Image, format string) ([]byte, error) {
	var out bytes.Buffer
	err := png.Encode(&out, img)
	if format == "jpeg" {
		out.Reset()
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: 92})
	}
	return out.Bytes(), err
}
