// The tour takes the real program through the main job in a real window, by
// keyboard and mouse events from outside, and leaves a picture of every screen:
// light and dark, in a small window, and at a larger scale.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// variant is one way to look at the program.
type variant struct {
	name          string
	theme         string
	width, height int // in units of the interface
	scale         string
	pixels        float64
}

func variants() []variant {
	return []variant{
		{"light", "light", 1280, 840, "1", 1},
		{"dark", "dark", 1280, 840, "1", 1},
		{"small", "light", 1024, 680, "1", 1},
		{"scaled", "light", 1280, 840, "1.5", 1.5},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	binary := flag.String("binary", "build/litework", "the program")
	out := flag.String("out", "build/tour", "folder for the pictures")
	only := flag.String("only", "", "the one variant to take: light, dark, small or scaled")
	browse := flag.String("browse", "", "be the browser: open this address and end")
	flag.Parse()
	if *browse != "" {
		return browseTo(*browse)
	}
	program, err := filepath.Abs(*binary)
	if err != nil {
		return err
	}
	start := time.Now()
	for _, v := range variants() {
		if *only != "" && *only != v.name {
			continue
		}
		folder := filepath.Join(*out, v.name)
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		n, err := take(ctx, program, folder, v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.name, err)
		}
		fmt.Printf("%-7s %2d pictures in %s\n", v.name, n, folder)
	}
	fmt.Printf("The tour took %d s. The pictures are in %s\n", int(time.Since(start).Seconds()), *out)
	return nil
}

// browseTo does what a browser would at sign-in: it follows the address. The
// organisation at the other end approves by itself.
func browseTo(address string) error {
	response, err := http.Get(address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

// browserIn makes the folder of programs in which the desktop's way to open an
// address is this program.
func browserIn(folder string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	bin := filepath.Join(folder, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return "", err
	}
	script := fmt.Sprintf("#!/bin/sh\nexec %q -browse \"$1\"\n", self)
	return bin, os.WriteFile(filepath.Join(bin, "xdg-open"), []byte(script), 0o755)
}
