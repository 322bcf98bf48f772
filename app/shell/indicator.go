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
}

// IndicatorOf puts the worker's state into words. editing is the number of the
// document that is held back while the user edits it, or empty.
func IndicatorOf(s xerosync.State, editing string, now time.Time) Indicator {
	i := Indicator{Tip: tip(s, now)}
	switch s.Phase {
	case xerosync.Off:
		i.Words = "Not connected"
	case xerosync.Reconnect:
		i.Tone, i.Words = ToneRed, "Reconnect to Xero"
	case xerosync.Offline:
		i.Words = withWaiting("Offline", s.Waiting)
	case xerosync.Paused:
		i.Words = withWaiting("Xero asked to wait", s.Waiting)
	case xerosync.Syncing:
		i.Tone, i.Words = ToneBlue, "Syncing"
		if s.Total > 0 {
			i.Words = fmt.Sprintf("Syncing %d of %d", s.Done, s.Total)
		}
	default:
		i.Tone, i.Words = ToneGreen, "Connected"
		if editing != "" {
			i.Tone, i.Words = ToneYellow, editing+" waits while you edit it"
		} else if !s.Last.IsZero() {
			i.Words = "Synced " + page.When(s.Last, now)
		}
	}
	return i
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
	text := s.Organisation
	if s.Demo {
		text += " (demo)"
	}
	if !s.Last.IsZero() {
		text += " · last " + page.When(s.Last, now)
	}
	if s.CallsLimit > 0 {
		text += fmt.Sprintf(" · %s of %s calls left today", page.Count(s.CallsLeft), page.Count(s.CallsLimit))
	}
	return text
}
