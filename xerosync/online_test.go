package xerosync

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"litework/document"
	"litework/xerosync/xerofake"
)

// Where an approved invoice is seen online is asked for once; what is not
// approved, not in Xero or a quote has no such place, and costs no call.
func TestOnlineInvoiceURL(t *testing.T) {
	w, id := posted(t, document.Invoice, "DRAFT", xerofake.Switches{})
	x := w.sim.Control()
	url := func() (string, int) {
		t.Helper()
		calls := w.counting()
		got, err := w.svc.OnlineInvoiceURL(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for call, times := range calls() {
			if strings.Contains(call, "OnlineInvoice") {
				n += times
			}
		}
		return got, n
	}
	if got, n := url(); got != "" || n != 0 {
		t.Errorf("a draft is at %q after %d calls", got, n)
	}
	mustDo(t, x.ApproveInvoice(w.doc(id).Remote.XeroID))
	w.checkNow()
	w.svc.cfg.HTTP.Transport = deadLine{}
	w.svc.closeRemotes()
	if got, _ := url(); got != "" {
		t.Errorf("offline it is at %q", got)
	}
	w.svc.cfg.HTTP.Transport = http.RoundTripper(w.net)
	w.svc.closeRemotes()
	w.clock.Advance(firstPause)
	got, n := url()
	if !strings.HasPrefix(got, "https://in.xero.com/") || n != 1 {
		t.Fatalf("it is at %q after %d calls", got, n)
	}
	w.stop()
	w.start()
	if again, n := url(); again != got || n != 0 {
		t.Errorf("the second time it is at %q after %d calls", again, n)
	}
	mustDo(t, x.VoidInvoice(w.doc(id).Remote.XeroID))
	w.checkNow()
	if got, n := url(); got != "" || n != 0 {
		t.Errorf("voided it is at %q after %d calls", got, n)
	}
}

func TestOnlineInvoiceURLOfAQuote(t *testing.T) {
	w, id := posted(t, document.Quote, "SENT", xerofake.Switches{})
	if got, err := w.svc.OnlineInvoiceURL(context.Background(), id); got != "" || err != nil {
		t.Errorf("a quote is at %q, %v", got, err)
	}
}
