package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// reading is one figure of a Go benchmark.
type reading struct {
	name   string
	pkg    string
	bench  string
	metric string
	bar    bar
	// factor turns the metric into the unit of the bar; zero means 1.
	factor float64
}

// readings are the figures that need no window: what happens on Fyne's
// goroutine is measured there with Fyne's own driver for tests.
func readings() []reading {
	const (
		file = "./store"
		list = "./app/documents"
		edit = "./app/editor"
		page = "./pdf"
		sync = "./xerosync"
	)
	ms := func(limit float64) bar { return atMost(limit, "ms") }
	calls := func(limit float64) bar { return atMost(limit, "calls") }
	return []reading{
		{"list 100k: scroll step p99", list, "List100k/scroll-step", "p99-ms", ms(16), 0},
		{"list 100k: key press p99", list, "List100k/key-press", "p99-ms", ms(16), 0},
		{"list 100k: search key p99", list, "List100k/search-key", "p99-ms", ms(16), 0},
		{"search 100k as typed p95", file, "SearchAsTyped/100000", "p95-ms", ms(20), 0},
		{"search 100k as typed max", file, "SearchAsTyped/100000", "max-ms", ms(50), 0},
		{"editor 500 lines: key press p99", edit, "KeyPress500", "p99-ms", ms(8), 0},
		{"the same beside the preview p99", edit, "KeyPress500WithPreview", "p99-ms", ms(8), 0},
		{"preview of 500 lines follows p95", edit, "PreviewFollows500", "p95-ms", ms(150), 0},
		{"save 100 lines p50", file, "Save100Lines", "p50-ms", ms(5), 0},
		{"save 100 lines p99", file, "Save100Lines", "p99-ms", ms(50), 0},
		{"PDF of 60 lines", page, "PDF/60", "ns/op", ms(30), 1e-6},
		{"PDF of 1,000 lines", page, "PDF/1000", "ns/op", ms(300), 1e-6},
		{"calls: idle check", sync, "Calls/idle-check", "calls", calls(3), 0},
		{"calls: post 1 new invoice", sync, "Calls/new-invoice", "calls", calls(1), 0},
		{"calls: update 1 invoice", sync, "Calls/update", "calls", calls(2), 0},
		{"calls: a day of 8 hours", sync, "Calls/day", "calls", calls(250), 0},
		{"calls: bulk post of 500 new", sync, "BulkPost/invoices", "calls", calls(12), 0},
		{"calls: bulk post of 500 updates", sync, "BulkPost/invoice-updates", "calls", calls(30), 0},
		{"calls: import of 1500 + 1200 + 1100", sync, "ImportCalls", "calls", calls(2 + 2 + 2 + 8), 0},
		{"import from staging", sync, "ImportFromStaging", "docs/s", atLeast(2000, "docs/s"), 0},
		{"import from staging: memory", sync, "ImportFromStaging", "MB-peak", atMost(300, "MB"), 0},
	}
}

// inProcess runs the benchmarks, one run for each package.
func inProcess(ctx context.Context, t *table, goTool, tags string) error {
	var packages []string
	benches := map[string][]string{}
	for _, r := range readings() {
		if !t.wanted(r.name) {
			continue
		}
		if benches[r.pkg] == nil {
			packages = append(packages, r.pkg)
		}
		first, _, _ := strings.Cut(r.bench, "/")
		if !slices.Contains(benches[r.pkg], first) {
			benches[r.pkg] = append(benches[r.pkg], first)
		}
	}
	for _, pkg := range packages {
		found, err := benchmark(ctx, goTool, tags, pkg, benches[pkg])
		for _, r := range readings() {
			if r.pkg != pkg {
				continue
			}
			value, ok := found[r.bench][r.metric]
			switch {
			case err != nil:
				t.skip(r.name, r.bar, err.Error())
			case !ok:
				t.skip(r.name, r.bar, "Benchmark"+r.bench+" gave no "+r.metric)
			default:
				if r.factor != 0 {
					value *= r.factor
				}
				t.put(r.name, value, r.bar, "")
			}
		}
	}
	return ctx.Err()
}

// benchmark runs benchmarks of a package and gives their metrics by the
// benchmark's name.
func benchmark(ctx context.Context, goTool, tags, pkg string, names []string) (map[string]map[string]float64, error) {
	pattern := "^Benchmark(" + strings.Join(names, "|") + ")$"
	cmd := exec.CommandContext(ctx, goTool, "test", "-tags", tags, "-run", "^$", "-bench", pattern, "-benchtime", "2s", "-timeout", "20m", pkg)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(out[max(0, len(out)-300):]))
	}
	found := map[string]map[string]float64{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if at := strings.LastIndex(name, "-"); at > 0 { // how many cores it ran on
			name = name[:at]
		}
		metrics := map[string]float64{}
		for i := 2; i+1 < len(fields); i += 2 {
			if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
				metrics[fields[i+1]] = value
			}
		}
		found[name] = metrics
	}
	return found, nil
}
