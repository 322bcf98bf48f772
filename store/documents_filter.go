package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"litework/document"
)

// baseStatuses are the statuses of a segment, Overdue and Expired apart.
func baseStatuses(f StatusFilter) []document.Status {
	switch f {
	case FilterDraft:
		return []document.Status{document.Draft, document.Submitted}
	case FilterAwaiting:
		return []document.Status{document.AwaitingPayment, document.PartPaid, document.Sent}
	case FilterPaid:
		return []document.Status{document.Paid}
	case FilterVoided:
		return []document.Status{document.Voided, document.DeletedInXero}
	case FilterSent:
		return []document.Status{document.Sent}
	case FilterAccepted:
		return []document.Status{document.Accepted}
	case FilterDeclined:
		return []document.Status{document.Declined}
	case FilterInvoiced:
		return []document.Status{document.Invoiced}
	case FilterOverdue:
		return []document.Status{document.Overdue}
	case FilterExpired:
		return []document.Status{document.Expired}
	}
	return nil
}

// segmentOf is the segment that a shown status belongs to.
func segmentOf(kind document.Kind, s document.Status) StatusFilter {
	switch s {
	case document.Submitted:
		return FilterDraft
	case document.AwaitingPayment, document.PartPaid:
		return FilterAwaiting
	case document.DeletedInXero:
		return FilterVoided
	case document.Sent:
		if kind == document.Invoice {
			return FilterAwaiting
		}
	}
	return StatusFilter(s)
}

// shownStatus is document.ShownStatus in SQL, over the stored status; its one
// parameter is today. A test holds the two together.
const shownStatus = `CASE
	WHEN d.due = '' OR d.due >= ? THEN d.status
	WHEN d.kind = 'invoice' AND d.status IN ('awaiting-payment', 'part-paid', 'sent') THEN 'overdue'
	WHEN d.kind = 'quote' AND d.status = 'sent' THEN 'expired'
	ELSE d.status END`

// pastDue is the status shown once the due or expiry date has passed.
func pastDue(kind document.Kind, s document.Status) document.Status {
	switch {
	case kind == document.Invoice && segmentOf(kind, s) == FilterAwaiting:
		return document.Overdue
	case kind == document.Quote && s == document.Sent:
		return document.Expired
	}
	return s
}

// scope chooses by everything but search, status and sync state.
func (q DocumentQuery) scope() (*filter, error) {
	b := &filter{table: "d."}
	b.and(`d.kind = ?`, string(q.Kind))
	if q.Deleted {
		b.and(`d.deleted_at IS NOT NULL`)
	} else {
		b.and(`d.deleted_at IS NULL`)
		b.and(`d.archived = ?`, q.Archived)
	}
	if q.ContactID != "" {
		b.and(`d.contact_id = ?`, q.ContactID)
	}
	if q.Client != "" {
		b.and(`d.client_fold = ?`, fold(q.Client))
	}
	if !q.From.IsZero() {
		b.and(`d.date >= ?`, q.From.String())
	}
	if !q.To.IsZero() {
		b.and(`d.date <= ? AND d.date <> ''`, q.To.String())
	}
	if len(q.Tags) > 0 {
		return b, q.tagged(b)
	}
	return b, nil
}

// tagged chooses the documents with all tags that are asked for: of the few
// different lists of tags there are, those that hold all, then the documents
// with one of these.
func (q DocumentQuery) tagged(b *filter) error {
	list, err := json.Marshal(q.Tags)
	if err != nil {
		return err
	}
	const lacksNone = ` NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE w.value NOT IN (SELECT value FROM json_each(a.tags)))`
	if q.Deleted {
		b.and(`(SELECT `+lacksNone+` FROM (SELECT d.tags AS tags) a)`, string(list))
		return nil
	}
	const live = ` FROM documents WHERE kind = ? AND tags <> '[]' AND deleted_at IS NULL`
	b.and(`d.key IN (SELECT key`+live+` AND tags IN (SELECT a.tags FROM (SELECT DISTINCT tags`+live+`) a WHERE`+lacksNone+`))`,
		string(q.Kind), string(q.Kind), string(list))
	return nil
}

