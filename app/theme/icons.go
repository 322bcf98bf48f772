package theme

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"litework/assets"
)

// IconName names one of our icons, the file assets/icons/NAME.svg.
type IconName string

// The icons.
const (
	IconDocument      IconName = "document"
	IconQuote         IconName = "quote"
	IconPerson        IconName = "person"
	IconSync          IconName = "sync"
	IconSliders       IconName = "sliders"
	IconSearch        IconName = "search"
	IconChevronDown   IconName = "chevron-down"
	IconChevronUp     IconName = "chevron-up"
	IconChevronLeft   IconName = "chevron-left"
	IconChevronRight  IconName = "chevron-right"
	IconTriangleDown  IconName = "triangle-down"
	IconTriangleUp    IconName = "triangle-up"
	IconTriangleRight IconName = "triangle-right"
	IconPlus          IconName = "plus"
	IconMinus         IconName = "minus"
	IconCheck         IconName = "check"
	IconLock          IconName = "lock"
	IconUndo          IconName = "undo"
	IconRedo          IconName = "redo"
	IconMore          IconName = "more"
	IconGrip          IconName = "grip"
	IconWarning       IconName = "warning"
	IconInfo          IconName = "info"
	IconLinkOut       IconName = "link-out"
	IconOffline       IconName = "offline"
	IconClose         IconName = "close"
	IconDot           IconName = "dot"
	IconRefresh       IconName = "refresh"
	IconArrowRight    IconName = "arrow-right"
	IconArrowLeft     IconName = "arrow-left"
	IconCalendar      IconName = "calendar"
	IconTrash         IconName = "trash"
	IconCopy          IconName = "copy"
	IconReturn        IconName = "return"
	IconBullets       IconName = "bullets"
	IconNumbers       IconName = "numbers"
	IconBold          IconName = "bold"
	IconItalic        IconName = "italic"
	IconMail          IconName = "mail"
	IconSunMoon       IconName = "sun-moon"
	IconEye           IconName = "eye"
	IconLogo          IconName = "logo"
)

// IconIn returns an icon drawn in the given colour, or nil when there is none
// of that name. The resource's name contains the colour, because Fyne caches
// pictures by name.
func IconIn(name IconName, c color.Color) fyne.Resource {
	return recoloured(name, c, nil)
}

// LogoIn returns the logo with its square and its bars in the given colours.
func LogoIn(square, bars color.Color) fyne.Resource {
	return recoloured(IconLogo, square, bars)
}

// AppIcon returns the picture of the window and of the dock.
func AppIcon() fyne.Resource {
	return fyne.NewStaticResource("litework.png", assets.WindowIcon())
}

func recoloured(name IconName, dark, light color.Color) fyne.Resource {
	svg := assets.IconSVG(string(name))
	if svg == nil {
		return nil
	}
	file := string(name)
	// The second colour first: were it black, the first step would catch it.
	if light != nil {
		l := cssHex(light)
		svg = bytes.ReplaceAll(svg, []byte("#ffffff"), []byte(l))
		file += l
	}
	d := cssHex(dark)
	svg = bytes.ReplaceAll(svg, []byte("#000000"), []byte(d))
	return fyne.NewStaticResource(file+d+".svg", svg)
}

func cssHex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
