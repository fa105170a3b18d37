package form

import (
	"fmt"
	"slices"
)

// mostBatch is how many fields a table of many has.
const mostBatch = 3

// Together are the fields of a table of many; none: the sheet is filled in one by one.
func (d *Definition) Together() (out []*Field) {
	for _, name := range d.Batch {
		out = append(out, d.byName[name])
	}
	return out
}

// batch checks the table of many: what it leaves out may stay open.
func (c *checker) batch() {
	d := c.def
	if len(d.Batch) == 0 {
		return
	}
	if d.Subject != "child" && d.Subject != "staff" {
		c.fault("$.batch", "fault.batch-whose", "batch is for sheets of children or staff")
	}
	if len(d.Batch) > mostBatch {
		c.fault("$.batch", "fault.many", "more than %d", mostBatch)
	}
	for i, name := range d.Batch {
		path := fmt.Sprintf("$.batch[%d]", i)
		f := c.known(path, name)
		switch {
		case f == nil:
		case !f.Asked() || d.state(f):
			c.fault(path, "fault.not-asked", "%s is not asked", name)
		case slices.Contains([]Type{Group, Drawing, Photo, Bytes, List}, f.Type):
			c.fault(path, "fault.unfit", "a %s has no %s", f.Type, "batch")
		}
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Required && f.ShownIf == "" && f.Asked() && !d.state(f) && !slices.Contains(d.Batch, f.Name) {
			c.fault("$.batch", "fault.batch-rest", "batch leaves out %s, which is required", f.Label)
		}
	}
	if f, named := d.byName[d.OncePer]; named && !slices.Contains(periods, d.OncePer) && !slices.Contains(d.Batch, f.Name) {
		c.fault("$.batch", "fault.batch-rest", "batch leaves out %s, which is required", f.Label)
	}
}
