package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
)

// generation fills a company file with documents that all tell of one
// generation, so that a mixture shows.
func generation(t testing.TB, path, name string, n int) {
	t.Helper()
	if err := writeGeneration(path, name, n); err != nil {
		t.Fatal(err)
	}
}

func writeGeneration(path, name string, n int) error {
	ctx := context.Background()
	f, err := store.Open(path, crashOptions(path))
	if err != nil {
		return err
	}
	err = f.Sync(ctx, func(tx *store.SyncTx) error {
		for i := range n {
			d := newDocument(fmt.Sprintf("document-%d", i), document.Invoice, 20)
			d.Reference = name
			base := int64(0)
			if stored, err := tx.Document(d.ID); err == nil {
				base, d.Number = stored.Rev, stored.Number
			} else if !errors.Is(err, store.ErrNotFound) {
				return err
			}
			if _, err := tx.PutDocument(d, base); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, f.Close())
}

// generationOf opens a company file and gives the one generation it is of.
func generationOf(t testing.TB, path string, n int) string {
	t.Helper()
	ctx := context.Background()
	f, err := store.Open(path, crashOptions(path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Verify(ctx); err != nil {
		t.Fatal(err)
	}
	found := ""
	for i := range n {
		d, err := f.Document(ctx, fmt.Sprintf("document-%d", i))
		if err != nil {
			t.Fatal(err)
		}
		if found != "" && d.Reference != found {
			t.Fatalf("documents of %s and of %s in one file", found, d.Reference)
		}
		found = d.Reference
	}
	return found
}

// copyOf makes a copy of a closed company file.
func copyOf(t testing.TB, path, to string) string {
	t.Helper()
	f := openFile(t, path, crashOptions(path))
	defer f.Close()
	if err := f.BackupTo(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	path := newPath(t)
	generation(t, path, "then", 5)
	from := copyOf(t, path, filepath.Join(filepath.Dir(path), "copy.litework"))
	generation(t, path, "now", 5)
	before, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(ctx, path, from, options()); err != nil {
		t.Fatal(err)
	}
	if got := generationOf(t, path, 5); got != "then" {
		t.Errorf("restored is %s", got)
	}
	copies, err := store.Copies(store.BackupFolder(path), path)
	if err != nil || len(copies) != 1 || copies[0].Kind != store.CopyBeforeRestore {
		t.Fatalf("kept %v, %v", copies, err)
	}
	for name, want := range map[string]os.FileMode{path: 0o600, copies[0].Path: 0o600, filepath.Dir(copies[0].Path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s is %v, %v", name, info.Mode(), err)
		}
	}
	if after, err := os.ReadFile(from); err != nil || string(after) != string(before) {
		t.Error("the copy was touched")
	}
	f := openFile(t, path, crashOptions(path))
	if v := f.CounterVerdict(); v != store.CounterBehind {
		t.Errorf("the restored file is %s", v)
	}
	f.Close()
	// And back again: what was there is not lost.
	if err := store.Restore(ctx, path, copies[0].Path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := generationOf(t, path, 5); got != "now" {
		t.Errorf("taken back it is %s", got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".litework-*")); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx := context.Background()
	path := newPath(t)
	dir := filepath.Dir(path)
	generation(t, path, "now", 5)
	good := copyOf(t, path, filepath.Join(dir, "copy.litework"))
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for i := 20 * 4096; i < len(data)-4096; i++ {
		data[i] ^= 0x5a
	}
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	damaged, text := write("damaged.litework", data), write("text.litework", []byte(strings.Repeat("text ", 100)))
	open := write("open.litework", data)
	write("open.litework-wal", []byte("log"))
	for from, code := range map[string]store.Code{
		damaged: store.CodeDamaged, text: store.CodeNotDatabase, open: store.CodeNotDatabase, filepath.Join(dir, "none.litework"): store.CodeNotFound,
	} {
		var failed *store.OpenError
		if err := store.Restore(ctx, path, from, options()); !errors.As(err, &failed) || failed.Code != code {
			t.Errorf("%s gives %v", filepath.Base(from), err)
		}
	}
	f := openFile(t, path, crashOptions(path))
	var failed *store.OpenError
	if err := store.Restore(ctx, path, good, options()); !errors.As(err, &failed) || failed.Code != store.CodeInUse {
		t.Errorf("of an open file gives %v", err)
	}
	f.Close()
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := store.Restore(stopped, path, good, options()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled gives %v", err)
	}
	if got := generationOf(t, path, 5); got != "now" {
		t.Errorf("it is %s", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".litework-*")); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// A present file that cannot be read is no reason not to restore: it is what a
// backup is for. Its bytes are kept.
func TestRestoreOverDamagedFile(t *testing.T) {
	path := newPath(t)
	generation(t, path, "then", 5)
	from := copyOf(t, path, filepath.Join(filepath.Dir(path), "copy.litework"))
	ruined := []byte(strings.Repeat("ruined ", 5000))
	if err := os.WriteFile(path, ruined, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Restore(context.Background(), path, from, options()); err != nil {
		t.Fatal(err)
	}
	if got := generationOf(t, path, 5); got != "then" {
		t.Errorf("restored is %s", got)
	}
	kept, _ := filepath.Glob(filepath.Join(store.BackupFolder(path), "*damaged.litework"))
	if len(kept) != 1 {
		t.Fatalf("kept %q", kept)
	}
	if data, err := os.ReadFile(kept[0]); err != nil || string(data) != string(ruined) {
		t.Error("the damaged file was not kept as it was")
	}
}

// restoreUntilKilled restores two copies in turn for ever. With a step it kills
// itself there, in the middle of the first.
func restoreUntilKilled(path string) error {
	step := os.Getenv(childStep)
	fmt.Println("ready")
	for i := 0; ; i++ {
		from := filepath.Join(filepath.Dir(path), []string{"then.litework", "later.litework"}[i%2])
		err := store.RestoreStopping(context.Background(), path, from, store.Options{}, func(at string) {
			if at == step {
				process, _ := os.FindProcess(os.Getpid())
				_ = process.Kill()
				select {}
			}
		})
		if err != nil {
			return err
		}
		fmt.Println("restored", i)
		if err := writeGeneration(path, fmt.Sprint("now-", i), restoredDocuments); err != nil {
			return err
		}
	}
}

const (
	childStep         = "STORE_TEST_STEP"
	restoredDocuments = 6
)

// A restore killed at any moment leaves one complete file under the company's
// name, and a copy of the one before once that is another.
func TestRestoreKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	steps := []string{"bring", "keep", "remove log", "swap", "swapped"}
	seen := map[string]int{}
	for k := range len(steps) + kills/5 {
		path := newPath(t)
		generation(t, path, "then", restoredDocuments)
		copyOf(t, path, filepath.Join(filepath.Dir(path), "then.litework"))
		generation(t, path, "later", restoredDocuments)
		copyOf(t, path, filepath.Join(filepath.Dir(path), "later.litework"))
		leaveLog(t, path, restoredDocuments)
		cmd := child("restorer", path)
		if k < len(steps) {
			cmd.Env = append(cmd.Env, childStep+"="+steps[k])
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var said [4096]byte
		if _, err := out.Read(said[:]); err != nil {
			t.Fatal(err)
		}
		if k >= len(steps) {
			time.AfterFunc(time.Duration(rand.IntN(60_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
		for {
			if _, err := out.Read(said[:]); err != nil {
				break
			}
		}
		if err := cmd.Wait(); cmd.ProcessState.Exited() {
			t.Fatalf("the child ended by itself: %v", err)
		}
		got := generationOf(t, path, restoredDocuments)
		if k < len(steps) {
			if want := map[bool]string{true: "then", false: "logged"}[steps[k] == "swapped"]; got != want {
				t.Errorf("killed before %q it is %s", steps[k], got)
			}
		}
		copies, err := store.Copies(store.BackupFolder(path), path)
		if err != nil || got != "logged" && len(copies) == 0 {
			t.Errorf("the present file is gone: %v, %v", copies, err)
		}
		if err := store.Restore(context.Background(), path, filepath.Join(filepath.Dir(path), "later.litework"), store.Options{}); err != nil {
			t.Errorf("the next restore: %v", err)
		}
		if got := generationOf(t, path, restoredDocuments); got != "later" {
			t.Errorf("the next restore gives %s", got)
		}
		kind, _, _ := strings.Cut(got, "-")
		seen[kind]++
		if t.Failed() {
			t.FailNow()
		}
	}
	fmt.Printf("%d kills of a restore, each left one complete file: %v\n", len(steps)+kills/5, seen)
}

// leaveLog writes a generation and dies with it in the log.
func leaveLog(t *testing.T, path string, n int) {
	t.Helper()
	cmd := child("logger", path)
	if err := cmd.Run(); cmd.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatalf("there is no log: %v", err)
	}
}

func dieWithLog(path string) error {
	f, err := store.Open(path, crashOptions(path))
	if err != nil {
		return err
	}
	ctx := context.Background()
	err = f.Sync(ctx, func(tx *store.SyncTx) error {
		for i := range restoredDocuments {
			d, err := tx.Document(fmt.Sprintf("document-%d", i))
			if err != nil {
				return err
			}
			d.Reference = "logged"
			if _, err := tx.PutDocument(d.Document, d.Rev); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	process, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	_ = process.Kill()
	select {}
}
