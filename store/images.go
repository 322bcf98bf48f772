package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// SaveImage keeps the bytes of an image and gives the id it is found by: the
// same bytes have the same id, and are kept once.
func (f *File) SaveImage(ctx context.Context, data []byte) (id string, err error) {
	sum := sha256.Sum256(data)
	id = hex.EncodeToString(sum[:])
	err = f.write(ctx, func(t *tx) error {
		return t.exec(`INSERT INTO images (id, data, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, id, data, t.stamp())
	})
	return id, err
}

// Image gives the bytes of an image, ErrNotFound where there is none.
func (f *File) Image(ctx context.Context, id string) (data []byte, err error) {
	err = f.read(ctx, func(t *tx) error {
		ok, err := optional(t.row(`SELECT data FROM images WHERE id = ?`, id).Scan(&data))
		if err == nil && !ok {
			return ErrNotFound
		}
		return err
	})
	return data, err
}
