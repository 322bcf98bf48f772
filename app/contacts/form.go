package contacts

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/document"
)

// form is the fields of a contact. Only the name is needed.
type form struct {
	contact document.Contact // what it began with

	name, first, last, email, phone, mobile *kit.Entry
	tax, company, notes, tags, days         *kit.Entry
	terms                                   *kit.Choice
	postal, street                          *addressForm

	fields   map[string]*kit.Field // by the name of the field in problems
	order    []string              // top to bottom
	root     *fyne.Container
	relayout func()
}

// addressForm is the fields of an address.
type addressForm struct {
	lines, city, region, postcode, country *kit.Entry
	field                                  *kit.Field // carries what is wrong with any of them
	root                                   fyne.CanvasObject
}

func newForm(c document.Contact, country document.Country) *form {
	f := &form{contact: c, fields: map[string]*kit.Field{}, relayout: func() {}}
	text := func(name, label, example, value string) (*kit.Field, *kit.Entry) {
		return f.entry(name, label, kit.NewEntry(example), value)
	}
	var name, first, last, email, phone, mobile, tax, company, notes, tags, days *kit.Field
	name, f.name = text("name", "Name", "Kauri Point Films Ltd", c.Name)
	first, f.first = text("firstName", "First name", "Mere", c.FirstName)
	last, f.last = text("lastName", "Last name", "Tane", c.LastName)
	email, f.email = text("email", "E-mail", "accounts@kauripoint.example", c.Email)
	phone, f.phone = text("phone", "Phone", "+64 4 555 0134", c.Phone.String())
	mobile, f.mobile = text("mobile", "Mobile", "+64 21 555 013", c.Mobile.String())
	postal := f.address("postal", "Billing address", c.Postal)
	f.postal = postal
	f.street = f.address("street", "Street address", c.Street)
	tax, f.tax = text("taxNumber", country.TaxNumberLabel, "", c.TaxNumber)
	company, f.company = text("companyNumber", country.RegistrationLabel, "", c.CompanyNumber)
	f.terms = kit.Named("contact.terms", kit.NewChoice(termOptions(), string(c.Terms.Kind), func(string) { f.termsChanged() }))
	days, f.days = text("terms", "Days, or the day of the month", "20", "")
	if !c.Terms.IsZero() {
		f.days.SetValue(strconv.Itoa(c.Terms.Days))
	}
	notes, f.notes = f.entry("notes", "Notes · LiteWork only", kit.NewMultiLineEntry("", 2), c.Notes)
	tags, f.tags = text("tags", "Tags · LiteWork only", "feature, night shoot", strings.Join(c.Tags, ", "))

	streetPart := kit.VBox(14, f.street.root)
	more := kit.Named("contact.street.add", kit.NewLink("Add a street address", nil))
	moreRow := kit.HBox(0, more)
	if c.Street.IsZero() {
		streetPart.Hide()
		more.OnTapped = func() {
			moreRow.Hide()
			streetPart.Show()
			f.relayout()
		}
	} else {
		moreRow.Hide()
	}
	f.root = kit.VBox(14, name, kit.Columns(14, first, last), kit.HBoxTop(14, kit.FlexN(2, email), kit.Flex(phone), kit.Flex(mobile)),
		postal.root, moreRow, streetPart, kit.Columns(14, tax, company),
		kit.Columns(14, kit.NewField("Payment terms", f.terms), days), tags, notes)
	f.termsChanged()
	return f
}

// entry makes a field whose error goes as soon as the text is changed; it is
// looked at again when the field is left.
func (f *form) entry(name, label string, e *kit.Entry, value string) (*kit.Field, *kit.Entry) {
	kit.Named("contact."+name, e)
	e.SetValue(value)
	field := kit.NewField(label, e)
	f.fields[name] = field
	f.order = append(f.order, name)
	e.OnChanged = func(string) { f.setError(name, "") }
	e.OnLeave = func() { f.checkField(name) }
	return field, e
}

