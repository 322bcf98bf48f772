package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/shopspring/decimal"
)

// Xero's limits in characters, by its API description; where an invoice and a
// quote differ, the quote's is said.
const (
	maxReference      = 255
	maxQuoteReference = 4000
	maxTitle          = 100
	maxSummary        = 3000
	maxTerms          = 4000
	maxDescription    = 4000
	maxAccountCode    = 10
)

// maxLineAmount is the largest amount of a line.
var maxLineAmount = decimal.New(999999999999, -MoneyPlaces)

// Limits lists what Xero would refuse of a document for its length, its
// characters or its size, and what it cannot do without. Texts are never cut;
// the user is told instead. Only what Xero sees is looked at.
func Limits(d *Document) []Problem {
	var c checker
	if p := ProblemOf(CheckNumber(d.Number)); p != nil {
		c.out = append(c.out, *p)
	}
	if d.Client.ContactID == "" && strings.TrimSpace(d.Client.Name) == "" {
		c.add("client-missing", "client", "A client is needed.", "Choose or type one.")
	}
	if d.Client.ContactID == "" {
		c.contactName(d.Client.Name, "client")
	}
	if d.Date.IsZero() {
		c.add("date-missing", "date", "A date is needed.", "")
	}
	if len(d.Currency) != 3 || strings.Trim(d.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		c.add("currency", "currency", "A currency has three letters, for example NZD.", "")
	}
	reference := maxReference
	if d.Kind == Quote {
		reference = maxQuoteReference
		c.text("title", "The title", d.Title, maxTitle)
		c.text("summary", "The summary", d.Summary, maxSummary)
		c.text("terms", "The terms", d.Terms, maxTerms)
	}
	c.text("reference", "The reference", d.Reference, reference)
	seen := 0
	for i, l := range d.Lines() {
		if l.Crosses() {
			seen++
			c.line(i+1, l, d.TaxMode)
		}
	}
	if seen == 0 {
		c.add("lines-missing", "lines", "Nothing is on it yet.", "Write a line.")
	}
	return c.out
}

// ContactLimits does for a contact what [Limits] does for a document.
func ContactLimits(contact *Contact) []Problem {
	var c checker
	if strings.TrimSpace(contact.Name) == "" {
		c.add("name-missing", "name", "A name is needed.", "")
	}
	c.contactName(contact.Name, "name")
	c.text("firstName", "The first name", contact.FirstName, 255)
	c.text("lastName", "The last name", contact.LastName, 255)
	c.text("email", "The e-mail address", contact.Email, 255)
	if contact.Email != "" && !plausibleEmail(contact.Email) {
		c.add("email", "email", "Xero does not take this e-mail address.", "Write it like ana@example.co.nz, without accents.")
	}
	c.text("taxNumber", "The tax number", contact.TaxNumber, 50)
	c.text("companyNumber", "The company number", contact.CompanyNumber, 50)
	c.phone("phone", "The phone number", contact.Phone)
	c.phone("mobile", "The mobile number", contact.Mobile)
	c.address("postal", "The postal address", contact.Postal)
	c.address("street", "The street address", contact.Street)
	return c.out
}

// checker collects problems.
type checker struct{ out []Problem }

func (c *checker) add(code, field, sentence, fix string) {
	c.out = append(c.out, Problem{Code: code, Field: field, Sentence: sentence, Fix: fix})
}

// text checks length, counted as Xero counts, and characters.
func (c *checker) text(field, what, s string, most int) {
	if n := xeroLength(s); n > most {
		c.add("too-long", field, fmt.Sprintf("%s has %d characters; Xero takes %d.", what, n, most), "Shorten it.")
	}
	if strings.ContainsFunc(s, unsendable) {
		c.add("characters", field, what+" contains a character that cannot be sent.", "Type it again.")
	}
}

// contactName checks what Xero takes as the name of a contact.
func (c *checker) contactName(name, field string) {
	c.text(field, "The name", name, 255)
	if strings.ContainsAny(name, "<>") {
		c.add("characters", field, "Xero takes no < or > in a name.", "Take it out.")
	}
}

func (c *checker) phone(field, what string, p Phone) {
	c.text(field, what, p.Number, 50)
	c.text(field, "The area code", p.Area, 10)
	c.text(field, "The country code", p.Country, 20)
}

func (c *checker) address(field, what string, a Address) {
	for _, l := range a.Lines {
		c.text(field, "A line of "+strings.ToLower(what[:1])+what[1:], l, 500)
	}
	c.text(field, "The city", a.City, 255)
	c.text(field, "The region", a.Region, 255)
	c.text(field, "The name on the address", a.Attention, 255)
	c.text(field, "The postcode", a.PostalCode, 50)
	c.text(field, "The country", a.Country, 50)
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' }
	if strings.ContainsFunc(a.Country, notLetter) {
		c.add("characters", field, "Xero takes letters only as a country.", "Write New Zealand or NZ.")
	}
}

func (c *checker) line(n int, l *Line, mode TaxMode) {
	from := len(c.out)
	what := func(s string) string { return fmt.Sprintf("%s of line %d", s, n) }
	if strings.TrimSpace(l.Description) == "" {
		c.add("description-missing", "line.description", fmt.Sprintf("Line %d has no description.", n), "Xero asks for one on every line.")
	}
	c.text("line.description", what("The description"), l.Description, maxDescription)
	if !l.IsText() {
		c.figures(l, mode, what)
		c.text("line.account", what("The account"), l.Account, maxAccountCode)
	}
	for i := from; i < len(c.out); i++ {
		c.out[i].Line = l.ID
	}
}

func (c *checker) figures(l *Line, mode TaxMode, what func(string) string) {
	if q := l.EffectiveQuantity(); q.Abs().GreaterThan(maxQuantity) {
		c.add("too-large", "line.quantity", what("The quantity")+" is larger than "+FormatQuantity(maxQuantity)+".", "")
	}
	if l.Quantity.Valid && tooFine(l.Quantity.Decimal, QuantityPlaces) {
		c.add("too-many-decimals", "line.quantity", what("The quantity")+" has more than 4 decimals.", "")
	}
	if tooFine(l.UnitPrice.Decimal, PricePlaces) {
		c.add("too-many-decimals", "line.price", what("The price")+" has more than 4 decimals.",
			"Write quantity 1 and the amount as the price.")
	}
	if l.UnitPrice.Decimal.Abs().GreaterThan(maxPrice) || l.Amounts(mode).Amount.Abs().GreaterThan(maxLineAmount) {
		c.add("too-large", "line.price", what("The amount")+" is larger than "+FormatMoney(maxLineAmount)+".", "")
	}
	if l.Discount.Sign() < 0 || l.Discount.GreaterThan(hundred) || tooFine(l.Discount, PercentPlaces) {
		c.add("discount-range", "line.discount", what("The discount")+" is not between 0 and 100%.", "")
	}
}

func tooFine(d decimal.Decimal, places int32) bool { return !d.Truncate(places).Equal(d) }

// xeroLength counts as .NET does, in UTF-16 units.
func xeroLength(s string) int { return len(utf16.Encode([]rune(s))) }

// unsendable are characters that neither XML nor Xero knows.
func unsendable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || r == unicode.ReplacementChar || r == '\uFFFE' || r == '\uFFFF'
}

func plausibleEmail(s string) bool {
	name, domain, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(strings.Trim(domain, "."), ".") && !strings.Contains(domain, "@") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
