package store

import "litework/document"

// LineDefaults is what settings supply to a line at its first post.
type LineDefaults struct {
	Account string
	// Tax is left as it is when not Chosen.
	Tax document.Tax
}
