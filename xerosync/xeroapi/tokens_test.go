package xeroapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// spyStore records the order of saves and can refuse them.
type spyStore struct {
	SecretStore
	mu     sync.Mutex
	refuse bool
	saves  []StoredToken
}

func (s *spyStore) Save(key string, t StoredToken) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse {
		return errors.New("locked")
	}
	s.saves = append(s.saves, t)
	return s.SecretStore.Save(key, t)
}

func (s *spyStore) setRefuse(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = on
}

// source returns a token source whose store holds stored, and nothing fresh.
func source(t *testing.T, s *site, clock Clock, stored StoredToken) (*TokenSource, *spyStore) {
	t.Helper()
	store := &spyStore{SecretStore: NewSessionStore()}
	if stored.Refresh != "" {
		if err := store.SecretStore.Save("key", stored); err != nil {
			t.Fatal(err)
		}
	}
	ts := NewTokenSource(TokenConfig{Endpoints: EndpointsAt(s.URL), ClientID: "client", Store: store, Key: "key", HTTP: s.Client(), Clock: clock})
	t.Cleanup(ts.Close)
	return ts, store
}

func refreshOf(f seen) string {
	v, _ := url.ParseQuery(f.body)
	return v.Get("refresh_token")
}

func TestRefreshIsSingleFlight(t *testing.T) {
	release := make(chan struct{})
	s := newSite(t, http.NotFound)
	s.token = func(w http.ResponseWriter, _ seen, n int) { <-release; giveToken(w, n) }
	ts, store := source(t, s, newTestClock(), StoredToken{Refresh: "old"})
	const callers = 20
	var started, done sync.WaitGroup
	got := make([]Secret, callers)
	started.Add(callers)
	for i := range callers {
		done.Go(func() {
			started.Done()
			got[i], _ = ts.Token(t.Context())
		})
	}
	started.Wait()
	close(release)
	done.Wait()
	for _, token := range got {
		if token != "access-token-value-1" {
			t.Fatalf("token %q", token.Reveal())
		}
	}
	calls := s.tokenCalls()
	if len(calls) != 1 || len(store.saves) != 1 {
		t.Errorf("%d refreshes, %d saves", len(calls), len(store.saves))
	}
	form, _ := url.ParseQuery(calls[0].body)
	if form.Get("grant_type") != "refresh_token" || form.Get("client_id") != "client" || calls[0].header.Get("Authorization") != "" {
		t.Errorf("%v", form)
	}
}

func TestNewPairIsStoredBeforeItIsUsed(t *testing.T) {
	s := newSite(t, http.NotFound)
	clock := newTestClock()
	ts, store := source(t, s, clock, StoredToken{Refresh: "old"})
	store.setRefuse(true)
	for range 2 {
		token, err := ts.Token(t.Context())
		if token != "" || !errors.Is(err, ErrSecretsUnavailable) || !IsCode(err, CodeSecretsUnavailable) {
			t.Fatalf("%q, %v: a pair was handed out that is not stored", token.Reveal(), err)
		}
	}
	store.setRefuse(false)
	token, err := ts.Token(t.Context())
	if err != nil || token != "access-token-value-1" {
		t.Fatalf("%q, %v", token.Reveal(), err)
	}
	if n := len(s.tokenCalls()); n != 1 {
		t.Errorf("%d refreshes: the pair in memory was lost", n)
	}
	want := StoredToken{Refresh: "refresh-token-value-1", Previous: "old", ReplacedAt: clock.Now()}
	if len(store.saves) != 1 || store.saves[0] != want {
		t.Errorf("stored %d pairs", len(store.saves))
	}
}

func TestTokenIsKeptUntilNinetySecondsBeforeItsEnd(t *testing.T) {
	s := newSite(t, http.NotFound)
	clock := newTestClock()
	ts, _ := source(t, s, clock, StoredToken{Refresh: "old"})
	for _, step := range []struct {
		after time.Duration
		want  Secret
	}{{0, "access-token-value-1"}, {30*time.Minute - 91*time.Second, "access-token-value-1"}, {time.Second, "access-token-value-2"}} {
		clock.advance(step.after)
		if got, err := ts.Token(t.Context()); err != nil || got != step.want {
			t.Errorf("after %s: %q, %v", step.after, got.Reveal(), err)
		}
	}
	if r := refreshOf(s.tokenCalls()[1]); r != "refresh-token-value-1" {
		t.Errorf("second refresh used %q", r)
	}
}

