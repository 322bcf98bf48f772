package shell

import (
	"litework/app/company"
	"litework/app/kit"
	"litework/app/settings"
)

// followBackups tells once when a daily copy could not be made; the page of the
// copies says it as long as it is so.
func (s *Shell) followBackups() {
	failed := false
	s.cancel = append(s.cancel, s.d.Company.Backups.Subscribe(func(b company.BackupState) {
		s.d.Env.Do(func() {
			if b.Making {
				return
			}
			now := b.Err != nil || b.ExtraErr != nil
			if now && !failed && s.at != atSettings {
				s.d.Toast(kit.Toast{Text: "The daily backup was not made.", Action: "Show", Do: s.showBackups})
			}
			failed = now
		})
	}))
}

// showBackups shows the page of the copies.
func (s *Shell) showBackups() {
	s.leaveFor(func() {
		s.show(atSettings)
		s.settings.ShowTab(settings.TabBackup)
	})
}

// backUpNow makes a copy, on the page that says how it went.
func (s *Shell) backUpNow() {
	s.showBackups()
	if s.at == atSettings {
		s.settings.BackUp()
	}
}

// Dropped takes a file that was dropped on the window, where the page has a use
// for it.
func (s *Shell) Dropped(path string) {
	if s.at == atSettings {
		s.settings.Dropped(path)
	}
}
