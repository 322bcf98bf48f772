package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"litework/document"
)

// HitPlace is where in a document something was found.
type HitPlace string

// The places, but for what every list shows: number and client.
const (
	HitTag         HitPlace = "tag"
	HitReference   HitPlace = "reference"
	HitTitle       HitPlace = "title"
	HitPerson      HitPlace = "person"
	HitLine        HitPlace = "line"
	HitEnhanced    HitPlace = "enhanced"
	HitSection     HitPlace = "section"
	HitSummary     HitPlace = "summary"
	HitClientNotes HitPlace = "client-notes"
	HitInternal    HitPlace = "internal-notes"
	HitTerms       HitPlace = "terms"
)

// Hit is where a search found what a list does not show.
type Hit struct {
	Place HitPlace
	// Parts are the text around what was found, one after another.
	Parts []HitPart
}

// HitPart is a piece of text; Found is a word that was looked for.
type HitPart struct {
	Text  string
	Found bool
}

// DocumentHits tells for each of the documents where the words typed stand,
// those apart that stand in its number or client, or its tags where the list
// shows them. It is made for the rows in view: it reads them whole.
func (f *File) DocumentHits(ctx context.Context, keys []int64, typed string, tagsShown bool) (map[int64]Hit, error) {
	words := foldedWords(typed)
	if len(words) == 0 || len(keys) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	texts := map[int64]*hitTexts{}
	err = f.read(ctx, func(t *tx) error { return t.hitTexts(texts, string(list)) })
	if err != nil {
		return nil, err
	}
	out := make(map[int64]Hit, len(texts))
	for key, text := range texts {
		if hit, ok := text.hit(words, tagsShown); ok {
			out[key] = hit
		}
	}
	return out, nil
}

// hitTexts are what a document is searched in.
type hitTexts struct {
	shown []string // words that every list shows
	tags  []string
	texts []placedText
}

type placedText struct {
	place HitPlace
	text  string
}

func (h *hitTexts) add(place HitPlace, text string) {
	if text != "" {
		h.texts = append(h.texts, placedText{place, text})
	}
}

func (t *tx) hitTexts(into map[int64]*hitTexts, keys string) error {
	err := t.each(func(rows *sql.Rows) error {
		var key int64
		var number, client, tags, reference, title, person, summary, notes, internal, terms string
		err := rows.Scan(&key, &number, &client, &tags, &reference, &title, &person, &summary, &notes, &internal, &terms)
		if err != nil {
			return err
		}
		h := &hitTexts{shown: append(foldedWords(number+" "+client), bareDigits(number))}
		if h.tags, err = decodeTags(tags); err != nil {
			return err
		}
		h.add(HitReference, reference)
		h.add(HitTitle, title)
		h.add(HitPerson, person)
		h.add(HitSummary, summary)
		h.add(HitClientNotes, notes)
		h.add(HitInternal, internal)
		h.add(HitTerms, terms)
		into[key] = h
		return nil
	}, `SELECT d.key, d.number, d.client, d.tags, d.reference, d.title, x.client_person, x.summary, x.client_notes, x.internal_notes, x.terms
		FROM json_each(?) k JOIN documents d ON d.key = k.value JOIN document_texts x ON x.document_key = d.key`, keys)
	if err != nil {
		return err
	}
	err = t.each(func(rows *sql.Rows) error {
		var key int64
		var name string
		err := rows.Scan(&key, &name)
		if h := into[key]; h != nil {
			h.add(HitSection, name)
		}
		return err
	}, `SELECT document_key, name FROM json_each(?) k JOIN sections ON document_key = k.value ORDER BY position`, keys)
	if err != nil {
		return err
	}
	return t.each(func(rows *sql.Rows) error {
		var key int64
		var description, enhanced string
		err := rows.Scan(&key, &description, &enhanced)
		if h := into[key]; h != nil {
			h.add(HitLine, description)
			if enhanced != "" {
				h.add(HitEnhanced, document.ParseRich(enhanced).Plain())
			}
		}
		return err
	}, `SELECT document_key, description, enhanced FROM json_each(?) k JOIN lines ON document_key = k.value ORDER BY section, position`, keys)
}

// hitOrder is which place is told where several hold as many of the words.
var hitOrder = []HitPlace{
	HitReference, HitTitle, HitLine, HitEnhanced, HitSection, HitTag, HitPerson, HitSummary, HitClientNotes, HitInternal, HitTerms,
}

// hit is the line of text with the most of the words that the list does not
// show; false when it shows them all.
func (h *hitTexts) hit(typed []string, tagsShown bool) (best Hit, ok bool) {
	shown, texts := h.shown, h.texts
	for _, tag := range h.tags {
		if tagsShown {
			shown = append(shown, foldedWords(tag)...)
		} else {
			texts = append(texts, placedText{HitTag, tag})
		}
	}
	hidden := slices.DeleteFunc(slices.Clone(typed), func(w string) bool { return startsOne(shown, w) })
	if len(hidden) == 0 {
		return Hit{}, false
	}
	most, rank := 0, 0
	var line string
	for _, text := range texts {
		at := slices.Index(hitOrder, text.place)
		for row := range strings.SplitSeq(text.text, "\n") {
			row = strings.TrimPrefix(row, "- ")
			n := countStarted(foldedWords(row), hidden)
			if n > most || n == most && n > 0 && at < rank {
				most, rank, line = n, at, row
			}
		}
	}
	if most == 0 {
		return Hit{}, false // changed since it was found
	}
	return Hit{Place: hitOrder[rank], Parts: snippet(line, typed)}, true
}

func countStarted(words, typed []string) (n int) {
	for _, t := range typed {
		if startsOne(words, t) {
			n++
		}
	}
	return n
}

// before is how many bytes of text are kept before the first word found, at
// least; what follows is cut where it is shown.
const before = 24

// snippet is a line from shortly before the first word found.
func snippet(line string, typed []string) (parts []HitPart) {
	var found []word
	for _, w := range wordsOf(line) {
		if slices.ContainsFunc(typed, func(t string) bool { return strings.HasPrefix(w.folded, t) }) {
			found = append(found, w)
		}
	}
	at := 0
	if len(found) > 0 && found[0].from > before {
		cut := strings.LastIndexByte(line[:found[0].from-before], ' ') + 1
		if cut > 0 {
			at = cut
			parts = append(parts, HitPart{Text: "…"})
		}
	}
	for _, w := range found {
		if w.from > at {
			parts = append(parts, HitPart{Text: line[at:w.from]})
		}
		parts = append(parts, HitPart{Text: line[w.from:w.to], Found: true})
		at = w.to
	}
	if at < len(line) {
		parts = append(parts, HitPart{Text: line[at:]})
	}
	return parts
}
