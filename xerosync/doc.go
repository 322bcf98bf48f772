// Package xerosync keeps a company file and a Xero organisation in step. What
// is confirmed on the post sheet is written to the outbox, and the one worker
// carries it to Xero by a protocol that a crash or a lost reply between any
// two of its steps cannot break: exactly one record comes of it there, and one
// link to it here.
//
// The parts that decide are pure: the wire form of a document, the canonical
// form of a record, their comparison, the checks before a post. The engine
// that does is one goroutine calling [Service.Step].
package xerosync
