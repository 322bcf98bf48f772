package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func program(env map[string]string, args ...string) (Main, *bytes.Buffer, *bytes.Buffer) {
	var out, err bytes.Buffer
	return Main{Args: args, Env: func(k string) string { return env[k] }, Stdout: &out, Stderr: &err}, &out, &err
}

func TestFlags(t *testing.T) {
	m, _, _ := program(map[string]string{"XDG_DATA_HOME": "/data", "LITEWORK_XERO_URL": "http://127.0.0.1:1"}, "--size", "1024x680")
	o, err := m.parse()
	if err != nil {
		t.Fatal(err)
	}
	if o.width != 1024 || o.height != 680 || o.xeroURL != "http://127.0.0.1:1" {
		t.Errorf("options %+v", o)
	}
	if filepath.Base(o.folder) != "LiteWork" {
		t.Errorf("the default folder is %s", o.folder)
	}
	m, _, _ = program(map[string]string{"LITEWORK_XERO_URL": "http://a"}, "--data", "/x", "--xero-url", "http://b")
	if o, _ := m.parse(); o.folder != "/x" || o.xeroURL != "http://b" {
		t.Errorf("a flag does not win: %+v", o)
	}
}

func TestWrongUseIsTold(t *testing.T) {
	for _, args := range [][]string{{"--size", "big"}, {"open"}, {"--nonsense"}} {
		m, _, stderr := program(nil, args...)
		if code := m.Run(context.Background()); code != 2 || stderr.Len() == 0 {
			t.Errorf("%v: exit code %d, said %q", args, code, stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	m, stdout, _ := program(nil, "--version", "--data", t.TempDir())
	if code := m.Run(context.Background()); code != 0 || !strings.HasPrefix(stdout.String(), "LiteWork ") {
		t.Errorf("exit code %d, said %q", code, stdout)
	}
}

func TestUnusableFolderIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m, _, stderr := program(nil, "--data", filepath.Join(file, "below"))
	if code := m.Run(context.Background()); code != 1 || !strings.Contains(stderr.String(), "--data") {
		t.Errorf("exit code %d, said %q", code, stderr)
	}
}
