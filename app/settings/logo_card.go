package settings

import (
	"bytes"
	"context"
	"image"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
)

// logoCard is the logo: its path typed, chosen or dropped, a look at it, and
// taking it away. The image is kept in the company file; the path is not.
type logoCard struct {
	p      *Page
	root   fyne.CanvasObject
	path   *kit.Entry
	field  *kit.Field
	look   *kit.Picture
	remove *kit.Button
	shown  string // the id of the image shown
	folder string // that the last one came from
}

const logoHelp = "PNG or JPEG up to 10 MB. Choose a file, drop it on the window, or paste its path and press Enter."

func newLogoCard(p *Page) *logoCard {
	c := &logoCard{p: p}
	c.look = kit.Named("settings.logo", kit.NewPicture(200, 100, "No logo"))
	c.path = kit.Named("settings.logo.path", kit.NewEntry("/home/me/logo.png"))
	c.path.OnCommit = func(text string) { c.take(text) }
	c.path.OnChanged = func(text string) {
		c.say("")
		delete(p.form.wrong, "logo.path")
		if text != "" { // what was typed and not taken is not left behind unseen
			p.form.wrong["logo.path"] = wrongField{c.path, TabCompany, c.unfinished}
		}
	}
	c.field = kit.NewField("Logo", c.path).WithHelp(logoHelp)
	choose := kit.Named("settings.logo.choose", kit.NewButton("Choose…", c.choose))
	c.remove = kit.Named("settings.logo.remove", kit.NewButton("Remove", c.takeAway))
	c.root = kit.VBox(10, c.field, kit.HBox(14, c.look, kit.VBox(8, choose, c.remove), kit.Spacer()))
	p.form.onFill(func(s document.Settings) { c.show(s.Company.Logo) })
	return c
}

func (c *logoCard) say(wrong string) {
	if c.field.Error() != wrong {
		c.field.SetError(wrong)
		c.p.relayout()
	}
}

// unfinished says that a path was typed and not taken, when the page is left.
func (c *logoCard) unfinished() {
	if c.path.Text != "" && c.field.Error() == "" {
		c.say("Press Enter to take this file, or empty the field.")
	}
}

func (c *logoCard) choose() {
	(&kit.FileChooser{
		Title: "Choose a logo", Verb: "Choose", Start: c.folder, Extensions: []string{".png", ".jpg", ".jpeg"},
		Run: c.p.d.Run, OnChoose: c.take,
	}).Show(c.p.d.Canvas, c.p.d.Env)
}

// take reads a file and keeps it as the logo of new documents.
func (c *logoCard) take(path string) {
	path = kit.TypedPath(path)
	if path == "" {
		return
	}
	c.p.status.saving()
	page.Write(c.p.reader, func(ctx context.Context) (id string, err error) {
		data, err := readLogo(path)
		if err != nil {
			return "", err
		}
		return c.p.d.File.SaveImage(ctx, data)
	}, func(id string, err error) {
		if err != nil {
			sentence, fix := page.Trouble(err)
			c.path.SetValue(path)
			c.p.form.wrong["logo.path"] = wrongField{c.path, TabCompany, c.unfinished}
			c.say(sentence + " " + fix)
			c.p.settled()
			return
		}
		c.folder = kit.FolderOf(path)
		c.path.SetValue("")
		delete(c.p.form.wrong, "logo.path")
		c.say("")
		c.set(id)
	})
}

func (c *logoCard) takeAway() {
	before := c.p.facts.settings.Company.Logo
	if before == "" {
		return
	}
	c.set("")
	c.p.d.Canvas.Focus(c.path)
	c.p.offerUndo("Logo removed", func() { c.set(before) })
}

func (c *logoCard) set(id string) {
	c.p.change("company.logo", func(s *document.Settings) { s.Company.Logo = id })
	c.p.saver.flush()
	c.show(id)
}

// show looks at the logo that the settings name.
func (c *logoCard) show(id string) {
	if id == "" {
		c.remove.DisableBecause("There is no logo.")
	} else {
		c.remove.Enable()
	}
	if c.shown == id {
		return
	}
	c.shown = id
	if id == "" {
		c.look.SetImage(nil)
		return
	}
	page.Read(c.p.reader, "logo", func(ctx context.Context) (image.Image, error) {
		data, err := c.p.d.File.Image(ctx, id)
		if err != nil {
			return nil, err
		}
		img, _, err := image.Decode(bytes.NewReader(data))
		return img, err
	}, func(img image.Image, err error) {
		if err != nil {
			c.say("The logo in the company file cannot be read. Choose it again.")
			img = nil
		}
		c.look.SetImage(img)
	})
}
