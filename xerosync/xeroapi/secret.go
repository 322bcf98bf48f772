package xeroapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

const redacted = "[redacted]"

// Secret is a token. It redacts itself in every format: printing, logging and
// encoding a Secret show a placeholder. Reveal gives the token itself.
//
// fmt reads unexported struct fields without their methods. So a struct keeps a
// Secret in an exported field, or behind a pointer and has a Format method of
// its own. A Secret is no key of a map: encoding/json writes such keys as they
// are.
type Secret string

// Reveal returns the token itself, to be put into a request or the keyring and
// nowhere else.
func (s Secret) Reveal() string { return string(s) }

func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return redacted
}

// GoString redacts %#v.
func (s Secret) GoString() string { return fmt.Sprintf("%q", s.String()) }

// Format redacts every verb, also %x and %d, which would go past String.
func (s Secret) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, s.GoString())
		return
	}
	fmt.Fprint(f, s.String())
}

// LogValue redacts a Secret in slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON redacts a Secret in JSON.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalText redacts a Secret in text encodings.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// StoredToken is what a [SecretStore] keeps, as one entry: the current refresh
// token, and the one before it with the time it was replaced. Xero accepts the
// previous one for 30 minutes more.
type StoredToken struct {
	Refresh    Secret
	Previous   Secret
	ReplacedAt time.Time
}

// Errors of a SecretStore.
var (
	// ErrNoSecret says that the store works and holds no entry of that key.
	ErrNoSecret = errors.New("no secret stored")
	// ErrSecretsUnavailable says that the store itself cannot be used: no
	// keyring, a locked one, or one that did not keep what it was given.
	ErrSecretsUnavailable = errors.New("the keyring cannot be used")
)

// SecretStore keeps refresh tokens. There are two: the keyring of the
// operating system and, when the user chooses so, memory until the program
// ends. Load gives ErrNoSecret where there is none, Delete of nothing is no
// error, and any other failure is ErrSecretsUnavailable, wrapped. Calls may
// wait for the user to unlock the keyring: never make them where the window
// would freeze.
type SecretStore interface {
	Load(key string) (StoredToken, error)
	Save(key string, t StoredToken) error
	Delete(key string) error
}

// SecretKey returns the key of one company file's entry: by server address,
// client ID and file id, so that one server's token is never shown to another.
func SecretKey(serverBase, clientID, fileID string) string {
	return fmt.Sprintf("%s|%s|%s", serverBase, clientID, fileID)
}
