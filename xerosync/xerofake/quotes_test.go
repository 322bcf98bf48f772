package xerofake_test

import (
	"fmt"
	"strings"
	"testing"

	"litework/xerosync/xerofake"
)

func TestQuoteRoundTrip(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	a := x.call("PUT", "/Quotes?summarizeErrors=false", `{"Quotes":[{"QuoteNumber":"Q-210","Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03","ExpiryDate":"2026-12-03","Title":"Deck","Summary":"Rebuild","Terms":"Valid 30 days","Reference":"lead 9",
		"LineAmountTypes":"EXCLUSIVE","Status":"DRAFT","LineItems":[{"Description":"Timber","Quantity":10,"UnitAmount":12.5125,"AccountCode":"200"}]}]}`)
	m := a.json(t)
	equal(t, "SummarizeErrors", m["SummarizeErrors"], false)
	q := m["Quotes"].([]any)[0].(map[string]any)
	for field, want := range map[string]string{"Date": "/Date(1793664000000)/", "UpdatedDateUTC": "/Date(1793696400000)/", "DateString": "2026-11-03T00:00:00", "SubTotal": "125.13", "TotalTax": "0.00"} {
		equal(t, field, q[field], want)
	}
	line := q["LineItems"].([]any)[0].(map[string]any)
	equal(t, "always four decimals", line["UnitAmount"], "12.5125")
	equal(t, "no tax by default", line["TaxType"], nil)
	for _, name := range []string{"UpdatedDateUTCString", "AmountDue", "SentToContact"} {
		if _, has := q[name]; has {
			t.Errorf("quotes have no %s", name)
		}
	}
}

func (x *xero) postQuote(id, fields string) map[string]any {
	x.t.Helper()
	return x.one("POST", "/Quotes/"+id, `{"Quotes":[{"QuoteID":"`+id+`",`+fields+`}]}`)
}

func TestQuoteUpdateClearsWhatIsNotSent(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	id := x.quote("Q-1", n, "DRAFT", `"Title":"Deck","Summary":"S","Terms":"T","Reference":"R","ExpiryDate":"2026-12-03","LineAmountTypes":"INCLUSIVE"`)
	before, _ := x.c.Quote(id)
	equal(t, "inclusive", before.TotalTax, "13.04")
	x.postQuote(id, `"Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03","Title":"Deck"`)
	q, _ := x.c.Quote(id)
	equal(t, "head", fmt.Sprint(q.Title, q.Summary, q.Terms, q.Reference, q.ExpiryDate), "Deck")
	equal(t, "exclusive again", fmt.Sprint(q.LineAmountTypes, q.Total), "EXCLUSIVE115")
	equal(t, "lines stay", q.Lines[0].LineItemID, before.Lines[0].LineItemID)
	equal(t, "number stays", q.QuoteNumber, "Q-1")
	contains(t, "no contact", x.refused("POST", "/Quotes/"+id, `{"Quotes":[{"Date":"2026-11-03"}]}`), "Contact must be specified")
	contains(t, "no date", x.refused("POST", "/Quotes/"+id, `{"Quotes":[{"Contact":{"ContactID":"`+n+`"}}]}`), "date")
}

func TestQuoteStatusMachine(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Limits.Off = true })
	n := x.contact("A")
	all := []string{"DRAFT", "SENT", "ACCEPTED", "DECLINED", "INVOICED", "DELETED"}
	allowed := map[string]string{"DRAFT": "DRAFT SENT DELETED", "SENT": "SENT ACCEPTED DECLINED DELETED", "ACCEPTED": "ACCEPTED INVOICED SENT DELETED",
		"DECLINED": "DECLINED SENT DELETED", "INVOICED": "INVOICED SENT DELETED", "DELETED": ""}
	for _, from := range all {
		for _, to := range all {
			id, err := x.c.AddQuote(xerofake.Quote{ContactID: n, Status: from, Date: "2026-11-03", Lines: []xerofake.Line{{Description: "x"}}})
			x.must(err)
			q, _ := x.c.Quote(id)
			a := x.call("POST", "/Quotes/"+id, `{"Quotes":[{"QuoteID":"`+id+`","QuoteNumber":"`+q.QuoteNumber+`","Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03","Status":"`+to+`"}]}`)
			want := map[bool]int{true: 200, false: 400}[strings.Contains(" "+allowed[from]+" ", " "+to+" ")]
			equal(t, from+" to "+to, a.status, want)
		}
	}
	contains(t, "create accepted", x.refused("PUT", "/Quotes", `{"Quotes":[{"Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03","Status":"ACCEPTED","LineItems":[{"Description":"x"}]}]}`), "status")
}

