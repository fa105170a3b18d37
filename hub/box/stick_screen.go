package box

import (
	"context"

	"yizhan/hub"
)

// sticks is the sticks as the station's and the county's screens see them.
type sticks struct{ b *Box }

func (s sticks) Sticks() []hub.StickStand { return s.b.usb.Sticks() }

func (s sticks) Start(ctx context.Context, actor hub.Actor, id string, townships []string, all bool) error {
	return s.b.startStick(ctx, actor, id, Carry{Townships: townships, All: all})
}

func (s sticks) Stop() { s.b.stopStick() }

func (s sticks) Leave(id string) { s.b.leaveStick(id) }
