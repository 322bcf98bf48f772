// Package kit holds the widgets LiteWork is built of. They know nothing of
// LiteWork: what they show and what they do comes from the outside, as plain
// values and callbacks.
//
// Conventions. State lies on the widget, canvas objects on its renderer.
// Setters return early when nothing changes. Callbacks run on Fyne's
// goroutine; nothing here starts a goroutine of its own except through the
// Timer of Env. What floats (lists of suggestions, calendars, tooltips, toasts)
// is drawn in a FloatLayer, never in an overlay, because an overlay would take
// the keyboard away.
package kit
