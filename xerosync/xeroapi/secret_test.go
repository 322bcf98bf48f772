package xeroapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

const (
	hiddenAccess  = "eyJhbGciOi.hidden-access-value.c2ln"
	hiddenRefresh = "hidden-refresh-value"
	hiddenOld     = "hidden-previous-value"
)

// Everything that may hold a token is printed in every way there is, also
// inside other values, and so is everything that was logged on the way.
func TestNoTokenIsEverPrinted(t *testing.T) {
	var out bytes.Buffer
	text := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
	jsonLog := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))

	// A server that echoes what it was given, in all its answers.
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Xero-Correlation-Id", "c-1")
		answerJSON(w, 500, `{"Detail":"`+r.Header.Get("Authorization")+`","access_token":"`+hiddenAccess+`","refresh_token":"`+hiddenRefresh+`"}`)
	})
	s.token = func(w http.ResponseWriter, f seen, _ int) {
		answerJSON(w, 400, `{"error":"invalid_grant","error_description":"`+refreshOf(f)+`"}`)
	}
	clock := newTestClock()
	store := NewSessionStore()
	hc := &http.Client{Transport: LogTransport(s.Client().Transport, jsonLog)}
	ts := NewTokenSource(TokenConfig{Endpoints: EndpointsAt(s.URL), ClientID: "c", Store: store, Key: "k", HTTP: hc, Clock: clock})
	defer ts.Close()
	grant := Grant{Access: hiddenAccess, Refresh: hiddenRefresh, ExpiresAt: clock.Now().Add(time.Hour)}
	if err := ts.Adopt(t.Context(), grant); err != nil {
		t.Fatal(err)
	}
	stored := StoredToken{Refresh: hiddenRefresh, Previous: hiddenOld, ReplacedAt: clock.Now()}
	if err := store.Save("k2", stored); err != nil {
		t.Fatal(err)
	}
	client := New(Config{Endpoints: EndpointsAt(s.URL), TenantID: "t", Tokens: ts, HTTP: hc, Clock: clock})
	_, sendErr := client.Send(t.Context(), oneInvoice(t), "key")
	_, readErr := client.Actions(t.Context())
	login, err := Start(t.Context(), LoginConfig{Endpoints: EndpointsAt(s.URL), ClientID: "c", Ports: []int{0}, HTTP: hc})
	if err != nil {
		t.Fatal(err)
	}
	defer login.Close()
	state := asked(t, login).Get("state")
	browse(t, login, url.Values{"code": {"hidden-code-value"}, "state": {state}})
	_, loginErr := login.Wait(t.Context())
	clock.advance(2 * time.Hour)
	_, tokenErr := ts.Token(t.Context())
	_, damaged := parseKeyringEntry(`{"r":5,"x":"` + hiddenRefresh + `"}`)
	failed := &http.Client{Transport: LogTransport(failing{}, text)}
	_, _ = failed.Get("http://h/p?token=" + hiddenRefresh)

	values := []any{grant, &grant, stored, &stored, Secret(hiddenAccess), []Secret{hiddenAccess}, map[string]Secret{"k": hiddenRefresh},
		struct{ G Grant }{grant}, struct{ ts *TokenSource }{ts}, struct{ s SecretStore }{store}, struct{ l *Login }{login},
		ts, client, store, login, sendErr, readErr, loginErr, tokenErr, damaged, ts.Claims(), ts.access, *client, Reply{}}
	for i, v := range values {
		if err, ok := v.(error); ok && err == nil || v == nil {
			t.Errorf("value %d is missing", i)
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		text.Info("value", "v", v)
		jsonLog.Info("value", "v", v)
		if b, err := json.Marshal(v); err == nil {
			out.Write(b)
		}
		if e, ok := v.(error); ok {
			for ; e != nil; e = errors.Unwrap(e) {
				fmt.Fprintf(&out, "%+v %#v\n", e, e)
			}
		}
	}
	got := out.String()
	if !strings.Contains(got, redacted) || !strings.Contains(got, `"path":"/api.xro/2.0/Invoices"`) || !strings.Contains(got, "no answer") {
		t.Error("the test prints nothing")
	}
	verifier := login.verifier.Reveal()
	for _, secret := range []string{hiddenAccess, "hidden-access-value", hiddenRefresh, hiddenOld, "hidden-code-value", state, verifier} {
		for _, form := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprint([]byte(secret))} {
			if at := strings.Index(got, form); at >= 0 {
				t.Errorf("%q is printed: …%s", form, got[max(0, at-150):at+20])
			}
		}
	}
	if hiddenAccess != Secret(hiddenAccess).Reveal() {
		t.Error("Reveal does not")
	}
}

