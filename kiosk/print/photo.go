package print

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"
	"strings"
)

// photo draws a photo in the middle of the column: in its colours on a sheet, as dots on a
// slip, whose printer knows no grey.
func (c *canvas) photo(b Block) error {
	of, err := jpeg.Decode(bytes.NewReader(b.Image))
	if err != nil {
		return fmt.Errorf("print: a photo of %d bytes: %w", len(b.Image), err)
	}
	wide, high := c.right-c.left, b.MM*c.mm
	size := of.Bounds()
	if size.Empty() {
		return nil
	}
	if fit := wide * size.Dy() / size.Dx(); high == 0 || fit < high {
		high = fit
	} else {
		wide = high * size.Dx() / size.Dy()
	}
	if err := c.room(high); err != nil {
		return err
	}
	at := image.Rect(0, 0, wide, high).Add(image.Pt(c.left+(c.right-c.left-wide)/2, c.y))
	switch of.(type) {
	case *image.YCbCr, *image.Gray:
		if c.sheet() {
			c.page.Photos = append(c.page.Photos, placed{b.Image, of, at})
			break
		}
		c.dither(of, at)
	default: // four inks: readers of a PDF do not agree which way round
		c.dither(of, at)
	}
	c.y += high
	return nil
}

// dither draws grey as dots that lie close or apart (Floyd and Steinberg, 1976). Two rows
// of what is still owed are all that it keeps.
func (c *canvas) dither(of image.Image, to image.Rectangle) {
	size, wide := of.Bounds(), to.Dx()
	now, below := make([]int, wide+2), make([]int, wide+2)
	for y := range to.Dy() {
		for x := range wide {
			r, g, b, _ := of.At(size.Min.X+x*size.Dx()/wide, size.Min.Y+y*size.Dy()/to.Dy()).RGBA()
			grey := int((299*r+587*g+114*b)/1000>>8) + now[x+1]/16
			rest := grey
			if grey < 128 {
				c.page.blacken(to.Min.X+x, to.Min.Y+y)
			} else {
				rest = grey - 255
			}
			now[x+2] += 7 * rest
			below[x] += 3 * rest
			below[x+1] += 5 * rest
			below[x+2] += rest
		}
		now, below = below, now
		clear(below)
	}
}

// A signing pad's box, in its own units.
const padWide, padHigh = 900, 330

// ink draws what was signed ("M12 30L14 31…", in the box of a pad) into a rectangle.
func (c *canvas) ink(path string, to image.Rectangle) {
	pen := max(2, c.mm/4)
	at := func(text string) (p image.Point, ok bool) {
		a, b, found := strings.Cut(strings.TrimSpace(text), " ")
		x, err1 := strconv.Atoi(a)
		y, err2 := strconv.Atoi(strings.TrimSpace(b))
		inside := x >= 0 && y >= 0 && x <= padWide && y <= padHigh
		return image.Pt(to.Min.X+x*to.Dx()/padWide, to.Min.Y+y*to.Dy()/padHigh), found && err1 == nil && err2 == nil && inside
	}
	for stroke := range strings.SplitSeq(path, "M") {
		var last image.Point
		for i, text := range strings.Split(stroke, "L") {
			p, ok := at(text)
			if !ok {
				break
			}
			if i == 0 {
				last = p
			}
			c.stroke(last, p, pen)
			last = p
		}
	}
}

func (c *canvas) stroke(from, to image.Point, pen int) {
	steps := max(1, abs(to.X-from.X), abs(to.Y-from.Y))
	for i := range steps + 1 {
		x, y := from.X+(to.X-from.X)*i/steps, from.Y+(to.Y-from.Y)*i/steps
		c.page.fill(image.Rect(x-pen/2, y-pen/2, x-pen/2+pen, y-pen/2+pen))
	}
}

func abs(n int) int { return max(n, -n) }
