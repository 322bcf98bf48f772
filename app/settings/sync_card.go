package settings

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/xerosync"
)

// syncCard are the three switches of the background sync, and how it stands.
type syncCard struct {
	p        *Page
	root     fyne.CanvasObject
	standing *kit.Text
	as       *kit.Segmented
	asRow    *fyne.Container
	minutes  *kit.Segmented
	rows     *fyne.Container
}

func newSyncCard(p *Page) *syncCard {
	c := &syncCard{p: p, standing: kit.Named("settings.sync.standing", kit.Small("")).Shrinks()}
	contacts := c.toggle("contacts", "Auto-sync contacts in the background",
		func(s document.Settings) bool { return !s.Sync.ContactsOff },
		func(s *document.Settings, on bool) { s.Sync.ContactsOff = !on })
	onSave := c.toggle("onsave", "Auto-sync documents when I save them",
		func(s document.Settings) bool { return s.Sync.PostOnSave },
		func(s *document.Settings, on bool) { s.Sync.PostOnSave = on })
	check := c.toggle("check", "Check Xero for changes and payments",
		func(s document.Settings) bool { return !s.Sync.CheckOff },
		func(s *document.Settings, on bool) { s.Sync.CheckOff = !on })
	c.as = c.segmented("as", []kit.Segment{{ID: string(document.Draft), Label: "Draft"}, {ID: string(document.AwaitingPayment), Label: "Approved"}},
		func(s document.Settings) string {
			if s.Sync.PostOnSaveAs == document.AwaitingPayment {
				return string(document.AwaitingPayment)
			}
			return string(document.Draft)
		},
		func(s *document.Settings, id string) { s.Sync.PostOnSaveAs = document.Status(id) })
	c.minutes = c.segmented("minutes", intervals(15),
		func(s document.Settings) string { return strconv.Itoa(s.Sync.Interval()) },
		func(s *document.Settings, id string) { s.Sync.CheckMinutes, _ = strconv.Atoi(id) })
	c.asRow = row("First post of an invoice as", "Quotes are first posted as drafts.", c.as)
	c.rows = kit.VBox(14,
		row("Auto-sync contacts in the background",
			"What is new or changed goes both ways. Nothing of yours is sent before you have seen the first match.", contacts),
		row("Auto-sync documents when I save them",
			"Autosave never posts; only Save (Ctrl+S) does. What cannot be posted says so, and stays here.", onSave),
		c.asRow,
		row("Check Xero for changes and payments",
			"A document you are editing is left alone until you have finished.", c.minutes, check),
		c.standing)
	p.form.onFill(c.fill)
	c.root = page.Card("Sync", c.rows)
	return c
}

// row is what a switch does at the left, and the switch at the right.
func row(words, help string, switches ...fyne.CanvasObject) *fyne.Container {
	text := kit.VBox(1, kit.Plain(words).Shrinks(), kit.NewParagraph(help, kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted}))
	return kit.HBox(8, append([]fyne.CanvasObject{kit.Flex(text)}, switches...)...)
}

func (c *syncCard) toggle(name, label string, get func(document.Settings) bool, put func(*document.Settings, bool)) *kit.Toggle {
	t := kit.Named("settings.sync."+name, kit.NewToggle(label, false, nil))
	t.OnChanged = func(on bool) {
		c.p.change("sync."+name, func(s *document.Settings) { put(s, on) })
		c.fill(c.p.facts.settings)
	}
	c.p.form.onFill(func(s document.Settings) { t.SetOn(get(s)) })
	return t
}

func (c *syncCard) segmented(name string, segments []kit.Segment, get func(document.Settings) string, put func(*document.Settings, string)) *kit.Segmented {
	w := kit.Named("settings.sync."+name, kit.NewSegmented(segments, "", nil))
	w.OnChanged = func(id string) {
		c.p.change("sync."+name, func(s *document.Settings) { put(s, id) })
		c.fill(c.p.facts.settings)
	}
	c.p.form.onFill(func(s document.Settings) { w.SetSelected(get(s)) })
	return w
}

// intervals are the segments of the timed check; the chosen one names its unit.
func intervals(chosen int) []kit.Segment {
	var out []kit.Segment
	for _, n := range document.CheckIntervals() {
		s := kit.Segment{ID: strconv.Itoa(n), Label: strconv.Itoa(n)}
		if n == chosen {
			s.Label += " min"
		}
		out = append(out, s)
	}
	return out
}

// fill shows what belongs to a switch only while it is on.
func (c *syncCard) fill(s document.Settings) {
	c.minutes.SetSegments(intervals(s.Sync.Interval()))
	c.minutes.SetDisabled(s.Sync.CheckOff)
	if hidden := !s.Sync.PostOnSave; c.asRow.Hidden != hidden {
		c.asRow.Hidden = hidden
		c.p.relayout()
	}
	c.rows.Refresh()
	c.showStanding()
}

// showStanding tells last and next sync and what is left of the day's calls.
func (c *syncCard) showStanding() {
	if c.p.d.Sync == nil {
		return
	}
	s, now := c.p.d.Sync.State(), c.p.now()
	text := "Last sync " + page.When(s.Last, now)
	if s.Last.IsZero() {
		text = "Not synced yet"
	}
	switch {
	case s.Phase == xerosync.Syncing:
		text += " · syncing now"
	case !s.NextCheck.IsZero() && s.Phase != xerosync.Reconnect:
		text += " · next sync " + page.Until(s.NextCheck, now)
	}
	if s.CallsLimit > 0 {
		text += " · " + page.Count(s.CallsLeft) + " of " + page.Count(s.CallsLimit) + " calls left today"
	}
	c.standing.SetText(text)
}

// now is the time, for what is told by it.
func (p *Page) now() time.Time {
	if p.d.Now == nil {
		return time.Now()
	}
	return p.d.Now()
}

// tick lets the times grow old by themselves.
func (p *Page) tick() {
	p.xero.sync.showStanding()
	p.ticking = p.d.Env.After(20*time.Second, p.tick)
}

// relayout makes room after something came or went.
func (p *Page) relayout() {
	if p.scroll != nil {
		p.scroll.Relayout()
	}
}
