package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"litework/document"
)

// Connection is the Xero organisation this file belongs to. Never a token.
type Connection struct {
	Server, TenantID, ConnectionID, OrganisationName, ClientID string
	ConnectedAt                                                time.Time
	Demo                                                       bool
	Scopes                                                     []string
	// FirstMatchSeen: the user has seen which contacts match; nothing is
	// pushed before.
	FirstMatchSeen bool
	// CatchingUp: nothing is written to Xero until the links were re-read and
	// the user switched sync on again.
	CatchingUp   bool
	Disconnected bool
}

// Org is the key of links, bases and marks.
func (c Connection) Org() OrgKey { return OrgKey{Server: c.Server, TenantID: c.TenantID} }

// Settings gives the settings, with the sequences as they stand now. A new
// file has none but the sequences.
func (f *File) Settings(ctx context.Context) (s document.Settings, err error) {
	err = f.read(ctx, func(t *tx) error {
		s, err = t.settings()
		return err
	})
	return s, err
}

func (t *tx) settings() (s document.Settings, err error) {
	var data string
	err = t.row(`SELECT data FROM settings`).Scan(&data)
	ok, err := optional(err)
	if err != nil {
		return s, err
	}
	if ok {
		if err := json.Unmarshal([]byte(data), &s); err != nil {
			return s, err
		}
	}
	if s.InvoiceNumbers, err = t.sequence(document.Invoice); err != nil {
		return s, err
	}
	s.QuoteNumbers, err = t.sequence(document.Quote)
	return s, err
}

// SaveSettings commits the settings and the sequences in them; one left zero
// stays as it is, one that gives no usable number is a *document.Problem. No
// document changes by it.
func (f *File) SaveSettings(ctx context.Context, s document.Settings) error {
	return f.write(ctx, func(t *tx) error {
		for kind, sequence := range map[document.Kind]document.Sequence{
			document.Invoice: s.InvoiceNumbers, document.Quote: s.QuoteNumbers,
		} {
			if sequence == (document.Sequence{}) {
				continue
			}
			if err := sequence.Check(); err != nil {
				return err
			}
			if err := t.putSequence(kind, sequence); err != nil {
				return err
			}
		}
		data, err := json.Marshal(s)
		if err != nil {
			return err
		}
		t.tell(SettingsChanged, "")
		return t.exec(`INSERT OR REPLACE INTO settings (one, data) VALUES (1, ?)`, string(data))
	})
}

// FileSetting gives a small value of the user interface's, empty when unset.
func (f *File) FileSetting(ctx context.Context, key string) (value string, err error) {
	err = f.read(ctx, func(t *tx) error {
		_, err := optional(t.row(`SELECT value FROM file_settings WHERE key = ?`, key).Scan(&value))
		return err
	})
	return value, err
}

// SetFileSetting keeps a small value of the user interface's.
func (f *File) SetFileSetting(ctx context.Context, key, value string) error {
	return f.write(ctx, func(t *tx) error {
		return t.exec(`INSERT OR REPLACE INTO file_settings (key, value) VALUES (?, ?)`, key, value)
	})
}

// Reference gives what is cached of the connected organisation; zero when
// nothing is.
func (f *File) Reference(ctx context.Context) (r document.Reference, err error) {
	err = f.read(ctx, func(t *tx) error {
		r, err = t.reference()
		return err
	})
	return r, err
}

func (t *tx) reference() (r document.Reference, err error) {
	org, err := t.org()
	if err != nil {
		return r, err
	}
	var organisation, accounts, rates string
	err = t.row(`SELECT organisation, accounts, tax_rates FROM reference WHERE server = ? AND tenant_id = ?`,
		org.Server, org.TenantID).Scan(&organisation, &accounts, &rates)
	if ok, err := optional(err); err != nil || !ok {
		return r, err
	}
	last := &t.session.reference
	if last.organisation != organisation || last.accounts != accounts || last.rates != rates {
		var r document.Reference
		err := firstProblem(
			json.Unmarshal([]byte(organisation), &r.Organisation),
			json.Unmarshal([]byte(accounts), &r.Accounts),
			json.Unmarshal([]byte(rates), &r.TaxRates),
		)
		if err != nil {
			return r, err
		}
		*last = decodedReference{organisation, accounts, rates, r}
	}
	r = last.value
	o := &r.Organisation // what is given away is the caller's
	o.Currencies, o.RefusedActions = slices.Clone(o.Currencies), slices.Clone(o.RefusedActions)
	r.Accounts, r.TaxRates = slices.Clone(r.Accounts), slices.Clone(r.TaxRates)
	return r, nil
}

func (t *tx) putReference(r document.Reference) error {
	org, err := t.org()
	if err != nil {
		return err
	}
	organisation, err1 := json.Marshal(r.Organisation)
	accounts, err2 := json.Marshal(r.Accounts)
	rates, err3 := json.Marshal(r.TaxRates)
	if err := firstProblem(err1, err2, err3); err != nil {
		return err
	}
	t.tell(ReferenceChanged, "")
	return t.exec(`INSERT OR REPLACE INTO reference (server, tenant_id, organisation, accounts, tax_rates, at)
		VALUES (?, ?, ?, ?, ?, ?)`, org.Server, org.TenantID, string(organisation), string(accounts), string(rates), t.stamp())
}

// Connection gives the organisation this file belongs to; ok is false before
// the first connection.
func (f *File) Connection(ctx context.Context) (c Connection, ok bool, err error) {
	err = f.read(ctx, func(t *tx) error {
		c, ok, err = t.connection()
		return err
	})
	return c, ok, err
}

func (t *tx) connection() (c Connection, ok bool, err error) {
	var data string
	err = t.row(`SELECT data FROM connection`).Scan(&data)
	if ok, err = optional(err); err != nil || !ok {
		return c, false, err
	}
	return c, true, json.Unmarshal([]byte(data), &c)
}

// putConnection changes the connection. Another organisation puts the links of
// the one before to sleep, so that every state is derived anew.
func (t *tx) putConnection(c Connection) error {
	before, err := t.org()
	if err != nil {
		return err
	}
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	err = t.exec(`INSERT OR REPLACE INTO connection (one, server, tenant_id, data) VALUES (1, ?, ?, ?)`,
		c.Server, c.TenantID, string(data))
	if err != nil {
		return err
	}
	t.tell(ConnectionChanged, "")
	t.activeOrg = nil
	if before != c.Org() && before != (OrgKey{}) {
		return t.deriveAll()
	}
	return nil
}
