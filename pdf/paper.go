package pdf

import (
	"github.com/shopspring/decimal"

	"litework/document"
)

// Input is what is to be printed.
type Input struct {
	Document document.Document
	// Logo is a PNG or JPEG; nil for none. What is no such image is left out.
	Logo []byte
	// OnlineURL is where the client can look at the invoice and pay it; empty
	// for none.
	OnlineURL string
	// Paid is what has been paid or credited; zero prints nothing of it.
	Paid decimal.Decimal
}

// Paper is a document laid out on pages. It is plain data and is never changed
// once made.
type Paper struct {
	// Title is the document's kind and number, for the file's properties.
	Title string
	// Author is the company that sends it.
	Author string
	// Date is the document's. It stands in the file as the day it was made.
	Date  document.Date
	Pages []Page
	// Missing are the characters that the fonts lack: they are printed as □.
	Missing []Missing
}

// Page is one sheet. Lengths are points of 1/72 inch, from its upper left
// corner.
type Page struct {
	Width, Height float64
	// Painted in this order.
	Fills  []Fill
	Images []Image
	Texts  []Text
	Links  []Link
}

// Fill is a rectangle of one colour; a thin one is a rule.
type Fill struct {
	X, Y, Width, Height float64
	Radius              float64
	Color               Color
}

// Image is a picture, scaled to its rectangle.
type Image struct {
	X, Y, Width, Height float64
	Data                []byte
}

// Text is a run of one style on one line.
type Text struct {
	// X is its left edge, Y its baseline, Width what it measures kerned.
	X, Y, Width float64
	Size        float64
	Bold        bool
	Italic      bool
	Color       Color
	Text        string
	// Pieces part the text where kerning moves what follows; the first begins
	// at X. Painted one by one they give Width.
	Pieces []Piece
	// Line is the id of the document's line it belongs to; empty elsewhere.
	Line string
}

// Piece is a part of a text, from its left edge on.
type Piece struct {
	X    float64
	Text string
}

// Link is a place of the page that opens an address.
type Link struct {
	X, Y, Width, Height float64
	URL                 string
}

// Color is red, green and blue.
type Color struct{ R, G, B uint8 }

// Missing is a character that no font of the page has.
type Missing struct {
	Char rune
	// Line is the id of the line it stands in; empty where Field, a plain word
	// such as "client notes", names the place.
	Line, Field string
}
