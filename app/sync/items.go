package sync

import (
	"slices"
	"strings"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// item is one thing that needs attention: what happened, what it means, what
// to do, and the buttons that do it.
type item struct {
	// id is stable while it lasts.
	id    string
	chip  kit.ChipSpec
	title string
	text  string
	// list names records it is about.
	list []string
	// details are technical and shown on demand.
	details string
	buttons []button
}

// button is a way to deal with an item. The first one is the one to press.
type button struct {
	deed  deed
	label string
	// why it cannot be pressed now; "" when it can.
	why string
}

// deed is what a button does.
type deed string

const (
	deedConnect  deed = "connect"
	deedSync     deed = "sync"
	deedSwitchOn deed = "switch-on"
	deedImport   deed = "import"
	deedMatch    deed = "match"
	deedYes      deed = "yes"
	deedNo       deed = "no"
	deedResolve  deed = "resolve"
	deedPlace    deed = "place"
	deedOpen     deed = "open"
	deedSettings deed = "settings"
	deedRetry    deed = "retry"
	deedView     deed = "view"
	deedMine     deed = "mine"
	deedNotMine  deed = "not-mine"
)

// items are what needs attention, what holds most back first.
func (f facts) items() []item {
	var out []item
	org := f.state.Organisation
	if org == "" {
		org = f.connection.OrganisationName
	}
	if f.state.Phase == xerosync.Reconnect {
		out = append(out, reconnect(f.state, org))
	}
	if f.catching {
		out = append(out, catchingUp(f.catchUp, org))
	}
	for _, a := range f.asks {
		out = append(out, asking(a))
	}
	for _, a := range f.records {
		out = append(out, ofRecord(a))
	}
	for _, n := range f.notices() {
		out = append(out, notice(n))
	}
	if p := f.state.Problem; p != nil && f.state.Phase != xerosync.Reconnect && !noticed(f.state, p.Sentence) {
		out = append(out, item{
			id: "problem", chip: kit.ChipSpec{Label: "Connection", Tint: kit.Grey}, title: p.Sentence,
			text: strings.TrimSpace(p.Fix + " You can go on writing; what waits is sent later."), buttons: []button{{deed: deedSync, label: "Try now"}},
		})
	}
	if n := f.state.Unknown; n > 0 {
		out = append(out, item{
			id: "unknown", chip: kit.ChipSpec{Label: "New in Xero", Tint: kit.Blue},
			title:   page.Plural(n, "document") + " in Xero " + isAre(n) + " not here",
			text:    "A check does not bring in what was written in Xero. Import it when you want it here.",
			buttons: []button{{deed: deedImport, label: "Import from Xero…"}},
		})
	}
	return out
}

// notices are those that no other row tells.
func (f facts) notices() []xerosync.Notice {
	return slices.DeleteFunc(slices.Clone(f.state.Notices), func(n xerosync.Notice) bool { return f.catching && n.Code == "catching-up" })
}

func noticed(s xerosync.State, sentence string) bool {
	for _, n := range s.Notices {
		if n.Sentence == sentence {
			return true
		}
	}
	return false
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func reconnect(s xerosync.State, org string) item {
	text := "Nothing is sent or read until you sign in again. What waits is kept."
	if s.Problem != nil {
		text = s.Problem.Error()
	}
	return item{
		id: "reconnect", chip: kit.ChipSpec{Label: "Connection", Tint: kit.Red}, title: "Reconnect to " + orXero(org), text: text,
		buttons: []button{{deed: deedConnect, label: "Reconnect"}},
	}
}

func orXero(org string) string {
	if org == "" {
		return "Xero"
	}
	return org
}

func catchingUp(c xerosync.CatchUp, org string) item {
	text := []string{c.Why, "Every record was checked. Nothing is sent to Xero until you switch sync on."}
	on := button{deed: deedSwitchOn, label: "Switch sync on"}
	if !c.Ready {
		text[1] = "Nothing is sent to Xero until this file and Xero are in step again."
		if c.Total > 0 {
			text = append(text, page.Count(c.Checked)+" of "+page.Plural(c.Total, "record")+" checked.")
		}
		on.why = "The records are still being checked."
	}
	add := func(n int, one, more string) {
		switch {
		case n == 1:
			text = append(text, "1 "+one)
		case n > 1:
			text = append(text, page.Count(n)+" "+more)
		}
	}
	add(c.Withdrawn, "posting was never sent and was taken back.", "postings were never sent and were taken back.")
	add(c.Unknown, "was sent and is being looked up.", "were sent and are being looked up.")
	add(c.Conflicts, "record changed on both sides; decide below.", "records changed on both sides; decide below.")
	add(c.Missing, "document in Xero is not here; it can be imported.", "documents in Xero are not here; they can be imported.")
	i := item{
		id: "catching-up", chip: kit.ChipSpec{Label: "Catching up", Tint: kit.Amber}, title: "Catching up with " + orXero(org),
		text: strings.Join(text, " "), buttons: []button{on},
	}
	if c.Missing > 0 {
		i.buttons = append(i.buttons, button{deed: deedImport, label: "Import from Xero…"})
	}
	return i
}

// asking is a question. The first match has a dialog of its own; every other
// one is answered on the spot.
func asking(a xerosync.Ask) item {
	i := item{id: "ask:" + a.ID, chip: kit.ChipSpec{Label: "Question", Tint: kit.Amber}, title: askTitle(a), text: a.Sentence}
	for _, r := range a.Records {
		line := r.Label
		if r.Details != "" {
			line += " – " + r.Details
		}
		i.list = append(i.list, line)
	}
	yes, no := a.Yes, a.No
	if yes == "" {
		yes = "Go on"
	}
	if no == "" {
		no = "Not now"
	}
	if a.Kind == xerosync.AskFirstMatch {
		i.buttons = []button{{deed: deedMatch, label: "Look at the match…"}, {deed: deedNo, label: no}}
		return i
	}
	i.buttons = []button{{deed: deedYes, label: yes}, {deed: deedNo, label: no}}
	return i
}

func askTitle(a xerosync.Ask) string {
	switch a.Kind {
	case xerosync.AskFirstMatch:
		return "See which contacts match"
	case xerosync.AskManyPulls:
		return page.Plural(a.Count, "document") + " here would change"
	case xerosync.AskManyPushes:
		return page.Plural(a.Count, "record") + " would be sent to Xero"
	case xerosync.AskCatchUp:
		return "This company file is not the one last synced"
	}
	return "A question"
}

func notice(n xerosync.Notice) item {
	i := item{id: "notice:" + n.Code, chip: kit.ChipSpec{Label: "Connection", Tint: kit.Amber}, title: n.Sentence, text: n.Fix}
	switch {
	case reconnects(n.Code):
		i.buttons = []button{{deed: deedConnect, label: "Reconnect"}}
	case n.Code == "token-unused" || n.Code == "check-failed":
		i.buttons = []button{{deed: deedSync, label: "Sync now"}}
	}
	return i
}

// ofRecord is a document or contact that waits for a decision.
func ofRecord(a store.Attention) item {
	i := item{id: string(a.Record) + ":" + a.RecordID, chip: page.SyncChip(a.State), title: a.Label}
	i.chip.Tip = ""
	if a.Client != "" {
		i.title += " · " + a.Client
	}
	if a.Op != nil {
		i.details = a.Op.Details
	}
	switch {
	case a.State == document.Conflict:
		i.text = "It was changed here and in Xero since they last agreed. Nothing was overwritten, and nothing is sent until you decide."
		i.buttons = []button{{deed: deedResolve, label: "Resolve…"}}
	case a.State == document.Checking:
		i.chip, i.details = kit.ChipSpec{Label: "Is it yours?", Tint: kit.Amber}, ""
		i.buttons = []button{{deed: deedMine, label: "It is this one"}, {deed: deedNotMine, label: "It is another one"}, {deed: deedView, label: "View in Xero"}}
	default:
		i.buttons = failed(a)
	}
	if a.Op != nil && a.Op.Problem != nil {
		i.text = a.Op.Problem.Error()
	} else if i.text == "" {
		i.text = "Xero did not take it."
	}
	return i
}

func failed(a store.Attention) []button {
	var p document.Problem
	if a.Op != nil && a.Op.Problem != nil {
		p = *a.Op.Problem
	}
	retry := button{deed: deedRetry, label: "Retry"}
	if a.Record == store.RecordContact {
		return []button{{deed: deedOpen, label: "Open contact"}, retry}
	}
	switch fix := fixOf(p.Code, p.Field); {
	case fix.deed == deedPlace && fromSettings(p.Code):
		return []button{fix, {deed: deedSettings, label: "Fix in settings…"}, retry}
	case fix.deed == deedOpen:
		return []button{retry, fix}
	default:
		return []button{fix, retry}
	}
}
