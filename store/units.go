package store

import (
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"litework/document"
)

// tenThousandths is the scale of quantities, prices, discounts and durations.
const tenThousandths = 4

// toScaled is an amount as a whole number of 10^-places. It fails on what would
// not come back exactly.
func toScaled(d decimal.Decimal, places int32, field, line string) (int64, error) {
	shifted := d.Shift(places)
	if !shifted.IsInteger() {
		return 0, &document.Problem{
			Code:     "too-precise",
			Sentence: fmt.Sprintf("%s has more than %d decimals.", d, places),
			Fix:      "Shorten it.", Field: field, Line: line,
		}
	}
	n := shifted.BigInt()
	if !n.IsInt64() {
		return 0, &document.Problem{
			Code: "too-large", Sentence: "An amount is too large to keep.",
			Fix: "Check quantity and price.", Field: field, Line: line,
		}
	}
	return n.Int64(), nil
}

// toCents is a sum in minor units, for lists. Only tax as read from Xero could
// bring more decimals into it; the document itself keeps them.
func toCents(sum decimal.Decimal) (int64, error) {
	return toScaled(document.RoundMoney(sum), document.MoneyPlaces, "total", "")
}

func toNullScaled(d decimal.NullDecimal, places int32, field, line string) (sql.NullInt64, error) {
	if !d.Valid {
		return sql.NullInt64{}, nil
	}
	n, err := toScaled(d.Decimal, places, field, line)
	return sql.NullInt64{Int64: n, Valid: true}, err
}

func fromScaled(n int64, places int32) decimal.Decimal { return decimal.New(n, -places) }

func fromNullScaled(n sql.NullInt64, places int32) decimal.NullDecimal {
	if !n.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(fromScaled(n.Int64, places))
}

func fromMoney(n int64) decimal.Decimal { return fromScaled(n, document.MoneyPlaces) }

// toMillis is an instant as UTC milliseconds, NULL for the zero time.
func toMillis(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

func fromMillis(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

// fold is the form in which names are compared: case and runs of spaces do not
// count. Numbers have document.NumberKey.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// naturalOrder is a key that sorts INV-9 before INV-10: runs of digits are
// padded with zeros.
func naturalOrder(s string) string {
	const width = 12
	var b strings.Builder
	run := 0
	runes := []rune(fold(s))
	for i := 0; i < len(runes); i += run {
		run = 0
		for i+run < len(runes) && runes[i+run] >= '0' && runes[i+run] <= '9' {
			run++
		}
		if run == 0 {
			b.WriteRune(runes[i])
			run = 1
			continue
		}
		b.WriteString(strings.Repeat("0", max(0, width-run)))
		b.WriteString(string(runes[i : i+run]))
	}
	return b.String()
}

// ftsQuery turns what was typed into a query in which every word starts a word
// of the text. It is empty when there is nothing to look for.
func ftsQuery(typed string) string {
	words := strings.FieldsFunc(typed, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	for i, w := range words {
		words[i] = `"` + w + `"*`
	}
	return strings.Join(words, " ")
}
