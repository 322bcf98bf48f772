package page

import "math/bits"

// Selection is a set of rows by key, as small and quick with a hundred thousand
// as with three. The zero value is empty.
type Selection struct {
	bits  []uint64 // by key
	count int
}

// Len is how many are selected.
func (s *Selection) Len() int { return s.count }

// Has reports whether a row is selected.
func (s *Selection) Has(key int64) bool {
	at := key >> 6
	return key > 0 && at < int64(len(s.bits)) && s.bits[at]&(1<<(key&63)) != 0
}

// Lowest is the lowest key selected, 0 without one.
func (s *Selection) Lowest() int64 {
	for at, word := range s.bits {
		if word != 0 {
			return int64(at<<6 + bits.TrailingZeros64(word))
		}
	}
	return 0
}

// Toggle selects a row, or takes it out.
func (s *Selection) Toggle(key int64) {
	if s.Has(key) {
		s.bits[key>>6] &^= 1 << (key & 63)
		s.count--
		return
	}
	s.add(key)
}

func (s *Selection) add(key int64) {
	if key <= 0 || s.Has(key) {
		return
	}
	if at := int(key >> 6); at >= len(s.bits) {
		grown := make([]uint64, max(at+1, 2*len(s.bits)))
		copy(grown, s.bits)
		s.bits = grown
	}
	s.bits[key>>6] |= 1 << (key & 63)
	s.count++
}

// Set selects the rows of keys and no others.
func (s *Selection) Set(keys []int64) {
	s.Clear()
	for _, key := range keys {
		s.add(key)
	}
}

// Clear selects none.
func (s *Selection) Clear() {
	clear(s.bits)
	s.count = 0
}

// Keep takes out what is not among the rows of an order.
func (s *Selection) Keep(o Order) {
	if s.count == 0 {
		return
	}
	for at, word := range s.bits {
		for ; word != 0; word &= word - 1 {
			key := int64(at<<6 + bits.TrailingZeros64(word))
			if _, ok := o.Place(key); !ok {
				s.Toggle(key)
			}
		}
	}
}

// In gives the selected keys in the order of a list.
func (s *Selection) In(o Order) []int64 {
	if s.count == 0 {
		return nil
	}
	out := make([]int64, 0, s.count)
	for _, key := range o.keys {
		if s.Has(key) {
			out = append(out, key)
		}
	}
	return out
}
