// Package merge decides what becomes of a document that changed here, in Xero,
// or on both sides since the two last met, and applies it. It is pure: it
// reads no file and speaks to nobody, so that it can be tried with any number
// of random cases.
//
// It works on three flattened documents in our own terms: as it is here, as it
// was at the last sync, and as it is there. The last is made from what Xero was
// last told by applying exactly what differs between two readings of Xero's
// record, so that what Xero trims, defaults or re-prints is never taken for a
// change of somebody's.
package merge
