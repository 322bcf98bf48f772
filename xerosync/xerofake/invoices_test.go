package xerofake_test

import (
	"testing"
)

func TestInvoiceRoundTrip(t *testing.T) {
	x := start(t)
	kowhai := x.contact("Kowhai Cafe Ltd")
	v := x.one("PUT", "/Invoices?unitdp=4&summarizeErrors=false", `{"Invoices":[{"Type":"ACCREC","Status":"AUTHORISED","Contact":{"ContactID":"`+kowhai+`"},"InvoiceNumber":"K-1042","Reference":"PO 77",
		"Date":"2026-11-03","DueDate":"2026-12-20","LineAmountTypes":"Exclusive","CurrencyCode":"NZD",
		"LineItems":[{"Description":"Install","Quantity":2.5,"UnitAmount":84.1250,"AccountCode":"200","TaxType":"OUTPUT2"}]}]}`)
	for field, want := range map[string]string{
		"SubTotal": "210.31", "TotalTax": "31.55", "Total": "241.86", "AmountDue": "241.86", "Date": "/Date(1793664000000+0000)/",
		"DateString": "2026-11-03T00:00:00", "StatusAttributeString": "OK", "CurrencyRate": "1.000000", "SentToContact": "false",
	} {
		equal(t, field, v[field], want)
	}
	again := x.one("GET", "/Invoices/"+v["InvoiceID"].(string)+"?unitdp=4", "")
	line := again["LineItems"].([]any)[0].(map[string]any)
	equal(t, "unit with unitdp=4", line["UnitAmount"], "84.1250")
	line = x.one("GET", "/Invoices/"+v["InvoiceID"].(string), "")["LineItems"].([]any)[0].(map[string]any)
	equal(t, "unit without unitdp", line["UnitAmount"], "84.13")
	equal(t, "quantity", line["Quantity"], "2.5000")
}
