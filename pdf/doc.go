// Package pdf makes printed pages of documents. [Lay] decides where everything
// stands, purely; the pages it gives are painted by [Paper.Write] as a PDF and
// by the preview on the screen, so that the two cannot differ.
package pdf
