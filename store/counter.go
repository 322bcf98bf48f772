package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// CounterVerdict is what the copy of the sync counter says about the file.
type CounterVerdict string

// The verdicts. Anything but Trusted asks for catching up.
const (
	// CounterTrusted: this is the file that this machine last synced.
	CounterTrusted CounterVerdict = "trusted"
	// CounterBehind: the file is older than what was synced from here: it was
	// restored or copied.
	CounterBehind CounterVerdict = "behind"
	// CounterUnknown: this machine never synced this file, another did.
	CounterUnknown CounterVerdict = "unknown-machine"
)

// counterMirror is the copy of the sync counter in the state folder. It is
// written after the commit: a copy that lags behind by a crash does no harm,
// one ahead of the file tells that the file is an older one.
type counterMirror struct {
	path string // "" when there is no state folder

	mu      sync.Mutex
	verdict CounterVerdict
	copied  int64
}

func openMirror(stateDir, fileID string, counter int64) (*counterMirror, error) {
	m := &counterMirror{verdict: CounterTrusted}
	if stateDir == "" {
		return m, nil
	}
	if err := os.MkdirAll(stateDir, 0o700); err != nil {
		return nil, err
	}
	m.path = filepath.Join(stateDir, fileID+".counter")
	data, err := os.ReadFile(m.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if counter > 0 {
			m.verdict = CounterUnknown
			return m, nil
		}
		// A file never synced is ours from its first opening, so that a crash
		// right after its first sync does not make this an unknown machine.
		m.copied = -1
		m.copyLocked(0)
		return m, nil
	case err != nil:
		return nil, err
	}
	m.copied, err = strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	switch {
	case err != nil:
		m.verdict = CounterUnknown
	case m.copied > counter:
		m.verdict = CounterBehind
	}
	return m, nil
}

func (m *counterMirror) judgement() CounterVerdict {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.verdict
}

// copyCounter keeps the counter. One that is not trusted stands still (see
// Sync), so that the verdict outlives a restart until the user has caught up. A
// copy that cannot be written is left as it is: it lags, which is safe.
func (m *counterMirror) copyCounter(counter int64, trust bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if trust {
		m.verdict = CounterTrusted
	}
	m.copyLocked(counter)
}

func (m *counterMirror) copyLocked(counter int64) {
	if m.path == "" || counter <= m.copied {
		return
	}
	if writeFileDurably(m.path, []byte(strconv.FormatInt(counter, 10)+"\n")) == nil {
		m.copied = counter
	}
}

// writeFileDurably replaces a small file as a whole or not at all.
func writeFileDurably(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".litework-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// SyncCounter grows with every transaction of the sync worker that wrote.
func (f *File) SyncCounter() int64 { return f.counter.Load() }

// CounterVerdict tells whether this is the file last synced from this machine,
// as judged when it was opened, or since by TrustCounter.
func (f *File) CounterVerdict() CounterVerdict { return f.mirror.judgement() }

// TrustCounter ends catching up: the file's counter is raised above the copy's
// and this file is from now on the one synced from this machine.
func (f *File) TrustCounter(ctx context.Context) error {
	f.mirror.mu.Lock()
	floor := f.mirror.copied
	f.mirror.mu.Unlock()
	var counter int64
	err := f.write(ctx, func(t *tx) error {
		return t.row(`UPDATE file SET sync_counter = max(sync_counter, ?) + 1 RETURNING sync_counter`, floor).Scan(&counter)
	})
	if err != nil {
		return err
	}
	f.counter.Store(counter)
	f.mirror.copyCounter(counter, true)
	return nil
}
