package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a program with a window that writes its moments.
type process struct {
	cmd     *exec.Cmd
	moments string
	started time.Time
	exited  chan error
}

const patience = time.Minute

// start starts a program; its moments go to a file of their own.
func start(ctx context.Context, folder, program string, args ...string) (*process, error) {
	file, err := os.CreateTemp(folder, "moments-*")
	if err != nil {
		return nil, err
	}
	_ = file.Close()
	p := &process{moments: file.Name(), exited: make(chan error, 1)}
	p.cmd = exec.CommandContext(ctx, program, append([]string{"--moments", p.moments}, args...)...)
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.exited <- p.cmd.Wait() }()
	return p, nil
}

// moment is one line of the file.
type moment struct {
	name string
	at   time.Time
}

func (p *process) read() []moment {
	file, err := os.Open(p.moments)
	if err != nil {
		return nil
	}
	defer file.Close()
	var out []moment
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, at, _ := strings.Cut(lines.Text(), " ")
		if ns, err := strconv.ParseInt(at, 10, 64); err == nil {
			out = append(out, moment{name, time.Unix(0, ns)})
		}
	}
	return out
}

// wait waits for the nth moment of a name, counted from 1.
func (p *process) wait(name string, n int) (time.Time, error) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		select {
		case err := <-p.exited:
			p.exited <- err
			return time.Time{}, fmt.Errorf("%s ended: %v", filepath.Base(p.cmd.Path), err)
		default:
		}
		seen := 0
		for _, m := range p.read() {
			if m.name != name {
				continue
			}
			if seen++; seen == n {
				return m.at, nil
			}
		}
	}
	return time.Time{}, fmt.Errorf("%s did not show %q", filepath.Base(p.cmd.Path), name)
}

// end closes the program as its user would.
func (p *process) end() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-p.exited: // the bare window is ended by the signal itself
		return nil
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		return errors.New("the program did not end")
	}
}

// resident is the memory the process keeps, in bytes.
func (p *process) resident() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			return kilobytes * 1024, err
		}
	}
	return 0, errors.New("no resident memory in /proc")
}

// busy is the processor time the process has used.
func (p *process) busy() (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name in brackets may hold spaces.
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	const tick = 10 * time.Millisecond // of Linux, on every machine of today
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// idle is the share of one core that the process uses over a while, in percent.
func (p *process) idle(while time.Duration) (float64, error) {
	before, err := p.busy()
	if err != nil {
		return 0, err
	}
	time.Sleep(while)
	after, err := p.busy()
	return 100 * float64(after-before) / float64(while), err
}

// focus gives the window of the process the keyboard: there is no window
// manager on a screen in memory.
func (p *process) focus() error {
	ids, err := xdotool("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(p.cmd.Process.Pid))
	if err != nil {
		return err
	}
	all := strings.Fields(ids)
	if len(all) == 0 {
		return errors.New("the program has no window")
	}
	_, err = xdotool("windowmove", all[len(all)-1], "0", "0", "windowfocus", "--sync", all[len(all)-1])
	return err
}

func keys(names ...string) error {
	_, err := xdotool(append([]string{"key", "--clearmodifiers", "--delay", "25"}, names...)...)
	return err
}

func typed(text string) error {
	_, err := xdotool("type", "--clearmodifiers", "--delay", "12", "--", text)
	return err
}

func xdotool(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, "xdotool", args...).Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", strings.Join(args, " "), err)
	}
	return string(out), nil
}
