package county

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// conflictCells say where stations have not agreed, of which entry: neither whose nor what it is.
func conflictCells(v *visit, put func(...any) error) error {
	cards, err := v.stale()
	if err != nil {
		return err
	}
	seen, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	for _, card := range cards {
		def, _ := v.c.Desk.Forms().Get(card.Record.Kind)
		at, day := seen[card.Child.Site], hub.DayOf(card.Since())
		if err := put(at.TownshipName, at.Name, def.Title, card.Field.Label, len(card.Versions), day, daysBetween(day, v.c.Desk.Today())); err != nil {
			return err
		}
	}
	return nil
}

// eraseCells name neither child nor family: only who she is to the child.
func eraseCells(v *visit, put func(...any) error) error {
	return v.erasures(func(a care.EraseAsk, row page.CountyErasureRow, left int) error {
		a.ByName = ""
		var due, days any = "", ""
		if a.Open() {
			due, days = a.Due, left
		}
		return put(row.Where, row.What, askedBy(a), a.Day, due, days, row.State, row.Done)
	})
}

// illCells are the counts of the page: stations tell of several children, never of one.
func illCells(v *visit, put func(...any) error) error {
	all, names, err := v.clusters()
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := put(c.Day, names[c.Subject], c.Called, c.Cases, v.toldOf(c)); err != nil {
			return err
		}
	}
	return nil
}

// drawCells are a line for each place that was drawn.
func drawCells(v *visit, put func(...any) error) error {
	held, err := v.c.Desk.Draws(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	for _, d := range held {
		for _, p := range d.Result {
			if err := put(d.Day, d.Seed, d.Thrown, d.Witnesses, len(d.Pool), p.Name, strings.Join(p.Officers, "、"), d.Opened); err != nil {
				return err
			}
		}
	}
	return nil
}
