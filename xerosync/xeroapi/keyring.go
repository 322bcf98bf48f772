package xeroapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/zalando/go-keyring"
)

// keyringService is the name under which the system's keyring shows entries.
const keyringService = "LiteWork"

// NewKeyring returns the keyring of the operating system. It reads back after
// every write and compares, because some keyrings report success and keep
// nothing (go-keyring issue 153).
func NewKeyring() SecretStore {
	return systemKeyring{get: keyring.Get, set: keyring.Set, remove: keyring.Delete}
}

// systemKeyring holds the library's functions, whose provider cannot be had.
type systemKeyring struct {
	get    func(service, user string) (string, error)
	set    func(service, user, secret string) error
	remove func(service, user string) error
}

// keyringEntry is the stored form of a StoredToken. Its names are short:
// Windows takes 2,560 bytes at most.
type keyringEntry struct {
	Refresh    string `json:"r"`
	Previous   string `json:"p,omitempty"`
	ReplacedAt int64  `json:"t,omitempty"` // UTC milliseconds
}

func (k systemKeyring) Load(key string) (StoredToken, error) {
	text, err := k.get(keyringService, key)
	if errors.Is(err, keyring.ErrNotFound) {
		return StoredToken{}, ErrNoSecret
	}
	if err != nil {
		return StoredToken{}, fmt.Errorf("%w: %w", ErrSecretsUnavailable, err)
	}
	return parseKeyringEntry(text)
}

func (k systemKeyring) Save(key string, t StoredToken) error {
	text, err := formatKeyringEntry(t)
	if err != nil {
		return err
	}
	if err := k.set(keyringService, key, text); err != nil {
		return fmt.Errorf("%w: %w", ErrSecretsUnavailable, err)
	}
	back, err := k.get(keyringService, key)
	if err != nil {
		return fmt.Errorf("%w: reading back: %w", ErrSecretsUnavailable, err)
	}
	if back != text {
		return fmt.Errorf("%w: it did not keep what it was given", ErrSecretsUnavailable)
	}
	return nil
}

func (k systemKeyring) Delete(key string) error {
	err := k.remove(keyringService, key)
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fmt.Errorf("%w: %w", ErrSecretsUnavailable, err)
	}
	return nil
}

func formatKeyringEntry(t StoredToken) (string, error) {
	e := keyringEntry{Refresh: t.Refresh.Reveal(), Previous: t.Previous.Reveal()}
	if !t.ReplacedAt.IsZero() {
		e.ReplacedAt = t.ReplacedAt.UnixMilli()
	}
	b, err := json.Marshal(e)
	return string(b), err
}

// parseKeyringEntry reads a stored entry. Its error never quotes the entry.
func parseKeyringEntry(text string) (StoredToken, error) {
	var e keyringEntry
	if json.Unmarshal([]byte(text), &e) != nil || e.Refresh == "" {
		return StoredToken{}, fmt.Errorf("%w: the entry is damaged", ErrSecretsUnavailable)
	}
	t := StoredToken{Refresh: Secret(e.Refresh), Previous: Secret(e.Previous)}
	if e.ReplacedAt != 0 {
		t.ReplacedAt = time.UnixMilli(e.ReplacedAt).UTC()
	}
	return t, nil
}

// NewSessionStore returns a store that forgets everything when the program
// ends, for a user who chose that where no keyring can be used.
func NewSessionStore() SecretStore {
	return &sessionStore{entries: map[string]*StoredToken{}}
}

type sessionStore struct {
	mu      sync.Mutex
	entries map[string]*StoredToken // pointers: fmt prints an address, not a token
}

// Format keeps tokens out of every way of printing a store.
func (s *sessionStore) Format(f fmt.State, _ rune) { fmt.Fprint(f, "xeroapi.SessionStore") }

func (s *sessionStore) Load(key string) (StoredToken, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.entries[key]; t != nil {
		return *t, nil
	}
	return StoredToken{}, ErrNoSecret
}

func (s *sessionStore) Save(key string, t StoredToken) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries[key] = &t
	return nil
}

func (s *sessionStore) Delete(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.entries, key)
	return nil
}
