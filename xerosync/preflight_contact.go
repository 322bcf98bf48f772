package xerosync

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"litework/document"
)

// decide is what happens to the client by default: a linked contact is used, a
// contact of the address book is made in Xero, and a client typed on this
// document only is saved as a new contact unless there is one of that name.
func decide(in *sheetInput) ContactDecision {
	if in.decision != nil {
		return *in.decision
	}
	if in.client != nil {
		if in.client.linked {
			return ContactDecision{Action: ContactLinked, ContactID: in.client.contact.ID}
		}
		return ContactDecision{Action: ContactCreate, ContactID: in.client.contact.ID}
	}
	for _, c := range in.candidates {
		if !c.Archived {
			return ContactDecision{Action: ContactLink, ContactID: c.ContactID}
		}
	}
	return ContactDecision{Action: ContactSaveNew}
}

func checkContact(in *sheetInput, d *document.Document) Check {
	fail := func(code, sentence, fix string) Check {
		return failed(CheckContact, FixChooseClient, at(problem(code, sentence, fix), "client"))
	}
	if strings.TrimSpace(d.Client.Name) == "" && in.client == nil {
		return fail("client-missing", "The "+d.Kind.Noun()+" has no client.", "Choose one.")
	}
	decision := decide(in)
	switch decision.Action {
	case ContactLinked, ContactCreate:
		if in.client == nil {
			return fail("client-missing", "The "+d.Kind.Noun()+" has no client of the address book.", "Choose one.")
		}
		if in.client.archived {
			return fail("contact-archived", in.client.contact.Name+" is archived in Xero.", "Restore it in Xero, or choose another client.")
		}
		if decision.Action == ContactCreate {
			return checkNewContact(in, in.client.contact.Name, in.client.contact.Email, fail)
		}
	case ContactLink:
		for _, c := range in.candidates {
			if c.ContactID == decision.ContactID {
				if c.Archived {
					return fail("contact-archived", c.Name+" is archived in Xero.", "Restore it in Xero, or choose another client.")
				}
				return passed(CheckContact)
			}
		}
		return fail("client-gone", "The contact chosen is no longer there.", "Choose another.")
	case ContactSaveNew:
		return checkNewContact(in, d.Client.Name, d.Client.Email, fail)
	}
	return passed(CheckContact)
}

// checkNewContact asks whether Xero would take a new contact: names are unique
// there, archived contacts included (xero.md section 5.2).
func checkNewContact(in *sheetInput, name, email string, fail func(code, sentence, fix string) Check) Check {
	for _, c := range in.candidates {
		if c.XeroID == "" || (in.client != nil && c.ContactID == in.client.contact.ID) {
			continue
		}
		if c.Archived {
			return fail("contact-archived", "A contact named "+c.Name+" is archived in Xero.", "Restore it in Xero, or use another name.")
		}
		return fail("contact-name-taken", "A contact named "+c.Name+" is already in Xero.", "Use that contact, or another name.")
	}
	if utf8.RuneCountInString(name) > maxContactName || strings.ContainsAny(name, "<>") {
		return fail("contact-name", fmt.Sprintf("Xero takes names of up to %d characters, without < and >.", maxContactName), "Change the client's name.")
	}
	if email != "" && !plausibleEmail(email) {
		return fail("contact-email", "Xero does not take the e-mail address "+email+".", "Correct it.")
	}
	return passed(CheckContact)
}

// plausibleEmail is what Xero is known to accept: one @ with something on both
// sides, plain characters only.
func plausibleEmail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(host, "@ ") &&
		!strings.HasSuffix(host, ".") && printableASCII(s) && !strings.Contains(s, " ")
}

// normalName is the form in which names of contacts are compared: without
// case, accents left as they are, spaces single and none around.
func normalName(s string) string {
	return strings.ToLower(tidyName(s))
}

// tidyName is a name as Xero keeps it: no spaces around it, none repeated.
func tidyName(s string) string { return strings.Join(strings.Fields(s), " ") }
