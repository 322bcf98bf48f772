package xeroapi

import (
	"regexp"
	"strings"
)

// meaning is what one of Xero's messages says, in plain words.
type meaning struct {
	code    Code
	message string
	fix     string
}

// rule maps Xero's messages to a meaning. A message matches when it holds all
// of has, compared in lower case. If re is set and matches, said is the
// sentence with its groups ($1, $2) filled in; else plain is.
type rule struct {
	code  Code
	has   []string
	re    *regexp.Regexp
	said  string
	plain string
	fix   string
}

const (
	chooseNumber  = "Choose another number."
	chooseAccount = "Choose another account."
	chooseTax     = "Choose another tax code."
)

// rules are tried in order; the first that matches decides. The messages are
// those of xero.md sections 3, 5 to 8 and 12; they are matched by parts,
// because Xero changes words and punctuation without notice.
var rules = []rule{
	{code: CodeIdempotencyReuse, has: []string{"idempotency key", "different request"},
		plain: "Xero has already seen this request with other content.", fix: "Try again."},
	{code: CodeHighVolume, has: []string{"high volume"},
		plain: "Xero refuses to search this many records at once.", fix: "Choose a shorter range of dates."},
	{code: CodePeriodLocked, has: []string{"lock date"},
		re:    regexp.MustCompile(`(?i)currently set at\s+(\d{1,2} \w+ \d{4})`),
		said:  "The books in Xero are locked up to $1.",
		plain: "The books in Xero are locked for this date.",
		fix:   "Choose a later date, or ask your accountant to unlock the period."},
	{code: CodeHasPayments, has: []string{"payment", "credit note", "allocated to it"},
		plain: "A payment or credit note is applied to it in Xero.",
		fix:   "Remove the payment or credit note in Xero first."},
	{code: CodeStatus, has: []string{"not of valid status"},
		plain: "Its status in Xero does not allow this change.", fix: "Look at it in Xero."},
	{code: CodeApproveLimit, has: []string{"reached the limit of invoices you can approve"},
		plain: "Your Xero plan allows no more approved invoices this month.",
		fix:   "Post it as a draft, or change the plan in Xero."},
	{code: CodeCurrencyNotSubscribed, has: []string{"not subscribed to currency"},
		re:    regexp.MustCompile(`(?i)subscribed to currency\s+'?([A-Z]{3})\b`),
		said:  "The organisation in Xero does not use the currency $1.",
		plain: "The organisation in Xero does not use this currency.",
		fix:   "Add the currency in Xero, or choose another."},

	{code: CodeContactArchived, has: []string{"contact", "has been archived"},
		plain: "The contact is archived in Xero.", fix: "Restore it in Xero, or choose another contact."},
	{code: CodeContactNumberTaken, has: []string{"contact number", "already"},
		plain: "Another contact in Xero has this contact number.", fix: "Link that contact."},
	{code: CodeContactNameTaken, has: []string{"contact name", "already assigned"},
		re:    regexp.MustCompile(`(?i)the contact name (.{1,255}?) is already assigned`),
		said:  "A contact named $1 is already in Xero.",
		plain: "A contact of this name is already in Xero.",
		fix:   "Link that contact, or choose another name."},
	{code: CodeAccountNumberTaken, has: []string{"account number already exists"},
		plain: "Another contact in Xero has this account number.", fix: "Choose another account number."},
	{code: CodeValidation, has: []string{"email address must be valid"},
		plain: "Xero does not accept the email address.", fix: "Correct the email address."},

	{code: CodeTaxAccount, has: []string{"taxtype", "cannot be used with account"},
		re:    regexp.MustCompile(`(?i)taxtype code '([^']{1,50})' cannot be used with account code '([^']{1,50})'`),
		said:  "In Xero the tax code $1 cannot be used with account $2.",
		plain: "In Xero this tax code cannot be used with this account.",
		fix:   "Choose another tax code or another account."},
	{code: CodeTax, has: []string{"taxtype", "does not exist or cannot be used"},
		re:    regexp.MustCompile(`(?i)taxtype code '([^']{1,50})'`),
		said:  "Xero has no tax code $1 that can be used here.",
		plain: "Xero has no such tax code that can be used here.", fix: chooseTax},
	{code: CodeTax, has: []string{"taxtype", "mandatory"},
		plain: "A line has no tax code.", fix: "Choose a tax code for every line."},
	{code: CodeAccount, has: []string{"account code", "is not a valid code"},
		re:    regexp.MustCompile(`(?i)account code '([^']{1,50})'`),
		said:  "Xero has no account $1 that can be used here.",
		plain: "Xero has no such account that can be used here.", fix: chooseAccount},
	{code: CodeAccount, has: []string{"account code or id must be specified"},
		plain: "A line has no account.", fix: "Choose an account for every line with an amount."},

	{code: CodeDuplicateNumber, has: []string{"invoice #", "unique"},
		plain: "Xero already has an invoice of this number.", fix: chooseNumber},
	{code: CodeDuplicateNumber, has: []string{"invoice number", "unique"},
		plain: "Xero already has an invoice of this number.", fix: chooseNumber},
	{code: CodeDuplicateNumber, has: []string{"quote", "number", "unique"},
		plain: "Xero already has a quote of this number.", fix: chooseNumber},
	{code: CodeDuplicateNumber, has: []string{"quote", "number", "already"},
		plain: "Xero already has a quote of this number.", fix: chooseNumber},
	{code: CodeDuplicateNumber, has: []string{"quote #", "unique"},
		plain: "Xero already has a quote of this number.", fix: chooseNumber},

	{code: CodeValidation, has: []string{"does not match the expected line total"},
		plain: "Xero works out another amount for a line.", fix: "Check quantity, price and discount of the lines."},
	{code: CodeValidation, has: []string{"total does not equal the sum of the lines"},
		plain: "Xero works out another total.", fix: "Check quantity, price and discount of the lines."},
	{code: CodeValidation, has: []string{"discount must not be greater than the line total"},
		plain: "Xero does not accept the discount of a line.", fix: "Check the discounts."},
}

