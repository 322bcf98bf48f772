package xeroapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// TokenConfig sets up a [TokenSource].
type TokenConfig struct {
	Endpoints Endpoints
	ClientID  string
	Store     SecretStore
	Key       string       // of the entry in Store; see SecretKey
	HTTP      *http.Client // nil means NewHTTPClient
	Clock     Clock        // nil means SystemClock
}

const (
	// refreshEarly is how long before its end an access token is replaced, or
	// half its life if that is shorter.
	refreshEarly = 90 * time.Second
	// grace is how long Xero accepts the refresh token before the current one.
	grace = 30 * time.Minute
	// closeGrace is how long Close waits for a refresh on the wire, so that
	// its answer is not lost.
	closeGrace = 700 * time.Millisecond
)

// TokenSource gives access tokens, which it keeps in memory only, and renews
// them with the refresh token of its store. There is one per company file,
// which only one process has open at a time.
//
// However many callers wait, one refresh is on the wire. The pair it brings is
// stored before it is used: should the process end in between, the next one
// finds a token that works. Whatever else happens, a stored token is kept; only
// Xero's own invalid_grant, for the current token and for the previous one
// while its grace lasts, ends in [ErrReconnect], and even then nothing is
// deleted.
type TokenSource struct {
	cfg  TokenConfig
	id   identity
	turn chan struct{} // held by whatever changes the stored token
	ctx  context.Context
	end  context.CancelFunc

	mu     sync.Mutex
	stored *StoredToken // nil: not loaded
	saved  bool         // stored is in the store
	access *accessToken
	dead   error   // set when Xero has ended the grant
	flight *flight // the refresh on the wire
}

type accessToken struct {
	token  Secret
	until  time.Time // replaced from then on
	claims Claims
}

// Format keeps the token out of every way of printing it.
func (a *accessToken) Format(f fmt.State, _ rune) { fmt.Fprint(f, "access token "+redacted) }

func newAccessToken(g Grant, now time.Time) *accessToken {
	claims, _ := DecodeClaims(g.Access) // a token without claims works as well
	early := min(refreshEarly, g.ExpiresAt.Sub(now)/2)
	return &accessToken{token: g.Access, until: g.ExpiresAt.Add(-early), claims: claims}
}

// flight is a refresh on the wire; token and err are set when done is closed.
type flight struct {
	done  chan struct{}
	token *accessToken
	err   error
}

// NewTokenSource returns a source. Nothing is read before the first Token.
// Close ends it.
func NewTokenSource(cfg TokenConfig) *TokenSource {
	if cfg.Clock == nil {
		cfg.Clock = SystemClock()
	}
	t := &TokenSource{cfg: cfg, turn: make(chan struct{}, 1)}
	t.id = identity{endpoints: cfg.Endpoints, clientID: cfg.ClientID, http: strict(cfg.HTTP), clock: cfg.Clock}
	t.ctx, t.end = context.WithCancel(context.Background())
	return t
}

// Format keeps tokens out of every way of printing a TokenSource.
func (t *TokenSource) Format(f fmt.State, _ rune) { fmt.Fprint(f, "xeroapi.TokenSource") }

// Token returns an access token that is good for at least a minute. It waits
// for a refresh, until ctx ends; the refresh itself goes on, for its answer
// must not be lost. Errors: [ErrReconnect] and [ErrSecretsUnavailable], each
// in an [*Error], or why Xero could not be reached.
func (t *TokenSource) Token(ctx context.Context) (Secret, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	token, f, err := t.current()
	if f == nil {
		return token, err
	}
	select {
	case <-f.done:
		if f.err != nil {
			return "", f.err
		}
		return f.token.token, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// current returns the token, or the refresh to wait for.
func (t *TokenSource) current() (Secret, *flight, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dead != nil {
		return "", nil, t.dead
	}
	if t.access != nil && t.saved && wall(t.cfg.Clock).Before(t.access.until) {
		return t.access.token, nil, nil
	}
	if t.flight == nil {
		if t.ctx.Err() != nil {
			return "", nil, context.Canceled
		}
		f := &flight{done: make(chan struct{})}
		t.flight = f
		go func() {
			f.token, f.err = t.refresh(t.ctx)
			t.mu.Lock()
			t.flight = nil
			t.mu.Unlock()
			close(f.done)
		}()
	}
	return "", t.flight, nil
}

// renew replaces the access token that Xero has refused, unless that has been
// done already.
func (t *TokenSource) renew(ctx context.Context, refused Secret) (Secret, error) {
	t.mu.Lock()
	if t.access != nil && t.access.token == refused {
		t.access = nil
	}
	t.mu.Unlock()
	return t.Token(ctx)
}

// refresh brings the state to where current is content: the stored token
// loaded, anything not yet stored stored, the access token fresh.
func (t *TokenSource) refresh(ctx context.Context) (*accessToken, error) {
	if err := t.lock(ctx); err != nil {
		return nil, err
	}
	defer t.unlock()
	stored, access, err := t.load()
	if err != nil {
		return nil, err
	}
	if access != nil && wall(t.cfg.Clock).Before(access.until) {
		return access, nil // an earlier pair has just been stored at last
	}
	used := stored.Refresh
	grant, err := t.exchange(ctx, used)
	if errors.Is(err, errInvalidGrant) && stored.Previous != "" && wall(t.cfg.Clock).Sub(stored.ReplacedAt) < grace {
		used = stored.Previous
		grant, err = t.exchange(ctx, used)
	}
	if errors.Is(err, errInvalidGrant) {
		dead := reconnect(err)
		t.mu.Lock()
		t.dead = dead
		t.mu.Unlock()
		return nil, dead
	}
	if err != nil {
		return nil, err
	}
	next := stored
	switch {
	case grant.Refresh == "" || grant.Refresh == used: // not rotated
		next.Refresh = used
	case used == stored.Previous: // its grace runs from when it was first replaced
		next.Refresh = grant.Refresh
	default:
		next = StoredToken{Refresh: grant.Refresh, Previous: used, ReplacedAt: wall(t.cfg.Clock)}
	}
	return t.adopt(grant, next)
}

// load returns the stored token, reading the store the first time, and tries
// again to store a pair that the store did not take.
func (t *TokenSource) load() (StoredToken, *accessToken, error) {
	t.mu.Lock()
	stored, saved, access := t.stored, t.saved, t.access
	t.mu.Unlock()
	if stored == nil {
		read, err := t.cfg.Store.Load(t.cfg.Key)
		if errors.Is(err, ErrNoSecret) {
			return StoredToken{}, nil, reconnect(err)
		}
		if err != nil {
			return StoredToken{}, nil, secretsUnavailable(err)
		}
		stored, saved = &read, true
	}
	if !saved {
		if err := t.cfg.Store.Save(t.cfg.Key, *stored); err != nil {
			return StoredToken{}, nil, secretsUnavailable(err)
		}
	}
	t.mu.Lock()
	t.stored, t.saved = stored, true
	t.mu.Unlock()
	return *stored, access, nil
}

// adopt stores the new pair and only then lets it be used. A pair that could
// not be stored stays in memory, for it is the only one that works.
func (t *TokenSource) adopt(g Grant, next StoredToken) (*accessToken, error) {
	access := newAccessToken(g, wall(t.cfg.Clock))
	t.mu.Lock()
	t.stored, t.saved, t.access = &next, false, access
	t.mu.Unlock()
	if err := t.cfg.Store.Save(t.cfg.Key, next); err != nil {
		return nil, secretsUnavailable(err)
	}
	t.mu.Lock()
	t.saved = true
	t.mu.Unlock()
	return access, nil
}

func (t *TokenSource) exchange(ctx context.Context, refresh Secret) (Grant, error) {
	return t.id.token(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Reveal()}})
}

