package sync

import (
	"context"

	"litework/store"
	"litework/xerosync"
)

// mostRecords is how many records that need attention are read at once; the
// lists of documents hold the rest.
const mostRecords = 500

// facts are all that the first tab follows from.
type facts struct {
	connection store.Connection
	connected  bool
	state      xerosync.State
	records    []store.Attention
	// recordCount is how many there are; records may be fewer.
	recordCount int
	asks        []xerosync.Ask
	catchUp     xerosync.CatchUp
	catching    bool
}

// readFacts reads them, with no more than most records.
func readFacts(ctx context.Context, file *store.File, service *xerosync.Service, most int) (f facts, err error) {
	f.state = service.State()
	if f.connection, f.connected, err = file.Connection(ctx); err != nil {
		return f, err
	}
	f.connected = f.connected && !f.connection.Disconnected
	if !f.connected {
		return f, nil
	}
	if f.recordCount, err = file.AttentionCount(ctx, xerosync.CodeIsItYours); err != nil {
		return f, err
	}
	if most > 0 && f.recordCount > 0 {
		if f.records, err = file.Attention(ctx, xerosync.CodeIsItYours, most); err != nil {
			return f, err
		}
	}
	if f.asks, err = service.Asks(ctx); err != nil {
		return f, err
	}
	f.catchUp, f.catching, err = service.CatchingUp(ctx)
	return f, err
}

// count is how much needs attention: what the badge says.
func (f facts) count() int {
	n := f.recordCount + len(f.asks) + len(f.notices())
	if f.catching {
		n++
	}
	if f.state.Phase == xerosync.Reconnect {
		n++
	}
	return n
}

// Count is how much needs attention now, for the badge in the sidebar.
func Count(ctx context.Context, file *store.File, service *xerosync.Service) (int, error) {
	f, err := readFacts(ctx, file, service, 0)
	return f.count(), err
}
