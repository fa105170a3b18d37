package form

import "strings"

// Blank is what stands on paper where an answer is to be written by hand: boxes to
// tick, places for figures, the unit.
func (f *Field) Blank() string {
	switch f.Type {
	case Bool, Choice, Choices:
		var boxes []string
		for _, o := range f.Offered() {
			boxes = append(boxes, "□ "+o.Label)
		}
		return strings.Join(boxes, "　")
	case Day:
		return "　　　　年　　月　　日"
	case Time:
		return "　　点　　分"
	case DateTime:
		return "　　　　年　　月　　日　　点　　分"
	case Group:
		return "\n\n"
	}
	return "　　　　　　" + f.Unit
}
