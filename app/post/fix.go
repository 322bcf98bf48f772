package post

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/xerosync"
)

// fixLabel is the verb on the button of a fix; empty for none.
func fixLabel(f xerosync.Fix) string {
	switch f {
	case xerosync.FixChooseAccount:
		return "Choose account"
	case xerosync.FixChooseTax:
		return "Choose tax rate"
	case xerosync.FixChooseClient:
		return "Choose client"
	case xerosync.FixChangeNumber:
		return "Change number"
	case xerosync.FixChangeDate:
		return "Change date"
	case xerosync.FixChangeDue:
		return "Change due date"
	case xerosync.FixCurrency:
		return "Change currency"
	case xerosync.FixEditLine:
		return "Go to the line"
	case xerosync.FixEditText:
		return "Go to the text"
	case xerosync.FixPostAsDraft:
		return "Post as draft"
	case xerosync.FixViewInXero:
		return "View in Xero"
	case xerosync.FixReconnect:
		return "Reconnect"
	case xerosync.FixConnect:
		return "Connect to Xero"
	}
	return ""
}

// place is the field of the editor that a fix leads to.
func place(f xerosync.Fix, p *document.Problem) (field, line string) {
	if p != nil {
		field, line = p.Field, p.Line
	}
	if field != "" {
		return field, line
	}
	switch f {
	case xerosync.FixChooseClient:
		field = "client"
	case xerosync.FixChangeNumber:
		field = "number"
	case xerosync.FixChangeDate:
		field = "date"
	case xerosync.FixChangeDue:
		field = "due"
	case xerosync.FixCurrency:
		field = "currency"
	case xerosync.FixEditLine:
		field = "lines"
	}
	return field, line
}

// failing says what keeps the document from being posted, with the way out: a
// button, or the choice itself once it is open.
func (s *Sheet) failing(check xerosync.Check) fyne.CanvasObject {
	p := check.Problem
	label := fixLabel(check.Fix)
	if check.Kind == xerosync.CheckContact && s.oneTime() {
		s.form.fix = s.form.clients
		return kit.NewBanner(kit.Problem, p.Error())
	}
	if s.choosing == check.Fix && s.choosing != xerosync.FixNone {
		return kit.VBox(10, kit.NewBanner(kit.Problem, p.Error()), s.inline(check))
	}
	if label == "" {
		return kit.NewBanner(kit.Problem, p.Error())
	}
	fix := keep(s.form, named("fix", kit.NewButton(label, func() { s.repair(check.Fix, p) })))
	s.form.fix = fix
	return kit.NewBanner(kit.Problem, p.Error(), fix)
}

// repair does what a fix says.
func (s *Sheet) repair(f xerosync.Fix, p *document.Problem) {
	switch f {
	case xerosync.FixChooseAccount, xerosync.FixChooseTax:
		s.choosing = f
		s.redraw()
	case xerosync.FixPostAsDraft:
		s.choose("DRAFT")
	case xerosync.FixViewInXero:
		s.viewInXero()
	case xerosync.FixConnect, xerosync.FixReconnect:
		s.modal.Close()
		s.d.Connect()
	default:
		field, line := place(f, p)
		s.modal.Close()
		s.d.GoTo(s.docID, field, line)
	}
}

// inline is the choice of an account or of a tax rate, in the sheet itself.
func (s *Sheet) inline(check xerosync.Check) fyne.CanvasObject {
	if check.Fix == xerosync.FixChooseTax {
		c := kit.Named("post.choose.tax", kit.NewChoice(s.taxOptions(), "", func(code string) { s.takeTax(check.Problem, code) }))
		c.Placeholder = "Choose a tax rate of Xero's"
		s.form.choice = c
		return kit.NewField("Tax rate", c).WithHelp("Used on every line of this document that has the same rate now.")
	}
	c := kit.Named("post.choose.account", kit.NewChoice(s.accountOptions(), "", func(code string) { s.takeAccount(check.Problem, code) }))
	c.Placeholder = "Choose an account of Xero's"
	s.form.choice = c
	help := "Used on every line of this document that has the same account now."
	if s.fromSettings(check.Problem) {
		help = "Becomes the default sales account. It can be changed in Settings."
	}
	return kit.NewField("Account", c).WithHelp(help)
}

// oneTime reports whether the client stands on this document only and could be
// a contact there is: then the user says which.
func (s *Sheet) oneTime() bool {
	action := s.sheet.Confirm.Contact.Action
	return len(s.sheet.ContactCandidates) > 0 && (action == xerosync.ContactLink || action == xerosync.ContactSaveNew)
}

