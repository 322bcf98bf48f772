package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our packages each part of the house may import, by
// prefix: imports point one way. Tests may reach further.
var mayImport = []struct {
	part    string
	allowed []string
	why     string
}{
	{"document", nil, "the domain stands alone"},
	{"store", []string{"document", "store"}, "the company file knows the domain only"},
	{"pdf", []string{"document", "assets"}, "pages are made from documents and fonts only"},
	{"xerosync/xeroapi", []string{"xerosync/xeroapi"}, "the client knows nothing of LiteWork"},
	{"xerosync/xerofake", []string{"xerosync/xerofake"}, "the simulator shares no code with the client it tests"},
	{"xerosync/merge", []string{"document"}, "what becomes of a conflict is pure"},
	{"xerosync", []string{"document", "store", "xerosync"}, "the engine joins file and client"},
	{"assets", nil, "assets are data"},
	{"app/theme", []string{"assets"}, "the theme knows tokens only"},
	{"app/kit", []string{"app/kit", "app/theme", "assets"}, "the kit knows nothing of LiteWork"},
	{"app/command", []string{"app/kit"}, "commands are a table"},
	{"app", []string{"app", "assets", "document", "store", "xerosync", "pdf"}, "the application joins them all"},
}

// fyneModule may be imported by app/ and main.go alone.
const fyneModule = "fyne.io/fyne/v2"

func TestHouseImportDirections(t *testing.T) {
	eachFile(t, func(path string, file *ast.File) {
		dir := filepath.ToSlash(filepath.Dir(path))
		if dir == "." || strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, imp := range file.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			if strings.HasPrefix(name, fyneModule) && !within(dir, "app") {
				t.Errorf("%s imports %s: only app/ may know Fyne", path, name)
			}
			if within(dir, "app") && !within(dir, "app/drive") && (name == "database/sql" || name == "net/http") {
				t.Errorf("%s imports %s: app/ neither writes SQL nor speaks HTTP", path, name)
			}
			ours, isOurs := strings.CutPrefix(name, "litework/")
			if !isOurs {
				continue
			}
			for _, rule := range mayImport {
				if !within(dir, rule.part) {
					continue
				}
				if !anyWithin(ours, rule.allowed) {
					t.Errorf("%s imports %s: %s", path, name, rule.why)
				}
				break
			}
		}
	})
}

// Stock Fyne widgets that app/kit replaces: dialogs that answer neither Enter
// nor Escape, pop-ups that take the keyboard, entries that swallow shortcuts.
func TestHouseStockWidgetsOnlyInKit(t *testing.T) {
	banned := []string{"NewPopUp", "ShowPopUp", "NewModalPopUp", "ShowModalPopUp", "NewEntry", "NewMultiLineEntry",
		"NewPasswordEntry", "NewSelectEntry", "NewDateEntry", "NewTable"}
	eachFile(t, func(path string, file *ast.File) {
		if within(filepath.ToSlash(filepath.Dir(path)), "app/kit") {
			return
		}
		for _, imp := range file.Imports {
			if imp.Path.Value == strconv.Quote(fyneModule+"/dialog") {
				t.Errorf("%s imports Fyne's dialogs: use kit.Modal", path)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok || pkg.Name != "widget" {
				return true
			}
			for _, name := range banned {
				if strings.HasPrefix(sel.Sel.Name, name) {
					t.Errorf("%s uses widget.%s: use app/kit", path, sel.Sel.Name)
				}
			}
			return true
		})
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "DoubleTapped" {
				t.Errorf("%s has DoubleTapped: it delays every click by 300 ms", path)
			}
		}
	})
}

// DoAndWait on Fyne's own goroutine waits for itself; nothing here needs it.
func TestHouseNoDoAndWait(t *testing.T) {
	eachFile(t, func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "DoAndWait" {
				t.Errorf("%s uses DoAndWait: hop with the injected dispatcher", path)
			}
			return true
		})
	})
}

func eachFile(t *testing.T, visit func(path string, file *ast.File)) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "build" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || path == "house_test.go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		seen++
		visit(filepath.ToSlash(path), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 10 {
		t.Fatalf("read only %d files: the rules looked in the wrong place", seen)
	}
}

func within(dir, part string) bool { return dir == part || strings.HasPrefix(dir, part+"/") }

func anyWithin(dir string, parts []string) bool {
	for _, p := range parts {
		if within(dir, p) {
			return true
		}
	}
	return false
}
