package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// Options are what a file needs from outside.
type Options struct {
	// Clock gives the time; time.Now when nil.
	Clock func() time.Time
	// NewID gives a new UUID; [NewID] when nil.
	NewID func() string
	// StateDir is the folder that keeps a copy of the sync counter; "" for
	// none.
	StateDir string
	// ReadOnlyOK opens a file that cannot be written for reading alone, where
	// it would else be refused. See [File.ReadOnly].
	ReadOnlyOK bool
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.NewID == nil {
		o.NewID = NewID
	}
	return o
}

// NewID gives a UUID of version 7, which begins with the time: what is made
// together lies together in every index, and writing much of it at once touches
// few pages.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// File is an open company file. Its methods may be called from any goroutine.
type File struct {
	path    string
	options Options
	id      string

	lock *fileLock
	// writer has one session; nil when the file is open for reading alone.
	writer *sessions
	reader *sessions

	events  *eventQueue
	counter atomic.Int64
	mirror  *counterMirror

	closing sync.Mutex
	closed  bool
	active  sync.WaitGroup
}

// Open opens the company file at path, or makes a new one where there is none.
// A file of an older LiteWork is brought up to date after a backup beside it.
// Errors are *OpenError; the file is then as it was.
func Open(path string, o Options) (*File, error) {
	f, err := open(path, o.withDefaults())
	if err != nil {
		return nil, openError(err)
	}
	return f, nil
}

func open(path string, o Options) (*File, error) {
	path, err := realPath(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path, options: o}
	writable, err := f.prepare()
	if err != nil {
		f.release()
		return nil, err
	}
	if err := f.connect(writable); err != nil {
		f.release()
		return nil, err
	}
	f.events = newEventQueue()
	return f, nil
}

// realPath follows links, so that a file is locked once whatever it is called.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		return filepath.Join(folder, filepath.Base(path)), err
	}
	return real, err
}

// prepare locks the file, makes it when missing, and brings it up to date.
func (f *File) prepare() (writable bool, err error) {
	f.lock, err = acquireLock(f.path + ".lock")
	switch {
	case errors.Is(err, errLocked):
		return false, openTrouble(CodeInUse, err)
	case err != nil && isDenied(err):
		return false, f.denied(CodeFolder, err)
	case err != nil:
		return false, err
	}
	if err := touchFile(f.path); err != nil {
		if isDenied(err) {
			return false, f.denied(CodeReadOnly, err)
		}
		return false, err
	}
	return true, bringUpToDate(f.path, f.options)
}

// denied decides whether a file that cannot be written is opened to be read.
func (f *File) denied(code Code, cause error) error {
	if _, err := os.Stat(f.path); err != nil || !f.options.ReadOnlyOK {
		return openTrouble(code, cause)
	}
	found, err := inspect(f.path)
	if err != nil {
		return err
	}
	if found.version != latestVersion() {
		return openTrouble(CodeReadOnly, cause)
	}
	return nil
}

func isDenied(err error) bool {
	code, _ := codeOf(err)
	return code == CodeReadOnly
}

// touchFile makes sure of a file that only its owner can read and that we can
// write. It runs before SQLite has the file open.
func touchFile(path string) error {
	handle, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	info, err := handle.Stat()
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		// Another owner's file on a shared disk may refuse; it still opens.
		_ = handle.Chmod(0o600)
	}
	return errors.Join(err, handle.Close())
}

// readSessions is how many readers work at once.
const readSessions = 4

func (f *File) connect(writable bool) error {
	var err error
	if writable {
		f.writer, err = openSessions(f.path, 1, writerParameters("1"))
		if err != nil {
			return err
		}
	}
	f.reader, err = openSessions(f.path, readSessions, readerParameters(f.path, writable))
	if err != nil {
		return err
	}
	var counter int64
	err = f.read(context.Background(), func(t *tx) error {
		return t.row(`SELECT id, sync_counter FROM file`).Scan(&f.id, &counter)
	})
	if err != nil {
		return err
	}
	f.counter.Store(counter)
	f.mirror, err = openMirror(f.options.StateDir, f.id, counter)
	return err
}

// writerParameters: immediate transactions, because a transaction that reads
// first cannot be upgraded safely; synchronous FULL, because an acknowledged
// save must outlive a power cut.
//
// Each PRAGMA is named once: the driver runs them in the order of their text.
func writerParameters(foreignKeys string) url.Values {
	return url.Values{
		"_txlock": {"immediate"}, "_dqs": {"0"}, "_defensive": {"1"}, "_error_rc": {"1"},
		"_pragma": {
			"busy_timeout(5000)", "foreign_keys(" + foreignKeys + ")", "journal_mode(WAL)", "synchronous(FULL)",
			"cache_size(-16000)", "temp_store(memory)", "journal_size_limit(8388608)", "wal_autocheckpoint(2000)",
		},
	}
}

func readerParameters(path string, writable bool) url.Values {
	v := url.Values{
		"mode": {"ro"}, "_dqs": {"0"}, "_defensive": {"1"}, "_error_rc": {"1"},
		"_pragma": {"busy_timeout(5000)", "query_only(1)", "cache_size(-16000)", "temp_store(memory)"},
	}
	// In a folder that cannot be written SQLite cannot make the files that WAL
	// needs. Without a log left over nothing can change, and it need not.
	if !writable && size(path+"-wal") == 0 {
		v.Set("immutable", "1")
	}
	return v
}

// openPool opens a database with everything set in its URI, since a PRAGMA
// sent later reaches only one connection of a pool.
func openPool(path string, connections int, parameters url.Values) (*sql.DB, error) {
	db, err := sql.Open("sqlite", fileURI(path, parameters))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := db.Ping(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func fileURI(path string, parameters url.Values) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	uri := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: parameters.Encode()}
	return uri.String()
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// Path is where the file lies, links followed.
func (f *File) Path() string { return f.path }

// ID is the file's own UUID, which a copy shares.
func (f *File) ID() string { return f.id }

// ReadOnly reports whether the file was opened for reading alone.
func (f *File) ReadOnly() bool { return f.writer == nil }

// enter keeps Close waiting until the call is over.
func (f *File) enter() error {
	f.closing.Lock()
	defer f.closing.Unlock()
	if f.closed {
		return ErrClosed
	}
	f.active.Add(1)
	return nil
}

// Close waits for calls under way, delivers the events still queued and frees
// the file. Further calls give ErrClosed.
func (f *File) Close() error {
	f.closing.Lock()
	if f.closed {
		f.closing.Unlock()
		return nil
	}
	f.closed = true
	f.closing.Unlock()
	f.active.Wait()
	f.events.close()
	return f.release()
}

// release closes readers before the writer, whose close then folds the log
// into the file, and frees the lock last.
func (f *File) release() error {
	var errs []error
	if f.reader != nil {
		errs = append(errs, f.reader.close())
	}
	if f.writer != nil {
		errs = append(errs, f.writer.close())
	}
	if f.lock != nil {
		errs = append(errs, f.lock.release())
	}
	return errors.Join(errs...)
}
