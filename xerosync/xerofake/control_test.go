package xerofake_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"litework/xerosync/xerofake"
)

func TestXeroSideEdits(t *testing.T) {
	x := start(t)
	id := x.invoice("A", x.contact("A"), "DRAFT")
	before, _ := x.c.Invoice(id)
	x.clock.add(time.Minute)
	x.must(x.c.AddLine(id, xerofake.Line{Description: "added", Quantity: dec("2"), UnitAmount: dec("10"), AccountCode: "200", TaxType: "OUTPUT2"}))
	x.must(x.c.ChangeLine(id, 0, func(l *xerofake.Line) { l.Quantity = dec("3") }))
	v, _ := x.c.Invoice(id)
	equal(t, "total", v.Total, "368")
	equal(t, "updated", v.Updated, x.clock.now())
	x.must(x.c.RemoveLine(id, 0))
	x.must(x.c.ReplaceLineIDs(id))
	v, _ = x.c.Invoice(id)
	if len(v.Lines) != 1 || v.Lines[0].LineItemID == before.Lines[0].LineItemID {
		t.Errorf("lines: %+v", v.Lines)
	}
	x.must(x.c.EditInvoice(id, func(v *xerofake.Invoice) { v.Reference = "from Xero" }))
	x.must(x.c.ApproveInvoice(id))
	x.must(x.c.Credit(id, dec("3"), "2026-11-05"))
	got := x.one("GET", "/Invoices/"+id, "")
	equal(t, "credited", fmt.Sprint(got["Reference"], got["AmountCredited"], got["AmountDue"], len(got["CreditNotes"].([]any))), fmt.Sprint("from Xero", "3.00", "20.00", 1))
	if x.c.VoidInvoice(id) == nil || x.c.Pay(id, dec("20.01"), "2026-11-05") == nil || x.c.AddLine(id, xerofake.Line{}) == nil || x.c.RemoveLine("no", 0) == nil {
		t.Error("Xero would have refused this")
	}
}

func TestCopiesAreCopies(t *testing.T) {
	x := start(t)
	id := x.invoice("A", x.contact("A"), "DRAFT")
	v, _ := x.c.Invoice(id)
	v.Lines[0].Description = "changed outside"
	now, _ := x.c.Invoice(id)
	equal(t, "description", now.Lines[0].Description, "Hire")
}

func TestReset(t *testing.T) {
	x := start(t, func(c *xerofake.Config) { c.Demo = true })
	old := x.c.Invoices()[0].InvoiceID
	id, err := x.c.Reset()
	x.must(err)
	if id == x.tenant || id != x.c.TenantID() {
		t.Errorf("tenant %s after %s", id, x.tenant)
	}
	equal(t, "old tenant", x.call("GET", "/Organisation", "").status, 403)
	x.token, _ = x.s.Grant(app)
	x.tenant = id
	equal(t, "old invoice", x.call("GET", "/Invoices/"+old, "").status, 404)
	equal(t, "id", x.one("GET", "/Organisation", "")["OrganisationID"], id)
}

func (x *xero) control(action string, args any, kind string) answer {
	x.t.Helper()
	body, err := json.Marshal(args)
	x.must(err)
	req, _ := http.NewRequest("POST", x.url+"/_control/"+action, bytes.NewReader(body))
	req.Header.Set("Content-Type", kind)
	a, err := x.send(req)
	x.must(err)
	return a
}

