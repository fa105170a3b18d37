package page

import (
	"fmt"
	"html/template"
	"strings"
)

// screenful is the shape of a screen, as a help page draws it small: what one sees at
// a glance, with a hand on the thing to press.
type screenful int

const (
	ofTiles screenful = iota // pictures to choose from
	ofDoors                  // things of today and six doors
	ofKeys                   // figures or letters
	ofLines                  // a list with a button in each line
	ofSheet                  // words on a sheet, one way on
	ofStick                  // a stick in the side of the box
	ofPaper                  // a sheet that comes out of a printer
)

// drawn says which shape a help page draws; ofSheet where it says nothing.
var drawn = map[string]screenful{
	"home": ofDoors, "pin": ofKeys, "setup": ofTiles, "join": ofSheet, "register-name": ofKeys, "register-sex": ofTiles,
	"register-birth": ofTiles, "register-carer": ofTiles, "register-village": ofTiles, "register-phone": ofKeys,
	"wall": ofTiles, "pickup": ofLines, "fix": ofLines, "staff": ofTiles, "find": ofKeys, "child": ofLines, "enrol": ofTiles,
	"import": ofStick, "todo": ofLines, "stick": ofStick, "settings": ofDoors, "backup": ofStick, "practice": ofTiles,
	"draft": ofLines, "more": ofDoors, "people": ofLines, "edit": ofKeys, "history": ofLines, "groups": ofTiles,
	"form": ofLines, "print": ofPaper, "clock-days": ofLines,
}

// helpDrawing is the picture of a help page. It says nothing that the words do not.
func helpDrawing(key string) template.HTML {
	kind, known := drawn[key]
	if !known {
		kind = ofSheet
	}
	var b strings.Builder
	b.WriteString(`<svg class="help-draw" viewBox="0 0 240 150" aria-hidden="true"><rect class="glass" x="2" y="2" width="216" height="146" rx="8"/><path class="cloth" d="M2 10a8 8 0 0 1 8-8h200a8 8 0 0 1 8 8v18H2z"/>`)
	hand := drawScreen(&b, kind)
	fmt.Fprintf(&b, `<g transform="translate(%d %d)"><circle class="touch" r="15"/><path class="hand" d="M-4 30V-4a4 4 0 0 1 8 0v15l14 4a6 6 0 0 1 4 7l-4 16H2L-12 22a4 4 0 0 1 6-5z"/></g></svg>`, hand[0], hand[1])
	return template.HTML(b.String())
}

// drawScreen draws the work of a screen, and says where the hand points.
func drawScreen(b *strings.Builder, kind screenful) (hand [2]int) {
	box := func(class string, x, y, w, h int) {
		fmt.Fprintf(b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="5"/>`, class, x, y, w, h)
	}
	grid := func(columns, rows, main int) (at [2]int) {
		w, h := (208-6*(columns-1))/columns, (108-6*(rows-1))/rows
		for i := range columns * rows {
			x, y, class := 6+(i%columns)*(w+6), 34+(i/columns)*(h+6), "bit"
			if i == main {
				class, at = "bit on", [2]int{x + w/2, y + h/2}
			}
			box(class, x, y, w, h)
		}
		return at
	}
	switch kind {
	case ofTiles:
		return grid(4, 2, 1)
	case ofKeys:
		return grid(6, 3, 8)
	case ofDoors:
		for i, class := range []string{"bit on", "bit", "bit"} {
			box(class, 6, 34+i*37, 112, 31)
		}
		for i := range 6 {
			box("bit", 124+(i%2)*46, 34+(i/2)*37, 40, 31)
		}
		return [2]int{62, 50}
	case ofLines:
		for i, class := range []string{"bit on", "bit", "bit", "bit"} {
			fmt.Fprintf(b, `<path class="line" d="M12 %dh104"/>`, 46+i*28)
			box(class, 160, 35+i*28, 50, 21)
		}
		return [2]int{185, 46}
	case ofStick:
		box("bit on", 150, 112, 60, 28)
		b.WriteString(`<path class="line" d="M20 52h120M20 76h90"/><path class="usb" d="M214 62h22v22h-22z"/>`)
		return [2]int{180, 122}
	case ofPaper:
		b.WriteString(`<path class="bit" d="M50 70h120v50H50z"/><path class="paper" d="M70 84h80v62H70z"/><path class="line" d="M82 100h56M82 114h56"/>`)
		return [2]int{196, 52}
	}
	box("bit", 20, 44, 180, 62)
	b.WriteString(`<path class="line" d="M36 62h120M36 82h80"/>`)
	box("bit on", 140, 114, 70, 26)
	return [2]int{175, 122}
}
