package document

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// The largest figures that can be typed. Xero takes a quantity of 13
// characters, four of them decimals, and a line amount of ten digits.
var (
	maxQuantity = decimal.New(999999999999, -QuantityPlaces)
	maxPrice    = decimal.New(99999999999999, -PricePlaces)
)

// ParseQuantity reads a quantity as typed: a number or a sum (3*120+15), with
// at most 4 decimals; what a sum gives is rounded to that. Nothing typed is no
// quantity. The error is a *[Problem].
func ParseQuantity(text string) (decimal.NullDecimal, error) {
	return parseField(text, numberRule{"quantity", QuantityPlaces, maxQuantity})
}

// ParsePrice reads a unit price as typed, under the rules of [ParseQuantity].
func ParsePrice(text string) (decimal.NullDecimal, error) {
	return parseField(text, numberRule{"price", PricePlaces, maxPrice})
}

// ParseMoney reads an amount of money as typed, with at most 2 decimals.
func ParseMoney(text string) (decimal.NullDecimal, error) {
	return parseField(text, numberRule{"amount", MoneyPlaces, maxPrice.Truncate(MoneyPlaces)})
}

func parseField(text string, rule numberRule) (decimal.NullDecimal, error) {
	if strings.TrimSpace(text) == "" {
		return decimal.NullDecimal{}, nil
	}
	d, err := rule.parse(text)
	if err != nil {
		return decimal.NullDecimal{}, err
	}
	return decimal.NewNullDecimal(d), nil
}

// numberRule is what a field of numbers takes.
type numberRule struct {
	// noun names the field in sentences; a word that takes "a" or "an".
	noun   string
	places int32
	// largest is the greatest absolute value.
	largest decimal.Decimal
}

// parse evaluates text that is not blank. A plain number must fit as it is; a
// sum is rounded to the places of the field.
func (r numberRule) parse(text string) (decimal.Decimal, error) {
	value, plain, err := evaluate(text)
	if err != nil {
		return decimal.Decimal{}, err
	}
	d := roundRatio(value, r.places)
	if plain && value.Cmp(d.Rat()) != 0 {
		return decimal.Decimal{}, r.problem("too-many-decimals",
			fmt.Sprintf("%s has at most %d decimals.", upperFirst(withArticle(r.noun)), r.places))
	}
	if d.Abs().GreaterThan(r.largest) {
		return decimal.Decimal{}, r.problem("too-large",
			fmt.Sprintf("%s is at most %s.", upperFirst(withArticle(r.noun)), FormatPrice(r.largest)))
	}
	return d, nil
}

func (r numberRule) problem(code, sentence string) *Problem {
	return &Problem{Code: code, Sentence: sentence}
}

// FormatQuantity is a quantity as read: 1,200 or 2.5, without decimals it does
// not need. [ParseQuantity] reads it back.
func FormatQuantity(d decimal.Decimal) string { return groupThousands(d.String()) }

// FormatPrice is a unit price as read: two to four decimals, 1,234.50.
// [ParsePrice] reads it back.
func FormatPrice(d decimal.Decimal) string {
	places := int32(MoneyPlaces)
	for places < PricePlaces && !d.Truncate(places).Equal(d) {
		places++
	}
	return groupThousands(round(d, places).StringFixed(places))
}

// FormatMoney is an amount of money as read: 1,234.50. The currency is said
// elsewhere.
func FormatMoney(d decimal.Decimal) string {
	return groupThousands(RoundMoney(d).StringFixed(MoneyPlaces))
}

// groupThousands puts commas into the whole part of a plain decimal.
func groupThousands(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, decimals, found := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if found {
		b.WriteString("." + decimals)
	}
	return sign + b.String()
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func withArticle(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
