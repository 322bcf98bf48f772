package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/xerosync/xeroapi"
)

// Connecting is one attempt to connect through the browser. Show AuthorizeURL,
// then Wait.
type Connecting struct {
	AuthorizeURL, RedirectURI string
	Deadline                  time.Time

	s        *Service
	clientID string
	login    *xeroapi.Login
	anew     bool
}

// BeginConnect starts to connect: it opens the port for the answer and the
// browser. The client ID is the connection's own when empty. Errors are a
// [*document.Problem].
func (s *Service) BeginConnect(ctx context.Context, clientID string) (*Connecting, error) {
	if clientID == "" {
		clientID = s.cfg.ClientID
	}
	login, err := xeroapi.Start(ctx, xeroapi.LoginConfig{
		Endpoints: s.cfg.Endpoints, ClientID: clientID, HTTP: s.cfg.HTTP, Clock: s.clock(),
	})
	if err != nil {
		return nil, asProblem(err)
	}
	if s.cfg.OpenBrowser != nil {
		if err := s.cfg.OpenBrowser(login.AuthorizeURL()); err != nil {
			s.cfg.Log.Warn("opening the browser", "error", err)
		}
	}
	return &Connecting{
		AuthorizeURL: login.AuthorizeURL(), RedirectURI: login.RedirectURI(), Deadline: login.Deadline(),
		s: s, clientID: clientID, login: login,
	}, nil
}

// StartAnew allows another organisation than the one this file belongs to, which
// is refused otherwise. It is to be asked of the user explicitly, before Wait: the
// links to the old organisation sleep until it is connected again, and what was
// posted there is left out of bulk and automatic posting. The demo organisation's
// file stays the demo's all the same.
func (c *Connecting) StartAnew() { c.anew = true }

// Wait waits for the user to allow or decline, and connects. Contacts are read
// afterwards by the worker. Errors are a [*document.Problem], but for ctx's
// end.
func (c *Connecting) Wait(ctx context.Context) (document.Organisation, error) {
	defer c.login.Close()
	grant, err := c.login.Wait(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return document.Organisation{}, ctx.Err()
		}
		return document.Organisation{}, asProblem(err)
	}
	return c.s.complete(ctx, grant, c.clientID, false, c.anew)
}

// Cancel ends the attempt and frees the port.
func (c *Connecting) Cancel() { c.login.Close() }
