package xerofake

import "fmt"

// Xero's own words where they are known. Those of the second group are not
// recorded anywhere we know of; a client must not depend on them.
const (
	msgNotUnique        = "Invoice # must be unique."
	msgInvoiceStatus    = "Invoice not of valid status for modification"
	msgApplied          = "This document cannot be edited as it has a payment or credit note allocated to it."
	msgVoidApplied      = "The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it."
	msgContactArchived  = "The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes"
	msgAccountNumber    = "The Account Number already exists. Please enter a different Account Number."
	msgEmail            = "Email address must be valid."
	msgAccountMissing   = "Account code or ID must be specified"
	msgApprovalLimit    = "You have reached the limit of invoices you can approve"
	msgNotFound         = "The resource you're looking for cannot be found"
	msgArchivedContacts = "The status 'ARCHIVED' is not valid for contacts"

	msgContactMissing  = "A Contact must be specified for this type of transaction."
	msgQuoteNotUnique  = "Quote number must be unique."
	msgQuoteLocked     = "Quote not of valid status for modification"
	msgDueDateMissing  = "The document due date must be specified."
	msgDateMissing     = "The document date must be specified."
	msgLinesMissing    = "One or more line items must be specified"
	msgDescription     = "Description must be specified for each line item."
	msgUnknownLine     = "The LineItemID does not belong to this document."
	msgNameMissing     = "The contact name must be specified."
	msgContactPersons  = "A contact can have at most 5 contact persons."
	msgSentNotApproved = "SentToContact can only be set on an approved invoice."
	msgLineTooLarge    = "The line amount exceeds the maximum of 9,999,999,999.99"
	msgBothDiscounts   = "Specify either DiscountRate or DiscountAmount, not both."
)

func msgNameTaken(name string) string {
	return fmt.Sprintf("The contact name %s is already assigned to another contact. The contact name must be unique across all active contacts.", name)
}

func msgNumberTaken(number string) string {
	return fmt.Sprintf("The contact number %s is already assigned to another contact. The contact number must be unique across all contacts.", number)
}

func msgAccount(code string) string {
	return fmt.Sprintf("Account code '%s' is not a valid code for this document.", code)
}

func msgTax(code string) string {
	return fmt.Sprintf("The TaxType code '%s' does not exist or cannot be used for this type of transaction.", code)
}

func msgTaxAccount(tax, account string) string {
	return fmt.Sprintf("The TaxType code '%s' cannot be used with account code '%s'.", tax, account)
}

func msgLineTotal(got, want string) string {
	return fmt.Sprintf("The line total %s does not match the expected line total %s", got, want)
}

func msgDiscount(rate string) string {
	return fmt.Sprintf("The discount rate '%s' is invalid. Discount must not be greater than the line total.", rate)
}

func msgCurrency(code string) string {
	return fmt.Sprintf("Organisation is not subscribed to currency %s", code)
}

func msgLocked(kind string, date Date) string {
	return fmt.Sprintf("The document date cannot be before the %s lock date, currently set at %s", kind, date.Time().Format("2 Jan 2006"))
}

func msgTooLong(field string, limit int) string {
	return fmt.Sprintf("The %s field must not be longer than %d characters.", field, limit)
}

func msgInvalid(field, value string) string {
	return fmt.Sprintf("%s '%s' is not valid.", field, value)
}

func msgQuoteStep(from, to string) string {
	return fmt.Sprintf("The quote status cannot be changed from %s to %s.", from, to)
}

// sentence is a refusal in Xero's own words, which are whole sentences.
type sentence string

func (s sentence) Error() string { return string(s) }

func sentencef(format string, args ...any) error { return sentence(fmt.Sprintf(format, args...)) }
