//go:build !windows

package store_test

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"syscall"

	"litework/document"
	"litework/store"
)

// fillSmallDisk writes under a limit on the size of files until the file is
// full, and then goes on once the limit is lifted.
func fillSmallDisk(path string) error {
	ctx := context.Background()
	f, err := store.Open(path, store.Options{})
	if err != nil {
		return err
	}
	defer f.Close()
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	small := before
	small.Cur = 2 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		return err
	}
	n := 0
	for ; ; n++ {
		_, err = f.SaveDocument(ctx, newDocument(fmt.Sprintf("d-%d", n), document.Invoice, 100), 0)
		if err != nil {
			break
		}
		if n > 1000 {
			return errors.New("the limit did not hold")
		}
	}
	var full *store.SaveError
	if !errors.As(err, &full) || (full.Code != store.CodeDiskFull && full.Code != store.CodeIO) {
		return fmt.Errorf("unexpected: %w", err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if _, err := f.SaveDocument(ctx, newDocument(fmt.Sprintf("d-%d", n), document.Invoice, 100), 0); err != nil {
		return fmt.Errorf("after the limit was lifted: %w", err)
	}
	fmt.Println(n+1, full.Code)
	return nil
}
