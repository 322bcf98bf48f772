package shell

import (
	"context"
	"errors"

	"litework/app/importing"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/settings"
	syncpage "litework/app/sync"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// atSync is the page about Xero.
const atSync place = "sync"

// syncPage is the page about Xero, made where it was not looked at yet.
func (s *Shell) syncPage() *syncpage.Page {
	if s.sync != nil {
		return s.sync
	}
	d := syncpage.Deps{
		Host: s.d.Host, File: s.d.Company.File, Sync: s.d.Company.Sync, Now: s.d.Now,
		SyncNow: s.syncNow, Connect: s.d.Connect, TryDemo: s.d.OpenDemo,
		OpenDocument: s.OpenDocument, OpenContact: s.openContact, GoTo: s.goToField,
		OpenSettings: s.openXeroSettings, OpenConflict: s.openConflict, OpenImport: s.openImport,
		Copy: s.d.Copy, Folder: page.Downloads, StateChanged: s.stateChanged,
	}
	if s.d.Company.Demo {
		d.Connect, d.TryDemo = nil, nil
	}
	s.sync = syncpage.New(d)
	s.stack.Set(string(atSync), s.sync.Content())
	return s.sync
}

// showSync shows one of the tabs of the page about Xero.
func (s *Shell) showSync(tab string) {
	s.syncPage().ShowTab(tab)
	s.show(atSync)
}

// openContact shows a contact in the address book.
func (s *Shell) openContact(id string) {
	s.show(atContacts)
	s.contacts.Show(id)
}

// openXeroSettings shows what posting takes from the settings.
func (s *Shell) openXeroSettings() {
	s.show(atSettings)
	s.settings.ShowTab(settings.TabXero)
}

// syncNow asks the worker for a check of everything; only a refusal is told,
// the rest is seen on the indicator.
func (s *Shell) syncNow() {
	page.Write(s.reader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Company.Sync.SyncNow(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Tell("Not synced", err)
		}
	})
}

func (s *Shell) whyNotSync() string { return syncpage.WhyNotSync(s.d.Company.Sync.State()) }

// openImport shows the import from Xero: at its beginning, or where it is.
func (s *Shell) openImport() {
	if s.wizard != nil && s.wizard.IsOpen() {
		return
	}
	s.wizard = importing.Open(importing.Deps{
		Host: s.d.Host, Sync: s.d.Company.Sync, Closed: s.importClosed,
		ShowConflicts: func() { s.showSync(syncpage.TabAttention) },
	})
}

// importClosed gives the keyboard to the page where the button that had it has
// gone: it stood on a page that is no longer empty.
func (s *Shell) importClosed() {
	s.stateChanged()
	switch b := s.d.Canvas.Focused().(type) {
	case nil:
		s.Focus()
	case *kit.Button:
		if _, there := kit.WalkNamed(s.d.Canvas).Find(b.Name); !there {
			s.Focus()
		}
	}
}

// Import shows the import from Xero.
func (s *Shell) Import() { s.openImport() }

// importOrConnect brings records from Xero, or first connects to it.
func (s *Shell) importOrConnect() {
	if s.d.Company.Sync.State().Phase == xerosync.Off {
		s.d.Connect()
		return
	}
	s.openImport()
}

// whyNotMarkSent is the reason the open document cannot be marked as sent.
func (s *Shell) whyNotMarkSent() string {
	if why := s.editor.WhyNotView(); why != "" {
		return why
	}
	if s.editor.Kind() != document.Invoice {
		return "Only invoices are marked as sent. A quote has a status for it."
	}
	return ""
}

// markSent marks invoices as sent in Xero, where the client sees it: those that
// cannot be are told of.
func (s *Shell) markSent(ids []string) {
	page.Write(s.reader, func(ctx context.Context) (n int, err error) {
		for _, id := range ids {
			if e := s.d.Company.Sync.MarkSent(ctx, id); e != nil {
				err = errors.Join(err, e)
				continue
			}
			n++
		}
		return n, err
	}, func(n int, err error) {
		switch {
		case err != nil:
			s.d.Tell("Not marked as sent", err)
		case n == 1:
			s.d.Say("Marked as sent in Xero")
		default:
			s.d.Say(page.Plural(n, "invoice") + " marked as sent in Xero")
		}
	})
}

// readBadge counts what needs attention, beside Sync in the sidebar.
func (s *Shell) readBadge() {
	page.Read(s.badges, "badge", func(ctx context.Context) (int, error) {
		return syncpage.Count(ctx, s.d.Company.File, s.d.Company.Sync)
	}, func(n int, err error) {
		badge := ""
		if err == nil && n > 0 {
			badge = page.Count(n)
		}
		s.sidebar.SetBadge(string(atSync), badge)
	})
}

// followAttention keeps the badge in step with the file and the worker.
func (s *Shell) followAttention() {
	s.badges = page.NewReader(s.d.Env, s.d.Run)
	s.badges.OnChange(s.readBadge)
	s.cancel = append(s.cancel,
		s.d.Company.File.Subscribe(func(e store.Event) {
			switch e.Kind {
			case store.DocumentChanged, store.ContactChanged, store.OutboxChanged, store.ConnectionChanged:
				s.badges.Changed()
			}
		}),
		s.d.Company.Sync.Subscribe(func(xerosync.State) { s.badges.Changed() }))
	s.readBadge()
}

// closeSync ends the page about Xero and the badge.
func (s *Shell) closeSync() {
	if s.wizard != nil {
		s.wizard.Close()
	}
	if s.sync != nil {
		s.sync.Close()
	}
	s.badges.Close()
}
