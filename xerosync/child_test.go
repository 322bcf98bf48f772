package xerosync

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

// childVariable tells the test binary that it is the program that is killed;
// its value says where the file and Xero are.
const childVariable = "LITEWORK_TEST_CHILD"

// childTask is what the child is to do.
type childTask struct {
	Folder, URL string
	Epoch       time.Time
}

// quick is a clock on which a second of ours is a minute, so that the pauses of
// the protocol pass.
const quick = 60

func (c childTask) now() time.Time {
	return c.Epoch.Add(time.Since(c.Epoch) * quick).Round(0)
}

func (c childTask) sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d / quick):
	case <-ctx.Done():
	}
	return ctx.Err()
}

func (c childTask) open() (*store.File, *Service, error) {
	file, err := store.Open(filepath.Join(c.Folder, "company.litework"), store.Options{Clock: c.now})
	if err != nil {
		return nil, nil, err
	}
	return file, New(Config{
		File: file, Endpoints: xeroapi.EndpointsAt(c.URL), ClientID: testClientID,
		Secrets: fileSecrets{filepath.Join(c.Folder, "keyring.json")}, Clock: c.now, sleep: c.sleep,
	}), nil
}

// childMain works on the outbox until nothing is left in it.
func childMain() {
	var task childTask
	if err := json.Unmarshal([]byte(os.Getenv(childVariable)), &task); err != nil {
		panic(err)
	}
	file, svc, err := task.open()
	if err != nil {
		panic(err)
	}
	fmt.Println("ready")
	ctx := context.Background()
	for {
		did, err := svc.Step(ctx)
		if err != nil {
			panic(err)
		}
		if did {
			continue
		}
		due := svc.pressing()
		if due.IsZero() {
			break
		}
		task.sleep(ctx, max(due.Sub(task.now()), time.Second))
	}
	svc.closeRemotes()
	if err := file.Close(); err != nil {
		panic(err)
	}
	fmt.Println("done")
}

// fileSecrets is a keyring that outlives a killed process.
type fileSecrets struct{ path string }

type fileSecret struct {
	Refresh, Previous string
	ReplacedAt        time.Time
}

func (s fileSecrets) Load(key string) (xeroapi.StoredToken, error) {
	b, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return xeroapi.StoredToken{}, xeroapi.ErrNoSecret
	}
	var t fileSecret
	if err == nil {
		err = json.Unmarshal(b, &t)
	}
	return xeroapi.StoredToken{Refresh: xeroapi.Secret(t.Refresh), Previous: xeroapi.Secret(t.Previous), ReplacedAt: t.ReplacedAt}, err
}

func (s fileSecrets) Save(key string, t xeroapi.StoredToken) error {
	b, err := json.Marshal(fileSecret{t.Refresh.Reveal(), t.Previous.Reveal(), t.ReplacedAt})
	if err == nil {
		err = os.WriteFile(s.path+".new", b, 0o600)
	}
	if err == nil {
		err = os.Rename(s.path+".new", s.path)
	}
	return err
}

func (s fileSecrets) Delete(key string) error { return os.Remove(s.path) }

// TestKilledProcess kills a real process while it posts, again and again, and
// finds each document once in Xero and linked here.
func TestKilledProcess(t *testing.T) {
	kills, documents := 60, 120
	if oneOf > 1 || testing.Short() {
		kills, documents = 8, 40
	}
	task := childTask{Folder: fastDir(t), Epoch: time.Now()}
	sim, err := xerofake.New(xerofake.Config{Clock: task.now, Limits: xerofake.Limits{Off: true}, AccessTTL: 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	defer server.Close()
	task.URL = server.URL
	fillOutbox(t, task, sim, documents)

	random := rand.New(rand.NewPCG(1, 2))
	killed, finished := 0, false
	for killed < kills && !finished {
		if finished = runChild(t, task, time.Duration(random.IntN(40))*time.Millisecond); !finished {
			killed++
		}
	}
	if killed < kills {
		t.Errorf("only %d kills before all was done", killed)
	}
	if !finished && !runChild(t, task, time.Minute) {
		t.Fatal("the last run did not finish")
	}
	lookAfterKills(t, task, sim, documents)
	fmt.Printf("%d kills of a real process, %d documents, 0 doubled, 0 lost\n", killed, documents)
}

// fillOutbox connects and queues documents of all kinds, a third of them for
// clients that are not in Xero yet.
func fillOutbox(t *testing.T, task childTask, sim *xerofake.Server, n int) {
	t.Helper()
	file, svc, err := task.open()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sim: sim, file: file, svc: svc, clock: newFakeClock(), crashAt: -1}
	w.connect()
	kauri := w.contactInXeroNow("Kauri Point Films Ltd")
	for i := range n {
		kind, status := document.Invoice, []string{"DRAFT", "AUTHORISED"}[i%2]
		client := document.Client{ContactID: kauri.ID, Name: kauri.Name}
		if i%3 == 0 {
			client = document.Client{Name: fmt.Sprintf("Client %d", i)}
		}
		if i%4 == 3 {
			kind, status = document.Quote, "SENT"
		}
		d := sample(kind, fmt.Sprintf("D-%04d", i), client)
		w.save(d, 0)
		w.post(d.ID, status)
	}
	svc.closeRemotes()
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// contactInXeroNow is contactInXero for a world whose clock nobody moves.
func (w *world) contactInXeroNow(name string) document.Contact {
	w.t.Helper()
	if _, err := w.sim.Control().AddContact(xerofake.Contact{Name: name}); err != nil {
		w.t.Fatal(err)
	}
	for {
		did, err := w.svc.Step(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if !did {
			return w.contactNamed(name)
		}
	}
}

// runChild starts the program and kills it after a while; finished is true if
// it was done before.
func runChild(t *testing.T, task childTask, killAfter time.Duration) (finished bool) {
	t.Helper()
	b, err := json.Marshal(task)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+string(b))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("the child did not start: %v", cmd.Wait())
	}
	timer := time.AfterFunc(killAfter, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
		finished = finished || lines.Text() == "done"
	}
	if err := cmd.Wait(); err != nil && finished {
		finished = false // killed after its last word: it is run once more
	}
	return finished
}

func lookAfterKills(t *testing.T, task childTask, sim *xerofake.Server, n int) {
	t.Helper()
	file, _, err := task.open()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	ctx := context.Background()
	c := sim.Control()
	if got := len(c.Invoices()) + len(c.Quotes()); got != n {
		t.Errorf("%d documents in Xero, %d here", got, n)
	}
	for i := range n {
		number := fmt.Sprintf("D-%04d", i)
		there := ""
		for _, v := range c.InvoicesByNumber(number) {
			there += v.InvoiceID
		}
		for _, q := range c.QuotesByNumber(number) {
			there += q.QuoteID
		}
		kind := document.Invoice
		if i%4 == 3 {
			kind = document.Quote
		}
		id, _, err := file.DocumentByNumber(ctx, kind, number)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := file.Document(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Remote == nil || doc.Remote.XeroID != there || doc.State != document.Synced {
			t.Errorf("%s: %s, linked to %+v, in Xero %q, op %+v", number, doc.State, doc.Remote, there, doc.Op)
		}
	}
	if got, want := len(c.Contacts()), 1+(n+2)/3; got != want {
		t.Errorf("%d contacts in Xero, want %d", got, want)
	}
}
