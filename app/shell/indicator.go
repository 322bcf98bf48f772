package shell

import (
	"fmt"
	"time"

	"litework/app/page"
	"litework/xerosync"
)

// Tone is the colour of the indicator; its words and icon say the same.
type Tone int

// The tones of the indicator.
const (
	ToneGrey Tone = iota
	ToneGreen
	ToneBlue
	ToneYellow
	ToneRed
)

// Indicator is what stands at the foot of the sidebar.
type Indicator struct {
	Tone  Tone
	Words string
	// Tip is what the pointer resting on it shows.
	Tip string
	// Mark: something stands on the Sync page that is to be read.
	Mark bool
}

// IndicatorOf puts the worker's state into words. editing is the number of the
// document that is held back while the user edits it, or empty.
func IndicatorOf(s xerosync.State, editing string, now time.Time) Indicator {
	i := Indicator{Tip: tip(s, now), Mark: len(s.Notices) > 0 || s.Asking > 0}
	if s.Held != "" {
		editing = s.Held
	}
	switch s.Phase {
	case xerosync.Off:
		return Indicator{Words: "Not connected", Tip: i.Tip}
	case xerosync.Reconnect:
		i.Tone, i.Words = ToneRed, "Reconnect to Xero"
	case xerosync.Offline:
		i.Words = withWaiting("Offline", s.Waiting)
	case xerosync.Paused:
		i.Words = withWaiting("Xero asked to wait", s.Waiting)
	default:
		i.Tone, i.Words = working(s, editing, now)
	}
	return i
}

// working are the words while Xero can be reached.
func working(s xerosync.State, editing string, now time.Time) (Tone, string) {
	switch {
	case Importing(s):
		return ToneBlue, counted("Importing", s.Import.Done, s.Import.Total)
	case s.Phase == xerosync.Syncing:
		return ToneBlue, counted("Syncing", s.Done, s.Total)
	case editing != "":
		return ToneYellow, editing + " waits while you edit it"
	case s.AutoOff:
		return ToneGrey, "Auto-sync off"
	case s.Last.IsZero():
		return ToneGreen, "Connected"
	}
	return ToneGreen, "Synced " + page.When(s.Last, now)
}

// Importing reports whether an import works now, shown or hidden.
func Importing(s xerosync.State) bool {
	return s.Import != nil && (s.Import.Phase == xerosync.ImportDownloading || s.Import.Phase == xerosync.ImportApplying)
}

func counted(words string, done, total int) string {
	if total <= 0 {
		return words
	}
	return words + " " + page.Count(done) + " of " + page.Count(total)
}

func withWaiting(words string, n int) string {
	if n == 0 {
		return words
	}
	return fmt.Sprintf("%s · %d waiting", words, n)
}

func tip(s xerosync.State, now time.Time) string {
	if s.Problem != nil {
		return s.Problem.Error()
	}
	if s.Phase == xerosync.Off {
		return "LiteWork works without Xero. Connect when you want to post."
	}
	text := organisation(s)
	if !s.Last.IsZero() {
		text += " · last " + page.When(s.Last, now)
	}
	if s.CallsLimit > 0 {
		text += " · " + callsLeft(s) + " calls left today"
	}
	return text
}

func organisation(s xerosync.State) string {
	if s.Demo {
		return s.Organisation + " (demo)"
	}
	return s.Organisation
}

func callsLeft(s xerosync.State) string {
	return page.Count(s.CallsLeft) + " of " + page.Count(s.CallsLimit)
}

// Fact is one line of what a click on the indicator tells.
type Fact struct{ Label, Value string }

// FactsOf are the lines that a click on the indicator tells: last and next
// sync, and what is left of the day's calls.
func FactsOf(s xerosync.State, now time.Time) []Fact {
	if s.Phase == xerosync.Off {
		return nil
	}
	facts := []Fact{{"Organisation", organisation(s)}, {"Last sync", page.When(s.Last, now)}, {"Next sync", next(s, now)}}
	if s.Waiting > 0 {
		facts = append(facts, Fact{"Waiting to be sent", page.Count(s.Waiting)})
	}
	if s.CallsLimit > 0 {
		facts = append(facts, Fact{"Calls left today", callsLeft(s)})
	}
	return facts
}

// next is when the worker will turn to Xero by itself.
func next(s xerosync.State, now time.Time) string {
	switch {
	case s.Phase == xerosync.Reconnect:
		return "after you have signed in again"
	case s.Phase == xerosync.Syncing:
		return "now"
	case due(s).IsZero():
		return "when you ask for it"
	}
	return page.Until(due(s), now)
}

// due is when something happens next: the check that has its time or, while
// Xero asked to wait or cannot be reached, the next attempt.
func due(s xerosync.State) time.Time {
	if s.Phase == xerosync.Paused || s.Phase == xerosync.Offline {
		return s.Next
	}
	return s.NextCheck
}
