package xeroapi

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestDatesInBothEncodings(t *testing.T) {
	for text, want := range map[string]string{
		`"/Date(1539993600000+0000)/"`:   "2018-10-20",
		`"\/Date(1539993600000+0000)\/"`: "2018-10-20",
		`"/Date(1539993600000)/"`:        "2018-10-20",
		`"/Date(1539993600000+1300)/"`:   "2018-10-20", // the offset is never added
		`"/Date(-86400000+0000)/"`:       "1969-12-31",
		`"2018-10-20T00:00:00"`:          "2018-10-20",
		`"2018-10-20T23:59:59"`:          "2018-10-20",
		`"2018-10-20"`:                   "2018-10-20",
		`""`:                             "",
		`null`:                           "",
	} {
		var d Date
		if err := json.Unmarshal([]byte(text), &d); err != nil || d.String() != want {
			t.Errorf("%s: %s, %v, want %s", text, d, err, want)
		}
	}
	for _, text := range []string{`"20/10/2018"`, `"/Date(x)/"`, `"/Date(99999999999999999)/"`, `"2018-13-01"`, `"2018-02-30"`, `5`, `{}`} {
		var d Date
		if err := json.Unmarshal([]byte(text), &d); err == nil {
			t.Errorf("%s: read as %s", text, d)
		}
	}
}

func TestDatesDoNotDependOnTheLocalZone(t *testing.T) {
	old := time.Local
	defer func() { time.Local = old }()
	for _, hours := range []int{-11, 13} {
		time.Local = time.FixedZone("elsewhere", hours*3600)
		var d Date
		var i Instant
		if json.Unmarshal([]byte(`"/Date(1539993600000+0000)/"`), &d) != nil || d.String() != "2018-10-20" {
			t.Errorf("%+d h: %s", hours, d)
		}
		if json.Unmarshal([]byte(`"2018-11-02T16:31:30"`), &i) != nil || i.String() != "2018-11-02T16:31:30.000Z" || i.Time().Location() != time.UTC {
			t.Errorf("%+d h: %s", hours, i)
		}
	}
}

func TestInstants(t *testing.T) {
	for text, want := range map[string]Instant{
		`"/Date(1541176290160+0000)/"`:  1541176290160,
		`"/Date(1580607782913)/"`:       1580607782913,
		`"2018-11-02T16:31:30Z"`:        1541176290000,
		`"2026-03-07T18:46:19.5187840"`: 1772909179518,
		`null`:                          0,
		`""`:                            0,
	} {
		var i Instant
		if err := json.Unmarshal([]byte(text), &i); err != nil || i != want {
			t.Errorf("%s: %d, %v, want %d", text, i, err, want)
		}
	}
}

func TestDateRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(-30_000_000_000_000, 100_000_000_000_000).Draw(t, "ms")).UTC()
		y, m, day := at.Date()
		want := Date{y, m, day}
		var fromMS, back Date
		if err := json.Unmarshal(fmt.Appendf(nil, `"/Date(%d+0000)/"`, at.UnixMilli()), &fromMS); err != nil || fromMS != want {
			t.Fatalf("%s: %s, %v", at, fromMS, err)
		}
		b, _ := json.Marshal(want)
		if err := json.Unmarshal(b, &back); err != nil || back != want {
			t.Fatalf("%s: %s, %v", b, back, err)
		}
	})
}

func TestDecimalsAreExactText(t *testing.T) {
	for text, want := range map[string]string{
		`1800.00`: "1800", `1.0000`: "1", `"1800.00"`: "1800", `" 0.10 "`: "0.1", `-79.00`: "-79", `0.1`: "0.1",
		`9999999999.9999`: "9999999999.9999", `1e3`: "1000", `2.5E-3`: "0.0025", `""`: "0", `null`: "0", `0.937053`: "0.937053",
	} {
		var d Decimal
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if b, err := json.Marshal(d); err != nil || string(b) != want {
			t.Errorf("%s: %s, %v, want %s", text, b, err, want)
		}
	}
	for _, text := range []string{`1e999999999`, `"1e-99999"`, `"12a"`, `true`, `{}`, `"NaN"`, `"1,000"`, `"` + strings.Repeat("9", 1000) + `"`} {
		var d Decimal
		if err := json.Unmarshal([]byte(text), &d); err == nil {
			t.Errorf("%.30s: read as %s", text, d.Decimal)
		}
	}
}

func TestDecimalRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-18, 8).Draw(t, "exponent"))
		b, err := json.Marshal(Decimal{want})
		if err != nil || strings.ContainsAny(string(b), `eE"`) {
			t.Fatalf("%s, %v", b, err)
		}
		var back Decimal
		if err := json.Unmarshal(b, &back); err != nil || !back.Equal(want) {
			t.Fatalf("%s: %s, %v", b, back.Decimal, err)
		}
	})
}

func TestBooleans(t *testing.T) {
	for text, want := range map[string]Bool{`true`: true, `"true"`: true, `"True"`: true, `false`: false, `"false"`: false, `""`: false, `null`: false} {
		b := !want
		if text == "null" {
			b = false // encoding/json leaves it alone
		}
		if err := json.Unmarshal([]byte(text), &b); err != nil || b != want {
			t.Errorf("%s: %t, %v", text, b, err)
		}
	}
	var b Bool
	if json.Unmarshal([]byte(`"yes"`), &b) == nil || json.Unmarshal([]byte(`1`), &b) == nil {
		t.Error("anything is a boolean")
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{`"/Date(1539993600000+0000)/"`, `"2018-10-20T00:00:00"`, `null`, `"/Date(-1)/"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var d Date
		var i Instant
		if json.Unmarshal(b, &d) == nil && !d.IsZero() {
			out, _ := json.Marshal(d)
			var back Date
			if err := json.Unmarshal(out, &back); err != nil || back != d {
				t.Errorf("%s: %s, %v", b, out, err)
			}
		}
		_ = json.Unmarshal(b, &i)
	})
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{`1.0000`, `"12.5"`, `1e3`, `-0.10`, `null`, `1E30`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var d Decimal
		if json.Unmarshal(b, &d) != nil {
			return
		}
		out, err := json.Marshal(d)
		if err != nil || !json.Valid(out) || len(out) > 200 {
			t.Errorf("%s: %s, %v", b, out, err)
		}
	})
}
