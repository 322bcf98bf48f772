package xerosync

import (
	"litework/document"
)

// Supplied is what settings fill in on a line that does not say it itself.
type Supplied struct {
	Account string       `json:"account,omitempty"`
	Tax     document.Tax `json:"tax,omitzero"`
}

// supply fills in what settings supply when a document is first posted: the
// account of lines without one, and the code of a tax that was chosen by its
// rate before there was a connection. A line whose tax was not chosen stays
// so. It returns the filled copy and what was filled in by line.
func supply(d document.Document, s document.Settings, ref document.Reference) (document.Document, map[string]Supplied) {
	d = d.WithoutEmptyLines()
	filled := map[string]Supplied{}
	for _, l := range d.Lines() {
		if l.IsText() {
			continue
		}
		var f Supplied
		if l.Account == "" && s.SalesAccount != "" {
			f.Account, l.Account = s.SalesAccount, s.SalesAccount
		}
		if l.Tax.Chosen && l.Tax.Code == "" && d.TaxMode != document.NoTax {
			if t, ok := taxByRate(l.Tax, s.DefaultTax, ref.TaxRates); ok {
				f.Tax, l.Tax = t, t
			}
		}
		if f.Account != "" || f.Tax.Chosen {
			filled[l.ID] = f
		}
	}
	return d, filled
}

// taxByRate finds the code for a tax that is known by its rate only: the
// default's where the rate is the same, else the only usable code of that
// rate.
func taxByRate(t, fallback document.Tax, rates []document.TaxRate) (document.Tax, bool) {
	if fallback.Code != "" && fallback.Rate.Equal(t.Rate) {
		return fallback, true
	}
	var found []document.TaxRate
	for _, r := range rates {
		if usableTax(r) && r.Rate.Equal(t.Rate) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return t, false
	}
	t.Code = found[0].Code
	if t.Name == "" {
		t.Name = found[0].Name
	}
	return t, true
}

func usableTax(r document.TaxRate) bool { return r.Status == "ACTIVE" && r.AppliesToRevenue }

// usableAccount reports whether sales can be booked to the account: bank and
// system accounts are refused by Xero, but for the one for rounding.
func usableAccount(a document.Account) bool {
	return a.Status == "ACTIVE" && a.Type != "BANK" && (a.System == "" || a.System == "ROUNDING")
}

func findAccount(accounts []document.Account, code string) (document.Account, bool) {
	for _, a := range accounts {
		if a.Code == code {
			return a, true
		}
	}
	return document.Account{}, false
}

func findTax(rates []document.TaxRate, code string) (document.TaxRate, bool) {
	for _, r := range rates {
		if r.Code == code {
			return r, true
		}
	}
	return document.TaxRate{}, false
}
