package main

import (
	"litework/app/drive"
)

// bringOver imports what the demo organisation holds: what to bring, what that
// would change, and the proof that it arrived.
func bringOver(a *actor) {
	a.keys("ctrl+1")
	a.click("invoices.empty.import")
	a.see("import.next")
	a.shot("import-what")
	a.keys("ctrl+Return")
	a.see("import.confirm")
	a.shot("import-preview")
	a.keys("ctrl+Return")
	a.see("import.proof")
	a.shot("import-done")
	a.keys("Return")
	a.gone("dialog")
	a.do("rows", func() error {
		_, err := a.w.WaitFor("rows", func(m drive.Map) bool { return len(rows(m, "invoices.table")) > 10 })
		return err
	})
}

// postSeveral duplicates three invoices and posts the copies at once.
// The list has the keyboard when the import has been closed.
func postSeveral(a *actor) {
	a.keys("Home", "shift+Down", "shift+Down")
	a.read("invoices.selected", "3 selected")
	a.click("invoices.duplicate")
	a.read("invoices.filter/All", "All 32") // the copies stand on top
	a.keys("ctrl+f", "Down", "Escape", "Home", "shift+Down", "shift+Down")
	a.read("invoices.selected", "3 selected")
	a.keys("ctrl+shift+x")
	a.see("bulk.confirm")
	a.shot("bulk-sheet")
	a.keys("ctrl+Return")
	a.see("bulk.done")
	a.shot("bulk-posted")
	a.keys("Return")
	a.gone("dialog")
}
