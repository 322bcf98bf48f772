package document

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sumOf draws a sum as it may be typed, with its exact value; nil where it
// divides by zero. An operand of a stronger operator, or behind a minus or a
// division, is put in parentheses.
func sumOf(t *rapid.T, depth int) (text string, value *big.Rat) {
	space := func() string { return strings.Repeat(" ", rapid.IntRange(0, 1).Draw(t, "space")) }
	if depth == 0 || rapid.IntRange(0, 2).Draw(t, "leaf") == 0 {
		n := decimals(0, 99999, 3).Draw(t, "number")
		text := n.String()
		if rapid.Bool().Draw(t, "thousands") {
			text = groupThousands(text)
		}
		text = rapid.SampledFrom([]string{"", "", "$", "£"}).Draw(t, "currency") + text
		if rapid.IntRange(0, 4).Draw(t, "negative") == 0 {
			return "(-" + text + ")", new(big.Rat).Neg(n.Rat())
		}
		return text, n.Rat()
	}
	left, a := sumOf(t, depth-1)
	right, b := sumOf(t, depth-1)
	op := rapid.SampledFrom([]string{"+", "-", "*", "/", "×", "÷", "−"}).Draw(t, "operator")
	text = "(" + left + ")" + space() + op + space() + "(" + right + ")"
	if a == nil || b == nil {
		return text, nil
	}
	v := new(big.Rat)
	switch op {
	case "+":
		return text, v.Add(a, b)
	case "-", "−":
		return text, v.Sub(a, b)
	case "*", "×":
		return text, v.Mul(a, b)
	}
	if b.Sign() == 0 {
		return text, nil
	}
	return text, v.Quo(a, b)
}

// A sum is exact until its end, and there rounded to the places of the field,
// half away from zero.
func TestSumsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, value := sumOf(t, rapid.IntRange(1, 3).Draw(t, "depth"))
		got, err := ParsePrice(text)
		switch p := ProblemOf(err); {
		case len(text) > maxTyped:
			if p == nil || p.Code != "not-a-number" {
				t.Fatalf("%s: %v, %v", text, got, err)
			}
		case value == nil:
			if p == nil || p.Code != "divided-by-zero" {
				t.Fatalf("%s divides by zero: %v, %v", text, got, err)
			}
		default:
			// Half away from zero, by hand: floor(|v| × 10⁴ + ½).
			scaled := new(big.Rat).Mul(new(big.Rat).Abs(value), big.NewRat(10000, 1))
			scaled.Add(scaled, big.NewRat(1, 2))
			want := new(big.Int).Quo(scaled.Num(), scaled.Denom())
			if value.Sign() < 0 {
				want.Neg(want)
			}
			limit := new(big.Int).SetInt64(99999999999999)
			if new(big.Int).Abs(want).Cmp(limit) > 0 {
				if p == nil || p.Code != "too-large" {
					t.Fatalf("%s is more than a price can be: %v, %v", text, got, err)
				}
				return
			}
			if err != nil || got.Decimal.Shift(4).BigInt().Cmp(want) != 0 || !got.Decimal.Shift(4).IsInteger() {
				t.Fatalf("%s = %s, want %s/10000, %v", text, got.Decimal, want, err)
			}
		}
	})
}

// Without parentheses × and ÷ go before + and -, from left to right.
func TestSumsByPrecedence(t *testing.T) {
	for text, want := range map[string]string{
		"3*120+15": "375", "15+3*120": "375", "100-10-5": "85", "100/10/2": "5", "100/10*2": "20", "2*-3": "-6",
		"-2*3+1": "-5", "-(2+3)*2": "-10", "1,200/3+$5": "405", "10/4/4/4": "0.1563", "1/3+1/3+1/3": "1", "2/3*3": "2", "((((7))))": "7",
		"1.005*100": "100.5", "-.5": "-0.5", "--5": "5", "- -5": "5", "5-": "", "*5": "", "()": "", "5 5": "", "5(2)": "", "5%": "", "=5": "",
	} {
		got, err := ParsePrice(text)
		if want == "" {
			if err == nil {
				t.Errorf("%s is read as %s", text, got.Decimal)
			}
			continue
		}
		if err != nil || !got.Decimal.Equal(dec(want)) {
			t.Errorf("%s = %s, want %s (%v)", text, got.Decimal, want, err)
		}
	}
	quantity, err := ParseQuantity("7*8/3")
	percent, err2 := ParseDiscount("100/3 %")
	if fmt.Sprint(quantity.Decimal, percent) != "18.6667 33.3333" || err != nil || err2 != nil {
		t.Errorf("quantity %s, discount %s; %v, %v", quantity.Decimal, percent, err, err2)
	}
}
