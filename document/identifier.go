package document

import (
	"strings"
	"unicode"
)

// TaxNumberHint tells why a tax number is hardly that of a company in the
// country, or "". It is a hint and no refusal: nothing here knows every number
// that was ever given out. An empty number is fine.
//
// New Zealand's IRD and GST numbers are checked by Inland Revenue's resident
// withholding tax specification, Australia's ABN by the Australian Business
// Register's, British VAT numbers by HMRC's two ways to count.
func (c Country) TaxNumberHint(number string) string {
	switch c.Code {
	case "NZ":
		return hint(number, "A GST number has 8 or 9 digits, such as 49-091-850.",
			"This is not a GST number: its last digit does not fit the others.", irdNumber)
	case "AU":
		return hint(number, "An ABN has 11 digits, such as 51 824 753 556.",
			"This is not an ABN: its first two digits do not fit the others.", businessNumber)
	case "GB":
		return hint(withoutCountry(number), "A VAT number has 9 digits, such as GB 123 4567 82.",
			"This is not a VAT number: its last two digits do not fit the others.", vatNumber)
	}
	return ""
}

// RegistrationHint does the same for the number a company is registered under:
// the NZBN by GS1's check digit, the ACN by ASIC's.
func (c Country) RegistrationHint(number string) string {
	switch c.Code {
	case "NZ":
		return hint(number, "An NZBN has 13 digits, such as 94 2900 0000 000.",
			"This is not an NZBN: its last digit does not fit the others.", globalNumber)
	case "AU":
		return hint(number, "An ACN has 9 digits, such as 004 085 616.",
			"This is not an ACN: its last digit does not fit the others.", companyNumber)
	}
	return ""
}

// verdict is what a check finds.
type verdict int

const (
	fits verdict = iota
	wrongLength
	wrongDigits
)

func hint(number, length, digits string, check func(d []int) verdict) string {
	d, ok := digitsOf(number)
	if len(d) == 0 && ok {
		return ""
	}
	if !ok {
		return length
	}
	switch check(d) {
	case wrongLength:
		return length
	case wrongDigits:
		return digits
	}
	return ""
}

// digitsOf reads the digits of a number as people write it, with spaces, points
// and dashes between them.
func digitsOf(number string) (out []int, ok bool) {
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			out = append(out, int(r-'0'))
		case r == '-' || r == '.' || unicode.IsSpace(r):
		default:
			return nil, false
		}
	}
	return out, true
}

func withoutCountry(number string) string {
	number = strings.TrimSpace(number)
	if len(number) > 2 && strings.EqualFold(number[:2], "GB") {
		return number[2:]
	}
	return number
}

// weighed is the sum of digits times weights.
func weighed(d []int, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += d[i] * w
	}
	return sum
}

func of(ok bool) verdict {
	if ok {
		return fits
	}
	return wrongDigits
}

// irdNumber: eight digits are those of nine without the zero in front.
func irdNumber(d []int) verdict {
	if len(d) == 8 {
		d = append([]int{0}, d...)
	}
	if len(d) != 9 {
		return wrongLength
	}
	check := remainder11(weighed(d, 3, 2, 7, 6, 5, 4, 3, 2))
	if check == 10 {
		check = remainder11(weighed(d, 7, 4, 3, 2, 5, 2, 7, 6))
	}
	return of(check == d[8])
}

func remainder11(sum int) int { return (11 - sum%11) % 11 }

// businessNumber: the first digit is counted one lower.
func businessNumber(d []int) verdict {
	if len(d) != 11 {
		return wrongLength
	}
	return of((weighed(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0)
}

// companyNumber is the ACN.
func companyNumber(d []int) verdict {
	if len(d) != 9 {
		return wrongLength
	}
	return of((10-weighed(d, 8, 7, 6, 5, 4, 3, 2, 1)%10)%10 == d[8])
}

// vatNumber: numbers given out since 2010 are counted with 55 more. Three more
// digits name a branch.
func vatNumber(d []int) verdict {
	if len(d) != 9 && len(d) != 12 {
		return wrongLength
	}
	sum := weighed(d, 8, 7, 6, 5, 4, 3, 2, 10, 1)
	return of(sum%97 == 0 || (sum+55)%97 == 0)
}

// globalNumber is GS1's, of thirteen digits.
func globalNumber(d []int) verdict {
	if len(d) != 13 {
		return wrongLength
	}
	return of(weighed(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)%10 == 0)
}
