package print

import "image"

// table draws ruled columns. A row is never parted; on the next sheet the head stands
// again.
func (c *canvas) table(b Block) error {
	head := func() error {
		if len(b.Head) == 0 {
			return nil
		}
		return c.row(b, b.Head, true)
	}
	if err := head(); err != nil {
		return err
	}
	for n, cells := range b.Rows {
		before := c.page
		if err := c.room(c.rowHeight(b, cells)); err != nil {
			return err
		}
		if c.page != before {
			if err := head(); err != nil {
				return err
			}
		}
		top := c.y
		if err := c.row(b, cells, false); err != nil {
			return err
		}
		if n < len(b.Inks) && b.Inks[n] != "" {
			edges := c.columns(b, len(cells))
			c.ink(b.Inks[n], image.Rect(edges[len(cells)-1], top, edges[len(cells)], c.y).Inset(c.mm/2))
		}
	}
	c.y += c.line() // the last row's
	return nil
}

// columns are the left ends of a table's columns, and the right end of the last.
func (c *canvas) columns(b Block, cells int) []int {
	all := 0
	for i := range cells {
		all += part(b, i)
	}
	edges, sum := []int{c.left}, 0
	for i := range cells {
		sum += part(b, i)
		edges = append(edges, c.left+(c.right-c.left)*sum/all)
	}
	return edges
}

func part(b Block, i int) int {
	if i < len(b.Widths) && b.Widths[i] > 0 {
		return b.Widths[i]
	}
	return 1
}

func (c *canvas) rowHeight(b Block, cells []string) int {
	edges := c.columns(b, len(cells))
	dots, air := c.cell()
	most := b.MM * c.mm
	for i, text := range cells {
		lines := c.font.lines(text, edges[i+1]-edges[i]-2*air, dots)
		most = max(most, len(lines)*pitch(dots)+air)
	}
	return most + c.line()
}

// line is the thickness of a table's lines. A row has both its lines within its height,
// and shares one with the next.
func (c *canvas) line() int { return max(1, c.mm/6) }

// cell is the height of a cell's letters, and the air beside them.
func (c *canvas) cell() (dots, air int) { return c.dots(Small), c.mm }

func (c *canvas) row(b Block, cells []string, bold bool) error {
	height := c.rowHeight(b, cells)
	if err := c.room(height); err != nil {
		return err
	}
	edges := c.columns(b, len(cells))
	dots, air := c.cell()
	thick := c.line()
	for i, text := range cells {
		lines := c.font.lines(text, edges[i+1]-edges[i]-2*air, dots)
		y := c.y + (height-len(lines)*pitch(dots))/2
		for _, line := range lines {
			c.font.draw(c.page, line, edges[i]+air, y+pitch(dots)/2, dots, bold)
			y += pitch(dots)
		}
	}
	for _, x := range edges {
		x = min(x, c.right-thick)
		c.page.fill(image.Rect(x, c.y, x+thick, c.y+height))
	}
	for _, y := range []int{c.y, c.y + height - thick} {
		c.page.fill(image.Rect(c.left, y, c.right, y+thick))
	}
	c.y += height - thick
	return nil
}
