// Package page holds what the pages of LiteWork share: reading the company
// file off Fyne's goroutine, and the words and forms in which statuses, money
// and times are shown.
package page