// classify gives the meaning of one message of Xero's. A message no rule knows
// is passed on in Xero's words, for they are all there is to go by.
func classify(message string) meaning {
	text := strings.ToLower(message)
	for _, r := range rules {
		if r.matches(text) {
			m := meaning{code: r.code, message: r.plain, fix: r.fix}
			if r.re != nil {
				if at := r.re.FindStringSubmatchIndex(message); at != nil {
					m.message = string(r.re.ExpandString(nil, r.said, message, at))
				}
			}
			return m
		}
	}
	return meaning{code: CodeValidation, message: "Xero did not accept it: " + sentence(message), fix: "Correct it and try again."}
}

func (r rule) matches(text string) bool {
	for _, part := range r.has {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// sentence trims Xero's text to one readable sentence.
func sentence(text string) string {
	text = strings.Join(strings.Fields(scrub(text)), " ")
	if runes := []rune(text); len(runes) > 300 {
		text = strings.TrimSpace(string(runes[:300])) + "…"
	}
	if text == "" {
		return "it gave no reason."
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?") && !strings.HasSuffix(text, "…") {
		text += "."
	}
	return text
}

// refusal makes the error of an element that Xero did not accept. Of several
// messages the first that says something specific decides.
func refusal(details []Detail, status int) *Error {
	e := &Error{Code: CodeValidation, Message: "Xero did not accept it and gave no reason.",
		Fix: "Look at it in Xero.", Outcome: OutcomeRefused, HTTPStatus: status, Details: details}
	for i, d := range details {
		m := classify(d.Message)
		if i == 0 || (e.Code == CodeValidation && m.code != CodeValidation) {
			e.Code, e.Message, e.Fix = m.code, m.message, m.fix
		}
	}
	return e
}
