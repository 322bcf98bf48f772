package store

import "time"

// Options are what a file needs from outside.
type Options struct {
	// Clock gives the time; time.Now when nil.
	Clock func() time.Time
	// NewID gives a new UUID; uuid.NewString when nil.
	NewID func() string
	// StateDir is the folder that keeps a copy of the sync counter; "" for
	// none.
	StateDir string
	// ReadOnlyOK opens a file that cannot be written for reading alone, where
	// it would else be refused.
	ReadOnlyOK bool
}

// CounterVerdict is what the copy of the sync counter says about the file.
type CounterVerdict string

// The verdicts. Anything but Trusted asks for catching up.
const (
	// CounterTrusted: this is the file that this machine last synced.
	CounterTrusted CounterVerdict = "trusted"
	// CounterBehind: the file is older than what was synced from here: it was
	// restored or copied.
	CounterBehind CounterVerdict = "behind"
	// CounterUnknown: this machine never synced this file, another did.
	CounterUnknown CounterVerdict = "unknown-machine"
)
