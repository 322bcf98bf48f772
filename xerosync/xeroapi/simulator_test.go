package xeroapi_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
	"litework/xerosync/xerofake/contract"
)

// These tests talk to the simulator, whose wire code is not ours: an error
// would have to be made twice to go unseen.

type world struct {
	fake   *xerofake.Running
	tokens *xeroapi.TokenSource
	client *xeroapi.Client
	grant  xeroapi.Grant
}

func pointer[T any](v T) *T { return &v }

func dec(s string) *xeroapi.Decimal { return xeroapi.NewDecimal(decimal.RequireFromString(s)) }

// connected signs in through the consent page, which allows by itself, and
// picks the organisation.
func connected(t *testing.T) world {
	t.Helper()
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := probe.Addr().(*net.TCPAddr).Port
	probe.Close()
	fake, err := xerofake.Start("127.0.0.1:0", xerofake.Config{
		AutoApprove: true, Redirects: []string{xeroapi.RedirectURI(port)}, Front: contract.Front(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := fake.Close(); err != nil {
			t.Error(err)
		}
	})
	hc := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(hc.CloseIdleConnections)
	at := xeroapi.EndpointsAt(fake.URL)
	login, err := xeroapi.Start(t.Context(), xeroapi.LoginConfig{Endpoints: at, ClientID: "0123456789abcdef0123456789abcdef", Ports: []int{port}, HTTP: hc})
	if err != nil {
		t.Fatal(err)
	}
	defer login.Close()
	browser := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := browser.Get(login.AuthorizeURL())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	grant, err := login.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := world{fake: fake, grant: grant}
	w.tokens = xeroapi.NewTokenSource(xeroapi.TokenConfig{Endpoints: at, ClientID: "0123456789abcdef0123456789abcdef",
		Store: xeroapi.NewSessionStore(), Key: "k", HTTP: hc})
	t.Cleanup(w.tokens.Close)
	if err := w.tokens.Adopt(t.Context(), grant); err != nil {
		t.Fatal(err)
	}
	open := xeroapi.New(xeroapi.Config{Endpoints: at, Tokens: w.tokens, HTTP: hc, UserAgent: "LiteWork/test"})
	chosen, err := open.ChosenConnection(t.Context(), w.tokens.Claims().AuthEventID)
	if err != nil {
		t.Fatal(err)
	}
	w.client = open.WithTenant(chosen.TenantID)
	return w
}

// send writes and gives the reply.
func (w world) send(t *testing.T, key string) func(xeroapi.Request, error) xeroapi.Reply {
	return func(r xeroapi.Request, err error) xeroapi.Reply {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		reply, err := w.client.Send(t.Context(), r, key)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
}

func (w world) contact(t *testing.T, name string) string {
	t.Helper()
	got, err := xeroapi.DecodeContacts(w.send(t, "contact "+name)(xeroapi.PrepareCreateContacts([]xeroapi.Contact{{Name: name,
		ContactNumber: "LW-" + name, EmailAddress: pointer("ap@kowhai.example"),
		Addresses: []xeroapi.Address{{AddressType: xeroapi.AddressPostal, City: "Nelson", Country: "New Zealand"}}}})))
	if err != nil || len(got) != 1 || got[0].Err() != nil {
		t.Fatalf("%+v, %v", got, err)
	}
	return got[0].ContactID
}

func invoice(contact, number string) xeroapi.Invoice {
	return xeroapi.Invoice{Type: xeroapi.TypeSales, Status: xeroapi.InvoiceAuthorised, InvoiceNumber: number, Reference: pointer("PO 77"),
		Contact: &xeroapi.ContactRef{ContactID: contact}, Date: xeroapi.Date{Year: 2026, Month: time.November, Day: 3},
		DueDate: xeroapi.Date{Year: 2026, Month: time.December, Day: 20}, LineAmountTypes: xeroapi.InvoiceExclusive, CurrencyCode: "NZD",
		LineItems: []xeroapi.LineItem{{Description: pointer("Install"), Quantity: dec("2.5"), UnitAmount: dec("84.1250"),
			AccountCode: pointer("200"), TaxType: pointer("OUTPUT2")}}}
}

func TestSignInAndReferenceData(t *testing.T) {
	w := connected(t)
	ctx := t.Context()
	if missing := xeroapi.MissingScopes(w.tokens.Claims().Scopes, xeroapi.DefaultScopes()); len(missing) > 0 {
		t.Errorf("missing %v", missing)
	}
	org, err := w.client.Organisation(ctx)
	if err != nil || org.OrganisationID != w.client.TenantID() || org.BaseCurrency != "NZD" {
		t.Errorf("%+v, %v", org, err)
	}
	accounts, err1 := w.client.Accounts(ctx, time.Time{})
	rates, err2 := w.client.TaxRates(ctx)
	currencies, err3 := w.client.Currencies(ctx)
	actions, err4 := w.client.Actions(ctx)
	_, err5 := w.client.BrandingThemes(ctx)
	_, err6 := w.client.TrackingCategories(ctx)
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	if len(accounts) == 0 || len(rates) == 0 || len(currencies) == 0 || len(actions) == 0 {
		t.Error("reference data is missing")
	}
	if l := w.client.Limits(); !l.DayKnown || l.DayRemaining == 0 || l.DayRemaining >= l.DayLimit+1 {
		t.Errorf("%+v", l)
	}
}

func TestCreateReadAndUpdate(t *testing.T) {
	w := connected(t)
	ctx := t.Context()
	kowhai := w.contact(t, "Kowhai Cafe")
	byNumber, err := w.client.ContactByNumber(ctx, "LW-Kowhai Cafe")
	if err != nil || byNumber.ContactID != kowhai || xeroapi.Value(byNumber.EmailAddress) != "ap@kowhai.example" {
		t.Errorf("%+v, %v", byNumber, err)
	}
	made, err := xeroapi.DecodeInvoices(w.send(t, "i1")(xeroapi.PrepareCreateInvoices([]xeroapi.Invoice{invoice(kowhai, "K-1"), invoice(kowhai, "K-1"), invoice(kowhai, "K-2")})))
	if err != nil || made[0].Err() != nil || made[2].Err() != nil {
		t.Fatalf("%+v, %v", made, err)
	}
	if e, ok := xeroapi.AsError(made[1].Err()); !ok || e.Code != xeroapi.CodeDuplicateNumber || e.Details[0].Element != 1 {
		t.Errorf("the same number twice: %v", made[1].Err())
	}
	if v := made[0]; v.Total.String() != "241.86" || v.Date.String() != "2026-11-03" || v.UpdatedDateUTC.IsZero() {
		t.Errorf("%+v", v)
	}
	read, err := w.client.InvoiceByID(ctx, made[0].InvoiceID)
	if err != nil || read.LineItems[0].UnitAmount.String() != "84.125" || len(read.Raw) == 0 {
		t.Errorf("%+v, %v", read, err)
	}
	page, err := w.client.Invoices(ctx, xeroapi.InvoiceQuery{InvoiceNumbers: []string{"K-2"}, CreatedByMyApp: true})
	if err != nil || len(page.Items) != 1 || page.Items[0].InvoiceID != made[2].InvoiceID || page.More() || page.ServerTime.IsZero() {
		t.Errorf("%+v, %v", page, err)
	}
	changed, err := xeroapi.DecodeInvoices(w.send(t, "u1")(xeroapi.PrepareUpdateInvoice(xeroapi.Invoice{InvoiceID: read.InvoiceID,
		Status: xeroapi.InvoiceAuthorised, Reference: pointer("")})))
	if err != nil || changed[0].Err() != nil || xeroapi.Value(changed[0].Reference) != "" || changed[0].Total.String() != "241.86" || len(changed[0].LineItems) != 1 {
		t.Errorf("%+v, %v", changed, err)
	}
	q := xeroapi.Quote{QuoteNumber: "Q-1", Contact: &xeroapi.ContactRef{ContactID: kowhai}, Date: xeroapi.Date{Year: 2026, Month: 11, Day: 3},
		Title: pointer("Deck"), Status: xeroapi.QuoteDraft, LineAmountTypes: xeroapi.QuoteExclusive,
		LineItems: []xeroapi.LineItem{{Description: pointer("Timber"), Quantity: dec("10"), UnitAmount: dec("12.5"), AccountCode: pointer("200"), TaxType: pointer("OUTPUT2")}}}
	quotes, err := xeroapi.DecodeQuotes(w.send(t, "q1")(xeroapi.PrepareCreateQuotes([]xeroapi.Quote{q})))
	if err != nil || quotes[0].Err() != nil || quotes[0].Total.String() != "143.75" {
		t.Fatalf("%+v, %v", quotes, err)
	}
	q.QuoteID, q.Status, q.LineItems = quotes[0].QuoteID, xeroapi.QuoteSent, nil
	sent, err := xeroapi.DecodeQuotes(w.send(t, "q2")(xeroapi.PrepareUpdateQuote(q)))
	if err != nil || sent[0].Err() != nil || sent[0].Status != xeroapi.QuoteSent || xeroapi.Value(sent[0].Title) != "Deck" {
		t.Errorf("%+v, %v", sent, err)
	}
	found, err := w.client.Quotes(ctx, xeroapi.QuoteQuery{QuoteNumber: "Q-1"})
	if err != nil || len(found.Items) != 1 || found.Items[0].UpdatedDateUTC.IsZero() {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := w.client.InvoiceByID(ctx, "11111111-2222-3333-4444-555555555555"); !xeroapi.IsCode(err, xeroapi.CodeNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestFaultsOfTheSimulator(t *testing.T) {
	w := connected(t)
	kowhai := w.contact(t, "Kowhai Cafe")
	faults, control := w.fake.Server.Faults(), w.fake.Server.Control()
	for name, tc := range map[string]struct {
		fault   xerofake.Fault
		unknown bool
		code    xeroapi.Code // empty: it works
		made    int
	}{
		"A": {xerofake.DropBefore(), true, xeroapi.CodeNoReply, 0},
		"B": {xerofake.DropAfter(), true, xeroapi.CodeNoReply, 1},
		"C": {xerofake.DropBody(), true, "", 1},
		"D": {xerofake.Garbled200(), true, xeroapi.CodeGarbled, 1},
		"E": {xerofake.GarbledBefore(), true, xeroapi.CodeGarbled, 0},
		"F": {xerofake.Status500JSON(), true, xeroapi.CodeXeroDown, 0},
		"G": {xerofake.Status503HTML(), true, xeroapi.CodeXeroDown, 0},
		"H": {xerofake.Status503Offline(), true, xeroapi.CodeXeroDown, 0},
		"I": {xerofake.TokenExpired(), false, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			faults.Next(xerofake.On(http.MethodPut, "/Invoices"), tc.fault, 1)
			r, err := xeroapi.PrepareCreateInvoices([]xeroapi.Invoice{invoice(kowhai, name)})
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.client.Send(t.Context(), r, "key "+name)
			if xeroapi.IsUnknownOutcome(err) != tc.unknown || tc.code != "" && !xeroapi.IsCode(err, tc.code) {
				t.Errorf("got %v", err)
			}
			if n := len(control.InvoicesByNumber(name)); n != tc.made {
				t.Errorf("%d invoices, want %d", n, tc.made)
			}
			// The same bytes with the same key make it exactly one. An error
			// is remembered with its key too; then a new key is needed.
			if _, err = w.client.Send(t.Context(), r, "key "+name); xeroapi.IsCode(err, xeroapi.CodeXeroDown) {
				_, err = w.client.Send(t.Context(), r, "another key "+name)
			}
			if err != nil {
				t.Errorf("the second time: %v", err)
			}
			if n := len(control.InvoicesByNumber(name)); n != 1 {
				t.Errorf("%d invoices in the end", n)
			}
		})
	}
}

func TestOneOrganisationOffline(t *testing.T) {
	w := connected(t)
	if err := w.fake.Server.Control().SetOffline(true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.client.Organisation(t.Context()); !xeroapi.IsCode(err, xeroapi.CodeOrganisationOffline) {
		t.Errorf("got %v", err)
	}
}

func TestDisconnect(t *testing.T) {
	w := connected(t)
	ctx := context.Background()
	all, err := w.client.Connections(ctx, "")
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := w.client.DeleteConnection(ctx, all[0].ID); err != nil {
		t.Fatal(err)
	}
	// It was the only one: its end is the end of the grant.
	if _, err := w.client.Organisation(ctx); !xeroapi.IsCode(err, xeroapi.CodeReconnect) {
		t.Errorf("got %v", err)
	}
	if err := w.client.RevokeAll(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.tokens.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := w.client.Organisation(ctx); !errors.Is(err, xeroapi.ErrReconnect) {
		t.Errorf("got %v", err)
	}
}
