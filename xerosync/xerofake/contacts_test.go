package xerofake_test

import (
	"fmt"
	"strings"
	"testing"

	"litework/xerosync/xerofake"
)

func TestContactRoundTrip(t *testing.T) {
	x := start(t)
	n := x.one("PUT", "/Contacts?summarizeErrors=false", `{"Contacts":[{"Name":" Kowhai  Cafe Ltd","ContactNumber":"LW-7f3c","EmailAddress":"ap@kowhai.example",
		"FirstName":"Mere","LastName":"Tane","Addresses":[{"AddressType":"POBOX","AddressLine1":"PO Box 9","City":"Nelson","PostalCode":"7040","Country":"New Zealand"}],
		"Phones":[{"PhoneType":"DEFAULT","PhoneCountryCode":"64","PhoneAreaCode":"3","PhoneNumber":"5551234"}],
		"PaymentTerms":{"Sales":{"Day":20,"Type":"OFFOLLOWINGMONTH"}}}]}`)
	for field, want := range map[string]any{"Name": "Kowhai Cafe Ltd", "ContactStatus": "ACTIVE", "IsCustomer": false, "IsSupplier": false, "StatusAttributeString": "OK", "HasValidationErrors": false} {
		equal(t, field, n[field], want)
	}
	equal(t, "all phones are there", len(n["Phones"].([]any)), 4)
	equal(t, "both addresses are there", len(n["Addresses"].([]any)), 2)
	if _, has := n["UpdatedDateUTCString"]; has {
		t.Error("contacts have no UpdatedDateUTCString")
	}
	byNumber := x.one("GET", "/Contacts/LW-7f3c", "")
	equal(t, "by number", byNumber["ContactID"], n["ContactID"])
	contains(t, "terms", fmt.Sprint(byNumber["PaymentTerms"]), "OFFOLLOWINGMONTH")
	x.invoice("A", n["ContactID"].(string), "AUTHORISED")
	after := x.one("GET", "/Contacts/LW-7f3c", "")
	equal(t, "customer now", after["IsCustomer"], true)
	contains(t, "balance", fmt.Sprint(after["Balances"]), "115.00")
	equal(t, "updated", after["UpdatedDateUTC"], n["UpdatedDateUTC"])
}

func TestContactNamesAreUnique(t *testing.T) {
	x := start(t)
	id := x.contact("Kowhai Cafe Ltd")
	put := func(fields string) string { return `{"Contacts":[{` + fields + `}]}` }
	equal(t, "PUT, other case and spaces", x.refused("PUT", "/Contacts", put(`"Name":"kowhai  CAFE ltd "`)),
		"The contact name kowhai CAFE ltd is already assigned to another contact. The contact name must be unique across all active contacts.")
	n := x.one("POST", "/Contacts", put(`"Name":"KOWHAI CAFE LTD","EmailAddress":"new@kowhai.example"`))
	equal(t, "POST by name overwrites", n["ContactID"], id)
	x.one("PUT", "/Contacts", put(`"Name":"B","ContactNumber":"LW-1","AccountNumber":"77"`))
	contains(t, "number", x.refused("PUT", "/Contacts", put(`"Name":"C","ContactNumber":"lw-1"`)), "already assigned to another contact")
	equal(t, "account number", x.refused("PUT", "/Contacts", put(`"Name":"C","AccountNumber":"77"`)), "The Account Number already exists. Please enter a different Account Number.")
	contains(t, "rename onto another", x.refused("POST", "/Contacts/"+id, put(`"Name":"b"`)), "already assigned")
	x.must(x.c.ArchiveContact(id))
	x.one("PUT", "/Contacts", put(`"Name":"Kowhai Cafe Ltd"`))
	taken := start(t, func(c *xerofake.Config) { c.Switches.ArchivedNamesTaken = true })
	taken.must(taken.c.ArchiveContact(taken.contact("Kowhai")))
	contains(t, "archived name", taken.refused("PUT", "/Contacts", put(`"Name":"kowhai"`)), "already assigned")
	equal(t, "POST reaches the archived one", taken.one("POST", "/Contacts", put(`"Name":"kowhai"`))["ContactStatus"], "ARCHIVED")
}

func TestContactUpdates(t *testing.T) {
	x := start(t)
	id, err := x.c.AddContact(xerofake.Contact{Name: "A", FirstName: "Ann", TaxNumber: "1",
		ContactPersons: []xerofake.ContactPerson{{FirstName: "P1"}, {FirstName: "P2"}},
		Addresses:      map[string]xerofake.Address{"POBOX": {AddressLine1: "1 Road", City: "Nelson"}, "STREET": {City: "Napier"}}})
	x.must(err)
	post := func(fields string) { x.one("POST", "/Contacts/"+id, `{"Contacts":[{`+fields+`}]}`) }
	post(`"TaxNumber":"","ContactPersons":[],"Addresses":[{"AddressType":"POBOX","City":"Picton"}]`)
	n, _ := x.c.Contact(id)
	equal(t, "omitted stays", n.FirstName, "Ann")
	equal(t, "empty clears", n.TaxNumber, "")
	equal(t, "an empty list of persons clears nothing", len(n.ContactPersons), 2)
	equal(t, "a sent address is complete", n.Addresses["POBOX"], xerofake.Address{City: "Picton"})
	equal(t, "another type stays", n.Addresses["STREET"].City, "Napier")
	post(`"ContactPersons":[{"FirstName":"P3"}]`)
	n, _ = x.c.Contact(id)
	equal(t, "persons are replaced", fmt.Sprint(n.ContactPersons), "[{P3   false}]")
	equal(t, "delivery is dropped", x.wrong("POST", "/Contacts/"+id, `{"Addresses":[{"AddressType":"DELIVERY","City":"Lost"}]}`).status, 200)
	n, _ = x.c.Contact(id)
	equal(t, "addresses", len(n.Addresses), 2)
	post(`"ContactStatus":"ARCHIVED"`)
	post(`"ContactStatus":"ACTIVE"`)
}

