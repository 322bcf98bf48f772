package xerofake

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// state is everything a simulator remembers between starts.
type state struct {
	Version     int
	Tenants     []*tenant
	Connections []*connection
	Codes       map[string]*authCode
	Access      map[string]*accessToken
	Refresh     map[string]*refreshToken
	Replies     map[string]*stored // idempotency store
}

const stateVersion = 1

func newState() *state {
	return &state{
		Version: stateVersion,
		Codes:   map[string]*authCode{},
		Access:  map[string]*accessToken{},
		Refresh: map[string]*refreshToken{},
		Replies: map[string]*stored{},
	}
}

// open loads the state file, or seeds a new state where there is none.
func (s *Server) open() error {
	if s.cfg.State != "" {
		data, err := os.ReadFile(s.cfg.State)
		if err == nil {
			st := newState()
			if err := json.Unmarshal(data, st); err != nil {
				return fmt.Errorf("read %s: %w", s.cfg.State, err)
			}
			if st.Version != stateVersion {
				return fmt.Errorf("read %s: version %d is not known", s.cfg.State, st.Version)
			}
			s.state = st
			return nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	s.state = newState()
	s.state.Tenants = []*tenant{s.seed()}
	s.save()
	return s.saveErr
}

// save writes the state to its file, through a temporary file and a rename,
// so that the file is always whole. It is not forced to the disk: a crash of
// the program loses nothing, a power cut may lose the last seconds of a demo.
// The caller holds the mutex.
func (s *Server) save() {
	if s.cfg.State == "" {
		return
	}
	if err := s.writeState(); err != nil && s.saveErr == nil {
		s.saveErr = err
	}
}

func (s *Server) writeState() error {
	s.forgetOld(s.now())
	data, err := json.Marshal(s.state)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(s.cfg.State), ".xerofake-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone after the rename; this is for failures
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), s.cfg.State)
}

// forgetOld drops what has expired, so that the file does not grow for ever.
func (s *Server) forgetOld(now time.Time) {
	for k, a := range s.state.Access {
		if now.Sub(a.Expires) > time.Hour {
			delete(s.state.Access, k)
		}
	}
	for k, r := range s.state.Refresh {
		if r.dead(now) {
			delete(s.state.Refresh, k)
		}
	}
	for k, c := range s.state.Codes {
		if now.After(c.Expires) {
			delete(s.state.Codes, k)
		}
	}
	for k, r := range s.state.Replies {
		if now.After(r.Expires) {
			delete(s.state.Replies, k)
		}
	}
}
