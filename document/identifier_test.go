package document

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersOfACompany(t *testing.T) {
	tests := []struct{ country, kind, number, part string }{
		// The examples of Inland Revenue, the ABR, ASIC, HMRC and the NZBN
		// Register.
		{"NZ", "tax", "49091850", ""}, {"NZ", "tax", "35901981", ""}, {"NZ", "tax", "49-098-576", ""},
		{"NZ", "tax", "136 410 132", ""}, {"NZ", "tax", "136410133", "last digit"}, {"NZ", "tax", "9125568", "8 or 9 digits"},
		{"NZ", "tax", "GST 49091850", "8 or 9 digits"}, {"NZ", "tax", " ", ""},
		{"AU", "tax", "51 824 753 556", ""}, {"AU", "tax", "51 824 753 557", "first two digits"}, {"AU", "tax", "51824753", "11 digits"},
		{"GB", "tax", "GB 123 4567 82", ""}, {"GB", "tax", "GB980780684", ""}, {"GB", "tax", "100", "9 digits"}, {"GB", "tax", "123456783", "last two"},
		{"US", "tax", "anything", ""}, {"", "tax", "x", ""},
		{"AU", "registration", "004 085 616", ""}, {"AU", "registration", "004085617", "last digit"}, {"AU", "registration", "1", "9 digits"},
		{"NZ", "registration", "9429036975273", ""}, {"NZ", "registration", "9429036975274", "last digit"}, {"NZ", "registration", "942", "13 digits"},
		{"GB", "registration", "SC123456", ""},
	}
	for _, test := range tests {
		c := CountryOf(test.country)
		got := c.TaxNumberHint(test.number)
		if test.kind == "registration" {
			got = c.RegistrationHint(test.number)
		}
		if (got == "") != (test.part == "") || !strings.Contains(got, test.part) {
			t.Errorf("%s %s %q: %q", test.country, test.kind, test.number, got)
		}
	}
}

// The examples that the hints give are right themselves.
func TestExamplesInHintsFit(t *testing.T) {
	for _, code := range []string{"NZ", "AU", "GB"} {
		c := CountryOf(code)
		for _, pair := range [][2]string{{c.TaxNumberHint("1"), "tax"}, {c.RegistrationHint("1"), "registration"}} {
			_, example, ok := strings.Cut(pair[0], "such as ")
			if !ok {
				continue
			}
			example = strings.TrimSuffix(example, ".")
			check := c.TaxNumberHint
			if pair[1] == "registration" {
				check = c.RegistrationHint
			}
			if got := check(example); got != "" {
				t.Errorf("%s: the example %s gets %q", code, example, got)
			}
		}
	}
}

// One digit mistyped in an ABN is always noticed: its check is by a prime.
func TestMistypedNumberIsNoticed(t *testing.T) {
	const number = "51824753556"
	c := CountryOf("AU")
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(1, len(number)-1).Draw(t, "place")
		d := rapid.IntRange(1, 9).Draw(t, "off")
		wrong := number[:i] + strconv.Itoa((int(number[i]-'0')+d)%10) + number[i+1:]
		if c.TaxNumberHint(wrong) == "" {
			t.Fatalf("%s passes for %s", wrong, number)
		}
	})
}
