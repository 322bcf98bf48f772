package xerofake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// lineRules is what the document says about its lines.
type lineRules struct {
	kind   string // ACCREC, ACCPAY or QUOTE
	places int32  // decimals of unit prices
	strict bool   // to be complete: submitted or approved
	types  string // LineAmountTypes
}

// mergeLines applies the lines of a request to those of a document. A line
// with a known id is changed, one without an id is new, and one that is not
// in the request is gone. Known lines keep their order; new ones follow, or
// come first where the switch says so.
func (s *Server) mergeLines(t *tenant, old []Line, in []inLine, rules lineRules, f *refusal) []Line {
	known := map[string]Line{}
	var fresh []Line
	for i, sent := range in {
		var l Line
		id := given(sent.LineItemID)
		if id != "" && id != zeroID {
			at := slices.IndexFunc(old, func(o Line) bool { return o.LineItemID == id })
			if at < 0 {
				f.addLine(i, msgUnknownLine)
				continue
			}
			l = *cloneLine(old[at])
		}
		for _, text := range s.applyLine(t, &l, sent, rules) {
			f.addLine(i, text)
		}
		if l.LineItemID == "" {
			l.LineItemID = s.cfg.NewID()
			fresh = append(fresh, l)
		} else {
			known[l.LineItemID] = l
		}
	}
	var kept []Line
	for _, o := range old {
		if l, ok := known[o.LineItemID]; ok {
			kept = append(kept, l)
		}
	}
	out := append(kept, fresh...)
	if s.cfg.Switches.NewLinesFirst {
		out = append(fresh, kept...)
	}
	if s.cfg.Switches.LineIDsChange {
		for i := range out {
			out[i].LineItemID = s.cfg.NewID()
		}
	}
	return out
}

func cloneLine(l Line) *Line {
	l.Tracking = slices.Clone(l.Tracking)
	return &l
}

// applyLine changes l as the request says and gives what is wrong with it.
func (s *Server) applyLine(t *tenant, l *Line, in inLine, rules lineRules) (wrong []string) {
	before := *l
	isNew := l.LineItemID == ""
	set(&l.Description, in.Description)
	set(&l.AccountCode, in.AccountCode)
	set(&l.TaxType, in.TaxType)
	if in.AccountCode == nil && in.AccountID != nil {
		a, ok := t.accountByID(*in.AccountID)
		if !ok {
			wrong = append(wrong, msgAccount(*in.AccountID))
		}
		l.AccountCode = a.Code
	}
	if text := t.applyItem(l, &in); text != "" {
		wrong = append(wrong, text)
	}
	wrong = append(wrong, s.applyAmounts(l, in, isNew, rules.places)...)
	if in.Tracking != nil {
		tracking, text := t.tracking(*in.Tracking, rules.kind == "QUOTE")
		if text != "" {
			wrong = append(wrong, text)
		}
		l.Tracking = tracking
	}
	if a, ok := t.account(l.AccountCode); ok && l.TaxType == "" && rules.kind != "QUOTE" {
		l.TaxType = a.TaxType
	}
	if noTax(rules.types) {
		l.TaxType = "NONE"
	}
	switch {
	case in.TaxAmount != nil && !noTax(rules.types):
		l.TaxAmount, l.TaxOverridden = s.round(in.TaxAmount.Decimal, 2), true
	case !before.Quantity.Equal(l.Quantity), !before.UnitAmount.Equal(l.UnitAmount), before.TaxType != l.TaxType,
		!before.DiscountRate.Equal(l.DiscountRate), !before.DiscountAmount.Equal(l.DiscountAmount), noTax(rules.types):
		l.TaxOverridden = false
	}
	return append(wrong, t.checkLine(*l, rules)...)
}

// applyItem fills what the line does not say itself from its item.
func (t *tenant) applyItem(l *Line, in *inLine) string {
	if in.ItemCode == nil {
		return ""
	}
	l.ItemCode = *in.ItemCode
	if l.ItemCode == "" {
		return ""
	}
	item, ok := t.item(l.ItemCode)
	if !ok {
		return fmt.Sprintf("Item code '%s' is not valid", l.ItemCode)
	}
	if l.Description == "" {
		l.Description = item.Description
	}
	if l.AccountCode == "" {
		l.AccountCode = item.AccountCode
	}
	if l.TaxType == "" {
		l.TaxType = item.TaxType
	}
	if in.UnitAmount == nil && in.LineAmount == nil && l.UnitAmount.IsZero() {
		in.UnitAmount = &inNumber{item.UnitPrice}
	}
	return ""
}

