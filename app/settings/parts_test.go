package settings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

// wrote types into a field and lets it be saved.
func (w *world) wrote(name, text string) {
	w.Change(func() {
		w.write(name, text)
		w.Advance(saveAfter)
	})
}

func TestNextNumberIsSampledAndAClashTold(t *testing.T) {
	w := newWorld(t, false)
	c := w.Contact("Kauri Point Films Ltd")
	w.Document(document.Invoice, c, "100", 1)
	w.Document(document.Invoice, c, "100", 1)
	w.Rest()
	w.write("settings.invoice.prefix", "HL/")
	if got := w.Text("settings.invoice.sample"); got != "Next: HL/0003" {
		t.Errorf("while typing the sample is %q", got)
	}
	w.wrote("settings.invoice.prefix", "INV-")
	w.wrote("settings.invoice.next", "1")
	if got := w.Text("settings.invoice.sample"); got != "Next: INV-0003" || !w.Says("INV-0001 is used already") {
		t.Errorf("the sample is %q", got)
	}
	if got := w.Text("settings.quote.sample"); got != "Next: QUO-0001" {
		t.Errorf("the quote's is %q", got)
	}
	for _, wrong := range []string{"0", "-3", "1.5", "99999999999999999999"} {
		w.write("settings.invoice.next", wrong)
		w.Rest()
		if got := w.Settings().InvoiceNumbers.Next; got != 1 || w.Text("settings.invoice.next") != wrong {
			t.Errorf("after %q the file has %d, the field %q", wrong, got, w.Text("settings.invoice.next"))
		}
	}
	w.write("settings.invoice.digits", "300")
	w.Rest()
	if got := w.Settings().InvoiceNumbers.Padding; got != 4 {
		t.Errorf("%d digits", got)
	}
}

func TestNewDocumentsBeginWithTheParts(t *testing.T) {
	w := newWorld(t, false)
	w.Resize(fyne.NewSize(1084, 1600))
	w.wrote("settings.sections", "Equipment\nCrew")
	w.wrote("settings.quote.title", "Lighting")
	w.wrote("settings.notes", "Thank you")
	w.Change(func() { w.ClickName("settings.columns.account"); w.Advance(saveAfter) })
	s := w.Settings()
	if !slices.Equal(s.Sections, []string{"Equipment", "Crew"}) || s.QuoteTitle != "Lighting" || s.ClientNotes != "Thank you" || !s.ShowAccounts {
		t.Fatalf("%+v", s)
	}
	d := document.New(document.Quote, s, nil, w.Host.Today(), w.NewID)
	if len(d.Sections) != 2 || d.Sections[1].Name != "Crew" || d.Title != "Lighting" {
		t.Errorf("%+v", d)
	}
	w.write("settings.quote.title", strings.Repeat("long ", 30))
	w.Rest()
	if w.Settings().QuoteTitle != "Lighting" || !w.Says("Xero takes 100") {
		t.Error("a title that Xero would refuse is taken")
	}
}

// A field that is wrong on another tab is found again.
func TestLeavingGoesToTheTabThatIsWrong(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabTerms)
	w.write("settings.quote.days", "many")
	w.page.ShowTab(TabAppearance)
	if w.page.EndEdit() {
		t.Fatal("it is left")
	}
	if w.page.Tab() != TabTerms || !w.At("settings.quote.days").Focused || w.Text("settings.quote.days") != "many" {
		t.Errorf("on %s", w.page.Tab())
	}
}

func TestTermsAreSampled(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabTerms)
	if got := w.Text("settings.terms.sample"); got != "An invoice of today is due 20 Dec 2026. A quote of today stands until 22 Dec 2026." {
		t.Errorf("%q", got)
	}
	w.wrote("settings.terms.days", "15")
	if got := w.Text("settings.terms.sample"); !strings.HasPrefix(got, "An invoice of today is due 15 Dec 2026.") {
		t.Errorf("%q", got)
	}
	w.write("settings.terms.days", "32")
	w.Rest()
	if w.Settings().InvoiceTerms.Days != 15 || !w.Says("1 to 31") {
		t.Error("the 32nd is taken")
	}
	w.write("settings.terms.days", "15")
	w.ClickName("settings.terms.kind")
	w.Type("no due")
	w.Change(func() { w.Key(fyne.KeyReturn); w.Advance(saveAfter) })
	if w.Has("settings.terms.days") || w.Settings().InvoiceTerms.Kind != "" {
		t.Error("without a due date there is a number of days")
	}
}