// candidates are the contacts that a client typed on this document only could
// be, and the way to make a new one.
func (s *Sheet) candidates() fyne.CanvasObject {
	const asNew = "new"
	var options []kit.RadioOption
	selected := ""
	for _, c := range s.sheet.ContactCandidates {
		detail := c.Email
		if c.Archived {
			detail = "Archived in Xero; restore it there first"
		}
		options = append(options, kit.RadioOption{ID: c.ContactID, Title: c.Name, Detail: detail})
		if c.Chosen {
			selected = c.ContactID
		}
	}
	options = append(options, kit.RadioOption{ID: asNew, Title: "Save as a new contact", Detail: "Here and in Xero"})
	if s.sheet.Confirm.Contact.Action == xerosync.ContactSaveNew {
		selected = asNew
	}
	cards := kit.Named("post.contact", kit.NewRadioCards(options, selected, func(id string) {
		d := xerosync.ContactDecision{Action: xerosync.ContactLink, ContactID: id}
		if id == asNew {
			d = xerosync.ContactDecision{Action: xerosync.ContactSaveNew}
		}
		s.sheet = s.sheet.WithContact(d)
		s.redraw()
	}))
	cards.Vertical = true
	keep(s.form, cards)
	s.form.clients = cards
	return kit.VBox(4, kit.Caption("Client"), cards)
}

func (s *Sheet) accountOptions() []kit.Option {
	var out []kit.Option
	for _, a := range s.read.reference.Accounts {
		if a.Class == "REVENUE" && a.Status == "ACTIVE" && a.System == "" {
			out = append(out, kit.Option{ID: a.Code, Label: a.Code + " – " + a.Name})
		}
	}
	return out
}

func (s *Sheet) taxOptions() []kit.Option {
	var out []kit.Option
	for _, r := range s.read.reference.TaxRates {
		if r.Status == "ACTIVE" && r.AppliesToRevenue {
			out = append(out, kit.Option{ID: r.Code, Label: r.Name, Detail: r.Rate.String() + " %"})
		}
	}
	return out
}

// fromSettings reports whether the line at fault has no account of its own:
// then what the settings supply is what has to change.
func (s *Sheet) fromSettings(p *document.Problem) bool {
	if _, own := s.sheet.Confirm.Supplied[p.Line]; own {
		return true
	}
	for _, l := range s.sheet.Confirm.Projection.Lines {
		if l.LineID == p.Line {
			return l.Account == ""
		}
	}
	return false
}

// takeAccount puts an account where the one at fault came from.
func (s *Sheet) takeAccount(p *document.Problem, code string) {
	if s.fromSettings(p) {
		s.write(func(ctx context.Context) error {
			now, err := s.d.File.Settings(ctx)
			if err != nil {
				return err
			}
			now.SalesAccount = code
			return s.d.File.SaveSettings(ctx, now)
		})
		return
	}
	s.change(func(d *document.Document) {
		bad, _, _ := d.Line(p.Line)
		if bad == nil {
			return
		}
		old := bad.Account
		for _, l := range d.Lines() {
			if l.Account == old && !l.IsText() {
				l.Account = code
			}
		}
	})
}

// takeTax puts a rate of Xero's on every line that has the rate at fault.
func (s *Sheet) takeTax(p *document.Problem, code string) {
	var rate document.Tax
	for _, r := range s.read.reference.TaxRates {
		if r.Code == code {
			rate = document.Tax{Code: r.Code, Name: r.Name, Rate: r.Rate, Chosen: true}
		}
	}
	s.change(func(d *document.Document) {
		bad, _, _ := d.Line(p.Line)
		if bad == nil {
			return
		}
		old := bad.Tax
		for _, l := range d.Lines() {
			if l.Tax.Equal(old) && !l.IsText() {
				l.Tax, l.AsRead = rate, nil
			}
		}
	})
}

// change changes the document: through its editor where it is open, else in the
// file.
func (s *Sheet) change(change func(*document.Document)) {
	if s.d.Change != nil && s.d.Change(s.docID, change) {
		s.choosing = xerosync.FixNone
		return // the editor saves, and that brings the sheet up to date
	}
	s.write(func(ctx context.Context) error {
		d, err := s.d.File.Document(ctx, s.docID)
		if err != nil {
			return err
		}
		change(&d.Document)
		_, err = s.d.File.SaveDocument(ctx, d.Document, d.Rev)
		return err
	})
}

func (s *Sheet) write(write func(context.Context) error) {
	s.choosing = xerosync.FixNone
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, write(ctx)
	}, func(_ struct{}, err error) {
		s.problem = err
		s.load()
	})
}

func (s *Sheet) viewInXero() {
	page.Read(s.reader, "view", func(ctx context.Context) (string, error) {
		return s.d.Sync.ViewURL(ctx, s.docID)
	}, func(address string, err error) {
		if err != nil {
			s.problem = err
			s.redraw()
			return
		}
		s.d.OpenURL(address)
	})
}
