package bulk

import (
	"testing"

	"fyne.io/fyne/v2"

	"litework/app/page/pagetest"
	"litework/document"
)

type world struct {
	*pagetest.Bench
	t    *testing.T
	went []string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Bench: pagetest.New(t), t: t}
	w.Connect()
	w.Work()
	return w
}

func (w *world) open(ids ...string) *Sheet {
	w.t.Helper()
	s := Open(Deps{Host: w.Host, File: w.File, Sync: w.Sync,
		GoTo: func(id, field, _ string) { w.went = append(w.went, id+" "+field) }}, document.Invoice, ids)
	w.t.Cleanup(func() {
		if s.modal.IsOpen() {
			s.modal.Close()
		}
	})
	w.Rest()
	return s
}

// Several are posted with one press; the one with a problem stands on top and
// stays here.
func TestBulkPostByKeyboard(t *testing.T) {
	w := newWorld(t)
	kauri, aro := w.Contact("Kauri Point Films Ltd"), w.Contact("Aro Street Productions")
	one := w.Document(document.Invoice, kauri, "100", 2)
	two := w.Document(document.Invoice, aro, "200", 1)
	wrong := w.Document(document.Invoice, document.Contact{}, "300", 0)
	s := w.open(one.ID, two.ID, wrong.ID)
	if got := w.Text("dialog"); got != "Post 3 invoices to Xero" {
		t.Fatalf("the dialog is %q", got)
	}
	if got := w.Text("bulk.confirm"); got != "Post 2 of 3" {
		t.Fatalf("the button says %q", got)
	}
	if s.rows[0].DocID != wrong.ID || s.rows[0].Problem == nil {
		t.Fatalf("the first row is %+v", s.rows[0])
	}
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.Work()
	w.Rest()
	if got := w.Text("dialog"); got != "2 of 2 posted" {
		t.Fatalf("the dialog says %q", got)
	}
	for _, id := range []string{one.ID, two.ID} {
		if d := w.Stored(id); d.State != document.Synced {
			t.Errorf("%s is %s", d.Number, d.State)
		}
	}
	if d := w.Stored(wrong.ID); d.State != document.NotSynced {
		t.Errorf("%s is %s", d.Number, d.State)
	}
	w.ClickName("bulk.done")
	if s.modal.IsOpen() {
		t.Error("Done closes")
	}
}

// The way out of a problem leads to its place.
func TestBulkProblemLeadsToItsPlace(t *testing.T) {
	w := newWorld(t)
	wrong := w.Document(document.Invoice, document.Contact{}, "300", 0)
	other := w.Document(document.Invoice, w.Contact("Rata Films"), "300", 0)
	s := w.open(wrong.ID, other.ID)
	s.table.SetCurrent(0)
	s.table.Model.OnLink(0, s.table.Model.Row(0).Cells[2].Links[0])
	if len(w.went) != 1 || w.went[0] != wrong.ID+" client" {
		t.Errorf("it leads to %v", w.went)
	}
}

// What has not been sent can be taken back.
func TestBulkStop(t *testing.T) {
	w := newWorld(t)
	c := w.Contact("Rata Films")
	var ids []string
	for range 3 {
		ids = append(ids, w.Document(document.Invoice, c, "10", 0).ID)
	}
	w.open(ids...)
	w.Change(func() { w.Ctrl(fyne.KeyReturn) })
	w.Change(func() { w.ClickName("bulk.stop") })
	w.Rest()
	for _, id := range ids {
		if d := w.Stored(id); d.State != document.NotSynced {
			t.Errorf("%s is %s", d.Number, d.State)
		}
	}
	if len(w.Toasts) == 0 {
		t.Error("nothing says what was taken back")
	}
}
