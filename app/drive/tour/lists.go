package main

import (
	"litework/app/drive"
)

// workOnLists finds, narrows and tags by keyboard: where a search found a row,
// the filters, the tags of several, and what all of the list comes to.
func workOnLists(a *actor) {
	a.keys("ctrl+f")
	a.typed("gaffer 77")
	a.do("where it was found", func() error {
		_, err := a.w.WaitFor("line: Gaffer", func(m drive.Map) bool {
			found := rows(m, "invoices.table")
			return len(found) > 0
		})
		return err
	})
	a.shot("search-hits")
	a.keys("Escape", "ctrl+shift+f")
	a.see("invoices.filters.done")
	a.keys("Tab", "Tab")
	a.typed("k")
	a.shot("filter-client")
	a.keys("Escape", "BackSpace", "Tab", "Down", "Return")
	a.shot("filters")
	a.keys("Tab", "Tab") // closes the list, goes to the dates
	a.keys("ctrl+Return")
	a.gone("dialog")
	a.see("invoices.active/clear")
	a.shot("filtered")
	a.keys("Home", "shift+Down", "shift+Down")
	a.read("invoices.selected", "3 selected")
	a.click("invoices.tag")
	a.see("invoices.tagging.done")
	a.typed("festival, urgent")
	a.shot("tag-several")
	a.keys("Return")
	a.gone("dialog")
	a.see("toast")
	a.shot("tagged")
	a.click("invoices.active/clear")
	a.gone("invoices.active/clear")
	a.keys("ctrl+a")
	a.see("invoices.sum")
	a.shot("all-selected")
	a.keys("Escape")
}
