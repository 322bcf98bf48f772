package xeroapi

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Decimal is an exact number. It is decoded from the text of a JSON number or
// string, never through a float, and encoded as a JSON number without an
// exponent.
type Decimal struct{ decimal.Decimal }

// NewDecimal wraps d.
func NewDecimal(d decimal.Decimal) *Decimal { return &Decimal{d} }

// decimalText bounds what is read: digits enough for anything Xero can hold,
// so that "1e999999999" cannot fill the memory.
var decimalText = regexp.MustCompile(`^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE]([+-]?\d{1,2}))?$`)

// UnmarshalJSON decodes a JSON number or a string that holds one. A blank
// string and null are zero.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	text := string(b)
	if strings.HasPrefix(text, `"`) || text == "null" {
		var ok bool
		var err error
		if text, ok, err = jsonText(b); err != nil || !ok {
			*d = Decimal{}
			return err
		}
	}
	if !plainDecimal(text) {
		m := decimalText.FindStringSubmatch(text)
		if m == nil {
			return fmt.Errorf("%.40q is no decimal number", text)
		}
		if e, err := strconv.Atoi(m[4]); m[4] != "" && (err != nil || e > 30 || e < -30) {
			return fmt.Errorf("%.40q is out of range", text)
		}
	}
	v, err := decimal.NewFromString(text)
	if err != nil {
		return fmt.Errorf("%.40q is no decimal number", text)
	}
	d.Decimal = v
	return nil
}

// plainDecimal reports whether text is a number as Xero writes it: a few digits
// with a point between them at most. It spares an import the general way for
// dozens of amounts in every document.
func plainDecimal(text string) bool {
	text = strings.TrimPrefix(text, "-")
	point := false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
		case c == '.' && !point && i > 0 && i < len(text)-1:
			point = true
		default:
			return false
		}
	}
	return text != "" && len(text) <= 20
}

// MarshalJSON encodes a JSON number, never with an exponent.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.Decimal.String()), nil }

// Bool is a boolean that Xero may send as true, "true" or "True".
type Bool bool

// UnmarshalJSON decodes a JSON boolean or its text; null and "" are false.
func (v *Bool) UnmarshalJSON(b []byte) error {
	text := string(b)
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true":
		*v = true
	case "false", "", "null":
		*v = false
	default:
		return fmt.Errorf("%.40q is no boolean", text)
	}
	return nil
}

// Value returns what p points to, or the zero value: for reading the optional
// fields of the wire types.
func Value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