type failing struct{}

func (failing) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, errors.New("gone with Authorization: Bearer " + hiddenAccess)
}

func TestSessionStore(t *testing.T) { checkStore(t, NewSessionStore()) }

// checkStore is what every SecretStore must do.
func checkStore(t *testing.T, s SecretStore) {
	t.Helper()
	key := SecretKey("https://api.example", "client", fmt.Sprintf("file-%d", time.Now().UnixNano()))
	if _, err := s.Load(key); !errors.Is(err, ErrNoSecret) {
		t.Fatalf("empty: %v", err)
	}
	want := StoredToken{Refresh: "r2", Previous: "r1", ReplacedAt: time.UnixMilli(1793664000123).UTC()}
	for _, token := range []StoredToken{{Refresh: "r1"}, want} {
		if err := s.Save(key, token); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Load(key); err != nil || got != token {
			t.Fatalf("%v, %v", got == token, err)
		}
	}
	if _, err := s.Load(key + "x"); !errors.Is(err, ErrNoSecret) {
		t.Errorf("another key: %v", err)
	}
	for range 2 {
		if err := s.Delete(key); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Load(key); !errors.Is(err, ErrNoSecret) {
		t.Errorf("deleted: %v", err)
	}
}

// TestKeyringAdapter is the one test that replaces the system's keyring.
func TestKeyringAdapter(t *testing.T) {
	if os.Getenv("LITEWORK_REAL_KEYRING") == "1" {
		t.Skip("the real keyring is tested instead")
	}
	keyring.MockInit()
	checkStore(t, NewKeyring())
	long := StoredToken{Refresh: Secret(strings.Repeat("r", 1000)), Previous: Secret(strings.Repeat("p", 1000)), ReplacedAt: time.Now()}
	if text, err := formatKeyringEntry(long); err != nil || len(text) > 2560 {
		t.Errorf("an entry of %d bytes does not fit Windows", len(text))
	}
	if err := keyring.Set(keyringService, "damaged", "{"); err != nil {
		t.Fatal(err)
	}
	if _, err := NewKeyring().Load("damaged"); !errors.Is(err, ErrSecretsUnavailable) || errors.Is(err, ErrNoSecret) {
		t.Errorf("damaged: %v", err)
	}
	keyring.MockInitWithError(errors.New("no bus"))
	k := NewKeyring()
	_, loadErr := k.Load("key")
	for _, err := range []error{loadErr, k.Save("key", StoredToken{Refresh: "r"}), k.Delete("key")} {
		if !errors.Is(err, ErrSecretsUnavailable) || errors.Is(err, ErrNoSecret) {
			t.Errorf("got %v", err)
		}
	}
	ts := NewTokenSource(TokenConfig{Endpoints: DefaultEndpoints(), Store: k, Key: "key"})
	defer ts.Close()
	if _, err := ts.Token(context.Background()); !IsCode(err, CodeSecretsUnavailable) {
		t.Errorf("got %v", err)
	}
}

// Some keyrings report success and keep nothing, or not all of it.
func TestKeyringReadsBackWhatItWrote(t *testing.T) {
	kept := ""
	k := systemKeyring{
		get: func(_, _ string) (string, error) { return kept, nil },
		set: func(_, _, secret string) error { kept = secret[:len(secret)/2]; return nil },
	}
	if err := k.Save("key", StoredToken{Refresh: hiddenRefresh}); !errors.Is(err, ErrSecretsUnavailable) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}

func TestRealKeyring(t *testing.T) {
	if os.Getenv("LITEWORK_REAL_KEYRING") != "1" {
		t.Skip("set LITEWORK_REAL_KEYRING=1 in a session with an unlocked keyring to test it")
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		t.Skip("there is no session bus")
	}
	checkStore(t, NewKeyring())
}
