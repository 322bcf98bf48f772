package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// dataFolder is where the operating system keeps a program's data.
func dataFolder(env func(string) string) (string, error) {
	const name = "LiteWork"
	switch runtime.GOOS {
	case "windows":
		if dir := env("APPDATA"); dir != "" {
			return filepath.Join(dir, name), nil
		}
	case "darwin":
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, "Library", "Application Support", name), nil
		}
	default:
		if dir := env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, name), nil
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", name), nil
		}
	}
	return "", errors.New("LiteWork cannot find your data folder. Choose one with --data")
}
