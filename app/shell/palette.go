package shell

import (
	"context"
	"slices"

	"litework/app/page"
	"litework/app/palette"
	"litework/app/settings"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// openPalette opens the field that finds everything: the documents that were
// open last, every command with the reason where it is not possible, the tabs
// of the settings, and as soon as something is typed documents and contacts.
//
// It ends the edit, but goes nowhere where text cannot be read: what is chosen
// does, if it has to.
func (s *Shell) openPalette() {
	if s.at == atDocument {
		s.editor.EndTyping()
	} else {
		s.EndEdit()
	}
	palette.Open(palette.Config{Host: s.d.Host, Reader: s.reader, Items: s.paletteItems(), Find: s.findRecords})
}

func (s *Shell) paletteItems() []palette.Item {
	var items []palette.Item
	for _, i := range s.visited.items {
		if s.editor == nil || i.ID != s.editor.ID() {
			items = append(items, i)
		}
	}
	for _, c := range s.table.All() {
		if c.ID == "palette" {
			continue
		}
		items = append(items, palette.Item{
			Label: c.Name, Detail: c.Menu, Hint: c.Key.String(), Why: s.table.Why(c.ID), Do: func() { s.table.Run(c.ID) },
		})
	}
	for _, t := range settings.Tabs() {
		items = append(items, palette.Item{Label: "Settings › " + t.Label, Icon: theme.IconSliders, Do: func() {
			s.leaveFor(func() {
				s.show(atSettings)
				s.settings.ShowTab(t.ID)
			})
		}})
	}
	return items
}

// leaveFor goes elsewhere, unless something on the page cannot be read.
func (s *Shell) leaveFor(elsewhere func()) {
	if s.EndEdit() {
		elsewhere()
	}
}

// mostFound is how many documents of a kind, and contacts, the palette finds.
const mostFound = 6

// findRecords reads the documents and contacts for what is typed. It runs away
// from Fyne's goroutine.
func (s *Shell) findRecords(ctx context.Context, typed string) (found []palette.Item, err error) {
	file := s.d.Company.File
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		keys, err := file.DocumentKeys(ctx, store.DocumentQuery{Kind: kind, Search: typed, Today: s.d.Today()})
		if err != nil {
			return nil, err
		}
		rows, err := file.DocumentRows(ctx, keys[:min(len(keys), mostFound)], s.d.Today())
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			found = append(found, s.documentItem(r.ID, r.Kind, r.Number, r.Client))
		}
	}
	contacts, err := file.FindContacts(ctx, typed, mostFound)
	if err != nil {
		return nil, err
	}
	for _, c := range contacts {
		found = append(found, palette.Item{ID: c.ID, Label: c.Name, Detail: c.Person, Icon: theme.IconPerson, Do: func() {
			s.leaveFor(func() {
				s.show(atContacts)
				s.contacts.Show(c.ID)
			})
		}})
	}
	return found, nil
}

func (s *Shell) documentItem(id string, kind document.Kind, number, client string) palette.Item {
	icon := theme.IconDocument
	if kind == document.Quote {
		icon = theme.IconQuote
	}
	return palette.Item{ID: id, Label: number, Detail: client, Icon: icon, Do: func() {
		s.leaveFor(func() { s.OpenDocument(id) })
	}}
}

// visited are the documents that were open, as the palette lists them.
type visited struct {
	ids   []string
	items []palette.Item
}

// mostVisited is how many are remembered.
const mostVisited = 6

// leftDocument remembers a document that was closed, and reads what those
// remembered are called by now. One that was deleted or never written is
// forgotten.
func (s *Shell) leftDocument(id string) {
	v := &s.visited
	v.ids = append([]string{id}, slices.DeleteFunc(v.ids, func(other string) bool { return other == id })...)
	v.ids = v.ids[:min(len(v.ids), mostVisited)]
	s.readVisited()
}

func (s *Shell) readVisited() {
	ids := slices.Clone(s.visited.ids)
	page.Read(s.reader, "visited", func(ctx context.Context) (items []palette.Item, err error) {
		for _, id := range ids {
			d, err := s.d.Company.File.Document(ctx, id)
			if err == nil && d.DeletedAt.IsZero() {
				items = append(items, s.documentItem(d.ID, d.Kind, d.Number, d.Client.Name))
			}
		}
		return items, nil
	}, func(items []palette.Item, _ error) { s.visited.items = items })
}
