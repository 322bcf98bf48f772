package xerosync

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"litework/document"
	"litework/store"
)

// tokenWarn is how long a sign-in may go unused before the user is told: Xero
// forgets it after 60 days (xero.md section 1.4).
const tokenWarn = 45 * 24 * time.Hour

// health is what publishRest tells beside the phase.
type health struct {
	unknown int
	asking  int
	held    string
	autoOff bool
	notices []Notice
	// check is when the next check by itself is due.
	check time.Time
}

// health reads how the connection is doing. What is costly is counted only when
// the engine rests.
func (s *Service) health(tx *store.SyncTx, c store.Connection) (h health, err error) {
	settings, err := tx.Settings()
	if err != nil {
		return h, err
	}
	sync := settings.Sync
	h.autoOff = sync.ContactsOff && !sync.PostOnSave && sync.CheckOff
	h.held = s.session.heldBack
	h.check = s.nextByItself(settings)
	if s.session.resting {
		u, err := readUnknown(tx)
		if err != nil {
			return h, err
		}
		if s.session.unknown, _, err = u.count(tx); err != nil {
			return h, err
		}
	}
	h.unknown = s.session.unknown
	s.mu.Lock()
	h.asking = len(s.asks)
	s.mu.Unlock()
	h.notices, err = s.notices(tx, c)
	return h, err
}

// nextByItself is when contacts or documents are next compared with Xero without
// anybody asking; zero for never. Before the first time it is now.
func (s *Service) nextByItself(settings document.Settings) (due time.Time) {
	every := time.Duration(settings.Sync.Interval()) * time.Minute
	if !settings.Sync.CheckOff && !s.session.checked.IsZero() {
		due = s.session.checked.Add(every)
	}
	if !settings.Sync.ContactsOff && !s.session.contactsChecked.IsZero() {
		due = sooner(due, s.session.contactsChecked.Add(every))
	}
	return due
}

func (h health) tell(st *State) {
	st.NextCheck = h.check
	st.Unknown, st.Held, st.AutoOff, st.Asking, st.Notices = h.unknown, h.held, h.autoOff, h.asking, h.notices
}

// notices are what the user is told before it becomes trouble. Each goes when
// it is over.
func (s *Service) notices(tx *store.SyncTx, c store.Connection) (out []Notice, err error) {
	if c.CatchingUp || s.strange() {
		out = append(out, Notice{
			Code:     "catching-up",
			Sentence: "This company file is catching up with Xero. Nothing is sent until you switch sync on.",
			Fix:      "Look at the Sync page.",
		})
	}
	read, err := tx.Mark(markReference) // daily, whatever is switched off
	if err != nil {
		return nil, err
	}
	last, err := time.Parse(time.RFC3339, read)
	if err != nil {
		last = c.ConnectedAt
	}
	if idle := s.wallNow().Sub(last); !last.IsZero() && idle >= tokenWarn {
		out = append(out, Notice{
			Code:     "token-unused",
			Sentence: fmt.Sprintf("Xero was not reached for %d days. It ends a connection that is not used for 60.", int(idle.Hours()/24)),
			Fix:      "Choose Sync now while you are online.",
		})
	}
	if missing := missingScopes(c.Scopes); len(missing) > 0 {
		out = append(out, Notice{
			Code:     "scope-missing",
			Sentence: "LiteWork was not given permission for " + sentenceList(missing) + " in Xero.",
			Fix:      "Connect to Xero again and allow it.",
		})
	}
	if r := s.remotes; r != nil {
		if l := r.client.Limits(); l.DayKnown && l.DayRemaining*5 < l.DayLimit {
			out = append(out, Notice{
				Code:     "few-calls",
				Sentence: fmt.Sprintf("%d of today's %d calls to Xero are left. They are kept for what you ask for.", l.DayRemaining, l.DayLimit),
				Fix:      "Background sync goes on when there are more.",
			})
		}
	}
	if p := s.session.checkTrouble; p != nil {
		out = append(out, Notice{Code: "check-failed", Sentence: "The last check could not be finished. " + p.Sentence, Fix: p.Fix})
	}
	return out, nil
}

// neededScopes are the permissions that LiteWork cannot do without, by what
// they are for.
var neededScopes = []struct{ scope, what string }{
	{"accounting.invoices", "invoices and quotes"},
	{"accounting.contacts", "contacts"},
	{"accounting.settings.read", "accounts and tax rates"},
}

// missingScopes names what the connection was not given permission for. The
// older, broader scopes hold what the newer ones do (xero.md section 1.5).
// Nothing is missing where the scopes are not known.
func missingScopes(granted []string) (missing []string) {
	if len(granted) == 0 {
		return nil
	}
	for _, n := range neededScopes {
		if !slices.ContainsFunc(granted, func(g string) bool {
			return g == n.scope || g == strings.TrimSuffix(n.scope, ".read") || n.scope == "accounting.invoices" && g == "accounting.transactions"
		}) {
			missing = append(missing, n.what)
		}
	}
	return missing
}
