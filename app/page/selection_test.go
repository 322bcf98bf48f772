package page

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A selection is the set that a map would be.
func TestSelectionIsASet(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var s Selection
		model := map[int64]bool{}
		key := rapid.Int64Range(1, 300)
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0:
				k := key.Draw(r, "key")
				s.Toggle(k)
				if model[k] {
					delete(model, k)
				} else {
					model[k] = true
				}
			case 1:
				keys := rapid.SliceOfDistinct(key, rapid.ID[int64]).Draw(r, "set")
				s.Set(keys)
				clear(model)
				for _, k := range keys {
					model[k] = true
				}
			case 2:
				o := NewOrder(rapid.SliceOfDistinct(key, rapid.ID[int64]).Draw(r, "order"))
				s.Keep(o)
				for k := range model {
					if _, ok := o.Place(k); !ok {
						delete(model, k)
					}
				}
				got, want := s.In(o), []int64(nil)
				for _, k := range o.keys {
					if model[k] {
						want = append(want, k)
					}
				}
				if !slices.Equal(got, want) {
					r.Fatalf("%v, want %v", got, want)
				}
			}
			if s.Len() != len(model) {
				r.Fatalf("%d selected, want %d", s.Len(), len(model))
			}
			for k := range int64(301) {
				if s.Has(k) != model[k] {
					r.Fatalf("%d: %v", k, s.Has(k))
				}
			}
		}
	})
}
