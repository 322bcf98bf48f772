package xerosync

import (
	"context"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// reference is what is cached of the organisation of the pictures.
func testReference() document.Reference {
	return document.Reference{
		Organisation: document.Organisation{
			ID: "org", Name: "Harbour Light Ltd", Country: "NZ", BaseCurrency: "NZD", Currencies: []string{"NZD", "AUD"},
			PeriodLock: document.NewDate(2026, 6, 30), EndOfYearLock: document.NewDate(2026, 3, 31), RefusedActions: []string{adviserAction},
		},
		Accounts: []document.Account{
			{Code: "090", Name: "Bank", Type: "BANK", Class: "ASSET", Status: "ACTIVE"},
			{Code: "200", Name: "Sales", Type: "REVENUE", Class: "REVENUE", Status: "ACTIVE"},
			{Code: "205", Name: "Crew", Type: "REVENUE", Class: "REVENUE", Status: "ACTIVE"},
			{Code: "240", Name: "Old sales", Type: "REVENUE", Class: "REVENUE", Status: "ARCHIVED"},
			{Code: "610", Name: "Accounts Receivable", Type: "CURRENT", Status: "ACTIVE", System: "DEBTORS"},
			{Code: "860", Name: "Rounding", Type: "CURRLIAB", Status: "ACTIVE", System: "ROUNDING"},
		},
		TaxRates: []document.TaxRate{
			{Code: "OUTPUT2", Name: "GST on Income", Rate: dec("15"), Status: "ACTIVE", AppliesToRevenue: true},
			{Code: "OUTPUT", Name: "Old GST", Rate: dec("12.5"), Status: "ARCHIVED", AppliesToRevenue: true},
			{Code: "INPUT2", Name: "GST on Expenses", Rate: dec("15"), Status: "ACTIVE"},
			{Code: "ZERORATED", Name: "Zero Rated", Status: "ACTIVE", AppliesToRevenue: true},
			{Code: "NONE", Name: "No GST", Status: "ACTIVE", AppliesToRevenue: true},
		},
	}
}

func testInput(kind document.Kind) sheetInput {
	d := sample(kind, "INV-0146", document.Client{ContactID: "kauri", Name: "Kauri Point Films Ltd"})
	return sheetInput{
		doc: d, rev: 3, connected: true, reference: testReference(), settings: document.Settings{SalesAccount: "200"},
		client: &clientContact{contact: document.Contact{ID: "kauri", Name: "Kauri Point Films Ltd"}, linked: true},
	}
}

// The sheet of the picture: what is folded, what stays, what was checked.
func TestSheetRows(t *testing.T) {
	in := testInput(document.Invoice)
	in.doc.ClientNotes, in.doc.InternalNotes, in.doc.Tags, in.doc.Terms = "", "", nil, ""
	in.doc.Sections[0].Lines = in.doc.Sections[0].Lines[:1]
	in.doc.Sections[1].Lines[0].Account = "240"
	in.doc.Sections[0].Lines[0].Account = "240"
	sh := buildSheet(in)
	var got []string
	for _, r := range sh.Arrives {
		got = append(got, strings.TrimSpace(r.Here+" | "+r.There+" | "+r.Note+" "+string(r.Fix)))
	}
	want := []string{
		"4 × ARRI SkyPanel S60-C, 3 days | 12 × 120.00 | duration folded into quantity",
		"Sections: Lighting package, Crew | — | stays in LiteWork",
		"1 enhanced description | — | stays in LiteWork",
		"Client | Kauri Point Films Ltd | active in Xero",
		"Number, date | INV-0146 · 14 Nov 2026 | free, not locked",
		"Total | NZD 2,576.00 | equal to the cent",
		"Tax rate | GST on Income (OUTPUT2) | known in Xero",
		"Account | 240 – Old sales | archived in Xero choose-account",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if sh.Ready || sh.Checks[0].Kind != CheckAccount || sh.Organisation != "Harbour Light Ltd" || sh.Action != Create {
		t.Errorf("%+v", sh.Checks[0])
	}
	if len(sh.Choices) != 2 || !sh.Choices[0].Chosen || sh.Choices[1].Label != "Approved" {
		t.Errorf("%+v", sh.Choices)
	}
}

func TestManyFoldedDurationsAreSummedUp(t *testing.T) {
	in := testInput(document.Invoice)
	line := in.doc.Sections[0].Lines[0]
	in.doc.Sections[0].Lines = nil
	for range 9 {
		in.doc.Sections[0].Lines = append(in.doc.Sections[0].Lines, line)
	}
	rows := foldedRows(&in.doc)
	if len(rows) != 6 || rows[5].Here != "and 4 more lines" {
		t.Errorf("%d rows, %+v", len(rows), rows[len(rows)-1])
	}
}

// Each pre-flight check fails where it should, with its fix, and no other
// does.
func TestPreflight(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	cases := []struct {
		name   string
		change func(in *sheetInput)
		target string
		kind   CheckKind
		code   string
		fix    Fix
	}{
		{name: "all well"},
		{name: "approved", target: "AUTHORISED"},
		{name: "not connected", change: func(in *sheetInput) { in.connected = false }, kind: CheckConnection, code: "not-connected", fix: FixConnect},
		{name: "archived client", change: func(in *sheetInput) { in.client.archived = true }, kind: CheckContact, code: "contact-archived", fix: FixChooseClient},
		{name: "no client", change: func(in *sheetInput) { in.client, in.doc.Client = nil, document.Client{} }, kind: CheckContact, code: "client-missing", fix: FixChooseClient},
		{name: "name taken", change: func(in *sheetInput) {
			in.client.linked = false
			in.candidates = []ContactCandidate{{ContactID: "other", XeroID: "x", Name: "Kauri Point Films Ltd"}}
		}, kind: CheckContact, code: "contact-name-taken", fix: FixChooseClient},
		{name: "archived namesake", change: func(in *sheetInput) {
			in.client, in.doc.Client.ContactID = nil, ""
			in.candidates = []ContactCandidate{{ContactID: "other", XeroID: "x", Name: "Kauri Point Films Ltd", Archived: true}}
		}, kind: CheckContact, code: "contact-archived", fix: FixChooseClient},
		{name: "e-mail of a new contact", change: func(in *sheetInput) { in.client.linked, in.client.contact.Email = false, "jö@x" }, kind: CheckContact, code: "email", fix: FixChooseClient},
		{name: "number taken", change: func(in *sheetInput) { in.numberTaken = "another invoice here" }, kind: CheckNumber, code: "number-taken", fix: FixChangeNumber},
		{name: "number of letters Xero refuses", change: func(in *sheetInput) { in.doc.Number = "RÄ-1" }, kind: CheckNumber, code: "number-characters", fix: FixChangeNumber},
		{name: "period locked", change: func(in *sheetInput) { in.doc.Date = document.NewDate(2026, 6, 30) }, kind: CheckDate, code: "period-locked", fix: FixChangeDate},
		{name: "the day after the lock", change: func(in *sheetInput) { in.doc.Date = document.NewDate(2026, 7, 1) }},
		{name: "adviser", change: func(in *sheetInput) {
			in.doc.Date, in.reference.Organisation.RefusedActions = document.NewDate(2026, 6, 30), nil
		}},
		{name: "adviser, year locked", change: func(in *sheetInput) {
			in.doc.Date, in.reference.Organisation.RefusedActions = document.NewDate(2026, 3, 31), nil
		}, kind: CheckDate, code: "period-locked", fix: FixChangeDate},
		{name: "no due date", change: func(in *sheetInput) { in.doc.Due = document.Date{} }, kind: CheckDue, code: "due-missing", fix: FixChangeDue},
		{name: "currency", change: func(in *sheetInput) { in.doc.Currency = "EUR" }, kind: CheckCurrency, code: "currency", fix: FixCurrency},
		{name: "another currency", change: func(in *sheetInput) { in.doc.Currency = "AUD" }},
		{name: "no lines", change: func(in *sheetInput) { in.doc.Sections = []document.Section{{ID: "s"}} }, kind: CheckLines, code: "lines-missing", fix: FixEditLine},
		{name: "long description", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Description = long(4001) }, kind: CheckLines, code: "too-long", fix: FixEditLine},
		{name: "no description", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Description = "" }, kind: CheckLines, code: "description-missing", fix: FixEditLine},
		{name: "long reference", change: func(in *sheetInput) { in.doc.Reference = long(256) }, kind: CheckText, code: "too-long", fix: FixEditText},
		{name: "tax not chosen", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax = document.Tax{} }, kind: CheckTax, code: "tax-missing", fix: FixChooseTax},
		{name: "tax unknown", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax.Code = "X" }, kind: CheckTax, code: "tax-unknown", fix: FixChooseTax},
		{name: "tax archived", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax.Code = "OUTPUT" }, kind: CheckTax, code: "tax-archived", fix: FixChooseTax},
		{name: "tax of purchases", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax.Code = "INPUT2" }, kind: CheckTax, code: "tax-purchase", fix: FixChooseTax},
		{name: "tax of another rate", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax.Rate = dec("10") }, kind: CheckTax, code: "tax-rate", fix: FixChooseTax},
		{name: "tax by its rate", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Tax.Code = "" }},
		{name: "no tax at all", change: func(in *sheetInput) {
			in.doc.TaxMode, in.doc.Sections[0].Lines[0].Tax = document.NoTax, document.Tax{}
		}},
		{name: "account archived", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Account = "240" }, kind: CheckAccount, code: "account-archived", fix: FixChooseAccount},
		{name: "account unknown", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Account = "999" }, kind: CheckAccount, code: "account-unknown", fix: FixChooseAccount},
		{name: "bank account", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Account = "090" }, kind: CheckAccount, code: "account-system", fix: FixChooseAccount},
		{name: "system account", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Account = "610" }, kind: CheckAccount, code: "account-system", fix: FixChooseAccount},
		{name: "rounding account", change: func(in *sheetInput) { in.doc.Sections[0].Lines[0].Account = "860" }},
		{name: "draft without account", change: func(in *sheetInput) { in.settings.SalesAccount = "" }},
		{name: "approved without account", target: "AUTHORISED", change: func(in *sheetInput) { in.settings.SalesAccount = "" }, kind: CheckAccount, code: "account-missing", fix: FixChooseAccount},
		{name: "below zero", change: func(in *sheetInput) {
			in.doc.Sections[0].Lines[0].UnitPrice = decimal.NewNullDecimal(dec("-9000"))
		}, kind: CheckTotals, code: "total-negative", fix: FixEditLine},
		{name: "not allowed to approve", target: "AUTHORISED", change: func(in *sheetInput) {
			in.reference.Organisation.RefusedActions = []string{adviserAction, "CreateApprovedInvoice"}
		}, kind: CheckPermission, code: "permission", fix: FixPostAsDraft},
		{name: "on its way", change: func(in *sheetInput) { in.busy = true }, kind: CheckState, code: "busy"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := testInput(document.Invoice)
			if c.change != nil {
				c.change(&in)
			}
			in.choice = c.target
			sh := buildSheet(in)
			if c.kind == "" {
				if !sh.Ready {
					t.Fatalf("%v", sh.FirstProblem())
				}
				return
			}
			var failing []CheckKind
			for _, check := range sh.Checks {
				if !check.OK {
					failing = append(failing, check.Kind)
				}
			}
			got, _ := sh.Check(c.kind)
			if sh.Ready || len(failing) != 1 || got.Problem == nil || got.Problem.Code != c.code || got.Fix != c.fix {
				t.Errorf("failing %v, %+v %+v", failing, got, got.Problem)
			}
		})
	}
}

