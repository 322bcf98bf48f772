package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"litework/document"
	"litework/store"
)

// whys are the reasons of a document's revisions, the newest first.
func whys(t testing.TB, f *store.File, id string) string {
	t.Helper()
	heads, _, err := f.RevisionHeads(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range heads {
		out = append(out, string(h.Why))
	}
	return strings.Join(out, " ")
}

func TestRevisionsOfOneState(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Invoice, 2)
	d.Number = save(t, f, d, 0).Number
	keep := func(why store.Why, made bool, want string) {
		t.Helper()
		if got, err := f.SaveRevision(ctx, "a", why); err != nil || got != made {
			t.Errorf("%s: made %v, %v", why, got, err)
		}
		if got := whys(t, f, "a"); got != want {
			t.Errorf("after %s there are: %s", why, got)
		}
	}
	keep(store.WhySaved, true, "saved")
	keep(store.WhySaved, false, "saved")
	keep(store.WhyPosted, false, "posted") // what was saved was posted
	keep(store.WhyPosted, false, "posted")
	keep(store.WhySaved, false, "posted")
	d.Reference = "PO 1"
	save(t, f, d, 1)
	keep(store.WhyMerged, true, "merged posted")
	keep(store.WhyPosted, true, "posted merged posted")
	// Another change and back: the last revision says all there is to say of a
	// save, but not of a pull.
	d.Reference = "PO 2"
	save(t, f, d, 2)
	d.Reference = "PO 1"
	save(t, f, d, 3)
	keep(store.WhySaved, false, "posted merged posted")
	keep(store.WhyPulled, true, "pulled posted merged posted")
	keep(store.WhyPulled, false, "pulled posted merged posted")
}

// TestWhatPostingSuppliedIsInTheRevision: after a post that gave lines their
// account nothing was written since.
func TestWhatPostingSuppliedIsInTheRevision(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	d := newDocument("a", document.Invoice, 2)
	d.Number = save(t, f, d, 0).Number
	if _, err := f.SaveRevision(ctx, "a", store.WhyPosted); err != nil {
		t.Fatal(err)
	}
	supply := func(account string) {
		sync(t, f, func(tx *store.SyncTx) error {
			_, err := tx.SupplyDefaults("a", "", map[string]store.LineDefaults{"a-1": {Account: account}})
			return err
		})
	}
	supply("200")
	heads, changed, err := f.RevisionHeads(ctx, "a")
	if err != nil || len(heads) != 1 || changed || heads[0].Rev != 1 {
		t.Fatalf("%+v, changed %v, %v", heads, changed, err)
	}
	if r, err := f.Revision(ctx, heads[0].ID); err != nil || r.Document.Lines()[1].Account != "200" {
		t.Errorf("%+v %v", r.Document, err)
	}
	if made, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil || made {
		t.Errorf("made %v, %v", made, err)
	}
	// What was written meanwhile is not in the revision.
	now := load(t, f, "a")
	now.Reference = "later"
	save(t, f, now.Document, now.Rev)
	supply("260")
	if r, err := f.Revision(ctx, heads[0].ID); err != nil || r.Document.Lines()[1].Account != "200" || r.Document.Reference != "" {
		t.Errorf("%+v %v", r.Document, err)
	}
}

func TestRevisionHeads(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Quote, 2)
	d.Number = save(t, f, d, 0).Number
	for i := range 5 {
		d.Title = fmt.Sprint("Title ", i)
		save(t, f, d, int64(i+1))
		if _, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil {
			t.Fatal(err)
		}
	}
	heads, changed, err := f.RevisionHeads(ctx, "a")
	if err != nil || len(heads) != 5 || changed || heads[0].Rev != 6 || heads[0].Total.Decimal.String() != "230" || heads[0].Currency != "NZD" || !heads[0].At.Equal(noon) {
		t.Fatalf("%+v %v %v", heads, changed, err)
	}
	some, err := f.RevisionsBetween(ctx, "a", 1, 3)
	if err != nil || len(some) != 2 || some[0].Document.Title != "Title 3" || some[1].ID != heads[2].ID {
		t.Fatalf("%+v %v", some, err)
	}
	if rest, _ := f.RevisionsBetween(ctx, "a", 4, -1); len(rest) != 1 || rest[0].Document.Title != "Title 0" {
		t.Errorf("%+v", rest)
	}
	d.Title = "later"
	save(t, f, d, 6)
	if _, changed, _ = f.RevisionHeads(ctx, "a"); !changed {
		t.Error("what was written since is not told")
	}
	if latest, err := f.LatestRevisions(ctx, "a", 2); err != nil || len(latest) != 2 || latest[0].ID != heads[0].ID {
		t.Errorf("%+v %v", latest, err)
	}
}

