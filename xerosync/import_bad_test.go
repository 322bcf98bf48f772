package xerosync

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"litework/document"
	"litework/store"

	"github.com/google/go-cmp/cmp"
)

// anInvoice is an invoice as Xero sends it, with fields set or, with null,
// taken out.
func anInvoice(id, number string, more ...string) string {
	fields := []string{
		"Type", `"ACCREC"`, "InvoiceID", `"` + id + `"`, "InvoiceNumber", `"` + number + `"`,
		"Contact", `{"ContactID":"aaaaaaaa-0000-4000-8000-000000000001","Name":"Kowhai Cafe Ltd"}`,
		"Date", `"/Date(1772323200000+0000)/"`, "DueDate", `"/Date(1776643200000+0000)/"`, "Status", `"AUTHORISED"`,
		"LineAmountTypes", `"Exclusive"`, "CurrencyCode", `"NZD"`,
		"LineItems", `[` + xeroLine() + `]`,
		"SubTotal", "200.00", "TotalTax", "30.00", "Total", "230.00", "AmountDue", "230.00", "AmountPaid", "0.00",
		"UpdatedDateUTC", `"/Date(1772323200123+0000)/"`,
	}
	for i := 0; i < len(more); i += 2 {
		found := false
		for k := 0; k < len(fields); k += 2 {
			if fields[k] == more[i] {
				fields[k+1], found = more[i+1], true
			}
		}
		if !found {
			fields = append(fields, more[i], more[i+1])
		}
	}
	var out []string
	for k := 0; k < len(fields); k += 2 {
		out = append(out, fmt.Sprintf("%q:%s", fields[k], fields[k+1]))
	}
	return "{" + strings.Join(out, ",") + "}"
}

func xeroLine(more ...string) string {
	fields := []string{"Description", `"Hire"`, "Quantity", "2.0000", "UnitAmount", "100.0000", "LineAmount", "200.00",
		"TaxType", `"OUTPUT2"`, "TaxAmount", "30.00", "AccountCode", `"200"`, "LineItemID", `"eeeeeeee-0000-4000-8000-000000000001"`}
	for i := 0; i < len(more); i += 2 {
		fields = append(fields, more[i], more[i+1]) // the later of two counts
	}
	var out []string
	for k := 0; k < len(fields); k += 2 {
		out = append(out, fmt.Sprintf("%q:%s", fields[k], fields[k+1]))
	}
	return "{" + strings.Join(out, ",") + "}"
}

