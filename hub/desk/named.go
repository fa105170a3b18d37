package desk

import (
	"context"

	"yizhan/hub"
)

// NameOf is what a record that another one refers to is called (a class, a site, a
// worker, an adult); "" where it is not here or cannot be opened.
func (d *Desk) NameOf(ctx context.Context, actor hub.Actor, kind hub.Kind, id hub.ID) (string, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return "", err
	}
	rec, err := d.log.Record(ctx, kind, id)
	if kind == "staff" && hub.CodeOf(err) == hub.CodeNotFound {
		name, _, err := d.guest(ctx, id)
		return name, err
	}
	if err != nil {
		return "", unlessMissing(err)
	}
	def, ok := d.forms.Get(kind)
	if !ok {
		return "", nil
	}
	f, ok := def.Field("name")
	if !ok {
		if f, ok = def.Field("title"); !ok {
			return "", nil
		}
	}
	name, _ := rec.Fields[f.No].(string)
	return name, nil
}
