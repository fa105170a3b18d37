package page

import (
	"fmt"
	"html/template"
	"strings"

	"yizhan/kiosk/asset"
)

// icon is a drawing in the colour and size of the words beside it. A name that
// does not exist fails the page, and so the test of its story.
func icon(name string) (template.HTML, error) { return drawing(name, "i") }

func iconLarge(name string) (template.HTML, error) { return drawing(name, "i i-l") }

func drawing(name, class string) (template.HTML, error) {
	if asset.Symbol(name) == "" {
		return "", fmt.Errorf("no drawing %q", name)
	}
	return template.HTML(`<svg class="` + class + `" aria-hidden="true"><use href="#` + name + `"/></svg>`), nil
}

// Peg is the picture by which a child or a colleague finds her hook: one of
// twelve drawings in one of five tints, never chosen by sex.
type Peg struct {
	Picture string // shi, tu, yu … (asset.Pegs), or the address of the child's photo
	Tint    int    // 1–5
}

// PegNo numbers the sixty pegs, 0–59, so that neighbours differ in both picture
// and tint: 12 and 5 have no common divisor.
func PegNo(n int) Peg {
	pictures := asset.Pegs()
	if n < 0 {
		n = -n
	}
	return Peg{Picture: pictures[n%len(pictures)], Tint: n%5 + 1}
}

// Icon is the drawing of the picture.
func (p Peg) Icon() string { return "m-" + p.picture() }

// Photo is the address of a child's photo, which stands instead of the drawing; "" there
// is none.
func (p Peg) Photo() template.URL {
	if strings.HasPrefix(p.Picture, "/photo/") || strings.HasPrefix(p.Picture, "data:image/jpeg;base64,") {
		return template.URL(p.Picture)
	}
	return ""
}

// Class tints the picture.
func (p Peg) Class() string { return fmt.Sprintf("c%d", p.tint()) }

// Name is what the picture shows, for those who cannot see it.
func (p Peg) Name() string { return pegNames[p.picture()] }

// picture falls back to the first one: a peg from a newer box must not break a page.
func (p Peg) picture() string {
	if _, ok := pegNames[p.Picture]; !ok {
		return "shi"
	}
	return p.Picture
}

var pegNames = map[string]string{
	"shi": "柿子", "tu": "兔子", "yu": "鱼", "niao": "鸟", "hulu": "葫芦", "ri": "太阳",
	"hua": "花", "chuan": "船", "san": "伞", "ling": "铃", "zheng": "风筝", "ye": "叶子",
}
