// Package drive plays the person in front of LiteWork: it starts the real
// binary on a real screen, presses keys and clicks by the names of the UI map,
// and takes pictures. It knows the program from outside only.
package drive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
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

// Options say how the program is started.
type Options struct {
	// Binary is the program; Folder its data folder.
	Binary, Folder string
	// Width and Height of the window in pixels; Scale of the interface.
	Width, Height int
	Scale         string
	// Args and Env are added to the program's own.
	Args, Env []string
	// Log is where the program's output goes; nil discards it.
	Log *os.File
}

// Control is one line of the UI map: a named control and its place in the
// window, in pixels.
type Control struct {
	Name     string `json:"name"`
	X        int    `json:"x"`
	Y        int    `json:"y"`
	W        int    `json:"w"`
	H        int    `json:"h"`
	Text     string `json:"text"`
	Focused  bool   `json:"focused"`
	Disabled bool   `json:"disabled"`
}

// Window is a running LiteWork.
type Window struct {
	cmd    *exec.Cmd
	id     string
	uiMap  string
	exited chan error
}

// patience is how long the window may take to show what is waited for: a slow
// machine drawing in software, not a measure of speed.
const patience = 30 * time.Second

// Start starts the program and waits until its window shows controls.
func Start(ctx context.Context, o Options) (*Window, error) {
	uiMap := filepath.Join(o.Folder, "ui-map.jsonl")
	_ = os.Remove(uiMap)
	args := append([]string{"--data", o.Folder, "--ui-map", uiMap,
		"--size", fmt.Sprintf("%dx%d", o.Width, o.Height)}, o.Args...)
	cmd := exec.CommandContext(ctx, o.Binary, args...)
	cmd.Stdout, cmd.Stderr = o.Log, o.Log
	cmd.Env = append(os.Environ(), o.Env...)
	if o.Scale != "" {
		cmd.Env = append(cmd.Env, "FYNE_SCALE="+o.Scale)
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	w := &Window{cmd: cmd, uiMap: uiMap, exited: make(chan error, 1)}
	go func() { w.exited <- cmd.Wait() }()
	if _, err := w.WaitFor("its first controls", func(m Map) bool { return len(m) > 0 }); err != nil {
		w.Kill()
		return nil, err
	}
	if err := w.find(); err != nil {
		w.Kill()
		return nil, err
	}
	return w, nil
}

// find learns the X window of the process and gives it the keyboard: there is
// no window manager on a screen in memory.
func (w *Window) find() error {
	out, err := w.xdotool("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(w.cmd.Process.Pid))
	if err != nil {
		return err
	}
	ids := strings.Fields(out)
	if len(ids) == 0 {
		return errors.New("the program has no window")
	}
	w.id = ids[len(ids)-1]
	if _, err := w.xdotool("windowmove", w.id, "0", "0"); err != nil {
		return err
	}
	_, err = w.xdotool("windowfocus", "--sync", w.id)
	return err
}

func (w *Window) xdotool(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), nil
}

// Pid is the process of the program.
func (w *Window) Pid() int { return w.cmd.Process.Pid }

// Kill ends the program without asking.
func (w *Window) Kill() {
	_ = w.cmd.Process.Kill()
	<-w.exited
}

// Close closes the window as its user would and waits for the program to end.
func (w *Window) Close() error {
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return w.WaitExit()
}

// WaitExit waits for the program to end.
func (w *Window) WaitExit() error {
	select {
	case err := <-w.exited:
		w.exited <- err
		return err
	case <-time.After(patience):
		w.Kill()
		return errors.New("the program did not end")
	}
}

// Map is every named control on the screen.
type Map []Control

// Find gives the control of a name.
func (m Map) Find(name string) (Control, bool) {
	for _, c := range m {
		if c.Name == name {
			return c, true
		}
	}
	return Control{}, false
}

// Has reports whether a control of that name is on the screen.
func (m Map) Has(name string) bool { _, ok := m.Find(name); return ok }

// Text is what the named control shows, empty where it is not there.
func (m Map) Text(name string) string { c, _ := m.Find(name); return c.Text }

// Starting gives the controls whose names start with a prefix, in order.
func (m Map) Starting(prefix string) []Control {
	var out []Control
	for _, c := range m {
		if strings.HasPrefix(c.Name, prefix) {
			out = append(out, c)
		}
	}
	return out
}

// Map reads the controls that are on the screen now.
func (w *Window) Map() (Map, error) {
	data, err := os.ReadFile(w.uiMap)
	if err != nil {
		return nil, err
	}
	var m Map
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c Control
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, err
		}
		m = append(m, c)
	}
	return m, lines.Err()
}