// TestRevisionsFromBeforeTheyWerePacked reads what an older version wrote.
func TestRevisionsFromBeforeTheyWerePacked(t *testing.T) {
	path := newPath(t)
	f := openFile(t, path, options())
	d := newDocument("a", document.Invoice, 3)
	d.Number = save(t, f, d, 0).Number
	if _, err := f.SaveRevision(context.Background(), "a", store.WhySaved); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "#", "%23"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE revisions SET data = ?, packed = NULL, total = NULL, currency = ''`, string(data)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	all, err := f.Revisions(context.Background(), "a")
	if err != nil || len(all) != 1 || all[0].Total.Decimal.String() != "345" || all[0].Currency != "NZD" {
		t.Fatalf("%+v %v", all, err)
	}
	if diff := cmp.Diff(d, all[0].Document, sameDocument()); diff != "" {
		t.Error(diff)
	}
}

func TestRestoreRevision(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	d := newDocument("a", document.Invoice, 3)
	d.Number = save(t, f, d, 0).Number
	if _, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil {
		t.Fatal(err)
	}
	first, _, _ := f.RevisionHeads(ctx, "a")
	later := document.RemoveLines(d, []string{"a-1"})
	later.Number, later.InternalNotes, later.Mark = "INV-0500", "not saved on purpose", document.Sent
	save(t, f, later, 1)

	saved, err := f.RestoreRevision(ctx, "a", first[0].ID)
	if err != nil || saved.Rev != 3 {
		t.Fatalf("%+v %v", saved, err)
	}
	if got := whys(t, f, "a"); got != "restored saved saved" {
		t.Errorf("revisions: %s", got)
	}
	now := load(t, f, "a")
	if len(now.Lines()) != 3 || now.InternalNotes != "" || now.Number != "INV-0500" || now.Mark != document.Sent {
		t.Errorf("restored %+v", now.Document)
	}
	// What was there is not lost.
	all, err := f.Revisions(ctx, "a")
	if err != nil || all[1].Document.InternalNotes != "not saved on purpose" || len(all[1].Document.Lines()) != 2 {
		t.Errorf("what was there: %+v %v", all[1], err)
	}
	var problem *document.Problem
	if _, err := f.RestoreRevision(ctx, "a", first[0].ID); !errors.As(err, &problem) || problem.Code != "as-it-was" {
		t.Errorf("restored again: %v", err)
	}
	if _, err := f.RestoreRevision(ctx, "b", first[0].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("into another document: %v", err)
	}
	if err := f.DeleteDocument(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	var locked *store.LockedError
	if _, err := f.RestoreRevision(ctx, "a", all[1].ID); !errors.As(err, &locked) {
		t.Errorf("into a deleted document: %v", err)
	}
	if got := whys(t, f, "a"); got != "restored saved saved" {
		t.Errorf("a deleted document keeps its revisions until it is purged: %s", got)
	}
}

func TestRestoreRevisionOfAPaidInvoice(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	connect(t, f)
	d := newDocument("a", document.Invoice, 3)
	d.InternalNotes = "as it was"
	d.Number = save(t, f, d, 0).Number
	if _, err := f.SaveRevision(ctx, "a", store.WhySaved); err != nil {
		t.Fatal(err)
	}
	first, _, _ := f.RevisionHeads(ctx, "a")
	later := document.RemoveLines(d, []string{"a-1"})
	later.Reference, later.InternalNotes = "PO 2", "later"
	save(t, f, later, 1)
	sync(t, f, func(tx *store.SyncTx) error {
		if err := tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: "a", XeroID: "x"}); err != nil {
			return err
		}
		sent, err := json.Marshal(document.Project(&later))
		if err != nil {
			return err
		}
		if err := tx.PutBase(store.RecordInvoice, "a", store.BasePair{Sent: sent, Seen: []byte("{}"), Raw: []byte("{}"), SentRev: 2}); err != nil {
			return err
		}
		return tx.PutRemote(store.RecordInvoice, "a", document.Remote{XeroID: "x", Status: "PAID", Number: later.Number})
	})
	if _, err := f.RestoreRevision(ctx, "a", first[0].ID); err != nil {
		t.Fatal(err)
	}
	now := load(t, f, "a")
	if now.InternalNotes != "as it was" || now.Reference != "PO 2" || len(now.Lines()) != 2 || now.State != document.Synced {
		t.Errorf("state %s: %+v", now.State, now.Document)
	}
}

// long is a document of 300 lines as they are written.
func long() document.Document {
	d := newDocument("long", document.Invoice, 300)
	for i := range d.Sections[0].Lines {
		l := &d.Sections[0].Lines[i]
		l.ID = fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", i*2654435761, i*40503&0xffff, i*7&0xfff, i*13&0xfff, i*982451653)
		l.Duration = document.Duration{Number: l.Quantity.Decimal, Unit: document.Days}
		if i%10 == 4 {
			l.Enhanced = "**Includes** yoke, power lead, _soft box_"
		}
	}
	return d
}

// TestRevisionsStaySmall: a hundred saves of a document of 300 lines.
func TestRevisionsStaySmall(t *testing.T) {
	path := newPath(t)
	f, ctx := openFile(t, path, options()), context.Background()
	d := long()
	d.Number = save(t, f, d, 0).Number
	size := func() int64 {
		if err := f.BackupTo(ctx, path+".copy"); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path + ".copy")
		info, err := os.Stat(path + ".copy")
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	plain, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for i := range longSaves {
		d.Sections[0].Lines[i].Description = fmt.Sprint("Changed ", i)
		save(t, f, d, int64(i+1))
		if _, err := f.SaveRevision(ctx, "long", store.WhySaved); err != nil {
			t.Fatal(err)
		}
	}
	took := time.Since(start)
	grown := size() - before
	start = time.Now()
	if _, err := f.RevisionsBetween(ctx, "long", 0, 26); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d revisions of 300 lines: %d KB, %d KB unpacked; saved in %v; 26 read in %v", longSaves, grown>>10, int64(len(plain))*longSaves>>10, took, time.Since(start))
	if grown > int64(len(plain))*longSaves/5 {
		t.Errorf("%d revisions take %d KB", longSaves, grown>>10)
	}
}
