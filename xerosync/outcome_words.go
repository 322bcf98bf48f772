package xerosync

import (
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// refusedProblem says what Xero refused, what that means and what to do.
func refusedProblem(err error, w *work) *document.Problem {
	p := *asProblem(err)
	e, ok := xeroapi.AsError(err)
	if ok {
		p.Field = refusedFields[e.Code]
	}
	if w.op.Record != store.RecordContact {
		p.Sentence += " " + w.label + " was not posted."
	} else if ok {
		refusedContact(&p, e.Code, w)
	}
	return &p
}

// refusedFields are the fields that refusals are about.
var refusedFields = map[xeroapi.Code]string{
	xeroapi.CodeDuplicateNumber: "number", xeroapi.CodeAccount: "line.account", xeroapi.CodeTax: "line.tax",
	xeroapi.CodeTaxAccount: "line.tax", xeroapi.CodeContactArchived: "client", xeroapi.CodeContactNameTaken: "client",
	xeroapi.CodePeriodLocked: "date", xeroapi.CodeCurrencyNotSubscribed: "currency",
}

// problemCode is the code here of one of the client's.
func problemCode(c xeroapi.Code) string {
	switch c {
	case xeroapi.CodeDuplicateNumber:
		return "number-taken"
	case xeroapi.CodeTaxAccount:
		return "tax-account"
	case xeroapi.CodeContactArchived:
		return "contact-archived"
	case xeroapi.CodeContactNameTaken:
		return "contact-name-taken"
	case xeroapi.CodePeriodLocked:
		return "period-locked"
	case xeroapi.CodeHasPayments:
		return "has-payments"
	case xeroapi.CodeCurrencyNotSubscribed:
		return "currency"
	}
	return strings.ReplaceAll(string(c), "_", "-")
}

// technical is what goes behind the Details button and into the log: codes and
// Xero's own words, never a token.
func technical(err error) string {
	e, ok := xeroapi.AsError(err)
	if !ok {
		return err.Error()
	}
	parts := []string{string(e.Code)}
	if e.HTTPStatus != 0 {
		parts = append(parts, fmt.Sprintf("HTTP %d", e.HTTPStatus))
	}
	for _, d := range e.Details {
		parts = append(parts, strings.TrimSpace(d.Path+" "+d.Message))
	}
	if e.CorrelationID != "" {
		parts = append(parts, "correlation "+e.CorrelationID)
	}
	return strings.Join(parts, "; ")
}

// fieldWords names the fields of differences, each once.
func fieldWords(list []difference) string {
	var out []string
	seen := map[string]bool{}
	for _, d := range list {
		word := d.Field
		if w, ok := fieldNames[d.Field]; ok {
			word = w
		}
		if d.Line > 0 {
			word += fmt.Sprintf(" of line %d", d.Line)
		}
		if !seen[word] {
			seen[word] = true
			out = append(out, word)
		}
	}
	if len(out) > 4 {
		out = append(out[:4], fmt.Sprintf("and %d more", len(out)-4))
	}
	return strings.Join(out, ", ")
}

var fieldNames = map[string]string{
	"contact": "client", "due": "due date", "taxMode": "tax mode", "unitAmount": "price", "discountRate": "discount",
	"discountAmount": "discount", "taxType": "tax", "taxAmount": "tax amount", "lines": "number of lines",
}
