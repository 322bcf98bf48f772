package store_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"litework/document"
	"litework/store"
)

var (
	someClients = []string{"Kāuri Point Films", "KAURI point films", "Aro Street", "", "Zürich Ton & Licht"}
	someTags    = []string{"night shoot", "studio B", "festival", "täg"}
	someWords   = []string{"gaffer", "crane", "lamp", "Möwe", "SkyPanel S60-C", "12k", "best boy", "naïve", "don't"}
)

// mixedFile holds documents of both kinds in every shelf, with all that can be
// filtered by.
func mixedFile(t *testing.T, n int) (*store.File, []store.StoredDocument) {
	f, random := newFile(t), rand.New(rand.NewPCG(7, 8))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	for i := range n {
		d := newDocument(fmt.Sprint("d", i), document.Invoice, 1)
		if i%4 == 3 {
			d.Kind = document.Quote
		}
		d.Client.Name, d.Reference = pick(someClients), "PO "+fmt.Sprint(random.IntN(30))
		d.Date = today.AddDays(-random.IntN(90))
		if random.IntN(5) > 0 {
			d.Due = d.Date.AddDays(random.IntN(60))
		} else {
			d.Due = document.Date{}
		}
		d.Mark = []document.Status{"", document.Sent, document.Paid, document.Accepted}[random.IntN(4)]
		d.Terms, d.ClientNotes, d.InternalNotes = pick(someWords), pick(someWords), pick(someWords)
		d.Sections[0].Lines[0].Description = pick(someWords) + " " + pick(someWords)
		d.Sections[0].Lines[0].Enhanced = "- **" + pick(someWords) + "**"
		for _, tag := range someTags {
			if random.IntN(3) == 0 {
				d.Tags = append(d.Tags, tag)
			}
		}
		save(t, f, d, 0)
		switch i % 11 {
		case 5:
			must(t, f.ArchiveDocument(t.Context(), d.ID, true))
		case 7:
			must(t, f.DeleteDocument(t.Context(), d.ID))
		}
	}
	var all []store.StoredDocument
	for i := range n {
		all = append(all, load(t, f, fmt.Sprint("d", i)))
	}
	return f, all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever is filtered by and looked for: the list holds the documents that
// fit, found by looking at each of them, and the counts are those of the
// segments.
func TestFiltersAreThoseOfTheDocuments(t *testing.T) {
	f, all := mixedFile(t, 220)
	statuses := []store.StatusFilter{store.AnyStatus, store.FilterDraft, store.FilterAwaiting, store.FilterOverdue,
		store.FilterPaid, store.FilterSent, store.FilterAccepted, store.FilterExpired}
	rapid.Check(t, func(r *rapid.T) {
		q := store.DocumentQuery{
			Kind:   rapid.SampledFrom([]document.Kind{document.Invoice, document.Quote}).Draw(r, "kind"),
			Status: rapid.SampledFrom(statuses).Draw(r, "status"),
			Sync:   rapid.SampledFrom([]store.SyncFilter{store.AnySync, store.FilterUnposted, store.FilterSynced}).Draw(r, "sync"),
			Client: rapid.SampledFrom([]string{"", "", "kāuri  POINT films", "Aro Street"}).Draw(r, "client"),
			Tags:   rapid.SliceOfNDistinct(rapid.SampledFrom(someTags), 0, 2, rapid.ID[string]).Draw(r, "tags"),
			Today:  today,
			Sort: store.Sort{
				By:        rapid.SampledFrom([]store.SortBy{store.SortDate, store.SortNumber, store.SortClient, store.SortDue, store.SortTotal, store.SortStatus, store.SortSync}).Draw(r, "sort"),
				Ascending: rapid.Bool().Draw(r, "ascending"),
			},
		}
		if rapid.Bool().Draw(r, "dates") {
			q.From = today.AddDays(-rapid.IntRange(0, 90).Draw(r, "from"))
			q.To = q.From.AddDays(rapid.IntRange(0, 40).Draw(r, "days"))
		}
		switch rapid.IntRange(0, 3).Draw(r, "shelf") {
		case 1:
			q.Archived = true
		case 2:
			q.Deleted = true
		}
		q.Search = strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"g", "mow", "MÖ", "kauri", "s60", "naiv", "po", "1", "don't", "inv-00", "night", "film"}), 0, 2).Draw(r, "search"), " ")
		listing, err := f.ListDocuments(context.Background(), q)
		if err != nil {
			r.Fatal(err)
		}
		rows, err := f.DocumentRows(context.Background(), listing.Keys, today)
		if err != nil {
			r.Fatal(err)
		}
		var got, want []string
		for _, row := range rows {
			got = append(got, row.ID)
		}
		counts := map[store.StatusFilter]int{}
		for i := range all {
			in, segment := fits(&all[i], q)
			if in {
				counts[segment]++
			}
			if in && (q.Status == store.AnyStatus || segment == q.Status) {
				want = append(want, all[i].ID)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			r.Errorf("%+v\n%s", q, diff)
		}
		maps.DeleteFunc(listing.Counts.Status, func(_ store.StatusFilter, n int) bool { return n == 0 })
		if diff := cmp.Diff(counts, listing.Counts.Status); diff != "" {
			r.Errorf("counts of %+v\n%s", q, diff)
		}
		sum := decimal.Zero
		for _, row := range rows {
			sum = sum.Add(row.Total)
		}
		totals, err := f.DocumentTotals(context.Background(), q)
		if err != nil || !totals["NZD"].Equal(sum) {
			r.Errorf("totals of %+v: %v, want %s: %v", q, totals, sum, err)
		}
		q.First = 5
		if first, err := f.DocumentKeys(context.Background(), q); err != nil || !slices.Equal(first, listing.Keys[:min(5, len(listing.Keys))]) {
			r.Errorf("the first of %+v are %v: %v", q, first, err)
		}
	})
}

// fits looks at a document itself: whether all but the status asked for holds,
// and its segment.
func fits(d *store.StoredDocument, q store.DocumentQuery) (bool, store.StatusFilter) {
	deleted := !d.DeletedAt.IsZero()
	in := d.Kind == q.Kind && deleted == q.Deleted && (deleted || d.Archived == q.Archived)
	in = in && (q.Client == "" || plainText(d.Client.Name) == plainText(q.Client))
	in = in && (q.From.IsZero() || d.Date.Compare(q.From) >= 0) && (q.To.IsZero() || d.Date.Compare(q.To) <= 0)
	in = in && (q.Sync == store.AnySync || q.Sync == store.FilterUnposted) // nothing is posted here
	for _, tag := range q.Tags {
		in = in && slices.Contains(d.Tags, tag)
	}
	text := []string{d.Number, strings.TrimLeft(d.Number, "INVQUO-0"), d.Client.Name, d.Client.Person, d.Reference, d.Title, d.Summary,
		d.ClientNotes, d.InternalNotes, d.Terms, strings.Join(d.Tags, " ")}
	for _, s := range d.Sections {
		text = append(text, s.Name)
		for _, l := range s.Lines {
			text = append(text, l.Description, l.Enhanced)
		}
	}
	have := splitWords(strings.Join(text, " "))
	for _, w := range splitWords(q.Search) {
		in = in && slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) })
	}
	status := document.ShownStatus(&d.Document, d.Remote, today)
	segment := map[document.Status]store.StatusFilter{document.AwaitingPayment: store.FilterAwaiting}[status]
	if segment == "" {
		segment = store.StatusFilter(status)
	}
	if status == document.Sent && d.Kind == document.Invoice {
		segment = store.FilterAwaiting
	}
	return in, segment
}

func plainText(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func splitWords(s string) []string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
