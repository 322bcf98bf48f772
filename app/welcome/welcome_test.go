package welcome

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/page/pagetest"
	"litework/app/settings"
	"litework/document"
)

func TestThreeDoors(t *testing.T) {
	w := pagetest.New(t)
	var demo int
	var offline, connect []document.Settings
	p := New(Deps{Host: w.Host, Demo: func() { demo++ },
		Offline: func(s document.Settings) { offline = append(offline, s) },
		Connect: func(s document.Settings) { connect = append(connect, s) }})
	w.Show(p.Content())
	p.Focus()
	w.ClickName("welcome.demo")
	if demo != 1 {
		t.Fatal("the demo asks for nothing")
	}
	w.ClickName("welcome.offline")
	if len(offline) != 0 || !w.Says("A name is needed") || !w.At("welcome.company").Focused {
		t.Fatal("a company has a name; the field says so")
	}
	w.Type("  Harbour  Light Ltd")
	if w.Says("A name is needed") {
		t.Fatal("the note goes when it is right")
	}
	w.Key(fyne.KeyTab)
	w.Type("aus")
	w.Key(fyne.KeyReturn)
	w.ClickName("welcome.connect")
	if len(connect) != 1 || connect[0].Company.Name != "Harbour Light Ltd" || connect[0].Currency != "AUD" {
		t.Fatalf("connects %+v", connect)
	}
	p.Focus()
	w.Key(fyne.KeyReturn)
	if len(offline) != 0 || !w.At("welcome.country").Focused {
		t.Fatal("Enter in the name goes on to the country and makes nothing")
	}
	w.ClickName("welcome.offline")
	if len(offline) != 1 {
		t.Fatal("the third door starts offline")
	}
}

// dialog opens the connecting dialog of a file without a connection. It stands
// at the guide: no port is opened.
func dialog(t *testing.T, session func()) (*pagetest.Bench, *connecting) {
	t.Helper()
	w := pagetest.New(t)
	w.Offline()
	c := open(ConnectDeps{Host: w.Host, File: w.File, Sync: w.Sync, Now: time.Now, Copy: func(string) {}, UseSession: session})
	t.Cleanup(c.modal.Close)
	w.Settle()
	return w, c
}

func TestWithoutClientIDThereIsTheGuide(t *testing.T) {
	w, _ := dialog(t, nil)
	for _, uri := range settings.RedirectURIs() {
		if !w.Says(uri) {
			t.Errorf("the guide does not name %s", uri)
		}
	}
	if !w.At("connect.clientid").Focused {
		t.Fatal("the field has the keyboard")
	}
	w.Key(fyne.KeyReturn)
	if !w.Says("A client ID is needed.") {
		t.Fatal("nothing is tried without one")
	}
	w.Type("123")
	w.Key(fyne.KeyReturn)
	if !w.Says("A client ID has 32 letters and digits.") {
		t.Fatal("nothing is tried with what cannot be one")
	}
	w.Key(fyne.KeyEscape)
	if w.Has("dialog") {
		t.Fatal("Esc cancels")
	}
}

func TestEachFailureHasItsSentenceAndButton(t *testing.T) {
	for _, c := range []struct {
		problem document.Problem
		title   string
		button  string
	}{
		{document.Problem{Code: "login-denied", Sentence: "The connection was declined in Xero."}, "Declined in Xero", "connect.again"},
		{document.Problem{Code: "login-timed-out", Sentence: "Xero did not answer in time.", Fix: "Add http://localhost:53682/callback."}, "No answer from the browser", "connect.steps"},
		{document.Problem{Code: "ports-busy", Sentence: "Other programs use the ports."}, "Another program is in the way", "connect.again"},
		{document.Problem{Code: "other-organisation", Sentence: "This company file belongs to Harbour Light Ltd."}, "Another organisation", "connect.again"},
		{document.Problem{Code: "configuration", Sentence: "Xero did not allow the sign-in."}, "Connect to Xero", "connect.continue"},
		{document.Problem{Code: "secrets-unavailable", Sentence: "The keyring is locked."}, "The keyring cannot be used", "connect.session"},
		{document.Problem{Code: "offline", Sentence: "There is no network."}, "Xero cannot be reached", "connect.again"},
	} {
		t.Run(c.problem.Code, func(t *testing.T) {
			session := 0
			w, d := dialog(t, func() { session++ })
			d.fail(&c.problem)
			if got := w.Text("dialog"); got != c.title {
				t.Errorf("the title is %q, not %q", got, c.title)
			}
			if !w.Has(c.button) || !w.Says(c.problem.Sentence) {
				t.Errorf("the dialog says something else, or has no %s", c.button)
			}
			if c.problem.Fix != "" && !w.Says(c.problem.Fix) {
				t.Errorf("the fix is not told")
			}
			if c.button == "connect.session" {
				w.ClickName("connect.session")
				if session != 1 {
					t.Error("the user can choose this session only")
				}
			}
		})
	}
}

// Another organisation is connected only by a second, explicit step.
func TestStartingAnewIsConfirmed(t *testing.T) {
	w, d := dialog(t, nil)
	d.fail(&document.Problem{Code: "other-organisation", Sentence: "This company file belongs to Harbour Light Ltd."})
	w.ClickName("connect.anew")
	if !w.Says("is not touched there") || d.anew {
		t.Fatal("it is not said what starting anew means")
	}
	w.Key(fyne.KeyEscape)
	if w.Has("dialog") || d.anew {
		t.Fatal("Esc leaves everything as it was")
	}
	_, d = dialog(t, nil)
	d.fail(&document.Problem{Code: "demo-organisation", Sentence: "This company file belongs to the demo organisation."})
	if w.Has("connect.anew") {
		t.Error("the demo's file is left behind")
	}
}

func TestTakeOverWhatIsTicked(t *testing.T) {
	w, c := dialog(t, nil)
	org := document.Organisation{Name: "Bondi Light Pty Ltd", Country: "AU", BaseCurrency: "AUD", TaxNumber: "51 824 753 556"}
	ref := document.Reference{Organisation: org,
		Accounts: []document.Account{{Code: "200", Name: "Sales", Class: "REVENUE", Status: "ACTIVE"}},
		TaxRates: []document.TaxRate{
			{Code: "OUTPUT", Name: "GST on Income", Rate: decimal.NewFromInt(10), Status: "ACTIVE", AppliesToRevenue: true},
			{Code: "INPUT", Name: "GST on Expenses", Rate: decimal.NewFromInt(10), Status: "ACTIVE"},
		}}
	c.offer(org, ref)
	w.ClickName("connect.take.name") // the user keeps the name
	w.Change(func() { w.ClickName("connect.take") })
	s := w.Settings()
	if s.Company.Name != "Harbour Light Ltd" || s.Currency != "AUD" || s.Company.Country != "AU" ||
		s.Company.TaxNumber != "51 824 753 556" || s.SalesAccount != "200" || len(s.Rates) != 1 || s.Rates[0].Code != "OUTPUT" {
		t.Fatalf("settings are %+v", s)
	}
	if s.DefaultTax.Chosen {
		t.Fatalf("15 %% of New Zealand is no rate of Australia's: %+v", s.DefaultTax)
	}
	if w.Has("dialog") {
		t.Fatal("the dialog is done")
	}
}