// Everything that real Xero answers hold is imported, or is refused with the
// reason, one record at a time.
func TestWhatRealAnswersHold(t *testing.T) {
	id := func(i int) string { return fmt.Sprintf("dddddddd-0000-4000-8000-%012d", i) }
	cases := []struct {
		name, raw string
		// refused or noted is the code of the problem.
		refused, noted string
		headOnly       bool
		total          string
	}{
		{name: "ordinary", raw: anInvoice(id(0), "N-0"), total: "230"},
		{name: "tax overridden", raw: anInvoice(id(1), "N-1", "LineItems", "["+xeroLine("TaxAmount", "31.23")+"]", "TotalTax", "31.23", "Total", "231.23"), total: "231.23"},
		{name: "discount in money", raw: anInvoice(id(2), "N-2", "LineItems", "["+xeroLine("DiscountAmount", "33.33", "LineAmount", "166.67", "TaxAmount", "25.00")+"]", "SubTotal", "166.67", "TotalTax", "25.00", "Total", "191.67"), total: "191.67"},
		{name: "text only", raw: anInvoice(id(3), "N-3", "LineItems", `[`+xeroLine()+`,{"Description":"A word\nand another","LineItemID":"eeeeeeee-0000-4000-8000-000000000002"}]`), total: "230"},
		{name: "bill", raw: anInvoice(id(4), "N-4", "Type", `"ACCPAY"`), refused: "bill"},
		{name: "no dates, no terms, no amounts", raw: anInvoice(id(5), "N-5", "Date", "null", "DueDate", "null", "SubTotal", "null", "TotalTax", "null", "Total", "null", "AmountDue", "null", "AmountPaid", "null"), total: "230"},
		{name: "no lines, nothing due", raw: anInvoice(id(6), "N-6", "LineItems", "[]", "SubTotal", "0", "TotalTax", "0", "Total", "0", "AmountDue", "0"), total: "0"},
		{name: "lines left out", raw: anInvoice(id(7), "N-7", "LineItems", "null"), refused: "lines-missing"},
		{name: "totals of another rule", raw: anInvoice(id(8), "N-8", "Total", "230.07"), noted: "head-only", headOnly: true, total: "230.07"},
		{name: "a word for a number", raw: anInvoice(id(9), "N-9", "Total", `"much"`), refused: "unreadable"},
		{name: "a list for a word", raw: anInvoice(id(10), "N-10", "Reference", `["a"]`), refused: "unreadable"},
		{name: "a date that is none", raw: anInvoice(id(11), "N-11", "Date", `"tomorrow"`), refused: "unreadable"},
		{name: "no number", raw: anInvoice(id(12), "", "InvoiceNumber", "null"), noted: "number-missing", total: "230"},
		{name: "no contact", raw: anInvoice(id(13), "N-13", "Contact", "null"), refused: "client-missing"},
		{name: "contact without a name", raw: anInvoice(id(14), "N-14", "Contact", `{"ContactID":"aaaaaaaa-0000-4000-8000-000000000002"}`), refused: "client-missing"},
		{name: "more decimals than are kept", raw: anInvoice(id(15), "N-15", "LineItems", "["+xeroLine("UnitAmount", "100.0000001")+"]"), total: "230"},
		{name: "larger than any file", raw: anInvoice(id(16), "N-16", "LineItems", "["+xeroLine("UnitAmount", "9e22", "LineAmount", "18e22", "TaxAmount", "0")+"]", "Total", "18e22", "SubTotal", "18e22", "TotalTax", "0"), refused: "too-large"},
		{name: "a tax nobody knows", raw: anInvoice(id(17), "N-17", "LineItems", "["+xeroLine("TaxType", `"TAX099"`, "TaxAmount", "20.00")+"]", "TotalTax", "20.00", "Total", "220.00"), total: "220"},
		{name: "a status nobody knows", raw: anInvoice(id(18), "N-18", "Status", `"PONDERED"`), total: "230"},
		{name: "the same number again", raw: anInvoice(id(19), "n-0"), total: "230"},
		{name: "numbers as words", raw: anInvoice(id(20), "N-20", "Total", `"230.00"`, "SentToContact", `"true"`), total: "230"},
		{name: "no id", raw: `{"InvoiceNumber":"N-21"}`, refused: "unreadable"},
		{name: "nothing", raw: `null`, refused: "unreadable"},
		{name: "no record at all", raw: `[1,2]`, refused: "unreadable"},
		{name: "a negative line", raw: anInvoice(id(24), "N-24", "LineItems", "["+xeroLine()+","+xeroLine("LineItemID", `"eeeeeeee-0000-4000-8000-000000000003"`, "UnitAmount", "-10", "LineAmount", "-20.00", "TaxAmount", "-3.00")+"]", "SubTotal", "180", "TotalTax", "27", "Total", "207"), total: "207"},
	}
	var list []string
	for _, c := range cases {
		list = append(list, c.raw)
	}
	w := importWorld(t, 0, 0, 0)
	w.net.answer = func(r *http.Request) *http.Response {
		if !strings.HasSuffix(r.URL.Path, "/Invoices") {
			return nil
		}
		return page(r, 200, "application/json", `{"Status":"OK","Invoices":[`+strings.Join(list, ",")+`]}`)
	}
	st := w.download(ImportChoices{Invoices: true, UpdateExisting: true})
	if c := st.Preview[0]; c.InXero != len(cases) {
		t.Errorf("%+v", c)
	}
	result := w.apply(st)
	codes := map[string]string{}
	for _, p := range result.Problems {
		codes[p.Label] += p.Problem.Code
		if !strings.HasSuffix(p.Problem.Sentence, ".") {
			t.Errorf("%q is no sentence", p.Problem.Sentence)
		}
	}
	refused := 0
	for i, c := range cases {
		link, linked := w.linkOf(store.RecordInvoice, id(i))
		if c.refused != "" {
			refused++
			if linked {
				t.Errorf("%s: was imported", c.name)
			}
			if number := fmt.Sprintf("N-%d", i); i < 21 && codes[number] != c.refused {
				t.Errorf("%s: %q, not %s", c.name, codes[number], c.refused)
			}
			continue
		}
		if !linked {
			t.Errorf("%s: is not here", c.name)
			continue
		}
		d := w.doc(link.RecordID)
		total := d.Totals().Total
		if c.headOnly {
			total = d.Remote.Total
		}
		if !total.Equal(dec(c.total)) || d.HeadOnly != c.headOnly || d.State != document.Synced {
			t.Errorf("%s: total %s, head only %v, %s", c.name, total, d.HeadOnly, d.State)
		}
		number := fmt.Sprintf("N-%d", i)
		if c.noted == "number-missing" {
			number = ""
		}
		if c.noted != "" && !strings.Contains(codes[number], c.noted) {
			t.Errorf("%s: %q is noted, not %s", c.name, codes[number], c.noted)
		}
	}
	if got := result.Counts[0]; got.Refused != refused || got.New != len(cases)-refused {
		t.Errorf("%+v, not %d refused", got, refused)
	}
	// Importing all of it again changes nothing.
	before := w.imprint()
	again := w.apply(w.download(ImportChoices{Invoices: true, UpdateExisting: true}))
	if diff := cmp.Diff(before, w.imprint()); diff != "" {
		t.Error(diff)
	}
	if got := again.Counts[0]; got.New != 0 || got.Update != 0 || got.Refused != refused {
		t.Errorf("again: %+v", got)
	}
}

