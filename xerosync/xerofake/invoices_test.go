package xerofake_test

import (
	"fmt"
	"strings"
	"testing"

	"litework/xerosync/xerofake"
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
		"UpdatedDateUTC": "/Date(1793696400000+0000)/", "UpdatedDateUTCString": "2026-11-03T09:00:00Z",
	} {
		equal(t, field, v[field], want)
	}
	equal(t, "contact", v["Contact"].(map[string]any)["ContactStatus"], "ACTIVE")
	path := "/Invoices/" + v["InvoiceID"].(string)
	line := x.one("GET", path+"?unitdp=4", "")["LineItems"].([]any)[0].(map[string]any)
	equal(t, "unit with unitdp=4", line["UnitAmount"], "84.1250")
	line = x.one("GET", path, "")["LineItems"].([]any)[0].(map[string]any)
	equal(t, "unit without unitdp", line["UnitAmount"], "84.13")
	equal(t, "quantity", line["Quantity"], "2.5000")
	equal(t, "by number", x.one("GET", "/Invoices/k-1042", "")["InvoiceID"], v["InvoiceID"])
}

func TestDefaults(t *testing.T) {
	x := start(t)
	x.clock.add(15 * 60 * 60 * 1e9) // 4 Nov, 00:00 UTC: 13:00 in New Zealand
	x.token, _ = x.s.Grant(app)
	v := x.one("PUT", "/Invoices", `{"Invoices":[{"Type":"ACCREC","Contact":{"ContactID":"`+x.contact("A")+`"}}]}`)
	equal(t, "defaults", fmt.Sprint(v["Status"], v["LineAmountTypes"], v["InvoiceNumber"], v["DateString"], v["CurrencyCode"]),
		fmt.Sprint("DRAFT", "Exclusive", "INV-0001", "2026-11-04T00:00:00", "NZD"))
}

func TestNumbersAreUnique(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	id := x.invoice("K-1", n, "DRAFT")
	equal(t, "PUT, another case", x.refused("PUT", "/Invoices", invoiceBody("k-1", n, "DRAFT")), "Invoice # must be unique.")
	v := x.one("POST", "/Invoices", invoiceBody("K-1", n, "DRAFT", `"Reference":"overwritten"`))
	equal(t, "POST by number edits", v["InvoiceID"], id)
	equal(t, "reference", v["Reference"], "overwritten")
	x.must(x.c.DeleteInvoice(id))
	equal(t, "a deleted one keeps its number", x.refused("PUT", "/Invoices", invoiceBody("K-1", n, "DRAFT")), "Invoice # must be unique.")
	equal(t, "POST to it", x.refused("POST", "/Invoices", invoiceBody("K-1", n, "DRAFT")), "Invoice not of valid status for modification")
	free := start(t, func(c *xerofake.Config) { c.Switches.DeletedNumbersFree = true })
	m := free.contact("A")
	free.must(free.c.DeleteInvoice(free.invoice("K-1", m, "DRAFT")))
	free.invoice("K-1", m, "DRAFT")
}

