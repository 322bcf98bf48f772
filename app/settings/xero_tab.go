package settings

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// xeroTab is the connection, and what posting takes from here.
type xeroTab struct {
	p       *Page
	root    *fyne.Container
	card    *fyne.Container // the connection
	calls   *kit.Paragraph
	posting fyne.CanvasObject
	account *kit.Choice
	mapping *fyne.Container
	guide   fyne.CanvasObject
	sync    *syncCard
}

func newXeroTab(p *Page) *xeroTab {
	t := &xeroTab{p: p, card: kit.VBox(0), mapping: kit.VBox(14)}
	t.posting = page.Card("Posting", t.postingFields())
	t.guide = page.Card("Client ID", t.clientID())
	t.sync = newSyncCard(p)
	t.root = kit.VBox(14, t.card, t.posting, t.sync.root, t.guide)
	return t
}

// show brings the tab up to date.
func (t *xeroTab) show() {
	f := t.p.facts
	if f.connected {
		t.card.Objects = []fyne.CanvasObject{t.connected()}
	} else {
		t.card.Objects = []fyne.CanvasObject{t.notConnected()}
	}
	t.posting.Hide()
	t.sync.root.Hide()
	t.guide.Hide()
	if f.connected {
		t.posting.Show()
		t.sync.root.Show()
	}
	if !f.connection.Demo && !(f.connected && t.p.d.BuiltInClientID) {
		t.guide.Show()
	}
	t.account.SetOptions(accountOptions(f))
	t.account.SetSelected(f.settings.SalesAccount)
	t.showMapping()
	t.root.Refresh()
}

// connected is the card of the organisation.
func (t *xeroTab) connected() fyne.CanvasObject {
	c := t.p.facts.connection
	chip := kit.ChipSpec{Label: "Connected", Tint: kit.Green}
	if c.Demo {
		chip = kit.ChipSpec{Label: "Demo", Tint: kit.Amber, Tip: "A simulated organisation inside LiteWork. Nothing here reaches Xero."}
	}
	name := kit.NewText(c.OrganisationName, kit.Look{Size: 15, Style: fyne.TextStyle{Bold: true}})
	t.calls = kit.NewParagraph("", kit.Look{Color: theme.ColorMuted})
	t.showCalls()
	disconnect := kit.Named("settings.xero.disconnect", kit.NewButton("Disconnect…", t.askDisconnect))
	words := kit.VBox(4, kit.HBox(8, name, kit.NewChip(chip)), t.calls)
	return page.Card("", kit.HBox(14, kit.Flex(words), disconnect))
}

// showCalls tells country, currency, since when, and what is left of today's
// calls.
func (t *xeroTab) showCalls() {
	if t.calls == nil {
		return
	}
	f := t.p.facts
	var words []string
	org := f.reference.Organisation
	if org.Country != "" {
		words = append(words, document.CountryOf(org.Country).Name)
	}
	if org.BaseCurrency != "" {
		words = append(words, org.BaseCurrency)
	}
	if at := f.connection.ConnectedAt; !at.IsZero() {
		words = append(words, "connected "+document.DateOf(at.Local()).Display())
	}
	if t.p.d.Sync != nil {
		if s := t.p.d.Sync.State(); s.CallsLimit > 0 {
			words = append(words, fmt.Sprintf("%s of %s calls left today", page.Count(s.CallsLeft), page.Count(s.CallsLimit)))
		}
	}
	t.calls.SetText(strings.Join(words, " · "))
	t.card.Refresh()
}

// notConnected is the card that leads to a connection.
func (t *xeroTab) notConnected() fyne.CanvasObject {
	title := kit.NewText("Not connected", kit.Look{Size: 15, Style: fyne.TextStyle{Bold: true}})
	text := "LiteWork works without Xero. Connect when you want to post."
	if c := t.p.facts.connection; c.Disconnected && c.OrganisationName != "" {
		text = "This company belongs to " + c.OrganisationName + ". Documents and links are kept; connect again to go on."
	}
	var buttons []fyne.CanvasObject
	if t.p.d.TryDemo != nil {
		buttons = append(buttons, kit.Named("settings.xero.demo", kit.NewButton("Try the demo", t.p.d.TryDemo)))
	}
	if t.p.d.Connect != nil {
		buttons = append(buttons, kit.Named("settings.xero.connect", kit.NewPrimary("Connect to Xero", t.connect)))
	}
	words := kit.VBox(4, title, kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted}))
	return page.Card("", kit.HBox(14, kit.Flex(words), kit.HBox(8, buttons...)))
}

// connect writes what was typed first: the client ID is taken from the file.
func (t *xeroTab) connect() {
	if !t.p.EndEdit() {
		return
	}
	t.p.d.Connect()
}

