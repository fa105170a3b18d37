package fleet

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// Holders are the hubs that hold a lane, this one included: whom an order has to reach.
func (f *Fleet) Holders(ctx context.Context, lane hub.Lane) (out []desk.Holder, err error) {
	members := f.Trust.Members()
	met := f.metAt()
	stands, err := f.Standings(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range members.All() {
		if !members.MayRead(c.Key, lane) {
			continue
		}
		h := desk.Holder{Key: c.Key, Name: c.Name, Seen: stands[c.Key].Last}
		if met[c.Key].After(h.Seen) {
			h.Seen = met[c.Key]
		}
		if c.Role == trust.RoleCounty {
			h.Name = "县里"
		}
		out = append(out, h)
	}
	return out, nil
}

// metAt is when this hub itself last spoke with others; with itself now.
func (f *Fleet) metAt() map[[32]byte]time.Time {
	at := map[[32]byte]time.Time{f.Trust.Identity().Key(): f.Clock.Now().Wall}
	for key, m := range f.Meetings() {
		at[key] = m.At
	}
	return at
}
