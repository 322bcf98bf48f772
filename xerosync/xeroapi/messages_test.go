package xeroapi

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestMeaningOfXerosMessages(t *testing.T) {
	for message, want := range map[string]struct {
		code Code
		text string
	}{
		"Invoice # must be unique.":                                                                {CodeDuplicateNumber, "Xero already has an invoice of this number. Choose another number."},
		"The quote number Q-1 already exists; quote numbers must be unique":                        {CodeDuplicateNumber, "Xero already has a quote of this number. Choose another number."},
		"Account code '240' is not a valid code for this document.":                                {CodeAccount, "Xero has no account 240 that can be used here. Choose another account."},
		"Account code or ID must be specified":                                                     {CodeAccount, "A line has no account. Choose an account for every line with an amount."},
		"The TaxType code 'INPUT2' does not exist or cannot be used for this type of transaction.": {CodeTax, "Xero has no tax code INPUT2 that can be used here. Choose another tax code."},
		"The TaxType code 'OUTPUT2' cannot be used with account code '200'.":                       {CodeTaxAccount, "In Xero the tax code OUTPUT2 cannot be used with account 200. Choose another tax code or another account."},
		"TaxType field is mandatory":                                                               {CodeTax, "A line has no tax code. Choose a tax code for every line."},
		"The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes": {CodeContactArchived, "The contact is archived in Xero. Restore it in Xero, or choose another contact."},
		"The contact name Kowhai $1 Cafe is already assigned to another contact. The contact name must be unique across all active contacts.":            {CodeContactNameTaken, "A contact named Kowhai $1 Cafe is already in Xero. Link that contact, or choose another name."},
		"The Account Number already exists. Please enter a different Account Number.":                                                                    {CodeAccountNumberTaken, "Another contact in Xero has this account number. Choose another account number."},
		"The document date cannot be before the period lock date, currently set at 30 Jun 2026":                                                          {CodePeriodLocked, "The books in Xero are locked up to 30 Jun 2026. Choose a later date, or ask your accountant to unlock the period."},
		"The document date cannot be before the end of year lock date, currently set at 31 Mar 2026":                                                     {CodePeriodLocked, "The books in Xero are locked up to 31 Mar 2026. Choose a later date, or ask your accountant to unlock the period."},
		"Invoice not of valid status for modification":                                                                                                   {CodeStatus, "Its status in Xero does not allow this change. Look at it in Xero."},
		"This document cannot be edited as it has a payment or credit note allocated to it.":                                                             {CodeHasPayments, "A payment or credit note is applied to it in Xero. Remove the payment or credit note in Xero first."},
		"The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it.":                                    {CodeHasPayments, "A payment or credit note is applied to it in Xero. Remove the payment or credit note in Xero first."},
		"Organisation is not subscribed to currency EUR":                                                                                                 {CodeCurrencyNotSubscribed, "The organisation in Xero does not use the currency EUR. Add the currency in Xero, or choose another."},
		"Users Organisation is not subscribed to currency NZD":                                                                                           {CodeCurrencyNotSubscribed, "The organisation in Xero does not use the currency NZD. Add the currency in Xero, or choose another."},
		"You have reached the limit of invoices you can approve":                                                                                         {CodeApproveLimit, "Your Xero plan allows no more approved invoices this month. Post it as a draft, or change the plan in Xero."},
		"Idempotency Key: abc is used with a different request.":                                                                                         {CodeIdempotencyReuse, "Xero has already seen this request with other content. Try again."},
		"The line total 10.00 does not match the expected line total 9.00":                                                                               {CodeValidation, "Xero works out another amount for a line. Check quantity, price and discount of the lines."},
		"Something  new\nhappened": {CodeValidation, "Xero did not accept it: Something new happened. Correct it and try again."},
	} {
		m := classify(message)
		if m.code != want.code || m.message+" "+m.fix != want.text {
			t.Errorf("%s\n got %s: %s %s\nwant %s: %s", message, m.code, m.message, m.fix, want.code, want.text)
		}
	}
}

func TestTheMostTellingMessageDecides(t *testing.T) {
	e := refusal([]Detail{{Message: "Odd"}, {Message: "Invoice # must be unique."}, {Message: "TaxType field is mandatory"}}, 400)
	if e.Code != CodeDuplicateNumber || len(e.Details) != 3 {
		t.Errorf("%+v", e)
	}
	if e := refusal(nil, 200); e.Code != CodeValidation || e.Message == "" || e.Fix == "" {
		t.Errorf("%+v", e)
	}
}

// The words shown to people follow the house's tone.
func TestWordsAreCalm(t *testing.T) {
	for _, r := range rules {
		for _, text := range []string{r.plain, r.said, r.fix} {
			low := strings.ToLower(text)
			for _, bad := range []string{"!", "successfully", "please", "oops", "invalid", "error", "http", "{", "null"} {
				if strings.Contains(low, bad) {
					t.Errorf("%q contains %q", text, bad)
				}
			}
			if text != "" && (!strings.HasSuffix(text, ".") || strings.ToUpper(text[:1]) != text[:1]) {
				t.Errorf("%q is no sentence", text)
			}
		}
		if r.plain == "" || r.fix == "" {
			t.Errorf("%v has no words", r.has)
		}
	}
}

func FuzzErrorBody(f *testing.F) {
	for _, s := range []string{
		`{"ErrorNumber":10,"Elements":[{"ValidationErrors":[{"Message":"Invoice # must be unique."}],"LineItems":[{"ValidationErrors":[{"Message":"x"}]}]}]}`,
		`{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired"}`, `{"title":null,"Elements":{}}`, `{"error":"invalid_grant"}`,
		`<HTML>`, `oauth_problem=rate limit exceeded`, `The resource you're looking for cannot be found`, "\xff\xfe", `{"Elements":[[[{"Warnings":[{"Message":1}]}]]]}`,
	} {
		f.Add(400, []byte(s), "application/json", "5")
	}
	f.Fuzz(func(t *testing.T, status int, body []byte, contentType, retry string) {
		h := http.Header{"Content-Type": {contentType}, "Retry-After": {retry}}
		e := failure(status, h, body, time.Unix(0, 0))
		if e.Code == "" || e.Message == "" || len(e.Raw) > 300 || e.Outcome == 0 || e.RetryAfter < 0 || e.RetryAfter > 24*time.Hour {
			t.Errorf("%+v", e)
		}
		if _, ok := AsError(tokenFailure(status, h, body, time.Unix(0, 0))); !ok {
			t.Error("no *Error")
		}
	})
}
