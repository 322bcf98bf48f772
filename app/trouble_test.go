package app

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"litework/app/company"
	"litework/document"
	"litework/xerosync/xeroapi"
)

// opener opens the companies of a folder, with nothing that leaves it.
func opener(folder string) company.Opener {
	return company.Opener{Folder: folder, Secrets: xeroapi.NewSessionStore(), XeroURL: "http://127.0.0.1:1", Log: slog.New(slog.DiscardHandler)}
}

func TestTroubleSaysWhatToDoAndWhere(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "company.litework"), []byte(strings.Repeat("not a company ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := opener(folder).OpenOwn(t.Context(), document.Settings{})
	if err == nil {
		t.Fatal("a text is no company file")
	}
	text := troubleText(err, folder)
	for _, want := range []string{"This is not a LiteWork company file.", "Put a copy that works in its place", folder} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	if text := troubleText(errors.New("settings: json: bad"), folder); strings.Contains(text, "json") {
		t.Errorf("what only a programmer reads is told: %q", text)
	}
}

func TestOwnCompanyIsMadeOnceAndOpenOnce(t *testing.T) {
	o := opener(t.TempDir())
	if o.HasOwn() || o.LastWasDemo() {
		t.Fatal("a new folder has no company")
	}
	own, err := o.OpenOwn(t.Context(), document.DefaultSettings("AU", "Bondi Light Pty Ltd"))
	if err != nil {
		t.Fatal(err)
	}
	if err := own.Close(); err != nil {
		t.Fatal(err)
	}
	if own, err = o.OpenOwn(t.Context(), document.DefaultSettings("NZ", "Another")); err != nil {
		t.Fatal(err)
	}
	set, err := own.File.Settings(t.Context())
	if err != nil || set.Company.Name != "Bondi Light Pty Ltd" || set.Currency != "AUD" {
		t.Fatalf("opened again the company is %q, %v", set.Company.Name, err)
	}
	if _, err := o.OpenOwn(t.Context(), document.Settings{}); err == nil {
		t.Fatal("a company is open once")
	}
	if err := own.Close(); err != nil {
		t.Fatal(err)
	}
	if !o.HasOwn() || o.LastWasDemo() {
		t.Fatal("the own company was open last")
	}
}
