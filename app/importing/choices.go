package importing

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
	"litework/xerosync"
)

// choices are the fields of the first step.
type choices struct {
	w                                 *Wizard
	root                              fyne.CanvasObject
	contacts                          *kit.Choice
	invoices, quotes                  *kit.Checkbox
	from, to                          *kit.DateEntry
	fromField, toField                *kit.Field
	days                              *fyne.Container
	status, existing, numbers, period *kit.Choice
	next                              *kit.Button
	note                              *kit.Paragraph
}

// The options of the choices.
const (
	allContacts   = "all"
	customersOnly = "customers"
	noContacts    = "none"

	standingDocuments = "standing"
	openDocuments     = "open"
	draftDocuments    = "draft"
	anyDocuments      = "any"

	update = "update"
	skip   = "skip"
	link   = "link"
	both   = "both"

	anyTime   = "any"
	thisYear  = "year"
	twelve    = "twelve"
	ownPeriod = "own"

	existingHelp = "Of what was changed on both sides nothing is overwritten: it is marked as a conflict."
)

// statuses are Xero's words of what can be chosen; nil for any.
var statuses = map[string]struct{ invoices, quotes []string }{
	standingDocuments: {[]string{"DRAFT", "SUBMITTED", "AUTHORISED", "PAID"}, []string{"DRAFT", "SENT", "ACCEPTED", "DECLINED", "INVOICED"}},
	openDocuments:     {[]string{"DRAFT", "SUBMITTED", "AUTHORISED"}, []string{"DRAFT", "SENT", "ACCEPTED"}},
	draftDocuments:    {[]string{"DRAFT"}, []string{"DRAFT"}},
	anyDocuments:      {},
}

func newChoices(w *Wizard) *choices {
	c := &choices{w: w}
	changed := func(string) { c.check() }
	c.contacts = named("contacts", kit.NewChoice([]kit.Option{
		{ID: allContacts, Label: "All contacts"}, {ID: customersOnly, Label: "Customers only"}, {ID: noContacts, Label: "No contacts"},
	}, allContacts, changed))
	c.invoices = named("invoices", kit.NewCheckbox("Invoices", kit.Checked, func(kit.CheckState) { c.check() }))
	c.quotes = named("quotes", kit.NewCheckbox("Quotes", kit.Checked, func(kit.CheckState) { c.check() }))
	c.period = named("period", kit.NewChoice([]kit.Option{
		{ID: anyTime, Label: "Any date"}, {ID: twelve, Label: "The last 12 months"},
		{ID: thisYear, Label: "This calendar year"}, {ID: ownPeriod, Label: "From … to …"},
	}, anyTime, changed))
	c.from, c.fromField = c.date("From", "from")
	c.to, c.toField = c.date("To", "to")
	c.status = named("status", kit.NewChoice([]kit.Option{
		{ID: standingDocuments, Label: "Not voided or deleted"}, {ID: openDocuments, Label: "Open", Detail: "draft, sent, awaiting payment"},
		{ID: draftDocuments, Label: "Draft"}, {ID: anyDocuments, Label: "Any"},
	}, standingDocuments, changed))
	c.existing = named("existing", kit.NewChoice([]kit.Option{
		{ID: update, Label: "Update existing"}, {ID: skip, Label: "Skip existing"},
	}, update, changed))
	c.numbers = named("numbers", kit.NewChoice([]kit.Option{
		{ID: link, Label: "Link the two"}, {ID: both, Label: "Keep both"},
	}, link, changed))
	c.days = kit.Columns(14, c.fromField, c.toField)
	c.note = kit.NewParagraph("", kit.Look{Color: theme.ColorMuted})
	c.root = kit.VBox(16,
		kit.Columns(14, kit.NewField("Contacts", c.contacts),
			kit.NewField("Documents", kit.Inset(8, 0, 0, 0, kit.HBox(18, c.invoices, c.quotes)))),
		kit.Columns(14, kit.NewField("Dates", c.period), kit.NewField("Status", c.status)),
		c.days,
		kit.Columns(14, kit.NewField("Already in LiteWork", c.existing).WithHelp(existingHelp),
			kit.NewField("Same number, not linked yet", c.numbers).WithHelp("On documents here and in Xero that do not know of each other.")),
		c.note,
	)
	return c
}

