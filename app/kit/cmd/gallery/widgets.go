package main

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/theme"
)

func (g *gallery) widgets() fyne.CanvasObject {
	bar := kit.NewTopBar("INV-0146")
	bar.SetBack("Invoices", func() {})
	bar.SetLeft(kit.NewChip(kit.ChipSpec{Label: "Awaiting payment", Tint: kit.Blue, Tip: "Approved in Xero and not paid yet."}), kit.NewChip(kit.ChipSpec{Label: "Updated locally", Tint: kit.Amber}))
	bar.SetRight(kit.Muted("Saved"), kit.NewIconButton(theme.IconUndo, "Undo (Ctrl+Z)", nil), kit.NewIconButton(theme.IconRedo, "Redo", nil),
		kit.NewButton("Preview PDF", nil), kit.NewPrimary("Update in Xero", nil), kit.NewIconButton(theme.IconMore, "More", nil))
	off := kit.NewPrimary("Post to Xero", nil).WithHint("Ctrl Enter")
	off.DisableBecause("Account 240 is archived in Xero.")
	progress := kit.NewProgress("")
	progress.Set(0.33, "Importing 40 of 120")
	body := kit.VBox(14,
		kit.NewBanner(kit.Warn, "Changed in Xero. It waits while you edit.", kit.NewLink("Apply", nil), kit.NewLink("What changed", nil)),
		g.fields(),
		kit.NewCard(kit.VBox(12,
			kit.Bold("Posting"),
			kit.NewRadioCards([]kit.RadioOption{{ID: "d", Title: "Draft", Detail: "For review in Xero before approving"}, {ID: "a", Title: "Approved", Detail: "Creates accounting entries now"}}, "d", nil),
			kit.HBox(10, kit.Plain("Auto-sync contacts in the background"), kit.Spacer(), kit.NewToggle("Auto-sync", true, nil), kit.NewToggle("Off", false, nil)),
			kit.HBox(10, kit.NewCheckbox("Include archived", kit.Checked, nil), kit.NewCheckbox("Drafts", kit.Unchecked, nil), kit.NewCheckbox("Some", kit.Mixed, nil), kit.Spacer(),
				kit.NewSegmented([]kit.Segment{{ID: "5", Label: "5"}, {ID: "10", Label: "10"}, {ID: "15", Label: "15 min"}, {ID: "30", Label: "30"}}, "15", nil)),
		)),
		kit.HBox(8, kit.NewButton("Secondary", nil), kit.NewPrimary("Primary", nil), kit.NewQuiet("Quiet", nil), kit.NewDanger("Disconnect", nil), off, kit.NewButton("With icon", nil).WithIcon(theme.IconPlus), kit.NewLink("A link", nil)),
		g.icons(),
		progress,
		kit.Sized(0, 160, kit.NewCard(kit.NewEmptyState("No invoices yet. Write one here, or bring them from Xero.", kit.NewPrimary("New invoice", nil), kit.NewButton("Import from Xero…", nil)))),
	)
	return kit.NewPage(bar, container.NewVScroll(kit.Inset(16, 20, 16, 20, body)))
}

func (g *gallery) fields() fyne.CanvasObject {
	client := kit.NewCompleter("Kauri Point Films Ltd")
	client.Entry.Name = "client"
	names := []string{"Kauri Point Films Ltd", "Kauri Lodge", "Aro Street Productions", "Te Motu Studios"}
	client.OnQuery = func(text string) {
		var out []kit.Option
		for _, n := range names {
			if kit.MatchesWords(n, text) {
				out = append(out, kit.Option{ID: n, Label: n, Detail: "accounts@example.nz"})
			}
		}
		client.SetSuggestions(text, out, []kit.Option{{ID: "add", Label: `Add contact "` + text + `"`}, {ID: "use", Label: `Use "` + text + `" on this document only`}})
	}
	date := kit.NewDateEntry(func(text string) (kit.Day, error) {
		t, err := time.Parse("2/1", text)
		if err != nil {
			return kit.Day{}, errors.New("not a date")
		}
		return kit.Day{Year: 2026, Month: t.Month(), Day: t.Day()}, nil
	}, func(d kit.Day) string {
		if d.IsZero() {
			return ""
		}
		return d.Long()[4:]
	}, func() kit.Day { return kit.Day{Year: 2026, Month: 11, Day: 22} })
	date.Entry.Name = "date"
	date.SetDay(kit.Day{Year: 2026, Month: 11, Day: 10})
	wrong := kit.NewField("Price", kit.NewEntry("120.00"))
	wrong.Input.(*kit.Entry).SetText("1,5")
	wrong.SetError("Use a point: 1.5")
	locked := kit.NewEntry("")
	locked.SetText("PO 7731")
	locked.SetReadOnly(true)
	account := kit.NewChoice([]kit.Option{{ID: "200", Label: "200 – Sales"}, {ID: "240", Label: "240 – Old sales"}, {ID: "260", Label: "260 – Other revenue"}}, "200", nil)
	account.Name = "account"
	notes := kit.NewMultiLineEntry("Thanks for having us on set.", 3)
	notes.SetText("Thanks for having us on set. Bank: 01-0123-0456789-00\nKa kite anō, ‹Tāmaki› £1,200 €5 • done")
	return kit.VBox(14,
		kit.HBoxTop(12, kit.FlexN(3, kit.NewField("Client", client)), kit.FlexN(2, kit.NewField("Date", date)), kit.FlexN(2, wrong), kit.FlexN(2, kit.NewField("Reference", locked)), kit.FlexN(2, kit.NewField("Default account", account).WithHelp("For new lines"))),
		kit.NewField("Client notes", notes),
	)
}

