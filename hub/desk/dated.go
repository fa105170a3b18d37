package desk

import "yizhan/hub"

// dates are the days from which the county's figures count something, and until when:
// whoever says the one field says the other, unless she says it herself.
var dates = []struct {
	kind    hub.Kind
	of, day string
	whenNew bool // only of a new record
}{
	{"child", "withdrawn", "withdrawn_on", false},
	{"group", "closed", "to", false},
	{"group", "type", "from", true},
	{"staff", "left", "left_on", false},
	{"staff", "role", "from", true},
}

// dated adds to an edit the day that goes with what it says. What is taken back takes its
// day along.
func (d *Desk) dated(e hub.Edit, isNew bool) {
	for _, one := range dates {
		if one.kind != e.Kind || one.whenNew && !isNew {
			continue
		}
		of, knows := d.field(e.Kind, one.of)
		day, dates := d.field(e.Kind, one.day)
		if !knows || !dates {
			continue
		}
		said, touched := e.Set[of.No]
		if _, own := e.Set[day.No]; !touched || own {
			continue
		}
		switch {
		case said != nil && said != false:
			e.Set[day.No] = string(d.Today())
		case !isNew:
			e.Set[day.No] = nil
		}
	}
}
