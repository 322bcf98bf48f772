// Package paper brings documents out of LiteWork: as PDF files into a folder,
// into the system's viewer, and to the mail program. What it writes is what the
// preview shows.
//
// Files are written away from Fyne's goroutine, whole or not at all, and never
// over one that was there.
package paper
