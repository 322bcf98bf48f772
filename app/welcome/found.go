package welcome

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// detail is something of the organisation that can be taken over.
type detail struct {
	id, label, value string
	take             func(*document.Settings)
}

// details are what the organisation knows and the settings do not, or not so.
func details(s document.Settings, o document.Organisation, rates []document.TaxRate) []detail {
	var out []detail
	add := func(id, label, value, now string, take func(*document.Settings)) {
		if value != "" && value != now {
			out = append(out, detail{id, label, value, take})
		}
	}
	add("name", "Company name", o.Name, s.Company.Name, func(s *document.Settings) { s.Company.Name = o.Name })
	country := document.CountryOf(o.Country)
	if o.Country != "" && country.Code != document.CountryOf(s.Company.Country).Code {
		add("country", "Country", country.Name, "", func(s *document.Settings) { s.Company.Country = country.Code })
	}
	add("currency", "Currency", o.BaseCurrency, s.Currency, func(s *document.Settings) { s.Currency = o.BaseCurrency })
	add("tax", country.TaxNumberLabel, o.TaxNumber, s.Company.TaxNumber, func(s *document.Settings) { s.Company.TaxNumber = o.TaxNumber })
	if !o.InvoiceTermsSale.IsZero() {
		add("terms", "Payment terms", o.InvoiceTermsSale.Describe(), s.InvoiceTerms.Describe(),
			func(s *document.Settings) { s.InvoiceTerms = o.InvoiceTermsSale })
	}
	if usable := usableRates(rates); len(usable) > 0 && !sameRates(s.Rates, usable) {
		out = append(out, detail{"rates", "Tax rates", page.Plural(len(usable), "rate") + " of your organisation", func(s *document.Settings) {
			s.Rates = usable
			s.DefaultTax = defaultRate(s.DefaultTax, usable)
		}})
	}
	return out
}

// usableRates are the organisation's rates for sales, as settings keep them.
func usableRates(rates []document.TaxRate) []document.Tax {
	var out []document.Tax
	for _, r := range rates {
		if r.Status == "ACTIVE" && r.AppliesToRevenue {
			out = append(out, document.Tax{Code: r.Code, Name: r.Name, Rate: r.Rate, Chosen: true})
		}
	}
	return out
}

func sameRates(a, b []document.Tax) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].Equal(b[i]) {
			return false
		}
	}
	return true
}

// defaultRate is the rate that new lines begin with: the same code as before,
// else the only one of the same percentage; else none is chosen.
func defaultRate(old document.Tax, rates []document.Tax) document.Tax {
	var same []document.Tax
	for _, r := range rates {
		if r.Code == old.Code && old.Code != "" {
			return r
		}
		if old.Chosen && r.Rate.Equal(old.Rate) {
			same = append(same, r)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return document.Tax{}
}

// found tells which organisation it is and asks what to take over from it.
func (c *connecting) found(o document.Organisation) {
	page.Read(c.reader, "reference", func(ctx context.Context) (document.Reference, error) {
		return c.d.File.Reference(ctx)
	}, func(ref document.Reference, err error) {
		if err != nil {
			c.fail(err)
			return
		}
		c.offer(o, ref)
	})
}

func (c *connecting) offer(o document.Organisation, ref document.Reference) {
	list := details(c.before, o, ref.TaxRates)
	taken := map[string]bool{}
	body := kit.VBox(10, kit.NewParagraph("LiteWork posts to "+o.Name+" from now on, when you say so. Documents written before can be posted too.", kit.Look{}))
	var first fyne.Focusable
	if len(list) > 0 {
		body.Add(kit.Inset(6, 0, 0, 0, kit.Bold("Take over from Xero")))
		for _, d := range list {
			taken[d.id] = true
			box := kit.Named("connect.take."+d.id, kit.NewCheckbox(d.label, kit.Checked, func(s kit.CheckState) { taken[d.id] = s == kit.Checked }))
			if first == nil {
				first = box
			}
			body.Add(kit.HBox(10, kit.Sized(170, 0, box), kit.Flex(kit.NewText(d.value, kit.Look{Color: theme.ColorMuted}).Shrinks())))
		}
	}
	account, field := accountChoice(ref, c.before.SalesAccount)
	if field != nil {
		body.Add(kit.Inset(8, 0, 0, 0, field))
	}
	later := kit.Named("connect.later", kit.NewButton("Later", c.modal.Close))
	done := kit.Named("connect.take", kit.NewPrimary("Take over", func() {
		c.take(list, taken, account)
	}))
	if len(list) == 0 {
		done.SetLabel("Done")
	}
	c.show("Connected to "+o.Name, body, done, nil, later, done)
}

// accountChoice asks for the account that sales are booked to, the one of the
// usual code chosen.
func accountChoice(ref document.Reference, now string) (*kit.Choice, fyne.CanvasObject) {
	var options []kit.Option
	selected := now
	for _, a := range ref.Accounts {
		if a.Class != "REVENUE" || a.Status != "ACTIVE" || a.System != "" {
			continue
		}
		options = append(options, kit.Option{ID: a.Code, Label: a.Code + " – " + a.Name})
		if selected == "" && a.Code == "200" {
			selected = a.Code
		}
	}
	if len(options) == 0 {
		return nil, nil
	}
	choice := kit.Named("connect.account", kit.NewChoice(options, selected, nil))
	choice.Placeholder = "Choose an account"
	return choice, kit.NewField("Default sales account", choice).WithHelp("For lines without an account of their own, when they are first posted.")
}

// take writes what was ticked into the settings.
func (c *connecting) take(list []detail, taken map[string]bool, account *kit.Choice) {
	code := ""
	if account != nil {
		code = account.Selected()
	}
	page.Write(c.reader, func(ctx context.Context) (struct{}, error) {
		now, err := c.d.File.Settings(ctx)
		if err != nil {
			return struct{}{}, err
		}
		for _, d := range list {
			if taken[d.id] {
				d.take(&now)
			}
		}
		if code != "" {
			now.SalesAccount = code
		}
		return struct{}{}, c.d.File.SaveSettings(ctx, now)
	}, func(_ struct{}, err error) {
		if err != nil {
			c.d.Tell("Not taken over", err)
			return
		}
		c.offerImport()
	})
}

// offerImport asks whether to bring over what Xero has, now or later.
func (c *connecting) offerImport() {
	if c.d.Import == nil {
		c.modal.Close()
		return
	}
	body := kit.NewParagraph("Contacts come by themselves. Invoices and quotes that are in Xero can be brought here too, now or at any time from the Xero menu.", kit.Look{})
	later := kit.Named("connect.import.later", kit.NewButton("Later", c.modal.Close))
	now := kit.Named("connect.import", kit.NewPrimary("Import from Xero…", func() {
		c.modal.Close()
		c.d.Import()
	}))
	c.show("Bring over what is in Xero", body, now, nil, later, now)
}
