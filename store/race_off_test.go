//go:build !race

package store_test

// kills is how many processes are killed.
const kills = 200
