//go:build race

package store_test

// kills is how many processes are killed. The race detector watches some of
// them; all are killed without it, by `make crashes`.
const kills = 30
