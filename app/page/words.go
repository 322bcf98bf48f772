package page

import (
	"litework/app/kit"
	"litework/document"
)

// Tint is the tint of a tone.
func Tint(t document.Tone) kit.Tint {
	switch t {
	case document.Green:
		return kit.Green
	case document.Blue:
		return kit.Blue
	case document.Amber:
		return kit.Amber
	case document.Red:
		return kit.Red
	}
	return kit.Grey
}

// StatusChip is how a document's status is shown.
func StatusChip(s document.Status) kit.ChipSpec {
	return kit.ChipSpec{Label: s.Label(), Tint: Tint(s.Tone())}
}

// SyncChipID is the id of the chips that SyncChip gives, for callbacks.
const SyncChipID = "sync"

// SyncChip is how a document stands towards Xero. A click on it explains.
func SyncChip(s document.SyncState) kit.ChipSpec {
	return kit.ChipSpec{
		ID: SyncChipID, Label: s.Label(), Tint: Tint(s.Tone()),
		Check: s == document.Synced, Tip: syncTip(s),
	}
}

func syncTip(s document.SyncState) string {
	switch s {
	case document.Synced:
		return "What Xero holds is what stands here"
	case document.UpdatedLocally:
		return "Changed here since it was sent last"
	case document.SyncFailed:
		return "Xero did not take it. Click for the reason"
	case document.WaitingToPost:
		return "Sent as soon as Xero can be reached; can be taken back"
	case document.Posting:
		return "On its way to Xero"
	case document.Checking:
		return "The answer was lost; LiteWork looks whether it arrived"
	case document.Conflict:
		return "Changed here and in Xero"
	}
	return "In LiteWork alone"
}

// ContactChip is how a contact stands towards Xero, in the words of the address
// book: In sync, Need attention, Not synced.
func ContactChip(s document.SyncState) kit.ChipSpec {
	c := SyncChip(s)
	switch s {
	case document.Synced:
		c.Label = "In sync"
	case document.SyncFailed, document.Conflict:
		c.Label = "Need attention"
	}
	return c
}

// TagChips are the tags of a row, none with a colour.
func TagChips(tags []string) []kit.ChipSpec {
	var out []kit.ChipSpec
	for _, t := range tags {
		out = append(out, kit.ChipSpec{Label: t, Tint: kit.Outline})
	}
	return out
}
