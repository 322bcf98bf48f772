package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// BackupTo writes a verified copy of the file to path, replacing what is there
// only once the copy is complete. It does not hold up writers. Errors are
// *SaveError.
func (f *File) BackupTo(ctx context.Context, path string) error {
	if err := f.enter(); err != nil {
		return err
	}
	defer f.active.Done()
	err := backupFile(ctx, f.path, path, f.writer != nil)
	var damaged *OpenError
	if errors.As(err, &damaged) {
		return saveTrouble(damaged.Code, err)
	}
	return saveError(err)
}

// Verify runs SQLite's full check. The error is a *ReadError when the file is
// damaged.
func (f *File) Verify(ctx context.Context) error {
	if err := f.enter(); err != nil {
		return err
	}
	defer f.active.Done()
	session, err := f.reader.take(ctx)
	if err != nil {
		return readError(err)
	}
	defer f.reader.give(session)
	err = check(ctx, session.conn, `PRAGMA integrity_check(1)`)
	var damaged *OpenError
	if errors.As(err, &damaged) {
		return readTrouble(damaged.Code, damaged.Err)
	}
	return readError(err)
}

// backupFile copies a file over a connection of its own: the readers' forbid
// VACUUM INTO along with all other writing.
func backupFile(ctx context.Context, path, to string, writable bool) error {
	parameters := readerParameters(path, writable)
	parameters["_pragma"] = []string{"busy_timeout(5000)"}
	db, err := openPool(path, 1, parameters)
	if err != nil {
		return err
	}
	return errors.Join(vacuumInto(ctx, db, to), db.Close())
}

// backupTemp is what a copy is called while it is being written.
const backupTemp = ".litework-backup-*"

// vacuumInto writes a copy beside its final name, checks it and renames it. A
// copy is one file without a log.
func vacuumInto(ctx context.Context, db *sql.DB, path string) error {
	temp, err := os.CreateTemp(filepath.Dir(path), backupTemp)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if err := temp.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, temp.Name()); err != nil {
		return err
	}
	if err := verifyCopy(ctx, temp.Name()); err != nil {
		return err
	}
	if err := syncFile(temp.Name()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

func verifyCopy(ctx context.Context, path string) error {
	db, err := openPool(path, 1, immutableParameters())
	if err != nil {
		return err
	}
	return errors.Join(check(ctx, db, `PRAGMA integrity_check(1)`), db.Close())
}

func syncFile(path string) error {
	handle, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(handle.Sync(), handle.Close())
}
