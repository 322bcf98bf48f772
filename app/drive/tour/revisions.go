package main

import (
	"strings"

	"litework/app/drive"
)

// earlierStates looks at what the open invoice was before, and brings one of
// its states back, by keyboard alone.
func earlierStates(a *actor) {
	a.keys("ctrl+shift+h")
	a.see("revisions.table")
	a.do("what changed", func() error {
		_, err := a.w.WaitFor("the first revision", func(m drive.Map) bool {
			all := rows(m, "revisions.list")
			return len(all) > 3 && strings.Contains(all[len(all)-1].Text, "The first revision")
		})
		return err
	})
	a.shot("revisions")
	a.keys("Tab", "Right", "shift+Tab", "End", "Up") // with the one before
	a.read("revisions.table", "Posted to Xero")
	a.shot("revisions-before")
	a.keys("Tab", "Left", "shift+Tab", "End", "Return") // with now, into the table
	a.read("revisions.table", "Posted to Xero · just now|Now")
	a.shot("revisions-difference")
	a.keys("ctrl+Return")
	a.read("chip.sync", "Updated locally")
	a.read("toast", "is as it was when it was posted")
	a.shot("restored")
	a.keys("ctrl+z") // back to what it was before, which Xero has not seen either
	a.read("chip.sync", "Updated locally")
	a.shot("restored-undone")
}