// A closed quote takes content only when it is reopened, an update lists what
// changes, old and new.
func TestSheetOfAnUpdate(t *testing.T) {
	in := testInput(document.Quote)
	filled, _ := supply(in.doc, in.settings, in.reference)
	sent := document.Project(&filled)
	in.sent, in.remote = &sent, &document.Remote{Status: "ACCEPTED", XeroID: "x"}
	in.doc = in.doc.Clone()
	in.doc.Reference = "PO 8000"
	in.doc.Sections[0].Lines[0].UnitPrice = some("130")
	sh := buildSheet(in)
	if sh.Ready || sh.FirstProblem().Code != "quote-closed" {
		t.Errorf("%v", sh.FirstProblem())
	}
	if sh = sh.WithStatus("SENT"); !sh.Ready || sh.Confirm.TargetStatus != "SENT" {
		t.Errorf("%v %+v", sh.FirstProblem(), sh.Confirm.TargetStatus)
	}
	var got []string
	for _, c := range sh.Changes {
		got = append(got, c.Label+": "+c.Old+" → "+c.New)
	}
	want := []string{"Status: Accepted → Sent", "Reference: PO 7731 → PO 8000", "Line 1, price: 120.00 → 130.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestContactOfOneDocument(t *testing.T) {
	in := testInput(document.Invoice)
	in.client, in.doc.Client = nil, document.Client{Name: "Rata Films", Person: "Ana Bell"}
	sh := buildSheet(in)
	if !sh.Ready || sh.Confirm.Contact.Action != ContactSaveNew {
		t.Errorf("%+v", sh.Confirm.Contact)
	}
	in.candidates = []ContactCandidate{{ContactID: "rata", XeroID: "x", Name: "rata films"}}
	sh = buildSheet(in)
	if !sh.Ready || sh.Confirm.Contact != (ContactDecision{Action: ContactLink, ContactID: "rata"}) || sh.Confirm.Projection.ContactID != "rata" {
		t.Errorf("%+v", sh.Confirm.Contact)
	}
	if sh = sh.WithContact(ContactDecision{Action: ContactSaveNew}); sh.Ready {
		t.Error("a second contact of the same name")
	}
}

// A field that was empty at the last sync and is filled since is a change: the
// stored projection leaves empty fields out.
func TestUpdateListsWhatWasEmptyAtTheLastSync(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	kauri := w.contactInXero("Kauri Point Films Ltd")
	d := sample(document.Invoice, "INV-0146", document.Client{ContactID: kauri.ID, Name: kauri.Name})
	d.Reference = ""
	w.save(d, 0)
	w.post(d.ID, "DRAFT")
	w.rest()
	w.change(d.ID, func(d *document.Document) { d.Reference = "PO 9" })
	sh, err := w.svc.Sheet(context.Background(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(sh.Changes) != 1 || sh.Changes[0].Label != "Reference" || sh.Changes[0].New != "PO 9" {
		t.Errorf("changes %+v", sh.Changes)
	}
}

// A number that somebody used in Xero is refused before anything is sent: Xero
// itself may take a second quote of one number.
func TestNumberSeenInXeroIsTaken(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	c := w.contactInXero("Kauri Point Films Ltd")
	d := sample(document.Quote, "Q-1", document.Client{ContactID: c.ID, Name: c.Name})
	w.save(d, 0)
	mustDo(t, w.file.Sync(context.Background(), func(tx *store.SyncTx) error { return tx.NoteNumber(document.Quote, "q-1") }))
	sheet, err := w.svc.Sheet(context.Background(), d.ID)
	mustDo(t, err)
	if p := sheet.FirstProblem(); p == nil || p.Code != "number-taken" || !strings.Contains(p.Sentence, "in Xero") {
		t.Errorf("the sheet says %v", p)
	}
}
