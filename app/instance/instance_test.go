package instance

import (
	"context"
	"errors"
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestSecondStartRaisesTheFirst(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	folder := t.TempDir()
	raised := make(chan struct{}, 1)
	first, err := Claim(context.Background(), folder, func() { raised <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Claim(context.Background(), folder, func() {}); !errors.Is(err, ErrRunning) {
		t.Fatalf("second start: %v", err)
	}
	<-raised
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Claim(context.Background(), folder, func() {})
	if err != nil {
		t.Fatalf("after the first ended: %v", err)
	}
	_ = again.Close()
}

func TestLeftOverSocketDoesNotBlock(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	folder := t.TempDir()
	address, err := socketPath(folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(address, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Claim(context.Background(), folder, func() {})
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
}

func TestAnotherFolderIsAnotherProgram(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	a, err := Claim(context.Background(), t.TempDir(), func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := Claim(context.Background(), t.TempDir(), func() {})
	if err != nil {
		t.Fatal(err)
	}
	_ = b.Close()
}
