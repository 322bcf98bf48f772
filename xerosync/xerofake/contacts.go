package xerofake

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// contactsEndpoint serves /Contacts and what lies below it.
func (s *Server) contactsEndpoint(c *call, path []string) reply {
	t := c.tenant
	if len(path) == 1 {
		switch c.r.Method {
		case http.MethodGet:
			return s.listContacts(c)
		case http.MethodPut, http.MethodPost:
			return s.batch(c, "Contacts", "ContactID", "HasValidationErrors", s.contactWriter(c, ""))
		}
		return notImplemented()
	}
	n := t.Contacts[path[1]]
	if n == nil {
		n = t.contactByNumber(path[1])
	}
	if n == nil {
		return notFound()
	}
	switch {
	case len(path) == 3 && path[2] == "History":
		return s.history(c, n.ContactID)
	case len(path) == 3:
	case c.r.Method == http.MethodGet:
		return jsonReply(http.StatusOK, s.ok("Contacts", []outContact{s.outContact(t, n, full)}))
	case c.r.Method == http.MethodPost:
		return s.batch(c, "Contacts", "ContactID", "HasValidationErrors", s.contactWriter(c, n.ContactID))
	}
	return notImplemented()
}

// contactWriter writes contacts: those with an id, or all to the id of the
// address, are updates. PUT creates. POST without an id updates the contact
// that has the number or the name, archived ones too.
func (s *Server) contactWriter(c *call, addressed string) writer {
	return func(raw json.RawMessage) (any, refusal, error) {
		var in inContact
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, refusal{}, err
		}
		t := c.tenant
		id := addressed
		if id == "" && c.r.Method == http.MethodPost {
			if id = given(in.ContactID); id == zeroID {
				id = ""
			}
			if same := t.contactByNumber(given(in.ContactNumber)); id == "" && same != nil {
				id = same.ContactID
			}
			if same := t.contactByName(given(in.Name), true); id == "" && same != nil {
				id = same.ContactID
			}
		}
		var old *Contact
		if id != "" {
			if old = t.Contacts[id]; old == nil {
				return nil, refusal{messages: []string{"The Contact with the specified ContactID could not be found."}}, nil
			}
		}
		n, refused := s.writeContact(t, old, in)
		if refused.any() {
			return nil, refused, nil
		}
		out := s.outContact(t, n, full)
		out.StatusAttributeString = "OK"
		return out, refused, nil
	}
}

// writeContact applies a request to a contact, or to a new one when old is
// nil, and stores it if nothing is wrong.
func (s *Server) writeContact(t *tenant, old *Contact, in inContact) (n *Contact, f refusal) {
	if old != nil {
		n = old.clone()
	} else {
		n = Contact{ContactID: s.cfg.NewID(), ContactStatus: "ACTIVE"}.clone()
	}
	s.applyContactStatus(n, old, in, &f)
	s.applyContactNames(t, n, old, in, &f)
	for _, text := range []struct {
		name   string
		target *string
		value  *string
		limit  int
	}{
		{"FirstName", &n.FirstName, in.FirstName, 255}, {"LastName", &n.LastName, in.LastName, 255},
		{"EmailAddress", &n.EmailAddress, in.EmailAddress, 255}, {"CompanyNumber", &n.CompanyNumber, in.CompanyNumber, 50},
		{"TaxNumber", &n.TaxNumber, in.TaxNumber, 50}, {"AccountsReceivableTaxType", &n.AccountsReceivableTaxType, in.AccountsReceivableTaxType, 50},
		{"AccountsPayableTaxType", &n.AccountsPayableTaxType, in.AccountsPayableTaxType, 50}, {"DefaultCurrency", &n.DefaultCurrency, in.DefaultCurrency, 3},
		{"SalesDefaultAccountCode", &n.SalesDefaultAccountCode, in.SalesDefaultAccountCode, 10},
		{"SalesDefaultLineAmountType", &n.SalesDefaultLineAmountType, in.SalesDefaultLineAmountType, 10},
	} {
		set(text.target, text.value)
		*text.target = strings.TrimSpace(*text.target)
		f.tooLong(text.name, *text.target, text.limit)
	}
	if !validEmail(n.EmailAddress) {
		f.add(msgEmail)
	}
	applyPersons(n, in, &f)
	s.applyAddresses(n, in, &f)
	s.applyPhones(n, in, &f)
	applyTerms(n, in, &f)
	if f.any() {
		return nil, f
	}
	n.Updated = s.now()
	t.Contacts[n.ContactID] = n
	s.note(t, n.ContactID, map[bool]string{true: "Created", false: "Edited"}[old == nil], "")
	return n, f
}

