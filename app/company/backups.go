package company

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"litework/document"
	"litework/store"
)

// When copies are made.
const (
	// settle is how long after the opening the first copy waits: the window
	// comes first.
	settle = 20 * time.Second
	// look is how often it is looked whether a copy is due. A computer that
	// slept makes it late by no more than that.
	look = time.Hour
	// due is the age from which on the last copy is followed by another.
	due = 24 * time.Hour
)

// extraFolderSetting is the file setting of the second folder.
const extraFolderSetting = "backup.extra-folder"

// Backups makes the copies of one company file: one a day by itself, and one
// whenever it is asked. Its methods may be called from any goroutine.
type Backups struct {
	file  *store.File
	now   func() time.Time
	after func(time.Duration) <-chan time.Time
	log   *slog.Logger

	making chan struct{} // has room while no copy is being made

	mu    sync.Mutex
	state BackupState
	heard []*func(BackupState)
}

// BackupState is how the copies stand.
type BackupState struct {
	// Making: a copy is being made.
	Making bool
	// Last is when the newest copy was made; zero before the first.
	Last time.Time
	// Err is why the last attempt made no copy, nil after one that did.
	Err error
	// ExtraErr is why the copy did not reach the second folder, nil where it
	// did or there is none.
	ExtraErr error
}

// NewBackups makes the copies of a company file. Of its own accord it makes one
// only while the company it belongs to is open.
func NewBackups(file *store.File, log *slog.Logger) *Backups {
	return &Backups{file: file, now: time.Now, after: time.After, log: log, making: make(chan struct{}, 1)}
}

// Folder is where the copies lie.
func (b *Backups) Folder() string { return store.BackupFolder(b.file.Path()) }

// State is how the copies stand.
func (b *Backups) State() BackupState {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

// Subscribe calls fn with every new state, on the goroutine that brought it
// about. fn must not block.
func (b *Backups) Subscribe(fn func(BackupState)) (cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, &fn)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.heard = slices.DeleteFunc(slices.Clone(b.heard), func(o *func(BackupState)) bool { return o == &fn })
	}
}

// List are the copies of the company file, the newest first, also those of a
// file that had its name before.
func (b *Backups) List() ([]store.Copy, error) { return store.Copies(b.Folder(), b.file.Path()) }

// ExtraFolder is where every copy is put a second time; "" for nowhere.
func (b *Backups) ExtraFolder(ctx context.Context) (string, error) {
	return b.file.FileSetting(ctx, extraFolderSetting)
}

// SetExtraFolder says where every copy is put a second time. A folder that is
// not there is a *document.Problem.
func (b *Backups) SetExtraFolder(ctx context.Context, folder string) error {
	if folder != "" {
		if err := checkFolder(folder); err != nil {
			return err
		}
	}
	if err := b.file.SetFileSetting(ctx, extraFolderSetting, folder); err != nil {
		return err
	}
	b.set(func(s *BackupState) { s.ExtraErr = nil })
	return nil
}

func checkFolder(folder string) error {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return &document.Problem{Code: "backup-folder", Sentence: "The folder " + folder + " is not there.", Fix: "Plug the disk in, or choose another folder."}
	}
	return nil
}

// Make makes a copy now, after one that is being made. It ends soon after ctx
// does, and leaves nothing then. The error is nil once one lies in the file's own
// folder; how the second one went is in the state.
func (b *Backups) Make(ctx context.Context, kind store.CopyKind) (store.Copy, error) {
	select {
	case b.making <- struct{}{}:
		defer func() { <-b.making }()
	case <-ctx.Done():
		return store.Copy{}, ctx.Err()
	}
	b.set(func(s *BackupState) { s.Making = true })
	made, err := b.file.MakeCopy(ctx, b.Folder(), kind)
	var extra error
	if err == nil {
		extra = b.makeExtra(ctx, kind)
	}
	b.set(func(s *BackupState) {
		s.Making = false
		if errors.Is(err, context.Canceled) {
			return
		}
		s.Err, s.ExtraErr = err, extra
		if err == nil {
			s.Last = made.At
		}
	})
	return made, err
}

func (b *Backups) makeExtra(ctx context.Context, kind store.CopyKind) error {
	folder, err := b.ExtraFolder(ctx)
	if err != nil || folder == "" {
		return err
	}
	if err := checkFolder(folder); err != nil {
		return err
	}
	_, err = b.file.MakeCopy(ctx, folder, kind)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (b *Backups) set(change func(*BackupState)) {
	b.mu.Lock()
	change(&b.state)
	state, heard := b.state, b.heard
	b.mu.Unlock()
	for _, fn := range heard {
		(*fn)(state)
	}
}

// serve makes the daily copies until ctx is over.
func (b *Backups) serve(ctx context.Context) {
	b.readLast()
	wait := settle
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.after(wait):
		}
		b.turn(ctx)
		wait = look
	}
}

// turn makes a copy where one is due.
func (b *Backups) turn(ctx context.Context) {
	if last := b.readLast(); !last.IsZero() && b.now().Sub(last) < due {
		return
	}
	if _, err := b.Make(ctx, store.CopyDaily); err != nil && ctx.Err() == nil {
		b.log.Warn("the daily backup was not made", "error", err)
	}
}

// readLast looks for the newest copy of this very file that is not of the
// future.
func (b *Backups) readLast() (last time.Time) {
	copies, err := b.List()
	if err != nil {
		b.log.Warn("the backups could not be listed", "error", err)
	}
	for _, c := range copies {
		if len(c.FileID) > 0 && b.file.ID()[:len(c.FileID)] == c.FileID && c.Kind != store.CopyBeforeRestore && !c.At.After(b.now()) {
			last = c.At
			break
		}
	}
	b.set(func(s *BackupState) { s.Last = last })
	return last
}
