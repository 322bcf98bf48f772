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
	if p.f.shelf == deletedShelf {
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
	switch n := p.chosen(); {
	case n > 0 && p.f.shelf == deletedShelf:
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
	page.Read(p.reader, "bulk", func(ctx context.Context) ([]string, error) {
		return p.d.File.DocumentIDs(ctx, keys)
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
	if p.chosen() == 0 {
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
	var made []store.Saved
	inSteps(p, "Duplicate "+page.Plural(len(keys), p.kind.Noun()), keys, func(ctx context.Context, some []int64) error {
		ids, err := p.d.File.DocumentIDs(ctx, some)
		if err != nil {
			return err
		}
		saved, err := p.d.File.DuplicateDocuments(ctx, ids, today, p.d.NewID)
		made = append(made, saved...)
		return err
	}, func(changed int, err error) {
		switch {
		case err == nil && len(keys) == 1 && len(made) == 1:
			p.d.OpenDocument(made[0].ID)
			return
		case changed > 0:
			p.d.Say(p.told("", changed, len(keys), "duplicated"))
		}
		if err != nil {
			p.d.Tell("Not everything was duplicated", err)
		}
	})
}

// WhyNotDelete is the reason Delete is not possible: what is in Xero or on its
// way there is never deleted here.
func (p *Page) WhyNotDelete() string {
	switch {
	case p.chosen() == 0:
		return "Choose " + p.article() + " first."
	case p.f.shelf == deletedShelf:
		return "It is deleted already. Bring it back, or leave it: after 30 days it is gone."
	}
	current := page.KeyOf(p.view.table.CurrentID())
	// Of those not seen yet the company file refuses what cannot be deleted.
	for key, row := range p.rows.All() {
		if !p.selected.Has(key) && (p.selected.Len() > 0 || key != current) {
			continue
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
	var gone []string
	number := p.numberOf(keys)
	inSteps(p, "Delete "+page.Plural(len(keys), p.kind.Noun()), keys, func(ctx context.Context, some []int64) error {
		ids, err := p.d.File.DocumentIDs(ctx, some)
		if err == nil {
			err = p.d.File.DeleteDocuments(ctx, ids)
		}
		if err == nil {
			gone = append(gone, ids...)
		}
		return err
	}, func(changed int, err error) {
		if changed > 0 {
			p.clearSelection()
			p.d.Toast(kit.Toast{Text: p.told(number, changed, len(keys), "deleted"), Action: "Undo", Do: func() { p.undelete(gone) }})
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

func (p *Page) undelete(gone []string) {
	inSteps(p, "Bring back", gone, p.d.File.UndeleteDocuments, func(_ int, err error) {
		if err != nil {
			p.d.Tell("Not everything was brought back", err)
		}
	})
}

// whyNotOne is the reason a command for one document is not possible.
func (p *Page) whyNotOne(verb string) string {
	switch n := p.chosen(); {
	case n == 0:
		return "Choose " + p.article() + " first."
	case n > 1:
		return "Choose one " + p.kind.Noun() + " to " + verb + "."
	}
	if _, ok := p.one(); !ok {
		return "The list is still being read."
	}
	return ""
}

func (p *Page) article() string {
	if p.kind == document.Invoice {
		return "an invoice"
	}
	return "a " + p.kind.Noun()
}
