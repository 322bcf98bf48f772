package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"litework/document"
)

// withMigration are the migrations there are, and one more.
func withMigration(t *testing.T, script string) []migration {
	t.Helper()
	all, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return append(all, migration{version: len(all) + 1, script: script})
}

func oldFile(t *testing.T) (path string, before []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "old.litework")
	f, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.WriterExec(`INSERT INTO file_settings VALUES ('window', 'wide')`); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	before, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, before
}

func valueOf(t *testing.T, path, query string) (value string, err error) {
	t.Helper()
	db, err := openPool(path, 1, readerParameters(path, true))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow(query).Scan(&value)
	return value, err
}

func TestMigrationKeepsABackupOfTheFileAsItWas(t *testing.T) {
	path, _ := oldFile(t)
	all := withMigration(t, `ALTER TABLE file_settings ADD COLUMN note TEXT NOT NULL DEFAULT 'new';`)
	if err := migrate(path, all, Options{}.withDefaults()); err != nil {
		t.Fatal(err)
	}
	if v, err := valueOf(t, path, `SELECT value || note FROM file_settings`); err != nil || v != "widenew" {
		t.Errorf("%q %v", v, err)
	}
	if v, err := valueOf(t, path, `SELECT user_version FROM pragma_user_version`); err != nil || v != strconv.Itoa(len(all)) {
		t.Errorf("version %s %v", v, err)
	}
	backup := fmt.Sprintf("%s.version-%d.backup", path, len(all)-1)
	if v, err := valueOf(t, backup, `SELECT value FROM file_settings`); err != nil || v != "wide" {
		t.Errorf("backup %q %v", v, err)
	}
	f, err := Open(backup, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	// This LiteWork does not know that version.
	var newer *OpenError
	if _, err := Open(path, Options{}); !errors.As(err, &newer) || newer.Code != CodeNewer {
		t.Errorf("a newer file: %v", err)
	}
}

func TestAFailedMigrationChangesNothing(t *testing.T) {
	for name, script := range map[string]string{
		"syntax":      `ALTER TABLE file_settings ADD COLUMN note TEXT; CREATE NONSENSE;`,
		"foreign key": `INSERT INTO sections VALUES (99, 0, 'orphan', '', 0, '');`,
	} {
		path, _ := oldFile(t)
		if err := migrate(path, withMigration(t, script), Options{}.withDefaults()); err == nil {
			t.Errorf("%s: no error", name)
		}
		f, err := Open(path, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if v, err := valueOf(t, path, `SELECT count(*) FROM sections`); err != nil || v != "0" {
			t.Errorf("%s: %s orphans, %v", name, v, err)
		}
		if _, err := valueOf(t, path, `SELECT note FROM file_settings`); err == nil {
			t.Errorf("%s: half a migration stayed", name)
		}
	}
}

func TestMigrationsCountWithoutGaps(t *testing.T) {
	_, err := migrations(fstest.MapFS{"0001_a.sql": {}, "0003_b.sql": {}})
	if err == nil || !strings.Contains(err.Error(), "0003_b.sql") {
		t.Error(err)
	}
}

// A file of the first version is brought up to date with all that is in it.
func TestFirstVersionIsBroughtUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "first.litework")
	all, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := migrate(path, all[:1], Options{}.withDefaults()); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if v, err := valueOf(t, path, `SELECT user_version FROM pragma_user_version`); err != nil || v != strconv.Itoa(len(all)) {
		t.Errorf("version %s %v", v, err)
	}
	if _, err := os.Stat(path + ".version-1.backup"); err != nil {
		t.Error(err)
	}
}

// The index of words made anew by a migration finds what one made by saving
// does.
func TestMigratedFileIsSearchedLikeASavedOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.litework")
	f, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := document.Document{
		ID: "a", Kind: document.Invoice, Number: "INV-0148", Reference: "PO 77", Title: "titled", Summary: "summed",
		Client: document.Client{Name: "Kāuri Point", Person: "Ngata"}, ClientNotes: "noted", Terms: "payable", InternalNotes: "hidden",
		Tags: []string{"night shoot", "täg"},
		Sections: []document.Section{
			{ID: "1", Name: "Lighting", Lines: []document.Line{{ID: "1", Description: "SkyPanel", Enhanced: "- yoke"}, {ID: "2", Description: "crane"}}},
			{ID: "2", Name: "Crew", Lines: []document.Line{{ID: "3", Description: "gaffer"}}},
		},
	}
	if _, err := f.SaveDocument(t.Context(), d, 0); err != nil {
		t.Fatal(err)
	}
	words := func() string {
		out, err := f.Dump(`SELECT term || ' ' || doc FROM words_of ORDER BY term`)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(out, "\n")
	}
	const listed = `CREATE VIRTUAL TABLE words_of USING fts5vocab('document_search', 'row')`
	if err := f.WriterExec(listed); err != nil {
		t.Fatal(err)
	}
	saved := words()
	script, err := schemaFiles.ReadFile("schema/0004_lists.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, again, _ := strings.Cut(string(script), "DROP TABLE document_search;")
	if err := f.WriterExec(`DROP TABLE document_search;` + again); err != nil {
		t.Fatal(err)
	}
	if migrated := words(); migrated != saved || saved == "" {
		t.Errorf("saved:\n%s\nmigrated:\n%s", saved, migrated)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
