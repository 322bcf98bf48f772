package store_test

import "errors"

func fillSmallDisk(string) error { return errors.New("not on this system") }

func openDenied(string) error { return errors.New("not on this system") }
