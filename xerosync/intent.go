package xerosync

import (
	"litework/document"

	"github.com/shopspring/decimal"
)

// Action tells a first post from an update of what is in Xero already.
type Action string

// The actions of a sheet.
const (
	Create Action = "create"
	Update Action = "update"
)

// Intent is what the user confirmed on the sheet, frozen: this is sent,
// whatever happens to the document afterwards.
type Intent struct {
	DocID  string
	Action Action
	// Rev is the revision of the document that was shown.
	Rev int64
	// Projection is what Xero is to see, with what settings supplied filled in.
	Projection document.Projection
	// TargetStatus is Xero's word for the status to reach: DRAFT, AUTHORISED,
	// SENT, ACCEPTED. Empty on an update keeps the one Xero has.
	TargetStatus string
	// Totals are ours, to be compared with those of the reply.
	Totals Totals
	// Contact says which contact of Xero's the document goes to.
	Contact ContactDecision
	// Supplied is what settings filled in, by line; it is written to the lines
	// once the document is in Xero.
	Supplied map[string]Supplied
}

// Totals are the three sums of a document, in its currency.
type Totals struct {
	SubTotal decimal.Decimal `json:"subTotal"`
	TotalTax decimal.Decimal `json:"totalTax"`
	Total    decimal.Decimal `json:"total"`
}

// totalsOf are the sums of a document.
func totalsOf(d *document.Document) Totals {
	t := d.Totals()
	return Totals{SubTotal: t.SubTotal, TotalTax: t.TotalTax, Total: t.Total}
}

// Equal compares by amount.
func (t Totals) Equal(o Totals) bool {
	return t.SubTotal.Equal(o.SubTotal) && t.TotalTax.Equal(o.TotalTax) && t.Total.Equal(o.Total)
}

// ContactAction is what is done about the document's client.
type ContactAction string

// What can be done about a client.
const (
	// ContactLinked: the client is in Xero and linked.
	ContactLinked ContactAction = "linked"
	// ContactCreate: the client is a contact here that is to be made in Xero.
	ContactCreate ContactAction = "create"
	// ContactLink: a client typed on this document only is an existing
	// contact, and the document is to carry that one.
	ContactLink ContactAction = "link"
	// ContactSaveNew: a client typed on this document only is to be saved as
	// a contact, here and in Xero.
	ContactSaveNew ContactAction = "save-new"
)

// ContactDecision is what the sheet decided about the client.
type ContactDecision struct {
	Action ContactAction
	// ContactID is the contact here; for ContactSaveNew empty until posted.
	ContactID string
}

// frozen is what an outbox row keeps of an intent beside the projection.
type frozen struct {
	Totals Totals `json:"totals"`
	// Goal is the status to reach by this and the following steps; empty to
	// keep the one Xero has.
	Goal string `json:"goal,omitempty"`
	// From is the status a step begins at.
	From     string              `json:"from,omitempty"`
	Supplied map[string]Supplied `json:"supplied,omitempty"`
	// Sent is set on an operation that marks an invoice as sent, and does nothing
	// else.
	Sent bool `json:"sent,omitempty"`
	// Client is the name of a client typed on the document only, which becomes
	// the projection's contact when the document is in Xero.
	Client string `json:"client,omitempty"`
	// After is a time by Xero's clock before this was confirmed; empty where none
	// was known. A record that it made was last changed after it.
	After string `json:"after,omitempty"`
}
