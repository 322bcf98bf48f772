package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// CopyKind is why a copy of a company file was made.
type CopyKind string

// The kinds of copy.
const (
	CopyDaily         CopyKind = "daily"
	CopyByHand        CopyKind = "by-hand"
	CopyBeforeRestore CopyKind = "before-restore"
)

// Copy is a copy of a company file in a folder of backups. Its name tells what
// it is: "company 3f2a91c0 2026-11-23 091203Z daily.litework".
type Copy struct {
	Path string
	// FileID begins the id of the company file it is a copy of.
	FileID string
	At     time.Time // to the second, UTC
	Kind   CopyKind
	Size   int64
}

// fileIDLength is how much of the file's id stands in the name of a copy, so
// that copies of two companies can lie in one folder.
const fileIDLength = 8

const copyTime = "2006-01-02 150405Z"

var copyPattern = regexp.MustCompile(`^(.+) ([0-9a-f]{8}) (\d{4}-\d{2}-\d{2} \d{6}Z) (daily|by-hand|before-restore)\.litework$`)

// BackupFolder is where the copies of a company file lie: beside it.
func BackupFolder(path string) string { return filepath.Join(filepath.Dir(path), "Backups") }

// copyBase is the name of a company file, as the names of its copies begin.
func copyBase(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

func copyName(path, fileID string, at time.Time, kind CopyKind) string {
	return fmt.Sprintf("%s %.*s %s %s.litework", copyBase(path), fileIDLength, fileID, at.UTC().Format(copyTime), kind)
}

// Copies are those of the company file at path that lie in a folder, the newest
// first; none where there is no folder. The error is a *ReadError.
func Copies(folder, path string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, readError(err)
	}
	var out []Copy
	for _, entry := range entries {
		part := copyPattern.FindStringSubmatch(entry.Name())
		if part == nil || part[1] != copyBase(path) || !entry.Type().IsRegular() {
			continue
		}
		at, err := time.Parse(copyTime, part[3])
		if err != nil {
			continue
		}
		info, err := entry.Info()
		if err != nil { // it went meanwhile
			continue
		}
		out = append(out, Copy{Path: filepath.Join(folder, entry.Name()), FileID: part[2], At: at, Kind: CopyKind(part[4]), Size: info.Size()})
	}
	slices.SortStableFunc(out, func(a, b Copy) int { return b.At.Compare(a.At) })
	return out, nil
}

// How many copies are kept.
const (
	keepDays   = 7
	keepWeeks  = 4
	keepByHand = 10 // of either other kind
)

// Superfluous are the copies, of one company file, that need not be kept any
// longer. Of the daily ones the last of each of the seven newest days stays,
// and of each of the four newest weeks before them the last one; of those made
// by hand and before a restore the ten newest. Days without a copy do not
// count, so that a program seldom opened keeps as many.
func Superfluous(copies []Copy) []Copy {
	newestFirst := slices.Clone(copies)
	slices.SortStableFunc(newestFirst, func(a, b Copy) int { return b.At.Compare(a.At) })
	days, weeks, others := map[string]bool{}, map[string]bool{}, map[CopyKind]int{}
	var out []Copy
	for _, c := range newestFirst {
		if c.Kind != CopyDaily {
			if others[c.Kind]++; others[c.Kind] > keepByHand {
				out = append(out, c)
			}
			continue
		}
		day := c.At.UTC().Format(time.DateOnly)
		year, number := c.At.UTC().ISOWeek()
		week := fmt.Sprint(year, "-", number)
		switch {
		case days[day]:
			out = append(out, c)
		case len(days) < keepDays:
			days[day] = true
		case !weeks[week] && len(weeks) < keepWeeks:
			weeks[week] = true
		default:
			out = append(out, c)
		}
	}
	return out
}

// MakeCopy puts a verified copy of the file into a folder, and takes away those
// that are superfluous there. The file's own folder of backups is made where it
// is missing, another is not: it may be on a disk that is not there. While ctx
// is over nothing is left behind. Errors are *SaveError, but for those of ctx.
func (f *File) MakeCopy(ctx context.Context, folder string, kind CopyKind) (Copy, error) {
	if folder == BackupFolder(f.path) {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return Copy{}, saveError(err)
		}
	}
	at := f.options.Clock().UTC().Truncate(time.Second)
	c := Copy{Path: filepath.Join(folder, copyName(f.path, f.id, at, kind)), FileID: f.id[:fileIDLength], At: at, Kind: kind}
	removeLeftovers(folder, at)
	if err := f.BackupTo(ctx, c.Path); err != nil {
		return Copy{}, err
	}
	c.Size = size(c.Path)
	return c, saveError(thinOut(folder, f.path, c.FileID))
}

// thinOut removes the superfluous copies of one company file.
func thinOut(folder, path, fileID string) error {
	all, err := Copies(folder, path)
	if err != nil {
		return err
	}
	mine := slices.DeleteFunc(all, func(c Copy) bool { return c.FileID != fileID })
	var errs []error
	for _, c := range Superfluous(mine) {
		if err := os.Remove(c.Path); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// removeLeftovers takes away what a backup left half-done when the program was
// killed. One under way elsewhere is younger than an hour.
func removeLeftovers(folder string, now time.Time) {
	names, _ := filepath.Glob(filepath.Join(folder, backupTemp))
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > time.Hour {
			_ = os.Remove(name)
		}
	}
}
