package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"litework/document"
)

// Listing is a list as it is to be shown.
type Listing struct {
	// Keys are those of all documents of the query, in order: the whole list in
	// a few bytes a row, for a virtual list to window over.
	Keys []int64
	// Counts are the numbers on the segments of the filter: what each would show
	// with everything else that the query asks for.
	Counts Counts
	// More is set where a search has more hits than SearchLimit: Keys are the
	// newest of them, and Counts are at least so many.
	More bool
}

// ListDocuments gives the documents of a query in order, and the counts of the
// segments.
func (f *File) ListDocuments(ctx context.Context, q DocumentQuery) (l Listing, err error) {
	err = f.read(ctx, func(t *tx) error {
		if q.searches() {
			l, err = t.found(q)
			return err
		}
		if l.Keys, err = t.listed(q); err != nil {
			return err
		}
		l.Counts, err = t.documentCounts(q)
		return err
	})
	return l, err
}

// DocumentKeys gives the keys of a listing alone.
func (f *File) DocumentKeys(ctx context.Context, q DocumentQuery) (keys []int64, err error) {
	err = f.read(ctx, func(t *tx) error {
		if q.searches() {
			l, err := t.found(q)
			keys = l.Keys
			return err
		}
		keys, err = t.listed(q)
		return err
	})
	return keys, err
}

// CountDocuments is how many a plain list of a kind shows.
func (f *File) CountDocuments(ctx context.Context, kind document.Kind) (n int, err error) {
	err = f.read(ctx, func(t *tx) error {
		return t.row(`SELECT count(*) FROM documents WHERE kind = ? AND deleted_at IS NULL AND archived = 0`, string(kind)).Scan(&n)
	})
	return n, err
}

// listed gives the keys of a query without a search.
func (t *tx) listed(q DocumentQuery) ([]int64, error) {
	b, err := q.scope()
	if err != nil {
		return nil, err
	}
	if err := q.narrow(b); err != nil {
		return nil, err
	}
	column, args := q.sortColumn()
	query := `SELECT d.key AS key FROM documents d` + q.index(true) + ` WHERE ` + b.where() +
		` ORDER BY ` + column + q.direction() + `, d.key` + q.direction()
	args = append(b.args, args...)
	if q.First > 0 {
		query += ` LIMIT ?`
		args = append(args, q.First)
	}
	return t.keys(query, args...)
}

// hit is one document found.
type hit struct {
	key    int64
	status document.Status
	state  document.SyncState
}

// found gives the newest hits of a search, and counts within them.
func (t *tx) found(q DocumentQuery) (l Listing, err error) {
	hits, err := t.hits(q, false)
	if err != nil {
		return l, err
	}
	hits, l.More = newestOf(hits)
	l.Counts = newCounts()
	for _, h := range hits {
		segment, sync := q.takes(h.status, h.state)
		if sync {
			l.Counts.All++
			l.Counts.Status[segmentOf(q.Kind, h.status)]++
		}
		if segment {
			l.Counts.addSync(h.state, 1)
		}
	}
	if l.More && (q.Status != AnyStatus || q.Sync != AnySync) {
		// Older hits may fit too.
		if hits, err = t.hits(q, true); err != nil {
			return l, err
		}
		hits, l.More = newestOf(hits)
	}
	for _, h := range hits {
		if segment, sync := q.takes(h.status, h.state); segment && sync {
			l.Keys = append(l.Keys, h.key)
		}
	}
	if q.First > 0 && len(l.Keys) > q.First {
		l.Keys = l.Keys[:q.First]
	}
	return l, nil
}

// newestOf drops the oldest where there are more than SearchLimit.
func newestOf(hits []hit) (_ []hit, more bool) {
	if len(hits) <= SearchLimit {
		return hits, false
	}
	oldest := 0
	for i := range hits {
		if hits[i].key < hits[oldest].key {
			oldest = i
		}
	}
	return slices.Delete(hits, oldest, oldest+1), true
}

// hits gives one more than SearchLimit of the newest documents found, in the
// order of the list. They come as one text, as in [tx.keys].
func (t *tx) hits(q DocumentQuery, narrow bool) ([]hit, error) {
	b, err := q.scope()
	if err != nil {
		return nil, err
	}
	if narrow {
		if err := q.narrow(b); err != nil {
			return nil, err
		}
	}
	column, args := q.sortColumn()
	args = append(args, q.Today.String(), orNothing(ftsQuery(q.Search)))
	args = append(append(args, b.args...), SearchLimit+1)
	var list sql.NullString
	err = t.row(`WITH hits AS MATERIALIZED (
			SELECT d.key AS key, `+column+` AS place, `+shownStatus+` AS shown, d.state AS state
			FROM document_search s CROSS JOIN documents d ON d.key = s.rowid
			WHERE document_search MATCH ? AND `+b.where()+` ORDER BY s.rowid DESC LIMIT ?)
		SELECT group_concat(key || ' ' || shown || ' ' || state) FROM (
			SELECT * FROM hits ORDER BY place`+q.direction()+`, key`+q.direction()+`)`, args...).Scan(&list)
	if err != nil || !list.Valid {
		return nil, err
	}
	out := make([]hit, 0, strings.Count(list.String, ",")+1)
	for text := range strings.SplitSeq(list.String, ",") {
		key, rest, _ := strings.Cut(text, " ")
		status, state, _ := strings.Cut(rest, " ")
		n, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, hit{n, document.Status(status), document.SyncState(state)})
	}
	return out, nil
}

// documentCounts counts the segments of a list without a search.
func (t *tx) documentCounts(q DocumentQuery) (Counts, error) {
	c := newCounts()
	b, err := q.scope()
	if err != nil {
		return c, err
	}
	b.sync(q.Sync)
	index := q.index(false)
	if q.plain() && !q.Deleted {
		index = ` INDEXED BY documents_counts` // has them in groups
	}
	return c, t.each(func(rows *sql.Rows) error {
		var status document.Status
		var state document.SyncState
		var n, past int
		err := rows.Scan(&status, &state, &n, &past)
		c.All += n
		c.Status[segmentOf(q.Kind, status)] += n - past
		c.Status[segmentOf(q.Kind, pastDue(q.Kind, status))] += past
		c.addSync(state, n)
		return err
	}, `SELECT d.status, d.state, count(*), sum(d.due <> '' AND d.due < ?) FROM documents d`+index+
		` WHERE `+b.where()+` GROUP BY d.status, d.state`, append([]any{q.Today.String()}, b.args...)...)
}

// DocumentTotals sums the totals of all documents of a query per currency,
// those beyond SearchLimit left out.
func (f *File) DocumentTotals(ctx context.Context, q DocumentQuery) (sums map[string]decimal.Decimal, err error) {
	if q.searches() {
		keys, err := f.DocumentKeys(ctx, q)
		if err != nil {
			return nil, err
		}
		return f.SelectionTotals(ctx, keys)
	}
	b, err := q.scope()
	if err != nil {
		return nil, err
	}
	if err := q.narrow(b); err != nil {
		return nil, err
	}
	err = f.read(ctx, func(t *tx) error {
		index := q.index(false)
		if q.plain() && !q.Deleted {
			index = ` INDEXED BY documents_by_total` // has the currency too
		}
		sums, err = t.sums(`SELECT d.currency, sum(d.total) FROM documents d`+index+` WHERE `+b.where()+` GROUP BY d.currency`, b.args...)
		return err
	})
	return sums, err
}