func (w *world) linkOf(kind store.RecordKind, xeroID string) (link store.Link, ok bool) {
	w.t.Helper()
	err := w.file.View(w.t.Context(), func(tx *store.SyncTx) (err error) {
		link, ok, err = tx.LinkByXeroID(kind, xeroID)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return link, ok
}

// Documents bring their contacts with them: from staging, following merges, or
// made of what the document says.
func TestDocumentsBringTheirContacts(t *testing.T) {
	w := importWorld(t, 4, 4, 0)
	x := w.sim.Control()
	if err := x.MergeContacts(importID('c', 0), importID('c', 1)); err != nil {
		t.Fatal(err)
	}
	// Without contacts: each is made of what its document says.
	w.apply(w.download(ImportChoices{Invoices: true}))
	w.agreesWithXero()
	// With them, the rest of what Xero knows comes.
	result := w.apply(w.download(ImportChoices{Contacts: true, UpdateExisting: true}))
	if c := result.Counts[0]; c.New != 0 || c.Update+c.Unchanged != 3 || c.InXero != 3 {
		t.Errorf("%+v", c)
	}
	if c := w.contactNamed("Client 0002 Ltd"); c.Email != "c2@example.org" {
		t.Errorf("%+v", c)
	}
}

// A customer is who is one in Xero, who has sales documents, and who is neither
// customer nor supplier yet.
func TestCustomersOnly(t *testing.T) {
	w := importWorld(t, 0, 0, 0)
	contact := func(id, name, customer, supplier string) string {
		return fmt.Sprintf(`{"ContactID":%q,"Name":%q,"ContactStatus":"ACTIVE","IsCustomer":%s,"IsSupplier":%s,"EmailAddress":"a@example.org"}`, id, name, customer, supplier)
	}
	const supplierWithQuote = "aaaaaaaa-0000-4000-8000-000000000004"
	w.net.answer = func(r *http.Request) *http.Response {
		switch {
		case strings.HasSuffix(r.URL.Path, "/Contacts"):
			return page(r, 200, "application/json", `{"Contacts":[`+strings.Join([]string{
				contact("aaaaaaaa-0000-4000-8000-000000000001", "Customer", "true", "true"),
				contact("aaaaaaaa-0000-4000-8000-000000000002", "Fresh", "false", "false"),
				contact("aaaaaaaa-0000-4000-8000-000000000003", "Supplier", "false", "true"),
				contact(supplierWithQuote, "Supplier with a document", "false", "true"),
			}, ",")+`]}`)
		case strings.HasSuffix(r.URL.Path, "/Invoices"):
			return page(r, 200, "application/json", `{"Invoices":[`+anInvoice("dddddddd-0000-4000-8000-000000000001", "N-1",
				"Contact", `{"ContactID":"`+supplierWithQuote+`","Name":"Supplier with a document"}`)+`]}`)
		}
		return nil
	}
	result := w.apply(w.download(ImportChoices{Contacts: true, CustomersOnly: true, Invoices: true}))
	if c := result.Counts[0]; c.InXero != 2 || c.New != 2 {
		t.Errorf("%+v", c)
	}
	for id, here := range map[string]bool{"1": true, "2": true, "3": false, "4": true} {
		if _, ok := w.linkOf(store.RecordContact, "aaaaaaaa-0000-4000-8000-00000000000"+id); ok != here {
			t.Errorf("contact %s is here: %v", id, ok)
		}
	}
	if c := w.contactNamed("Supplier with a document"); c.Email != "a@example.org" {
		t.Errorf("it was not taken from staging: %+v", c)
	}
}
