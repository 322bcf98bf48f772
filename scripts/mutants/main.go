// Command mutants breaks the engine on purpose, one fault at a time, in a copy
// of the source, and prints which test notices. It ends with an error where
// none does.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

func main() {
	only := flag.String("only", "", "a part of the names of the mutants to try; empty for all")
	seeds := flag.Int("seeds", 600, "how many seeds of the simulation a mutant has to outlive")
	flag.Parse()
	if err := run(*only, *seeds); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(only string, seeds int) error {
	dir, err := os.MkdirTemp("", "litework-mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, m := range mutants { // rather at once than after an hour
		if _, err := m.changed("."); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	fmt.Printf("| fault | noticed by |\n|---|---|\n")
	var alive []string
	for _, m := range mutants {
		if !strings.Contains(m.name, only) {
			continue
		}
		by, err := try(filepath.Join(dir, "tree"), m, seeds)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		if by == "" {
			by, alive = "**nothing**", append(alive, m.name)
		}
		fmt.Printf("| %s | %s |\n", m.name, by)
	}
	if len(alive) > 0 {
		return fmt.Errorf("nothing notices: %s", strings.Join(alive, "; "))
	}
	return nil
}

// try says which test notices the fault.
func try(dir string, m mutant, seeds int) (by string, err error) {
	if err := copyTree(dir); err != nil {
		return "", err
	}
	if err := m.apply(dir); err != nil {
		return "", err
	}
	test := filepath.Join(dir, "sync.test")
	if out, err := command(dir, "go", "test", "-c", "-o", test, "./xerosync"); err != nil {
		return "", fmt.Errorf("it does not compile: %s", out)
	}
	folder := filepath.Join(dir, "xerosync")
	out, err := command(folder, test, "-test.run", "TestSimulation", "-once", "-seeds", fmt.Sprint(seeds))
	if err != nil {
		return "the simulation: " + firstViolation(out), nil
	}
	if out, err = command(folder, test, "-test.short", "-test.failfast", "-test.timeout", "5m"); err == nil {
		out, err = command(dir, "go", "test", "-short", "./xerosync/merge", "./store", "./document/...")
	}
	if err != nil {
		return failedTest(out), nil
	}
	return "", nil
}

var (
	violation = regexp.MustCompile(`(?m)^\s+\w+_test\.go:\d+: (.*)$`)
	failed    = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)
	ids       = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}`)
)

func firstViolation(out string) string {
	m := violation.FindStringSubmatch(out)
	if m == nil {
		return "it ends early"
	}
	text := []rune(ids.ReplaceAllString(strings.ReplaceAll(m[1], "|", "/"), "…"))
	if len(text) > 110 {
		text = append(text[:110], '…')
	}
	return string(text)
}

func failedTest(out string) string {
	if m := failed.FindStringSubmatch(out); m != nil {
		return m[1]
	}
	return "a test that ends early"
}

func command(dir string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	c.WaitDelay = time.Second
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return err.Error(), err
	}
	return string(out), err
}

// copied are the parts of the source that the engine is made of.
var copied = []string{"go.mod", "go.sum", "assets", "document", "store", "xerosync"}

func copyTree(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for _, part := range copied {
		err := filepath.WalkDir(part, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			to := filepath.Join(dir, path)
			if e.IsDir() {
				return os.MkdirAll(to, 0o700)
			}
			if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(to, data, 0o600)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mutant is a fault: in a file, the one place that says old says new instead.
type mutant struct{ name, file, old, new string }

// changed is the file with the fault in it.
func (m mutant) changed(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, m.file))
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(data), m.old); n != 1 {
		return "", fmt.Errorf("%s says %q %d times", m.file, m.old, n)
	}
	return strings.Replace(string(data), m.old, m.new, 1), nil
}

func (m mutant) apply(dir string) error {
	text, err := m.changed(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, m.file), []byte(text), 0o600)
}
