package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrClosed is returned by every call on a file that was closed.
var ErrClosed = errors.New("the company file is closed")

// words are what a code means in a sentence, and what to do.
type words struct{ open, save, read, fix string }

// plainWords tells each kind of trouble without technical terms.
func plainWords(c Code) words {
	switch c {
	case CodeNotDatabase:
		const s = "This is not a LiteWork company file."
		return words{s, s, s, "Choose another file."}
	case CodeDamaged:
		return words{
			"This company file is damaged, so it was not opened. Nothing in it was changed.",
			"The company file is damaged, so this was not saved.",
			"The company file is damaged, so this cannot be shown.",
			"Restore the last backup.",
		}
	case CodeNewer:
		const s = "This company file was made by a newer LiteWork. It was left as it is."
		return words{s, s, s, "Update LiteWork to open it."}
	case CodeInUse:
		const s = "This company file is already open in another LiteWork."
		return words{s, s, s, "Go on in the other window, or close it first."}
	case CodeReadOnly:
		return words{
			"This company file cannot be written to.",
			"The company file cannot be written to, so this was not saved.",
			"The company file cannot be read here.",
			"Allow writing to the file, or copy it to a folder of your own.",
		}
	case CodeFolder:
		return words{
			"The folder of this company file cannot be written to.",
			"The folder of the company file cannot be written to, so this was not saved.",
			"The folder of the company file cannot be read.",
			"Allow writing to the folder, or choose another one.",
		}
	case CodeDiskFull:
		return words{
			"The disk is full, so the company file could not be opened.",
			"The disk is full, so this was not saved.",
			"The disk is full, so this cannot be shown.",
			"Free some space, then try again.",
		}
	case CodeNotFound:
		const s = "There is no folder or file of this name."
		return words{s, s, s, "Choose another place."}
	case CodeBusy:
		return words{
			"Another program is using this company file.",
			"Another program is using the company file, so this was not saved.",
			"Another program is using the company file.",
			"Close the other program, then try again.",
		}
	case CodeIO:
		// A quota or a limit on the size of files arrives as this too: SQLite
		// tells only a full disk apart.
		return words{
			"The disk refused, so the company file could not be opened.",
			"The disk refused to be written to, so this was not saved.",
			"The disk refused, so this cannot be shown.",
			"Check the free space and your quota, and the disk or network drive itself, then try again.",
		}
	}
	return words{
		"The company file could not be opened because of a fault in LiteWork.",
		"This was not saved because of a fault in LiteWork.",
		"This cannot be shown because of a fault in LiteWork.",
		"Try again. If it comes back, save a copy and report it.",
	}
}

func openTrouble(c Code, err error) *OpenError {
	w := plainWords(c)
	return &OpenError{Code: c, Sentence: w.open, Fix: w.fix, Err: err}
}

func saveTrouble(c Code, err error) *SaveError {
	w := plainWords(c)
	return &SaveError{Code: c, Sentence: w.save, Fix: w.fix, Err: err}
}

func readTrouble(c Code, err error) *ReadError {
	w := plainWords(c)
	return &ReadError{Code: c, Sentence: w.read, Fix: w.fix, Err: err}
}

// openError puts an open's failure in plain words.
func openError(err error) error {
	var known *OpenError
	if err == nil || errors.As(err, &known) {
		return err
	}
	code, _ := codeOf(err)
	return openTrouble(code, err)
}

// saveError puts what SQLite or the system said in plain words. All other
// errors are the caller's own and pass unchanged.
func saveError(err error) error {
	if code, ours := codeOf(err); ours {
		return saveTrouble(code, err)
	}
	return closedError(err)
}

// readError is saveError for reading.
func readError(err error) error {
	if code, ours := codeOf(err); ours {
		return readTrouble(code, err)
	}
	return closedError(err)
}

func closedError(err error) error {
	if errors.Is(err, sql.ErrConnDone) {
		return ErrClosed
	}
	return err
}

// codeOf sorts an error. ours is false where it is neither SQLite's nor the
// system's, or where it only says that the caller gave up.
func codeOf(err error) (code Code, ours bool) {
	var lite *sqlite.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return CodeInternal, false
	case errors.As(err, &lite):
		return codeOfSQLite(lite.Code()), true
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG):
		return CodeDiskFull, true
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return CodeReadOnly, true
	case errors.Is(err, fs.ErrNotExist):
		return CodeNotFound, true
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return CodeIO, true
	}
	return CodeInternal, false
}

// codeOfSQLite maps result codes: https://www.sqlite.org/rescode.html. The low
// byte is the primary code.
func codeOfSQLite(code int) Code {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return CodeDiskFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return CodeReadOnly
	case sqlite3.SQLITE_CORRUPT:
		return CodeDamaged
	case sqlite3.SQLITE_NOTADB:
		return CodeNotDatabase
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return CodeBusy
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL:
		return CodeIO
	}
	return CodeInternal
}