// Adopt takes over what a sign-in gave: it is stored, and used from now on. If
// it cannot be stored, nothing changes and the grant can be given to a source
// with another store.
func (t *TokenSource) Adopt(ctx context.Context, g Grant) error {
	if g.Refresh == "" || g.Access == "" {
		return &Error{Code: CodeConfiguration, Message: "Xero gave no lasting permission.",
			Fix: "Connect again and allow offline access."}
	}
	if err := t.lock(ctx); err != nil {
		return err
	}
	defer t.unlock()
	next := StoredToken{Refresh: g.Refresh}
	if err := t.cfg.Store.Save(t.cfg.Key, next); err != nil {
		return secretsUnavailable(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stored, t.saved, t.dead = &next, true, nil
	t.access = newAccessToken(g, wall(t.cfg.Clock))
	return nil
}

// Claims returns what the current access token says; nothing if there is none.
func (t *TokenSource) Claims() Claims {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.access == nil {
		return Claims{}
	}
	return t.access.claims
}

// Revoke takes back the user's consent at Xero, for all organisations.
func (t *TokenSource) Revoke(ctx context.Context) error {
	if err := t.lock(ctx); err != nil {
		return err
	}
	defer t.unlock()
	stored, _, err := t.load()
	if err != nil {
		return err
	}
	return t.id.revoke(ctx, stored.Refresh)
}

// Forget removes the stored token and all that is in memory. It waits for a
// refresh on the wire, so that none can bring the token back.
func (t *TokenSource) Forget(ctx context.Context) error {
	if err := t.lock(ctx); err != nil {
		return err
	}
	defer t.unlock()
	if err := t.cfg.Store.Delete(t.cfg.Key); err != nil {
		return secretsUnavailable(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stored, t.access, t.saved, t.dead = nil, nil, false, nil
	return nil
}

// Close waits a moment for a refresh on the wire, so that the pair it brings
// is stored, and then ends it. It returns within a second even if the keyring
// hangs. No Token is given afterwards.
func (t *TokenSource) Close() {
	t.mu.Lock()
	f := t.flight
	t.mu.Unlock()
	wait := func(d time.Duration) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-f.done:
		case <-timer.C:
		}
	}
	if f != nil {
		wait(closeGrace)
	}
	t.end()
	if f != nil {
		wait(closeGrace / 3)
	}
}

func (t *TokenSource) lock(ctx context.Context) error {
	select {
	case t.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return withOutcome(ctx.Err(), OutcomeNotSent)
	}
}

func (t *TokenSource) unlock() { <-t.turn }

func reconnect(cause error) error {
	return &Error{Code: CodeReconnect, Message: "The connection to Xero has ended.", Fix: "Connect to Xero again.",
		Outcome: OutcomeNotSent, cause: fmt.Errorf("%w: %w", ErrReconnect, cause)}
}

func secretsUnavailable(err error) error {
	if !errors.Is(err, ErrSecretsUnavailable) {
		err = fmt.Errorf("%w: %w", ErrSecretsUnavailable, err)
	}
	return &Error{Code: CodeSecretsUnavailable, Message: "The keyring of this computer cannot be used.",
		Fix: "Unlock it, or connect for this session only.", Outcome: OutcomeNotSent, cause: err}
}
