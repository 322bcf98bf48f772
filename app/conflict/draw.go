package conflict

import (
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// titleWidth is where a long name in the title is cut.
const titleWidth float32 = 460

// draw shows the whole conflict.
func (p *Page) draw() {
	v, c := &p.view, p.choice.c
	label, _ := kit.Fit(c.Label, titleWidth, theme.HeadingSize, fyne.TextStyle{Bold: true})
	v.bar.SetTitle(label + " changed on both sides")
	now := p.d.Now()
	v.table.SetHeads([4]string{"Field", edited("LiteWork", c.HereAt, now), edited("Xero", c.ThereAt, now), "At last sync"})
	v.segments.SetSegments([]kit.Segment{
		{ID: keepHere, Label: "Keep LiteWork version", Why: words(p.choice.refused(xerosync.Here))},
		{ID: keepThere, Label: "Keep Xero version", Why: words(p.choice.refused(xerosync.There))},
		{ID: keepRows, Label: "Manual merge"},
	})
	p.put(v.body)
	p.drawChoices()
}

// edited is the title of a side: whose it is and when it was changed there.
func edited(side string, at, now time.Time) string {
	if at.IsZero() {
		return side
	}
	return side + " · edited " + lowerFirst(page.When(at, now))
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

func words(p *document.Problem) string {
	if p == nil {
		return ""
	}
	return p.Error()
}

// drawHeads shows the lines on top: what happened to the conflict, and why a
// side cannot be kept.
func (p *Page) drawHeads() {
	v, c := &p.view, p.choice.c
	var out []fyne.CanvasObject
	line := func(severity kit.Severity, text string) { out = append(out, kit.NewBanner(severity, text)) }
	if p.told != "" {
		line(kit.Warn, p.told)
	}
	if c.KeepHere != nil {
		line(kit.Info, "The LiteWork version cannot be kept as a whole. "+c.KeepHere.Error())
	}
	if c.KeepThere != nil {
		line(kit.Info, "The Xero version cannot be kept as a whole. "+c.KeepThere.Error())
	}
	if m := p.merged.Problem; m != nil && p.choice.complete() {
		line(kit.Problem, m.Error())
	}
	v.heads.Objects = out
	v.heads.Refresh()
}

// drawChoices shows what is chosen.
func (p *Page) drawChoices() {
	v := &p.view
	told := map[string]bool{words(p.choice.c.KeepHere): true, words(p.choice.c.KeepThere): true}
	was := v.table.Rows()
	rows := make([]kit.SideRow, len(p.choice.c.Rows))
	changed := len(was) != len(rows)
	for i, r := range p.choice.c.Rows {
		rows[i] = sideRow(r, p.choice.side(r), told)
		changed = changed || was[i] != rows[i]
	}
	if changed {
		v.table.SetRows(rows)
	}
	segment := keepRows
	switch p.choice.whole {
	case xerosync.Here:
		segment = keepHere
	case xerosync.There:
		segment = keepThere
	}
	v.segments.SetSelected(segment)
	kept := "sections, durations and notes are kept whichever you choose"
	if p.kind == store.RecordContact {
		kept = "notes and tags are kept whichever you choose"
	}
	v.counted.SetText(fmt.Sprintf("%d of %d decided · %s", p.choice.decided(), len(rows), kept))
	p.drawResult()
}

// sideRow is a row as the table draws it. A reason that stands above the table
// is not repeated in it.
func sideRow(r xerosync.ConflictRow, chosen xerosync.Side, told map[string]bool) kit.SideRow {
	out := kit.SideRow{ID: r.Key, Label: r.Label, Note: r.Before, Chosen: kit.NoSide}
	switch chosen {
	case xerosync.Here:
		out.Chosen = kit.LeftSide
	case xerosync.There:
		out.Chosen = kit.RightSide
	}
	for i, text := range [2]string{r.Here, r.There} {
		off := words([2]*document.Problem{r.RefuseHere, r.RefuseThere}[i])
		out.Sides[i] = kit.SideCell{Text: text, None: text == "", Off: off, Told: told[off]}
		if text == "" {
			out.Sides[i].Text = "(none)"
		}
	}
	note := r.Note
	if note == "" && r.HereChanged && r.ThereChanged {
		note = "changed on both sides"
	}
	switch {
	case out.Note == "":
		out.Note = note
	case note != "":
		out.Note += " — " + note
	}
	return out
}

// drawResult shows what the choices come to, and whether they can be saved.
func (p *Page) drawResult() {
	p.drawHeads()
	v, c := &p.view, p.choice.c
	v.total.SetText(c.Currency + " " + document.FormatMoney(p.merged.Total))
	v.was.SetText(" · was " + document.FormatMoney(c.TotalBefore) + " at the last sync")
	label := "Save and update Xero"
	switch {
	case p.saving:
		label = "Saving…"
	case p.choice.complete() && !p.merged.Updates:
		label = "Save"
	}
	v.save.SetLabel(label)
	if why := p.WhyNotSave(); why != "" {
		v.save.DisableBecause(why)
	} else {
		v.save.Enable()
	}
	v.body.Refresh()
}

// nothing says that there is no conflict to decide, and why.
func (p *Page) nothing(err error) {
	focused := p.d.Canvas.Focused() == fyne.Focusable(p.view.table) || p.wanted.Grant(p.d.Canvas)
	p.over = true
	if p.choice.c.Label != "" {
		p.view.bar.SetTitle(p.choice.c.Label)
	}
	sentence, fix := page.Trouble(err)
	if fix != "" {
		sentence += " " + fix
	}
	p.put(kit.NewEmptyState(sentence, p.view.leave))
	if focused {
		p.d.Canvas.Focus(p.view.leave)
	}
}
