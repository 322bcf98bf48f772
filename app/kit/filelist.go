package kit

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// looked is what a path turned out to be.
type looked struct {
	path    string
	folder  bool
	entries []fileEntry
	why     string // it cannot be used
}

// lookAt finds what a typed path is, from a folder on, and lists it if it is
// one.
func lookAt(text, from string, extensions []string) looked {
	path := expand(text, from)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return looked{why: "There is no file or folder of this name."}
	case errors.Is(err, fs.ErrPermission):
		return looked{why: "This cannot be read: your computer does not allow it."}
	case err != nil:
		return looked{why: "This cannot be read."}
	case !info.IsDir() && len(extensions) == 0:
		return looked{why: "This is a file. Choose a folder."}
	case !info.IsDir() && !hasExtension(path, extensions):
		return looked{why: "Choose a file that ends in " + strings.Join(extensions, " or ") + "."}
	case !info.IsDir():
		return looked{path: path}
	}
	entries, err := list(path, extensions)
	if err != nil {
		return looked{why: "This folder cannot be read."}
	}
	return looked{path: path, folder: true, entries: entries}
}

// expand makes a typed path absolute. Quotes around it, as a file manager
// copies them, and a file: address are taken off.
func expand(text, from string) string {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	if address, ok := strings.CutPrefix(text, "file://"); ok {
		if path, err := url.PathUnescape(address); err == nil {
			text = path
		}
	}
	home, err := os.UserHomeDir()
	if err == nil && (text == "~" || strings.HasPrefix(text, "~/")) {
		text = home + text[1:]
	}
	if text == "" || !filepath.IsAbs(text) {
		if from == "" {
			from = home
		}
		text = filepath.Join(from, text)
	}
	return filepath.Clean(text)
}

func hasExtension(path string, extensions []string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(path)))
}

// mostFiles bounds what is listed of a folder.
const mostFiles = 5000

// list gives the folders, then the files of the wanted kinds, by name. What is
// hidden is left out.
func list(folder string, extensions []string) ([]fileEntry, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []fileEntry
	for _, e := range found {
		if strings.HasPrefix(e.Name(), ".") || len(out) >= mostFiles {
			continue
		}
		info, err := os.Stat(filepath.Join(folder, e.Name())) // through links
		if err != nil || !info.IsDir() && !hasExtension(e.Name(), extensions) {
			continue
		}
		out = append(out, fileEntry{name: e.Name(), folder: info.IsDir(), size: info.Size(), changed: info.ModTime()})
	}
	slices.SortStableFunc(out, func(a, b fileEntry) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return out, nil
}

// sizeText is a size as people say it.
func sizeText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// TypedPath makes a path as it was typed, pasted or dropped absolute, from the
// home folder on; empty stays empty.
func TypedPath(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return expand(text, "")
}

// FolderOf is the folder a file lies in.
func FolderOf(path string) string { return filepath.Dir(path) }

// FileSize is a size as people say it: 14.2 MB.
func FileSize(n int64) string { return sizeText(n) }
