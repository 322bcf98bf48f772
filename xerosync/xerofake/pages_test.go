package xerofake

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestMoneyOfThePages(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0.00", "999.5": "999.50", "1000": "1,000.00", "41916": "41,916.00",
		"1234567.891": "1,234,567.89", "-2500": "-2,500.00", "-12": "-12.00",
	} {
		if got := money(decimal.RequireFromString(in)); got != want {
			t.Errorf("%s is shown as %s, want %s", in, got, want)
		}
	}
}
