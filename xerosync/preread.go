package xerosync

import (
	"context"
	"strings"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// deltaOverlap is how much earlier than what was last seen a list of changes
// begins (xero.md section 4.4).
const deltaOverlap = 2 * time.Minute

// readBefore reads the records of updates by their ids. Why one is missing has
// been recorded. Several are read from lists; missing from a list means nothing,
// so what is not there is read by itself.
func (s *Service) readBefore(ctx context.Context, r *remotes, b batch) (map[*work]record, error) {
	found := map[*work]record{}
	if len(b) > 1 {
		s.cfg.at("before read")
		list, err := listed(ctx, r.client, b)
		s.cfg.at("after read")
		if err != nil {
			return nil, s.holdAll(ctx, b, err)
		}
		s.reached()
		for _, w := range b {
			if there, ok := list[strings.ToLower(w.link.XeroID)]; ok {
				found[w] = there
			}
		}
	}
	for _, w := range b {
		if _, ok := found[w]; ok {
			continue
		}
		s.cfg.at("before read")
		there, err := readRecord(ctx, r.client, w.op.Record, w.link.XeroID)
		s.cfg.at("after read")
		switch {
		case xeroapi.IsCode(err, xeroapi.CodeNotFound):
			err = s.notInXero(ctx, r, w)
		case err != nil:
			return nil, s.hold(ctx, w, err)
		default:
			s.reached()
			found[w] = there
		}
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// listed reads the records of a batch with fewer calls than there are, by id;
// some may be missing.
func listed(ctx context.Context, c *xeroapi.Client, b batch) (map[string]record, error) {
	if b[0].op.Record == store.RecordQuote {
		return listedQuotes(ctx, c, b)
	}
	q := xeroapi.InvoiceQuery{PageSize: xeroapi.MaxIDs}
	for _, w := range b {
		q.IDs = append(q.IDs, w.link.XeroID)
	}
	page, err := c.Invoices(ctx, q)
	found := map[string]record{}
	for i := range page.Items {
		found[strings.ToLower(page.Items[i].InvoiceID)] = record{invoice: &page.Items[i]}
	}
	return found, err
}

// listedQuotes reads what changed since the oldest of the quotes was last seen,
// for Xero gives no list by ids; as long as that costs less than reading each.
func listedQuotes(ctx context.Context, c *xeroapi.Client, b batch) (map[string]record, error) {
	wanted := map[string]bool{}
	since := b[0].link.RemoteUpdated
	for _, w := range b {
		wanted[strings.ToLower(w.link.XeroID)] = true
		if w.link.RemoteUpdated.Before(since) {
			since = w.link.RemoteUpdated
		}
	}
	found := map[string]record{}
	if since.IsZero() {
		return found, nil
	}
	q := xeroapi.QuoteQuery{ModifiedSince: since.Add(-deltaOverlap), PageSize: xeroapi.MaxPageSize}
	for q.Page = 1; q.Page < len(b); q.Page++ {
		page, err := c.Quotes(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range page.Items {
			if id := strings.ToLower(page.Items[i].QuoteID); wanted[id] {
				found[id] = record{quote: &page.Items[i]}
			}
		}
		if len(found) == len(wanted) || !page.More() {
			break
		}
	}
	return found, nil
}

// notInXero records that Xero does not know the record's id. In another
// organisation than the one connected, as after a reset of the demo company,
// that says nothing about the record: then the connection has ended.
func (s *Service) notInXero(ctx context.Context, r *remotes, w *work) error {
	org, err := r.client.Organisation(ctx)
	switch {
	case err != nil:
		return s.hold(ctx, w, err)
	case !strings.EqualFold(org.OrganisationID, r.org.TenantID):
		s.otherOrganisationThere(org.Name)
		return nil
	}
	s.reached()
	return s.fail(ctx, w, problem("not-in-xero", "Xero does not have "+w.label+" any more.", "Look for it in Xero."), "", nil)
}

// otherOrganisationThere stops everything until the user has connected again:
// behind the connection is another organisation than it was made with.
func (s *Service) otherOrganisationThere(name string) {
	p := problem("other-organisation", "The connection leads to another organisation in Xero, "+name+", than the one of this company file.",
		"Connect to Xero again.")
	s.publish(func(st *State) { st.Phase, st.Problem = Reconnect, p })
}
