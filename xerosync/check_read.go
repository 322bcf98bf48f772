package xerosync

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

const (
	// checkPage is how many records are asked for at once, leastPage what that
	// is halved to, at least, when Xero takes too long.
	checkPage = 400
	leastPage = 25
	// overlap is read again each time, because Xero's clock is no order of its
	// commits (xero.md section 4.4).
	overlap = 120 * time.Second
)

// markSince is the watermark of a list: only what changed since is read.
func markSince(kind store.RecordKind) string { return "since " + string(kind) }

// markBegin is when the list was first looked at. What changed since and is not
// here is new in Xero.
func markBegin(kind store.RecordKind) string { return "begin " + string(kind) }

// listing is a list of Xero's as far as it was read. It is read in the order of
// the ids, so that no record is skipped while pages are turned: one that changes
// meanwhile may come twice, never not at all. One that comes in on a page
// already read is met the next time, because the watermark is not moved beyond
// Xero's clock at the first page.
type listing struct {
	// begun: since is known. first: there is no watermark yet; then nothing but
	// the newest record is read, to have one.
	begun, first bool
	page, size   int
	old          string
	since, begin time.Time
	// began is Xero's clock at the first page, newest the latest change met.
	began, newest time.Time
}

// listPage is a page as Xero sent it.
type listPage struct {
	records []json.RawMessage
	server  time.Time
	more    bool
}

// readTurn reads the next page of the list whose turn it is; nil when Xero took
// too long and less is asked for next.
func (s *Service) readTurn(ctx context.Context, r *remotes, run *check) (*listPage, error) {
	kind, turn := run.lists[0], &run.turn
	if !turn.begun {
		err := s.view(ctx, func(tx *store.SyncTx) error { return turn.start(tx, kind) })
		if err != nil {
			return nil, err
		}
	}
	if !run.asked {
		ctx = xeroapi.WithBackground(ctx)
	}
	s.cfg.at("before check read")
	page, err := readList(xeroapi.AskOnce(ctx), r.client, kind, turn)
	s.cfg.at("after check read")
	if xeroapi.IsTimeout(err) && turn.size > leastPage {
		turn.page, turn.size = 2*turn.page-1, turn.size/2
		return nil, nil
	}
	return page, err
}

// start finds out from where the list is to be read: the watermark or, where
// there is none, what was linked longest ago; else it begins with what comes
// from now on.
func (t *listing) start(tx *store.SyncTx, kind store.RecordKind) error {
	old, err := tx.Mark(markSince(kind))
	if err != nil {
		return err
	}
	begin, err := tx.Mark(markBegin(kind))
	if err != nil {
		return err
	}
	*t = listing{begun: true, page: 1, size: checkPage, old: old, since: readMark(old), begin: readMark(begin)}
	if !t.since.IsZero() {
		return nil
	}
	links, err := tx.Links(kind)
	if err != nil {
		return err
	}
	for _, l := range links {
		if at := l.RemoteUpdated; !at.IsZero() && (t.since.IsZero() || at.Before(t.since)) {
			t.since = at
		}
	}
	t.first = t.since.IsZero()
	if !t.first {
		t.since = t.since.Add(-overlap)
	}
	return nil
}

func readList(ctx context.Context, c *xeroapi.Client, kind store.RecordKind, t *listing) (*listPage, error) {
	order, size := map[store.RecordKind]string{store.RecordInvoice: "InvoiceID", store.RecordQuote: "QuoteID"}[kind], t.size
	if t.first {
		order, size = "UpdatedDateUTC DESC", 1
	}
	if kind == store.RecordQuote {
		p, err := c.RawQuotes(ctx, xeroapi.QuoteQuery{Order: order, ModifiedSince: t.since, Page: t.page, PageSize: size})
		return asListPage(p), err
	}
	p, err := c.RawInvoices(ctx, xeroapi.InvoiceQuery{
		Where: `Type=="` + xeroapi.TypeSales + `"`, Statuses: everyStatus, Order: order,
		ModifiedSince: t.since, Page: t.page, PageSize: size,
	})
	return asListPage(p), err
}

func asListPage(p xeroapi.Page[json.RawMessage]) *listPage {
	return &listPage{records: p.Items, server: p.ServerTime.Time(), more: p.More()}
}

// took notes that a page was taken over and reports whether it was the last.
func (t *listing) took(p *listPage, newest time.Time) (last bool) {
	if t.began.IsZero() {
		t.began = p.server
	}
	if newest.After(t.newest) {
		t.newest = newest
	}
	t.page++
	return t.first || !p.more
}

// mark is the watermark after the list was read: the latest change met less
// the overlap. It never falls, and an empty list does not move it.
func (t *listing) mark() string {
	newest := t.newest
	if t.first && newest.IsZero() { // nothing there yet: all that comes is new
		newest = t.began
	}
	if newest.IsZero() {
		return t.old
	}
	if !t.began.IsZero() && newest.After(t.began) {
		newest = t.began
	}
	if !t.first {
		newest = newest.Add(-overlap)
	}
	if old := readMark(t.old); !newest.After(old) {
		return t.old
	}
	return writeMark(newest)
}

const markLayout = "2006-01-02T15:04:05.000Z"

func writeMark(at time.Time) string { return at.UTC().Format(markLayout) }

// readMark is the instant of a mark; zero for none and for one that makes no
// sense, which is the same as none.
func readMark(mark string) time.Time {
	at, err := time.Parse(markLayout, strings.TrimSpace(mark))
	if err != nil {
		return time.Time{}
	}
	return at
}

// givesUp reports whether asking for the same again soon would be of no use.
func givesUp(err error) bool {
	e, ok := xeroapi.AsError(err)
	return ok && (reserved(err) || notAllowed403(e) || isFinal(err))
}

// reserved reports whether the day's last calls are kept for the user.
func reserved(err error) bool { return xeroapi.IsCode(err, xeroapi.CodeDayReserve) }