func (g *gallery) icons() fyne.CanvasObject {
	row := kit.HBox(12)
	for _, n := range []theme.IconName{theme.IconDocument, theme.IconQuote, theme.IconPerson, theme.IconSync, theme.IconSliders, theme.IconSearch, theme.IconChevronDown, theme.IconTriangleDown, theme.IconPlus, theme.IconMinus, theme.IconCheck, theme.IconLock, theme.IconUndo, theme.IconRedo, theme.IconMore, theme.IconGrip, theme.IconWarning, theme.IconInfo, theme.IconLinkOut, theme.IconOffline, theme.IconClose, theme.IconRefresh, theme.IconArrowRight, theme.IconCalendar, theme.IconTrash, theme.IconCopy, theme.IconReturn, theme.IconBullets, theme.IconNumbers, theme.IconBold, theme.IconItalic, theme.IconMail, theme.IconSunMoon, theme.IconEye} {
		row.Add(kit.NewIcon(n, theme.ColorText))
	}
	return row
}

func (g *gallery) dialog() {
	table := kit.NewDataTable([]kit.Column{{Title: "In LiteWork", Width: 200, Flex: 1}, {Title: "Arrives in Xero", Width: 180}, {Width: 240}}, kit.TableModel{
		Len: func() int { return 4 },
		Row: func(i int) kit.RowView {
			return kit.RowView{ID: string(rune('a' + i)), Cells: [][]kit.Cell{
				{{Text: "4 × ARRI SkyPanel S60-C, 3 days", Muted: true}, {Text: "12 × 120.00"}, {Chips: []kit.ChipSpec{{Label: "duration folded into quantity"}}}},
				{{Text: "Client", Muted: true}, {Text: "Kauri Point Films Ltd"}, {Chips: []kit.ChipSpec{{Label: "active in Xero", Tint: kit.Green, Check: true}}}},
				{{Text: "Total", Muted: true}, {Text: "NZD 4,025.00"}, {Chips: []kit.ChipSpec{{Label: "equal to the cent", Tint: kit.Green, Check: true}}}},
				{{Text: "Account", Muted: true}, {Text: "240 – Old sales"}, {Chips: []kit.ChipSpec{{Label: "archived in Xero", Tint: kit.Red}}, Links: []kit.CellLink{{ID: "fix", Label: "Choose account"}}}},
			}[i]}
		},
	})
	table.Hug, table.Backdrop = true, theme.ColorSurface
	m := kit.NewModal("Post INV-0146 to Xero", kit.VBox(16,
		kit.NewRadioCards([]kit.RadioOption{{ID: "d", Title: "Draft", Detail: "For review in Xero before approving"}, {ID: "a", Title: "Approved", Detail: "Creates accounting entries now"}}, "d", nil),
		table,
	))
	m.Width = 700
	m.SetSubtitle("Harbour Light Ltd (NZ) · creates a new invoice for Kauri Point Films Ltd")
	post := kit.NewPrimary("Post to Xero", m.Close).WithHint("Ctrl Enter")
	m.Default, m.IrreversibleDefault = post, true
	m.SetButtons([]fyne.CanvasObject{kit.NewQuiet("What syncs?", nil)}, []fyne.CanvasObject{kit.NewButton("Cancel", m.Cancel), post})
	m.Show(g.window.Canvas(), g.env)
}
