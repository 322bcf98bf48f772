package contacts

import (
	"strings"

	"litework/document"
)

// problemsOf lists what Xero would refuse of a contact, the first sentence of
// each field. A contact may be long for Xero only by its terms, which counts
// here too: what is written here has to reach Xero as it is.
func problemsOf(c document.Contact) map[string]string {
	out := map[string]string{}
	for _, p := range document.ContactLimits(&c) {
		if _, told := out[p.Field]; !told {
			out[p.Field] = p.Error()
		}
	}
	if p := document.ProblemOf(c.Terms.Check()); p != nil {
		out["terms"] = p.Error()
	}
	return out
}

// tidy takes away what Xero refuses and nobody means: spaces at the ends, and
// more than one between words.
func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

// addressLines is an address as it is typed: its lines without town and country,
// one each.
func addressLines(a document.Address) string {
	return strings.TrimRight(strings.Join(a.Lines[:], "\n"), "\n")
}

// withLines puts typed lines into an address; the rest of it stays. ok is false
// where there are more than the four that Xero keeps.
func withLines(a document.Address, typed string) (out document.Address, problem string) {
	out = a
	out.Lines = [4]string{}
	lines := strings.Split(strings.TrimRight(typed, "\n \t"), "\n")
	for i, l := range lines {
		if i >= len(out.Lines) {
			return a, "An address has at most four lines before the town."
		}
		out.Lines[i] = strings.TrimSpace(l)
	}
	return out, ""
}

// phoneOf reads a telephone number as typed. The parts that Xero keeps are left
// alone while the whole reads the same; a number typed anew is kept in one part.
func phoneOf(old document.Phone, typed string) document.Phone {
	typed = tidy(typed)
	if typed == old.String() {
		return old
	}
	return document.Phone{Number: typed}
}

// tagsOf reads tags as typed, apart by commas; each once, in the order typed.
func tagsOf(typed string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range strings.Split(typed, ",") {
		if t = tidy(t); t != "" && !seen[strings.ToLower(t)] {
			seen[strings.ToLower(t)] = true
			out = append(out, t)
		}
	}
	return out
}
