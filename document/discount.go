package document

import (
	"strings"

	"github.com/shopspring/decimal"
)

// ParseDiscount reads a discount in percent as typed: 10 or 10%, from 0 to 100
// with at most 4 decimals. Nothing typed is no discount. The error is a
// *[Problem].
func ParseDiscount(text string) (decimal.Decimal, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if text == "" {
		return decimal.Decimal{}, nil
	}
	d, err := numberRule{"discount", PercentPlaces, maxPrice}.parse(text)
	if err != nil {
		return decimal.Decimal{}, err
	}
	if d.Sign() < 0 || d.GreaterThan(hundred) {
		return decimal.Decimal{}, &Problem{Code: "discount-range", Sentence: "A discount is from 0 to 100%."}
	}
	return d, nil
}

// FormatDiscount is a discount as read: 10%, or nothing for none.
// [ParseDiscount] reads it back.
func FormatDiscount(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String() + "%"
}
