package documents

import (
	"context"

	"litework/app/kit"
	"litework/app/page"
	"litework/store"
)

// shelf is where documents stand that are looked at: in the list, in the
// archive, or among what was deleted in the last 30 days.
type shelf string

const (
	openShelf     shelf = ""
	archivedShelf shelf = "archived"
	deletedShelf  shelf = "deleted"
)

func shelfOptions() []kit.Option {
	return []kit.Option{
		{ID: string(openShelf), Label: "current"},
		{ID: string(archivedShelf), Label: "archived"},
		{ID: string(deletedShelf), Label: "deleted"},
	}
}

// nothing says that the shelf is empty.
func (s shelf) nothing() string {
	if s == deletedShelf {
		return "Nothing was deleted in the last 30 days."
	}
	return "Nothing is archived."
}

// ArchiveLabel is what Archive does with the documents shown.
func (p *Page) ArchiveLabel() string {
	switch p.shelf {
	case archivedShelf:
		return "Take out of the archive"
	case deletedShelf:
		return "Bring back"
	}
	return "Archive"
}

// WhyNotArchive is the reason Archive is not possible.
func (p *Page) WhyNotArchive() string {
	if len(p.targets()) == 0 {
		return "Choose " + p.article() + " first."
	}
	return ""
}

// Archive puts the documents chosen into the archive; where archived or deleted
// ones are shown it brings them back.
func (p *Page) Archive() {
	keys, from, today := p.targets(), p.shelf, p.d.Today()
	if len(keys) == 0 {
		return
	}
	page.Write(p.reader, func(ctx context.Context) (moved []store.DocumentRow, err error) {
		rows, err := p.d.File.DocumentRows(ctx, keys, today)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if err := p.move(ctx, row.ID, from, from == openShelf); err != nil {
				return moved, err
			}
			moved = append(moved, row)
		}
		return moved, nil
	}, func(moved []store.DocumentRow, err error) {
		if len(moved) > 0 {
			p.clearSelection()
			p.tellMoved(moved, from)
		}
		if err != nil {
			p.d.Tell("Not everything was moved", lockedWords(err))
		}
	})
}

func (p *Page) move(ctx context.Context, id string, from shelf, archived bool) error {
	if from == deletedShelf {
		_, err := p.d.File.Undelete(ctx, id)
		return err
	}
	return p.d.File.ArchiveDocument(ctx, id, archived)
}

func (p *Page) tellMoved(moved []store.DocumentRow, from shelf) {
	text := moved[0].Number
	if len(moved) > 1 {
		text = page.Plural(len(moved), p.kind.Noun())
	}
	if from != openShelf {
		p.d.Say(text + " brought back")
		return
	}
	p.d.Toast(kit.Toast{Text: text + " archived", Action: "Undo", Do: func() {
		page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
			for _, row := range moved {
				if err := p.move(ctx, row.ID, archivedShelf, false); err != nil {
					return struct{}{}, err
				}
			}
			return struct{}{}, nil
		}, func(_ struct{}, err error) {
			if err != nil {
				p.d.Tell("Not everything was brought back", err)
			}
		})
	}})
}