func (f *form) address(name, label string, a document.Address) *addressForm {
	out := &addressForm{}
	out.field, out.lines = f.entry(name, label, kit.NewMultiLineEntry("12 Taranaki Street", 2), addressLines(a))
	part := func(key, label, value string) (*kit.Field, *kit.Entry) {
		e := kit.Named("contact."+name+"."+key, kit.NewEntry(""))
		e.SetValue(value)
		e.OnChanged = func(string) { f.setError(name, "") }
		e.OnLeave = func() { f.checkField(name) }
		return kit.NewField(label, e), e
	}
	var city, region, postcode, country *kit.Field
	city, out.city = part("city", "Town or city", a.City)
	region, out.region = part("region", "Region", a.Region)
	postcode, out.postcode = part("postcode", "Postcode", a.PostalCode)
	country, out.country = part("country", "Country", a.Country)
	out.root = kit.VBox(10, out.field, kit.Columns(10, city, region, postcode, country))
	return out
}

// read is the address as typed, with what is wrong with its lines.
func (a *addressForm) read(old document.Address) (document.Address, string) {
	out, wrong := withLines(old, a.lines.Text)
	out.City, out.Region = tidy(a.city.Text), tidy(a.region.Text)
	out.PostalCode, out.Country = tidy(a.postcode.Text), tidy(a.country.Text)
	return out, wrong
}

// termOptions are the ways to count a due date, the company's own first.
func termOptions() []kit.Option {
	return []kit.Option{
		{ID: "", Label: "As the company's"},
		{ID: string(document.DaysAfterDate), Label: "Days after the invoice date"},
		{ID: string(document.DayOfNextMonth), Label: "A day of the following month"},
		{ID: string(document.DaysAfterMonth), Label: "Days after the end of the month"},
		{ID: string(document.DayOfMonth), Label: "A day of this month"},
	}
}

func (f *form) termsChanged() {
	field := f.fields["terms"]
	if f.terms.Selected() == "" {
		field.Hide()
	} else {
		field.Show()
		if f.days.Text == "" {
			f.days.SetValue("20")
		}
	}
	f.setError("terms", "")
	f.relayout()
}

// read is the contact as typed, and what is wrong with it by field.
func (f *form) read() (document.Contact, map[string]string) {
	c := f.contact
	own := map[string]string{}
	c.Name, c.FirstName, c.LastName = tidy(f.name.Text), tidy(f.first.Text), tidy(f.last.Text)
	c.Email = strings.TrimSpace(f.email.Text)
	c.Phone, c.Mobile = phoneOf(c.Phone, f.phone.Text), phoneOf(c.Mobile, f.mobile.Text)
	var wrong string
	if c.Postal, wrong = f.postal.read(c.Postal); wrong != "" {
		own["postal"] = wrong
	}
	if c.Street, wrong = f.street.read(c.Street); wrong != "" {
		own["street"] = wrong
	}
	c.TaxNumber, c.CompanyNumber = tidy(f.tax.Text), tidy(f.company.Text)
	c.Terms = document.PaymentTerms{}
	if kind := document.TermsKind(f.terms.Selected()); kind != "" {
		n, err := strconv.Atoi(strings.TrimSpace(f.days.Text))
		if err != nil {
			own["terms"] = "Write a whole number."
		}
		c.Terms = document.PaymentTerms{Kind: kind, Days: n}
	}
	c.Notes, c.Tags = strings.TrimSpace(f.notes.Text), tagsOf(f.tags.Text)
	problems := problemsOf(c)
	for field, text := range own {
		problems[field] = text
	}
	return c, problems
}

// checkField says below a field what is wrong with it, once it is left. A name
// that is missing is said only when the form is to be saved.
func (f *form) checkField(name string) {
	_, problems := f.read()
	if name == "name" && tidy(f.name.Text) == "" {
		return
	}
	f.setError(name, problems[name])
}

// check says everything that is wrong and goes to the first. It reports whether
// all is right.
func (f *form) check(focus func(fyne.Focusable)) (document.Contact, bool) {
	c, problems := f.read()
	first := true
	for _, name := range f.order {
		f.setError(name, problems[name])
		if problems[name] != "" && first {
			first = false
			focus(f.fields[name].Input.(*kit.Entry))
		}
	}
	return c, first
}

func (f *form) setError(name, text string) {
	if f.fields[name].Error() == text {
		return
	}
	f.fields[name].SetError(text)
	f.relayout()
}
