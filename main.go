// LiteWork writes quotes and invoices on this computer and posts them to Xero.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"litework/app"
	"litework/app/instance"
	"litework/app/moments"

	"gopkg.in/natefinch/lumberjack.v2"
)

func main() {
	os.Exit(Main{Args: os.Args[1:], Env: os.Getenv, Stdout: os.Stdout, Stderr: os.Stderr}.Run(context.Background()))
}

// Main is the program from outside: what it is given and what it answers. It
// is a value so that tests can run the program too.
type Main struct {
	Args           []string
	Env            func(string) string
	Stdout, Stderr io.Writer
}

// version is set when a release is built.
var version = "dev"

// Run runs the program until its window closes or the process is told to end,
// and gives its exit code.
func (m Main) Run(ctx context.Context) int {
	o, err := m.parse()
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(m.Stderr, err)
		return 2
	case o.version:
		fmt.Fprintln(m.Stdout, "LiteWork", version)
		return 0
	}
	if err := m.run(ctx, o); err != nil {
		fmt.Fprintln(m.Stderr, err)
		return 1
	}
	return 0
}

func (m Main) run(ctx context.Context, o options) error {
	if err := os.MkdirAll(o.folder, 0o700); err != nil {
		return fmt.Errorf("LiteWork cannot use the folder %s. Choose another with --data. (%w)", o.folder, err)
	}
	log, closeLog := openLog(o.folder)
	defer closeLog()

	noted, closeNoted, err := openMoments(o.moments)
	if err != nil {
		return err
	}
	defer closeNoted()

	window := app.New(app.Config{
		Folder: o.folder, XeroURL: o.xeroURL, UIMap: o.uiMap, Moments: noted,
		Width: o.width, Height: o.height, Log: log, Version: version,
	})
	claim, err := instance.Claim(ctx, o.folder, window.Raise)
	if errors.Is(err, instance.ErrRunning) {
		fmt.Fprintln(m.Stdout, "LiteWork is already open; its window comes to the front.")
		return nil
	}
	if err != nil {
		// The company file's own lock still protects it.
		log.Warn("a second start cannot be noticed", "error", err)
	} else {
		defer claim.Close()
	}
	return window.Run(ctx)
}

// options are the flags.
type options struct {
	folder, xeroURL, uiMap string
	moments                string
	width, height          int
	version                bool
}

func (m Main) parse() (options, error) {
	var o options
	var size string
	flags := flag.NewFlagSet("litework", flag.ContinueOnError)
	flags.SetOutput(m.Stderr)
	flags.StringVar(&o.folder, "data", "", "`folder` of the company file (default: your data folder)")
	flags.StringVar(&o.xeroURL, "xero-url", m.Env("LITEWORK_XERO_URL"), "`address` that stands in for Xero; it never sees a real token")
	flags.StringVar(&o.uiMap, "ui-map", "", "`file` to write the names and places of the controls to")
	flags.StringVar(&o.moments, "moments", "", "`file` to write to when what was asked for stood on the screen, for measuring")
	flags.StringVar(&size, "size", "", "`size` of the window, for example 1280x840 (default: as it was last)")
	flags.BoolVar(&o.version, "version", false, "say the version and end")
	if err := flags.Parse(m.Args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("LiteWork does not know %q; see litework -help", flags.Arg(0))
	}
	if _, err := fmt.Sscanf(size, "%dx%d", &o.width, &o.height); size != "" && err != nil {
		return o, fmt.Errorf("the size %q is not of the form 1280x840", size)
	}
	if o.folder == "" {
		folder, err := dataFolder(m.Env)
		if err != nil {
			return o, err
		}
		o.folder = folder
	}
	return o, nil
}

// openMoments opens the file for measuring; without one nothing is measured.
func openMoments(path string) (*moments.Log, func(), error) {
	if path == "" {
		return nil, func() {}, nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("the file %s for moments cannot be written: %w", path, err)
	}
	return moments.New(file), func() { _ = file.Close() }, nil
}

// openLog sends the log and what a crash leaves to files in the folder. Where
// they cannot be written the program runs without.
func openLog(folder string) (*slog.Logger, func()) {
	logs := filepath.Join(folder, "logs")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return slog.New(slog.DiscardHandler), func() {}
	}
	if crash, err := os.OpenFile(filepath.Join(logs, "crash.txt"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); err == nil {
		_ = debug.SetCrashOutput(crash, debug.CrashOptions{})
		_ = crash.Close()
	}
	file := &lumberjack.Logger{Filename: filepath.Join(logs, "litework.log"), MaxSize: 10, MaxBackups: 3}
	return slog.New(slog.NewTextHandler(file, nil)), func() { _ = file.Close() }
}
