package county

import (
	"yizhan/hub/form"
	"yizhan/hub/markdown"
	"yizhan/kiosk/page"
)

// formGuide is how a form is written, for who has never written one.
func formGuide(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	sections, err := markdown.Parse(form.Guide)
	if err != nil {
		return err
	}
	p := page.CountyGuide{CountyFrame: v.frame("怎么写一张表", "forms"), Prev: "/forms"}
	for i, piece := range page.Pieces(sections) {
		column := 0
		if i >= guideTurn {
			column = 1
		}
		p.Columns[column] = append(p.Columns[column], piece)
	}
	return v.render(p)
}

// guideTurn is how many pieces of the guide stand in its first column.
const guideTurn = 5
