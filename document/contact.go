package document

// Client is who a document is for, as it was when the document was made. With
// a ContactID it came from the address book; without one it is a one-time
// client that exists on this document alone.
type Client struct {
	ContactID string `json:"contactId,omitempty"`
	Name      string `json:"name,omitempty"`
	Person    string `json:"person,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	// Address as printed, one line each.
	Address   string `json:"address,omitempty"`
	TaxNumber string `json:"taxNumber,omitempty"`
}

// Company is the one that sends the documents, as it was when the document was
// made.
type Company struct {
	Name string `json:"name,omitempty"`
	// Country is an ISO 3166 code: NZ, AU, GB…
	Country   string `json:"country,omitempty"`
	Address   string `json:"address,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Website   string `json:"website,omitempty"`
	TaxNumber string `json:"taxNumber,omitempty"`
	// RegistrationNumber is the NZBN, ACN or company number.
	RegistrationNumber string `json:"registrationNumber,omitempty"`
	// Logo is the id of an image in the company file; empty for none.
	Logo string `json:"logo,omitempty"`
	// Accent is the colour of the printed page, such as "#0B6E69"; empty for
	// LiteWork's.
	Accent string `json:"accent,omitempty"`
}

// Contact is a client in the address book.
type Contact struct {
	// ID is our own key, a UUID.
	ID        string `json:"id"`
	Name      string `json:"name"`
	FirstName string `json:"firstName,omitempty"`
	LastName  string `json:"lastName,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     Phone  `json:"phone,omitzero"`
	Mobile    Phone  `json:"mobile,omitzero"`
	// Postal is Xero's POBOX address, which invoices print; Street the
	// physical one.
	Postal        Address `json:"postal,omitzero"`
	Street        Address `json:"street,omitzero"`
	TaxNumber     string  `json:"taxNumber,omitempty"`
	CompanyNumber string  `json:"companyNumber,omitempty"`
	// Terms win over the company's when set.
	Terms    PaymentTerms `json:"terms,omitzero"`
	Currency string       `json:"currency,omitempty"`
	// Notes and Tags stay in LiteWork.
	Notes    string   `json:"notes,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Archived bool     `json:"archived,omitempty"`
}

// Phone is a number in the parts Xero keeps.
type Phone struct {
	Country string `json:"country,omitempty"`
	Area    string `json:"area,omitempty"`
	Number  string `json:"number,omitempty"`
}

// Address is a place in the parts Xero keeps.
type Address struct {
	Attention string `json:"attention,omitempty"`
	// Lines are up to four lines of the street or box.
	Lines      [4]string `json:"lines,omitzero"`
	City       string    `json:"city,omitempty"`
	Region     string    `json:"region,omitempty"`
	PostalCode string    `json:"postalCode,omitempty"`
	Country    string    `json:"country,omitempty"`
}
