// Bench measures LiteWork against its bars and prints one line for each:
//
//	name  value  bar  ok|MISS|SKIP
//
// What depends on the machine is a ratio to a bare Fyne window of the same
// size, measured in the same run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	binary := flag.String("binary", "build/litework", "the program")
	bare := flag.String("bare", "build/bare", "the bare window")
	goTool := flag.String("go", "go", "the go command")
	tags := flag.String("tags", "", "the tags to build with")
	only := flag.String("only", "", "measure only what begins with one of these names, parted by commas")
	flag.Parse()
	folder, err := os.MkdirTemp("", "litework-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	t := &table{out: os.Stdout}
	if *only != "" {
		t.only = strings.Split(*only, ",")
	}
	t.head()
	if err := inProcess(ctx, t, *goTool, *tags); err != nil {
		return err
	}
	program, err := filepath.Abs(*binary)
	if err != nil {
		return err
	}
	bareProgram, err := filepath.Abs(*bare)
	if err != nil {
		return err
	}
	w := &windows{ctx: ctx, table: t, program: program, bare: bareProgram, folder: folder}
	w.measure()
	return nil
}
