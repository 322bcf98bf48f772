package main

import (
	"strings"

	"litework/app/drive"
	"litework/xerosync/xerofake"
)

// firstMatch sees which contacts match before anything of them is sent.
func firstMatch(a *actor) {
	a.keys("ctrl+4")
	a.see("attention/ask:first-match/match")
	a.shot("needs-attention")
	a.keys("Return") // the first row has the keyboard
	a.see("match.confirm")
	a.shot("first-match")
	a.keys("ctrl+Return")
	a.gone("dialog")
	a.do("the question gone", func() error {
		_, err := a.w.WaitFor("no question", func(m drive.Map) bool { return !m.Has("attention/ask:first-match/match") })
		return err
	})
	a.keys("ctrl+1")
	a.see("invoices.table")
}

// refused lets Xero refuse an invoice, puts it right there, and tries again
// from the page about Xero; then the history tells of both.
func refused(a *actor, xero *xerofake.Server) {
	control := xero.Control()
	a.do("an account archived in Xero", func() error { return control.SetAccountStatus("200", "ARCHIVED") })
	a.keys("ctrl+1", "ctrl+n")
	a.see("field.client")
	a.typed("capital")
	a.read("field.client", "capital")
	a.keys("Return", "Tab", "Tab", "Tab")
	a.typed("PO 9")
	a.keys("Tab")
	a.cells("Location scout", "1", "1d", "640")
	a.keys("ctrl+s", "ctrl+shift+x")
	a.see("post.confirm")
	a.keys("ctrl+Return")
	a.see("post.retry")
	a.keys("Escape")
	a.gone("dialog")
	a.keys("alt+Left", "ctrl+4")
	a.do("what was refused", func() error {
		_, err := a.w.WaitFor("Retry", func(m drive.Map) bool { return len(withEnd(m, "attention/invoice:", "/retry")) == 1 })
		return err
	})
	a.shot("refused")
	a.do("the account in use again", func() error { return control.SetAccountStatus("200", "ACTIVE") })
	a.do("try again", func() error {
		m, err := a.w.Map()
		if err != nil {
			return err
		}
		return a.w.Click(withEnd(m, "attention/invoice:", "/retry")[0].Name)
	})
	a.do("all in step", func() error {
		_, err := a.w.WaitFor("nothing refused", func(m drive.Map) bool { return len(withEnd(m, "attention/invoice:", "/retry")) == 0 })
		return err
	})
	a.shot("in-step")
}

// withEnd gives the controls whose names begin and end so.
func withEnd(m drive.Map, begin, end string) []drive.Control {
	var out []drive.Control
	for _, c := range m.Starting(begin) {
		if strings.HasSuffix(c.Name, end) {
			out = append(out, c)
		}
	}
	return out
}

// exchanges looks at the history: its figures, its filters, one entry.
func exchanges(a *actor) {
	a.keys("ctrl+4")
	a.click("sync.tabs/history")
	a.see("history.table")
	a.shot("history")
	a.click("history.errors")
	a.read("history.status", "Error")
	a.keys("ctrl+f")
	a.keys("Down")
	a.shot("history-errors")
	a.keys("Return")
	a.see("details.body")
	a.shot("history-details")
	a.keys("Escape")
	a.gone("dialog")
	a.click("history.errors")
	a.click("sync.tabs/contacts")
	a.see("sync.contacts.table")
	a.shot("sync-contacts")
	a.click("sidebar/indicator")
	a.see("indicator.sync")
	a.shot("indicator")
	a.keys("Return")
	a.gone("dialog")
	a.keys("ctrl+1")
	a.see("invoices.table")
}
