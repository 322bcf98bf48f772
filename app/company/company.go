// Package company opens and closes what the window works on: one company file
// with the worker that keeps it and Xero in step, and, for the demo, the
// organisation it is connected to.
package company

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync"
	"litework/xerosync/demo"
	"litework/xerosync/xeroapi"
)

// The company files of a data folder.
const (
	ownFile  = "company.litework"
	demoFile = "demo.litework"
)

// BuiltInClientID is the program's own app at Xero, set when a release is
// built; empty, the user's own is needed.
var BuiltInClientID = ""

// Opener opens the companies of one data folder.
type Opener struct {
	Folder string
	// XeroURL stands in for Xero when set.
	XeroURL string
	Log     *slog.Logger
	// OpenBrowser shows an address in the user's browser.
	OpenBrowser func(address string) error
	// Secrets holds the refresh token: the keyring, or this session's memory
	// where the user chose that.
	Secrets xeroapi.SecretStore
}

// Company is an open company file and its worker. It ends with Close.
type Company struct {
	File *store.File
	Sync *xerosync.Service
	// Backups makes the copies of the file.
	Backups *Backups
	Demo    bool

	organisation *demo.Organisation
	// life ends with Close; work is what has to end by then.
	life context.Context
	stop context.CancelFunc
	work sync.WaitGroup
}

// Restore puts a copy in the place of the own company file, or of the demo's,
// which must be closed.
func (o Opener) Restore(ctx context.Context, copy string, demo bool) error {
	return store.Restore(ctx, o.path(demo), copy, store.Options{})
}

// Copies are those kept of the own company file, or of the demo's, the newest
// first. It need not open.
func (o Opener) Copies(demo bool) ([]store.Copy, error) {
	return store.Copies(store.BackupFolder(o.path(demo)), o.path(demo))
}

func (o Opener) path(demo bool) string {
	if demo {
		return filepath.Join(o.Folder, demoFile)
	}
	return filepath.Join(o.Folder, ownFile)
}

// HasOwn reports whether the folder holds a company of the user's own.
func (o Opener) HasOwn() bool { return exists(filepath.Join(o.Folder, ownFile)) }

// HasDemo reports whether the demo was tried before.
func (o Opener) HasDemo() bool { return exists(filepath.Join(o.Folder, demoFile)) }

// LastWasDemo reports whether the demo was open when the program last ended.
func (o Opener) LastWasDemo() bool {
	last, err := os.ReadFile(o.lastPath())
	return err == nil && string(last) == demoFile && o.HasDemo()
}

// OpenOwn opens the user's own company file, making it with the given settings
// where there is none. ctx bounds the opening, not the company's life.
func (o Opener) OpenOwn(ctx context.Context, first document.Settings) (*Company, error) {
	endpoints, server := xeroapi.DefaultEndpoints(), ""
	if o.XeroURL != "" {
		endpoints, server = xeroapi.EndpointsAt(o.XeroURL), o.XeroURL
	}
	c := &Company{}
	return o.open(ctx, c, ownFile, first, xerosync.Config{
		Endpoints: endpoints, Server: server, ClientID: BuiltInClientID, Secrets: o.Secrets,
	})
}

// OpenDemo opens the demo company, connected to the demo organisation, which
// it starts.
func (o Opener) OpenDemo(ctx context.Context) (*Company, error) {
	organisation, err := demo.Start(o.Folder, nil)
	if err != nil {
		return nil, err
	}
	c := &Company{Demo: true, organisation: organisation}
	first := document.DefaultSettings("NZ", "Harbour Light Ltd")
	first.SalesAccount = demo.SalesAccount
	c, err = o.open(ctx, c, demoFile, first, xerosync.Config{
		Endpoints: organisation.Endpoints(), Server: demo.Server, ClientID: demo.ClientID,
		Secrets: xeroapi.NewSessionStore(),
	})
	if err != nil {
		return nil, err
	}
	c.connectDemo(o.Log)
	return c, nil
}

// connectDemo signs in to the demo organisation while the window is already
// there. Its own failure shows in the worker's state.
func (c *Company) connectDemo(log *slog.Logger) {
	c.work.Go(func() {
		if err := c.Sync.ConnectDemo(c.life, c.organisation.Grant()); err != nil && c.life.Err() == nil {
			log.Error("the demo organisation was not connected", "error", err)
		}
	})
}

func (o Opener) open(ctx context.Context, c *Company, name string, first document.Settings, cfg xerosync.Config) (*Company, error) {
	path := filepath.Join(o.Folder, name)
	isNew := !exists(path)
	file, err := store.Open(path, store.Options{StateDir: filepath.Join(o.Folder, "state")})
	if err != nil {
		return nil, errors.Join(err, c.closeOrganisation())
	}
	c.File = file
	if isNew {
		if err := file.SaveSettings(ctx, first); err != nil {
			return nil, errors.Join(err, file.Close(), c.closeOrganisation())
		}
	}
	cfg.File, cfg.Log, cfg.OpenBrowser = file, o.Log, o.OpenBrowser
	c.Sync = xerosync.New(cfg)
	_ = os.WriteFile(o.lastPath(), []byte(name), 0o600) // a convenience: losing it opens the other file
	c.serve(o.Log)
	c.purge(o.Log)
	c.Backups = NewBackups(file, o.Log)
	c.work.Go(func() { c.Backups.serve(c.life) })
	return c, nil
}

// keepDeleted is for how long a deleted document can be brought back.
const keepDeleted = 30 * 24 * time.Hour

// purge removes for good what was deleted long ago.
func (c *Company) purge(log *slog.Logger) {
	c.work.Go(func() {
		if _, err := c.File.PurgeDeleted(c.life, time.Now().Add(-keepDeleted)); err != nil && c.life.Err() == nil {
			log.Warn("removing what was deleted long ago", "error", err)
		}
	})
}

// serve runs the worker until Close.
func (c *Company) serve(log *slog.Logger) {
	c.life, c.stop = context.WithCancel(context.Background())
	c.work.Go(func() {
		if err := c.Sync.Serve(c.life); err != nil && !errors.Is(err, context.Canceled) {
			log.Error("the sync worker ended", "error", err)
		}
	})
}

// Close ends the worker and closes the file. Nothing is lost: what was queued
// goes on at the next start.
func (c *Company) Close() error {
	c.stop()
	c.work.Wait()
	return errors.Join(c.File.Close(), c.closeOrganisation())
}

func (c *Company) closeOrganisation() error {
	if c.organisation == nil {
		return nil
	}
	return c.organisation.Close()
}

func (o Opener) lastPath() string { return filepath.Join(o.Folder, "last-open") }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
