package xerofake_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"litework/xerosync/xerofake"
)

// numbers gives the numbers of listed records, joined.
func numbers(list []map[string]any, field string) string {
	var out []string
	for _, r := range list {
		out = append(out, fmt.Sprint(r[field]))
	}
	return strings.Join(out, " ")
}

func TestUnpagedListHasNoLines(t *testing.T) {
	x := start(t)
	id := x.invoice("A", x.contact("A"), "AUTHORISED")
	lines := func(path string) any { return len(x.one("GET", path, "")["LineItems"].([]any)) }
	equal(t, "unpaged", lines("/Invoices"), 0)
	equal(t, "paged", lines("/Invoices?page=1"), 1)
	equal(t, "Statuses", lines("/Invoices?Statuses=AUTHORISED"), 1)
	equal(t, "IDs", lines("/Invoices?IDs="+id), 1)
	s := x.one("GET", "/Invoices?summaryOnly=true", "")
	for _, name := range []string{"LineItems", "Payments", "HasAttachments"} {
		if _, has := s[name]; has {
			t.Errorf("summaryOnly shows %s", name)
		}
	}
	equal(t, "contact", s["Contact"].(map[string]any)["Name"], "A")
}

func TestPages(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	for i := range 5 {
		x.clock.add(time.Second)
		x.invoice(fmt.Sprint("K-", i), n, "DRAFT")
		x.quote(fmt.Sprint("Q-", i), n, "DRAFT")
	}
	a := x.call("GET", "/Invoices?page=2&pageSize=2", "").json(t)
	equal(t, "pagination", fmt.Sprint(a["pagination"]), "map[itemCount:5 page:2 pageCount:3 pageSize:2]")
	equal(t, "second page", numbers(x.list("GET", "/Invoices?page=2&pageSize=2", ""), "InvoiceNumber"), "K-2 K-3")
	equal(t, "behind the last", len(x.list("GET", "/Invoices?page=9", "")), 0)
	for size, want := range map[string]string{"5000": "1000", "0": "1", "": "100"} {
		path := "/Invoices?page=1"
		if size != "" {
			path += "&pageSize=" + size
		}
		p := x.call("GET", path, "")
		equal(t, "size "+size, p.json(t)["pagination"].(map[string]any)["pageSize"], want)
	}
	q := x.call("GET", "/Quotes?page=1&pageSize=2", "")
	if q.json(t)["pagination"] != nil {
		t.Error("quotes have no pagination object")
	}
	equal(t, "quotes", numbers(x.list("GET", "/Quotes?page=3&pageSize=2", ""), "QuoteNumber"), "Q-4")
	equal(t, "newest first", numbers(x.list("GET", "/Invoices?page=1&order=UpdatedDateUTC%20DESC", ""), "InvoiceNumber"), "K-4 K-3 K-2 K-1 K-0")
	equal(t, "order", x.call("GET", "/Invoices?order=Total", "").json(t)["ErrorNumber"], 16)
}

func TestIfModifiedSince(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	x.clock.add(300 * time.Millisecond)
	x.invoice("old", n, "DRAFT")
	x.clock.add(time.Second)
	x.invoice("new", n, "DRAFT")
	x.quote("Q", n, "DRAFT")
	since := func(path, text string) int { return len(x.list("GET", path, "", "If-Modified-Since", text)) }
	equal(t, "the second counts, not the fraction", since("/Invoices", "2026-11-03T09:00:00"), 2)
	equal(t, "later", since("/Invoices", "2026-11-03T09:00:01"), 1)
	equal(t, "RFC 1123", since("/Invoices", "Tue, 03 Nov 2026 09:00:02 GMT"), 0)
	equal(t, "quotes", since("/Quotes", "2026-11-03T09:00:02"), 0)
	equal(t, "accounts", since("/Accounts", "2026-11-03T09:00:01"), 0)
	equal(t, "tax rates know no such header", since("/TaxRates", "2026-11-03T09:00:01"), 7)
	equal(t, "nonsense", x.call("GET", "/Invoices", "", "If-Modified-Since", "yesterday").status, 412)
	strict := start(t, func(c *xerofake.Config) { c.Switches.ModifiedSinceExclusive, c.Switches.NotModified = true, true })
	strict.clock.add(300 * time.Millisecond)
	strict.contact("A")
	equal(t, "the same second, exclusive", strict.call("GET", "/Contacts", "", "If-Modified-Since", "2026-11-03T09:00:00").status, 304)
}

