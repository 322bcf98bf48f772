//go:build !windows

package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"litework/document"
	"litework/store"
)

// openDenied opens a file that this process may not write and says what came.
func openDenied(path string) error {
	var open *store.OpenError
	if _, err := store.Open(path, store.Options{}); !errors.As(err, &open) {
		return fmt.Errorf("opened though denied: %w", err)
	}
	f, err := store.Open(path, store.Options{ReadOnlyOK: true})
	if err != nil {
		return fmt.Errorf("for reading: %w", err)
	}
	defer f.Close()
	d, err := f.Document(context.Background(), "d-0")
	if err != nil {
		return err
	}
	var save *store.SaveError
	_, err = f.SaveDocument(context.Background(), d.Document, d.Rev)
	if !errors.As(err, &save) {
		return fmt.Errorf("saved though denied: %w", err)
	}
	fmt.Println(open.Code, save.Code, f.ReadOnly())
	return nil
}

// runDenied runs the child as a user whom file modes bind: root they do not.
func runDenied(t *testing.T, path string) string {
	t.Helper()
	cmd := child("denied", path)
	if os.Getuid() == 0 {
		if _, err := os.Stat("/proc/self/exe"); err != nil {
			t.Skip("root, and no way to run this test as another user")
		}
		cmd.Path = "/proc/self/exe"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		for dir := filepath.Dir(path); dir != filepath.Dir(dir) && dir != os.TempDir(); dir = filepath.Dir(dir) {
			info, err := os.Stat(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, info.Mode().Perm()|0o055); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func TestReadOnlyFile(t *testing.T) {
	path := closedFile(t, 1)
	if err := errors.Join(os.Chmod(path, 0o444), os.Chmod(filepath.Dir(path), 0o777), os.Chmod(path+".lock", 0o666)); err != nil {
		t.Fatal(err)
	}
	check := unchanged(t, path)
	if got := runDenied(t, path); got != "read-only read-only true" {
		t.Errorf("got %q", got)
	}
	check()
}

func TestFolderNotWritable(t *testing.T) {
	path := closedFile(t, 1)
	folder := filepath.Dir(path)
	if err := errors.Join(os.Chmod(path, 0o444), os.Remove(path+".lock"), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o755) })
	if got := runDenied(t, path); got != "folder-not-writable read-only true" {
		t.Errorf("got %q", got)
	}
}

func TestSmallDisk(t *testing.T) {
	path := newPath(t)
	out, err := child("small-disk", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("documents kept, code: %s", strings.TrimSpace(string(out)))
	var n int
	if _, err := fmt.Sscan(string(out), &n); err != nil || n < 2 {
		t.Fatalf("%d kept: %v", n, err)
	}
	f := openFile(t, path, options())
	if err := f.Verify(context.Background()); err != nil {
		t.Fatal(err)
	}
	keys, err := f.DocumentKeys(context.Background(), store.DocumentQuery{Kind: document.Invoice})
	if err != nil || len(keys) != n {
		t.Errorf("%d documents, want %d: %v", len(keys), n, err)
	}
	for i := range n {
		if d := load(t, f, fmt.Sprintf("d-%d", i)); len(d.Lines()) != 100 {
			t.Errorf("document %d has %d lines", i, len(d.Lines()))
		}
	}
}
