package documents

import (
	"context"

	"litework/app/kit"
	"litework/app/page"
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
	switch p.f.shelf {
	case archivedShelf:
		return "Take out of the archive"
	case deletedShelf:
		return "Bring back"
	}
	return "Archive"
}

// WhyNotArchive is the reason Archive is not possible.
func (p *Page) WhyNotArchive() string {
	if p.chosen() == 0 {
		return "Choose " + p.article() + " first."
	}
	return ""
}

// Archive puts the documents chosen into the archive; where archived or deleted
// ones are shown it brings them back.
func (p *Page) Archive() {
	keys, from := p.targets(), p.f.shelf
	if len(keys) == 0 {
		return
	}
	var moved []string
	number := p.numberOf(keys)
	inSteps(p, p.ArchiveLabel()+" "+page.Plural(len(keys), p.kind.Noun()), keys, func(ctx context.Context, some []int64) error {
		ids, err := p.d.File.DocumentIDs(ctx, some)
		if err == nil {
			err = p.move(ctx, ids, from, from == openShelf)
		}
		if err == nil {
			moved = append(moved, ids...)
		}
		return err
	}, func(changed int, err error) {
		if changed > 0 {
			p.clearSelection()
			p.tellMoved(p.told(number, changed, len(keys), movedVerb(from)), moved, from)
		}
		if err != nil {
			p.d.Tell("Not everything was moved", lockedWords(err))
		}
	})
}

func movedVerb(from shelf) string {
	if from == openShelf {
		return "archived"
	}
	return "brought back"
}

func (p *Page) move(ctx context.Context, ids []string, from shelf, archived bool) error {
	if from == deletedShelf {
		return p.d.File.UndeleteDocuments(ctx, ids)
	}
	_, err := p.d.File.ArchiveDocuments(ctx, ids, archived)
	return err
}

func (p *Page) tellMoved(text string, moved []string, from shelf) {
	if from != openShelf {
		p.d.Say(text)
		return
	}
	p.d.Toast(kit.Toast{Text: text, Action: "Undo", Do: func() {
		inSteps(p, "Take out of the archive", moved, func(ctx context.Context, some []string) error {
			return p.move(ctx, some, archivedShelf, false)
		}, func(_ int, err error) {
			if err != nil {
				p.d.Tell("Not everything was brought back", err)
			}
		})
	}})
}