func TestApprovedInvoicesAreComplete(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	line := func(fields string) string {
		return `"LineItems":[{"Description":"x","Quantity":1,"UnitAmount":5,` + fields + `"Tracking":[]}]`
	}
	for fields, want := range map[string]string{
		``:                     "Account code or ID must be specified",
		`"AccountCode":"999",`: "Account code '999' is not a valid code for this document.",
		`"AccountCode":"240",`: "Account code '240' is not a valid code for this document.",
		`"AccountCode":"610",`: "Account code '610' is not a valid code for this document.",
		`"AccountCode":"090",`: "Account code '090' is not a valid code for this document.",
		`"AccountCode":"200","TaxType":"15% GST",`: "The TaxType code '15% GST' does not exist or cannot be used for this type of transaction.",
		`"AccountCode":"200","TaxType":"INPUT2",`:  "The TaxType code 'INPUT2' cannot be used with account code '200'.",
		`"TaxType":"INPUT2",`:                      "The TaxType code 'INPUT2' does not exist or cannot be used for this type of transaction.",
	} {
		contains(t, fields, x.refused("PUT", "/Invoices", invoiceBody("K-1", n, "AUTHORISED", line(fields))), want)
	}
	v := x.one("PUT", "/Invoices", invoiceBody("K-1", n, "AUTHORISED", line(`"AccountCode":"200",`)))
	equal(t, "tax of the account", v["LineItems"].([]any)[0].(map[string]any)["TaxType"], "OUTPUT2")
	x.one("PUT", "/Invoices", invoiceBody("K-2", n, "DRAFT", line(``)))
	noDue := `{"Invoices":[{"Type":"ACCREC","Status":"AUTHORISED","Contact":{"ContactID":"` + n + `"},"LineItems":[{"Description":"x","UnitAmount":1,"AccountCode":"200"}]}]}`
	contains(t, "due date", x.refused("PUT", "/Invoices", noDue), "due date")
	terms := start(t, func(c *xerofake.Config) { c.Switches.DueDateFromTerms = true })
	filled := terms.one("PUT", "/Invoices", strings.Replace(noDue, n, terms.contact("A"), 1))
	equal(t, "due date from terms", filled["DueDateString"], "2026-12-20T00:00:00")
}

func TestFieldLimits(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	long := strings.Repeat("é", 256)
	for name, extra := range map[string]string{
		"Reference": `"Reference":"` + long + `"`, "Description": `"LineItems":[{"Description":"` + strings.Repeat("x", 4001) + `"}]`,
		"Url": `"Url":"https://my.xero.com/1"`, "BrandingThemeID": `"BrandingThemeID":"11111111-1111-1111-1111-111111111111"`,
		"currency": `"CurrencyCode":"EUR"`, "maximum": `"LineItems":[{"Description":"x","Quantity":100000000,"UnitAmount":1000}]`,
	} {
		contains(t, name, x.refused("PUT", "/Invoices", invoiceBody("K-1", n, "DRAFT", extra)), name)
	}
	contains(t, "number", x.refused("PUT", "/Invoices", invoiceBody("K–1", n, "DRAFT")), "ASCII")
	contains(t, "number", mustString(x.wrong("PUT", "/Invoices", invoiceBody(strings.Repeat("9", 256), n, "DRAFT"))), "InvoiceNumber")
	v := x.one("PUT", "/Invoices?unitdp=4", invoiceBody("K-1", n, "DRAFT", `"LineItems":[{"Description":"x","Quantity":1.00005,"UnitAmount":0.12345}]`))
	l := v["LineItems"].([]any)[0].(map[string]any)
	equal(t, "four decimals", fmt.Sprint(l["Quantity"], l["UnitAmount"]), fmt.Sprint("1.0001", "0.1235"))
}

func mustString(a answer) string { return string(a.body) }

func TestCurrencies(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	v := x.one("PUT", "/Invoices", invoiceBody("K-1", n, "DRAFT", `"CurrencyCode":"AUD"`))
	equal(t, "rate of the day", v["CurrencyRate"], "0.914320")
	v = x.one("PUT", "/Invoices", invoiceBody("K-2", n, "DRAFT", `"CurrencyCode":"AUD","CurrencyRate":9.14`))
	equal(t, "strange rate", fmt.Sprint(v["CurrencyRate"], v["StatusAttributeString"]), fmt.Sprint("9.140000", "WARNING"))
}

