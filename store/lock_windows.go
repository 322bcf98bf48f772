package store

import (
	"errors"
	"syscall"
)

// errLocked means that another process has the file open.
var errLocked = errors.New("locked by another process")

const errorSharingViolation syscall.Errno = 32

// fileLock is a handle that shares with nobody; Windows closes it with the
// process.
type fileLock struct{ handle syscall.Handle }

func acquireLock(path string) (*fileLock, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return &fileLock{handle: handle}, nil
}

func (l *fileLock) release() error { return syscall.CloseHandle(l.handle) }
