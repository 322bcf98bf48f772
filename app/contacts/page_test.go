package contacts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/app/page/pagetest"
	"litework/document"
	"litework/store"
)

type world struct {
	*pagetest.Bench
	page *Page
	made []string
}

func newWorld(t *testing.T, seed func(*world)) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t)}
	w.Offline()
	if seed != nil {
		seed(w)
	}
	w.page = New(Deps{Host: w.Host, File: w.File, Sync: w.Sync, NewID: w.NewID,
		NewDocument: func(_ document.Kind, contact string) { w.made = append(w.made, contact) }})
	t.Cleanup(w.page.Close)
	w.Show(w.page.Content())
	w.page.Focus()
	w.Settle()
	return w
}

// only is the one contact in the file.
func (w *world) only(t *testing.T) store.StoredContact {
	t.Helper()
	keys, err := w.File.ContactKeys(w.Context(), store.ContactQuery{})
	if err != nil || len(keys) != 1 {
		t.Fatalf("%d contacts, %v", len(keys), err)
	}
	rows, err := w.File.ContactRows(w.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := w.File.Contact(w.Context(), rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAddNeedsOnlyAName(t *testing.T) {
	w := newWorld(t, nil)
	if got := w.Text("empty"); got != "Clients you add stand here." {
		t.Fatalf("says %q", got)
	}
	w.ClickName("contacts.empty.add")
	w.Settle()
	w.Key(fyne.KeyReturn)
	if !w.Has("dialog") {
		t.Fatal("a contact without a name is not added")
	}
	w.Type("  Kauri   Point Films Ltd ")
	w.Change(func() { w.Key(fyne.KeyReturn) })
	if w.Has("dialog") {
		t.Fatal("the form stays open")
	}
	if c := w.only(t); c.Name != "Kauri Point Films Ltd" {
		t.Fatalf("added %q: spaces that Xero refuses are taken away", c.Name)
	}
	if w.page.Current() != w.only(t).ID {
		t.Fatal("the contact added is current")
	}
}

func TestWhatXeroRefusesIsNotSaved(t *testing.T) {
	w := newWorld(t, nil)
	for field, text := range map[string]string{
		"contact.name":           "A < B",
		"contact.email":          "zoë@example.co.nz",
		"contact.postal.country": "NZ 2",
		"contact.taxNumber":      strings.Repeat("1", 51),
	} {
		w.page.New()
		w.Settle()
		w.Type("Kauri Point")
		w.ClickName(field)
		w.Shortcut(&fyne.ShortcutSelectAll{})
		w.Type(text)
		w.Ctrl(fyne.KeyReturn)
		w.Rest()
		if !w.Has("dialog") {
			t.Errorf("%s: %q was saved", field, text)
			continue
		}
		w.Key(fyne.KeyEscape)
		if w.Has("dialog") {
			t.Fatal("Esc closes the form")
		}
	}
	if w.page.rows.Len() != 0 {
		t.Fatal("nothing was added")
	}
}

func TestEditKeepsWhatIsNotTouched(t *testing.T) {
	phone := document.Phone{Country: "64", Area: "4", Number: "555 0134"}
	w := newWorld(t, func(w *world) {
		c := document.Contact{ID: w.NewID(), Name: "Kauri Point", Phone: phone, Tags: []string{"feature"},
			Postal: document.Address{Attention: "Accounts", Lines: [4]string{"12 Taranaki Street", "Te Aro"}, City: "Wellington"}}
		if _, err := w.File.SaveContact(w.Context(), c, 0); err != nil {
			t.Fatal(err)
		}
	})
	w.Key(fyne.KeyReturn)
	w.ClickName("contact.email")
	w.Type("ap@kauri.example")
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	c := w.only(t)
	if c.Email != "ap@kauri.example" || c.Phone != phone || c.Postal.Attention != "Accounts" || c.Postal.Lines[1] != "Te Aro" || len(c.Tags) != 1 {
		t.Fatalf("edited: %+v", c.Contact)
	}
	if got := w.Text("contacts.edit"); got != "Edit" {
		t.Fatalf("the panel offers %q", got)
	}
}

func TestStaleEditKeepsTheForm(t *testing.T) {
	w := newWorld(t, func(w *world) { w.Contact("Kauri Point") })
	w.Key(fyne.KeyReturn)
	w.Type("x")
	c := w.only(t)
	c.Email = "other@kauri.example"
	if _, err := w.File.SaveContact(w.Context(), c.Contact, c.Rev); err != nil {
		t.Fatal(err)
	}
	w.Ctrl(fyne.KeyReturn)
	w.Settle()
	if !w.Has("dialog") || w.only(t).Email != "other@kauri.example" {
		t.Fatal("what was changed elsewhere is not overwritten, and what was typed stays")
	}
}

func TestSearchFilterAndInvoice(t *testing.T) {
	w := newWorld(t, func(w *world) {
		kauri := w.Contact("Kauri Point Films Ltd")
		w.Contact("Aro Street Productions")
		w.Document(document.Invoice, kauri, "100", 0, func(d *document.Document) { d.Mark = document.Sent })
	})
	if got := w.At("contacts.filter/All").Text; got != "All 2" {
		t.Fatalf("counts %q", got)
	}
	w.page.FocusSearch()
	w.Type("kauri")
	w.Rest()
	w.Key(fyne.KeyDown)
	row := w.At("contacts.table/" + page.RowID(w.page.rows.Key(0)))
	if !strings.Contains(row.Text, "115.00") {
		t.Fatalf("the row is %q: what is owed stands in it", row.Text)
	}
	w.ClickName("contacts.invoice")
	if len(w.made) != 1 || w.made[0] != w.page.Current() {
		t.Fatalf("made %v", w.made)
	}
	w.ClickName("contacts.filter/In sync")
	w.Rest()
	if got := w.Text("empty"); got != `Nothing under In sync matches "kauri" among 2 contacts.` {
		t.Fatalf("says %q", got)
	}
}

func TestAddressLines(t *testing.T) {
	a, wrong := withLines(document.Address{City: "Wellington"}, "12 Taranaki Street\n\nLevel 2\n")
	if wrong != "" || a.Lines != [4]string{"12 Taranaki Street", "", "Level 2"} || a.City != "Wellington" {
		t.Fatalf("read %+v, %q", a, wrong)
	}
	if _, wrong := withLines(a, "1\n2\n3\n4\n5"); wrong == "" {
		t.Fatal("five lines are more than Xero keeps")
	}
	if got := addressLines(a); got != "12 Taranaki Street\n\nLevel 2" {
		t.Fatalf("shown again as %q", got)
	}
}

func TestTagsAreReadOnce(t *testing.T) {
	if got := strings.Join(tagsOf(" feature, Feature ,night  shoot,, "), "|"); got != "feature|night shoot" {
		t.Fatalf("read %q", got)
	}
}

func TestContextMenu(t *testing.T) {
	w := newWorld(t, func(w *world) { w.Contact("Kauri Point") })
	w.ShiftKey(fyne.KeyF10)
	if !w.Has("menu.edit") || w.Has("menu.view") {
		t.Fatal("Shift+F10 opens what can be done with a contact that is not in Xero")
	}
	w.ClickName("menu.invoice")
	if len(w.made) != 1 {
		t.Fatalf("made %v", w.made)
	}
}

func TestContactsSortAndFilterByTag(t *testing.T) {
	w := newWorld(t, func(w *world) {
		for name, tags := range map[string][]string{"Aro": {"feature"}, "Bright": nil, "Capital": {"feature", "late"}} {
			c := document.Contact{ID: w.NewID(), Name: name, Tags: tags}
			if _, err := w.File.SaveContact(w.Context(), c, 0); err != nil {
				t.Fatal(err)
			}
			if name == "Bright" {
				w.Document(document.Invoice, c, "100", 0, func(d *document.Document) { d.Mark = document.Sent })
			}
		}
	})
	names := func() string {
		var out []string
		for i := range w.page.rows.Len() {
			row, _ := w.page.rows.At(i)
			out = append(out, row.Name)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct{ click, want string }{
		{"Name", "Capital Bright Aro"}, {"Name", "Aro Bright Capital"}, {"Outstanding", "Aro Capital Bright"}, {"Outstanding", "Bright Aro Capital"},
	} {
		w.ClickName("contacts.table/head/" + c.click)
		w.Rest()
		if got := names(); got != c.want {
			t.Errorf("sorted by %s: %s, want %s", c.click, got, c.want)
		}
	}
	w.ClickName("contacts.tags")
	w.Type("fea")
	w.Key(fyne.KeyReturn, fyne.KeyTab)
	w.Rest()
	if got := names(); got != "Aro Capital" {
		t.Errorf("tagged are %s", got)
	}
	w.page.FocusSearch()
	w.Type("brig")
	w.Rest()
	if got := w.Text("empty"); got != `Nothing matches "brig" among 3 contacts.` {
		t.Errorf("says %q", got)
	}
	w.ClickName("contacts.clear")
	w.Rest()
	if got := names(); got != "Bright Aro Capital" {
		t.Errorf("after Clear there are %s", got)
	}
}
