package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// AnswerReset is the county's side of a telephone reset: the six figures that a
// worker reads out, answered with the six that let her choose a new PIN. No
// network is needed; both boxes compute the same secret. It is put on the
// county's trail.
func (b *Box) AnswerReset(ctx context.Context, actor hub.Actor, station, figures string) (answer string, err error) {
	cert, ok := b.memberNamed(station)
	if !ok {
		return "", hub.E(hub.CodeNotFound, "box.no-station", station)
	}
	return b.answerReset(ctx, actor, cert, figures)
}

// AnswerReset is that for the box of a key: two stations may bear one name.
func (a around) AnswerReset(ctx context.Context, actor hub.Actor, station [32]byte, figures string) (answer string, err error) {
	b := a.b
	cert, ok := b.trust.Members().Get(station)
	if !ok || cert.Role == trust.RoleCounty {
		return "", hub.E(hub.CodeNotFound, "box.no-station", "")
	}
	return b.answerReset(ctx, actor, cert, figures)
}

func (b *Box) answerReset(ctx context.Context, actor hub.Actor, cert trust.Certificate, figures string) (answer string, err error) {
	key, err := b.trust.Identity().Shared(cert.X25519, resetPurpose)
	if err != nil {
		return "", err
	}
	answer, _, err = access.AnswerReset(key, figures)
	if err != nil {
		return "", err
	}
	return answer, b.desk.NoteLooks(ctx, b.TrailLane(), []desk.Look{{
		Child: hub.ID(cert.Key[:16]), By: actor.Staff, Day: b.desk.Today(), Minute: b.desk.Minute(), Pages: 1, What: "reset",
	}})
}

// resetPurpose separates this secret of two boxes from any other.
const resetPurpose = "pin-reset"

func (b *Box) memberNamed(name string) (trust.Certificate, bool) {
	for _, c := range b.trust.Members().All() {
		if c.Name == name && c.Role != trust.RoleCounty {
			return c, true
		}
	}
	return trust.Certificate{}, false
}