// WaitFor waits until the screen shows what is asked for and gives the map
// that did. what names it in the error.
func (w *Window) WaitFor(what string, shows func(Map) bool) (Map, error) {
	deadline := time.Now().Add(patience)
	var last Map
	for time.Now().Before(deadline) {
		select {
		case err := <-w.exited:
			w.exited <- err
			return nil, fmt.Errorf("the program ended before it showed %s: %v", what, err)
		default:
		}
		if m, err := w.Map(); err == nil {
			last = m
			if shows(m) {
				return m, nil
			}
		}
		time.Sleep(40 * time.Millisecond)
	}
	var names []string
	for _, c := range last {
		names = append(names, fmt.Sprintf("%s=%q", c.Name, c.Text))
	}
	return last, fmt.Errorf("the window did not show %s; it shows %s", what, strings.Join(names, " "))
}

// WaitControl waits until a control is on the screen and not disabled.
func (w *Window) WaitControl(name string) (Control, error) {
	m, err := w.WaitFor(name, func(m Map) bool { c, ok := m.Find(name); return ok && !c.Disabled })
	if err != nil {
		return Control{}, err
	}
	c, _ := m.Find(name)
	return c, nil
}

// WaitText waits until a control shows a text that contains part.
func (w *Window) WaitText(name, part string) error {
	_, err := w.WaitFor(fmt.Sprintf("%s with %q", name, part), func(m Map) bool {
		c, ok := m.Find(name)
		return ok && strings.Contains(c.Text, part)
	})
	return err
}

// Click presses the mouse in the middle of a control, waiting for it first.
func (w *Window) Click(name string) error {
	c, err := w.WaitControl(name)
	if err != nil {
		return err
	}
	return w.ClickAt(c.X+c.W/2, c.Y+c.H/2)
}

// ClickAt presses the mouse at a place in the window.
func (w *Window) ClickAt(x, y int) error {
	_, err := w.xdotool("mousemove", "--sync", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y))
	if err == nil {
		// The window learns of the move and of the click in different turns.
		_, err = w.xdotool("sleep", "0.05", "click", "1", "sleep", "0.05")
	}
	return err
}

// Key presses keys in xdotool's names: "Return", "ctrl+s", "Tab".
func (w *Window) Key(keys ...string) error {
	args := append([]string{"key", "--clearmodifiers", "--delay", "25"}, keys...)
	_, err := w.xdotool(args...)
	return err
}

// Type types a text, one key after another.
func (w *Window) Type(text string) error {
	_, err := w.xdotool("type", "--clearmodifiers", "--delay", "12", "--", text)
	return err
}

// Wheel turns the wheel by clicks, down when positive, with the pointer on a
// control.
func (w *Window) Wheel(name string, clicks int) error {
	c, err := w.WaitControl(name)
	if err != nil {
		return err
	}
	button := "5"
	if clicks < 0 {
		button, clicks = "4", -clicks
	}
	if _, err := w.xdotool("mousemove", "--sync", "--window", w.id, strconv.Itoa(c.X+c.W/2), strconv.Itoa(c.Y+c.H/2)); err != nil {
		return err
	}
	_, err = w.xdotool("click", "--repeat", strconv.Itoa(clicks), "--delay", "15", button)
	return err
}

// Shot waits until the window has come to rest and writes its picture.
func (w *Window) Shot(path string) error {
	if err := w.settle(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, "import", "-window", w.id, path).CombinedOutput()
	if err != nil {
		return fmt.Errorf("picture %s: %w: %s", path, err, out)
	}
	return nil
}

// settle waits until the UI map has not changed for a while.
func (w *Window) settle() error {
	var before []byte
	still := 0
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(60 * time.Millisecond) {
		now, err := os.ReadFile(w.uiMap)
		if err != nil {
			continue
		}
		if bytes.Equal(before, now) {
			if still++; still >= 6 {
				return nil
			}
			continue
		}
		before, still = now, 0
	}
	return errors.New("the window did not come to rest")
}

// Run runs the program until it ends by itself and gives what it said.
func Run(ctx context.Context, o Options) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, o.Binary, append([]string{"--data", o.Folder}, o.Args...)...).CombinedOutput()
	return string(out), err
}