func TestAcceptedQuotesAreClosed(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	id := x.quote("Q-1", n, "SENT", `"Title":"Deck"`)
	x.must(x.c.SetQuoteStatus(id, "ACCEPTED"))
	head := `"Contact":{"ContactID":"` + n + `"},"Date":"2026-11-03","Status":"ACCEPTED"`
	contains(t, "title lost", x.refused("POST", "/Quotes/"+id, `{"Quotes":[{`+head+`}]}`), "not of valid status")
	x.postQuote(id, head+`,"Title":"Deck"`)
}

func TestQuoteNumbers(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	body := func(number string) string {
		return `{"Quotes":[{"QuoteNumber":"` + number + `","Contact":{"ContactID":"` + n + `"},"Date":"2026-11-03","LineItems":[{"Description":"x"}]}]}`
	}
	x.one("PUT", "/Quotes", body("QU-10"))
	x.one("PUT", "/Quotes", body("QU-100"))
	equal(t, "a part of the number is enough", len(x.list("GET", "/Quotes?QuoteNumber=QU-10", "")), 2)
	contains(t, "duplicate", x.refused("PUT", "/Quotes", body("qu-10")), "unique")
	contains(t, "POST of a duplicate", x.refused("POST", "/Quotes", body("QU-10")), "unique")
	equal(t, "numbered by Xero", x.one("PUT", "/Quotes", body(""))["QuoteNumber"], "QU-0001")
	by := start(t, func(c *xerofake.Config) { c.Switches.QuotePostByNumber = true })
	m := by.contact("A")
	id := by.quote("Q-1", m, "DRAFT")
	equal(t, "POST by number", by.one("POST", "/Quotes", `{"Quotes":[{"QuoteNumber":"Q-1","Contact":{"ContactID":"`+m+`"},"Date":"2026-11-03"}]}`)["QuoteID"], id)
}

func TestInclusiveQuoteReadBack(t *testing.T) {
	for _, exclusive := range []bool{false, true} {
		x := start(t, func(c *xerofake.Config) { c.Switches.InclusiveQuotesReadExclusive = exclusive })
		id := x.quote("Q-1", x.contact("A"), "DRAFT", `"LineAmountTypes":"INCLUSIVE","LineItems":[{"Description":"x","Quantity":1,"UnitAmount":1092,"TaxType":"OUTPUT2"}]`)
		q := x.one("GET", "/Quotes/"+id, "")
		line := q["LineItems"].([]any)[0].(map[string]any)
		equal(t, "unit", line["UnitAmount"], map[bool]string{false: "1092.0000", true: "949.5652"}[exclusive])
		equal(t, "the line adds up to", line["LineAmount"], map[bool]any{false: q["Total"], true: q["SubTotal"]}[exclusive])
	}
}

func TestQuoteLimitsAndRequirements(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	put := func(fields string) answer {
		return x.wrong("PUT", "/Quotes", `{"Contact":{"ContactID":"`+n+`"},"Date":"2026-11-03",`+fields+`}`)
	}
	for fields, want := range map[string]string{
		`"Title":"` + strings.Repeat("x", 101) + `","LineItems":[{"Description":"x"}]`: "Title",
		`"LineItems":[]`:               "line items",
		`"LineItems":[{"Quantity":1}]`: "Description",
		`"LineAmountTypes":"Exclusive","LineItems":[{"Description":"x"}]`: "LineAmountTypes",
	} {
		a := put(fields)
		equal(t, fields, a.status, 400)
		contains(t, fields, string(a.body), want)
	}
}

func TestConvertInXero(t *testing.T) {
	x := start(t)
	q := x.quote("Q-1", x.contact("A"), "SENT", `"Reference":"lead"`)
	x.must(x.c.SetQuoteStatus(q, "ACCEPTED"))
	id, err := x.c.ConvertQuote(q)
	x.must(err)
	v := x.one("GET", "/Invoices/"+id, "")
	equal(t, "invoice", fmt.Sprint(v["Status"], v["Reference"], v["Total"]), fmt.Sprint("DRAFT", "lead", "115.00"))
	equal(t, "quote", x.one("GET", "/Quotes/"+q, "")["Status"], "INVOICED")
	if _, err := x.c.ConvertQuote(q); err == nil {
		t.Error("converted twice")
	}
}
