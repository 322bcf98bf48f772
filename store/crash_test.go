package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"litework/document"
	"litework/store"
)

const childFile = "STORE_TEST_FILE"

// actAsChild is another process on a company file.
func actAsChild(role string) int {
	path := os.Getenv(childFile)
	var err error
	switch role {
	case "writer":
		err = writeUntilKilled(path)
	case "restorer":
		err = restoreUntilKilled(path)
	case "logger":
		err = dieWithLog(path)
	case "holder":
		err = holdOpen(path)
	case "denied":
		err = openDenied(path)
	case "small-disk":
		err = fillSmallDisk(path)
	default:
		err = fmt.Errorf("unknown role %q", role)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func child(role, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childFile+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func crashOptions(path string) store.Options {
	return store.Options{StateDir: filepath.Join(filepath.Dir(path), "state")}
}

// writeUntilKilled saves documents of several sizes and commits transactions
// of the sync worker's, and says on standard output what was acknowledged.
func writeUntilKilled(path string) error {
	ctx := context.Background()
	f, err := store.Open(path, crashOptions(path))
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for i := 0; ; i++ {
		id := fmt.Sprintf("document-%d", rand.IntN(12))
		if i%9 == 8 {
			id = fmt.Sprintf("new-%d-%d", os.Getpid(), i)
		}
		saved, lines, err := saveMarked(ctx, f, id)
		if err != nil {
			return err
		}
		fmt.Println("saved", id, saved.Rev, lines, saved.Number)
		if i%3 == 0 {
			n, err := syncMarked(ctx, f, id)
			if err != nil {
				return err
			}
			fmt.Println("synced", n)
		}
	}
}

// saveMarked writes the revision into every line, so that a half save shows.
func saveMarked(ctx context.Context, f *store.File, id string) (store.Saved, int, error) {
	stored, err := f.Document(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return store.Saved{}, 0, err
	}
	lines := []int{1, 7, 40, 150}[rand.IntN(4)]
	d := newDocument(id, document.Invoice, lines)
	d.Number = stored.Number
	d.Reference = fmt.Sprintf("%d/%d", stored.Rev+1, lines)
	for _, l := range d.Lines() {
		l.Description = d.Reference
	}
	saved, err := f.SaveDocument(ctx, d, stored.Rev)
	return saved, lines, err
}

// syncMarked writes one count to five tables in one transaction.
func syncMarked(ctx context.Context, f *store.File, documentID string) (n int, err error) {
	err = f.Sync(ctx, func(tx *store.SyncTx) error {
		_, connected, err := tx.Connection()
		if err != nil {
			return err
		}
		if !connected {
			c := store.Connection{Server: "https://api", TenantID: "organisation"}
			if err := tx.PutConnection(c); err != nil {
				return err
			}
		}
		mark, err := tx.Mark("n")
		if err != nil {
			return err
		}
		n, _ = strconv.Atoi(mark)
		n++
		stored, err := tx.Document(documentID)
		if err != nil {
			return err
		}
		sent, err := json.Marshal(document.Project(&stored.Document))
		if err != nil {
			return err
		}
		count := strconv.Itoa(n)
		return errors.Join(
			tx.PutMark("n", count),
			tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: documentID, XeroID: "xero-" + documentID}),
			tx.PutBase(store.RecordInvoice, documentID, store.BasePair{Sent: sent, Seen: json.RawMessage(count), SentRev: stored.Rev}),
			tx.PutOp(store.Op{ID: "op-" + count, Record: store.RecordInvoice, RecordID: documentID, Action: store.ActionUpdate, State: store.OpDone}),
			tx.AddHistory(store.HistoryEntry{Label: count, RecordID: documentID}),
		)
	})
	return n, err
}

// A process killed at any moment leaves a sound file with every acknowledged
// save in it and no half of one.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills 200 processes")
	}
	const killsPerFile = 20
	acknowledged, lost := 0, 0
	var path string
	for k := range kills {
		if k%killsPerFile == 0 {
			path = newPath(t)
		}
		acks := runAndKill(t, path, k)
		acknowledged += len(acks)
		lost += checkAfterKill(t, path, acks)
		if t.Failed() {
			t.FailNow()
		}
	}
	fmt.Printf("%d kills of a writing process, %d acknowledged saves, %d lost\n", kills, acknowledged, lost)
}

