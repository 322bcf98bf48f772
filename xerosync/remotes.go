package xerosync

import (
	"context"
	"strings"
	"time"

	"litework/store"
	"litework/xerosync/xeroapi"
)

// remotes is the way to one organisation.
type remotes struct {
	org      store.OrgKey
	clientID string
	tokens   *xeroapi.TokenSource
	client   *xeroapi.Client
}

// serverName is how a server is named in links, bases and the keyring, so that
// a stand-in never meets what belongs to Xero.
func (s *Service) serverName() string {
	if s.cfg.Server != "" {
		return s.cfg.Server
	}
	return strings.TrimRight(s.cfg.Endpoints.API, "/")
}

func (s *Service) secretKey(clientID string) string {
	return xeroapi.SecretKey(s.serverName(), clientID, s.cfg.File.ID())
}

// reach gives the way to the connected organisation.
func (s *Service) reach(c store.Connection) *remotes {
	if s.remotes != nil && s.remotes.org == c.Org() && s.remotes.clientID == c.ClientID {
		return s.remotes
	}
	s.closeRemotes()
	tokens := s.newTokens(c.ClientID, s.cfg.Secrets)
	s.remotes = &remotes{org: c.Org(), clientID: c.ClientID, tokens: tokens, client: s.newClient(c.TenantID, tokens)}
	return s.remotes
}

func (s *Service) newTokens(clientID string, secrets xeroapi.SecretStore) *xeroapi.TokenSource {
	return xeroapi.NewTokenSource(xeroapi.TokenConfig{
		Endpoints: s.cfg.Endpoints, ClientID: clientID, Store: secrets,
		Key: s.secretKey(clientID), HTTP: s.cfg.HTTP, Clock: s.clock(),
	})
}

func (s *Service) newClient(tenantID string, tokens *xeroapi.TokenSource) *xeroapi.Client {
	return xeroapi.New(xeroapi.Config{
		Endpoints: s.cfg.Endpoints, TenantID: tenantID, Tokens: tokens, HTTP: s.cfg.HTTP, Clock: s.clock(),
	})
}

// closeRemotes ends what belongs to the organisation: a token refresh on the
// wire is waited for, so that its pair is not lost.
func (s *Service) closeRemotes() {
	if s.remotes != nil {
		s.remotes.tokens.Close()
		s.remotes.client.CloseIdleConnections()
		s.remotes = nil
	}
}

// clock is the injected clock in the client's form.
func (s *Service) clock() xeroapi.Clock { return clock{now: s.cfg.Clock, sleep: s.cfg.sleep} }

type clock struct {
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error
}

func (c clock) Now() time.Time { return c.now() }

func (c clock) Sleep(ctx context.Context, d time.Duration) error {
	if c.sleep != nil {
		return c.sleep(ctx, d)
	}
	return xeroapi.SystemClock().Sleep(ctx, d)
}
