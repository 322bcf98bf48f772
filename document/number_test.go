package document

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParsePrice(t *testing.T) {
	tests := map[string]string{
		"12": "12", "1,234.50": "1234.5", "$120": "120", "-40": "-40", "3*120+15": "375", " 7 ": "7",
		"-$40": "-40", "$-40": "-40", "€1,234,567.8901": "1234567.8901", "(1+2)*3": "9", "10/3*3": "10",
		"1/3": "0.3333", "2/3": "0.6667", "-2/3": "-0.6667", "2--3": "5", ".5": "0.5", "5.": "5", "1.50000": "1.5",
		"3 × 4": "12", "8÷2": "4", "9−1": "8", "0": "0", "+5": "5", "1.00005*1": "1.0001",
	}
	for text, want := range tests {
		got, err := ParsePrice(text)
		if err != nil || !got.Valid || !got.Decimal.Equal(dec(want)) {
			t.Errorf("ParsePrice(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	if got, err := ParsePrice("  "); got.Valid || err != nil {
		t.Errorf("nothing typed is %v, %v", got, err)
	}
}

func TestParsePriceRefuses(t *testing.T) {
	tests := map[string]string{
		"1,5":                     "Use a point: 1.5",
		"1,50":                    "Use a point: 1.50",
		"1234,567":                "Use a point: 1234.567",
		"0,500":                   "Use a point: 0.500",
		"1.234,50":                "Use a point: 1234.50",
		"3*1,5":                   "Use a point: 1.5",
		"1,23,456":                "Use a point for decimals: 1234.50",
		"1,,2":                    "Use a point for decimals: 1234.50",
		"1.2.3":                   "Write a number, for example 12 or 1,234.50.",
		"abc":                     "Write a number, for example 12 or 1,234.50.",
		"1e9":                     "Write a number, for example 12 or 1,234.50.",
		"0x10":                    "Write a number, for example 12 or 1,234.50.",
		"1 2":                     "Write a number, for example 12 or 1,234.50.",
		"3*":                      "Write a number, for example 12 or 1,234.50.",
		".":                       "Write a number, for example 12 or 1,234.50.",
		"(1+2":                    "A closing parenthesis is missing.",
		"1/0":                     "Nothing can be divided by zero.",
		"1/(2-2)":                 "Nothing can be divided by zero.",
		"1.23456":                 "A price has at most 4 decimals.",
		"99999999999":             "A price is at most 9,999,999,999.9999.",
		"99999*99999*99999":       "A price is at most 9,999,999,999.9999.",
		strings.Repeat("(", 5000): "Write a number, for example 12 or 1,234.50.",
	}
	for text, want := range tests {
		_, err := ParsePrice(text)
		if p := ProblemOf(err); p == nil || p.Sentence != want || p.Code == "" {
			t.Errorf("ParsePrice(%.20q): %v, want %q", text, err, want)
		}
	}
	if _, err := ParseMoney("1.005"); ProblemOf(err) == nil || ProblemOf(err).Sentence != "An amount has at most 2 decimals." {
		t.Errorf("money with three decimals: %v", err)
	}
	if _, err := ParseQuantity("100000000"); ProblemOf(err) == nil {
		t.Error("a quantity longer than Xero takes is accepted")
	}
}

func TestFormatNumbers(t *testing.T) {
	tests := []struct{ got, want string }{
		{FormatQuantity(dec("12.0000")), "12"}, {FormatQuantity(dec("1234.5")), "1,234.5"}, {FormatQuantity(dec("-0.25")), "-0.25"},
		{FormatPrice(dec("120")), "120.00"}, {FormatPrice(dec("84.1250")), "84.125"}, {FormatPrice(dec("0.0001")), "0.0001"},
		{FormatPrice(dec("-1234.5")), "-1,234.50"}, {FormatMoney(dec("1234567.5")), "1,234,567.50"},
		{FormatMoney(dec("999")), "999.00"}, {FormatMoney(dec("-1000")), "-1,000.00"}, {FormatMoney(dec("0")), "0.00"},
		{FormatDiscount(dec("10.00")), "10%"}, {FormatDiscount(dec("0")), ""},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestNumbersAreReadBack(t *testing.T) {
	readBack := func(t *rapid.T, d decimal.Decimal, format func(decimal.Decimal) string, parse func(string) (decimal.NullDecimal, error)) {
		text := format(d)
		got, err := parse(text)
		if err != nil || !got.Decimal.Equal(d) || format(got.Decimal) != text {
			t.Fatalf("%s printed %q, read %v, %v", d, text, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := decimals(-9999999, 9999999, 4).Draw(t, "number")
		readBack(t, d, FormatQuantity, ParseQuantity)
		readBack(t, d, FormatPrice, ParsePrice)
		readBack(t, RoundMoney(d), FormatMoney, ParseMoney)
		percent := d.Mod(hundred).Abs()
		got, err := ParseDiscount(FormatDiscount(percent))
		if err != nil || !got.Equal(percent) {
			t.Fatalf("discount %s: %s, %v", percent, got, err)
		}
	})
}

func TestParseDiscount(t *testing.T) {
	for text, want := range map[string]string{"10": "10", "10%": "10", " 12.5 % ": "12.5", "": "0", "0": "0", "100": "100"} {
		if got, err := ParseDiscount(text); err != nil || !got.Equal(dec(want)) {
			t.Errorf("ParseDiscount(%q) = %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"-1", "100.0001", "10%%", "ten", "1,5"} {
		if got, err := ParseDiscount(text); ProblemOf(err) == nil {
			t.Errorf("ParseDiscount(%q) = %s, no problem", text, got)
		}
	}
}

func TestParseDuration(t *testing.T) {
	tests := map[string]string{
		"3d": "3 days", "10 h": "10 hours", "1.5 weeks": "1.5 weeks", "2 mo": "2 months", "1 day": "1 day", "4": "4 hours",
		"": "", "2*3d": "6 days", "1 HR": "1 hour", "1,000h": "1000 hours",
	}
	for text, want := range tests {
		got, err := ParseDuration(text, Hours)
		if err != nil || got.String() != want {
			t.Errorf("ParseDuration(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	if got, _ := ParseDuration("4", ""); got.Unit != Days {
		t.Errorf("a bare number is in %s", got.Unit)
	}
	for text, want := range map[string]string{
		"3m": "Write a number and h, d, w or mo, for example 3d or 1.5 weeks.", "d": "Write a number and h, d, w or mo, for example 3d or 1.5 weeks.",
		"x": "Write a number and h, d, w or mo, for example 3d or 1.5 weeks.", "0d": "A duration is more than zero.",
		"-1d": "A duration is more than zero.", "1,5 d": "Use a point: 1.5", "1.00001d": "A duration has at most 4 decimals.",
		"100000 d": "A duration is at most 99,999.00.",
	} {
		if _, err := ParseDuration(text, Days); ProblemOf(err) == nil || ProblemOf(err).Sentence != want {
			t.Errorf("ParseDuration(%q): %v, want %q", text, err, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := Duration{decimals(1, 9999, 4).Draw(t, "number"), rapid.SampledFrom([]DurationUnit{Hours, Days, Weeks, Months}).Draw(t, "unit")}
		if got, err := ParseDuration(d.String(), Days); err != nil || !got.Equal(d) {
			t.Fatalf("%s read as %s, %v", d, got, err)
		}
	})
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"1,234.50", "3*120+15", "1,5", "$-4", "((1)/3)", "10%", "1.5 weeks", "2 mo"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		problem := func(err error) {
			if p := ProblemOf(err); err != nil && (p == nil || p.Sentence == "" || p.Code == "") {
				t.Fatalf("%q: %v", text, err)
			}
		}
		read := func(format func(decimal.Decimal) string, parse func(string) (decimal.NullDecimal, error)) {
			got, err := parse(text)
			problem(err)
			if again, err := parse(format(got.Decimal)); got.Valid && (err != nil || !again.Decimal.Equal(got.Decimal)) {
				t.Fatalf("%q: %s read again as %v, %v", text, got.Decimal, again, err)
			}
		}
		read(FormatQuantity, ParseQuantity)
		read(FormatPrice, ParsePrice)
		read(FormatMoney, ParseMoney)
		percent, err := ParseDiscount(text)
		problem(err)
		if again, err := ParseDiscount(FormatDiscount(percent)); err != nil || !again.Equal(percent) {
			t.Fatalf("%q: discount %s read again as %s, %v", text, percent, again, err)
		}
		duration, err := ParseDuration(text, Weeks)
		problem(err)
		if again, err := ParseDuration(duration.String(), Hours); err != nil || !again.Equal(duration) {
			t.Fatalf("%q: duration %s read again as %s, %v", text, duration, again, err)
		}
	})
}
