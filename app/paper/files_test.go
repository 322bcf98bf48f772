package paper

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"litework/app/page"
	"litework/document"
)

func TestFileName(t *testing.T) {
	for number, want := range map[string]string{
		"INV-0148":                 "INV-0148",
		"INV/01?":                  "INV-01",
		`a\b:c*d"e<f>g|h`:          "a-b-c-d-e-f-g-h",
		"":                         "Invoice",
		"..":                       "Invoice",
		"../../etc/passwd":         "etc-passwd",
		" .hidden. ":               "hidden",
		"CON":                      "Invoice CON",
		"com1":                     "Invoice com1",
		"LPT9.x":                   "Invoice LPT9.x",
		"COM10":                    "COM10",
		"a\tb\nc":                  "a-b-c",
		"Māori 2026 – №5":          "Māori 2026 – №5",
		"\xff\xfe":                 "Invoice",
		"-0148":                    "0148",
		strings.Repeat("ā", 200):   strings.Repeat("ā", mostBytes/2),
		"INV-1" + "\u00a0" + "old": "INV-1 old",
	} {
		got := FileName(&document.Document{Kind: document.Invoice, Number: number})
		if got != want {
			t.Errorf("%q is called %q, want %q", number, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("INV/01?")
	f.Add("nul.txt ")
	f.Fuzz(func(t *testing.T, number string) {
		name := FileName(&document.Document{Kind: document.Quote, Number: number})
		switch {
		case name == "" || len(name) > mostBytes+len("Quote ") || !utf8.ValidString(name):
			t.Fatalf("%q is called %q", number, name)
		case strings.ContainsAny(name, "/\\:*?\"<>|\x00\n\r\t"), strings.Trim(name, " .") != name, reserved(name):
			t.Fatalf("%q is called %q, which a system refuses", number, name)
		}
	})
}

func content(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func TestWriteNewNeverOverwrites(t *testing.T) {
	folder := t.TempDir()
	write := func(text string) string {
		path, err := writeNew(folder, "INV-1", content(text))
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Base(path)
	}
	if a, b, c := write("one"), write("two"), write("one"); a != "INV-1.pdf" || b != "INV-1 (2).pdf" || c != "INV-1.pdf" {
		t.Fatalf("written as %q, %q and %q; the same again is the first", a, b, c)
	}
	if b, _ := os.ReadFile(filepath.Join(folder, "INV-1.pdf")); string(b) != "one" {
		t.Fatalf("the first holds %q", b)
	}
	if got := files(t, folder); len(got) != 2 {
		t.Fatalf("the folder holds %v", got)
	}
}

// What fails on the way leaves nothing behind.
func TestWriteNewLeavesNothingHalf(t *testing.T) {
	folder := t.TempDir()
	broken := errors.New("broken")
	if _, err := writeNew(folder, "INV-1", func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Fatalf("it says %v", err)
	}
	if got := files(t, folder); len(got) != 0 {
		t.Fatalf("left behind: %v", got)
	}
	if _, err := writeNew(filepath.Join(folder, "gone"), "INV-1", content("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("without a folder it says %v", err)
	}
}

func TestTroubleInPlainWords(t *testing.T) {
	for _, test := range []struct {
		err  error
		says string
	}{
		{&fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}, "no room left"},
		{&fs.PathError{Op: "write", Path: "/x", Err: syscall.EDQUOT}, "no room left"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}, "cannot be written to"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.EROFS}, "cannot be written to"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.ENOENT}, "no folder"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.ENOTDIR}, "no folder"},
	} {
		sentence, fix := page.Trouble(trouble(test.err, "/home/ana/Bills"))
		if !strings.Contains(sentence, test.says) || !strings.Contains(sentence, "/home/ana/Bills") || fix == "" {
			t.Errorf("%v is told as %q, %q", test.err, sentence, fix)
		}
	}
	if trouble(nil, "x") != nil {
		t.Error("nothing is trouble")
	}
}

func TestAddressOfFile(t *testing.T) {
	if got := address("/home/ana/A #1%.pdf"); got != "file:///home/ana/A%20%231%25.pdf" {
		t.Errorf("the address is %q", got)
	}
}

func TestFolders(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for _, name := range []string{"Documents/Bills", "Documents/Books", "Downloads", ".config"} {
		if err := os.MkdirAll(filepath.Join(home, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for text, want := range map[string]string{
		"~": home, "~/Documents": home + "/Documents", "Documents": home + "/Documents", "/tmp/": "/tmp", " ~/x ": home + "/x",
	} {
		if got := full(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if short(home+"/Documents") != "~/Documents" || short(home) != "~" || short("/tmp") != "/tmp" {
		t.Error("paths are not shortened at home")
	}
	for text, want := range map[string]string{
		"~/Do": "~/Documents ~/Downloads", "~/Documents/b": "~/Documents/Bills ~/Documents/Books", "~/Documents/": "~/Documents/Bills ~/Documents/Books",
		"~/.c": "~/.config", "~/zzz": "", "/nowhere/x": "", "~/Downloads": "",
	} {
		var got []string
		for _, o := range foldersLike(text) {
			got = append(got, o.Label)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q may go on to %q, want %q", text, got, want)
		}
	}
}
