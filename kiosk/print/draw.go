package print

import (
	"fmt"
	"image"

	"rsc.io/qr"

	"yizhan/hub"
)

// medium is paper as a printer sees it, in dots.
type medium struct {
	width  int
	height int // 0: a roll, as long as it takes
	mm     int // dots a millimetre
	margin int
}

// roll is a strip of a thermal printer: 384 or 576 dots at eight a millimetre.
func roll(width int) medium { return medium{width: width, mm: 8, margin: 0} }

// a4 has twelve dots a millimetre, near enough to the 300 an inch of office printers.
var a4 = medium{width: 210 * 12, height: 297 * 12, mm: 12, margin: 15 * 12}

// longest is how long a slip may get, in dots: two metres. What is longer is a mistake,
// or meant for sheets.
const longest = 2000 * 8

// sizes are the heights of letters in tenths of a millimetre: on a slip at arm's
// length, on a sheet on a table, for eyes of 58.
var sizes = map[bool]map[Kind]int{
	false: {Title: 42, Big: 70, Lead: 34, Text: 30, Small: 25},
	true:  {Title: 65, Big: 80, Lead: 46, Text: 42, Small: 33},
}

// canvas is what is being drawn, from the top down, in a column of the paper.
type canvas struct {
	medium
	font  *Font
	page  *Bitmap
	left  int // of the column
	right int
	y     int
	out   func(*Bitmap) error // takes a finished page
}

// draw draws a doc and hands its pages over, one after the other: never more than one
// is in memory. Errors: CodeTooLarge print.long, and what out answers.
func draw(doc Doc, m medium, f *Font, out func(*Bitmap) error) error {
	c := &canvas{medium: m, font: f, left: m.margin, right: m.width - m.margin, out: out}
	c.open()
	for i := 0; i < len(doc.Blocks); i++ {
		var err error
		switch b := doc.Blocks[i]; {
		case b.Kind == Card && c.sheet():
			n := cardsFrom(doc.Blocks[i:])
			err = c.cards(doc.Blocks[i : i+n])
			i += n - 1
		default:
			err = c.block(b)
		}
		if err != nil {
			return err
		}
	}
	return c.close()
}

func (c *canvas) sheet() bool { return c.height > 0 }

func (c *canvas) open() {
	c.page = newBitmap(c.width, c.height)
	c.y = c.margin
}

// close hands over the page that is being drawn, unless nothing stands on it.
func (c *canvas) close() error {
	if c.y == c.margin {
		return nil
	}
	if !c.sheet() {
		c.page.crop(c.y)
	}
	return c.out(c.page)
}

// room makes sure of so many dots below: on the next sheet, if there are none on this.
func (c *canvas) room(dots int) error {
	if !c.sheet() {
		if c.y+dots > longest {
			return hub.E(hub.CodeTooLarge, "print.long")
		}
		c.page.grow(c.y + dots)
		return nil
	}
	if c.y+dots <= c.height-c.margin || c.y == c.margin {
		return nil
	}
	if err := c.close(); err != nil {
		return err
	}
	c.open()
	return nil
}

// dots is the height of a kind's letters.
func (c *canvas) dots(k Kind) int { return sizes[c.sheet()][k] * c.mm / 10 }

// letters is the height of a block's own letters: on a wall they are read from afar.
func (c *canvas) letters(b Block) int {
	if b.MM > 0 {
		return b.MM * c.mm
	}
	return c.dots(b.Kind)
}

// pitch is the height of a line of them.
func pitch(dots int) int { return dots * 135 / 100 }

func (c *canvas) block(b Block) error {
	switch b.Kind {
	case Title, Big:
		return c.text(b.Text, c.letters(b), true, true)
	case Lead:
		return c.text(b.Text, c.letters(b), true, false)
	case Text, Small:
		return c.sided(b)
	case Rule:
		return c.rule()
	case Gap:
		if err := c.room(b.MM * c.mm); err != nil {
			return err
		}
		c.y += b.MM * c.mm
	case QR:
		return c.picture(b.Text, b.MM*c.mm)
	case Table:
		return c.table(b)
	case Card:
		return c.cardSlip(b)
	case Next:
		return c.next()
	case Photo:
		return c.photo(b)
	case Curve:
		return c.chart(b)
	default:
		return fmt.Errorf("print: a block of no known kind %q", b.Kind)
	}
	return nil
}

// text writes lines, broken where the column ends.
func (c *canvas) text(text string, dots int, bold, middle bool) error {
	for _, line := range c.font.lines(text, c.right-c.left, dots) {
		if err := c.room(pitch(dots)); err != nil {
			return err
		}
		x := c.left
		if middle {
			x += (c.right - c.left - c.font.width(line, dots)) / 2
		}
		c.font.draw(c.page, line, x, c.y+pitch(dots)/2, dots, bold)
		c.y += pitch(dots)
	}
	return nil
}

// sided writes a text with something at the right end of its line, or below where both
// do not fit.
func (c *canvas) sided(b Block) error {
	dots := c.dots(b.Kind)
	side := c.font.width(b.Side, dots)
	beside := b.Side != "" && c.font.width(b.Text, dots)+dots+side <= c.right-c.left
	if err := c.text(b.Text, dots, false, false); err != nil || b.Side == "" {
		return err
	}
	if beside {
		c.y -= pitch(dots)
	} else if err := c.room(pitch(dots)); err != nil {
		return err
	}
	c.font.draw(c.page, b.Side, max(c.left, c.right-side), c.y+pitch(dots)/2, dots, false)
	c.y += pitch(dots)
	return nil
}

// rule draws a line across, with air on both sides.
func (c *canvas) rule() error {
	if err := c.room(2 * c.mm); err != nil {
		return err
	}
	thick := max(2, c.mm/4)
	c.page.fill(image.Rect(c.left, c.y+c.mm-thick/2, c.right, c.y+c.mm-thick/2+thick))
	c.y += 2 * c.mm
	return nil
}

// next begins a new sheet; on a roll a cut would part what belongs together, so there is
// a line instead.
func (c *canvas) next() error {
	if !c.sheet() {
		return c.rule()
	}
	if c.y == c.margin {
		return nil
	}
	if err := c.close(); err != nil {
		return err
	}
	c.open()
	return nil
}

// picture draws figures for a scanner in the middle of the column.
func (c *canvas) picture(text string, edge int) error {
	if err := c.room(edge); err != nil {
		return err
	}
	if err := c.qr(text, c.left+(c.right-c.left-edge)/2, c.y, edge); err != nil {
		return err
	}
	c.y += edge
	return nil
}

// qr draws a picture of whole dots a module, with the white edge that scanners need
// (four modules; ISO/IEC 18004, 6.3.8) inside its square.
func (c *canvas) qr(text string, x, y, edge int) error {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return fmt.Errorf("print: a picture of %d letters: %w", len(text), err)
	}
	module := max(1, edge/(code.Size+8))
	at := (edge - module*code.Size) / 2
	for j := range code.Size {
		for i := range code.Size {
			if code.Black(i, j) {
				c.page.fill(image.Rect(0, 0, module, module).Add(image.Pt(x+at+i*module, y+at+j*module)))
			}
		}
	}
	return nil
}