func (s *Server) applyContactStatus(n, old *Contact, in inContact, f *refusal) {
	status := given(in.ContactStatus)
	switch {
	case status == "":
	case old == nil && status != "ACTIVE":
		f.add(strings.Replace(msgArchivedContacts, "ARCHIVED", status, 1))
	case status != "ACTIVE" && status != "ARCHIVED":
		f.add(strings.Replace(msgArchivedContacts, "ARCHIVED", status, 1))
	case status == "ACTIVE" && n.ContactStatus != "ACTIVE" && (s.cfg.Switches.UnarchiveRefused || n.ContactStatus == "GDPRREQUEST"):
		f.add("The status 'ACTIVE' is not valid for contacts")
	default:
		n.ContactStatus = status
	}
}

// applyContactNames sets name and numbers, which are unique.
func (s *Server) applyContactNames(t *tenant, n, old *Contact, in inContact, f *refusal) {
	other := func(same *Contact) bool { return same != nil && same.ContactID != n.ContactID }
	if in.Name != nil {
		n.Name = squeeze(*in.Name)
	}
	switch {
	case n.Name == "":
		f.add(msgNameMissing)
	case strings.ContainsAny(n.Name, "<>"):
		f.add(msgInvalid("Name", n.Name))
	case n.ContactStatus == "ACTIVE" && other(t.contactByName(n.Name, s.cfg.Switches.ArchivedNamesTaken)):
		f.add(msgNameTaken(n.Name))
	}
	f.tooLong("Name", n.Name, 255)
	if set(&n.ContactNumber, in.ContactNumber); other(t.contactByNumber(n.ContactNumber)) {
		f.add(msgNumberTaken(n.ContactNumber))
	}
	f.tooLong("ContactNumber", n.ContactNumber, 50)
	set(&n.AccountNumber, in.AccountNumber)
	f.tooLong("AccountNumber", n.AccountNumber, 50)
	for _, same := range t.Contacts {
		if n.AccountNumber != "" && other(same) && strings.EqualFold(same.AccountNumber, n.AccountNumber) {
			f.add(msgAccountNumber)
			break
		}
	}
}

var emailPattern = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

func validEmail(text string) bool { return text == "" || emailPattern.MatchString(text) }

// applyPersons replaces the further people as a whole. An empty list does
// not clear them.
func applyPersons(n *Contact, in inContact, f *refusal) {
	if in.ContactPersons == nil || len(*in.ContactPersons) == 0 {
		return
	}
	n.ContactPersons = nil
	for _, p := range *in.ContactPersons {
		person := ContactPerson{given(p.FirstName), given(p.LastName), given(p.EmailAddress), bool(given(p.IncludeInEmails))}
		if !validEmail(person.EmailAddress) {
			f.add(msgEmail)
		}
		n.ContactPersons = append(n.ContactPersons, person)
	}
	if len(n.ContactPersons) > 5 {
		f.add(msgContactPersons)
	}
}