func TestInvoiceStatusMachine(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	to := func(id, status string) string {
		a := x.call("POST", "/Invoices/"+id, fmt.Sprintf(`{"Invoices":[{"InvoiceID":%q,"Status":%q}]}`, id, status))
		if a.status == 200 {
			return "OK"
		}
		return string(a.body)
	}
	const wrong = "Invoice not of valid status for modification"
	a := x.invoice("A", n, "DRAFT")
	for _, step := range [][2]string{{"SUBMITTED", "OK"}, {"DRAFT", "OK"}, {"VOIDED", wrong}, {"AUTHORISED", "OK"}, {"DRAFT", wrong}, {"DELETED", wrong}, {"VOIDED", "OK"}, {"AUTHORISED", wrong}} {
		contains(t, step[0], to(a, step[0]), step[1])
	}
	v, _ := x.c.Invoice(a)
	equal(t, "due of a void invoice", v.AmountDue, 0)
	b := x.invoice("B", n, "AUTHORISED")
	x.must(x.c.Pay(b, dec("15"), "2026-11-10"))
	contains(t, "void with a payment", to(b, "VOIDED"), "The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it.")
	x.must(x.c.Pay(b, dec("100"), "2026-11-12"))
	paid := x.one("GET", "/Invoices/"+b, "")
	equal(t, "paid", fmt.Sprint(paid["Status"], paid["AmountPaid"], paid["AmountDue"], paid["FullyPaidOnDate"], len(paid["Payments"].([]any))),
		fmt.Sprint("PAID", "115.00", "0.00", "/Date(1794441600000+0000)/", 2))
	contains(t, "paid", to(b, "AUTHORISED"), wrong)
	x.must(x.c.Unpay(b))
	v, _ = x.c.Invoice(b)
	equal(t, "payment removed", v.Status, "AUTHORISED")
	c := x.invoice("C", n, "DRAFT")
	contains(t, "deleted", to(c, "DELETED"), "OK")
	contains(t, "undeleted", to(c, "DRAFT"), wrong)
}

func TestStatusRequiredSwitch(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Switches.StatusRequired = true })
	id := x.invoice("A", x.contact("A"), "AUTHORISED")
	equal(t, "without status", x.refused("POST", "/Invoices/"+id, `{"Invoices":[{"Reference":"x"}]}`), "Invoice not of valid status for modification")
	x.one("POST", "/Invoices/"+id, `{"Invoices":[{"Reference":"x","Status":"AUTHORISED"}]}`)
	equal(t, "sent mark alone", x.one("POST", "/Invoices/"+id, `{"Invoices":[{"SentToContact":true}]}`)["SentToContact"], true)
}

func TestPaidInvoiceEdits(t *testing.T) {
	x := start(t)
	id := x.invoice("A", x.contact("A"), "AUTHORISED")
	x.must(x.c.Pay(id, dec("20"), "2026-11-10"))
	v, _ := x.c.Invoice(id)
	edit := func(fields string) string {
		return fmt.Sprintf(`{"Invoices":[{"InvoiceID":%q,"Status":"AUTHORISED",%s}]}`, id, fields)
	}
	line := func(fields string) string {
		return fmt.Sprintf(`"LineItems":[{"LineItemID":%q,%s}]`, v.Lines[0].LineItemID, fields)
	}
	const closed = "This document cannot be edited as it has a payment or credit note allocated to it."
	for _, fields := range []string{`"Date":"2026-11-04"`, line(`"Quantity":2`), line(`"TaxType":"ZERORATED"`), `"LineAmountTypes":"Inclusive"`,
		`"LineItems":[{"Description":"Hire","Quantity":1,"UnitAmount":100,"AccountCode":"200","TaxType":"OUTPUT2"}]`} {
		equal(t, fields, x.refused("POST", "/Invoices/"+id, edit(fields)), closed)
	}
	for _, fields := range []string{`"Reference":"new"`, `"InvoiceNumber":"B"`, `"Url":"https://litework.example/1"`, `"Date":"2026-11-03"`,
		line(`"Description":"other","AccountCode":"205"`), `"Contact":{"ContactID":"` + x.contact("B") + `"}`} {
		x.one("POST", "/Invoices/"+id, edit(fields))
	}
	before, _ := x.c.Invoice(id)
	x.clock.add(1e9)
	x.one("POST", "/Invoices/"+id, edit(`"DueDate":"2027-01-31"`))
	after, _ := x.c.Invoice(id)
	equal(t, "due date", after.DueDate, "2027-01-31")
	equal(t, "a new due date on a part paid invoice does not show", after.Updated, before.Updated)
	x.one("POST", "/Invoices/"+id, edit(`"Reference":"newer"`))
	after, _ = x.c.Invoice(id)
	equal(t, "a new reference does", after.Updated, x.clock.now())
}

