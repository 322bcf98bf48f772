package page

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
)

// Frame is a page: a bar with its title and what can be done, and the rest
// below it.
func Frame(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	bar := kit.NewTopBar(title)
	bar.SetRight(actions...)
	return kit.NewPage(bar, content)
}

// Card is a surface with a border; the title may be empty.
func Card(title string, content fyne.CanvasObject) fyne.CanvasObject {
	if title != "" {
		content = kit.VBox(14, kit.Bold(title), content)
	}
	return kit.NewCard(content)
}
