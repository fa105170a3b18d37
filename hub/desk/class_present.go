package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Present is a family that sits in a class, as the phones in the room may offer it.
type Present struct {
	Child  hub.ID
	Called string // on the worker's screen
	Shown  string // to the others: never the whole name
	Peg    string
}

// PresentAt are the families whom a worker of the actor's site has marked as come, in the
// room in which a class is held now, in the order of their coming: they sit together and see
// each other. There are none where the station has not said that phones may offer them,
// before a class and after it, and next door.
func (d *Desk) PresentAt(ctx context.Context, actor hub.Actor, of hub.ID) ([]Present, error) {
	if err := d.told(actor); err != nil {
		return nil, err
	}
	c, err := d.class(ctx, of)
	if err != nil {
		return nil, err
	}
	site, err := d.log.Record(ctx, "site", actor.Site)
	if err != nil {
		return nil, unlessMissing(err)
	}
	if c.State != "open" || c.Site != actor.Site || !care.As[care.Site](d.forms, site).ClassNames {
		return nil, nil
	}
	f, err := d.classFile(ctx, c)
	if err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	var out []Present
	seen := map[hub.ID]bool{}
	for _, h := range f.Here {
		if h.Way != "room" || !h.Known() {
			continue
		}
		child, err := d.child(ctx, g.leading(h.Subject))
		if unlessMissing(err) != nil {
			return nil, err
		}
		shown := child.Hinted()
		if err != nil || child.Withdrawn != "" || child.Sealed || shown == "" || seen[child.FamilyID()] {
			continue
		}
		seen[child.FamilyID()] = true
		out = append(out, Present{Child: child.ID, Called: child.Called(), Shown: shown, Peg: child.Peg})
	}
	return out, nil
}
