package shell

import "litework/app/kit"

// Undo and redo are the document's while one is open. Elsewhere they are those
// of the field that has the keyboard, and where none has it Undo is what the
// toast offers, so that a deletion can be taken back by the keyboard.

// undoLabel is the action of a toast that takes back what it tells of.
const undoLabel = "Undo"

// field is the field that has the keyboard on a page that is no document.
func (s *Shell) field() (*kit.Entry, bool) {
	if s.editor != nil && s.at == atDocument {
		return nil, false
	}
	entry, ok := s.d.Canvas.Focused().(*kit.Entry)
	return entry, ok
}

// offered is what the toast on the screen takes back, or nil.
func (s *Shell) offered() func() {
	if s.d.ToastAction == nil {
		return nil
	}
	if label, do := s.d.ToastAction(); label == undoLabel {
		return do
	}
	return nil
}

func (s *Shell) whyNotUndo() string {
	if s.at == atDocument {
		return s.onEditor(func() string { return s.editor.WhyNotUndo() })()
	}
	if _, ok := s.field(); ok || s.offered() != nil {
		return ""
	}
	return "There is nothing to undo."
}

func (s *Shell) undo() {
	if s.at == atDocument {
		s.editor.Undo()
		return
	}
	if entry, ok := s.field(); ok && entry.UndoText() {
		return
	}
	if do := s.offered(); do != nil {
		do()
	}
}

func (s *Shell) whyNotRedo() string {
	if s.at == atDocument {
		return s.onEditor(func() string { return s.editor.WhyNotRedo() })()
	}
	if _, ok := s.field(); ok {
		return ""
	}
	return "There is nothing to redo."
}

func (s *Shell) redo() {
	if s.at == atDocument {
		s.editor.Redo()
		return
	}
	if entry, ok := s.field(); ok {
		entry.RedoText()
	}
}
