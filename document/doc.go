// Package document is what the business means: invoices and quotes with their
// sections and lines, contacts, tax, totals, numbering, payment terms and
// statuses, and the small languages people type (numbers, dates, durations,
// enhanced text).
//
// Everything here is pure: no files, no network, no clock, no goroutines.
// Amounts are decimals, never floats; calendar dates are [Date] and never pass
// through a time zone. The arithmetic is Xero's, so that what is priced here
// and what is priced there agree to the cent by construction.
package document
