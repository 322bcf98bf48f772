//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// errLocked means that another process has the file open.
var errLocked = errors.New("locked by another process")

// fileLock is held as long as a company file is open and dies with the process.
// It lies in a file of its own beside the company file: closing a handle of
// the database itself would drop SQLite's locks.
type fileLock struct{ handle *os.File }

func acquireLock(path string) (*fileLock, error) {
	handle, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(handle.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		handle.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errLocked
		}
		return nil, err
	}
	return &fileLock{handle: handle}, nil
}

// release frees the lock. The lock file stays: removing it could let two
// processes hold locks on two files of one name.
func (l *fileLock) release() error { return l.handle.Close() }
