package xerosync

import (
	"encoding/json"
	"testing"

	"litework/document"
	"litework/xerosync/xeroapi"

	"pgregory.net/rapid"
)

// What Xero prints differently is the same.
func TestCanonicalForm(t *testing.T) {
	parse := func(text string) Seen {
		var v xeroapi.Invoice
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		return seenInvoice(&v)
	}
	a := parse(`{"InvoiceNumber":"INV-1","Reference":"","Contact":{"ContactID":"AB"},"DateString":"2026-11-14T00:00:00","Date":"/Date(1)/",
		"LineAmountTypes":"Exclusive","CurrencyRate":1.000000,"LineItems":[
		{"LineItemID":"1","Description":" Lamp\r\nbig ","Quantity":2.0000,"UnitAmount":10.5000,"TaxType":"OUTPUT2","TaxAmount":3.15,"DiscountRate":0.00,
		 "Tracking":[{"Name":"Region","Option":"North","TrackingOptionID":"B"},{"Name":"X","Option":"Y","TrackingOptionID":"A"}]},
		{"LineItemID":"2","Description":"words","Quantity":0.0,"UnitAmount":0.00,"TaxType":"NONE"}]}`)
	b := parse(`{"InvoiceNumber":" INV-1","Contact":{"ContactID":"ab"},"Date":"/Date(1794614400000+0000)/","LineAmountTypes":"Exclusive","CurrencyRate":"1",
		"Status":"PAID","AmountPaid":3,"LineItems":[
		{"LineItemID":"9","Description":"Lamp\nbig","Quantity":"2","UnitAmount":10.5,"TaxType":"OUTPUT2","TaxAmount":"3.15",
		 "Tracking":[{"TrackingOptionID":"a"},{"Name":"Gebiet","TrackingOptionID":"b"}]},
		{"LineItemID":"8","Description":"words"}]}`)
	if d := differences(a, b); len(d) > 0 {
		t.Errorf("%+v", d)
	}
}

// projections draws documents as Xero can see them.
func projections(t *rapid.T) document.Projection {
	money := func(label string, most int64) string {
		return decFrom(rapid.Int64Range(-most, most).Draw(t, label)).String()
	}
	p := document.Projection{
		Kind: rapid.SampledFrom([]document.Kind{document.Invoice, document.Quote}).Draw(t, "kind"), Number: "N-1", ContactID: "c",
		Date: document.NewDate(2026, 11, 14), Due: document.NewDate(2026, 12, 4), Currency: "NZD",
		Reference: rapid.SampledFrom([]string{"", "PO 1", " x "}).Draw(t, "reference"),
		TaxMode:   rapid.SampledFrom([]document.TaxMode{document.TaxExclusive, document.TaxInclusive, document.NoTax}).Draw(t, "mode"),
	}
	ids := []string{"a", "b", "c", "d", "e"}
	for _, id := range rapid.Permutation(ids).Draw(t, "order")[:rapid.IntRange(1, 5).Draw(t, "lines")] {
		l := document.ProjectedLine{LineID: id, Description: rapid.SampledFrom([]string{"Lamp", "Truck", "Gaffer"}).Draw(t, "words")}
		if rapid.IntRange(0, 4).Draw(t, "text") > 0 {
			l.Quantity, l.UnitPrice = some(money("quantity", 99999)), some(money("price", 9999999))
			l.TaxCode = rapid.SampledFrom([]string{"OUTPUT2", "ZERORATED"}).Draw(t, "tax")
			l.Account = rapid.SampledFrom([]string{"", "200", "205"}).Draw(t, "account")
			l.Discount = decFrom(rapid.Int64Range(0, 1000000).Draw(t, "discount"))
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// An update says exactly what was confirmed, never loses what Xero's lines
// carry, and keeps ids only when Xero would keep the order.
func TestUpdateBodies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent, now := projections(t), projections(t)
		now.Kind, now.Number = sent.Kind, sent.Number
		pre := asInXero(sent)
		pair, _, err := newBase(&work{now: sent}, sent, pre, pre, false)
		if err != nil {
			t.Fatal(err)
		}
		base, err := decodeBase("invoice", pair)
		if err != nil {
			t.Fatal(err)
		}
		lines := updatedLines(now, base, pre.invoice.LineItems)
		fresh := newLines(now)
		withIDs, last := 0, -1
		for i, l := range lines {
			want, got := seenLine(&fresh[i], false), seenLine(&l, false)
			at, known := base.place(now.Lines[i].LineID)
			was, _ := base.sentLine(now.Lines[i].LineID)
			got.Item, got.Tracking = "", nil
			// A line of no quantity at no price is words alone, to Xero.
			if known && isText(was) == isText(now.Lines[i]) && was.Account == now.Lines[i].Account && want.Quantity != "" {
				if got.Account != cleanPointer(pre.invoice.LineItems[at].AccountCode) {
					t.Fatalf("line %d lost the account set in Xero", i)
				}
				got.Account = want.Account
			}
			if want.Description != got.Description || want.Quantity != got.Quantity || want.UnitAmount != got.UnitAmount ||
				want.DiscountRate != got.DiscountRate || want.TaxType != got.TaxType || want.Account != got.Account {
				t.Fatalf("line %d says %+v, confirmed was %+v", i, got, want)
			}
			if l.LineItemID != "" {
				withIDs++
				if at <= last {
					t.Fatalf("line %d is elsewhere in Xero and carries its id", i)
				}
				last = at
			}
		}
		if withIDs != 0 && withIDs != len(lines) {
			t.Fatalf("%d of %d lines carry ids: Xero would put the others first", withIDs, len(lines))
		}
	})
}

// asInXero is an invoice with the lines, as people left it in Xero.
func asInXero(p document.Projection) record {
	v := newInvoice(p, "c", "DRAFT")
	v.InvoiceID = "id"
	for i := range v.LineItems {
		v.LineItems[i].LineItemID = "item-" + p.Lines[i].LineID
		if v.LineItems[i].Quantity != nil {
			code := "260"
			v.LineItems[i].AccountCode = &code
		}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	v.Raw = raw
	return record{invoice: &v}
}

// Xero putting lines elsewhere does not confuse which is which.
func TestLinesAreFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "lines")
		var p document.Projection
		for i := range n {
			p.Lines = append(p.Lines, document.ProjectedLine{LineID: string(rune('a' + i)), Description: "Line " + string(rune('a'+i)), Quantity: some("1"), UnitPrice: some("2")})
		}
		body := newLines(p)
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		reply := make([]xeroapi.LineItem, n)
		for to, from := range rapid.Permutation(order).Draw(t, "order") {
			reply[to] = body[from]
			reply[to].LineItemID = "x" + p.Lines[from].LineID
		}
		for ours, id := range correspond(p.Lines, body, reply) {
			if id != "x"+ours {
				t.Fatalf("%s leads to %s", ours, id)
			}
		}
	})
}

func TestContactNumberIsOurs(t *testing.T) {
	const id = "12345678-9abc-4def-8123-456789abcdef"
	if n := contactNumber(id); n != "LW-123456789abc4def8123456789abcdef" {
		t.Error(n)
	}
	for number, want := range map[string]string{contactNumber(id): id, "LW-123": "", "app-7f3c": "", "": "", "LW-zz3456789abc4def8123456789abcdefgg": ""} {
		if got, ok := idOfContactNumber(number); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v", number, got, ok)
		}
	}
}
