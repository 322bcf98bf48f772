package sync

import (
	"bytes"
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// details is an entry as its dialog shows it.
type details struct {
	entry          store.HistoryEntry
	sent, answered string
}

// open shows what was sent and answered.
func (h *history) open(p *Page, i int) {
	id := h.rows.Key(i)
	page.Read(p.reader, "details", func(ctx context.Context) (d details, err error) {
		if d.entry, err = p.d.File.HistoryEntry(ctx, id); err != nil {
			return d, err
		}
		d.sent, d.answered = pretty(d.entry.Sent), pretty(d.entry.Answered)
		return d, nil
	}, func(d details, err error) {
		if err != nil {
			p.d.Tell("Not found", err)
			return
		}
		h.showDetails(p, d)
	})
}

// pretty sets JSON out; anything else stays as it is.
func pretty(body []byte) string {
	var out bytes.Buffer
	if err := json.Indent(&out, body, "", "  "); err != nil {
		return string(body)
	}
	return out.String()
}

// mostShown is how much of a long body the dialog draws; Copy takes it all.
const mostShown = 12000

func shortened(text string) string {
	if r := []rune(text); len(r) > mostShown {
		return string(r[:mostShown]) + "\n… Copy takes all of it."
	}
	return text
}

const (
	bodySent     = "sent"
	bodyAnswered = "answered"
)

func (h *history) showDetails(p *Page, d details) {
	e := d.entry
	words := kit.VBox(10, kit.HBox(10, kit.NewChip(statusChip(e.Status)), kit.Muted(string(e.Action)+" "+directionWords(e.Direction)),
		kit.Muted(e.At.In(p.d.Now().Location()).Format("2 Jan 2006 15:04:05"))))
	if e.Details != "" {
		words.Add(kit.NewParagraph(e.Details, kit.Look{}))
	}
	if e.Fix != "" {
		words.Add(kit.NewParagraph(e.Fix, kit.Look{Style: fyne.TextStyle{Bold: true}}))
	}
	m := kit.NewModal(e.Label, words)
	m.Width = 660
	var left []fyne.CanvasObject
	if d.sent != "" || d.answered != "" {
		words.Add(p.bodies(d))
	}
	closing := kit.Named("details.close", kit.NewButton("Close", m.Close))
	m.Default, m.First = closing, closing
	right := []fyne.CanvasObject{closing}
	if e.RecordID != "" {
		left = append(left, kit.Named("details.open", kit.NewQuiet("Open "+e.Label, func() {
			m.Close()
			p.open(e.Record, e.RecordID)
		})))
	}
	for _, b := range h.waysOut(e) {
		right = append(right, kit.Named("details."+string(b.deed), kit.NewButton(b.label, func() {
			m.Close()
			p.carryOutEntry(e, b.deed)
		})))
	}
	m.SetButtons(left, right)
	p.d.Show(m)
}

// bodies are what was sent and what was answered, one of them at a time.
func (p *Page) bodies(d details) fyne.CanvasObject {
	box := kit.Named("details.body", kit.NewMultiLineEntry("", 12))
	box.SetReadOnly(true)
	text := func(which string) string {
		if which == bodySent {
			return d.sent
		}
		return d.answered
	}
	show := func(which string) { box.SetValue(shortened(text(which))) }
	var tabs []kit.Segment
	if d.sent != "" {
		tabs = append(tabs, kit.Segment{ID: bodySent, Label: "Sent"})
	}
	if d.answered != "" {
		tabs = append(tabs, kit.Segment{ID: bodyAnswered, Label: "Answered"})
	}
	which := kit.Named("details.which", kit.NewSegmented(tabs, tabs[0].ID, show))
	show(tabs[0].ID)
	copying := kit.Named("details.copy", kit.NewButton("Copy", func() { p.d.Copy(text(which.Selected())) }).WithIcon(theme.IconCopy))
	return kit.VBox(8, kit.HBox(8, which, kit.Spacer(), copying), box)
}

// carryOutEntry does what a link of an entry says.
func (p *Page) carryOutEntry(e store.HistoryEntry, d deed) {
	switch d {
	case deedConnect:
		if p.d.Connect != nil {
			p.d.Connect()
		}
	case deedSettings:
		p.d.OpenSettings()
	case deedPlace:
		p.d.GoTo(e.RecordID, fieldOf(e.Code, ""), "")
	case deedView:
		p.view(e.Record, e.RecordID)
	case deedRetry:
		p.retry(e.Record, e.RecordID)
	case deedOpen:
		p.open(e.Record, e.RecordID)
	}
}

// contextMenu opens what can be done with an entry.
func (h *history) contextMenu(p *Page, i int, at fyne.Position) {
	e, ok := h.rows.At(i)
	if !ok {
		return
	}
	items := []page.MenuItem{{ID: "details", Label: "Details", Do: func() { h.open(p, i) }}}
	if e.RecordID != "" {
		items = append(items, page.MenuItem{ID: "open", Label: "Open " + e.Label, Do: func() { p.open(e.Record, e.RecordID) }, Apart: true},
			page.MenuItem{ID: "view", Label: "View in Xero", Do: func() { p.view(e.Record, e.RecordID) }})
	}
	for _, b := range h.waysOut(e) {
		items = append(items, page.MenuItem{ID: string(b.deed), Label: b.label, Do: func() { p.carryOutEntry(e, b.deed) }})
	}
	p.d.Menu(at, items)
}
