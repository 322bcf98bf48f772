package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

func TestStagingIsGoneOnWithAfterACrash(t *testing.T) {
	f := newFile(t)
	connect(t, f)
	sync(t, f, func(tx *store.SyncTx) error {
		if err := tx.PutImportRun(store.ImportRun{ID: "run", Phase: "download", Choices: json.RawMessage(`{"a":1}`)}); err != nil {
			return err
		}
		for i := range 5 {
			s := store.Staged{Run: "run", Kind: store.RecordInvoice, XeroID: fmt.Sprint(i), Raw: []byte("{}"), Verdict: "new"}
			if err := tx.PutStaged(s); err != nil {
				return err
			}
		}
		return tx.PutImportRun(store.ImportRun{ID: "run", Phase: "write", Choices: json.RawMessage(`{"a":1}`), Cursor: json.RawMessage(`2`)})
	})
	sync(t, f, func(tx *store.SyncTx) error {
		run, ok, err := tx.ImportRun("run")
		if err != nil || !ok || run.Phase != "write" || string(run.Cursor) != "2" || string(run.Choices) != `{"a":1}` {
			t.Errorf("%+v, %v, %v", run, ok, err)
		}
		page, err := tx.StagedPage("run", store.RecordInvoice, "1", 2)
		if err != nil || len(page) != 2 || page[0].XeroID != "2" || page[0].Written {
			t.Errorf("%+v, %v", page, err)
		}
		return tx.PutReceipt(store.Staged{Run: "run", Kind: store.RecordInvoice, XeroID: "2", Raw: []byte("receipt"), Verdict: "refused"})
	})
	sync(t, f, func(tx *store.SyncTx) error {
		var got []string
		err := tx.StagedHere("run", store.RecordInvoice, func(s store.StagedHere) error {
			got = append(got, fmt.Sprint(s.XeroID, s.Verdict, string(s.Raw), s.Here))
			return nil
		})
		if diff := cmp.Diff([]string{"2refusedreceiptfalse"}, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		return err
	})
	for step, want := range []bool{false, true} {
		sync(t, f, func(tx *store.SyncTx) error {
			done, err := tx.DropStaged("run", 4)
			if done != want {
				t.Errorf("step %d: done %v", step, done)
			}
			return err
		})
	}
	sync(t, f, func(tx *store.SyncTx) error {
		runs, err := tx.AllImportRuns()
		if len(runs) != 0 {
			t.Errorf("%d runs left", len(runs))
		}
		return err
	})
}

// imported is a document as it would come from Xero.
func imported(random *rand.Rand, i int) store.Imported {
	d := storetest.Document(random, i)
	d.Number = fmt.Sprintf("IMP-%05d", i)
	d.Mark, d.Tags = "", nil
	total := d.Totals().Total
	in := store.Imported{
		Document: d,
		Link:     store.Link{Kind: store.RecordKind(d.Kind), XeroID: fmt.Sprintf("xero-%05d", i), RemoteUpdated: noon},
		Base: store.BasePair{
			Seen: json.RawMessage(`{"number":"` + d.Number + `"}`), Raw: []byte(`{"InvoiceNumber":"` + d.Number + `"}`),
			Lines: map[string]string{"0": "a", "1": "b", "2": "c"}, SentRev: 1,
		},
		Remote: document.Remote{Status: "AUTHORISED", Number: d.Number, Total: total, AmountDue: total},
	}
	in.Base.Sent, _ = json.Marshal(document.Project(&d))
	switch i % 7 {
	case 1:
		in.Remote.Status, in.Remote.AmountDue, in.Remote.AmountPaid = "PAID", decimal.Zero, total
	case 2:
		in.Remote.Status = "VOIDED"
	case 3:
		in.HeadOnly, in.Remote.Total = true, total.Add(decimal.New(1, -2))
	case 4:
		in.Remote.Number = strings.ToLower(in.Remote.Number)
	}
	return in
}

// importSlowly is an import by the verbs that the rest of the worker uses.
func importSlowly(tx *store.SyncTx, in store.Imported) error {
	saved, err := tx.PutDocument(in.Document, 0)
	if err != nil {
		return err
	}
	in.Document.Number = saved.Number
	in.Document.ID = saved.ID
	in.Link.RecordID = saved.ID
	kind := in.Link.Kind
	if in.Base.Sent, err = json.Marshal(document.Project(&in.Document)); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return tx.PutLink(in.Link) },
		func() error { return tx.PutBase(kind, saved.ID, in.Base) },
		func() error { return tx.PutRemote(kind, saved.ID, in.Remote) },
		func() error { return tx.SetRecordState(kind, saved.ID, store.RecordState{HeadOnly: in.HeadOnly}) },
		func() error { return tx.NoteNumber(in.Document.Kind, in.Remote.Number) },
		func() error { _, err := tx.SaveRevision(saved.ID, store.WhyPulled); return err },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// What the import writes in bulk is, row by row, what the ordinary verbs write,
// also where numbers clash.
func TestBulkImportWritesWhatTheOrdinaryVerbsWrite(t *testing.T) {
	fill := func(one func(tx *store.SyncTx, in store.Imported) error) map[string][]string {
		f := newFile(t)
		connect(t, f)
		clash := newDocument("mine", document.Invoice, 1)
		clash.Number = "IMP-00004"
		save(t, f, clash, 0)
		random := rand.New(rand.NewPCG(3, 4))
		sync(t, f, func(tx *store.SyncTx) error {
			for i := range 40 {
				in := imported(random, i)
				switch i {
				case 20: // two of one number
					in.Document.Number, in.Remote.Number = "IMP-00003", "IMP-00003"
					in.Base.Sent, _ = json.Marshal(document.Project(&in.Document))
				case 21: // none at all
					in.Document.Number, in.Remote.Number = "", ""
				}
				if err := one(tx, in); err != nil {
					return err
				}
			}
			return nil
		})
		return dump(t, f)
	}
	slow := fill(importSlowly)
	fast := fill(func(tx *store.SyncTx, in store.Imported) error { _, err := tx.ImportDocument(in); return err })
	if diff := cmp.Diff(slow, fast); diff != "" {
		t.Error(diff)
	}
	if len(fast["documents"]) != 41 || len(fast["banners"]) != 1 {
		t.Errorf("%d documents, %d banners", len(fast["documents"]), len(fast["banners"]))
	}
}

// What is written table by table is what is written document by document.
func TestManyDocumentsAreWrittenAsOneByOne(t *testing.T) {
	const n = 60
	fill := func(write func(tx *store.SyncTx, all []store.Imported) error) map[string][]string {
		f := newFile(t)
		connect(t, f)
		random := rand.New(rand.NewPCG(3, 5))
		sync(t, f, func(tx *store.SyncTx) error {
			var all []store.Imported
			for i := range n {
				all = append(all, imported(random, i))
			}
			return write(tx, all)
		})
		return dump(t, f)
	}
	slow := fill(func(tx *store.SyncTx, all []store.Imported) error {
		for _, in := range all {
			if err := importSlowly(tx, in); err != nil {
				return err
			}
		}
		return nil
	})
	fast := fill(func(tx *store.SyncTx, all []store.Imported) error { _, err := tx.ImportDocuments(all); return err })
	if diff := cmp.Diff(slow, fast); diff != "" || len(fast["documents"]) != n {
		t.Error(len(fast["documents"]), diff)
	}
}

// What is met is what is linked, deleted here, or has the number.
func TestMetDocuments(t *testing.T) {
	f := newFile(t)
	connect(t, f)
	mine := newDocument("mine", document.Invoice, 1)
	mine.Number = "IMP-77777"
	save(t, f, mine, 0)
	random := rand.New(rand.NewPCG(3, 5))
	sync(t, f, func(tx *store.SyncTx) error {
		in := imported(random, 0)
		if _, err := tx.ImportDocument(in); err != nil {
			return err
		}
		org, err := tx.Org()
		if err != nil {
			return err
		}
		if err := tx.PutTombstone(store.Tombstone{Kind: in.Link.Kind, RecordID: "gone", Org: org, XeroID: "gone"}); err != nil {
			return err
		}
		met, err := tx.Met(document.Kind(in.Link.Kind), map[string]string{
			in.Link.XeroID: "other", "gone": "another", "numbered": strings.ToLower(in.Document.Number), "new": "IMP-99999",
		})
		if diff := cmp.Diff(map[string]bool{in.Link.XeroID: true, "gone": true, "numbered": true}, met); err != nil || diff != "" {
			t.Error(err, diff)
		}
		return nil
	})
}

// Contacts written table by table are what the ordinary verbs write.
func TestManyContactsAreWrittenAsOneByOne(t *testing.T) {
	const n = 60
	var all []store.ImportedContact
	for i := range n {
		c := document.Contact{
			ID: fmt.Sprintf("contact-%05d", i), Name: fmt.Sprintf("Client %05d Ltd", i), FirstName: "Mere", LastName: "Kahu",
			Email: "mere@example.com", Phone: document.Phone{Country: "64", Number: fmt.Sprint(i)}, Archived: i%5 == 1,
		}
		status := "ACTIVE"
		if c.Archived {
			status = "ARCHIVED"
		}
		sent, err := json.Marshal(store.ProjectContact(c))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, store.ImportedContact{
			Contact: c, XeroID: fmt.Sprintf("xero-%05d", i), RemoteUpdated: noon, Status: status,
			Base: store.BasePair{Sent: sent, Seen: sent, Raw: []byte("raw"), SentRev: 1},
		})
	}
	fill := func(write func(tx *store.SyncTx) error) map[string][]string {
		f := newFile(t)
		connect(t, f)
		sync(t, f, write)
		return dump(t, f)
	}
	slow := fill(func(tx *store.SyncTx) error {
		for _, in := range all {
			_, err := tx.PutContact(in.Contact, 0)
			id, kind := in.Contact.ID, store.RecordContact
			link := store.Link{Kind: kind, RecordID: id, XeroID: in.XeroID, RemoteUpdated: in.RemoteUpdated}
			for _, step := range []func() error{
				func() error { return err },
				func() error { return tx.PutLink(link) },
				func() error { return tx.PutRemote(kind, id, document.Remote{Status: in.Status}) },
				func() error { return tx.PutBase(kind, id, in.Base) },
			} {
				if err := step(); err != nil {
					return err
				}
			}
		}
		return nil
	})
	fast := fill(func(tx *store.SyncTx) error { return tx.ImportContacts(all) })
	if diff := cmp.Diff(slow, fast); diff != "" || len(fast["contacts"]) != n {
		t.Error(len(fast["contacts"]), diff)
	}
	f := newFile(t)
	connect(t, f)
	sync(t, f, func(tx *store.SyncTx) error {
		if err := tx.ImportContacts(all[:3]); err != nil {
			return err
		}
		met, err := tx.MetContacts([]store.ContactTrace{
			{XeroID: "xero-00001", Name: "somebody"}, {XeroID: "marked", MarkedID: "contact-00002", Name: "somebody"},
			{XeroID: "named", Name: "client  00000 LTD"}, {XeroID: "new", MarkedID: "none", Name: "Client 00003 Ltd"},
		})
		if diff := cmp.Diff(map[string]bool{"xero-00001": true, "marked": true, "named": true}, met); err != nil || diff != "" {
			t.Error(err, diff)
		}
		known, err := tx.LinkedContacts([]string{"xero-00001", "other"})
		if diff := cmp.Diff(map[string]document.Contact{"xero-00001": all[1].Contact}, known); err != nil || diff != "" {
			t.Error(err, diff)
		}
		return nil
	})
}