// applyAddresses replaces the addresses of the types sent. DELIVERY exists on
// organisations only and is dropped without a word.
func (s *Server) applyAddresses(n *Contact, in inContact, f *refusal) {
	for _, a := range given(in.Addresses) {
		if a.AddressType == "DELIVERY" {
			continue
		}
		if a.AddressType != "POBOX" && a.AddressType != "STREET" {
			f.add(msgInvalid("AddressType", a.AddressType))
			continue
		}
		var to Address
		if s.cfg.Switches.AddressFieldsKept {
			to = n.Addresses[a.AddressType]
		}
		for _, part := range []struct {
			name   string
			target *string
			value  *string
			limit  int
		}{
			{"AddressLine1", &to.AddressLine1, a.AddressLine1, 500}, {"AddressLine2", &to.AddressLine2, a.AddressLine2, 500},
			{"AddressLine3", &to.AddressLine3, a.AddressLine3, 500}, {"AddressLine4", &to.AddressLine4, a.AddressLine4, 500},
			{"City", &to.City, a.City, 255}, {"Region", &to.Region, a.Region, 255}, {"PostalCode", &to.PostalCode, a.PostalCode, 50},
			{"Country", &to.Country, a.Country, 50}, {"AttentionTo", &to.AttentionTo, a.AttentionTo, 255},
		} {
			set(part.target, part.value)
			f.tooLong(part.name, *part.target, part.limit)
		}
		if strings.ContainsFunc(to.Country, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" .'-()", r) }) {
			f.add("Country must contain letters only.")
		}
		n.Addresses[a.AddressType] = to
	}
}

func (s *Server) applyPhones(n *Contact, in inContact, f *refusal) {
	for _, p := range given(in.Phones) {
		if !slices.Contains([]string{"DEFAULT", "DDI", "MOBILE", "FAX", "OFFICE"}, p.PhoneType) {
			f.add(msgInvalid("PhoneType", p.PhoneType))
			continue
		}
		var to Phone
		if s.cfg.Switches.AddressFieldsKept {
			to = n.Phones[p.PhoneType]
		}
		set(&to.PhoneNumber, p.PhoneNumber)
		set(&to.PhoneAreaCode, p.PhoneAreaCode)
		set(&to.PhoneCountryCode, p.PhoneCountryCode)
		f.tooLong("PhoneNumber", to.PhoneNumber, 50)
		f.tooLong("PhoneAreaCode", to.PhoneAreaCode, 10)
		f.tooLong("PhoneCountryCode", to.PhoneCountryCode, 20)
		n.Phones[p.PhoneType] = to
	}
}

func applyTerms(n *Contact, in inContact, f *refusal) {
	if in.PaymentTerms == nil {
		return
	}
	apply := func(target *Terms, p *inTerm) {
		if p == nil {
			return
		}
		terms := Terms{Day: int(given(p.Day).IntPart()), Type: given(p.Type)}
		byDays := terms.Type == "DAYSAFTERBILLDATE" || terms.Type == "DAYSAFTERBILLMONTH"
		byDate := terms.Type == "OFCURRENTMONTH" || terms.Type == "OFFOLLOWINGMONTH"
		if terms.Day < 0 || !byDays && !byDate || byDate && (terms.Day < 1 || terms.Day > 31) {
			f.add("The payment terms are not valid.")
			return
		}
		*target = terms
	}
	apply(&n.SalesTerms, in.PaymentTerms.Sales)
	apply(&n.BillsTerms, in.PaymentTerms.Bills)
}

// documentContact finds the contact of an invoice or quote. A name alone
// finds or makes a contact; further fields beside an id change the contact,
// and drop contact persons that are not among them. Only active contacts can
// be put on a document; current is the one it already has.
func (s *Server) documentContact(t *tenant, raw json.RawMessage, current string, f *refusal) *Contact {
	var in inContact
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &in) != nil {
		f.add(msgContactMissing)
		return nil
	}
	var n *Contact
	switch {
	case given(in.ContactID) != "":
		if n = t.Contacts[*in.ContactID]; n == nil {
			f.add("The Contact with the specified ContactID could not be found.")
			return nil
		}
	case given(in.ContactNumber) != "":
		n = t.contactByNumber(*in.ContactNumber)
	case given(in.Name) != "":
		n = t.contactByName(*in.Name, true)
	default:
		f.add(msgContactMissing)
		return nil
	}
	if n != nil && n.ContactStatus != "ACTIVE" && n.ContactID != current {
		f.add(msgContactArchived)
		return nil
	}
	var sent map[string]json.RawMessage
	_ = json.Unmarshal(raw, &sent) // it was an object a moment ago
	bare := len(sent) == 1
	if n != nil && bare {
		return n
	}
	if n != nil && in.ContactPersons == nil {
		stripped := n.clone()
		stripped.ContactPersons = nil
		n = stripped
	}
	n, refused := s.writeContact(t, n, in)
	f.messages = append(f.messages, refused.messages...)
	return n
}