// narrow adds status and sync state.
func (q DocumentQuery) narrow(b *filter) error {
	if q.Status != AnyStatus {
		statuses := slices.DeleteFunc(baseStatuses(q.Status), func(s document.Status) bool { return segmentOf(q.Kind, s) != q.Status })
		list, err := json.Marshal(statuses)
		if err != nil {
			return err
		}
		b.and(shownStatus+` IN (SELECT value FROM json_each(?))`, q.Today.String(), string(list))
	}
	b.sync(q.Sync)
	return nil
}

// index names the index to read, as it stands after the table: SQLite knows
// nothing of how many rows each would make it look at. ordered is for a list in
// its order.
func (q DocumentQuery) index(ordered bool) string {
	switch {
	case q.Deleted:
		return ``
	case !ordered || !q.plain():
		return ` INDEXED BY documents_list`
	}
	switch q.Sort.By {
	case SortNumber:
		return ` INDEXED BY documents_by_number`
	case SortClient:
		return ` INDEXED BY documents_by_client`
	case SortDue:
		return ` INDEXED BY documents_by_due`
	case SortTotal:
		return ` INDEXED BY documents_by_total`
	}
	return ` INDEXED BY documents_list`
}

// plain reports whether the query takes in all of its kind and shelf.
func (q DocumentQuery) plain() bool {
	return q.Status == AnyStatus && q.Sync == AnySync && q.ContactID == "" && q.Client == "" &&
		len(q.Tags) == 0 && q.From.IsZero() && q.To.IsZero() && !q.searches()
}

// searches reports whether something is looked for.
func (q DocumentQuery) searches() bool { return strings.TrimSpace(q.Search) != "" }

// takes reports whether a document of a shown status and sync state is in the
// segment and the sync filter.
func (q DocumentQuery) takes(status document.Status, state document.SyncState) (segment, sync bool) {
	return q.Status == AnyStatus || segmentOf(q.Kind, status) == q.Status,
		q.Sync == AnySync || slices.Contains(syncStates(q.Sync), state)
}

// sortColumn is what a query sorts by, with its parameters.
func (q DocumentQuery) sortColumn() (string, []any) {
	switch q.Sort.By {
	case SortNumber:
		return `d.number_sort`, nil
	case SortClient:
		return `d.client_fold`, nil
	case SortDue:
		return `d.due`, nil
	case SortTotal:
		return `d.total`, nil
	case SortSync:
		return `d.state`, nil
	case SortStatus:
		return shownStatus, []any{q.Today.String()}
	}
	return `d.date`, nil
}

// direction of the sort; equal ones follow in the order they were made in.
func (q DocumentQuery) direction() string {
	if q.Sort.Ascending {
		return ` ASC`
	}
	return ` DESC`
}

// DocumentTags are all tags on live documents of a kind, in order.
func (f *File) DocumentTags(ctx context.Context, kind document.Kind) (tags []string, err error) {
	err = f.read(ctx, func(t *tx) error {
		tags, err = t.strings(`SELECT DISTINCT j.value
			FROM (SELECT DISTINCT tags FROM documents WHERE kind = ? AND tags <> '[]' AND deleted_at IS NULL) a, json_each(a.tags) j
			ORDER BY lower(j.value), j.value`, string(kind))
		return err
	})
	return tags, err
}

// DocumentClients are the names on live documents of a kind in which every word
// typed starts a word, in order and at most limit.
func (f *File) DocumentClients(ctx context.Context, kind document.Kind, typed string, limit int) (names []string, err error) {
	words := foldedWords(typed)
	err = f.read(ctx, func(t *tx) error {
		all, err := t.strings(`SELECT client FROM documents d
			WHERE kind = ? AND deleted_at IS NULL AND archived = 0 AND client_fold <> '' GROUP BY client_fold`, string(kind))
		for _, name := range all {
			if len(names) < limit && startsAll(foldedWords(name), words) {
				names = append(names, name)
			}
		}
		return err
	})
	return names, err
}
