package main

import (
	"path/filepath"

	"litework/app/drive"
)

// bringOut looks at a document as it is printed, exports it, and hands it to the
// mail program. The quotes are shown; the newest is the one the tour wrote.
func bringOut(a *actor, folder string) {
	a.keys("Home", "Return")
	a.see("field.title")
	a.keys("ctrl+shift+p")
	a.read("preview", "Page 1 of 1")
	a.shot("preview")
	a.do("click a line of the page", func() error {
		m, err := a.w.WaitFor("a line on the page", func(m drive.Map) bool { return len(m.Starting("preview/")) > 0 })
		if err != nil {
			return err
		}
		return a.w.Click(m.Starting("preview/")[0].Name)
	})
	a.do("close the preview", func() error {
		m, err := a.w.WaitFor("the form", func(m drive.Map) bool { return m.Has("field.title") })
		if err != nil || !m.Has("preview") { // in a small window the line took its place
			return err
		}
		return a.w.Key("ctrl+shift+p")
	})
	a.gone("preview")

	a.keys("ctrl+shift+e")
	a.see("paper.folder")
	a.shot("export")
	a.keys("ctrl+a")
	a.typed(filepath.Join(folder, "bills"))
	a.read("paper.folder", "bills")
	a.do("no folder like it", func() error {
		_, err := a.w.WaitFor("no suggestions", func(m drive.Map) bool { return len(m.Starting("paper.folder/")) == 0 })
		return err
	})
	a.click("paper.export")
	a.see("paper.make")
	a.shot("export-no-folder")
	a.click("paper.make")
	a.gone("paper.make")
	a.keys("Return")
	a.gone("dialog")
	a.read("toast", "QUO-")
	a.shot("exported")

	a.keys("ctrl+shift+m")
	a.see("paper.text")
	a.shot("email")
	a.keys("ctrl+Return")
	a.see("paper.done")
	a.shot("email-done")
	a.keys("Return")
	a.gone("dialog")
	a.keys("alt+Left")
	a.see("quotes.table")
}

// lacking looks at what an invoice lacks for the law, and at several invoices
// going out at once.
func lacking(a *actor) {
	a.keys("ctrl+1", "Home", "Return")
	a.see("field.client")
	a.shot("light")
	a.keys("Delete") // the words of its first line
	a.do("what is missing", func() error {
		lit := func(m drive.Map) bool { return m.Has("light.show") || m.Has("strip.missing") }
		m, err := a.w.WaitFor("the light", lit)
		if err != nil {
			return err
		}
		if m.Has("light.show") {
			return a.w.Click("light.show")
		}
		return a.w.Click("strip.missing") // the totals are out of view
	})
	a.see("light.close")
	a.shot("light-missing")
	a.keys("Escape")
	a.gone("dialog")
	a.keys("ctrl+z") // from the link that has the keyboard
	a.do("the words are back", func() error {
		_, err := a.w.WaitFor("its first line", func(m drive.Map) bool { c, ok := m.Find("line:1/description"); return ok && c.Text != "" })
		return err
	})
	a.keys("alt+Left")
	a.see("invoices.table")
	a.keys("Home", "shift+Down", "shift+Down", "shift+Down", "ctrl+shift+e")
	a.see("paper.folder")
	a.keys("Return")
	a.see("paper.done")
	a.shot("exported-many")
	a.keys("Return")
	a.gone("dialog")
	a.keys("Escape")
}

// words looks at the words of messages.
func words(a *actor) {
	a.keys("ctrl+comma")
	a.see("settings.tabs")
	a.click("settings.tab.email")
	a.see("settings.invoice.email.subject")
	a.shot("settings-email")
}
