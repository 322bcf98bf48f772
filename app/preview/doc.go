// Package preview shows the printed pages of a document beside its form, as the
// PDF will have them: the same laid-out pages, the same fonts.
//
// Laying out and painting go on away from Fyne's goroutine, one after the other;
// while one is under way only the newest document waits. Fyne's goroutine does
// no more than show finished pictures.
package preview
