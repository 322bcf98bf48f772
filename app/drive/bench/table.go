package main

import (
	"fmt"
	"io"
	"strings"
)

// table prints the figures as they come.
type table struct {
	out  io.Writer
	only []string
}

func (t *table) head() {
	fmt.Fprintf(t.out, "%-44s %12s %12s\n", "name", "value", "bar")
}

// wanted reports whether a figure of the name is asked for.
func (t *table) wanted(names ...string) bool {
	for _, prefix := range t.only {
		for _, name := range names {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
	}
	return len(t.only) == 0
}

// bar is what a figure has to keep to.
type bar struct {
	limit float64
	// least: the figure must be at least the limit; else at most.
	least bool
	unit  string
}

func atMost(limit float64, unit string) bar  { return bar{limit: limit, unit: unit} }
func atLeast(limit float64, unit string) bar { return bar{limit: limit, unit: unit, least: true} }

func (b bar) String() string {
	if b.least {
		return "≥ " + figure(b.limit, b.unit)
	}
	return "≤ " + figure(b.limit, b.unit)
}

func (b bar) keeps(value float64) bool {
	if b.least {
		return value >= b.limit
	}
	return value <= b.limit
}

// put prints one figure; the note says what is behind it.
func (t *table) put(name string, value float64, b bar, note string) {
	if !t.wanted(name) {
		return
	}
	verdict := "ok"
	if !b.keeps(value) {
		verdict = "MISS"
	}
	t.line(name, figure(value, b.unit), b, verdict, note)
}

// skip prints that a figure could not be had.
func (t *table) skip(name string, b bar, why string) {
	if t.wanted(name) {
		t.line(name, "-", b, "SKIP", why)
	}
}

func (t *table) line(name, value string, b bar, verdict, note string) {
	line := fmt.Sprintf("%-44s %12s %12s  %-4s  %s", name, value, b, verdict, note)
	fmt.Fprintln(t.out, strings.TrimRight(line, " "))
}

func figure(value float64, unit string) string {
	digits := 0
	switch {
	case value != float64(int64(value)) && value < 10:
		digits = 2
	case value != float64(int64(value)) && value < 100:
		digits = 1
	}
	return strings.TrimSpace(fmt.Sprintf("%.*f %s", digits, value, unit))
}
