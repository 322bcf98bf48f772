package main

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
)

func (g *gallery) table() fyne.CanvasObject {
	bar := kit.NewTopBar("Invoices")
	bar.SetRight(
		kit.NewButton("Import from Xero…", g.dialog),
		kit.NewPrimary("New invoice", func() { g.layer.Toast(kit.Toast{Text: "INV-0149 deleted", Action: "Undo"}) }).WithHint("Ctrl N"),
	)
	search := kit.Named("search", kit.NewSearchEntry("Search number, contact, line text…"))
	filters := kit.HBox(10,
		kit.Sized(290, 0, search),
		kit.NewSegmented([]kit.Segment{{ID: "all", Label: "All", Count: "148"}, {ID: "draft", Label: "Draft", Count: "6"}, {ID: "awaiting", Label: "Awaiting", Count: "11"}, {ID: "overdue", Label: "Overdue", Count: "2"}, {ID: "paid", Label: "Paid", Count: "129"}}, "all", nil),
		kit.Spacer(),
		kit.Named("sync", kit.NewFilterChoice("Sync:", []kit.Option{{ID: "any", Label: "any"}, {ID: "synced", Label: "Synced"}, {ID: "failed", Label: "Sync failed"}}, "any", nil)),
		kit.NewFilterChoice("Tags", []kit.Option{{ID: "n", Label: "night shoot"}, {ID: "f", Label: "festival"}}, "", nil),
	)
	table := invoiceTable(100_000)
	table.Model.OnSearch = func() { g.window.Canvas().Focus(search) }
	foot := kit.NewCardPadded(8, 12, 8, 12, kit.HBox(10,
		kit.Bold("2 selected"), kit.Muted("NZD 9,602.50"), kit.Spacer(),
		kit.NewQuiet("Duplicate", nil), kit.NewQuiet("Export PDF", nil), kit.NewQuiet("Tag", nil), kit.NewPrimary("Post to Xero…", nil),
	))
	body := container.NewBorder(kit.Inset(0, 0, 14, 0, filters), kit.Inset(12, 0, 0, 0, foot), nil, nil, table)
	return kit.NewPage(bar, kit.Inset(14, 20, 12, 20, body))
}

func invoiceTable(n int) *kit.DataTable {
	clients := []string{"Kauri Point Films Ltd", "Aro Street Productions", "Wairarapa Weddings", "Te Motu Studios", "Bright & Daughters of the very long company name"}
	states := []kit.ChipSpec{{Label: "Draft"}, {Label: "Awaiting payment", Tint: kit.Blue}, {Label: "Overdue", Tint: kit.Red, Tip: "Due 3 days ago."}, {Label: "Paid", Tint: kit.Green}}
	xero := []kit.ChipSpec{{Label: "Not synced"}, {Label: "Synced", Tint: kit.Green, Check: true}, {Label: "Updated locally", Tint: kit.Amber}, {Label: "Sync failed", Tint: kit.Red}}
	selected := map[int]bool{0: true, 2: true}
	table := kit.Named("invoices", kit.NewDataTable([]kit.Column{
		{Title: "Number", Width: 91, Sortable: true},
		{Title: "Client", Width: 150, Flex: 3, Sortable: true},
		{Title: "Date", Width: 111, Sortable: true},
		{Title: "Due", Width: 111, Sortable: true, Hide: 1},
		{Title: "Total", Width: 92, Flex: 1, Align: fyne.TextAlignTrailing, Sortable: true},
		{Title: "Status", Width: 140, Flex: 1},
		{Title: "Xero", Width: 130, Flex: 1},
		{Title: "Tags", Width: 106, Hide: 2},
	}, kit.TableModel{
		Len: func() int { return n },
		Row: func(i int) kit.RowView {
			tags := []kit.ChipSpec{}
			if i%3 == 0 {
				tags = append(tags, kit.ChipSpec{Label: "night shoot", Tint: kit.Outline})
			}
			return kit.RowView{ID: fmt.Sprint(i), Cells: []kit.Cell{
				{Text: fmt.Sprintf("INV-%04d", n-i), Bold: true, Opens: true},
				{Text: clients[i%len(clients)]}, {Text: "19 Nov 2026"}, {Text: "19 Dec 2026"},
				{Text: fmt.Sprintf("%d,%03d.50", i%18+1, i*37%1000)},
				{Chips: []kit.ChipSpec{states[i%4]}}, {Chips: []kit.ChipSpec{xero[(i/2)%4]}}, {Chips: tags},
			}}
		},
		IsSelected: func(i int) bool { return selected[i] },
		HeadState:  func() kit.CheckState { return kit.Mixed },
	}))
	table.Model.OnToggle = func(i int) { selected[i] = !selected[i] }
	table.Model.OnExtend = func(from, to int) {
		for i := min(from, to); i <= max(from, to); i++ {
			selected[i] = true
		}
	}
	table.SetSort(2, true)
	table.SetCurrent(4)
	return table
}
