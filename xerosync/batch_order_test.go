package xerosync

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// reordered gives the elements of the answer to a write in another order, and
// keeps back whom a refusal is about.
type reordered struct {
	next http.RoundTripper
	once bool
}

func (n *reordered) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := n.next.RoundTrip(r)
	if err != nil || r.Method == http.MethodGet || n.once || !strings.Contains(r.URL.Path, "/api.xro/") {
		return res, err
	}
	n.once = true
	var answer map[string]json.RawMessage
	var list []json.RawMessage
	if err := json.Unmarshal([]byte(readAll(res)), &answer); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(answer["Invoices"], &list); err != nil {
		return nil, err
	}
	for i, one := range list {
		if bytes.Contains(one, []byte("must be unique")) {
			list[i] = json.RawMessage(`{"StatusAttributeString":"ERROR","ValidationErrors":[{"Message":"Invoice # must be unique."}]}`)
		}
	}
	slices.Reverse(list)
	if answer["Invoices"], err = json.Marshal(list); err != nil {
		return nil, err
	}
	body, err := json.Marshal(answer)
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res.Header.Del("Content-Length")
	return res, err
}

// Where an answer is not in the order of what was sent, a refusal without a name
// is nobody's: all are looked up.
func TestRefusalInAnotherOrder(t *testing.T) {
	w := newWorld(t, xerofake.Switches{})
	ids := w.several(document.Invoice, 4, w.kauri())
	x := w.sim.Control()
	_, err := x.AddInvoice(xerofake.Invoice{ContactID: x.Contacts()[0].ContactID, InvoiceNumber: "B-0004", Lines: []xerofake.Line{aLine("Else", "1", "1")}})
	mustDo(t, err)
	w.svc.cfg.HTTP.Transport = &reordered{next: w.net}
	w.svc.closeRemotes()
	w.bulk(ids, "")
	w.rest()
	w.allSynced(ids[:3])
	if doc := w.doc(ids[3]); doc.State != document.SyncFailed || doc.Op.Problem.Code != "number-taken" || len(x.Invoices()) != 4 {
		t.Errorf("%s %+v, %d invoices in Xero", doc.State, doc.Op, len(x.Invoices()))
	}
}
