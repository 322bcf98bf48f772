package xerosync

import (
	"context"
	"fmt"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// markEnding is set from the moment the user disconnects until the connection
// is removed at Xero too.
const (
	markEnding = "ending"
	endingNow  = "yes"
)

// ConnectDemo connects to the demo organisation with tokens that need no
// browser. The client ID is the service's.
func (s *Service) ConnectDemo(ctx context.Context, tokens xeroapi.Grant) error {
	_, err := s.complete(ctx, tokens, s.cfg.ClientID, true, false)
	return err
}

// complete makes a connection of what a sign-in gave: it finds out which
// organisation was chosen, refuses another than this file's unless the user
// starts anew, keeps the refresh token, and reads what documents are checked
// against.
func (s *Service) complete(ctx context.Context, g xeroapi.Grant, clientID string, demo, anew bool) (document.Organisation, error) {
	if err := s.lock(ctx); err != nil {
		return document.Organisation{}, err
	}
	defer s.unlock()
	g = withClaims(g, s.wallNow())
	// Until the organisation is known to be the right one, the tokens are kept
	// in memory alone: a connection in use is not disturbed.
	secrets := xeroapi.NewSessionStore()
	passing := s.newTokens(clientID, secrets)
	defer passing.Close()
	if err := passing.Adopt(ctx, g); err != nil {
		return document.Organisation{}, asProblem(err)
	}
	client := s.newClient("", passing)
	chosen, err := client.ChosenConnection(ctx, g.AuthEventID)
	if err != nil {
		return document.Organisation{}, asProblem(err)
	}
	client = client.WithTenant(chosen.TenantID)
	before, had, err := s.cfg.File.Connection(ctx)
	if err != nil {
		return document.Organisation{}, err
	}
	other := had && before.Org() != (store.OrgKey{Server: s.serverName(), TenantID: chosen.TenantID})
	if other && (!anew || before.Demo || demo) {
		s.refuseConnection(ctx, client, chosen)
		return document.Organisation{}, otherOrganisation(before, chosen.TenantName)
	}
	ref, err := readReference(ctx, client)
	if err != nil {
		return document.Organisation{}, asProblem(err)
	}
	// They may have been renewed meanwhile, and the first ones be dead.
	kept, err := secrets.Load(s.secretKey(clientID))
	if err != nil {
		return document.Organisation{}, err
	}
	g.Refresh = kept.Refresh
	s.closeRemotes()
	keep := s.newTokens(clientID, s.cfg.Secrets)
	defer keep.Close()
	if err := keep.Adopt(ctx, g); err != nil {
		return document.Organisation{}, asProblem(err)
	}
	c := before
	if other {
		c = store.Connection{}
	}
	c.Server, c.TenantID, c.ConnectionID = s.serverName(), chosen.TenantID, chosen.ID
	c.OrganisationName, c.ClientID, c.ConnectedAt = ref.Organisation.Name, clientID, s.wallNow()
	c.Demo, c.Scopes, c.Disconnected = demo, g.Scopes, false
	err = s.commit(ctx, "connect", func(tx *store.SyncTx) error {
		if other {
			if err := leaveOrganisation(tx, before, ref.Organisation.Name, s.wallNow()); err != nil {
				return err
			}
		}
		if err := tx.PutConnection(c); err != nil {
			return err
		}
		if err := s.putReference(tx, ref); err != nil {
			return err
		}
		if err := tx.PutMark(markEnding, ""); err != nil {
			return err
		}
		return tx.AddHistory(store.HistoryEntry{
			Action: store.HistorySync, Direction: store.FromXero, At: s.wallNow(), Label: ref.Organisation.Name,
			Status: store.HistorySuccess, Details: "Connected to " + ref.Organisation.Name + ".",
		})
	})
	if err != nil {
		return document.Organisation{}, err
	}
	if other {
		s.session = newSession()
		s.dropAsks()
		if !before.Disconnected { // as far as it can be reached with the new sign-in
			s.refuseConnection(ctx, client, xeroapi.Connection{ID: before.ConnectionID})
		}
	}
	s.session.reached()
	s.publish(func(st *State) {
		*st = State{Phase: Waiting, Organisation: ref.Organisation.Name, Demo: demo, Last: s.wallNow()}
	})
	s.Wake()
	return ref.Organisation, nil
}

// leaveOrganisation puts the connection to an organisation to rest for another
// one: what was never sent is taken back. Links, bases and what has no known
// outcome stay with it until it is connected again.
func leaveOrganisation(tx *store.SyncTx, before store.Connection, next string, now time.Time) error {
	if err := withdrawNeverSent(tx); err != nil {
		return err
	}
	return tx.AddHistory(store.HistoryEntry{
		Action: store.HistorySync, Direction: store.ToXero, At: now, Label: before.OrganisationName, Status: store.HistorySuccess,
		Details: "Started anew with " + next + ". The links to " + before.OrganisationName + " sleep until it is connected again.",
	})
}

// withdrawNeverSent takes back all that was never sent.
func withdrawNeverSent(tx *store.SyncTx) error {
	ops, err := tx.OpenOps()
	if err != nil {
		return err
	}
	for _, op := range ops {
		if neverSent(op) {
			op.State = store.OpWithdrawn
			if err := tx.PutOp(op); err != nil {
				return err
			}
		}
	}
	return nil
}

// withClaims fills in what a grant leaves to its access token to say, so that
// the token is used as it is and not renewed at once.
func withClaims(g xeroapi.Grant, now time.Time) xeroapi.Grant {
	claims, err := xeroapi.DecodeClaims(g.Access)
	if err != nil {
		return g
	}
	if g.ExpiresAt.IsZero() {
		g.ExpiresAt = claims.ExpiresAt
	}
	if g.ExpiresAt.IsZero() {
		g.ExpiresAt = now
	}
	if len(g.Scopes) == 0 {
		g.Scopes = claims.Scopes
	}
	if g.AuthEventID == "" {
		g.AuthEventID = claims.AuthEventID
	}
	return g
}

// refuseConnection removes a connection that was made to an organisation this
// file does not belong to, so that it does not count against the app.
func (s *Service) refuseConnection(ctx context.Context, client *xeroapi.Client, chosen xeroapi.Connection) {
	if err := client.DeleteConnection(ctx, chosen.ID); err != nil {
		s.cfg.Log.Warn("removing the connection to another organisation", "error", err)
	}
}

func otherOrganisation(c store.Connection, chosen string) *document.Problem {
	if c.Demo {
		return problem("demo-organisation", "This company file belongs to the demo organisation.",
			"Open or make another company file for "+chosen+".")
	}
	return problem("other-organisation",
		fmt.Sprintf("This company file belongs to %s, and you chose %s.", c.OrganisationName, chosen),
		"Connect again and choose "+c.OrganisationName+", open another company file, or start anew with "+chosen+".")
}

// Disconnect ends the connection. Documents and links stay; what was never
// sent is withdrawn; what was sent and has no known outcome is settled when the
// same organisation is connected again. The connection at Xero and the keyring
// entry are removed by the worker as soon as Xero can be reached.
func (s *Service) Disconnect(ctx context.Context) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	c, ok, err := s.cfg.File.Connection(ctx)
	if err != nil || !ok || c.Disconnected {
		return err
	}
	err = s.commit(ctx, "disconnect", func(tx *store.SyncTx) error {
		if err := withdrawNeverSent(tx); err != nil {
			return err
		}
		c.Disconnected = true
		if err := tx.PutConnection(c); err != nil {
			return err
		}
		return tx.PutMark(markEnding, endingNow)
	})
	if err != nil {
		return err
	}
	s.session.reached()
	s.publish(func(st *State) { *st = State{Phase: Off} })
	s.Wake()
	return nil
}

