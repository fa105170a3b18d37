package form

import "cmp"

// Leaving is a column of an export.
type Leaving struct {
	Field   *Field
	Title   string
	Element string // health data element number
}

// Leaving are the columns of an export in their order: all fields, or for people those
// that the form lists, if it does. Who may take what is not asked here.
func (d *Definition) Leaving(forPeople bool) (out []Leaving) {
	if forPeople && len(d.Export) > 0 {
		for _, c := range d.Export {
			f := d.byName[c.Field]
			out = append(out, Leaving{f, cmp.Or(c.Title, f.Label), cmp.Or(c.Element, f.Element)})
		}
		return out
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		out = append(out, Leaving{f, f.Label, f.Element})
	}
	return out
}