func TestContactLimits(t *testing.T) {
	x := start(t)
	people := strings.TrimSuffix(strings.Repeat(`{"FirstName":"x"},`, 6), ",")
	for fields, want := range map[string]string{
		`"FirstName":"A"`: "name must be specified",
		`"Name":"a<b"`:    "not valid",
		`"Name":"A","EmailAddress":"jörg@x.example"`:                             "Email address must be valid.",
		`"Name":"A","EmailAddress":"nobody"`:                                     "Email address must be valid.",
		`"Name":"A","ContactPersons":[` + people + `]`:                           "at most 5",
		`"Name":"A","Addresses":[{"AddressType":"POBOX","Country":"NZ 1"}]`:      "letters only",
		`"Name":"A","ContactStatus":"ARCHIVED"`:                                  "The status 'ARCHIVED' is not valid for contacts",
		`"Name":"A","PaymentTerms":{"Sales":{"Day":40,"Type":"OFCURRENTMONTH"}}`: "payment terms",
	} {
		contains(t, fields, x.refused("PUT", "/Contacts", `{"Contacts":[{`+fields+`}]}`), want)
	}
	contains(t, "long name", mustString(x.wrong("PUT", "/Contacts", `{"Name":"`+strings.Repeat("x", 256)+`"}`)), "Name field must not be longer")
}

func TestArchivedContactsAndDocuments(t *testing.T) {
	x := start(t)
	n := x.contact("A")
	id := x.invoice("K-1", n, "DRAFT")
	x.must(x.c.ArchiveContact(n))
	const archived = "The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes"
	equal(t, "new invoice", x.refused("PUT", "/Invoices", invoiceBody("K-2", n, "DRAFT")), archived)
	x.one("POST", "/Invoices/"+id, invoiceBody("K-1", n, "DRAFT", `"Reference":"its own contact"`))
	equal(t, "default list", len(x.list("GET", "/Contacts?page=1", "")), 0)
	equal(t, "with archived", len(x.list("GET", "/Contacts?includeArchived=true", "")), 1)
	unarchive := start(t, func(c *xerofake.Config) { c.Switches.UnarchiveRefused = true })
	m := unarchive.contact("A")
	unarchive.must(unarchive.c.ArchiveContact(m))
	contains(t, "un-archive", unarchive.refused("POST", "/Contacts/"+m, `{"Contacts":[{"ContactStatus":"ACTIVE"}]}`), "not valid for contacts")
}

func TestContactInsideADocument(t *testing.T) {
	x := start(t)
	n, err := x.c.AddContact(xerofake.Contact{Name: "A", ContactPersons: []xerofake.ContactPerson{{FirstName: "P"}}})
	x.must(err)
	x.invoice("K-1", n, "DRAFT")
	got, _ := x.c.Contact(n)
	equal(t, "persons, id alone", len(got.ContactPersons), 1)
	body := strings.Replace(invoiceBody("K-2", n, "DRAFT"), `{"ContactID":"`+n+`"}`, `{"ContactID":"`+n+`","EmailAddress":"a@a.example"}`, 1)
	x.one("PUT", "/Invoices", body)
	got, _ = x.c.Contact(n)
	equal(t, "persons, more than the id", len(got.ContactPersons), 0)
	equal(t, "email", got.EmailAddress, "a@a.example")
	byName := strings.Replace(invoiceBody("K-3", n, "DRAFT"), `{"ContactID":"`+n+`"}`, `{"Name":"Brand new"}`, 1)
	x.one("PUT", "/Invoices", byName)
	equal(t, "contacts", len(x.c.Contacts()), 2)
	noContact := strings.Replace(invoiceBody("K-4", n, "DRAFT"), `"Contact":{"ContactID":"`+n+`"},`, ``, 1)
	contains(t, "none", x.refused("PUT", "/Invoices", noContact), "Contact must be specified")
}

func TestMerge(t *testing.T) {
	x := start(t)
	loser, winner := x.contact("Loser"), x.contact("Winner")
	v, q := x.invoice("K-1", loser, "AUTHORISED"), x.quote("Q-1", loser, "DRAFT")
	x.must(x.c.MergeContacts(loser, winner))
	n := x.one("GET", "/Contacts/"+loser, "")
	equal(t, "loser", fmt.Sprint(n["ContactStatus"], n["MergedToContactID"]), fmt.Sprint("ARCHIVED", winner))
	equal(t, "invoice", x.one("GET", "/Invoices/"+v, "")["Contact"].(map[string]any)["ContactID"], winner)
	equal(t, "quote", x.one("GET", "/Quotes/"+q, "")["Contact"].(map[string]any)["Name"], "Winner")
	for _, listed := range x.list("GET", "/Contacts?includeArchived=true", "") {
		if listed["MergedToContactID"] != nil {
			t.Error("the merge shows in a list without pages")
		}
	}
}
