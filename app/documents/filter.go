package documents

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// segment is one choice of the status filter.
type segment struct {
	filter store.StatusFilter
	label  string
}

// segments are the choices of a kind, as they stand in the filter bar.
func segments(kind document.Kind) []segment {
	if kind == document.Quote {
		return []segment{
			{store.AnyStatus, "All"}, {store.FilterDraft, "Draft"}, {store.FilterSent, "Sent"},
			{store.FilterAccepted, "Accepted"}, {store.FilterDeclined, "Declined"},
		}
	}
	return []segment{
		{store.AnyStatus, "All"}, {store.FilterDraft, "Draft"}, {store.FilterAwaiting, "Awaiting"},
		{store.FilterOverdue, "Overdue"}, {store.FilterPaid, "Paid"},
	}
}

// segmentCount is how many documents a segment shows.
func segmentCount(counts store.Counts, filter store.StatusFilter) string {
	if filter == store.AnyStatus {
		return page.Count(counts.All)
	}
	return page.Count(counts.Status[filter])
}

// syncOptions are the choices of how documents stand towards Xero.
func syncOptions() []kit.Option {
	return []kit.Option{
		{ID: string(store.AnySync), Label: "any"},
		{ID: string(store.FilterSynced), Label: "synced"},
		{ID: string(store.FilterUnposted), Label: "to be posted"},
		{ID: string(store.FilterWaiting), Label: "on its way"},
		{ID: string(store.FilterAttention), Label: "needs attention"},
	}
}

type syncFilter = store.SyncFilter

// nothingMatches says what was looked for in vain, and among how many.
func nothingMatches(kind document.Kind, search string, status store.StatusFilter, all int) string {
	among := " among " + page.Plural(all, kind.Noun()) + "."
	words := strings.TrimSpace(search)
	i := slices.IndexFunc(segments(kind), func(s segment) bool { return s.filter == status })
	switch {
	case words != "" && i > 0:
		return "Nothing under " + segments(kind)[i].label + " matches \"" + words + "\"" + among
	case words != "":
		return "Nothing matches \"" + words + "\"" + among
	case i > 0:
		return "Nothing stands under " + segments(kind)[i].label + among
	}
	return "Nothing matches" + among
}

// sums tells a total per currency: "NZD 9,602.50 · AUD 120.00".
func sums(totals map[string]decimal.Decimal) string {
	var out []string
	for currency, total := range totals {
		out = append(out, currency+" "+document.FormatMoney(total))
	}
	slices.Sort(out)
	return strings.Join(out, " · ")
}
