package documents

import (
	"context"
	"errors"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// The commands of the page. Each has a Why… beside it: the reason it is not
// possible now, or "".

// New begins a document of the page's kind.
func (p *Page) New() { p.d.NewDocument(p.kind, "") }

// WhyNotOpen is the reason Open is not possible.
func (p *Page) WhyNotOpen() string {
	if p.shelf == deletedShelf {
		return "Bring it back first."
	}
	return p.whyNotOne("open")
}

// Open opens the one document chosen.
func (p *Page) Open() {
	if row, ok := p.one(); ok {
		p.d.OpenDocument(row.ID)
	}
}

// WhyNotPost is the reason Post is not possible.
func (p *Page) WhyNotPost() string {
	switch n := len(p.targets()); {
	case n > 0 && p.shelf == deletedShelf:
		return "Bring it back first."
	case n > xerosync.MaxBulk:
		return "At most " + page.Count(xerosync.MaxBulk) + " can be posted at once."
	case n > 1 && p.d.OpenBulkSheet != nil:
		return ""
	}
	return p.whyNotOne("post")
}

// Post opens the post sheet of the documents chosen.
func (p *Page) Post() {
	keys := p.targets()
	if p.WhyNotPost() != "" {
		return
	}
	if len(keys) == 1 {
		if row, ok := p.one(); ok {
			p.d.OpenPostSheet(row.ID)
		}
		return
	}
	today := p.d.Today()
	page.Read(p.reader, "bulk", func(ctx context.Context) ([]string, error) {
		rows, err := p.d.File.DocumentRows(ctx, keys, today)
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		return ids, err
	}, func(ids []string, err error) {
		if err != nil {
			p.d.Tell("Not posted", err)
			return
		}
		p.d.OpenBulkSheet(p.kind, ids)
	})
}

// WhyNotDuplicate is the reason Duplicate is not possible.
func (p *Page) WhyNotDuplicate() string {
	if len(p.targets()) == 0 {
		return "Choose " + p.article() + " first."
	}
	return ""
}

// Duplicate copies the documents chosen under new numbers and today's date. A
// single copy is opened.
func (p *Page) Duplicate() {
	keys := p.targets()
	if len(keys) == 0 {
		return
	}
	today := p.d.Today()
	page.Write(p.reader, func(ctx context.Context) (made []store.Saved, err error) {
		rows, err := p.d.File.DocumentRows(ctx, keys, today)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			d, err := p.d.File.Document(ctx, row.ID)
			if err != nil {
				return made, err
			}
			saved, err := p.d.File.SaveDocument(ctx, document.Duplicate(d.Document, today, p.d.NewID), 0)
			if err != nil {
				return made, err
			}
			made = append(made, saved)
		}
		return made, nil
	}, func(made []store.Saved, err error) {
		if err != nil {
			p.d.Tell("Not everything was duplicated", err)
			return
		}
		if len(made) == 1 {
			p.d.OpenDocument(made[0].ID)
			return
		}
		p.d.Say(page.Plural(len(made), p.kind.Noun()) + " duplicated")
	})
}

// WhyNotDelete is the reason Delete is not possible: what is in Xero or on its
// way there is never deleted here.
func (p *Page) WhyNotDelete() string {
	keys := p.targets()
	switch {
	case len(keys) == 0:
		return "Choose " + p.article() + " first."
	case p.shelf == deletedShelf:
		return "It is deleted already. Bring it back, or leave it: after 30 days it is gone."
	}
	for _, key := range keys {
		row, ok := p.rows.ByKey(key)
		if !ok {
			continue // not seen yet: the company file refuses what cannot be deleted
		}
		switch row.State {
		case document.NotSynced, document.SyncFailed:
		case document.WaitingToPost:
			return row.Number + " waits to be posted. Take that back first."
		case document.Posting, document.Checking:
			return row.Number + " is on its way to Xero."
		default:
			return row.Number + " is in Xero. It can be voided or deleted there."
		}
	}
	return ""
}

// Delete takes the documents chosen away; the toast brings them back.
func (p *Page) Delete() {
	keys := p.targets()
	if p.WhyNotDelete() != "" {
		return
	}
	today := p.d.Today()
	page.Write(p.reader, func(ctx context.Context) (gone []store.DocumentRow, err error) {
		rows, err := p.d.File.DocumentRows(ctx, keys, today)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if err := p.d.File.DeleteDocument(ctx, row.ID); err != nil {
				return gone, err
			}
			gone = append(gone, row)
		}
		return gone, nil
	}, func(gone []store.DocumentRow, err error) {
		if len(gone) > 0 {
			p.clearSelection()
			p.tellDeleted(gone)
		}
		if err != nil {
			p.d.Tell("Not deleted", lockedWords(err))
		}
	})
}

// lockedWords turns the file's refusal into a problem with its own sentence.
func lockedWords(err error) error {
	var locked *store.LockedError
	if errors.As(err, &locked) {
		return &document.Problem{Code: string(locked.Reason), Sentence: locked.Error()}
	}
	return err
}

func (p *Page) tellDeleted(gone []store.DocumentRow) {
	text := gone[0].Number + " deleted"
	if len(gone) > 1 {
		text = page.Plural(len(gone), p.kind.Noun()) + " deleted"
	}
	p.d.Toast(kit.Toast{Text: text, Action: "Undo", Do: func() { p.undelete(gone) }})
}

func (p *Page) undelete(gone []store.DocumentRow) {
	page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
		// The last one first: each takes its number back if it is still free.
		for i := len(gone) - 1; i >= 0; i-- {
			if _, err := p.d.File.Undelete(ctx, gone[i].ID); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			p.d.Tell("Not everything was brought back", err)
		}
	})
}

// whyNotOne is the reason a command for one document is not possible.
func (p *Page) whyNotOne(verb string) string {
	switch keys := p.targets(); {
	case len(keys) == 0:
		return "Choose " + p.article() + " first."
	case len(keys) > 1:
		return "Choose one " + p.kind.Noun() + " to " + verb + "."
	default:
		if _, ok := p.rows.ByKey(keys[0]); !ok {
			return "The list is still being read."
		}
	}
	return ""
}

// one is the row of the one document chosen.
func (p *Page) one() (store.DocumentRow, bool) {
	keys := p.targets()
	if len(keys) != 1 {
		return store.DocumentRow{}, false
	}
	return p.rows.ByKey(keys[0])
}

func (p *Page) article() string {
	if p.kind == document.Invoice {
		return "an invoice"
	}
	return "a " + p.kind.Noun()
}