func (t *xeroTab) postingFields() fyne.CanvasObject {
	var accountField *kit.Field
	accountField, t.account = t.p.form.choice(choiceSpec{
		name: "xero.account", label: "Default sales account", help: "For lines without an account of their own, when they are first posted.",
		get: func(s document.Settings) string { return s.SalesAccount },
		put: func(s *document.Settings, id string) { s.SalesAccount = id },
	})
	t.account.Placeholder = "Choose an account"
	as, _ := t.p.form.choice(choiceSpec{
		name: "xero.postas", label: "Post invoices as", help: "What the post sheet offers first.",
		options: []kit.Option{
			{ID: string(document.Draft), Label: "Draft"},
			{ID: string(document.AwaitingPayment), Label: "Approved"},
		},
		get: func(s document.Settings) string {
			if s.PostInvoicesAs == document.AwaitingPayment {
				return string(document.AwaitingPayment)
			}
			return string(document.Draft)
		},
		put: func(s *document.Settings, id string) { s.PostInvoicesAs = document.Status(id) },
	})
	return kit.VBox(16, kit.Columns(14, accountField, as), t.mapping)
}

// accountOptions are the accounts a sale can be booked to.
func accountOptions(f facts) []kit.Option {
	var out []kit.Option
	known := false
	for _, a := range f.reference.Accounts {
		if a.Class != "REVENUE" || a.Status != "ACTIVE" || a.System != "" {
			continue
		}
		known = known || a.Code == f.settings.SalesAccount
		out = append(out, kit.Option{ID: a.Code, Label: a.Code + " – " + a.Name})
	}
	if !known && f.settings.SalesAccount != "" {
		out = append(out, kit.Option{ID: f.settings.SalesAccount, Label: f.settings.SalesAccount, Detail: "not active in Xero"})
	}
	return out
}

// showMapping shows for each rate here which one it is in Xero.
func (t *xeroTab) showMapping() {
	f := t.p.facts
	var options []kit.Option
	for _, r := range f.reference.TaxRates {
		if r.Status == "ACTIVE" && r.AppliesToRevenue {
			options = append(options, kit.Option{ID: r.Code, Label: r.Name + " (" + r.Code + ")"})
		}
	}
	var fields []fyne.CanvasObject
	for _, rate := range f.settings.Rates {
		id := rateID(rate)
		c := kit.Named("settings.xero.tax", kit.NewChoice(options, rate.Code, func(code string) { t.mapRate(id, code) }))
		c.Placeholder = "Choose a rate of Xero's"
		fields = append(fields, kit.NewField(rate.Name+" is, in Xero", c))
	}
	t.mapping.Objects = nil
	for i := 0; i+1 < len(fields); i += 2 {
		t.mapping.Add(kit.Columns(14, fields[i], fields[i+1]))
	}
	if len(fields)%2 == 1 {
		t.mapping.Add(kit.Columns(14, fields[len(fields)-1], kit.Blank(1, 1)))
	}
	t.mapping.Refresh()
}

// mapRate says which rate of Xero's one of ours is. Documents keep what they
// were made with.
func (t *xeroTab) mapRate(id, code string) {
	t.p.change("xero.tax."+id, func(s *document.Settings) {
		for i := range s.Rates {
			if rateID(s.Rates[i]) != id {
				continue
			}
			if rateID(s.DefaultTax) == id {
				s.DefaultTax.Code = code
			}
			s.Rates[i].Code = code
		}
	})
}

// askDisconnect asks, because it cannot be undone: signing in again is needed.
func (t *xeroTab) askDisconnect() {
	p := t.p
	name := p.facts.connection.OrganisationName
	text := kit.NewParagraph("Every document and every link is kept. What waits to be posted is taken back. "+
		"What was sent and not answered yet is settled when "+name+" is connected again.", kit.Look{})
	m := kit.NewModal("Disconnect "+name+"?", text)
	m.Width = 460
	var do *kit.Button
	do = kit.Named("disconnect.confirm", kit.NewDanger("Disconnect", func() {
		do.SetLabel("Disconnecting…")
		do.Disable()
		page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, p.d.Sync.Disconnect(ctx)
		}, func(_ struct{}, err error) {
			m.Close()
			if err != nil && !errors.Is(err, context.Canceled) {
				p.d.Tell("Not disconnected", err)
				return
			}
			p.d.Say("Disconnected from " + name)
			p.reload()
		})
	}))
	cancel := kit.Named("disconnect.cancel", kit.NewButton("Cancel", m.Close))
	m.Default, m.IrreversibleDefault, m.First = do, true, cancel
	m.SetButtons(nil, []fyne.CanvasObject{cancel, do})
	p.d.Show(m)
}
