// Package xerofake is a stateful simulator of the Xero Accounting API and of
// Xero's identity service, over real HTTP. It is the Xero of the tests and the
// demo organisation of the program. Any client of Xero can talk to it.
//
// # Paths
//
// One host serves what Xero spreads over four:
//
//	/identity/connect/authorize      the consent page (login.xero.com)
//	/connect/token, /connect/revocation   (identity.xero.com; also under /identity)
//	/connections                     (api.xero.com)
//	/api.xro/2.0/...                 (api.xero.com)
//	/app/{ShortCode}/...             a record's page in the browser (go.xero.com)
//	/_control/...                    the other side, for tests and scripts
//
// # The other side
//
// [Server.Control] plays the person who works in Xero: edits, pays, voids,
// merges, locks periods, disconnects. [Server.Faults] makes requests fail.
// Both are also reachable as JSON:
//
//	GET  /_control/invoices | contacts | quotes | organisation | calls
//	POST /_control/{action}   Content-Type: application/json
//
// Actions and their arguments (amounts and dates are strings):
//
//	pay {id, amount, date}            unpay {id}              credit {id, amount}
//	void-invoice {id}                 delete-invoice {id}     approve-invoice {id}
//	set-due-date {id, date}           mark-sent {id}          replace-line-ids {id}
//	change-line {id, index, description, quantity, unitAmount}
//	add-line {id, description, quantity, unitAmount, accountCode, taxType}
//	remove-line {id, index}           quote-status {id, status}
//	convert-quote {id}                archive-contact {id}    rename-contact {id, name}
//	merge-contacts {loser, winner}    lock-dates {period, endOfYear}
//	account-status {code, status}     action-status {name, status}
//	disconnect {tenant}               reset {}                reset-calls {}
//	fault {method, path, kind, times, ms, retryAfter}         clear-faults {}
//
// The kinds of fault are latency, drop-before, drop-after, 429-minute, 429-day,
// 429-concurrent, 429-appminute, 500, 500-html, 503-html, 503-offline,
// garbled-before, garbled-200, token-expired and drop-body.
//
// # What is not settled
//
// Where nobody outside Xero knows how it behaves, [Switches] chooses; the zero
// value is the behaviour thought most likely, or the one hardest on a client.
package xerofake
