package documents

import (
	"context"

	"litework/app/kit"
	"litework/app/page"
	"litework/store"
)

// hits are where the search found the rows in view, as far as the list does not
// show it.
type hits struct {
	search string
	// found has an entry for every row looked into; one without parts shows in
	// its columns why it is listed.
	found map[int64]store.Hit
}

func (p *Page) readHits(ctx context.Context, keys []int64, search string, tagsShown bool) (hits, error) {
	found, err := p.d.File.DocumentHits(ctx, keys, search, tagsShown)
	h := hits{search: search, found: make(map[int64]store.Hit, len(keys))}
	for _, key := range keys {
		h.found[key] = found[key]
	}
	return h, err
}

// tagsShown reports whether there is room for the column of tags.
func (p *Page) tagsShown() bool { return p.view.table.Shown(tagColumn) }

// note is where the search found a row; what is not known yet is asked for.
func (p *Page) note(place int, key int64) []kit.NotePart {
	search := p.query().Search
	if search == "" || search != p.hits.search {
		return nil
	}
	hit, ok := p.hits.found[key]
	if !ok {
		p.needHits(place)
	}
	return notesOf(hit)
}

func (p *Page) needHits(place int) {
	if p.reader.Reading("hits") || p.reader.Reading("list") {
		return // when that arrives the rows are drawn again, and ask again
	}
	search, keys, tagsShown := p.hits.search, p.rows.Order().Between(place-10, place+30), p.tagsShown()
	page.Read(p.reader, "hits", func(ctx context.Context) (hits, error) {
		return p.readHits(ctx, keys, search, tagsShown)
	}, func(h hits, err error) {
		if err != nil || h.search != p.hits.search {
			return // the note is a help; the failure of the list itself is told
		}
		for key, hit := range h.found {
			p.hits.found[key] = hit
		}
		p.view.table.RefreshRows()
	})
}

// places are the words for where something was found.
var places = map[store.HitPlace]string{
	store.HitTag: "tag", store.HitReference: "reference", store.HitTitle: "title", store.HitPerson: "person",
	store.HitLine: "line", store.HitEnhanced: "enhanced text", store.HitSection: "section", store.HitSummary: "summary",
	store.HitClientNotes: "client notes", store.HitInternal: "internal notes", store.HitTerms: "terms",
}

// notesOf writes a hit: "line: ARRI SkyPanel S60-C", with what was looked for
// standing out.
func notesOf(h store.Hit) []kit.NotePart {
	if len(h.Parts) == 0 {
		return nil
	}
	out := []kit.NotePart{{Text: places[h.Place] + ": "}}
	for _, part := range h.Parts {
		out = append(out, kit.NotePart{Text: part.Text, Strong: part.Found})
	}
	return out
}
