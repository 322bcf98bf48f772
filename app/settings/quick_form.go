package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// quickForm is the fields of a saved line.
type quickForm struct {
	tab      *quickTab
	item     document.QuickItem // what it began with
	modal    *kit.Modal
	root     fyne.CanvasObject
	entries  map[string]*kit.Entry
	fields   map[string]*kit.Field
	order    []string
	tax      *kit.Choice
	account  *kit.Choice
	saveItem *kit.Button
}

// open shows the form of an item, in a dialog.
func (t *quickTab) open(q document.QuickItem, isNew bool) {
	f := &quickForm{tab: t, item: q, entries: map[string]*kit.Entry{}, fields: map[string]*kit.Field{}}
	f.build()
	title, verb := "Edit "+q.Name, "Save"
	if isNew {
		title, verb = "Add quick item", "Add item"
	}
	f.modal = kit.NewModal(title, f.root)
	f.modal.Width = 640
	cancel := kit.Named("quick.cancel", kit.NewButton("Cancel", f.modal.Close))
	f.saveItem = kit.Named("quick.save", kit.NewPrimary(verb, f.save).WithHint("Ctrl ⏎"))
	f.modal.Default, f.modal.First = f.saveItem, f.entries["name"]
	f.modal.SetButtons(nil, []fyne.CanvasObject{cancel, f.saveItem})
	t.p.d.Show(f.modal)
}

func (f *quickForm) build() {
	l := f.item.Line
	name := f.entry("name", "Name", "What it is found by after the slash.", kit.NewEntry("skypanel"), f.item.Name)
	description := f.entry("description", "Description", "As it stands in the line, and in Xero.", kit.NewMultiLineEntry("ARRI SkyPanel S60-C", 2), l.Description)
	enhanced := f.entry("enhanced", "Enhanced text", "Below the description on paper: **bold**, _italic_, - lists. Stays in LiteWork.", kit.NewMultiLineEntry("**Includes** yoke, power lead", 2), l.Enhanced)
	quantity := f.entry("quantity", "Qty", "Empty: 1.", kit.NewEntry("1"), l.Text(document.FieldQuantity))
	duration := f.entry("duration", "Duration", "3 days, 10 h, or none.", kit.NewEntry("3 days"), l.Text(document.FieldDuration))
	price := f.entry("price", "Price", "For one, for one day.", kit.NewEntry("120.00"), l.Text(document.FieldPrice))
	discount := f.entry("discount", "Discount", "0 to 100 %.", kit.NewEntry("10%"), l.Text(document.FieldDiscount))
	taxes := []kit.Option{{ID: "", Label: "None chosen"}}
	for _, r := range f.tab.p.facts.settings.Rates {
		taxes = append(taxes, kit.Option{ID: rateID(r), Label: r.Name, Detail: r.Rate.String() + " %"})
	}
	if l.Tax.Chosen && !hasOption(taxes, rateID(l.Tax)) {
		taxes = append(taxes, kit.Option{ID: rateID(l.Tax), Label: l.Tax.Name, Detail: l.Tax.Rate.String() + " %"})
	}
	f.tax = kit.Named("quick.tax", kit.NewChoice(taxes, rateID(l.Tax), nil))
	accounts := append([]kit.Option{{ID: "", Label: "The default one"}}, accountOptions(f.tab.p.facts)...)
	if l.Account != "" && !hasOption(accounts, l.Account) {
		accounts = append(accounts, kit.Option{ID: l.Account, Label: l.Account})
	}
	f.account = kit.Named("quick.account", kit.NewChoice(accounts, l.Account, nil))
	f.root = kit.VBox(14, name, description, enhanced, kit.Columns(12, quantity, duration, price, discount),
		kit.Columns(12, kit.NewField("Tax", f.tax).WithHelp("What the line begins with."), kit.NewField("Account", f.account).WithHelp("Where Xero books it.")))
}

func hasOption(options []kit.Option, id string) bool {
	for _, o := range options {
		if o.ID == id {
			return true
		}
	}
	return false
}

// entry makes a field that is checked as it is typed.
func (f *quickForm) entry(name, label, help string, e *kit.Entry, value string) *kit.Field {
	kit.Named("quick."+name, e)
	e.SetValue(value)
	field := kit.NewField(label, e).WithHelp(help)
	f.entries[name], f.fields[name] = e, field
	f.order = append(f.order, name)
	e.OnChanged = func(string) { f.show(name) }
	return field
}

// show says below a field what is wrong with it. A name that is missing is said
// when the item is to be saved.
func (f *quickForm) show(name string) {
	_, wrong := f.read()
	if name == "name" && strings.TrimSpace(f.entries["name"].Text) == "" {
		wrong["name"] = ""
	}
	f.say(name, wrong[name])
}

func (f *quickForm) say(name, wrong string) {
	if f.fields[name].Error() != wrong {
		f.fields[name].SetError(wrong)
		f.modal.Refresh()
	}
}

// read is the item as typed, and what is wrong with it by field.
func (f *quickForm) read() (document.QuickItem, map[string]string) {
	q, wrong := f.item, map[string]string{}
	text := func(name string) string { return f.entries[name].Text }
	note := func(name string, err error) {
		if err != nil {
			wrong[name] = err.Error()
		}
	}
	q.Name = strings.Join(strings.Fields(text("name")), " ")
	if q.Name == "" {
		wrong["name"] = "A name is needed: the item is found by it."
	}
	for _, other := range f.tab.all {
		if other.ID != q.ID && strings.EqualFold(other.Name, q.Name) {
			wrong["name"] = "There is an item of this name."
		}
	}
	l := &q.Line
	l.Description, l.Enhanced = strings.TrimSpace(text("description")), strings.TrimSpace(text("enhanced"))
	var err error
	l.Quantity, err = document.ParseQuantity(text("quantity"))
	note("quantity", err)
	l.Duration, err = document.ParseDuration(text("duration"), document.Days)
	note("duration", err)
	l.UnitPrice, err = document.ParsePrice(text("price"))
	note("price", err)
	l.Discount, err = document.ParseDiscount(text("discount"))
	note("discount", err)
	if id := f.tax.Selected(); id != rateID(l.Tax) {
		l.Tax = document.Tax{}
		for _, r := range f.tab.p.facts.settings.Rates {
			if rateID(r) == id {
				l.Tax = r
			}
		}
	}
	l.Account = f.account.Selected()
	if l.IsEmpty() && len(wrong) == 0 {
		wrong["description"] = "Write a description or a price: an empty line is nothing to put in."
	}
	return q, wrong
}

func (f *quickForm) save() {
	q, wrong := f.read()
	first := true
	for _, name := range f.order {
		f.say(name, wrong[name])
		if wrong[name] != "" && first {
			first = false
			f.tab.p.d.Canvas.Focus(f.entries[name])
		}
	}
	if !first {
		return
	}
	f.saveItem.Disable()
	f.tab.goTo = q.ID
	f.tab.save(q, func(err error) {
		f.saveItem.Enable()
		if err != nil {
			sentence, fix := page.Trouble(err)
			f.say("name", sentence+" "+fix)
			return
		}
		f.modal.Close() // the list is read again, and takes the keyboard
	})
}
