package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// taxTab is how documents are taxed. Before the first connection the rates are
// the country's, and can be added to; from then on they are the organisation's.
type taxTab struct {
	p     *Page
	root  fyne.CanvasObject
	rate  *kit.Choice
	rates *fyne.Container
	note  *kit.Paragraph
	add   fyne.CanvasObject

	name, percent           *kit.Entry
	nameField, percentField *kit.Field
}

func newTaxTab(p *Page) *taxTab {
	t := &taxTab{p: p, rates: kit.VBox(0), note: kit.NewParagraph("", kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted})}
	var rateField *kit.Field
	rateField, t.rate = p.form.choice(choiceSpec{
		name: "tax.rate", label: "Usual tax rate", help: "New lines begin with it.",
		get: func(s document.Settings) string { return rateID(s.DefaultTax) },
		put: func(s *document.Settings, id string) {
			s.DefaultTax = document.Tax{}
			for _, r := range s.Rates {
				if rateID(r) == id {
					s.DefaultTax = r
				}
			}
		},
	})
	t.add = t.addRate()
	t.root = kit.VBox(14,
		page.Card("New lines", kit.Columns(14, rateField, kit.Blank(1, 1))),
		page.Card("Tax rates", kit.VBox(10, t.note, t.rates, t.add)),
	)
	return t
}

// rateID tells two rates apart where neither has a code.
func rateID(t document.Tax) string {
	if !t.Chosen {
		return ""
	}
	return t.Code + "|" + t.Name
}

// show brings the list of rates up to date.
func (t *taxTab) show() {
	s := t.p.facts.settings
	options := []kit.Option{{ID: "", Label: "None chosen"}}
	var rows []fyne.CanvasObject
	for _, r := range s.Rates {
		options = append(options, kit.Option{ID: rateID(r), Label: r.Name, Detail: r.Rate.String() + " %"})
		rows = append(rows, t.row(r))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.NewParagraph("No rates yet. Add the ones you charge, or connect to Xero, which brings its own.",
			kit.Look{Color: theme.ColorMuted}))
	}
	t.rate.SetOptions(options)
	t.rate.SetSelected(rateID(s.DefaultTax))
	t.rates.Objects = rows
	t.rates.Refresh()
	t.note.SetText("What can be chosen for a line. A change of rates changes no document.")
	if t.p.facts.connected {
		t.note.SetText("These are the rates of " + t.p.facts.connection.OrganisationName + ". Change them in Xero.")
		t.add.Hide()
	} else {
		t.add.Show()
	}
}

// row is one rate; those of the country and of Xero stay.
func (t *taxTab) row(r document.Tax) fyne.CanvasObject {
	note := kit.Muted(r.Code)
	if r.Code == "" {
		note = kit.Muted("not in Xero yet")
	}
	line := []fyne.CanvasObject{
		kit.Flex(kit.Plain(r.Name).Shrinks()), kit.Sized(150, 0, note),
		kit.Sized(60, 0, kit.NewText(r.Rate.String()+" %", kit.Look{Align: fyne.TextAlignTrailing})),
	}
	if r.Code == "" {
		id := rateID(r)
		line = append(line, kit.Named("settings.tax.remove", kit.NewIconButton(theme.IconTrash, "Remove this rate", func() { t.remove(id) })))
	} else {
		line = append(line, kit.Blank(theme.ControlHeight, 1))
	}
	return kit.Sized(0, theme.RowHeight, kit.HBox(10, line...))
}

func (t *taxTab) remove(id string) {
	t.p.change("tax.rates", func(s *document.Settings) {
		var kept []document.Tax
		for _, r := range s.Rates {
			if rateID(r) != id {
				kept = append(kept, r)
			}
		}
		s.Rates = kept
		if rateID(s.DefaultTax) == id {
			s.DefaultTax = document.Tax{}
		}
	})
	t.p.saver.flush()
	t.show()
}

// addRate is the two fields that make a rate of the user's own.
func (t *taxTab) addRate() fyne.CanvasObject {
	t.name = kit.Named("settings.tax.name", kit.NewEntry("GST 15%"))
	t.percent = kit.Named("settings.tax.percent", kit.NewEntry("15"))
	t.nameField = kit.NewField("Name", t.name)
	t.percentField = kit.NewField("Percent", t.percent)
	add := kit.Named("settings.tax.add", kit.NewButton("Add rate", t.addTyped))
	for _, e := range []*kit.Entry{t.name, t.percent} {
		e.OnCommit = func(string) { t.addTyped() }
	}
	t.name.OnChanged = func(string) { t.nameField.SetError("") }
	t.percent.OnChanged = func(string) { t.percentField.SetError("") }
	return kit.HBoxTop(14, kit.Flex(t.nameField), kit.Sized(140, 0, t.percentField), kit.Inset(21, 0, 0, 0, kit.VBox(0, add)))
}

func (t *taxTab) addTyped() {
	name := strings.Join(strings.Fields(t.name.Text), " ")
	percent, err := document.ParseDiscount(t.percent.Text)
	switch {
	case name == "":
		t.nameField.SetError("A name is needed.")
		return
	case err != nil || strings.TrimSpace(t.percent.Text) == "":
		t.percentField.SetError("Write a number from 0 to 100.")
		return
	}
	for _, r := range t.p.facts.settings.Rates {
		if strings.EqualFold(r.Name, name) {
			t.nameField.SetError("There is a rate of this name.")
			return
		}
	}
	rate := document.Tax{Name: name, Rate: percent, Chosen: true}
	t.p.change("tax.rates", func(s *document.Settings) { s.Rates = append(s.Rates, rate) })
	t.p.saver.flush()
	t.name.SetValue("")
	t.percent.SetValue("")
	t.show()
}