// dump is the content of every table, without the ids of revisions and banners,
// which are drawn anew, and what SQLite keeps for itself.
func dump(t *testing.T, f *store.File) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for table, columns := range map[string]string{
		"documents": "*", "document_texts": "*", "sections": "*", "lines": "*", "links": "*", "bases": "*",
		"revisions": "document_id, rev, why, hash, data, packed, total, currency, at", "banners": "document_key, kind, text",
		"seen_numbers": "*", "sequences": "*", "document_search": "rowid", "contacts": "*",
	} {
		rows, err := f.Dump(`SELECT ` + columns + ` FROM ` + table + ` ORDER BY 1, 2`)
		if table == "document_search" {
			rows, err = f.Dump(`SELECT rowid FROM document_search WHERE document_search MATCH 'lamp OR IMP'`)
		}
		if err != nil {
			t.Fatal(table, err)
		}
		out[table] = rows
	}
	return out
}

// A record that cannot be kept leaves nothing, and the others of its
// transaction stay.
func TestOneRefusedRecordDoesNotSpoilItsTransaction(t *testing.T) {
	f := newFile(t)
	connect(t, f)
	random := rand.New(rand.NewPCG(5, 6))
	sync(t, f, func(tx *store.SyncTx) error {
		for i := range 3 {
			in := imported(random, i)
			if i == 1 {
				in.Document.Sections[0].Lines[2].UnitPrice = decimal.NewNullDecimal(decimal.New(1, -6))
			}
			refused, err := tx.Try(func() error { _, err := tx.ImportDocument(in); return err })
			if err != nil {
				return err
			}
			if (refused != nil) != (i == 1) {
				t.Errorf("record %d: %v", i, refused)
			}
		}
		return nil
	})
	got := dump(t, f)
	if len(got["documents"]) != 2 || len(got["lines"]) != 6 || len(got["links"]) != 2 || len(got["seen_numbers"]) != 2 {
		t.Errorf("%d documents, %d lines, %d links, %d numbers", len(got["documents"]), len(got["lines"]), len(got["links"]), len(got["seen_numbers"]))
	}
	if _, err := f.Document(context.Background(), "fill-00000002"); err != nil {
		t.Error(err)
	}
}

// BenchmarkImportDocuments is what the company file takes of an import, in the
// chunks in which it comes.
func BenchmarkImportDocuments(b *testing.B) {
	f := newFile(b)
	connect(b, f)
	random := rand.New(rand.NewPCG(7, 8))
	const chunk = 200
	n := 0
	for b.Loop() {
		sync(b, f, func(tx *store.SyncTx) error {
			for range chunk {
				n++
				in := imported(random, n)
				if refused, err := tx.Try(func() error { _, err := tx.ImportDocument(in); return err }); err != nil || refused != nil {
					return fmt.Errorf("%v, %w", refused, err)
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}
