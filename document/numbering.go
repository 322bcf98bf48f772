package document

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Sequence is how the numbers of one kind are made: a prefix and a counter
// padded with zeros.
type Sequence struct {
	Prefix  string `json:"prefix"`
	Next    int64  `json:"next"`
	Padding int    `json:"padding"`
}

// The limits of a number: Xero takes 255 printable ASCII characters.
const (
	maxNumberLength = 255
	maxPadding      = 12
)

// DefaultSequence is the sequence of a new company file: INV-0001, QUO-0001.
func DefaultSequence(kind Kind) Sequence {
	if kind == Quote {
		return Sequence{Prefix: "QUO-", Next: 1, Padding: 4}
	}
	return Sequence{Prefix: "INV-", Next: 1, Padding: 4}
}

// Format is the nth number of the sequence. n is not negative.
func (s Sequence) Format(n int64) string {
	return s.Prefix + fmt.Sprintf("%0*d", max(min(s.Padding, maxPadding), 1), n)
}

// Parse gives n of a number that belongs to the sequence: its prefix, in any
// case, and digits alone. The padding does not count: INV-7 is INV-0007.
func (s Sequence) Parse(number string) (n int64, ok bool) {
	number = strings.TrimSpace(number)
	if len(number) <= len(s.Prefix) || !strings.EqualFold(number[:len(s.Prefix)], s.Prefix) {
		return 0, false
	}
	digits := number[len(s.Prefix):]
	if strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n == math.MaxInt64 {
		return 0, false
	}
	return n, true
}

// NextFree is the first number from Next on that is not taken, and its n.
// taken is asked with the number's [NumberKey]; it must say no at some point.
func (s Sequence) NextFree(taken func(key string) bool) (number string, n int64) {
	for n = max(s.Next, 1); ; n++ {
		if number = s.Format(n); !taken(NumberKey(number)) {
			return number, n
		}
	}
}

// Past is the sequence that goes on behind a number used here or seen in Xero.
// Numbers of other sequences, and lower ones, change nothing.
func (s Sequence) Past(number string) Sequence {
	if n, ok := s.Parse(number); ok && n >= s.Next {
		s.Next = n + 1
	}
	return s
}

// Check reports what cannot be used as a sequence, as a *[Problem].
func (s Sequence) Check() error {
	switch {
	case s.Next < 1 || s.Next > 999_999_999_999:
		return &Problem{Code: "sequence-next", Field: "next", Sentence: "The next number is from 1 to 999,999,999,999."}
	case s.Padding < 1 || s.Padding > maxPadding:
		return &Problem{Code: "sequence-padding", Field: "padding", Sentence: "A number has from 1 to 12 digits."}
	case strings.TrimLeft(s.Prefix, " ") != s.Prefix:
		return &Problem{Code: "sequence-prefix", Field: "prefix", Sentence: "A prefix does not begin with a space."}
	}
	return CheckNumber(s.Format(s.Next))
}

// NumberKey is what two numbers are compared by: Xero tells neither case nor
// outer spaces apart.
func NumberKey(number string) string { return strings.ToLower(strings.TrimSpace(number)) }

// CheckNumber reports why Xero would refuse a document number, as a
// *[Problem]: it takes up to 255 printable ASCII characters.
func CheckNumber(number string) error {
	if strings.TrimSpace(number) == "" {
		return &Problem{Code: "number-missing", Field: "number", Sentence: "A number is needed."}
	}
	if len(number) > maxNumberLength {
		return &Problem{Code: "number-too-long", Field: "number",
			Sentence: "A number has at most 255 characters."}
	}
	for _, r := range number {
		if r < ' ' || r > '~' {
			return &Problem{Code: "number-characters", Field: "number",
				Sentence: fmt.Sprintf("A number cannot contain %q.", r), Fix: "Use letters without accents, digits and signs."}
		}
	}
	if strings.TrimSpace(number) != number {
		return &Problem{Code: "number-spaces", Field: "number",
			Sentence: "A number neither begins nor ends with a space."}
	}
	return nil
}
