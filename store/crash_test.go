package store_test

func actAsChild(role string) int { return 1 }