func TestControlOverHTTP(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	v, q := x.invoice("A", n, "DRAFT"), x.quote("Q", n, "SENT")
	type args map[string]any
	for _, step := range []struct {
		action string
		args   args
		status int
	}{
		{"add-line", args{"id": v, "description": "more", "quantity": "2", "unitAmount": "10", "accountCode": "200", "taxType": "OUTPUT2"}, 200},
		{"change-line", args{"id": v, "index": 1, "quantity": "4"}, 200},
		{"remove-line", args{"id": v, "index": 0}, 200},
		{"replace-line-ids", args{"id": v}, 200},
		{"approve-invoice", args{"id": v}, 200},
		{"set-due-date", args{"id": v, "date": "2027-01-20"}, 200},
		{"mark-sent", args{"id": v}, 200},
		{"pay", args{"id": v, "amount": "46.00", "date": "2026-11-05"}, 200},
		{"pay", args{"id": v, "amount": "1", "date": "2026-11-05"}, 400},
		{"void-invoice", args{"id": v}, 400},
		{"unpay", args{"id": v}, 200},
		{"credit", args{"id": v, "amount": "6", "date": "2026-11-06"}, 200},
		{"quote-status", args{"id": q, "status": "ACCEPTED"}, 200},
		{"convert-quote", args{"id": q}, 200},
		{"rename-contact", args{"id": n, "name": "B"}, 200},
		{"archive-contact", args{"id": n}, 200},
		{"lock-dates", args{"period": "2026-06-30"}, 200},
		{"account-status", args{"code": "200", "status": "ARCHIVED"}, 200},
		{"action-status", args{"name": "CreateDraftQuote", "status": "NOT-ALLOWED"}, 200},
		{"fault", args{"method": "GET", "path": "/Quotes", "kind": "429-day", "times": 1, "retryAfter": 7}, 200},
		{"fault", args{"kind": "earthquake"}, 400},
		{"pay", args{"id": v, "amount": "lots"}, 400},
		{"dance", args{}, 400},
	} {
		a := x.control(step.action, step.args, "application/json")
		if a.status != step.status {
			t.Errorf("%s: status %d: %s", step.action, a.status, a.body)
		}
	}
	got, _ := x.c.Invoice(v)
	equal(t, "invoice", fmt.Sprint(got.Status, got.AmountDue, got.DueDate, got.SentToContact), "AUTHORISED402027-01-20true")
	equal(t, "fault", x.call("GET", "/Quotes", "").header.Get("Retry-After"), "7")
	equal(t, "a form cannot post", x.control("reset", struct{}{}, "text/plain").status, 415)
	contains(t, "look", string(x.get("/_control/calls").body), `"PUT /Invoices":1`)
	contains(t, "look", string(x.get("/_control/invoices").body), v)
	equal(t, "reset", x.control("reset", struct{}{}, "application/json").status, 200)
	equal(t, "nothing left", len(x.c.Invoices()), 0)
}

func TestRecordPages(t *testing.T) {
	x := start(t)
	n := x.contact(`<script>alert("A")</script>`)
	v, q := x.invoice("A", n, "AUTHORISED"), x.quote("Q", n, "SENT")
	base := "/app/" + x.c.Organisation().ShortCode
	page := x.get(base + "/invoicing/view/" + v)
	for _, want := range []string{"DEMO", "115.00", "AUTHORISED", "Hire", "Change due date", "Void", "&lt;script&gt;"} {
		contains(t, "invoice page", string(page.body), want)
	}
	if strings.Contains(string(page.body), "<script") {
		t.Error("text was not escaped")
	}
	equal(t, "escaped short code", x.get(strings.Replace(base, "!", "%21", 1)+"/contacts/contact/"+n).status, 200)
	for _, path := range []string{base + "/invoicing/view/" + q, "/app/!nobody/invoicing/view/" + v, base + "/other/view/" + v} {
		equal(t, path, x.get(path).status, 404)
	}
	token := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(string(page.body))[1]
	do := func(path, action string, more ...string) int {
		form := url.Values{"csrf": {token}, "do": {action}}
		for i := 0; i+1 < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return x.post(base+path, form).status
	}
	invoice, quote := "/invoicing/view/"+v, "/quotes/view/"+q
	equal(t, "without the token", x.post(base+invoice, url.Values{"do": {"void"}}).status, 403)
	equal(t, "due date", do(invoice, "due", "date", "2027-02-20"), 303)
	equal(t, "line", do(invoice, "line", "index", "0", "quantity", "2", "description", "", "price", ""), 303)
	equal(t, "too much", do(invoice, "pay", "amount", "9999", "date", "2026-11-05"), 409)
	equal(t, "pay", do(invoice, "pay", "amount", "230", "date", "2026-11-05"), 303)
	got, _ := x.c.Invoice(v)
	equal(t, "invoice", fmt.Sprint(got.Status, got.Total, got.DueDate), "PAID2302027-02-20")
	equal(t, "void", do(invoice, "void"), 409)
	equal(t, "accept", do(quote, "accept"), 303)
	equal(t, "decline what is accepted", do(quote, "decline"), 409)
	gotQ, _ := x.c.Quote(q)
	equal(t, "quote", gotQ.Status, "ACCEPTED")
	equal(t, "rename", do("/contacts/contact/"+n, "rename", "name", "Renamed"), 303)
	contains(t, "contact page", string(x.get(base+"/contacts/contact/"+n).body), "Renamed")
}

func TestDemoIsKeptBetweenStarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.json")
	clock := newClock()
	cfg := xerofake.Config{Clock: clock.now, Demo: true, State: path, AutoApprove: true}
	run, err := xerofake.Start("127.0.0.1:0", cfg)
	if err != nil {
		t.Fatal(err)
	}
	c := run.Server.Control()
	equal(t, "contacts", len(c.Contacts()), 40)
	equal(t, "quotes", len(c.Quotes()), 12)
	statuses := map[string]int{}
	part := 0
	for _, v := range c.Invoices() {
		statuses[v.Status]++
		if v.Updated.After(clock.now()) {
			t.Errorf("%s was changed at %v, which is still to come", v.InvoiceNumber, v.Updated)
		}
		if v.Status == "AUTHORISED" && v.AmountPaid.IsPositive() {
			part++
		}
		if v.CurrencyCode != "NZD" && !v.TotalTax.IsZero() {
			t.Errorf("%s: tax on an export", v.InvoiceNumber)
		}
	}
	for _, status := range []string{"DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED"} {
		if statuses[status] == 0 {
			t.Errorf("no invoice is %s", status)
		}
	}
	if part == 0 {
		t.Error("no invoice is part paid")
	}
	_, refresh := run.Server.Grant(app)
	id := c.Invoices()[0].InvoiceID
	if err := c.EditInvoice(id, func(v *xerofake.Invoice) { v.Reference = "kept" }); err != nil {
		t.Fatal(err)
	}
	// What was committed is in the file already, without a Close.
	again, err := xerofake.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := again.Control().Invoice(id)
	equal(t, "reference", v.Reference, "kept")
	equal(t, "organisation", again.Control().Organisation(), c.Organisation())
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}
	run, err = xerofake.Start("127.0.0.1:0", cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = run.Close() }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.PostForm(run.URL+"/connect/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {app}, "refresh_token": {refresh}})
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	equal(t, "the refresh token still counts", resp.StatusCode, 200)
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".xerofake-*"))
	equal(t, "temporary files", len(left), 0)
}

// Everything in the demo has to pass the contract, in every country.
func TestDemoReadsCleanly(t *testing.T) {
	for _, country := range []string{"NZ", "AU", "UK"} {
		x := start(t, func(c *xerofake.Config) { c.Demo, c.Country, c.NewID = true, country, nil })
		for _, path := range []string{"/Contacts?includeArchived=true", "/Contacts?page=1", "/Invoices", "/Invoices?page=1&unitdp=4", "/Quotes", "/Accounts", "/TaxRates",
			"/Items", "/Currencies", "/BrandingThemes", "/TrackingCategories", "/Organisation"} {
			if list := x.list("GET", path, ""); len(list) == 0 {
				t.Errorf("%s: nothing", path)
			}
		}
		equal(t, "contacts", len(x.list("GET", "/Contacts", "")), 39)
		for _, v := range x.c.Invoices() {
			x.one("GET", "/Invoices/"+v.InvoiceID, "")
		}
	}
}

func TestBrokenStateIsNotOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.json")
	for _, text := range []string{"{", `{"Version":99}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := xerofake.New(xerofake.Config{State: path}); err == nil {
			t.Errorf("%q was accepted", text)
		}
		data, _ := os.ReadFile(path)
		equal(t, "file", string(data), text)
	}
}
