package xerosync

import (
	"context"
	"maps"
	"os"
	"path/filepath"

	"litework/document"
	"litework/store"
)

// copied is a copy of the company file, and what was known of it then.
type copied struct {
	path     string
	said     map[string]document.Document
	deleted  map[string]bool
	notes    map[string]string
	imported map[string]bool
}

// copies makes a copy of the company file, puts one in its place, or goes on
// with the file on another computer.
func (s *simulated) copies() {
	switch {
	case s.backup == nil || s.oneIn(3):
		s.observe()
		s.backup = s.asItIs("backup.litework")
		err := s.file.BackupTo(context.Background(), s.backup.path)
		s.tell("user: makes a copy: %v", err)
		if err != nil {
			s.t.Fatal(err)
		}
	case s.oneIn(2):
		s.takeTurns()
	case s.oneIn(3):
		s.tell("user: goes on at another computer")
		s.stop()
		s.stateDir += "-2"
		s.restored = true
		s.begin()
	default:
		s.tell("user: restores the copy")
		s.restore(s.backup)
	}
}

// takeTurns goes on with the copy, and keeps the file for another turn.
func (s *simulated) takeTurns() {
	s.tell("user: goes on with the other copy")
	s.observe()
	this := s.asItIs("other.litework")
	s.stop() // so that all of it is in the file
	data, err := os.ReadFile(s.path)
	if err == nil {
		err = os.WriteFile(this.path, data, 0o600)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.restore(s.backup)
	if err := os.Rename(this.path, s.backup.path); err != nil {
		s.t.Fatal(err)
	}
	this.path = s.backup.path
	s.backup = this
}

// asItIs is what is known of the file, for a copy of it.
func (s *simulated) asItIs(name string) *copied {
	return &copied{path: filepath.Join(filepath.Dir(s.path), name),
		said: maps.Clone(s.said), deleted: maps.Clone(s.deleted), notes: maps.Clone(s.notes), imported: maps.Clone(s.imported)}
}

func (s *simulated) restore(b *copied) {
	s.stop()
	data, err := os.ReadFile(b.path)
	if err == nil {
		err = os.WriteFile(s.path, data, 0o600)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.said, s.deleted, s.notes, s.imported = maps.Clone(b.said), maps.Clone(b.deleted), maps.Clone(b.notes), maps.Clone(b.imported)
	s.sheets = nil
	s.restored = true
	s.saves++
	s.begin()
}

// switchOn ends catching up as soon as that can be; it reports whether it did.
func (s *simulated) switchOn() (did bool) {
	ctx := context.Background()
	c, ok, err := s.svc.CatchingUp(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	if !ok || !c.Ready {
		return false
	}
	err = s.svc.SwitchOn(ctx)
	s.check("switches sync on", err)
	return err == nil
}

// lookAtCatchingUp: nothing is sent by a file that catches up.
func (s *simulated) lookAtCatchingUp(what string) {
	if !s.restored {
		return
	}
	var c store.Connection
	err := s.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		c, _, err = tx.Connection()
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if c.CatchingUp {
		s.fail("a file that catches up sent %s", what)
	}
}
