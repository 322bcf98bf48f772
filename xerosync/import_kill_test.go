package xerosync

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"litework/document"
	"litework/store"

	"github.com/google/go-cmp/cmp"
)

// importThrough imports everything, whatever phase an import was left in.
func (w *world) importThrough() {
	w.t.Helper()
	ctx := context.Background()
	for range 50 {
		w.svc.importing.chunk = 4
		st, ok, err := w.svc.Import(ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		if ok && st.Phase == ImportDone {
			return
		}
		if w.crashing(func() {
			switch {
			case !ok:
				_, err = w.svc.BeginImport(ctx, everything)
			case st.Phase == ImportReady:
				err = w.svc.ApplyImport(ctx, st.Run, importKinds)
			default:
				_, err = w.svc.Step(ctx)
			}
		}) {
			w.restart()
			continue
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.t.Fatal("the import does not come to an end")
}

// imprint is everything in the company file that an import writes, without ids
// and times.
func (w *world) imprint() []string {
	w.t.Helper()
	ctx := context.Background()
	var out []string
	err := w.file.View(ctx, func(tx *store.SyncTx) error {
		contacts, err := tx.Contacts()
		if err != nil {
			return err
		}
		for _, c := range contacts {
			base, _, err := tx.Base(store.RecordContact, c.ID)
			if err != nil {
				return err
			}
			c.ID = ""
			out = append(out, fmt.Sprintf("contact %s %s %+v %s", c.XeroID, c.State, c.Contact, base.Seen))
		}
		for _, kind := range importKinds[1:] {
			ids, err := tx.Records(kind)
			if err != nil {
				return err
			}
			for _, id := range ids {
				d, err := tx.Document(id)
				if err != nil {
					return err
				}
				link, _, err := tx.Link(kind, id)
				if err != nil {
					return err
				}
				base, _, err := tx.Base(kind, id)
				if err != nil {
					return err
				}
				client, err := tx.Contact(d.Client.ContactID)
				if err != nil && err != store.ErrNotFound {
					return err
				}
				p := document.Project(&d.Document)
				p.ContactID = client.XeroID
				for i := range p.Lines {
					p.Lines[i].LineID = base.Lines[p.Lines[i].LineID]
				}
				out = append(out, fmt.Sprintf("%s %s %s rev %d of %s %+v %+v %s %d banners", kind, d.State, link.XeroID, d.Rev, link.RemoteUpdated, p, *d.Remote, base.Seen, len(d.Banners)))
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		next, err := w.file.NextNumber(ctx, kind)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, "next "+next)
	}
	slices.Sort(out)
	return out
}

// An import that is killed at any moment and gone on with, or cancelled then
// and begun anew, gives the same file as one that nobody disturbed.
func TestKilledImportGivesTheSameFile(t *testing.T) {
	t.Parallel()
	w := importWorldAt(t, "xero.json", 5, 9, 5)
	if err := w.sim.Control().MergeContacts(importID('c', 3), importID('c', 4)); err != nil {
		t.Fatal(err)
	}
	snap := w.freeze()
	calm := snap.thaw(t)
	calm.importThrough()
	want, points := calm.imprint(), slices.Clone(calm.points)
	if len(want) != 4+9+5+2 {
		t.Fatalf("%d records: %s", len(want), strings.Join(want, "\n"))
	}
	every := 2
	if testing.Short() || oneOf > 8 {
		every = 7
	}
	for i := 0; i < len(points); i += every {
		w := snap.thaw(t)
		w.crashAt = i
		w.importThrough()
		if i/every%2 == 1 { // and once more from the beginning, as users do
			w.crashAt = -1
			if st, _, err := w.svc.Import(context.Background()); err != nil {
				t.Fatal(err)
			} else if err := w.svc.CancelImport(context.Background(), st.Run); err != nil {
				t.Fatal(err)
			}
			w.rest()
			w.importThrough()
		}
		if diff := cmp.Diff(want, w.imprint()); diff != "" {
			t.Errorf("killed at %d, %s:\n%s", i, points[i], diff)
		}
		w.close()
	}
	t.Logf("killed at %d moments", (len(points)+every-1)/every)
}

// Cancelled in the middle of writing, the file is whole, and importing again
// finishes the job.
func TestCancelledInTheMiddleOfWriting(t *testing.T) {
	w := importWorldAt(t, "xero.json", 5, 9, 5)
	snap := w.freeze()
	calm := snap.thaw(t)
	calm.importThrough()
	want := calm.imprint()
	for steps := 1; steps < 6; steps += 2 {
		w := snap.thaw(t)
		w.svc.importing.chunk = 4
		ctx := context.Background()
		st := w.download(everything)
		if err := w.svc.ApplyImport(ctx, st.Run, importKinds); err != nil {
			t.Fatal(err)
		}
		for range steps {
			if _, err := w.svc.Step(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.svc.CancelImport(ctx, st.Run); err != nil {
			t.Fatal(err)
		}
		w.rest()
		w.noStaging()
		w.importThrough()
		if diff := cmp.Diff(want, w.imprint()); diff != "" {
			t.Errorf("cancelled after %d steps:\n%s", steps, diff)
		}
		w.close()
	}
}
