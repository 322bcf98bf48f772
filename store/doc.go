// Package store is the company file: one SQLite database that holds every
// document, contact and setting of one company, and all that is known of their
// counterparts in Xero.
//
// Writers are serial: one connection, immediate transactions, synced to disk
// before a call returns. Readers never wait for them. What only Xero decides
// (links, bases, requests, history) is written through [File.Sync] alone, so
// that an open editor can never undo what a reply recorded.
//
// Money is kept in minor units, quantities and prices in ten-thousandths,
// dates as YYYY-MM-DD, instants as UTC milliseconds. No secret is ever stored.
package store
