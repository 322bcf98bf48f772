package xerosync

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"litework/document"
)

// sentLines are the lines that go to Xero.
func sentLines(d *document.Document) []*document.Line {
	var out []*document.Line
	for _, l := range d.Lines() {
		if l.Crosses() {
			out = append(out, l)
		}
	}
	return out
}

// lineName is how a message calls a line: by its words, else by its place.
func lineName(l *document.Line, place int) string {
	words := firstLine(l.Description)
	if words == "" {
		return fmt.Sprintf("Line %d", place+1)
	}
	if utf8.RuneCountInString(words) > 40 {
		words = string([]rune(words)[:39]) + "…"
	}
	return "“" + words + "”"
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return first
}

// checkLimits turns what is too long, too large or missing into the checks it
// belongs to. Nothing is ever cut off.
func checkLimits(d *document.Document) map[CheckKind]Check {
	out := map[CheckKind]Check{CheckLines: passed(CheckLines), CheckText: passed(CheckText)}
	for _, p := range document.Limits(d) {
		kind, fix := CheckText, FixEditText
		switch {
		case p.Field == "number":
			kind, fix = CheckNumber, FixChangeNumber
		case p.Field == "client":
			kind, fix = CheckContact, FixChooseClient
		case p.Field == "date":
			kind, fix = CheckDate, FixChangeDate
		case p.Field == "currency":
			kind, fix = CheckCurrency, FixCurrency
		case p.Field == "line.account":
			kind, fix = CheckAccount, FixChooseAccount
		case p.Field == "lines", strings.HasPrefix(p.Field, "line."):
			kind, fix = CheckLines, FixEditLine
		}
		if c, ok := out[kind]; !ok || c.OK {
			out[kind] = failed(kind, fix, &p)
		}
	}
	return out
}

func onLine(p *document.Problem, l *document.Line, field string) *document.Problem {
	p.Line, p.Field = l.ID, field
	return p
}

func checkTax(in *sheetInput, d *document.Document) Check {
	if d.TaxMode == document.NoTax {
		return passed(CheckTax)
	}
	for i, l := range sentLines(d) {
		if l.IsText() {
			continue
		}
		name := lineName(l, i)
		fail := func(code, sentence string) Check {
			return failed(CheckTax, FixChooseTax, onLine(problem(code, sentence, "Choose another tax rate."), l, "line.tax"))
		}
		if !l.Tax.Chosen || l.Tax.Code == "" {
			return failed(CheckTax, FixChooseTax, onLine(problem("tax-missing", name+" has no tax rate of Xero's.", "Choose one."), l, "line.tax"))
		}
		rate, ok := findTax(in.reference.TaxRates, l.Tax.Code)
		switch {
		case !ok:
			return fail("tax-unknown", "Xero has no tax rate "+l.Tax.Code+".")
		case rate.Status != "ACTIVE":
			return fail("tax-archived", fmt.Sprintf("The tax rate %s is no longer used in Xero.", rate.Name))
		case !rate.AppliesToRevenue:
			return fail("tax-purchase", fmt.Sprintf("The tax rate %s cannot be used on sales.", rate.Name))
		case !rate.Rate.Equal(l.Tax.Rate) && (l.AsRead == nil || !l.AsRead.TaxAmount.Valid):
			return fail("tax-rate", fmt.Sprintf("%s is priced with %s%% tax, and in Xero %s is %s%%.", name, l.Tax.Rate, rate.Name, rate.Rate))
		}
	}
	return passed(CheckTax)
}

// checkAccount: a draft and a quote may leave the account open, an approved
// invoice may not. One that is named has to be usable.
func checkAccount(in *sheetInput, d *document.Document, target string) Check {
	for i, l := range sentLines(d) {
		if l.IsText() {
			continue
		}
		if l.Account == "" {
			if target == xeroAuthorised {
				return failed(CheckAccount, FixChooseAccount, onLine(problem("account-missing",
					lineName(l, i)+" has no account, and an approved invoice needs one.", "Choose one."), l, "line.account"))
			}
			continue
		}
		a, ok := findAccount(in.reference.Accounts, l.Account)
		fail := func(code, sentence string) Check {
			return failed(CheckAccount, FixChooseAccount, onLine(problem(code, sentence, "Choose another account."), l, "line.account"))
		}
		switch {
		case !ok:
			return fail("account-unknown", "Xero has no account "+l.Account+".")
		case a.Status != "ACTIVE":
			return fail("account-archived", fmt.Sprintf("The account %s – %s is archived in Xero.", a.Code, a.Name))
		case !usableAccount(a):
			return fail("account-system", fmt.Sprintf("The account %s – %s cannot be used on sales.", a.Code, a.Name))
		}
	}
	return passed(CheckAccount)
}

func checkTotals(d *document.Document) Check {
	if d.Totals().Total.IsNegative() && d.Kind == document.Invoice {
		return failed(CheckTotals, FixEditLine, problem("total-negative", "The total is below zero, and Xero takes no such invoice.", "Write a credit note in Xero."))
	}
	return passed(CheckTotals)
}