func TestLockDates(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	id := x.invoice("A", n, "AUTHORISED")
	x.must(x.c.SetLockDates("2026-11-03", "2026-03-31"))
	const period = "The document date cannot be before the period lock date, currently set at 3 Nov 2026"
	equal(t, "create", x.refused("PUT", "/Invoices", invoiceBody("B", n, "DRAFT")), period)
	move := func(date string) string {
		return fmt.Sprintf(`{"Invoices":[{"InvoiceID":%q,"Status":"AUTHORISED","Date":%q}]}`, id, date)
	}
	equal(t, "the old date counts", x.refused("POST", "/Invoices/"+id, move("2026-11-04")), period)
	equal(t, "void", x.refused("POST", "/Invoices/"+id, `{"Invoices":[{"Status":"VOIDED"}]}`), period)
	x.must(x.c.SetAction("ApproveTransactionsBeforePeriodLockDate", "ALLOWED"))
	x.one("POST", "/Invoices/"+id, move("2026-11-02"))
	contains(t, "end of year", x.refused("POST", "/Invoices/"+id, move("2026-03-31")), "end of year lock date, currently set at 31 Mar 2026")
	o := x.one("GET", "/Organisation", "")
	equal(t, "told", o["PeriodLockDate"], "/Date(1793664000000+0000)/")
}

func TestPermissionsAndPlanLimit(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	x.must(x.c.SetAction("CreateApprovedInvoice", "NOT-ALLOWED"))
	equal(t, "forbidden", x.call("PUT", "/Invoices", invoiceBody("A", n, "AUTHORISED")).status, 403)
	x.invoice("A", n, "DRAFT")
	x.must(x.c.SetAction("CreateApprovedInvoice", "ALLOWED"))
	x.must(x.c.SetApprovalLimit(1))
	x.invoice("B", n, "AUTHORISED")
	equal(t, "plan", x.refused("PUT", "/Invoices", invoiceBody("C", n, "AUTHORISED")), "You have reached the limit of invoices you can approve")
}

// describe gives the lines of an invoice as "description:quantity".
func (x *xero) describe(id string) string {
	v, _ := x.c.Invoice(id)
	var out []string
	for _, l := range v.Lines {
		out = append(out, l.Description+":"+l.Quantity.String())
	}
	return strings.Join(out, " ")
}

func TestLineItemIDs(t *testing.T) {
	for _, first := range []bool{false, true} {
		x := start(t, func(c *xerofake.Config) { c.Switches.NewLinesFirst = first })
		id := x.invoice("A", x.contact("A"), "DRAFT", `"LineItems":[{"Description":"a","Quantity":1,"UnitAmount":1},{"Description":"b","Quantity":2,"UnitAmount":1},{"Description":"c","Quantity":3,"UnitAmount":1}]`)
		v, _ := x.c.Invoice(id)
		post := func(lines string) map[string]any {
			return x.one("POST", "/Invoices/"+id, `{"Invoices":[{"LineItems":[`+lines+`]}]}`)
		}
		post(fmt.Sprintf(`{"LineItemID":%q,"Description":"C"},{"Description":"new","Quantity":9,"UnitAmount":1},{"LineItemID":%q}`, v.Lines[2].LineItemID, v.Lines[0].LineItemID))
		equal(t, "known kept in order, missing gone, new added", x.describe(id), map[bool]string{false: "a:1 C:3 new:9", true: "new:9 a:1 C:3"}[first])
		x.one("POST", "/Invoices/"+id, `{"Invoices":[{"Reference":"lines absent"}]}`)
		equal(t, "lines absent", len(strings.Fields(x.describe(id))), 3)
		post(``)
		equal(t, "an empty list", len(strings.Fields(x.describe(id))), 3)
		old, _ := x.c.Invoice(id)
		post(`{"Description":"x","Quantity":1,"UnitAmount":1}`)
		equal(t, "no ids at all", x.describe(id), "x:1")
		now, _ := x.c.Invoice(id)
		if now.Lines[0].LineItemID == old.Lines[0].LineItemID {
			t.Error("the id was kept")
		}
		contains(t, "an id of another document", x.refused("POST", "/Invoices/"+id, `{"Invoices":[{"LineItems":[{"LineItemID":"11111111-1111-1111-1111-111111111111"}]}]}`), "LineItemID")
	}
}

