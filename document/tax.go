package document

import (
	"strings"

	"github.com/shopspring/decimal"
)

// TaxMode says whether the prices of a document are before tax, include it,
// or know none.
type TaxMode string

// The tax modes.
const (
	TaxExclusive TaxMode = "exclusive"
	TaxInclusive TaxMode = "inclusive"
	NoTax        TaxMode = "no-tax"
)

// Tax is the tax setting of a line. The zero value means none chosen, which is
// not the same as no tax: a document with such a line cannot be approved.
type Tax struct {
	// Code is Xero's TaxType, for example OUTPUT2. Empty before the first
	// connection, when only a rate is known.
	Code string `json:"code,omitempty"`
	// Name as shown, for example "GST 15%".
	Name string `json:"name,omitempty"`
	// Rate in percent at the time it was chosen.
	Rate decimal.Decimal `json:"rate,omitzero"`
	// Chosen tells "0 %" from "nothing chosen".
	Chosen bool `json:"chosen,omitempty"`
}

// Equal compares two settings by value.
func (t Tax) Equal(o Tax) bool {
	return t.Code == o.Code && t.Name == o.Name && t.Chosen == o.Chosen && t.Rate.Equal(o.Rate)
}

// Brief is the setting in few letters, for where a column is narrow: "GST 15%"
// for Xero's "15% GST on Income". What has no rate keeps its name: there the
// name is what matters.
func (t Tax) Brief() string {
	if !t.Rate.IsPositive() {
		return t.Name
	}
	for _, word := range []string{"GST", "VAT"} {
		if strings.Contains(t.Name, word) {
			return word + " " + t.Rate.String() + "%"
		}
	}
	if t.Name == "" {
		return "Tax " + t.Rate.String() + "%"
	}
	return t.Name
}
