package sync

import "strings"

// places are the verbs for the fields of a document that a refusal is about.
var places = map[string]string{
	"line.account": "Choose another account",
	"line.tax":     "Choose another tax rate",
	"client":       "Choose client",
	"number":       "Change number",
	"date":         "Change date",
	"due":          "Change due date",
	"currency":     "Change currency",
}

// fieldsOf are the fields that codes are about where a problem does not name
// one.
var fieldsOf = map[string]string{
	"account": "line.account", "account-missing": "line.account", "tax": "line.tax", "tax-missing": "line.tax",
	"tax-account": "line.tax", "contact-archived": "client", "contact-name-taken": "client", "contact": "client",
	"number-taken": "number", "period-locked": "date", "due-missing": "due", "currency": "currency",
}

// fieldOf is the field of the document that a problem is about, or "".
func fieldOf(code, field string) string {
	if field == "" {
		field = fieldsOf[code]
	}
	return field
}

// fixOf is the button that puts right what a problem is about.
func fixOf(code, field string) button {
	field = fieldOf(code, field)
	switch label, ok := places[field]; {
	case ok:
		return button{deed: deedPlace, label: label}
	case field != "":
		return button{deed: deedPlace, label: "Go to the place"}
	case reconnects(code):
		return button{deed: deedConnect, label: "Reconnect"}
	case code == "totals-differ" || code == "has-payments" || code == "status" || code == "voided" || code == "quote-closed":
		return button{deed: deedView, label: "View in Xero"}
	}
	return button{deed: deedOpen, label: "Open"}
}

// fromSettings reports whether what is at fault may have come from the
// settings rather than from the document.
func fromSettings(code string) bool {
	return code == "tax-account" || strings.HasPrefix(code, "account") || code == "tax" || code == "tax-missing"
}

// reconnects reports whether signing in again puts a problem right.
func reconnects(code string) bool {
	switch code {
	case "reconnect", "token-expired", "scope-missing", "tenant-disconnected", "not-connected", "permission":
		return true
	}
	return false
}
