package xerosync

import "litework/document"

// Sheet is what the user sees before something is posted: what is made or
// changes, what arrives and what stays, and whether Xero would take it. It is
// built from the local copy alone. It is a value: choosing another status or
// contact gives another sheet, without reading anything again.
type Sheet struct {
	DocID        string
	Number       string
	Kind         document.Kind
	Organisation string
	// Country of the organisation, an ISO 3166 code.
	Country string
	// Client as the sheet's title names it.
	Client string
	Action Action
	// Choices are the statuses that can be posted; one of them is chosen. An
	// update without a legal higher status has one.
	Choices []StatusChoice
	// Arrives says line by line what becomes of the document in Xero.
	Arrives []SheetRow
	// Changes lists what an update changes; empty on a first post.
	Changes []document.FieldChange
	// Checks are the pre-flight checks, failing ones first.
	Checks []Check
	// ContactCandidates are the contacts that a client typed on this document
	// only could be; ContactDecision is what was decided.
	ContactCandidates []ContactCandidate
	// Ready is set when every check passes: Confirm can be posted.
	Ready   bool
	Confirm Intent

	in sheetInput
}

// StatusChoice is one way to post.
type StatusChoice struct {
	Status document.Status
	// Target is Xero's word.
	Target string
	// Label and Detail are what the user reads: "Draft", "For review in Xero
	// before approving".
	Label, Detail string
	Chosen        bool
	// Problem says why the choice is not possible; nil when it is.
	Problem *document.Problem
}

// Tone colours a note on a row.
type Tone string

// The tones.
const (
	ToneNeutral Tone = "neutral"
	ToneGood    Tone = "good"
	ToneBad     Tone = "bad"
)

// SheetRow is one row of the sheet: what it is here, what it is there, a note.
type SheetRow struct {
	Here, There string
	Note        string
	Tone        Tone
	// Fix is what a button on the row does; empty for none.
	Fix Fix
	// Line is the line's id where the row is about one.
	Line string
}

// Fix names what a button does about a failing check.
type Fix string

// The fixes.
const (
	FixNone          Fix = ""
	FixChooseAccount Fix = "choose-account"
	FixChooseTax     Fix = "choose-tax"
	FixChooseClient  Fix = "choose-client"
	FixChangeNumber  Fix = "change-number"
	FixChangeDate    Fix = "change-date"
	FixChangeDue     Fix = "change-due"
	FixCurrency      Fix = "change-currency"
	FixEditLine      Fix = "edit-line"
	FixEditText      Fix = "edit-text" // Check.Problem.Field names the field
	FixPostAsDraft   Fix = "post-as-draft"
	FixViewInXero    Fix = "view-in-xero"
	FixReconnect     Fix = "reconnect"
	FixConnect       Fix = "connect"
)

// CheckKind names a pre-flight check.
type CheckKind string

// The checks, one each.
const (
	CheckConnection CheckKind = "connection"
	CheckPermission CheckKind = "permission"
	CheckState      CheckKind = "state"
	CheckContact    CheckKind = "contact"
	CheckNumber     CheckKind = "number"
	CheckDate       CheckKind = "date"
	CheckDue        CheckKind = "due"
	CheckCurrency   CheckKind = "currency"
	CheckLines      CheckKind = "lines"
	CheckText       CheckKind = "text"
	CheckTax        CheckKind = "tax"
	CheckAccount    CheckKind = "account"
	CheckTotals     CheckKind = "totals"
)

// Check is one pre-flight check. A failing one has a Problem and, where a
// button can help, a Fix.
type Check struct {
	Kind    CheckKind
	OK      bool
	Problem *document.Problem
	Fix     Fix
}

// ContactCandidate is a contact that a one-time client could be.
type ContactCandidate struct {
	// ContactID is ours, XeroID the ContactID in Xero; empty when not linked.
	ContactID, XeroID string
	Name, Email       string
	// Archived contacts cannot be used until restored in Xero.
	Archived bool
	Chosen   bool
}
