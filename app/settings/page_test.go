package settings

import (
	"log/slog"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/company"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
)

type world struct {
	*pagetest.Bench
	page  *Page
	looks []string
	asked int

	backups  *company.Backups
	restored string
}

func newWorld(t *testing.T, connected bool) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t)}
	if connected {
		w.Connect()
	} else {
		w.Offline()
	}
	w.backups = company.NewBackups(w.File, slog.New(slog.DiscardHandler))
	w.page = New(Deps{Host: w.Host, File: w.File, Sync: w.Sync, Connect: func() { w.asked++ }, TryDemo: func() {},
		NewID: w.NewID, Backups: w.backups, Restore: func(path string) { w.restored = path },
		Copy: func(string) {}, ApplyAppearance: func(m string) { w.looks = append(w.looks, m) }})
	t.Cleanup(w.page.Close)
	w.Show(w.page.Content())
	w.page.Focus()
	return w
}

// write replaces the text of a field.
func (w *world) write(name, text string) {
	w.ClickName(name)
	w.Shortcut(&fyne.ShortcutSelectAll{})
	w.Key(fyne.KeyDelete)
	w.Type(text)
}

func TestNumbersAreSavedByThemselves(t *testing.T) {
	w := newWorld(t, false)
	if got := w.Text("settings.saved"); got != "Saved" {
		t.Fatalf("says %q", got)
	}
	w.write("settings.invoice.prefix", "HL/")
	if got := w.Text("settings.saved"); got != "Saving…" {
		t.Fatalf("says %q", got)
	}
	w.Change(func() { w.Advance(saveAfter) })
	if got := w.Settings().InvoiceNumbers.Prefix; got != "HL/" || w.Text("settings.saved") != "Saved" {
		t.Fatalf("the file has %q, the page says %q", got, w.Text("settings.saved"))
	}
}

func TestWrongValueStaysInItsFieldAlone(t *testing.T) {
	w := newWorld(t, false)
	w.write("settings.invoice.next", "x12")
	w.Rest()
	if got := w.Settings().InvoiceNumbers.Next; got != 1 {
		t.Fatalf("the file has %d", got)
	}
	if w.page.EndEdit() {
		t.Fatal("leaving goes to what is wrong")
	}
	if w.Canvas().Focused().(fyne.CanvasObject) == nil || !w.At("settings.invoice.next").Focused {
		t.Fatal("the field has the keyboard")
	}
	w.write("settings.invoice.next", "148")
	w.Change(func() { w.Advance(saveAfter) })
	if got := w.Settings().InvoiceNumbers.Next; got != 148 || !w.page.EndEdit() {
		t.Fatalf("the file has %d", got)
	}
}

func TestTypingDoesNotUndoWhatOthersWrote(t *testing.T) {
	w := newWorld(t, false)
	w.write("settings.invoice.prefix", "HL-")
	others := w.Settings()
	others.SalesAccount = "200"
	if err := w.File.SaveSettings(w.Context(), others); err != nil {
		t.Fatal(err)
	}
	w.Change(func() { w.Advance(saveAfter) })
	if got := w.Settings(); got.SalesAccount != "200" || got.InvoiceNumbers.Prefix != "HL-" {
		t.Fatalf("the file has %+v", got)
	}
}

func TestClosingWritesWhatWasTyped(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.write("settings.company.phone", "+64 3 555 0134")
	w.page.Close()
	if got := w.Settings().Company.Phone; got != "+64 3 555 0134" {
		t.Fatalf("the file has %q", got)
	}
}

func TestCountryBringsItsWords(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	if !w.Says("GST number") || !w.Says("NZBN") {
		t.Fatal("New Zealand has its words")
	}
	w.ClickName("settings.company.country")
	w.Type("united")
	w.Change(func() { w.Key(fyne.KeyReturn); w.Advance(saveAfter) })
	s := w.Settings()
	if s.Company.Country != "GB" || s.Currency != "GBP" || s.DefaultTax.Name != document.CountryOf("GB").Rates[0].Name {
		t.Fatalf("%+v", s)
	}
	if !w.Says("VAT number") || w.Says("NZBN") {
		t.Fatal("and so has the United Kingdom")
	}
}