func TestWhere(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Limits.Off = true })
	ann, bob := x.contact("Ānn \"the\" lamp"), x.contact("Bob")
	a := x.invoice("A", ann, "AUTHORISED", `"Reference":"PO-7"`)
	x.invoice("B", bob, "DRAFT", `"Date":"2026-12-01"`)
	x.invoice("C", bob, "AUTHORISED", `"Date":"2026-10-01"`)
	where := func(expr string) answer { return x.call("GET", "/Invoices?page=1&where="+url.QueryEscape(expr), "") }
	for expr, want := range map[string]string{
		`Status=="AUTHORISED"`:                                                "A C",
		`Type=="ACCREC" AND Status=="DRAFT"`:                                  "B",
		`Type=="ACCPAY"`:                                                      "",
		`InvoiceNumber = "a"`:                                                 "A",
		`Contact.ContactID==guid("` + bob + `")`:                              "B C",
		`Contact.ContactID==Guid("` + bob + `")&&Status=="DRAFT"`:             "B",
		`Contact.Name=="ann \"the\" LAMP"`:                                    "A",
		`Reference=="PO-7"`:                                                   "A",
		`Date>=DateTime(2026,11,01) AND Date<DateTime(2026, 12, 1)`:           "A",
		`DueDate<DateTime(2026,12,20)`:                                        "",
		`AmountDue>=115.00 AND AmountDue<115.01`:                              "A B C",
		`AmountPaid==0`:                                                       "A B C",
		`(Status=="DRAFT")`:                                                   "B",
		`InvoiceID==guid("` + a + `") OR InvoiceID==guid("` + zeroUUID + `")`: "A",
	} {
		r := where(expr)
		if r.status != 200 {
			t.Errorf("%s: %s", expr, r.body)
			continue
		}
		var got []string
		for _, v := range r.json(t)["Invoices"].([]any) {
			got = append(got, v.(map[string]any)["InvoiceNumber"].(string))
		}
		slices.Sort(got)
		equal(t, expr, strings.Join(got, " "), want)
	}
	for _, expr := range []string{
		`Total>5`, `Status=="DRAFT" OR Status=="PAID"`, `Contact.Name.Contains("a")`, `Status!="DRAFT"`, `Status>"A"`, `Status==5`,
		`Status==`, `Status`, `"x"`, `Date==DateTime(2026)`, `Date=="2026-01-01"`, `(Status=="DRAFT"`, `Status=="DRAFT" Type=="ACCREC"`, `Status=="DRA`, `Nothing=="x"`, `;`,
	} {
		r := where(expr)
		if r.status != 400 || fmt.Sprint(r.json(t)["ErrorNumber"]) != "16" {
			t.Errorf("%s: status %d: %s", expr, r.status, r.body)
		}
	}
	equal(t, "contacts", len(x.list("GET", "/Contacts?where="+url.QueryEscape(`Name=="ANN \"the\" lamp"`), "")), 1)
	equal(t, "contacts, slow", x.call("GET", "/Contacts?where="+url.QueryEscape(`ContactNumber=="1"`), "").status, 400)
	slow := start(t, func(c *xerofake.Config) { c.Switches.UnoptimisedWhere = true })
	equal(t, "allowed by the switch", slow.call("GET", "/Contacts?where="+url.QueryEscape(`ContactNumber!="1" OR IsCustomer==true`), "").status, 200)
	equal(t, "accounts", len(x.list("GET", "/Accounts?where="+url.QueryEscape(`Class=="REVENUE" AND Status=="ACTIVE"`), "")), 4)
}

const zeroUUID = "00000000-0000-0000-0000-000000000000"