// runAndKill gives what the process acknowledged before it was killed. Every
// tenth is killed while it still opens or makes the file.
func runAndKill(t *testing.T, path string, k int) (acks []string) {
	t.Helper()
	cmd := child("writer", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() }
	var timer *time.Timer
	if k%10 == 0 {
		timer = time.AfterFunc(time.Duration(rand.IntN(40))*time.Millisecond, kill)
	}
	scan := bufio.NewScanner(out)
	for scan.Scan() {
		if scan.Text() != "ready" {
			acks = append(acks, scan.Text())
		} else if timer == nil {
			timer = time.AfterFunc(time.Duration(rand.IntN(100_000))*time.Microsecond, kill)
		}
	}
	err = cmd.Wait()
	if timer == nil || cmd.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	timer.Stop()
	return acks
}

func checkAfterKill(t *testing.T, path string, acks []string) (lost int) {
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
	if v := f.CounterVerdict(); v != store.CounterTrusted {
		t.Errorf("the sync counter is %s after a crash", v)
	}
	synced := 0
	newest := map[string][]string{}
	for _, ack := range acks {
		fields := strings.Fields(ack)
		switch {
		case fields[0] == "synced":
			synced, _ = strconv.Atoi(fields[1])
		case len(fields) == 5:
			newest[fields[1]] = fields
		}
	}
	for id, ack := range newest {
		rev, _ := strconv.ParseInt(ack[2], 10, 64)
		got, err := f.Document(ctx, id)
		if err != nil || got.Rev < rev || got.Number != ack[4] || (got.Rev == rev && got.Reference != ack[2]+"/"+ack[3]) {
			t.Errorf("lost: %v; there is revision %d, %s %s: %v", ack, got.Rev, got.Number, got.Reference, err)
			lost++
		}
	}
	checkWhole(t, f, synced)
	return lost
}

// checkWhole reads every document and finds no half of a save or sync.
func checkWhole(t *testing.T, f *store.File, synced int) {
	t.Helper()
	ctx := context.Background()
	keys, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.DocumentRows(ctx, keys, document.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		d, err := f.Document(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		rev, count, _ := strings.Cut(d.Reference, "/")
		if rev != strconv.FormatInt(d.Rev, 10) || count != strconv.Itoa(len(d.Lines())) {
			t.Errorf("%s: revision %d with %d lines is a half of %s", row.ID, d.Rev, len(d.Lines()), d.Reference)
		}
		for _, l := range d.Lines() {
			if l.Description != d.Reference {
				t.Errorf("%s: a line of %s in %s", row.ID, l.Description, d.Reference)
			}
		}
		if total := d.Totals().Total; !total.Equal(row.Total) {
			t.Errorf("%s: its lines come to %s, its head says %s", row.ID, total, row.Total)
		}
	}
	hits, err := f.DocumentKeys(ctx, store.DocumentQuery{Kind: document.Invoice, Search: "kauri"})
	if err != nil || len(hits) != len(keys) {
		t.Errorf("search finds %d of %d: %v", len(hits), len(keys), err)
	}
	err = f.View(ctx, func(tx *store.SyncTx) error {
		mark, err := tx.Mark("n")
		if err != nil {
			return err
		}
		n, _ := strconv.Atoi(mark)
		counts, err := f.HistoryCounts(ctx, store.HistoryQuery{})
		if err != nil {
			return err
		}
		newest := 0
		links, err := tx.Links(store.RecordInvoice)
		if err != nil {
			return err
		}
		for _, l := range links {
			base, _, err := tx.Base(l.Kind, l.RecordID)
			if err != nil {
				return err
			}
			seen, _ := strconv.Atoi(string(base.Seen))
			newest = max(newest, seen)
		}
		_, done, err := tx.Op("op-" + mark)
		if n < synced || counts.Total != n || newest != n || f.SyncCounter() != int64(n) || (n > 0 && !done) {
			t.Errorf("half a sync: acknowledged %d, mark %d, history %d, base %d, counter %d, operation %v",
				synced, n, counts.Total, newest, f.SyncCounter(), done)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// holdOpen keeps the file open until standard input ends.
func holdOpen(path string) error {
	f, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	return f.Close()
}