func TestOwnRates(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabTax)
	w.write("settings.tax.name", "GST 15%")
	w.write("settings.tax.percent", "150")
	w.ClickName("settings.tax.add")
	if n := len(w.page.facts.settings.Rates); n != 3 {
		t.Fatalf("%d rates", n)
	}
	w.write("settings.tax.percent", "12.5")
	w.Change(func() { w.ClickName("settings.tax.add") })
	rates := w.Settings().Rates
	if len(rates) != 4 || rates[3].Name != "GST 15%" || rates[3].Rate.String() != "12.5" || !rates[3].Chosen {
		t.Fatalf("rates %+v", rates)
	}
	w.Change(func() { w.ClickName("settings.tax.remove") })
	if n := len(w.Settings().Rates); n != 3 {
		t.Fatalf("%d rates after removing", n)
	}
}

func TestNotConnectedLeadsToTheGuide(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabXero)
	for _, uri := range RedirectURIs() {
		if !w.Says(uri) {
			t.Errorf("the guide does not name %s", uri)
		}
	}
	w.write("settings.xero.clientid", "0123")
	w.ClickName("settings.xero.connect")
	if w.asked != 0 || !w.Says("A client ID has 32 letters and digits.") {
		t.Fatal("a client ID that cannot be is said before connecting")
	}
	id := strings.Repeat("0123456789ABCDEF", 2)
	w.write("settings.xero.clientid", id)
	w.Change(func() { w.ClickName("settings.xero.connect") })
	if w.asked != 1 || w.Settings().ClientID != id {
		t.Fatalf("asked %d times, client ID %q", w.asked, w.Settings().ClientID)
	}
}

func TestDisconnectAsks(t *testing.T) {
	w := newWorld(t, true)
	w.page.ShowTab(TabXero)
	if !w.Says("connected ") || !w.Says("New Zealand · NZD") {
		t.Fatal("the card tells of the organisation")
	}
	w.ClickName("settings.xero.disconnect")
	w.Settle()
	w.Key(fyne.KeyReturn) // on Cancel, which has the keyboard
	if c, _, _ := w.File.Connection(w.Context()); c.Disconnected || w.Has("dialog") {
		t.Fatal("Enter does not disconnect")
	}
	w.ClickName("settings.xero.disconnect")
	w.Settle()
	w.Change(func() { w.ClickName("disconnect.confirm") })
	c, _, err := w.File.Connection(w.Context())
	if err != nil || !c.Disconnected {
		t.Fatalf("still connected: %+v, %v", c, err)
	}
	if !w.Has("settings.xero.connect") {
		t.Fatal("the card offers to connect again")
	}
}

func TestPostingTakesFromXero(t *testing.T) {
	w := newWorld(t, true)
	w.page.ShowTab(TabXero)
	options := accountOptions(w.page.facts)
	if len(options) == 0 {
		t.Fatal("the organisation has accounts for sales")
	}
	w.ClickName("settings.xero.account")
	w.Type(options[0].ID)
	w.Change(func() { w.Key(fyne.KeyReturn); w.Advance(saveAfter) })
	if got := w.Settings().SalesAccount; got != options[0].ID {
		t.Fatalf("the account is %q", got)
	}
}

func TestAppearanceChangesAtOnce(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabAppearance)
	w.ClickName("settings.appearance.mode")
	w.Type("dark")
	w.Change(func() { w.Key(fyne.KeyReturn); w.Advance(saveAfter) })
	if len(w.looks) != 1 || w.looks[0] != "dark" || w.Settings().Appearance != "dark" {
		t.Fatalf("looks %v, file %q", w.looks, w.Settings().Appearance)
	}
}

func TestUnsavedIsToldWithAWayOn(t *testing.T) {
	w := newWorld(t, false)
	w.page.told(notSaved, &store.SaveError{Code: store.CodeDiskFull, Sentence: "The disk is full.", Fix: "Make room."})
	if got := w.Text("settings.saved"); got != "Not saved: The disk is full. Make room." || !w.Has("settings.save.again") {
		t.Fatalf("says %q", got)
	}
}
