// Command xerofake runs the simulated Xero by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"litework/xerosync/xerofake"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	addr := flag.String("addr", "127.0.0.1:8765", "address to listen on")
	state := flag.String("state", "", "file that keeps the state between starts")
	demo := flag.Bool("demo", true, "start with the demo organisation")
	country := flag.String("country", "NZ", "NZ, AU or UK")
	auto := flag.Bool("auto", false, "allow access without asking")
	limits := flag.Bool("limits", true, "refuse calls above Xero's limits")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	running, err := xerofake.Start(*addr, xerofake.Config{
		State: *state, Demo: *demo, Country: *country, AutoApprove: *auto, Limits: xerofake.Limits{Off: !*limits},
	})
	if err != nil {
		return err
	}
	fmt.Println("Simulated Xero at", running.URL)
	<-ctx.Done()
	return running.Close()
}