func TestInvalidGrantTriesThePreviousTokenWithinItsGrace(t *testing.T) {
	for age, works := range map[time.Duration]bool{29 * time.Minute: true, 31 * time.Minute: false} {
		t.Run(fmt.Sprint(age), func(t *testing.T) {
			s := newSite(t, http.NotFound)
			s.token = func(w http.ResponseWriter, f seen, n int) {
				if refreshOf(f) == "previous" {
					giveToken(w, n)
					return
				}
				answerJSON(w, 400, `{"error":"invalid_grant"}`)
			}
			clock := newTestClock()
			ts, store := source(t, s, clock, StoredToken{Refresh: "current", Previous: "previous", ReplacedAt: clock.Now().Add(-age)})
			token, err := ts.Token(t.Context())
			if works {
				if err != nil || token != "access-token-value-2" || store.saves[0].Refresh != "refresh-token-value-2" || store.saves[0].Previous != "previous" {
					t.Errorf("%q, %v", token.Reveal(), err)
				}
				return
			}
			if !errors.Is(err, ErrReconnect) || !IsCode(err, CodeReconnect) {
				t.Errorf("got %v", err)
			}
			if _, err := ts.Token(t.Context()); !errors.Is(err, ErrReconnect) || len(s.tokenCalls()) != 1 {
				t.Errorf("a dead grant is asked for again: %v, %d calls", err, len(s.tokenCalls()))
			}
			if kept, err := store.Load("key"); err != nil || kept.Refresh != "current" {
				t.Errorf("the stored token is gone: %v", err)
			}
			if err := ts.Adopt(t.Context(), Grant{Access: "a", Refresh: "r", ExpiresAt: clock.Now().Add(time.Hour)}); err != nil {
				t.Fatal(err)
			}
			if token, err := ts.Token(t.Context()); err != nil || token != "a" {
				t.Errorf("after signing in again: %v", err)
			}
		})
	}
}

func TestNothingButInvalidGrantCostsTheToken(t *testing.T) {
	for name, tc := range map[string]struct {
		handle func(w http.ResponseWriter)
		code   Code
	}{
		"503 HTML":        {func(w http.ResponseWriter) { w.WriteHeader(503); io.WriteString(w, "<html>") }, CodeXeroDown},
		"400 HTML":        {func(w http.ResponseWriter) { w.WriteHeader(400); io.WriteString(w, "<html>") }, CodeXeroDown},
		"429":             {func(w http.ResponseWriter) { w.Header().Set("Retry-After", "5"); w.WriteHeader(429) }, CodeMinuteLimit},
		"200 HTML":        {func(w http.ResponseWriter) { io.WriteString(w, "<html>captive portal</html>") }, CodeGarbled},
		"200 without":     {func(w http.ResponseWriter) { io.WriteString(w, `{}`) }, CodeGarbled},
		"500 with a code": {func(w http.ResponseWriter) { answerJSON(w, 500, `{"error":"invalid_grant"}`) }, CodeXeroDown},
		"invalid_client":  {func(w http.ResponseWriter) { answerJSON(w, 400, `{"error":"invalid_client"}`) }, CodeConfiguration},
		"dropped":         {func(w http.ResponseWriter) { c, _, _ := w.(http.Hijacker).Hijack(); c.Close() }, CodeNoReply},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, http.NotFound)
			var well atomic.Bool
			s.token = func(w http.ResponseWriter, _ seen, n int) {
				if !well.Load() {
					tc.handle(w)
					return
				}
				giveToken(w, n)
			}
			clock := newTestClock()
			ts, _ := source(t, s, clock, StoredToken{Refresh: "current", Previous: "previous", ReplacedAt: clock.Now()})
			if _, err := ts.Token(t.Context()); !IsCode(err, tc.code) {
				t.Errorf("got %v, want %s", err, tc.code)
			}
			well.Store(true)
			if _, err := ts.Token(t.Context()); err != nil {
				t.Errorf("when Xero is well again: %v", err)
			}
			calls := s.tokenCalls()
			if len(calls) != 2 || refreshOf(calls[1]) != "current" {
				t.Errorf("%d calls, the last with %q", len(calls), refreshOf(calls[len(calls)-1]))
			}
		})
	}
}

