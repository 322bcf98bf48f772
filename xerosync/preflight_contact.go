package xerosync

import (
	"strings"

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
			return checkNewContact(in, &in.client.contact, fail)
		}
	case ContactLink:
		for _, c := range in.candidates {
			if c.ContactID == decision.ContactID {
				if c.Archived {
					return fail("contact-archived", c.Name+" is archived in Xero.", "Restore it in Xero, or choose another client.")
				}
				if c.XeroID == "" {
					return checkNewContact(in, &document.Contact{ID: c.ContactID, Name: c.Name, Email: c.Email}, fail)
				}
				return passed(CheckContact)
			}
		}
		return fail("client-gone", "The contact chosen is no longer there.", "Choose another.")
	case ContactSaveNew:
		saved := contactOfClient(d.Client)
		return checkNewContact(in, &saved, fail)
	}
	return passed(CheckContact)
}

// checkNewContact asks whether Xero would take a new contact: names are unique
// there, archived contacts included (xero.md section 5.2).
func checkNewContact(in *sheetInput, c *document.Contact, fail func(code, sentence, fix string) Check) Check {
	for _, other := range in.candidates {
		if other.XeroID == "" || other.ContactID == c.ID {
			continue
		}
		if other.Archived {
			return fail("contact-archived", "A contact named "+other.Name+" is archived in Xero.", "Restore it in Xero, or use another name.")
		}
		return fail("contact-name-taken", "A contact named "+other.Name+" is already in Xero.", "Use that contact, or another name.")
	}
	for _, p := range document.ContactLimits(c) {
		return fail(p.Code, p.Sentence, p.Fix)
	}
	return passed(CheckContact)
}

// normalName is the form in which names of contacts are compared: without
// case, accents left as they are, spaces single and none around.
func normalName(s string) string {
	return strings.ToLower(tidyName(s))
}

// tidyName is a name as Xero keeps it: no spaces around it, none repeated.
func tidyName(s string) string { return strings.Join(strings.Fields(s), " ") }

// contactOfClient is a new contact of what was typed on the document.
func contactOfClient(c document.Client) document.Contact {
	out := document.Contact{Name: tidyName(c.Name), Email: strings.TrimSpace(c.Email), TaxNumber: strings.TrimSpace(c.TaxNumber)}
	first, last, _ := strings.Cut(tidyName(c.Person), " ")
	out.FirstName, out.LastName = first, last
	out.Phone.Number = strings.TrimSpace(c.Phone)
	return out
}
