package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"litework/document"
)

// applicationID marks a company file in its header: "LWrk".
const applicationID = 0x4c57726b

//go:embed schema/*.sql
var schemaFiles embed.FS

// migration brings a file from version-1 to version.
type migration struct {
	version int
	script  string
}

// migrations reads NNNN_name.sql files, which must count from 1 without gaps.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []migration
	for i, name := range names {
		number, _, _ := strings.Cut(filepath.Base(name), "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("store: migration %s is out of order", name)
		}
		script, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out = append(out, migration{version, string(script)})
	}
	return out, nil
}

func embedded() ([]migration, error) {
	files, err := fs.Sub(schemaFiles, "schema")
	if err != nil {
		return nil, err
	}
	return migrations(files)
}

func latestVersion() int {
	all, _ := embedded()
	return len(all)
}

// inspection is what a file is found to be, without touching it.
type inspection struct {
	empty   bool
	version int
}

// inspect looks at a file without changing it. The header is read first, so
// that what is not ours or newer is never opened by SQLite at all; then SQLite
// is asked, because the log beside the file may hold a newer header.
func inspect(path string) (inspection, error) {
	header, err := readHeader(path)
	if err != nil {
		return inspection{}, err
	}
	if len(header) == 0 {
		return inspection{empty: true}, nil
	}
	if !isSQLite(header) {
		return inspection{}, openTrouble(CodeNotDatabase, nil)
	}
	if err := judge(int64(binary.BigEndian.Uint32(header[68:])), int(binary.BigEndian.Uint32(header[60:]))); err != nil {
		return inspection{}, err
	}
	return inspectWithLog(path)
}

func readHeader(path string) ([]byte, error) {
	handle, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer handle.Close()
	header := make([]byte, 100)
	n, err := io.ReadFull(handle, header)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return header[:n], err
}

func isSQLite(header []byte) bool {
	return len(header) >= 100 && string(header[:16]) == "SQLite format 3\x00"
}

func judge(application int64, version int) error {
	if application != 0 && application != applicationID {
		return openTrouble(CodeNotDatabase, nil)
	}
	if application == applicationID && version > latestVersion() {
		return openTrouble(CodeNewer, nil)
	}
	return nil
}

func inspectWithLog(path string) (inspection, error) {
	db, err := openPool(path, 1, readerParameters(path, isWritable(path)))
	if err != nil {
		return inspection{}, err
	}
	defer db.Close()
	var application int64
	var found inspection
	var tables int
	err = errors.Join(
		db.QueryRow(`PRAGMA application_id`).Scan(&application),
		db.QueryRow(`PRAGMA user_version`).Scan(&found.version),
		db.QueryRow(`SELECT count(*) FROM sqlite_schema`).Scan(&tables),
	)
	if err != nil {
		return inspection{}, err
	}
	if err := judge(application, found.version); err != nil {
		return inspection{}, err
	}
	if application == 0 && (tables > 0 || found.version > 0) {
		return inspection{}, openTrouble(CodeNotDatabase, nil)
	}
	found.empty = tables == 0
	if found.empty {
		return found, nil
	}
	return found, checkHealth(db, path)
}

func isWritable(path string) bool {
	handle, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return handle.Close() == nil
}

// quickCheckSize is up to which size a file is checked whenever it is opened:
// about a tenth of a second. A larger one is checked when the last close was
// not a clean one, and by every backup.
const quickCheckSize = 32 << 20

func checkHealth(db *sql.DB, path string) error {
	if size(path) > quickCheckSize && size(path+"-wal") == 0 {
		return nil
	}
	return check(context.Background(), db, `PRAGMA quick_check(1)`)
}

// check runs one of SQLite's checks, whose answer is a row that says ok. db is
// a database or one connection to it.
func check(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, pragma string) error {
	var answer string
	if err := db.QueryRowContext(ctx, pragma).Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return openTrouble(CodeDamaged, errors.New(answer))
	}
	return nil
}

// bringUpToDate makes the tables of a new file and migrates an older one.
func bringUpToDate(path string, o Options) error {
	all, err := embedded()
	if err != nil {
		return err
	}
	return migrate(path, all, o)
}

func migrate(path string, all []migration, o Options) error {
	found, err := inspect(path)
	if err != nil {
		return err
	}
	if found.version == len(all) {
		return nil
	}
	if !found.empty {
		backup := fmt.Sprintf("%s.version-%d.backup", path, found.version)
		if err := backupFile(context.Background(), path, backup, true); err != nil {
			return fmt.Errorf("backup before bringing the file up to date: %w", err)
		}
	}
	// Tables are rebuilt in a migration; keys are checked at its end instead.
	db, err := openPool(path, 1, writerParameters("0"))
	if err != nil {
		return err
	}
	for _, m := range all[found.version:] {
		if err = apply(db, m, o); err != nil {
			break
		}
	}
	return errors.Join(err, db.Close())
}

// apply runs one migration and its version in one transaction.
func apply(db *sql.DB, m migration, o Options) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(m.script); err != nil {
		return fmt.Errorf("version %d: %w", m.version, err)
	}
	if m.version == 1 {
		if err := fillNewFile(tx, o); err != nil {
			return err
		}
	}
	if err := checkForeignKeys(tx); err != nil {
		return fmt.Errorf("version %d: %w", m.version, err)
	}
	if _, err := tx.Exec(fmt.Sprintf(`PRAGMA user_version = %d`, m.version)); err != nil {
		return err
	}
	return tx.Commit()
}

// fillNewFile writes what every file has from the start.
func fillNewFile(tx *sql.Tx, o Options) error {
	_, err := tx.Exec(fmt.Sprintf(`PRAGMA application_id = %d`, applicationID))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO file (one, id, created_at) VALUES (1, ?, ?)`, o.NewID(), o.Clock().UnixMilli())
	if err != nil {
		return err
	}
	for _, kind := range []document.Kind{document.Invoice, document.Quote} {
		s := document.DefaultSequence(kind)
		_, err = tx.Exec(`INSERT INTO sequences (kind, prefix, next, padding) VALUES (?, ?, ?, ?)`,
			string(kind), s.Prefix, s.Next, s.Padding)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkForeignKeys reads the rows of the check: it reports by rows, not by
// failing.
func checkForeignKeys(tx *sql.Tx) error {
	rows, err := tx.Query(`PRAGMA foreign_key_check`)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		return fmt.Errorf("a row of %s refers to a missing row of %s", table, parent)
	}
	return rows.Err()
}

// immutableParameters reads a finished copy that nobody writes.
func immutableParameters() url.Values {
	return url.Values{"mode": {"ro"}, "immutable": {"1"}, "_error_rc": {"1"}}
}
