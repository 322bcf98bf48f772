package paper

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"litework/app/page"
	"litework/document"
)

const extension = ".pdf"

// mostBytes is how long a file name may be without its ending: every file
// system takes 255 bytes, and " (2)" may follow.
const mostBytes = 120

// FileName is what the PDF of a document is called, without its ending: its
// number, with what one of the systems refuses replaced.
func FileName(d *document.Document) string {
	var b strings.Builder
	for _, r := range d.Number {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r), unicode.IsControl(r), r == utf8.RuneError:
			r = '-'
		case unicode.IsSpace(r):
			r = ' '
		}
		if b.Len()+utf8.RuneLen(r) > mostBytes {
			break
		}
		b.WriteRune(r)
	}
	// Windows drops dots and spaces at the end; at the beginning a dot hides.
	name := strings.Trim(b.String(), " .-")
	if name == "" {
		return d.Kind.Title()
	}
	if reserved(name) {
		return d.Kind.Title() + " " + name
	}
	return name
}

// reserved reports whether Windows takes the name for a device, whatever
// follows its first dot.
func reserved(name string) bool {
	name, _, _ = strings.Cut(strings.ToUpper(name), ".")
	name = strings.TrimSpace(name)
	switch name {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	digit := strings.TrimPrefix(strings.TrimPrefix(name, "COM"), "LPT")
	return len(name) == 4 && len(digit) == 1 && digit >= "0" && digit <= "9"
}

// writeNew writes a file that was not there before, whole or not at all, and
// gives its path. Where the same is there already under the name, that is it.
func writeNew(folder, name string, write func(io.Writer) error) (path string, err error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return "", err
	}
	path = filepath.Join(folder, name+extension)
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, b.Bytes()) {
		return path, nil
	}
	// The name is taken first, then filled in one step.
	taken, err := page.NewFileIn(folder, name, extension)
	if err != nil {
		return "", err
	}
	path = taken.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(path)
		}
	}()
	if err := taken.Close(); err != nil {
		return "", err
	}
	return path, replace(path, b.Bytes())
}

// replace fills a file in one step.
func replace(path string, content []byte) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".litework-*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = part.Close() // closed already, or of no use
			_ = os.Remove(part.Name())
		}
	}()
	if _, err := part.Write(content); err != nil {
		return err
	}
	if err := part.Sync(); err != nil {
		return err
	}
	if err := part.Close(); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

// trouble says in plain words what kept a file from being written; other errors
// stay as they are.
func trouble(err error, folder string) error {
	var number syscall.Errno
	diskFull := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) ||
		runtime.GOOS == "windows" && errors.As(err, &number) && number == 112 // ERROR_DISK_FULL
	switch {
	case diskFull:
		return &document.Problem{Code: "disk-full", Sentence: "There is no room left where " + folder + " lies.", Fix: "Make room, or choose another folder."}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return &document.Problem{Code: "no-folder", Sentence: "There is no folder " + folder + ".", Fix: "Choose another one."}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &document.Problem{Code: "folder", Sentence: "The folder " + folder + " cannot be written to.", Fix: "Allow writing to it, or choose another folder."}
	}
	return err
}

// address is a file or folder as an address the desktop opens.
func address(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// CacheFolder is where PDFs lie that are only looked at.
func CacheFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "LiteWork", "pdf")
}

// CleanCache removes what was looked at before. A file that a viewer still holds
// may stay.
func CleanCache(folder string) {
	_ = os.RemoveAll(folder) // what stays is removed the next time
}
