package document

// QuickItem is a saved line, inserted by typing a slash and the beginning of
// its name in a description.
type QuickItem struct {
	ID string `json:"id"`
	// Name is what it is found by; not empty.
	Name string `json:"name"`
	// Line is what is inserted, under an id of its own.
	Line Line `json:"line"`
}