func TestNoStoredTokenMeansSigningIn(t *testing.T) {
	s := newSite(t, http.NotFound)
	ts, _ := source(t, s, newTestClock(), StoredToken{})
	if _, err := ts.Token(t.Context()); !errors.Is(err, ErrReconnect) || !errors.Is(err, ErrNoSecret) || len(s.tokenCalls()) != 0 {
		t.Errorf("got %v after %d calls", err, len(s.tokenCalls()))
	}
}

func TestARefreshOutlivesItsCallerAndItsAnswerIsKept(t *testing.T) {
	release, asked := make(chan struct{}), make(chan struct{})
	s := newSite(t, http.NotFound)
	s.token = func(w http.ResponseWriter, _ seen, n int) { close(asked); <-release; giveToken(w, n) }
	ts, store := source(t, s, newTestClock(), StoredToken{Refresh: "old"})
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() { _, err := ts.Token(ctx); failed <- err }()
	<-asked
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller got %v", err)
	}
	closed := make(chan struct{})
	go func() { ts.Close(); close(closed) }()
	close(release)
	<-closed
	if kept, err := store.Load("key"); err != nil || kept.Refresh != "refresh-token-value-1" {
		t.Errorf("the answer was lost: %v", err)
	}
	if _, err := ts.Token(t.Context()); err == nil && len(s.tokenCalls()) != 1 {
		t.Error("a closed source refreshes")
	}
}

func TestForgetLeavesNothing(t *testing.T) {
	s := newSite(t, http.NotFound)
	ts := s.signedIn(t, newTestClock())
	if err := ts.Revoke(t.Context()); err != nil {
		t.Fatal(err)
	}
	form, _ := url.ParseQuery(s.tokenCalls()[0].body)
	if s.tokenCalls()[0].path != "/connect/revocation" || form.Get("token") != "refresh-token-value-0" || form.Get("client_id") != "client" {
		t.Errorf("%+v", form)
	}
	if err := ts.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := ts.Token(t.Context()); !errors.Is(err, ErrReconnect) {
		t.Errorf("got %v", err)
	}
}

func TestClaims(t *testing.T) {
	s := newSite(t, http.NotFound)
	clock := newTestClock()
	ts := s.signedIn(t, clock)
	access := jwt(map[string]any{"scope": []string{"accounting.invoices", "email"}, "authentication_event_id": "ev", "xero_userid": "u", "client_id": "c", "exp": 1793664000})
	if err := ts.Adopt(t.Context(), Grant{Access: access, Refresh: "r", ExpiresAt: clock.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	c := ts.Claims()
	if c.AuthEventID != "ev" || c.UserID != "u" || c.ClientID != "c" || len(c.Scopes) != 2 || c.ExpiresAt.Unix() != 1793664000 {
		t.Errorf("%+v", c)
	}
	if m := MissingScopes(c.Scopes, []string{"accounting.invoices", "accounting.contacts"}); len(m) != 1 || m[0] != "accounting.contacts" {
		t.Errorf("missing %v", m)
	}
	text, err := DecodeClaims(jwt(map[string]any{"scope": "a b"}))
	if err != nil || len(text.Scopes) != 2 {
		t.Errorf("%+v, %v", text, err)
	}
}

func FuzzDecodeClaims(f *testing.F) {
	f.Add(jwt(map[string]any{"scope": []string{"a"}, "exp": 1}).Reveal())
	f.Add("a.eyJzY29wZSI6MX0.c")
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := DecodeClaims(Secret(s)); err != nil && err.Error() != errNoClaims.Error() {
			t.Error(err)
		}
	})
}
