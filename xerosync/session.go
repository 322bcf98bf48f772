package xerosync

import "time"

// The times of the outbox protocol (xero.md section 3).
const (
	// keyLife is how long after its first attempt a request may be repeated
	// with the same key. Xero keeps keys for 6 minutes at least.
	keyLife = 5 * time.Minute
	// settleQuiet is how long after the last attempt ended a look-up that
	// finds nothing counts: until then the request may still be carried out.
	settleQuiet = 2 * time.Minute
	// mostAttempts is how often the same is sent whose outcome stays unknown:
	// Xero breaks on some content instead of refusing it (xero.md section 7.4).
	mostAttempts = 6
	// The pauses after failures to reach Xero.
	firstPause = 5 * time.Second
	lastPause  = 5 * time.Minute
)

// session is what the engine knows of this run of the program. All of it may
// be lost: after a start, keys count as expired.
type session struct {
	// firstSent is when a request of this run was first sent, by its id.
	firstSent map[string]time.Time
	// ended is when the last attempt of an operation of this run ended.
	ended map[string]time.Time
	// notBefore is when an operation is to be looked at again.
	notBefore map[string]time.Time
	// sendAlone and readAlone are operations about which Xero refused an answer
	// when others were sent or asked for with them, by id.
	sendAlone, readAlone map[string]bool
	// search are operations that are to be searched for under another number,
	// searched those that were, since they were last sent.
	search, searched map[string]bool
	// due is when the background work is next due; zero for never.
	due time.Time
	// catchUp is what is being read while the file catches up; nil before.
	catchUp *catchUpRun
	// contactsNow and checkNow: the user asked for the contacts, for the check
	// of documents, now rather than at their time. The part that begins takes
	// its own back.
	contactsNow, checkNow bool
	// contactsChecked is when contacts were last asked for. contactsWeighed are
	// the contacts of which nothing has to be sent as they are now, and
	// contactsAsk is the question they wait for; empty for none.
	contactsChecked time.Time
	contactsWeighed string
	contactsAsk     *Ask
	// matchAsked: whether the match of the contacts is right has been asked.
	matchAsked *Ask
	// pausedUntil stops everything; pause is the length of the last pause.
	pausedUntil time.Time
	pause       time.Duration

	watch
}

func newSession() session {
	return session{
		firstSent: map[string]time.Time{}, ended: map[string]time.Time{},
		notBefore: map[string]time.Time{}, sendAlone: map[string]bool{}, readAlone: map[string]bool{},
		search: map[string]bool{}, searched: map[string]bool{},
	}
}

// keyAlive reports whether the request may be repeated with its key. Both the
// wall clock and the monotonic one must agree: the first sees a suspend, the
// second a clock that was set.
func (n *session) keyAlive(request string, now time.Time) bool {
	first, ok := n.firstSent[request]
	if !ok {
		return false
	}
	wall := now.Round(0).Sub(first.Round(0))
	return wall >= 0 && wall < keyLife && now.Sub(first) < keyLife
}

// quietSince is how long ago the last attempt of an operation ended. An
// attempt of this run is judged by the monotonic clock; one of an earlier run
// by the wall clock, and if that was set back since, from now on.
func (n *session) quietSince(op string, stored, now time.Time) time.Duration {
	if ended, ok := n.ended[op]; ok {
		return now.Sub(ended)
	}
	if d := now.Round(0).Sub(stored); d >= 0 && !stored.IsZero() {
		return d
	}
	n.ended[op] = now
	return 0
}

// backOff pauses everything, longer each time.
func (n *session) backOff(now time.Time) {
	n.pause = min(max(2*n.pause, firstPause), lastPause)
	n.pausedUntil = now.Add(n.pause)
}

// reached forgets the pauses: Xero has answered.
func (n *session) reached() { n.pause, n.pausedUntil = 0, time.Time{} }
