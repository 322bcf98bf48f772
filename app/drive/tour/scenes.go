package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"litework/app/drive"
	"litework/document"
	"litework/xerosync/xerofake"
)

// clientID is the app that the person of the tour registered.
const clientID = "0123456789ABCDEF0123456789ABCDEF"

// take plays the tour once and gives the number of pictures.
func take(ctx context.Context, program, out string, v variant) (int, error) {
	folder, err := os.MkdirTemp("", "litework-tour-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	bin, err := browserIn(folder)
	if err != nil {
		return 0, err
	}
	xero, err := xerofake.Start("127.0.0.1:0", xerofake.Config{Demo: true, AutoApprove: true})
	if err != nil {
		return 0, err
	}
	plug := sync.OnceValue(xero.Close)
	defer func() { _ = plug() }()
	options := drive.Options{
		Binary: program, Folder: filepath.Join(folder, "data"), Scale: v.scale,
		Width: v.width, Height: v.height,
		Args: []string{"--xero-url", xero.URL},
		Env:  []string{"FYNE_THEME=" + v.theme, "PATH=" + bin + ":" + os.Getenv("PATH")},
	}
	if err := os.MkdirAll(options.Folder, 0o700); err != nil {
		return 0, err
	}
	a := &actor{out: out}
	open := func() {
		a.do("start", func() error { a.w, err = drive.Start(ctx, options); return err })
	}
	leave := func() {
		a.do("close", func() error { return a.w.Close() })
		a.w = nil
	}
	defer func() {
		if a.w != nil {
			a.w.Kill()
		}
	}()

	open()
	firstWindow(a)
	connect(a)
	emptyList(a)
	leave()
	a.do("seed", func() error {
		return seed(ctx, filepath.Join(options.Folder, "company.litework"), document.DateOf(time.Now()))
	})
	open()
	lists(a)
	workOnLists(a)
	firstMatch(a)
	writeInvoice(a)
	postInvoice(a, xero.Server)
	changedThere(a, xero.Server)
	earlierStates(a)
	conflict(a, xero.Server)
	refused(a, xero.Server)
	exchanges(a)
	longList(a)
	quote(a)
	bringOut(a, folder)
	lacking(a)
	contacts(a)
	settings(a)
	words(a)
	speed(a)
	offline(a, plug)
	leave()
	options.Folder = filepath.Join(folder, "demo")
	options.Args = nil
	a.do("folder of the demo", func() error { return os.MkdirAll(options.Folder, 0o700) })
	open()
	demo(a)
	leave()
	return a.shots, a.err
}

func firstWindow(a *actor) {
	a.see("welcome.demo")
	a.typed("Harbour Light Ltd")
	a.shot("first-window")
}

// connect goes through the door to Xero: the guide, the browser, what to take
// over.
func connect(a *actor) {
	a.click("welcome.connect")
	a.see("connect.clientid")
	a.shot("client-id")
	a.typed(clientID)
	a.keys("Return")
	a.see("connect.take")
	a.shot("connected")
	a.keys("ctrl+Return")
	a.see("connect.import.later")
	a.shot("bring-over")
	a.click("connect.import.later")
	a.gone("dialog")
}

func emptyList(a *actor) {
	a.see("invoices.new")
	a.read("sidebar/indicator", "Synced")
	a.shot("empty-list")
}

func lists(a *actor) {
	a.see("invoices.table")
	a.do("rows", func() error {
		_, err := a.w.WaitFor("rows", func(m drive.Map) bool { return len(rows(m, "invoices.table")) > 10 })
		return err
	})
	a.keys("Home", "space", "Down", "Down", "space", "Down", "Down")
	a.see("invoices.duplicate")
	a.shot("filled-list")
	a.keys("Escape")
	a.click("invoices.search")
	a.typed("gaffer zzz")
	a.see("invoices.clear")
	a.shot("nothing-found")
	a.click("invoices.clear")
	a.keys("ctrl+f")
	a.typed("skypanel")
	a.shot("search")
	a.keys("Escape")
}

// writeInvoice is the main job, by keyboard alone.
func writeInvoice(a *actor) {
	a.keys("ctrl+n")
	a.see("field.client")
	a.typed("kauri")
	a.shot("client-list")
	a.keys("Return", "Tab", "Tab", "Tab")
	a.typed(reference)
	a.keys("Tab")
	a.cells("ARRI SkyPanel S60-C", "4", "3d", "120")
	a.keys("ctrl+e")
	a.typed("**Includes** yoke, power lead, _soft box_")
	a.shot("enhanced-open")
	a.keys("Escape", "ctrl+Return")
	a.cells("HMI 1.2k PAR", "2", "3d", "170")
	a.keys("ctrl+g")
	a.typed("Crew")
	a.keys("Return")
	a.cells("Gaffer", "1", "10h", "80")
	a.keys("ctrl+e")
	a.typed("- Pre-light Friday")
	a.keys("Return")
	a.typed("Shoot Saturday")
	a.keys("Escape", "ctrl+Return")
	a.cells("Best boy", "1", "3h", "80")
	a.shot("edited-cell")
	a.keys("Escape", "F2")
	a.typed("12,5")
	a.keys("Tab")
	a.shot("unreadable-cell")
	a.keys("shift+Tab")
	a.keys("ctrl+a")
	a.typed("80")
	a.keys("Return")
	a.keys("ctrl+s")
	a.see("post")
	a.shot("editor")
}

func postInvoice(a *actor, xero *xerofake.Server) {
	a.keys("ctrl+shift+x")
	a.see("post.fix")
	a.shot("post-failing")
	a.keys("Return") // the fix has the keyboard
	a.see("post.choose.account")
	a.typed("200")
	a.keys("Return")
	a.see("post.confirm")
	a.shot("post-ready")
	gate := make(chan struct{})
	a.do("hold the answer back", func() error {
		xero.Faults().Next(xerofake.On("PUT", "/Invoices"), xerofake.Gate(gate), 1)
		return nil
	})
	a.keys("ctrl+Return")
	a.gone("post.confirm")
	a.shot("posting")
	close(gate)
	a.see("post.view")
	a.shot("posted")
	a.keys("Escape")
	a.gone("dialog")
	a.shot("editor-posted")
}

// conflict lets the accountant change what is changed here too.
func conflict(a *actor, xero *xerofake.Server) {
	o := meet(a, xero)
	o.due(60)
	o.does("another reference", func() error {
		return o.xero.EditInvoice(o.id, func(v *xerofake.Invoice) { v.Reference = "PO 7713" })
	})
	a.click("field.reference")
	a.keys("ctrl+a")
	a.typed("PO 7732")
	a.keys("ctrl+shift+x")
	a.see("post.confirm")
	a.shot("update-sheet")
	a.keys("ctrl+Return")
	a.see("post.done")
	a.read("dialog", "changed in Xero")
	a.shot("conflict-sheet")
	a.keys("Escape")
	a.gone("dialog")
	a.shot("conflict-chip")
	decide(a)
	o.waits()
	o.pays()
	a.keys("alt+Left")
	a.see("invoices.table")
}

// decide goes to where the conflict is decided and decides it by keyboard.
func decide(a *actor) {
	a.click("chip.sync")
	a.see("conflict.rows")
	a.shot("conflict")
	a.do("decide every row", func() error {
		m, err := a.w.WaitFor("rows", func(m drive.Map) bool { return len(rows(m, "conflict.rows")) > 1 })
		if err != nil {
			return err
		}
		keys := []string{"Home"}
		for range rows(m, "conflict.rows") {
			keys = append(keys, "Left", "Down")
		}
		if err := a.w.Key(append(keys, "Home", "Right")...); err != nil {
			return err
		}
		_, err = a.w.WaitFor("Save", func(m drive.Map) bool { save, ok := m.Find("conflict.save"); return ok && !save.Disabled })
		return err
	})
	a.shot("conflict-decided")
	a.keys("ctrl+Return")
	a.see("chip.sync")
	a.read("chip.sync", "Synced")
	a.shot("conflict-over")
}

// rows are the rows of a table that are in view.
func rows(m drive.Map, table string) []drive.Control {
	var out []drive.Control
	for _, c := range m.Starting(table + "/") {
		if !strings.Contains(strings.TrimPrefix(c.Name, table+"/"), "/") && c.Text != "" {
			out = append(out, c)
		}
	}
	return out
}

func longList(a *actor) {
	a.keys("ctrl+f")
	a.typed(longNumber)
	a.do("the long document", func() error {
		_, err := a.w.WaitFor(longNumber, func(m drive.Map) bool {
			found := rows(m, "invoices.table")
			return len(found) == 1 && strings.HasPrefix(found[0].Text, longNumber)
		})
		return err
	})
	a.keys("Down", "Return")
	a.see("field.client")
	a.shot("long-document")
	a.keys("ctrl+End")
	a.shot("long-document-end")
	a.keys("alt+Left")
	a.see("invoices.table")
	a.keys("Escape", "Escape")
}

func quote(a *actor) {
	a.keys("ctrl+2", "ctrl+n")
	a.see("field.title")
	a.typed("capital")
	a.read("field.client", "capital")
	a.keys("Return", "Tab", "Tab", "Tab", "Tab")
	a.typed("Lighting for two shooting days")
	a.keys("Tab")
	a.typed("Package, crew and truck, Wellington")
	a.keys("Tab")
	a.cells("LED lighting package", "1", "2d", "1450")
	a.keys("ctrl+Return")
	a.cells("Second truck", "1", "2d", "220")
	a.keys("ctrl+s")
	a.see("post")
	a.shot("quote")
	a.keys("alt+Left")
	a.see("quotes.table")
	a.shot("quotes")
}

func contacts(a *actor) {
	a.keys("ctrl+3")
	a.see("contacts.table")
	a.keys("Down", "Down")
	a.shot("contacts")
	a.click("contacts.add")
	a.see("contact.save")
	a.shot("add-contact")
	a.keys("Escape")
	a.gone("dialog")
}

// offline pulls the plug and posts.
func offline(a *actor, plug func() error) {
	a.do("pull the plug", plug)
	a.keys("ctrl+1")
	a.see("invoices.table")
	a.keys("Home", "Down", "ctrl+shift+x") // the first one is in conflict
	a.see("dialog")
	a.shot("post-offline-sheet")
	a.keys("ctrl+Return")
	a.see("post.withdraw")
	a.shot("offline-sheet")
	a.keys("Escape")
	a.gone("dialog")
	a.read("sidebar/indicator", "Offline")
	a.shot("offline")
}

// demo is the first door: the organisation inside the program.
func demo(a *actor) {
	a.click("welcome.demo")
	a.read("sidebar/indicator", "Synced")
	a.keys("ctrl+3")
	a.do("contacts", func() error {
		_, err := a.w.WaitFor("contacts", func(m drive.Map) bool { return len(rows(m, "contacts.table")) > 10 })
		return err
	})
	a.shot("demo")
	bringOver(a)
	postSeveral(a)
	backups(a)
}
