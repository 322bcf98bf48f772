package xerosync

import (
	"strings"

	"litework/document"
)

// buildSheet makes the sheet of what was read. It is pure.
func buildSheet(in sheetInput) Sheet {
	filled, lines := supply(in.doc, in.settings, in.reference)
	in.lines = lines
	sh := Sheet{
		DocID: in.doc.ID, Number: in.doc.Number, Kind: in.doc.Kind,
		Organisation: in.reference.Organisation.Name, Country: in.reference.Organisation.Country,
		Client: clientName(&in), Action: Create, in: in,
	}
	if in.remote != nil {
		sh.Action = Update
	}
	sh.Choices = choose(choices(in.doc.Kind, in.remote), &in)
	target := chosenTarget(sh.Choices)
	sh.markRefused(&in, &filled)
	decision := decide(&in)
	sh.ContactCandidates = chosenCandidates(in.candidates, decision)
	sh.Checks = preflight(&in, &filled, target)
	sh.Ready = allPass(sh.Checks)
	if sh.Action == Update {
		sh.Changes = changes(&in, &filled, target)
	}
	sh.Arrives = rows(&in, &filled, sh.Checks, decision)
	sh.Confirm = intent(&in, &filled, sh.Action, target, decision)
	return sh
}

// WithStatus is the sheet with another status chosen, by Xero's word for it.
func (sh Sheet) WithStatus(target string) Sheet {
	in := sh.in
	in.choice = target
	return buildSheet(in)
}

// WithContact is the sheet with another decision about the client.
func (sh Sheet) WithContact(d ContactDecision) Sheet {
	in := sh.in
	in.decision = &d
	return buildSheet(in)
}

// Check finds a check by its kind.
func (sh Sheet) Check(kind CheckKind) (Check, bool) {
	for _, c := range sh.Checks {
		if c.Kind == kind {
			return c, true
		}
	}
	return Check{}, false
}

// FirstProblem is why the sheet is not ready; nil when it is.
func (sh Sheet) FirstProblem() *document.Problem {
	for _, c := range sh.Checks {
		if !c.OK {
			return c.Problem
		}
	}
	return nil
}

// markRefused says on each choice what forbids it, where the organisation's
// permissions do.
func (sh *Sheet) markRefused(in *sheetInput, d *document.Document) {
	if !in.connected {
		return
	}
	for i := range sh.Choices {
		sh.Choices[i].Problem = checkPermission(in, d, sh.Choices[i].Target).Problem
	}
}

func chosenTarget(list []StatusChoice) string {
	for _, c := range list {
		if c.Chosen {
			return c.Target
		}
	}
	return ""
}

func allPass(checks []Check) bool {
	for _, c := range checks {
		if !c.OK {
			return false
		}
	}
	return true
}

func chosenCandidates(list []ContactCandidate, d ContactDecision) []ContactCandidate {
	out := make([]ContactCandidate, len(list))
	for i, c := range list {
		c.Chosen = d.Action == ContactLink && c.ContactID == d.ContactID
		out[i] = c
	}
	return out
}

func clientName(in *sheetInput) string {
	if in.client != nil {
		return in.client.contact.Name
	}
	return strings.TrimSpace(in.doc.Client.Name)
}

// intent freezes what the sheet shows. On an update the target is left out
// when it is what Xero has: then whatever status Xero has is kept.
func intent(in *sheetInput, d *document.Document, action Action, target string, decision ContactDecision) Intent {
	p := document.Project(d)
	if decision.Action == ContactLink {
		p.ContactID = decision.ContactID
	}
	if in.remote != nil && target == in.remote.Status {
		target = ""
	}
	return Intent{
		DocID: d.ID, Action: action, Rev: in.rev, Projection: p, TargetStatus: target,
		Totals:  totalsOf(d),
		Contact: decision, Supplied: in.lines,
	}
}
