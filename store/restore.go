package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// restoreTemp is what the file that comes is called until it takes the place
// of the present one.
const restoreTemp = ".litework-restore-*"

// Restore puts a copy in the place of the company file at path, which must be
// closed. The copy is verified first and stays as it is; of the present file a
// copy is kept in its folder of backups. Ended at any moment, it leaves one
// complete file under the company's name: the present one or the restored one.
//
// The restored file is older than what was synced from this machine, which its
// sync counter tells: opening it finds [CounterBehind], and nothing is written
// to Xero before it has caught up.
//
// Errors are *OpenError about the copy or a file that is open, *SaveError about
// the disk; then the present file is as it was.
func Restore(ctx context.Context, path, from string, o Options) error {
	return restore(ctx, path, from, o.withDefaults(), func(string) {})
}

// restore calls at before each step that a kill could come between, with its
// name.
func restore(ctx context.Context, path, from string, o Options, at func(step string)) error {
	path, err := realPath(path)
	if err != nil {
		return saveError(err)
	}
	lock, err := acquireLock(path + ".lock")
	if errors.Is(err, errLocked) {
		return openTrouble(CodeInUse, err)
	}
	if err != nil {
		return saveError(err)
	}
	defer lock.release()
	at("bring")
	temp, err := bring(ctx, path, from)
	if err != nil {
		return saveOrOpenError(err)
	}
	defer os.Remove(temp)
	at("keep")
	if err := keepPresent(ctx, path, o, at); err != nil {
		return saveOrOpenError(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	at("swap")
	if err := os.Rename(temp, path); err != nil {
		return saveError(err)
	}
	at("swapped")
	return saveError(syncFolder(filepath.Dir(path)))
}

// saveOrOpenError keeps what is said of the copy, and puts the rest in words.
func saveOrOpenError(err error) error {
	var open *OpenError
	if errors.As(err, &open) {
		return open
	}
	return saveError(err)
}

// bring copies the file that comes beside the present one and verifies the
// result, which finds a bad disk on either side.
func bring(ctx context.Context, path, from string) (temp string, err error) {
	leftovers, _ := filepath.Glob(filepath.Join(filepath.Dir(path), restoreTemp))
	for _, name := range leftovers { // of a program that was killed: we hold the lock
		_ = os.Remove(name)
	}
	if size(from+"-wal") > 0 {
		return "", &OpenError{Code: CodeNotDatabase, Sentence: "This is a company file that is open or was not closed, not a finished copy.", Fix: "Choose another copy."}
	}
	db, err := openCopy(from)
	if err != nil {
		return "", openError(err)
	}
	if err := db.Close(); err != nil {
		return "", err
	}
	temp, err = copyBeside(ctx, path, from)
	if err != nil {
		return "", err
	}
	if err := verifyCopy(ctx, temp); err != nil {
		return "", errors.Join(err, os.Remove(temp))
	}
	return temp, nil
}

func copyBeside(ctx context.Context, path, from string) (temp string, err error) {
	source, err := os.Open(from)
	if err != nil {
		return "", openError(err)
	}
	defer source.Close()
	target, err := os.CreateTemp(filepath.Dir(path), restoreTemp)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(target, &cancellable{ctx, source})
	err = errors.Join(err, target.Sync(), target.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(target.Name()))
	}
	return target.Name(), nil
}

// cancellable ends a long copy when nobody waits for it any more.
type cancellable struct {
	ctx context.Context
	io.Reader
}

func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.Reader.Read(p)
}

// keepPresent copies the present file and leaves it without a log: a log that
// stayed would be read into the file that takes its place. What cannot be read
// is kept byte by byte.
func keepPresent(ctx context.Context, path string, o Options, at func(string)) error {
	if size(path) == 0 {
		return removeLog(path)
	}
	folder := BackupFolder(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	removeLeftovers(folder, o.Clock())
	err := keepCopy(ctx, path, folder, o.Clock())
	if unreadable(err) {
		err = keepBytes(path, folder, o.Clock())
	} else if err == nil && size(path+"-wal") > 0 {
		err = errLogStays
	}
	if err != nil {
		return err
	}
	at("remove log")
	return removeLog(path)
}

// errLogStays is a fault: the log was folded in and nobody else has the file.
var errLogStays = errors.New("store: the log of the company file could not be folded in")

// unreadable reports whether a company file is no use to this program.
func unreadable(err error) bool {
	code, _ := codeOf(err)
	var open *OpenError
	if errors.As(err, &open) {
		code = open.Code
	}
	return code == CodeDamaged || code == CodeNotDatabase || code == CodeNewer
}

// keepCopy makes the copy before a restore.
func keepCopy(ctx context.Context, path, folder string, now time.Time) error {
	id, err := foldLog(path)
	if err != nil {
		return err
	}
	to := filepath.Join(folder, copyName(path, id, now, CopyBeforeRestore))
	if err := backupFile(ctx, path, to, true); err != nil {
		return err
	}
	return thinOut(folder, path, id[:fileIDLength])
}

// foldLog writes the log into the file and removes it, and gives the file's id.
func foldLog(path string) (id string, err error) {
	if _, err := inspect(path); err != nil {
		return "", err
	}
	db, err := openPool(path, 1, writerParameters("1"))
	if err != nil {
		return "", err
	}
	return id, errors.Join(checkpoint(db), db.QueryRow(`SELECT id FROM file`).Scan(&id), db.Close())
}

func checkpoint(db *sql.DB) error {
	var busy, pages, moved int
	return db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
}

// keepBytes keeps a file that cannot be read, with its log: someone may still
// get something out of it.
func keepBytes(path, folder string, now time.Time) error {
	to := filepath.Join(folder, copyBase(path)+" "+now.UTC().Format(copyTime)+" damaged.litework")
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = writeFileDurably(to+suffix, data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func removeLog(path string) error {
	var errs []error
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFolder makes a rename last. Not every system can.
func syncFolder(folder string) error {
	handle, err := os.Open(folder)
	if err != nil {
		return err
	}
	_ = handle.Sync() // Windows and some network disks refuse
	return handle.Close()
}
