//go:build !race

package xerosync

// oneOf is every scenario.
const oneOf = 1
