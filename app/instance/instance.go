// Package instance keeps one LiteWork per data folder: a second start asks the
// first to come to the front and ends.
package instance

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// raise is the word a second start says, and front the first one's answer.
const (
	raise = "litework raise\n"
	front = "litework front\n"
)

// ErrRunning is given when another LiteWork has the folder and was asked to
// come to the front.
var ErrRunning = errors.New("LiteWork is already open for this folder")

// Listener answers later starts. It ends with Close.
type Listener struct {
	socket net.Listener
	done   sync.WaitGroup
}

// Claim takes the folder for this process. Where another LiteWork has it, that
// one is asked to come to the front and ErrRunning is returned. onRaise is
// called, on a goroutine of the listener, whenever a later start asks.
//
// The claim is a courtesy: what protects the company file is its own lock.
func Claim(ctx context.Context, folder string, onRaise func()) (*Listener, error) {
	address, err := socketPath(folder)
	if err != nil {
		return nil, err
	}
	if ask(ctx, address) {
		return nil, ErrRunning
	}
	// Nobody answers: what lies there was left by a process that died.
	_ = os.Remove(address)
	socket, err := net.Listen("unix", address)
	if err != nil {
		return nil, err
	}
	_ = os.Chmod(address, 0o600)
	l := &Listener{socket: socket}
	l.done.Go(func() { l.serve(onRaise) })
	return l, nil
}

// Close gives the folder up and waits for the listener to end.
func (l *Listener) Close() error {
	err := l.socket.Close()
	l.done.Wait()
	return err
}

func (l *Listener) serve(onRaise func()) {
	for {
		conn, err := l.socket.Accept()
		if err != nil {
			return
		}
		_ = conn.SetDeadline(time.Now().Add(time.Second))
		if line, err := bufio.NewReader(io.LimitReader(conn, 64)).ReadString('\n'); err == nil && line == raise {
			_, _ = io.WriteString(conn, front)
			onRaise()
		}
		_ = conn.Close()
	}
}

// ask reports whether a LiteWork answered and comes to the front.
func ask(ctx context.Context, address string) bool {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(ctx, "unix", address)
	if err != nil {
		return false
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
	if _, err := io.WriteString(conn, raise); err != nil {
		return false
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	return err == nil && line == front
}

// socketPath is short whatever the folder is called: a socket's path may have
// about a hundred characters.
func socketPath(folder string) (string, error) {
	full, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	}
	base := os.Getenv("XDG_RUNTIME_DIR")
	if base == "" {
		base = os.TempDir()
	}
	sum := sha256.Sum256([]byte(full))
	return filepath.Join(base, "litework-"+hex.EncodeToString(sum[:6])+".sock"), nil
}
