package print

import "image"

// A card is as large as an identity card (ISO/IEC 7810 ID-1, 85.6 × 54 mm), eight a
// sheet: people have a pocket for it.
const (
	cardWide   = 86 // mm
	cardHigh   = 54
	cardsWide  = 2
	cardsHigh  = 4
	cardQR     = 34 // mm: 45 modules of three quarters of a millimetre, which a phone reads too
	cardSlipQR = 40 // mm, of the 48 that a strip of 58 prints
)

// cardsFrom is how many cards stand at the head of the blocks.
func cardsFrom(all []Block) (n int) {
	for n < len(all) && all[n].Kind == Card {
		n++
	}
	return n
}

// cards draws cards on sheets of eight, with lines to cut along.
func (c *canvas) cards(all []Block) error {
	for i, b := range all {
		if i%(cardsWide*cardsHigh) == 0 {
			if err := c.next(); err != nil {
				return err
			}
		}
		at := i % (cardsWide * cardsHigh)
		x := (c.width-cardsWide*cardWide*c.mm)/2 + at%cardsWide*cardWide*c.mm
		y := (c.height-cardsHigh*cardHigh*c.mm)/2 + at/cardsWide*cardHigh*c.mm
		if err := c.cardAt(b, image.Rect(x, y, x+cardWide*c.mm, y+cardHigh*c.mm)); err != nil {
			return err
		}
		c.y = c.height - c.margin // full: what follows goes to the next sheet
	}
	return nil
}

// cardAt draws one card: the picture left, beside it the number and what it is for.
func (c *canvas) cardAt(b Block, box image.Rectangle) error {
	c.dashes(box)
	edge := cardQR * c.mm
	if err := c.qr(b.Text, box.Min.X+2*c.mm, box.Min.Y+(box.Dy()-edge)/2, edge); err != nil {
		return err
	}
	type row struct {
		text string
		size int
		bold bool
	}
	var rows []row
	left, right := box.Min.X+edge+2*c.mm, box.Max.X-3*c.mm
	for i, line := range b.Head {
		size := c.dots(Small)
		if i == 0 {
			size = c.dots(Text)
		}
		for _, l := range c.font.lines(line, right-left, size) {
			rows = append(rows, row{l, size, i == 0})
		}
		if i == 0 {
			rows = append(rows, row{b.Side, c.dots(Title), true})
		}
	}
	high := 0
	for _, r := range rows {
		high += pitch(r.size)
	}
	y := box.Min.Y + max(0, box.Dy()-high)/2
	for _, r := range rows {
		if y+pitch(r.size) > box.Max.Y { // what is too much is no other card's
			break
		}
		c.font.draw(c.page, r.text, left, y+pitch(r.size)/2, r.size, r.bold)
		y += pitch(r.size)
	}
	return nil
}

// dashes is the edge of a card.
func (c *canvas) dashes(box image.Rectangle) {
	dash := c.mm
	for x := box.Min.X; x < box.Max.X; x += 2 * dash {
		c.page.fill(image.Rect(x, box.Min.Y, x+dash, box.Min.Y+2))
		c.page.fill(image.Rect(x, box.Max.Y, x+dash, box.Max.Y+2))
	}
	for y := box.Min.Y; y < box.Max.Y; y += 2 * dash {
		c.page.fill(image.Rect(box.Min.X, y, box.Min.X+2, y+dash))
		c.page.fill(image.Rect(box.Max.X, y, box.Max.X+2, y+dash))
	}
}

// cardSlip is a card on a strip of paper.
func (c *canvas) cardSlip(b Block) error {
	for i, line := range b.Head {
		if i > 0 {
			if err := c.text(line, c.dots(Small), false, false); err != nil {
				return err
			}
			continue
		}
		if err := c.text(line, c.dots(Title), true, true); err != nil {
			return err
		}
		if err := c.picture(b.Text, cardSlipQR*c.mm); err != nil {
			return err
		}
		if err := c.text(b.Side, c.dots(Big), true, true); err != nil {
			return err
		}
	}
	return nil
}
