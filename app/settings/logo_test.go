package settings

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"litework/document"
)

// logoFile writes a picture of a size in the form its name says.
func logoFile(t *testing.T, name string, width, height int) string {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range width {
		img.Set(i, i%height, color.NRGBA{R: uint8(i), A: 0x80})
	}
	path := filepath.Join(t.TempDir(), name)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	switch filepath.Ext(name) {
	case ".jpg":
		err = jpeg.Encode(file, img, nil)
	case ".gif":
		err = gif.Encode(file, img, nil)
	default:
		err = png.Encode(file, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadLogo(t *testing.T) {
	for _, test := range []struct {
		name                        string
		width, height, wantW, wantH int
		format                      string
	}{
		{"small.png", 60, 20, 60, 20, "png"}, {"wide.png", 3000, 300, 1200, 120, "png"},
		{"tall.jpg", 500, 1500, 200, 600, "jpeg"}, {"dot.png", 1, 1, 1, 1, "png"}, {"thread.png", 5000, 1, 1200, 1, "png"},
	} {
		data, err := readLogo(logoFile(t, test.name, test.width, test.height))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		img, format, err := image.Decode(bytes.NewReader(data))
		if err != nil || format != test.format || img.Bounds().Dx() != test.wantW || img.Bounds().Dy() != test.wantH {
			t.Errorf("%s became a %s of %v: %v", test.name, format, img.Bounds(), err)
		}
	}
}

func TestReadLogoRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, err := os.ReadFile(logoFile(t, "a.png", 300, 300))
	if err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]string{
		filepath.Join(dir, "none.png"):                  "logo-missing",
		dir:                                             "logo-unreadable",
		write("text.png", []byte("hello")):              "logo-format",
		write("empty.png", nil):                         "logo-format",
		logoFile(t, "a.gif", 10, 10):                    "logo-format",
		write("half.png", good[:len(good)/2]):           "logo-damaged",
		write("bomb.png", claims(good, 30_000, 30_000)): "logo-large",
		write("big.png", append(good, make([]byte, logoBytes)...)): "logo-large",
	} {
		_, err := readLogo(path)
		if p := document.ProblemOf(err); p == nil || p.Code != code {
			t.Errorf("%s gives %v, not %s", filepath.Base(path), err, code)
		}
	}
}

// claims changes what a PNG says its size is.
func claims(data []byte, width, height uint32) []byte {
	out := bytes.Clone(data)
	binary.BigEndian.PutUint32(out[16:], width)
	binary.BigEndian.PutUint32(out[20:], height)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

func TestLogoIsTakenShownAndRemoved(t *testing.T) {
	w := newWorld(t, false)
	before := w.Document(document.Invoice, w.Contact("Kauri Point Films Ltd"), "100", 1)
	w.page.ShowTab(TabCompany)
	w.Resize(fyne.NewSize(1084, 1600))
	w.write("settings.logo.path", filepath.Join(t.TempDir(), "none.png"))
	w.Key(fyne.KeyReturn)
	w.Rest()
	if w.Settings().Company.Logo != "" || !w.Says("There is no file of this name.") || w.page.EndEdit() {
		t.Fatal("a file that is not there is taken")
	}
	path := logoFile(t, "logo.png", 2400, 600)
	w.Change(func() {
		w.write("settings.logo.path", path)
		w.Key(fyne.KeyReturn)
		w.Advance(saveAfter)
	})
	id := w.Settings().Company.Logo
	if id == "" || w.Text("settings.logo") != "(1200,300)" || w.Text("settings.logo.path") != "" || !w.page.EndEdit() {
		t.Fatalf("the logo is %q, shown as %q", id, w.Text("settings.logo"))
	}
	if got := w.Stored(before.ID).Company.Logo; got != "" {
		t.Error("a document made before has the logo")
	}
	w.Change(func() { w.ClickName("settings.logo.remove"); w.Advance(saveAfter) })
	if w.Settings().Company.Logo != "" || w.Text("settings.logo") != "No logo" {
		t.Error("it is not removed")
	}
	w.Change(func() { w.Toasts[len(w.Toasts)-1].Do(); w.Advance(saveAfter) })
	if w.Settings().Company.Logo != id || w.Text("settings.logo") != "(1200,300)" {
		t.Error("it does not come back")
	}
}

func TestLogoIsDropped(t *testing.T) {
	w := newWorld(t, false)
	path := logoFile(t, "logo.jpg", 300, 300)
	if w.page.Dropped(path) {
		t.Error("it is taken on a tab without a logo")
	}
	w.page.ShowTab(TabCompany)
	w.Change(func() { w.page.Dropped(path); w.Advance(saveAfter) })
	if w.Settings().Company.Logo == "" {
		t.Error("it is not taken")
	}
	w.page.Dropped(logoFile(t, "logo.gif", 30, 30))
	w.Rest()
	if !w.Says("This is not a PNG or JPEG image.") || !strings.HasSuffix(w.page.logo.path.Text, "logo.gif") {
		t.Error("what is wrong with a file is not told")
	}
}

// A path that was typed and not taken is not left behind unseen.
func TestTypedPathIsNotForgotten(t *testing.T) {
	w := newWorld(t, false)
	w.page.ShowTab(TabCompany)
	w.Resize(fyne.NewSize(1084, 1600))
	w.write("settings.logo.path", "/tmp/x.png")
	w.page.ShowTab(TabTax)
	if w.page.EndEdit() || w.page.Tab() != TabCompany || !w.Says("Press Enter to take this file") {
		t.Error("it is left")
	}
	w.write("settings.logo.path", "")
	if !w.page.EndEdit() {
		t.Error("it stays")
	}
}