// A hint does not refuse: the number is saved.
func TestDoubtfulNumbersAreSavedWithAHint(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.wrote("settings.company.tax", "49-091-851")
	if w.Settings().Company.TaxNumber != "49-091-851" || !w.Says("This is not a GST number") {
		t.Error("a doubtful number")
	}
	w.wrote("settings.company.tax", "49-091-850")
	if w.Says("This is not a GST number") || !w.page.EndEdit() {
		t.Error("a good number")
	}
	w.write("settings.company.website", "not a website")
	w.Rest()
	if w.Settings().Company.Website != "" || w.page.EndEdit() {
		t.Error("a website that cannot be")
	}
}

func TestAccentIsTypedOrChosen(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.Resize(fyne.NewSize(1084, 1600))
	if got := w.Text("settings.company.swatches"); got != document.DefaultAccent {
		t.Errorf("without one %q is marked", got)
	}
	w.wrote("settings.company.accent", "f5d000")
	if w.Settings().Company.Accent != "#F5D000" || !w.Says("hard to read on white") {
		t.Errorf("%q", w.Settings().Company.Accent)
	}
	w.write("settings.company.accent", "teal")
	w.Rest()
	if w.Settings().Company.Accent != "#F5D000" || w.page.EndEdit() {
		t.Error("teal is taken")
	}
	w.Change(func() { w.ClickName("settings.company.swatches/#B92B25"); w.Advance(saveAfter) })
	if w.Settings().Company.Accent != "#B92B25" || !w.page.EndEdit() || w.Text("settings.company.accent") != "#B92B25" {
		t.Errorf("%q in the field %q", w.Settings().Company.Accent, w.Text("settings.company.accent"))
	}
	w.Change(func() { w.Key(fyne.KeyRight); w.Advance(saveAfter) })
	if w.Settings().Company.Accent != "#94610A" {
		t.Errorf("→ gives %q", w.Settings().Company.Accent)
	}
}

// What is half typed is no mistake yet: it is said when typing rests, or when
// the field is left, and gone as soon as it is right.
func TestMistakesAreSaidAfterARest(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.write("settings.company.email", "accounts@harbour")
	if w.Says("Write an address") || w.Text("settings.saved") != "Saved" {
		t.Error("it is said, or saved, while it is being typed")
	}
	w.Advance(tellAfter)
	if !w.Says("Write an address") {
		t.Error("it is not said after a rest")
	}
	w.Type(".exampl")
	if w.Says("Write an address") {
		t.Error("it is said of a right one")
	}
	w.write("settings.company.phone", "1")
	w.write("settings.company.tax", "4909")
	if w.Says("A GST number has") {
		t.Error("it is said while it is being typed")
	}
	w.Key(fyne.KeyTab)
	if !w.Says("A GST number has") {
		t.Error("it is not said of a field that was left")
	}
}

// A field that the keyboard comes to is scrolled into view, with what is said
// below it.
func TestFieldComesIntoView(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.Resize(fyne.NewSize(1084, 500))
	w.page.Region(1)
	for range 20 {
		w.Key(fyne.KeyTab)
		if f, ok := w.Canvas().Focused().(interface{ ControlName() string }); ok && f.ControlName() == "settings.company.accent" {
			if at := w.At("settings.company.accent"); at.H != 32 || at.Y+at.H+30 > 500 {
				t.Errorf("it is at %+v", at)
			}
			return
		}
	}
	t.Error("Tab does not come to it")
}

// F6 goes from the tabs to the fields and on; the arrows choose a tab.
func TestSettingsByKeyboard(t *testing.T) {
	w := newWorld(t, false)
	for range 20 {
		w.Key(fyne.KeyDown)
	}
	if w.page.Tab() != TabAppearance {
		t.Fatalf("↓ ends at %s", w.page.Tab())
	}
	w.Key(fyne.KeyHome)
	if !w.page.Region(1) || !w.At("settings.invoice.prefix").Focused {
		t.Error("F6 does not come to the first field")
	}
	if w.page.Region(1) {
		t.Error("F6 does not leave the page")
	}
	if !w.page.Region(-1) || w.page.Region(-1) {
		t.Error("Shift+F6 does not go back to the tabs and out")
	}
	for _, tab := range Tabs() {
		w.page.ShowTab(tab.ID)
		w.page.Focus()
		if tab.ID == TabXero || tab.ID == TabEmail {
			continue
		}
		if !w.page.Region(1) || w.Canvas().Focused() == fyne.Focusable(w.page.nav) {
			t.Errorf("F6 finds nothing on %s", tab.ID)
		}
	}
}
