package document

import (
	"fmt"
	"math"
	"strings"
)

// DefaultAccent is the colour of a printed page that has none of its own.
const DefaultAccent = "#0B6E69"

// ParseAccent reads a colour as people write it ("0b6e69", "#0B6E69", "#abc")
// and gives it as "#0B6E69"; empty stays empty. The error is a *[Problem].
func ParseAccent(text string) (string, error) {
	text = strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(text), "#"))
	if text == "" {
		return "", nil
	}
	if len(text) == 3 {
		text = strings.Repeat(text[:1], 2) + strings.Repeat(text[1:2], 2) + strings.Repeat(text[2:], 2)
	}
	if len(text) != 6 || strings.Trim(text, "0123456789ABCDEF") != "" {
		return "", &Problem{Code: "accent", Field: "accent", Sentence: "Write a colour as six digits from 0 to F, such as #0B6E69."}
	}
	return "#" + text, nil
}

// AccentHint says when a colour is hard to read on white paper, or "". The
// limit of 4.5 to 1 is that of WCAG 2.2, 1.4.3.
func AccentHint(accent string) string {
	contrast := 1.05 / (luminance(accent) + 0.05)
	if accent == "" || contrast >= 4.5 {
		return ""
	}
	return fmt.Sprintf("Text in this colour is hard to read on white: %.1f to 1, where 4.5 is wanted. Take a darker one.", math.Floor(contrast*10)/10)
}

// luminance is the relative luminance of "#RRGGBB" by WCAG; 0 for none.
func luminance(accent string) float64 {
	var rgb [3]uint8
	if _, err := fmt.Sscanf(accent, "#%02X%02X%02X", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		return 0
	}
	sum := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(rgb[i]) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += share * c
	}
	return sum
}
