package sync

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// carryOut does what a button of an item says.
func (p *Page) carryOut(it item, d deed) {
	switch d {
	case deedConnect:
		if p.d.Connect != nil {
			p.d.Connect()
		}
	case deedSync:
		p.d.SyncNow()
	case deedSwitchOn:
		p.do("Not switched on", p.d.Sync.SwitchOn)
	case deedImport:
		p.openImport()
	case deedMatch:
		p.openMatch()
	case deedYes, deedNo:
		id := strings.TrimPrefix(it.id, "ask:")
		p.do("Not answered", func(ctx context.Context) error { return p.d.Sync.AnswerAsk(ctx, id, d == deedYes) })
	case deedSettings:
		p.d.OpenSettings()
	default:
		if a, ok := p.attention.record(it.id); ok {
			p.carryOutFor(a, d)
		}
	}
}

// record is the record that an item is about.
func (a *attention) record(id string) (store.Attention, bool) {
	for _, r := range a.facts.records {
		if string(r.Record)+":"+r.RecordID == id {
			return r, true
		}
	}
	return store.Attention{}, false
}

func (p *Page) carryOutFor(a store.Attention, d deed) {
	id := a.RecordID
	switch d {
	case deedResolve:
		p.resolve(a.Record, id)
	case deedPlace:
		var field, line string
		if a.Op != nil && a.Op.Problem != nil {
			field, line = fieldOf(a.Op.Problem.Code, a.Op.Problem.Field), a.Op.Problem.Line
		}
		p.d.GoTo(id, field, line)
	case deedOpen:
		p.open(a.Record, id)
	case deedRetry:
		p.retry(a.Record, id)
	case deedView:
		p.view(a.Record, id)
	case deedMine, deedNotMine:
		p.do("Not answered", func(ctx context.Context) error { return p.d.Sync.Answer(ctx, id, d == deedMine) })
	}
}

func (p *Page) resolve(kind store.RecordKind, id string) {
	if p.d.OpenConflict == nil {
		p.open(kind, id)
		return
	}
	p.d.OpenConflict(kind, id)
}

func (p *Page) open(kind store.RecordKind, id string) {
	if kind == store.RecordContact {
		p.d.OpenContact(id)
		return
	}
	p.d.OpenDocument(id)
}

func (p *Page) retry(kind store.RecordKind, id string) {
	p.do("Not retried", func(ctx context.Context) error {
		if kind == store.RecordContact {
			return p.d.Sync.PushContact(ctx, id)
		}
		return p.d.Sync.Retry(ctx, id)
	})
}

// view opens the record in the browser.
func (p *Page) view(kind store.RecordKind, id string) {
	page.Read(p.reader, "view", func(ctx context.Context) (string, error) {
		if kind == store.RecordContact {
			return p.d.Sync.ContactViewURL(ctx, id)
		}
		return p.d.Sync.ViewURL(ctx, id)
	}, func(address string, err error) {
		if err != nil {
			p.d.Tell("Not opened in Xero", err)
			return
		}
		p.d.OpenURL(address)
	})
}

func (p *Page) openImport() {
	if p.d.OpenImport != nil {
		p.d.OpenImport()
	}
}

// showList tells every record that an item is about.
func (p *Page) showList(it item) {
	var lines []fyne.CanvasObject
	for _, line := range it.list {
		lines = append(lines, kit.NewText(line, kit.Look{}).Shrinks())
	}
	m := kit.NewModal(it.title, kit.VBox(6, lines...))
	m.SetSubtitle(it.text)
	p.showClosing(m)
}

// showTechnical tells what only a technician needs.
func (p *Page) showTechnical(title, text string) {
	m := kit.NewModal(title, kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted}))
	p.showClosing(m, kit.Named("details.copy", kit.NewButton("Copy", func() { p.d.Copy(text) }).WithIcon(theme.IconCopy)))
}

// showClosing shows a dialog that only tells.
func (p *Page) showClosing(m *kit.Modal, left ...fyne.CanvasObject) {
	closing := kit.Named("dialog.close", kit.NewPrimary("Close", m.Close))
	m.Default, m.First = closing, closing
	m.SetButtons(left, []fyne.CanvasObject{closing})
	p.d.Show(m)
}
