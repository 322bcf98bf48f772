// Package xeroapi is an HTTP client of Xero's Accounting API 2.0: sign-in,
// typed records, limits and errors. It knows the wire and nothing of what its
// caller does with it.
//
// Three rules shape it. A reply that was lost or cannot be read leaves a write
// in an unknown outcome: never a failure, never a success. A write is built
// once ([Request]), so that its caller can store the exact bytes before they
// are sent, and [Client.Send] puts them on the wire once. And no token is ever
// printed: every type that holds one redacts itself.
package xeroapi