func (c *choices) date(label, name string) (*kit.DateEntry, *kit.Field) {
	today := c.w.d.Today
	entry := kit.NewDateEntry(func(text string) (kit.Day, error) {
		day, err := document.ParseDate(text, document.DateTyping{Today: today()})
		return kit.Day(day), err
	}, func(d kit.Day) string { return document.Date(d).Display() }, func() kit.Day { return kit.Day(today()) })
	named(name, entry.Entry)
	field := kit.NewField(label, entry)
	entry.OnChanged = func(kit.Day) { c.check() }
	entry.OnError = func(err error) {
		if err == nil {
			field.SetError("")
			return
		}
		field.SetError(err.Error())
	}
	return entry, field
}

// chosen is what the fields say.
func (c *choices) chosen() xerosync.ImportChoices {
	s := statuses[c.status.Selected()]
	out := xerosync.ImportChoices{
		Contacts: c.contacts.Selected() != noContacts, CustomersOnly: c.contacts.Selected() == customersOnly,
		Invoices: c.invoices.State() == kit.Checked, Quotes: c.quotes.State() == kit.Checked,
		InvoiceStatuses: s.invoices, QuoteStatuses: s.quotes,
		UpdateExisting: c.existing.Selected() == update, LinkNumbers: c.numbers.Selected() == link,
	}
	today := c.w.d.Today()
	switch c.period.Selected() {
	case thisYear:
		out.From = document.NewDate(today.Year, 1, 1)
	case twelve:
		out.From = document.NewDate(today.Year-1, today.Month, 1)
	case ownPeriod:
		out.From, out.To = document.Date(c.from.Day()), document.Date(c.to.Day())
	}
	return out
}

// why is the reason nothing can be read, or "".
func (c *choices) why() string {
	x := c.chosen()
	switch {
	case !x.Contacts && !x.Invoices && !x.Quotes:
		return "Choose contacts, invoices or quotes first."
	case !x.From.IsZero() && !x.To.IsZero() && x.To.Before(x.From):
		return "The last day lies before the first one."
	}
	return ""
}

// check shows only what has a meaning for what was chosen.
func (c *choices) check() {
	c.days.Hidden = c.period.Selected() != ownPeriod
	if c.next == nil {
		return
	}
	if why := c.why(); why != "" {
		c.next.DisableBecause(why)
	} else {
		c.next.Enable()
	}
	c.note.SetText(c.words())
	c.w.modal.Refresh()
}

func (c *choices) words() string {
	x := c.chosen()
	if why := c.why(); why != "" {
		return why
	}
	if !x.Contacts {
		return "The clients of the documents come with them. First everything is read from Xero, and you see what it would change. Nothing in Xero changes."
	}
	return "First everything is read from Xero, and you see what it would change. Nothing in Xero changes. Tracking, attachments and payments stay in Xero."
}

// showWhat is the first step.
func (w *Wizard) showWhat() {
	if w.choices == nil {
		w.choices = newChoices(w)
	}
	c := w.choices
	cancel := named("cancel", kit.NewButton("Cancel", w.modal.Close))
	c.next = named("next", kit.NewPrimary("Read from Xero", w.begin))
	w.draw(1, c.root, c.contacts, nil, cancel, c.next)
	c.check()
}

// begin starts to read from Xero.
func (w *Wizard) begin() {
	c := w.choices
	if c.period.Selected() == ownPeriod && (!c.from.Commit() || !c.to.Commit()) {
		return
	}
	if c.why() != "" {
		return
	}
	x := c.chosen()
	w.ask("Nothing was read", func(ctx context.Context) error {
		_, err := w.d.Sync.BeginImport(ctx, x)
		return err
	})
}
