package pdf

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	_ "image/jpeg" // the formats of logos
	_ "image/png"
)

// maxPixels is the largest picture that is printed: more would take hundreds
// of megabytes to read.
const maxPixels = 40_000_000

// imageSize is the size of a PNG or JPEG in pixels; ok is false for what is no
// such image, is cut off, or is too large to print.
func imageSize(data []byte) (w, h int, ok bool) {
	if len(data) == 0 {
		return 0, 0, false
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return 0, 0, false
	}
	if format == "png" && !wholePNG(data) || format == "jpeg" && !bytes.Contains(data[len(data)/2:], []byte{0xFF, 0xD9}) {
		return 0, 0, false
	}
	return c.Width, c.Height, true
}

// wholePNG checks that all parts of a PNG are there and undamaged.
func wholePNG(data []byte) bool {
	for data = data[8:]; len(data) >= 12; {
		n := int(binary.BigEndian.Uint32(data))
		if n < 0 || n > len(data)-12 {
			return false
		}
		body := data[4 : 8+n]
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(data[8+n:]) {
			return false
		}
		if string(body[:4]) == "IEND" {
			return true
		}
		data = data[12+n:]
	}
	return false
}
