package xerosync

import (
	"context"
	"slices"
	"testing"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

func (w *world) grantFor(tenant string) xeroapi.Grant {
	access, refresh := w.sim.GrantFor(testClientID, tenant, xeroapi.DefaultScopes()...)
	return xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)}
}

// Connecting another organisation is refused unless the user starts anew. Then
// the old links sleep: what was posted there is left out of bulk and automatic
// posting, nothing of it is touched, and it is as it was once the first
// organisation is connected again.
func TestStartAnew(t *testing.T) {
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
	ctx := context.Background()
	mustDo(t, w.svc.ConfirmFirstMatch(ctx, nil, nil))
	kauri := w.contactNamed("Kauri Point Films Ltd")
	waiting := sample(document.Invoice, "D-0200", document.Client{ContactID: kauri.ID, Name: kauri.Name})
	w.save(waiting, 0)
	w.post(waiting.ID, "DRAFT")
	before := w.connection()
	before.Demo = false
	mustDo(t, w.file.Sync(ctx, func(tx *store.SyncTx) error { return tx.PutConnection(before) }))
	old := w.doc(id)
	x := w.sim.Control()
	other := x.AddOrganisation("Rimu Ltd")

	connect := func(tenant string, anew bool) error {
		t.Helper()
		_, err := w.svc.complete(ctx, w.grantFor(tenant), testClientID, false, anew)
		return err
	}
	if p := document.ProblemOf(connect(other, false)); p == nil || p.Code != "other-organisation" || w.connection().TenantID != before.TenantID {
		t.Fatalf("%+v %+v", p, w.connection())
	}
	mustDo(t, connect(other, true))
	w.rest()
	now := w.connection()
	if now.TenantID != other || now.FirstMatchSeen || now.Disconnected || w.svc.State().Organisation != "Rimu Ltd" || len(w.openOps()) != 0 {
		t.Fatalf("%+v %+v, open %+v", now, w.svc.State(), w.openOps())
	}
	if doc := w.doc(id); doc.State != document.NotSynced || doc.Remote != nil {
		t.Errorf("the document posted before is %s %+v", doc.State, doc.Remote)
	}
	sheet, err := w.svc.BulkSheet(ctx, []string{id, waiting.ID}, "DRAFT")
	mustDo(t, err)
	if sheet.Documents[0].Skipped == "" || sheet.Ready != 1 {
		t.Errorf("the sheet of both: %+v", sheet.Documents)
	}
	alone, err := w.svc.Sheet(ctx, id)
	mustDo(t, err)
	if !slices.ContainsFunc(alone.Arrives, func(r SheetRow) bool { return r.There == "new in Rimu Ltd" }) {
		t.Errorf("the sheet does not say that it was posted elsewhere: %+v", alone.Arrives)
	}
	set, err := w.file.Settings(ctx)
	mustDo(t, err)
	set.Sync.PostOnSave = true
	mustDo(t, w.file.SaveSettings(ctx, set))
	w.change(id, func(d *document.Document) { d.Reference = "PO 9" })
	mustDo(t, w.svc.PostOnSave(ctx, id))
	w.checkNow()
	if n := len(x.For(other).Invoices()); n != 0 || w.doc(id).State != document.NotSynced || len(w.openOps()) != 0 {
		t.Errorf("%d invoices there, %s, open %+v", n, w.doc(id).State, w.openOps())
	}
	mustDo(t, connect(before.TenantID, true))
	w.rest()
	if doc := w.doc(id); doc.State != document.UpdatedLocally || doc.Remote == nil || doc.Remote.XeroID != old.Remote.XeroID {
		t.Errorf("back again it is %s %+v", doc.State, doc.Remote)
	}
	if n := len(x.Invoices()); n != 1 {
		t.Errorf("%d invoices", n)
	}
}

// The demo organisation's file stays the demo's.
func TestTheDemoIsNotLeftBehind(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	w.connect()
	other := w.sim.Control().AddOrganisation("Rimu Ltd")
	_, err := w.svc.complete(context.Background(), w.grantFor(other), testClientID, false, true)
	if p := document.ProblemOf(err); p == nil || p.Code != "demo-organisation" || w.connection().TenantID == other {
		t.Errorf("%v %+v", err, w.connection())
	}
}
