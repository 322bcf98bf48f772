package store_test

import (
	"strings"
	"testing"

	"litework/document"
	"litework/store"
)

// shownHit writes a hit as "place: text", what was found in brackets.
func shownHit(h store.Hit) string {
	var b strings.Builder
	for _, p := range h.Parts {
		if p.Found {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return string(h.Place) + ": " + b.String()
}

func TestHitsTellWhereTheWordsStand(t *testing.T) {
	f := newFile(t)
	d := newDocument("a", document.Invoice, 2)
	d.Number, d.Client.Name, d.Client.Person, d.Reference = "INV-0148", "Kāuri Point", "Aroha Ngata", "PO 77"
	d.Sections[0].Name = "Lighting package"
	d.Sections[0].Lines[0].Description = "ARRI SkyPanel S60-C with yoke, power lead and\nsoft box"
	d.Sections[0].Lines[1].Description, d.Sections[0].Lines[1].Enhanced = "Gaffer", "- **Pre-light** Friday\n- Möwe"
	d.InternalNotes, d.Terms, d.Tags = "bring the crane\nand the yoke", "Payment within 20 days", []string{"night shoot"}
	save(t, f, d, 0)
	keys := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice})
	for typed, want := range map[string]string{
		"skyp":        "line: ARRI [SkyPanel] S60-C with yoke, power lead and",
		"box":         "line: soft [box]",
		"lead yoke":   "line: ARRI SkyPanel S60-C with [yoke], power [lead] and",
		"power":       "line: …SkyPanel S60-C with yoke, [power] lead and",
		"kauri sky":   "line: ARRI [SkyPanel] S60-C with yoke, power lead and",
		"crane":       "internal-notes: bring the [crane]",
		"pay":         "terms: [Payment] within 20 days",
		"mowe":        "enhanced: [Möwe]",
		"light":       "enhanced: Pre-[light] Friday",
		"lighti":      "section: [Lighting] package",
		"77":          "reference: PO [77]",
		"ngat":        "person: Aroha [Ngata]",
		"aroha crane": "person: [Aroha] Ngata",
		"night":       "tag: [night] shoot",
		"kaur":        "", "148": "", "inv": "", "***": "",
	} {
		hits, err := f.DocumentHits(t.Context(), keys, typed, false)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if h, ok := hits[keys[0]]; ok {
			got = shownHit(h)
		}
		if typed == "light" && strings.HasPrefix(got, "section: [Lighting]") {
			continue // as good
		}
		if got != want {
			t.Errorf("%q is found in %q, want %q", typed, got, want)
		}
	}
	if hits, _ := f.DocumentHits(t.Context(), keys, "night", true); len(hits) != 0 {
		t.Errorf("a tag that is shown needs no words: %v", hits)
	}
}

// What a search finds is told for every document found: in number or client,
// or with a place.
func TestEveryHitHasAPlace(t *testing.T) {
	f, _ := mixedFile(t, 120)
	for _, typed := range []string{"g", "mow", "naiv", "s60", "po 1", "gaff lam", "night", "don't", "12"} {
		q := store.DocumentQuery{Kind: document.Invoice, Search: typed}
		keys := keysOf(t, f, q)
		hits, err := f.DocumentHits(t.Context(), keys, typed, false)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.DocumentRows(t.Context(), keys, today)
		if err != nil || len(rows) == 0 {
			t.Fatal(typed, len(rows), err)
		}
		for _, r := range rows {
			if _, ok := hits[r.Key]; !ok && !plainStarts(r.Number+" "+strings.TrimLeft(r.Number, "INV-0")+" "+r.Client, typed) {
				t.Errorf("%q is found in %s, and nothing says where", typed, r.Number)
			}
		}
	}
}

func plainStarts(text, typed string) bool {
	have := splitWords(text)
	for _, w := range splitWords(typed) {
		found := false
		for _, h := range have {
			found = found || strings.HasPrefix(h, w)
		}
		if !found {
			return false
		}
	}
	return true
}
