package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"litework/document"
	"litework/store"
)

func TestTagManyAndBack(t *testing.T) {
	f, ctx := newFile(t), t.Context()
	for i, tags := range [][]string{nil, {"studio B", "Festival"}, {"night shoot"}} {
		d := newDocument(fmt.Sprint(i), document.Invoice, 1)
		d.Tags = tags
		save(t, f, d, 0)
	}
	ids := []string{"0", "1", "2", "gone"}
	changes, err := f.TagDocuments(ctx, ids, []string{"night shoot"}, []string{"FESTIVAL"})
	if err != nil || len(changes) != 2 {
		t.Fatalf("%v changed: %v", changes, err)
	}
	tags := func() (out [][]string) {
		for _, id := range ids[:3] {
			out = append(out, load(t, f, id).Tags)
		}
		return out
	}
	if diff := cmp.Diff([][]string{{"night shoot"}, {"studio B", "night shoot"}, {"night shoot"}}, tags()); diff != "" {
		t.Error(diff)
	}
	// It is as if each had been saved with the tags: a save without a change
	// writes nothing.
	for _, id := range ids[:3] {
		d := load(t, f, id)
		if again := save(t, f, d.Document, d.Rev); again.Rev != d.Rev {
			t.Errorf("%s is at %d, saved again at %d", id, d.Rev, again.Rev)
		}
	}
	if got := len(keysOf(t, f, store.DocumentQuery{Kind: document.Invoice, Search: "festival"})); got != 0 {
		t.Error("a tag taken away is still found")
	}
	if all, err := f.DocumentTags(ctx, document.Invoice); err != nil || cmp.Diff([]string{"night shoot", "studio B"}, all) != "" {
		t.Error(all, err)
	}
	d := load(t, f, "0")
	d.Tags = []string{"other"}
	save(t, f, d.Document, d.Rev)
	must(t, f.UntagDocuments(ctx, changes))
	if diff := cmp.Diff([][]string{{"other"}, {"studio B", "Festival"}, {"night shoot"}}, tags()); diff != "" {
		t.Error(diff)
	}
}

func TestDeleteManyIsAllOrNone(t *testing.T) {
	f, ctx := newFile(t), t.Context()
	connect(t, f)
	var numbers []string
	for _, id := range []string{"a", "b", "c"} {
		numbers = append(numbers, save(t, f, newDocument(id, document.Invoice, 1), 0).Number)
	}
	must(t, f.DeleteDocuments(ctx, []string{"a", "b", "c"}))
	if keys := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice}); len(keys) != 0 {
		t.Fatalf("%d are left", len(keys))
	}
	if got := save(t, f, newDocument("next", document.Invoice, 1), 0).Number; got != numbers[0] {
		t.Errorf("the numbers returned, yet the next is %s", got)
	}
	must(t, f.UndeleteDocuments(ctx, []string{"c", "b", "a"}))
	if got := load(t, f, "b").Number; got != numbers[1] {
		t.Errorf("it came back as %s", got)
	}
	sync(t, f, func(tx *store.SyncTx) error {
		return tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: "b", XeroID: "x"})
	})
	var locked *store.LockedError
	if err := f.DeleteDocuments(ctx, []string{"a", "b", "c"}); !errors.As(err, &locked) || locked.ID != "b" {
		t.Fatal(err)
	}
	if keys := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice}); len(keys) != 4 {
		t.Errorf("%d are left, one is posted", len(keys))
	}
}

func TestArchiveAndDuplicateMany(t *testing.T) {
	f, ctx := newFile(t), t.Context()
	for _, id := range []string{"a", "b"} {
		save(t, f, newDocument(id, document.Invoice, 1), 0)
	}
	n := 0
	made, err := f.DuplicateDocuments(ctx, []string{"b", "a"}, today, func() string { n++; return fmt.Sprint("new", n) })
	if err != nil || len(made) != 2 || made[0].Number != "INV-0003" || made[1].Number != "INV-0004" {
		t.Fatal(made, err)
	}
	if n, err := f.ArchiveDocuments(ctx, []string{"a", "b", "gone"}, true); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if got := numbersOf(t, f, store.DocumentQuery{Kind: document.Invoice}); got != "INV-0004 INV-0003" {
		t.Errorf("left are %s", got)
	}
	if n, err := f.ArchiveDocuments(ctx, []string{"a", "b"}, true); err != nil || n != 0 {
		t.Errorf("archived again: %d, %v", n, err)
	}
	keys := keysOf(t, f, store.DocumentQuery{Kind: document.Invoice, Archived: true})
	if ids, err := f.DocumentIDs(ctx, append(keys, 999)); err != nil || len(ids) != 2 {
		t.Error(ids, err)
	}
}
