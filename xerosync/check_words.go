package xerosync

import (
	"fmt"
	"strings"

	"litework/document"
)

// factWords tells what became of a document in Xero, as the predicate of a
// sentence; empty when there is nothing to tell.
func factWords(kind document.Kind, was, now document.Remote) string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	paid := now.AmountPaid.Sub(was.AmountPaid)
	switch {
	case paid.IsPositive():
		add("was paid %s", document.FormatMoney(paid))
	case paid.IsNegative():
		add("had a payment of %s removed", document.FormatMoney(paid.Neg()))
	}
	credited := now.AmountCredited.Sub(was.AmountCredited)
	switch {
	case credited.IsPositive():
		add("was credited %s", document.FormatMoney(credited))
	case credited.IsNegative():
		add("had a credit of %s removed", document.FormatMoney(credited.Neg()))
	}
	if was.Status != now.Status {
		if word := statusWords(kind, now.Status, len(out) > 0); word != "" {
			add("%s", word)
		}
	}
	if now.SentToContact && !was.SentToContact {
		add("was marked as sent")
	}
	if was.Number != now.Number && was.Number != "" {
		add("was given the number %s", now.Number)
	}
	return sentenceList(out)
}

// statusWords says that a status was reached. What was paid or credited tells
// by itself why an invoice is paid, or is no more.
func statusWords(kind document.Kind, status string, told bool) string {
	switch {
	case status == xeroVoided:
		return "was voided"
	case status == xeroDeleted:
		return "was deleted"
	case kind == document.Invoice && told && (status == xeroPaid || status == xeroAuthorised):
		return ""
	case status == xeroAuthorised:
		return "was approved"
	case status == xeroSubmitted:
		return "was submitted for approval"
	case status == xeroDraft:
		return "became a draft again"
	}
	return "was marked as " + statusLabel(kind, status)
}

// sentenceList joins parts of a sentence: a, b and c.
func sentenceList(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// changeWords names what changed: due date, 2 lines, 1 line removed.
func changeWords(changes []document.FieldChange) string {
	var out []string
	lines := map[string]bool{}
	var added, removed int
	for _, c := range changes {
		switch {
		case c.Field == "line.added":
			added++
		case c.Field == "line.removed":
			removed++
		case c.Field == "line.order":
			out = append(out, "the order of lines")
		case strings.HasPrefix(c.Field, "line."):
			lines[c.LineID] = true
		default:
			word := strings.ToLower(c.Label)
			if w, ok := fieldNames[c.Field]; ok {
				word = w
			}
			out = append(out, word)
		}
	}
	for _, n := range []struct {
		n    int
		what string
	}{{len(lines), ""}, {added, " added"}, {removed, " removed"}} {
		if n.n > 0 {
			out = append(out, count(n.n, "line", "lines")+n.what)
		}
	}
	return strings.Join(out, ", ")
}