func (s *Server) applyAmounts(l *Line, in inLine, isNew bool, places int32) (wrong []string) {
	if isNew {
		l.TextOnly = in.Quantity == nil && in.UnitAmount == nil && in.LineAmount == nil
		l.Quantity = decimal.NewFromInt(1)
	}
	if in.Quantity != nil || in.UnitAmount != nil || in.LineAmount != nil {
		l.TextOnly = false
	}
	if in.Quantity != nil {
		l.Quantity = s.round(in.Quantity.Decimal, 4)
	}
	if in.UnitAmount != nil {
		l.UnitAmount = s.round(in.UnitAmount.Decimal, places)
	}
	if l.TextOnly {
		l.Quantity = decimal.Zero
	}
	if in.DiscountRate != nil {
		l.DiscountRate = in.DiscountRate.Round(4)
		l.DiscountAmount = decimal.Zero
	}
	gross := s.round(l.Quantity.Mul(l.UnitAmount), 2)
	if in.DiscountAmount != nil {
		l.DiscountAmount = s.round(in.DiscountAmount.Decimal, 2)
		if in.DiscountRate == nil {
			l.DiscountRate = decimal.Zero
		}
		if l.DiscountAmount.GreaterThan(gross) {
			share := decimal.Zero
			if !gross.IsZero() {
				share = l.DiscountAmount.Mul(hundred).Div(gross)
			}
			wrong = append(wrong, msgDiscount(share.StringFixed(2)))
		}
	}
	if !l.DiscountRate.IsZero() && !l.DiscountAmount.IsZero() {
		wrong = append(wrong, msgBothDiscounts)
	}
	if l.DiscountRate.GreaterThan(hundred) || l.DiscountRate.IsNegative() {
		wrong = append(wrong, msgDiscount(l.DiscountRate.StringFixed(2)))
	}
	if in.LineAmount != nil && in.UnitAmount == nil && isNew && !l.Quantity.IsZero() {
		l.UnitAmount = in.LineAmount.DivRound(l.Quantity, places)
	}
	amount := s.lineAmount(*l)
	if in.LineAmount != nil && !amount.Equal(in.LineAmount.Decimal) {
		wrong = append(wrong, msgLineTotal(in.LineAmount.StringFixed(2), amount.StringFixed(2)))
	}
	if amount.Abs().GreaterThan(decimal.RequireFromString("9999999999.99")) || l.Quantity.Abs().GreaterThanOrEqual(decimal.New(1, 9)) {
		wrong = append(wrong, msgLineTooLarge)
	}
	return wrong
}

// checkLine gives what is wrong with a line's text, account and tax.
func (t *tenant) checkLine(l Line, rules lineRules) (wrong []string) {
	if len([]rune(l.Description)) > 4000 {
		wrong = append(wrong, msgTooLong("Description", 4000))
	}
	if strings.TrimSpace(l.Description) == "" && (rules.strict || rules.kind == "QUOTE") {
		wrong = append(wrong, msgDescription)
	}
	account, hasAccount := t.account(l.AccountCode)
	switch {
	case l.AccountCode != "" && (!hasAccount || !account.usable()):
		return append(wrong, msgAccount(l.AccountCode))
	case l.AccountCode == "" && rules.strict && !l.TextOnly:
		wrong = append(wrong, msgAccountMissing)
	}
	if l.TaxType == "" {
		return wrong
	}
	tax, ok := t.taxRate(l.TaxType)
	sale := rules.kind != "ACCPAY"
	switch {
	case !ok || tax.Status != "ACTIVE":
		wrong = append(wrong, msgTax(l.TaxType))
	case hasAccount && !tax.appliesTo(account.Class):
		wrong = append(wrong, msgTaxAccount(l.TaxType, l.AccountCode))
	case !hasAccount && sale && !tax.Revenue, !hasAccount && !sale && !tax.Expenses:
		wrong = append(wrong, msgTax(l.TaxType))
	}
	return wrong
}

// usable says whether the account can stand on a line: active, no bank
// account, and no account that Xero keeps for itself but for rounding.
func (a Account) usable() bool {
	return a.Status == "ACTIVE" && a.Type != "BANK" && (a.SystemAccount == "" || a.SystemAccount == "ROUNDING")
}

func (r TaxRate) appliesTo(class string) bool {
	switch class {
	case "ASSET":
		return r.Assets
	case "EQUITY":
		return r.Equity
	case "EXPENSE":
		return r.Expenses
	case "LIABILITY":
		return r.Liabilities
	}
	return r.Revenue
}

// tracking finds the options of a line, by ids or, but for quotes, by names.
func (t *tenant) tracking(in []inTracking, byIDOnly bool) (out []Tracking, wrong string) {
	if len(in) > 2 {
		return nil, "A line can have at most 2 tracking categories."
	}
	for _, want := range in {
		found := false
		for _, category := range t.TrackingCategories {
			for _, option := range category.Options {
				byID := given(want.TrackingOptionID) == option.TrackingOptionID
				byName := !byIDOnly && given(want.Name) == category.Name && given(want.Option) == option.Name
				if byID || byName {
					found = true
					out = append(out, Tracking{category.TrackingCategoryID, option.TrackingOptionID, category.Name, option.Name})
				}
			}
		}
		if !found {
			return nil, "The tracking option does not exist."
		}
	}
	return out, ""
}
