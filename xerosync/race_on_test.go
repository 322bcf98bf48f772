//go:build race

package xerosync

// oneOf thins the scenarios out: the race detector makes each of them slow,
// and races show in few. All of them run without it, by `make crashes`.
const oneOf = 48
