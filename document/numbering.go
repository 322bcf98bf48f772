package document

// Sequence is how the numbers of one kind are made: a prefix and a counter
// padded with zeros.
type Sequence struct {
	Prefix  string `json:"prefix"`
	Next    int64  `json:"next"`
	Padding int    `json:"padding"`
}
