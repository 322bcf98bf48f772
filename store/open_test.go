package store_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"litework/document"
	"litework/store"
)

func wantOpenError(t *testing.T, path string, o store.Options, code store.Code) {
	t.Helper()
	f, err := store.Open(path, o)
	if err == nil {
		f.Close()
	}
	var open *store.OpenError
	if !errors.As(err, &open) || open.Code != code || open.Sentence == "" || open.Fix == "" {
		t.Errorf("got %#v (%v), want %s with a sentence and a fix", err, err, code)
	}
}

// unchanged fails when a file was touched.
func unchanged(t *testing.T, path string) (check func()) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed: %v", filepath.Base(path), err)
		}
	}
}

// closedFile makes a company file with a few documents and closes it.
func closedFile(t *testing.T, documents int) (path string) {
	t.Helper()
	path = newPath(t)
	f, err := store.Open(path, options())
	if err != nil {
		t.Fatal(err)
	}
	for i := range documents {
		save(t, f, newDocument(fmt.Sprintf("d-%d", i), document.Invoice, 50), 0)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func rawSQL(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenMakesAPrivateFileAndKeepsItsID(t *testing.T) {
	path := newPath(t)
	f, err := store.Open(path, options())
	if err != nil {
		t.Fatal(err)
	}
	save(t, f, newDocument("a", document.Quote, 1), 0)
	id := f.ID()
	info, err := os.Stat(f.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	for range 2 {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := f.Document(context.Background(), "a"); !errors.Is(err, store.ErrClosed) {
		t.Errorf("reading a closed file: %v", err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("closing left a log: %v", err)
	}
	again := openFile(t, path, options())
	if again.ID() != id || id == "" {
		t.Errorf("id %q, then %q", id, again.ID())
	}
	load(t, again, "a")
}

func TestNotADatabase(t *testing.T) {
	path := newPath(t)
	for _, content := range []string{"short", strings.Repeat("Dear Sir, this is a letter. ", 400)} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		check := unchanged(t, path)
		wantOpenError(t, path, options(), store.CodeNotDatabase)
		check()
	}
	other := filepath.Join(t.TempDir(), "bookmarks.db")
	rawSQL(t, other, `CREATE TABLE bookmarks (url TEXT)`)
	check := unchanged(t, other)
	wantOpenError(t, other, options(), store.CodeNotDatabase)
	check()
	wantOpenError(t, t.TempDir(), options(), store.CodeIO)
	wantOpenError(t, filepath.Join(t.TempDir(), "no", "folder.litework"), options(), store.CodeNotFound)
}

func TestEmptyFileBecomesACompanyFile(t *testing.T) {
	path := newPath(t)
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	f := openFile(t, path, options())
	save(t, f, newDocument("a", document.Invoice, 1), 0)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
}

func TestNewerVersionIsLeftUntouched(t *testing.T) {
	path := closedFile(t, 1)
	rawSQL(t, path, `PRAGMA user_version = 999`)
	check := unchanged(t, path)
	wantOpenError(t, path, options(), store.CodeNewer)
	check()
}

// A newer LiteWork that crashed leaves its version in the log alone.
func TestNewerVersionInTheLogIsSeen(t *testing.T) {
	path := closedFile(t, 1)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	crashed := newPath(t)
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(crashed+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	check := unchanged(t, crashed)
	wantOpenError(t, crashed, options(), store.CodeNewer)
	check()
}

func TestDamagedFileIsNotOpened(t *testing.T) {
	path := closedFile(t, 20)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 3 * page; at < len(data); at += 7 * page {
		for i := range 64 {
			data[at+i] ^= 0xff
		}
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	check := unchanged(t, path)
	wantOpenError(t, path, options(), store.CodeDamaged)
	check()
}

// Damage that appears while the file is open is told by the call that meets it.
func TestDamageMetLaterIsToldPlainly(t *testing.T) {
	path := closedFile(t, 20)
	f := openFile(t, path, options())
	data, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	info, err := data.Stat()
	if err != nil {
		t.Fatal(err)
	}
	for at := int64(4096); at < info.Size(); at += 4096 {
		if _, err := data.WriteAt(bytes.Repeat([]byte{0xee}, 64), at); err != nil {
			t.Fatal(err)
		}
	}
	var read *store.ReadError
	if _, err := f.Document(context.Background(), "d-7"); !errors.As(err, &read) || read.Code != store.CodeDamaged {
		t.Errorf("reading: %v", err)
	}
	if err := f.Verify(context.Background()); !errors.As(err, &read) || read.Code != store.CodeDamaged {
		t.Errorf("verifying: %v", err)
	}
}

func TestSecondInstanceIsRefusedUntilTheFirstEnds(t *testing.T) {
	path := newPath(t)
	cmd := child("holder", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(line, err)
	}
	wantOpenError(t, path, options(), store.CodeInUse)
	link := filepath.Join(t.TempDir(), "other-name")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	wantOpenError(t, link, options(), store.CodeInUse)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	openFile(t, path, options())
	wantOpenError(t, link, options(), store.CodeInUse)
}

func TestFullDiskRefusesTheSaveAndKeepsTheRest(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	save(t, f, newDocument("a", document.Invoice, 10), 0)
	if err := f.WriterExec(`PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	var full *store.SaveError
	_, err := f.SaveDocument(ctx, newDocument("b", document.Invoice, 1000), 0)
	if !errors.As(err, &full) || full.Code != store.CodeDiskFull {
		t.Fatalf("got %v", err)
	}
	err = f.Sync(ctx, func(tx *store.SyncTx) error {
		return tx.AddHistory(store.HistoryEntry{Sent: make([]byte, 1<<20)})
	})
	if !errors.As(err, &full) || f.SyncCounter() != 0 {
		t.Errorf("sync: %v, counter %d", err, f.SyncCounter())
	}
	if _, err := f.Document(ctx, "b"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a refused save left something: %v", err)
	}
	load(t, f, "a")
	if err := f.WriterExec(`PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if saved := save(t, f, newDocument("b", document.Invoice, 1000), 0); saved.Number != "INV-0002" {
		t.Errorf("the refused save took a number: now %s", saved.Number)
	}
	if err := f.Verify(ctx); err != nil {
		t.Error(err)
	}
}

func TestCounterTellsAnOlderFileAndAnotherMachine(t *testing.T) {
	ctx := context.Background()
	path := newPath(t)
	o := options()
	o.StateDir = filepath.Join(t.TempDir(), "state")
	note := func(tx *store.SyncTx) error { return tx.AddHistory(store.HistoryEntry{}) }
	f, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup.litework")
	sync(t, f, note)
	if err := f.BackupTo(ctx, backup); err != nil {
		t.Fatal(err)
	}
	sync(t, f, note)
	sync(t, f, func(tx *store.SyncTx) error { _, err := tx.Mark("n"); return err })
	if f.SyncCounter() != 2 || f.CounterVerdict() != store.CounterTrusted {
		t.Errorf("counter %d, %s", f.SyncCounter(), f.CounterVerdict())
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the verdict outlives syncing and a restart
		restored, err := store.Open(backup, o)
		if err != nil {
			t.Fatal(err)
		}
		if v := restored.CounterVerdict(); v != store.CounterBehind {
			t.Errorf("a restored file is %s", v)
		}
		for range 5 {
			sync(t, restored, note)
		}
		if err := restored.Close(); err != nil {
			t.Fatal(err)
		}
	}
	restored := openFile(t, backup, o)
	sync(t, restored, note)
	if err := restored.TrustCounter(ctx); err != nil {
		t.Fatal(err)
	}
	if restored.SyncCounter() != 3 || restored.CounterVerdict() != store.CounterTrusted {
		t.Errorf("trusted: counter %d, %s", restored.SyncCounter(), restored.CounterVerdict())
	}
	if old := openFile(t, path, o); old.CounterVerdict() != store.CounterBehind {
		t.Errorf("the file before the restore is %s", old.CounterVerdict())
	}
	if err := os.RemoveAll(o.StateDir); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copied.litework")
	if err := restored.BackupTo(ctx, copied); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		f, err := store.Open(copied, o)
		if err != nil {
			t.Fatal(err)
		}
		if f.CounterVerdict() != store.CounterUnknown {
			t.Errorf("another machine's file is %s", f.CounterVerdict())
		}
		sync(t, f, note)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBackupIsWholeAndReplacesOnlyWhenComplete(t *testing.T) {
	f, ctx := newFile(t), context.Background()
	save(t, f, newDocument("a", document.Invoice, 100), 0)
	folder := t.TempDir()
	to := filepath.Join(folder, "monday.litework")
	for range 2 {
		if err := f.BackupTo(ctx, to); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left %v: %v", entries, err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	copied := openFile(t, to, options())
	if got := load(t, copied, "a"); len(got.Lines()) != 100 || copied.ID() != f.ID() {
		t.Errorf("%d lines, id %s", len(got.Lines()), copied.ID())
	}
	var save *store.SaveError
	if err := f.BackupTo(ctx, filepath.Join(folder, "no", "folder")); !errors.As(err, &save) {
		t.Errorf("into no folder: %v", err)
	}
}
