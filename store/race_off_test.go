//go:build !race

package store_test

// kills is how many processes are killed.
const kills = 200

// longSaves is how often a long document is saved to see how the file grows.
const longSaves = 100