func TestLineSwitches(t *testing.T) {
	x := start(t, func(c *xerofake.Config) {
		c.Switches.LineIDsChange, c.Switches.EmptyLinesDelete, c.Switches.LineErrorsNested = true, true, true
	})
	n := x.contact("A")
	id := x.invoice("A", n, "DRAFT")
	before, _ := x.c.Invoice(id)
	x.one("POST", "/Invoices/"+id, fmt.Sprintf(`{"Invoices":[{"LineItems":[{"LineItemID":%q,"Quantity":2}]}]}`, before.Lines[0].LineItemID))
	after, _ := x.c.Invoice(id)
	if after.Lines[0].LineItemID == before.Lines[0].LineItemID {
		t.Error("the line kept its id")
	}
	x.one("POST", "/Invoices/"+id, `{"Invoices":[{"LineItems":[]}]}`)
	equal(t, "lines", x.describe(id), "")
	a := x.call("PUT", "/Invoices?summarizeErrors=false", invoiceBody("B", n, "DRAFT", `"LineItems":[{"Description":"x","AccountCode":"999"}]`))
	line := a.json(t)["Invoices"].([]any)[0].(map[string]any)["LineItems"].([]any)[0].(map[string]any)
	contains(t, "nested", fmt.Sprint(line["ValidationErrors"]), "Account code '999'")
}

func TestTracking(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	category := x.one("GET", "/TrackingCategories", "")
	option := category["Options"].([]any)[0].(map[string]any)["TrackingOptionID"].(string)
	byID := `"LineItems":[{"Description":"x","Tracking":[{"TrackingOptionID":"` + option + `"}]}]`
	byName := `"LineItems":[{"Description":"x","Tracking":[{"Name":"Region","Option":"North"}]}]`
	for _, lines := range []string{byID, byName} {
		v := x.one("PUT", "/Invoices", invoiceBody("", n, "DRAFT", lines))
		tracking := v["LineItems"].([]any)[0].(map[string]any)["Tracking"].([]any)[0].(map[string]any)
		equal(t, "option", tracking["Option"], "North")
		equal(t, "id", tracking["TrackingOptionID"], option)
	}
	x.quote("Q-1", n, "DRAFT", byID)
	contains(t, "quotes want ids", x.refused("PUT", "/Quotes", strings.Replace(`{"Quotes":[{"Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03",LINES}]}`, "LINES", byName, 1)), "tracking")
}

func TestInvoiceParts(t *testing.T) {
	x := start(t)
	id := x.invoice("A", x.contact("A"), "DRAFT")
	equal(t, "online invoice of a draft", x.call("GET", "/Invoices/"+id+"/OnlineInvoice", "").status, 404)
	x.must(x.c.ApproveInvoice(id))
	contains(t, "online invoice", mustString(x.call("GET", "/Invoices/"+id+"/OnlineInvoice", "")), "https://in.xero.com/")
	equal(t, "note", x.call("PUT", "/Invoices/"+id+"/History", `{"HistoryRecords":[{"Details":"Called them"}]}`).status, 200)
	contains(t, "history", mustString(x.call("GET", "/Invoices/"+id+"/History", "")), `"Details":"Called them"`)
	equal(t, "email", x.call("POST", "/Invoices/"+id+"/Email", `{}`).status, 204)
	equal(t, "sent", x.one("GET", "/Invoices/"+id, "")["SentToContact"], true)
}
