package revisions

import (
	"context"
	"slices"
	"time"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// sinceID is the row of what was written since the last revision.
const sinceID = "since"

// list is the revisions as they are shown, the newest first. What changed in
// each is read for those that are seen.
type list struct {
	heads   []store.RevisionHead
	since   bool // what was written since the last one stands on top
	rev     int64
	words   map[string]described
	reading map[int]bool // windows that are being read
}

// described is what is known of a revision once its content was read.
type described struct {
	words string
	total string
}

// window is for how many revisions at once it is read what changed.
const window = 24

// set shows other revisions. What was read of the ones before stays true, but
// for what was written since.
func (l *list) set(heads []store.RevisionHead, since bool, rev int64) {
	if l.words == nil {
		l.words = map[string]described{}
	}
	if l.rev != rev || len(heads) != len(l.heads) {
		delete(l.words, sinceID)
	}
	l.heads, l.since, l.rev, l.reading = heads, since && len(heads) > 0, rev, map[int]bool{}
}

func (l *list) len() int { return len(l.heads) + l.shift() }

// shift is by how much rows lie below the revisions they show.
func (l *list) shift() int {
	if l.since {
		return 1
	}
	return 0
}

// first is the row to begin with: the newest revision that is not how the
// document stands now.
func (l *list) first() int { return min(1, l.len()-1) }

// revisionAt is the place of a row's revision; -1 for what was written since.
func (l *list) revisionAt(row int) int { return row - l.shift() }

func (l *list) id(row int) string {
	if i := l.revisionAt(row); i >= 0 && i < len(l.heads) {
		return l.heads[i].ID
	}
	return sinceID
}

func (l *list) indexOf(id string) int {
	if id == sinceID {
		return l.shift() - 1
	}
	i := slices.IndexFunc(l.heads, func(h store.RevisionHead) bool { return h.ID == id })
	if i < 0 {
		return -1
	}
	return i + l.shift()
}

// row is one revision ready to be drawn.
func (p *Page) row(i int) kit.RowView {
	l := &p.list
	id := l.id(i)
	known, ok := l.words[id]
	if !ok {
		p.describe(i)
	}
	v := kit.RowView{ID: id}
	if id == sinceID {
		v.Cells = []kit.Cell{
			{Text: moment(p.now.UpdatedAt, p.d.Now()), Muted: true}, {Chips: []kit.ChipSpec{{Label: "No revision yet", Tint: kit.Outline}}},
			{Text: known.words}, {Text: money(p.now.Currency, p.now.Document.Totals().Total)},
		}
		return v
	}
	h := l.heads[l.revisionAt(i)]
	total := known.total
	if h.Total.Valid {
		total = money(h.Currency, h.Total.Decimal)
	}
	v.Cells = []kit.Cell{
		{Text: moment(h.At, p.d.Now()), Opens: true, Tip: h.At.In(p.d.Now().Location()).Format("2 Jan 2006 15:04:05")},
		{Chips: []kit.ChipSpec{whyChip(h.Why, l.revisionAt(i) == len(l.heads)-1)}},
		{Text: known.words, Muted: known.words == firstWords}, {Text: total},
	}
	return v
}

// describe reads what changed in the revisions around a row.
func (p *Page) describe(row int) {
	l := &p.list
	at := max(0, l.revisionAt(row)) / window
	if l.reading[at] {
		return
	}
	l.reading[at] = true
	from, to := at*window, min(len(l.heads), (at+1)*window)
	now, since := p.now.Document, l.since && at == 0
	page.Read(p.reader, "describe "+page.Count(at), func(ctx context.Context) (map[string]described, error) {
		return describe(ctx, p.d.File, p.id, from, to, now, since)
	}, func(words map[string]described, err error) {
		if err != nil {
			return // the rows stand without
		}
		for id, w := range words {
			l.words[id] = w
		}
		p.view.list.RefreshRows()
	})
}

// describe tells of the revisions at the places from up to, but without, to what
// changed since the one before. It never holds more of them than those.
func describe(ctx context.Context, file *store.File, documentID string, from, to int, now document.Document, since bool) (map[string]described, error) {
	some, err := file.RevisionsBetween(ctx, documentID, from, to+1)
	if err != nil {
		return nil, err
	}
	out := map[string]described{}
	if since && len(some) > 0 {
		out[sinceID] = described{words: upperFirst(inWords(document.Compare(&some[0].Document, &now), now.Kind))}
	}
	for i := range some[:min(len(some), to-from)] {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := &some[i]
		d := described{words: firstWords, total: money(r.Currency, r.Total.Decimal)}
		if i+1 < len(some) {
			d.words = upperFirst(inWords(document.Compare(&some[i+1].Document, &r.Document), r.Document.Kind))
		}
		out[r.ID] = d
	}
	return out, nil
}

// moment is when a revision was made: as everywhere, and with the time of day
// however long ago.
func moment(t, now time.Time) string {
	words := page.When(t, now)
	if t = t.In(now.Location()); document.DateOf(t).DaysTo(document.DateOf(now)) > 1 {
		words += " " + t.Format("15:04")
	}
	return upperFirst(words)
}
