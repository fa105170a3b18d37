package page

import (
	"fmt"

	"yizhan/hub"
)

// Pegs is how many there are.
const Pegs = 60

// Kept is a peg as a record keeps it: the picture and its tint, "shi3".
func (p Peg) Kept() string { return fmt.Sprintf("%s%d", p.picture(), p.tint()) }

// PegOf reads what a record keeps. A child or colleague without a peg (imported,
// or written by a newer box) gets the one that its id points to, always the same.
func PegOf(kept string, id hub.ID) Peg {
	if n := len(kept); n > 0 {
		picture, tint := kept, 0
		if last := kept[n-1]; last >= '0' && last <= '9' {
			picture, tint = kept[:n-1], int(last-'0')
		}
		if _, ok := pegNames[picture]; ok {
			if tint == 0 {
				tint = int(id[0])%5 + 1
			}
			return Peg{Picture: picture, Tint: tint}
		}
	}
	return PegNo(int(id[0])<<8 | int(id[1]))
}

func (p Peg) tint() int {
	if p.Tint < 1 || p.Tint > 5 {
		return 1
	}
	return p.Tint
}
