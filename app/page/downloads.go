package page

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Downloads is the user's folder for downloads, made where it is missing: the
// one the desktop names, else Downloads in the home folder.
func Downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	folder := named(home)
	if folder == "" {
		folder = filepath.Join(home, "Downloads")
	}
	_ = os.MkdirAll(folder, 0o755) // writing there will tell
	return folder
}

// named is the folder for downloads by the desktop's own list
// (https://www.freedesktop.org/wiki/Software/xdg-user-dirs), or "".
func named(home string) string {
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	list, err := os.Open(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return ""
	}
	defer list.Close()
	for lines := bufio.NewScanner(list); lines.Scan(); {
		value, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "XDG_DOWNLOAD_DIR=")
		if !ok {
			continue
		}
		folder := strings.ReplaceAll(strings.Trim(value, `"`), "$HOME", home)
		if filepath.IsAbs(folder) && filepath.Clean(folder) != filepath.Clean(home) {
			return folder
		}
	}
	return ""
}

// NewFileIn makes a file that was not there before: "name.csv", else
// "name (2).csv".
func NewFileIn(folder, name, extension string) (*os.File, error) {
	for n := 1; ; n++ {
		file := name
		if n > 1 {
			file += " (" + strconv.Itoa(n) + ")"
		}
		out, err := os.OpenFile(filepath.Join(folder, file+extension), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return out, err
		}
	}
}