// endRemotely removes the connection at Xero and then the keyring entry. The
// grant itself is taken back only when no connection remains. Each part may be
// repeated.
func (s *Service) endRemotely(ctx context.Context, c store.Connection) error {
	r := s.reach(c)
	s.cfg.at("before end")
	err := r.client.DeleteConnection(ctx, c.ConnectionID)
	s.cfg.at("after end")
	if err == nil {
		err = s.revokeIfLast(ctx, r.client)
	}
	if err != nil && !endedAlready(err) {
		s.noteTrouble(err)
		return nil
	}
	s.cfg.at("before forget")
	if err := r.tokens.Forget(ctx); err != nil {
		s.noteTrouble(err)
		return nil
	}
	s.cfg.at("after forget")
	s.closeRemotes()
	return s.commit(ctx, "disconnected", func(tx *store.SyncTx) error {
		if err := tx.PutMark(markEnding, ""); err != nil {
			return err
		}
		return tx.AddHistory(store.HistoryEntry{
			Action: store.HistorySync, Direction: store.ToXero, At: s.wallNow(), Label: c.OrganisationName,
			Status: store.HistorySuccess, Details: "Disconnected from " + c.OrganisationName + ".",
		})
	})
}

func (s *Service) revokeIfLast(ctx context.Context, client *xeroapi.Client) error {
	rest, err := client.Connections(ctx, "")
	if err != nil || len(rest) > 0 {
		return err
	}
	return client.RevokeAll(ctx)
}

// endedAlready reports whether there is nothing left to end at Xero.
func endedAlready(err error) bool {
	return xeroapi.IsCode(err, xeroapi.CodeReconnect) || xeroapi.IsCode(err, xeroapi.CodeTenantDisconnected)
}
