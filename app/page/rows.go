package page

import (
	"slices"
	"strconv"
)

// Rows is a list as it is shown: the order of all its rows by key, and those
// rows that are in view or near it. It belongs to Fyne's goroutine.
type Rows[T any] struct {
	order Order
	rows  map[int64]T
}

// Window is how many rows around the view are read at once.
const Window = 120

// Order is the order of a list, made away from Fyne's goroutine. Keys are those
// of the company file, which counts them from 1: their places stand in a slice.
type Order struct {
	keys  []int64
	place []int32 // by key, one more than the place
}

// NewOrder indexes keys.
func NewOrder(keys []int64) Order {
	if len(keys) == 0 {
		return Order{}
	}
	o := Order{keys, make([]int32, slices.Max(keys)+1)}
	for i, k := range keys {
		o.place[k] = int32(i) + 1
	}
	return o
}

// Place is where a key stands; false when it is not in the order.
func (o Order) Place(key int64) (int, bool) {
	if key <= 0 || key >= int64(len(o.place)) || o.place[key] == 0 {
		return 0, false
	}
	return int(o.place[key]) - 1, true
}

// Around gives the keys of one window with place i in its first half.
func (o Order) Around(i int) []int64 {
	from := max(0, min(i-Window/3, len(o.keys)-Window))
	return o.keys[from:min(len(o.keys), from+Window)]
}

// Between gives the keys from one place up to, but without, another.
func (o Order) Between(from, to int) []int64 {
	from = max(0, min(from, len(o.keys)))
	return o.keys[from:max(from, min(to, len(o.keys)))]
}

// Len is how many rows there are.
func (r *Rows[T]) Len() int { return len(r.order.keys) }

// Keys are all keys in order. They are not to be changed.
func (r *Rows[T]) Keys() []int64 { return r.order.keys }

// Order is the present order.
func (r *Rows[T]) Order() Order { return r.order }

// Key is the key at a place; 0 for a place that is not there.
func (r *Rows[T]) Key(i int) int64 {
	if i < 0 || i >= len(r.order.keys) {
		return 0
	}
	return r.order.keys[i]
}

// At is the row at a place; false while it has not been read.
func (r *Rows[T]) At(i int) (T, bool) {
	return r.ByKey(r.Key(i))
}

// ByKey is the row of a key; false while it has not been read.
func (r *Rows[T]) ByKey(key int64) (T, bool) {
	row, ok := r.rows[key]
	return row, ok
}

// Swap shows a new order with the rows read for it. What was known of other
// rows is forgotten: it may be out of date.
func (r *Rows[T]) Swap(o Order, rows map[int64]T) {
	r.order, r.rows = o, rows
}

// Add adds rows that were read for the present order. Where the window has
// moved far, rows read long ago give way.
func (r *Rows[T]) Add(rows map[int64]T) {
	if len(r.rows) > 8*Window || r.rows == nil {
		r.rows = rows
		return
	}
	for k, row := range rows {
		r.rows[k] = row
	}
}

// All are the rows that have been read, by key. They are not to be changed.
func (r *Rows[T]) All() map[int64]T { return r.rows }

// RowID is the id of a row in its table: the key, known before the row is read.
func RowID(key int64) string { return strconv.FormatInt(key, 10) }

// KeyOf is the key of a row's id, 0 of what is none.
func KeyOf(id string) int64 {
	key, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0
	}
	return key
}
