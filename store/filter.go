package store

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"litework/document"
)

// filter gathers the conditions of a list.
type filter struct {
	table      string // prefix of its columns
	conditions []string
	args       []any
}

func (b *filter) and(condition string, args ...any) {
	b.conditions = append(b.conditions, condition)
	b.args = append(b.args, args...)
}

func (b *filter) where() string { return strings.Join(b.conditions, " AND ") }

func (b *filter) sync(f SyncFilter) {
	states := syncStates(f)
	if len(states) == 0 {
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(states)), ", ")
	args := make([]any, len(states))
	for i, s := range states {
		args[i] = string(s)
	}
	b.and(b.table+`state IN (`+marks+`)`, args...)
}

// syncStates are the states a filter takes in; none for any.
func syncStates(f SyncFilter) []document.SyncState {
	switch f {
	case FilterSynced:
		return []document.SyncState{document.Synced}
	case FilterNotSynced:
		return []document.SyncState{document.NotSynced}
	case FilterUpdated:
		return []document.SyncState{document.UpdatedLocally}
	case FilterUnposted:
		return []document.SyncState{document.NotSynced, document.UpdatedLocally}
	case FilterWaiting:
		return []document.SyncState{document.WaitingToPost, document.Posting, document.Checking}
	case FilterAttention:
		return []document.SyncState{document.Conflict, document.SyncFailed}
	}
	return nil
}

func everySyncFilter() []SyncFilter {
	return []SyncFilter{
		FilterSynced, FilterNotSynced, FilterUpdated, FilterUnposted, FilterWaiting, FilterAttention,
	}
}

func newCounts() Counts {
	return Counts{Status: map[StatusFilter]int{}, Sync: map[SyncFilter]int{}}
}

func (c *Counts) addSync(state document.SyncState, n int) {
	for _, f := range everySyncFilter() {
		for _, s := range syncStates(f) {
			if s == state {
				c.Sync[f] += n
			}
		}
	}
}

// orNothing is a search that finds nothing for words without a letter.
func orNothing(query string) string {
	if query == "" {
		return `""`
	}
	return query
}

// keys gives the one integer column, named key, of a query, in its order. They
// come as one text: a row each through database/sql takes several times as
// long. SQLite keeps the order of a subquery below an aggregate that depends
// on it, as group_concat does.
func (t *tx) keys(query string, args ...any) ([]int64, error) {
	var list sql.NullString
	if err := t.row(`SELECT group_concat(key) FROM (`+query+`)`, args...).Scan(&list); err != nil || !list.Valid {
		return nil, err
	}
	out := make([]int64, 0, strings.Count(list.String, ",")+1)
	for text := range strings.SplitSeq(list.String, ",") {
		key, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, key)
	}
	return out, nil
}

// sums gives amounts in minor units per currency.
func (t *tx) sums(query string, args ...any) (map[string]decimal.Decimal, error) {
	out := map[string]decimal.Decimal{}
	err := t.each(func(rows *sql.Rows) error {
		var currency string
		var sum int64
		err := rows.Scan(&currency, &sum)
		out[currency] = fromMoney(sum)
		return err
	}, query, args...)
	return out, err
}
