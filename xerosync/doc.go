// Package xerosync keeps a company file and a Xero organisation in step. What
// is confirmed on the post sheet is written to the outbox, and the one worker
// carries it to Xero by a protocol that a crash or a lost reply between any
// two of its steps cannot break: exactly one record comes of it there, and one
// link to it here. What changes in Xero is read in the background and taken
// over where nothing changed here, and decided by the user where both sides
// did.
//
// The parts that decide are pure: the merge of three versions (package merge),
// the wire form of a document, the canonical form of a record, their
// comparison, the checks before a post. The engine that does is one goroutine
// calling [Service.Step].
//
// The rooms, by the first word of a file's name:
//
//   - service, engine, background, session, state: the worker and its turn
//   - connect, connected, reference, remotes: the way to an organisation
//   - sheet, preflight, supply, choices, intent, post, bulk, save, marks: what
//     the user asks for, up to the outbox
//   - batch, prepare, preread, attempt, finish, outcome, settle: the outbox, up
//     to the answer or what became of a lost one
//   - wire, record, canonical, compare, baseline, translate: Xero's words and ours
//   - check, meet, pull, waiting, hold, reconcile, unknown: what changed in Xero
//   - contacts, contact: the address book, both ways
//   - conflict: what both sides changed, and the user's decision
//   - import: the wizard's engine, through staging
//   - catchup: a file that is not the one last synced
//   - ask, notices: questions and early warnings
package xerosync