func TestListParameters(t *testing.T) {
	x := start(t)
	ann, bob := x.contact("Ann"), x.contact("Bob")
	a := x.invoice("A", ann, "AUTHORISED", `"Reference":"Harbour"`)
	b := x.invoice("B", bob, "DRAFT")
	made, err := x.c.AddInvoice(xerofake.Invoice{ContactID: bob, InvoiceNumber: "C"})
	x.must(err)
	x.must(x.c.DeleteInvoice(made))
	for query, want := range map[string]string{
		"IDs=" + a + "," + b: "A B", "InvoiceNumbers=a,c": "A C", "ContactIDs=" + bob: "B C", "Statuses=DRAFT,DELETED": "B C",
		"searchTerm=harb": "A", "createdByMyApp=true": "A B", "page=1": "A B C",
	} {
		list := x.list("GET", "/Invoices?order=Date&"+query, "")
		got := strings.Fields(numbers(list, "InvoiceNumber"))
		slices.Sort(got)
		equal(t, query, strings.Join(got, " "), want)
	}
	hide := start(t, func(c *xerofake.Config) { c.Switches.HideDeleted = true })
	hide.must(hide.c.DeleteInvoice(hide.invoice("A", hide.contact("A"), "DRAFT")))
	equal(t, "hidden", len(hide.list("GET", "/Invoices?page=1", "")), 0)
	equal(t, "search contacts", numbers(x.list("GET", "/Contacts?searchTerm=bo", ""), "Name"), "Bob")
	equal(t, "contacts by id", numbers(x.list("GET", "/Contacts?IDs="+ann, ""), "Name"), "Ann")
	x.quote("Q-1", ann, "DRAFT", `"ExpiryDate":"2026-12-01"`)
	x.quote("Q-2", bob, "SENT", `"Date":"2026-11-20"`)
	for query, want := range map[string]string{"Status=SENT": "Q-2", "ContactID=" + ann: "Q-1", "DateFrom=2026-11-10": "Q-2", "DateTo=2026-11-10": "Q-1", "ExpiryDateTo=2026-12-01": "Q-1"} {
		equal(t, query, numbers(x.list("GET", "/Quotes?"+query, ""), "QuoteNumber"), want)
	}
}

func TestReferenceData(t *testing.T) {
	x := start(t)
	equal(t, "currencies, base first", numbers(x.list("GET", "/Currencies", ""), "Code"), "NZD AUD GBP USD")
	var sales []string
	for _, r := range x.list("GET", "/TaxRates", "") {
		if r["CanApplyToRevenue"] == true {
			sales = append(sales, fmt.Sprint(r["TaxType"], " ", r["EffectiveRate"]))
		}
	}
	equal(t, "sales tax", strings.Join(sales, ", "), "OUTPUT2 15.0000, ZERORATED 0.0000, NONE 0.0000, OUTPUT 12.5000")
	equal(t, "one tax rate", x.one("GET", "/TaxRates/OUTPUT2", "")["Name"], "15% GST on Income")
	equal(t, "themes", numbers(x.list("GET", "/BrandingThemes", ""), "SortOrder"), "0 1")
	equal(t, "item", x.list("GET", "/Items", "")[0]["SalesDetails"].(map[string]any)["UnitPrice"], "950.00")
	o := x.one("GET", "/Organisation", "")
	equal(t, "id", o["OrganisationID"], x.tenant)
	if short := o["ShortCode"].(string); !strings.HasPrefix(short, "!") {
		t.Errorf("short code %q", short)
	}
	x.must(x.c.SetAction("UseMulticurrency", "NOT-ALLOWED"))
	contains(t, "actions", mustString(x.call("GET", "/Organisation/Actions", "")), `{"Name":"UseMulticurrency","Status":"NOT-ALLOWED"}`)
	x.must(x.c.SetAccountStatus("205", "ARCHIVED"))
	equal(t, "archived", len(x.list("GET", "/Accounts?where="+url.QueryEscape(`Status=="ARCHIVED"`), "")), 2)
	uk := start(t, func(c *xerofake.Config) { c.Country = "UK" })
	equal(t, "UK", fmt.Sprint(uk.one("GET", "/Organisation", "")["Version"], uk.list("GET", "/Currencies", "")[0]["Code"]), "UKGBP")
}
