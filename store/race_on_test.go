//go:build race

package store_test

// kills is how many processes are killed. The race detector watches some of
// them; all are killed without it, by `make crashes`.
const kills = 30

// longSaves is how often a long document is saved to see how the file grows.
const longSaves = 20
